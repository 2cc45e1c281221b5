/* Series made by hand, simulated walks, schedules moved and moved back, and every refusal. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "draw.h"
#include "kohort/mortality.h"
#include "kohort/mortality_forecast.h"
#include "national.h"

static koh_national national;

/* k = 3, 1, 2, -2: steps -2, 1, -4, mean -5/3; squares 1/9 + 64/9 + 49/9 = 38/3. */
static void a_walk_by_hand(void **state)
{
    (void) state;
    koh_walk walk;
    double variance;
    assert_int_equal(koh_walk_fit(4, (double[]){ 3, 1, 2, -2 }, NULL, &walk), KOH_OK);
    KOH_ASSERT_NEAR(walk.drift, -5.0 / 3, 1e-15);
    KOH_ASSERT_NEAR(walk.sigma, sqrt(38.0 / 3 / 2), 1e-15);
    KOH_ASSERT_NEAR(walk.se_drift, sqrt(38.0 / 3 / 2 / 3), 1e-15);
    KOH_ASSERT_NEAR(koh_walk_at(&walk, 7.5, &variance), -2 - 12.5, 1e-15);
    KOH_ASSERT_NEAR(variance, 38.0 / 6 * (7.5 + 7.5 * 7.5 / 3), 1e-14);
    assert_true(koh_walk_at(&walk, 0, NULL) == -2);
}

/* k = 1, 3, 2, 4 regressed on the year before, (1,3), (3,2), (2,4): means 2 and 3, slope -1/2, constant 4. */
static void a_reversion_by_hand(void **state)
{
    (void) state;
    koh_reversion r;
    double variance;
    assert_int_equal(koh_reversion_fit(4, (double[]){ 1, 3, 2, 4 }, NULL, &r), KOH_OK);
    KOH_ASSERT_NEAR(r.slope, -0.5, 1e-15);
    KOH_ASSERT_NEAR(r.constant, 4, 1e-15);
    KOH_ASSERT_NEAR(r.sigma, sqrt(1.5), 1e-14); /* residuals -1/2, -1/2, 1 */
    KOH_ASSERT_NEAR(koh_reversion_at(&r, 1, &variance), 4 - 0.5 * 4, 1e-14);
    KOH_ASSERT_NEAR(variance, 1.5, 1e-14);
    KOH_ASSERT_NEAR(koh_reversion_at(&r, 60, &variance), 8.0 / 3, 1e-14);
    KOH_ASSERT_NEAR(variance, 1.5 / (1 - 0.25), 1e-14);
    assert_true(koh_reversion_at(&r, 0, NULL) == 4);
}

/* Over simulated walks the drift is right in the mean, and its standard error is its standard deviation. */
static void a_walk_that_was_made_is_found(void **state)
{
    (void) state;
    uint64_t seed = 51;
    enum { ROUNDS = 4000, N = 25 };
    double drift[2] = { 0, 0 }, variance = 0;
    for (int round = 0; round < ROUNDS; round++) {
        double k[N] = { 3.7 };
        for (size_t t = 1; t < N; t++) {
            double e = -6; /* twelve uniforms: variance 1 */
            for (int i = 0; i < 12; i++) {
                e += draw(&seed, 0, 1);
            }
            k[t] = k[t - 1] - 1.37 + 0.83 * e;
        }
        koh_walk walk;
        assert_int_equal(koh_walk_fit(N, k, NULL, &walk), KOH_OK);
        drift[0] += walk.drift / ROUNDS;
        drift[1] += walk.drift * walk.drift / ROUNDS;
        variance += walk.se_drift * walk.se_drift / ROUNDS;
    }
    const double spread = drift[1] - drift[0] * drift[0];
    assert_true(fabs(drift[0] + 1.37) < 4 * sqrt(spread / ROUNDS));
    KOH_ASSERT_NEAR(variance, spread, 4 * sqrt(2.0 / ROUNDS) * 1.1);
}

static void series_that_do_not_serve_are_refused(void **state)
{
    (void) state;
    koh_walk walk = { .last = 7 };
    koh_reversion r = { .last = 7 };
    koh_error error;
    assert_int_equal(koh_walk_fit(2, (double[]){ 1, 2 }, &error, &walk), KOH_EDOMAIN);
    assert_int_equal(koh_walk_fit(3, (double[]){ 1, NAN, 3 }, &error, &walk), KOH_EDOMAIN);
    assert_non_null(strstr(error.message, "year 1"));
    assert_int_equal(koh_reversion_fit(3, (double[]){ 1, 3, 2 }, &error, &r), KOH_EDOMAIN);
    assert_int_equal(koh_reversion_fit(4, (double[]){ 1, 3, 2, INFINITY }, &error, &r), KOH_EDOMAIN);
    assert_int_equal(koh_reversion_fit(5, (double[]){ 1, 2, 4.1, 8, 16 }, &error, &r), KOH_ENOSOLUTION);
    assert_int_equal(koh_reversion_fit(4, (double[]){ 2, 2, 2, 2 }, &error, &r), KOH_ENOSOLUTION);
    assert_true(walk.last == 7 && r.last == 7);
}

