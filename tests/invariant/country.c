/* All municipalities together: the joint projection of the calibration, balances, controls, whole persons. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "calibration.h"
#include "plan/together_priv.h"

enum { ORIGIN = 2026, STEPS = 6 };

static koh_test_calibration base;
static size_t n, n_age, size, n_counties;
static double *start;
static size_t *county, *whole;
static const char *names[64];

static int calibrate_once(void **state)
{
    (void) state;
    koh_error error;
    koh_test_read(&base, ORIGIN, STEPS);
    if (koh_test_calibrate(&base, &error) != KOH_OK) {
        return -1;
    }
    n = base.input.n_regions;
    n_age = base.nation.n_age;
    size = 2 * n_age;
    start = KOH_TAKE(base.arena, n * size, double);
    county = KOH_TAKE(base.arena, n, size_t);
    whole = KOH_TAKE(base.arena, n, size_t);
    for (size_t r = 0; r < n; r++) {
        memcpy(start + r * size, koh_register_year(&base.input.regions[r], ORIGIN), size * sizeof *start);
        county[r] = (size_t) base.input.county[r];
        n_counties = county[r] >= n_counties ? county[r] + 1 : n_counties;
    }
    for (size_t i = 0; i < 64; i++) {
        names[i] = "a group";
    }
    return 0;
}

static int release(void **state)
{
    (void) state;
    koh__arena_free(base.arena);
    return 0;
}

static koh_country_input input_of(size_t n_controls, const koh_control *controls)
{
    return (koh_country_input){ .nation = &base.nation,
                                .n_regions = n,
                                .n_steps = STEPS,
                                .regions = base.regions,
                                .start = start,
                                .n_controls = n_controls,
                                .controls = controls };
}

static koh_country country_new(void)
{
    koh_country country = { .persons = KOH_TAKE(base.arena, (STEPS + 1) * n * size, double),
                            .components = KOH_TAKE(base.arena, STEPS * n * KOH_COUNTRY_COMPONENTS, double) };
    assert_true(country.persons != NULL && country.components != NULL);
    return country;
}

static const double *cells(const koh_country *country, size_t step, size_t region)
{
    return country->persons + (step * n + region) * size;
}

static void balances_hold(const koh_country *country, double tolerance)
{
    for (size_t i = 0; i < STEPS * n; i++) {
        const double *c = country->components + i * KOH_COUNTRY_COMPONENTS;
        const double before = koh_test_sum(size, cells(country, i / n, i % n));
        const double after = koh_test_sum(size, cells(country, i / n + 1, i % n));
        assert_true(fabs(before + c[0] - c[1] + c[2] - after) <= tolerance * before);
    }
}

static void as_calibrated(void **state)
{
    (void) state;
    koh_error error = { 0 };
    const koh_country_input input = input_of(0, NULL);
    koh_country country = country_new();
    assert_int_equal(koh__country_run(&input, &error, &country), KOH_OK);
    balances_hold(&country, 1e-9);
    for (size_t i = 0; i < (STEPS + 1) * n * size; i++) {
        assert_true(fabs(country.persons[i] - base.projected[i]) <= 1e-9 * fmax(1, base.projected[i]));
    }
    for (size_t h = 0; h < STEPS; h++) { /* the municipalities' migration is the country's */
        double net = 0;
        for (size_t r = 0; r < n; r++) {
            net += country.components[(h * n + r) * KOH_COUNTRY_COMPONENTS + KOH_COUNTRY_NET];
        }
        assert_true(fabs(net - base.nation.net_total[h]) < 1e-6 * fabs(base.nation.net_total[h]) + 1e-3);
    }
}

/* Sums of a run by group, sex and age, times a factor that grows with age. */
static double *totals_of(const koh_country *country, const koh_control *control, double slope)
{
    const size_t length = koh__control_size(control, n_age);
    double *totals = KOH_TAKE(base.arena, STEPS * length, double);
    for (size_t h = 0; h < STEPS; h++) {
        for (size_t i = 0; i < n * size; i++) {
            const size_t sex = control->by_sex ? i / n_age % 2 : 0, age = control->by_age ? i % n_age : 0;
            const size_t at =
                (control->group[i / size] * (control->by_sex ? 2 : 1) + sex) * (control->by_age ? n_age : 1);
            totals[h * length + at + age] +=
                country->persons[(h + 1) * n * size + i] * (1 + slope * (0.01 + 0.001 * (double) (i % n_age)));
        }
    }
    return totals;
}

