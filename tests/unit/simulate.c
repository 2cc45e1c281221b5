/* The simulation's course by hand, its determinism, its refusals. */
#include "test.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "draw.h"
#include "kohort/simulate.h"

static void fill(void *state, size_t n, double *uniform)
{
    for (size_t i = 0; i < n; i++) {
        uniform[i] = 1 - draw(state, 0, 1);
    }
}

/* exp(-1) always: every exponential time is its mean. */
static void fill_means(void *state, size_t n, double *uniform)
{
    (void) state;
    for (size_t i = 0; i < n; i++) {
        uniform[i] = exp(-1);
    }
}

/* One place, one in it and two waiting: stays of a year follow each other; the third waits for two years, and patience
 * of a year and a half ends that. */
static void a_course_by_hand(void **state)
{
    (void) state;
    koh_sim_unit unit = { .years_stay = 1, .years_patience = INFINITY, .n_occupied = 1, .n_waiting = 2 };
    const size_t places[] = { 1, 1, 1, 1 };
    const double rates[] = { 0, 0, 0, 0 };
    double finished[4], waiting[4], in_place[4], gone[4], admitted[4];
    koh_sim_input input = {
        .n_units = 1, .n_periods = 4, .years_per_period = 0.9, .units = &unit, .places = places, .rate_arrivals = rates
    };
    const koh_sim_random random = { fill_means, NULL };
    koh_sim_result r = { .finished = finished,
                         .years_waiting = waiting,
                         .years_in_place = in_place,
                         .abandoned = gone,
                         .admissions = admitted };
    koh_sim_workspace *space = NULL;
    assert_int_equal(koh_sim_workspace_new(1, 3, &space), KOH_OK);
    assert_int_equal(koh_sim_run(&input, &random, space, NULL, &r), KOH_OK);
    const double waits[] = { 1.8, 0.1 * 2 + 0.8, 0.2, 0 }, places_used[] = { 0.9, 0.9, 0.9, 0.3 };
    const double ends[] = { 0, 1, 1, 1 }, starts[] = { 0, 1, 1, 0 };
    for (int i = 0; i < 4; i++) {
        KOH_ASSERT_NEAR(waiting[i] + 1, waits[i] + 1, 1e-12);
        KOH_ASSERT_NEAR(in_place[i], places_used[i], 1e-12);
        assert_true(finished[i] == ends[i] && admitted[i] == starts[i] && gone[i] == 0);
    }
    assert_true(r.n_events == 3);
    unit.years_patience = 1.5;
    assert_int_equal(koh_sim_run(&input, &random, space, NULL, &r), KOH_OK);
    assert_true(gone[1] == 1 && finished[1] == 1 && finished[2] == 1 && finished[3] == 0);
    KOH_ASSERT_NEAR(waiting[1], 0.1 * 2 + 0.5, 1e-12);
    koh_sim_workspace_free(space);
}

/* Places that close let nobody in before there is room; places that open let in who waits. */
static void closures_and_openings(void **state)
{
    (void) state;
    const koh_sim_unit unit = { .years_stay = 1, .years_patience = INFINITY, .n_occupied = 3, .n_waiting = 4 };
    const size_t places[] = { 1, 0, 9 };
    const double rates[] = { 0, 0, 0 };
    double in_place[3], waiting[3];
    const koh_sim_input input = {
        .n_units = 1, .n_periods = 3, .years_per_period = 1.5, .units = &unit, .places = places, .rate_arrivals = rates
    };
    const koh_sim_random random = { fill_means, NULL };
    koh_sim_result r = { .years_in_place = in_place, .years_waiting = waiting };
    koh_sim_workspace *space = NULL;
    assert_int_equal(koh_sim_workspace_new(2, 10, &space), KOH_OK);
    assert_int_equal(koh_sim_run(&input, &random, space, NULL, &r), KOH_OK);
    koh_sim_workspace_free(space);
    KOH_ASSERT_NEAR(in_place[0], 3 + 0.5, 1e-12); /* all three leave after a year, one comes in */
    KOH_ASSERT_NEAR(waiting[0], 4 + 1.5, 1e-12);
    KOH_ASSERT_NEAR(in_place[1], 0.5, 1e-12);
    KOH_ASSERT_NEAR(in_place[2], 3, 1e-12);
    assert_true(waiting[2] == 0);
}

