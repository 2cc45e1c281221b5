/* The queues' slow obvious twin: the balance equations of the birth-death process, state by state.
 *
 * arrivals p_k = p_{k+1} (min(k + 1, n)/stay + max(k + 1 - n, 0)/patience), in long doubles scaled as they grow. */
#include "test.h"

#include <math.h>

#include "draw.h"
#include "kohort/queue.h"

typedef struct twin_state {
    long double busy, wait, waiting;
} twin_state;

static twin_state balance(const koh_queue *q)
{
    long double n = (long double) q->n_places, mu = 1 / (long double) q->years_stay;
    long double theta = isinf(q->years_patience) ? 0 : 1 / (long double) q->years_patience;
    long double p = 1, sum = 1, busy = 0, wait = 0, waiting = 0;
    for (long double k = 1; k <= n + 1 || p > 1e-24L * waiting; k += 1) {
        p *= q->rate_arrivals / (fminl(k, n) * mu + fmaxl(k - n, 0) * theta);
        sum += p;
        busy += p * fminl(k, n);
        wait += k >= n ? p : 0;
        waiting += k > n ? p * (k - n) : 0;
        if (sum > 1e1000L) {
            p *= 1e-1000L;
            sum *= 1e-1000L;
            busy *= 1e-1000L;
            wait *= 1e-1000L;
            waiting *= 1e-1000L;
        }
    }
    return (twin_state){ busy / sum, wait / sum, waiting / sum };
}

static void compare(const koh_queue *q)
{
    koh_queue_state s;
    assert_int_equal(koh_queue_solve(q, NULL, &s), KOH_OK);
    twin_state t = balance(q);
    KOH_ASSERT_NEAR(s.occupancy, (double) (t.busy / q->n_places), 1e-11);
    KOH_ASSERT_NEAR(s.prob_wait, (double) t.wait, 1e-11);
    KOH_ASSERT_NEAR(s.n_waiting, (double) t.waiting, 1e-11);
    KOH_ASSERT_NEAR(s.years_wait, (double) (t.waiting / q->rate_arrivals), 1e-11);
}

static void patient_queues_agree(void **state)
{
    (void) state;
    uint64_t seed = 20260713;
    for (int i = 0; i < 400; i++) {
        koh_queue q = { .n_places = 1 + (size_t) (300 * pow(draw(&seed, 0, 1), 2)),
                        .years_stay = 0.1 + 4 * draw(&seed, 0, 1) };
        q.rate_arrivals = (double) q.n_places / q.years_stay * (0.4 + 1.2 * draw(&seed, 0, 1));
        q.years_patience = q.years_stay * pow(10, 4 * draw(&seed, 0, 1) - 3);
        compare(&q);
    }
}

static void endless_queues_agree(void **state)
{
    (void) state;
    uint64_t seed = 20260714;
    for (int i = 0; i < 200; i++) {
        koh_queue q = { .n_places = 1 + (size_t) (200 * draw(&seed, 0, 1)), .years_stay = 0.1 + 4 * draw(&seed, 0, 1) };
        q.rate_arrivals = (double) q.n_places / q.years_stay * (0.3 + 0.65 * draw(&seed, 0, 1));
        q.years_patience = INFINITY;
        compare(&q);
    }
}

static void large_queues_agree(void **state)
{
    (void) state;
    const double load[] = { 0.93, 0.99, 1, 1.001, 1.3, 4.7 };
    const double patience[] = { 0.0173, 1.31, 83.7 };
    for (int i = 0; i < 18; i++) {
        koh_queue q = { .n_places = 5000, .years_stay = 1.7, .years_patience = 1.7 * patience[i % 3] };
        q.rate_arrivals = load[i / 3] * 5000 / 1.7;
        compare(&q);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patient_queues_agree),
        cmocka_unit_test(endless_queues_agree),
        cmocka_unit_test(large_queues_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
