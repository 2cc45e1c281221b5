/* Reserves of a plan: N-1 over its units and groups of staff, and where those go whose place a disaster takes. */
#include <math.h>

#include "kohort/reserve.h"
#include "plan/preparedness_priv.h"

enum { LOST_PLACES, RESIDENTS, MOVED_IN, UNPLACED, FLOWS };

size_t koh__unit_kind(const koh_frame *f, size_t unit)
{
    size_t k = koh_axis_find_label(&f->services, f->plan->units[unit].type);
    const koh_service *service = &f->inputs->services[k];
    return service->adds && service->parent != (size_t) -1 ? service->parent : k;
}

static koh_status unit_axis(koh_frame *f, koh_axis *axis)
{
    const char **ids = KOH_TAKE(f->result->arena, f->plan->n_units, const char *);
    for (size_t u = 0; ids != NULL && u < f->plan->n_units; u++) {
        ids[u] = f->plan->units[u].id;
    }
    *axis = (koh_axis){ "building", f->plan->n_units, NULL, ids };
    return ids != NULL ? KOH_OK : KOH_ENOMEM;
}

/* Occupied places of a kind at year index t, or NaN. */
static double occupied(const koh_frame *f, size_t t, size_t kind)
{
    const koh_cube *cube = koh__result_cube(f->scenario, "capacity/occupied");
    size_t i = koh_axis_find_label(&cube->axes[1], f->inputs->services[kind].id);
    return i == (size_t) -1 ? (double) NAN : cube->value[t * cube->axes[1].n + i];
}

static double places_of_kind(const koh_frame *f, size_t kind, int year)
{
    double sum = 0;
    for (size_t u = 0; u < f->plan->n_units; u++) {
        sum += koh__unit_kind(f, u) == kind ? koh_unit_places(&f->plan->units[u], year) : 0;
    }
    return sum;
}

/* Places that are left of a kind when one unit is lost, less those occupied, by year and unit. */
static koh_status add_units(koh_frame *f)
{
    size_t n = f->plan->n_units;
    koh_axis units;
    if (n == 0) {
        return KOH_OK;
    }
    koh_status status = unit_axis(f, &units);
    double *size = KOH_TAKE(f->result->arena, 2 * n, double);
    koh_cube *cube = status != KOH_OK || size == NULL
                         ? NULL
                         : koh__result_add(f->result, f->scenario,
                                           &(koh_cube){ .path = "preparedness/reserve_without_unit",
                                                        .unit = "places",
                                                        .time = "1 January",
                                                        .n_axes = 2,
                                                        .axes = { f->years, units } });
    for (size_t i = 0; cube != NULL && i < (f->n_steps + 1) * n; i++) {
        size_t t = i / n, kind = koh__unit_kind(f, i % n), m = 0, own = 0;
        for (size_t u = 0; u < n; u++) {
            if (koh__unit_kind(f, u) == kind) {
                own = u == i % n ? m : own;
                size[m++] = koh_unit_places(&f->plan->units[u], f->years.numbers[t]);
            }
        }
        (void) koh_reserve_n_minus_1(m, size, occupied(f, t, kind), size + n);
        cube->value[i] = size[n + own];
    }
    return cube != NULL ? KOH_OK : KOH_ENOMEM;
}

/* Share of all FTE in scope that is left when one profession is lost, by year. */
static koh_status add_professions(koh_frame *f)
{
    const koh_cube *fte = koh__result_cube(f->scenario, "demand/fte");
    size_t m = f->professions.n;
    koh_cube *cube = koh__result_add(f->result, f->scenario,
                                     &(koh_cube){ .path = "preparedness/staff_without_profession",
                                                  .unit = "share",
                                                  .time = "1 January",
                                                  .n_axes = 2,
                                                  .axes = { f->years, f->professions } });
    for (size_t t = 0; cube != NULL && t <= f->n_steps; t++) {
        double *row = cube->value + t * m, all = 0;
        for (size_t i = 0; i < f->services.n * m; i++) {
            double here = fte->value[t * f->services.n * m + i];
            row[i % m] += koh__in_scope(f->result, f->scenario, i / m) && !isnan(here) ? here : 0;
        }
        for (size_t j = 0; j < m; j++) {
            all += row[j];
        }
        for (size_t j = 0; j < m; j++) {
            row[j] = all > 0 ? 1 - row[j] / all : (double) NAN;
        }
    }
    return cube != NULL ? KOH_OK : KOH_ENOMEM;
}

