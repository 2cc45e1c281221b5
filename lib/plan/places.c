/* Places: occupied, needed at the target occupancy, there by the register, and the gap.
 *
 * Occupied places are what the register of stays says: days of stay over days in the year, where the plan has them, and
 * the 31-December count else. Where days are known of a whole, its parts share what the days of other parts leave, by
 * their counts; they are then shown but not held against places, since count and days do not measure the same. A whole
 * is the sum of its adding parts. Through-year counts never become places. */
#include <math.h>
#include <string.h>

#include "plan/model_priv.h"

#define OCCUPANCY_DEFAULT 0.95 /* assumption of the default plan: 19 of 20 places in use */
#define MEAN_YEAR 365.2425     /* days, where the year of the days of stay is not given */

static int is_placed(const koh_service *service)
{
    return service->kind == KOH_SERVICE_PLACE || service->kind == KOH_SERVICE_DWELLING;
}

koh_usage_basis koh__usage_basis(const koh_frame *f, size_t k)
{
    const koh_service *service = &f->inputs->services[k];
    size_t registered = f->plan->services[k].users == NULL && service->adds ? service->parent : k;
    const koh_quantity *users = f->plan->services[registered].users;
    return f->own[k] && users != NULL ? users->basis : f->inputs->totals[k].basis;
}

static double days_in(int year)
{
    int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return year == 0 ? MEAN_YEAR : leap ? 366 : 365;
}

/* Mean occupied places by the days of stay of the years given, or NaN. */
static double occupied_by_days(const koh_frame *f, size_t k)
{
    const koh_quantity *days = f->plan->services[k].bed_days;
    double sum = 0;
    size_t n = 0;
    for (size_t i = 0; days != NULL && i < days->n; i++) {
        if (days->n == 1 || days->year[i] <= f->plan->base_year) {
            sum += days->value[i] / days_in(days->year[i]);
            n++;
        }
    }
    return n == 0 ? (double) NAN : sum / (double) n;
}

/* What the days of a whole leave for its part k, per user: less the days of its other parts, over the users of those
 * that have none; NaN where nothing is known or nothing left. */
static double days_left(const koh_frame *f, size_t k)
{
    const koh_service *services = f->inputs->services;
    size_t whole = services[k].parent;
    double days = whole == (size_t) -1 ? (double) NAN : occupied_by_days(f, whole), users = 0;
    if (isnan(days) || !services[k].adds) {
        return days / f->plain[whole == (size_t) -1 ? k : whole];
    }
    for (size_t i = 0; i < f->services.n; i++) {
        if (services[i].adds && services[i].parent == whole) {
            double own = occupied_by_days(f, i);
            days -= isnan(own) ? 0 : own;
            users += isnan(own) ? f->plain[i] : 0;
        }
    }
    return users > 0 && days >= 0 ? days / users : (double) NAN;
}

/* Occupied places per user counted at 31 December: 1, or what days of stay say of the service or of the whole it is
 * part of. *by_days says whether the service itself has days. */
static double occupied_per_user(const koh_frame *f, size_t k, int *by_days)
{
    double days = occupied_by_days(f, k);
    *by_days = !isnan(days) || koh_is_withheld(days);
    if (*by_days) {
        return f->plain[k] > 0 ? days / f->plain[k] : koh_is_withheld(f->plain[k]) ? f->plain[k] : (double) NAN;
    }
    size_t whole = f->inputs->services[k].parent;
    double of_whole = whole == (size_t) -1 ? (double) NAN : occupied_by_days(f, whole);
    return koh_is_withheld(of_whole) ? of_whole : isnan(of_whole) ? 1 : days_left(f, k);
}

double koh__occupied(const koh_frame *f, const double *users, size_t k)
{
    const koh_service *services = f->inputs->services;
    double sum = 0;
    int by_days;
    if (!is_placed(&services[k])) {
        return users[k];
    }
    for (size_t i = 0; services[k].sum_of_parts && i < f->services.n; i++) {
        sum += services[i].adds && services[i].parent == k ? koh__occupied(f, users, i) : 0;
    }
    if (services[k].sum_of_parts && !isnan(sum)) {
        return sum;
    }
    double ratio = occupied_per_user(f, k, &by_days);
    int is_stock = koh__usage_basis(f, k) == KOH_BASIS_STOCK && !services[k].sum_of_parts;
    return by_days || is_stock ? users[k] * ratio : (double) NAN;
}

