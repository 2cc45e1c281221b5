/* Need that comes with an event: what the hospital hands over, consultations, the end of life; and day places.
 *
 * Method: kohort/inflow.h, on the persons of 1 January and as if all of the year were like it. Deaths are those that
 * the year's survival gives of the persons of 1 January; the last year has none. These figures stand beside the users
 * of coverage and do not change them (where they disagree, one of the two assumptions is wrong), but for a service
 * whose coverage the plan lets follow events: lib/plan/coverage.c. Limits: in draws the deaths follow the plain run's
 * survival. */
#include <math.h>

#include "kohort/inflow.h"
#include "plan/coverage_priv.h"

enum { ADMISSIONS, FOLLOW_UPS, DAYS, PLACES, OCCUPIED, READY_DAYS, READY_COST, HOSPITAL };
enum { PERSONS, CONSULTATIONS, BY_CONSULTATIONS, BY_LISTS, GPS, LIST_PLACES, WITHOUT_LIST, GP };
enum { DEATHS, PALLIATIVE_PERSONS, PALLIATIVE_DAYS, INSTITUTION_PLACES, HOME_DAYS, PALLIATIVE };
enum { DAY_USERS, VISITS, DAY_NEED, DAY_PLACES, DAY_GAP, DAY };

static double at(const koh_quantity *quantity, int year, double fallback)
{
    return quantity == NULL ? fallback : koh_quantity_at(quantity, year);
}

/* Admissions of a stream a year, or those that the municipality takes over. Work [4][n_age]. */
static double stays_of(const koh_frame *f, const koh_plan_stream *s, size_t t, int taken_over, double *work)
{
    double *share = work + 2 * f->n_age;
    koh__age_rates_fill(&s->admissions, f->years.numbers[t], f->n_age, work);
    koh__age_rates_fill(&s->follow_up, f->years.numbers[t], f->n_age, share);
    return koh_inflow_sum(f->n_age, work, taken_over ? share : NULL, f->persons + 2 * t * f->n_age);
}

double koh__events_of(const koh_frame *f, size_t k, size_t t, int in_days, double *work)
{
    const koh_plan_need *need = f->plan->care;
    double sum = 0;
    for (size_t i = 0; i < need->n_streams; i++) {
        const koh_plan_stream *s = &need->streams[i];
        sum += s->service != k
                   ? 0
                   : stays_of(f, s, t, 1, work) * (in_days ? koh_quantity_at(s->days, f->years.numbers[t]) : 1);
    }
    return sum;
}

/* Work [4][n_age]. */
static void fill_stream(const koh_frame *f, const koh_plan_stream *s, size_t t, double *work, double *row)
{
    const int year = f->years.numbers[t];
    row[ADMISSIONS] = stays_of(f, s, t, 0, work);
    row[FOLLOW_UPS] = stays_of(f, s, t, 1, work);
    row[DAYS] = row[FOLLOW_UPS] * koh_quantity_at(s->days, year);
    row[PLACES] = koh_inflow_places(row[DAYS], koh__target_occupancy(f, s->service, year));
    row[OCCUPIED] = koh__occupied(f, f->users + t * f->services.n, s->service);
    row[READY_DAYS] = row[FOLLOW_UPS] * at(s->ready_days, year, (double) NAN);
    row[READY_COST] = row[READY_DAYS] * f->inputs->ready_price.cost;
}

static koh_status add_hospital(koh_frame *f, double *work)
{
    static const char *const flows[HOSPITAL] = { "admissions", "follow_ups", "days",      "places",
                                                 "occupied",   "ready_days", "ready_cost" };
    const koh_plan_need *need = f->plan->care;
    const size_t n = need->n_streams;
    const char **ids = KOH_TAKE(f->result->arena, n, const char *);
    if (ids == NULL || n == 0) {
        return ids == NULL ? KOH_ENOMEM : KOH_OK;
    }
    for (size_t i = 0; i < n; i++) {
        ids[i] = need->streams[i].id;
    }
    koh_cube *cube = koh__result_add(
        f->result, f->scenario,
        &(koh_cube){ .path = "demand/hospital",
                     .unit = "per year, places or NOK per year",
                     .time = "1 January",
                     .n_axes = 3,
                     .axes = { f->years, { "stream", n, NULL, ids }, { "flow", HOSPITAL, NULL, flows } } });
    for (size_t i = 0; cube != NULL && i < n * (f->n_steps + 1); i++) {
        fill_stream(f, &need->streams[i % n], i / n, work, cube->value + i * HOSPITAL);
    }
    return cube == NULL ? KOH_ENOMEM : KOH_OK;
}

static koh_status add_gp(koh_frame *f, double *work)
{
    static const char *const flows[GP] = { "persons", "consultations", "gps_by_consultations", "gps_by_lists",
                                           "gps",     "list_places",   "without_list" };
    const koh_plan_gp *gp = f->plan->care->gp;
    koh_cube *cube = gp == NULL ? NULL
                                : koh__result_add(f->result, f->scenario,
                                                  &(koh_cube){ .path = "demand/gp",
                                                               .unit = "persons or consultations per year",
                                                               .time = "1 January",
                                                               .n_axes = 2,
                                                               .axes = { f->years, { "flow", GP, NULL, flows } } });
    for (size_t t = 0; cube != NULL && t <= f->n_steps; t++) {
        const double *persons = f->persons + 2 * t * f->n_age;
        const int year = f->years.numbers[t];
        const double size = at(gp->list_size, year, (double) NAN), gps = at(gp->gps, year, (double) NAN);
        double *row = cube->value + t * GP;
        for (size_t i = 0; i < 2 * f->n_age; i++) {
            row[PERSONS] += persons[i];
        }
        koh__age_rates_fill(&gp->consultations, year, f->n_age, work);
        row[CONSULTATIONS] = koh_inflow_sum(f->n_age, work, NULL, persons);
        row[BY_CONSULTATIONS] = row[CONSULTATIONS] / koh_quantity_at(gp->per_gp, year);
        row[BY_LISTS] = row[PERSONS] / size;
        row[GPS] = gps;
        row[LIST_PLACES] = at(gp->list_places, year, gps * size);
        row[WITHOUT_LIST] = row[PERSONS] > row[LIST_PLACES] ? row[PERSONS] - row[LIST_PLACES] : 0;
        row[WITHOUT_LIST] = isnan(row[LIST_PLACES]) ? row[LIST_PLACES] : row[WITHOUT_LIST];
    }
    return gp != NULL && cube == NULL ? KOH_ENOMEM : KOH_OK;
}

