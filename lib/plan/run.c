/* The path of the data through one plan: population, users, staff, places, conditions; the only place where the rooms
 * of the model meet. */
#include "plan/area_priv.h"
#include "plan/health_priv.h"
#include "plan/model_priv.h"
#include "plan/need_priv.h"
#include "plan/preparedness_priv.h"
#include "plan/structures_priv.h"
#include "plan/survey_priv.h"

#include <string.h>

static koh_status make_axes(koh_frame *f)
{
    koh_arena *arena = f->result->arena;
    const koh_inputs *inputs = f->inputs;
    int *years = KOH_TAKE(arena, f->n_steps + 1, int);
    const char **services = KOH_TAKE(arena, inputs->n_services, const char *);
    const char **professions = KOH_TAKE(arena, inputs->n_professions, const char *);
    if (years == NULL || services == NULL || professions == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t t = 0; t <= f->n_steps; t++) {
        years[t] = f->plan->base_year + (int) t;
    }
    for (size_t k = 0; k < inputs->n_services; k++) {
        services[k] = inputs->services[k].id;
    }
    for (size_t j = 0; j < inputs->n_professions; j++) {
        professions[j] = inputs->professions[j].id;
    }
    f->years = (koh_axis){ "year", f->n_steps + 1, years, NULL };
    f->intervals = (koh_axis){ "year", f->n_steps, years, NULL };
    f->services = (koh_axis){ "service", inputs->n_services, NULL, services };
    f->professions = (koh_axis){ "profession", inputs->n_professions, NULL, professions };
    return KOH_OK;
}

koh_status koh__model_follow(koh_frame *frame)
{
    typedef koh_status (*part)(koh_frame *);
    static const part parts[] = { koh__model_strata,       koh__model_ratios,     koh__model_need,
                                  koh__model_coverage,     koh__model_ladder,     koh__model_levels,
                                  koh__model_places,       koh__model_waiting,    koh__model_staff,
                                  koh__model_workforce,    koh__model_areas,      koh__model_economy,
                                  koh__model_prevention,   koh__model_inflow,     koh__model_conditions,
                                  koh__model_health,       koh__model_households, koh__model_homes,
                                  koh__model_preparedness, koh__model_structures, koh__model_surveys,
                                  koh__model_targets,      koh__model_balance };
    koh_status status = KOH_OK;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0] && status == KOH_OK; i++) {
        status = parts[i](frame);
    }
    return status;
}

/* Room for the rates that draws are made from. */
static koh_status keep_rates(koh_frame *f)
{
    koh_arena *arena = f->result->arena;
    f->survival = KOH_TAKE(arena, 2 * f->n_steps * f->n_age, double);
    f->fertility = KOH_TAKE(arena, f->n_steps * f->n_age, double);
    f->net = KOH_TAKE(arena, 2 * f->n_steps * f->n_age, double);
    const int gross = f->plan->flows != NULL;
    f->flows = gross ? KOH_TAKE(arena, KOH_FLOWS * 2 * f->n_steps * f->n_age, double) : NULL;
    return f->survival == NULL || f->fertility == NULL || f->net == NULL || (gross && f->flows == NULL) ? KOH_ENOMEM
                                                                                                        : KOH_OK;
}

static koh_frame frame_of(koh_scenario_result *scenario, koh_result *result, koh_error *error)
{
    const koh_plan *plan = scenario->plan;
    return (koh_frame){ .plan = plan,
                        .inputs = result->inputs,
                        .result = result,
                        .scenario = scenario,
                        .error = error,
                        .n_steps = (size_t) (plan->end_year - plan->base_year),
                        .n_age = result->inputs->local.n_age };
}

koh_status koh__plan_population(const koh_plan *plan, const koh_inputs *inputs, koh_arena *arena, koh_error *error,
                                koh_frame *frame)
{
    koh_result *result = KOH_TAKE(arena, 1, koh_result);
    koh_scenario_result *scenario = KOH_TAKE(arena, 1, koh_scenario_result);
    if (result == NULL || scenario == NULL) {
        return KOH_ENOMEM;
    }
    *result = (koh_result){ .arena = arena, .inputs = inputs, .n_scenarios = 1, .scenarios = scenario };
    scenario->plan = plan;
    *frame = frame_of(scenario, result, error);
    koh_status status = make_axes(frame);
    status = status == KOH_OK ? keep_rates(frame) : status;
    return status == KOH_OK ? koh__model_population(frame) : status;
}

