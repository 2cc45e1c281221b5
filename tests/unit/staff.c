/* Staff by age: a year by hand, balances by person-year, the mean exit age, the stationary stock, recruitment that
 * adds up, and every refusal. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "draw.h"
#include "kohort/staff.h"

enum { AGES = KOH_STAFF_AGES, ROUNDS = 50 };
#define ROUNDING 1e-13 /* of sums over 59 ages, relative */

typedef struct profile {
    double death[AGES], retire[AGES], leave[AGES], entry[AGES], start[AGES];
    koh_staff_rates rates;
} profile;

static void make(profile *p, uint64_t *seed)
{
    double sum = 0;
    for (size_t a = 0; a < AGES; a++) {
        p->death[a] = draw(seed, 0, 0.03);
        p->retire[a] = draw(seed, 0, 1);
        p->leave[a] = draw(seed, 0, 0.4);
        p->entry[a] = draw(seed, 0, 1);
        p->start[a] = draw(seed, 0, 17);
        sum += p->entry[a];
    }
    for (size_t a = 0; a < AGES; a++) {
        p->entry[a] /= sum;
    }
    p->rates = (koh_staff_rates){ p->death, p->retire, p->leave };
    assert_int_equal(koh_staff_check(&p->rates, NULL), KOH_OK);
}

/* 40 persons of 30 years: 1/10 die, of 36 1/4 retire, of 27 1/3 leave: 18 are 31, and 5 of 8 who come are 31. */
static void a_year_by_hand(void **state)
{
    (void) state;
    double death[AGES] = { 0 }, retire[AGES] = { 0 }, leave[AGES] = { 0 }, entry[AGES] = { 0 };
    double start[AGES] = { 0 }, end[AGES];
    start[14] = 40;
    death[14] = 0.1;
    retire[14] = 0.25;
    leave[14] = 1.0 / 3;
    entry[15] = 0.625;
    entry[0] = 0.375;
    const koh_staff_rates rates = { death, retire, leave };
    const koh_staff_flow flow = koh_staff_step(start, &rates, 8, entry, end);
    KOH_ASSERT_NEAR(flow.deaths, 4, ROUNDING);
    KOH_ASSERT_NEAR(flow.retirements, 9, ROUNDING);
    KOH_ASSERT_NEAR(flow.leavers, 9, ROUNDING);
    KOH_ASSERT_NEAR(end[15], 23, ROUNDING);
    KOH_ASSERT_NEAR(end[0], 3, ROUNDING);
    KOH_ASSERT_NEAR(koh_staff_total(end), 26, ROUNDING);
}

static void every_person_is_accounted_for(void **state)
{
    (void) state;
    uint64_t seed = 41;
    for (int round = 0; round < ROUNDS; round++) {
        profile p;
        double end[AGES];
        make(&p, &seed);
        const double entrants = draw(&seed, 0, 60);
        const koh_staff_flow f = koh_staff_step(p.start, &p.rates, entrants, p.entry, end);
        KOH_ASSERT_NEAR(koh_staff_total(end) + f.deaths + f.retirements + f.leavers,
                        koh_staff_total(p.start) + entrants, ROUNDING);
        for (size_t a = 1; a < AGES; a++) {
            const double stay = (1 - p.death[a - 1]) * (1 - p.retire[a - 1]) * (1 - p.leave[a - 1]);
            assert_true(fabs(end[a] - p.start[a - 1] * stay - entrants * p.entry[a]) <= ROUNDING * 100);
        }
    }
}

/* A cohort at 55 that neither dies nor leaves: years lived at work until exit, each exit in the middle of its year. */
static void the_mean_exit_age_is_met(void **state)
{
    (void) state;
    const double none[AGES] = { 0 }, means[] = { 56, 58.37, 62.9, 66.61, 71.2, 74 };
    for (size_t i = 0; i < sizeof means / sizeof means[0]; i++) {
        double retire[AGES], stock[2][AGES] = { { 0 } }, mean = 0, variance = 0, all = 0;
        assert_int_equal(koh_staff_retirement(means[i], NULL, retire), KOH_OK);
        const koh_staff_rates rates = { none, retire, none };
        assert_int_equal(koh_staff_check(&rates, NULL), KOH_OK);
        stock[0][KOH_STAFF_EXIT_FROM - KOH_STAFF_YOUNGEST] = 1;
        for (int year = 0; year < 20; year++) {
            const koh_staff_flow flow = koh_staff_step(stock[year % 2], &rates, 0, none, stock[(year + 1) % 2]);
            mean += flow.retirements * (KOH_STAFF_EXIT_FROM + year + 0.5);
            variance += flow.retirements * (year + 0.5) * (year + 0.5);
            all += flow.retirements;
        }
        KOH_ASSERT_NEAR(all, 1, 1e-12);
        KOH_ASSERT_NEAR(mean, means[i], 1e-12);
        variance -= (mean - KOH_STAFF_EXIT_FROM) * (mean - KOH_STAFF_EXIT_FROM);
        assert_true(means[i] != 62.9 || fabs(sqrt(variance) - 4) < 0.05); /* as the method says */
    }
}