static void the_jump_off_is_what_was_observed(void **state)
{
    (void) state;
    const double deaths[] = { 9, 9, 9, 3, 0, 8, 5, 0, 6 }, exposure[] = { 99, 99, 99, 41, 37, 29, 43, 31, 53 };
    double ax[] = { -2, -3, -4 }, bx[] = { 0.2, 0.5, 0.3 }, kt[] = { 2, -0.5, -1.5 }, rate[3], k;
    const koh_leecarter_input input = { 3, 3, 0, deaths, exposure, NULL };
    const koh_leecarter model = { .ax = ax, .bx = bx, .kt = kt };
    assert_int_equal(koh_leecarter_jump_off(&input, &model, 2, rate, &k), KOH_OK);
    KOH_ASSERT_NEAR(k, -1, 1e-15);
    KOH_ASSERT_NEAR(rate[0], 8.0 / 84, 1e-15);
    KOH_ASSERT_NEAR(rate[1], exp(-3.5), 1e-15); /* nobody died: the fitted rate */
    KOH_ASSERT_NEAR(rate[2], 14.0 / 82, 1e-15);
    assert_int_equal(koh_leecarter_jump_off(&input, &model, 0, rate, &k), KOH_EDOMAIN);
    assert_int_equal(koh_leecarter_jump_off(&input, &model, 4, rate, &k), KOH_EDOMAIN);
}

static void a_life_expectancy_is_met(void **state)
{
    (void) state;
    const koh_closure_options options = koh_closure_options_defaults();
    double sum[2][KOH_NATIONAL_AGES], mx[KOH_MORTALITY_AGES], bx[KOH_MORTALITY_AGES], e0, change;
    koh_kannisto fit;
    koh_national_sum(&national, 2015, 2019, 1, KOH_NATIONAL_AGES, sum);
    assert_int_equal(koh_mortality_close(&(koh_deaths){ KOH_NATIONAL_AGES, sum[0], sum[1] }, &options, NULL, &fit, mx),
                     KOH_OK);
    for (int sign = -1; sign <= 1; sign += 2) {
        for (size_t x = 0; x < KOH_MORTALITY_AGES; x++) {
            bx[x] = sign * (0.004 + 0.00007 * (double) x);
        }
        for (double target = 60; target < 103; target += 4.17) {
            double moved[KOH_MORTALITY_AGES];
            assert_int_equal(koh_mortality_meet(KOH_MORTALITY_AGES, mx, bx, 1, target, &change), KOH_OK);
            koh_mortality_shift(KOH_MORTALITY_AGES, mx, bx, change, moved);
            assert_int_equal(koh_mortality_e0(KOH_MORTALITY_AGES, moved, 1, NULL, &e0), KOH_OK);
            assert_true(fabs(e0 - target) <= 1e-9);
            koh_mortality_shift(KOH_MORTALITY_AGES, moved, bx, -change, moved);
            KOH_ASSERT_NEAR(moved[77], mx[77], 1e-13);
        }
        assert_int_equal(koh_mortality_e0(KOH_MORTALITY_AGES, mx, 1, NULL, &e0), KOH_OK);
        assert_int_equal(koh_mortality_meet(KOH_MORTALITY_AGES, mx, bx, 1, e0, &change), KOH_OK);
        assert_true(change == 0);
    }
    change = 7;
    assert_int_equal(koh_mortality_meet(KOH_MORTALITY_AGES, mx, bx, 1, -3, &change), KOH_ENOSOLUTION);
    assert_int_equal(koh_mortality_meet(KOH_MORTALITY_AGES, mx, bx, 1, NAN, &change), KOH_EDOMAIN);
    assert_int_equal(koh_mortality_meet(KOH_MORTALITY_AGES + 1, mx, bx, 1, 80, &change), KOH_EDOMAIN);
    mx[50] = -mx[50];
    assert_int_equal(koh_mortality_meet(KOH_MORTALITY_AGES, mx, bx, 1, 80, &change), KOH_EDOMAIN);
    mx[50] = -mx[50];
    bx[3] = NAN;
    assert_int_equal(koh_mortality_meet(KOH_MORTALITY_AGES, mx, bx, 1, 80, &change), KOH_EDOMAIN);
    memset(bx, 0, sizeof bx);
    assert_int_equal(koh_mortality_meet(KOH_MORTALITY_AGES, mx, bx, 1, 80, &change), KOH_ENOSOLUTION);
    assert_true(change == 7);
}

static int read_registers(void **state)
{
    (void) state;
    koh_national_read(&national);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_walk_by_hand),
        cmocka_unit_test(a_reversion_by_hand),
        cmocka_unit_test(a_walk_that_was_made_is_found),
        cmocka_unit_test(series_that_do_not_serve_are_refused),
        cmocka_unit_test(the_jump_off_is_what_was_observed),
        cmocka_unit_test(a_life_expectancy_is_met),
    };
    return cmocka_run_group_tests(tests, read_registers, NULL);
}