static void the_same_numbers_give_the_same_course(void **state)
{
    (void) state;
    const koh_sim_unit units[] = {
        { .years_stay = 0.2, .years_patience = 0.4, .share_next = 0.8, .next = 1, .waiting = KOH_SIM_WAITS_IN_PLACE },
        { .years_stay = 0.5, .years_patience = 0.3 },
    };
    const size_t places[] = { 3, 2 };
    const double rates[] = { 9.7, 1.1 };
    double waiting[3][2];
    const koh_sim_input input = {
        .n_units = 2, .n_periods = 1, .years_per_period = 1000, .units = units, .places = places, .rate_arrivals = rates
    };
    koh_sim_workspace *space = NULL;
    assert_int_equal(koh_sim_workspace_new(5, 400, &space), KOH_OK);
    for (int i = 0; i < 3; i++) {
        uint64_t seed = i < 2 ? 1 : 2;
        const koh_sim_random random = { fill, &seed };
        koh_sim_result r = { .years_waiting = waiting[i] };
        assert_int_equal(koh_sim_run(&input, &random, space, NULL, &r), KOH_OK);
    }
    koh_sim_workspace_free(space);
    assert_memory_equal(waiting[0], waiting[1], sizeof waiting[0]);
    assert_true(waiting[0][0] != waiting[2][0]);
}

static void impossible_units_are_refused(void **state)
{
    (void) state;
    koh_sim_unit units[2] = { { .years_stay = 1, .years_patience = 1 }, { .years_stay = 1, .years_patience = 1 } };
    const koh_sim_unit good = units[0];
    const size_t places[] = { 1, 1, 1, 1 };
    double rates[] = { 1, 1, 1, 1 }, waiting[4] = { 7, 7, 7, 7 };
    koh_sim_input input = {
        .n_units = 2, .n_periods = 2, .years_per_period = 1, .units = units, .places = places, .rate_arrivals = rates
    };
    uint64_t seed = 1;
    const koh_sim_random random = { fill, &seed };
    koh_sim_result r = { .years_waiting = waiting, .n_events = 7 };
    koh_sim_workspace *space = NULL, *small = NULL;
    koh_error error;
    assert_int_equal(koh_sim_workspace_new(2, 100, &space), KOH_OK);
    assert_int_equal(koh_sim_workspace_new(1, 1, &small), KOH_OK);
    koh_sim_unit bad[9];
    for (int i = 0; i < 9; i++) {
        bad[i] = good;
    }
    bad[0].years_stay = 0;
    bad[1].years_stay = NAN;
    bad[2].years_patience = 0;
    bad[3].years_patience = NAN;
    bad[4].share_next = 1.1;
    bad[5].share_next = 0.5; /* next is itself */
    bad[6].waiting = (koh_sim_waiting) 2;
    bad[7].n_waiting = (size_t) -1;
    bad[8].n_occupied = KOH_SIM_PERSONS + 1;
    for (int i = 0; i < 9; i++) {
        units[0] = bad[i];
        assert_int_equal(koh_sim_check(&input, &error), KOH_EDOMAIN);
        assert_non_null(strstr(error.message, "unit 0"));
        assert_int_equal(koh_sim_run(&input, &random, space, NULL, &r), KOH_EDOMAIN);
    }
    units[0] = good;
    rates[3] = -1;
    assert_int_equal(koh_sim_run(&input, &random, space, &error, &r), KOH_EDOMAIN);
    assert_non_null(strstr(error.message, "unit 1, period 1"));
    rates[3] = 1;
    input.years_per_period = 0;
    assert_int_equal(koh_sim_run(&input, &random, space, &error, &r), KOH_EDOMAIN);
    input.years_per_period = 1;
    assert_int_equal(koh_sim_run(&input, &random, small, &error, &r), KOH_ESHAPE);
    for (int i = 0; i < 4; i++) {
        assert_true(waiting[i] == 7);
    }
    assert_true(r.n_events == 7);
    units[0].n_waiting = 101;
    assert_int_equal(koh_sim_run(&input, &random, space, &error, &r), KOH_ELIMIT);
    units[0] = (koh_sim_unit){ .years_stay = 10, .years_patience = INFINITY }; /* the list grows for ever */
    rates[0] = rates[1] = 200;
    assert_int_equal(koh_sim_run(&input, &random, space, &error, &r), KOH_ELIMIT);
    assert_non_null(strstr(error.message, "more than 100 persons"));
    koh_sim_workspace_free(space);
    koh_sim_workspace_free(small);
    assert_int_equal(koh_sim_workspace_new(0, 1, &small), KOH_ELIMIT);
    assert_int_equal(koh_sim_workspace_new(KOH_SIM_UNITS + 1, 1, &small), KOH_ELIMIT);
    assert_int_equal(koh_sim_workspace_new(1, 0, &small), KOH_ELIMIT);
    assert_int_equal(koh_sim_workspace_new(1, KOH_SIM_PERSONS + 1, &small), KOH_ELIMIT);
    koh_sim_workspace_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_course_by_hand),
        cmocka_unit_test(closures_and_openings),
        cmocka_unit_test(the_same_numbers_give_the_same_course),
        cmocka_unit_test(impossible_units_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
