/* Zones of one draw.
 *
 * Method: of the municipality's persons of an age band, N, the part v lives where chance has it: k, the whole number
 * nearest to v N, is multinomial over the zones with the plain run's shares p, and N - k live as p says, so that the
 * zones sum to the municipality in every draw and a zone's variance given N is v N p (1 - p). v is what the model's own
 * chance leaves open: somebody of the base year's zone, which is known, is still here after t years with the chance
 * q, and a binomial count of them varies by 1 - q of its mean; who has been born or has come since varies whole. So
 * v = 1 - sum P(0) q^2 / N, from the rates of the plain run. Users likewise, with q = exp(-t / s), s the mean stay, as
 * the municipality's own chance has it (users.c); who is a user is the same chance for all services of a zone.
 * Source: binomial thinning and multinomial splitting, W. Feller (1968), An Introduction to Probability Theory and Its
 * Applications I, VI.
 * Assumptions: shares are those of the plain run in every draw, and a zone is ahead or behind in all years of a draw
 * alike. Limits: moves within the municipality, and those who come as others leave where migration is net, are not
 * known, so the zones spread at least as much as is told. */
#include <math.h>
#include <string.h>

#include "kohort/age_band.h"
#include "num/sample_priv.h"
#include "plan/area_priv.h"
#include "plan/drawn_priv.h"

/* Chance that who is in cell i at the beginning of step t is still here at its end, in cell `to`. */
static double stay(const koh_frame *f, size_t t, size_t i, size_t to)
{
    const size_t size = 2 * f->n_age;
    const double *flows = f->flows != NULL ? f->flows + t * KOH_FLOWS * size : NULL;
    const double leave = flows == NULL ? 0 : flows[KOH_FLOW_OUT * size + to] + flows[KOH_FLOW_EMIGRATION * size + to];
    const double before = f->persons[t * size + i], after = f->persons[(t + 1) * size + to];
    const double kept = f->survival[t * size + to] * fmax(1 - leave, 0);
    return i == to || before <= 0 ? kept : fmin(kept, after / before);
}

/* Brings sum P(0) q^2 [2][n_age] by cell through step t. */
static void age_known(const koh_frame *f, size_t t, const double *here, double *next)
{
    memset(next, 0, 2 * f->n_age * sizeof *next);
    for (size_t age = 0; age < f->n_age; age++) {
        for (size_t sex = 0; sex <= 1; sex++) {
            const size_t i = sex * f->n_age + age, to = age + 1 < f->n_age ? i + 1 : i;
            const double kept = stay(f, t, i, to);
            next[to] += here[i] * kept * kept;
        }
    }
}

static double band_sum(const koh_frame *f, const double *cells, size_t band)
{
    size_t n;
    const koh_planner_group *group = &koh__planner_groups(&n)[band];
    return koh_age_sum(f->n_age, cells, group->from, group->to) +
           koh_age_sum(f->n_age, cells + f->n_age, group->from, group->to);
}

/* Shares of a band at t, those of all persons where nobody is expected in it. */
static void share_band(const koh_zone_split *s, size_t t, size_t band, double *share)
{
    const size_t n = s->zones->n, n_groups = s->zones->people->axes[2].n;
    const double *row = s->zones->people->value + t * n * n_groups;
    double sum = 0, all = 0;
    for (size_t z = 0; z < n; z++) {
        sum += row[z * n_groups + band];
        all += row[z * n_groups + n_groups - 1];
    }
    for (size_t z = 0; z < n; z++) {
        share[z] = sum > 0   ? row[z * n_groups + band] / sum
                   : all > 0 ? row[z * n_groups + n_groups - 1] / all
                             : 1 / (double) n;
    }
}

