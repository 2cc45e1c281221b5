/* Tours by hand, the triangle inequality by trying all, and best sites against brute force over all sets. */
#include "test.h"

#include <math.h>

#include "draw.h"
#include "kohort/site.h"
#include "kohort/travel.h"

enum { ZONES = 5, CANDIDATES = 8, PLACES = 13 };

static const double road[ZONES * ZONES] = {
    2.5, 9,  14, 41, 70, /* */
    9,   3,  7,  45, 66, /* */
    15,  7,  4,  38, 81, /* */
    41,  44, 37, 11, 30, /* */
    72,  66, 82, 31, 12,
};

static void tours_by_hand(void **state)
{
    (void) state;
    static const size_t bases[] = { 0, 3 };
    double per_visit[ZONES], zero[ZONES * ZONES] = { 0 };
    assert_int_equal(koh_travel_tour(ZONES, road, 2, bases, 4, per_visit), KOH_OK);
    KOH_ASSERT_NEAR(per_visit[0], (2.5 + 2.5 + 3 * 2.5) / 4, 1e-15);
    KOH_ASSERT_NEAR(per_visit[2], (14 + 15 + 3 * 4) / 4.0, 1e-15);
    KOH_ASSERT_NEAR(per_visit[4], (30 + 31 + 3 * 12) / 4.0, 1e-15);
    assert_int_equal(koh_travel_tour(ZONES, road, 2, bases, 1, per_visit), KOH_OK);
    KOH_ASSERT_NEAR(per_visit[1], 18, 1e-15);
    assert_int_equal(koh_travel_tour(ZONES, zero, 2, bases, 7.3, per_visit), KOH_OK);
    for (size_t z = 0; z < ZONES; z++) {
        assert_true(per_visit[z] == 0);
    }
    assert_int_equal(koh_travel_tour(ZONES, road, 0, bases, 4, per_visit), KOH_EDOMAIN);
    assert_int_equal(koh_travel_tour(ZONES, road, 1, bases, 0.5, per_visit), KOH_EDOMAIN);
    assert_int_equal(koh_travel_tour(ZONES, road, 1, bases, (double) NAN, per_visit), KOH_EDOMAIN);
}

static void nearest_knows_the_direction(void **state)
{
    (void) state;
    static const size_t places[] = { 4, 0 };
    double out[ZONES], in[ZONES];
    koh_travel_nearest(ZONES, road, KOH_TRAVEL_OUT, 2, places, out);
    koh_travel_nearest(ZONES, road, KOH_TRAVEL_IN, 2, places, in);
    KOH_ASSERT_NEAR(out[2], 14, 1e-15);
    KOH_ASSERT_NEAR(in[2], 15, 1e-15);
    KOH_ASSERT_NEAR(out[3], 31, 1e-15);
    KOH_ASSERT_NEAR(in[3], 30, 1e-15);
}

static void detours(void **state)
{
    (void) state;
    koh_travel_detour worst = { 9, 9, 9, -1 };
    assert_int_equal(koh_travel_check(ZONES, road, NULL, &worst), KOH_OK);
    assert_true(worst.from == 4 && worst.over == 3 && worst.to == 2 && worst.saved == 82 - (31 + 37));
}

/* All three zones by all others. */
static void the_worst_detour_is_the_worst(void **state)
{
    (void) state;
    uint64_t chance = 3;
    for (int round = 0; round < 100; round++) {
        double minutes[ZONES * ZONES], saved = 0;
        koh_travel_detour worst;
        for (size_t i = 0; i < ZONES * ZONES; i++) {
            minutes[i] = draw(&chance, 1, round % 2 ? 90 : 1.9);
        }
        for (size_t i = 0; i < ZONES * ZONES * ZONES; i++) {
            const size_t a = i % ZONES, b = i / ZONES % ZONES, c = i / ZONES / ZONES;
            const double less = minutes[a * ZONES + c] - minutes[a * ZONES + b] - minutes[b * ZONES + c];
            saved = a != b && b != c && a != c && less > saved ? less : saved;
        }
        assert_int_equal(koh_travel_check(ZONES, minutes, NULL, &worst), KOH_OK);
        assert_true(fabs(worst.saved - saved) <= 1e-12 && (round % 2 || worst.saved == 0));
        minutes[7] = round % 2 ? -1 : (double) NAN;
        worst.saved = 4;
        assert_int_equal(koh_travel_check(ZONES, minutes, NULL, &worst), KOH_EDOMAIN);
        assert_true(worst.saved == 4);
    }
}

/* The best of p sites: every number from 1 to 2^n - 1 is a set. */
static koh_site_choice brute(const koh_site_problem *problem, koh_site_rule rule, int p)
{
    koh_site_choice best = { 0 }, one;
    for (unsigned long sites = 1; sites < 1UL << problem->n_sites; sites++) {
        int n = 0;
        for (unsigned long left = sites; left != 0; left >>= 1) {
            n += (left & 1) != 0;
        }
        if (n != p) {
            continue;
        }
        assert_int_equal(koh_site_evaluate(problem, sites, NULL, &one), KOH_OK);
        const int better = rule == KOH_SITE_MEAN ? one.mean_minutes < best.mean_minutes - 1e-12
                                                 : one.share_within > best.share_within + 1e-12 ||
                                                       (one.share_within > best.share_within - 1e-12 &&
                                                        one.mean_minutes < best.mean_minutes - 1e-12);
        best = best.sites == 0 || better ? one : best;
    }
    return best;
}

