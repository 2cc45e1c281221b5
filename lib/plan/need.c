/* Users by service and age: the level's rates times persons, with the levers of the scenario. */
#include <math.h>
#include <string.h>

#include "kohort/age_band.h"
#include "plan/bands_priv.h"
#include "plan/coverage_priv.h"

static double at(const koh_quantity *quantity, int year, double fallback)
{
    return quantity == NULL ? fallback : koh_quantity_at(quantity, year);
}

/* The levers of a service; a part that adds to a sum takes those of the whole that it has none of. */
static koh_plan_service levers_of(const koh_frame *f, size_t k)
{
    const koh_service *service = &f->inputs->services[k];
    koh_plan_service levers = f->plan->services[k];
    if (service->adds) {
        const koh_plan_service *whole = &f->plan->services[service->parent];
        levers.coverage_factor = levers.coverage_factor != NULL ? levers.coverage_factor : whole->coverage_factor;
        levers.age_shift_years = levers.age_shift_years != NULL ? levers.age_shift_years : whole->age_shift_years;
        levers.trend_fade_years = levers.trend_per_year != NULL ? levers.trend_fade_years : whole->trend_fade_years;
        levers.trend_per_year = levers.trend_per_year != NULL ? levers.trend_per_year : whole->trend_per_year;
    }
    return levers;
}

/* Users of service k in all years, with and without its levers; bands [year][service][band]. Registered users are the
 * base year's to the last bit: all else is in proportion. */
static koh_status fill_service(koh_frame *f, size_t k, double *rates, double *trend, double *bands)
{
    const koh_age_bands *groups = koh_age_bands_get(KOH_BANDS_IPLOS);
    const koh_plan_service levers = levers_of(f, k);
    double fade = at(levers.trend_fade_years, f->plan->base_year, INFINITY);
    double registered = koh__registered_users(f, k);
    koh_status status = levers.bands == NULL ? KOH_OK : koh__bands_level(f, k, registered, rates);
    double base = koh_need_users(f->n_age, rates, f->persons, 1, 0, NULL);
    double level = koh_is_withheld(registered) || !(isnan(registered) || !(base > 0)) ? registered : base;
    double by_age[512];
    for (size_t t = 0; t <= f->n_steps && status == KOH_OK; t++) {
        int year = f->years.numbers[t];
        const double *persons = f->persons + 2 * t * f->n_age;
        double faded = koh_need_trend(t, trend, fade), factor = at(levers.coverage_factor, year, 1) * faded;
        double shift = at(levers.age_shift_years, year, 0);
        trend[t] = at(levers.trend_per_year, year, 0);
        double plain = koh_need_users(f->n_age, rates, persons, 1, 0, by_age);
        double users =
            factor == 1 && shift == 0 ? plain : koh_need_users(f->n_age, rates, persons, factor, shift, by_age);
        users = levers.bands == NULL ? users : koh__bands_follow(f, k, t, faded, by_age);
        f->plain[t * f->services.n + k] = base > 0 ? level * (plain / base) : koh_is_withheld(level) ? level : plain;
        f->users[t * f->services.n + k] = base > 0 ? level * (users / base) : koh_is_withheld(level) ? level : users;
        for (size_t b = 0; b < groups->n; b++) {
            int to = b + 1 < groups->n ? groups->from[b + 1] - 1 : -1;
            bands[(t * f->services.n + k) * groups->n + b] = koh_age_sum(f->n_age, by_age, groups->from[b], to);
        }
    }
    return status;
}

/* Multiplies service k by a factor at year index t, bands alike. */
static void scale(koh_frame *f, size_t t, size_t k, double factor, size_t n_bands, double *bands)
{
    size_t cell = t * f->services.n + k;
    f->users[cell] *= factor;
    for (size_t b = 0; b < n_bands; b++) {
        bands[cell * n_bands + b] *= factor;
    }
}

static void add_up(size_t n, const koh_service *services, size_t width, double *values)
{
    for (size_t k = 0; k < n; k++) {
        for (size_t i = 0; services[k].sum_of_parts && i < width; i++) {
            values[k * width + i] = 0;
        }
    }
    for (size_t k = 0; k < n; k++) {
        for (size_t i = 0; services[k].adds && i < width; i++) {
            values[services[k].parent * width + i] += values[k * width + i];
        }
    }
}

static int has_levers(const koh_plan_service *levers)
{
    return levers->coverage_factor != NULL || levers->age_shift_years != NULL || levers->trend_per_year != NULL ||
           levers->coverage != NULL || levers->bands != NULL;
}

int koh__is_view(const koh_frame *f, size_t k)
{
    const koh_service *services = f->inputs->services;
    size_t whole = services[k].parent;
    return whole != (size_t) -1 && services[whole].sum_of_parts && !services[k].adds &&
           koh__usage_basis(f, k) == KOH_BASIS_STOCK;
}