static koh_status split_persons(koh_frame *f, koh_zone_split *s)
{
    const size_t n = s->n_bands, size = 2 * f->n_age;
    const int is_drawn = f->plan->uncertainty.population != KOH_DRAWN_NONE;
    double *known = KOH_TAKE(f->result->arena, 2 * size, double), *next = known == NULL ? NULL : known + size;
    s->share = KOH_TAKE(f->result->arena, (f->n_steps + 1) * n * s->zones->n, double);
    s->loose = KOH_TAKE(f->result->arena, (f->n_steps + 1) * n, double);
    if (known == NULL || s->share == NULL || s->loose == NULL) {
        return KOH_ENOMEM;
    }
    memcpy(known, f->persons, size * sizeof *known);
    for (size_t t = 0; t <= f->n_steps; t++) {
        for (size_t b = 0; b < n; b++) {
            const double persons = band_sum(f, f->persons + t * size, b);
            share_band(s, t, b, s->share + (t * n + b) * s->zones->n);
            s->loose[t * n + b] = is_drawn && persons > 0 ? fmax(1 - band_sum(f, known, b) / persons, 0) : is_drawn;
        }
        if (t < f->n_steps) {
            age_known(f, t, known, next);
            memcpy(known, next, size * sizeof *known);
        }
    }
    return KOH_OK;
}

static koh_status split_users(koh_frame *f, koh_zone_split *s)
{
    const koh_cube *users = s->zones->users;
    const size_t n = users == NULL ? 0 : users->axes[2].n, n_zones = s->zones->n;
    s->user_share = KOH_TAKE(f->result->arena, (f->n_steps + 1) * n * n_zones, double);
    s->user_loose = KOH_TAKE(f->result->arena, (f->n_steps + 1) * n, double);
    if (s->user_share == NULL || s->user_loose == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        double years = 0; /* passed, in stays */
        for (size_t t = 0; t <= f->n_steps; t++) {
            const double *row = users->value + t * n_zones * n + i;
            double sum = 0;
            for (size_t z = 0; z < n_zones; z++) {
                sum += row[z * n];
            }
            for (size_t z = 0; z < n_zones; z++) {
                s->user_share[(t * n + i) * n_zones + z] = sum != 0 ? row[z * n] / sum : 1 / (double) n_zones;
            }
            years += t > 0 ? 1 / koh__users_stay(f, s->zones->services[i], f->years.numbers[t]) : 0;
            s->user_loose[t * n + i] = 1 - exp(-2 * years);
        }
    }
    return KOH_OK;
}

koh_status koh__model_split(koh_frame *f, const koh_zones *zones)
{
    if (f->plan->area == NULL) {
        return KOH_OK;
    }
    koh_zone_split *s = KOH_TAKE(f->result->arena, 1, koh_zone_split);
    if (s == NULL) {
        return KOH_ENOMEM;
    }
    *s = (koh_zone_split){ .zones = zones, .n_bands = koh_age_bands_get(KOH_BANDS_PLANNER)->n };
    f->zone_split = s;
    koh_status status = zones->n > 0 ? split_persons(f, s) : KOH_OK;
    return status == KOH_OK && zones->n > 0 ? split_users(f, s) : status;
}

/* How a number is shared over n zones: share [n], of the part `loose` by the draw's chance u [n]. */
typedef struct zone_lot {
    size_t n;
    const double *share, *u;
    double loose;
} zone_lot;

/* out[z * stride] sums to `total`. */
static void scatter(const zone_lot *lot, double total, size_t stride, double *out)
{
    const double *share = lot->share;
    const double most = 1e9; /* persons, of koh__binomial_at */
    const double open = floor(fmin(lot->loose * total + 0.5, most));
    int32_t rest = open > 0 && open <= total ? (int32_t) open : 0; /* 0 of an unknown total */
    const double fixed = total - rest;
    size_t last = lot->n - 1;
    while (last > 0 && !(share[last] > 0)) {
        last--;
    }
    double left = 1;
    for (size_t z = 0; z < lot->n; z++) {
        const double prob = left > share[z] ? share[z] / left : 1;
        const int32_t here = z == last ? rest : z > last || rest == 0 ? 0 : koh__binomial_at(lot->u[z], rest, prob);
        out[z * stride] = fixed * share[z] + here;
        rest -= here;
        left -= share[z];
    }
}

