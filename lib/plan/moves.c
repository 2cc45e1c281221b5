/* Substitution: a share of one service's users is served by another instead.
 *
 * All shares are of the users before any move, so that the order of the services does not matter. Users are conserved;
 * where a count through the year meets a 31-December count, the country's ratio of the two stands between them. A whole
 * that is counted for itself (home services) gains and loses those who come from or go to elsewhere. */
#include <math.h>
#include <string.h>

#include "plan/model_priv.h"

/* One year: users and bands, and what they were before any move. */
typedef struct sheet {
    double *users, *bands;
    const double *users_before, *bands_before;
    size_t n_bands;
} sheet;

/* Unknown, and not merely withheld: what is withheld makes withheld wherever it goes. */
static int is_unknown(double users)
{
    return isnan(users) && !koh_is_withheld(users);
}

/* Adds `share` of the former users of service `from` to service `to`. */
static void add(const sheet *s, size_t to, size_t from, double share)
{
    s->users[to] += share * s->users_before[from];
    for (size_t b = 0; b < s->n_bands; b++) {
        s->bands[to * s->n_bands + b] += share * s->bands_before[from * s->n_bands + b];
    }
}

/* The whole that a service belongs to and that is counted for itself, or (size_t) -1. */
static size_t whole_of(const koh_frame *f, size_t k)
{
    size_t whole = f->inputs->services[k].parent;
    return whole == (size_t) -1 || f->inputs->services[whole].sum_of_parts ? (size_t) -1 : whole;
}

static void move(koh_frame *f, size_t t, size_t k, const koh_shift *shift, double share, const sheet *s)
{
    const size_t cell = t * f->services.n + shift->to, from = whole_of(f, k), to = whole_of(f, shift->to);
    const double at_once = koh__at_once(f, k);
    const double arriving = koh__usage_basis(f, shift->to) == KOH_BASIS_THROUGH_YEAR ? 1 : at_once;
    add(s, k, k, -share);
    add(s, shift->to, k, share * arriving);
    if (from != to && to != (size_t) -1) {
        add(s, to, k, share * (koh__usage_basis(f, to) == KOH_BASIS_THROUGH_YEAR ? 1 : at_once));
    }
    if (from != to && from != (size_t) -1) {
        add(s, from, k, -share * (koh__usage_basis(f, from) == KOH_BASIS_THROUGH_YEAR ? 1 : at_once));
    }
    double hours = shift->hours_per_week != NULL ? koh_quantity_at(shift->hours_per_week, f->years.numbers[t])
                                                 : koh__hours_per_week(f, shift->to, f->years.numbers[t]);
    f->moved_users[cell] += share * arriving * s->users_before[k];
    f->moved_hours[cell] += share * at_once * s->users_before[k] * hours;
}

/* What the shares of a service are multiplied by: 1, but where ranges draw more than all, who then are shared by them
 * in their proportions. */
static double scale_of(const koh_plan_service *service, int year)
{
    double sum = 0;
    int drawn = 0;
    for (size_t i = 0; i < service->n_shifts; i++) {
        sum += koh_quantity_at(service->shifts[i].share, year);
        drawn |= service->shifts[i].share->range != NULL;
    }
    return drawn && sum > 1 ? 1 / sum : 1;
}

static koh_status move_year(koh_frame *f, size_t t, const sheet *s)
{
    for (size_t k = 0; k < f->services.n; k++) {
        const koh_plan_service *service = &f->plan->services[k];
        const double scale = scale_of(service, f->years.numbers[t]);
        double left = 1;
        for (size_t i = 0; i < service->n_shifts; i++) {
            const koh_shift *shift = &service->shifts[i];
            double share = scale * koh_quantity_at(shift->share, f->years.numbers[t]);
            left -= share;
            if (share > 0 && !is_unknown(s->users_before[k]) && !is_unknown(s->users_before[shift->to])) {
                move(f, t, k, shift, share, s);
            }
        }
        for (size_t b = 0; scale < 1 && b <= s->n_bands; b++) { /* all are gone: what is left below 0 is rounding */
            double *rest = b < s->n_bands ? &s->bands[k * s->n_bands + b] : &s->users[k];
            *rest = *rest < 0 ? 0 : *rest;
        }
        if (left < -KOH_SHARES_ROUNDING) {
            return koh_error_set(f->error, KOH_EDOMAIN, "service '%s' moves more than all of its users to others in %d",
                                 f->inputs->services[k].id, f->years.numbers[t]);
        }
    }
    return KOH_OK;
}

/* Does a service take part in moves? Not a sum of parts (its parts do), nor a part that is a sum seen another way. */
static int is_movable(const koh_frame *f, size_t k)
{
    const koh_service *services = f->inputs->services, *service = &services[k];
    return !service->sum_of_parts &&
           (service->parent == (size_t) -1 || service->adds || !services[service->parent].sum_of_parts);
}

static koh_status check(koh_frame *f, size_t k, size_t to)
{
    const koh_service *services = f->inputs->services;
    koh_status status = KOH_OK;
    if (!is_movable(f, k) || !is_movable(f, to)) {
        size_t bad = is_movable(f, k) ? to : k;
        status =
            koh_error_set(f->error, KOH_EDOMAIN,
                          "users of '%s' cannot be moved to '%s': %s '%s' consists of parts that add up, move theirs",
                          services[k].id, services[to].id, bad == k ? "the first," : "the second,",
                          services[services[bad].sum_of_parts ? bad : services[bad].parent].id);
    } else if (to == k || services[k].parent == to || services[to].parent == k) {
        status = koh_error_set(f->error, KOH_EDOMAIN, "users of '%s' cannot be moved to '%s': the one is in the other",
                               services[k].id, services[to].id);
    } else if (is_unknown(f->users[k]) || is_unknown(f->users[to])) {
        status = koh__result_warn(f->result, (koh_warning){ "move_unknown", NULL, f->plan->id, KOH_YEAR_NONE, -1, -1 },
                                  "no users move from '%s' to '%s': the number of users of the %s is unknown",
                                  services[k].id, services[to].id, is_unknown(f->users[k]) ? "first" : "second");
    }
    return status;
}

koh_status koh__move_users(koh_frame *f, size_t n_bands, double *bands)
{
    const size_t n = f->services.n;
    koh_status status = KOH_OK;
    size_t n_shifts = 0;
    for (size_t k = 0; k < n; k++) {
        for (size_t i = 0; i < f->plan->services[k].n_shifts && status == KOH_OK; i++, n_shifts++) {
            status = check(f, k, f->plan->services[k].shifts[i].to);
        }
    }
    double *before = n_shifts > 0 ? KOH_TAKE(f->result->arena, n * (1 + n_bands), double) : NULL;
    if (status != KOH_OK || n_shifts == 0) {
        return status;
    }
    if (before == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t t = 0; t <= f->n_steps && status == KOH_OK; t++) {
        const sheet s = { f->users + t * n, bands + t * n * n_bands, before, before + n, n_bands };
        memcpy(before, s.users, n * sizeof *before);
        memcpy(before + n, s.bands, n * n_bands * sizeof *before);
        status = move_year(f, t, &s);
    }
    return status;
}