/* Wholes become the sums of their adding parts; what levers and moves do to a whole they do to its views. */
static void add_parts(koh_frame *f, size_t n_bands, double *bands)
{
    const koh_service *services = f->inputs->services;
    size_t n = f->services.n;
    for (size_t t = 0; t <= f->n_steps; t++) {
        add_up(n, services, 1, f->users + t * n);
        add_up(n, services, n_bands, bands + t * n * n_bands);
        for (size_t k = 0; k < n; k++) {
            size_t whole = services[k].parent;
            if (koh__is_view(f, k) && !has_levers(&f->plan->services[k]) && f->plain[t * n + whole] > 0) {
                scale(f, t, k, f->users[t * n + whole] / f->plain[t * n + whole], n_bands, bands);
            }
        }
    }
}

/* Are there registered users, but none of the base year or before? */
static int is_later(double registered)
{
    return isnan(registered) && !koh_is_withheld(registered);
}

/* Is there a trend other than 0, which is one that a range may be about? */
static int has_trend(const koh_plan_service *levers)
{
    int found = 0;
    for (size_t i = 0; levers->trend_per_year != NULL && i < levers->trend_per_year->n; i++) {
        found |= levers->trend_per_year->value[i] != 0;
    }
    return found;
}

static koh_status warn_levers(koh_frame *f)
{
    for (size_t k = 0; k < f->services.n; k++) {
        const koh_plan_service levers = levers_of(f, k);
        const char *id = f->inputs->services[k].id;
        koh_status status = KOH_OK;
        if (levers.age_shift_years != NULL && has_trend(&levers)) {
            status = koh__result_warn(
                f->result, (koh_warning){ "double_counting", NULL, f->plan->id, KOH_YEAR_NONE, -1, -1 },
                "service '%s' has both a trend and an age shift: what healthier ageing saves may be counted twice", id);
        }
        if (status == KOH_OK && levers.users != NULL && is_later(koh__registered_users(f, k))) {
            status = koh__result_warn(
                f->result, (koh_warning){ "later_than_base_year", NULL, f->plan->id, KOH_YEAR_NONE, -1, -1 },
                "service '%s' has registered users of years after %d only: they are not used", id, f->plan->base_year);
        }
        if (status != KOH_OK) {
            return status;
        }
    }
    return KOH_OK;
}

/* The cubes' mark: whose level is behind each service. A sum of parts is its own where every part is. */
static void mark_basis(koh_frame *f, int *own, const char **marks, koh_cube *cube)
{
    const koh_service *services = f->inputs->services;
    size_t n = f->services.n, n_own = 0, n_known = 0;
    for (size_t k = 0; k < n; k++) {
        own[k] |= services[k].sum_of_parts;
    }
    for (size_t k = 0; k < n; k++) {
        if (services[k].adds && !own[k]) {
            own[services[k].parent] = 0;
        }
    }
    for (size_t k = 0; k < n; k++) {
        marks[k] = own[k] ? "own" : isnan(f->users[k]) ? "unknown" : "national_rates";
        n_own += own[k] != 0;
        n_known += isnan(f->users[k]) ? 0 : 1;
    }
    cube->basis = n_own == 0 ? "national_rates" : n_own == n_known ? "own" : "mixed";
    cube->basis_by_label = n_own > 0 && n_own < n_known ? marks : NULL;
}

/* What users count; a sum of parts of which one is counted in the course of a year is no count of one day. */
static koh_status note_counted(koh_frame *f)
{
    const koh_service *services = f->inputs->services;
    koh_usage_basis *counted = KOH_TAKE(f->result->arena, f->services.n, koh_usage_basis);
    if (counted == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t k = 0; k < f->services.n; k++) {
        counted[k] = services[k].sum_of_parts ? KOH_BASIS_STOCK : koh__usage_basis(f, k);
    }
    for (size_t k = 0; k < f->services.n; k++) {
        if (services[k].adds && services[services[k].parent].sum_of_parts && counted[k] != KOH_BASIS_STOCK &&
            f->users[k] > 0) {
            counted[services[k].parent] = counted[k];
        }
    }
    f->scenario->counted = counted;
    return KOH_OK;
}

/* A plan may register the users of a whole and not of all its parts: the others then share what is left as the
 * country's do. A view of the whole has the country's share of it. */
