/* One effective document (the plan with a scenario's changes in it) to a koh_plan. The document has been checked. */
#include "io/bind_plan_priv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/binder_priv.h"

static const cJSON *member(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

static const char *text_of(koh_binder *b, const cJSON *object, const char *key)
{
    const cJSON *item = member(object, key);
    if (!cJSON_IsString(item)) {
        return NULL;
    }
    char *copy = koh__arena_text(b->arena, item->valuestring);
    b->failed |= copy == NULL;
    return copy;
}

static koh_usage_basis basis_of(const cJSON *item)
{
    const cJSON *basis = member(item, "basis");
    if (cJSON_IsString(basis) && strcmp(basis->valuestring, "through_year") == 0) {
        return KOH_BASIS_THROUGH_YEAR;
    }
    if (cJSON_IsString(basis) && strcmp(basis->valuestring, "bed_days") == 0) {
        return KOH_BASIS_BED_DAYS;
    }
    return KOH_BASIS_STOCK;
}

/* A point of a path, for sorting. */
typedef struct point {
    int year;
    double value;
} point;

static int by_year(const void *a, const void *b)
{
    int x = ((const point *) a)->year, y = ((const point *) b)->year;
    return (x > y) - (x < y);
}

static koh_status bind_path(koh_binder *b, const cJSON *path, koh_quantity *q)
{
    size_t n = (size_t) cJSON_GetArraySize(path);
    point *points = KOH_TAKE(b->arena, n, point);
    int *years = KOH_TAKE(b->arena, n, int);
    double *values = KOH_TAKE(b->arena, n, double);
    if (points == NULL || years == NULL || values == NULL) {
        return KOH_ENOMEM;
    }
    size_t i = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, path)
    {
        if (koh__int_read(item->string, strlen(item->string), &points[i].year) != KOH_OK) {
            return KOH_EINTERNAL; /* the schema let it pass */
        }
        points[i++].value = item->valuedouble;
    }
    qsort(points, n, sizeof *points, by_year);
    for (i = 0; i < n; i++) {
        years[i] = points[i].year;
        values[i] = points[i].value;
    }
    q->n = n;
    q->year = years;
    q->value = values;
    return KOH_OK;
}

static koh_status bind_value(koh_binder *b, const cJSON *item, koh_quantity *q)
{
    int *year = KOH_TAKE(b->arena, 1, int);
    double *value = KOH_TAKE(b->arena, 1, double);
    if (year == NULL || value == NULL) {
        return KOH_ENOMEM;
    }
    const cJSON *measured = member(item, "year");
    *year = cJSON_IsNumber(measured) ? (int) measured->valuedouble : 0;
    *value = member(item, "value")->valuedouble;
    q->n = 1;
    q->year = year;
    q->value = value;
    return KOH_OK;
}

/* Remembers a figure for the table of assumptions. */
static void note_figure(koh_binder *b, const char *pointer, const koh_quantity *quantity, const char *file)
{
    if (b->n_figures == b->size_figures) {
        size_t size = b->size_figures == 0 ? 64 : 2 * b->size_figures;
        koh_plan_figure *grown = KOH_TAKE(b->arena, size, koh_plan_figure);
        if (grown == NULL) {
            b->failed = 1;
            return;
        }
        if (b->n_figures > 0) {
            memcpy(grown, b->figures, b->n_figures * sizeof *grown);
        }
        b->figures = grown;
        b->size_figures = size;
    }
    b->figures[b->n_figures++] = (koh_plan_figure){ pointer, quantity, file };
}

/* The quantity under a key, or NULL. */
static const koh_quantity *quantity_of(koh_binder *b, const cJSON *object, const char *pointer, const char *key)
{
    const cJSON *item = member(object, key);
    if (item == NULL || b->failed) {
        return NULL;
    }
    koh_quantity *q = KOH_TAKE(b->arena, 1, koh_quantity);
    char *place = koh__arena_format(b->arena, "%s/%s", pointer, key);
    if (q == NULL || place == NULL) {
        b->failed = 1;
        return NULL;
    }
    q->unit = text_of(b, item, "unit");
    q->basis = strcmp(key, "bed_days") == 0 ? KOH_BASIS_BED_DAYS : basis_of(item);
    q->source = text_of(b, item, "source");
    q->assumption = text_of(b, item, "assumption");
    const char *file = text_of(b, item, "file");
    koh_status status = file != NULL                   ? koh__bind_series(b, item, place, q)
                        : member(item, "path") != NULL ? bind_path(b, member(item, "path"), q)
                                                       : bind_value(b, item, q);
    if (status == KOH_ESCHEMA) { /* a finding has been added */
        return NULL;
    }
    b->failed |= status != KOH_OK;
    note_figure(b, place, q, file);
    return b->failed ? NULL : q;
}

