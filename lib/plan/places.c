/* Places: occupied, needed at the target occupancy, there by the register, and the gap.
 *
 * Occupied places are what the register of stays says: days of stay over days in the year, where the plan has them, and
 * the 31-December count else. Where days are known of a whole, its parts keep their shares of the count; they are then
 * shown but not held against places, since count and days do not measure the same. Through-year counts never become
 * places. */
#include <math.h>
#include <string.h>

#include "plan/model_priv.h"

#define OCCUPANCY_DEFAULT 0.95 /* assumption of the default plan: 19 of 20 places in use */

static int is_placed(const koh_service *service)
{
    return service->kind == KOH_SERVICE_PLACE || service->kind == KOH_SERVICE_DWELLING;
}

koh_usage_basis koh__usage_basis(const koh_frame *f, size_t k)
{
    const koh_quantity *users = f->plan->services[k].users;
    return f->own[k] && users != NULL ? users->basis : f->inputs->totals[k].basis;
}

static int leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Mean occupied places by the days of stay of the years given, or NaN. */
static double occupied_by_days(const koh_frame *f, size_t k)
{
    const koh_quantity *days = f->plan->services[k].bed_days;
    double sum = 0;
    size_t n = 0;
    for (size_t i = 0; days != NULL && i < days->n; i++) {
        if (days->n == 1 || days->year[i] <= f->plan->base_year) {
            sum += days->value[i] / (leap(days->year[i]) ? 366 : 365);
            n++;
        }
    }
    return n == 0 ? (double) NAN : sum / (double) n;
}

/* Occupied places per user counted at 31 December: 1, or what days of stay say of the service or of the whole it is
 * part of. *by_days says whether the service itself has days. */
static double occupied_per_user(const koh_frame *f, size_t k, int *by_days)
{
    double days = occupied_by_days(f, k);
    *by_days = !isnan(days);
    if (*by_days) {
        return f->users[k] > 0 ? days / f->users[k] : (double) NAN;
    }
    size_t parent = f->inputs->services[k].parent;
    double whole = parent == (size_t) -1 ? (double) NAN : occupied_by_days(f, parent);
    return isnan(whole) || !(f->users[parent] > 0) ? 1 : whole / f->users[parent];
}

double koh__occupied(const koh_frame *f, size_t k, size_t t)
{
    int by_days;
    double users = f->users[t * f->services.n + k];
    if (!is_placed(&f->inputs->services[k])) {
        return users;
    }
    double ratio = occupied_per_user(f, k, &by_days);
    return koh__usage_basis(f, k) == KOH_BASIS_THROUGH_YEAR && !by_days && !f->inputs->services[k].sum_of_parts
               ? (double) NAN
               : users * ratio;
}

/* May the need of k be held against its places? Not where days of the whole stand behind it but none of its own. */
static int is_comparable(const koh_frame *f, size_t k)
{
    int by_days;
    size_t parent = f->inputs->services[k].parent;
    (void) occupied_per_user(f, k, &by_days);
    return by_days || parent == (size_t) -1 || isnan(occupied_by_days(f, parent));
}

static double target_occupancy(const koh_frame *f, size_t k, int year)
{
    const koh_quantity *own = f->plan->services[k].target_occupancy;
    if (own == NULL && f->inputs->services[k].kind == KOH_SERVICE_DWELLING) {
        return 1; /* a dwelling is let to one user */
    }
    own = own != NULL ? own : f->plan->target_occupancy;
    return own == NULL ? OCCUPANCY_DEFAULT : koh_quantity_at(own, year);
}

/* Places of a service at 1 January; NaN when the register has none of its type (nor of its adding parts). */
static double places_there(const koh_frame *f, size_t k, int year)
{
    const koh_service *services = f->inputs->services;
    double sum = 0;
    int known = 0;
    for (size_t i = 0; i < f->plan->n_units; i++) {
        const koh_unit *unit = &f->plan->units[i];
        size_t type = koh_axis_find_label(&f->services, unit->type);
        if (type == k || (type != (size_t) -1 && services[type].adds && services[type].parent == k)) {
            sum += koh_unit_places(unit, year);
            known = 1;
        }
    }
    return known ? sum : (double) NAN;
}

/* The services that take up places, as an axis. */
static koh_status types_of(koh_frame *f, koh_axis *types, size_t **index)
{
    const char **labels = KOH_TAKE(f->result->arena, f->services.n, const char *);
    *index = KOH_TAKE(f->result->arena, f->services.n, size_t);
    if (labels == NULL || *index == NULL) {
        return KOH_ENOMEM;
    }
    *types = (koh_axis){ "type", 0, NULL, labels };
    for (size_t k = 0; k < f->services.n; k++) {
        if (is_placed(&f->inputs->services[k])) {
            (*index)[types->n] = k;
            labels[types->n++] = f->inputs->services[k].id;
        }
    }
    return KOH_OK;
}

static void fill(const koh_frame *f, const size_t *index, size_t n, koh_cube *const cubes[4])
{
    for (size_t t = 0; t <= f->n_steps; t++) {
        int year = f->years.numbers[t];
        for (size_t i = 0; i < n; i++) {
            size_t k = index[i], cell = t * n + i;
            double occupied = koh__occupied(f, k, t), there = places_there(f, k, year);
            cubes[0]->value[cell] = occupied;
            cubes[1]->value[cell] = koh_places_needed(occupied, target_occupancy(f, k, year));
            cubes[2]->value[cell] = there;
            cubes[3]->value[cell] = is_comparable(f, k) ? cubes[1]->value[cell] - there : (double) NAN;
        }
    }
}

static koh_status find_shortages(koh_frame *f, const koh_axis *types, const koh_cube *gap)
{
    size_t n = types->n;
    double *series = KOH_TAKE(f->result->arena, f->n_steps + 1, double);
    f->scenario->shortages = KOH_TAKE(f->result->arena, n, koh_shortage);
    if (series == NULL || f->scenario->shortages == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t t = 0; t <= f->n_steps; t++) {
            series[t] = gap->value[t * n + i];
        }
        if (!isnan(series[0])) {
            int year = koh_first_shortage(f->n_steps + 1, f->years.numbers, series);
            f->scenario->shortages[f->scenario->n_shortages++] = (koh_shortage){ types->labels[i], year };
        }
    }
    return KOH_OK;
}

koh_status koh__model_places(koh_frame *f)
{
    static const char *const paths[] = { "capacity/occupied", "capacity/need", "capacity/places", "capacity/gap" };
    koh_axis types;
    size_t *index;
    koh_cube *cubes[4];
    koh_status status = types_of(f, &types, &index);
    const koh_cube *users = koh__result_cube(f->scenario, "demand/users");
    const char **marks = status == KOH_OK ? KOH_TAKE(f->result->arena, types.n, const char *) : NULL;
    if (marks == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < types.n; i++) {
        marks[i] = users->basis_by_label != NULL ? users->basis_by_label[index[i]] : users->basis;
    }
    for (size_t c = 0; c < 4; c++) {
        cubes[c] = koh__result_add(
            f->result, f->scenario,
            &(koh_cube){
                .path = paths[c], .unit = "places", .time = "1 January", .n_axes = 2, .axes = { f->years, types } });
        if (cubes[c] == NULL) {
            return KOH_ENOMEM;
        }
        if (c != 2) {
            cubes[c]->basis = users->basis;
            cubes[c]->basis_by_label = users->basis_by_label != NULL ? marks : NULL;
        }
    }
    fill(f, index, types.n, cubes);
    return find_shortages(f, &types, cubes[3]);
}
