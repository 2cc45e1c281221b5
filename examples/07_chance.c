/* How much is chance alone? 1 000 futures of 40 persons of 85 who live and die by the same rates. The count of
 * survivors is binomial, so that its deviation is known: sqrt(n p (1 - p)). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "kohort.h"

enum { N = 106, STEPS = 5, AGE = 85, PERSONS = 40, DRAWS = 1000 };

int main(void)
{
    static double start[2 * N], survival[2 * N], fertility[N];
    static int32_t band[(STEPS + 1) * DRAWS]; /* women of any age, [STEPS + 1][1][DRAWS] */
    const koh_ensemble_band women = { KOH_FEMALE, 0, N - 1 };
    const double prob = 0.9; /* to live another year, at every age */
    start[AGE] = PERSONS;
    for (size_t i = 0; i < 2 * N; i++) {
        survival[i] = prob;
    }
    const koh_proj_year year = { .survival = survival, .fertility = fertility, .boys_per_girl = 1.056 };
    const koh_proj_year *const years[STEPS] = { &year, &year, &year, &year, &year };
    const koh_ensemble_input input = {
        .path = { .n_age = N, .n_steps = STEPS, .timing = KOH_TIMING_END, .start = start, .years = years },
        .first_year = 2026,
        .region = 1
    };
    const koh_ensemble_size size = { .n_age = N, .n_steps = STEPS, .n_bands = 1, .n_threads = 2 };
    koh_ensemble_options options = koh_ensemble_options_defaults();
    options.n_draws = DRAWS;
    options.n_bands = 1;
    options.bands = &women;
    koh_ensemble_output output = { .band = band };
    koh_ensemble_workspace *workspace = NULL;
    koh_error error = { 0 };

    koh_status status = koh_ensemble_workspace_new(&size, &workspace);
    if (status == KOH_OK) {
        status = koh_ensemble_run(&input, &options, workspace, &error, &output);
    }
    koh_ensemble_workspace_free(workspace);
    if (status < KOH_OK) {
        fprintf(stderr, "%s\n", error.message[0] != '\0' ? error.message : koh_status_text(status));
        return 1;
    }
    for (int t = 1; t <= STEPS; t++) {
        double sum = 0, squares = 0, p = pow(prob, t);
        for (size_t d = 0; d < DRAWS; d++) {
            const double x = band[(size_t) t * DRAWS + d];
            sum += x;
            squares += x * x;
        }
        const double mean = sum / DRAWS, sd = sqrt(squares / DRAWS - mean * mean);
        const double known = sqrt(PERSONS * p * (1 - p));
        printf("after %d years: %4.1f of %d live (expected %4.1f), deviation %3.1f (binomial %3.1f)\n", t, mean,
               PERSONS, PERSONS * p, sd, known);
        if (fabs(mean - PERSONS * p) > 4 * known / sqrt(DRAWS) || fabs(sd / known - 1) > 0.12) {
            return 1; /* four standard errors */
        }
    }
    return 0;
}
