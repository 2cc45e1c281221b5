/* kohort compare of two vintages: inputs and results that changed, how the old projection has done, and what has made
 * the difference (T25). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/revision_priv.h"
#include "io/file_priv.h"
#include "io/json_priv.h"
#include "io/result_read_priv.h"
#include "io/table_csv_priv.h"
#include "kohort/age_band.h"
#include "plan/model_priv.h"

#define SAME 1e-9 /* relative: rounding of two runs of the same figures */

static const koh_column columns[] = { { "part", KOH_COLUMN_TEXT },  { "scenario", KOH_COLUMN_TEXT },
                                      { "item", KOH_COLUMN_TEXT },  { "year", KOH_COLUMN_NUMBER },
                                      { "unit", KOH_COLUMN_TEXT },  { "old", KOH_COLUMN_NUMBER },
                                      { "new", KOH_COLUMN_NUMBER }, { "change", KOH_COLUMN_NUMBER },
                                      { "note", KOH_COLUMN_TEXT } };

koh_status koh__revision_add(koh_revision_view *v, const koh_revision_row *row)
{
    return koh_table_add(&v->table, (koh_cell[]){ { .text = row->part },
                                                  { .text = row->scenario },
                                                  { .text = row->item },
                                                  { .number = row->year != 0 ? row->year : (double) NAN },
                                                  { .text = row->unit },
                                                  { .number = row->old_value },
                                                  { .number = row->new_value },
                                                  { .number = row->change },
                                                  { .text = row->note } });
}

int koh_is_plan(const char *path)
{
    enum { PLAN_LIMIT = 64 * 1024 * 1024 };
    char *bytes = NULL;
    size_t length;
    cJSON *tree = NULL;
    koh_status status = koh__file_read(path, PLAN_LIMIT, &bytes, &length, NULL);
    if (status == KOH_OK) {
        status = koh__json_read(path, bytes, length, &tree, NULL);
    }
    int is_plan = status == KOH_OK && cJSON_IsNumber(cJSON_GetObjectItemCaseSensitive(tree, "kohort"));
    koh__free(bytes);
    cJSON_Delete(tree);
    return is_plan;
}

/* A plan is read, bound and run. */
static koh_status open_plan(koh_revision_side *side, const koh_session *open, const char *data, koh_error *error)
{
    koh_session *session = &side->session;
    koh_status status =
        open != NULL ? koh__session_share(open, session, error) : koh__session_open(data, session, error);
    if (status == KOH_OK) {
        status = koh__session_read_file(session, side->path, error);
    }
    if (status == KOH_OK) {
        status = koh__session_bind(session, error);
    }
    return status == KOH_OK ? koh__session_first(session, error) : status;
}

static koh_status run_plan(koh_revision_side *side, koh_error *error)
{
    koh_session *session = &side->session;
    return koh__plans_run(session->set.n, session->set.plans, &session->inputs, session->arena, error, &side->result);
}

static const char *region_of(const koh_revision_side *side)
{
    const cJSON *top = side->is_plan ? side->session.tree : cJSON_GetObjectItemCaseSensitive(side->tree, "plan");
    const cJSON *region = cJSON_GetObjectItemCaseSensitive(top, "region");
    return cJSON_IsString(region) ? region->valuestring : "";
}

static koh_status open_sides(koh_revision_view *v, const koh_revision_options *options, koh_error *error)
{
    koh_status status = KOH_OK;
    v->sides[0].path = options->old_path;
    v->sides[1].path = options->new_path;
    for (int i = 0; i < 2; i++) {
        v->sides[i].is_plan = koh_is_plan(v->sides[i].path);
    }
    for (int i = 0; i < 2 && status == KOH_OK; i++) {
        koh_revision_side *side = &v->sides[i];
        const koh_session *open = i == 1 && v->sides[0].is_plan ? &v->sides[0].session : NULL;
        status = side->is_plan ? open_plan(side, open, options->data, error)
                               : koh__result_read(side->path, &side->tree, error);
    }
    if (status == KOH_OK && v->sides[0].is_plan != v->sides[1].is_plan) {
        return koh_error_set(error, KOH_EUSAGE, "expected two plans or two results, not one of each");
    }
    if (status == KOH_OK && strcmp(region_of(&v->sides[0]), region_of(&v->sides[1])) != 0) {
        status = koh_error_set(error, KOH_EDOMAIN, "vintages of different municipalities: %.20s, and %.20s in %.200s",
                               region_of(&v->sides[1]), region_of(&v->sides[0]), v->sides[0].path);
        koh_error_at(error, v->sides[1].path, 0, 0, v->sides[1].is_plan ? "/region" : "/plan/region");
    }
    for (int i = 0; i < 2 && status == KOH_OK && v->sides[0].is_plan; i++) {
        status = run_plan(&v->sides[i], error);
    }
    return status;
}

