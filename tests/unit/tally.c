/* Quantiles by counting against GSL's on sorted values, whatever the portions and their order; and the parallel loop.
 */
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

#include "num/parallel_priv.h"
#include "num/sample_priv.h"
#include "num/tally_priv.h"

enum { N = 3007 };

static const double orders[] = { 0, 0.05, 0.1, 0.25, 0.5, 0.731, 0.9, 0.95, 1 };
enum { ORDERS = sizeof orders / sizeof orders[0] };

/* One quantile alone. */
static double quantile_of(const koh_tally *tally, size_t quantity, double p)
{
    double quantile = -1;
    koh__tally_quantiles(tally, quantity, 1, &p, 1, &quantile);
    return quantile;
}

static void put_values(int32_t value[N], uint32_t draw, double mean, int32_t shift)
{
    koh_stream stream = koh__stream((koh_stream_id){ .seed = 31, .draw = draw }, 0);
    for (size_t i = 0; i < N; i++) {
        value[i] = koh__poisson(&stream, mean) - shift;
    }
}

static void check_quantiles(const koh_tally *tally, size_t quantity, size_t n, const int32_t *value)
{
    double sorted[2 * N];
    for (size_t i = 0; i < n; i++) {
        sorted[i] = value[i];
    }
    gsl_sort(sorted, 1, n);
    assert_int_equal(koh__tally_count(tally, quantity), n);
    double ascending[2 * ORDERS], mixed[ORDERS], some_order[ORDERS];
    for (size_t i = 0; i < ORDERS; i++) {
        some_order[i] = orders[(4 * i + 7) % ORDERS];
    }
    koh__tally_quantiles(tally, quantity, ORDERS, orders, 2, ascending);
    koh__tally_quantiles(tally, quantity, ORDERS, some_order, 1, mixed);
    for (size_t i = 0; i < ORDERS; i++) {
        const double expected = gsl_stats_quantile_from_sorted_data(sorted, 1, n, orders[i]);
        assert_true(fabs(ascending[2 * i] - expected) <= 1e-12 * (1 + fabs(expected)));
        assert_true(mixed[i] == ascending[2 * ((4 * i + 7) % ORDERS)]);
    }
}

static void quantiles_are_those_of_sorted_values(void **state)
{
    (void) state;
    int32_t value[N];
    koh_tally *tally = NULL;
    assert_int_equal(koh__tally_new(3, 200000, &tally), KOH_OK);
    assert_true(isnan(quantile_of(tally, 1, 0.5)));
    const double means[] = { 0.3, 37.1, 2311.9 };
    for (size_t q = 0; q < 3; q++) {
        put_values(value, (uint32_t) q, means[q], 40 * (int32_t) q);
        for (size_t i = 0; i < N; i += 211) { /* portions; the window grows on the way */
            assert_int_equal(koh__tally_add(tally, q, N - i < 211 ? N - i : 211, value + i), KOH_OK);
        }
        check_quantiles(tally, q, N, value);
    }
    koh__tally_clear(tally);
    assert_int_equal(koh__tally_count(tally, 1), 0);
    assert_int_equal(koh__tally_add(tally, 1, 0, value), KOH_OK);
    assert_int_equal(koh__tally_add(tally, 1, 1, (const int32_t[]){ INT32_MIN }), KOH_OK);
    assert_true(quantile_of(tally, 1, 0.37) == INT32_MIN);
    put_values(value, 5, 610.3, 0); /* on bins that have counted others */
    assert_int_equal(koh__tally_add(tally, 2, N, value), KOH_OK);
    check_quantiles(tally, 2, N, value);
    koh__tally_free(tally);
}

static void merged_counts_are_counts_of_all(void **state)
{
    (void) state;
    int32_t value[2 * N];
    koh_tally *first = NULL, *second = NULL;
    assert_int_equal(koh__tally_new(2, 4000, &first), KOH_OK);
    assert_int_equal(koh__tally_new(2, 4000, &second), KOH_OK);
    put_values(value, 8, 150.3, 0); /* many values are in both */
    put_values(value + N, 9, 170.4, 0);
    assert_int_equal(koh__tally_add(first, 1, N, value), KOH_OK);
    assert_int_equal(koh__tally_add(second, 1, N, value + N), KOH_OK);
    assert_int_equal(koh__tally_merge(first, second), KOH_OK);
    check_quantiles(first, 1, 2 * N, value);
    assert_int_equal(koh__tally_count(first, 0), 0);
    koh__tally_free(first);
    koh__tally_free(second);
}

static void a_full_store_says_so(void **state)
{
    (void) state;
    koh_tally *tally = NULL, *other = NULL;
    assert_int_equal(koh__tally_new(1, 100, &tally), KOH_OK);
    assert_int_equal(koh__tally_new(1, 400, &other), KOH_OK);
    assert_int_equal(koh__tally_add(tally, 0, 3, (const int32_t[]){ 4, 9, 5 }), KOH_OK);
    assert_int_equal(koh__tally_add(tally, 0, 2, (const int32_t[]){ 4, 200 }), KOH_ELIMIT);
    assert_int_equal(koh__tally_add(tally, 0, 1, (const int32_t[]){ INT32_MAX }), KOH_ELIMIT);
    assert_int_equal(koh__tally_count(tally, 0), 3);
    assert_true(quantile_of(tally, 0, 0.5) == 5);
    assert_int_equal(koh__tally_add(other, 0, 1, (const int32_t[]){ 1000 }), KOH_OK);
    assert_int_equal(koh__tally_merge(tally, other), KOH_ELIMIT);
    assert_int_equal(koh__tally_count(tally, 0), 3);
    koh__tally_free(tally);
    koh__tally_free(other);
    koh__tally_free(NULL);
}

enum { TASKS = 97, THREADS = 4 };

typedef struct task_log {
    int runs[TASKS];
    size_t thread[TASKS];
} task_log;

static void note(void *context, size_t task, size_t thread)
{
    task_log *runs = context;
    runs->runs[task]++;
    runs->thread[task] = thread;
}

static void every_task_runs_once(void **state)
{
    (void) state;
    for (size_t threads = 1; threads <= THREADS; threads++) {
        task_log runs = { { 0 }, { 0 } };
        koh__parallel(TASKS, threads, note, &runs);
        for (size_t task = 0; task < TASKS; task++) {
            assert_int_equal(runs.runs[task], 1);
            assert_true(runs.thread[task] < threads);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_are_those_of_sorted_values),
        cmocka_unit_test(merged_counts_are_counts_of_all),
        cmocka_unit_test(a_full_store_says_so),
        cmocka_unit_test(every_task_runs_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
