/* The parts of a run, in the order in which data flows through them. Each reads what stands in the frame and adds its
 * cubes to the scenario's result. */
#ifndef KOH_MODEL_PRIV_H
#define KOH_MODEL_PRIV_H

#include "kohort/projection.h"
#include "plan/result_priv.h"

/* Those who move to the municipality with the plan's housing projects, beside everybody else. */
typedef struct koh_newcomers {
    size_t n;          /* projects */
    double *without;   /* [n_steps + 1][2][n_age] everybody else */
    double *persons;   /* [n][n_steps + 1][2][n_age] newcomers by project */
    double *completed; /* [n][n_steps] dwellings in a year */
    double *wanted;    /* [n] newcomers that the dwellings so far are for */
} koh_newcomers;

/* The chance of users in one draw. */
typedef struct koh_users_draw {
    uint64_t seed;
    uint32_t draw;
    int is_certain; /* not 0: users are as many as expected; the draw is there for what else asks for it */
} koh_users_draw;

/* What the parts of one scenario's run share. */
typedef struct koh_frame {
    const double
        *patterns; /* [n_services][2][n_age] national rates by age, of the patterns' own level; NULL: not yet */
    const koh_flow_rates *gross;        /* gross migration, or NULL: net */
    double *survival, *fertility, *net; /* [n_steps][2][n_age], fertility [n_steps][n_age]: kept for draws, or NULL */
    double *flows; /* [n_steps][KOH_FLOWS][2][n_age] of gross migration, kept for draws; NULL = net, or no draws */
    const koh_plan *plan;
    const koh_inputs *inputs;
    koh_result *result;
    koh_scenario_result *scenario;
    koh_error *error;
    size_t n_steps, n_age;
    size_t n_population_cubes;        /* those of the projection itself, before what follows from its persons */
    koh_axis years;                   /* 1 January: n_steps + 1 */
    koh_axis intervals;               /* calendar years: n_steps */
    const double *persons;            /* [n_steps + 1][2][n_age] */
    koh_newcomers *newcomers;         /* NULL: the plan has no housing projects */
    struct koh_shock_persons *shocks; /* NULL: no crisis changes the population */
    koh_axis services, professions;
    double *users;       /* [n_steps + 1][n_services], NaN = unknown */
    double *plain;       /* the same at the coverage of the base year: without any lever and without moves */
    double *moved_hours; /* [n_steps + 1][n_services] hours a week that users moved from other services take */
    double *moved_users; /* [n_steps + 1][n_services] users moved here, part of users */
    const koh_users_draw *users_draw;        /* NULL: users are as many as expected */
    const struct koh_zone_split *zone_split; /* what draws know of the plain run's zones; NULL: they have none */
    double *level_factor;   /* [n_steps + 1][n_services] on the hours per user, by drift of need; NULL: none */
    const int *own;         /* [n_services] the level is the municipality's own */
    const double *national; /* [n_services] users in the base year at national rates; NaN = unknown */

    /* [n_steps + 1][n_services + 1][n_professions] FTE, 0 out of scope; the last row is what informal carers no longer
     * do. */
    double *staff_needed;
} koh_frame;

/* What happens to everybody in one year. */
typedef struct koh_housing_rates {
    const koh_proj_year *year;
    const double *aged, *net;
    koh_proj_workspace *workspace;
} koh_housing_rates;

/* Population, components of change, indicators. */
koh_status koh__model_population(koh_frame *frame) KOH_NODISCARD;

/* Room for the newcomers of the plan's housing projects, and their dwellings by year; nothing where it has none. */
koh_status koh__housing_begin(koh_frame *frame) KOH_NODISCARD;

/* The newcomers' year t by the survival and fertility of everybody else; from each cell a share leaves as of `aged`
 * [2][n_age], the survivors and births without the projects, by their net migration `net`. Adds the newcomers at the
 * year's end to next [2][n_age], their net migration to moved [2][n_age], their events to total. */
koh_status koh__housing_step(koh_frame *frame, size_t t, const koh_housing_rates *rates, double *next, double *moved,
                             koh_proj_totals *total) KOH_NODISCARD;

/* Dwellings and newcomers by project, and the users, places and staff that they take. Needs frame->newcomers. */
koh_status koh__model_housing(koh_frame *frame) KOH_NODISCARD;

/* Indicators of age structure. */
koh_status koh__model_ratios(koh_frame *frame) KOH_NODISCARD;

/* Ages that planners ask for together, both included; to < 0: open. */
typedef struct koh_planner_group {
    const char *label;
    int from, to;
} koh_planner_group;

/* The planners' age bands, 67, 80 and 90 years and over, and all; *n is their number. */
const koh_planner_group *koh__planner_groups(size_t *n);

/* Persons by stratum, where the plan has strata. */
koh_status koh__model_strata(koh_frame *frame) KOH_NODISCARD;

/* Ages at which years of life are told, and their kinds: without and with need of help. */
enum { KOH_HEALTH_AGES = 3, KOH_HEALTH_KINDS = 2 };

/* The form of the cube of healthy years; NULL when there is no memory. */
koh_cube *koh__healthy_cube(koh_frame *frame);

