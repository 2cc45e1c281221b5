/* kohort compare: key figures of scenarios and results side by side. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/session_priv.h"
#include "io/result_read_priv.h"
#include "io/table_csv_priv.h"
#include "kohort/table.h"
#include "plan/key_figure_priv.h"

enum { RESULTS_MAX = 16, COLUMNS_MAX = 64, YEARS = 3 };

/* One column: a scenario of a result. */
typedef struct side {
    const cJSON *scenario;
    const char *name;
    size_t result, counterpart; /* counterpart: the side that it is held against, itself where it has none */
} side;

typedef struct comparison {
    koh_arena *arena;
    size_t n_results, n_sides;
    cJSON *results[RESULTS_MAX];
    side sides[COLUMNS_MAX];
    int years[YEARS];
    int is_alike; /* every scenario of one result is in all others */
} comparison;

static const char *text_of(const cJSON *object, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsString(item) ? item->valuestring : "";
}

static int year_of(const cJSON *plan, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(plan, key);
    return cJSON_IsNumber(item) ? (int) item->valuedouble : 0;
}

/* One result: its scenarios become columns, named by the scenario, or by file and scenario where there are several. */
static koh_status add_sides(comparison *c, size_t i, const char *name, koh_error *error)
{
    size_t n = koh__result_scenarios(c->results[i]);
    for (size_t s = 0; s < n; s++) {
        const cJSON *scenario = koh__result_scenario(c->results[i], s);
        if (c->n_sides == COLUMNS_MAX) {
            return koh_error_set(error, KOH_ELIMIT, "more than %d scenarios to compare", COLUMNS_MAX);
        }
        const char *id = text_of(scenario, "id");
        const char *title =
            c->n_results == 1 ? koh__arena_text(c->arena, id) : koh__arena_format(c->arena, "%s:%s", name, id);
        if (title == NULL) {
            return koh_error_set(error, KOH_ENOMEM, "out of memory");
        }
        c->sides[c->n_sides] = (side){ scenario, title, i, c->n_sides };
        c->n_sides++;
    }
    return KOH_OK;
}

/* Holds scenarios against those of the same name in the first result, or, of one result alone, against its first. */
static void match_sides(comparison *c)
{
    size_t n_matched[RESULTS_MAX] = { 0 };
    for (size_t s = 0; s < c->n_sides; s++) {
        for (size_t k = 0; k < c->n_sides && c->sides[k].result == 0; k++) {
            if (c->n_results == 1
                    ? k == 0
                    : strcmp(text_of(c->sides[k].scenario, "id"), text_of(c->sides[s].scenario, "id")) == 0) {
                c->sides[s].counterpart = k;
                n_matched[c->sides[s].result]++;
                break;
            }
        }
    }
    c->is_alike = c->n_sides == c->n_results * n_matched[0];
    for (size_t i = 1; i < c->n_results; i++) {
        c->is_alike &= n_matched[i] == n_matched[0];
    }
}

/* Is result i of the municipality of the first? */
static koh_status check_region(const comparison *c, size_t i, const char *const *paths, koh_error *error)
{
    const char *regions[2];
    for (size_t k = 0; k < 2; k++) {
        regions[k] = text_of(cJSON_GetObjectItemCaseSensitive(c->results[k * i], "plan"), "region");
    }
    if (strcmp(regions[0], regions[1]) == 0) {
        return KOH_OK;
    }
    const koh_status status =
        koh_error_set(error, KOH_EDOMAIN, "results of different municipalities: %.20s, and %.20s in %.200s", regions[1],
                      regions[0], paths[0]);
    koh_error_at(error, paths[i], 0, 0, "/plan/region");
    return status;
}

static koh_status read_all(comparison *c, size_t n, const char *const *paths, koh_error *error)
{
    if (n == 0 || n > RESULTS_MAX) {
        return koh_error_set(error, KOH_EUSAGE, "expected 1 to %d results", RESULTS_MAX);
    }
    c->n_results = n;
    for (size_t i = 0; i < n; i++) {
        koh_status status = koh__result_read(paths[i], &c->results[i], error);
        if (status == KOH_OK) {
            status = check_region(c, i, paths, error);
        }
        if (status == KOH_OK) {
            status = add_sides(c, i, paths[i], error);
        }
        if (status != KOH_OK) {
            return status;
        }
    }
    match_sides(c);
    const cJSON *plan = cJSON_GetObjectItemCaseSensitive(c->results[0], "plan");
    const cJSON *period = cJSON_GetObjectItemCaseSensitive(plan, "plan_period");
    const cJSON *to = cJSON_GetArrayItem(period, 1);
    c->years[0] = year_of(plan, "base_year");
    c->years[1] = cJSON_IsNumber(to) ? (int) to->valuedouble : c->years[0];
    c->years[2] = year_of(plan, "end_year");
    return KOH_OK;
}

