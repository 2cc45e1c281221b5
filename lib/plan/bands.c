/* Users that a plan tells by age band, and trends of their own: those under 67 follow other paths than the old.
 *
 * Method: the single-age rates of a service are scaled band by band to its registered users, and those of the other
 * ages to what is left of all users; where the pattern has nobody in a band, its users are spread evenly over the
 * inhabitants. A band's own trend stands in the place of the service's (kohort/service.h, koh_need_trend).
 * Limits: within a band the shape is the country's. */
#include <math.h>

#include "kohort/age_band.h"
#include "plan/bands_priv.h"

static int last_of(const koh_age_bands *groups, size_t b)
{
    return b + 1 < groups->n ? groups->from[b + 1] - 1 : -1;
}

/* Multiplies the rates of band b. */
static void scale_band(const koh_frame *f, size_t b, double factor, double *rates)
{
    const koh_age_bands *groups = koh_age_bands_get(KOH_BANDS_IPLOS);
    const size_t from = (size_t) groups->from[b];
    const size_t to = b + 1 < groups->n ? (size_t) groups->from[b + 1] : f->n_age;
    for (size_t age = from; age < to && age < f->n_age; age++) {
        rates[age] *= factor;
        rates[f->n_age + age] *= factor;
    }
}

/* The same rate at all ages of band b. */
static void flatten_band(const koh_frame *f, size_t b, double rate, double *rates)
{
    const koh_age_bands *groups = koh_age_bands_get(KOH_BANDS_IPLOS);
    const size_t from = (size_t) groups->from[b];
    const size_t to = b + 1 < groups->n ? (size_t) groups->from[b + 1] : f->n_age;
    for (size_t age = from; age < to && age < f->n_age; age++) {
        rates[age] = rates[f->n_age + age] = rate;
    }
}

static koh_status level_band(const koh_frame *f, size_t k, size_t b, double users, double expected, double *rates)
{
    const koh_age_bands *groups = koh_age_bands_get(KOH_BANDS_IPLOS);
    const double persons = koh_age_sum(f->n_age, f->persons, groups->from[b], last_of(groups, b)) +
                           koh_age_sum(f->n_age, f->persons + f->n_age, groups->from[b], last_of(groups, b));
    if (expected > 0 || isnan(expected)) {
        scale_band(f, b, users / expected, rates);
    } else if (users > 0 && !(persons > 0)) {
        return koh_error_set(f->error, KOH_EDOMAIN,
                             "/services/%s/bands/%s/users: %.6g users, and the municipality has nobody of these ages",
                             f->inputs->services[k].id, groups->labels[b], users);
    } else if (persons > 0) {
        flatten_band(f, b, users / persons, rates);
    }
    return KOH_OK;
}

koh_status koh__bands_level(const koh_frame *f, size_t k, double registered, double *rates)
{
    const koh_age_bands *groups = koh_age_bands_get(KOH_BANDS_IPLOS);
    const koh_plan_band *bands = f->plan->services[k].bands;
    double by_age[512], rest = 0, left = registered;
    size_t told = 0;
    (void) koh_need_users(f->n_age, rates, f->persons, 1, 0, by_age);
    for (size_t b = 0; b < KOH_NEED_BANDS; b++) {
        const double expected = koh_age_sum(f->n_age, by_age, groups->from[b], last_of(groups, b));
        if (bands[b].users == NULL) {
            rest += expected;
            continue;
        }
        const double users = koh_quantity_mean(bands[b].users, f->plan->base_year);
        const koh_status status = level_band(f, k, b, users, expected, rates);
        if (status != KOH_OK) {
            return status;
        }
        left -= users;
        told++;
    }
    left = left < 0 ? 0 : left; /* a rounding of the sum: more was refused where the plan was bound */
    if (told > 0 && told < KOH_NEED_BANDS && rest == 0 && left > 0) {
        return koh_error_set(f->error, KOH_EDOMAIN,
                             "/services/%s/bands: %.6g users are left for ages that have none by the country's pattern",
                             f->inputs->services[k].id, left);
    }
    for (size_t b = 0; told > 0 && b < KOH_NEED_BANDS; b++) {
        if (bands[b].users == NULL && !(rest == 0)) {
            scale_band(f, b, left / rest, rates);
        }
    }
    return KOH_OK;
}

double koh__bands_follow(const koh_frame *f, size_t k, size_t t, double service_trend, double *by_age)
{
    const koh_age_bands *groups = koh_age_bands_get(KOH_BANDS_IPLOS);
    double users = 0;
    for (size_t b = 0; b < KOH_NEED_BANDS; b++) {
        const koh_plan_band *band = &f->plan->services[k].bands[b];
        const size_t to = b + 1 < groups->n ? (size_t) groups->from[b + 1] : f->n_age;
        double factor = 1;
        if (band->trend_per_year != NULL) {
            const double fade = band->trend_fade_years == NULL
                                    ? (double) INFINITY
                                    : koh_quantity_at(band->trend_fade_years, f->plan->base_year);
            for (size_t i = 0; i < t; i++) {
                const double trend = koh_quantity_at(band->trend_per_year, f->years.numbers[i]);
                factor *= 1 + trend * (fade > 0 ? fmax(0, 1 - (double) i / fade) : 0);
            }
            factor /= service_trend;
        }
        for (size_t age = (size_t) groups->from[b]; age < to && age < f->n_age; age++) {
            by_age[age] *= factor;
            users += by_age[age];
        }
    }
    return users;
}
