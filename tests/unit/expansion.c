/* Plans of building steps: cases worked by hand, invariants, refusals. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "kohort/capacity.h"
#include "kohort/expansion.h"

enum { YEARS = 6, FIRST = 2030, STEPS = 3 };

/* One type, 12 places, a need of 11, 12, ... 16 places in the first scenario and one more in the second; a small house,
 * a large one, and a renewal. */
typedef struct town {
    koh_expansion_input in;
    koh_expansion_options options;
    koh_expansion_step steps[STEPS];
    double small, large, renewed, closed, places[YEARS], need[2 * YEARS];
    koh_expansion_workspace *space;
} town;

static int found(void **state)
{
    static town t;
    t = (town){ .small = 3, .large = 8, .renewed = 1, .closed = -2 };
    t.options = koh_expansion_options_defaults();
    t.options.cost_shortage = 3;
    t.steps[0] = (koh_expansion_step){ .id = "small",
                                       .first_year = 2025,
                                       .last_year = 2050,
                                       .years_lead = 2,
                                       .places = &t.small,
                                       .cost_capex = 10,
                                       .cost_grant = 4,
                                       .cost_opex = 1 };
    t.steps[1] = (koh_expansion_step){ .id = "large",
                                       .first_year = 2025,
                                       .last_year = 2050,
                                       .years_lead = 3,
                                       .places = &t.large,
                                       .cost_capex = 25,
                                       .cost_opex = 2 };
    t.steps[2] = (koh_expansion_step){ .id = "renewal",
                                       .first_year = 2025,
                                       .last_year = 2050,
                                       .years_out = 1,
                                       .places = &t.renewed,
                                       .during = &t.closed,
                                       .cost_capex = 1 };
    for (int y = 0; y < YEARS; y++) {
        t.places[y] = 12;
        t.need[y] = 11 + y;
        t.need[YEARS + y] = 12 + y;
    }
    t.in = (koh_expansion_input){ .first_year = FIRST,
                                  .decision_year = 2026,
                                  .n_years = YEARS,
                                  .n_types = 1,
                                  .n_steps = STEPS,
                                  .n_scenarios = 2,
                                  .n_draws = 1,
                                  .steps = t.steps,
                                  .places = t.places,
                                  .need = t.need };
    *state = &t;
    return koh_expansion_workspace_new(&t.in, &t.space) == KOH_OK ? 0 : -1;
}

static int closed(void **state)
{
    koh_expansion_workspace_free(((town *) *state)->space);
    return 0;
}

static void the_cheapest_plan_by_hand(void **state)
{
    town *t = *state;
    koh_expansion_plan plan;
    /* First scenario: 13 places are needed in 2032, 16 in 2035. The small house makes 15 from 2032, the renewal takes 2
     * of them in a year when they can be spared (2032: 15 - 2 = 13) and makes 16 from 2033. */
    assert_int_equal(koh_expansion_solve(&t->in, &t->options, 0, t->space, NULL, &plan), KOH_OK);
    assert_int_equal(plan.year[0], 2032);
    assert_int_equal(plan.year[1], KOH_YEAR_NONE);
    assert_int_equal(plan.year[2], 2032);
    double v = 1 / 1.04, opex = 0;
    for (int y = 2; y < YEARS; y++) {
        opex += pow(v, y);
    }
    KOH_ASSERT_NEAR(plan.cost, 6 * v * v + opex + 1 * v * v, 1e-12);
    assert_int_equal(plan.decide_by[0], 2030);
    assert_int_equal(plan.decide_by[2], 2032);
    assert_true(plan.regret == 0);
    /* Second scenario: 17 places in 2035 are more than 16: the large house, in 2031, when 13 are needed first. */
    assert_int_equal(koh_expansion_solve(&t->in, &t->options, 1, t->space, NULL, &plan), KOH_OK);
    assert_int_equal(plan.year[1], 2031);
    assert_int_equal(plan.decide_by[1], 2028);
    koh_expansion_plan both;
    assert_int_equal(koh_expansion_solve(&t->in, &t->options, KOH_EXPANSION_ALL, t->space, NULL, &both), KOH_OK);
    assert_memory_equal(both.year, plan.year, sizeof plan.year);
    int year = 0;
    assert_int_equal(koh_expansion_deadline(&t->in, &t->options, 0, t->space, NULL, &year), KOH_OK);
    assert_int_equal(year, 2030); /* the small house for 2032 */
    assert_int_equal(koh_expansion_deadline(&t->in, NULL, 1, t->space, NULL, &year), KOH_OK);
    assert_int_equal(year, 2029); /* the small house for 2031, the large one later */
    t->need[YEARS - 1] = t->need[4] = t->need[3] = t->need[2] = 12;
    assert_int_equal(koh_expansion_deadline(&t->in, &t->options, 0, t->space, NULL, &year), KOH_OK);
    assert_int_equal(year, KOH_YEAR_NONE);
}

