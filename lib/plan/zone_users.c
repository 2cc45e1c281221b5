/* Users by zone.
 *
 * Method: the users of the municipality are shared by what its single-age rates give in each zone, times the zone's own
 * ratio where users are counted there: those counted over those expected at the municipality's rates, drawn towards 1
 * by w = s^2 / (s^2 + 1 / E), E the expected and s^2 the variance between zones beyond that of Poisson counts. Source:
 * R. J. Marshall (1991), Mapping disease and mortality rates using empirical Bayes estimators, Applied Statistics 40,
 * 283-294 (the global estimator, about a known mean of 1). Shares of persons have Wilson's interval, ratios the exact
 * one of a Poisson count (kohort/indicator.h). Assumptions: a zone's ratio lasts, holds at all ages and for the parts
 * of a whole; without counts zones differ by age alone. Limits: where one lives is not told apart from who lives there
 * (a nursing home or sheltered housing draws users to its zone). */
#include <math.h>

#include "kohort/age_band.h"
#include "kohort/indicator.h"
#include "plan/area_priv.h"

#define CONFIDENCE 0.95
#define PER 1000.0

static const char *const measures[KOH_VARIATION_MEASURES] = { "users",      "persons",   "per_1000", "low",
                                                              "high",       "expected",  "ratio",    "ratio_low",
                                                              "ratio_high", "ratio_used" };

/* The services by zone of one plan. */
typedef struct sharing {
    koh_frame *f;
    const koh_zones *zones;
    size_t n;
    size_t *services;               /* [n] */
    const koh_zone_users **counted; /* [n] or NULL entries */
    double (*ratio)[KOH_ZONES_MAX]; /* [n] */
    const koh_cube *variation;
} sharing;

static const double *persons_of(const sharing *s, size_t t, size_t z)
{
    return s->zones->persons + (t * s->zones->n + z) * 2 * s->f->n_age;
}

static double shift_at(const koh_frame *f, size_t k, int year)
{
    const koh_service *service = &f->inputs->services[k];
    const koh_quantity *shift = f->plan->services[k].age_shift_years;
    shift = shift == NULL && service->adds ? f->plan->services[service->parent].age_shift_years : shift;
    return shift == NULL ? 0 : koh_quantity_at(shift, year);
}

/* Users of service k in zone z by the pattern of its rates; NaN where it has none. from > 0: of that age and over. */
static double by_rates(const sharing *s, size_t k, size_t t, size_t z, int from)
{
    const koh_frame *f = s->f;
    double by_age[512];
    if (f->inputs->shapes[k].n == 0 || f->n_age > sizeof by_age / sizeof by_age[0]) {
        return (double) NAN;
    }
    const double all = koh_need_users(f->n_age, f->patterns + 2 * f->n_age * k, persons_of(s, t, z), 1,
                                      shift_at(f, k, f->years.numbers[t]), by_age);
    return from > 0 ? koh_age_sum(f->n_age, by_age, from, -1) : all;
}

/* What is told of a zone with `users` among `persons`, where `expected` would be. */
static void describe(double users, double persons, double expected, double *cell)
{
    const double one = 1;
    const koh_strata indirect = { 1, &users, &expected, &one };
    const koh_interval unknown = { (double) NAN, (double) NAN, (double) NAN };
    koh_interval share = unknown, ratio = unknown;
    cell[KOH_VARIATION_PERSONS] = persons;
    cell[KOH_VARIATION_EXPECTED] = expected;
    if (koh_is_withheld(users)) {
        share = ratio = (koh_interval){ users, users, users };
    } else {
        if (koh_share_interval(users, persons, CONFIDENCE, &share) != KOH_OK) {
            share = unknown;
        }
        if (koh_standardise_indirect(&indirect, CONFIDENCE, &ratio) != KOH_OK) {
            ratio = unknown;
        }
    }
    cell[KOH_VARIATION_USERS] = users;
    cell[KOH_VARIATION_PER_1000] = PER * share.value;
    cell[KOH_VARIATION_LOW] = PER * share.low;
    cell[KOH_VARIATION_HIGH] = PER * share.high;
    cell[KOH_VARIATION_RATIO] = ratio.value;
    cell[KOH_VARIATION_RATIO_LOW] = ratio.low;
    cell[KOH_VARIATION_RATIO_HIGH] = ratio.high;
}

