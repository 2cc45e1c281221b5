/* Every width of vectors gives the same bits: step.c built for each, beside the one the library chose. */
#include "test.h"

#include <stdio.h>
#include <string.h>

#include "draw.h"
#include "kohort/projection.h"

enum { MAX = 130, N = KOH_SEXES * MAX, ARRAYS = 8 };

typedef koh_status step_function(const double *, const koh_proj_year *, koh_timing, koh_proj_workspace *, double *,
                                 koh_proj_components *);
step_function koh_proj_step_sse2, koh_proj_step_avx2, koh_proj_step_avx512f;

/* What a step wrote. */
typedef struct written {
    double array[ARRAYS][N];
    koh_proj_totals total;
    koh_status status;
} written;

static void run(step_function *step, const double *people, const koh_proj_year *year, koh_timing timing, size_t n_age,
                written *to)
{
    koh_proj_workspace *workspace = NULL;
    memset(to, 0, sizeof *to);
    koh_proj_components flows = { to->array[1], to->array[2], to->array[3], to->array[4],
                                  to->array[5], to->array[6], to->array[7], .total.capped = 0 };
    assert_int_equal(koh_proj_workspace_new(n_age, &workspace), KOH_OK);
    to->status = step(people, year, timing, workspace, to->array[0], &flows);
    to->total = flows.total;
    koh_proj_workspace_free(workspace);
}

static void every_variant_gives_the_same_bits(void **state)
{
    (void) state;
    static const struct {
        const char *name;
        step_function *step;
    } variants[] = { { "sse2", koh_proj_step_sse2 },
                     { "avx2", koh_proj_step_avx2 },
                     { "avx512f", koh_proj_step_avx512f } };
    const int there[] = { 1, __builtin_cpu_supports("avx2"), __builtin_cpu_supports("avx512f") };
    static double in[9][N];
    static written library, variant;
    uint64_t seed = 5;
    for (int round = 0; round < 600; round++) {
        const size_t n_age = 2 + draw_bits(&seed) % (MAX - 1);
        const double violence = round % 3 == 0 ? 1 : 0.02;
        for (size_t i = 0; i < N; i++) {
            in[0][i] = draw(&seed, 0, 1000);
            in[1][i] = draw(&seed, 0.5, 1);
            in[2][i] = i == 0 ? 0 : draw(&seed, 0, 0.2);
            in[3][i] = draw(&seed, -500, 500) * violence;
            in[4][i] = draw(&seed, -1, 1) * violence;
            in[5][i] = draw(&seed, 0, 50);
            in[6][i] = draw(&seed, 0, 0.4);
            in[7][i] = draw(&seed, 0, 50);
            in[8][i] = draw(&seed, 0, 0.4);
        }
        const koh_proj_year year = { in[1], in[2], 1.056, in[3], in[4], in[5], in[6], in[7], in[8] };
        const koh_timing timing = round % 2 == 0 ? KOH_TIMING_EVEN : KOH_TIMING_END;
        run(koh_proj_step, in[0], &year, timing, n_age, &library);
        for (size_t v = 0; v < sizeof variants / sizeof variants[0]; v++) {
            if (there[v]) {
                run(variants[v].step, in[0], &year, timing, n_age, &variant);
                if (memcmp(&library, &variant, sizeof library) != 0) {
                    fail_msg("%s differs with %zu ages", variants[v].name, n_age);
                }
            } else if (round == 0) {
                print_message("skipped: %s, this processor has none\n", variants[v].name);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_variant_gives_the_same_bits) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
