/* The filter's prediction equals kriging by a dense solve, and its limits are those that theory gives. */
#include "test.h"

#include <math.h>

#include "num/ar1_priv.h"

enum { N = 7 };

/* Solves V x = b by Gaussian elimination; V is positive definite. */
static void solve(double V[N][N], double b[N])
{
    for (int k = 0; k < N; k++) {
        for (int i = k + 1; i < N; i++) {
            const double factor = V[i][k] / V[k][k];
            for (int j = k; j < N; j++) {
                V[i][j] -= factor * V[k][j];
            }
            b[i] -= factor * b[k];
        }
    }
    for (int k = N; k-- > 0;) {
        for (int j = k + 1; j < N; j++) {
            b[k] -= V[k][j] * b[j];
        }
        b[k] /= V[k][k];
    }
}

static void equals_kriging(double memory)
{
    const double value[N] = { 0.0131, -0.0072, 0.0214, 0.0087, -0.0153, 0.0049, 0.0178 };
    const double noise[N] = { 1.3e-4, 0.7e-4, 2.9e-4, 1.1e-4, 0.4e-4, 3.7e-4, 0.9e-4 };
    const koh_ar1 process = { 0.83e-4, memory };
    double V[N][N], x[N], y[N], mean = 0, variance = process.variance;
    for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) {
            V[i][j] = process.variance * pow(memory, fabs((double) (i - j))) + (i == j ? noise[i] : 0);
        }
        x[i] = value[i];
    }
    double W[N][N];
    for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) {
            W[i][j] = V[i][j];
        }
        y[i] = process.variance * pow(memory, N - i);
    }
    solve(V, x);
    solve(W, y);
    for (int i = 0; i < N; i++) {
        mean += process.variance * pow(memory, N - i) * x[i];
        variance -= process.variance * pow(memory, N - i) * y[i];
    }
    const koh_ar1_state state = koh__ar1_predict(process, N, value, noise);
    KOH_ASSERT_NEAR(state.mean, mean, 1e-12);
    KOH_ASSERT_NEAR(state.variance, variance, 1e-12);
}

static void the_filter_is_kriging(void **state)
{
    (void) state;
    equals_kriging(0.94);
    equals_kriging(1);
    equals_kriging(0.313);
}

static void limits(void **state)
{
    (void) state;
    const koh_ar1 process = { 0.37, 0.9 };
    const koh_ar1_state prior = koh__ar1_predict(process, 0, NULL, NULL);
    assert_true(prior.mean == 0 && prior.variance == 0.37);
    const double value[] = { 1.7, 0.83 }, loud[] = { 1e18, 1e18 }, quiet[] = { 1e-18, 1e-18 };
    assert_true(fabs(koh__ar1_predict(process, 2, value, loud).mean) < 1e-15);
    KOH_ASSERT_NEAR(koh__ar1_predict(process, 2, value, quiet).mean, 0.9 * 0.83, 1e-12);
    KOH_ASSERT_NEAR(koh__ar1_predict(process, 2, value, quiet).variance, 0.37 * (1 - 0.81), 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_filter_is_kriging),
        cmocka_unit_test(limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