static void bind_label(koh_binder *b, const cJSON *object, const char *key, const char *const fallback[KOH_LANGUAGES],
                       const char *label[KOH_LANGUAGES])
{
    static const char *const languages[KOH_LANGUAGES] = { "nb", "nn", "en" };
    const cJSON *item = member(object, key);
    const char *any = cJSON_IsString(item) ? text_of(b, object, key) : NULL;
    for (size_t i = 0; i < KOH_LANGUAGES; i++) {
        label[i] = cJSON_IsObject(item) ? text_of(b, item, languages[i]) : any;
        any = any != NULL ? any : label[i];
    }
    for (size_t i = 0; i < KOH_LANGUAGES; i++) {
        label[i] = label[i] != NULL ? label[i] : any != NULL ? any : fallback[i];
    }
}

static int int_of(const cJSON *object, const char *key, int fallback)
{
    const cJSON *item = member(object, key);
    return cJSON_IsNumber(item) ? (int) item->valuedouble : fallback;
}

static size_t index_in(const koh_name_list *list, const char *name)
{
    size_t i = 0;
    while (i < list->n && strcmp(list->names[i], name) != 0) {
        i++;
    }
    return i;
}

static double shares_at(size_t n, const koh_shift *shifts, int year)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += koh_quantity_at(shifts[i].share, year);
    }
    return sum;
}

/* Nobody is moved twice. Between the years of the paths the shares are linear, so those years are enough. */
static void check_shares(koh_binder *b, size_t n, const koh_shift *shifts, const char *pointer)
{
    for (size_t i = 0; i < n; i++) {
        const koh_quantity *share = shifts[i].share;
        for (size_t j = 0; j < share->n; j++) {
            double sum = shares_at(n, shifts, share->year[j]);
            if (sum > 1 + KOH_SHARES_ROUNDING) {
                const char *place = koh__arena_format(b->arena, "%s/shift_to", pointer);
                b->failed |= place == NULL;
                koh__findings_add(b->findings, KOH_EDOMAIN, place != NULL ? place : "",
                                  "the shares add up to %g, expected at most 1: more than all would move", sum);
                return;
            }
        }
    }
}

static void bind_shifts(koh_binder *b, const cJSON *map, const char *pointer, koh_plan_service *service)
{
    const char *own = strrchr(pointer, '/') + 1;
    size_t n = (size_t) cJSON_GetArraySize(map);
    koh_shift *shifts = KOH_TAKE(b->arena, n, koh_shift);
    b->failed |= shifts == NULL;
    const cJSON *item;
    size_t i = 0;
    cJSON_ArrayForEach(item, map)
    {
        const char *place = koh__arena_format(b->arena, "%s/shift_to/%s", pointer, item->string);
        b->failed |= place == NULL;
        if (b->failed) {
            return;
        }
        shifts[i].to = index_in(&b->source->lists[KOH_NAMES_SERVICES], item->string);
        shifts[i].share = quantity_of(b, item, place, "share");
        shifts[i].hours_per_week = quantity_of(b, item, place, "hours_per_week");
        if (shifts[i].share == NULL) {
            return;
        }
        if (strcmp(item->string, own) == 0) {
            koh__findings_add(b->findings, KOH_EDOMAIN, place, "a service cannot move users to itself");
        }
        i++;
    }
    check_shares(b, n, shifts, pointer);
    service->n_shifts = n;
    service->shifts = shifts;
}

/* Users are persons and days are days, whatever a plan calls them. */
static void check_bases(koh_binder *b, const cJSON *item)
{
    const cJSON *users = member(item, "users"), *days = member(item, "bed_days");
    char place[KOH_POINTER_SIZE];
    if (users != NULL && basis_of(users) == KOH_BASIS_BED_DAYS) {
        (void) snprintf(place, sizeof place, "/services/%s/users/basis", item->string);
        koh__findings_add(b->findings, KOH_EDOMAIN, place,
                          "users are counted as stock_31dec or through_year; days of stay stand under 'bed_days'");
    }
    if (member(days, "basis") != NULL && basis_of(days) != KOH_BASIS_BED_DAYS) {
        (void) snprintf(place, sizeof place, "/services/%s/bed_days/basis", item->string);
        koh__findings_add(b->findings, KOH_EDOMAIN, place, "days of stay have the basis bed_days and no other");
    }
}

