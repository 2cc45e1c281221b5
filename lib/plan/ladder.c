/* The care ladder of a municipality: persons by state of care and age, beside the users of constant coverage.
 *
 * Method: demand/care_ladder.c by sex and single age. The base year's states are the users of institutions, of staffed
 * housing and of home services less those of staffed housing (who have home services too), by the country's pattern
 * within an age band; all others have no care. A year later a cohort has moved by the plan's chances, with as many
 * deaths as its survival says; those who came or left are in the states of those of their age and sex who were here, so
 * that the states of an age add up to the population's persons. The newborn have no care.
 * Limits: in draws the deaths are those of the plain run's survival, the persons those of the draw. */
#include <math.h>
#include <string.h>

#include "kohort/age_band.h"
#include "kohort/care_ladder.h"
#include "plan/model_priv.h"
#include "plan/need_priv.h"

enum { N = KOH_CARE_STATES, WIDTH = N + 1 };

const char *const koh__care_ids[KOH_CARE_STATES + 1] = { "none", "home_care", "staffed_housing", "institution",
                                                         "death" };

/* Persons and flows of one scenario. */
typedef struct climb {
    double *stock, *next;    /* [2][n_age][N] */
    const double **matrices; /* [n_age] */
    double *persons, *flows; /* cubes: [n_steps + 1][N][bands], [n_steps][N][WIDTH] */
} climb;

/* Users of a service at single ages and sexes in the base year, added to state `to` of the stock times `sign`. */
static koh_status add_users(koh_frame *f, const char *service, size_t to, double sign, climb *c)
{
    const koh_age_bands *groups = koh_age_bands_get(KOH_BANDS_IPLOS);
    const size_t k = koh_axis_find_label(&f->services, service);
    const koh_cube *by_age = koh__result_cube(f->scenario, "demand/users_by_age");
    double *rates = KOH_TAKE(f->result->arena, 2 * f->n_age, double), sum[KOH_NEED_BANDS] = { 0 };
    koh_status status = rates == NULL || k == (size_t) -1 ? KOH_ENOMEM : koh__country_rates(f, k, rates);
    for (size_t i = 0; i < 2 * f->n_age && status == KOH_OK; i++) {
        rates[i] *= f->persons[i];
        sum[koh_age_band_of(groups, (int) (i % f->n_age))] += rates[i];
    }
    for (size_t i = 0; i < 2 * f->n_age && status == KOH_OK; i++) {
        const size_t b = koh_age_band_of(groups, (int) (i % f->n_age));
        const double users = by_age->value[k * KOH_NEED_BANDS + b];
        c->stock[i * N + to] += sum[b] > 0 ? sign * users * (rates[i] / sum[b]) : sum[b] == 0 ? 0 : sum[b];
    }
    return status;
}

/* Services overlap, and chance may make more users than there are persons: then all of an age have care, first those in
 * places, and a warning says how many were too many. */
static koh_status fit(koh_frame *f, const climb *c)
{
    double over = 0;
    for (size_t i = 0; i < 2 * f->n_age; i++) {
        double *row = c->stock + i * N, placed = row[KOH_CARE_HOUSING] + row[KOH_CARE_INSTITUTION];
        const double persons = f->persons[i];
        row[KOH_CARE_HOME] = row[KOH_CARE_HOME] < 0 ? 0 : row[KOH_CARE_HOME];
        over += placed + row[KOH_CARE_HOME] > persons ? placed + row[KOH_CARE_HOME] - persons : 0;
        if (placed > persons) {
            row[KOH_CARE_HOUSING] *= persons / placed;
            row[KOH_CARE_INSTITUTION] *= persons / placed;
            placed = persons;
        }
        row[KOH_CARE_HOME] = row[KOH_CARE_HOME] > persons - placed ? persons - placed : row[KOH_CARE_HOME];
        row[KOH_CARE_NONE] = persons - placed - row[KOH_CARE_HOME];
    }
    return !(over >= 1)
               ? KOH_OK /* person, in all */
               : koh__result_warn(
                     f->result, (koh_warning){ "ladder_overlap", NULL, f->plan->id, KOH_YEAR_NONE, -1, -1 },
                     "the services of the ladder have %.3g more users than there are persons of their ages", over);
}

static koh_status start(koh_frame *f, climb *c)
{
    koh_status status = add_users(f, "institution", KOH_CARE_INSTITUTION, 1, c);
    status = status == KOH_OK ? add_users(f, "staffed_housing_24h", KOH_CARE_HOUSING, 1, c) : status;
    status = status == KOH_OK ? add_users(f, "home_services", KOH_CARE_HOME, 1, c) : status;
    status = status == KOH_OK ? add_users(f, "staffed_housing_24h", KOH_CARE_HOME, -1, c) : status;
    return status == KOH_OK ? fit(f, c) : status;
}

