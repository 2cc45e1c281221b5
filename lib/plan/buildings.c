/* The buildings of a plan at its base year: condition, maintenance backlog, rooms, suitability, and when they are due.
 *
 * Method: capacity/building.c. A building is due when it reaches the plan's life; places of buildings that are due
 * stand apart, and those of unknown age apart from both. What is not known is counted as not known, never as no. */
#include "kohort/building.h"

#include <math.h>

#include "kohort/capacity.h"
#include "plan/model_priv.h"

enum { CONDITIONS = KOH_BUILDING_GRADES + 1, QUALITIES = 2, STATES = 3 };
enum { YES, NO, UNKNOWN }; /* of states */

static const char *const conditions[CONDITIONS] = { "0", "1", "2", "3", "unknown" };
static const char *const qualities[QUALITIES] = { "single_room", "accessible" };
static const char *const states[STATES] = { "yes", "no", "unknown" };

static int is_open(const koh_building *building, int year)
{
    return (building->built == KOH_YEAR_NONE || year >= building->built) &&
           (building->closes == KOH_YEAR_NONE || year < building->closes);
}

/* Places of a building: its own figure, or those of the units that name it; NaN = unknown. */
static double places_of(const koh_frame *f, size_t i, int year)
{
    const koh_plan_buildings *buildings = f->plan->capacity->buildings;
    double sum = buildings->list[i].places;
    for (size_t unit = 0; isnan(buildings->list[i].places) && unit < f->plan->n_units; unit++) {
        if (buildings->of_unit[unit] == i) {
            sum = (isnan(sum) ? 0 : sum) + koh__unit_places(f, unit, year);
        }
    }
    return sum;
}

static koh_cube *add_cube(koh_frame *f, const char *path, const char *unit, size_t n_axes, koh_axis first,
                          koh_axis second)
{
    return koh__result_add(
        f->result, f->scenario,
        &(koh_cube){ .path = path, .unit = unit, .time = "1 January", .n_axes = n_axes, .axes = { first, second } });
}

/* One number per building. */
static koh_status add_list(koh_frame *f, koh_axis axis, const double *cost)
{
    static const struct {
        const char *path, *unit;
    } forms[] = { { "capacity/building_places", "places" },     { "capacity/building_area", "m2" },
                  { "capacity/building_condition", "grade" },   { "capacity/building_backlog", "NOK" },
                  { "capacity/building_suitability", "share" }, { "capacity/building_suitability_known", "share" },
                  { "capacity/building_due", "year" } };
    enum { FORMS = sizeof forms / sizeof forms[0] };
    const koh_plan_buildings *buildings = f->plan->capacity->buildings;
    double *values[FORMS];
    int base = f->plan->base_year;
    for (size_t c = 0; c < FORMS; c++) {
        koh_cube *cube = add_cube(f, forms[c].path, forms[c].unit, 1, axis, axis);
        if (cube == NULL) {
            return KOH_ENOMEM;
        }
        values[c] = cube->value;
    }
    for (size_t i = 0; i < buildings->n; i++) {
        const koh_building *building = &buildings->list[i];
        const double *scores = buildings->scores + i * buildings->n_criteria;
        int is_dated = buildings->life_years != NULL && building->built != KOH_YEAR_NONE;
        values[0][i] = places_of(f, i, base);
        values[1][i] = building->area;
        values[2][i] = building->grade == KOH_GRADE_UNKNOWN ? (double) NAN : building->grade;
        values[3][i] = koh_building_backlog(building, cost);
        values[4][i] = koh_suitability(buildings->n_criteria, buildings->weights, scores, &values[5][i]);
        values[6][i] = is_dated ? building->built + koh_quantity_at(buildings->life_years, base) : (double) NAN;
    }
    return KOH_OK;
}

