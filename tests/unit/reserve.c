/* Reserves: persons conserved, nothing overfilled, the worst loss found as by trying each. */
#include "test.h"

#include <math.h>

#include "draw.h"
#include "kohort/reserve.h"

enum { UNITS = 7 };

static double least(double a, double b)
{
    return a < b ? a : b;
}

/* How many find a place at most: of each group in its own places, and the rest in what is left, by sums. */
static double placed_by_sums(const koh_refuge *r)
{
    double free_in[3] = { 0 }, seeking[3] = { 0 }, placed = 0, rest = 0, left = 0;
    for (size_t i = 0; i < r->n; i++) {
        free_in[r->group[i]] += r->lost[i] || r->places[i] < r->occupied[i] ? 0 : r->places[i] - r->occupied[i];
        seeking[r->group[i]] += r->lost[i] ? r->occupied[i] : 0;
    }
    for (size_t g = 0; g < 3; g++) {
        double here = least(free_in[g], seeking[g]);
        placed += here;
        rest += seeking[g] - here;
        left += free_in[g] - here;
    }
    return placed + least(rest, left);
}

static void nobody_is_lost_and_nothing_overfilled(void **state)
{
    (void) state;
    static const size_t groups[UNITS] = { 0, 0, 1, 1, 2, 0, 2 };
    uint64_t chance = 17;
    for (int round = 0; round < 200; round++) {
        double places[UNITS], occupied[UNITS], in[UNITS], unplaced[UNITS], moved = 0, without = 0, lived = 0;
        int lost[UNITS];
        for (size_t i = 0; i < UNITS; i++) {
            places[i] = draw(&chance, 3, 23);
            occupied[i] = places[i] * draw(&chance, 0, 1.1);
            lost[i] = draw(&chance, 0, 1) < 0.3;
            lived += lost[i] ? occupied[i] : 0;
        }
        const koh_refuge r = { UNITS, places, occupied, groups, lost };
        assert_int_equal(koh_refuge_compute(&r, NULL, in, unplaced), KOH_OK);
        for (size_t i = 0; i < UNITS; i++) {
            moved += in[i];
            without += unplaced[i];
            assert_true(in[i] >= 0 && unplaced[i] >= 0);
            assert_true(lost[i] ? in[i] == 0 : unplaced[i] == 0);
            assert_true(in[i] == 0 || occupied[i] + in[i] <= places[i] + 1e-12);
        }
        assert_true(fabs(moved + without - lived) <= 1e-12 * (1 + lived));
        assert_true(fabs(moved - placed_by_sums(&r)) <= 1e-12 * (1 + lived));
    }
}

static void bad_numbers_are_refused(void **state)
{
    (void) state;
    const double good[] = { 3.7, 2.1 }, bad[] = { 3.7, -1 }, unknown[] = { NAN, 2 };
    const size_t groups[] = { 0, 0 };
    const int lost[] = { 1, 0 };
    double in[2] = { -5, -5 }, unplaced[2];
    assert_int_equal(koh_refuge_compute(&(koh_refuge){ 2, good, bad, groups, lost }, NULL, in, unplaced), KOH_EDOMAIN);
    assert_int_equal(koh_refuge_compute(&(koh_refuge){ 2, unknown, good, groups, lost }, NULL, in, unplaced),
                     KOH_EDOMAIN);
    assert_true(in[0] == -5);
}

static void the_worst_loss_is_the_largest(void **state)
{
    (void) state;
    const double size[] = { 4.5, 17.25, 9.125, 17.25 };
    double reserve[4];
    assert_int_equal(koh_reserve_n_minus_1(4, size, 33.5, reserve), 1);
    const double expected[] = { 10.125, -2.625, 5.5, -2.625 };
    for (size_t i = 0; i < 4; i++) {
        assert_true(reserve[i] == expected[i]);
    }
    assert_int_equal(koh_reserve_n_minus_1(4, size, NAN, reserve), (size_t) -1);
    assert_int_equal(koh_reserve_n_minus_1(0, NULL, 1, NULL), (size_t) -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_is_lost_and_nothing_overfilled),
        cmocka_unit_test(bad_numbers_are_refused),
        cmocka_unit_test(the_worst_loss_is_the_largest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