/* Deaths in year t of those who were there at its start, by the age at its end, [2][n_age]. */
static void find_deaths(const koh_frame *f, size_t t, double *deaths)
{
    const double *persons = f->persons + 2 * t * f->n_age, *survival = f->survival + 2 * t * f->n_age;
    for (size_t i = 0; i < 2 * f->n_age; i++) {
        const size_t age = i % f->n_age;
        const double at_risk = (age > 0 ? persons[i - 1] : 0) + (age + 1 == f->n_age ? persons[i] : 0);
        deaths[i] = at_risk * (1 - survival[i]);
    }
}

static koh_status add_palliative(koh_frame *f, double *work)
{
    static const char *const flows[PALLIATIVE] = { "deaths", "persons", "days", "places", "home_days" };
    const koh_plan_palliative *p = f->plan->care->palliative;
    koh_cube *cube =
        p == NULL ? NULL
                  : koh__result_add(f->result, f->scenario,
                                    &(koh_cube){ .path = "demand/palliative",
                                                 .unit = "persons or days per year, or places",
                                                 .time = "year",
                                                 .n_axes = 2,
                                                 .axes = { f->intervals, { "flow", PALLIATIVE, NULL, flows } } });
    const size_t institution = koh_axis_find_label(&f->services, "institution");
    for (size_t t = 0; cube != NULL && t < f->n_steps; t++) {
        const int year = f->years.numbers[t];
        const double inside = koh_quantity_at(p->institution_share, year);
        double *row = cube->value + t * PALLIATIVE, *share = work + 2 * f->n_age;
        find_deaths(f, t, work);
        koh__age_rates_fill(&p->share, year, f->n_age, share);
        for (size_t i = 0; i < 2 * f->n_age; i++) {
            row[DEATHS] += work[i];
        }
        row[PALLIATIVE_PERSONS] = koh_inflow_sum(f->n_age, share, NULL, work);
        row[PALLIATIVE_DAYS] = row[PALLIATIVE_PERSONS] * koh_quantity_at(p->days, year);
        row[INSTITUTION_PLACES] =
            koh_inflow_places(inside * row[PALLIATIVE_DAYS], koh__target_occupancy(f, institution, year));
        row[HOME_DAYS] = (1 - inside) * row[PALLIATIVE_DAYS];
    }
    return p != NULL && cube == NULL ? KOH_ENOMEM : KOH_OK;
}

static koh_status add_days(koh_frame *f)
{
    static const char *const flows[DAY] = { "users", "visits", "need", "places", "gap" };
    const koh_plan_need *need = f->plan->care;
    const size_t n = need->n_days;
    const char **ids = KOH_TAKE(f->result->arena, n, const char *);
    if (ids == NULL || n == 0) {
        return ids == NULL ? KOH_ENOMEM : KOH_OK;
    }
    for (size_t i = 0; i < n; i++) {
        ids[i] = f->inputs->services[need->days[i].service].id;
    }
    koh_cube *cube =
        koh__result_add(f->result, f->scenario,
                        &(koh_cube){ .path = "demand/day_places",
                                     .unit = "persons, visits per week or places",
                                     .time = "1 January",
                                     .n_axes = 3,
                                     .axes = { f->years, { "service", n, NULL, ids }, { "flow", DAY, NULL, flows } } });
    for (size_t i = 0; cube != NULL && i < n * (f->n_steps + 1); i++) {
        const koh_plan_day *day = &need->days[i % n];
        const int year = f->years.numbers[i / n];
        double *row = cube->value + i * DAY;
        row[DAY_USERS] = f->users[i / n * f->services.n + day->service] * koh__at_once(f, day->service);
        row[VISITS] = row[DAY_USERS] * koh_quantity_at(day->visits, year);
        row[DAY_NEED] = koh_inflow_day_places(row[DAY_USERS], koh_quantity_at(day->visits, year),
                                              koh_quantity_at(day->open_days, year), at(day->attendance, year, 1));
        row[DAY_PLACES] = at(day->places, year, (double) NAN);
        row[DAY_GAP] = row[DAY_NEED] - row[DAY_PLACES];
    }
    return cube == NULL ? KOH_ENOMEM : KOH_OK;
}

koh_status koh__model_inflow(koh_frame *f)
{
    const koh_plan_need *need = f->plan->care;
    if (need->n_streams == 0 && need->n_days == 0 && need->gp == NULL && need->palliative == NULL) {
        return KOH_OK;
    }
    double *work = KOH_TAKE(f->result->arena, 4 * f->n_age, double);
    koh_status status = work == NULL ? KOH_ENOMEM : add_hospital(f, work);
    status = status == KOH_OK ? add_gp(f, work) : status;
    if (status == KOH_OK && need->palliative != NULL && f->survival == NULL) {
        return KOH_EINTERNAL;
    }
    status = status == KOH_OK ? add_palliative(f, work) : status;
    return status == KOH_OK ? add_days(f) : status;
}