static void draw_persons(const koh_frame *f, const double *u, koh_cube *cube)
{
    const koh_zone_split *s = f->zone_split;
    const size_t n = s->zones->n, n_groups = cube->axes[2].n;
    const koh_cube *persons = koh__result_cube(f->scenario, "indicators/persons");
    size_t n_all;
    const koh_planner_group *groups = koh__planner_groups(&n_all);
    for (size_t t = 0; t <= f->n_steps; t++) {
        double *row = cube->value + t * n * n_groups;
        for (size_t b = 0; b < s->n_bands; b++) {
            const size_t at = t * s->n_bands + b;
            const zone_lot lot = { n, s->share + at * n, u + b * n, s->loose[at] };
            scatter(&lot, persons->value[t * n_groups + b], n_groups, row + b);
        }
        for (size_t i = 0; i < n * n_groups; i++) {
            const koh_planner_group *group = &groups[i % n_groups];
            for (size_t b = 0; i % n_groups >= s->n_bands && b < s->n_bands; b++) {
                const int inside = groups[b].from >= group->from && (group->to < 0 || groups[b].from <= group->to);
                row[i] += inside ? row[i / n_groups * n_groups + b] : 0;
            }
        }
    }
}

static void draw_users(const koh_frame *f, const double *u, koh_cube *cube)
{
    const koh_zone_split *s = f->zone_split;
    const size_t n = s->zones->n, n_services = cube->axes[2].n;
    for (size_t i = 0; i < (f->n_steps + 1) * n_services; i++) {
        const size_t t = i / n_services, k = i % n_services;
        const zone_lot lot = { n, s->user_share + i * n, u, f->users_draw->is_certain ? 0 : s->user_loose[i] };
        scatter(&lot, f->users[t * f->services.n + s->zones->services[k]], n_services,
                cube->value + t * n * n_services + k);
    }
}

koh_status koh__draw_zones(koh_frame *f, koh_zones *zones)
{
    const koh_zone_split *s = f->zone_split;
    const koh_zones *plain = s->zones;
    const size_t n = plain->n;
    double *u = KOH_TAKE(f->result->arena, (s->n_bands + 1) * n, double);
    koh_cube *people = koh__result_add(f->result, f->scenario, plain->people);
    koh_cube *variation = plain->variation != NULL ? koh__result_add(f->result, f->scenario, plain->variation) : NULL;
    koh_cube *users = plain->users != NULL ? koh__result_add(f->result, f->scenario, plain->users) : NULL;
    if (u == NULL || people == NULL || (plain->variation != NULL && variation == NULL) ||
        (plain->users != NULL && users == NULL)) {
        return KOH_ENOMEM;
    }
    koh_stream stream = koh__stream((koh_stream_id){ f->users_draw->seed, f->users_draw->draw,
                                                     koh__region_number(f->inputs->region), 0, KOH_PURPOSE_ZONES },
                                    0);
    koh__stream_uniforms(&stream, (s->n_bands + 1) * n, u);
    draw_persons(f, u, people);
    if (variation != NULL) {
        memcpy(variation->value, plain->variation->value, koh_cube_size(variation) * sizeof *variation->value);
    }
    if (users != NULL) {
        draw_users(f, u + s->n_bands * n, users);
    }
    *zones = *plain;
    zones->persons = NULL;
    zones->people = people;
    zones->users = users;
    return KOH_OK;
}

void koh__zones_meet(const koh_frame *f, koh_zones *zones)
{
    const koh_zone_split *s = f->zone_split;
    const koh_age_bands *bands = koh_age_bands_get(KOH_BANDS_PLANNER);
    const size_t size = 2 * f->n_age, n = zones->n;
    for (size_t i = 0; i < (f->n_steps + 1) * size; i++) {
        const size_t t = i / size, cell = i % size, band = koh_age_band_of(bands, (int) (cell % f->n_age));
        const double *share = s->share + (t * s->n_bands + band) * n;
        double sum = 0;
        for (size_t z = 0; z < n; z++) {
            sum += zones->persons[(t * n + z) * size + cell];
        }
        for (size_t z = 0; z < n; z++) {
            double *persons = &zones->persons[(t * n + z) * size + cell];
            *persons = sum > 0 ? *persons * (f->persons[i] / sum) : f->persons[i] * share[z];
        }
    }
}
