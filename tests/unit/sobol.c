/* Shares of variance against closed forms, and points that fill the cube. */
#include "test.h"

#include <math.h>
#include <stdlib.h>

#include "kohort/sobol.h"

enum { N = 4096, K = 3 };

static double points[N * 2 * K], a[N], b[N], mixed[K * N];

static void fill(uint64_t seed, double (*f)(const double *))
{
    void *work = malloc(koh_sobol_bytes(2 * K));
    assert_non_null(work);
    assert_int_equal(koh_sobol_points(N, 2 * K, seed, work, points), KOH_OK);
    free(work);
    for (size_t i = 0; i < N; i++) {
        const double *first = points + i * 2 * K, *second = first + K;
        a[i] = f(first);
        b[i] = f(second);
        for (size_t g = 0; g < K; g++) {
            double x[K];
            for (size_t k = 0; k < K; k++) {
                x[k] = k == g ? second[k] : first[k];
            }
            mixed[g * N + i] = f(x);
        }
    }
}

static double ishigami(const double *u)
{
    const double pi = 3.14159265358979324;
    double x[K];
    for (size_t k = 0; k < K; k++) {
        x[k] = pi * (2 * u[k] - 1);
    }
    return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * pow(x[2], 4) * sin(x[0]);
}

/* T. Ishigami & T. Homma (1990) with a = 7, b = 0.1: V1 = (1 + b pi^4/5)^2 / 2, V2 = a^2/8, V13 = 8 b^2 pi^8 / 225. */
static void the_function_of_ishigami(void **state)
{
    (void) state;
    const double pi4 = pow(3.14159265358979324, 4), v1 = 0.5 * pow(1 + 0.1 * pi4 / 5, 2), v2 = 49.0 / 8;
    const double v13 = 8 * 0.01 * pi4 * pi4 / 225, v = v1 + v2 + v13;
    double first[K], total[K];
    koh_sobol_indices indices = { .first = first, .total = total };
    for (uint64_t seed = 1; seed <= 3; seed++) {
        fill(seed, ishigami);
        assert_int_equal(koh_sobol_compute(N, K, a, b, mixed, &indices), KOH_OK);
        const double firsts[K] = { v1 / v, v2 / v, 0 }, totals[K] = { (v1 + v13) / v, v2 / v, v13 / v };
        assert_true(fabs(indices.mean - 3.5) < 0.01 && fabs(indices.variance / v - 1) < 0.01);
        for (size_t k = 0; k < K; k++) {
            assert_true(fabs(first[k] - firsts[k]) < 0.015);
            assert_true(fabs(total[k] - totals[k]) < 0.015);
        }
    }
}

static double additive(const double *u)
{
    return 2.385 + 3 * u[0] - 2 * u[1] + 0.5 * u[2];
}

/* Without interactions first and total order are alike, the squares of the slopes: 9, 4, 1/4 of their sum. */
static void an_additive_function(void **state)
{
    (void) state;
    static const double squares[K] = { 9, 4, 0.25 };
    double first[K], total[K];
    koh_sobol_indices indices = { .first = first, .total = total };
    fill(7, additive);
    assert_int_equal(koh_sobol_compute(N, K, a, b, mixed, &indices), KOH_OK);
    for (size_t k = 0; k < K; k++) {
        assert_true(fabs(first[k] - squares[k] / 13.25) < 0.003);
        assert_true(fabs(total[k] - squares[k] / 13.25) < 0.003);
    }
}

static double constant(const double *u)
{
    (void) u;
    return 2.385;
}

static void what_cannot_be_shared_out(void **state)
{
    (void) state;
    double first[K] = { 7, 7, 7 }, total[K];
    koh_sobol_indices indices = { .first = first, .total = total };
    fill(1, constant);
    assert_int_equal(koh_sobol_compute(N, K, a, b, mixed, &indices), KOH_OK);
    assert_true(isnan(first[0]) && isnan(total[2]) && indices.variance == 0);
    first[0] = 7;
    assert_int_equal(koh_sobol_compute(1, K, a, b, mixed, &indices), KOH_EDOMAIN);
    mixed[N + 3] = NAN;
    assert_int_equal(koh_sobol_compute(N, K, a, b, mixed, &indices), KOH_EDOMAIN);
    assert_true(first[0] == 7);
}

static void points_fill_the_cube(void **state)
{
    (void) state;
    static double work[8192];
    assert_true(koh_sobol_bytes(KOH_SOBOL_DIMENSIONS) <= 1 << 16);
    assert_true(koh_sobol_bytes(2 * K) <= sizeof work);
    assert_int_equal(koh_sobol_points(1, 0, 1, work, points), KOH_EDOMAIN);
    assert_int_equal(koh_sobol_points(1, KOH_SOBOL_DIMENSIONS + 1, 1, work, points), KOH_EDOMAIN);
    assert_int_equal(koh_sobol_points(N, 2 * K, 11, work, points), KOH_OK);
    for (size_t k = 0; k < 2 * K; k++) {
        size_t below[16] = { 0 };
        for (size_t i = 0; i < N; i++) {
            const double u = points[i * 2 * K + k];
            assert_true(u > 0 && u < 1);
            below[(size_t) (16 * u)]++;
        }
        for (size_t c = 0; c < 16; c++) { /* even to a point or two; chance alone would be 15 off */
            assert_true(below[c] + 3 >= N / 16 && below[c] <= N / 16 + 3);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_function_of_ishigami),
        cmocka_unit_test(an_additive_function),
        cmocka_unit_test(what_cannot_be_shared_out),
        cmocka_unit_test(points_fill_the_cube),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