/* Years of life [2][KOH_HEALTH_AGES][KOH_HEALTH_KINDS] under the death rates of step t at a level and improvement, by
 * the plan's prevalence of need. The statuses of koh_calib_life_table and koh_health_compute. */
koh_status koh__healthy_years(const koh_frame *frame, size_t t, double level, double improvement,
                              double *years) KOH_NODISCARD;

/* Users by service and age band. Needs frame->persons; sets users, plain, moved_*, own. */
koh_status koh__model_need(koh_frame *frame) KOH_NODISCARD;

/* What the users of a service count: the plan's own figures or the newest national ones. */
koh_usage_basis koh__usage_basis(const koh_frame *frame, size_t k);

/* Moves users between services as the scenario says, in all years, users and bands [n_bands] alike. users and bands
 * hold all years. KOH_EDOMAIN: a move that makes no sense. */
koh_status koh__move_users(koh_frame *frame, size_t n_bands, double *bands) KOH_NODISCARD;

/* Occupied places (PLACE, DWELLING) or users (other kinds) of service k for the users [n_services] of one year; NaN =
 * unknown. */
double koh__occupied(const koh_frame *frame, const double *users, size_t k);

/* The occupancy that the plan aims at in service k. */
double koh__target_occupancy(const koh_frame *frame, size_t k, int year);

/* Does a unit of the register count among the places of service k, or of a part that adds to it? */
int koh__unit_counts(const koh_frame *frame, size_t unit, size_t k);

/* Places of a unit of the register at 1 January, with the plan's further renewals. */
double koh__unit_places(const koh_frame *frame, size_t unit, int year);

/* Condition, backlog, age and suitability of the plan's buildings. */
koh_status koh__model_buildings(koh_frame *frame) KOH_NODISCARD;

/* Places needed in service k at year index t for so many occupied ones: by the target occupancy, or by the service
 * level where the plan sizes by it; NaN = unknown. */
double koh__sized(const koh_frame *frame, size_t k, size_t t, double occupied);

/* Whether the need of service k may be held against its places. */
int koh__is_comparable(const koh_frame *frame, size_t k);

/* Coverage of the base year by age band, the country's beside it, and the peers'. Needs the users. */
koh_status koh__model_coverage(koh_frame *frame) KOH_NODISCARD;

/* The country's rates [2][n_age] of a service by its newest total, brought up to the base year by their drift; NaN =
 * unknown. */
koh_status koh__country_rates(const koh_frame *frame, size_t service, double *rates) KOH_NODISCARD;

/* The country's persons [2][n_age] at the 1 January that goes with a figure of `year`, or the nearest known; NULL where
 * none is. */
const double *koh__national_persons(const koh_frame *frame, int year);

/* Cost and saving of prevention, where the plan has any. Needs economy/unit_cost. */
koh_status koh__model_prevention(koh_frame *frame) KOH_NODISCARD;

/* Hospital, general practitioners, palliative care and day places, where the plan tells of them. Needs the users and,
 * for the end of life, the survival. */
koh_status koh__model_inflow(koh_frame *frame) KOH_NODISCARD;

/* Persons by state of care, where the plan has a ladder. Needs the users and the survival. */
koh_status koh__model_ladder(koh_frame *frame) KOH_NODISCARD;

/* Users by level of need, and the factors of drift on hours. Needs the users; before staff. */
koh_status koh__model_levels(koh_frame *frame) KOH_NODISCARD;

/* Who is admitted, waits and dies waiting, by type of places whose mean stay is known. Needs the cubes of places. */
koh_status koh__model_waiting(koh_frame *frame) KOH_NODISCARD;

/* How long figures of municipalities of this size have held. Needs the users by age; after draws. */
koh_status koh__model_shelf_life(koh_frame *frame) KOH_NODISCARD;

/* Units person by person, where the plan asks for it. Needs the cubes of places; after draws. */
koh_status koh__model_simulated(koh_frame *frame) KOH_NODISCARD;

/* What a run's own draws do not touch: places at several occupancies, the reserve. Needs the cubes of the run. */
koh_status koh__model_sizes(koh_frame *frame) KOH_NODISCARD;

/* Hours a week per user of service k at one time; NaN = unknown. */
double koh__hours_per_week(const koh_frame *frame, size_t k, int year);

/* A part that is a sum of parts seen another way, counted at one time as the sum is. */
int koh__is_view(const koh_frame *frame, size_t k);

/* Years that the users of service k stay on average. */
double koh__users_stay(const koh_frame *frame, size_t k, int year);

/* Users and bands [n_bands] by the chance of frame->users_draw, of every service that is counted for itself. */
void koh__draw_users(koh_frame *frame, size_t n_bands, double *bands);

/* Users at one time per user that service k counts: 1, or the country's ratio where it counts through the year. */
double koh__at_once(const koh_frame *frame, size_t k);

/* FTE of profession j at t over the services in a scenario's scope; unknown volumes count nothing. */
double koh__fte_in_scope(const koh_frame *frame, const koh_scenario_result *scenario, size_t t, size_t j);

