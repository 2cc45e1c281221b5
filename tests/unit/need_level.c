/* Drift between levels: what is refused, users conserved, a fixed point, nobody drifting. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "kohort/need_level.h"

enum { N = 3 };

static const double drift[N * N] = { 0.913, 0.074, 0.013, 0.021, 0.896, 0.083, 0, 0.037, 0.963 };

static void users_are_conserved(void **state)
{
    (void) state;
    double now[N] = { 31.7, 22.3, 11.9 }, next[N];
    for (int year = 0; year < 40; year++) {
        koh_transition_step(N, drift, now, next);
        KOH_ASSERT_NEAR(next[0] + next[1] + next[2], 31.7 + 22.3 + 11.9, 1e-13);
        memcpy(now, next, sizeof now);
    }
    /* one step by hand */
    const double from[N] = { 31.7, 22.3, 11.9 };
    koh_transition_step(N, drift, from, next);
    KOH_ASSERT_NEAR(next[0], 31.7 * 0.913 + 22.3 * 0.021, 1e-14);
    KOH_ASSERT_NEAR(next[1], 31.7 * 0.074 + 22.3 * 0.896 + 11.9 * 0.037, 1e-14);
}

static void the_mix_goes_to_the_chain_s_own(void **state)
{
    (void) state;
    double now[N] = { 1, 0, 0 }, next[N];
    for (int year = 0; year < 5000; year++) {
        koh_transition_step(N, drift, now, next);
        memcpy(now, next, sizeof now);
    }
    /* what leaves each level comes back to it: pi = pi M, solved by hand from the balance of levels 0 and 2 */
    KOH_ASSERT_NEAR(now[0] * (0.074 + 0.013), now[1] * 0.021, 1e-10);
    KOH_ASSERT_NEAR(now[2] * 0.037, now[0] * 0.013 + now[1] * 0.083, 1e-10);
}

static void nobody_drifts_to_the_last_bit(void **state)
{
    (void) state;
    const double still[N * N] = { 1, 0, 0, 0, 1, 0, 0, 0, 1 }, from[N] = { 0.4061, 0.3917, 0.2022 };
    double to[N];
    koh_transition_step(N, still, from, to);
    assert_memory_equal(from, to, sizeof from);
}

static void lost_users_are_refused(void **state)
{
    (void) state;
    koh_error error = { 0 };
    double bad[N * N];
    memcpy(bad, drift, sizeof bad);
    assert_int_equal(koh_transition_check(N, bad, &error), KOH_OK);
    bad[4] = 0.895;
    assert_int_equal(koh_transition_check(N, bad, &error), KOH_EDOMAIN);
    assert_non_null(strstr(error.message, "row 1 sums to 0.999"));
    bad[4] = NAN;
    assert_int_equal(koh_transition_check(N, bad, &error), KOH_EDOMAIN);
    bad[4] = 0.896;
    bad[6] = -0.001;
    bad[8] = 0.964;
    assert_int_equal(koh_transition_check(N, bad, &error), KOH_EDOMAIN);
    assert_non_null(strstr(error.message, "row 2 has a chance of -0.001"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(users_are_conserved),
        cmocka_unit_test(the_mix_goes_to_the_chain_s_own),
        cmocka_unit_test(nobody_drifts_to_the_last_bit),
        cmocka_unit_test(lost_users_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
