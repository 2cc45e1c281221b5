/* T01: every figure behind the run, with its source or assumption: the plan's own by scenario, then the defaults. */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "kohort/capacity.h"
#include "plan/economy_priv.h"
#include "plan/workforce_priv.h"
#include "report/source_priv.h"
#include "report/tables_priv.h"

const char *const koh__usage_bases[] = { "stock_31dec", "through_year", "bed_days" };

static double year_or_nan(int year)
{
    return year == 0 || year == KOH_YEAR_NONE ? (double) NAN : (double) year;
}

/* One row; a figure without a number (what a file holds) has NaN. */
typedef struct row {
    const char *scenario, *figure, *origin;
    double from, to, first, last;
    const char *unit, *basis, *source, *assumption;
} row;

/* A row of what is read from a file of the plan, NULL where from none. */
static koh_status add_read(koh_table *table, const row *r, const char *file)
{
    return koh_table_add(table, (koh_cell[]){ { .text = r->scenario },
                                              { .text = r->figure },
                                              { .text = r->origin },
                                              { .number = r->from },
                                              { .number = r->to },
                                              { .number = r->first },
                                              { .number = r->last },
                                              { .text = r->unit },
                                              { .text = r->basis },
                                              { .text = r->source },
                                              { .text = r->assumption },
                                              { .text = file } });
}

static koh_status add(koh_table *table, const row *r)
{
    return add_read(table, r, NULL);
}

/* Is a basis meant where this figure stands? Only usage has one. */
static int has_basis(const char *pointer)
{
    size_t length = strlen(pointer);
    return (length > 6 && strcmp(pointer + length - 6, "/users") == 0) ||
           (length > 9 && strcmp(pointer + length - 9, "/bed_days") == 0);
}

static koh_status add_figure(koh_table *table, const koh_plan *plan, const koh_plan_figure *figure)
{
    const koh_quantity *q = figure->quantity;
    row r = { plan->id, figure->pointer, "plan", NAN, NAN, NAN, NAN, NULL, NULL, figure->source, figure->assumption };
    if (q != NULL) {
        r.from = year_or_nan(q->year[0]);
        r.to = year_or_nan(q->year[q->n - 1]);
        r.first = q->value[0];
        r.last = q->value[q->n - 1];
        r.unit = q->unit;
        r.basis = has_basis(figure->pointer) ? koh__usage_bases[q->basis] : NULL;
        r.source = q->source;
        r.assumption = q->assumption;
    }
    return add_read(table, &r, figure->file);
}

static int same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* Was this figure there, unchanged, in the reference? Then it is not said again. */
static int in_reference(const koh_result *result, const koh_plan_figure *figure)
{
    const koh_plan *reference = result->scenarios[0].plan;
    for (size_t i = 0; i < reference->n_figures; i++) {
        const koh_plan_figure *other = &reference->figures[i];
        const koh_quantity *a = figure->quantity, *b = other->quantity;
        if (strcmp(other->pointer, figure->pointer) == 0) {
            return (a == NULL && b == NULL && same_text(figure->file, other->file) &&
                    same_text(figure->source, other->source) && same_text(figure->assumption, other->assumption)) ||
                   (a != NULL && b != NULL && a->n == b->n && memcmp(a->year, b->year, a->n * sizeof *a->year) == 0 &&
                    memcmp(a->value, b->value, a->n * sizeof *a->value) == 0);
        }
    }
    return 0;
}

static koh_status add_plan(const koh_result *result, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_plan *plan = result->scenarios[s].plan;
        for (size_t i = 0; i < plan->n_figures && status == KOH_OK; i++) {
            if (s == 0 || !in_reference(result, &plan->figures[i])) {
                status = add_figure(table, plan, &plan->figures[i]);
            }
        }
    }
    return status;
}

/* Is net migration of any scenario estimated from the embedded registers? */
static int has_residual(const koh_result *result)
{
    int any = 0;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        any |= result->scenarios[s].plan->migration_method == KOH_MIGRATION_RESIDUAL;
    }
    return any;
}

