/* kohort calibrate: from the registers to rates and levels as text. */
#include "kohort/estimate.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>

#include "app/estimate_levels_priv.h"
#include "app/session_priv.h"
#include "calib/level_priv.h"
#include "calib/nation_priv.h"
#include "calib/pattern_priv.h"
#include "calib/survival_priv.h"
#include "io/calibration_priv.h"
#include "io/home_priv.h"
#include "io/table_csv_priv.h"
#include "io/table_json_priv.h"

enum { STEPS = 40, MAX_STEPS = 200 };

koh_estimate_options koh_estimate_options_defaults(void)
{
    return (koh_estimate_options){ .n_steps = STEPS };
}

koh_status koh__estimation_make(const char *data, int origin, size_t n_steps, koh_calib_mortality mortality,
                                koh_estimation *e, koh_error *error)
{
    *e = (koh_estimation){ 0 };
    if (n_steps < 1 || n_steps > MAX_STEPS) {
        return koh_error_set(error, KOH_EDOMAIN, "%zu years ahead, expected 1 to %d", n_steps, MAX_STEPS);
    }
    e->arena = koh__arena_new();
    const char *folder = e->arena == NULL ? NULL : koh__home_data(e->arena, data);
    if (folder == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    koh_status status = koh__registers_read(folder, e->arena, &e->registers, error);
    if (status != KOH_OK) {
        return status;
    }
    for (size_t i = 0; origin == 0 && i < e->registers.n; i++) {
        const koh_register *r = &e->registers.population[i];
        const int last = r->first_year + (int) r->n_years - 1;
        e->input.origin = last > e->input.origin ? last : e->input.origin;
    }
    e->input = koh__registers_input(&e->registers, origin == 0 ? e->input.origin : origin, n_steps);
    e->input.mortality = mortality;
    const size_t n_age = e->registers.n > 0 ? e->registers.population[0].n_age : 0;
    e->regions = KOH_TAKE(e->arena, e->registers.n, koh_calib_region);
    e->projected = KOH_TAKE(e->arena, (n_steps + 1) * e->registers.n * 2 * n_age, double);
    if (e->regions == NULL || e->projected == NULL ||
        koh__nation_take(e->arena, n_steps, n_age, &e->nation) != KOH_OK) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    return koh_calibrate(&e->input, error, &e->nation, e->regions, e->projected);
}

void koh__estimation_free(koh_estimation *estimation)
{
    koh__arena_free(estimation->arena);
    *estimation = (koh_estimation){ 0 };
}

koh_status koh__estimation_find(const koh_estimation *e, const char *id, size_t *region, koh_error *error)
{
    *region = koh__registers_find(&e->registers, id);
    if (*region != (size_t) -1) {
        return KOH_OK;
    }
    const char *nearest = koh__text_nearest(id, e->registers.id, e->registers.n);
    return koh_error_set(error, KOH_EUNKNOWN, "unknown region '%.40s', expected a municipality number%s%s%s", id,
                         nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "",
                         nearest != NULL ? "'?" : "");
}

static const koh_column columns[] = {
    { "region", KOH_COLUMN_TEXT },     { "quantity", KOH_COLUMN_TEXT }, { "sex", KOH_COLUMN_TEXT },
    { "age_from", KOH_COLUMN_NUMBER }, { "age_to", KOH_COLUMN_NUMBER }, { "value", KOH_COLUMN_NUMBER },
    { "sd", KOH_COLUMN_NUMBER },       { "cases", KOH_COLUMN_NUMBER },  { "unit", KOH_COLUMN_TEXT },
};

/* One estimate; NaN = unknown or does not apply. */
typedef struct estimate {
    const char *region, *quantity, *sex;
    double from, to, value, sd, cases;
    const char *unit;
} estimate;

static koh_status add(koh_table *table, estimate x)
{
    return koh_table_add(table, (koh_cell[]){ { .text = x.region },
                                              { .text = x.quantity },
                                              { .text = x.sex },
                                              { .number = x.from },
                                              { .number = x.to },
                                              { .number = x.value },
                                              { .number = x.sd },
                                              { .number = x.cases },
                                              { .text = x.unit } });
}

/* The level of the first year and the deviations of the groups. */
static koh_status add_region(const koh_estimation *e, size_t r, koh_table *table)
{
    static const char unit[] = "per person and year";
    const koh_calib_region *region = &e->regions[r];
    const char *id = e->registers.id[r];
    const double none = (double) NAN, level = koh__level_at(region, 0);
    double deviation[KOH_CALIB_GROUPS];
    koh__pattern_at(region, 0, deviation);
    koh_status status =
        add(table, (estimate){ id, "net_migration_rate", "both", none, none, level + e->nation.level_shift[0],
                               region->level_sd, region->mean_persons, unit });
    if (status == KOH_OK) {
        status = add(table, (estimate){ id, "net_migration_level_against_country", "both", none, none, level,
                                        region->level_sd, region->mean_persons, unit });
    }
    for (size_t g = 0; status == KOH_OK && g < KOH_CALIB_GROUPS; g++) {
        size_t from, end;
        koh__pattern_ages(g, e->nation.n_age, &from, &end);
        status = add(table, (estimate){ id, "net_migration_deviation", "both", (double) from,
                                        end < e->nation.n_age ? (double) end - 1 : none, deviation[g],
                                        region->group_sd[g], region->group_persons[g], unit });
    }
    return status;
}

/* The level of mortality against the country's, of the municipality and of its county, from the deaths behind it. */
static koh_status add_levels(const koh_estimation *e, size_t r, const koh_local_levels *levels, koh_table *table)
{
    const double none = (double) NAN, mean = levels->country.mean;
    double of_county = 0;
    for (size_t i = 0; i < e->registers.n; i++) {
        of_county += e->registers.county_index[i] == e->registers.county_index[r] ? levels->expected[i] : 0;
    }
    koh_status status =
        add(table, (estimate){ e->registers.id[r], "mortality_level", "both", none, none, levels->area[r].level / mean,
                               levels->area[r].sd / mean, levels->expected[r], "ratio" });
    return status != KOH_OK ? status
                            : add(table, (estimate){ e->registers.county[r], "mortality_level", "both", none, none,
                                                     levels->county[r].level / mean, levels->county[r].sd / mean,
                                                     of_county, "ratio" });
}

/* Deaths of the base years behind a rate: its number of cases, if the register has single years. */
static double deaths_behind(const koh_estimation *e, size_t sex, size_t age)
{
    const koh_vital_register *deaths = &e->input.deaths;
    double sum = 0;
    for (int k = 0; k < KOH_RATE_YEARS; k++) {
        const size_t year = (size_t) ((int) e->nation.rate_year + 1 - k - deaths->first_year);
        const size_t row = (2 * year + sex) * deaths->n_age;
        for (size_t x = age; x < (age + 1 < e->nation.n_age ? age + 1 : deaths->n_age); x++) {
            sum += deaths->deaths[row + x];
        }
    }
    return sum;
}

static koh_status add_mortality(const koh_estimation *e, size_t i, koh_table *table)
{
    assert(e->nation.n_age > 0);
    const size_t n_age = e->nation.n_age, sex = i / n_age, age = i % n_age;
    const char *name = koh__csv_sex_name((int) sex);
    const double from = (double) age, to = age + 1 < n_age ? from : (double) NAN, cases = deaths_behind(e, sex, age);
    const double rate = e->nation.death_rate[i], none = (double) NAN;
    koh_status status = add(table, (estimate){ "0", "death_rate", name, from, to, rate,
                                               cases > 0 ? rate / sqrt(cases) : none, cases, "per person-year" });
    if (status == KOH_OK) {
        status = add(table, (estimate){ "0", "death_rate_yearly_fall", name, from, to, e->nation.improvement[i], none,
                                        none, "per year, of the log" });
    }
    if (status == KOH_OK) {
        status = add(table, (estimate){ "0", "net_migration_rate", name, from, to, e->nation.net_rate[i], none,
                                        e->nation.aged[i], "per person and year" });
    }
    return status;
}

static koh_status add_country(const koh_estimation *e, koh_table *table)
{
    const size_t n_age = e->nation.n_age;
    const double none = (double) NAN;
    double spread;
    assert(e->nation.n_steps > 0 && e->nation.net_total != NULL);
    koh_calib_spread(&e->regions[0], 1, 1, NULL, &spread);
    koh_status status =
        add(table, (estimate){ "0", "net_migration", "both", none, none, e->nation.net_total[0],
                               spread * e->nation.persons[0], e->nation.persons[0], "persons per year" });
    for (size_t i = 0; status == KOH_OK && i < 2 * n_age; i++) {
        status = add_mortality(e, i, table);
    }
    for (size_t age = 0; status == KOH_OK && age < n_age; age++) {
        if (e->nation.fertility[age] > 0) {
            status = add(table, (estimate){ "0", "fertility", "female", (double) age, (double) age,
                                            e->nation.fertility[age], none, none, "births per woman and year" });
        }
    }
    return status;
}

static koh_status fill(const koh_estimation *e, const koh_estimate_options *options, koh_table *table, koh_error *error)
{
    koh_local_levels levels = { 0 };
    koh_status status = options->deaths == NULL ? KOH_OK : koh__estimate_levels(e, options->deaths, error, &levels);
    for (size_t i = 0; status == KOH_OK && i < options->n_regions; i++) {
        size_t region;
        status = koh__estimation_find(e, options->regions[i], &region, error);
        if (status == KOH_OK && (add_region(e, region, table) != KOH_OK ||
                                 (levels.area != NULL && add_levels(e, region, &levels, table) != KOH_OK))) {
            status = koh_error_set(error, KOH_ENOMEM, "out of memory");
        }
    }
    if (status == KOH_OK && add_country(e, table) != KOH_OK) {
        status = koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    return status;
}

static void write(const koh_estimation *e, const koh_table *table, koh_text_form form, koh_buffer *buffer)
{
    if (form == KOH_TEXT_TABLE) {
        koh__table_write_csv(table, KOH_CSV_INTERNATIONAL, buffer);
        return;
    }
    koh_json_writer json = { .buffer = buffer };
    koh__json_open(&json, '{');
    koh__json_key(&json, "origin");
    koh__json_number(&json, e->nation.origin);
    koh__json_key(&json, "death_rates_at");
    koh__json_number(&json, e->nation.rate_year);
    koh__json_key(&json, "estimates");
    koh__table_write_json(table, &json);
    koh__json_close(&json, '}');
    koh__buffer_char(buffer, '\n');
}

koh_status koh_estimate(const koh_estimate_options *options, koh_error *error, koh_text *text)
{
    koh_estimation e;
    koh_buffer buffer = { 0 };
    koh_table table;
    koh_table_init(&table, "T00", "estimates", sizeof columns / sizeof columns[0], columns);
    koh_status status =
        koh__estimation_make(options->data, options->origin, options->n_steps, KOH_CALIB_LEE_CARTER, &e, error);
    status = status == KOH_OK ? fill(&e, options, &table, error) : status;
    if (status == KOH_OK && options->write != NULL) {
        status = koh__calibration_write(options->write, &e.nation, e.registers.n, e.registers.id, e.regions, error);
    }
    if (status == KOH_OK) {
        write(&e, &table, options->form, &buffer);
        status = koh__text_take(&buffer, error, text);
    }
    koh_table_free(&table);
    koh__estimation_free(&e);
    return status;
}
