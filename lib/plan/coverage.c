/* Coverage: the way to a target, a norm, the mean of peers or what hospitals hand over, and how the base year's
 * compares with the country's.
 *
 * Method: kohort/coverage.h, on all ages of a service alike. The country's coverage is that of its newest rates,
 * brought up to the base year by their drift, on the country's own inhabitants; users at the country's rates are those
 * rates on the municipality's, so that a difference in age is not taken for one in service. Limits: a norm becomes
 * users by the occupancy that the plan aims at, also where places are sized by a service level; the peers are counted
 * alike, whatever their size. */
#include "plan/coverage_priv.h"

#include <math.h>
#include <string.h>

#include "kohort/age_band.h"
#include "kohort/coverage.h"

enum { BANDS = KOH_NEED_BANDS + 1, AREAS = 2, ITEMS = 2 }; /* the last band: 80 years and over */

static double persons_of(const koh_frame *f, size_t t, int from, int to)
{
    const double *persons = f->persons + 2 * t * f->n_age;
    return koh_age_sum(f->n_age, persons, from, to) + koh_age_sum(f->n_age, persons + f->n_age, from, to);
}

static int is_member(const koh_frame *f, size_t k, size_t i)
{
    const koh_service *services = f->inputs->services;
    return services[k].sum_of_parts ? services[i].adds && services[i].parent == k : i == k;
}

/* Users of service k by its members, at t. */
static double users_of(const koh_frame *f, size_t t, size_t k)
{
    double sum = 0;
    for (size_t i = 0; i < f->services.n; i++) {
        sum += is_member(f, k, i) ? f->users[t * f->services.n + i] : 0;
    }
    return sum;
}

/* Mean coverage of the peers that have a figure of service k. */
static double peers_at(const koh_frame *f, size_t k, int year)
{
    const koh_plan_need *need = f->plan->care;
    double sum = 0;
    size_t known = 0;
    for (size_t i = 0; i < need->n_peers; i++) {
        const koh_quantity *figure = need->peers[i].coverage[k];
        sum += figure == NULL ? 0 : koh_quantity_at(figure, year);
        known += figure != NULL;
    }
    return known == 0 ? (double) NAN : sum / (double) known;
}

/* Users of the base year in proportion to the events since: to their days, or to the stays where users are counted
 * through the year. */
static double by_events(const koh_frame *f, size_t t, size_t k, double *work)
{
    const int in_days = koh__usage_basis(f, k) != KOH_BASIS_THROUGH_YEAR;
    return users_of(f, 0, k) * (koh__events_of(f, k, t, in_days, work) / koh__events_of(f, k, 0, in_days, work));
}

/* Users that the path of service k leads to at t. */
static double goal_of(const koh_frame *f, size_t t, size_t k, double constant, double *work)
{
    const koh_plan_coverage *c = f->plan->services[k].coverage;
    const int year = f->years.numbers[t];
    if (c->path == KOH_COVERAGE_EVENTS) {
        return by_events(f, t, k, work);
    }
    const double hundreds = persons_of(f, t, c->age_from, c->age_to) / 100;
    if (c->path == KOH_COVERAGE_NORM) {
        const double per_user = koh__occupied(f, f->users + t * f->services.n, k) / constant;
        return koh_quantity_at(c->norm, year) * hundreds * koh__target_occupancy(f, k, year) / per_user;
    }
    return hundreds * (c->path == KOH_COVERAGE_TARGET ? koh_quantity_at(c->target, year) : peers_at(f, k, year));
}

static int is_unknown(double users)
{
    return isnan(users) && !koh_is_withheld(users);
}

static koh_status refuse_goal(const koh_frame *f, size_t k)
{
    const int by_norm = f->plan->services[k].coverage->path != KOH_COVERAGE_EVENTS;
    return koh_error_set(
        f->error, KOH_EDOMAIN, "/services/%s/coverage: %s", f->inputs->services[k].id,
        by_norm ? "users counted through the year never become the places of a norm; expected a "
                  "target, or users at 31 December"
                : "the service has no known users, or the hospital hands over nobody, in the base year, so "
                  "that nothing grows with the events");
}