static koh_status add_population(const koh_result *result, koh_table *table)
{
    const koh_register *local = &result->inputs->local;
    double last = local->first_year + (double) local->n_years - 1, origin = result->inputs->nation.origin;
    const koh_plan *plan = result->scenarios[0].plan;
    const int from = plan->migration_method == KOH_MIGRATION_RESIDUAL && plan->migration_from > local->first_year
                         ? plan->migration_from
                         : 0;
    const char *migration = plan->projection != NULL
                                ? "what leads the projection from year to year at these deaths and births"
                            : koh__own_population(result) != NULL
                                ? "residual of Statistics Norway's registers, not of the plan's own population; local "
                                  "level and age pattern fade; national level goes to SSB's 2024 main path"
                                : "residual of the registers; local level and age pattern fade; national level goes to "
                                  "SSB's 2024 main path";
    const row rows[] = {
        { "reference", "population/registered", "default", local->first_year, last, NAN, NAN, "persons", NULL,
          "SSB table 07459", NULL },
        { "reference", "mortality", "default", NAN, origin - 1, NAN, NAN, "deaths per person-year", NULL,
          "Human Mortality Database, Norway", "national rates hold locally; their yearly fall goes on, by age" },
        { "reference", "fertility", "default", NAN, origin - 1, NAN, NAN, "births per woman", NULL,
          "Human Fertility Database, Norway; SSB table 07459",
          "newest national schedule at the level of the newest age-0 counts, held constant" },
        { "reference", "migration", from > 0 ? "plan" : "default", from > 0 ? from : 2005, origin, NAN, NAN,
          "persons per year", NULL, "SSB table 07459", migration },
        { "reference", "households/living_alone", "default", NAN, NAN, NAN, NAN, "share", NULL,
          result->inputs->living_alone.source, "shares by sex and age held constant" },
        { "reference", "households/headship", "default", result->inputs->households.year,
          result->inputs->households.year, result->inputs->households.other, result->inputs->households.other,
          "households per person", NULL, result->inputs->households.source,
          "who lives alone is a household, who lives in a couple half of one; of the other adults this share, at which "
          "the country's households of SSB's housing conditions are met; shares by sex and age held constant" },
        { "reference", "health/need_prevalence", "default", NAN, NAN, NAN, NAN, "share", NULL,
          result->inputs->need.source,
          "persons with any municipal care service, brought from the year to one time; shares by sex and age held "
          "constant" },
        { "reference", "services/day_activity/hours_per_week_of_a_day_place", "default", NAN, NAN, 30, 30,
          "hours per week", NULL, NULL, "opening hours behind the norm per day place" },
        { "reference", "capacity/target_occupancy", "default", NAN, NAN, 0.95, 0.95, "share", NULL, NULL,
          "19 of 20 places in use where the plan says nothing; dwellings are let to one user each" },
    };
    koh_status status = KOH_OK;
    size_t n = sizeof rows / sizeof rows[0] - (plan->target_occupancy != NULL); /* the last row is the default of it */
    for (size_t i = plan->registered != NULL; i < n && status == KOH_OK; i++) { /* so is the first of the register */
        const int unused = (plan->need != NULL && strcmp(rows[i].figure, "health/need_prevalence") == 0) ||
                           (!has_residual(result) && strcmp(rows[i].figure, "migration") == 0);
        status = unused ? KOH_OK : add(table, &rows[i]);
    }
    return status;
}

/* A default of one service that is a single number. */
static koh_status add_default(const koh_result *result, koh_table *table, const char *figure, const char *service,
                              double value, const char *unit, const row *why)
{
    row r = { "reference",
              koh__arena_format(result->arena, "services/%s/%s", service, figure),
              "default",
              NAN,
              NAN,
              value,
              value,
              unit,
              NULL,
              why->source,
              why->assumption };
    return r.figure == NULL ? KOH_ENOMEM : add(table, &r);
}

/* The newest national number of users, and the drift that brings it up to the base year. */
static koh_status add_national(const koh_result *result, size_t k, koh_table *table)
{
    const koh_national_total *total = &result->inputs->totals[k];
    const char *id = result->inputs->services[k].id;
    if (total->year == KOH_YEAR_NONE) {
        return KOH_OK;
    }
    row r = { "reference",
              koh__arena_format(result->arena, "services/%s/national_users", id),
              "default",
              total->year,
              total->year,
              total->users,
              total->users,
              "persons",
              koh__usage_bases[total->basis],
              total->source,
              total->assumption };
    koh_status status = r.figure == NULL ? KOH_ENOMEM : add(table, &r);
    double drift = result->inputs->drift[k];
    const row why = { .source = "services/drift.csv",
                      .assumption = "change of the national rate a year, from the total's year up to the base year" };
    return status != KOH_OK || drift == 0 ? status
                                          : add_default(result, table, "drift", id, drift, "ratio per year", &why);
}

