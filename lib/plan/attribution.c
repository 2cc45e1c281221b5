/* Attribution of a revision.
 *
 * Method: the plan is run with every set of groups taken from the new vintage and the rest from the old; Shapley values
 * (kohort/shapley.h) share out the difference. Parts sum to the whole whatever the order of the changes.
 * Limits: vintages whose services differ cannot be mixed: all changes then come at once, as group "other"; what is
 * bound to years of its own vintage goes with the base year; both vintages are run to the earlier of their last years.
 * Shares are of the reference scenario. */
#include "plan/attribution_priv.h"

#include <string.h>

#include "kohort/shapley.h"
#include "plan/health_priv.h"
#include "plan/model_priv.h"
#include "plan/need_priv.h"

/* Members that make up a service's need; the rest of it is practice. */
static void take_need(const koh_plan_service *from, koh_plan_service *to)
{
    to->users = from->users;
    to->bed_days = from->bed_days;
    to->age_shift_years = from->age_shift_years;
    to->trend_per_year = from->trend_per_year;
    to->trend_fade_years = from->trend_fade_years;
}

/* Leaves out what no key figure follows from. */
static koh_status leave_out(koh_arena *arena, koh_plan *plan)
{
    static const koh_plan_health no_indicators;
    koh_plan_capacity *capacity = plan->capacity == NULL ? NULL : KOH_TAKE(arena, 1, koh_plan_capacity);
    koh_plan_need *care = KOH_TAKE(arena, 1, koh_plan_need);
    if (care == NULL || (plan->capacity != NULL && capacity == NULL)) {
        return KOH_ENOMEM;
    }
    *care = *plan->care;
    memset(&care->ladder, 0, sizeof care->ladder);
    care->palliative = NULL;
    plan->care = care;
    if (capacity != NULL) {
        *capacity = *plan->capacity;
        capacity->n_simulations = 0;
        plan->capacity = capacity;
    }
    plan->area = NULL;
    plan->health = &no_indicators;
    plan->surveys = NULL;
    plan->structures = NULL;
    plan->targets = NULL;
    return KOH_OK;
}

static koh_status mix_services(const koh_vintage *need, const koh_vintage *practice, const koh_vintage *capacity,
                               koh_arena *arena, koh_plan *plan)
{
    size_t n = need->inputs->n_services;
    koh_plan_service *services = KOH_TAKE(arena, n, koh_plan_service);
    if (services == NULL) {
        return KOH_ENOMEM;
    }
    memcpy(services, practice->plan->services, n * sizeof *services);
    for (size_t k = 0; k < n; k++) {
        take_need(&need->plan->services[k], &services[k]);
        services[k].target_occupancy = capacity->plan->services[k].target_occupancy;
    }
    plan->services = services;
    plan->need = need->plan->need;
    return KOH_OK;
}

/* The plan with the groups of a set from the new vintage and the others from the old. */
static koh_status mix(const koh_vintage v[2], const int new_group[KOH_GROUPS], koh_arena *arena, koh_plan *plan)
{
    const koh_plan *population = v[new_group[KOH_GROUP_POPULATION]].plan;
    const koh_plan *births = v[new_group[KOH_GROUP_BIRTHS_DEATHS]].plan;
    const koh_plan *migration = v[new_group[KOH_GROUP_MIGRATION]].plan;
    const koh_vintage *capacity = &v[new_group[KOH_GROUP_CAPACITY]];
    const koh_plan *staff = v[new_group[KOH_GROUP_STAFF]].plan;
    *plan = *v[new_group[KOH_GROUP_OTHER]].plan;
    plan->base_year = population->base_year;
    plan->period_from = population->period_from;
    plan->period_to = population->period_to;
    plan->end_year = v[0].plan->end_year < v[1].plan->end_year ? v[0].plan->end_year : v[1].plan->end_year;
    plan->alternative = population->alternative;
    plan->registered = population->registered;
    plan->projection = population->projection;
    plan->n_strata = population->n_strata;
    plan->strata = population->strata;
    plan->living_alone_factor = population->living_alone_factor;
    plan->housing = population->housing;
    plan->mortality_level = births->mortality_level;
    plan->mortality_improvement = births->mortality_improvement;
    plan->mortality_local = births->mortality_local;
    plan->fertility_level = births->fertility_level;
    plan->fertility_tfr = births->fertility_tfr;
    plan->migration_method = migration->migration_method;
    plan->migration_from = migration->migration_from;
    plan->migration_to = migration->migration_to;
    plan->flows = migration->flows;
    memcpy(plan->flow_factor, migration->flow_factor, sizeof plan->flow_factor);
    memcpy(plan->national_flow, migration->national_flow, sizeof plan->national_flow);
    plan->migration_net = migration->migration_net;
    plan->migration_extra = migration->migration_extra;
    plan->migration_national_net = migration->migration_national_net;
    plan->n_units = capacity->plan->n_units;
    plan->units = capacity->plan->units;
    plan->target_occupancy = capacity->plan->target_occupancy;
    plan->capacity = capacity->plan->capacity;
    plan->preparedness = NULL; /* its crises stand in years and on units of one vintage */
    plan->profession_fte = staff->profession_fte;
    plan->workforce = staff->workforce;
    const koh_status status = leave_out(arena, plan);
    return status != KOH_OK
               ? status
               : mix_services(&v[new_group[KOH_GROUP_NEED]], &v[new_group[KOH_GROUP_PRACTICE]], capacity, arena, plan);
}

