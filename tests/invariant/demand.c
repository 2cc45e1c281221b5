/* What must hold of need, places and staff whatever the figures: levels met, users conserved, nobody counted twice,
 * unknown never 0, counts through the year never places. */
#include "test.h"

#include "kohort/age_band.h"
#include "need.h"

/* Digits that a sum over ages and services may lose. */
#define SUM 1e-11

static koh_world w; /* one test at a time */

static int enter(void **state)
{
    (void) state;
    world_make(&w);
    return 0;
}

static int leave(void **state)
{
    (void) state;
    world_free(&w);
    return 0;
}

static void run(int i)
{
    if (world_run(&w, i) != KOH_OK) {
        fail_msg("plan %d: %s", i, w.error.message);
    }
}

static void doubling_the_population_doubles_users(void **state)
{
    (void) state;
    run(0);
    for (size_t i = 0; i < sizeof w.persons / sizeof w.persons[0]; i++) {
        w.persons[i] *= 2;
    }
    run(1);
    for (int i = 0; i < (STEPS + 1) * SERVICES; i++) {
        if (i % SERVICES != GHOST) {
            KOH_ASSERT_NEAR(users_at(&w, 1, 0, i), 2 * users_at(&w, 0, 0, i), SUM);
            KOH_ASSERT_NEAR(fte_at(&w, 1, 0, i), 2 * fte_at(&w, 0, 0, i), SUM);
        }
    }
}

static void bands_sum_to_the_total(void **state)
{
    (void) state;
    size_t n = koh_age_bands_get(KOH_BANDS_IPLOS)->n;
    const koh_shift shift = { HOUSE, KOH_VALUE(0.137), NULL };
    w.levers[1][LONG] = (koh_plan_service){ -1, .age_shift_years = KOH_VALUE(1.3), .n_shifts = 1, .shifts = &shift };
    w.levers[1][WHOLE].users = KOH_VALUE(61.7);
    for (int i = 0; i < 2; i++) {
        run(i);
        const double *bands = cube_of(&w, i, "demand/users_by_age");
        for (int j = 0; j < (STEPS + 1) * SERVICES; j++) {
            double sum = 0;
            for (size_t b = 0; b < n; b++) {
                sum += bands[(size_t) j * n + b];
            }
            if (j % SERVICES != GHOST) {
                KOH_ASSERT_NEAR(sum, users_at(&w, i, 0, j), SUM);
            }
        }
    }
}

static void the_base_year_is_the_register(void **state)
{
    (void) state;
    w.levers[0][LONG].users = KOH_PATH(2024, 26.7, 2025, 22.9);
    w.levers[0][NURSE].users = KOH_PATH(2025, 91.3, 2027, 400); /* 2027 lies behind the base year */
    w.levers[0][HELP].users = KOH_THROUGH(131.9);
    w.levers[0][WORK].users = KOH_VALUE(0);
    run(0);
    KOH_ASSERT_NEAR(users_at(&w, 0, 0, LONG), 24.8, SUM);
    KOH_ASSERT_NEAR(users_at(&w, 0, 0, NURSE), 91.3, SUM);
    KOH_ASSERT_NEAR(users_at(&w, 0, 0, HELP), 131.9, SUM);
    assert_true(users_at(&w, 0, 3, WORK) == 0);
    KOH_ASSERT_NEAR(users_at(&w, 0, 0, WHOLE), users_at(&w, 0, 0, LONG) + users_at(&w, 0, 0, SHORT), SUM);
    const koh_cube *users = koh__result_cube(&w.scenarios[0], "demand/users");
    assert_string_equal(users->basis, "mixed");
    assert_string_equal(users->basis_by_label[LONG], "own");
    assert_string_equal(users->basis_by_label[WHOLE], "national_rates");
    assert_string_equal(users->basis_by_label[GHOST], "unknown");
}