/* Not where days of the whole stand behind it but none of its own. */
int koh__is_comparable(const koh_frame *f, size_t k)
{
    int by_days;
    size_t parent = f->inputs->services[k].parent;
    (void) occupied_per_user(f, k, &by_days);
    return by_days || parent == (size_t) -1 || isnan(occupied_by_days(f, parent));
}

double koh__target_occupancy(const koh_frame *f, size_t k, int year)
{
    const koh_service *service = &f->inputs->services[k];
    const koh_quantity *own = f->plan->services[k].target_occupancy;
    if (own == NULL && service->parent != (size_t) -1) {
        own = f->plan->services[service->parent].target_occupancy;
    }
    if (own == NULL && service->kind == KOH_SERVICE_DWELLING) {
        return 1; /* a dwelling is let to one user */
    }
    own = own != NULL ? own : f->plan->target_occupancy;
    return own == NULL ? OCCUPANCY_DEFAULT : koh_quantity_at(own, year);
}

/* Places that the users of year index t need in service k; a whole needs what its adding parts need. */
static double places_needed(const koh_frame *f, size_t t, size_t k)
{
    const koh_service *services = f->inputs->services;
    const double *users = f->users + t * f->services.n;
    double sum = 0;
    for (size_t i = 0; services[k].sum_of_parts && i < f->services.n; i++) {
        sum += services[i].adds && services[i].parent == k ? places_needed(f, t, i) : 0;
    }
    return services[k].sum_of_parts && !isnan(sum) ? sum : koh__sized(f, k, t, koh__occupied(f, users, k));
}

int koh__unit_counts(const koh_frame *f, size_t unit, size_t k)
{
    const koh_service *services = f->inputs->services;
    size_t type = koh_axis_find_label(&f->services, f->plan->units[unit].type);
    return type == k || (type != (size_t) -1 && services[type].adds && services[type].parent == k);
}

double koh__unit_places(const koh_frame *f, size_t unit, int year)
{
    const koh_plan_capacity *capacity = f->plan->capacity;
    for (size_t i = 0; capacity != NULL && i < capacity->n_renewals; i++) {
        const koh_plan_renewal *renewal = &capacity->renewals[i];
        if (renewal->unit == unit && year >= renewal->from && year <= renewal->to) {
            return 0;
        }
    }
    return koh_unit_places(&f->plan->units[unit], year);
}

/* Places of a service at 1 January; NaN when the register has none of its type (nor of its adding parts). */
static double places_there(const koh_frame *f, size_t k, int year)
{
    double sum = 0;
    int known = 0;
    for (size_t i = 0; i < f->plan->n_units; i++) {
        if (koh__unit_counts(f, i, k)) {
            sum += koh__unit_places(f, i, year);
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
            double there = places_there(f, k, year);
            cubes[0]->value[cell] = koh__occupied(f, f->users + t * f->services.n, k);
            cubes[1]->value[cell] = places_needed(f, t, k);
            cubes[2]->value[cell] = there;
            cubes[3]->value[cell] = koh__is_comparable(f, k) ? cubes[1]->value[cell] - there : (double) NAN;
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

/* A whole whose register lacks one of its adding types is held against fewer places than there may be. */
static koh_status warn_incomplete(koh_frame *f)
{
    const koh_service *services = f->inputs->services;
    koh_status status = KOH_OK;
    for (size_t k = 0; k < f->services.n && status == KOH_OK && f->plan->n_units > 0; k++) {
        size_t whole = services[k].parent;
        int own_units = 0; /* of the whole itself: then its parts need none */
        for (size_t i = 0; i < f->plan->n_units; i++) {
            own_units |= whole != (size_t) -1 && koh_axis_find_label(&f->services, f->plan->units[i].type) == whole;
        }
        if (services[k].adds && !own_units && isnan(places_there(f, k, f->plan->base_year)) &&
            !isnan(places_there(f, whole, f->plan->base_year))) {
            status = koh__result_warn(
                f->result, (koh_warning){ "places_incomplete", NULL, f->plan->id, KOH_YEAR_NONE, -1, -1 },
                "the register of places has none of type '%s': the places of '%s' are those of its other parts",
                services[k].id, services[whole].id);
        }
    }
    return status;
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
    status = find_shortages(f, &types, cubes[3]);
    return status == KOH_OK ? warn_incomplete(f) : status;
}
