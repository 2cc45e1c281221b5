/* What an ensemble's input must be before it is drawn. The path's own rates are checked by koh_proj_path. */
#include <math.h>

#include "proj/ensemble_priv.h"

/* An ensemble counts in 32 bits. */
static const double most_persons = 1e8;
static const size_t most_draws = 100000000;
static const uint64_t draw_numbers = UINT64_C(1) << 32;
static const double profile_tolerance = 1e-9; /* of a sum of shares */

koh_status koh__check_whole(const koh_proj_path_input *path, koh_error *error)
{
    const size_t n_age = path->n_age;
    double sum = 0;
    for (size_t i = 0; i < KOH_SEXES * n_age; i++) {
        const double persons = path->start[i];
        if (!(persons >= 0 && persons <= most_persons && persons == floor(persons))) {
            return koh_error_set(error, KOH_EDOMAIN, "population of %s at age %zu: expected whole persons, 0 to %.0f",
                                 i < n_age ? "females" : "males", i % n_age, most_persons);
        }
        sum += persons;
    }
    if (sum > most_persons) {
        return koh_error_set(error, KOH_EDOMAIN, "%.0f persons: expected at most %.0f", sum, most_persons);
    }
    return KOH_OK;
}

koh_status koh__check_arrivals(const koh_proj_path_input *path, koh_error *error)
{
    for (size_t t = 0; t < path->n_steps; t++) {
        const koh_proj_year *year = path->years[t];
        const double *const arrays[] = { year->in_count, year->immigration, year->net_count };
        double sum = 0;
        for (size_t a = 0; a < 3; a++) {
            for (size_t i = 0; arrays[a] != NULL && i < KOH_SEXES * path->n_age; i++) {
                sum += arrays[a][i] > 0 ? arrays[a][i] : 0;
            }
        }
        if (sum > most_persons) {
            return koh_error_set(error, KOH_EDOMAIN, "step %zu: %g persons arrive: expected at most %.0f", t, sum,
                                 most_persons);
        }
    }
    return KOH_OK;
}

/* Uncertain parameters, [n_draws][n_steps], or NULL. */
typedef struct factor {
    const char *what;
    const double *value;
    double min, max;
} factor;

static koh_status check_factors(const koh_ensemble_input *input, size_t n, koh_error *error)
{
    const factor factors[] = {
        { "factor on fertility", input->fertility_factor, 0, 100 },
        { "index of mortality", input->mortality_index, -20, 20 },
        { "level of net migration", input->net_level, -1e6, 1e6 },
    };
    for (size_t f = 0; f < sizeof factors / sizeof factors[0]; f++) {
        const factor *of = &factors[f];
        for (size_t i = 0; of->value != NULL && i < n; i++) {
            if (!(of->value[i] >= of->min && of->value[i] <= of->max)) {
                return koh_error_set(error, KOH_EDOMAIN, "%s, draw %zu, step %zu: expected %g to %g", of->what,
                                     i / input->path.n_steps, i % input->path.n_steps, of->min, of->max);
            }
        }
    }
    return KOH_OK;
}

static koh_status check_profile(const koh_ensemble_input *input, koh_error *error)
{
    if (input->net_level == NULL) {
        return KOH_OK;
    }
    if (input->net_profile == NULL) {
        return koh_error_set(error, KOH_EMISSING, "an uncertain level of net migration needs an age profile");
    }
    double sum = 0;
    for (size_t i = 0; i < KOH_SEXES * input->path.n_age; i++) {
        if (!(input->net_profile[i] >= 0)) {
            return koh_error_set(error, KOH_EDOMAIN, "profile of net migration: expected shares >= 0");
        }
        sum += input->net_profile[i];
    }
    if (!(fabs(sum - 1) <= profile_tolerance)) {
        return koh_error_set(error, KOH_EDOMAIN, "profile of net migration sums to %.17g: expected 1", sum);
    }
    return KOH_OK;
}

static koh_status check_options(const koh_ensemble_input *input, const koh_ensemble_options *options,
                                const koh_ensemble_workspace *workspace, koh_error *error)
{
    const koh_ensemble_size *size = &workspace->size;
    if (options->n_draws < 1 || options->n_draws > most_draws) {
        return koh_error_set(error, KOH_EDOMAIN, "%zu draws: expected 1 to %zu", options->n_draws, most_draws);
    }
    if (options->first_draw > draw_numbers - options->n_draws) {
        return koh_error_set(error, KOH_EDOMAIN, "draws beyond number 2^32");
    }
    if (size->n_age != input->path.n_age || size->n_steps < input->path.n_steps || size->n_bands < options->n_bands) {
        return koh_error_set(error, KOH_ESHAPE, "a workspace for %zu ages, %zu steps and %zu bands", size->n_age,
                             size->n_steps, size->n_bands);
    }
    if (options->n_quantiles > 0 && size->n_bins == 0) {
        return koh_error_set(error, KOH_ESHAPE, "a workspace without bins has no quantiles");
    }
    for (size_t i = 0; i < options->n_quantiles; i++) {
        if (!(options->quantiles[i] >= 0 && options->quantiles[i] <= 1)) {
            return koh_error_set(error, KOH_EDOMAIN, "quantile %g: expected 0 to 1", options->quantiles[i]);
        }
    }
    for (size_t i = 0; i < options->n_bands; i++) {
        const koh_ensemble_band *band = &options->bands[i];
        if (band->from > band->to || band->to >= size->n_age || band->sex < 0 || band->sex > KOH_SEXES) {
            return koh_error_set(error, KOH_EDOMAIN, "band %zu: expected ages below %zu and a sex", i, size->n_age);
        }
    }
    return KOH_OK;
}

koh_status koh_ensemble_check(const koh_ensemble_input *input, const koh_ensemble_options *options,
                              const koh_ensemble_workspace *workspace, koh_error *error)
{
    koh_status status = check_options(input, options, workspace, error);
    if (status == KOH_OK && (input->first_year < 0 || input->first_year + (int) input->path.n_steps > UINT16_MAX)) {
        status = koh_error_set(error, KOH_EDOMAIN, "year %d: expected 0 to %d", input->first_year, UINT16_MAX);
    }
    for (size_t t = 0; status == KOH_OK && t < input->path.n_steps; t++) {
        koh_error cell = { 0 };
        status = koh_proj_check(input->path.n_age, input->path.start, input->path.years[t], &cell);
        if (status != KOH_OK) {
            status = koh_error_set(error, status, "step %zu: %s", t, cell.message);
        }
    }
    if (status == KOH_OK) {
        status = koh__check_whole(&input->path, error);
    }
    if (status == KOH_OK) {
        status = koh__check_arrivals(&input->path, error);
    }
    if (status == KOH_OK) {
        status = check_factors(input, options->n_draws * input->path.n_steps, error);
    }
    return status == KOH_OK ? check_profile(input, error) : status;
}
