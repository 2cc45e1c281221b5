/* Statuses of a microsimulation, what they leave alone, and chance that is cut into many persons'. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "kohort/microsim.h"
#include "num/rng_priv.h"

enum { AGES = 5, CELLS = 2 * AGES, STEPS = 3, LEVELS = 2, STATES = STEPS + 1 };

typedef struct world {
    double start[CELLS], survival[CELLS], fertility[AGES], in[CELLS];
    double share[LEVELS * CELLS], up[CELLS], down[CELLS], risk[LEVELS * CELLS], couple[CELLS];
    koh_proj_year year;
    const koh_proj_year *years[STEPS];
} world;

static void make(world *w)
{
    for (size_t i = 0; i < CELLS; i++) {
        w->start[i] = 31;
        w->survival[i] = 0.87;
        w->in[i] = 2.3;
        w->share[i] = 0.71;
        w->share[CELLS + i] = 0.29;
        w->up[i] = 0.31;
        w->down[i] = 0.13;
        w->risk[i] = 1;
        w->risk[CELLS + i] = 2.7;
        w->couple[i] = 0.37;
    }
    for (size_t x = 0; x < AGES; x++) {
        w->fertility[x] = x == 2 ? 0.41 : 0;
    }
    w->year = (koh_proj_year){
        .survival = w->survival, .fertility = w->fertility, .boys_per_girl = 1.056, .in_count = w->in
    };
    for (size_t t = 0; t < STEPS; t++) {
        w->years[t] = &w->year;
    }
}

static koh_microsim_input input_of(const world *w)
{
    return (koh_microsim_input){ .path = { AGES, STEPS, KOH_TIMING_EVEN, w->start, w->years },
                                 .care = { LEVELS, w->share, w->up, w->down, w->risk },
                                 .couple = w->couple };
}

static koh_microsim_workspace *workspace_of(size_t n_steps, size_t n_levels)
{
    koh_microsim_workspace *workspace = NULL;
    const koh_microsim_size size = { AGES, n_steps, n_levels, 1 };
    assert_int_equal(koh_microsim_workspace_new(&size, &workspace), KOH_OK);
    assert_true(koh_microsim_bytes(&size) > 1000 && koh_microsim_bytes(&size) < 10000000);
    return workspace;
}

/* The run fails, says where, and writes nothing. */
static void refused(const koh_microsim_input *input, const koh_microsim_options *options,
                    koh_microsim_workspace *workspace, koh_status status, const char *says)
{
    int32_t population[STATES * CELLS], before[STATES * CELLS];
    koh_error error = { 0 };
    koh_microsim_output output = { .population = population };
    memset(population, 0x5a, sizeof population);
    memcpy(before, population, sizeof population);
    assert_int_equal(koh_microsim_run(input, options, workspace, &error, &output), status);
    if (strstr(error.message, says) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", error.message, says);
    }
    assert_memory_equal(population, before, sizeof population);
    assert_int_equal(koh_microsim_check(input, options, workspace, NULL), status);
}

static void sizes_that_make_no_sense(void **state)
{
    (void) state;
    static const koh_microsim_size sizes[] = {
        { 1, STEPS, 0, 1 },
        { AGES, 0, 0, 1 },
        { AGES, KOH_MICROSIM_STEPS + 1, 0, 1 },
        { AGES, STEPS, KOH_MICROSIM_LEVELS + 1, 1 },
        { AGES, STEPS, 0, 0 },
        { AGES, STEPS, 0, 2000 },
        { 2000, STEPS, 0, 1 },
    };
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        koh_microsim_workspace *workspace = NULL;
        assert_int_equal(koh_microsim_workspace_new(&sizes[i], &workspace), KOH_EDOMAIN);
        assert_null(workspace);
    }
    koh_microsim_workspace_free(NULL);
}

