/* What must hold of a calibration whatever the figures are: it adds up, one municipality alone is the same as among
 * all, the order of municipalities does not matter, and nothing dated after the origin is read. */
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "calib/survival_priv.h"
#include "calibration.h"

enum { ORIGIN = 2016, STEPS = 10 };

static koh_test_calibration base;

static int calibrate_once(void **state)
{
    (void) state;
    koh_error error;
    koh_test_read(&base, ORIGIN, STEPS);
    return koh_test_calibrate(&base, &error) == KOH_OK ? 0 : -1;
}

static int release(void **state)
{
    (void) state;
    koh__arena_free(base.arena);
    return 0;
}

/* Survivors and births of a municipality in a step by the engine, from the shipped rates alone. */
static void age(const koh_test_calibration *c, size_t step, const double *persons, double *survival, double *aged)
{
    koh_proj_workspace *workspace = NULL;
    assert_int_equal(koh_proj_workspace_new(c->nation.n_age, &workspace), KOH_OK);
    assert_int_equal(koh_calib_survival(&c->nation, step, 1, 1, survival, NULL), KOH_OK);
    const koh_proj_year year = { .survival = survival,
                                 .fertility = c->nation.fertility,
                                 .boys_per_girl = c->nation.boys_per_girl };
    assert_int_equal(koh_proj_step(persons, &year, KOH_TIMING_END, workspace, aged, NULL), KOH_OK);
    koh_proj_workspace_free(workspace);
}

/* Projects region r by the engine and the arrays of the nation, without any other municipality. */
static void project_alone(const koh_test_calibration *c, size_t r, double *persons)
{
    const size_t n_age = c->nation.n_age;
    double survival[2 * KOH_CALIB_MAX_AGES], aged[2 * KOH_CALIB_MAX_AGES], net[2 * KOH_CALIB_MAX_AGES];
    koh_proj_workspace *workspace = NULL;
    assert_int_equal(koh_proj_workspace_new(n_age, &workspace), KOH_OK);
    memcpy(persons, koh_register_year(&c->input.regions[r], ORIGIN), 2 * n_age * sizeof *persons);
    for (size_t h = 0; h < STEPS; h++) {
        double next[2 * KOH_CALIB_MAX_AGES];
        age(c, h, persons, survival, aged);
        const double total = koh_test_sum(2 * n_age, persons);
        assert_int_equal(koh_calib_net(&c->nation, &c->regions[r], h, total, aged, NAN, net), KOH_OK);
        const koh_proj_year year = { .survival = survival,
                                     .fertility = c->nation.fertility,
                                     .boys_per_girl = c->nation.boys_per_girl,
                                     .net_count = net };
        assert_int_equal(koh_proj_step(persons, &year, KOH_TIMING_END, workspace, next, NULL), KOH_OK);
        memcpy(persons, next, 2 * n_age * sizeof *persons);
    }
    koh_proj_workspace_free(workspace);
}

static void one_alone_is_one_of_all(void **state)
{
    (void) state;
    const size_t size = 2 * base.nation.n_age;
    for (size_t r = 0; r < base.input.n_regions; r += 17) {
        double persons[2 * KOH_CALIB_MAX_AGES];
        project_alone(&base, r, persons);
        const double *joint = koh_test_projected(&base, STEPS, r);
        for (size_t i = 0; i < size; i++) {
            assert_true(fabs(persons[i] - joint[i]) <= 1e-9 * fmax(1, joint[i]));
        }
    }
}

/* The sum of net migrants of all municipalities in a step under a national total, or NaN. */
static double sum_of_net(const koh_test_calibration *c, size_t step, double national)
{
    const size_t size = 2 * c->nation.n_age;
    double sum = 0;
    for (size_t r = 0; r < c->input.n_regions; r++) {
        double survival[2 * KOH_CALIB_MAX_AGES], aged[2 * KOH_CALIB_MAX_AGES], net[2 * KOH_CALIB_MAX_AGES];
        const double *persons = koh_test_projected(c, step, r);
        age(c, step, persons, survival, aged);
        const double total = koh_test_sum(size, persons);
        assert_int_equal(koh_calib_net(&c->nation, &c->regions[r], step, total, aged, national, net), KOH_OK);
        sum += koh_test_sum(size, net);
    }
    return sum;
}

static void municipalities_add_up(void **state)
{
    (void) state;
    for (size_t h = 0; h < STEPS; h += 3) {
        KOH_ASSERT_NEAR(sum_of_net(&base, h, (double) NAN), base.nation.net_total[h], 1e-9);
        KOH_ASSERT_NEAR(sum_of_net(&base, h, 13275.3), 13275.3, 1e-9);
    }
    assert_true(base.nation.net_total[0] > 20000 && base.nation.net_total[0] < 40000);
    KOH_ASSERT_NEAR(koh_test_sum(2 * base.nation.n_age, base.nation.age_profile), 1, 1e-12);
}

static void a_published_path_is_reached(void **state)
{
    (void) state;
    koh_test_calibration c = base;
    koh_error error;
    const int year[] = { 2015, 2019, 2031 };
    const double net[] = { 9000, 21731.5, 11000 };
    c.input.n_path = 3;
    c.input.path_year = year;
    c.input.path_net = net;
    assert_int_equal(koh_test_calibrate(&c, &error), KOH_OK);
    const double before = base.nation.net_total[0], first = 9000 + (21731.5 - 9000) / 4;
    KOH_ASSERT_NEAR(c.nation.net_total[0], before + 0.2 * (first - before), 1e-9);
    KOH_ASSERT_NEAR(c.nation.net_total[4], 21731.5 - (21731.5 - 11000) / 12, 1e-9);
    KOH_ASSERT_NEAR(sum_of_net(&c, 7, (double) NAN), c.nation.net_total[7], 1e-9);
}