static void a_part_without_figures_has_what_the_whole_leaves(void **state)
{
    (void) state;
    run(0);
    w.levers[1][WHOLE].users = KOH_VALUE(61.7);
    w.levers[1][LONG].users = KOH_VALUE(41.3);
    run(1);
    KOH_ASSERT_NEAR(users_at(&w, 1, 0, SHORT), 61.7 - 41.3, SUM);
    KOH_ASSERT_NEAR(users_at(&w, 1, 0, WHOLE), 61.7, SUM);
    KOH_ASSERT_NEAR(users_at(&w, 1, 0, VIEW) / users_at(&w, 1, 0, WHOLE),
                    users_at(&w, 0, 0, VIEW) / users_at(&w, 0, 0, WHOLE), SUM);
    assert_false(is_warned(&w, "parts_disagree"));
    w.levers[2][WHOLE].users = KOH_VALUE(61.7);
    w.levers[2][LONG].users = KOH_VALUE(41.3);
    w.levers[2][SHORT].users = KOH_VALUE(23.9);
    run(2);
    KOH_ASSERT_NEAR(users_at(&w, 2, 0, WHOLE), 41.3 + 23.9, SUM);
    assert_true(is_warned(&w, "parts_disagree"));
}

static void postponed_need_is_never_more(void **state)
{
    (void) state;
    static const double shifts[] = { 0, 0.37, 1, 2.9, 7.3, 19.7 };
    double before = INFINITY;
    run(0);
    for (size_t s = 0; s < sizeof shifts / sizeof shifts[0]; s++) {
        w.levers[1][LONG].age_shift_years = KOH_VALUE(shifts[s]);
        w.scenarios[1].n_cubes = 0;
        run(1);
        double users = users_at(&w, 1, 4, LONG);
        assert_true(users < before);
        assert_true(s > 0 || users == users_at(&w, 0, 4, LONG));
        before = users;
    }
}

static void levers_of_a_whole_reach_its_parts(void **state)
{
    (void) state;
    run(0);
    w.levers[1][WHOLE].coverage_factor = KOH_VALUE(0.83);
    w.levers[1][SHORT].coverage_factor = KOH_VALUE(1);
    run(1);
    double expected = 0.83 * users_at(&w, 0, 3, LONG) + users_at(&w, 0, 3, SHORT);
    KOH_ASSERT_NEAR(users_at(&w, 1, 3, WHOLE), expected, SUM);
    KOH_ASSERT_NEAR(users_at(&w, 1, 3, VIEW), users_at(&w, 0, 3, VIEW) * expected / users_at(&w, 0, 3, WHOLE), SUM);
}

static void levers_of_the_base_year_are_not_taken_back(void **state)
{
    (void) state;
    w.registered[CARER] = KOH_VALUE(73.1);
    w.levers[0][WHOLE].bed_days = w.levers[1][WHOLE].bed_days = KOH_PATH(2024, 9131, 2025, 8911);
    w.levers[1][WHOLE].coverage_factor = KOH_VALUE(0.8);
    w.levers[2][NURSE].hours_per_week = KOH_VALUE(2 * w.hours[NURSE]);
    w.levers[2][WHOLE].bed_days = w.levers[0][WHOLE].bed_days;
    run(0);
    run(1);
    run(2);
    KOH_ASSERT_NEAR(places_at(&w, 1, "capacity/need", 0, 0), 0.8 * places_at(&w, 0, "capacity/need", 0, 0), SUM);
    KOH_ASSERT_NEAR(fte_at(&w, 1, 0, LONG), 0.8 * fte_at(&w, 0, 0, LONG), SUM);
    KOH_ASSERT_NEAR(fte_at(&w, 2, 0, NURSE), 2 * fte_at(&w, 0, 0, NURSE), SUM);
    KOH_ASSERT_NEAR(fte_at(&w, 2, 0, LONG), fte_at(&w, 0, 0, LONG), SUM);
}

static void the_register_is_met_without_the_levers_of_the_reference(void **state)
{
    (void) state;
    w.registered[CARER] = KOH_VALUE(73.1);
    w.levers[0][NURSE].coverage_factor = KOH_VALUE(0.4);
    run(0);
    run(1);
    double carers = 0;
    for (int k = 0; k < GHOST; k++) {
        carers += cube_of(&w, 1, "demand/fte")[k * PROFESSIONS + CARER];
    }
    KOH_ASSERT_NEAR(carers, 73.1, SUM);
    KOH_ASSERT_NEAR(fte_at(&w, 0, 0, NURSE), 0.4 * fte_at(&w, 1, 0, NURSE), SUM);
}

/* Users of the services that no other holds, at one time. */
static double all_users(int i, int t)
{
    return users_at(&w, i, t, WHOLE) + users_at(&w, i, t, HOME) + users_at(&w, i, t, HOUSE) + users_at(&w, i, t, WORK);
}