/* The plan of one vintage as it is, but for what no key figure follows from. */
static koh_status take_whole(const koh_vintage *v, koh_arena *arena, koh_plan *plan)
{
    *plan = *v->plan;
    plan->preparedness = NULL;
    return leave_out(arena, plan);
}

/* What all sets of changes share. */
typedef struct question {
    const koh_vintage *vintages;
    int is_mixable;                      /* else all changes come at once, as group "other" */
    size_t groups[KOH_GROUPS], n_groups; /* those that have changed */
    int year;
    size_t n_figures;
    const koh_key_figure *figures;
    double *value; /* [n_figures][2^n_groups] */
} question;

/* Can the plan take its migration from a vintage's estimate: is that of the same year and as far ahead? */
static int can_migrate(const koh_plan *plan, const koh_inputs *own, const koh_inputs *from)
{
    return own->nation.origin == from->nation.origin && own->nation.n_age == from->nation.n_age &&
           plan->end_year - plan->base_year <= (int) from->nation.n_steps;
}

/* Runs the plan with a set of changes, whose bit i is groups[i]. */
static koh_status run_set(const question *q, size_t set, koh_error *error)
{
    int new_group[KOH_GROUPS] = { 0 };
    koh_arena *arena = koh__arena_new();
    koh_result result = { 0 };
    koh_plan plan;
    for (size_t i = 0; i < q->n_groups; i++) {
        new_group[q->groups[i]] = (int) (set >> i & 1);
    }
    const koh_vintage *migration = &q->vintages[new_group[KOH_GROUP_MIGRATION]];
    const koh_vintage *from = &q->vintages[new_group[q->is_mixable ? KOH_GROUP_POPULATION : KOH_GROUP_OTHER]];
    koh_status status = arena == NULL    ? KOH_ENOMEM
                        : !q->is_mixable ? take_whole(from, arena, &plan)
                                         : mix(q->vintages, new_group, arena, &plan);
    if (status == KOH_OK) {
        koh_inputs inputs = *from->inputs;
        if (q->is_mixable && can_migrate(&plan, &inputs, migration->inputs)) {
            inputs.nation = migration->inputs->nation;
            inputs.calibration = migration->inputs->calibration;
        }
        status = koh__plans_run(1, &plan, &inputs, arena, error, &result);
    }
    for (size_t i = 0; i < q->n_figures && status == KOH_OK; i++) {
        q->value[(i << q->n_groups) + set] = koh__key_figure_at(&result.scenarios[0], &q->figures[i], q->year);
    }
    koh__arena_free(arena);
    return status;
}

/* Shares out the change of figure i. */
static koh_status share_out(const question *q, size_t i, koh_error *error, koh_attribution *parts)
{
    const double *value = q->value + (i << q->n_groups);
    double share[KOH_GROUPS] = { 0 };
    koh_status status = koh_shapley_compute(q->n_groups, value, error, share);
    *parts = (koh_attribution){ .old_value = value[0], .new_value = value[((size_t) 1 << q->n_groups) - 1] };
    for (size_t g = 0; g < q->n_groups; g++) {
        parts->share[q->groups[g]] = share[g];
    }
    return status;
}

koh_status koh__attribute(const koh_vintage vintages[2], const int changed[KOH_GROUPS], int year, size_t n,
                          const koh_key_figure *figures, koh_error *error, koh_attribution *parts)
{
    question q = {
        .vintages = vintages, .is_mixable = changed != NULL, .year = year, .n_figures = n, .figures = figures
    };
    for (size_t g = 0; g < KOH_GROUPS; g++) {
        if (q.is_mixable ? changed[g] : g == KOH_GROUP_OTHER) {
            q.groups[q.n_groups++] = g;
        }
    }
    size_t sets = (size_t) 1 << q.n_groups;
    q.value = KOH_NEW(n * sets, double);
    koh_status status = q.value == NULL ? koh_error_set(error, KOH_ENOMEM, "out of memory") : KOH_OK;
    for (size_t set = 0; set < sets && status == KOH_OK; set++) {
        status = run_set(&q, set, error);
    }
    for (size_t i = 0; i < n && status == KOH_OK; i++) {
        status = share_out(&q, i, error, &parts[i]);
    }
    koh__free(q.value);
    return status;
}
