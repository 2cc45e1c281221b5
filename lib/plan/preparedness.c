/* Preparedness: staff, places and persons by week under the crises of a scenario, where those go who lose their place,
 * and what is left when any one building or group of staff is lost.
 *
 * Where the plan registers staff, ordinary need and staff are demand and supply of the professions that are known, so
 * that a crisis meets the shortage which is there without it. Where it does not, ordinary need is what the norms ask
 * for and is taken to be there (assumption). Both, and occupied places, are those of the year's 1 January. Gaps are
 * need less what is there: above 0 there is too little, below 0 a reserve. */
#include <math.h>

#include "plan/preparedness_priv.h"
#include "plan/workforce_priv.h"

enum { NEED, EXTRA_NEED, EMPLOYED, AT_WORK, STAFF_GAP, STAFF };
enum { OCCUPIED, EXTRA, PLACES, PLACE_GAP, PLACE_FLOWS };
enum { ILL, EXCESS_DEATHS, ARRIVED, PRESENT, PATIENTS, PERSONS };

static const char *const staff_labels[STAFF] = { "need", "extra_need", "employed", "at_work", "gap" };
static const char *const place_labels[PLACE_FLOWS] = { "occupied", "extra", "places", "gap" };
static const char *const person_labels[PERSONS] = { "newly_ill", "excess_deaths", "arrived", "newcomers", "patients" };

/* What the cubes of one run share. */
typedef struct weekly {
    koh_frame *f;
    koh_shock_weeks weeks;
    koh_axis years, axis;
} weekly;

/* A figure of a cube year x label, or NaN. */
static double figure(const koh_frame *f, const char *path, int year, const char *label)
{
    const koh_cube *cube = koh__result_cube(f->scenario, path);
    size_t i = koh_axis_find_label(&cube->axes[1], label);
    size_t t = (size_t) (year - f->plan->base_year);
    return i == (size_t) -1 ? (double) NAN : cube->value[t * cube->axes[1].n + i];
}

static koh_cube *add_weeks(weekly *w, const char *path, const char *unit, koh_axis last)
{
    const koh_cube form = {
        .path = path, .unit = unit, .time = "week", .n_axes = last.n > 0 ? 3 : 2, .axes = { w->years, w->axis, last }
    };
    return koh__result_add(w->f->result, w->f->scenario, &form);
}

static int year_of(const weekly *w, size_t week)
{
    return w->years.numbers[week / KOH_SHOCK_WEEKS];
}

/* Does the plan say how many work there? */
static int registers_staff(const koh_frame *f)
{
    int known = 0;
    for (size_t j = 0; j < f->professions.n; j++) {
        known |= f->plan->profession_fte[j] != NULL || f->plan->workforce->professions[j].ages != NULL;
    }
    return known;
}

/* Ordinary need and staff of a year. */
static void ordinary_staff(const koh_frame *f, int year, double *need, double *employed)
{
    const koh_cube *demand = koh__result_cube(f->scenario, "workforce/demand");
    const koh_cube *supply = koh__result_cube(f->scenario, "workforce/supply");
    const size_t m = f->professions.n, t = (size_t) (year - f->plan->base_year);
    if (!registers_staff(f)) {
        *need = *employed = figure(f, "demand/fte_by_area", year, "total");
        return;
    }
    *need = *employed = 0;
    for (size_t j = 0; j < m; j++) {
        const double asked = demand->value[t * m + j], there = supply->value[t * m + j];
        const int known = !isnan(asked) && !isnan(there);
        *need += known ? asked : 0;
        *employed += known ? there : 0;
    }
}

static koh_status add_staff(weekly *w)
{
    koh_cube *cube = add_weeks(w, "preparedness/staff", "fte", (koh_axis){ "flow", STAFF, NULL, staff_labels });
    for (size_t i = 0; cube != NULL && i < w->weeks.n_years * KOH_SHOCK_WEEKS; i++) {
        double *row = cube->value + i * STAFF;
        ordinary_staff(w->f, year_of(w, i), &row[NEED], &row[EMPLOYED]);
        row[EXTRA_NEED] = w->weeks.fte[i];
        row[AT_WORK] = row[EMPLOYED] * w->weeks.at_work[i];
        row[STAFF_GAP] = row[NEED] - row[AT_WORK] + w->weeks.fte[i];
    }
    return cube != NULL ? KOH_OK : KOH_ENOMEM;
}

