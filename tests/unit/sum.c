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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_terms_are_kept),
        cmocka_unit_test(every_lane_is_joined_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