static int year_of(const koh_revision_side *side, const char *key, int at)
{
    if (side->is_plan) {
        const koh_plan *plan = &side->session.set.plans[0];
        return strcmp(key, "base_year") == 0 ? plan->base_year : at < 0 ? plan->end_year : plan->period_to;
    }
    const cJSON *plan = cJSON_GetObjectItemCaseSensitive(side->tree, "plan");
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(plan, key);
    item = at >= 0 ? cJSON_GetArrayItem(item, at) : item;
    return cJSON_IsNumber(item) ? (int) item->valuedouble : 0;
}

static size_t scenarios_of(const koh_revision_side *side)
{
    return side->is_plan ? side->result.n_scenarios : koh__result_scenarios(side->tree);
}

static const char *scenario_id(const koh_revision_side *side, size_t s)
{
    if (side->is_plan) {
        return side->result.scenarios[s].plan->id;
    }
    const cJSON *id = cJSON_GetObjectItemCaseSensitive(koh__result_scenario(side->tree, s), "id");
    return cJSON_IsString(id) ? id->valuestring : "";
}

static double figure_of(const koh_revision_side *side, size_t s, const koh_key_figure *f, int year)
{
    if (side->is_plan) {
        return koh__key_figure_at(&side->result.scenarios[s], f, year);
    }
    const koh_label labels[] = { { "year", NULL, year }, { f->dimension, f->label, 0 } };
    return koh__result_sum(koh__result_scenario(side->tree, s), f->path, f->dimension != NULL ? 2 : 1, labels,
                           f->from_age);
}

/* Unknown equals unknown. */
static int equal(double a, double b)
{
    return (isnan(a) && isnan(b)) || fabs(a - b) <= SAME * fmax(fabs(a), fabs(b));
}

/* Years at which results are held against each other: those that both reach. */
static size_t years_of(const koh_revision_view *v, int years[3])
{
    const koh_revision_side *a = &v->sides[0], *b = &v->sides[1];
    int base[] = { year_of(a, "base_year", -1), year_of(b, "base_year", -1) };
    int end[] = { year_of(a, "end_year", -1), year_of(b, "end_year", -1) };
    int first = base[0] > base[1] ? base[0] : base[1], last = end[0] < end[1] ? end[0] : end[1];
    int candidates[] = { first, year_of(b, "plan_period", 1), last };
    size_t n = 0;
    for (size_t i = 0; i < 3; i++) {
        if (candidates[i] >= first && candidates[i] <= last && (n == 0 || candidates[i] > years[n - 1])) {
            years[n++] = candidates[i];
        }
    }
    return n;
}

static koh_status compare_scenario(koh_revision_view *v, size_t s_old, size_t s_new)
{
    size_t n, n_years;
    int years[3];
    const koh_key_figure *figures = koh__key_figures(&n);
    koh_status status = KOH_OK;
    n_years = years_of(v, years);
    for (size_t i = 0; i < n * n_years && status == KOH_OK; i++) {
        const koh_key_figure *f = &figures[i / n_years];
        int year = years[i % n_years];
        double before = figure_of(&v->sides[0], s_old, f, year), after = figure_of(&v->sides[1], s_new, f, year);
        if (!equal(before, after)) {
            status = koh__revision_add(v, &(koh_revision_row){ .part = "results",
                                                               .scenario = scenario_id(&v->sides[1], s_new),
                                                               .item = f->id,
                                                               .unit = f->unit,
                                                               .year = year,
                                                               .old_value = before,
                                                               .new_value = after,
                                                               .change = after - before });
        }
    }
    return status;
}

/* The scenario of the same name; the number of scenarios where there is none. */
static size_t find_scenario(const koh_revision_side *side, const char *id)
{
    size_t n = scenarios_of(side), s = 0;
    while (s < n && strcmp(scenario_id(side, s), id) != 0) {
        s++;
    }
    return s;
}