static void input_that_makes_no_sense(void **state)
{
    (void) state;
    world w;
    make(&w);
    koh_microsim_workspace *ws = workspace_of(STEPS, LEVELS), *plain = workspace_of(STEPS, 0),
                           *few = workspace_of(2, 2);
    koh_microsim_options options = koh_microsim_options_defaults();
    koh_microsim_input input = input_of(&w);
    refused(&input, &options, plain, KOH_ESHAPE, "levels");
    refused(&input, &options, few, KOH_ESHAPE, "2 steps");
    options.n_draws = 0;
    refused(&input, &options, ws, KOH_EDOMAIN, "0 draws");
    options.n_draws = 2;
    options.first_draw = UINT32_MAX;
    refused(&input, &options, ws, KOH_EDOMAIN, "2^32");
    options = koh_microsim_options_defaults();
    input.care.n_levels = 1;
    refused(&input, &options, ws, KOH_EDOMAIN, "1 levels");
    input.care.n_levels = LEVELS;
    input.care.risk = NULL;
    refused(&input, &options, ws, KOH_EMISSING, "risks");
    input = input_of(&w);
    input.path.n_steps = 0;
    refused(&input, &options, ws, KOH_EDOMAIN, "no step");
    static const struct {
        size_t offset, at;
        double value;
        const char *says;
    } bad[] = {
        { offsetof(world, start), 3, 2.5, "females at age 3" },
        { offsetof(world, start), 3, NAN, "age 3" },
        { offsetof(world, start), 7, -1, "age 2" },
        { offsetof(world, survival), 6, 1.01, "age 1" },
        { offsetof(world, fertility), 3, 20.5, "births at age 3" },
        { offsetof(world, in), 6, -0.5, "age 1" },
        { offsetof(world, share), 4, 0.72, "sum" },
        { offsetof(world, share), CELLS + 4, -0.1, "shares of care, level 1, females at age 4" },
        { offsetof(world, up), 8, 20.5, "steps up, level 0, males at age 3" },
        { offsetof(world, down), 8, NAN, "steps down" },
        { offsetof(world, risk), CELLS, 0, "risks, level 1, females at age 0" },
        { offsetof(world, couple), 9, 1.5, "couples" },
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        make(&w);
        memcpy((char *) &w + bad[i].offset + bad[i].at * sizeof(double), &bad[i].value, sizeof(double));
        input = input_of(&w);
        refused(&input, &options, ws, KOH_EDOMAIN, bad[i].says);
    }
    koh_microsim_workspace_free(ws);
    koh_microsim_workspace_free(plain);
    koh_microsim_workspace_free(few);
}

static int at_once(void *told)
{
    ++*(int *) told;
    return 1;
}

static void it_can_be_stopped(void **state)
{
    (void) state;
    world w;
    int asked = 0;
    make(&w);
    koh_microsim_workspace *ws = workspace_of(STEPS, LEVELS);
    koh_microsim_options options = koh_microsim_options_defaults();
    options.stop = at_once;
    options.told = &asked;
    const koh_microsim_input input = input_of(&w);
    koh_error error = { 0 };
    koh_microsim_output output = { 0 };
    assert_int_equal(koh_microsim_run(&input, &options, ws, &error, &output), KOH_ECANCELLED);
    assert_int_equal(asked, 1);
    koh_microsim_workspace_free(ws);
}

/* Nobody survives, nobody is left, and nothing is divided by zero. */
static void certain_death(void **state)
{
    (void) state;
    world w;
    make(&w);
    memset(w.survival, 0, sizeof w.survival);
    w.year.in_count = NULL;
    koh_microsim_workspace *ws = workspace_of(STEPS, LEVELS);
    const koh_microsim_options options = koh_microsim_options_defaults();
    const koh_microsim_input input = input_of(&w);
    koh_error error = { 0 };
    int32_t population[STATES * CELLS];
    int64_t events[STEPS * KOH_MICROSIM_EVENTS];
    double years[STEPS];
    koh_microsim_output output = { .population = population, .events = events, .years = years };
    assert_int_equal(koh_microsim_run(&input, &options, ws, &error, &output), KOH_OK);
    for (size_t i = CELLS; i < STATES * CELLS; i++) {
        assert_int_equal(population[i], 0);
    }
    assert_int_equal(events[KOH_MICROSIM_DEATHS], 31 * CELLS + events[KOH_MICROSIM_GIRLS] + events[KOH_MICROSIM_BOYS]);
    assert_true(years[0] > 0 && years[0] < 0.1 * 31 * CELLS && years[1] == 0);
    koh_microsim_workspace_free(ws);
}

