/* Method: empirical Bayes with a Poisson-gamma model in two steps, country - county - municipality.
 * Equations, D deaths where E are expected under a standard:
 *   D_i ~ Poisson(E_i theta_i),   theta_i ~ Gamma(shape w mu_i, rate w),
 *   theta_i | D_i: mean (D_i + w mu_i)/(E_i + w), variance (D_i + w mu_i)/(E_i + w)^2,
 *   w maximises the negative binomial likelihood of the D_i: the zero of
 *     sum mu (psi(D + w mu) - psi(w mu)) + mu ln(w/(E + w)) + mu - (D + w mu)/(E + w);
 *   there is none when sum ((D - E mu)^2 - D)/mu <= 0: the areas differ by no more than chance.
 * Counties have mu = all deaths over all expected; municipalities have the level of their county as mu.
 * Sources: D. Clayton & J. Kaldor (1987), Empirical Bayes estimates of age-standardized relative risks for use in
 * disease mapping, Biometrics 43, 671-681; R. J. Marshall (1991), Mapping disease and mortality rates using
 * empirical Bayes estimators, Applied Statistics 40, 283-294 (moments, where the search starts).
 * Assumptions: one standard age pattern everywhere; areas of a level are exchangeable. Limits: w is taken as known,
 * so sd is a little small when there are few areas; a county's level contains its municipalities' own deaths. */
#include "kohort/mortality_level.h"

#include <math.h>

#include "num/root_priv.h"
#include "num/special_priv.h"
#include "num/sum_priv.h"

/* A weight above it leaves less than 1e-3 of any municipality's own deaths (the largest has 4 000 a year). */
#define WEIGHT_MAX 1e7
#define WEIGHT_MIN 1e-4 /* expected deaths: below it the prior says nothing */
#define DEATHS_MAX 1e9  /* keeps the digamma function within its range */
#define SEARCH_STEP 0.5 /* of log weight */
#define SEARCH_LIMIT 40 /* of log weight */

koh_level koh_level_of(double deaths, double expected, const koh_level_prior *prior)
{
    if (isinf(prior->weight)) {
        return (koh_level){ .level = prior->mean };
    }
    const double shape = deaths + prior->mean * prior->weight, rate = expected + prior->weight;
    if (!(rate > 0)) {
        return (koh_level){ .level = prior->mean, .sd = (double) INFINITY };
    }
    return (koh_level){ .level = shape / rate, .sd = sqrt(shape) / rate, .own = expected / rate };
}

static double mean_of(const double *mean, size_t i)
{
    return mean == NULL ? 1 : mean[i];
}

/* The derivative of the log-likelihood by log weight. */
static koh_status slope_at(size_t n, const double *deaths, const double *expected, const double *mean,
                           double log_weight, double *slope)
{
    const double w = exp(log_weight);
    koh_sum sum = { 0 };
    for (size_t i = 0; i < n; i++) {
        const double D = deaths[i], E = expected[i], mu = mean_of(mean, i);
        double with, without;
        if (E == 0) {
            continue;
        }
        if (koh__digamma(D + w * mu, &with) != KOH_OK || koh__digamma(w * mu, &without) != KOH_OK) {
            return KOH_ENOCONVERGENCE;
        }
        koh__sum_add(&sum, mu * (with - without - log1p(E / w)) + (E * mu - D) / (E + w));
    }
    *slope = w * koh__sum_value(&sum);
    return KOH_OK;
}

static koh_status check(size_t n, const double *deaths, const double *expected, const double *mean, koh_error *error)
{
    size_t known = 0;
    for (size_t i = 0; i < n; i++) {
        if (!(deaths[i] >= 0 && deaths[i] <= DEATHS_MAX) || !(expected[i] >= 0 && expected[i] <= DEATHS_MAX)) {
            return koh_error_set(error, KOH_EDOMAIN, "area %zu: deaths and expected deaths are numbers >= 0", i);
        }
        if (expected[i] == 0 && deaths[i] > 0) {
            return koh_error_set(error, KOH_EDOMAIN, "area %zu: deaths where none are expected", i);
        }
        if (!(mean_of(mean, i) > 1e-3 && mean_of(mean, i) < 1e3)) {
            return koh_error_set(error, KOH_EDOMAIN, "area %zu: expected a mean level from 0.001 to 1000", i);
        }
        known += expected[i] > 0;
    }
    return known >= 3 ? KOH_OK : koh_error_set(error, KOH_EDOMAIN, "%zu areas expect deaths: 3 are needed", known);
}

