/* Users by level of need, where the plan asks for it, and what drift between levels does to hours.
 *
 * Method: demand/need_level.c on the shares of the base year, the plan's own or the country's; users of a service are
 * divided and none is lost. Where the plan tells hours by level, the hours per user of the service move as the mean of
 * the levels does: with nobody drifting they stay to the last bit. Limits: the levels of a service drift alike at all
 * ages, and services do not see each other's levels. */
#include <math.h>
#include <string.h>

#include "kohort/need_level.h"
#include "plan/model_priv.h"
#include "plan/need_priv.h"

const char *const koh__level_ids[KOH_LEVELS] = { "some_limited", "medium_large", "extensive", "unspecified" };

/* Shares by level from the base year on, [n_steps + 1][KOH_LEVELS]. */
static void fill_shares(const koh_frame *f, size_t k, double *shares)
{
    const koh_plan_levels *levels = f->plan->levels[k];
    double drift[KOH_LEVELS * KOH_LEVELS];
    const double *start = levels->shares != NULL ? levels->shares : f->inputs->level_shares + k * KOH_LEVELS;
    memcpy(shares, start, KOH_LEVELS * sizeof *shares);
    if (levels->drift != NULL) {
        koh__chances_fill(KOH_LEVELS, KOH_LEVELS, levels->drift, levels->drift_drawn, drift);
    }
    for (size_t t = 0; t < f->n_steps; t++) {
        double *now = shares + t * KOH_LEVELS, *next = now + KOH_LEVELS;
        if (levels->drift == NULL) {
            memcpy(next, now, KOH_LEVELS * sizeof *next);
        } else {
            koh_transition_step(KOH_LEVELS, drift, now, next);
        }
    }
}

/* Mean hours per user of a mix; with drift every level has hours. */
static double mean_hours(const double *share, const double *hours)
{
    double sum = 0;
    for (size_t i = 0; i < KOH_LEVELS; i++) {
        sum += share[i] > 0 ? share[i] * hours[i] : 0;
    }
    return sum;
}

/* Hours by level, those with a range as they are drawn; NULL: none told. */
static const double *hours_of(const koh_plan_levels *levels, double drawn[KOH_LEVELS])
{
    for (size_t i = 0; levels->hours != NULL && i < KOH_LEVELS; i++) {
        drawn[i] = levels->hours_drawn[i] != NULL ? levels->hours_drawn[i]->value[0] : levels->hours[i];
    }
    return levels->hours == NULL ? NULL : drawn;
}

/* The factors on the hours of service k, [n_steps + 1] strided by the services; 1 without hours or drift. */
static void fill_factor(koh_frame *f, size_t k, const double *shares, const double *hours)
{
    if (hours == NULL || f->plan->levels[k]->drift == NULL) {
        return;
    }
    double base = mean_hours(shares, hours);
    for (size_t t = 0; t <= f->n_steps; t++) {
        double now = mean_hours(shares + t * KOH_LEVELS, hours);
        f->level_factor[t * f->services.n + k] = base > 0 ? now / base : 1;
    }
}

static koh_cube *add_cube(koh_frame *f, const char *path, const char *unit, koh_axis services, const size_t *index)
{
    const koh_cube *users = koh__result_cube(f->scenario, "demand/users");
    const char **marks = KOH_TAKE(f->result->arena, services.n, const char *);
    for (size_t i = 0; marks != NULL && users->basis_by_label != NULL && i < services.n; i++) {
        marks[i] = users->basis_by_label[index[i]];
    }
    return marks == NULL
               ? NULL
               : koh__result_add(
                     f->result, f->scenario,
                     &(koh_cube){ .path = path,
                                  .unit = unit,
                                  .time = "1 January",
                                  .basis = users->basis,
                                  .basis_by_label = users->basis_by_label != NULL ? marks : NULL,
                                  .n_axes = 3,
                                  .axes = { f->years, services, { "level", KOH_LEVELS, NULL, koh__level_ids } } });
}

/* The services that are told by level. */
static size_t find_services(const koh_frame *f, size_t *index, const char **labels)
{
    size_t n = 0;
    for (size_t k = 0; k < f->services.n; k++) {
        if (f->plan->levels[k] != NULL) {
            index[n] = k;
            labels[n++] = f->services.labels[k];
        }
    }
    return n;
}

koh_status koh__model_levels(koh_frame *f)
{
    koh_arena *arena = f->result->arena;
    if (f->plan->levels == NULL) {
        return KOH_OK;
    }
    size_t *index = KOH_TAKE(arena, f->services.n, size_t);
    const char **labels = KOH_TAKE(arena, f->services.n, const char *);
    double *shares = KOH_TAKE(arena, (f->n_steps + 1) * KOH_LEVELS, double);
    f->level_factor = KOH_TAKE(arena, (f->n_steps + 1) * f->services.n, double);
    if (index == NULL || labels == NULL || shares == NULL || f->level_factor == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < (f->n_steps + 1) * f->services.n; i++) {
        f->level_factor[i] = 1;
    }
    const koh_axis axis = { "service", find_services(f, index, labels), NULL, labels };
    koh_cube *users = axis.n == 0 ? NULL : add_cube(f, "demand/users_by_level", "persons", axis, index);
    koh_cube *hours = axis.n == 0 ? NULL : add_cube(f, "demand/hours_by_level", "hours per week", axis, index);
    if (users == NULL || hours == NULL) {
        return axis.n == 0 ? KOH_OK : KOH_ENOMEM;
    }
    for (size_t i = 0; i < axis.n; i++) {
        size_t k = index[i];
        fill_shares(f, k, shares);
        double drawn[KOH_LEVELS];
        const double *told = hours_of(f->plan->levels[k], drawn);
        fill_factor(f, k, shares, told);
        for (size_t c = 0; c < (f->n_steps + 1) * KOH_LEVELS; c++) {
            size_t t = c / KOH_LEVELS, cell = (t * axis.n + i) * KOH_LEVELS + c % KOH_LEVELS;
            users->value[cell] = f->users[t * f->services.n + k] * shares[c];
            hours->value[cell] = told == NULL ? (double) NAN : users->value[cell] * told[c % KOH_LEVELS];
        }
    }
    return KOH_OK;
}