/* Area and backlog by condition, of buildings in use in the base year; an unknown area makes the sum unknown. */
static koh_status add_conditions(koh_frame *f, const double *cost)
{
    const koh_plan_buildings *buildings = f->plan->capacity->buildings;
    const koh_axis axis = { "condition", CONDITIONS, NULL, conditions };
    koh_cube *area = add_cube(f, "capacity/area_by_condition", "m2", 1, axis, axis);
    koh_cube *backlog = add_cube(f, "capacity/backlog_by_condition", "NOK", 1, axis, axis);
    if (area == NULL || backlog == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < buildings->n; i++) {
        const koh_building *building = &buildings->list[i];
        size_t cell = building->grade == KOH_GRADE_UNKNOWN ? CONDITIONS - 1 : (size_t) building->grade;
        if (is_open(building, f->plan->base_year)) {
            area->value[cell] += building->area;
            backlog->value[cell] += koh_building_backlog(building, cost);
        }
    }
    return KOH_OK;
}

/* Places of the base year that have a quality, have it not, or of which nobody knows. */
static koh_status add_qualities(koh_frame *f)
{
    const koh_plan_buildings *buildings = f->plan->capacity->buildings;
    koh_cube *cube =
        add_cube(f, "capacity/place_quality", "places", 2, (koh_axis){ "quality", QUALITIES, NULL, qualities },
                 (koh_axis){ "state", STATES, NULL, states });
    int base = f->plan->base_year;
    for (size_t i = 0; cube != NULL && i < buildings->n * QUALITIES; i++) {
        const koh_building *building = &buildings->list[i / QUALITIES];
        double places = places_of(f, i / QUALITIES, base);
        double has = i % QUALITIES == 0 ? building->n_single : building->n_accessible;
        double *cells = cube->value + i % QUALITIES * STATES;
        if (is_open(building, base) && !isnan(places)) {
            int known = !isnan(has) && has <= places;
            cells[YES] += known ? has : 0;
            cells[NO] += known ? places - has : 0;
            cells[UNKNOWN] += known ? 0 : places;
        }
    }
    return cube == NULL ? KOH_ENOMEM : KOH_OK;
}

/* Places by year in buildings that have reached their life. */
static koh_status add_due(koh_frame *f)
{
    const koh_plan_buildings *buildings = f->plan->capacity->buildings;
    const koh_cube *due = koh__result_cube(f->scenario, "capacity/building_due");
    koh_cube *cube =
        add_cube(f, "capacity/places_due", "places", 2, f->years, (koh_axis){ "state", STATES, NULL, states });
    for (size_t i = 0; cube != NULL && i < buildings->n * (f->n_steps + 1); i++) {
        size_t t = i / buildings->n, of = i % buildings->n;
        int year = f->years.numbers[t];
        double places = places_of(f, of, year);
        size_t state = isnan(due->value[of]) ? (size_t) UNKNOWN : (size_t) (year >= due->value[of] ? YES : NO);
        cube->value[t * STATES + state] += is_open(&buildings->list[of], year) && !isnan(places) ? places : 0;
    }
    return cube == NULL ? KOH_ENOMEM : KOH_OK;
}

koh_status koh__model_buildings(koh_frame *f)
{
    const koh_plan_buildings *buildings = f->plan->capacity == NULL ? NULL : f->plan->capacity->buildings;
    if (buildings == NULL || buildings->n == 0) {
        return KOH_OK;
    }
    const char **ids = KOH_TAKE(f->result->arena, buildings->n, const char *);
    double cost[KOH_BUILDING_GRADES];
    if (ids == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t grade = 0; grade < KOH_BUILDING_GRADES; grade++) {
        const koh_quantity *said = buildings->cost[grade];
        cost[grade] = said == NULL ? (double) NAN : koh_quantity_at(said, f->plan->base_year);
    }
    for (size_t i = 0; i < buildings->n; i++) {
        ids[i] = buildings->list[i].id;
    }
    koh_status status = add_list(f, (koh_axis){ "building", buildings->n, NULL, ids }, cost);
    status = status == KOH_OK ? add_conditions(f, cost) : status;
    status = status == KOH_OK ? add_qualities(f) : status;
    return status == KOH_OK ? add_due(f) : status;
}
