/* The standard tables of the evidence chapter, from a result. */
#ifndef KOH_TABLES_PRIV_H
#define KOH_TABLES_PRIV_H

#include "kohort/table.h"
#include "plan/result_priv.h"

struct koh_plan_indicator;

/* A standard table: its form and what fills it. */
typedef struct koh_table_form {
    const char *id, *name, *title[KOH_LANGUAGES];
    size_t n_columns;
    const koh_column *columns;
    koh_status (*fill)(const koh_result *result, size_t language, koh_table *table);
} koh_table_form;

/* All standard tables in order. Static; *n their number. */
const koh_table_form *koh__table_forms(size_t *n);

/* The fillers, by file. */
koh_status koh__fill_assumptions(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_population(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_change(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_shares(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_components(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_ratios(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_users(const koh_result *result, size_t language, koh_table *table);
enum { KOH_SHORTAGE_CHANCE_COLUMNS = 8, KOH_RANGE_COLUMNS = 13, KOH_RANGE_QUANTILES = 7 }; /* of T11f, T23b */
extern const koh_column koh__shortage_chance_columns[KOH_SHORTAGE_CHANCE_COLUMNS];
extern const koh_column koh__range_columns[KOH_RANGE_COLUMNS];
koh_status koh__fill_shortage_chance(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_ranges(const koh_result *result, size_t language, koh_table *table);
enum { KOH_SHELF_COLUMNS = 7 }; /* of T02b */
extern const koh_column koh__shelf_columns[KOH_SHELF_COLUMNS];
koh_status koh__fill_shelf_life(const koh_result *result, size_t language, koh_table *table);
extern const char *const koh__usage_bases[];          /* by koh_usage_basis */
enum { KOH_USERS_COLUMNS = 17, KOH_USERS_BANDS = 9 }; /* of T08: nine, six bands of IPLOS, until when, what counted */

koh_status koh__fill_professions(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_recruitment(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_demand_causes(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_filling(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_feasible(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_units(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_competence(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_rotas(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_staff(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_places(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_occupancies(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_waiting(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_expansion(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_regret(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_levels(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_buildings(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_reserve(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_strata(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_health(const koh_result *result, size_t language, koh_table *table);
enum { KOH_HEALTH_SERIES_COLUMNS = 11, KOH_HEALTH_TARGET_COLUMNS = 12 }; /* of T22c, T22d */
extern const koh_column koh__health_series_columns[KOH_HEALTH_SERIES_COLUMNS];
extern const koh_column koh__health_target_columns[KOH_HEALTH_TARGET_COLUMNS];
/* The code of an indicator's unit. */
const char *koh__health_unit(const struct koh_plan_indicator *indicator);
enum { KOH_INEQUALITY_COLUMNS = 18 }; /* of T22e */
extern const koh_column koh__inequality_columns[KOH_INEQUALITY_COLUMNS];
koh_status koh__fill_inequality(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_health_series(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_health_targets(const koh_result *result, size_t language, koh_table *table);
/* What is said of a target that so much is missing to: unknown where that is, reached at 0 or less. */
const char *koh__target_word(double missing, size_t language);
koh_status koh__fill_healthy_years(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_action_plan(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_appraisal(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_studies(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_frontier(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_savings(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_costs(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_substitution(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_peers(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_functions(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_age_costs(const koh_result *result, size_t language, koh_table *table);
enum { KOH_SURVEY_COLUMNS = 11 }; /* of T22b */
extern const koh_column koh__survey_columns[KOH_SURVEY_COLUMNS];
koh_status koh__fill_surveys(const koh_result *result, size_t language, koh_table *table);
enum { KOH_STRUCTURE_COLUMNS = 12 }; /* of T16b */
extern const koh_column koh__structure_columns[KOH_STRUCTURE_COLUMNS];
koh_status koh__fill_structures(const koh_result *result, size_t language, koh_table *table);
enum { KOH_HOUSEHOLD_COLUMNS = 12 }; /* of T28 */
extern const koh_column koh__household_columns[KOH_HOUSEHOLD_COLUMNS];
koh_status koh__fill_households(const koh_result *result, size_t language, koh_table *table);
enum { KOH_ACCESSIBLE_COLUMNS = 9, KOH_MIX_COLUMNS = 9, KOH_MUNICIPAL_COLUMNS = 8 }; /* of T28b, T28c, T28d */
extern const koh_column koh__accessible_columns[KOH_ACCESSIBLE_COLUMNS];
extern const koh_column koh__mix_columns[KOH_MIX_COLUMNS];
extern const koh_column koh__municipal_columns[KOH_MUNICIPAL_COLUMNS];
koh_status koh__fill_accessible(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_mix(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_municipal(const koh_result *result, size_t language, koh_table *table);
enum { KOH_HOUSING_COLUMNS = 18 }; /* of T19: eight, the seven bands of planners, FTE, cost and its price level */
koh_status koh__fill_housing(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_housing_services(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_dementia(const koh_result *result, size_t language, koh_table *table);

/* Rows of T01: the embedded figures behind waiting, where the run has any. */
koh_status koh__add_waiting_defaults(const koh_result *result, koh_table *table);

/* Rows of T01: the country's shares by level of need, where the plan has levels and no shares. */
koh_status koh__add_level_defaults(const koh_result *result, koh_table *table);

/* The name of the level behind a label of the second axis. */
const char *koh__basis_of(const koh_cube *cube, size_t label);

/* The name of a service of the catalogue; `service` is the catalogue's own text. */
const char *koh__type_name(const koh_result *result, size_t language, const char *service);

enum { KOH_SPREAD_COLUMNS = 11 }; /* of T23 */
extern const koh_column koh__spread_columns[KOH_SPREAD_COLUMNS];
koh_status koh__fill_spread(const koh_result *result, size_t language, koh_table *table);
enum { KOH_ZONE_COLUMNS = 14 }; /* of T29: four, then the ten groups of planners */
extern const koh_column koh__zone_columns[KOH_ZONE_COLUMNS];
koh_status koh__fill_zones(const koh_result *result, size_t language, koh_table *table);

/* T11e. */
enum { KOH_SIMULATED_COLUMNS = 10 };
extern const koh_column koh__simulated_columns[KOH_SIMULATED_COLUMNS];
koh_status koh__fill_simulated(const koh_result *result, size_t language, koh_table *table);

/* T13f, T13g, T13h. */
enum { KOH_EDUCATION_COLUMNS = 7, KOH_TRAINING_COLUMNS = 10, KOH_FULL_TIME_COLUMNS = 13 };
extern const koh_column koh__education_columns[KOH_EDUCATION_COLUMNS];
extern const koh_column koh__training_columns[KOH_TRAINING_COLUMNS];
extern const koh_column koh__full_time_columns[KOH_FULL_TIME_COLUMNS];
koh_status koh__fill_education(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_training(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_full_time(const koh_result *result, size_t language, koh_table *table);
enum { KOH_PREVENTION_COLUMNS = 12, KOH_TASK_COLUMNS = 6 }; /* of T08b, T08c */
extern const koh_column koh__prevention_columns[KOH_PREVENTION_COLUMNS], koh__task_columns[KOH_TASK_COLUMNS];
koh_status koh__fill_prevention(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_tasks(const koh_result *result, size_t language, koh_table *table);

enum { KOH_INFLOW_COLUMNS = 7 }; /* of T08d */
extern const koh_column koh__inflow_columns[KOH_INFLOW_COLUMNS];
koh_status koh__fill_inflow(const koh_result *result, size_t language, koh_table *table);

enum { KOH_LADDER_COLUMNS = 11, KOH_LADDER_FLOW_COLUMNS = 5 }; /* of T09b, T09c */
extern const koh_column koh__ladder_columns[KOH_LADDER_COLUMNS];
extern const koh_column koh__ladder_flow_columns[KOH_LADDER_FLOW_COLUMNS];
koh_status koh__fill_ladder(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_ladder_flows(const koh_result *result, size_t language, koh_table *table);

enum { KOH_COVERAGE_COLUMNS = 12, KOH_COVERAGE_PEER_COLUMNS = 12 }; /* of T07, T07b */
extern const koh_column koh__coverage_columns[KOH_COVERAGE_COLUMNS];
extern const koh_column koh__coverage_peer_columns[KOH_COVERAGE_PEER_COLUMNS];
koh_status koh__fill_coverage(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_coverage_peers(const koh_result *result, size_t language, koh_table *table);

enum {
    KOH_ZONE_USERS_COLUMNS = 6, /* of T29b to T29g */
    KOH_VARIATION_COLUMNS = 15,
    KOH_TRAVEL_COLUMNS = 11,
    KOH_BEYOND_COLUMNS = 8,
    KOH_BASE_COLUMNS = 9,
    KOH_COOPERATION_COLUMNS = 12
};
extern const koh_column koh__zone_users_columns[KOH_ZONE_USERS_COLUMNS];
extern const koh_column koh__variation_columns[KOH_VARIATION_COLUMNS];
extern const koh_column koh__travel_columns[KOH_TRAVEL_COLUMNS];
extern const koh_column koh__beyond_columns[KOH_BEYOND_COLUMNS];
extern const koh_column koh__base_columns[KOH_BASE_COLUMNS];
koh_status koh__fill_zone_users(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_variation(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_travel(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_beyond(const koh_result *result, size_t language, koh_table *table);
extern const koh_column koh__cooperation_columns[KOH_COOPERATION_COLUMNS];
koh_status koh__fill_cooperation(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_bases(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_targets(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_balance(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_status(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_split(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_surge(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_surge_weeks(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_n_minus_1(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_relocation(const koh_result *result, size_t language, koh_table *table);
koh_status koh__fill_evacuation(const koh_result *result, size_t language, koh_table *table);

/* The number of an axis at a place. */
static inline double koh__axis_number(const koh_axis *axis, size_t i)
{
    return axis->numbers[i];
}

#endif