static koh_status run_scenario(koh_scenario_result *scenario, koh_result *result, const koh_draws *draws,
                               koh_error *error)
{
    koh_frame frame = frame_of(scenario, result, error);
    koh_zones zones = { 0 };
    koh_status status = make_axes(&frame);
    const koh_plan_need *need = scenario->plan->care;
    const int needs_deaths = need->ladder.n > 0 || need->palliative != NULL;
    if (status == KOH_OK && (draws != NULL || scenario->plan->area != NULL || needs_deaths)) {
        status = keep_rates(&frame);
    }
    if (status == KOH_OK) {
        status = koh__service_patterns(&frame);
    }
    if (status == KOH_OK) {
        status = koh__model_population(&frame);
    }
    if (status == KOH_OK && frame.newcomers != NULL) {
        status = koh__model_housing(&frame);
    }
    if (status == KOH_OK) {
        frame.n_population_cubes = scenario->n_cubes;
        status = koh__model_follow(&frame);
    }
    if (status == KOH_OK) {
        status = koh__model_area(&frame, &zones);
    }
    if (status == KOH_OK && draws != NULL) {
        status = koh__model_split(&frame, &zones);
    }
    if (status == KOH_OK && draws != NULL) {
        status = koh__model_draws(&frame, draws);
    }
    if (status == KOH_OK) {
        status = koh__model_missing(&frame);
    }
    if (status == KOH_OK) {
        status = koh__model_sizes(&frame);
    }
    if (status == KOH_OK) {
        status = koh__model_shelf_life(&frame);
    }
    if (status == KOH_OK) {
        status = koh__model_staff_aims(&frame);
    }
    if (status == KOH_OK) {
        status = koh__model_simulated(&frame);
    }
    if (status == KOH_OK) {
        status = koh__model_buildings(&frame);
    }
    if (status == KOH_OK && zones.n > 0) {
        status = koh__model_area_plain(&frame, &zones);
    }
    return status == KOH_OK ? koh__model_measures(&frame) : status;
}

static koh_status name_methods(koh_result *result, const koh_plan *plan, const koh_inputs *inputs)
{
    koh_arena *arena = result->arena;
    int origin = inputs->nation.origin;
    result->method_mortality = "national_rates_lee_carter_drift";
    result->method_fertility = "national_schedule_levelled_by_age_0";
    result->method_migration =
        plan->migration_method == KOH_MIGRATION_NONE ? "none"
        : plan->flows != NULL                        ? "gross_flows_mean_of_base_period"
        : plan->projection != NULL                   ? "matched_to_projection"
        : plan->migration_from > inputs->local.first_year
            ? koh__arena_format(arena, "residual_kriged_level_and_age_pattern_origin_%d_from_%d", origin,
                                plan->migration_from)
            : koh__arena_format(arena, "residual_kriged_level_and_age_pattern_origin_%d", origin);
    result->method_demand = "constant_coverage_by_single_age";
    return result->method_migration == NULL ? KOH_ENOMEM : KOH_OK;
}

/* The estimate of migration takes the years from the reference's first up to the base year, where there are registers:
 * a plan that names others must know that they do nothing. */
static koh_status warn_years(const koh_plan *plan, const koh_plan *reference, const koh_inputs *inputs,
                             koh_result *result)
{
    const int from = plan->migration_from, first = inputs->local.first_year;
    const int is_used =
        plan == reference ? from >= first && plan->migration_to == plan->base_year : from == reference->migration_from;
    if (from == 0 || plan->migration_method != KOH_MIGRATION_RESIDUAL || is_used) {
        return KOH_OK;
    }
    return koh__result_warn(result, (koh_warning){ "migration_years_unused", NULL, plan->id, KOH_YEAR_NONE, -1, -1 },
                            "migration is estimated from %d to the base year, the same in all scenarios; the plan's %d "
                            "to %d are not used as "
                            "they stand",
                            reference->migration_from > first ? reference->migration_from : first, from,
                            plan->migration_to);
}

koh_status koh__plans_run(size_t n, const koh_plan *plans, const koh_inputs *inputs, koh_arena *arena, koh_error *error,
                          koh_result *result)
{
    const koh_draws draws = result->draws;
    const koh_watch watch = result->watch;
    *result = (koh_result){ .arena = arena, .inputs = inputs, .n_scenarios = n, .draws = draws, .watch = watch };
    result->scenarios = KOH_TAKE(arena, n, koh_scenario_result);
    if (result->scenarios == NULL || name_methods(result, &plans[0], inputs) != KOH_OK) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    for (size_t i = 0; i < n; i++) {
        koh_status status = koh__result_tell(result, i, 0) != 0 ? koh_error_set(error, KOH_ECANCELLED, "interrupted")
                                                                : warn_years(&plans[i], &plans[0], inputs, result);
        if (status == KOH_OK) {
            result->scenarios[i].plan = &plans[i];
            status = run_scenario(&result->scenarios[i], result, result->draws.n > 0 ? &result->draws : NULL, error);
        }
        if (status != KOH_OK) {
            return status == KOH_ENOMEM ? koh_error_set(error, KOH_ENOMEM, "out of memory") : status;
        }
    }
    koh_status status = koh__plans_expand(result, error);
    return status == KOH_ENOMEM ? koh_error_set(error, KOH_ENOMEM, "out of memory") : status;
}