/* Moves the cohort of sex and age to what it adds to the next age, and notes where it went. */
static void move(const koh_frame *f, const climb *c, size_t t, size_t i, double survival)
{
    const double *from = c->stock + i * N, *matrix = c->matrices[i % f->n_age];
    const size_t up = i % f->n_age + 1 < f->n_age ? i + 1 : i;
    double flow[N * WIDTH];
    koh_ladder_flows(N, matrix, koh_ladder_odds(N, matrix, from, 1 - survival), from, flow);
    for (size_t s = 0; s < N; s++) {
        for (size_t j = 0; j < WIDTH; j++) {
            c->flows[(t * N + s) * WIDTH + j] += flow[s * WIDTH + j];
            if (j < N) {
                c->next[up * N + j] += flow[s * WIDTH + j];
            }
        }
    }
}

/* Brings the survivors of every age to the persons of the population. */
static void meet_persons(const koh_frame *f, const climb *c, size_t t)
{
    for (size_t i = 0; i < 2 * f->n_age; i++) {
        const double persons = f->persons[2 * t * f->n_age + i];
        double *row = c->next + i * N, sum = 0;
        for (size_t s = 0; s < N; s++) {
            sum += row[s];
        }
        for (size_t s = 0; s < N; s++) {
            row[s] = sum > 0 || isnan(sum) ? row[s] * (persons / sum) : s == KOH_CARE_NONE ? persons : 0;
        }
    }
}

static void note(const koh_frame *f, const climb *c, size_t t)
{
    const koh_age_bands *groups = koh_age_bands_get(KOH_BANDS_IPLOS);
    for (size_t i = 0; i < 2 * f->n_age * N; i++) {
        const size_t b = koh_age_band_of(groups, (int) (i / N % f->n_age));
        c->persons[(t * N + i % N) * KOH_NEED_BANDS + b] += c->stock[i];
    }
}

static void climb_years(const koh_frame *f, climb *c)
{
    const size_t size = 2 * f->n_age * N;
    note(f, c, 0);
    for (size_t t = 0; t < f->n_steps; t++) {
        memset(c->next, 0, size * sizeof *c->next);
        for (size_t i = 0; i < 2 * f->n_age; i++) {
            const size_t up = i % f->n_age + 1 < f->n_age ? i + 1 : i;
            move(f, c, t, i, f->survival[2 * t * f->n_age + up]);
        }
        meet_persons(f, c, t + 1);
        memcpy(c->stock, c->next, size * sizeof *c->stock);
        note(f, c, t + 1);
    }
}

/* The chances of every age; those of bands stand in `own` [bands][N][WIDTH]. */
static void find_matrices(const koh_frame *f, const climb *c, double *own)
{
    const koh_plan_ladder *ladder = &f->plan->care->ladder;
    for (size_t b = 0; b < ladder->n; b++) {
        const koh_ladder_band *band = &ladder->bands[b];
        double *chance = own + b * N * WIDTH;
        koh__chances_fill(N, WIDTH, band->chance, band->drawn, chance);
        for (size_t age = (size_t) band->from; age < f->n_age && (band->to < 0 || age <= (size_t) band->to); age++) {
            c->matrices[age] = chance;
        }
    }
}

static koh_status add_cubes(koh_frame *f, climb *c)
{
    const koh_age_bands *groups = koh_age_bands_get(KOH_BANDS_IPLOS);
    const koh_axis states = { "state", N, NULL, koh__care_ids }, to = { "to", WIDTH, NULL, koh__care_ids };
    const koh_cube *users = koh__result_cube(f->scenario, "demand/users");
    koh_cube *persons = koh__result_add(
        f->result, f->scenario,
        &(koh_cube){ .path = "demand/ladder",
                     .unit = "persons",
                     .time = "1 January",
                     .basis = users->basis,
                     .n_axes = 3,
                     .axes = { f->years, states, { "age_band", KOH_NEED_BANDS, NULL, groups->labels } } });
    koh_cube *flows = koh__result_add(f->result, f->scenario,
                                      &(koh_cube){ .path = "demand/ladder_flows",
                                                   .unit = "persons",
                                                   .time = "year",
                                                   .basis = users->basis,
                                                   .n_axes = 3,
                                                   .axes = { f->intervals, states, to } });
    if (persons == NULL || flows == NULL) {
        return KOH_ENOMEM;
    }
    c->persons = persons->value;
    c->flows = flows->value;
    return KOH_OK;
}

koh_status koh__model_ladder(koh_frame *f)
{
    const size_t size = 2 * f->n_age * N;
    climb c = { 0 };
    if (f->plan->care->ladder.n == 0) {
        return KOH_OK;
    }
    c.stock = KOH_TAKE(f->result->arena, 2 * size, double);
    c.matrices = KOH_TAKE(f->result->arena, f->n_age, const double *);
    double *chances = KOH_TAKE(f->result->arena, f->plan->care->ladder.n * N * WIDTH, double);
    if (c.stock == NULL || c.matrices == NULL || chances == NULL || f->survival == NULL) {
        return f->survival == NULL ? KOH_EINTERNAL : KOH_ENOMEM;
    }
    c.next = c.stock + size;
    find_matrices(f, &c, chances);
    koh_status status = add_cubes(f, &c);
    status = status == KOH_OK ? start(f, &c) : status;
    if (status == KOH_OK) {
        climb_years(f, &c);
    }
    return status;
}
