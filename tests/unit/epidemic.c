/* The weeks of an epidemic: what the curve promises, against sums by plain code, and what is refused. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "kohort/epidemic.h"

enum { MOST = 60 };
#define MET 2e-9 /* share: what the header promises, and a sum's rounding */

/* The most that `window` consecutive weeks hold, by trying all. */
static double most_within(size_t n, const double *share, size_t window)
{
    double most = 0;
    for (size_t from = 0; from + window <= n; from++) {
        double sum = 0;
        for (size_t w = from; w < from + window; w++) {
            sum += share[w];
        }
        most = fmax(most, sum);
    }
    return most;
}

static void check_curve(const koh_epidemic *e)
{
    double share[MOST], sum = 0;
    koh_error error = { 0 };
    if (koh_epidemic_curve(e, &error, share) != KOH_OK) {
        fail_msg("%s", error.message);
    }
    for (size_t w = 0; w < e->n_weeks; w++) {
        sum += share[w];
        assert_true(share[w] >= 0 && share[w] <= share[e->peak]);
    }
    KOH_ASSERT_NEAR(sum, 1, 1e-12);
    KOH_ASSERT_NEAR(share[e->peak], e->share_peak, MET);
    KOH_ASSERT_NEAR(most_within(e->n_weeks, share, e->window), e->share_window, MET);
}

static void the_national_plan_is_met(void **state)
{
    (void) state;
    const koh_epidemic e = koh_epidemic_defaults();
    assert_true(e.share_peak == 0.2 && e.share_window == 0.9 && e.window == 8 && e.n_weeks == 26);
    check_curve(&e);
}

static void other_waves_are_met(void **state)
{
    (void) state;
    const koh_epidemic waves[] = { { 17, 5, 0.237, 6, 0.871 },
                                   { 52, 30, 0.113, 12, 0.873 },
                                   { 9, 0, 0.431, 3, 0.7913 },
                                   { 14, 13, 0.327, 5, 0.853 } };
    for (size_t i = 0; i < sizeof waves / sizeof waves[0]; i++) {
        check_curve(&waves[i]);
    }
}

static void impossible_waves_are_refused(void **state)
{
    (void) state;
    const koh_epidemic waves[] = {
        { 2, 0, 0.6, 2, 1 },     { 26, 26, 0.2, 8, 0.9 }, { 26, 8, 0.03, 8, 0.9 }, { 26, 8, 1.2, 8, 0.9 },
        { 26, 8, 0.2, 27, 0.9 }, { 26, 8, 0.2, 1, 0.9 },  { 26, 8, 0.2, 8, 1.2 },  { 26, 8, 0.2, 4, 0.9 },
        { 26, 8, 0.2, 8, 0.25 }, { 26, 8, NAN, 8, 0.9 },  { 26, 8, 0.2, 8, NAN },
    };
    for (size_t i = 0; i < sizeof waves / sizeof waves[0]; i++) {
        double share[MOST] = { -7 };
        koh_error error = { 0 };
        assert_int_equal(koh_epidemic_curve(&waves[i], &error, share), KOH_EDOMAIN);
        assert_true(share[0] == -7 && strlen(error.message) > 10);
    }
}

static void everybody_is_away_for_the_stated_time(void **state)
{
    (void) state;
    const double fresh[] = { 0.1, 0.37, 0.2, 0.08, 0, 0, 0, 0 };
    double away[8], sum = 0;
    koh_epidemic_away(8, fresh, 1, away);
    for (size_t w = 0; w < 8; w++) {
        assert_true(away[w] == fresh[w]);
    }
    koh_epidemic_away(8, fresh, 2.4, away);
    KOH_ASSERT_NEAR(away[2], 0.2 + 0.37 + 0.4 * 0.1, 1e-15);
    for (size_t w = 0; w < 8; w++) {
        sum += away[w];
    }
    KOH_ASSERT_NEAR(sum, 2.4 * 0.75, 1e-14);
    koh_epidemic_away(8, fresh, 0, away);
    assert_true(away[1] == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_national_plan_is_met),
        cmocka_unit_test(other_waves_are_met),
        cmocka_unit_test(impossible_waves_are_refused),
        cmocka_unit_test(everybody_is_away_for_the_stated_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