static koh_status follow_path(koh_frame *f, size_t k, size_t n_bands, double *bands, double *work)
{
    const koh_plan_coverage *c = f->plan->services[k].coverage;
    const size_t n = f->services.n;
    for (size_t t = 1; t <= f->n_steps; t++) {
        const int year = f->years.numbers[t];
        const double share = c->share == NULL ? 1 : koh_quantity_at(c->share, year);
        const double progress = koh_coverage_progress(year, f->plan->base_year, c->reached, share);
        const double constant = users_of(f, t, k), goal = goal_of(f, t, k, constant, work);
        const int by_event = c->path == KOH_COVERAGE_EVENTS;
        if (progress == 0 || (is_unknown(constant) && !by_event)) {
            continue;
        }
        if (is_unknown(goal)) {
            return refuse_goal(f, k);
        }
        if (constant == 0 && goal > 0) {
            return koh_error_set(f->error, KOH_EDOMAIN,
                                 "/services/%s/coverage: the service has no users in %d whose ages others could have",
                                 f->inputs->services[k].id, year);
        }
        const double factor = constant == 0 ? 1 : koh_coverage_users(constant, goal, progress) / constant;
        for (size_t i = 0; i < n; i++) {
            const size_t cell = t * n + i;
            f->users[cell] *= is_member(f, k, i) ? factor : 1;
            for (size_t b = 0; is_member(f, k, i) && b < n_bands; b++) {
                bands[cell * n_bands + b] *= factor;
            }
        }
    }
    return KOH_OK;
}

koh_status koh__coverage_follow(koh_frame *f, size_t n_bands, double *bands)
{
    koh_status status = KOH_OK;
    double *work = NULL;
    for (size_t k = 0; k < f->services.n && status == KOH_OK; k++) {
        const koh_plan_coverage *c = f->plan->services[k].coverage;
        if (c != NULL && c->path == KOH_COVERAGE_EVENTS && work == NULL) {
            work = KOH_TAKE(f->result->arena, 4 * f->n_age, double);
            status = work == NULL ? KOH_ENOMEM : KOH_OK;
        }
        if (status == KOH_OK && c != NULL && c->path != KOH_COVERAGE_CONSTANT) {
            status = follow_path(f, k, n_bands, bands, work);
        }
    }
    return status;
}

/* Adds the users by age of rates [2][n_age], times a level, on persons [2][n_age] to bands [BANDS]. */
static void add_bands(const koh_frame *f, const double *rates, double level, const double *persons, double *bands)
{
    const koh_age_bands *groups = koh_age_bands_get(KOH_BANDS_IPLOS);
    for (size_t age = 0; age < f->n_age; age++) {
        const size_t b = koh_age_band_of(groups, (int) age), other = f->n_age + age;
        bands[b] += level * (rates[age] * persons[age] + rates[other] * persons[other]);
    }
}

/* Users by service and band [n_services][BANDS] at the country's rates on persons; a sum is that of its parts. */
static koh_status at_country_rates(koh_frame *f, const double *persons, double *users)
{
    const koh_service *services = f->inputs->services;
    double *rates = KOH_TAKE(f->result->arena, 2 * f->n_age, double);
    for (size_t k = 0; rates != NULL && k < f->services.n; k++) {
        double *row = users + k * BANDS;
        const int known = f->inputs->shapes[k].n > 0;
        const koh_status status = koh__country_rates(f, k, rates);
        if (status != KOH_OK) {
            return status;
        }
        for (size_t b = 0; b < BANDS; b++) {
            row[b] = known || services[k].sum_of_parts ? 0 : (double) NAN;
        }
        if (known && !services[k].sum_of_parts) {
            add_bands(f, rates, 1, persons, row);
        }
    }
    for (size_t k = 0; rates != NULL && k < f->services.n; k++) {
        for (size_t b = 0; services[k].adds && b < KOH_NEED_BANDS; b++) {
            users[services[k].parent * BANDS + b] += users[k * BANDS + b];
        }
    }
    for (size_t k = 0; rates != NULL && k < f->services.n; k++) {
        double *row = users + k * BANDS;
        row[BANDS - 1] = row[BANDS - 3] + row[BANDS - 2];
    }
    return rates == NULL ? KOH_ENOMEM : KOH_OK;
}

/* Persons [BANDS] of a population [2][n_age]. */
static void sum_bands(const koh_frame *f, const double *persons, double *bands)
{
    const koh_age_bands *groups = koh_age_bands_get(KOH_BANDS_IPLOS);
    memset(bands, 0, BANDS * sizeof *bands);
    for (size_t age = 0; age < f->n_age; age++) {
        bands[koh_age_band_of(groups, (int) age)] += persons[age] + persons[f->n_age + age];
    }
    bands[BANDS - 1] = bands[BANDS - 3] + bands[BANDS - 2];
}

