/* Which building steps to take, and when: for each scenario by itself, and in the reference for all together.
 *
 * Method: capacity/expansion.c, exact. The need is that of the run by 1 January; where the run has draws, that of every
 * draw, the same draws for all schedules and scenarios. `own` is the cheapest schedule that meets the scenario's need,
 * in each year in the share of the draws that the plan asks for; `all_scenarios` the cheapest that meets every
 * scenario's. Where the plan prices a missing place: `least_cost` has the least cost with the price of what is missing,
 * on average over the draws, and `least_regret` the least largest regret over the scenarios, their costs averaged
 * likewise; what all of them come to over scenarios and draws is in schedule_regret.c. Decisions can be made from the
 * base year on. Limits: types cannot stand in for each other; the steps of the reference serve for all scenarios
 * together. */
#include "plan/schedule_priv.h"

#include <math.h>

#include "kohort/capacity.h"

enum { EFFECT, DECIDE_BY, MEASURES };

const char *const koh__schedule_names[KOH_SCHEDULES] = { "own", "all_scenarios", "least_regret", "least_cost" };
static const char *const measures[MEASURES] = { "effect", "decide_by" };

#define SHARE_DEFAULT 0.9 /* of the draws: assumption, that one in ten may lack places in a year */

#define PRICE_NEAREST                                                                                                  \
    1e11 /* kroner for a missing place and year, so that a hundredth of one weighs more than any step */

typedef koh_steps_problem problem;

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

/* The need of a scenario's draws, or of its only run: [draw][type][year]. */
static void fill_need(const problem *p, const koh_scenario_result *scenario, double *out)
{
    const koh_cube *cube = koh__result_cube(scenario, "capacity/need");
    const size_t n_years = p->input.n_years, size = koh_cube_size(cube), cells = p->types.n * n_years;
    for (size_t i = 0; i < p->input.n_draws * cells; i++) {
        const size_t cell = i % n_years * cube->axes[1].n + p->at[i / n_years % p->types.n];
        out[i] = scenario->need_draws == NULL ? cube->value[cell] : scenario->need_draws[i / cells * size + cell];
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
    const size_t n_years = places->axes[0].n, cells = p->types.n * n_years;
    const size_t n_draws = p->scenario->need_draws == NULL ? 1 : p->scenario->n_need_draws;
    double *there = KOH_TAKE(p->result->arena, cells, double);
    double *need = KOH_TAKE(p->result->arena, n * n_draws * cells, double);
    int base = p->scenario->plan->base_year;
    if (there == NULL || need == NULL) {
        return KOH_ENOMEM;
    }
    p->input = (koh_expansion_input){ .first_year = base,
                                      .decision_year = base,
                                      .n_years = n_years,
                                      .n_types = p->types.n,
                                      .n_draws = n_draws,
                                      .places = there,
                                      .need = need };
    for (size_t i = 0; i < cells; i++) {
        there[i] = places->value[i % n_years * places->axes[1].n + p->at[i / n_years]];
    }
    for (size_t s = 0; s < n; s++) {
        if (is_known(p, &all[s]) && p->input.n_scenarios < KOH_EXPANSION_SCENARIOS) {
            p->ids[p->input.n_scenarios] = all[s].plan->id;
            fill_need(p, &all[s], need + p->input.n_scenarios++ * n_draws * cells);
        }
    }
    p->options = koh_expansion_options_defaults();
    p->options.rate_discount =
        expansion->discount == NULL ? p->options.rate_discount : koh_quantity_at(expansion->discount, base);
    p->options.cost_shortage = amount(expansion->shortage, base);
    p->options.growth_years = expansion->growth_years;
    p->options.service_level =
        expansion->share_draws == NULL ? SHARE_DEFAULT : koh_quantity_at(expansion->share_draws, base);
    return fill_steps(p, services);
}

/* Where a schedule's answers go. */
typedef struct answer {
    koh_cube *years, *cost, *deadline, *places;
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
        a->places->value[i * p->n_schedules + schedule] = places;
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
    a->cost->value[2 * schedule + 1] = p->schedule[schedule] == KOH_SCHEDULE_REGRET ? plan->regret : (double) NAN;
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
        a->places->value[i * p->n_schedules + schedule] = (double) NAN;
    }
}

/* The plan of a schedule, and the last year of any decision where its need is to be met. */
static koh_status find(problem *p, int schedule, koh_error *error, koh_expansion_plan *plan, int *deadline)
{
    if (schedule == KOH_SCHEDULE_REGRET) {
        return koh_expansion_least_regret(&p->input, &p->options, p->workspace, error, plan);
    }
    if (schedule == KOH_SCHEDULE_COST) {
        return koh_expansion_least_cost(&p->input, &p->options, 0, p->workspace, error, plan);
    }
    const size_t scenario = schedule == KOH_SCHEDULE_OWN ? 0 : KOH_EXPANSION_ALL;
    koh_status status = koh_expansion_solve(&p->input, &p->options, scenario, p->workspace, error, plan);
    return status == KOH_OK ? koh_expansion_deadline(&p->input, &p->options, scenario, p->workspace, error, deadline)
                            : status;
}

