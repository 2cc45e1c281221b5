/* Schedules keep their totals, equal independent ones, meet the conditions that define them, come close to Norway's,
 * and refuse what is none. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "draw.h"
#include "kohort/fertility.h"
#include "national.h"

enum { AGES = 61 };

static koh_vector vector;

static const koh_fertility_spline splines[] = { { 15, 29.3, 36.1 }, { 13.5, 23, 31 }, { 16.2, 31.7, 37.4 } };
static const koh_fertility_totals hadwigers[] = { { 1.41, 31.3, 5.05 }, { 2.48, 26.2, 5.93 } };

static void splines_equal_independent_ones(void **state)
{
    (void) state;
    static const char *const theta[] = { "theta0", "theta1", "theta2" }, *const end[] = { "end0", "end1", "end2" };
    for (size_t i = 0; i < 3; i++) {
        koh_fertility_curve curve;
        assert_int_equal(koh_fertility_spline_solve(&splines[i], NULL, &curve), KOH_OK);
        for (size_t k = 0; k < 5; k++) {
            KOH_ASSERT_NEAR(curve.theta[k], koh_vector_at(&vector, theta[i], "both", k), 1e-10);
        }
        KOH_ASSERT_NEAR(curve.knot[5], koh_vector_at(&vector, end[i], "both", 0), 1e-14);
    }
}

static void hadwiger_equals_the_curve_summed(void **state)
{
    (void) state;
    static const char *const name[] = { "hadwiger0", "hadwiger1" };
    static const size_t ages[] = { 18, 25, 31, 40, 52 };
    for (size_t i = 0; i < 2; i++) {
        double rate[111];
        assert_int_equal(koh_fertility_hadwiger(&hadwigers[i], 111, NULL, rate), KOH_OK);
        for (size_t k = 0; k < 5; k++) {
            KOH_ASSERT_NEAR(rate[ages[k]], koh_vector_at(&vector, name[i], "both", ages[k]), 1e-8);
        }
    }
}

/* f = 1 and flat at the peak, 1/2 at the half age, 0 and flat at the end, 0 outside; no jump anywhere. */
static void the_spline_meets_its_conditions(void **state)
{
    (void) state;
    uint64_t seed = 101;
    for (int round = 0; round < 500; round++) {
        const double peak = draw(&seed, 22, 33);
        const koh_fertility_spline spline = { draw(&seed, 12, 17), peak, peak + draw(&seed, 4, 9) };
        koh_fertility_curve c;
        assert_int_equal(koh_fertility_spline_solve(&spline, NULL, &c), KOH_OK);
        const double h = 1e-6;
        KOH_ASSERT_NEAR(koh_fertility_spline_at(&c, spline.peak), 1, 1e-12);
        KOH_ASSERT_NEAR(koh_fertility_spline_at(&c, spline.half), 0.5, 1e-10);
        assert_true(fabs(koh_fertility_spline_at(&c, c.knot[5] - h)) < 1e-9);
        assert_true(koh_fertility_spline_at(&c, spline.youngest) == 0 && koh_fertility_spline_at(&c, c.knot[5]) == 0);
        assert_true(fabs(koh_fertility_spline_at(&c, spline.peak + h) - koh_fertility_spline_at(&c, spline.peak - h)) <
                    1e-10);
    }
    for (int round = 0; round < 20000; round++) { /* any ages that are taken: between 0 and 1 */
        const double youngest = draw(&seed, 0, 40), peak = draw(&seed, youngest + 0.1, 58);
        const koh_fertility_spline spline = { youngest, peak, draw(&seed, peak + 0.1, 60) };
        koh_fertility_curve c;
        assert_int_equal(koh_fertility_spline_solve(&spline, NULL, &c), KOH_OK);
        for (int i = 0; i <= 60; i++) {
            const double f = koh_fertility_spline_at(&c, youngest + (c.knot[5] - youngest) * i / 60);
            assert_true(f >= -1e-8 && f <= 1 + 1e-8);
        }
    }
}

static void totals_are_kept(void **state)
{
    (void) state;
    uint64_t seed = 102;
    double rate[AGES];
    koh_fertility_totals back;
    for (int round = 0; round < 500; round++) {
        const koh_fertility_totals totals = { draw(&seed, 0.7, 4), draw(&seed, 24, 33), draw(&seed, 3.5, 6.5) };
        assert_int_equal(koh_fertility_hadwiger(&totals, AGES, NULL, rate), KOH_OK);
        assert_int_equal(koh_fertility_sum(AGES, rate, NULL, &back), KOH_OK);
        KOH_ASSERT_NEAR(back.tfr, totals.tfr, 1e-13);
        assert_true(fabs(back.mean - totals.mean) < 0.02 && fabs(back.sd - totals.sd) < 0.05);
        const double peak = draw(&seed, 22, 33);
        const koh_fertility_spline spline = { draw(&seed, 12, 17), peak, peak + draw(&seed, 4, 9) };
        assert_int_equal(koh_fertility_quadratic(&spline, totals.tfr, AGES, NULL, rate), KOH_OK);
        assert_int_equal(koh_fertility_sum(AGES, rate, NULL, &back), KOH_OK);
        KOH_ASSERT_NEAR(back.tfr, totals.tfr, 1e-13);
        assert_true(rate[11] == 0 && rate[60] == 0);
    }
    const koh_fertility_totals none = { 0, 30, 5 };
    assert_int_equal(koh_fertility_hadwiger(&none, AGES, NULL, rate), KOH_OK);
    assert_true(rate[30] == 0);
}

