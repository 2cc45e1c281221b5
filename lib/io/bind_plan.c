/* One effective document (the plan with a scenario's changes in it) to a koh_plan. The document has been checked. */
#include "io/bind_plan_priv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/binder_priv.h"

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
        shifts[i].share = koh__bind_quantity(b, item, place, "share");
        shifts[i].hours_per_week = koh__bind_quantity(b, item, place, "hours_per_week");
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
    const cJSON *users = koh__bind_member(item, "users"), *days = koh__bind_member(item, "bed_days");
    char place[KOH_POINTER_SIZE];
    if (users != NULL && koh__bind_basis(users) == KOH_BASIS_BED_DAYS) {
        (void) snprintf(place, sizeof place, "/services/%s/users/basis", item->string);
        koh__findings_add(b->findings, KOH_EDOMAIN, place,
                          "users are counted as stock_31dec or through_year; days of stay stand under 'bed_days'");
    }
    if (koh__bind_member(days, "basis") != NULL && koh__bind_basis(days) != KOH_BASIS_BED_DAYS) {
        (void) snprintf(place, sizeof place, "/services/%s/bed_days/basis", item->string);
        koh__findings_add(b->findings, KOH_EDOMAIN, place, "days of stay have the basis bed_days and no other");
    }
}

static void bind_service(koh_binder *b, const cJSON *item, koh_plan_service *service)
{
    char place[KOH_POINTER_SIZE];
    (void) snprintf(place, sizeof place, "/services/%s", item->string);
    const cJSON *in_scope = koh__bind_member(item, "in_scope");
    service->in_scope = in_scope == NULL ? -1 : cJSON_IsTrue(in_scope);
    check_bases(b, item);
    service->users = koh__bind_quantity(b, item, place, "users");
    service->bed_days = koh__bind_quantity(b, item, place, "bed_days");
    service->coverage_factor = koh__bind_quantity(b, item, place, "coverage_factor");
    service->age_shift_years = koh__bind_quantity(b, item, place, "age_shift_years");
    service->trend_per_year = koh__bind_quantity(b, item, place, "trend_per_year");
    service->trend_fade_years = koh__bind_quantity(b, item, place, "trend_fade_years");
    service->hours_per_week = koh__bind_quantity(b, item, place, "hours_per_week");
    service->target_occupancy = koh__bind_quantity(b, item, place, "target_occupancy");
    service->staff_factor = koh__bind_quantity(b, item, place, "staff_factor");
    const cJSON *norms = koh__bind_member(item, "fte_per_unit");
    const koh_name_list *professions = &b->source->lists[KOH_NAMES_PROFESSIONS];
    if (norms != NULL) {
        service->fte_per_unit = KOH_TAKE(b->arena, professions->n, const koh_quantity *);
        b->failed |= service->fte_per_unit == NULL;
        (void) snprintf(place, sizeof place, "/services/%s/fte_per_unit", item->string);
        for (size_t i = 0; !b->failed && i < professions->n; i++) {
            service->fte_per_unit[i] = koh__bind_quantity(b, norms, place, professions->names[i]);
        }
    }
    (void) snprintf(place, sizeof place, "/services/%s", item->string);
    if (koh__bind_member(item, "shift_to") != NULL) {
        bind_shifts(b, koh__bind_member(item, "shift_to"), place, service);
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
        const cJSON *item = koh__bind_member(koh__bind_member(tree, "services"), list->names[i]);
        services[i].in_scope = -1;
        if (item != NULL) {
            bind_service(b, item, &services[i]);
            koh__bind_coverage(b, item, i, plan->base_year, &services[i]);
            koh__bind_most_users(b, item, &services[i]);
        }
    }
    koh__bind_registered_users(b, tree, services);
    plan->services = services;
}

static void bind_shares(koh_binder *b, const cJSON *tree, koh_plan *plan)
{
    const cJSON *strata = koh__bind_member(koh__bind_member(tree, "population"), "strata");
    const cJSON *need = koh__bind_member(koh__bind_member(tree, "health"), "need_prevalence");
    if (strata != NULL) {
        koh__bind_strata(b, strata, plan);
        koh__bind_note_file(b, "/population/strata", strata);
    }
    if (need != NULL) {
        koh__bind_need(b, need, plan);
        koh__bind_note_file(b, "/health/need_prevalence", need);
    }
}