static void best_sites_are_those_of_brute_force(void **state)
{
    (void) state;
    uint64_t chance = 29;
    for (int round = 0; round < 40; round++) {
        double minutes[CANDIDATES * PLACES], weight[PLACES], work[(CANDIDATES + 1) * PLACES];
        koh_site_choice choice[CANDIDATES];
        for (size_t i = 0; i < CANDIDATES * PLACES; i++) {
            minutes[i] = draw(&chance, 0, 90);
        }
        for (size_t z = 0; z < PLACES; z++) {
            weight[z] = z % 5 == 4 ? 0 : draw(&chance, 1, 300);
        }
        const koh_site_problem problem = { CANDIDATES, PLACES, minutes, weight, 21.5 };
        for (koh_site_rule rule = KOH_SITE_MEAN; rule <= KOH_SITE_WITHIN; rule++) {
            assert_int_equal(koh_site_solve(&problem, rule, CANDIDATES, work, NULL, choice), KOH_OK);
            for (int p = 1; p <= CANDIDATES; p++) {
                const koh_site_choice best = brute(&problem, rule, p), *found = &choice[p - 1];
                KOH_ASSERT_NEAR(found->mean_minutes, best.mean_minutes, 1e-12);
                KOH_ASSERT_NEAR(found->share_within + 1, best.share_within + 1, 1e-12);
                assert_true(p == 1 || found->mean_minutes <= choice[p - 2].mean_minutes || rule == KOH_SITE_WITHIN);
                assert_true(p == 1 || found->share_within >= choice[p - 2].share_within || rule == KOH_SITE_MEAN);
            }
        }
    }
}

/* Three on a line: the middle is the median; with weight at one end it is that end; two within ten minutes. */
static void sites_by_hand(void **state)
{
    (void) state;
    static const double line[] = { 0, 10, 25, 10, 0, 15, 25, 15, 0 };
    static const double even[] = { 1, 1, 1 }, heavy[] = { 1, 1, 7 };
    double work[4 * 3];
    koh_site_choice choice[3];
    koh_site_problem problem = { 3, 3, line, even, 10 };
    assert_int_equal(koh_site_solve(&problem, KOH_SITE_MEAN, 3, work, NULL, choice), KOH_OK);
    assert_int_equal(choice[0].sites, 2);
    KOH_ASSERT_NEAR(choice[0].mean_minutes, 25 / 3.0, 1e-15);
    KOH_ASSERT_NEAR(choice[0].longest_minutes, 15, 1e-15);
    KOH_ASSERT_NEAR(choice[0].share_within, 2 / 3.0, 1e-15);
    assert_true(choice[2].mean_minutes == 0 && choice[2].share_within == 1);
    problem.weight = heavy;
    assert_int_equal(koh_site_solve(&problem, KOH_SITE_MEAN, 1, work, NULL, choice), KOH_OK);
    assert_int_equal(choice[0].sites, 4);
}

static void bad_sites(void **state)
{
    (void) state;
    const double minutes[] = { 1, 2, 3, 4 }, bad[] = { 1, -2, 3, 4 }, weight[] = { 1, 2 }, nobody[] = { 0, 0 };
    double work[6];
    koh_site_choice choice[2];
    koh_site_problem p = { 2, 2, minutes, weight, 3 };
    assert_int_equal(koh_site_evaluate(&p, 0, NULL, choice), KOH_EDOMAIN);
    assert_int_equal(koh_site_evaluate(&p, 4, NULL, choice), KOH_EDOMAIN);
    assert_int_equal(koh_site_solve(&p, KOH_SITE_MEAN, 3, work, NULL, choice), KOH_EDOMAIN);
    assert_int_equal(koh_site_solve(&p, KOH_SITE_MEAN, 0, work, NULL, choice), KOH_EDOMAIN);
    p.weight = nobody;
    assert_int_equal(koh_site_solve(&p, KOH_SITE_MEAN, 1, work, NULL, choice), KOH_EDOMAIN);
    p.weight = weight;
    p.minutes = bad;
    assert_int_equal(koh_site_solve(&p, KOH_SITE_WITHIN, 1, work, NULL, choice), KOH_EDOMAIN);
    p.minutes = minutes;
    p.limit = (double) NAN;
    assert_int_equal(koh_site_solve(&p, KOH_SITE_WITHIN, 1, work, NULL, choice), KOH_EDOMAIN);
    p = (koh_site_problem){ KOH_SITES_MAX + 1, 2, minutes, weight, 3 };
    assert_int_equal(koh_site_solve(&p, KOH_SITE_WITHIN, 1, work, NULL, choice), KOH_EDOMAIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tours_by_hand),
        cmocka_unit_test(nearest_knows_the_direction),
        cmocka_unit_test(detours),
        cmocka_unit_test(the_worst_detour_is_the_worst),
        cmocka_unit_test(best_sites_are_those_of_brute_force),
        cmocka_unit_test(sites_by_hand),
        cmocka_unit_test(bad_sites),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
