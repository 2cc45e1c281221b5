/* Occupancy from size and service level: GSL's Poisson distribution, closed forms, monotonicity, refusals. */
#include "test.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

#include "kohort/occupancy.h"
#include "kohort/queue.h"

static const double LEVELS[] = { 0.0013, 0.01, 0.05, 0.137, 0.5, 0.93 };

static void demand_is_poisson(void **state)
{
    (void) state;
    const double loads[] = { 0.031, 0.7, 2.385, 11.3, 38.9, 153.7, 911.1 };
    for (int i = 0; i < 7; i++) {
        for (unsigned n = 0; n < 1.3 * loads[i] + 20; n++) {
            double expected = gsl_cdf_poisson_Q(n, loads[i]);
            KOH_ASSERT_NEAR(koh_occupancy_prob(KOH_OCCUPANCY_DEMAND, n, loads[i]), expected, 1e-10);
        }
    }
    assert_true(koh_occupancy_prob(KOH_OCCUPANCY_DEMAND, 3, 4e5) == 1);
}

/* The fewest places: enough, and one less is not. */
static void places_are_the_fewest(void **state)
{
    (void) state;
    for (double load = 0.0071; load < 3000; load *= 1.37) {
        for (int k = 0; k < 6; k++) {
            size_t wait = 0, demand = 0;
            assert_int_equal(koh_places_for_level(load, KOH_OCCUPANCY_WAIT, LEVELS[k], NULL, &wait), KOH_OK);
            assert_int_equal(koh_places_for_level(load, KOH_OCCUPANCY_DEMAND, LEVELS[k], NULL, &demand), KOH_OK);
            assert_true(koh_erlang_c(wait, load) <= LEVELS[k]);
            assert_true(wait == 1 || koh_erlang_c(wait - 1, load) > LEVELS[k]);
            assert_true(gsl_cdf_poisson_Q((unsigned) demand, load) <= LEVELS[k]);
            assert_true(demand == 1 || gsl_cdf_poisson_Q((unsigned) demand - 1, load) > LEVELS[k]);
        }
    }
    size_t none = 7;
    assert_int_equal(koh_places_for_level(0, KOH_OCCUPANCY_WAIT, 0.05, NULL, &none), KOH_OK);
    assert_int_equal(none, 0);
}

/* One place waits with chance a; two with a^2/(2 + a). */
static void small_units_have_closed_forms(void **state)
{
    (void) state;
    for (int k = 0; k < 6; k++) {
        double one, two, level = LEVELS[k];
        assert_int_equal(koh_load_for_level(1, KOH_OCCUPANCY_WAIT, level, NULL, &one), KOH_OK);
        assert_int_equal(koh_load_for_level(2, KOH_OCCUPANCY_WAIT, level, NULL, &two), KOH_OK);
        KOH_ASSERT_NEAR(one, level, 1e-11);
        KOH_ASSERT_NEAR(two, (level + sqrt(level * level + 8 * level)) / 2, 1e-11);
    }
}

static void small_units_need_more_slack(void **state)
{
    (void) state;
    for (int rule = KOH_OCCUPANCY_WAIT; rule <= KOH_OCCUPANCY_DEMAND; rule++) {
        for (int k = 0; k < 3; k++) { /* from a level of some 0.1 on, one place is no longer the worst for demand */
            double before = 0, load, back;
            for (size_t n = 1; n < 400; n += 1 + n / 7) {
                koh_occupancy_rule r = (koh_occupancy_rule) rule;
                assert_int_equal(koh_load_for_level(n, r, LEVELS[k], NULL, &load), KOH_OK);
                assert_true(load / (double) n > before);
                before = load / (double) n;
                back = koh_occupancy_prob(r, n, load);
                KOH_ASSERT_NEAR(back, LEVELS[k], 1e-10);
                size_t places;
                assert_int_equal(koh_places_for_level(load, r, LEVELS[k], NULL, &places), KOH_OK);
                assert_int_equal(places, n);
            }
            assert_true(before < 1);
        }
    }
}