static koh_status add_service(const koh_result *result, size_t k, koh_table *table)
{
    const koh_inputs *inputs = result->inputs;
    const koh_age_shape *shape = &inputs->shapes[k];
    const koh_plan_service *own = &result->scenarios[0].plan->services[k];
    const char *id = inputs->services[k].id;
    koh_arena *arena = result->arena;
    koh_status status = KOH_OK;
    if (inputs->services[k].sum_of_parts) {
        return KOH_OK; /* its parts' figures are used */
    }
    if (shape->n > 0) {
        row r = { "reference",
                  koh__arena_format(arena, "services/%s/age_pattern", id),
                  "default",
                  shape->year,
                  shape->year,
                  NAN,
                  NAN,
                  "share",
                  koh__usage_bases[shape->basis],
                  shape->source,
                  shape->assumption };
        status = r.figure == NULL ? KOH_ENOMEM : add(table, &r);
    }
    double hours = inputs->hours_per_week[k], ratio = inputs->stock_ratio[k];
    if (status == KOH_OK && own->users == NULL) {
        status = add_national(result, k, table);
    }
    if (status == KOH_OK && !isnan(hours) && own->hours_per_week == NULL) {
        status = add_default(result, table, "hours_per_week", id, hours, "hours per week",
                             &(row){ .source = "services/hours_per_user.csv" });
    }
    const row at_once = { .source = "services/national_totals.csv",
                          .assumption = "users at 31 December per user through the year, of the country; brings hours "
                                        "and FTE to one time" };
    koh_usage_basis basis = own->users != NULL ? own->users->basis : inputs->totals[k].basis;
    if (status == KOH_OK && !isnan(ratio) && basis == KOH_BASIS_THROUGH_YEAR) {
        status = add_default(result, table, "users_at_once", id, ratio, "ratio", &at_once);
    }
    return status;
}

/* A default of a dwelling type that the plan leaves as it is. */
static koh_status add_dwelling(const koh_result *result, koh_table *table, const char *type, const char *figure,
                               const row *what)
{
    row r = *what;
    r.scenario = "reference";
    r.origin = "default";
    r.figure = koh__arena_format(result->arena, "housing/types/%s/%s", type, figure);
    r.from = r.to = NAN;
    r.last = r.first;
    return r.figure == NULL ? KOH_ENOMEM : add(table, &r);
}

static koh_status add_dwelling_type(const koh_result *result, const koh_plan_dwelling_type *type, koh_table *table)
{
    const koh_dwelling_type *standard = type->standard;
    if (standard == NULL) {
        return KOH_OK; /* stands among the plan's figures */
    }
    const struct {
        const char *figure;
        int own;
        row what;
    } defaults[] = {
        { "persons_per_dwelling",
          type->persons != NULL,
          { .first = standard->persons,
            .unit = "persons per dwelling",
            .source = standard->source,
            .assumption = "new dwellings are lived in as all dwellings of the type in the country" } },
        { "local_share",
          type->local != NULL,
          { .first = standard->local_share, .unit = "share", .assumption = standard->assumption } },
        { "freed_share",
          type->freed != NULL,
          { .first = standard->freed_share, .unit = "share", .assumption = standard->assumption } },
        { "chain_share",
          type->chain != NULL,
          { .first = standard->chain_share, .unit = "share", .assumption = standard->assumption } },
        { "mover_profile",
          type->profile != standard->profile,
          { .first = NAN,
            .unit = "share",
            .source = standard->profile_source,
            .assumption = standard->profile_assumption } },
    };
    koh_status status = KOH_OK;
    for (size_t i = 0; i < sizeof defaults / sizeof defaults[0] && status == KOH_OK; i++) {
        status =
            defaults[i].own ? KOH_OK : add_dwelling(result, table, type->id, defaults[i].figure, &defaults[i].what);
    }
    return status;
}

