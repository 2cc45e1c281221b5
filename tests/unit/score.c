/* Scores and rivals by hand, and intervals on simulated truth. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "calib/rival_priv.h"
#include "calib/score_priv.h"
#include "kohort/calibrate.h"
#include "num/ar1_priv.h"

static void errors_by_hand(void **state)
{
    (void) state;
    const double predicted[] = { 103, 190, 3, 7.35, 40 }, actual[] = { 100, 200, 0, 7, 50 };
    const int counts[] = { 1, 1, 1, 1, 0 };
    double work[5];
    const koh_score s = koh__score(5, predicted, 1, actual, counts, work);
    assert_int_equal(s.n, 3);
    KOH_ASSERT_NEAR(s.mpe, (3 - 5 + 5) / 3.0, 1e-12);
    KOH_ASSERT_NEAR(s.mape, (3 + 5 + 5) / 3.0, 1e-12);
    KOH_ASSERT_NEAR(s.medape, 5, 1e-12);
    KOH_ASSERT_NEAR(s.weighted, 100 * (3 + 10 + 3 + 0.35) / 307, 1e-12);
    KOH_ASSERT_NEAR(s.within_10, 100, 1e-12);
    KOH_ASSERT_NEAR(koh__score_scale(5, predicted, actual, counts), 307 / 303.35, 1e-12);
    KOH_ASSERT_NEAR(koh__score(5, predicted, 1.1, actual, NULL, work).mape, (13.3 + 4.5 + 15.5 + 12) / 4, 1e-9);
    KOH_ASSERT_NEAR(koh__score(5, predicted, 1.1, actual, NULL, work).medape, (12 + 13.3) / 2, 1e-9);
    const int nobody[] = { 0, 0, 1, 0, 0 };
    assert_true(isnan(koh__score(5, predicted, 1, actual, nobody, work).mape));
}

/* CRPS = integral over x of (F(x) - 1[x >= y])^2, by the midpoint rule. */
static double crps_by_integral(double median, double sd, double actual)
{
    enum { STEPS = 400000 };
    const double end = 8 * median;
    double sum = 0;
    for (int k = 0; k < STEPS; k++) {
        const double x = end * (k + 0.5) / STEPS;
        const double below = 0.5 * erfc(-log(x / median) / sd / sqrt(2)) - (x >= actual ? 1 : 0);
        sum += below * below * end / STEPS;
    }
    return sum;
}

static void crps_is_its_integral(void **state)
{
    (void) state;
    KOH_ASSERT_NEAR(koh__crps_lognormal(7349.3, 0.0723, 7811.7), crps_by_integral(7349.3, 0.0723, 7811.7), 1e-4);
    KOH_ASSERT_NEAR(koh__crps_lognormal(2.385, 0.31, 1.1), crps_by_integral(2.385, 0.31, 1.1), 1e-4);
    KOH_ASSERT_NEAR(koh__crps_lognormal(100, 1e-6, 103), 3, 1e-4); /* no spread: the absolute error */
}

static void trend_by_hand(void **state)
{
    (void) state;
    KOH_ASSERT_NEAR(koh__rival_trend(120, 100, 3), 132, 1e-12);
    assert_true(koh__rival_trend(10, 30, 5) == 0);
    assert_true(koh__rival_trend(10, 30, 0) == 10);
}

/* A stationary town: everyone lives to just below 90, 13 a year of either sex. Nothing may change, by either way. */
static void cohorts_of_a_stationary_town(void **state)
{
    (void) state;
    enum { AGES = 106 };
    double now[2 * AGES], next[2 * AGES];
    for (int i = 0; i < 2 * AGES; i++) {
        now[i] = i % AGES < 90 ? 13 : 0;
    }
    koh__rival_cohort_single(AGES, now, now, next);
    for (int i = 0; i < 2 * AGES; i++) {
        assert_true(fabs(next[i] - now[i]) < 1e-12);
    }
    koh__rival_cohort_groups(AGES, now, now, next);
    for (int i = 0; i < 2 * AGES; i++) {
        assert_true(fabs(next[i] - now[i]) < 1e-12);
    }
}

