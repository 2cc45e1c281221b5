/* Erlang's and Palm's queues: values of 30 digits computed apart, limiting cases, and what is refused. */
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "kohort/queue.h"

#define TOLERANCE 1e-12 /* relative; the header's promise */

static FILE *vectors(const char *name)
{
    char path[512], header[256];
    snprintf(path, sizeof path, "%s/queue/%s", KOH_TEST_VECTORS, name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_non_null(fgets(header, sizeof header, file));
    return file;
}

static void erlang_meets_the_vectors(void **state)
{
    (void) state;
    FILE *file = vectors("erlang.csv");
    size_t n, rows = 0;
    double load, B, C;
    while (fscanf(file, "%zu,%lf,%lf,%lf\n", &n, &load, &B, &C) == 4) {
        KOH_ASSERT_NEAR(koh_erlang_b(n, load), B, TOLERANCE);
        KOH_ASSERT_NEAR(koh_erlang_c(n, load), C, load / (double) n > 0.99 ? 50 * TOLERANCE : TOLERANCE);
        rows++;
    }
    assert_true(feof(file));
    assert_int_equal(rows, 18);
    fclose(file);
}

static void palm_meets_the_vectors(void **state)
{
    (void) state;
    FILE *file = vectors("palm.csv");
    size_t rows = 0;
    koh_queue q;
    double years, expected[5];
    while (fscanf(file, "%zu,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf\n", &q.n_places, &q.rate_arrivals, &q.years_stay,
                  &q.years_patience, &years, expected, expected + 1, expected + 2, expected + 3, expected + 4) == 10) {
        koh_queue_state s;
        double above;
        assert_int_equal(koh_queue_solve(&q, NULL, &s), KOH_OK);
        assert_int_equal(koh_queue_prob_wait_above(&q, years, NULL, &above), KOH_OK);
        const double actual[] = { s.occupancy, s.prob_wait, s.prob_abandon, s.years_wait, above };
        for (int i = 0; i < 5; i++) {
            KOH_ASSERT_NEAR(actual[i], expected[i], TOLERANCE);
        }
        KOH_ASSERT_NEAR(s.n_waiting, q.rate_arrivals * expected[3], TOLERANCE);
        rows++;
    }
    assert_true(feof(file));
    assert_int_equal(rows, 10);
    fclose(file);
}

static koh_queue_state solved(double arrivals, double stay, double patience, size_t places)
{
    koh_queue q = { .rate_arrivals = arrivals, .years_stay = stay, .years_patience = patience, .n_places = places };
    koh_queue_state s;
    assert_int_equal(koh_queue_solve(&q, NULL, &s), KOH_OK);
    return s;
}

/* Long patience is Erlang-C, none is the loss system, and one place without patience is M/M/1. */
static void patience_has_its_limits(void **state)
{
    (void) state;
    koh_queue_state endless = solved(30, 2, INFINITY, 66), patient = solved(30, 2, 2e6, 66);
    KOH_ASSERT_NEAR(patient.prob_wait, endless.prob_wait, 2e-5);
    KOH_ASSERT_NEAR(patient.years_wait, endless.years_wait, 2e-5);
    KOH_ASSERT_NEAR(patient.occupancy, endless.occupancy, 2e-5);
    assert_true(endless.prob_abandon == 0 && patient.prob_abandon < 1e-6);
    KOH_ASSERT_NEAR(endless.years_wait, endless.prob_wait * 2 / (66 - 60), TOLERANCE);

    koh_queue_state loss = solved(30, 2, 0, 66), hasty = solved(30, 2, 1e-9, 66);
    KOH_ASSERT_NEAR(loss.prob_abandon, koh_erlang_b(66, 60), TOLERANCE);
    KOH_ASSERT_NEAR(loss.prob_wait, koh_erlang_b(66, 60), TOLERANCE);
    assert_true(loss.years_wait == 0 && loss.n_waiting == 0);
    KOH_ASSERT_NEAR(hasty.prob_abandon, loss.prob_abandon, 1e-7);
    KOH_ASSERT_NEAR(hasty.occupancy, loss.occupancy, 1e-7);

    koh_queue_state single = solved(0.83, 0.71, INFINITY, 1);
    double rho = 0.83 * 0.71;
    KOH_ASSERT_NEAR(single.prob_wait, rho, TOLERANCE);
    KOH_ASSERT_NEAR(single.n_waiting, rho * rho / (1 - rho), TOLERANCE);
    koh_queue_state nobody = solved(0, 2, 0.5, 3);
    assert_true(nobody.occupancy == 0 && nobody.prob_wait == 0 && nobody.prob_abandon == 0);
}

/* Who is admitted leaves again: arrivals (1 - P(abandon)) stay = places in use, whatever the load and the patience. */
static void persons_balance(void **state)
{
    (void) state;
    const double loads[] = { 0.013, 0.71, 0.999, 1, 1.07, 3.9, 61.3 };
    const double patience[] = { 0, 3e-7, 0.013, 0.77, 31.3, 9e5 };
    const size_t places[] = { 1, 2, 7, 38, 613, 5000 };
    for (size_t i = 0; i < 7 * 6 * 6; i++) {
        size_t n = places[i % 6];
        double load = loads[i / 36] * (double) n;
        koh_queue_state s = solved(load / 2.3, 2.3, patience[i / 6 % 6] * 2.3, n);
        KOH_ASSERT_NEAR(s.occupancy * (double) n + load * s.prob_abandon, load, 1e-11);
        assert_true(s.occupancy > 0 && s.occupancy <= 1);
        assert_true(s.prob_wait >= s.prob_abandon && s.prob_wait <= 1);
        assert_true(s.prob_abandon >= 0 && s.prob_abandon <= 1);
        KOH_ASSERT_NEAR(s.years_wait, s.prob_abandon * patience[i / 6 % 6] * 2.3, 1e-11);
    }
}

static void long_waits_are_rarer(void **state)
{
    (void) state;
    const double patience[] = { INFINITY, 1.3e5, 7.1, 0.61, 0.003 };
    for (int i = 0; i < 5; i++) {
        koh_queue q = { .rate_arrivals = 30, .years_stay = 2, .years_patience = patience[i], .n_places = 64 };
        koh_queue_state s;
        assert_int_equal(koh_queue_solve(&q, NULL, &s), KOH_OK);
        double before = 1, area = 0, step = s.years_wait / s.prob_wait / 400;
        for (int k = 0; k < 16000; k++) {
            double above;
            assert_int_equal(koh_queue_prob_wait_above(&q, k * step, NULL, &above), KOH_OK);
            assert_true(above < before);
            if (k == 0) {
                KOH_ASSERT_NEAR(above, s.prob_wait, 1e-9);
            }
            area += above * (k == 0 ? 0.5 : 1) * step; /* the mean is the integral of the tail: trapezia */
            before = above;
        }
        KOH_ASSERT_NEAR(area, s.years_wait, 1e-4);
    }
    koh_queue loss = { .rate_arrivals = 30, .years_stay = 2, .years_patience = 0, .n_places = 64 };
    double above;
    assert_int_equal(koh_queue_prob_wait_above(&loss, 0.1, NULL, &above), KOH_OK);
    assert_true(above == 0);
    assert_int_equal(koh_queue_prob_wait_above(&loss, 0, NULL, &above), KOH_OK);
    KOH_ASSERT_NEAR(above, koh_erlang_b(64, 60), TOLERANCE);
}

/* The emergency room of County Hospital: two patients an hour, treated in 20 minutes by one doctor or two. Published:
 * Hillier & Lieberman, Introduction to Operations Research, chapter "Queueing Theory": patients waiting 4/3 and 1/12,
 * waits of 2/3 and 1/24 hour, and the chances of a wait above 0, half an hour and an hour, in three decimals. */
static void a_published_emergency_room(void **state)
{
    static const double waiting[] = { 4.0 / 3, 1.0 / 12 }, hours[] = { 2.0 / 3, 1.0 / 24 },
                        loss[] = { 2.0 / 5, 2.0 / 17 };
    static const double above[][3] = { { 0.667, 0.404, 0.245 }, { 0.167, 0.022, 0.003 } };
    const double year = 365.2425 * 24, printed = 0.001; /* its last decimal, which the book cuts or rounds */
    (void) state;
    for (size_t doctors = 1; doctors <= 2; doctors++) {
        const koh_queue q = { 2 * year, 1 / (3 * year), INFINITY, doctors };
        koh_queue_state s;
        assert_int_equal(koh_queue_solve(&q, NULL, &s), KOH_OK);
        KOH_ASSERT_NEAR(s.n_waiting, waiting[doctors - 1], 1e-12);
        KOH_ASSERT_NEAR(s.years_wait * year, hours[doctors - 1], 1e-12);
        KOH_ASSERT_NEAR(s.occupancy, 2.0 / 3 / (double) doctors, 1e-12);
        KOH_ASSERT_NEAR(s.prob_block, loss[doctors - 1], 1e-12);
        for (int k = 0; k < 3; k++) {
            double prob;
            assert_int_equal(koh_queue_prob_wait_above(&q, 0.5 * k / year, NULL, &prob), KOH_OK);
            assert_true(fabs(prob - above[doctors - 1][k]) <= printed);
        }
    }
}

/* Far below and far above: nothing overflows, and both ends are right. */
static void extremes_stay_finite(void **state)
{
    (void) state;
    assert_true(koh_erlang_b(5000, 0.25) == 0 && koh_erlang_b(3, 0) == 0 && koh_erlang_b(0, 3.7) == 1);
    assert_true(koh_erlang_c(3, 3) == 1 && koh_erlang_c(3, 0) == 0);
    KOH_ASSERT_NEAR(koh_erlang_b(1, 1e-200), 1e-200, TOLERANCE);
    koh_queue_state s = solved(1e6, 1, 1e6, 5000); /* only 5 in 1000 are served, the others wait their patience out */
    KOH_ASSERT_NEAR(s.prob_abandon, 0.995, 1e-9);
    KOH_ASSERT_NEAR(s.occupancy, 1, 1e-9);
    s = solved(5000, 1, 1e6, 5000); /* critical: E waiting = places sqrt(2 patience / (pi places)) to first order */
    KOH_ASSERT_NEAR(s.n_waiting, sqrt(2 * 5000 * 1e6 / 3.14159265358979323846), 0.01);
}

static void queues_that_cannot_be_are_refused(void **state)
{
    (void) state;
    const koh_queue good = { .rate_arrivals = 30, .years_stay = 2, .years_patience = 1.5, .n_places = 66 };
    koh_queue bad[11];
    for (int i = 0; i < 11; i++) {
        bad[i] = good;
    }
    bad[0].rate_arrivals = -1;
    bad[1].rate_arrivals = NAN;
    bad[2].rate_arrivals = INFINITY;
    bad[3].years_stay = 0;
    bad[4].years_stay = NAN;
    bad[5].years_patience = -0.1;
    bad[6].years_patience = NAN;
    bad[7].years_patience = 2.1e6;
    bad[8].n_places = 0;
    bad[9].n_places = KOH_QUEUE_PLACES + 1;
    bad[10].rate_arrivals = 1e7;
    koh_queue_state s = { .prob_wait = 7 };
    koh_error error;
    double prob = 7;
    for (int i = 0; i < 11; i++) {
        assert_int_equal(koh_queue_check(&bad[i], &error), KOH_EDOMAIN);
        assert_true(strstr(error.message, "expected") || strstr(error.message, "mean stays"));
        assert_int_equal(koh_queue_solve(&bad[i], &error, &s), KOH_EDOMAIN);
        assert_int_equal(koh_queue_prob_wait_above(&bad[i], 1, NULL, &prob), KOH_EDOMAIN);
    }
    koh_queue full = { .rate_arrivals = 33, .years_stay = 2, .years_patience = INFINITY, .n_places = 66 };
    assert_int_equal(koh_queue_check(&full, &error), KOH_OK);
    assert_int_equal(koh_queue_solve(&full, &error, &s), KOH_ENOSOLUTION);
    assert_non_null(strstr(error.message, "no steady state"));
    assert_int_equal(koh_queue_prob_wait_above(&full, 1, &error, &prob), KOH_ENOSOLUTION);
    assert_int_equal(koh_queue_prob_wait_above(&good, -1, &error, &prob), KOH_EDOMAIN);
    assert_int_equal(koh_queue_prob_wait_above(&good, NAN, &error, &prob), KOH_EDOMAIN);
    assert_true(s.prob_wait == 7 && prob == 7);
    full.years_patience = 100;
    assert_int_equal(koh_queue_solve(&full, &error, &s), KOH_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(erlang_meets_the_vectors), cmocka_unit_test(palm_meets_the_vectors),
        cmocka_unit_test(patience_has_its_limits),  cmocka_unit_test(persons_balance),
        cmocka_unit_test(long_waits_are_rarer),     cmocka_unit_test(a_published_emergency_room),
        cmocka_unit_test(extremes_stay_finite),     cmocka_unit_test(queues_that_cannot_be_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