static void moved_users_are_conserved(void **state)
{
    (void) state;
    const koh_shift out[] = { { HOUSE, KOH_VALUE(0.15), NULL }, { NURSE, KOH_VALUE(0.05), KOH_VALUE(35) } };
    const koh_shift on[] = { { HOUSE, KOH_VALUE(0.2), NULL } };
    run(0);
    w.levers[1][LONG].n_shifts = 2;
    w.levers[1][LONG].shifts = out;
    w.levers[1][NURSE].n_shifts = 1;
    w.levers[1][NURSE].shifts = on;
    run(1);
    for (int t = 0; t <= STEPS; t++) {
        double whole = users_at(&w, 0, t, LONG), nurse = users_at(&w, 0, t, NURSE);
        KOH_ASSERT_NEAR(all_users(1, t), all_users(0, t), SUM);
        KOH_ASSERT_NEAR(users_at(&w, 1, t, LONG), 0.8 * whole, SUM);
        KOH_ASSERT_NEAR(users_at(&w, 1, t, NURSE), 0.8 * nurse + 0.05 * whole, SUM);
        KOH_ASSERT_NEAR(users_at(&w, 1, t, HOUSE), users_at(&w, 0, t, HOUSE) + 0.15 * whole + 0.2 * nurse, SUM);
        KOH_ASSERT_NEAR(users_at(&w, 1, t, HOME), users_at(&w, 0, t, HOME) + 0.05 * whole - 0.2 * nurse, SUM);
        KOH_ASSERT_NEAR(users_at(&w, 1, t, WHOLE), users_at(&w, 0, t, WHOLE) - 0.2 * whole, SUM);
        double hours = 365.2425 / 7 * (0.8 * nurse * w.hours[NURSE] + 0.05 * whole * 35);
        KOH_ASSERT_NEAR(cube_of(&w, 1, "demand/hours")[t * SERVICES + NURSE], hours, SUM);
    }
}

static void all_users_of_nobody_may_move(void **state)
{
    (void) state;
    const koh_shift thirds[] = { { HOUSE, KOH_VALUE(0.5), NULL },
                                 { NURSE, KOH_VALUE(0.3), NULL },
                                 { WORK, KOH_VALUE(0.2), NULL } };
    w.levers[0][LONG].users = KOH_VALUE(0);
    w.levers[0][LONG].n_shifts = 3;
    w.levers[0][LONG].shifts = thirds;
    run(0);
    const double *bands = cube_of(&w, 0, "demand/users_by_age");
    assert_true(users_at(&w, 0, 2, LONG) == 0 && bands[LONG * 6 + 5] == 0);
}

static void counts_through_the_year_never_become_places(void **state)
{
    (void) state;
    const koh_shift shift = { HOUSE, KOH_VALUE(0.1), NULL };
    run(0);
    w.levers[1][HELP].n_shifts = 1;
    w.levers[1][HELP].shifts = &shift;
    run(1);
    double moved = 0.1 * 0.713 * users_at(&w, 0, 2, HELP);
    KOH_ASSERT_NEAR(users_at(&w, 1, 2, HOUSE), users_at(&w, 0, 2, HOUSE) + moved, SUM);
    KOH_ASSERT_NEAR(users_at(&w, 1, 2, HOME), users_at(&w, 0, 2, HOME) - moved, SUM);
    w.levers[2][LONG].users = KOH_THROUGH(317);
    run(2);
    assert_true(isnan(places_at(&w, 2, "capacity/need", 0, 1)));
    assert_true(isnan(places_at(&w, 2, "capacity/need", 0, 0)));
    assert_true(isnan(fte_at(&w, 2, 0, LONG)));
    w.levers[3][WHOLE].users = KOH_THROUGH(317);
    run(3);
    assert_true(isnan(places_at(&w, 3, "capacity/need", 0, 1)));
}