static koh_status share_whole(koh_frame *f, size_t whole, const double *national, int *own, double *share)
{
    const koh_service *services = f->inputs->services;
    double registered = koh__registered_users(f, whole), left = registered, rest = 0, used = 0, country = 0;
    size_t n = f->services.n;
    for (size_t k = 0; k < n; k++) {
        share[k] = 1;
        if (services[k].adds && services[k].parent == whole) {
            left -= own[k] ? f->plain[k] : 0;
            rest += own[k] ? 0 : f->plain[k];
            used += f->plain[k];
            country += national[k];
        }
    }
    int is_registered = !isnan(registered) || koh_is_withheld(registered);
    double factor = is_registered && koh_is_withheld(left)    ? left
                    : isnan(left) || isnan(rest) || rest == 0 ? 1
                                                              : fmax(left, 0) / rest;
    used += isnan(rest) ? 0 : (factor - 1) * rest;
    for (size_t k = 0; k < n; k++) {
        if (services[k].parent == whole && !own[k]) {
            int scaled = koh__is_view(f, k) && used > 0 && country > 0;
            share[k] = services[k].adds                              ? factor
                       : scaled                                      ? used / country
                       : koh__is_view(f, k) && koh_is_withheld(used) ? used
                                                                     : 1;
            own[k] = services[k].adds && is_registered;
        }
    }
    /* 1e-9 of a count of persons is rounding */
    return isnan(registered) || fabs(used - registered) <= 1e-9 * fmax(1, registered)
               ? KOH_OK
               : koh__result_warn(f->result,
                                  (koh_warning){ "parts_disagree", NULL, f->plan->id, KOH_YEAR_NONE, -1, -1 },
                                  "service '%s' has %.6g registered users and its parts have %.6g: the parts are used",
                                  services[whole].id, registered, used);
}

static koh_status share_wholes(koh_frame *f, const double *national, int *own, double *share, double *bands)
{
    size_t n = f->services.n, n_bands = koh_age_bands_get(KOH_BANDS_IPLOS)->n;
    koh_status status = KOH_OK;
    for (size_t whole = 0; whole < n && status == KOH_OK; whole++) {
        if (!f->inputs->services[whole].sum_of_parts) {
            continue;
        }
        status = share_whole(f, whole, national, own, share);
        for (size_t i = 0; i < (f->n_steps + 1) * n; i++) {
            if (share[i % n] != 1) {
                f->plain[i] *= share[i % n];
                scale(f, i / n, i % n, share[i % n], n_bands, bands);
            }
        }
    }
    return status;
}

static koh_status fill(koh_frame *f, double *bands, int *own)
{
    size_t n = f->services.n, n_bands = koh_age_bands_get(KOH_BANDS_IPLOS)->n;
    double *rates = KOH_TAKE(f->result->arena, 2 * f->n_age, double);
    double *trend = KOH_TAKE(f->result->arena, f->n_steps + 1, double);
    double *national = KOH_TAKE(f->result->arena, 2 * n, double);
    if (rates == NULL || trend == NULL || national == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t k = 0; k < n; k++) {
        koh_status status = koh__service_rates(f, k, rates, &own[k], &national[k]);
        status = status == KOH_OK ? fill_service(f, k, rates, trend, bands) : status;
        if (status != KOH_OK) {
            return status;
        }
    }
    f->national = national;
    koh_status status = share_wholes(f, national, own, national + n, bands);
    for (size_t t = 0; t <= f->n_steps; t++) {
        add_up(n, f->inputs->services, 1, f->plain + t * n);
    }
    if (status == KOH_OK) {
        status = koh__coverage_follow(f, n_bands, bands);
    }
    if (status == KOH_OK) {
        status = koh__effects_follow(f, n_bands, bands);
    }
    koh__draw_users(f, n_bands, bands);
    if (status == KOH_OK) {
        status = koh__move_users(f, n_bands, bands);
    }
    add_parts(f, n_bands, bands);
    return status;
}

koh_status koh__model_need(koh_frame *f)
{
    const koh_age_bands *groups = koh_age_bands_get(KOH_BANDS_IPLOS);
    koh_arena *arena = f->result->arena;
    size_t n = f->services.n, cells = (f->n_steps + 1) * n;
    koh_cube *users = koh__result_add(f->result, f->scenario,
                                      &(koh_cube){ .path = "demand/users",
                                                   .unit = "persons",
                                                   .time = "1 January",
                                                   .n_axes = 2,
                                                   .axes = { f->years, f->services } });
    koh_cube *bands = koh__result_add(
        f->result, f->scenario,
        &(koh_cube){ .path = "demand/users_by_age",
                     .unit = "persons",
                     .time = "1 January",
                     .n_axes = 3,
                     .axes = { f->years, f->services, { "age_band", groups->n, NULL, groups->labels } } });
    int *own = KOH_TAKE(arena, n, int);
    const char **marks = KOH_TAKE(arena, n, const char *);
    f->plain = KOH_TAKE(arena, cells, double);
    f->moved_hours = KOH_TAKE(arena, cells, double);
    f->moved_users = KOH_TAKE(arena, cells, double);
    if (users == NULL || bands == NULL || own == NULL || marks == NULL || f->plain == NULL || f->moved_hours == NULL ||
        f->moved_users == NULL) {
        return KOH_ENOMEM;
    }
    f->users = users->value;
    f->own = own;
    koh_status status = fill(f, bands->value, own);
    if (status != KOH_OK) {
        return status;
    }
    mark_basis(f, own, marks, users);
    bands->basis = users->basis;
    bands->basis_by_label = users->basis_by_label;
    status = note_counted(f);
    return status == KOH_OK ? warn_levers(f) : status;
}
