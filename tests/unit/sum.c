/* Small terms survive among large ones, and lanes join to the sum of their values. */
#include "test.h"

#include "num/sum_priv.h"

static void small_terms_are_kept(void **state)
{
    (void) state;
    const double swing[] = { 1, 1e100, 1, -1e100 };
    assert_true(koh__sum(4, swing) == 2);
    assert_true(koh__sum(0, swing) == 0);
    koh_sum sum = { 0 };
    koh__sum_add(&sum, 1e16);
    for (int i = 0; i < 1000; i++) {
        koh__sum_add(&sum, 1);
    }
    assert_true(koh__sum_value(&sum) == 1e16 + 1000);
}

static void every_lane_is_joined_once(void **state)
{
    (void) state;
    for (int k = 0; k < KOH_LANES; k++) {
        double lane[KOH_LANES] = { 0 };
        lane[k] = 3;
        assert_true(koh__lanes_join(lane) == 3);
    }
}

static void rounding_is_no_difference(void **state)
{
    (void) state;
    const double part[] = { 0.1, 0.2, 0.3 };
    double up = 0, down = 0;
    for (size_t i = 0; i < 3; i++) {
        up += part[i];
        down += part[2 - i];
    }
    assert_true(up != down);
    assert_true(koh__difference(3, up - down, up) == 0 && koh__difference(3, down - up, up) == 0);
    assert_true(koh__difference(3, up - down, 0) == up - down); /* of nothing that large */
    assert_true(koh__difference(3, 1e-9, 78) == 1e-9 && koh__difference(3, -1e-9, -78) == -1e-9);
    assert_true(koh__difference(3, 1e-15, 1e-9) == 1e-15); /* nor of a small sum */
    assert_true(koh__difference(3, 0, 0) == 0 && isnan(koh__difference(3, (double) NAN, 78)));
    assert_true(isnan(koh__difference(3, up - (double) NAN, (double) NAN)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_terms_are_kept),
        cmocka_unit_test(every_lane_is_joined_once),
        cmocka_unit_test(rounding_is_no_difference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
