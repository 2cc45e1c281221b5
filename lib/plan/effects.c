/* Prevention and new tasks: what they do to the users, and whether prevention pays.
 *
 * Method: kohort/prevention.h. Users of a service are fewer by those avoided and more by the new tasks, in all its ages
 * alike; no service has fewer than nobody, which a warning tells. A saving is the users avoided, at the mean of the
 * year's ends, times what a user-year of the service costs; prices are fixed.
 * Limits: a whole that is counted for itself (home services) does not follow its parts; the mean cost of a service is
 * not that of those who would have come to it. */
#include <math.h>

#include "kohort/prevention.h"
#include "plan/coverage_priv.h"

enum { COST, SAVING, BALANCE, ITEMS };

static double at(const koh_quantity *quantity, int year, double fallback)
{
    return quantity == NULL ? fallback : koh_quantity_at(quantity, year);
}

/* Multiplies users and bands of a service at t. */
static void scale(koh_frame *f, size_t cell, double factor, size_t n_bands, double *bands)
{
    f->users[cell] *= factor;
    for (size_t b = 0; b < n_bands; b++) {
        bands[cell * n_bands + b] *= factor;
    }
}

/* Users that a prevention avoids at every 1 January, [n_steps + 1]; participants [n_steps]. */
static void find_avoided(const koh_frame *f, const koh_plan_prevention *p, double *participants, double *avoided)
{
    const int base = f->plan->base_year;
    for (size_t t = 0; t < f->n_steps; t++) {
        participants[t] = koh_quantity_at(p->participants, f->years.numbers[t]);
    }
    koh_prevention_avoided(f->n_steps, participants, koh_quantity_at(p->effect, base), at(p->lag_years, base, 0),
                           koh_quantity_at(p->lasts_years, base), avoided);
}

/* Takes those avoided off the users; to avoided [n_steps + 1] those that there were. */
static koh_status prevent(koh_frame *f, const koh_plan_prevention *p, double *avoided, size_t n_bands, double *bands)
{
    double beyond = 0;
    for (size_t t = 0; t <= f->n_steps; t++) {
        const size_t cell = t * f->services.n + p->service;
        const double users = f->users[cell];
        if (avoided[t] > users) {
            beyond = fmax(beyond, avoided[t] - users);
            avoided[t] = users;
        }
        if (avoided[t] > 0) {
            scale(f, cell, users > 0 || isnan(users) ? (users - avoided[t]) / users : 1, n_bands, bands);
        }
    }
    return beyond == 0
               ? KOH_OK
               : koh__result_warn(
                     f->result, (koh_warning){ "prevention_beyond", NULL, f->plan->id, KOH_YEAR_NONE, -1, -1 },
                     "'%s' would avoid up to %.6g users more than service '%s' has: no more than all are avoided",
                     p->id, beyond, f->inputs->services[p->service].id);
}

static koh_status add_preventions(koh_frame *f, size_t n_bands, double *bands)
{
    const koh_plan_need *need = f->plan->care;
    const size_t n = need->n_preventions;
    const char **ids = KOH_TAKE(f->result->arena, n, const char *);
    double *work = KOH_TAKE(f->result->arena, 2 * (f->n_steps + 1), double);
    koh_status status = ids == NULL || work == NULL ? KOH_ENOMEM : KOH_OK;
    if (status != KOH_OK || n == 0) {
        return status;
    }
    for (size_t i = 0; i < n; i++) {
        ids[i] = need->preventions[i].id;
    }
    koh_cube *cube = koh__result_add(f->result, f->scenario,
                                     &(koh_cube){ .path = "demand/users_avoided",
                                                  .unit = "persons",
                                                  .time = "1 January",
                                                  .n_axes = 2,
                                                  .axes = { f->years, { "prevention", n, NULL, ids } } });
    for (size_t i = 0; cube != NULL && i < n && status == KOH_OK; i++) {
        double *avoided = work + f->n_steps + 1;
        find_avoided(f, &need->preventions[i], work, avoided);
        status = prevent(f, &need->preventions[i], avoided, n_bands, bands);
        for (size_t t = 0; t <= f->n_steps; t++) {
            cube->value[t * n + i] = avoided[t];
        }
    }
    return cube == NULL ? KOH_ENOMEM : status;
}

static void take_over(koh_frame *f, const koh_plan_task *task, size_t t, double more, size_t n_bands, double *bands)
{
    const size_t cell = t * f->services.n + task->service;
    const int year = f->years.numbers[t];
    const double users = f->users[cell];
    if (more > 0 && users > 0) {
        scale(f, cell, (users + more) / users, n_bands, bands);
    } else if (more > 0) {
        f->users[cell] += more; /* of no age where the service had nobody */
    }
    if (more > 0 && task->hours_per_week != NULL) {
        f->moved_users[cell] += more;
        f->moved_hours[cell] += more * koh__at_once(f, task->service) * koh_quantity_at(task->hours_per_week, year);
    }
}

