/* The care ladder: what is refused, persons conserved, deaths met, by closed forms and by a slow twin. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "kohort/care_ladder.h"

enum { N = 4, M = N + 1 };

/* none, care at home, staffed housing, institution; the last column is death */
static const double ladder[N * M] = {
    0.917, 0.041, 0.006, 0.009, 0.027, /* */
    0.083, 0.731, 0.037, 0.062, 0.087, /* */
    0.011, 0.023, 0.793, 0.069, 0.104, /* */
    0.004, 0.009, 0.013, 0.613, 0.361, /* */
};
static const double stock[N] = { 231.7, 83.9, 17.3, 41.1 };

static double total(const double *values)
{
    return values[0] + values[1] + values[2] + values[3];
}

static void persons_are_conserved_and_deaths_are_met(void **state)
{
    (void) state;
    static const double wanted[] = { 1e-9, 0.0137, 0.093, 0.271, 0.613, 0.9999 };
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        double next[N], deaths[N];
        const double odds = koh_ladder_odds(N, ladder, stock, wanted[i]);
        koh_ladder_step(N, ladder, odds, stock, next, deaths);
        KOH_ASSERT_NEAR(total(deaths), wanted[i] * total(stock), 1e-13);
        KOH_ASSERT_NEAR(total(next) + total(deaths), total(stock), 1e-14);
        for (size_t s = 0; s < N; s++) {
            assert_true(next[s] >= 0 && deaths[s] >= 0 && deaths[s] <= stock[s]);
            for (size_t r = 0; r < N; r++) { /* odds ratios between the states are those that were told */
                const double p = deaths[s] / stock[s], q = deaths[r] / stock[r];
                const double told =
                    ladder[s * M + N] / (1 - ladder[s * M + N]) / (ladder[r * M + N] / (1 - ladder[r * M + N]));
                if (wanted[i] > 1e-3 && wanted[i] < 0.99) { /* beyond, 1 - p loses its digits here in the test */
                    KOH_ASSERT_NEAR(p / (1 - p) / (q / (1 - q)), told, 1e-11);
                }
            }
        }
    }
}

/* One state: the odds are a ratio of odds; nobody moves. */
static void one_state_is_the_closed_form(void **state)
{
    (void) state;
    const double alone[2] = { 0.9271, 0.0729 }, persons = 317.9, wanted = 0.1183;
    double next, deaths;
    const double odds = koh_ladder_odds(1, alone, &persons, wanted);
    KOH_ASSERT_NEAR(odds, wanted / (1 - wanted) / (0.0729 / 0.9271), 1e-13);
    koh_ladder_step(1, alone, odds, &persons, &next, &deaths);
    KOH_ASSERT_NEAR(next, persons * (1 - wanted), 1e-14);
}

/* Two states: k solves a square equation. */
static void two_states_are_the_root_of_a_square(void **state)
{
    (void) state;
    const double two[6] = { 0.87, 0.07, 0.06, 0.05, 0.68, 0.27 }, persons[2] = { 61.3, 19.7 }, wanted = 0.173;
    /* with r_i = q_i / (1 - q_i): sum n_i k r_i / (1 + k r_i) = D */
    const double r = 0.06 / 0.94, s = 0.27 / 0.73, all = 81.0, d = wanted * all;
    const double a = (all - d) * r * s, b = persons[0] * r + persons[1] * s - d * (r + s), c = -d;
    KOH_ASSERT_NEAR(koh_ladder_odds(2, two, persons, wanted), (-b + sqrt(b * b - 4 * a * c)) / (2 * a), 1e-13);
}

/* The factor found by halving alone, which is slow and cannot be wrong. */
static double by_halving(double wanted)
{
    double low = 0, high = 1e6;
    for (int i = 0; i < 300; i++) {
        const double k = (low + high) / 2;
        double deaths = 0;
        for (size_t s = 0; s < N; s++) {
            const double odds = k * ladder[s * M + N] / (1 - ladder[s * M + N]);
            deaths += stock[s] * odds / (1 + odds);
        }
        *(deaths > wanted * total(stock) ? &high : &low) = k;
    }
    return low;
}