/* A capex over a life of L years, without discount: years in use / L of it. */
static void annuities_count_years_in_use(void **state)
{
    town *t = *state;
    koh_expansion_plan plan;
    t->options.rate_discount = 0;
    t->steps[1].years_life = 40;
    assert_int_equal(koh_expansion_solve(&t->in, &t->options, 1, t->space, NULL, &plan), KOH_OK);
    assert_int_equal(plan.year[1], 2031);
    KOH_ASSERT_NEAR(plan.cost, 5 * (25.0 / 40 + 2), 1e-12);
}

/* Closing a house within ten years of a grant is not allowed to eat the growth the grant was for. */
static void growth_must_last(void **state)
{
    town *t = *state;
    koh_expansion_plan plan;
    double away = -4;
    t->need[YEARS - 2] = t->need[YEARS - 1] = 11;
    t->steps[2] = (koh_expansion_step){
        .id = "closing", .first_year = 2034, .last_year = 2034, .places = &away, .cost_opex = -5
    };
    assert_int_equal(koh_expansion_solve(&t->in, &t->options, 0, t->space, NULL, &plan), KOH_OK);
    assert_int_equal(plan.year[0], 2032);
    assert_int_equal(plan.year[2], 2034);
    t->options.growth_years = 2;
    assert_int_equal(koh_expansion_solve(&t->in, &t->options, 0, t->space, NULL, &plan), KOH_OK);
    assert_int_equal(plan.year[2], 2034);
    t->options.growth_years = 10;
    assert_int_equal(koh_expansion_solve(&t->in, &t->options, 0, t->space, NULL, &plan), KOH_OK);
    assert_true(plan.year[2] == KOH_YEAR_NONE || plan.year[0] == KOH_YEAR_NONE);
    t->steps[2].choice = KOH_EXPANSION_REQUIRED;
    t->steps[1].last_year = 2029;
    assert_int_equal(koh_expansion_solve(&t->in, &t->options, 0, t->space, NULL, &plan), KOH_ENOSOLUTION);
}

/* The quantile asked for, and no more: one draw of four may be missed at a level of 0.75. */
static void the_level_is_a_share_of_draws(void **state)
{
    (void) state;
    double places = 10, more = 7, need[] = { 12, 9, 17, 10 };
    koh_expansion_step step = { .id = "more", .first_year = 2030, .last_year = 2030, .places = &more, .cost_capex = 1 };
    koh_expansion_input in = { .first_year = 2030,
                               .decision_year = 2030,
                               .n_years = 1,
                               .n_types = 1,
                               .n_steps = 1,
                               .n_scenarios = 1,
                               .n_draws = 4,
                               .steps = &step,
                               .places = &places,
                               .need = need };
    koh_expansion_workspace *space = NULL;
    koh_expansion_plan plan;
    koh_expansion_options options = koh_expansion_options_defaults();
    assert_int_equal(koh_expansion_workspace_new(&in, &space), KOH_OK);
    const double level[] = { 0.25, 0.5, 0.51, 0.75, 1 }, asked[] = { 9, 10, 12, 12, 17 };
    for (int i = 0; i < 5; i++) {
        double required = 0;
        options.service_level = level[i];
        assert_int_equal(koh_expansion_required(&in, &options, 0, space, NULL, &required), KOH_OK);
        KOH_ASSERT_NEAR(required, asked[i], 0);
        assert_int_equal(koh_expansion_solve(&in, &options, 0, space, NULL, &plan), KOH_OK);
        assert_int_equal(plan.year[0], level[i] > 0.5 ? 2030 : KOH_YEAR_NONE);
    }
    options.cost_shortage = 0.3; /* the mean shortage is (2 + 7)/4 */
    assert_int_equal(koh_expansion_least_regret(&in, &options, space, NULL, &plan), KOH_OK);
    assert_int_equal(plan.year[0], KOH_YEAR_NONE);
    options.cost_shortage = 0.5;
    assert_int_equal(koh_expansion_least_regret(&in, &options, space, NULL, &plan), KOH_OK);
    assert_int_equal(plan.year[0], 2030);
    KOH_ASSERT_NEAR(plan.cost, 1, 1e-12);
    koh_expansion_workspace_free(space);
}

