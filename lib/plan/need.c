/* Users by service and age: the level's rates times persons, with the levers of the scenario. */
#include <math.h>
#include <string.h>

#include "kohort/age_band.h"
#include "plan/model_priv.h"

static double at(const koh_quantity *quantity, int year, double fallback)
{
    return quantity == NULL ? fallback : koh_quantity_at(quantity, year);
}

/* Users of service k in year t by age, [n_age]; returns their sum. */
static double users_of(const koh_frame *f, size_t k, size_t t, const double *rates, double *by_age)
{
    const koh_plan_service *levers = &f->plan->services[k];
    int year = f->years.numbers[t];
    double factor = at(levers->coverage_factor, year, 1);
    if (levers->trend_per_year != NULL) {
        double trend = at(levers->trend_per_year, year, 0);
        factor *= koh_need_trend(trend, at(levers->trend_fade_years, year, INFINITY), (int) t);
    }
    double shift = at(levers->age_shift_years, year, 0);
    return koh_need_users(f->n_age, rates, f->persons + 2 * t * f->n_age, factor, shift, by_age);
}

/* Adds the sums of adding parts to their parents, at one year; users and bands alike. */
static void add_parts(const koh_frame *f, double *users, double *bands, size_t n_bands)
{
    const koh_service *services = f->inputs->services;
    for (size_t k = 0; k < f->services.n; k++) {
        if (services[k].sum_of_parts) {
            users[k] = 0;
            memset(bands + k * n_bands, 0, n_bands * sizeof *bands);
        }
    }
    for (size_t k = 0; k < f->services.n; k++) {
        if (services[k].adds) {
            size_t parent = services[k].parent;
            users[parent] += users[k];
            for (size_t b = 0; b < n_bands; b++) {
                bands[parent * n_bands + b] += bands[k * n_bands + b];
            }
        }
    }
}

/* Moves the shares of users who are served elsewhere instead; conserves users. */
static koh_status move_users(koh_frame *f, size_t t, double *users, double *bands, size_t n_bands)
{
    int year = f->years.numbers[t];
    size_t n = f->services.n;
    for (size_t k = 0; k < n; k++) {
        const koh_plan_service *levers = &f->plan->services[k];
        double whole = users[k], left = 1;
        for (size_t i = 0; i < levers->n_shifts && !isnan(whole); i++) {
            const koh_shift *shift = &levers->shifts[i];
            double share = at(shift->share, year, 0), moved = share * whole;
            left -= share;
            if (left < 0) {
                return koh_error_set(f->error, KOH_EDOMAIN,
                                     "service '%s' moves more than all of its users to others in %d",
                                     f->inputs->services[k].id, year);
            }
            if (share == 0 || isnan(users[shift->to])) {
                continue;
            }
            users[shift->to] += moved;
            users[k] -= moved;
            for (size_t b = 0; b < n_bands; b++) {
                bands[shift->to * n_bands + b] += share * bands[k * n_bands + b];
            }
            double hours = at(shift->hours_per_week, year, NAN);
            if (!isnan(hours)) {
                f->moved_hours[t * n + shift->to] += moved * hours;
                f->moved_users[t * n + shift->to] += moved;
            }
        }
        for (size_t b = 0; left < 1 && b < n_bands; b++) {
            bands[k * n_bands + b] *= users[k] / whole;
        }
    }
    return KOH_OK;
}

static koh_status warn_levers(koh_frame *f)
{
    for (size_t k = 0; k < f->services.n; k++) {
        const koh_plan_service *levers = &f->plan->services[k];
        if (levers->age_shift_years != NULL && levers->trend_per_year != NULL) {
            koh_status status = koh__result_warn(
                f->result, (koh_warning){ "double_counting", NULL, f->plan->id, KOH_YEAR_NONE, -1, -1 },
                "service '%s' has both a trend and an age shift: what healthier ageing saves may be counted twice",
                f->inputs->services[k].id);
            if (status != KOH_OK) {
                return status;
            }
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
    f->own = own;
    cube->basis = n_own == 0 ? "national_rates" : n_own == n_known ? "own" : "mixed";
    cube->basis_by_label = n_own > 0 && n_own < n_known ? marks : NULL;
}

/* A plan may register the users of a whole and not of its parts: the parts then share the whole as the country's do. */
static void scale_parts(koh_frame *f, size_t whole, double *bands, size_t n_bands, int *own)
{
    const koh_service *services = f->inputs->services;
    double registered = koh__registered_users(f, whole), sum = 0;
    size_t n = f->services.n;
    for (size_t k = 0; k < n; k++) {
        if (services[k].adds && services[k].parent == whole) {
            if (own[k] || isnan(registered)) {
                return;
            }
            sum += f->users[k];
        }
    }
    for (size_t k = 0; k < n; k++) {
        if (!services[k].adds || services[k].parent != whole) {
            continue;
        }
        own[k] = 1;
        for (size_t t = 0; t <= f->n_steps; t++) {
            f->users[t * n + k] *= registered / sum;
            for (size_t b = 0; b < n_bands; b++) {
                bands[(t * n + k) * n_bands + b] *= registered / sum;
            }
        }
    }
}

static koh_status fill(koh_frame *f, double *rates, double *bands, int *own)
{
    const koh_age_bands *groups = koh_age_bands_get(KOH_BANDS_IPLOS);
    size_t n = f->services.n;
    double by_age[512];
    for (size_t k = 0; k < n; k++) {
        koh_status status = koh__service_rates(f, k, rates, &own[k]);
        if (status != KOH_OK) {
            return status;
        }
        for (size_t t = 0; t <= f->n_steps; t++) {
            f->users[t * n + k] = users_of(f, k, t, rates, by_age);
            for (size_t b = 0; b < groups->n; b++) {
                int to = b + 1 < groups->n ? groups->from[b + 1] - 1 : -1;
                bands[(t * n + k) * groups->n + b] = koh_age_sum(f->n_age, by_age, groups->from[b], to);
            }
        }
    }
    for (size_t k = 0; k < n; k++) {
        if (f->inputs->services[k].sum_of_parts) {
            scale_parts(f, k, bands, groups->n, own);
        }
    }
    for (size_t t = 0; t <= f->n_steps; t++) {
        double *users = f->users + t * n, *here = bands + t * n * groups->n;
        koh_status status = move_users(f, t, users, here, groups->n);
        if (status != KOH_OK) {
            return status;
        }
        add_parts(f, users, here, groups->n);
    }
    return KOH_OK;
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
    double *rates = KOH_TAKE(arena, 2 * f->n_age, double);
    int *own = KOH_TAKE(arena, n, int);
    const char **marks = KOH_TAKE(arena, n, const char *);
    f->moved_hours = KOH_TAKE(arena, cells, double);
    f->moved_users = KOH_TAKE(arena, cells, double);
    if (users == NULL || bands == NULL || rates == NULL || own == NULL || marks == NULL || f->moved_hours == NULL ||
        f->moved_users == NULL) {
        return KOH_ENOMEM;
    }
    f->users = users->value;
    koh_status status = fill(f, rates, bands->value, own);
    if (status != KOH_OK) {
        return status;
    }
    mark_basis(f, own, marks, users);
    bands->basis = users->basis;
    bands->basis_by_label = users->basis_by_label;
    return warn_levers(f);
}
