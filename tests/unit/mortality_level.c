/* Levels shrink between their own deaths and the prior; the weight is the likeliest one, is found from what was made,
 * and is infinite where areas differ by chance; every refusal. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "draw.h"
#include "kohort/mortality_level.h"
#include "kohort/sex.h"
#include "national.h"

static void a_level_by_hand(void **state)
{
    (void) state;
    const koh_level_prior prior = { .mean = 1.1, .weight = 30 };
    const koh_level level = koh_level_of(17, 20, &prior);
    KOH_ASSERT_NEAR(level.level, 50.0 / 50, 1e-15);
    KOH_ASSERT_NEAR(level.sd, sqrt(50) / 50, 1e-15);
    KOH_ASSERT_NEAR(level.own, 0.4, 1e-15);
    const koh_level nobody = koh_level_of(0, 0, &prior);
    KOH_ASSERT_NEAR(nobody.level, 1.1, 1e-15);
    KOH_ASSERT_NEAR(nobody.sd, sqrt(1.1 / 30), 1e-15);
    assert_true(nobody.own == 0);
    const koh_level same = koh_level_of(17, 20, &(koh_level_prior){ 1.1, (double) INFINITY });
    assert_true(same.level == 1.1 && same.sd == 0 && same.own == 0);
    const koh_level raw = koh_level_of(17, 20, &(koh_level_prior){ 1.1, 0 });
    KOH_ASSERT_NEAR(raw.level, 0.85, 1e-15);
    assert_true(raw.own == 1);
    const koh_level unknown = koh_level_of(0, 0, &(koh_level_prior){ 1.1, 0 });
    assert_true(unknown.level == 1.1 && isinf(unknown.sd) && unknown.own == 0);
}

static const double counts[] = { 1, 22, 61, 4, 0, 48, 45, 19, 2, 133, 9, 41 };
static const double expected[] = { 4.31, 12.7, 33.9, 14.2, 1.83, 24.6, 81.4, 9.37, 7.21, 88.3, 26.1, 24.9 };
static const double means[] = { 1.03, 1.03, 1.03, 0.94, 0.94, 0.94, 0.94, 1.11, 1.11, 1.11, 1.11, 1.11 };

static void the_weight_equals_an_independent_one(void **state)
{
    (void) state;
    static koh_vector vector;
    double weight;
    koh_vector_read(KOH_TEST_VECTORS "/mortality/level.csv", &vector);
    assert_int_equal(koh_level_weight(12, counts, expected, means, NULL, &weight), KOH_OK);
    KOH_ASSERT_NEAR(weight, koh_vector_at(&vector, "weight", "both", 0), 1e-6); /* golden section: root of rounding */
}

/* A gamma of shape 8 is a sum of eight exponentials, a Poisson count the exponentials that fit into its mean. */
static void the_weight_that_was_made_is_found(void **state)
{
    (void) state;
    uint64_t seed = 71;
    enum { AREAS = 3000 };
    static double D[AREAS], E[AREAS];
    for (size_t i = 0; i < AREAS; i++) {
        double level = 0, total = 0, limit;
        for (int k = 0; k < 8; k++) {
            level -= log(draw(&seed, 1e-300, 1)) / 8; /* mean 1, weight 8 */
        }
        E[i] = draw(&seed, 1, 40);
        limit = E[i] * level;
        D[i] = -1;
        while (total < limit) {
            total -= log(draw(&seed, 1e-300, 1));
            D[i]++;
        }
    }
    double weight, constant;
    assert_int_equal(koh_level_weight(AREAS, D, E, NULL, NULL, &weight), KOH_OK);
    assert_true(weight > 7 && weight < 9);
    for (size_t i = 0; i < AREAS; i++) { /* all the same level, deaths exactly as expected */
        E[i] = D[i];
    }
    assert_int_equal(koh_level_weight(AREAS, D, E, NULL, NULL, &constant), KOH_OK);
    assert_true(isinf(constant));
}

enum { AREAS = 12, GROUPS = 3 };
static const int group[AREAS] = { 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2 };

static void levels_lie_between_their_own_and_the_group(void **state)
{
    (void) state;
    koh_level areas[AREAS], groups[GROUPS];
    double work[2 * GROUPS + AREAS], all[2] = { 0, 0 };
    koh_level_output output = { .group = groups, .area = areas };
    const koh_level_input input = { AREAS, GROUPS, group, counts, expected };
    assert_int_equal(koh_level_compute(&input, work, NULL, &output), KOH_OK);
    for (size_t i = 0; i < AREAS; i++) {
        const double own = counts[i] / expected[i], prior = groups[group[i]].level;
        assert_true(areas[i].level >= fmin(own, prior) && areas[i].level <= fmax(own, prior));
        KOH_ASSERT_NEAR(areas[i].level, areas[i].own * own + (1 - areas[i].own) * prior, 1e-13);
        KOH_ASSERT_NEAR(areas[i].own, expected[i] / (expected[i] + output.group_weight), 1e-13);
        all[0] += counts[i];
        all[1] += expected[i];
    }
    KOH_ASSERT_NEAR(output.country.mean, all[0] / all[1], 1e-14);
    double D[GROUPS] = { 0 }, E[GROUPS] = { 0 };
    for (size_t i = 0; i < AREAS; i++) {
        D[group[i]] += counts[i];
        E[group[i]] += expected[i];
    }
    for (size_t g = 0; g < GROUPS; g++) {
        const koh_level again = koh_level_of(D[g], E[g], &output.country);
        KOH_ASSERT_NEAR(groups[g].level, again.level, 1e-14);
    }
}

