/* Every status of an ensemble, with its place, and outputs untouched; runs without something. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "kohort/ensemble.h"

enum { AGES = 5, CELLS = 2 * AGES, STEPS = 2 };

typedef struct world {
    double start[CELLS], survival[CELLS], fertility[AGES], net[CELLS], in[CELLS], profile[CELLS];
    double factor[STEPS];
    koh_proj_year year;
    const koh_proj_year *years[STEPS];
    koh_ensemble_band band;
    double order;
    koh_ensemble_input input;
    koh_ensemble_options options;
    koh_ensemble_size size;
} world;

static void make(world *w)
{
    *w = (world){ .fertility = { 0, 0.31, 0.23, 0, 0 }, .factor = { 0.7, 1.2 }, .order = 0.37 };
    for (size_t i = 0; i < CELLS; i++) {
        w->start[i] = 913 - 17 * (double) i;
        w->survival[i] = 0.97;
        w->net[i] = i % 2 == 0 ? 4.7 : -3.9;
        w->in[i] = 2.3;
        w->profile[i] = 0.1;
    }
    w->year = (koh_proj_year){ .survival = w->survival,
                               .fertility = w->fertility,
                               .boys_per_girl = 1.056,
                               .net_count = w->net,
                               .in_count = w->in };
    w->years[0] = w->years[1] = &w->year;
    w->band = (koh_ensemble_band){ KOH_SEXES, 1, 3 };
    w->input = (koh_ensemble_input){ .path = { AGES, STEPS, KOH_TIMING_EVEN, w->start, w->years }, .first_year = 2026 };
    w->options = koh_ensemble_options_defaults();
    w->options.n_draws = 1;
    w->options.n_bands = w->options.n_quantiles = 1;
    w->options.bands = &w->band;
    w->options.quantiles = &w->order;
    w->size = (koh_ensemble_size){ AGES, STEPS, 1, 1, koh_ensemble_bins(AGES, STEPS, 1, 1000) };
}

/* Runs w, whose status is expected, with a word of the message; nothing is written on an error of the check. */
static void expect(const world *w, koh_status expected, const char *word)
{
    koh_ensemble_workspace *workspace = NULL;
    koh_error error = { 0 };
    double mean[(STEPS + 1) * CELLS] = { 7 }, quantile[(STEPS + 1) * CELLS] = { 7 }, band[STEPS + 1] = { 7 };
    int32_t population[(STEPS + 1) * CELLS] = { 7 };
    koh_ensemble_output output = {
        .population = population, .mean = mean, .quantile = quantile, .band_quantile = band
    };
    assert_int_equal(koh_ensemble_workspace_new(&w->size, &workspace), KOH_OK);
    if (w->options.n_draws > 1) {
        output.population = NULL;
    }
    const koh_status status = koh_ensemble_run(&w->input, &w->options, workspace, &error, &output);
    if (status != expected || (word[0] != 0 && strstr(error.message, word) == NULL)) {
        fail_msg("%s, \"%s\"; expected %s, \"%s\"", koh_status_name(status), error.message, koh_status_name(expected),
                 word);
    }
    if (expected < 0 && w->options.n_draws == 1) {
        assert_true(mean[0] == 7 && quantile[0] == 7 && band[0] == 7 && population[0] == 7);
    }
    koh_ensemble_workspace_free(workspace);
}

static void impossible_options_are_refused(void **state)
{
    (void) state;
    world w;
    make(&w);
    expect(&w, KOH_OK, "");
    w.options.n_draws = 0;
    expect(&w, KOH_EDOMAIN, "0 draws: expected 1 to 100000000");
    w.options.n_draws = 1000000000;
    expect(&w, KOH_EDOMAIN, "1000000000 draws");
    make(&w);
    w.options.first_draw = UINT64_C(1) << 32;
    expect(&w, KOH_EDOMAIN, "2^32");
    w.options.first_draw--;
    expect(&w, KOH_OK, "");
    make(&w);
    w.order = 1.01;
    expect(&w, KOH_EDOMAIN, "quantile 1.01");
    w.order = NAN;
    expect(&w, KOH_EDOMAIN, "quantile");
    make(&w);
    w.band.to = AGES;
    expect(&w, KOH_EDOMAIN, "band 0");
    w.band = (koh_ensemble_band){ 3, 0, 1 };
    expect(&w, KOH_EDOMAIN, "band 0");
    w.band = (koh_ensemble_band){ 1, 2, 1 };
    expect(&w, KOH_EDOMAIN, "band 0");
    make(&w);
    w.input.first_year = 65534;
    expect(&w, KOH_EDOMAIN, "year 65534");
    w.input.first_year = -1;
    expect(&w, KOH_EDOMAIN, "year -1");
}

static void another_workspace_is_refused(void **state)
{
    (void) state;
    world w;
    make(&w);
    w.size.n_age = AGES + 1;
    expect(&w, KOH_ESHAPE, "6 ages");
    make(&w);
    w.size.n_steps = STEPS - 1;
    expect(&w, KOH_ESHAPE, "1 steps");
    make(&w);
    w.size.n_bands = 0;
    expect(&w, KOH_ESHAPE, "0 bands");
    make(&w);
    w.size.n_bins = 0;
    expect(&w, KOH_ESHAPE, "bins");
    make(&w);
    w.size.n_steps = STEPS + 3;
    w.size.n_bands = 4;
    expect(&w, KOH_OK, "");
}

