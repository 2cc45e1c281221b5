/* Vacant posts against simulation and limits; the adoption of technology against its definition; every refusal. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "draw.h"
#include "kohort/adoption.h"
#include "kohort/vacancy.h"

#define ROUNDING 1e-13 /* of a few operations, relative */

/* Announcements until someone takes the post: applicants come in exponential gaps of a unit of time, one after the
 * other, and each takes the post or not. */
static void filling_is_that_of_simulation(void **state)
{
    (void) state;
    enum { POSTS = 60000 };
    const koh_announcement a = { 1.7, 0.35, 2.5 };
    koh_filling filling;
    uint64_t seed = 71;
    double months = 0, first = 0, in_year = 0;
    assert_int_equal(koh_vacancy_compute(&a, NULL, &filling), KOH_OK);
    for (int post = 0; post < POSTS; post++) {
        int rounds = 0, taken = 0;
        while (!taken) {
            rounds++;
            for (double at = -log(draw(&seed, 0, 1)); at < a.applicants; at -= log(draw(&seed, 0, 1))) {
                taken |= draw(&seed, 0, 1) < a.acceptance;
            }
        }
        months += rounds * a.months;
        first += rounds == 1;
    }
    assert_true(fabs(first / POSTS - filling.prob) < 4 * sqrt(0.25 / POSTS)); /* 4 standard errors at most */
    const double se = a.months * sqrt(1 - filling.prob) / filling.prob / sqrt(POSTS);
    assert_true(fabs(months / POSTS - filling.months) < 4 * se);
    for (int round = 0; round < 5; round++) { /* 2.5 months: not a whole number in a year, so by hand for 3 */
        in_year += pow(1 - filling.prob, round) * filling.prob;
    }
    koh_filling quarterly;
    assert_int_equal(koh_vacancy_compute(&(koh_announcement){ 1.7, 0.35, 2.4 }, NULL, &quarterly), KOH_OK);
    KOH_ASSERT_NEAR(quarterly.prob_a_year, in_year, 1e-12); /* five announcements of 2.4 months */
}

static void the_limits_of_filling(void **state)
{
    (void) state;
    koh_filling filling;
    assert_int_equal(koh_vacancy_compute(&(koh_announcement){ 0, 0.5, 2 }, NULL, &filling), KOH_OK);
    assert_true(filling.prob == 0 && isnan(filling.months) && filling.prob_a_year == 0);
    assert_int_equal(koh_vacancy_compute(&(koh_announcement){ 60, 0.9, 2.5 }, NULL, &filling), KOH_OK);
    KOH_ASSERT_NEAR(filling.prob, 1, ROUNDING);
    KOH_ASSERT_NEAR(filling.months, 2.5, ROUNDING);
    filling.prob = 7;
    koh_error error;
    const koh_announcement bad[] = { { -1, 0.5, 2 }, { NAN, 0.5, 2 }, { 2, 1.1, 2 }, { 2, -0.1, 2 },
                                     { 2, NAN, 2 },  { 2, 0.5, 0 },   { 2, 0.5, 61 } };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(koh_vacancy_compute(&bad[i], &error, &filling), KOH_EDOMAIN);
        assert_non_null(strstr(error.message, "vacancy"));
    }
    assert_true(filling.prob == 7);
}

static void adoption_is_a_tenth_and_nine_tenths_its_years_apart(void **state)
{
    (void) state;
    koh_adoption a = { 2031.3, 7.4, 0.62, 1 };
    assert_int_equal(koh_adoption_check(&a, NULL), KOH_OK);
    KOH_ASSERT_NEAR(koh_adoption_at(&a, 2031.3), 0.31, ROUNDING);
    KOH_ASSERT_NEAR(koh_adoption_at(&a, 2031.3 - 3.7), 0.062, 1e-12);
    KOH_ASSERT_NEAR(koh_adoption_at(&a, 2031.3 + 3.7), 0.558, 1e-12);
    assert_true(koh_adoption_at(&a, 2100) <= 0.62);
    a.coverage = 0.4;
    assert_true(koh_adoption_at(&a, 2100) == 0.4); /* the cap binds */
    KOH_ASSERT_NEAR(koh_adoption_at(&a, 2031.3), 0.31, ROUNDING);
    a.reach = 0;
    assert_true(koh_adoption_at(&a, 2100) == 0);
    koh_error error;
    const koh_adoption bad[] = { { 2030, 0, 0.5, 1 },   { 2030, NAN, 0.5, 1 },  { NAN, 5, 0.5, 1 },
                                 { 2030, 5, 1.1, 1 },   { 2030, 5, -0.1, 1 },   { 2030, 5, NAN, 1 },
                                 { 2030, 5, 0.5, 1.1 }, { 2030, 5, 0.5, -0.1 }, { 2030, 201, 0.5, 1 } };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(koh_adoption_check(&bad[i], &error), KOH_EDOMAIN);
    }
}

/* 100 users at 3 hours and 20 per cent less with it: 10 have it in the base year, 294 hours; 60 later, 264. */
static void what_is_saved(void **state)
{
    (void) state;
    KOH_ASSERT_NEAR(koh_adoption_saved(0.2, 0.6, 0.1), 30.0 / 294, 1e-12);
    assert_true(koh_adoption_saved(0.2, 0.37, 0.37) == 0 && koh_adoption_saved(0, 0.9, 0.1) == 0);
    assert_true(koh_adoption_saved(1, 1, 0) == 1 && koh_adoption_saved(0.2, 0.1, 0.6) < 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(filling_is_that_of_simulation),
        cmocka_unit_test(the_limits_of_filling),
        cmocka_unit_test(adoption_is_a_tenth_and_nine_tenths_its_years_apart),
        cmocka_unit_test(what_is_saved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
