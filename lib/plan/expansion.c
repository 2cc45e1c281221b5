/* Which building steps to take, and when: for each scenario by itself, and in the reference for all together.
 *
 * Method: capacity/expansion.c, exact. The need is that of the run by 1 January; where the run has draws, the quantile
 * of each year and type at or above the share of draws in which it shall be met. `own` is the cheapest schedule that
 * meets the scenario's need; `all_scenarios` the cheapest that meets every scenario's; `least_regret` the one whose
 * largest regret is least, where the plan prices a missing place. Decisions can be made from the base year on.
 * Limits: types cannot stand in for each other; the steps of the reference serve for all scenarios together. */
#include "kohort/expansion.h"

#include <math.h>

#include "kohort/capacity.h"
#include "plan/model_priv.h"

enum { OWN, ALL, REGRET, SCHEDULES };
enum { EFFECT, DECIDE_BY, MEASURES };

static const char *const schedules[SCHEDULES] = { "own", "all_scenarios", "least_regret" };
static const char *const measures[MEASURES] = { "effect", "decide_by" };

#define SHARE_DEFAULT 0.9 /* of the draws: assumption, that one in ten may lack places in a year */

/* The problem of one scenario, or of all. */
typedef struct problem {
    koh_result *result;
    koh_scenario_result *scenario; /* whose steps and places these are */
    koh_error *error;
    koh_axis types;
    size_t *at; /* [types.n] place on the axis of the cubes */
    koh_expansion_input input;
    koh_expansion_options options;
    koh_expansion_workspace *workspace;
} problem;

static const koh_plan_expansion *expansion_of(const koh_scenario_result *scenario)
{
    const koh_plan_capacity *capacity = scenario->plan->capacity;
    return capacity == NULL ? NULL : capacity->expansion;
}

static koh_status warn(const problem *p, const char *code, const char *what, const char *message)
{
    return koh__result_warn(p->result, (koh_warning){ code, NULL, p->scenario->plan->id, KOH_YEAR_NONE, -1, -1 },
                            "building steps, %s, types from '%s' (0) on: %s", what, p->types.labels[0], message);
}

/* Does any step change places of service k? */
static int is_changed(const koh_plan_expansion *expansion, size_t k)
{
    for (size_t s = 0; s < expansion->n_steps; s++) {
        const koh_plan_step *step = &expansion->steps[s];
        if (step->places[k] != 0 || (step->during != NULL && step->during[k] != 0)) {
            return 1;
        }
    }
    return 0;
}

/* The types that steps change, as an axis; the services are in the order of the catalogue. */
static koh_status find_types(problem *p, size_t *services)
{
    const koh_plan_expansion *expansion = expansion_of(p->scenario);
    const koh_cube *need = koh__result_cube(p->scenario, "capacity/need");
    const char **labels = KOH_TAKE(p->result->arena, need->axes[1].n, const char *);
    p->at = KOH_TAKE(p->result->arena, need->axes[1].n, size_t);
    if (labels == NULL || p->at == NULL) {
        return KOH_ENOMEM;
    }
    p->types = (koh_axis){ "type", 0, NULL, labels };
    for (size_t k = 0; k < p->result->inputs->n_services; k++) {
        size_t at = koh_axis_find_label(&need->axes[1], p->result->inputs->services[k].id);
        if (at != (size_t) -1 && is_changed(expansion, k)) {
            services[p->types.n] = k;
            p->at[p->types.n] = at;
            labels[p->types.n++] = need->axes[1].labels[at];
        }
    }
    return KOH_OK;
}

/* The need of a cell: the value, or with draws the quantile at or above the share. */
static double need_of(const koh_cube *need, size_t cell, double share)
{
    size_t q = 0;
    while (q + 1 < need->n_quantiles && need->quantile_p[q] < share) {
        q++;
    }
    return need->n_quantiles == 0 ? need->value[cell] : need->quantile[q * koh_cube_size(need) + cell];
}