static void cohorts_by_hand(void **state)
{
    (void) state;
    enum { AGES = 106 };
    double now[2 * AGES], then[2 * AGES], next[2 * AGES];
    for (int i = 0; i < 2 * AGES; i++) {
        then[i] = 200 - i % AGES + (i >= AGES ? 7 : 0);
        now[i] = then[i] * (i % AGES == 37 ? 1.31 : i % AGES == 32 ? 0.83 : 1);
    }
    koh__rival_cohort_single(AGES, now, then, next);
    KOH_ASSERT_NEAR(next[37], now[32] * now[37] / then[32], 1e-12);
    KOH_ASSERT_NEAR(next[AGES + 60], now[AGES + 55] * now[AGES + 60] / then[AGES + 55], 1e-12);
    double open_now = 0, open_then = 0, women = 0, later = 0;
    for (int age = 100; age < AGES; age++) {
        open_now += now[age];
        open_then += then[age];
    }
    KOH_ASSERT_NEAR(next[105], open_now * now[105] / open_then, 1e-12);
    for (int age = 15; age <= 44; age++) {
        women += now[age];
        later += next[age];
    }
    KOH_ASSERT_NEAR(next[AGES + 3], now[AGES + 3] * later / women, 1e-12);
    koh__rival_cohort_groups(AGES, now, then, next);
    double group = 0, younger_now = 0, younger_then = 0;
    for (int age = 35; age < 40; age++) {
        group += now[age];
        younger_now += now[age - 5];
        younger_then += then[age - 5];
    }
    KOH_ASSERT_NEAR(next[36], younger_now * group / younger_then / 5, 1e-12);
}

/* splitmix64 (Steele, Lea & Flood 2014) and Box & Muller (1958): enough chance for a test. */
static double normal(uint64_t *state)
{
    double u[2];
    for (int k = 0; k < 2; k++) {
        uint64_t z = (*state += 0x9e3779b97f4a7c15U);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
        u[k] = ((double) ((z ^ (z >> 31)) >> 11) + 0.5) / 9007199254740992.0;
    }
    return sqrt(-2 * log(u[0])) * cos(6.283185307179586 * u[1]);
}

/* Levels that wander as the method assumes, seen for eleven years through chance: is the total after h years within the
 * 80 % interval as often as it says? */
static double simulated_coverage(double persons, size_t h, uint64_t seed)
{
    enum { KNOWN = 11, TOWNS = 8000 };
    const double variance = 0.30e-4, memory = 0.94, noise = 0.26 / persons;
    int covered = 0;
    for (int town = 0; town < TOWNS; town++) {
        double value[KNOWN], chance[KNOWN], level = sqrt(variance) * normal(&seed), total = 0, predicted = 0, local[10];
        for (size_t t = 0; t < KNOWN + h; t++) {
            const double seen = level + sqrt(noise) * normal(&seed);
            if (t < KNOWN) {
                value[t] = seen;
                chance[t] = noise;
            } else {
                total += seen;
            }
            level = memory * level + sqrt(variance * (1 - memory * memory)) * normal(&seed);
        }
        const koh_ar1_state known = koh__ar1_predict((koh_ar1){ variance, memory }, KNOWN, value, chance);
        const koh_calib_region region = { .level_sd = sqrt(known.variance) };
        for (size_t k = 0; k < h; k++) {
            predicted += known.mean * pow(memory, (double) k);
        }
        koh_calib_spread(&region, persons, h, local, NULL);
        covered += fabs(total - predicted) <= 1.2815515655446004 * local[h - 1];
    }
    return 100.0 * covered / TOWNS;
}

static void intervals_cover_simulated_truth(void **state)
{
    (void) state;
    const double persons[] = { 731, 5923, 81231 };
    for (size_t i = 0; i < 3; i++) {
        for (size_t h = 1; h <= 10; h += 3) {
            const double covered = simulated_coverage(persons[i], h, 7 * h + i);
            if (!(covered > 78 && covered < 82)) { /* 80 +- 4.5 standard errors of 8000 towns */
                fail_msg("%.0f persons, %zu years: %.1f %% covered", persons[i], h, covered);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_by_hand),  cmocka_unit_test(crps_is_its_integral),
        cmocka_unit_test(trend_by_hand),   cmocka_unit_test(cohorts_of_a_stationary_town),
        cmocka_unit_test(cohorts_by_hand), cmocka_unit_test(intervals_cover_simulated_truth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