koh_status koh_level_weight(size_t n, const double *deaths, const double *expected, const double *mean,
                            koh_error *error, double *weight)
{
    koh_status status = check(n, deaths, expected, mean, error);
    if (status != KOH_OK) {
        return status;
    }
    koh_sum beyond_chance = { 0 }, size = { 0 };
    for (size_t i = 0; i < n; i++) {
        const double mu = mean_of(mean, i), gap = deaths[i] - expected[i] * mu;
        koh__sum_add(&beyond_chance, (gap * gap - deaths[i]) / mu);
        koh__sum_add(&size, expected[i] * expected[i]);
    }
    /* Moments: E((D - E mu)^2 - D) = E^2 mu/w. */
    const double start = koh__sum_value(&size) / koh__sum_value(&beyond_chance);
    if (!(start > 0 && start < WEIGHT_MAX)) {
        *weight = (double) INFINITY;
        return KOH_OK;
    }
    double slope = 0;
    koh_root root;
    const double from = log(fmax(start, WEIGHT_MIN));
    status = slope_at(n, deaths, expected, mean, from, &slope);
    if (status == KOH_OK) {
        status = koh__root_seek(from, slope, slope > 0 ? SEARCH_STEP : -SEARCH_STEP, SEARCH_LIMIT, &root);
    }
    while (status == KOH_OK && koh__root_next(&root)) {
        status = slope_at(n, deaths, expected, mean, root.x, &slope);
        koh__root_tell(&root, slope);
    }
    if (status == KOH_OK) {
        status = koh__root_end(&root);
    }
    if (status != KOH_OK) {
        return koh_error_set(error, KOH_ENOCONVERGENCE, "no weight maximises the likelihood of %zu areas", n);
    }
    *weight = exp(root.x) < WEIGHT_MAX ? exp(root.x) : (double) INFINITY;
    return KOH_OK;
}

/* Deaths and expected deaths of the groups, [n_group] each, in work. */
static koh_status add_groups(const koh_level_input *input, double *work, koh_error *error)
{
    for (size_t g = 0; g < 2 * input->n_group; g++) {
        work[g] = 0;
    }
    for (size_t i = 0; i < input->n_area; i++) {
        if (input->group[i] < 0 || (size_t) input->group[i] >= input->n_group) {
            return koh_error_set(error, KOH_EDOMAIN, "area %zu: group %d of %zu", i, input->group[i], input->n_group);
        }
        work[input->group[i]] += input->deaths[i];
        work[input->n_group + (size_t) input->group[i]] += input->expected[i];
    }
    for (size_t g = 0; g < input->n_group; g++) {
        if (!(work[input->n_group + g] > 0)) {
            return koh_error_set(error, KOH_EDOMAIN, "group %zu expects no deaths", g);
        }
    }
    return KOH_OK;
}

koh_status koh_level_compute(const koh_level_input *input, double *work, koh_error *error, koh_level_output *output)
{
    const size_t n_group = input->n_group;
    double *deaths = work, *expected = work + n_group, *mean = work + 2 * n_group, weight;
    koh_level_prior country;
    koh_status status = check(input->n_area, input->deaths, input->expected, NULL, error);
    if (status == KOH_OK) {
        status = add_groups(input, work, error);
    }
    if (status != KOH_OK) {
        return status;
    }
    country.mean = koh__sum(n_group, deaths) / koh__sum(n_group, expected);
    if (!(country.mean > 0)) {
        return koh_error_set(error, KOH_EDOMAIN, "nobody died");
    }
    for (size_t i = 0; i < n_group; i++) {
        mean[i] = country.mean; /* n_group <= n_area: every group has an area */
    }
    status = koh_level_weight(n_group, deaths, expected, mean, error, &country.weight);
    for (size_t i = 0; i < input->n_area && status == KOH_OK; i++) {
        const size_t g = (size_t) input->group[i];
        mean[i] = koh_level_of(deaths[g], expected[g], &country).level;
    }
    if (status == KOH_OK) {
        status = koh_level_weight(input->n_area, input->deaths, input->expected, mean, error, &weight);
    }
    if (status != KOH_OK) {
        return status;
    }
    output->country = country;
    output->group_weight = weight;
    for (size_t g = 0; g < n_group; g++) {
        output->group[g] = koh_level_of(deaths[g], expected[g], &country);
    }
    for (size_t i = 0; i < input->n_area; i++) {
        const koh_level_prior prior = { .mean = mean[i], .weight = weight };
        output->area[i] = koh_level_of(input->deaths[i], input->expected[i], &prior);
    }
    return KOH_OK;
}
