/* Hours and full-time equivalents: volume times norm by profession.
 *
 * Where the plan registers the FTE of a profession, all norms of that profession are scaled by one factor so that the
 * base year of the reference meets the register; the norms then only say how the staff is spread over services. */
#include <math.h>
#include <string.h>

#include "plan/model_priv.h"

#define WEEKS_PER_YEAR (365.2425 / 7) /* mean Gregorian year */

/* A day place is open 30 hours a week (assumption of the norms, data/README.md). */
#define DAY_PLACE_HOURS 30.0

/* The users of one year, [n_services] each; moved_* NULL: nobody has moved. */
typedef struct row {
    int year;
    const double *users, *moved_users, *moved_hours;
} row;

static row row_of(const koh_frame *f, size_t t)
{
    size_t n = f->services.n;
    return (row){ f->years.numbers[t], f->users + t * n, f->moved_users + t * n, f->moved_hours + t * n };
}

double koh__hours_per_week(const koh_frame *f, size_t k, int year)
{
    const koh_quantity *own = f->plan->services[k].hours_per_week;
    double hours = own != NULL ? koh_quantity_at(own, year) : f->inputs->hours_per_week[k];
    int t = year - f->plan->base_year;
    return f->level_factor == NULL || t < 0 || (size_t) t > f->n_steps
               ? hours
               : hours * f->level_factor[(size_t) t * f->services.n + k];
}

double koh__at_once(const koh_frame *f, size_t k)
{
    return koh__usage_basis(f, k) == KOH_BASIS_THROUGH_YEAR ? f->inputs->stock_ratio[k] : 1;
}

/* Hours a week of service k: its own users at their hours, users moved here at theirs. */
static double weekly_hours(const koh_frame *f, size_t k, const row *r)
{
    double staying = r->users[k] - (r->moved_users != NULL ? r->moved_users[k] : 0);
    double moved = r->moved_hours != NULL ? r->moved_hours[k] : 0;
    return staying * koh__at_once(f, k) * koh__hours_per_week(f, k, r->year) + moved;
}

static double volume(const koh_frame *f, koh_norm_per per, size_t k, const row *r)
{
    switch (per) {
    case KOH_PER_WEEKLY_HOUR:
        return weekly_hours(f, k, r);
    case KOH_PER_DAY_PLACE:
        return weekly_hours(f, k, r) / DAY_PLACE_HOURS;
    case KOH_PER_PLACE:
    case KOH_PER_DWELLING:
    case KOH_PER_USER:
        break;
    }
    return koh__occupied(f, r->users, k);
}

/* The norm of a service and profession: the plan's own or the default's, at the productivity of a year. A part takes
 * the factor of the whole where it has none. */
static double norm_fte(const koh_frame *f, const koh_norm *norm, int year)
{
    const koh_service *service = &f->inputs->services[norm->service];
    const koh_plan_service *plan = &f->plan->services[norm->service];
    const koh_quantity *fte = plan->fte_per_unit == NULL ? NULL : plan->fte_per_unit[norm->profession];
    const koh_quantity *factor = plan->staff_factor != NULL        ? plan->staff_factor
                                 : service->parent < f->services.n ? f->plan->services[service->parent].staff_factor
                                                                   : NULL;
    return (fte == NULL ? norm->fte : koh_quantity_at(fte, year)) *
           (factor == NULL ? 1 : koh_quantity_at(factor, year));
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
                                                  .time = "1 January",
                                                  .n_axes = 2,
                                                  .axes = { f->years, f->services } });
    if (cube == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t t = 0; t <= f->n_steps; t++) {
        const row r = row_of(f, t);
        for (size_t k = 0; k < n; k++) {
            koh_service_kind kind = f->inputs->services[k].kind;
            int counted = kind == KOH_SERVICE_HOURS || kind == KOH_SERVICE_DAY_PLACE;
            cube->value[t * n + k] = counted ? WEEKS_PER_YEAR * weekly_hours(f, k, &r) : (double) NAN;
        }
    }
    mark(f, cube);
    return KOH_OK;
}

/* The default norms, and those that the plan has where no default is; the unit is that of the service's kind. */
typedef struct norms {
    size_t n;
    koh_norm *items;
} norms;

static koh_status add_own_norms(koh_frame *f, size_t k, norms *list)
{
    static const koh_norm_per per[] = { [KOH_SERVICE_USERS] = KOH_PER_USER,
                                        [KOH_SERVICE_PLACE] = KOH_PER_PLACE,
                                        [KOH_SERVICE_DWELLING] = KOH_PER_DWELLING,
                                        [KOH_SERVICE_HOURS] = KOH_PER_WEEKLY_HOUR,
                                        [KOH_SERVICE_DAY_PLACE] = KOH_PER_DAY_PLACE };
    const koh_service *services = f->inputs->services;
    const koh_quantity **own = f->plan->services[k].fte_per_unit;
    for (size_t j = 0; own != NULL && j < f->professions.n; j++) {
        size_t i = 0;
        while (i < list->n && (list->items[i].service != k || list->items[i].profession != j)) {
            i++;
        }
        if (own[j] == NULL || i < list->n) {
            continue;
        }
        for (i = 0; i < f->inputs->n_norms; i++) {
            if (services[f->inputs->norms[i].service].parent == k) {
                return koh_error_set(f->error, KOH_EDOMAIN,
                                     "FTE per unit of '%s' would count the staff of its part '%s' twice; give it there",
                                     services[k].id, services[f->inputs->norms[i].service].id);
            }
        }
        list->items[list->n++] = (koh_norm){ .service = k, .profession = j, .per = per[services[k].kind] };
    }
    return KOH_OK;
}