static void senseless_moves_are_refused(void **state)
{
    (void) state;
    static const int pairs[][2] = { { LONG, WHOLE },  { WHOLE, HOUSE }, { LONG, VIEW }, { VIEW, HOUSE },
                                    { NURSE, NURSE }, { NURSE, HOME },  { HOME, HELP } };
    run(0);
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        const koh_shift shift = { (size_t) pairs[i][1], KOH_VALUE(0.1), NULL };
        w.levers[1][pairs[i][0]].n_shifts = 1;
        w.levers[1][pairs[i][0]].shifts = &shift;
        w.scenarios[1].n_cubes = 0;
        assert_int_equal(world_run(&w, 1), KOH_EDOMAIN);
        assert_non_null(strstr(w.error.message, "cannot be moved"));
        w.levers[1][pairs[i][0]].n_shifts = 0;
    }
    const koh_shift much[] = { { HOUSE, KOH_VALUE(0.7), NULL }, { WORK, KOH_VALUE(0.31), NULL } };
    w.levers[2][LONG].n_shifts = 2;
    w.levers[2][LONG].shifts = much;
    assert_int_equal(world_run(&w, 2), KOH_EDOMAIN);
    assert_non_null(strstr(w.error.message, "more than all"));
    const koh_shift unknown = { GHOST, KOH_VALUE(0.1), NULL };
    w.levers[3][LONG].n_shifts = 1;
    w.levers[3][LONG].shifts = &unknown;
    run(3);
    assert_true(is_warned(&w, "move_unknown"));
    w.levers[4][WHOLE].fte_per_unit = (const koh_quantity *[]){ KOH_VALUE(0.9), NULL };
    assert_int_equal(world_run(&w, 4), KOH_EDOMAIN);
    assert_non_null(strstr(w.error.message, "twice"));
}

static void days_of_stay_become_occupied_places(void **state)
{
    (void) state;
    w.levers[0][WHOLE].bed_days = KOH_PATH(2024, 31.5 * 366, 2025, 29.1 * 365);
    w.plans[0].target_occupancy = KOH_VALUE(0.95);
    run(0);
    KOH_ASSERT_NEAR(places_at(&w, 0, "capacity/occupied", 0, 0), 30.3, SUM);
    KOH_ASSERT_NEAR(places_at(&w, 0, "capacity/need", 0, 0), 30.3 / 0.95, SUM);
    for (int t = 0; t <= STEPS; t++) {
        KOH_ASSERT_NEAR(places_at(&w, 0, "capacity/occupied", t, 0),
                        places_at(&w, 0, "capacity/occupied", t, 1) + places_at(&w, 0, "capacity/occupied", t, 2), SUM);
    }
    w.levers[1][WHOLE].bed_days = w.levers[0][WHOLE].bed_days;
    w.levers[1][SHORT].bed_days = KOH_VALUE(7.3 * 365.2425); /* no year: the mean year */
    w.levers[1][SHORT].target_occupancy = KOH_VALUE(0.8);
    run(1);
    KOH_ASSERT_NEAR(places_at(&w, 1, "capacity/occupied", 0, 1), 23, SUM);
    KOH_ASSERT_NEAR(places_at(&w, 1, "capacity/need", 0, 0), 23 / 0.95 + 7.3 / 0.8, SUM);
}

static void gaps_have_a_sign_and_a_first_year(void **state)
{
    (void) state;
    const koh_unit units[] = { { "a", "A", "long", 20, KOH_YEAR_NONE, 2029, KOH_YEAR_NONE, KOH_YEAR_NONE, NULL, NULL },
                               { "b", "B", "long", 1e5, KOH_YEAR_NONE, 2030, KOH_YEAR_NONE, KOH_YEAR_NONE, NULL,
                                 NULL } };
    w.plans[0].n_units = 2;
    w.plans[0].units = units;
    run(0);
    KOH_ASSERT_NEAR(places_at(&w, 0, "capacity/places", 2, 1) - places_at(&w, 0, "capacity/places", 3, 1), 20, SUM);
    assert_true(places_at(&w, 0, "capacity/gap", 3, 1) < 0);
    assert_true(places_at(&w, 0, "capacity/places", 4, 1) == 0);
    KOH_ASSERT_NEAR(places_at(&w, 0, "capacity/gap", 4, 1), places_at(&w, 0, "capacity/need", 4, 1), SUM);
    assert_true(isnan(places_at(&w, 0, "capacity/gap", 4, 2)) && isnan(places_at(&w, 0, "capacity/places", 0, 4)));
    assert_int_equal(w.scenarios[0].n_shortages, 2); /* whole and long */
    assert_int_equal(w.scenarios[0].shortages[1].year, 2030);
    assert_true(is_warned(&w, "places_incomplete"));
}