/* Controls by county, sex and age are met, cells keep their proportions, and births, deaths and balances stand. */
static void counties_are_met(void **state)
{
    (void) state;
    koh_error error = { 0 };
    koh_country_input input = input_of(0, NULL);
    koh_country free_run = country_new(), run = country_new();
    assert_int_equal(koh__country_run(&input, &error, &free_run), KOH_OK);
    koh_control control = { n_counties, county, names, 1, 1, NULL };
    control.total = totals_of(&free_run, &control, 1);
    input = input_of(1, &control);
    assert_int_equal(koh__country_run(&input, &error, &run), KOH_OK);
    assert_true(run.moved > 1000);
    balances_hold(&run, 1e-9);
    double *met = totals_of(&run, &control, 0);
    for (size_t i = 0; i < STEPS * koh__control_size(&control, n_age); i++) {
        assert_true(fabs(met[i] - control.total[i]) <= 1e-9 * fmax(1, control.total[i]));
    }
    for (size_t i = 0; i < n * size; i++) { /* the twin of the first year: one factor per county, sex and age */
        const double factor = 1.01 + 0.001 * (double) (i % n_age), was = free_run.persons[n * size + i];
        assert_true(fabs(run.persons[n * size + i] - factor * was) <= 1e-9 * fmax(1, was));
    }
    for (size_t r = 0; r < n; r++) { /* births and deaths of the first year are not touched */
        const double *a = run.components + r * KOH_COUNTRY_COMPONENTS,
                     *b = free_run.components + r * KOH_COUNTRY_COMPONENTS;
        assert_true(a[KOH_COUNTRY_BIRTHS] == b[KOH_COUNTRY_BIRTHS] && a[KOH_COUNTRY_DEATHS] == b[KOH_COUNTRY_DEATHS]);
    }
}

/* The country by sex and age and its counties by total at once: no factor does it, fitting does. */
static void two_kinds_at_once(void **state)
{
    (void) state;
    koh_error error = { 0 };
    koh_country_input input = input_of(0, NULL);
    koh_country free_run = country_new(), run = country_new();
    assert_int_equal(koh__country_run(&input, &error, &free_run), KOH_OK);
    koh_control controls[] = { { 1, whole, names, 1, 1, NULL }, { n_counties, county, names, 0, 0, NULL } };
    for (size_t i = 0; i < n * size * (STEPS + 1); i++) { /* a truth that both kinds agree with */
        const double growth = 1 + 0.02 * sin((double) (i % size)) + 0.01 * cos((double) county[i / size % n]);
        free_run.persons[i] *= growth;
    }
    controls[0].total = totals_of(&free_run, &controls[0], 0);
    controls[1].total = totals_of(&free_run, &controls[1], 0);
    input = input_of(2, controls);
    assert_int_equal(koh__country_run(&input, &error, &run), KOH_OK);
    balances_hold(&run, 1e-9);
    for (size_t k = 0; k < 2; k++) {
        const double *met = totals_of(&run, &controls[k], 0);
        for (size_t i = 0; i < STEPS * koh__control_size(&controls[k], n_age); i++) {
            assert_true(fabs(met[i] - controls[k].total[i]) <= 1e-9 * fmax(1, controls[k].total[i]));
        }
    }
}

static void impossible_controls(void **state)
{
    (void) state;
    koh_error error = { 0 };
    koh_country run = country_new();
    koh_control controls[] = { { 1, whole, names, 0, 0, NULL }, { n_counties, county, names, 0, 0, NULL } };
    double *country_total = KOH_TAKE(base.arena, STEPS, double);
    double *county_totals = KOH_TAKE(base.arena, STEPS * n_counties, double);
    for (size_t h = 0; h < STEPS; h++) {
        country_total[h] = 5.7e6;
        for (size_t c = 0; c < n_counties; c++) {
            county_totals[h * n_counties + c] = 5.8e6 / (double) n_counties;
        }
    }
    controls[0].total = country_total;
    controls[1].total = county_totals;
    const koh_country_input input = input_of(2, controls);
    assert_int_equal(koh__country_run(&input, &error, &run), KOH_ENOCONVERGENCE);
    assert_non_null(strstr(error.message, "a group, both sexes, all ages at 1 January 2027"));
    assert_non_null(strstr(error.message, "contradicts"));
}

static void whole_persons_add_up(void **state)
{
    (void) state;
    koh_error error = { 0 };
    const koh_country_input input = input_of(0, NULL);
    koh_country exact = country_new(), run = country_new();
    assert_int_equal(koh__country_run(&input, &error, &exact), KOH_OK);
    assert_int_equal(koh__country_run(&input, &error, &run), KOH_OK);
    assert_int_equal(koh__country_round(&input, n_counties, county, &run), KOH_OK);
    balances_hold(&run, 0);
    for (size_t i = 0; i < (STEPS + 1) * n * size; i++) {
        assert_true(run.persons[i] == round(run.persons[i]) && fabs(run.persons[i] - exact.persons[i]) < 1);
    }
    for (size_t h = 0; h <= STEPS; h++) {
        for (size_t r = 0; r < n; r++) {
            assert_true(fabs(koh_test_sum(size, cells(&run, h, r)) - koh_test_sum(size, cells(&exact, h, r))) <
                        1 + 1e-6);
        }
        for (size_t i = 0; i < size; i++) {
            double sum[2] = { 0, 0 };
            for (size_t r = 0; r < n; r++) {
                sum[0] += cells(&run, h, r)[i];
                sum[1] += cells(&exact, h, r)[i];
            }
            assert_true(fabs(sum[0] - sum[1]) < 1 + 1e-6);
        }
    }
    for (size_t i = 0; i < STEPS * n * KOH_COUNTRY_COMPONENTS; i++) {
        assert_true(run.components[i] == round(run.components[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_calibrated),        cmocka_unit_test(counties_are_met),
        cmocka_unit_test(two_kinds_at_once),    cmocka_unit_test(impossible_controls),
        cmocka_unit_test(whole_persons_add_up),
    };
    return cmocka_run_group_tests(tests, calibrate_once, release);
}
