/* Alone and together: the load is the sum, places are the fewest by Erlang's own formula, and sharing helps. */
#include "test.h"

#include <math.h>

#include "draw.h"
#include "kohort/pool.h"
#include "kohort/queue.h"

enum { MUNICIPALITIES = 5 };

/* The fewest places by trying one after the other. */
static size_t fewest(double load, double level)
{
    size_t n = 0;
    while (load > 0 && (n == 0 || koh_erlang_c(n, load) > level)) {
        n++;
    }
    return n;
}

static void together_is_the_sum_of_the_loads(void **state)
{
    (void) state;
    uint64_t chance = 41;
    for (int round = 0; round < 200; round++) {
        double loads[MUNICIPALITIES], sum = 0;
        size_t alone[MUNICIPALITIES], places = 0;
        koh_pool pool;
        const double level = draw(&chance, 0.005, 0.3);
        for (size_t i = 0; i < MUNICIPALITIES; i++) {
            loads[i] = i == 3 && round % 4 == 0 ? 0 : draw(&chance, 0.3, 40);
            sum += loads[i];
        }
        assert_int_equal(koh_pool_compute(MUNICIPALITIES, loads, level, NULL, alone, &pool), KOH_OK);
        for (size_t i = 0; i < MUNICIPALITIES; i++) {
            assert_int_equal(alone[i], fewest(loads[i], level));
            places += alone[i];
        }
        assert_true(pool.load == sum);
        assert_int_equal(pool.places_alone, places);
        assert_int_equal(pool.places_together, fewest(sum, level));
        assert_true(pool.places_together <= places);
    }
}

/* One alone gains nothing; two of 4 persons each at 10 per cent: 8 places alone each, 13 together (tables of Erlang).
 */
static void by_hand(void **state)
{
    (void) state;
    const double four[] = { 4, 4 };
    size_t alone[2];
    koh_pool pool;
    assert_int_equal(koh_pool_compute(1, four, 0.1, NULL, alone, &pool), KOH_OK);
    assert_int_equal(pool.places_together, pool.places_alone);
    assert_int_equal(koh_pool_compute(2, four, 0.1, NULL, alone, &pool), KOH_OK);
    /* C(8, 4) = 0.0590, C(7, 4) = 0.1351; C(13, 8) = 0.0760, C(12, 8) = 0.1398 */
    assert_int_equal(alone[0], 8);
    assert_int_equal(pool.places_alone, 16);
    assert_int_equal(pool.places_together, 13);
}

static void bad_loads(void **state)
{
    (void) state;
    const double bad[] = { 3, -1 };
    size_t alone[2] = { 7, 7 };
    koh_pool pool = { 1, 2, 3 };
    assert_int_equal(koh_pool_compute(2, bad, 0.1, NULL, alone, &pool), KOH_EDOMAIN);
    assert_int_equal(koh_pool_compute(1, bad, 1.5, NULL, alone, &pool), KOH_EDOMAIN);
    assert_true(alone[0] == 7 && pool.places_alone == 1 && pool.load == 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(together_is_the_sum_of_the_loads),
        cmocka_unit_test(by_hand),
        cmocka_unit_test(bad_loads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