static void order_does_not_matter(void **state)
{
    (void) state;
    const size_t n = base.input.n_regions, size = 2 * base.nation.n_age;
    koh_test_calibration c = base;
    koh_error error;
    koh_register *regions = KOH_TAKE(c.arena, n, koh_register);
    int *county = KOH_TAKE(c.arena, n, int);
    assert_true(regions != NULL && county != NULL);
    for (size_t r = 0; r < n; r++) { /* 149 has no divisor in common with 357 */
        regions[r] = base.input.regions[(149 * r + 11) % n];
        county[r] = 14 - base.input.county[(149 * r + 11) % n];
    }
    c.input.regions = regions;
    c.input.county = county;
    assert_int_equal(koh_test_calibrate(&c, &error), KOH_OK);
    for (size_t r = 0; r < n; r++) {
        const double *one = koh_test_projected(&c, STEPS, r);
        const double *other = koh_test_projected(&base, STEPS, (149 * r + 11) % n);
        for (size_t i = 0; i < size; i++) {
            assert_true(fabs(one[i] - other[i]) <= 1e-10 * fmax(1, other[i]));
        }
    }
}

/* A copy of n values, those from `keep` on replaced by nonsense. */
static double *scrambled(koh_arena *arena, size_t n, size_t keep, const double *values)
{
    double *copy = KOH_TAKE(arena, n, double);
    assert_non_null(copy);
    for (size_t i = 0; i < n; i++) {
        copy[i] = i < keep ? values[i] : i % 3 == 0 ? (double) NAN : 13.7 * (double) (i % 101);
    }
    return copy;
}

static void the_future_is_not_read(void **state)
{
    (void) state;
    koh_test_calibration c = base;
    koh_error error;
    koh_register *regions = KOH_TAKE(c.arena, c.input.n_regions, koh_register);
    assert_non_null(regions);
    for (size_t r = 0; r < c.input.n_regions; r++) {
        const koh_register *all = &base.input.regions[r];
        const size_t row = 2 * all->n_age, known = (size_t) (ORIGIN + 1 - all->first_year);
        regions[r] = *all;
        regions[r].persons = scrambled(c.arena, all->n_years * row, known * row, all->persons);
    }
    c.input.regions = regions;
    koh_vital_register *deaths = &c.input.deaths;
    const size_t row = 2 * deaths->n_age, known = (size_t) (ORIGIN - deaths->first_year) * row;
    deaths->deaths = scrambled(c.arena, deaths->n_years * row, known, deaths->deaths);
    deaths->exposure = scrambled(c.arena, deaths->n_years * row, known, deaths->exposure);
    koh_fertility_register *births = &c.input.fertility;
    births->rate = scrambled(c.arena, births->n_years * births->n_age,
                             (size_t) (ORIGIN - births->first_year) * births->n_age, births->rate);
    assert_int_equal(koh_test_calibrate(&c, &error), KOH_OK);
    const size_t cells = (STEPS + 1) * c.input.n_regions * 2 * c.nation.n_age;
    assert_memory_equal(c.projected, base.projected, cells * sizeof *c.projected);
    assert_memory_equal(c.regions, base.regions, c.input.n_regions * sizeof *c.regions);
}

/* A base period is what shorter registers give; and it is not what all years give. */
static void years_before_the_base_period_are_not_read(void **state)
{
    (void) state;
    enum { FROM = ORIGIN - 6 };
    koh_test_calibration c = base, cut = base;
    koh_error error;
    koh_register *regions = KOH_TAKE(c.arena, c.input.n_regions, koh_register);
    assert_non_null(regions);
    for (size_t r = 0; r < c.input.n_regions; r++) {
        const koh_register *all = &base.input.regions[r];
        const int gone = all->first_year < FROM ? FROM - all->first_year : 0;
        regions[r] = (koh_register){ all->first_year + gone, all->n_years - (size_t) gone, all->n_age,
                                     all->persons + (size_t) gone * 2 * all->n_age };
    }
    cut.input.regions = regions;
    c.input.migration_from = FROM;
    assert_int_equal(koh_test_calibrate(&c, &error), KOH_OK);
    assert_int_equal(koh_test_calibrate(&cut, &error), KOH_OK);
    const size_t cells = (STEPS + 1) * c.input.n_regions * 2 * c.nation.n_age;
    assert_memory_equal(c.projected, cut.projected, cells * sizeof *c.projected);
    assert_memory_equal(c.regions, cut.regions, c.input.n_regions * sizeof *c.regions);
    assert_memory_not_equal(c.projected, base.projected, cells * sizeof *c.projected);
}

static void spread_grows_and_falls_with_size(void **state)
{
    (void) state;
    double small[STEPS], large[STEPS], country[STEPS];
    koh_calib_spread(&base.regions[0], 1000, STEPS, small, country);
    koh_calib_spread(&base.regions[0], 100000, STEPS, large, NULL);
    for (size_t h = 1; h < STEPS; h++) {
        assert_true(small[h] > small[h - 1] && large[h] > large[h - 1] && small[h] > large[h]);
        assert_true(country[h] > country[h - 1]);
    }
    KOH_ASSERT_NEAR(country[9], 0.0011 * pow(10, 1.5), 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_alone_is_one_of_all),          cmocka_unit_test(municipalities_add_up),
        cmocka_unit_test(a_published_path_is_reached),      cmocka_unit_test(order_does_not_matter),
        cmocka_unit_test(the_future_is_not_read),           cmocka_unit_test(years_before_the_base_period_are_not_read),
        cmocka_unit_test(spread_grows_and_falls_with_size),
    };
    return cmocka_run_group_tests(tests, calibrate_once, release);
}
