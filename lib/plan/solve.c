/* Goal seek on one lever.
 *
 * Method: the plan is run at both ends of the lever's range; where the target lies between, false position with the
 * Illinois weighting (Dowell & Jarratt 1971) narrows the bracket until the quantity meets the target. Every quantity
 * offered is monotone in every lever offered, so a bracket without a change of sign has no solution in the range. */
#include "plan/solve_priv.h"

#include <math.h>
#include <string.h>

#include "kohort/age_band.h"
#include "plan/model_priv.h"

enum { NET_MIGRATION, EXTRA_MIGRATION, FERTILITY, MORTALITY, LEVERS, DWELLINGS = LEVERS };
enum { DETACHED = DWELLINGS + 1, SEMI_DETACHED, ROW_HOUSES, FLATS, VARIABLES };

static const koh_variable variables[VARIABLES] = {
    [NET_MIGRATION] = { "net_migration", "persons per year", "net migration of every year, instead of the estimated" },
    [EXTRA_MIGRATION] = { "extra_migration", "persons per year", "net migrants of every year beside the estimated" },
    [FERTILITY] = { "fertility", "children per woman", "total fertility rate of every year" },
    [MORTALITY] = { "mortality", "ratio", "factor on the death rates of every year" },
    [DWELLINGS] = { "dwellings", "dwellings",
                    "new dwellings from the base year to the target's, types as in the country" },
    [DETACHED] = { "dwellings_detached", "dwellings", "new detached houses from the base year to the target's" },
    [SEMI_DETACHED] = { "dwellings_semi_detached", "dwellings", "new semi-detached houses, likewise" },
    [ROW_HOUSES] = { "dwellings_row_house", "dwellings", "new row houses, likewise" },
    [FLATS] = { "dwellings_apartment_block", "dwellings", "new flats in blocks, likewise" },
};

static const koh_goal goals[] = {
    { "population", "persons", "all persons at 1 January" },
    { "population_67plus", "persons", "persons of 67 years and over at 1 January" },
    { "population_80plus", "persons", "persons of 80 years and over at 1 January" },
};

const koh_variable *koh__solve_variables(size_t *n)
{
    *n = VARIABLES;
    return variables;
}

const koh_goal *koh__solve_goals(size_t *n)
{
    *n = sizeof goals / sizeof goals[0];
    return goals;
}

/* What a quantity is read from. */
typedef struct reading {
    int from_age;     /* of the population; -1: not of it */
    const char *path; /* of a cube year x label */
    const char *label;
} reading;

/* What a search needs at every step. */
typedef struct search {
    const koh_plan *plan;
    const koh_inputs *inputs;
    size_t variable, type; /* of dwellings */
    reading from;
    int year;
    double target;
    koh_error *error;
    int evaluations;
} search;

static koh_status read_goal(const koh_inputs *inputs, const char *goal, reading *from, koh_error *error)
{
    static const int ages[] = { 0, 67, 80 };
    static const char *const prefixes[] = { "users_", "places_" };
    static const char *const paths[] = { "demand/users", "capacity/need" };
    const char *ids[sizeof goals / sizeof goals[0]];
    *from = (reading){ -1, NULL, NULL };
    for (size_t i = 0; i < sizeof goals / sizeof goals[0]; i++) {
        ids[i] = goals[i].id;
    }
    const koh_axis known = { "quantity", sizeof goals / sizeof goals[0], NULL, ids };
    size_t at = koh_axis_find_label(&known, goal);
    if (at != (size_t) -1) {
        from->from_age = ages[at];
        return KOH_OK;
    }
    for (size_t p = 0; p < 2; p++) {
        size_t length = strlen(prefixes[p]);
        for (size_t k = 0; memcmp(goal, prefixes[p], strnlen(goal, length)) == 0 && k < inputs->n_services; k++) {
            const koh_axis one = { "service", 1, NULL, &inputs->services[k].id };
            if (strnlen(goal, length) == length && koh_axis_find_label(&one, goal + length) == 0) {
                *from = (reading){ -1, paths[p], inputs->services[k].id };
                return KOH_OK;
            }
        }
    }
    return koh_error_set(error, KOH_EUNKNOWN, "unknown quantity '%.60s'; `kohort list quantities` has them", goal);
}

static double read_result(const search *s, const koh_scenario_result *scenario)
{
    size_t t = (size_t) (s->year - s->plan->base_year);
    if (s->from.from_age >= 0) {
        const koh_cube *cube = koh__result_cube(scenario, "population");
        size_t n_age = cube->axes[2].n;
        const double *persons = cube->value + 2 * t * n_age;
        return koh_age_sum(n_age, persons, s->from.from_age, -1) +
               koh_age_sum(n_age, persons + n_age, s->from.from_age, -1);
    }
    const koh_cube *cube = koh__result_cube(scenario, s->from.path);
    size_t i = koh_axis_find_label(&cube->axes[1], s->from.label);
    return i == (size_t) -1 ? (double) NAN : cube->value[t * cube->axes[1].n + i];
}

