/* How many cells (age x sex x year) one core steps per second, all components kept, data in cache, every array at the
 * beginning of a line of it; beside a plain loop written from the same formulas. Prints JSON (--json) or one line. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "allocations.h"
#include "kohort/projection.h"

enum { N_AGE = 106, N = KOH_SEXES * N_AGE, STEPS = 20000, REPEATS = 21 };

/* Each begins a line of the cache. */
#define LINE static _Alignas(64) double
LINE population[N];
LINE next[N];
LINE survival[N];
LINE fertility[N_AGE];
LINE net_count[N];
LINE net_rate[N];
LINE in_count[N];
LINE out_rate[N];
LINE immigration[N];
LINE emigration_rate[N];
LINE deaths[N];
LINE net[N];
LINE in[N];
LINE out[N];
LINE immigrated[N];
LINE emigrated[N];
LINE capped[N];

static double uniform(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double) (*state >> 11) * 0x1p-53;
}

static void fill(void)
{
    uint64_t state = 1;
    for (size_t i = 0; i < N; i++) {
        const double age = (double) (i % N_AGE);
        population[i] = 50 + 50 * uniform(&state);
        survival[i] = exp(-2e-5 * exp(0.1 * age));
        net_count[i] = uniform(&state) - 0.5;
        net_rate[i] = 0.01 * (uniform(&state) - 0.5);
        in_count[i] = 3 * uniform(&state);
        out_rate[i] = 0.05 * uniform(&state);
        immigration[i] = uniform(&state);
        emigration_rate[i] = 0.02 * uniform(&state);
    }
    for (size_t x = 15; x < 50; x++) {
        fertility[x] = 0.05;
    }
}

static double seconds(void)
{
    struct timespec now;
    (void) clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double) now.tv_sec + 1e-9 * (double) now.tv_nsec;
}

static double sum(const double *x)
{
    double s = 0;
    for (size_t i = 0; i < N; i++) {
        s += x[i];
    }
    return s;
}

/* The rival: the loop one writes first, even timing, no cap, totals by plain sums. */
static double naive_step(void)
{
    double start[N], women = 0;
    for (size_t i = 0; i < N; i++) {
        start[i] = population[i] + 0.5 * (net_count[i] + net_rate[i] * population[i]);
    }
    for (size_t sex = 0; sex < KOH_SEXES; sex++) {
        for (size_t x = 0; x < N_AGE; x++) {
            const size_t i = sex * N_AGE + x;
            double at_risk, early = 0, late = 0.5 * net_count[i];
            if (x == 0) {
                at_risk = women * (sex == KOH_FEMALE ? 1 / 2.056 : 1.056 / 2.056);
            } else {
                at_risk = start[i - 1];
                early = start[i - 1] - population[i - 1];
                late += 0.5 * net_rate[i - 1] * population[i - 1];
            }
            if (x == N_AGE - 1) {
                at_risk += start[i];
                early += start[i] - population[i];
                late += 0.5 * net_rate[i] * population[i];
            }
            deaths[i] = at_risk * (1 - survival[i]);
            const double survivors = at_risk - deaths[i];
            out[i] = survivors * out_rate[i];
            emigrated[i] = survivors * emigration_rate[i];
            in[i] = in_count[i];
            immigrated[i] = immigration[i];
            net[i] = early + late;
            next[i] = survivors - out[i] - emigrated[i] + in[i] + immigrated[i] + late;
            if (sex == KOH_FEMALE && x == N_AGE - 1) {
                for (size_t a = 1; a < N_AGE; a++) {
                    women += fertility[a] * 0.5 * (start[a] + next[a]);
                }
            }
        }
    }
    return sum(next) - sum(population) + sum(deaths) - sum(net) - sum(in) + sum(out) - sum(immigrated) + sum(emigrated);
}

/* Which of the library's variants this processor gets. */
static const char *variant(void)
{
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
    return __builtin_cpu_supports("avx512f") ? "avx512f" : __builtin_cpu_supports("avx2") ? "avx2" : "default";
#else
    return "default";
#endif
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *) a, y = *(const double *) b;
    return (x > y) - (x < y);
}

static double median(double *x)
{
    qsort(x, REPEATS, sizeof *x, ascending);
    return x[REPEATS / 2];
}

