/* What a microsimulation's input must be before it begins. */
#include <math.h>

#include "proj/ensemble_priv.h"
#include "proj/microsim_priv.h"

static const size_t most_draws = 1000000;
static const uint64_t draw_numbers = UINT64_C(1) << 32;
static const double most_births = 20;       /* a woman and year: beyond this their chance of none rounds to nothing */
static const double most_steps = 20;        /* of care a year: more than one in three weeks are not lives of care */
static const double share_tolerance = 1e-9; /* of a sum of shares */

static koh_status check_sizes(const koh_microsim_input *input, const koh_microsim_options *options,
                              const koh_microsim_workspace *ws, koh_error *error)
{
    const size_t n_levels = input->care.n_levels > 1 ? input->care.n_levels : 1;
    if (options->n_draws < 1 || options->n_draws > most_draws) {
        return koh_error_set(error, KOH_EDOMAIN, "%zu draws: expected 1 to %zu", options->n_draws, most_draws);
    }
    if (options->first_draw > draw_numbers - options->n_draws) {
        return koh_error_set(error, KOH_EDOMAIN, "draws beyond number 2^32");
    }
    if (input->care.n_levels == 1 || n_levels > KOH_MICROSIM_LEVELS) {
        return koh_error_set(error, KOH_EDOMAIN, "%zu levels of care: expected 2 to %d, or 0", input->care.n_levels,
                             KOH_MICROSIM_LEVELS);
    }
    const size_t room = ws->size.n_levels > 1 ? ws->size.n_levels : 1;
    if (ws->size.n_age != input->path.n_age || ws->size.n_steps < input->path.n_steps || room < n_levels) {
        return koh_error_set(error, KOH_ESHAPE, "a workspace for %zu ages, %zu steps and %zu levels", ws->size.n_age,
                             ws->size.n_steps, room);
    }
    return input->path.n_steps < 1 ? koh_error_set(error, KOH_EDOMAIN, "no step: expected at least one") : KOH_OK;
}

/* Numbers [n][2][n_age] between two limits. */
typedef struct numbers {
    const char *what;
    size_t n;
    const double *value;
    double least, most;
} numbers;

static koh_status check_numbers(const numbers *of, size_t n_age, koh_error *error)
{
    if (of->value == NULL) {
        return koh_error_set(error, KOH_EMISSING, "%s: missing", of->what);
    }
    for (size_t i = 0; i < of->n * KOH_SEXES * n_age; i++) {
        if (!(of->value[i] >= of->least && of->value[i] <= of->most)) {
            return koh_error_set(error, KOH_EDOMAIN, "%s, level %zu, %s at age %zu: %g, expected %g to %g", of->what,
                                 i / (KOH_SEXES * n_age), i / n_age % KOH_SEXES == KOH_FEMALE ? "females" : "males",
                                 i % n_age, of->value[i], of->least, of->most);
        }
    }
    return KOH_OK;
}

static koh_status check_care(const koh_microsim_care *care, size_t n_age, koh_error *error)
{
    const double least_risk = 1e-6, most_risk = 1e6;
    const size_t n = care->n_levels, n_cells = KOH_SEXES * n_age;
    if (n == 0) {
        return KOH_OK;
    }
    const numbers all[] = { { "shares of care", n, care->share, 0, 1 },
                            { "steps up", n - 1, care->up, 0, most_steps },
                            { "steps down", n - 1, care->down, 0, most_steps },
                            { "risks", n, care->risk, least_risk, most_risk } };
    koh_status status = KOH_OK;
    for (size_t i = 0; status == KOH_OK && i < sizeof all / sizeof all[0]; i++) {
        status = check_numbers(&all[i], n_age, error);
    }
    for (size_t i = 0; status == KOH_OK && i < n_cells; i++) {
        double sum = 0;
        for (size_t k = 0; k < n; k++) {
            sum += care->share[k * n_cells + i];
        }
        if (!(fabs(sum - 1) <= share_tolerance)) {
            status = koh_error_set(error, KOH_EDOMAIN, "shares of care, %s at age %zu: they sum to %.17g, expected 1",
                                   i < n_age ? "females" : "males", i % n_age, sum);
        }
    }
    return status;
}

static koh_status check_year(const koh_proj_path_input *path, size_t t, koh_error *error)
{
    koh_error cell = { 0 };
    const koh_proj_year *year = path->years[t];
    koh_status status = koh_proj_check(path->n_age, path->start, year, &cell);
    if (status != KOH_OK) {
        return koh_error_set(error, status, "step %zu: %s", t, cell.message);
    }
    for (size_t x = 0; year->fertility != NULL && x < path->n_age; x++) {
        if (year->fertility[x] > most_births) {
            return koh_error_set(error, KOH_EDOMAIN, "step %zu: births at age %zu: %g, expected at most %g", t, x,
                                 year->fertility[x], most_births);
        }
    }
    return KOH_OK;
}

koh_status koh_microsim_check(const koh_microsim_input *input, const koh_microsim_options *options,
                              const koh_microsim_workspace *workspace, koh_error *error)
{
    koh_status status = check_sizes(input, options, workspace, error);
    for (size_t t = 0; status == KOH_OK && t < input->path.n_steps; t++) {
        status = check_year(&input->path, t, error);
    }
    status = status != KOH_OK ? status : koh__check_whole(&input->path, error);
    status = status != KOH_OK ? status : koh__check_arrivals(&input->path, error);
    status = status != KOH_OK ? status : check_care(&input->care, input->path.n_age, error);
    if (status == KOH_OK && input->couple != NULL) {
        status = check_numbers(&(numbers){ "shares of couples", 1, input->couple, 0, 1 }, input->path.n_age, error);
    }
    return status;
}