/* Users of the base year by service and band. */
static double own_users(const koh_cube *by_age, size_t k, size_t b)
{
    const double *row = by_age->value + k * KOH_NEED_BANDS;
    return b < KOH_NEED_BANDS ? row[b] : row[KOH_NEED_BANDS - 2] + row[KOH_NEED_BANDS - 1];
}

/* Users through a year and users at one time are not held against each other, nor is a pattern of the plan the
 * country's. */
static int counts_alike(const koh_frame *f, size_t k)
{
    return f->inputs->services[k].sum_of_parts ||
           (!f->inputs->shapes[k].is_own && koh__usage_basis(f, k) == f->inputs->totals[k].basis);
}

static koh_status add_benchmark(koh_frame *f)
{
    static const char *const bands[BANDS] = { "0-17", "18-49", "50-66", "67-79", "80-89", "90+", "80+" };
    static const char *const areas[AREAS] = { "municipality", "country" };
    const koh_axis band = { "age_band", BANDS, NULL, bands }, area = { "area", AREAS, NULL, areas };
    const double *national = koh__national_persons(f, f->plan->base_year - 1);
    const koh_cube *by_age = koh__result_cube(f->scenario, "demand/users_by_age");
    koh_cube *coverage = koh__result_add(f->result, f->scenario,
                                         &(koh_cube){ .path = "demand/coverage",
                                                      .unit = "users per 100 inhabitants",
                                                      .time = "1 January",
                                                      .n_axes = 3,
                                                      .axes = { f->services, band, area } });
    koh_cube *here = koh__result_add(f->result, f->scenario,
                                     &(koh_cube){ .path = "demand/users_at_country_rates",
                                                  .unit = "persons",
                                                  .time = "1 January",
                                                  .n_axes = 2,
                                                  .axes = { f->services, band } });
    double *country = KOH_TAKE(f->result->arena, f->services.n * BANDS, double), there[BANDS], living[BANDS];
    if (coverage == NULL || here == NULL || country == NULL) {
        return KOH_ENOMEM;
    }
    koh_status status = at_country_rates(f, f->persons, here->value);
    status = status == KOH_OK && national != NULL ? at_country_rates(f, national, country) : status;
    sum_bands(f, f->persons, living);
    sum_bands(f, national != NULL ? national : f->persons, there);
    for (size_t i = 0; i < f->services.n * BANDS; i++) {
        const size_t b = i % BANDS, k = i / BANDS;
        const int alike = counts_alike(f, k);
        coverage->value[i * AREAS] = koh_coverage_per_100(own_users(by_age, k, b), living[b]);
        coverage->value[i * AREAS + 1] =
            national != NULL && alike ? koh_coverage_per_100(country[i], there[b]) : (double) NAN;
        here->value[i] = alike ? here->value[i] : (double) NAN;
    }
    return status;
}

/* The coverage of the base year beside every peer's. */
static koh_status add_peers(koh_frame *f)
{
    static const char *const labels[ITEMS] = { "municipality", "peer" };
    const koh_plan_need *need = f->plan->care;
    const char **ids = KOH_TAKE(f->result->arena, need->n_peers, const char *);
    if (ids == NULL || need->n_peers == 0) {
        return ids == NULL ? KOH_ENOMEM : KOH_OK;
    }
    for (size_t i = 0; i < need->n_peers; i++) {
        ids[i] = need->peers[i].id;
    }
    const koh_axis peers = { "peer", need->n_peers, NULL, ids }, items = { "area", ITEMS, NULL, labels };
    koh_cube *cube = koh__result_add(f->result, f->scenario,
                                     &(koh_cube){ .path = "demand/coverage_peers",
                                                  .unit = "users per 100 inhabitants",
                                                  .time = "1 January",
                                                  .n_axes = 3,
                                                  .axes = { peers, f->services, items } });
    for (size_t i = 0; cube != NULL && i < need->n_peers * f->services.n; i++) {
        const size_t k = i % f->services.n;
        const koh_plan_coverage *c = f->plan->services[k].coverage;
        const koh_quantity *theirs = need->peers[i / f->services.n].coverage[k];
        const double living = persons_of(f, 0, c == NULL ? 80 : c->age_from, c == NULL ? -1 : c->age_to);
        cube->value[i * ITEMS] = koh_coverage_per_100(f->users[k], living);
        cube->value[i * ITEMS + 1] = theirs == NULL ? (double) NAN : koh_quantity_at(theirs, f->plan->base_year);
    }
    return cube == NULL ? KOH_ENOMEM : KOH_OK;
}

koh_status koh__model_coverage(koh_frame *f)
{
    koh_status status = add_benchmark(f);
    return status == KOH_OK ? add_peers(f) : status;
}