/* The order of areas and groups does not matter. */
static void order_does_not_matter(void **state)
{
    (void) state;
    koh_level areas[2][AREAS], groups[2][GROUPS];
    double work[2 * GROUPS + AREAS], D[AREAS], E[AREAS];
    int turned[AREAS];
    for (size_t i = 0; i < AREAS; i++) {
        const size_t j = AREAS - 1 - i;
        D[i] = counts[j];
        E[i] = expected[j];
        turned[i] = GROUPS - 1 - group[j];
    }
    koh_level_output a = { .group = groups[0], .area = areas[0] }, b = { .group = groups[1], .area = areas[1] };
    const koh_level_input input = { AREAS, GROUPS, group, counts, expected };
    assert_int_equal(koh_level_compute(&input, work, NULL, &a), KOH_OK);
    const koh_level_input other = { AREAS, GROUPS, turned, D, E };
    assert_int_equal(koh_level_compute(&other, work, NULL, &b), KOH_OK);
    for (size_t i = 0; i < AREAS; i++) {
        KOH_ASSERT_NEAR(areas[1][AREAS - 1 - i].level, areas[0][i].level, 1e-9);
    }
}

static void bad_inputs_are_refused(void **state)
{
    (void) state;
    double D[AREAS], E[AREAS], m[AREAS], weight = 7, work[2 * GROUPS + AREAS];
    int g[AREAS];
    koh_error error;
    memcpy(D, counts, sizeof D);
    memcpy(E, expected, sizeof E);
    memcpy(m, means, sizeof m);
    memcpy(g, group, sizeof g);
    const double bad[] = { -1, NAN, INFINITY, 2e9 };
    for (size_t i = 0; i < 4; i++) {
        D[5] = bad[i];
        assert_int_equal(koh_level_weight(AREAS, D, E, m, &error, &weight), KOH_EDOMAIN);
        assert_non_null(strstr(error.message, "area 5"));
        D[5] = counts[5];
        E[5] = bad[i];
        assert_int_equal(koh_level_weight(AREAS, D, E, m, &error, &weight), KOH_EDOMAIN);
        E[5] = expected[5];
        m[5] = i == 0 ? 0 : bad[i];
        assert_int_equal(koh_level_weight(AREAS, D, E, m, &error, &weight), KOH_EDOMAIN);
        m[5] = 1;
    }
    E[5] = 0;
    assert_int_equal(koh_level_weight(AREAS, D, E, m, &error, &weight), KOH_EDOMAIN);
    E[5] = 1;
    assert_int_equal(koh_level_weight(2, D, E, m, &error, &weight), KOH_EDOMAIN);
    assert_true(weight == 7);
    koh_level areas[AREAS] = { { 7, 7, 7 } }, groups[GROUPS] = { { 7, 7, 7 } };
    koh_level_output output = { .group = groups, .area = areas, .group_weight = 7 };
    const koh_level_input input = { AREAS, GROUPS, g, D, E };
    g[4] = GROUPS;
    assert_int_equal(koh_level_compute(&input, work, &error, &output), KOH_EDOMAIN);
    g[4] = -1;
    assert_int_equal(koh_level_compute(&input, work, &error, &output), KOH_EDOMAIN);
    for (size_t i = 0; i < AREAS; i++) {
        g[i] = (int) i % 2;
    }
    assert_int_equal(koh_level_compute(&input, work, &error, &output), KOH_EDOMAIN); /* group 2 is empty */
    memcpy(g, group, sizeof g);
    memset(D, 0, sizeof D);
    assert_int_equal(koh_level_compute(&input, work, &error, &output), KOH_EDOMAIN); /* nobody died */
    assert_true(areas[0].level == 7 && groups[0].level == 7 && output.group_weight == 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_level_by_hand),
        cmocka_unit_test(the_weight_equals_an_independent_one),
        cmocka_unit_test(the_weight_that_was_made_is_found),
        cmocka_unit_test(levels_lie_between_their_own_and_the_group),
        cmocka_unit_test(order_does_not_matter),
        cmocka_unit_test(bad_inputs_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