/* Four futures of one year by hand: 10 places, 7 more for 1, a missing place costs 0.3. */
static void futures_by_hand(void **state)
{
    (void) state;
    const double places = 10, more = 7, need[] = { 12, 9, 17, 10 }, best[] = { 0.6, 0, 1, 0 };
    const koh_expansion_step step = {
        .id = "more", .first_year = 2030, .last_year = 2030, .places = &more, .cost_capex = 1
    };
    const koh_expansion_input in = { .first_year = 2030,
                                     .decision_year = 2030,
                                     .n_years = 1,
                                     .n_types = 1,
                                     .n_steps = 1,
                                     .n_scenarios = 2,
                                     .n_draws = 2,
                                     .steps = &step,
                                     .places = &places,
                                     .need = need };
    koh_expansion_options options = koh_expansion_options_defaults();
    koh_expansion_plan nothing = { .cost = 0 };
    koh_expansion_future futures[4], none = { .cost = 7 };
    koh_expansion_verdict verdict = { .cost_mean = 7 };
    double regret[4];
    koh_error error;
    options.cost_shortage = 0.3;
    nothing.year[0] = KOH_YEAR_NONE;
    assert_int_equal(koh_expansion_price(&in, &options, &nothing, NULL, futures), KOH_OK);
    KOH_ASSERT_NEAR(futures[0].cost, 0.6, 1e-15);
    KOH_ASSERT_NEAR(futures[2].cost, 2.1, 1e-15);
    assert_true(futures[1].missing == 0 && futures[2].missing == 7 && futures[3].cost == 0);
    assert_int_equal(koh_expansion_judge(4, futures, best, 0.75, NULL, regret, &verdict), KOH_OK);
    KOH_ASSERT_NEAR(verdict.cost_mean, 2.7 / 4, 1e-15);
    KOH_ASSERT_NEAR(verdict.missing_mean, 9.0 / 4, 1e-15);
    KOH_ASSERT_NEAR(verdict.regret_mean, 1.1 / 4, 1e-15);
    KOH_ASSERT_NEAR(verdict.regret_most, 1.1, 1e-15);
    assert_true(verdict.share_met == 0.5 && verdict.regret_high == 0);
    assert_int_equal(koh_expansion_judge(4, futures, best, 0.76, NULL, regret, &verdict), KOH_OK);
    KOH_ASSERT_NEAR(verdict.regret_high, 1.1, 1e-15);
    verdict.cost_mean = 7;
    assert_int_equal(koh_expansion_judge(0, futures, best, 0.9, &error, regret, &verdict), KOH_EDOMAIN);
    assert_int_equal(koh_expansion_judge(4, futures, best, 0, &error, regret, &verdict), KOH_EDOMAIN);
    futures[3].cost = NAN;
    assert_int_equal(koh_expansion_judge(4, futures, best, 0.9, &error, regret, &verdict), KOH_EDOMAIN);
    assert_non_null(strstr(error.message, "future 3"));
    assert_true(verdict.cost_mean == 7);
    nothing.cost = NAN;
    assert_int_equal(koh_expansion_price(&in, &options, &nothing, &error, &none), KOH_EDOMAIN);
    assert_true(none.cost == 7);
}

