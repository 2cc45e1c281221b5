/* Hindcasts: who said what, what came, and how far apart they are.
 *
 * Method: the persons of each band and municipality by the joint projection, by no change, by the trend of five years,
 * and (every fifth year) by Hamilton-Perry: from five-year groups where the band's limits are theirs, else from single
 * ages. A share score first scales a method's sum over all scored municipalities to the registered, so that the
 * nation's growth, which no municipal method foresees, drops out.
 * The 80 % interval is predicted exp(+-1.2816 sd), sd from koh_calib_spread; that of shares has the local part alone.
 * Cells have the intervals of spread.c.
 * Shelf life: T. Wilson, H. Brokensha, F. Rowe & L. Simpson (2018), Population Research and Policy Review 37, 137-155.
 * Limits: a trend of a small band can fall to 0, where it is cut. */
#include "calib/hindcast_priv.h"

#include <math.h>

#include "calib/rival_priv.h"
#include "calib/spread_priv.h"
#include "kohort/age_band.h"

#define Z_80 1.2815515655446004 /* the 0.9 quantile of the normal distribution */

enum { SHELF_SHARE = 80 };

static const double class_from[KOH_HINDCAST_CLASSES] = { 0, 0, 2000, 5000, 20000 }; /* persons */
static const double class_to[KOH_HINDCAST_CLASSES] = { INFINITY, 2000, 5000, 20000, INFINITY };

const char *koh__hindcast_class(size_t size)
{
    static const char *const names[KOH_HINDCAST_CLASSES] = { "all", "0-1999", "2000-4999", "5000-19999", "20000+" };
    return names[size];
}

const char *koh__hindcast_band(size_t band)
{
    return band == KOH_HINDCAST_TOTAL ? "total"
           : band == KOH_HINDCAST_80  ? "80+"
                                      : koh_age_bands_get(KOH_BANDS_PLANNER)->labels[band];
}

static void limits(size_t band, int *from, int *to)
{
    const koh_age_bands *planner = koh_age_bands_get(KOH_BANDS_PLANNER);
    *from = band == KOH_HINDCAST_TOTAL ? 0 : band == KOH_HINDCAST_80 ? 80 : planner->from[band];
    *to = band + 1 < planner->n ? planner->from[band + 1] - 1 : -1;
}

static double band_sum(size_t n_age, const double *persons, size_t band)
{
    int from, to;
    limits(band, &from, &to);
    return koh_age_sum(n_age, persons, from, to) + koh_age_sum(n_age, persons + n_age, from, to);
}

/* Do five-year groups have the band's limits? */
static int in_groups(size_t band)
{
    int from, to;
    limits(band, &from, &to);
    return from % 5 == 0 && (to < 0 || to % 5 == 4);
}

static double *at(const koh_hindcast *h, double *values, size_t step, size_t band)
{
    return values + (step * KOH_HINDCAST_BANDS + band) * h->n_regions;
}

/* Enters the bands of a method's persons at a step. */
static void enter(const koh_hindcast *h, koh_method method, size_t step, size_t region, const double *persons,
                  size_t n_age)
{
    for (size_t band = 0; band < KOH_HINDCAST_BANDS; band++) {
        at(h, h->predicted[method], step, band)[region] = band_sum(n_age, persons, band);
    }
}

/* Hamilton-Perry from step to step, by groups and by single ages. */
static void cohorts(const koh_hindcast *h, size_t region, const koh_register *r, const double *now, const double *then)
{
    const size_t n_age = r->n_age, size = 2 * n_age;
    double single[3][2 * KOH_CALIB_MAX_AGES], groups[3][2 * KOH_CALIB_MAX_AGES];
    for (size_t i = 0; i < size; i++) {
        single[0][i] = groups[0][i] = then[i];
        single[1][i] = groups[1][i] = now[i];
    }
    for (size_t step = KOH_RIVAL_YEARS; step <= h->n_steps; step += KOH_RIVAL_YEARS) {
        koh__rival_cohort_single(n_age, single[1], single[0], single[2]);
        koh__rival_cohort_groups(n_age, groups[1], groups[0], groups[2]);
        for (size_t band = 0; band < KOH_HINDCAST_BANDS; band++) {
            at(h, h->predicted[KOH_METHOD_COHORT], step, band)[region] =
                band_sum(n_age, in_groups(band) ? groups[2] : single[2], band);
        }
        for (size_t i = 0; i < size; i++) {
            single[0][i] = single[1][i];
            single[1][i] = single[2][i];
            groups[0][i] = groups[1][i];
            groups[1][i] = groups[2][i];
        }
    }
}

