/* Systems made from a known solution are solved; the rank-one part is the definition's, and is what a matrix of rank
 * one was made from. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "draw.h"
#include "num/linalg_priv.h"

enum { N = 9, M = 14 };

/* A = B B' + 0.1 I with random B. */
static void make_positive(uint64_t *seed, size_t n, double *A)
{
    double B[N * N];
    for (size_t i = 0; i < n * n; i++) {
        B[i] = draw(seed, -1.7, 2.3);
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            A[i * n + j] = i == j ? 0.1 : 0;
            for (size_t k = 0; k < n; k++) {
                A[i * n + j] += B[i * n + k] * B[j * n + k];
            }
        }
    }
}

static void a_known_solution_comes_back(void **state)
{
    (void) state;
    uint64_t seed = 11;
    for (size_t n = 1; n <= N; n++) {
        double A[N * N], L[N * N], inverse[N * N], x[N], b[N];
        make_positive(&seed, n, A);
        memcpy(L, A, sizeof A);
        for (size_t i = 0; i < n; i++) {
            x[i] = draw(&seed, -3, 3);
        }
        for (size_t i = 0; i < n; i++) {
            b[i] = 0;
            for (size_t j = 0; j < n; j++) {
                b[i] += A[i * n + j] * x[j];
            }
        }
        assert_int_equal(koh__cholesky(n, L), KOH_OK);
        koh__cholesky_solve(n, L, b);
        koh__cholesky_inverse(n, L, inverse);
        for (size_t i = 0; i < n; i++) {
            assert_true(fabs(b[i] - x[i]) < 1e-9);
            for (size_t j = 0; j < n; j++) {
                double sum = 0;
                for (size_t k = 0; k < n; k++) {
                    sum += A[i * n + k] * inverse[k * n + j];
                }
                assert_true(fabs(sum - (i == j)) < 1e-9);
            }
        }
    }
}

static void what_is_not_positive_is_refused(void **state)
{
    (void) state;
    double indefinite[] = { 1.3, 2.7, 2.7, 1.9 }, singular[] = { 1.21, 2.2, 2.2, 4 }, unknown[] = { NAN };
    double infinite[] = { INFINITY };
    assert_int_equal(koh__cholesky(2, indefinite), KOH_ENOSOLUTION);
    assert_int_equal(koh__cholesky(2, singular), KOH_ENOSOLUTION);
    assert_int_equal(koh__cholesky(1, unknown), KOH_ENOSOLUTION);
    assert_int_equal(koh__cholesky(1, infinite), KOH_ENOSOLUTION);
}

/* A right = sigma left, A' left = sigma right, and no other direction is longer: what is left of A after taking it away
 * has the square sum total (1 - share), and power iteration on it stays below sigma. */
static void it_is_the_largest_singular_triple(void **state)
{
    (void) state;
    uint64_t seed = 12;
    const size_t shapes[][2] = { { 1, 1 }, { 1, M }, { N, 1 }, { N, M }, { M, N }, { 7, 7 } };
    for (size_t s = 0; s < sizeof shapes / sizeof shapes[0]; s++) {
        const size_t n = shapes[s][0], m = shapes[s][1];
        double A[M * M], kept[M * M], work[M * M], left[M], right[M], total = 0, rest = 0;
        for (size_t i = 0; i < n * m; i++) {
            kept[i] = A[i] = draw(&seed, -1.9, 2.6);
            total += A[i] * A[i];
        }
        koh_rank_one one = { .left = left, .right = right };
        assert_int_equal(koh__rank_one(n, m, A, work, &one), KOH_OK);
        double image[M];
        for (size_t i = 0; i < n; i++) {
            image[i] = 0;
            for (size_t j = 0; j < m; j++) {
                image[i] += kept[i * m + j] * right[j];
                rest += pow(kept[i * m + j] - one.sigma * left[i] * right[j], 2);
            }
            assert_true(fabs(image[i] - one.sigma * left[i]) < 1e-12 * one.sigma);
        }
        assert_true(fabs(rest - total * (1 - one.share)) < 1e-12 * total);
        for (size_t j = 0; j < m; j++) {
            double sum = 0;
            for (size_t i = 0; i < n; i++) {
                sum += kept[i * m + j] * left[i];
            }
            assert_true(fabs(sum - one.sigma * right[j]) < 1e-12 * one.sigma);
        }
        for (int trial = 0; trial < 50; trial++) {
            double v[M], length = 0, square = 0;
            for (size_t j = 0; j < m; j++) {
                v[j] = draw(&seed, -1, 1);
                length += v[j] * v[j];
            }
            for (size_t i = 0; i < n; i++) {
                double sum = 0;
                for (size_t j = 0; j < m; j++) {
                    sum += kept[i * m + j] * v[j];
                }
                square += sum * sum;
            }
            assert_true(square <= one.sigma * one.sigma * length * (1 + 1e-12));
        }
    }
}

static void rank_one_is_found_exactly(void **state)
{
    (void) state;
    uint64_t seed = 13;
    double A[N * M], work[N * N], u[N], v[M], left[N], right[M];
    for (size_t i = 0; i < N; i++) {
        u[i] = draw(&seed, -1, 1);
    }
    for (size_t j = 0; j < M; j++) {
        v[j] = draw(&seed, -1, 1);
    }
    for (size_t i = 0; i < N * M; i++) {
        A[i] = u[i / M] * v[i % M];
    }
    koh_rank_one one = { .left = left, .right = right };
    assert_int_equal(koh__rank_one(N, M, A, work, &one), KOH_OK);
    KOH_ASSERT_NEAR(one.share, 1, 1e-14);
    for (size_t i = 0; i < N * M; i++) {
        assert_true(fabs(one.sigma * left[i / M] * right[i % M] - u[i / M] * v[i % M]) < 1e-14);
    }
}

static void nothing_has_no_direction(void **state)
{
    (void) state;
    double zero[4] = { 0 }, unknown[4] = { 1, NAN, 2, 3 }, work[4], left[2], right[2];
    koh_rank_one one = { .left = left, .right = right };
    assert_int_equal(koh__rank_one(2, 2, zero, work, &one), KOH_EDOMAIN);
    assert_int_equal(koh__rank_one(2, 2, unknown, work, &one), KOH_EDOMAIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_known_solution_comes_back),       cmocka_unit_test(what_is_not_positive_is_refused),
        cmocka_unit_test(it_is_the_largest_singular_triple), cmocka_unit_test(rank_one_is_found_exactly),
        cmocka_unit_test(nothing_has_no_direction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