/* Units of one disaster: residents are spread over the units of a kind as their places are. */
static koh_status move_residents(const koh_frame *f, const koh_shock *shock, const koh_refuge *r, int *lost,
                                 double *work, double *row)
{
    size_t n = r->n, t = (size_t) (shock->year - f->plan->base_year);
    double *places = work, *residents = work + n, *moved_in = work + 2 * n, *unplaced = work + 3 * n;
    int known = 1;
    for (size_t u = 0; u < n; u++) {
        double all = places_of_kind(f, koh__unit_kind(f, u), shock->year);
        places[u] = koh_unit_places(&f->plan->units[u], shock->year);
        residents[u] = all > 0 ? occupied(f, t, koh__unit_kind(f, u)) * places[u] / all : 0;
        known &= !isnan(residents[u]);
        lost[u] = 0;
    }
    for (size_t j = 0; j < shock->n_units; j++) {
        lost[shock->units[j]] = 1;
    }
    koh_status status = known ? koh_refuge_compute(r, f->error, moved_in, unplaced) : KOH_OK;
    for (size_t u = 0; u < n && status == KOH_OK; u++) {
        row[u * FLOWS + LOST_PLACES] = lost[u] ? places[u] : 0;
        row[u * FLOWS + RESIDENTS] = residents[u];
        row[u * FLOWS + MOVED_IN] = known ? moved_in[u] : (double) NAN;
        row[u * FLOWS + UNPLACED] = known ? unplaced[u] : (double) NAN;
    }
    return status;
}

static koh_status add_refuge(koh_frame *f)
{
    static const char *const labels[FLOWS] = { "lost_places", "residents", "moved_in", "unplaced" };
    const koh_plan_preparedness *p = f->plan->preparedness;
    size_t n = f->plan->n_units, m = 0;
    koh_arena *arena = f->result->arena;
    koh_axis units;
    const char **ids = KOH_TAKE(arena, p->n_shocks, const char *);
    double *work = KOH_TAKE(arena, 4 * n, double);
    size_t *kinds = KOH_TAKE(arena, n, size_t);
    int *lost = KOH_TAKE(arena, n, int);
    if (ids == NULL || work == NULL || kinds == NULL || lost == NULL || unit_axis(f, &units) != KOH_OK) {
        return KOH_ENOMEM;
    }
    for (size_t k = 0; k < p->n_shocks; k++) {
        if (p->shocks[k].kind == KOH_SHOCK_DISASTER) {
            ids[m++] = p->shocks[k].id;
        }
    }
    if (m == 0) {
        return KOH_OK;
    }
    for (size_t u = 0; u < n; u++) {
        kinds[u] = koh__unit_kind(f, u);
    }
    const koh_cube form = {
        .path = "preparedness/relocation",
        .unit = "persons",
        .time = "week",
        .n_axes = 3,
        .axes = { { "shock", m, NULL, ids }, units, { "flow", FLOWS, NULL, labels } },
    };
    koh_cube *cube = koh__result_add(f->result, f->scenario, &form);
    koh_status status = cube != NULL ? KOH_OK : KOH_ENOMEM;
    koh_refuge refuge = { .n = n, .places = work, .occupied = work + n, .group = kinds, .lost = lost };
    m = 0;
    for (size_t k = 0; k < p->n_shocks && status == KOH_OK; k++) {
        if (p->shocks[k].kind == KOH_SHOCK_DISASTER) {
            status = move_residents(f, &p->shocks[k], &refuge, lost, work, cube->value + m++ * n * FLOWS);
        }
    }
    return status;
}

koh_status koh__reserves(koh_frame *f)
{
    koh_status status = add_units(f);
    status = status == KOH_OK ? add_professions(f) : status;
    return status == KOH_OK ? add_refuge(f) : status;
}