static void the_stationary_stock_stays(void **state)
{
    (void) state;
    uint64_t seed = 42;
    for (int round = 0; round < ROUNDS; round++) {
        profile p;
        double stock[AGES], end[AGES];
        make(&p, &seed);
        const double persons = draw(&seed, 1, 300), entrants = koh_staff_stationary(&p.rates, p.entry, persons, stock);
        KOH_ASSERT_NEAR(koh_staff_total(stock), persons, ROUNDING);
        (void) koh_staff_step(stock, &p.rates, entrants, p.entry, end);
        for (size_t a = 0; a < AGES; a++) {
            KOH_ASSERT_NEAR(end[a], stock[a], 1e-12);
        }
    }
}

static void recruitment_adds_up_and_meets_the_need(void **state)
{
    (void) state;
    uint64_t seed = 43;
    int with_surplus = 0;
    for (int round = 0; round < ROUNDS; round++) {
        profile p;
        double end[AGES];
        make(&p, &seed);
        const double have = koh_staff_total(p.start), before = have * draw(&seed, 0.5, 2);
        const double need = have * draw(&seed, 0.1, 1.5);
        const koh_recruitment r = koh_recruitment_step(p.start, &p.rates, p.entry, before, need, end);
        KOH_ASSERT_NEAR(r.gap_at_start, before - have, 1e-11);
        KOH_ASSERT_NEAR(r.demand_change, need - before, 1e-11);
        const double sum = r.gap_at_start + r.demand_change + r.deaths + r.retirements + r.leavers + r.surplus;
        assert_true(fabs(sum - r.hires) <= ROUNDING * have * 10);
        assert_true(r.hires >= 0 && r.surplus >= 0 && (r.hires == 0 || r.surplus == 0));
        KOH_ASSERT_NEAR(koh_staff_total(end), need + r.surplus, 1e-12);
        with_surplus += r.surplus > 0;
    }
    assert_true(with_surplus > 5 && with_surplus < ROUNDS - 5);
}

static void entrants_are_spread_over_ages(void **state)
{
    (void) state;
    double share[AGES];
    assert_int_equal(koh_staff_entry(23, NULL, share), KOH_OK);
    KOH_ASSERT_NEAR(koh_staff_total(share), 1, ROUNDING);
    assert_true(share[23 - 16 - 1] == 0 && share[55 - 16] == 0);
    KOH_ASSERT_NEAR(share[23 - 16], 1.0 / 32, ROUNDING);
    KOH_ASSERT_NEAR(share[54 - 16], 1.0 / 32, ROUNDING);
    assert_int_equal(koh_staff_entry(61, NULL, share), KOH_OK);
    assert_true(share[61 - 16] == 1 && koh_staff_total(share) == 1);
}

static void bad_inputs_are_refused_and_nothing_is_written(void **state)
{
    (void) state;
    koh_error error;
    uint64_t seed = 44;
    profile p;
    double kept[AGES];
    make(&p, &seed);
    const double bad[] = { -0.01, 1.01, NAN };
    double *lists[] = { p.death, p.retire, p.leave };
    for (size_t i = 0; i < 9; i++) {
        const double good = lists[i / 3][31];
        lists[i / 3][31] = bad[i % 3];
        assert_int_equal(koh_staff_check(&p.rates, &error), KOH_EDOMAIN);
        assert_non_null(strstr(error.message, "age 47"));
        lists[i / 3][31] = good;
    }
    p.rates.leave = NULL;
    assert_int_equal(koh_staff_check(&p.rates, &error), KOH_EMISSING);
    kept[0] = 7;
    const double means[] = { 55.9, 74.1, NAN };
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(koh_staff_retirement(means[i], &error, kept), KOH_EDOMAIN);
    }
    assert_int_equal(koh_staff_entry(15, &error, kept), KOH_EDOMAIN);
    assert_int_equal(koh_staff_entry(75, &error, kept), KOH_EDOMAIN);
    assert_true(kept[0] == 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_year_by_hand),
        cmocka_unit_test(every_person_is_accounted_for),
        cmocka_unit_test(the_mean_exit_age_is_met),
        cmocka_unit_test(the_stationary_stock_stays),
        cmocka_unit_test(recruitment_adds_up_and_meets_the_need),
        cmocka_unit_test(entrants_are_spread_over_ages),
        cmocka_unit_test(bad_inputs_are_refused_and_nothing_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