static double value_of(const koh_key_figure *f, const cJSON *scenario, int year)
{
    const koh_label labels[] = { { "year", NULL, year }, { f->dimension, f->label, 0 } };
    return koh__result_sum(scenario, f->path, f->dimension != NULL ? 2 : 1, labels, f->from_age);
}

/* Do all columns say what their counterparts say? Unknown equals unknown. */
static int is_equal(const comparison *c, const koh_cell *cells)
{
    for (size_t i = 0; i < c->n_sides; i++) {
        const double one = cells[i].number, other = cells[c->sides[i].counterpart].number;
        if (one != other && !(isnan(one) && isnan(other))) {
            return 0;
        }
    }
    return 1;
}

static koh_status fill(const comparison *c, koh_table *table, int *differs)
{
    koh_status status = KOH_OK;
    koh_cell cells[COLUMNS_MAX + 3];
    size_t n_figures;
    const koh_key_figure *figures = koh__key_figures(&n_figures);
    for (size_t i = 0; i < n_figures * YEARS && status == KOH_OK; i++) {
        const koh_key_figure *f = &figures[i / YEARS];
        int year = c->years[i % YEARS];
        cells[0].text = f->id;
        cells[1].text = f->unit;
        cells[2].number = year;
        for (size_t s = 0; s < c->n_sides; s++) {
            cells[3 + s].number = value_of(f, c->sides[s].scenario, year);
        }
        *differs |= !is_equal(c, cells + 3);
        status = koh_table_add(table, cells);
    }
    return status;
}

/* The first year of shortage of each side, in one row per type that any side has. */
static koh_status fill_shortages(const comparison *c, koh_table *table, int *differs)
{
    koh_cell cells[COLUMNS_MAX + 3];
    const cJSON *first, *item;
    koh_status status = KOH_OK;
    first = cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(c->sides[0].scenario, "capacity"),
                                             "first_shortage");
    cJSON_ArrayForEach(item, first)
    {
        cells[0].text = koh__arena_format(c->arena, "first_shortage_%s", item->string);
        cells[1].text = "year";
        cells[2].number = NAN;
        for (size_t s = 0; s < c->n_sides; s++) {
            const cJSON *block = cJSON_GetObjectItemCaseSensitive(c->sides[s].scenario, "capacity");
            const cJSON *year = cJSON_GetObjectItemCaseSensitive(
                cJSON_GetObjectItemCaseSensitive(block, "first_shortage"), item->string);
            cells[3 + s].number = cJSON_IsNumber(year) ? year->valuedouble : (double) NAN;
        }
        if (cells[0].text == NULL) {
            return KOH_ENOMEM;
        }
        *differs |= !is_equal(c, cells + 3);
        status = status == KOH_OK ? koh_table_add(table, cells) : status;
    }
    return status;
}

static koh_status write_table(const comparison *c, int *differs, koh_buffer *buffer)
{
    koh_column columns[COLUMNS_MAX + 3] = { { "figure", KOH_COLUMN_TEXT },
                                            { "unit", KOH_COLUMN_TEXT },
                                            { "year", KOH_COLUMN_NUMBER } };
    koh_table table;
    for (size_t s = 0; s < c->n_sides; s++) {
        columns[3 + s] = (koh_column){ c->sides[s].name, KOH_COLUMN_NUMBER };
    }
    koh_table_init(&table, "T24", "scenario_comparison", c->n_sides + 3, columns);
    *differs = !c->is_alike;
    koh_status status = fill(c, &table, differs);
    if (status == KOH_OK) {
        status = fill_shortages(c, &table, differs);
    }
    if (status == KOH_OK) {
        koh__table_write_csv(&table, KOH_CSV_INTERNATIONAL, buffer);
    }
    koh_table_free(&table);
    return status;
}

koh_status koh_compare(size_t n, const char *const *results, int *differs, koh_error *error, koh_text *text)
{
    comparison c = { .arena = koh__arena_new() };
    koh_buffer buffer = { 0 };
    *differs = 0;
    koh_status status =
        c.arena == NULL ? koh_error_set(error, KOH_ENOMEM, "out of memory") : read_all(&c, n, results, error);
    if (status == KOH_OK && write_table(&c, differs, &buffer) != KOH_OK) {
        status = koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    if (status == KOH_OK) {
        status = koh__text_take(&buffer, error, text);
    }
    for (size_t i = 0; i < RESULTS_MAX; i++) {
        cJSON_Delete(c.results[i]);
    }
    koh__arena_free(c.arena);
    return status;
}