/* What a run steps with. */
typedef struct stepper {
    const koh_proj_year *year;
    koh_proj_workspace *workspace;
    koh_proj_components *flows;
} stepper;

/* Cells a second of processor time; NaN after a failure. */
static double step_rate(const stepper *s, double *kept)
{
    const double begin = seconds();
    for (size_t t = 0; t < STEPS; t++) {
        population[t % N] += 1e-9; /* no step is the step before */
        if (koh_proj_step(population, s->year, KOH_TIMING_EVEN, s->workspace, next, s->flows) != KOH_OK) {
            return (double) NAN;
        }
        *kept += s->flows->total.residual;
    }
    return (double) N * STEPS / (seconds() - begin);
}

/* The median rate in a process of its own, told at the end of a pipe. */
static void tell_rate(const stepper *s, int to)
{
    double rates[REPEATS], kept = 0;
    for (size_t repeat = 0; repeat < REPEATS; repeat++) {
        rates[repeat] = step_rate(s, &kept);
    }
    const double rate = median(rates);
    _exit(write(to, &rate, sizeof rate) == (ssize_t) sizeof rate ? EXIT_SUCCESS : EXIT_FAILURE);
}

/* Two at once, with data of their own: what both do together; NaN where they cannot. */
static double rate_of_two(const stepper *s)
{
    int ends[2];
    double sum = 0;
    if (pipe(ends) != 0) {
        return (double) NAN;
    }
    for (int i = 0; i < 2; i++) {
        const pid_t child = fork();
        if (child == 0) {
            tell_rate(s, ends[1]);
        }
    }
    (void) close(ends[1]);
    for (int i = 0; i < 2; i++) {
        double rate;
        sum += read(ends[0], &rate, sizeof rate) == (ssize_t) sizeof rate ? rate : (double) NAN;
    }
    (void) close(ends[0]);
    while (wait(NULL) > 0) {
    }
    return sum;
}

int main(int argc, char **argv)
{
    const koh_proj_year year = { survival, fertility, 1.056,       net_count,      net_rate,
                                 in_count, out_rate,  immigration, emigration_rate };
    koh_proj_components flows = { .deaths = deaths,
                                  .net = net,
                                  .in = in,
                                  .out = out,
                                  .immigration = immigrated,
                                  .emigration = emigrated,
                                  .capped = capped };
    koh_proj_workspace *workspace = NULL;
    double ours[REPEATS], rival[REPEATS], kept = 0;
    fill();
    if (koh_proj_workspace_new(N_AGE, &workspace) != KOH_OK ||
        koh_proj_check(N_AGE, population, &year, NULL) != KOH_OK) {
        return EXIT_FAILURE;
    }
    const stepper steps = { &year, workspace, &flows };
    const size_t before = allocations;
    for (size_t repeat = 0; repeat < REPEATS; repeat++) {
        ours[repeat] = step_rate(&steps, &kept);
        if (!(ours[repeat] > 0)) {
            return EXIT_FAILURE;
        }
        const double middle = seconds();
        for (size_t t = 0; t < STEPS; t++) {
            population[t % N] += 1e-9;
            kept += naive_step();
        }
        rival[repeat] = (double) N * STEPS / (seconds() - middle);
    }
    const size_t inside = allocations - before;
    const double rate = median(ours), naive = median(rival), two = rate_of_two(&steps) / rate;
    if (!(two > 0)) {
        return EXIT_FAILURE;
    }
    if (argc > 1 && strcmp(argv[1], "--json") == 0) {
        printf("{\"bench\": \"step\", \"cells_per_s\": %.4g, \"naive_cells_per_s\": %.4g, \"ratio\": %.3g, "
               "\"two_at_once\": %.3g, "
               "\"allocations_inside\": %zu, \"variant\": \"%s\", \"n_age\": %d, \"steps\": %d, \"repeats\": %d, "
               "\"checksum\": %.6g}\n",
               rate, naive, rate / naive, two, inside, variant(), N_AGE, STEPS, REPEATS, kept);
    } else {
        printf("%.3g cells/s (%s), %.1f times a plain loop, two at once %.2f times one, %zu allocations\n", rate,
               variant(), rate / naive, two, inside);
    }
    koh_proj_workspace_free(workspace);
    return EXIT_SUCCESS;
}
