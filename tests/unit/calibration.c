/* The calibration of 2016 against check values of an independent implementation (tests/vectors/calibration). */
#include "test.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "calib/level_priv.h"
#include "calib/pattern_priv.h"
#include "calibration.h"
#include "io/csv_priv.h"
#include "kohort/sex.h"

enum { ORIGIN = 2016, STEPS = 10, QUANTITY = 0, REGION, YEAR, SEX, AGE, VALUE, TOLERANCE, COLUMNS };

static const koh_csv_column columns[COLUMNS] = {
    [QUANTITY] = { .name = "quantity", .what = "a name" },
    [REGION] = { .name = "region", .optional = 2, .what = "a municipality" },
    [YEAR] = { .name = "year", .kind = KOH_CSV_INT, .what = "a year" },
    [SEX] = { .name = "sex", .kind = KOH_CSV_SEX, .optional = 2, .what = "a sex" },
    [AGE] = { .name = "age", .kind = KOH_CSV_INT, .optional = 2, .what = "an age" },
    [VALUE] = { .name = "value", .kind = KOH_CSV_NUMBER, .what = "a number" },
    [TOLERANCE] = { .name = "tolerance", .kind = KOH_CSV_NUMBER, .what = "relative" },
};

static size_t region_of(const koh_test_calibration *c, const char *id)
{
    for (size_t r = 0; r < c->registers.n; r++) {
        if (strcmp(c->registers.id[r], id) == 0) {
            return r;
        }
    }
    fail_msg("no region %s", id);
    return 0;
}

static size_t group_of(int from)
{
    size_t g = 0;
    while (koh_calib_group_from()[g] != from) {
        g++;
    }
    return g;
}

/* What the calibration has for a row of the vectors. */
static double ours(const koh_test_calibration *c, const koh_pattern_group *groups, const koh_csv *csv, size_t row)
{
    const char *quantity = koh__csv_text(csv, row, QUANTITY), *region = koh__csv_text(csv, row, REGION);
    const size_t step = (size_t) (koh__csv_int(csv, row, YEAR) - ORIGIN), n_age = c->nation.n_age;
    const size_t r = region == NULL ? 0 : region_of(c, region);
    const int sex = koh__csv_int(csv, row, SEX), age = koh__csv_int(csv, row, AGE);
    if (strcmp(quantity, "total") == 0) {
        return koh_test_sum((region == NULL ? c->registers.n : 1) * 2 * n_age, koh_test_projected(c, step, r));
    }
    if (strcmp(quantity, "persons") == 0) {
        return koh_test_projected(c, step, r)[(size_t) sex * n_age + (size_t) age];
    }
    if (strcmp(quantity, "level") == 0) {
        return koh__level_at(&c->regions[r], step);
    }
    if (strcmp(quantity, "deviation") == 0) {
        double deviation[KOH_CALIB_GROUPS];
        koh__pattern_at(&c->regions[r], step, deviation);
        return deviation[group_of(age)];
    }
    if (strcmp(quantity, "improvement") == 0) {
        return c->nation.improvement[(size_t) sex * n_age + (size_t) age];
    }
    const koh_pattern_group *group = &groups[group_of(age)];
    return strcmp(quantity, "lasting") == 0 ? group->lasting : group->chance;
}

static void check_values(void **state)
{
    (void) state;
    koh_test_calibration c;
    koh_error error;
    koh_csv *csv = NULL;
    koh_history history;
    koh_pattern_group groups[KOH_CALIB_GROUPS];
    koh_test_read(&c, ORIGIN, STEPS);
    c.input.mortality = KOH_CALIB_TREND; /* which the check values were made with */
    assert_int_equal(koh_test_calibrate(&c, &error), KOH_OK);
    assert_int_equal(koh__history_new(&c.input, &error, &history), KOH_OK);
    koh_calib_region *again = KOH_TAKE(c.arena, c.registers.n, koh_calib_region);
    assert_int_equal(koh__pattern_estimate(&history, c.input.county, again, groups), KOH_OK);
    const char *path = KOH_TEST_VECTORS "/calibration/origin_2016.csv";
    assert_int_equal(koh__csv_read_file(path, COLUMNS, columns, &csv, &error), KOH_OK);
    assert_true(koh__csv_rows(csv) > 60);
    for (size_t row = 0; row < koh__csv_rows(csv); row++) {
        const double value = ours(&c, groups, csv, row), expected = koh__csv_number(csv, row, VALUE);
        if (!(fabs(value - expected) <= koh__csv_number(csv, row, TOLERANCE) * fabs(expected))) {
            fail_msg("line %zu: %s is %.10g, expected %.10g", koh__csv_line(csv, row),
                     koh__csv_text(csv, row, QUANTITY), value, expected);
        }
    }
    koh__csv_free(csv);
    koh__history_free(&history);
    koh__arena_free(c.arena);
}

/* A Poisson Lee-Carter model of 1986-2015, ages 0-95, fitted by the textbook's Newton rounds in another language. */
static void death_rates_fall_as_elsewhere(void **state)
{
    (void) state;
    static const struct {
        size_t age;
        double fall;
    } known[] = { { 30, 0.013250085339723742 }, { 50, 0.02243174663407386 },
                  { 70, 0.02268007384156454 },  { 80, 0.01843102637554451 },
                  { 90, 0.009094247423697818 }, { 95, 0.00471820514654993 },
                  { 100, 0.00471820514654993 }, { 1, 0.03 } }; /* 0.0495, which is beyond the bound */
    koh_test_calibration c;
    koh_error error;
    koh_test_read(&c, ORIGIN, STEPS);
    assert_int_equal(koh_test_calibrate(&c, &error), KOH_OK);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        for (size_t sex = 0; sex < KOH_SEXES; sex++) {
            KOH_ASSERT_NEAR(c.nation.improvement[sex * c.nation.n_age + known[i].age], known[i].fall, 1e-9);
        }
    }
    koh__arena_free(c.arena);
}

/* A country in which nobody of an age ever dies has no Lee-Carter model, and is told so. */
static void no_deaths_of_an_age(void **state)
{
    (void) state;
    koh_test_calibration c;
    koh_error error;
    koh_test_read(&c, ORIGIN, STEPS);
    const size_t cells = c.input.deaths.n_years * KOH_SEXES * c.input.deaths.n_age;
    double *deaths = KOH_TAKE(c.arena, cells, double);
    memcpy(deaths, c.input.deaths.deaths, cells * sizeof *deaths);
    for (size_t i = 0; i < cells; i += c.input.deaths.n_age) {
        deaths[i + 9] = 0;
    }
    c.input.deaths.deaths = deaths;
    assert_int_equal(koh_test_calibrate(&c, &error), KOH_EDOMAIN);
    assert_non_null(strstr(error.message, "9"));
    koh__arena_free(c.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(check_values), cmocka_unit_test(death_rates_fall_as_elsewhere),
                                        cmocka_unit_test(no_deaths_of_an_age) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