/* What stands for the dwellings that a plan does not tell of. */
static koh_status add_stock(const koh_result *result, koh_table *table)
{
    const koh_quantity *share = &result->inputs->accessible;
    const row rows[] = {
        { "reference", "housing/stock", "default", NAN, NAN, NAN, NAN, "dwellings", NULL, NULL,
          "a dwelling for each household of the base year where the plan does not tell its stock" },
        { "reference", "housing/accessible_share", "default", share->year[0], share->year[share->n - 1],
          share->value[0], share->value[share->n - 1], "share", NULL, share->source,
          "the municipality's dwellings are as accessible as the country's, new ones among them" },
    };
    int told[2] = { 1, 1 };
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_plan_housing *housing = result->scenarios[s].plan->housing;
        told[0] &= housing == NULL || housing->n_stock > 0;
        told[1] &= housing == NULL || housing->accessible != NULL;
    }
    for (size_t i = 0; i < 2 && status == KOH_OK; i++) {
        status = told[i] ? KOH_OK : add(table, &rows[i]);
    }
    return status;
}

/* Those types of dwellings that a project of any scenario has, or leaves behind. */
static koh_status add_dwellings(const koh_result *result, koh_table *table)
{
    koh_status status = add_stock(result, table);
    for (size_t k = 0; k < result->inputs->n_dwelling_types; k++) {
        const koh_plan_dwelling_type *used = NULL;
        for (size_t s = 0; s < result->n_scenarios && used == NULL; s++) {
            const koh_plan_housing *housing = result->scenarios[s].plan->housing;
            for (size_t p = 0; housing != NULL && p < housing->n_projects; p++) {
                assert(housing->types != NULL);
                const size_t type = housing->projects[p].type;
                used = type == k || housing->types[type].freed_type == k ? &housing->types[k] : used;
            }
        }
        status = status == KOH_OK && used != NULL ? add_dwelling_type(result, used, table) : status;
    }
    return status;
}

static koh_status add_norms(const koh_result *result, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t i = 0; i < result->inputs->n_norms && status == KOH_OK; i++) {
        const koh_norm *norm = &result->inputs->norms[i];
        const koh_quantity **own = result->scenarios[0].plan->services[norm->service].fte_per_unit;
        if (own != NULL && own[norm->profession] != NULL) {
            continue; /* stands among the plan's figures */
        }
        row r = { "reference",
                  koh__arena_format(result->arena, "services/%s/fte_per_unit/%s",
                                    result->inputs->services[norm->service].id,
                                    result->inputs->professions[norm->profession].id),
                  "default",
                  NAN,
                  NAN,
                  norm->fte,
                  norm->fte,
                  "fte",
                  NULL,
                  norm->source,
                  norm->assumption };
        status = r.figure == NULL ? KOH_ENOMEM : add(table, &r);
    }
    return status;
}

/* Defaults of the supply of staff, but those that the plan has itself for their one profession. */
static koh_status add_supply(const koh_result *result, koh_table *table)
{
    const koh_inputs *inputs = result->inputs;
    const koh_plan_profession *own = result->scenarios[0].plan->workforce->professions;
    koh_status status = KOH_OK;
    for (size_t i = 0; i < inputs->n_supply && status == KOH_OK; i++) {
        const koh_supply_default *d = &inputs->supply[i];
        const int of_all = d->profession == inputs->n_professions;
        if (!of_all && own[d->profession].supply[d->parameter] != NULL) {
            continue; /* stands among the plan's figures */
        }
        row r = { "reference",
                  koh__arena_format(result->arena, "workforce/professions/%s/%s",
                                    of_all ? "others" : inputs->professions[d->profession].id,
                                    koh__supply_names[d->parameter]),
                  "default",
                  d->year,
                  d->year,
                  d->value,
                  d->value,
                  d->unit,
                  NULL,
                  d->source,
                  d->assumption };
        status = r.figure == NULL ? KOH_ENOMEM : add(table, &r);
    }
    const row steady = {
        "reference",
        "workforce/professions/hires",
        "default",
        NAN,
        NAN,
        NAN,
        NAN,
        "persons per year",
        NULL,
        NULL,
        "where the plan has neither graduates nor hires: as many a year as hold the staff of the base year, which is "
        "as old as such recruitment makes it unless the plan says how old; demand of the base year is met but for "
        "vacant posts"
    };
    return status == KOH_OK ? add(table, &steady) : status;
}

