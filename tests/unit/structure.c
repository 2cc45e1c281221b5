/* Staff by steps of unit size: exact at the boundaries, places conserved, merging never dearer, splitting never
 * cheaper. */
#include "test.h"

#include <math.h>

#include "draw.h"
#include "kohort/structure.h"

#define ROUNDING 1e-9 /* of sums of a few units */

static const koh_unit_staffing rule = {
    .places_per_post = 12, .least_posts = 1, .fte_per_post = 2.385, .fte_per_unit = 0.65
};

static void steps_are_exact_at_their_boundaries(void **state)
{
    (void) state;
    static const double cases[][2] = { { 0, 0 },      { 0.5, 1 }, { 1, 1 },  { 11.999, 1 },     { 12, 1 },
                                       { 12.001, 2 }, { 13, 2 },  { 24, 2 }, { 24 + 1e-10, 2 }, { 25, 3 } };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_true(koh_unit_posts(&rule, cases[i][0]) == cases[i][1]);
    }
    assert_true(isnan(koh_unit_posts(&rule, (double) NAN)));
    const koh_unit_staffing two = { .places_per_post = 7.5, .least_posts = 2, .fte_per_post = 1 };
    assert_true(koh_unit_posts(&two, 1) == 2 && koh_unit_posts(&two, 15) == 2 && koh_unit_posts(&two, 15.5) == 3);
    assert_true(koh_unit_efficient_size(&two) == 15 && koh_unit_efficient_size(&rule) == 12);
}

/* Places dealt one by one, the slow way. */
static koh_structure deal(const koh_unit_staffing *s, double places, size_t into)
{
    double unit[40] = { 0 };
    koh_structure sum = { 0 };
    for (size_t i = 0; (double) (i + 1) <= places; i++) {
        unit[i % into]++;
    }
    unit[into - 1] += places - floor(places);
    for (size_t i = 0; i < into; i++) {
        if (unit[i] > 0) {
            double posts = s->least_posts;
            while (posts * s->places_per_post < unit[i] - ROUNDING) {
                posts++;
            }
            sum.units++;
            sum.places += unit[i];
            sum.posts += posts;
            sum.fte += posts * s->fte_per_post + s->fte_per_unit;
        }
    }
    return sum;
}

static void splitting_is_dealing_places(void **state)
{
    (void) state;
    uint64_t chance = 5;
    for (int round = 0; round < 500; round++) {
        const double places = floor(draw(&chance, 0, 90)) + (round % 4 == 0 ? 0.25 : 0);
        const size_t into = 1 + (size_t) (draw(&chance, 0, 39));
        koh_structure sum = { 0 };
        koh_structure_add(&rule, places, into, &sum);
        const koh_structure slow = deal(&rule, places, into);
        assert_true(sum.units == slow.units && sum.posts == slow.posts);
        assert_true(fabs(sum.places - places) <= ROUNDING * (1 + places));
        assert_true(fabs(sum.fte - slow.fte) <= ROUNDING * (1 + slow.fte));
    }
}

static void merging_is_never_dearer(void **state)
{
    (void) state;
    uint64_t chance = 9;
    for (int round = 0; round < 500; round++) {
        const double a = draw(&chance, 0, 60), b = draw(&chance, 0, 60);
        koh_structure apart = { 0 }, together = { 0 };
        koh_structure_add(&rule, a, 1, &apart);
        koh_structure_add(&rule, b, 1, &apart);
        koh_structure_add(&rule, a + b, 1, &together);
        assert_true(together.posts <= apart.posts && together.fte <= apart.fte);
        assert_true(together.fte >= apart.fte - rule.fte_per_post - rule.fte_per_unit - ROUNDING);
    }
}

static void refused(void **state)
{
    (void) state;
    koh_error error;
    const koh_unit_staffing bad[] = {
        { 0, 1, 1, 1 },   { -3, 1, 1, 1 },  { (double) NAN, 1, 1, 1 },      { 12, -1, 1, 1 },
        { 12, 1, -1, 1 }, { 12, 1, 1, -1 }, { 12, (double) INFINITY, 1, 1 }
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(koh_unit_staffing_check(&bad[i], &error), KOH_EDOMAIN);
    }
    assert_int_equal(koh_unit_staffing_check(&rule, &error), KOH_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_are_exact_at_their_boundaries),
        cmocka_unit_test(splitting_is_dealing_places),
        cmocka_unit_test(merging_is_never_dearer),
        cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
