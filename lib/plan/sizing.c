/* Places by service level: how many are needed so that few must wait, and what several occupancies would give.
 *
 * Method: capacity/occupancy.c. The load is the mean number of places in use, which is what the run calls occupied: the
 * users counted at one time. Where units have waiting lists of their own, the occupancy is that of one unit at the
 * level; else all places of the type share one list. Parts of a
 * whole do not share one: the whole has no row of its own. Assumption: the load of a year is held long enough for its
 * chances to settle; the flow in time (flow.c) does without. */
#include <math.h>

#include "kohort/occupancy.h"
#include "plan/model_priv.h"

enum { TARGETS = 4, RULES = TARGETS + 1 };

static const double targets[TARGETS] = { 0.85, 0.90, 0.95, 0.98 };
static const char *const rules[RULES] = { "0.85", "0.9", "0.95", "0.98", "service_level" };

#define LOAD_MAX 5e5 /* of koh_places_for_level; no municipality has so many places */

/* A figure of type k: its own, or that of the whole that it adds to. */
static const koh_quantity *of_type(const koh_frame *f, size_t k, const koh_quantity *own, const koh_quantity *whole)
{
    size_t parent = f->inputs->services[k].parent;
    return own != NULL || parent == (size_t) -1 || !f->inputs->services[k].adds ? own : whole;
}

/* The chance of waiting that type k is planned for, or NaN. A dwelling is let to one user: it has a level only where
 * the plan gives it one. */
static double level_of(const koh_frame *f, size_t k, int year)
{
    const koh_plan_capacity *capacity = f->plan->capacity;
    if (capacity == NULL) {
        return (double) NAN;
    }
    const koh_service *service = &f->inputs->services[k];
    size_t whole = service->parent == (size_t) -1 ? k : service->parent;
    const koh_quantity *level = of_type(f, k, capacity->types[k].service_level, capacity->types[whole].service_level);
    if (level == NULL && service->kind == KOH_SERVICE_PLACE) {
        level = capacity->service_level;
    }
    return level == NULL ? (double) NAN : koh_quantity_at(level, year);
}

/* Places of a unit of type k with a list of its own; 0 = all places of the type share one. */
static size_t unit_size(const koh_frame *f, size_t k, int year)
{
    size_t parent = f->inputs->services[k].parent;
    const koh_plan_type *types = f->plan->capacity->types;
    const koh_quantity *size = of_type(f, k, types[k].unit_size, types[parent == (size_t) -1 ? k : parent].unit_size);
    return size == NULL ? 0 : (size_t) koh_quantity_at(size, year);
}

/* Places for a load at a level; NaN where the load is unknown. */
static double places_at_level(const koh_frame *f, size_t k, int year, double load, double level)
{
    size_t size = unit_size(f, k, year), n = 0;
    double carried = NAN;
    if (!(load >= 0 && load <= LOAD_MAX)) {
        return (double) NAN;
    }
    if (size == 0) {
        koh_status status = koh_places_for_level(load, KOH_OCCUPANCY_WAIT, level, f->error, &n);
        return status == KOH_OK ? (double) n : (double) NAN;
    }
    koh_status status = koh_load_for_level(size, KOH_OCCUPANCY_WAIT, level, f->error, &carried);
    return status == KOH_OK ? koh_places_needed(load, carried / (double) size) : (double) NAN;
}

double koh__sized(const koh_frame *f, size_t k, size_t t, double occupied)
{
    int year = f->years.numbers[t];
    int by_level = f->plan->capacity != NULL && f->plan->capacity->sizing == KOH_SIZING_LEVEL;
    if (!by_level) {
        return koh_places_needed(occupied, koh__target_occupancy(f, k, year));
    }
    double level = level_of(f, k, year);
    return isnan(level) ? koh_places_needed(occupied, koh__target_occupancy(f, k, year))
                        : places_at_level(f, k, year, occupied, level);
}

static int has_levels(const koh_frame *f)
{
    for (size_t k = 0; k < f->services.n; k++) {
        if (!isnan(level_of(f, k, f->plan->base_year))) {
            return 1;
        }
    }
    return 0;
}

/* A cube of the types of places, marked as the need is. */
static koh_cube *add_cube(koh_frame *f, const char *path, const char *unit, size_t n_axes, koh_axis last)
{
    const koh_cube *need = koh__result_cube(f->scenario, "capacity/need");
    return koh__result_add(f->result, f->scenario,
                           &(koh_cube){ .path = path,
                                        .unit = unit,
                                        .time = "1 January",
                                        .basis = need->basis,
                                        .basis_by_label = need->basis_by_label,
                                        .n_axes = n_axes,
                                        .axes = { f->years, need->axes[1], last } });
}