/* Twelve equal houses: the lower numbers are built first, each in the last year that will do. */
static void ties_are_broken_by_number(void **state)
{
    (void) state;
    enum { N = KOH_EXPANSION_STEPS, T = 25 };
    double one = 1, places[T], need[T];
    koh_expansion_step steps[N];
    for (int i = 0; i < N; i++) {
        steps[i] = (koh_expansion_step){
            .id = "house", .first_year = 2030, .last_year = 2060, .places = &one, .cost_capex = 3.7, .cost_opex = 0.13
        };
    }
    for (int y = 0; y < T; y++) {
        places[y] = 20;
        need[y] = 20 + y / 3;
    }
    koh_expansion_input in = { .first_year = 2030,
                               .decision_year = 2020,
                               .n_years = T,
                               .n_types = 1,
                               .n_steps = N,
                               .n_scenarios = 1,
                               .n_draws = 1,
                               .steps = steps,
                               .places = places,
                               .need = need };
    koh_expansion_workspace *space = NULL;
    koh_expansion_plan plan;
    assert_int_equal(koh_expansion_workspace_new(&in, &space), KOH_OK);
    for (int pass = 0; pass < 2; pass++) {
        koh_expansion_options options = koh_expansion_options_defaults();
        options.growth_years = pass ? 10 : 0;
        assert_int_equal(koh_expansion_solve(&in, &options, 0, space, NULL, &plan), KOH_OK);
        for (int i = 0; i < N; i++) {
            assert_int_equal(plan.year[i], i < 8 ? 2033 + 3 * i : KOH_YEAR_NONE);
            assert_int_equal(plan.decide_by[i], plan.year[i]);
        }
    }
    koh_expansion_workspace_free(space);
}

/* Whatever is asked for, it refuses: status, words, plan untouched. */
static void refused(town *t, koh_status status, const char *words)
{
    koh_expansion_plan plan = { .cost = 7 };
    koh_error error;
    int year = 7;
    assert_int_equal(koh_expansion_solve(&t->in, &t->options, 0, t->space, &error, &plan), status);
    if (!strstr(error.message, words)) {
        fail_msg("'%s' says nothing of '%s'", error.message, words);
    }
    assert_int_equal(koh_expansion_least_regret(&t->in, &t->options, t->space, NULL, &plan), status);
    assert_int_equal(koh_expansion_least_cost(&t->in, &t->options, 0, t->space, NULL, &plan), status);
    assert_int_equal(koh_expansion_deadline(&t->in, &t->options, 0, t->space, NULL, &year), status);
    double required[1] = { 7 };
    if (status != KOH_ENOSOLUTION) {
        assert_int_equal(koh_expansion_required(&t->in, &t->options, 0, t->space, NULL, required), status);
    }
    assert_true(required[0] == 7 && plan.cost == 7 && year == 7);
}

static void bad_numbers_are_refused(void **state)
{
    town *t = *state;
    double *const members[] = {
        &t->steps[1].cost_capex,   &t->steps[1].cost_grant,  &t->places[2], &t->need[3], &t->options.rate_discount,
        &t->options.cost_shortage, &t->options.service_level
    };
    const char *const words[] = { "'large'", "'large'", "2032", "2033", "discount", "shortage", "service level" };
    const double bad[] = { -1, NAN, INFINITY };
    for (int m = 0; m < 7; m++) {
        double kept = *members[m];
        for (int i = 0; i < 3; i++) {
            *members[m] = bad[i];
            refused(t, KOH_EDOMAIN, words[m]);
        }
        *members[m] = kept;
    }
    t->large = NAN;
    refused(t, KOH_EDOMAIN, "places of type 0");
    t->large = 8;
    t->closed = INFINITY;
    refused(t, KOH_EDOMAIN, "'renewal'");
    t->closed = -2;
    t->steps[0].cost_opex = NAN;
    refused(t, KOH_EDOMAIN, "'small'");
    t->steps[0].cost_opex = 1;
    t->steps[0].cost_grant = 10.1;
    refused(t, KOH_EDOMAIN, "grant");
}

