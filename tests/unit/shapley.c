/* Shapley values against the mean over every order of the changes, and what must hold of them. */
#include "test.h"

#include <math.h>

#include "draw.h"
#include "kohort/shapley.h"

enum { MOST = 8, SETS = 1 << MOST };
#define ROUNDING 1e-12 /* of values of some hundreds */

/* Adds what each change brings in every order that begins with the set; returns the number of orders. */
static size_t all_orders(size_t n, const double *value, size_t set, double *brought, size_t rest)
{
    size_t orders = 0;
    for (size_t i = 0; i < n; i++) {
        if ((set >> i & 1) == 0) {
            size_t after = all_orders(n, value, set | (size_t) 1 << i, brought, rest - 1);
            brought[i] += (double) after * (value[set | (size_t) 1 << i] - value[set]);
            orders += after;
        }
    }
    return rest == 0 ? 1 : orders;
}

/* The same by walking through single orders, n! of them. */
static void one_order(size_t n, const double *value, size_t *order, size_t at, double *brought, size_t *orders)
{
    if (at == n) {
        size_t set = 0;
        for (size_t i = 0; i < n; i++) {
            brought[order[i]] += value[set | (size_t) 1 << order[i]] - value[set];
            set |= (size_t) 1 << order[i];
        }
        ++*orders;
        return;
    }
    for (size_t i = at; i < n; i++) {
        size_t kept = order[at];
        order[at] = order[i];
        order[i] = kept;
        one_order(n, value, order, at + 1, brought, orders);
        order[i] = order[at];
        order[at] = kept;
    }
}

static void the_mean_over_all_orders(void **state)
{
    (void) state;
    uint64_t chance = 41;
    for (size_t n = 1; n <= MOST; n++) {
        double value[SETS], share[MOST], brought[MOST] = { 0 }, again[MOST] = { 0 }, sum = 0;
        size_t order[MOST] = { 0, 1, 2, 3, 4, 5, 6, 7 }, orders = 0;
        for (size_t set = 0; set < (size_t) 1 << n; set++) {
            value[set] = draw(&chance, -300, 500);
        }
        assert_int_equal(koh_shapley_compute(n, value, NULL, share), KOH_OK);
        one_order(n, value, order, 0, brought, &orders);
        assert_int_equal(all_orders(n, value, 0, again, n), orders);
        for (size_t i = 0; i < n; i++) {
            assert_true(fabs(share[i] - brought[i] / (double) orders) <= 500 * ROUNDING);
            sum += share[i];
        }
        assert_true(fabs(sum - (value[((size_t) 1 << n) - 1] - value[0])) <= 500 * ROUNDING);
    }
}

static void known_games(void **state)
{
    (void) state;
    double share[3];
    /* the glove market (Shapley & Shubik 1969): one left glove, two right ones; only a pair is worth anything */
    const double gloves[] = { 0, 0, 0, 1, 0, 1, 0, 1 };
    assert_int_equal(koh_shapley_compute(3, gloves, NULL, share), KOH_OK);
    KOH_ASSERT_NEAR(share[0], 2.0 / 3, 1e-14);
    KOH_ASSERT_NEAR(share[1], 1.0 / 6, 1e-14);
    KOH_ASSERT_NEAR(share[2], 1.0 / 6, 1e-14);
    /* what adds up is shared as it is; a change that does nothing has nothing */
    const double sums[] = { 7, 9.5, 7, 9.5, 3.25, 5.75, 3.25, 5.75 };
    assert_int_equal(koh_shapley_compute(3, sums, NULL, share), KOH_OK);
    KOH_ASSERT_NEAR(share[0], 2.5, 1e-14);
    assert_true(share[1] == 0);
    KOH_ASSERT_NEAR(share[2], -3.75, 1e-14);
}

static void the_ends(void **state)
{
    (void) state;
    const double one[] = { 2.5, 6.25 }, unknown[] = { 2.5, NAN };
    double share[1] = { -9 };
    koh_error error = { 0 };
    assert_int_equal(koh_shapley_compute(0, one, NULL, share), KOH_OK);
    assert_true(share[0] == -9);
    assert_int_equal(koh_shapley_compute(KOH_SHAPLEY_MAX + 1, one, &error, share), KOH_EDOMAIN);
    assert_true(share[0] == -9 && error.message[0] != '\0');
    assert_int_equal(koh_shapley_compute(1, one, NULL, share), KOH_OK);
    assert_true(share[0] == 3.75);
    assert_int_equal(koh_shapley_compute(1, unknown, NULL, share), KOH_OK);
    assert_true(isnan(share[0]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_mean_over_all_orders),
        cmocka_unit_test(known_games),
        cmocka_unit_test(the_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