/* A default price, unless the plan has its own. */
static koh_status add_price(const char *figure, const koh_default *price, const char *unit, koh_table *table)
{
    row r = { "reference",
              figure,
              "default",
              year_or_nan(price->year),
              year_or_nan(price->year),
              price->value,
              price->value,
              unit,
              NULL,
              price->source,
              price->assumption };
    return figure == NULL ? KOH_ENOMEM : add(table, &r);
}

/* Who says that the municipality is in the zone whose rate this is; 0 = no memory. */
static int place_zone(const koh_result *result, const koh_region_zone *placed, koh_default *rate)
{
    if (placed == NULL) {
        rate->assumption =
            "the plan names no zone of payroll tax and none is known here: the first one, without reduction";
        return 1;
    }
    if (placed->source != NULL) {
        rate->source = rate->source == NULL
                           ? placed->source
                           : koh__arena_format(result->arena, "rate: %s; zone: %s", rate->source, placed->source);
    }
    if (placed->assumption != NULL) {
        rate->assumption = rate->assumption == NULL
                               ? placed->assumption
                               : koh__arena_format(result->arena, "%s %s", rate->assumption, placed->assumption);
    }
    return (placed->source == NULL || rate->source != NULL) && (placed->assumption == NULL || rate->assumption != NULL);
}

static koh_status add_economy(const koh_result *result, koh_table *table)
{
    const koh_plan_economy *own = result->scenarios[0].plan->economy;
    const koh_economy_data *data = result->inputs->economy;
    koh_tax_zone zone = data->zones[own->zone];
    koh_status status = KOH_OK;
    for (size_t j = 0; j < result->inputs->n_professions && status == KOH_OK; j++) {
        const char *id = result->inputs->professions[j].id;
        if ((own->earnings == NULL || own->earnings[j] == NULL) && !isnan(data->earnings[j].value)) {
            status = add_price(koh__arena_format(result->arena, "economy/earnings/%s", id), &data->earnings[j],
                               "NOK per year", table);
        }
    }
    if (!own->zone_named && !place_zone(result, own->region_zone, &zone.rate)) {
        return KOH_ENOMEM;
    }
    if (status == KOH_OK && own->payroll_tax == NULL) {
        status = add_price(koh__arena_format(result->arena, "economy/payroll_tax/zone_%s", zone.id), &zone.rate,
                           "ratio", table);
    }
    if (status == KOH_OK && own->pension == NULL) {
        status = add_price("economy/pension", &data->pension, "ratio", table);
    }
    if (status == KOH_OK && own->other_cost_ratio == NULL) {
        status = add_price("economy/other_cost_ratio", &data->other_cost_ratio, "ratio", table);
    }
    return status;
}

/* What draws assume where the plan says nothing: the stays behind the chance of who is a user. */
static koh_status add_chance(const koh_result *result, koh_table *table)
{
    const koh_plan_uncertainty *u = &result->scenarios[0].plan->uncertainty;
    const row stay = { "reference",
                       "uncertainty/stay_years",
                       "default",
                       NAN,
                       NAN,
                       KOH_USERS_STAY_YEARS,
                       KOH_USERS_STAY_YEARS,
                       "years",
                       NULL,
                       NULL,
                       "mean stay of users of services whose stays are not known: how fast chance in who needs a "
                       "service comes about, not how large it gets" };
    return result->draws.n == 0 || u->users_certain || u->stay_years != NULL ? KOH_OK : add(table, &stay);
}

koh_status koh__fill_assumptions(const koh_result *result, size_t language, koh_table *table)
{
    (void) language;
    koh_status status = add_plan(result, table);
    if (status == KOH_OK) {
        status = add_population(result, table);
    }
    for (size_t k = 0; k < result->inputs->n_services && status == KOH_OK; k++) {
        status = add_service(result, k, table);
    }
    status = status == KOH_OK ? add_chance(result, table) : status;
    status = status == KOH_OK ? add_norms(result, table) : status;
    status = status == KOH_OK ? koh__add_waiting_defaults(result, table) : status;
    status = status == KOH_OK ? koh__add_level_defaults(result, table) : status;
    status = status == KOH_OK ? add_supply(result, table) : status;
    status = status == KOH_OK ? add_economy(result, table) : status;
    return status == KOH_OK ? add_dwellings(result, table) : status;
}