static koh_status compare_results(koh_revision_view *v)
{
    koh_status status = KOH_OK;
    for (int of = 0; of < 2; of++) {
        const koh_revision_side *here = &v->sides[of], *there = &v->sides[1 - of];
        for (size_t s = 0; s < scenarios_of(here) && status == KOH_OK; s++) {
            size_t other = find_scenario(there, scenario_id(here, s));
            if (other == scenarios_of(there)) {
                status = koh__revision_add(v, &(koh_revision_row){ .part = "results",
                                                                   .scenario = scenario_id(here, s),
                                                                   .item = "scenario",
                                                                   .note = of == 0 ? "removed" : "added",
                                                                   .old_value = NAN,
                                                                   .new_value = NAN,
                                                                   .change = NAN });
            } else if (of == 1) {
                status = compare_scenario(v, other, s);
            }
        }
    }
    return status;
}

/* Registered persons of ages from..to at 1 January, as the new vintage knows them; NaN where it does not. */
static double registered(const koh_revision_view *v, int year, int from, int to)
{
    const koh_revision_side *side = &v->sides[1];
    if (!side->is_plan) {
        const koh_key_figure all = { "", "", "population", NULL, NULL, from },
                             older = { "", "", "population", NULL, NULL, to + 1 };
        double above = to < 0 ? 0 : figure_of(side, 0, &older, year);
        return year == year_of(side, "base_year", -1) ? figure_of(side, 0, &all, year) - above : (double) NAN;
    }
    const koh_plan *plan = &side->session.set.plans[0];
    const koh_register *known = plan->registered != NULL ? plan->registered : &side->session.inputs.local;
    const double *persons = koh_register_year(known, year);
    return persons == NULL ? (double) NAN
                           : koh_age_sum(known->n_age, persons, from, to) +
                                 koh_age_sum(known->n_age, persons + known->n_age, from, to);
}

static double projected(const koh_revision_view *v, int year, int from, int to)
{
    const koh_key_figure all = { "", "", "population", NULL, NULL, from },
                         older = { "", "", "population", NULL, NULL, to + 1 };
    return figure_of(&v->sides[0], 0, &all, year) - (to < 0 ? 0 : figure_of(&v->sides[0], 0, &older, year));
}

static koh_status add_error(koh_revision_view *v, const char *item, const char *unit, int year, const double row[3])
{
    return koh__revision_add(v, &(koh_revision_row){ .part = "forecast_error",
                                                     .scenario = "reference",
                                                     .item = item,
                                                     .unit = unit,
                                                     .year = year,
                                                     .old_value = row[0],
                                                     .new_value = row[1],
                                                     .change = row[2],
                                                     .note = "old = projected, new = registered" });
}

/* One year of the old projection against what has been registered since. */
static koh_status score_year(koh_revision_view *v, int year)
{
    const koh_age_bands *bands = koh_age_bands_get(KOH_BANDS_PLANNER);
    double sum = 0, all = registered(v, year, 0, -1), was = projected(v, year, 0, -1);
    koh_status status = KOH_OK;
    if (isnan(all) || isnan(was)) {
        return KOH_OK;
    }
    for (size_t b = 0; b <= bands->n && status == KOH_OK; b++) {
        int from = b < bands->n ? bands->from[b] : 0, to = b + 1 < bands->n ? bands->from[b + 1] - 1 : -1;
        double came = registered(v, year, from, to), told = projected(v, year, from, to);
        sum += b < bands->n && came > 0 ? fabs(told - came) / came : 0;
        status = add_error(v, b < bands->n ? bands->labels[b] : "all", "persons", year,
                           (double[]){ told, came, came - told });
    }
    if (status == KOH_OK) {
        status = add_error(v, "mean_absolute_error_of_bands", "percent", year,
                           (double[]){ NAN, NAN, 100 * sum / (double) bands->n });
    }
    return status == KOH_OK && all > 0
               ? add_error(v, "bias_of_projection", "percent", year, (double[]){ NAN, NAN, 100 * (was - all) / all })
               : status;
}

static koh_status score(koh_revision_view *v)
{
    int from = year_of(&v->sides[0], "base_year", -1) + 1, to = year_of(&v->sides[1], "base_year", -1);
    int end = year_of(&v->sides[0], "end_year", -1);
    koh_status status = KOH_OK;
    for (int year = from; year <= to && year <= end && status == KOH_OK; year++) {
        status = score_year(v, year);
    }
    return status;
}