/* The row of a target occupancy: whole places, and the chances on them, or in one unit where units are apart. */
static koh_status fill_row(const koh_frame *f, size_t size, double load, double target, koh_occupancy_row *row)
{
    koh_status status = koh_occupancy_table(load, 1, &target, f->error, row);
    if (status == KOH_OK && size > 0) {
        double of_unit = row->occupancy * (double) size;
        row->prob_wait = koh_occupancy_prob(KOH_OCCUPANCY_WAIT, size, of_unit);
        row->prob_demand = koh_occupancy_prob(KOH_OCCUPANCY_DEMAND, size, of_unit);
    }
    return status;
}

/* The cells of one type in one year: whole places by occupancy, and by level what that asks for. */
static koh_status fill_rules(const koh_frame *f, size_t k, size_t t, double load, double *const out[3])
{
    koh_status status = KOH_OK;
    int year = f->years.numbers[t], known = load > 0 && load <= LOAD_MAX && !f->inputs->services[k].sum_of_parts;
    double level = level_of(f, k, year);
    for (size_t r = 0; r < RULES && status == KOH_OK; r++) {
        koh_occupancy_row row = { 0 };
        int is_known = known && (r < TARGETS || !isnan(level));
        if (is_known) {
            double target = r < TARGETS ? targets[r] : load / places_at_level(f, k, year, load, level);
            status = fill_row(f, unit_size(f, k, year), load, target, &row);
        }
        out[0][r] = is_known ? (double) row.n_places : (double) NAN;
        out[1][r] = is_known ? row.prob_wait : (double) NAN;
        out[2][r] = is_known ? row.prob_demand : (double) NAN;
    }
    return status;
}

static koh_status add_rules(koh_frame *f)
{
    const koh_axis axis = { "occupancy", RULES, NULL, rules };
    const koh_cube *load = koh__result_cube(f->scenario, "capacity/occupied");
    koh_cube *places = add_cube(f, "capacity/places_by_occupancy", "places", 3, axis);
    koh_cube *wait = add_cube(f, "capacity/wait_probability", "probability", 3, axis);
    koh_cube *demand = add_cube(f, "capacity/overflow_probability", "probability", 3, axis);
    if (places == NULL || wait == NULL || demand == NULL) {
        return KOH_ENOMEM;
    }
    const size_t n = load->axes[1].n;
    koh_status status = KOH_OK;
    for (size_t i = 0; i < koh_cube_size(load) && status == KOH_OK; i++) {
        size_t k = koh_axis_find_label(&f->services, load->axes[1].labels[i % n]);
        double *const out[3] = { places->value + i * RULES, wait->value + i * RULES, demand->value + i * RULES };
        status = fill_rules(f, k, i / n, load->value[i], out);
    }
    return status;
}

/* The first of the units that are lost together with this one: those of one building are. */
static size_t group_of(const koh_frame *f, size_t unit)
{
    return f->plan->unit_groups == NULL ? unit : f->plan->unit_groups[unit];
}

/* Places of service k in the largest unit, or building, that is open; NaN where the register has none. */
static double largest_unit(const koh_frame *f, size_t k, int year)
{
    double largest = NAN;
    for (size_t i = 0; i < f->plan->n_units; i++) {
        double places = 0;
        for (size_t j = 0; j < f->plan->n_units; j++) {
            places += group_of(f, i) == group_of(f, j) && koh__unit_counts(f, j, k) ? koh__unit_places(f, j, year) : 0;
        }
        largest = koh__unit_counts(f, i, k) && !(largest >= places) ? places : largest;
    }
    return largest;
}

/* What is missing when the largest unit of each type is out of use (N-1). */
static koh_status add_reserve(koh_frame *f)
{
    static const char *const measures[] = { "largest_unit", "gap_without_it" };
    const koh_axis axis = { "measure", 2, NULL, measures };
    const koh_cube *gap = koh__result_cube(f->scenario, "capacity/gap");
    koh_cube *reserve = add_cube(f, "capacity/reserve", "places", 3, axis);
    if (reserve == NULL) {
        return KOH_ENOMEM;
    }
    const size_t n = gap->axes[1].n;
    for (size_t i = 0; i < koh_cube_size(gap); i++) {
        size_t k = koh_axis_find_label(&f->services, gap->axes[1].labels[i % n]);
        double largest = largest_unit(f, k, f->years.numbers[i / n]);
        reserve->value[2 * i] = largest;
        reserve->value[2 * i + 1] = gap->value[i] + largest;
    }
    return KOH_OK;
}

koh_status koh__model_sizes(koh_frame *f)
{
    const koh_plan_capacity *capacity = f->plan->capacity;
    koh_status status = capacity != NULL && has_levels(f) ? add_rules(f) : KOH_OK;
    return status == KOH_OK && capacity != NULL && capacity->reserve == KOH_RESERVE_LARGEST_UNIT ? add_reserve(f)
                                                                                                 : status;
}