static koh_status all_norms(koh_frame *f, norms *list)
{
    size_t most = f->inputs->n_norms + f->services.n * f->professions.n;
    koh_status status = KOH_OK;
    *list = (norms){ f->inputs->n_norms, KOH_TAKE(f->result->arena, most, koh_norm) };
    if (list->items == NULL) {
        return KOH_ENOMEM;
    }
    memcpy(list->items, f->inputs->norms, list->n * sizeof *list->items);
    for (size_t k = 0; k < f->services.n && status == KOH_OK; k++) {
        status = add_own_norms(f, k, list);
    }
    return status;
}

/* FTE that the norms give the reference in the base year at the coverage of the base year, by profession: what the
 * register is held against. A scenario is not, or its levers on hours and norms would be taken back. Where the users of
 * a service are withheld, the country's rates stand in for them here: else its staff would be given to the others. */
static koh_status calibrate(koh_frame *f, const norms *list)
{
    double *users = f->result->norm_fte != NULL ? NULL : KOH_TAKE(f->result->arena, f->services.n, double);
    const row base = { f->plan->base_year, users, NULL, NULL };
    if (f->result->norm_fte != NULL) {
        return KOH_OK;
    }
    f->result->norm_fte = KOH_TAKE(f->result->arena, f->professions.n, double);
    if (f->result->norm_fte == NULL || users == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t k = 0; k < f->services.n; k++) {
        users[k] = koh_is_withheld(f->plain[k]) ? f->national[k] : f->plain[k];
    }
    for (size_t i = 0; i < list->n; i++) {
        const koh_norm *norm = &list->items[i];
        double fte = volume(f, norm->per, norm->service, &base) * norm_fte(f, norm, base.year);
        f->result->norm_fte[norm->profession] += isnan(fte) ? 0 : fte;
    }
    return KOH_OK;
}

/* Scales one profession to its register; a register without any norm behind it cannot follow the need. */
static koh_status meet_register(koh_frame *f, size_t j, double *fte)
{
    const koh_quantity *quantity = f->plan->profession_fte[j];
    double registered = quantity == NULL ? (double) NAN : koh_quantity_mean(quantity, f->plan->base_year);
    size_t n = f->services.n, m = f->professions.n;
    const koh_warning none = { "no_norm", NULL, f->plan->id, KOH_YEAR_NONE, -1, -1 };
    const koh_warning late = { "later_than_base_year", NULL, f->plan->id, KOH_YEAR_NONE, -1, -1 };
    const char *id = f->inputs->professions[j].id;
    if (quantity == NULL) {
        return KOH_OK;
    }
    if (koh_is_withheld(registered)) {
        return KOH_OK; /* by the norms alone */
    }
    if (isnan(registered)) {
        return koh__result_warn(f->result, late,
                                "profession '%s' has registered FTE of years after %d only: they are not used", id,
                                f->plan->base_year);
    }
    if (!(f->result->norm_fte[j] > 0)) {
        return koh__result_warn(f->result, none,
                                "profession '%s' has registered FTE but no service has a norm for it: left out", id);
    }
    for (size_t i = 0; i < (f->n_steps + 1) * n; i++) {
        fte[i * m + j] *= registered / f->result->norm_fte[j];
    }
    return KOH_OK;
}

static koh_status add_fte(koh_frame *f)
{
    size_t n = f->services.n, m = f->professions.n;
    norms list;
    koh_cube *cube = koh__result_add(f->result, f->scenario,
                                     &(koh_cube){ .path = "demand/fte",
                                                  .unit = "fte",
                                                  .time = "1 January",
                                                  .n_axes = 3,
                                                  .axes = { f->years, f->services, f->professions } });
    koh_status status = cube == NULL ? KOH_ENOMEM : all_norms(f, &list);
    if (status != KOH_OK) {
        return status;
    }
    mark(f, cube);
    for (size_t i = 0; i < list.n * (f->n_steps + 1); i++) {
        const koh_norm *norm = &list.items[i % list.n];
        const row r = row_of(f, i / list.n);
        cube->value[(i / list.n * n + norm->service) * m + norm->profession] =
            volume(f, norm->per, norm->service, &r) * norm_fte(f, norm, r.year);
    }
    status = calibrate(f, &list);
    for (size_t j = 0; j < m && status == KOH_OK; j++) {
        status = meet_register(f, j, cube->value);
    }
    return status;
}

koh_status koh__model_staff(koh_frame *f)
{
    koh_status status = add_hours(f);
    return status == KOH_OK ? add_fte(f) : status;
}