/* Users of a zone as far as they may be known: those withheld share their sum as they are expected. */
static void estimate(const koh_zone_users *counted, size_t n, const double *expected, double *users)
{
    double hidden = 0;
    for (size_t z = 0; z < n; z++) {
        hidden += koh_is_withheld(counted->users[z]) ? expected[z] : 0;
    }
    for (size_t z = 0; z < n; z++) {
        users[z] = koh_is_withheld(counted->users[z]) ? counted->hidden * (expected[z] / hidden) : counted->users[z];
    }
}

/* Ratios of users to those expected, drawn towards 1 as far as chance may be what is between the zones. */
static void shrink(size_t n, const double *users, const double *expected, double *ratio)
{
    double all = 0, variance = 0;
    for (size_t z = 0; z < n; z++) {
        ratio[z] = expected[z] > 0 ? users[z] / expected[z] : 1;
        all += expected[z];
        variance += expected[z] * (ratio[z] - 1) * (ratio[z] - 1);
    }
    const double between =
        variance / all - (double) n / all; /* weighted variance less the mean one of Poisson counts */
    for (size_t z = 0; z < n; z++) {
        const double weight = between > 0 && expected[z] > 0 ? between / (between + 1 / expected[z]) : 0;
        ratio[z] = 1 + (weight > 0 ? weight * (ratio[z] - 1) : 0);
    }
}

/* The ratios of a service, and its cells of the cube of variation [zone][service][measure]. */
static void compare_zones(sharing *s, size_t i, double *out)
{
    const koh_zone_users *counted = s->counted[i];
    const size_t n = s->zones->n, n_age = s->f->n_age;
    double expected[KOH_ZONES_MAX], users[KOH_ZONES_MAX], all = 0, there = 0;
    for (size_t z = 0; z < n; z++) {
        expected[z] = by_rates(s, counted->service, 0, z, counted->age_from);
        all += expected[z];
    }
    estimate(counted, n, expected, users);
    for (size_t z = 0; z < n; z++) {
        there += users[z];
    }
    for (size_t z = 0; z < n; z++) {
        const double *cells = persons_of(s, 0, z);
        const double persons =
            koh_age_sum(n_age, cells, counted->age_from, -1) + koh_age_sum(n_age, cells + n_age, counted->age_from, -1);
        expected[z] *= there / all;
        describe(counted->users[z], persons, expected[z], out + (z * s->n + i) * KOH_VARIATION_MEASURES);
    }
    shrink(n, users, expected, s->ratio[i]);
    for (size_t z = 0; z < n; z++) {
        out[(z * s->n + i) * KOH_VARIATION_MEASURES + KOH_VARIATION_USED] = s->ratio[i][z];
    }
}

static void share_users(const sharing *s, double *out)
{
    const koh_frame *f = s->f;
    const size_t n = s->zones->n;
    for (size_t at = 0; at < (f->n_steps + 1) * s->n; at++) {
        const size_t t = at / s->n, i = at % s->n, k = s->services[i];
        double weight[KOH_ZONES_MAX], sum = 0;
        for (size_t z = 0; z < n; z++) {
            weight[z] = s->ratio[i][z] * by_rates(s, k, t, z, 0);
            sum += weight[z];
        }
        for (size_t z = 0; z < n; z++) {
            const double users = f->users[t * f->services.n + k];
            out[(t * n + z) * s->n + i] = sum > 0 || koh_is_withheld(users) ? users * (weight[z] / sum) : 0 * users;
        }
    }
}