static void the_twin_agrees(void **state)
{
    (void) state;
    KOH_ASSERT_NEAR(koh_ladder_odds(N, ladder, stock, 0.0137), by_halving(0.0137), 1e-12);
    KOH_ASSERT_NEAR(koh_ladder_odds(N, ladder, stock, 0.271), by_halving(0.271), 1e-12);
}

static void told_deaths_leave_the_chain_alone(void **state)
{
    (void) state;
    double next[N], deaths[N], told = 0;
    for (size_t i = 0; i < N; i++) {
        told += stock[i] * ladder[i * M + N];
    }
    KOH_ASSERT_NEAR(koh_ladder_odds(N, ladder, stock, told / total(stock)), 1, 1e-13);
    koh_ladder_step(N, ladder, 1, stock, next, deaths);
    KOH_ASSERT_NEAR(next[1], 231.7 * 0.041 + 83.9 * 0.731 + 17.3 * 0.023 + 41.1 * 0.009, 1e-14);
    koh_ladder_step(N, ladder, 1, stock, next, NULL);
    KOH_ASSERT_NEAR(next[3], 231.7 * 0.009 + 83.9 * 0.062 + 17.3 * 0.069 + 41.1 * 0.613, 1e-14);
}

static void the_ends(void **state)
{
    (void) state;
    const double safe[6] = { 0.9, 0.1, 0, 0.2, 0.8, 0 }, last[6] = { 0.9, 0.1, 0, 0, 0, 1 }, two[2] = { 7.3, 2.9 };
    const double nobody[2] = { 0, 0 };
    double next[2];
    assert_true(koh_ladder_odds(2, safe, two, 0) == 1);
    assert_true(isnan(koh_ladder_odds(2, safe, two, 0.1)));
    assert_true(isnan(koh_ladder_odds(2, last, two, 0.1)));
    assert_true(koh_ladder_odds(2, last, nobody, 0.1) == 1);
    assert_true(koh_ladder_odds(N, ladder, stock, 0) == 0);
    assert_true(isinf(koh_ladder_odds(N, ladder, stock, 1)));
    assert_true(koh_ladder_odds(2, last, two, 2.9 / 10.2) == 1);
    koh_ladder_step(2, last, 0, two, next, NULL);
    KOH_ASSERT_NEAR(next[0] + next[1], 7.3, 1e-15);
    const double withheld[2] = { (double) NAN, 2.9 };
    assert_true(isnan(koh_ladder_odds(2, safe, withheld, 0.1)));
}

static void lost_persons_are_refused(void **state)
{
    (void) state;
    koh_error error = { 0 };
    double bad[N * M];
    memcpy(bad, ladder, sizeof bad);
    assert_int_equal(koh_ladder_check(N, bad, &error), KOH_OK);
    assert_int_equal(koh_ladder_check(0, bad, &error), KOH_EDOMAIN);
    assert_int_equal(koh_ladder_check(KOH_LADDER_STATES + 1, bad, &error), KOH_EDOMAIN);
    bad[2 * M + 1] = 0.024;
    assert_int_equal(koh_ladder_check(N, bad, &error), KOH_EDOMAIN);
    assert_non_null(strstr(error.message, "row 2 sums to 1.001"));
    bad[2 * M + 1] = -0.023;
    assert_int_equal(koh_ladder_check(N, bad, &error), KOH_EDOMAIN);
    assert_non_null(strstr(error.message, "row 2 has a chance of -0.023"));
    bad[2 * M + 1] = (double) NAN;
    assert_int_equal(koh_ladder_check(N, bad, NULL), KOH_EDOMAIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(persons_are_conserved_and_deaths_are_met),
        cmocka_unit_test(one_state_is_the_closed_form),
        cmocka_unit_test(two_states_are_the_root_of_a_square),
        cmocka_unit_test(the_twin_agrees),
        cmocka_unit_test(told_deaths_leave_the_chain_alone),
        cmocka_unit_test(the_ends),
        cmocka_unit_test(lost_persons_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