static void impossible_populations_are_refused(void **state)
{
    (void) state;
    const double bad[] = { -1, 12.5, 1.1e8, NAN, INFINITY };
    world w;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        make(&w);
        w.start[7] = bad[i];
        expect(&w, KOH_EDOMAIN, "males at age 2");
    }
    make(&w);
    w.start[1] = w.start[7] = 6e7;
    expect(&w, KOH_EDOMAIN, "persons: expected at most 100000000");
    make(&w);
    w.survival[3] = 1.01;
    expect(&w, KOH_EDOMAIN, "step 0");
    make(&w);
    w.year.survival = NULL;
    expect(&w, KOH_EMISSING, "step 0");
    make(&w);
    w.in[2] = w.in[3] = 6e7;
    expect(&w, KOH_EDOMAIN, "arrive");
}

static void impossible_parameters_are_refused(void **state)
{
    (void) state;
    world w;
    make(&w);
    w.input.fertility_factor = w.factor;
    expect(&w, KOH_OK, "");
    w.factor[1] = -0.1;
    expect(&w, KOH_EDOMAIN, "factor on fertility, draw 0, step 1: expected 0 to 100");
    make(&w);
    w.input.mortality_index = w.factor;
    w.factor[0] = 21;
    expect(&w, KOH_EDOMAIN, "index of mortality, draw 0, step 0");
    make(&w);
    w.input.net_level = w.factor;
    expect(&w, KOH_EMISSING, "profile");
    w.input.net_profile = w.profile;
    expect(&w, KOH_OK, "");
    w.factor[1] = NAN;
    expect(&w, KOH_EDOMAIN, "level of net migration");
    w.factor[1] = 3;
    w.profile[4] = 0.2;
    expect(&w, KOH_EDOMAIN, "sums to 1.1");
    w.profile[4] = -0.1;
    w.profile[5] = 0.3;
    expect(&w, KOH_EDOMAIN, "shares >= 0");
}

static void what_happens_on_the_way_is_told(void **state)
{
    (void) state;
    world w;
    make(&w);
    w.net[3] = -5000; /* nobody left to take */
    expect(&w, KOH_WCAPPED, "");
    make(&w);
    w.size.n_bins = 40;
    w.options.n_draws = 2;
    expect(&w, KOH_ELIMIT, "draws from 0, step 0: the quantiles need a workspace with more bins");
    make(&w);
    w.start[1] = 9e7;
    w.fertility[2] = 100;
    w.options.n_draws = 2;
    w.options.n_quantiles = 0;
    expect(&w, KOH_EDOMAIN, "step 0: a draw grew beyond");
}

static void sizes_are_checked(void **state)
{
    (void) state;
    koh_ensemble_workspace *workspace = NULL;
    const koh_ensemble_size bad[] = { { 1, 2, 0, 1, 0 },       { 1001, 2, 0, 1, 0 }, { 5, 1001, 0, 1, 0 },
                                      { 5, 2, 10001, 1, 0 },   { 5, 2, 0, 0, 0 },    { 5, 2, 0, 1025, 0 },
                                      { 5, 2, 0, 1, SIZE_MAX } };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(koh_ensemble_workspace_new(&bad[i], &workspace), KOH_EDOMAIN);
        assert_null(workspace);
    }
    const koh_ensemble_size vast = { 106, 25, 0, 1, SIZE_MAX / 1024 / 16 };
    assert_int_equal(koh_ensemble_workspace_new(&vast, &workspace), KOH_ENOMEM);
    assert_null(workspace);
    assert_true(koh_ensemble_bytes(&vast) > 4 * vast.n_bins);
    const koh_ensemble_size usual = { 106, 25, 10, 2, koh_ensemble_bins(106, 25, 10, 200) };
    assert_true(koh_ensemble_bytes(&usual) > 2000000 && koh_ensemble_bytes(&usual) < 200000000);
    koh_ensemble_workspace_free(NULL);
}

/* No chance at all: everybody lives, nobody moves, nobody is born; and everybody dies. */
static void certainty(void **state)
{
    (void) state;
    world w;
    make(&w);
    koh_ensemble_workspace *workspace = NULL;
    int32_t population[(STEPS + 1) * CELLS * 2];
    koh_ensemble_output output = { .population = population };
    assert_int_equal(koh_ensemble_workspace_new(&w.size, &workspace), KOH_OK);
    w.year = (koh_proj_year){ .survival = w.survival };
    w.options.n_draws = 2;
    w.options.n_quantiles = w.options.n_bands = 0;
    for (int dead = 0; dead < 2; dead++) {
        for (size_t i = 0; i < CELLS; i++) {
            w.survival[i] = 1 - dead;
        }
        assert_int_equal(koh_ensemble_run(&w.input, &w.options, workspace, NULL, &output), KOH_OK);
        for (size_t i = 0; i < CELLS; i++) {
            const int32_t *last = population + (2 * CELLS + i) * 2;
            double expected = i % AGES >= 2 ? w.start[i - 2] : 0;
            expected += i % AGES == AGES - 1 ? w.start[i - 1] + w.start[i] : 0;
            assert_true(last[0] == (dead ? 0 : expected) && last[1] == last[0]);
        }
    }
    koh_ensemble_workspace_free(workspace);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(impossible_options_are_refused),
        cmocka_unit_test(another_workspace_is_refused),
        cmocka_unit_test(impossible_populations_are_refused),
        cmocka_unit_test(impossible_parameters_are_refused),
        cmocka_unit_test(what_happens_on_the_way_is_told),
        cmocka_unit_test(sizes_are_checked),
        cmocka_unit_test(certainty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