static void bind_population(koh_binder *b, const cJSON *tree, koh_plan *plan)
{
    const cJSON *population = koh__bind_member(tree, "population"), *mortality = koh__bind_member(tree, "mortality");
    const cJSON *fertility = koh__bind_member(tree, "fertility"), *migration = koh__bind_member(tree, "migration");
    const cJSON *registered = koh__bind_member(population, "registered");
    if (cJSON_IsObject(registered)) {
        plan->registered = koh__bind_register(b, registered, "/population/registered");
        koh__bind_note_file(b, "/population/registered", registered);
    }
    plan->alternative = koh__bind_text(b, population, "alternative");
    if (plan->alternative != NULL) {
        koh__bind_note(b, "/population/alternative", NULL, NULL);
        if (!b->failed) {
            b->figures[b->n_figures - 1].source = plan->alternative;
        }
    }
    const cJSON *projection = koh__bind_member(population, "projection");
    if (projection != NULL) {
        plan->projection = koh__bind_projection(b, projection, plan->alternative);
        koh__bind_note_file(b, "/population/projection", projection);
    }
    bind_shares(b, tree, plan);
    plan->mortality_level = koh__bind_quantity(b, mortality, "/mortality", "level");
    plan->mortality_improvement = koh__bind_quantity(b, mortality, "/mortality", "improvement_factor");
    plan->mortality_local = koh__bind_quantity(b, mortality, "/mortality", "local_level");
    plan->fertility_level = koh__bind_quantity(b, fertility, "/fertility", "level");
    plan->fertility_tfr = koh__bind_quantity(b, fertility, "/fertility", "tfr");
    const char *method = koh__bind_text(b, migration, "method");
    plan->migration_method = method == NULL                 ? KOH_MIGRATION_RESIDUAL
                             : strcmp(method, "none") == 0  ? KOH_MIGRATION_NONE
                             : strcmp(method, "gross") == 0 ? KOH_MIGRATION_GROSS
                                                            : KOH_MIGRATION_RESIDUAL;
    const cJSON *years = koh__bind_member(migration, "years");
    if (years != NULL) {
        plan->migration_from = (int) cJSON_GetArrayItem(years, 0)->valuedouble;
        plan->migration_to = (int) cJSON_GetArrayItem(years, 1)->valuedouble;
    }
    plan->migration_net = koh__bind_quantity(b, migration, "/migration", "net");
    plan->migration_extra = koh__bind_quantity(b, migration, "/migration", "extra");
    plan->migration_national_net = koh__bind_quantity(b, migration, "/migration", "national_net");
    koh__bind_flows(b, migration, plan);
    plan->living_alone_factor =
        koh__bind_quantity(b, koh__bind_member(tree, "households"), "/households", "living_alone_factor");
    plan->households_registered =
        koh__bind_quantity(b, koh__bind_member(tree, "households"), "/households", "registered");
}

static void bind_resources(koh_binder *b, const cJSON *tree, koh_plan *plan)
{
    const cJSON *capacity = koh__bind_member(tree, "capacity");
    const cJSON *units = koh__bind_member(capacity, "register");
    if (units != NULL) {
        koh__bind_units(b, units, "/capacity/register", plan);
        koh__bind_note_file(b, "/capacity/register", units);
    }
    plan->target_occupancy = koh__bind_quantity(b, capacity, "/capacity", "target_occupancy");
    koh__bind_capacity(b, capacity, plan);
    koh__bind_need_section(b, tree, plan);
    koh__bind_workforce(b, tree, plan);
}

static koh_disclosure_policy bind_policy(const char *name)
{
    static const char *const names[] = { "ssb_plo", "ssb_3", "none" };
    size_t i = 0;
    while (name != NULL && i < sizeof names / sizeof names[0] && strcmp(names[i], name) != 0) {
        i++;
    }
    return name == NULL ? KOH_DISCLOSURE_SSB_PLO : (koh_disclosure_policy) i;
}

void koh__bind_effective(koh_binder *b, const cJSON *tree, koh_plan *plan)
{
    static const char *const no_title[KOH_LANGUAGES] = { NULL, NULL, NULL };
    const koh_register *local = &b->source->inputs->local;
    koh__bind_label(b, tree, "title", no_title, plan->title);
    plan->region = koh__bind_text(b, tree, "region");
    bind_population(b, tree, plan);
    const int unread = plan->registered == NULL &&
                       cJSON_IsObject(koh__bind_member(koh__bind_member(tree, "population"), "registered"));
    local = plan->registered != NULL ? plan->registered : local;
    plan->base_year = koh__bind_int(tree, "base_year", local->first_year + (int) local->n_years - 1);
    plan->end_year = koh__bind_int(tree, "end_year", plan->base_year < 2050 ? 2050 : plan->base_year + 25);
    const cJSON *period = koh__bind_member(tree, "plan_period");
    plan->period_from = period != NULL ? (int) cJSON_GetArrayItem(period, 0)->valuedouble : plan->base_year;
    plan->period_to = period != NULL ? (int) cJSON_GetArrayItem(period, 1)->valuedouble : plan->base_year + 12;
    b->limit = (koh_usage_limit){ unread ? NULL : local, plan->base_year };
    bind_services(b, tree, plan);
    bind_resources(b, tree, plan);
    koh__bind_health(b, tree, plan);
    koh__bind_surveys(b, tree, plan);
    koh__bind_economy(b, tree, plan);
    koh__bind_measures(b, tree, plan);
    if (koh__bind_member(tree, "housing") != NULL) {
        koh__bind_housing(b, koh__bind_member(tree, "housing"), plan);
    }
    plan->text_language = koh__bind_text(b, koh__bind_member(tree, "report"), "text_language");
    plan->disclosure = bind_policy(koh__bind_text(b, koh__bind_member(tree, "report"), "disclosure"));
    if (koh__bind_member(tree, "targets") != NULL) {
        koh__bind_targets(b, koh__bind_member(tree, "targets"), plan);
    }
    if (koh__bind_member(tree, "area") != NULL) {
        koh__bind_area(b, koh__bind_member(tree, "area"), plan);
    }
    koh__bind_unit_zones(b, plan);
    if (koh__bind_member(tree, "preparedness") != NULL) {
        koh__bind_preparedness(b, koh__bind_member(tree, "preparedness"), plan);
    }
    if (koh__bind_member(tree, "structures") != NULL) {
        koh__bind_structures(b, koh__bind_member(tree, "structures"), plan);
    }
    koh__bind_uncertainty(b, tree, plan);
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
    koh__bind_label(b, scenario, "label", id, plan->label);
}