/* Rows of one figure: a part for each changed group, what is left over, and the whole. */
static koh_status add_parts(koh_revision_view *v, const koh_key_figure *f, int year, const koh_attribution *parts)
{
    static const char *const names[KOH_GROUPS] = { "population", "births_deaths", "migration", "need",
                                                   "practice",   "capacity",      "staff",     "other" };
    double before = figure_of(&v->sides[0], 0, f, year), after = figure_of(&v->sides[1], 0, f, year), sum = 0;
    koh_status status = KOH_OK;
    for (size_t g = 0; g <= KOH_GROUPS && status == KOH_OK; g++) {
        double left = after - before - sum, share = g < KOH_GROUPS ? parts->share[g] : left;
        sum += g < KOH_GROUPS ? share : 0;
        if (g < KOH_GROUPS ? !(v->is_mixable ? v->changed[g] : g == KOH_GROUP_OTHER)
                           : equal(after - before, sum) || fabs(left) <= SAME * fabs(after)) {
            continue;
        }
        const char *note = koh__arena_format(v->arena, "by: %s",
                                             g == KOH_GROUPS ? "crises, not shared out"
                                             : v->is_mixable ? names[g]
                                                             : "all changes together, as the services differ");
        status = note == NULL ? KOH_ENOMEM
                              : koh__revision_add(v, &(koh_revision_row){ .part = "attribution",
                                                                          .scenario = "reference",
                                                                          .item = f->id,
                                                                          .unit = f->unit,
                                                                          .year = year,
                                                                          .old_value = NAN,
                                                                          .new_value = NAN,
                                                                          .change = share,
                                                                          .note = note });
    }
    return status == KOH_OK ? koh__revision_add(v, &(koh_revision_row){ .part = "attribution",
                                                                        .scenario = "reference",
                                                                        .item = f->id,
                                                                        .unit = f->unit,
                                                                        .year = year,
                                                                        .old_value = before,
                                                                        .new_value = after,
                                                                        .change = after - before,
                                                                        .note = "all" })
                            : status;
}

/* Do both have the same services in the same order? Only then can they be mixed. */
static int share_services(const koh_inputs *old, const koh_inputs *new)
{
    int same = old->n_services == new->n_services;
    for (size_t k = 0; same && k < old->n_services; k++) {
        same = strcmp(old->services[k].id, new->services[k].id) == 0;
    }
    return same;
}

static koh_status attribute(koh_revision_view *v, koh_error *error)
{
    const koh_vintage vintages[2] = { { &v->sides[0].session.set.plans[0], &v->sides[0].session.inputs },
                                      { &v->sides[1].session.set.plans[0], &v->sides[1].session.inputs } };
    int years[3], any = 0;
    size_t n, n_years = years_of(v, years);
    const koh_key_figure *figures = koh__key_figures(&n);
    for (size_t g = 0; g < KOH_GROUPS; g++) {
        any |= v->changed[g];
    }
    if (!any || n_years == 0) {
        return KOH_OK;
    }
    v->is_mixable = share_services(vintages[0].inputs, vintages[1].inputs);
    int year = years[n_years > 1 ? 1 : 0];
    koh_attribution *parts = KOH_TAKE(v->arena, n, koh_attribution);
    koh_status status =
        parts == NULL ? KOH_ENOMEM
                      : koh__attribute(vintages, v->is_mixable ? v->changed : NULL, year, n, figures, error, parts);
    for (size_t i = 0; i < n && status == KOH_OK; i++) {
        if (!equal(figure_of(&v->sides[0], 0, &figures[i], year), figure_of(&v->sides[1], 0, &figures[i], year))) {
            status = add_parts(v, &figures[i], year, &parts[i]);
        }
    }
    return status;
}

koh_status koh_revision(const koh_revision_options *options, int *differs, koh_error *error, koh_text *text)
{
    koh_revision_view v = { .arena = koh__arena_new() };
    koh_buffer buffer = { 0 };
    *differs = 0;
    koh_table_init(&v.table, "T25", "revision", sizeof columns / sizeof columns[0], columns);
    koh_status status = v.arena == NULL ? KOH_ENOMEM : open_sides(&v, options, error);
    if (status == KOH_OK) {
        status = koh__revision_inputs(&v);
    }
    if (status == KOH_OK) {
        status = compare_results(&v);
    }
    *differs = v.table.n_rows > 0;
    if (status == KOH_OK) {
        status = score(&v);
    }
    if (status == KOH_OK && v.sides[0].is_plan) {
        status = attribute(&v, error);
    }
    if (status == KOH_OK) {
        koh__table_write_csv(&v.table, KOH_CSV_INTERNATIONAL, &buffer);
        status = koh__text_take(&buffer, error, text);
    }
    koh_table_free(&v.table);
    for (int i = 0; i < 2; i++) {
        koh__session_close(&v.sides[i].session);
        cJSON_Delete(v.sides[i].tree);
    }
    koh__arena_free(v.arena);
    return status == KOH_ENOMEM ? koh_error_set(error, KOH_ENOMEM, "out of memory") : status;
}