/* May the scenario be held against the places of the problem's own, and is all of it known? */
static int is_known(const problem *p, const koh_scenario_result *scenario)
{
    const koh_cube *gap = koh__result_cube(scenario, "capacity/gap");
    for (size_t i = 0; i < gap->axes[0].n * p->types.n; i++) {
        if (isnan(gap->value[i / p->types.n * gap->axes[1].n + p->at[i % p->types.n]])) {
            return 0;
        }
    }
    return scenario->plan->base_year == p->scenario->plan->base_year &&
           scenario->plan->end_year == p->scenario->plan->end_year;
}

static void fill_need(const problem *p, const koh_scenario_result *scenario, double *out)
{
    const koh_cube *need = koh__result_cube(scenario, "capacity/need");
    const koh_quantity *share = expansion_of(p->scenario)->share_draws;
    double wanted = share == NULL ? SHARE_DEFAULT : koh_quantity_at(share, p->scenario->plan->base_year);
    size_t n_years = p->input.n_years;
    for (size_t i = 0; i < p->types.n * n_years; i++) {
        out[i] = need_of(need, i % n_years * need->axes[1].n + p->at[i / n_years], wanted);
    }
}

static double amount(const koh_quantity *quantity, int year)
{
    return quantity == NULL ? 0 : koh_quantity_at(quantity, year);
}

/* The steps in the form of the search. */
static koh_status fill_steps(problem *p, const size_t *services)
{
    const koh_plan_expansion *expansion = expansion_of(p->scenario);
    size_t n = expansion->n_steps, m = p->types.n;
    koh_expansion_step *steps = KOH_TAKE(p->result->arena, n, koh_expansion_step);
    double *changes = KOH_TAKE(p->result->arena, 2 * n * m, double);
    int base = p->scenario->plan->base_year;
    if (steps == NULL || changes == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t s = 0; s < n; s++) {
        const koh_plan_step *step = &expansion->steps[s];
        double *places = changes + 2 * s * m, *during = places + m;
        for (size_t i = 0; i < m; i++) {
            places[i] = step->places[services[i]];
            during[i] = step->during == NULL ? 0 : step->during[services[i]];
        }
        steps[s] =
            (koh_expansion_step){ .id = step->id,
                                  .first_year = step->first_year,
                                  .last_year = step->last_year,
                                  .years_lead = step->years_lead,
                                  .years_out = step->years_out,
                                  .places = places,
                                  .during = during,
                                  .cost_capex = amount(step->capex, base),
                                  .cost_grant = amount(step->grant, base),
                                  .cost_opex = amount(step->opex, base),
                                  .years_life = step->years_life,
                                  .choice = step->is_required ? KOH_EXPANSION_REQUIRED : KOH_EXPANSION_OPTIONAL };
    }
    p->input.steps = steps;
    p->input.n_steps = n;
    return KOH_OK;
}

/* The input for the needs of n scenarios, those among `all` that are known. */
static koh_status fill_input(problem *p, const size_t *services, size_t n, const koh_scenario_result *all)
{
    const koh_plan_expansion *expansion = expansion_of(p->scenario);
    const koh_cube *places = koh__result_cube(p->scenario, "capacity/places");
    size_t n_years = places->axes[0].n, cells = p->types.n * n_years;
    double *there = KOH_TAKE(p->result->arena, cells, double), *need = KOH_TAKE(p->result->arena, n * cells, double);
    int base = p->scenario->plan->base_year;
    if (there == NULL || need == NULL) {
        return KOH_ENOMEM;
    }
    p->input = (koh_expansion_input){ .first_year = base,
                                      .decision_year = base,
                                      .n_years = n_years,
                                      .n_types = p->types.n,
                                      .n_draws = 1,
                                      .places = there,
                                      .need = need };
    for (size_t i = 0; i < cells; i++) {
        there[i] = places->value[i % n_years * places->axes[1].n + p->at[i / n_years]];
    }
    for (size_t s = 0; s < n; s++) {
        if (is_known(p, &all[s]) && p->input.n_scenarios < KOH_EXPANSION_SCENARIOS) {
            fill_need(p, &all[s], need + p->input.n_scenarios++ * cells);
        }
    }
    p->options = koh_expansion_options_defaults();
    p->options.rate_discount =
        expansion->discount == NULL ? p->options.rate_discount : koh_quantity_at(expansion->discount, base);
    p->options.cost_shortage = amount(expansion->shortage, base);
    p->options.growth_years = expansion->growth_years;
    return fill_steps(p, services);
}