/* Services that the plan says something of by zone, in the order of the catalogue. */
static koh_status list_services(sharing *s, const char **ids)
{
    const koh_plan_area *area = s->f->plan->area;
    for (size_t k = 0; k < s->f->services.n; k++) {
        const koh_zone_users *counted = NULL;
        int wanted = 0;
        for (size_t i = 0; i < area->n_users; i++) {
            counted = area->users[i].service == k ? &area->users[i] : counted;
        }
        for (size_t i = 0; i < area->n_visits; i++) {
            wanted |= area->visits[i].service == k;
        }
        if (wanted || counted != NULL) {
            s->services[s->n] = k;
            s->counted[s->n] = counted;
            ids[s->n++] = s->f->inputs->services[k].id;
        }
    }
    s->ratio = koh__arena_take(s->f->result->arena, s->n, sizeof *s->ratio);
    for (size_t i = 0; s->ratio != NULL && i < s->n * KOH_ZONES_MAX; i++) {
        s->ratio[i / KOH_ZONES_MAX][i % KOH_ZONES_MAX] = 1;
    }
    return s->ratio == NULL ? KOH_ENOMEM : KOH_OK;
}

/* A part without counts of its own has the ratios of the whole that it belongs to. */
static void inherit(sharing *s)
{
    for (size_t i = 0; i < s->n; i++) {
        const size_t whole = s->f->inputs->services[s->services[i]].parent;
        for (size_t k = 0; k < s->n && s->counted[i] == NULL; k++) {
            for (size_t z = 0; z < s->zones->n && s->services[k] == whole && s->counted[k] != NULL; z++) {
                s->ratio[i][z] = s->ratio[k][z];
            }
        }
    }
}

static koh_status add_variation(sharing *s, koh_axis services)
{
    koh_frame *f = s->f;
    const koh_cube form = { .path = "area/variation",
                            .unit = "persons, per 1000 persons, ratio",
                            .time = "1 January",
                            .n_axes = 3,
                            .axes = {
                                s->zones->axis, services, { "measure", KOH_VARIATION_MEASURES, NULL, measures } } };
    koh_cube *cube = f->plan->area->n_users == 0 ? NULL : koh__result_add(f->result, f->scenario, &form);
    s->variation = cube;
    if (cube == NULL) {
        return f->plan->area->n_users == 0 ? KOH_OK : KOH_ENOMEM;
    }
    for (size_t i = 0; i < koh_cube_size(cube); i++) {
        cube->value[i] = (double) NAN;
    }
    for (size_t i = 0; i < s->n; i++) {
        if (s->counted[i] != NULL) {
            compare_zones(s, i, cube->value);
        }
    }
    inherit(s);
    return KOH_OK;
}

koh_status koh__model_zone_users(koh_frame *f, koh_zones *zones)
{
    koh_arena *arena = f->result->arena;
    sharing s = { .f = f,
                  .zones = zones,
                  .services = KOH_TAKE(arena, f->services.n, size_t),
                  .counted = KOH_TAKE(arena, f->services.n, const koh_zone_users *) };
    const char **ids = KOH_TAKE(arena, f->services.n, const char *);
    koh_status status = s.services == NULL || s.counted == NULL || ids == NULL ? KOH_ENOMEM : list_services(&s, ids);
    if (status != KOH_OK || s.n == 0) {
        return status;
    }
    const koh_axis services = { "service", s.n, NULL, ids };
    status = add_variation(&s, services);
    koh_cube *cube = koh__result_add(f->result, f->scenario,
                                     &(koh_cube){ .path = "area/users",
                                                  .unit = "persons",
                                                  .time = "1 January",
                                                  .n_axes = 3,
                                                  .axes = { f->years, zones->axis, services } });
    if (status == KOH_OK && cube != NULL) {
        share_users(&s, cube->value);
        zones->users = cube;
        zones->variation = s.variation;
        zones->services = s.services;
    }
    return cube == NULL ? KOH_ENOMEM : status;
}