static void staff_is_counted_once_and_meets_the_register(void **state)
{
    (void) state;
    w.registered[CARER] = KOH_PATH(2024, 71, 2025, 75.2);
    w.levers[1][ASIDE].in_scope = 1;
    w.levers[2][HOUSE].in_scope = 0;
    for (int i = 0; i < 3; i++) {
        run(i);
    }
    double sum = 0, carers = 0;
    for (int k = 0; k < SERVICES; k++) {
        sum += k == ASIDE || k == GHOST ? 0 : fte_at(&w, 0, 3, k);
        carers += k == GHOST ? 0 : cube_of(&w, 0, "demand/fte")[k * PROFESSIONS + CARER];
    }
    KOH_ASSERT_NEAR(carers, 73.1, SUM);
    assert_true(fte_at(&w, 0, 3, WHOLE) == 0 && fte_at(&w, 0, 3, VIEW) == 0 && fte_at(&w, 0, 3, HOME) == 0);
    KOH_ASSERT_NEAR(area_at(&w, 0, 3, 3), sum, SUM);
    KOH_ASSERT_NEAR(area_at(&w, 0, 3, 0) + area_at(&w, 0, 3, 1), sum, SUM);
    assert_true(isnan(area_at(&w, 0, 3, 2))); /* all of its staff is unknown or out of scope */
    KOH_ASSERT_NEAR(area_at(&w, 1, 3, 3) - area_at(&w, 0, 3, 3), fte_at(&w, 0, 3, ASIDE), 1e-9);
    KOH_ASSERT_NEAR(area_at(&w, 0, 3, 3) - area_at(&w, 2, 3, 3), fte_at(&w, 0, 3, HOUSE), 1e-9);
    assert_true(is_warned(&w, "out_of_scope") && is_warned(&w, "unknown_in_totals"));
}

static void unknown_is_never_zero(void **state)
{
    (void) state;
    w.levers[0][NURSE].users = KOH_PATH(2028, 10, 2029, 20);
    w.registered[COOK] = KOH_PATH(2028, 10, 2029, 20);
    run(0);
    assert_true(isnan(users_at(&w, 0, 0, GHOST)) && isnan(users_at(&w, 0, STEPS, GHOST)));
    assert_true(isnan(cube_of(&w, 0, "demand/users_by_age")[GHOST * 6 + 3]));
    assert_true(isnan(cube_of(&w, 0, "demand/fte")[GHOST * PROFESSIONS + CARER]));
    assert_true(isnan(cube_of(&w, 0, "demand/hours")[LONG]));
    assert_true(users_at(&w, 0, 0, NURSE) > 0 && fte_at(&w, 0, 0, LONG) > 0); /* national rates, norms */
    assert_true(is_warned(&w, "later_than_base_year"));
    w.levers[1][HOME].users = KOH_THROUGH(217);
    run(1);
    assert_true(isnan(cube_of(&w, 1, "demand/hours")[HOME])); /* no ratio to a stock is known */
}

static void a_plan_may_staff_what_has_no_norm(void **state)
{
    (void) state;
    w.levers[0][WORK].fte_per_unit = (const koh_quantity *[]){ KOH_VALUE(0.031), NULL };
    run(0);
    KOH_ASSERT_NEAR(fte_at(&w, 0, 2, WORK), 0.031 * users_at(&w, 0, 2, WORK), SUM);
    KOH_ASSERT_NEAR(area_at(&w, 0, 2, 2), fte_at(&w, 0, 2, WORK), SUM);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter, leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(doubling_the_population_doubles_users),
        TEST(bands_sum_to_the_total),
        TEST(the_base_year_is_the_register),
        TEST(a_part_without_figures_has_what_the_whole_leaves),
        TEST(postponed_need_is_never_more),
        TEST(levers_of_a_whole_reach_its_parts),
        TEST(levers_of_the_base_year_are_not_taken_back),
        TEST(the_register_is_met_without_the_levers_of_the_reference),
        TEST(moved_users_are_conserved),
        TEST(all_users_of_nobody_may_move),
        TEST(counts_through_the_year_never_become_places),
        TEST(senseless_moves_are_refused),
        TEST(days_of_stay_become_occupied_places),
        TEST(gaps_have_a_sign_and_a_first_year),
        TEST(staff_is_counted_once_and_meets_the_register),
        TEST(unknown_is_never_zero),
        TEST(a_plan_may_staff_what_has_no_norm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