static void bad_years_are_refused(void **state)
{
    town *t = *state;
    int *const members[] = { &t->steps[0].years_lead,  &t->steps[0].years_out, &t->steps[0].years_life,
                             &t->options.growth_years, &t->in.first_year,      &t->in.decision_year };
    for (int m = 0; m < 6; m++) {
        int kept = *members[m];
        *members[m] = -1;
        refused(t, KOH_EDOMAIN, m < 3 ? "'small'" : "year");
        *members[m] = 2147483647;
        refused(t, KOH_EDOMAIN, m < 3 ? "'small'" : "year");
        *members[m] = kept;
    }
    t->steps[0].last_year = 2024;
    refused(t, KOH_EDOMAIN, "expected a year");
}

static void bad_sizes_are_refused(void **state)
{
    town *t = *state;
    size_t *const sizes[] = { &t->in.n_years, &t->in.n_types, &t->in.n_steps, &t->in.n_scenarios };
    const size_t most[] = { KOH_EXPANSION_YEARS, KOH_EXPANSION_TYPES, KOH_EXPANSION_STEPS, KOH_EXPANSION_SCENARIOS };
    koh_expansion_workspace *none = NULL;
    for (int i = 0; i < 4; i++) {
        size_t kept = *sizes[i];
        *sizes[i] = most[i] + 1;
        assert_int_equal(koh_expansion_check(&t->in, NULL, NULL), KOH_ELIMIT);
        assert_int_equal(koh_expansion_workspace_new(&t->in, &none), KOH_ELIMIT);
        *sizes[i] = kept + 1;
        koh_expansion_plan plan = { .cost = 7 };
        assert_int_equal(koh_expansion_solve(&t->in, NULL, 0, t->space, NULL, &plan), KOH_ESHAPE);
        assert_true(plan.cost == 7);
        *sizes[i] = kept;
    }
    t->in.n_draws = 0;
    assert_int_equal(koh_expansion_workspace_new(&t->in, &none), KOH_ELIMIT);
    t->in.n_draws = (size_t) -1 / 8;
    assert_int_equal(koh_expansion_workspace_new(&t->in, &none), KOH_ELIMIT);
    assert_null(none);
    koh_expansion_workspace_free(NULL);
}

static void what_cannot_be_met_is_named(void **state)
{
    town *t = *state;
    koh_expansion_plan plan = { .cost = 7 };
    koh_error error;
    int year = 7;
    t->need[4] = 25;
    assert_int_equal(koh_expansion_solve(&t->in, NULL, 0, t->space, &error, &plan), KOH_ENOSOLUTION);
    assert_non_null(strstr(error.message, "25 places in 2034, at most 24"));
    assert_int_equal(koh_expansion_deadline(&t->in, NULL, 0, t->space, &error, &year), KOH_ENOSOLUTION);
    assert_int_equal(koh_expansion_solve(&t->in, NULL, 2, t->space, &error, &plan), KOH_EDOMAIN);
    assert_non_null(strstr(error.message, "no scenario 2"));
    t->options.cost_shortage = 0;
    assert_int_equal(koh_expansion_least_regret(&t->in, &t->options, t->space, &error, &plan), KOH_EDOMAIN);
    t->options.cost_shortage = 1;
    t->closed = -30;
    t->steps[2].choice = KOH_EXPANSION_REQUIRED;
    t->steps[2].last_year = 2034;
    assert_int_equal(koh_expansion_least_regret(&t->in, &t->options, t->space, &error, &plan), KOH_ENOSOLUTION);
    assert_true(plan.cost == 7 && year == 7);
}

#define WITH_TOWN(test) cmocka_unit_test_setup_teardown(test, found, closed)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_TOWN(the_cheapest_plan_by_hand), WITH_TOWN(annuities_count_years_in_use),
        WITH_TOWN(growth_must_last),          cmocka_unit_test(the_level_is_a_share_of_draws),
        cmocka_unit_test(futures_by_hand),    cmocka_unit_test(ties_are_broken_by_number),
        WITH_TOWN(bad_numbers_are_refused),   WITH_TOWN(bad_years_are_refused),
        WITH_TOWN(bad_sizes_are_refused),     WITH_TOWN(what_cannot_be_met_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