static void bind_service(koh_binder *b, const cJSON *item, koh_plan_service *service)
{
    char place[KOH_POINTER_SIZE];
    (void) snprintf(place, sizeof place, "/services/%s", item->string);
    const cJSON *in_scope = member(item, "in_scope");
    service->in_scope = in_scope == NULL ? -1 : cJSON_IsTrue(in_scope);
    check_bases(b, item);
    service->users = quantity_of(b, item, place, "users");
    service->bed_days = quantity_of(b, item, place, "bed_days");
    service->coverage_factor = quantity_of(b, item, place, "coverage_factor");
    service->age_shift_years = quantity_of(b, item, place, "age_shift_years");
    service->trend_per_year = quantity_of(b, item, place, "trend_per_year");
    service->trend_fade_years = quantity_of(b, item, place, "trend_fade_years");
    service->hours_per_week = quantity_of(b, item, place, "hours_per_week");
    service->target_occupancy = quantity_of(b, item, place, "target_occupancy");
    const cJSON *norms = member(item, "fte_per_unit");
    const koh_name_list *professions = &b->source->lists[KOH_NAMES_PROFESSIONS];
    if (norms != NULL) {
        service->fte_per_unit = KOH_TAKE(b->arena, professions->n, const koh_quantity *);
        b->failed |= service->fte_per_unit == NULL;
        (void) snprintf(place, sizeof place, "/services/%s/fte_per_unit", item->string);
        for (size_t i = 0; !b->failed && i < professions->n; i++) {
            service->fte_per_unit[i] = quantity_of(b, norms, place, professions->names[i]);
        }
    }
    (void) snprintf(place, sizeof place, "/services/%s", item->string);
    if (member(item, "shift_to") != NULL) {
        bind_shifts(b, member(item, "shift_to"), place, service);
    }
}

static void bind_services(koh_binder *b, const cJSON *tree, koh_plan *plan)
{
    const koh_name_list *list = &b->source->lists[KOH_NAMES_SERVICES];
    koh_plan_service *services = KOH_TAKE(b->arena, list->n, koh_plan_service);
    if (services == NULL) {
        b->failed = 1;
        return;
    }
    for (size_t i = 0; i < list->n; i++) {
        const cJSON *item = member(member(tree, "services"), list->names[i]);
        services[i].in_scope = -1;
        if (item != NULL) {
            bind_service(b, item, &services[i]);
        }
    }
    plan->services = services;
}

static void bind_shares(koh_binder *b, const cJSON *tree, koh_plan *plan)
{
    const cJSON *strata = member(member(tree, "population"), "strata");
    const cJSON *need = member(member(tree, "health"), "need_prevalence");
    if (strata != NULL) {
        koh__bind_strata(b, strata, plan);
        note_figure(b, "/population/strata", NULL, text_of(b, strata, "file"));
    }
    if (need != NULL) {
        koh__bind_need(b, need, plan);
        note_figure(b, "/health/need_prevalence", NULL, text_of(b, need, "file"));
    }
}