/* The first block of many streams at once is that of each by itself, on whatever this processor has. */
static void chance_of_many_persons(void **state)
{
    (void) state;
    const koh_stream_id id = { UINT64_C(0x9e3779b97f4a7c15), 4000000007U, 3310, 17, KOH_PURPOSE_LIFE };
    for (uint32_t block = 0; block < 4; block++) {
        koh_stream_starts starts;
        const uint32_t first = block * 0x3ffffc00U, apart = block % 2 == 0 ? 1024 : 1;
        koh__stream_starts(id, first, apart, &starts);
        for (uint32_t i = 0; i < KOH_STREAM_LANES; i++) {
            koh_stream stream = koh__stream(id, first + i * apart);
            assert_true(starts.u[i] == koh__stream_uniform(&stream));
            assert_int_equal(starts.first[i], koh__stream_word(&stream));
            assert_int_equal(starts.second[i], koh__stream_word(&stream));
        }
    }
}

/* A million women of age 1, of whom 0.87 x 0.7 are there at the end and bear at 0.41 on half of the year: 124 845
 * births.
 */
static void women_who_leave_within_the_year_bear_before(void **state)
{
    (void) state;
    static const double out[CELLS] = { 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3 };
    const double births = 0.41 * 0.5 * 1e6 * 0.87 * 0.7;
    world w;
    make(&w);
    memset(w.start, 0, sizeof w.start);
    w.start[1] = 1e6;
    w.year.in_count = NULL;
    w.year.out_rate = out;
    int64_t events[KOH_MICROSIM_EVENTS];
    koh_microsim_workspace *workspace = workspace_of(1, 0);
    const koh_microsim_input input = { .path = { AGES, 1, KOH_TIMING_EVEN, w.start, w.years } };
    const koh_microsim_options options = koh_microsim_options_defaults();
    koh_microsim_output output = { .events = events };
    assert_int_equal(koh_microsim_run(&input, &options, workspace, NULL, &output), KOH_OK);
    const double found = (double) (events[KOH_MICROSIM_GIRLS] + events[KOH_MICROSIM_BOYS]);
    if (fabs(found - births) > 5 * sqrt(births)) {
        fail_msg("%.0f births, expected %.0f", found, births);
    }
    koh_microsim_workspace_free(workspace);
}

/* Nobody but men dies, and all live in couples: every death makes a widow, and no widower. */
static void men_who_die_leave_widows(void **state)
{
    (void) state;
    world w;
    make(&w);
    memset(w.start, 0, sizeof w.start);
    w.start[1] = w.start[AGES + 1] = 1000;
    for (size_t i = 0; i < CELLS; i++) {
        w.survival[i] = i < AGES ? 1 : 0.5;
        w.couple[i] = 1;
    }
    w.year.in_count = NULL;
    w.year.fertility = NULL;
    int64_t events[KOH_MICROSIM_EVENTS];
    int32_t widowed[CELLS];
    koh_microsim_workspace *workspace = workspace_of(1, 0);
    const koh_microsim_input input = { .path = { AGES, 1, KOH_TIMING_EVEN, w.start, w.years }, .couple = w.couple };
    const koh_microsim_options options = koh_microsim_options_defaults();
    koh_microsim_output output = { .events = events, .widowed = widowed };
    assert_int_equal(koh_microsim_run(&input, &options, workspace, NULL, &output), KOH_OK);
    assert_in_range(events[KOH_MICROSIM_DEATHS], 400, 600);
    assert_int_equal(widowed[2], events[KOH_MICROSIM_DEATHS]);
    assert_int_equal(widowed[AGES + 2], 0);
    assert_int_equal(events[KOH_MICROSIM_PARTED], 0);
    koh_microsim_workspace_free(workspace);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_that_make_no_sense),
        cmocka_unit_test(input_that_makes_no_sense),
        cmocka_unit_test(it_can_be_stopped),

        cmocka_unit_test(certain_death),
        cmocka_unit_test(women_who_leave_within_the_year_bear_before),
        cmocka_unit_test(men_who_die_leave_widows),
        cmocka_unit_test(chance_of_many_persons),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