/* Where a schedule's answers go. */
typedef struct answer {
    koh_cube *years, *cost, *deadline, *places;
    size_t n;
} answer;

static double year_or_nan(int year)
{
    return year == KOH_YEAR_NONE ? (double) NAN : (double) year;
}

/* Places of each type and year under a plan, as the search counts them. */
static void fill_places(const problem *p, const koh_expansion_plan *plan, size_t schedule, const answer *a)
{
    size_t n_years = p->input.n_years, m = p->types.n;
    for (size_t i = 0; i < n_years * m; i++) {
        int year = p->input.first_year + (int) (i / m);
        double places = p->input.places[i % m * n_years + i / m];
        for (size_t s = 0; s < p->input.n_steps; s++) {
            const koh_expansion_step *step = &p->input.steps[s];
            if (plan->year[s] != KOH_YEAR_NONE && year >= plan->year[s]) {
                places += year < plan->year[s] + step->years_out ? step->during[i % m] : step->places[i % m];
            }
        }
        a->places->value[i * a->n + schedule] = places;
    }
}

static void fill_answer(const problem *p, const koh_expansion_plan *plan, int deadline, size_t schedule,
                        const answer *a)
{
    for (size_t s = 0; s < p->input.n_steps; s++) {
        double *cells = a->years->value + (schedule * p->input.n_steps + s) * MEASURES;
        cells[EFFECT] = year_or_nan(plan->year[s]);
        cells[DECIDE_BY] = year_or_nan(plan->decide_by[s]);
    }
    a->cost->value[2 * schedule] = plan->cost;
    a->cost->value[2 * schedule + 1] = schedule == REGRET ? plan->regret : (double) NAN;
    a->deadline->value[schedule] = year_or_nan(deadline);
    fill_places(p, plan, schedule, a);
}

static void fill_unknown(const problem *p, size_t schedule, const answer *a)
{
    koh_expansion_plan none = { .cost = NAN, .regret = NAN };
    for (size_t s = 0; s < KOH_EXPANSION_STEPS; s++) {
        none.year[s] = none.decide_by[s] = KOH_YEAR_NONE;
    }
    fill_answer(p, &none, KOH_YEAR_NONE, schedule, a);
    for (size_t i = 0; i < p->input.n_years * p->types.n; i++) {
        a->places->value[i * a->n + schedule] = (double) NAN;
    }
}

/* Solves for one schedule. No solution is an answer: its cells stay unknown, and a warning says why. */
static koh_status solve(problem *p, size_t schedule, size_t scenario, const answer *a)
{
    koh_expansion_plan plan = { 0 };
    koh_error error = { 0 };
    int deadline = KOH_YEAR_NONE;
    koh_status status = schedule == REGRET
                            ? koh_expansion_least_regret(&p->input, &p->options, p->workspace, &error, &plan)
                            : koh_expansion_solve(&p->input, &p->options, scenario, p->workspace, &error, &plan);
    if (status == KOH_OK && schedule != REGRET) {
        status = koh_expansion_deadline(&p->input, &p->options, scenario, p->workspace, &error, &deadline);
    }
    if (status == KOH_ENOSOLUTION) {
        fill_unknown(p, schedule, a);
        return warn(p, "expansion_infeasible", schedules[schedule], error.message);
    }
    if (status != KOH_OK) {
        return koh_error_set(p->error, status, "building steps: %s", error.message);
    }
    fill_answer(p, &plan, deadline, schedule, a);
    return KOH_OK;
}

