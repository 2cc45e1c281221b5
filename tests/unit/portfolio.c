/* Choice under a budget: brute force over all sets, the frontier, ties, links that cannot hold, forty measures. */
#include "test.h"

#include <math.h>
#include <string.h>
#include <time.h>

#include "kohort/portfolio.h"

enum { MOST = 15 };

static double next(unsigned long long *seed)
{
    *seed = *seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return (double) (*seed >> 33) / 2147483648.0;
}

typedef struct draw {
    double value[64], cost[64];
    unsigned char depends[MOST * MOST], excludes[MOST * MOST], fixed[MOST];
    koh_portfolio_input input;
} draw;

static void make(unsigned long long *seed, size_t n, draw *d)
{
    memset(d, 0, sizeof *d);
    for (size_t i = 0; i < n; i++) {
        d->value[i] = 1000 * next(seed) - 150;
        d->cost[i] = next(seed) < 0.1 ? 0 : 700 * next(seed);
        d->fixed[i] = next(seed) < 0.06;
        for (size_t j = 0; j < n; j++) {
            d->depends[i * n + j] = j < i && next(seed) < 0.12;
            d->excludes[i * n + j] = j != i && next(seed) < 0.04;
        }
    }
    d->input = (koh_portfolio_input){ n, d->value, d->cost, 1500 * next(seed), d->depends, d->excludes, d->fixed };
}

static int is_feasible(const koh_portfolio_input *in, unsigned set)
{
    size_t n = in->n;
    for (size_t i = 0; i < n; i++) {
        if (!(set >> i & 1)) {
            if (in->fixed[i]) {
                return 0;
            }
            continue;
        }
        for (size_t j = 0; j < n; j++) {
            if ((in->depends[i * n + j] && !(set >> j & 1)) || (in->excludes[i * n + j] && (set >> j & 1))) {
                return 0;
            }
        }
    }
    return 1;
}

static void sums(const koh_portfolio_input *in, unsigned long long set, double *value, double *cost)
{
    *value = *cost = 0;
    for (size_t i = 0; i < in->n; i++) {
        *value += (set >> i & 1) ? in->value[i] : 0;
        *cost += (set >> i & 1) ? in->cost[i] : 0;
    }
}

static void brute_force_agrees(void **state)
{
    (void) state;
    unsigned long long seed = 4711;
    int solved = 0, unsolved = 0;
    for (int round = 0; round < 150; round++) {
        draw d;
        koh_portfolio_point point = { -7, -7, 77 }, points[512];
        size_t n_points = 0;
        make(&seed, 3 + (size_t) round % 13, &d);
        double best = -INFINITY, value, cost;
        for (unsigned set = 0; set < 1u << d.input.n; set++) {
            sums(&d.input, set, &value, &cost);
            if (cost <= d.input.budget && value > best && is_feasible(&d.input, set)) {
                best = value;
            }
        }
        koh_status status = koh_portfolio_solve(&d.input, NULL, &point);
        if (isinf(best)) {
            assert_int_equal(status, KOH_ENOSOLUTION);
            assert_true(point.cost == -7 && point.set == 77);
            unsolved++;
            continue;
        }
        assert_int_equal(status, KOH_OK);
        assert_true(is_feasible(&d.input, (unsigned) point.set));
        sums(&d.input, point.set, &value, &cost);
        assert_true(fabs(point.value - best) < 1e-9 && fabs(value - best) < 1e-9 && fabs(cost - point.cost) < 1e-9);
        assert_true(cost <= d.input.budget);
        assert_int_equal(koh_portfolio_frontier(&d.input, 512, NULL, points, &n_points), KOH_OK);
        assert_true(n_points > 0 && n_points <= 512);
        assert_true(fabs(points[n_points - 1].value - best) < 1e-9);
        for (unsigned set = 0; set < 1u << d.input.n; set++) { /* no choice beats the frontier at its own cost */
            sums(&d.input, set, &value, &cost);
            if (cost <= d.input.budget && is_feasible(&d.input, set)) {
                size_t k = n_points;
                while (points[k - 1].cost > cost + 1e-9) {
                    k--;
                    assert_true(k > 0);
                }
                assert_true(points[k - 1].value >= value - 1e-9);
            }
        }
        for (size_t k = 0; k < n_points; k++) {
            assert_true(is_feasible(&d.input, (unsigned) points[k].set));
            assert_true(k == 0 || (points[k].cost > points[k - 1].cost && points[k].value > points[k - 1].value));
        }
        solved++;
    }
    assert_true(solved > 60 && unsolved > 10);
}