static koh_status add_persons(weekly *w)
{
    const koh_shock_weeks *weeks = &w->weeks;
    koh_cube *cube =
        add_weeks(w, "preparedness/persons", "persons", (koh_axis){ "flow", PERSONS, NULL, person_labels });
    koh_cube *supply = add_weeks(w, "preparedness/days_without_supplies", "days", (koh_axis){ 0 });
    if (cube == NULL || supply == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < weeks->n_years * KOH_SHOCK_WEEKS; i++) {
        double *row = cube->value + i * PERSONS;
        row[ILL] = weeks->ill[i];
        row[EXCESS_DEATHS] = weeks->excess_deaths[i];
        row[ARRIVED] = weeks->arrived[i];
        row[PRESENT] = weeks->present[i];
        row[PATIENTS] = weeks->patients[i];
        supply->value[i] = weeks->supply_days[i];
    }
    return KOH_OK;
}

/* Is unit u lost to a disaster in week i? */
static int is_lost(const weekly *w, size_t u, size_t i)
{
    const koh_plan_preparedness *p = w->f->plan->preparedness;
    for (size_t k = 0; k < p->n_shocks; k++) {
        size_t start = koh__shock_start(&p->shocks[k], w->weeks.first_year);
        for (size_t j = 0; j < p->shocks[k].n_units && i >= start && i < start + p->shocks[k].weeks; j++) {
            if (p->shocks[k].units[j] == u) {
                return 1;
            }
        }
    }
    return 0;
}

/* Wholes of the register, in the order of the catalogue; the number of them. */
static size_t kinds_of(const koh_frame *f, size_t *kinds, const char **labels)
{
    size_t n = 0;
    for (size_t k = 0; k < f->services.n; k++) {
        for (size_t u = 0; u < f->plan->n_units; u++) {
            if (koh__unit_kind(f, u) == k) {
                kinds[n] = k;
                labels[n++] = f->inputs->services[k].id;
                break;
            }
        }
    }
    return n;
}

static void fill_places(const weekly *w, size_t n, const size_t *kinds, double *value)
{
    const koh_frame *f = w->f;
    for (size_t i = 0; i < w->weeks.n_years * KOH_SHOCK_WEEKS * n; i++) {
        size_t week = i / n, kind = kinds[i % n];
        int year = year_of(w, week);
        double *row = value + i * PLACE_FLOWS;
        row[OCCUPIED] = figure(f, "capacity/occupied", year, f->inputs->services[kind].id);
        row[EXTRA] = kind == f->plan->preparedness->place_type ? w->weeks.places[week] : 0;
        for (size_t u = 0; u < f->plan->n_units; u++) {
            int counts = koh__unit_kind(f, u) == kind && !is_lost(w, u, week);
            row[PLACES] += counts ? koh_unit_places(&f->plan->units[u], year) : 0;
        }
        row[PLACE_GAP] = row[OCCUPIED] + row[EXTRA] - row[PLACES];
    }
}

static koh_status add_places(weekly *w)
{
    koh_frame *f = w->f;
    size_t *kinds = KOH_TAKE(f->result->arena, f->services.n, size_t);
    const char **labels = KOH_TAKE(f->result->arena, f->services.n, const char *);
    if (kinds == NULL || labels == NULL) {
        return KOH_ENOMEM;
    }
    size_t n = kinds_of(f, kinds, labels);
    if (n == 0) {
        return KOH_OK;
    }
    const koh_cube form = {
        .path = "preparedness/places",
        .unit = "places",
        .time = "week",
        .n_axes = 4,
        .axes = { w->years, w->axis, { "type", n, NULL, labels }, { "flow", PLACE_FLOWS, NULL, place_labels } }
    };
    koh_cube *cube = koh__result_add(f->result, f->scenario, &form);
    if (cube != NULL) {
        fill_places(w, n, kinds, cube->value);
    }
    return cube != NULL ? KOH_OK : KOH_ENOMEM;
}

static koh_status add_weekly(koh_frame *f)
{
    weekly w = { .f = f };
    koh_status status = koh__shocks_weeks(f, &w.weeks);
    int *numbers = KOH_TAKE(f->result->arena, w.weeks.n_years + KOH_SHOCK_WEEKS, int);
    if (status != KOH_OK || numbers == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < w.weeks.n_years + KOH_SHOCK_WEEKS; i++) {
        numbers[i] = i < w.weeks.n_years ? w.weeks.first_year + (int) i : (int) (i - w.weeks.n_years) + 1;
    }
    w.years = (koh_axis){ "year", w.weeks.n_years, numbers, NULL };
    w.axis = (koh_axis){ "week", KOH_SHOCK_WEEKS, numbers + w.weeks.n_years, NULL };
    if (w.weeks.n_years == 0) {
        return KOH_OK;
    }
    status = add_staff(&w);
    status = status == KOH_OK ? add_persons(&w) : status;
    return status == KOH_OK ? add_places(&w) : status;
}

koh_status koh__model_preparedness(koh_frame *f)
{
    koh_status status = KOH_OK;
    if (f->plan->preparedness != NULL) {
        status = koh__reserves(f);
        status = status == KOH_OK ? add_weekly(f) : status;
    }
    return status;
}
