/* Every set of bands partitions the ages, and its labels say what its limits are. */
#include "test.h"

#include <stdio.h>

#include "kohort/age_band.h"

static void every_set_is_a_partition(void **state)
{
    (void) state;
    for (koh_band_set set = KOH_BANDS_PLANNER; set <= KOH_BANDS_COST; set++) {
        const koh_age_bands *bands = koh_age_bands_get(set);
        double value[106];
        double whole = 0;
        for (int age = 0; age < 106; age++) {
            value[age] = 1.5 + age * 0.25;
            whole += value[age];
        }
        assert_int_equal(bands->from[0], 0);
        double parts = 0;
        for (size_t i = 0; i < bands->n; i++) {
            char label[16];
            int to = i + 1 < bands->n ? bands->from[i + 1] - 1 : -1;
            (void) snprintf(label, sizeof label, to < 0 ? "%d+" : "%d-%d", bands->from[i], to);
            assert_string_equal(label, bands->labels[i]);
            assert_int_equal(koh_age_band_of(bands, bands->from[i]), i);
            assert_int_equal(koh_age_band_of(bands, to < 0 ? 119 : to), i);
            parts += koh_age_sum(106, value, bands->from[i], to);
        }
        KOH_ASSERT_NEAR(parts, whole, 1e-14);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_set_is_a_partition) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