static koh_status add_cubes(const problem *p, answer *a)
{
    static const char *const costs[] = { "present_value", "regret" };
    const koh_plan_expansion *expansion = expansion_of(p->scenario);
    const koh_cube *need = koh__result_cube(p->scenario, "capacity/need");
    const koh_axis axis = { "schedule", a->n, NULL, schedules };
    const char **ids = KOH_TAKE(p->result->arena, expansion->n_steps, const char *);
    for (size_t s = 0; ids != NULL && s < expansion->n_steps; s++) {
        ids[s] = expansion->steps[s].id;
    }
    const koh_axis steps = { "step", expansion->n_steps, NULL, ids };
    const koh_cube forms[] = {
        { .path = "capacity/expansion",
          .unit = "year",
          .time = "1 January",
          .n_axes = 3,
          .axes = { axis, steps, { "measure", MEASURES, NULL, measures } } },
        { .path = "capacity/expansion_cost",
          .unit = "NOK",
          .time = "1 January",
          .n_axes = 2,
          .axes = { axis, { "measure", 2, NULL, costs } } },
        { .path = "capacity/expansion_deadline", .unit = "year", .time = "1 January", .n_axes = 1, .axes = { axis } },
        { .path = "capacity/expansion_places",
          .unit = "places",
          .time = "1 January",
          .n_axes = 3,
          .axes = { need->axes[0], p->types, axis } },
    };
    koh_cube **const cubes[] = { &a->years, &a->cost, &a->deadline, &a->places };
    for (size_t c = 0; ids != NULL && c < sizeof forms / sizeof forms[0]; c++) {
        *cubes[c] = koh__result_add(p->result, p->scenario, &forms[c]);
        if (*cubes[c] == NULL) {
            return KOH_ENOMEM;
        }
    }
    return ids == NULL ? KOH_ENOMEM : KOH_OK;
}

/* One scenario; the first, the reference, also for all together. */
static koh_status expand(problem *p, size_t index)
{
    koh_result *result = p->result;
    size_t *services = KOH_TAKE(result->arena, result->inputs->n_services, size_t);
    int is_reference = index == 0 && result->n_scenarios > 1;
    koh_status status = services == NULL ? KOH_ENOMEM : find_types(p, services);
    if (status != KOH_OK || p->types.n == 0) {
        return status;
    }
    if (p->types.n > KOH_EXPANSION_TYPES || !is_known(p, p->scenario)) {
        return warn(p, "expansion_unknown", schedules[OWN],
                    "the need or the places of a type are not known, or not held against each other");
    }
    status =
        fill_input(p, services, is_reference ? result->n_scenarios : 1, is_reference ? result->scenarios : p->scenario);
    answer a = { .n = 1 };
    if (is_reference) {
        a.n = p->options.cost_shortage > 0 ? SCHEDULES : SCHEDULES - 1;
    }
    if (status == KOH_OK) {
        status = add_cubes(p, &a);
    }
    if (status == KOH_OK) {
        status = koh_expansion_workspace_new(&p->input, &p->workspace);
    }
    for (size_t schedule = 0; schedule < a.n && schedule < SCHEDULES && status == KOH_OK; schedule++) {
        status = solve(p, schedule, schedule == OWN ? 0 : KOH_EXPANSION_ALL, &a);
    }
    koh_expansion_workspace_free(p->workspace);
    return status;
}

koh_status koh__plans_expand(koh_result *result, koh_error *error)
{
    koh_status status = KOH_OK;
    for (size_t i = 0; i < result->n_scenarios && status == KOH_OK; i++) {
        problem p = { .result = result, .scenario = &result->scenarios[i], .error = error };
        status = expansion_of(p.scenario) == NULL ? KOH_OK : expand(&p, i);
    }
    return status;
}