/* Demand by profession [n_steps + 1][n_professions] with vacant posts, technology, informal care and task shifts; sets
 * frame->staff_needed. Needs the FTE. */
koh_status koh__staff_demand(koh_frame *frame, double *sums) KOH_NODISCARD;

/* Time and chance of filling posts, where the plan says something of applicants. Needs the recruitment. */
koh_status koh__model_vacancies(koh_frame *frame) KOH_NODISCARD;

/* Units of work, where the plan has any. Needs the recruitment. */
koh_status koh__model_staff_units(koh_frame *frame) KOH_NODISCARD;

/* Higher education, training and larger positions that the plan aims at. Needs the supply of staff; after draws. */
koh_status koh__model_staff_aims(koh_frame *frame) KOH_NODISCARD;

/* The services that the staff can give. Needs the supply of staff. */
koh_status koh__model_feasible(koh_frame *frame) KOH_NODISCARD;

/* Hours and FTE by service and profession. */
koh_status koh__model_staff(koh_frame *frame) KOH_NODISCARD;

/* Demand for and supply of staff by profession, the gap, and the recruitment it takes. Needs the FTE. */
koh_status koh__model_workforce(koh_frame *frame) KOH_NODISCARD;

/* What the rotas of the plan take, by year; nothing where it has none. */
koh_status koh__model_rotas(koh_frame *frame) KOH_NODISCARD;

/* FTE by service area and in all, of what is in scope; notes what is left out. */
koh_status koh__model_areas(koh_frame *frame) KOH_NODISCARD;

/* Hours of home nursing that cost as much as other services. Needs economy/unit_cost. */
koh_status koh__model_substitution(koh_frame *frame) KOH_NODISCARD;

/* Measures: effects, outlays, savings and appraisal. They follow from the plan, not from draws. */
koh_status koh__model_measures(koh_frame *frame) KOH_NODISCARD;

/* Running cost by service and area, and no more. Needs the FTE. */
koh_status koh__model_costs(koh_frame *frame) KOH_NODISCARD;

/* Running cost of services; what demography alone costs. */
koh_status koh__model_economy(koh_frame *frame) KOH_NODISCARD;

/* Places needed, places there, gap, first shortage. */
koh_status koh__model_places(koh_frame *frame) KOH_NODISCARD;

/* Targets of the plan, and need held against what there is; after all that they read. */
koh_status koh__model_targets(koh_frame *frame) KOH_NODISCARD;

/* What targets lack, after the draws: the mean of the draws' distances, or the plain run's, where it is above 0. */
koh_status koh__model_missing(koh_frame *frame) KOH_NODISCARD;
koh_status koh__model_balance(koh_frame *frame) KOH_NODISCARD;

/* What crises do by week, and reserves, where the plan has a section on preparedness. */
koh_status koh__model_preparedness(koh_frame *frame) KOH_NODISCARD;

/* Persons with dementia and other conditions, persons living alone. */
koh_status koh__model_conditions(koh_frame *frame) KOH_NODISCARD;

/* Private households: all, of one person, of the old. */
koh_status koh__model_households(koh_frame *frame) KOH_NODISCARD;

/* Dwellings: the stock by type and size, those that are accessible, municipal ones by group; nothing where the plan has
 * no housing. Needs the households. */
koh_status koh__model_homes(koh_frame *frame) KOH_NODISCARD;

/* Graduates the age patterns of all services once, into frame->patterns. */
koh_status koh__service_patterns(koh_frame *frame) KOH_NODISCARD;

/* Single-age rates of a service, [2][n_age], scaled to its level in the base year; sets *own, and *national to the
 * users that national rates give in the base year. All NaN: no level known. */
koh_status koh__service_rates(const koh_frame *frame, size_t service, double *rates, int *own,
                              double *national) KOH_NODISCARD;

/* The level of the base year alone: users that the plan registers, or NaN. */
double koh__registered_users(const koh_frame *frame, size_t service);

/* Draws the population by chance and uncertain net migration, and lets the rest of the model follow each draw: values
 * become means, cubes get quantiles. Needs the rates kept in the frame and the cubes of the plain run. */
koh_status koh__model_draws(koh_frame *frame, const koh_draws *draws) KOH_NODISCARD;

/* The population of a plan alone, with the rates kept that draws are made from; the frame's memory is the arena's. */
koh_status koh__plan_population(const koh_plan *plan, const koh_inputs *inputs, koh_arena *arena, koh_error *error,
                                koh_frame *frame) KOH_NODISCARD;

/* Everything after the population, from frame->persons. */
koh_status koh__model_follow(koh_frame *frame) KOH_NODISCARD;

/* Chooses the steps of every scenario that has any, and in the reference those that serve all scenarios. Needs the
 * results of all scenarios. */
koh_status koh__plans_expand(koh_result *result, koh_error *error) KOH_NODISCARD;

/* Runs every plan of the set on the same inputs into *result (scenarios in the order of plans), with the draws that
 * result->draws asks for. */
koh_status koh__plans_run(size_t n, const koh_plan *plans, const koh_inputs *inputs, koh_arena *arena, koh_error *error,
                          koh_result *result) KOH_NODISCARD;

#endif