static void ties_have_a_rule(void **state)
{
    (void) state;
    const double value[] = { 5, 5, 5, 10, 0 }, cost[] = { 3, 3, 3, 6, 0 };
    koh_portfolio_input input = { 3, value, cost, 7, NULL, NULL, NULL };
    koh_portfolio_point point;
    assert_int_equal(koh_portfolio_solve(&input, NULL, &point), KOH_OK);
    assert_true(point.set == 3 && point.value == 10 && point.cost == 6); /* the first two */
    input.n = 5;
    assert_int_equal(koh_portfolio_solve(&input, NULL, &point), KOH_OK);
    assert_true(point.set == 8); /* one measure rather than two; what is worth nothing is left */
}

/* Costs that add up to the budget in decimals are within it. */
static void a_budget_is_met_in_decimals(void **state)
{
    (void) state;
    const double value[] = { 1, 1, 1 }, cost[] = { 0.1, 0.2, 0.3 };
    const koh_portfolio_input input = { 3, value, cost, 0.6, NULL, NULL, NULL };
    koh_portfolio_point point;
    assert_int_equal(koh_portfolio_solve(&input, NULL, &point), KOH_OK);
    assert_true(point.set == 7);
}

static void bad_choices_are_refused(void **state)
{
    (void) state;
    const double value[] = { 1, NAN }, cost[] = { -1, 2 };
    koh_portfolio_input input = { 1, value, cost, 6, NULL, NULL, NULL };
    koh_portfolio_point point = { 7, 7, 7 };
    size_t n = 7;
    koh_error error;
    assert_int_equal(koh_portfolio_solve(&input, &error, &point), KOH_EDOMAIN);
    input = (koh_portfolio_input){ 2, value, value, 6, NULL, NULL, NULL };
    assert_int_equal(koh_portfolio_solve(&input, &error, &point), KOH_EDOMAIN);
    input = (koh_portfolio_input){ 1, value, value, NAN, NULL, NULL, NULL };
    assert_int_equal(koh_portfolio_frontier(&input, 1, &error, &point, &n), KOH_EDOMAIN);
    input = (koh_portfolio_input){ KOH_MEASURES_MAX + 1, value, value, 1, NULL, NULL, NULL };
    assert_int_equal(koh_portfolio_solve(&input, &error, &point), KOH_ELIMIT);
    assert_true(point.cost == 7 && n == 7);
}

/* Forty measures within a second: random ones with links, all alike, and those worth what they cost. */
static void forty_measures(void **state)
{
    (void) state;
    enum { N = 40 };
    static unsigned char depends[N * N], excludes[N * N];
    double value[N], cost[N], total = 0;
    unsigned long long seed = 99;
    koh_portfolio_point point;
    for (size_t i = 0; i < N; i++) {
        cost[i] = 1e6 * (0.1 + next(&seed));
        value[i] = 1.1 * cost[i] + 2e5 * next(&seed);
        total += cost[i];
        if (i % 5 == 4) {
            depends[i * N + i - 2] = 1;
            excludes[i * N + i - 1] = 1;
        }
    }
    clock_t start = clock();
    koh_portfolio_input input = { N, value, cost, total / 2, depends, excludes, NULL };
    assert_int_equal(koh_portfolio_solve(&input, NULL, &point), KOH_OK);
    input.depends = input.excludes = NULL;
    input.value = cost;
    assert_int_equal(koh_portfolio_solve(&input, NULL, &point), KOH_OK);
    assert_true(point.value <= total / 2 * (1 + 1e-12) && point.value > total / 2 - 1);
    for (size_t i = 0; i < N; i++) {
        value[i] = 7.3;
    }
    input.value = input.cost = value;
    input.budget = 7.3 * 16.5;
    assert_int_equal(koh_portfolio_solve(&input, NULL, &point), KOH_OK);
    assert_true(point.set == 0xffff);
    print_message("forty measures, three ways: %.0f ms\n", 1e3 * (double) (clock() - start) / CLOCKS_PER_SEC);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(brute_force_agrees),
        cmocka_unit_test(ties_have_a_rule),
        cmocka_unit_test(a_budget_is_met_in_decimals),
        cmocka_unit_test(bad_choices_are_refused),
        cmocka_unit_test(forty_measures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