static void the_table_rounds_places_up(void **state)
{
    (void) state;
    const double targets[] = { 0.85, 0.90, 0.95, 0.98, 1 };
    const size_t places[] = { 13, 13, 12, 12, 12 };
    koh_occupancy_row rows[5];
    assert_int_equal(koh_occupancy_table(11.05, 5, targets, NULL, rows), KOH_OK);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(rows[i].n_places, places[i]);
        assert_true(rows[i].target == targets[i]);
        KOH_ASSERT_NEAR(rows[i].occupancy, 11.05 / (double) places[i], 1e-15);
        KOH_ASSERT_NEAR(rows[i].prob_demand, gsl_cdf_poisson_Q((unsigned) places[i], 11.05), 1e-11);
        KOH_ASSERT_NEAR(rows[i].prob_wait, koh_erlang_c(places[i], 11.05), 1e-15);
    }
    /* Nothing but its size tells two units of one target occupancy apart. */
    koh_occupancy_row small, large;
    assert_int_equal(koh_occupancy_table(7.6, 1, targets + 2, NULL, &small), KOH_OK);
    assert_int_equal(koh_occupancy_table(76, 1, targets + 2, NULL, &large), KOH_OK);
    assert_true(small.n_places == 8 && large.n_places == 80);
    assert_true(small.prob_wait > large.prob_wait && small.prob_demand > large.prob_demand);
}

static void questions_without_sense_are_refused(void **state)
{
    (void) state;
    koh_error error;
    size_t n = 7;
    double load = 7;
    koh_occupancy_row row = { .n_places = 7 };
    const double bad_level[] = { 0, 1, -0.1, 1.3, NAN };
    for (int i = 0; i < 5; i++) {
        assert_int_equal(koh_places_for_level(3, KOH_OCCUPANCY_WAIT, bad_level[i], &error, &n), KOH_EDOMAIN);
        assert_non_null(strstr(error.message, "service level"));
        assert_int_equal(koh_load_for_level(3, KOH_OCCUPANCY_WAIT, bad_level[i], &error, &load), KOH_EDOMAIN);
    }
    assert_int_equal(koh_places_for_level(3, (koh_occupancy_rule) 2, 0.1, &error, &n), KOH_EDOMAIN);
    assert_int_equal(koh_places_for_level(-1, KOH_OCCUPANCY_WAIT, 0.1, &error, &n), KOH_EDOMAIN);
    assert_int_equal(koh_places_for_level(NAN, KOH_OCCUPANCY_WAIT, 0.1, &error, &n), KOH_EDOMAIN);
    assert_int_equal(koh_places_for_level(6e5, KOH_OCCUPANCY_WAIT, 0.1, &error, &n), KOH_EDOMAIN);
    assert_int_equal(koh_load_for_level(0, KOH_OCCUPANCY_WAIT, 0.1, &error, &load), KOH_EDOMAIN);
    assert_int_equal(koh_load_for_level(600000, KOH_OCCUPANCY_WAIT, 0.1, &error, &load), KOH_EDOMAIN);
    const double targets[] = { 0.9, 1.01 }, zero = 0, tiny = 1e-9;
    assert_int_equal(koh_occupancy_table(3, 2, targets, &error, &row), KOH_EDOMAIN);
    assert_int_equal(koh_occupancy_table(3, 1, &zero, &error, &row), KOH_EDOMAIN);
    assert_int_equal(koh_occupancy_table(3, 1, &tiny, &error, &row), KOH_EDOMAIN);
    assert_int_equal(koh_occupancy_table(0, 1, targets, &error, &row), KOH_EDOMAIN);
    assert_true(n == 7 && load == 7 && row.n_places == 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(demand_is_poisson),
        cmocka_unit_test(places_are_the_fewest),
        cmocka_unit_test(small_units_have_closed_forms),
        cmocka_unit_test(small_units_need_more_slack),
        cmocka_unit_test(the_table_rounds_places_up),
        cmocka_unit_test(questions_without_sense_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