/* Everything of one municipality. */
static koh_status compare(const koh_hindcast_input *input, koh_hindcast *h, size_t region, koh_error *error)
{
    const koh_register *r = &input->calibration->regions[region];
    const int origin = input->calibration->origin, before = origin - KOH_RIVAL_YEARS;
    const double *now = koh_register_year(r, origin), *then = koh_register_year(r, before);
    then = then == NULL ? koh_register_year(r, before + 1) : then; /* as in the calibration */
    if (now == NULL || then == NULL) {
        return koh_error_set(error, KOH_EMISSING, "the trend from %d needs registers from %d", origin, before);
    }
    for (size_t step = 0; step <= h->n_steps; step++) {
        const double *registered = koh_register_year(r, origin + (int) step);
        enter(h, KOH_METHOD_OURS, step, region, input->projected + (step * h->n_regions + region) * 2 * r->n_age,
              r->n_age);
        enter(h, KOH_METHOD_NO_CHANGE, step, region, now, r->n_age);
        for (size_t band = 0; band < KOH_HINDCAST_BANDS; band++) {
            at(h, h->predicted[KOH_METHOD_TREND], step, band)[region] =
                koh__rival_trend(band_sum(r->n_age, now, band), band_sum(r->n_age, then, band), step);
            at(h, h->actual, step, band)[region] =
                registered != NULL ? band_sum(r->n_age, registered, band) : (double) NAN;
        }
        if (input->official != NULL) {
            at(h, h->predicted[KOH_METHOD_OFFICIAL], step, KOH_HINDCAST_TOTAL)[region] =
                input->official[step * h->n_regions + region];
        }
    }
    cohorts(h, region, r, now, then);
    return KOH_OK;
}

static void classify(const koh_hindcast_input *input, koh_hindcast *h)
{
    const double *persons = at(h, h->actual, 0, KOH_HINDCAST_TOTAL);
    for (size_t r = 0; r < h->n_regions; r++) {
        h->scored[r] = input->scored[r];
        for (size_t size = 0; size < KOH_HINDCAST_CLASSES; size++) {
            h->counts[size * h->n_regions + r] =
                input->scored[r] && input->asked[r] && persons[r] >= class_from[size] && persons[r] < class_to[size];
        }
    }
}

koh_status koh__hindcast_make(const koh_hindcast_input *input, koh_arena *arena, koh_hindcast *hindcast,
                              koh_error *error)
{
    koh_hindcast h = { .n_steps = input->calibration->n_steps, .n_regions = input->calibration->n_regions };
    const size_t cells = (h.n_steps + 1) * KOH_HINDCAST_BANDS * h.n_regions;
    h.actual = KOH_TAKE(arena, cells, double);
    h.counts = KOH_TAKE(arena, KOH_HINDCAST_CLASSES * h.n_regions, int);
    h.scored = KOH_TAKE(arena, h.n_regions, int);
    int failed = h.actual == NULL || h.counts == NULL || h.scored == NULL;
    for (size_t method = 0; method < KOH_METHODS; method++) {
        h.predicted[method] = KOH_TAKE(arena, cells, double);
        failed |= h.predicted[method] == NULL;
        for (size_t i = 0; !failed && i < cells; i++) {
            h.predicted[method][i] = (double) NAN;
        }
    }
    if (failed) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    koh_status status = KOH_OK;
    for (size_t r = 0; status == KOH_OK && r < h.n_regions; r++) {
        status = compare(input, &h, r, error);
    }
    if (status == KOH_OK) {
        classify(input, &h);
        *hindcast = h;
    }
    return status;
}

koh_hindcast_score koh__hindcast_score(const koh_hindcast *h, koh_method method, size_t step, size_t band, size_t size,
                                       double *work)
{
    const double *predicted = at(h, h->predicted[method], step, band), *actual = at(h, h->actual, step, band);
    const int *counts = h->counts + size * h->n_regions;
    koh_hindcast_score s = { .sum_error = (double) NAN };
    const double scale = koh__score_scale(h->n_regions, predicted, actual, h->scored);
    if (isnan(scale)) {
        return s;
    }
    s.raw = koh__score(h->n_regions, predicted, 1, actual, counts, work);
    s.share = koh__score(h->n_regions, predicted, scale, actual, counts, work);
    s.sum_error = 100 * (1 / koh__score_scale(h->n_regions, predicted, actual, counts) - 1);
    return s;
}