static koh_status add_tasks(koh_frame *f, size_t n_bands, double *bands)
{
    const koh_plan_need *need = f->plan->care;
    const size_t n = need->n_tasks;
    const char **ids = KOH_TAKE(f->result->arena, n, const char *);
    if (ids == NULL || n == 0) {
        return ids == NULL ? KOH_ENOMEM : KOH_OK;
    }
    for (size_t i = 0; i < n; i++) {
        ids[i] = need->tasks[i].id;
    }
    koh_cube *cube = koh__result_add(f->result, f->scenario,
                                     &(koh_cube){ .path = "demand/new_tasks",
                                                  .unit = "persons",
                                                  .time = "1 January",
                                                  .n_axes = 2,
                                                  .axes = { f->years, { "task", n, NULL, ids } } });
    for (size_t i = 0; cube != NULL && i < n * (f->n_steps + 1); i++) {
        const koh_plan_task *task = &need->tasks[i % n];
        const int year = f->years.numbers[i / n];
        const double ramp = koh_task_ramp(year, task->from_year, at(task->ramp_years, year, 0));
        cube->value[i] = ramp * koh_quantity_at(task->users, year);
        take_over(f, task, i / n, cube->value[i], n_bands, bands);
    }
    return cube == NULL ? KOH_ENOMEM : KOH_OK;
}

koh_status koh__effects_follow(koh_frame *f, size_t n_bands, double *bands)
{
    const koh_status status = add_preventions(f, n_bands, bands);
    return status == KOH_OK ? add_tasks(f, n_bands, bands) : status;
}

/* The year at whose end each prevention has paid; NaN where none of the years is. */
static koh_status add_paid(koh_frame *f, const koh_cube *money)
{
    const size_t n = money->axes[1].n, steps = f->n_steps;
    double *cost = KOH_TAKE(f->result->arena, 2 * steps, double), *saving = cost + steps;
    koh_cube *cube = cost == NULL ? NULL
                                  : koh__result_add(f->result, f->scenario,
                                                    &(koh_cube){ .path = "economy/prevention_paid",
                                                                 .unit = "year",
                                                                 .time = "year",
                                                                 .n_axes = 1,
                                                                 .axes = { money->axes[1] } });
    for (size_t i = 0; cube != NULL && i < n; i++) {
        for (size_t t = 0; t < steps; t++) {
            cost[t] = money->value[(t * n + i) * ITEMS + COST];
            saving[t] = money->value[(t * n + i) * ITEMS + SAVING];
        }
        const size_t found = koh_prevention_breakeven(steps, cost, saving);
        cube->value[i] = found == steps ? (double) NAN : f->years.numbers[found];
    }
    return cube == NULL ? KOH_ENOMEM : KOH_OK;
}

koh_status koh__model_prevention(koh_frame *f)
{
    static const char *const labels[ITEMS] = { "cost", "saving", "balance" };
    const koh_plan_need *need = f->plan->care;
    const koh_cube *avoided = koh__result_cube(f->scenario, "demand/users_avoided");
    const koh_cube *unit = koh__result_cube(f->scenario, "economy/unit_cost");
    const size_t n = need->n_preventions;
    if (avoided == NULL) {
        return KOH_OK;
    }
    const koh_axis items = { "item", ITEMS, NULL, labels };
    koh_cube *cube = koh__result_add(f->result, f->scenario,
                                     &(koh_cube){ .path = "economy/prevention",
                                                  .unit = unit->unit,
                                                  .time = "year",
                                                  .n_axes = 3,
                                                  .axes = { f->intervals, avoided->axes[1], items } });
    for (size_t i = 0; cube != NULL && i < n * f->n_steps; i++) {
        const koh_plan_prevention *p = &need->preventions[i % n];
        const size_t t = i / n;
        const int year = f->years.numbers[t];
        double *row = cube->value + i * ITEMS;
        const double mean = (avoided->value[i] + avoided->value[i + n]) / 2;
        row[COST] =
            p->cost == NULL ? (double) NAN : koh_quantity_at(p->participants, year) * koh_quantity_at(p->cost, year);
        row[SAVING] = mean == 0 ? 0 : mean * unit->value[t * f->services.n + p->service];
        row[BALANCE] = row[SAVING] - row[COST] + (t > 0 ? row[BALANCE - (ptrdiff_t) (n * ITEMS)] : 0);
    }
    return cube == NULL ? KOH_ENOMEM : add_paid(f, cube);
}
