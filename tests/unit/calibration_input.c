/* Every way in which the input of a calibration can fail, the outputs untouched; and the spread of intervals. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "calibration.h"

enum { ORIGIN = 2016, STEPS = 3 };

static koh_test_calibration base;

static int read_once(void **state)
{
    (void) state;
    koh_test_read(&base, ORIGIN, STEPS);
    return 0;
}

static int release(void **state)
{
    (void) state;
    koh__arena_free(base.arena);
    return 0;
}

/* Calibrates what `change` made of a good input; nothing may be written. */
static koh_status outcome(void (*change)(koh_calib_input *input), koh_error *error)
{
    koh_test_calibration c = base;
    change(&c.input);
    koh_calib_nation nation;
    koh_calib_region *regions = KOH_TAKE(c.arena, c.registers.n, koh_calib_region);
    assert_non_null(regions);
    assert_int_equal(koh__nation_take(c.arena, STEPS, 106, &nation), KOH_OK);
    memset(error, 0, sizeof *error);
    const koh_status status = koh_calibrate(&c.input, error, &nation, regions, NULL);
    if (status != KOH_OK) {
        assert_int_equal(error->status, status);
        assert_true(error->message[0] != '\0');
        assert_true(nation.origin == 0 && regions[0].mean_persons == 0 && nation.death_rate[0] == 0);
    }
    return status;
}

static void leave(koh_calib_input *input)
{
    (void) input;
}

static void no_regions(koh_calib_input *input)
{
    input->n_regions = 0;
}

static void no_steps(koh_calib_input *input)
{
    input->n_steps = 0;
}

static void other_ages(koh_calib_input *input)
{
    static koh_register two[2];
    two[0] = input->regions[0];
    two[1] = input->regions[1];
    two[1].n_age--;
    input->regions = two;
    input->n_regions = 2;
}

static void county_below_zero(koh_calib_input *input)
{
    static const int county[] = { 0, -1 };
    input->county = county;
    input->n_regions = 2;
}

static void few_ages(koh_calib_input *input)
{
    input->deaths.n_age = 99;
}

static void early_origin(koh_calib_input *input)
{
    input->origin = 2007;
}

static void short_base_period(koh_calib_input *input)
{
    input->migration_from = ORIGIN - 2;
}

static void late_origin(koh_calib_input *input)
{
    input->origin = 2027;
}

static void unknown_year(koh_calib_input *input)
{
    static koh_register one;
    static double persons[22 * 2 * 106];
    one = input->regions[0];
    memcpy(persons, one.persons, sizeof persons);
    persons[5 * 2 * 106 + 41] = (double) NAN;
    one.persons = persons;
    input->regions = &one;
    input->n_regions = 1;
}

static void nobody(koh_calib_input *input)
{
    static koh_register one;
    static const double persons[22 * 2 * 106];
    one = input->regions[0];
    one.persons = persons;
    input->regions = &one;
    input->n_regions = 1;
}

static void short_deaths(koh_calib_input *input)
{
    input->deaths.first_year = 1990;
}

static void old_deaths(koh_calib_input *input)
{
    input->deaths.n_years = 40; /* up to 1999 */
}

static void late_fertility(koh_calib_input *input)
{
    input->fertility.first_year = 2010;
}

static void bad_path(koh_calib_input *input)
{
    static const int year[] = { 2016, 2016 };
    static const double net[] = { 1, 2 };
    input->n_path = 2;
    input->path_year = year;
    input->path_net = net;
}

static void infinite_path(koh_calib_input *input)
{
    static const int year[] = { 2016 };
    static const double net[] = { INFINITY };
    input->n_path = 1;
    input->path_year = year;
    input->path_net = net;
}

static void negative_fade(koh_calib_input *input)
{
    input->fade_years = -1;
}