koh_hindcast_interval koh__hindcast_interval(const koh_hindcast *h, const koh_calib_region *regions, size_t step,
                                             size_t size)
{
    const double *predicted = at(h, h->predicted[KOH_METHOD_OURS], step, KOH_HINDCAST_TOTAL);
    const double *actual = at(h, h->actual, step, KOH_HINDCAST_TOTAL),
                 *persons = at(h, h->actual, 0, KOH_HINDCAST_TOTAL);
    const double scale = koh__score_scale(h->n_regions, predicted, actual, h->scored);
    koh_hindcast_interval found = { 0 };
    for (size_t r = 0; !isnan(scale) && step > 0 && r < h->n_regions; r++) {
        double local[KOH_HINDCAST_STEPS], national[KOH_HINDCAST_STEPS];
        if (h->counts[size * h->n_regions + r] == 0) {
            continue;
        }
        koh_calib_spread(&regions[r], persons[r], step, local, national);
        const double sd = hypot(local[step - 1], national[step - 1]), own = local[step - 1];
        found.n++;
        found.coverage += fabs(log(actual[r] / predicted[r])) <= Z_80 * sd;
        found.share_coverage += fabs(log(actual[r] / (scale * predicted[r]))) <= Z_80 * own;
        found.crps += koh__crps_lognormal(predicted[r], sd, actual[r]) / actual[r];
        found.share_crps += koh__crps_lognormal(scale * predicted[r], own, actual[r]) / actual[r];
    }
    const double percent = found.n > 0 ? 100 / (double) found.n : (double) NAN;
    found.coverage *= percent;
    found.share_coverage *= percent;
    found.crps *= percent;
    found.share_crps *= percent;
    return found;
}

koh_status koh__hindcast_bounds(const koh_hindcast_input *input, const koh_calib_nation *nation,
                                const koh_calib_region *regions, koh_arena *arena, koh_hindcast_bounds *bounds)
{
    const size_t n = input->calibration->n_regions, size = 2 * nation->n_age, length = nation->n_steps * size;
    bounds->low = KOH_TAKE(arena, n * length, double);
    bounds->high = KOH_TAKE(arena, n * length, double);
    for (size_t r = 0; bounds->low != NULL && bounds->high != NULL && r < n; r++) {
        const koh_spread_path path = { input->projected + r * size, n * size, nation->n_steps };
        koh__spread_cells(nation, &regions[r], &path, Z_80, bounds->low + r * length, bounds->high + r * length);
    }
    return bounds->low == NULL || bounds->high == NULL ? KOH_ENOMEM : KOH_OK;
}

koh_hindcast_cells koh__hindcast_cells(const koh_hindcast_input *input, const koh_hindcast_bounds *bounds, size_t step,
                                       size_t band)
{
    const koh_calib_input *calibration = input->calibration;
    const size_t n_age = calibration->regions[0].n_age, size = 2 * n_age;
    koh_hindcast_cells found = { 0, 0 };
    int from, to;
    limits(band, &from, &to);
    for (size_t r = 0; step > 0 && r < calibration->n_regions; r++) {
        const double *registered = koh_register_year(&calibration->regions[r], calibration->origin + (int) step);
        const size_t at = (r * calibration->n_steps + step - 1) * size;
        for (size_t i = 0; registered != NULL && input->scored[r] && input->asked[r] && i < size; i++) {
            const int age = (int) (i % n_age);
            if (age >= from && (to < 0 || age <= to)) {
                found.n++;
                found.coverage += registered[i] >= bounds->low[at + i] && registered[i] <= bounds->high[at + i];
            }
        }
    }
    found.coverage = found.n > 0 ? 100 * found.coverage / (double) found.n : (double) NAN;
    return found;
}

size_t koh__hindcast_shelf_life(const koh_hindcast *h, koh_hindcast_group g, int share, double *work)
{
    size_t step = 1;
    for (; step <= h->n_steps; step++) {
        const koh_hindcast_score s = koh__hindcast_score(h, g.method, step, g.band, g.size, work);
        const koh_score *score = share ? &s.share : &s.raw;
        if (score->n == 0 || score->within_10 < SHELF_SHARE) {
            break;
        }
    }
    return step - 1;
}