/* The type of dwellings that a variable stands for. */
static koh_status type_of(search *s)
{
    const char *const id = variables[s->variable].id;
    s->type = KOH_ANY_DWELLING;
    for (size_t i = 0; s->variable > DWELLINGS && i < s->inputs->n_dwelling_types; i++) {
        const koh_axis one = { "type", 1, NULL, &s->inputs->dwelling_types[i].id };
        s->type = koh_axis_find_label(&one, id + sizeof "dwellings_" - 1) == 0 ? i : s->type;
    }
    return s->variable > DWELLINGS && s->type == KOH_ANY_DWELLING
               ? koh_error_set(s->error, KOH_EUNKNOWN, "the data have no type of dwelling for '%s'", id)
               : KOH_OK;
}

/* The quantity less its target at a value of the lever. */
static koh_status evaluate(search *s, double value, double *gap)
{
    const int never = 0;
    const koh_quantity lever = { .n = 1, .year = &never, .value = &value, .assumption = "sought" };
    koh_plan plan = *s->plan;
    koh_result result = { 0 };
    koh_arena *arena = koh__arena_new();
    if (arena == NULL) {
        return koh_error_set(s->error, KOH_ENOMEM, "out of memory");
    }
    const koh_quantity **places[LEVERS] = { &plan.migration_net, &plan.migration_extra, &plan.fertility_tfr,
                                            &plan.mortality_level };
    koh_status status = KOH_OK;
    if (s->variable < LEVERS) {
        *places[s->variable] = &lever;
    } else {
        status = koh__sought_dwellings(s->inputs, s->type, value, s->year, arena, &plan);
    }
    if (status == KOH_OK) {
        status = koh__plans_run(1, &plan, s->inputs, arena, s->error, &result);
    }
    if (status == KOH_OK) {
        *gap = read_result(s, &result.scenarios[0]) - s->target;
    }
    koh__arena_free(arena);
    s->evaluations++;
    return status == KOH_OK && isnan(*gap)
               ? koh_error_set(s->error, KOH_EMISSING, "the quantity is unknown in %d", s->year)
               : status;
}

/* The range in which a lever is sought: what a municipality could see, widely taken. */
static void range_of(const search *s, koh_solve_result *result)
{
    const koh_register *local = s->plan->registered != NULL ? s->plan->registered : &s->inputs->local;
    const double *base = koh_register_year(local, s->plan->base_year);
    double persons = 0;
    for (size_t i = 0; base != NULL && i < 2 * local->n_age; i++) {
        persons += base[i];
    }
    switch (s->variable) {
    case NET_MIGRATION:
    case EXTRA_MIGRATION:
        result->low = -0.05 * persons; /* a twentieth leaves every year */
        result->high = 0.10 * persons; /* a tenth comes every year */
        break;
    case FERTILITY:
        result->low = 0.1;
        result->high = 8; /* the highest national rates on record */
        break;
    case MORTALITY:
        result->low = 0.1;
        result->high = 10;
        break;
    default:
        result->low = 0;
        result->high = persons; /* as many dwellings as there are persons */
        break;
    }
}

/* Narrows [low, high], whose ends give gaps of opposite sign. */
static koh_status narrow(search *s, double low, double high, double gaps[2], koh_solve_result *result)
{
    enum { STEPS = 200 };
    const double enough = 1e-9 * fmax(1, fabs(s->target));
    int last = -1;
    for (int step = 0; step < STEPS; step++) {
        double gap = NAN, value = (low * gaps[1] - high * gaps[0]) / (gaps[1] - gaps[0]);
        koh_status status = evaluate(s, value, &gap);
        if (status != KOH_OK) {
            return status;
        }
        result->value = value;
        result->achieved = gap + s->target;
        if (fabs(gap) <= enough) {
            return KOH_OK;
        }
        int end = (gap > 0) == (gaps[1] > 0);
        *(end ? &high : &low) = value;
        gaps[end] = gap;
        gaps[1 - end] *= end == last ? 0.5 : 1;
        last = end;
    }
    return koh_error_set(s->error, KOH_ENOCONVERGENCE, "the search did not end in %d steps", STEPS);
}

koh_status koh__solve(const koh_plan *plan, const koh_inputs *inputs, size_t variable, const char *goal, int year,
                      double target, koh_error *error, koh_solve_result *result)
{
    search s = { .plan = plan, .inputs = inputs, .variable = variable, .year = year, .target = target, .error = error };
    double gaps[2] = { NAN, NAN };
    *result = (koh_solve_result){ 0 };
    koh_status status = read_goal(inputs, goal, &s.from, error);
    if (status == KOH_OK && (year <= plan->base_year || year > plan->end_year)) {
        status = koh_error_set(error, KOH_EDOMAIN, "year %d lies outside the plan's %d-%d", year, plan->base_year + 1,
                               plan->end_year);
    }
    range_of(&s, result);
    if (status == KOH_OK) {
        status = type_of(&s);
    }
    if (status == KOH_OK) {
        status = evaluate(&s, result->low, &gaps[0]);
    }
    if (status == KOH_OK) {
        status = evaluate(&s, result->high, &gaps[1]);
    }
    if (status == KOH_OK && (gaps[0] > 0) == (gaps[1] > 0) && gaps[0] != 0 && gaps[1] != 0) {
        int nearer = fabs(gaps[1]) < fabs(gaps[0]);
        result->outcome = KOH_SOLVE_INFEASIBLE;
        result->value = nearer ? result->high : result->low;
        result->achieved = gaps[nearer] + target;
    } else if (status == KOH_OK) {
        status = narrow(&s, result->low, result->high, gaps, result);
    }
    result->evaluations = s.evaluations;
    return status;
}
