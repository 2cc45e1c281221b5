/* Hours and full-time equivalents: volume times norm by profession.
 *
 * Where the plan registers the FTE of a profession, all norms of that profession are scaled by one factor so that the
 * base year meets the register; the norms then only say how the staff is spread over services. */
#include <math.h>

#include "plan/model_priv.h"

#define WEEKS_PER_YEAR (365.2425 / 7) /* mean Gregorian year */

static double hours_per_user(const koh_frame *f, size_t k, int year)
{
    const koh_quantity *own = f->plan->services[k].hours_per_week;
    return own != NULL ? koh_quantity_at(own, year) : f->inputs->hours_per_week[k];
}

/* Users who are served at one time: a count through the year is brought to a stock by the country's ratio of the two.
 */
static double users_at_once(const koh_frame *f, size_t k, size_t t)
{
    size_t cell = t * f->services.n + k;
    double staying = f->users[cell] - f->moved_users[cell];
    return koh__usage_basis(f, k) == KOH_BASIS_THROUGH_YEAR ? staying * f->inputs->stock_ratio[k] : staying;
}

/* Hours a week of service k in year t: its own users at their hours, users moved here at theirs. */
static double weekly_hours(const koh_frame *f, size_t k, size_t t)
{
    double own = users_at_once(f, k, t) * hours_per_user(f, k, f->years.numbers[t]);
    return own + f->moved_hours[t * f->services.n + k];
}

/* A day place is open 30 hours a week (assumption of the norms, data/README.md). */
#define DAY_PLACE_HOURS 30.0

static double volume(const koh_frame *f, koh_norm_per per, size_t k, size_t t)
{
    switch (per) {
    case KOH_PER_WEEKLY_HOUR:
        return weekly_hours(f, k, t);
    case KOH_PER_DAY_PLACE:
        return weekly_hours(f, k, t) / DAY_PLACE_HOURS;
    case KOH_PER_PLACE:
    case KOH_PER_DWELLING:
    case KOH_PER_USER:
        break;
    }
    return koh__occupied(f, k, t);
}

/* The norm of a service and profession: the plan's own or the default's. */
static double norm_fte(const koh_frame *f, const koh_norm *norm, int year)
{
    const koh_quantity **own = f->plan->services[norm->service].fte_per_unit;
    const koh_quantity *fte = own == NULL ? NULL : own[norm->profession];
    return fte == NULL ? norm->fte : koh_quantity_at(fte, year);
}

/* Staff follows from users: the same levels stand behind it. */
static void mark(const koh_frame *f, koh_cube *cube)
{
    const koh_cube *users = koh__result_cube(f->scenario, "demand/users");
    cube->basis = users->basis;
    cube->basis_by_label = users->basis_by_label;
}

static koh_status add_hours(koh_frame *f)
{
    size_t n = f->services.n;
    koh_cube *cube = koh__result_add(f->result, f->scenario,
                                     &(koh_cube){ .path = "demand/hours",
                                                  .unit = "hours per year",
                                                  .time = "year",
                                                  .n_axes = 2,
                                                  .axes = { f->years, f->services } });
    if (cube == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t t = 0; t <= f->n_steps; t++) {
        for (size_t k = 0; k < n; k++) {
            koh_service_kind kind = f->inputs->services[k].kind;
            int counted = kind == KOH_SERVICE_HOURS || kind == KOH_SERVICE_DAY_PLACE;
            cube->value[t * n + k] = counted ? WEEKS_PER_YEAR * weekly_hours(f, k, t) : (double) NAN;
        }
    }
    mark(f, cube);
    return KOH_OK;
}

/* Scales one profession to its register; a register without any norm behind it cannot follow the need. */
static koh_status meet_register(koh_frame *f, size_t j, double *fte)
{
    const koh_quantity *registered = f->plan->profession_fte[j];
    size_t n = f->services.n, m = f->professions.n;
    double sum = 0;
    if (registered == NULL) {
        return KOH_OK;
    }
    for (size_t k = 0; k < n; k++) {
        double here = fte[k * m + j];
        sum += isnan(here) ? 0 : here;
    }
    if (sum == 0) {
        return koh__result_warn(f->result, (koh_warning){ "no_norm", NULL, f->plan->id, KOH_YEAR_NONE, -1, -1 },
                                "profession '%s' has registered FTE but no service has a norm for it: left out",
                                f->inputs->professions[j].id);
    }
    double factor = koh_quantity_mean(registered, f->plan->base_year) / sum;
    for (size_t i = 0; i < (f->n_steps + 1) * n; i++) {
        fte[i * m + j] *= factor;
    }
    return KOH_OK;
}

static koh_status add_fte(koh_frame *f)
{
    size_t n = f->services.n, m = f->professions.n;
    koh_cube *cube = koh__result_add(f->result, f->scenario,
                                     &(koh_cube){ .path = "demand/fte",
                                                  .unit = "fte",
                                                  .time = "1 January",
                                                  .n_axes = 3,
                                                  .axes = { f->years, f->services, f->professions } });
    if (cube == NULL) {
        return KOH_ENOMEM;
    }
    mark(f, cube);
    for (size_t i = 0; i < f->inputs->n_norms; i++) {
        const koh_norm *norm = &f->inputs->norms[i];
        for (size_t t = 0; t <= f->n_steps; t++) {
            double units = volume(f, norm->per, norm->service, t);
            cube->value[(t * n + norm->service) * m + norm->profession] =
                units * norm_fte(f, norm, f->years.numbers[t]);
        }
    }
    for (size_t j = 0; j < m; j++) {
        koh_status status = meet_register(f, j, cube->value);
        if (status != KOH_OK) {
            return status;
        }
    }
    return KOH_OK;
}

koh_status koh__model_staff(koh_frame *f)
{
    koh_status status = add_hours(f);
    return status == KOH_OK ? add_fte(f) : status;
}