static void bind_population(koh_binder *b, const cJSON *tree, koh_plan *plan)
{
    const cJSON *population = member(tree, "population"), *mortality = member(tree, "mortality");
    const cJSON *fertility = member(tree, "fertility"), *migration = member(tree, "migration");
    const cJSON *registered = member(population, "registered");
    if (cJSON_IsObject(registered)) {
        plan->registered = koh__bind_register(b, registered, "/population/registered");
        note_figure(b, "/population/registered", NULL, text_of(b, registered, "file"));
    }
    plan->alternative = text_of(b, population, "alternative");
    if (plan->alternative != NULL) {
        note_figure(b, "/population/alternative", NULL, plan->alternative);
    }
    const cJSON *projection = member(population, "projection");
    if (projection != NULL) {
        plan->projection = koh__bind_projection(b, projection, plan->alternative);
        note_figure(b, "/population/projection", NULL, text_of(b, projection, "file"));
    }
    bind_shares(b, tree, plan);
    plan->mortality_level = quantity_of(b, mortality, "/mortality", "level");
    plan->mortality_improvement = quantity_of(b, mortality, "/mortality", "improvement_factor");
    plan->fertility_level = quantity_of(b, fertility, "/fertility", "level");
    plan->fertility_tfr = quantity_of(b, fertility, "/fertility", "tfr");
    const cJSON *method = member(migration, "method");
    plan->migration_method = cJSON_IsString(method) && strcmp(method->valuestring, "none") == 0
                                 ? KOH_MIGRATION_NONE
                                 : KOH_MIGRATION_RESIDUAL;
    const cJSON *years = member(migration, "years");
    if (years != NULL) {
        plan->migration_from = (int) cJSON_GetArrayItem(years, 0)->valuedouble;
        plan->migration_to = (int) cJSON_GetArrayItem(years, 1)->valuedouble;
    }
    plan->migration_net = quantity_of(b, migration, "/migration", "net");
    plan->migration_extra = quantity_of(b, migration, "/migration", "extra");
    plan->migration_national_net = quantity_of(b, migration, "/migration", "national_net");
    plan->living_alone_factor = quantity_of(b, member(tree, "households"), "/households", "living_alone_factor");
}

static void bind_resources(koh_binder *b, const cJSON *tree, koh_plan *plan)
{
    const cJSON *capacity = member(tree, "capacity");
    const cJSON *units = member(capacity, "register");
    if (units != NULL) {
        koh__bind_units(b, units, "/capacity/register", plan);
        note_figure(b, "/capacity/register", NULL, text_of(b, units, "file"));
    }
    plan->target_occupancy = quantity_of(b, capacity, "/capacity", "target_occupancy");
    const koh_name_list *list = &b->source->lists[KOH_NAMES_PROFESSIONS];
    const cJSON *professions = member(member(tree, "workforce"), "professions");
    plan->profession_fte = KOH_TAKE(b->arena, list->n, const koh_quantity *);
    b->failed |= plan->profession_fte == NULL;
    for (size_t i = 0; !b->failed && i < list->n; i++) {
        char place[KOH_POINTER_SIZE];
        (void) snprintf(place, sizeof place, "/workforce/professions/%s", list->names[i]);
        plan->profession_fte[i] = quantity_of(b, member(professions, list->names[i]), place, "fte");
    }
}

void koh__bind_effective(koh_binder *b, const cJSON *tree, koh_plan *plan)
{
    static const char *const no_title[KOH_LANGUAGES] = { NULL, NULL, NULL };
    const koh_register *local = &b->source->inputs->local;
    bind_label(b, tree, "title", no_title, plan->title);
    plan->region = text_of(b, tree, "region");
    bind_population(b, tree, plan);
    local = plan->registered != NULL ? plan->registered : local;
    plan->base_year = int_of(tree, "base_year", local->first_year + (int) local->n_years - 1);
    plan->end_year = int_of(tree, "end_year", plan->base_year < 2050 ? 2050 : plan->base_year + 25);
    const cJSON *period = member(tree, "plan_period");
    plan->period_from = period != NULL ? (int) cJSON_GetArrayItem(period, 0)->valuedouble : plan->base_year;
    plan->period_to = period != NULL ? (int) cJSON_GetArrayItem(period, 1)->valuedouble : plan->base_year + 12;
    bind_services(b, tree, plan);
    bind_resources(b, tree, plan);
    plan->n_figures = b->n_figures;
    plan->figures = b->figures;
    const koh_register *met = plan->projection;
    if (met != NULL &&
        (koh_register_year(met, plan->base_year) == NULL || koh_register_year(met, plan->end_year) == NULL)) {
        koh__findings_add(b->findings, KOH_EMISSING, "/population/projection",
                          "the projection has 1 January %d to %d; the plan needs %d to %d", met->first_year,
                          met->first_year + (int) met->n_years - 1, plan->base_year, plan->end_year);
    }
    if (plan->end_year <= plan->base_year || plan->end_year > plan->base_year + 150) {
        koh__findings_add(b->findings, KOH_EDOMAIN, "/end_year", "must be 1 to 150 years after the base year %d",
                          plan->base_year);
    }
}

void koh__bind_scenario_label(koh_binder *b, const cJSON *scenario, koh_plan *plan)
{
    const char *const id[KOH_LANGUAGES] = { plan->id, plan->id, plan->id };
    bind_label(b, scenario, "label", id, plan->label);
}