static void every_fault_is_told(void **state)
{
    (void) state;
    const struct {
        void (*change)(koh_calib_input *input);
        koh_status status;
        const char *says;
    } cases[] = {
        { no_regions, KOH_EDOMAIN, "municipalities" },
        { no_steps, KOH_EDOMAIN, "steps" },
        { other_ages, KOH_ESHAPE, "register 1" },
        { county_below_zero, KOH_ESHAPE, "county -1" },
        { few_ages, KOH_EDOMAIN, "99 of deaths" },
        { early_origin, KOH_EMISSING, "2004" },
        { short_base_period, KOH_EMISSING, "2013 or earlier" },
        { late_origin, KOH_EMISSING, "1 January 2027" },
        { unknown_year, KOH_EMISSING, "1 January 2010" },
        { nobody, KOH_EDOMAIN, "nobody" },
        { short_deaths, KOH_EMISSING, "deaths of 1986" },
        { old_deaths, KOH_EMISSING, "deaths of" },
        { late_fertility, KOH_EMISSING, "fertility schedule of 2005" },
        { bad_path, KOH_EDOMAIN, "2016" },
        { infinite_path, KOH_EDOMAIN, "2016" },
        { negative_fade, KOH_EDOMAIN, "-1" },
    };
    koh_error error;
    assert_int_equal(outcome(leave, &error), KOH_OK);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const koh_status status = outcome(cases[i].change, &error);
        if (status != cases[i].status || strstr(error.message, cases[i].says) == NULL) {
            fail_msg("case %zu: %s, %s", i, koh_status_name(status), error.message);
        }
    }
}

/* Standard deviations in percent of a population of N, origin 2016, after 1, 5 and 10 years, from the same covariances
 * by dense matrices: sum of tau F - tau^2 C (tau K + s/N)^-1 C' + s/N over the leading block. */
static void spread_as_by_matrices(void **state)
{
    (void) state;
    static const struct {
        double persons, percent[3];
    } rows[] = {
        { 1000, { 1.673, 4.226, 6.696 } },  { 2000, { 1.210, 3.263, 5.451 } },  { 5000, { 0.802, 2.434, 4.409 } },
        { 10000, { 0.598, 2.033, 3.918 } }, { 30000, { 0.394, 1.643, 3.451 } }, { 100000, { 0.276, 1.423, 3.193 } },
    };
    koh_test_calibration c = base;
    koh_error error;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        koh_register one = c.input.regions[0];
        const double total = koh_test_sum(212, koh_register_year(&one, ORIGIN));
        double *persons = KOH_TAKE(c.arena, one.n_years * 212, double), local[10];
        assert_non_null(persons);
        for (size_t k = 0; k < one.n_years * 212; k++) {
            persons[k] = one.persons[k] * rows[i].persons / total;
        }
        one.persons = persons;
        koh_test_calibration scaled = c;
        scaled.input.regions = &one;
        scaled.input.n_regions = 1;
        assert_int_equal(koh_test_calibrate(&scaled, &error), KOH_OK);
        koh_calib_spread(scaled.regions, rows[i].persons, 10, local, NULL);
        const size_t step[] = { 0, 4, 9 };
        for (size_t k = 0; k < 3; k++) {
            assert_true(fabs(100 * local[step[k]] - rows[i].percent[k]) <= 0.000501);
        }
    }
}

static void steps_outside_are_refused(void **state)
{
    (void) state;
    koh_test_calibration c = base;
    koh_error error;
    assert_int_equal(koh_test_calibrate(&c, &error), KOH_OK);
    double survival[212] = { 7 }, net[212] = { 7 }, aged[212] = { 0 }, years[2];
    assert_int_equal(koh_calib_survival(&c.nation, STEPS, 1, 1, survival, NULL), KOH_EDOMAIN);
    assert_int_equal(koh_calib_survival(&c.nation, 0, 0, 1, survival, NULL), KOH_EDOMAIN);
    assert_int_equal(koh_calib_survival(&c.nation, 0, 1, (double) NAN, survival, NULL), KOH_EDOMAIN);
    assert_int_equal(koh_calib_net(&c.nation, c.regions, STEPS, 1, aged, (double) NAN, net), KOH_EDOMAIN);
    assert_int_equal(koh_calib_net(&c.nation, c.regions, 0, -1, aged, (double) NAN, net), KOH_EDOMAIN);
    assert_true(survival[0] == 7 && net[0] == 7);
    assert_int_equal(koh_calib_survival(&c.nation, 0, 1, 1, survival, years), KOH_OK);
    KOH_ASSERT_NEAR(years[0], 84.2, 0.005); /* Statistics Norway 2016: women 84.2, men 80.6 years */
    KOH_ASSERT_NEAR(years[1], 80.6, 0.005);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_fault_is_told),
        cmocka_unit_test(spread_as_by_matrices),
        cmocka_unit_test(steps_outside_are_refused),
    };
    return cmocka_run_group_tests(tests, read_once, release);
}