/* Norway's schedule from its three totals alone, and from three ages read off its graph. */
static void norway_from_totals(void **state)
{
    (void) state;
    static double registered[200][AGES];
    FILE *file = koh_national_open(KOH_TEST_DATA "/national/fertility.csv");
    int year, age;
    double value;
    while (fscanf(file, "%d,%d,%lf", &year, &age, &value) == 3) {
        if (age < AGES) {
            registered[year - 1900][age] = value;
        }
    }
    assert_int_equal(fclose(file), 0);
    for (year = 1967; year <= 2022; year += 11) {
        const double *rate = registered[year - 1900];
        double model[2][AGES], gap[2] = { 0, 0 }, top = 0;
        koh_fertility_totals totals;
        assert_int_equal(koh_fertility_sum(AGES, rate, NULL, &totals), KOH_OK);
        koh_fertility_spline spline = { .youngest = 15 };
        for (size_t x = 0; x < AGES; x++) {
            if (rate[x] > top) {
                top = rate[x];
                spline.peak = (double) x + 0.5;
            }
        }
        for (size_t x = (size_t) spline.peak; rate[x] >= top / 2; x++) {
            spline.half = (double) x + 1;
        }
        assert_int_equal(koh_fertility_hadwiger(&totals, AGES, NULL, model[0]), KOH_OK);
        assert_int_equal(koh_fertility_quadratic(&spline, totals.tfr, AGES, NULL, model[1]), KOH_OK);
        for (size_t x = 0; x < AGES; x++) {
            gap[0] += fabs(model[0][x] - rate[x]) / (2 * totals.tfr);
            gap[1] += fabs(model[1][x] - rate[x]) / (2 * totals.tfr);
        }
        print_message("%d: births at other ages than registered: Hadwiger %.1f %%, quadratic spline %.1f %%\n", year,
                      100 * gap[0], 100 * gap[1]);
        assert_true(gap[0] < 0.07 && gap[1] < 0.12); /* no young mothers any more: the spline's left side is too high */
    }
}

static void what_is_no_schedule_is_refused(void **state)
{
    (void) state;
    const koh_fertility_totals bad[] = { { -1, 30, 5 },   { NAN, 30, 5 },       { INFINITY, 30, 5 }, { 1.4, 0, 5 },
                                         { 1.4, NAN, 5 }, { 1.4, INFINITY, 5 }, { 1.4, 30, 0 },      { 1.4, 30, NAN },
                                         { 1.4, 30, 1 },  { 1.4, 58, 5 } };
    double rate[AGES] = { 7 };
    koh_error error;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(koh_fertility_hadwiger(&bad[i], AGES, &error, rate), KOH_EDOMAIN);
        assert_true(error.status == KOH_EDOMAIN && error.message[0] != '\0');
    }
    const koh_fertility_spline wrong[] = { { -1, 25, 30 },  { 15, 15, 30 },  { 15, 25, 25 }, { 15, 25, 61 },
                                           { NAN, 25, 30 }, { 15, NAN, 30 }, { 15, 25, NAN } };
    koh_fertility_curve curve = { .knot = { 7 } };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(koh_fertility_spline_solve(&wrong[i], &error, &curve), KOH_EDOMAIN);
        assert_int_equal(koh_fertility_quadratic(&wrong[i], 1.4, AGES, &error, rate), KOH_EDOMAIN);
    }
    assert_int_equal(koh_fertility_quadratic(&splines[0], -1, AGES, &error, rate), KOH_EDOMAIN);
    assert_int_equal(koh_fertility_quadratic(&splines[0], NAN, AGES, &error, rate), KOH_EDOMAIN);
    assert_int_equal(koh_fertility_quadratic(&splines[0], 1.4, 45, &error, rate), KOH_EDOMAIN);
    koh_fertility_totals totals = { .tfr = 7 };
    const double negative[] = { 0.1, -0.1 }, unknown[] = { 0.1, NAN }, nobody[] = { 0, 0 };
    assert_int_equal(koh_fertility_sum(2, negative, &error, &totals), KOH_EDOMAIN);
    assert_int_equal(koh_fertility_sum(2, unknown, &error, &totals), KOH_EDOMAIN);
    assert_int_equal(koh_fertility_sum(2, nobody, &error, &totals), KOH_EDOMAIN);
    assert_true(rate[0] == 7 && curve.knot[0] == 7 && totals.tfr == 7);
}

static int read_vector(void **state)
{
    (void) state;
    koh_vector_read(KOH_TEST_VECTORS "/fertility/fertility.csv", &vector);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(splines_equal_independent_ones),
        cmocka_unit_test(hadwiger_equals_the_curve_summed),
        cmocka_unit_test(the_spline_meets_its_conditions),
        cmocka_unit_test(totals_are_kept),
        cmocka_unit_test(norway_from_totals),
        cmocka_unit_test(what_is_no_schedule_is_refused),
    };
    return cmocka_run_group_tests(tests, read_vector, NULL);
}