/* Where no plan gives what is required: the one that lacks the fewest places, and of those the cheapest. */
static koh_status find_nearest(const problem *p, int schedule, koh_expansion_plan *plan)
{
    const size_t scenario = schedule == KOH_SCHEDULE_OWN ? 0 : KOH_EXPANSION_ALL;
    double *required = KOH_TAKE(p->result->arena, p->input.n_types * p->input.n_years, double);
    koh_expansion_input one = p->input;
    koh_expansion_options dear = p->options;
    koh_expansion_workspace *workspace = NULL;
    int n_taken = 0;
    one.n_scenarios = one.n_draws = 1;
    one.need = required;
    dear.cost_shortage = PRICE_NEAREST;
    koh_status status = required == NULL ? KOH_ENOMEM : koh_expansion_workspace_new(&one, &workspace);
    if (status == KOH_OK) {
        status = koh_expansion_required(&p->input, &p->options, scenario, p->workspace, NULL, required);
    }
    if (status == KOH_OK) {
        status = koh_expansion_least_cost(&one, &dear, 0, workspace, NULL, plan);
    }
    for (size_t i = 0; status == KOH_OK && i < one.n_steps; i++) {
        n_taken += plan->year[i] != KOH_YEAR_NONE;
    }
    koh_expansion_workspace_free(workspace);
    return status == KOH_OK && n_taken == 0 ? KOH_ENOSOLUTION : status;
}

/* Solves for one schedule. No solution is an answer: a warning says why, and the nearest plan is shown, or its cells
 * stay unknown where no step helps. */
static koh_status solve(problem *p, size_t schedule, const answer *a)
{
    koh_error error = { 0 };
    int deadline = KOH_YEAR_NONE;
    const int kind = p->schedule[schedule], is_level = kind == KOH_SCHEDULE_OWN || kind == KOH_SCHEDULE_ALL;
    const char *code = "expansion_infeasible";
    koh_status status = find(p, kind, &error, &p->plan[schedule], &deadline);
    if (status == KOH_ENOSOLUTION && is_level) {
        status = find_nearest(p, kind, &p->plan[schedule]);
        code = status == KOH_OK ? "expansion_nearest" : code;
    }
    if (error.status != KOH_OK && status == KOH_OK) {
        status = warn(p, code, koh__schedule_names[kind], error.message);
    }
    if (status == KOH_ENOSOLUTION) {
        fill_unknown(p, schedule, a);
        return warn(p, code, koh__schedule_names[kind], error.message);
    }
    if (status != KOH_OK) {
        return koh_error_set(p->error, status, "building steps: %s", error.message);
    }
    p->is_found[schedule] = 1;
    fill_answer(p, &p->plan[schedule], deadline, schedule, a);
    return KOH_OK;
}

/* Which schedules are sought: the first scenario's are also held against all, and against a price of shortage. */
static void choose_schedules(problem *p, size_t index)
{
    const int is_all = index == 0 && p->result->n_scenarios > 1, is_priced = index == 0 && p->options.cost_shortage > 0;
    const int wanted[KOH_SCHEDULES] = { 1, is_all, is_all && is_priced, is_priced };
    for (int k = 0; k < KOH_SCHEDULES; k++) {
        if (wanted[k]) {
            p->schedule[p->n_schedules++] = k;
        }
    }
}

static koh_status add_cubes(const problem *p, answer *a)
{
    static const char *const costs[] = { "present_value", "regret" };
    const koh_plan_expansion *expansion = expansion_of(p->scenario);
    const koh_cube *need = koh__result_cube(p->scenario, "capacity/need");
    const char **names = KOH_TAKE(p->result->arena, p->n_schedules, const char *);
    for (size_t i = 0; names != NULL && i < p->n_schedules; i++) {
        names[i] = koh__schedule_names[p->schedule[i]];
    }
    const koh_axis axis = { "schedule", p->n_schedules, NULL, names };
    const char **ids = KOH_TAKE(p->result->arena, expansion->n_steps, const char *);
    for (size_t s = 0; ids != NULL && names != NULL && s < expansion->n_steps; s++) {
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
    for (size_t c = 0; ids != NULL && names != NULL && c < sizeof forms / sizeof forms[0]; c++) {
        *cubes[c] = koh__result_add(p->result, p->scenario, &forms[c]);
        if (*cubes[c] == NULL) {
            return KOH_ENOMEM;
        }
    }
    return ids == NULL || names == NULL ? KOH_ENOMEM : KOH_OK;
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
        return warn(p, "expansion_unknown", koh__schedule_names[KOH_SCHEDULE_OWN],
                    "the need or the places of a type are not known, or not held against each other");
    }
    status =
        fill_input(p, services, is_reference ? result->n_scenarios : 1, is_reference ? result->scenarios : p->scenario);
    answer a = { 0 };
    if (status == KOH_OK) {
        choose_schedules(p, index);
        status = add_cubes(p, &a);
    }
    if (status == KOH_OK) {
        status = koh_expansion_workspace_new(&p->input, &p->workspace);
    }
    for (size_t schedule = 0; schedule < p->n_schedules && status == KOH_OK; schedule++) {
        status = solve(p, schedule, &a);
    }
    koh_expansion_workspace_free(p->workspace);
    return status == KOH_OK && index == 0 && p->options.cost_shortage > 0 ? koh__schedules_judge(p) : status;
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
