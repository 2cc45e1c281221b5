/* Method: the hazard of old ages is a logistic of age with asymptote 1, fitted by maximum Poisson likelihood to
 * deaths D and person-years E of single ages x, extended to 130 and folded back to any open age.
 * Equations:
 *   logit mu(y) = log a + b (y - y0),   D_x ~ Poisson(E_x mu(x + 1/2)),
 *   score of eta = logit mu: (1 - mu)(D - E mu),   information: E mu (1 - mu)^2 (Fisher scoring),
 *   open group from age A: m_A = 1/e_A, where e is of the extended life table.
 * Sources: A. R. Thatcher, V. Kannisto & J. W. Vaupel (1998), The Force of Mortality at Ages 80 to 120, Odense
 * University Press (the Kannisto model); Methods Protocol for the Human Mortality Database, version 6 (Poisson
 * likelihood, fitted rates at most from 95); T. Riffe et al., DemoTools: a result must not depend on where an open
 * group starts.
 * Assumptions: deaths are Poisson; the rate of completed age x is the hazard in its middle; hazards rise with age.
 * Limits: above 105 hazards may be flat at about 0.65 (E. Barbi et al. 2018, Science 360, 1459-1461), below the
 * logistic; hardly anyone lives there. With few deaths the slope is not to be trusted: see se_b. */
#include "demog/mortality_priv.h"

#include <math.h>
#include <string.h>

#include "kohort/lifetable.h"

enum { ITERATIONS = 100, HALVINGS = 40, AGES_LEAST = 5 };

#define STEP_TOLERANCE 1e-11 /* of log a and b; the rounding of sums of some thousand deaths */

koh_closure_options koh_closure_options_defaults(void)
{
    return (koh_closure_options){ .fit_from = 80, .fit_to = 99, .model_from = 95 };
}

double koh_kannisto_hazard(const koh_kannisto *fit, double age)
{
    return 1 / (1 + exp(-(fit->log_a + fit->b * (age - fit->from))));
}

/* Ages of the fit, [0] to below [1]. */
static void range_of(const koh_deaths *data, const koh_closure_options *options, size_t range[2])
{
    range[0] = options->fit_from;
    range[1] = options->fit_to + 1 < data->n_age ? options->fit_to + 1 : data->n_age - 1;
}

/* Shape and numbers. */
static koh_status check_numbers(const koh_deaths *data, koh_error *error)
{
    if (data->deaths == NULL || data->exposure == NULL) {
        return koh_error_set(error, KOH_EMISSING, "a model of mortality needs deaths and exposure");
    }
    if (data->n_age < 2 || data->n_age > KOH_MORTALITY_AGES) {
        return koh_error_set(error, KOH_EDOMAIN, "%zu ages: expected 2 to %d", data->n_age, KOH_MORTALITY_AGES);
    }
    for (size_t x = 0; x < data->n_age; x++) {
        const double D = data->deaths[x], E = data->exposure[x];
        if (!(D >= 0) || isinf(D) || !(E >= 0) || isinf(E)) {
            return koh_error_set(error, KOH_EDOMAIN, "deaths and exposure at age %zu: expected numbers >= 0", x);
        }
    }
    return KOH_OK;
}

koh_status koh__deaths_check(const koh_deaths *data, koh_error *error, double *died)
{
    koh_status status = check_numbers(data, error);
    if (status != KOH_OK) {
        return status;
    }
    *died = 0;
    for (size_t x = 0; x < data->n_age; x++) {
        if (data->deaths[x] > 0 && data->exposure[x] == 0) {
            return koh_error_set(error, KOH_EDOMAIN, "deaths without exposure at age %zu", x);
        }
        *died += data->deaths[x];
    }
    return *died > 0 ? KOH_OK : koh_error_set(error, KOH_EDOMAIN, "nobody died: there is nothing to fit");
}

static koh_status check(const koh_deaths *data, const koh_closure_options *options, koh_error *error)
{
    size_t range[2], with_deaths = 0;
    koh_status status = check_numbers(data, error);
    if (status != KOH_OK) {
        return status;
    }
    range_of(data, options, range);
    if (range[1] < range[0] + AGES_LEAST) {
        return koh_error_set(error, KOH_EDOMAIN, "the fit of old ages needs %d single ages from %zu on", AGES_LEAST,
                             range[0]);
    }
    for (size_t x = range[0]; x < range[1]; x++) {
        with_deaths += data->deaths[x] > 0 && data->exposure[x] > 0;
    }
    if (with_deaths < 2) {
        return koh_error_set(error, KOH_EDOMAIN, "the fit of old ages needs deaths at two ages from %zu to %zu",
                             range[0], range[1] - 1);
    }
    return KOH_OK;
}

/* Log-likelihood up to a constant; if wanted, the score [2] and the information [00, 01, 11]. */
static double likelihood(const koh_deaths *data, const size_t range[2], const koh_kannisto *fit, double *score,
                         double *information)
{
    double sum = 0, g[2] = { 0, 0 }, H[3] = { 0, 0, 0 };
    for (size_t x = range[0]; x < range[1]; x++) {
        const double D = data->deaths[x], E = data->exposure[x], z = (double) (x - range[0]) + 0.5;
        if (E > 0) {
            const double mu = koh_kannisto_hazard(fit, (double) x + 0.5), slope = (1 - mu) * (D - E * mu);
            const double weight = E * mu * (1 - mu) * (1 - mu);
            sum += (D > 0 ? D * log(mu) : 0) - E * mu;
            g[0] += slope;
            g[1] += slope * z;
            H[0] += weight;
            H[1] += weight * z;
            H[2] += weight * z * z;
        }
    }
    memcpy(score, g, sizeof g);
    memcpy(information, H, sizeof H);
    return sum;
}

/* Fisher scoring with halved steps, from a level that meets all deaths and a usual slope. */
static koh_status maximise(const koh_deaths *data, const size_t range[2], koh_kannisto *fit)
{
    double score[2], H[3], best = likelihood(data, range, fit, score, H);
    for (fit->iterations = 1; fit->iterations <= ITERATIONS; fit->iterations++) {
        const double determinant = H[0] * H[2] - H[1] * H[1];
        if (!(determinant > 0)) {
            return KOH_ENOCONVERGENCE;
        }
        double step[2] = { (H[2] * score[0] - H[1] * score[1]) / determinant,
                           (H[0] * score[1] - H[1] * score[0]) / determinant };
        const double log_a = fit->log_a, b = fit->b;
        for (int halving = 0; halving < HALVINGS; halving++) {
            fit->log_a = log_a + step[0];
            fit->b = b + step[1];
            const double now = likelihood(data, range, fit, score, H);
            if (now >= best - 1e-12 * fabs(best)) { /* rounding of the sum */
                best = now;
                break;
            }
            step[0] /= 2;
            step[1] /= 2;
        }
        fit->residual = fmax(fabs(step[0]), fabs(step[1]));
        if (fit->residual <= STEP_TOLERANCE) {
            fit->se_log_a = sqrt(H[2] / determinant);
            fit->se_b = sqrt(H[0] / determinant);
            return KOH_OK;
        }
    }
    return KOH_ENOCONVERGENCE;
}

koh_status koh_kannisto_fit(const koh_deaths *data, const koh_closure_options *options, koh_error *error,
                            koh_kannisto *fit)
{
    koh_status status = check(data, options, error);
    if (status != KOH_OK) {
        return status;
    }
    size_t range[2];
    double D = 0, E = 0;
    range_of(data, options, range);
    for (size_t x = range[0]; x < range[1]; x++) {
        D += data->exposure[x] > 0 ? data->deaths[x] : 0;
        E += data->exposure[x];
    }
    const double level = fmin(D / E, 0.9); /* a start below the asymptote */
    *fit = (koh_kannisto){ .log_a = log(level / (1 - level)), .from = (double) range[0] };
    status = maximise(data, range, fit);
    if (status != KOH_OK) {
        return koh_error_set(error, status, "the fit of old ages did not converge in %zu iterations", fit->iterations);
    }
    if (!(fit->b > 0)) {
        return koh_error_set(error, KOH_ENOSOLUTION, "death rates do not rise with age from %zu to %zu", range[0],
                             range[1] - 1);
    }
    return KOH_OK;
}

koh_status koh_mortality_close(const koh_deaths *data, const koh_closure_options *options, koh_error *error,
                               koh_kannisto *fit, double *mx)
{
    koh_kannisto kannisto;
    koh_status status = koh_kannisto_fit(data, options, error, &kannisto);
    if (status != KOH_OK) {
        return status;
    }
    const size_t open = data->n_age - 1, until = options->model_from < open ? options->model_from : open;
    for (size_t x = 0; x < until; x++) {
        if (!(data->exposure[x] > 0)) {
            return koh_error_set(error, KOH_EDOMAIN, "nobody lived at age %zu: its death rate is unknown", x);
        }
    }
    for (size_t x = 0; x < KOH_MORTALITY_AGES; x++) {
        mx[x] = x < until ? data->deaths[x] / data->exposure[x] : koh_kannisto_hazard(&kannisto, (double) x + 0.5);
    }
    *fit = kannisto;
    return KOH_OK;
}

/* The life expectancies ex[n_age] of a schedule. */
static koh_status expectancies(size_t n_age, const double *mx, int sex, koh_error *error, double *ex)
{
    if (n_age > KOH_MORTALITY_AGES) {
        return koh_error_set(error, KOH_EDOMAIN, "%zu ages: expected 2 to %d", n_age, KOH_MORTALITY_AGES);
    }
    double columns[6][KOH_MORTALITY_AGES];
    koh_lifetable table = { columns[0], columns[1], columns[2], columns[3], columns[4], columns[5], ex };
    return koh_lifetable_compute(&(koh_lifetable_input){ .n_age = n_age, .mx = mx, .sex = sex }, error, &table);
}

koh_status koh_mortality_fold(size_t n_age, const double *mx, int sex, size_t open, koh_error *error, double *folded)
{
    double ex[KOH_MORTALITY_AGES] = { 0 };
    if (open < 1 || open >= n_age) {
        return koh_error_set(error, KOH_EDOMAIN, "open age %zu: expected 1 to %zu", open, n_age - 1);
    }
    koh_status status = expectancies(n_age, mx, sex, error, ex);
    if (status == KOH_OK) {
        memmove(folded, mx, open * sizeof *mx);
        folded[open] = 1 / ex[open];
    }
    return status;
}

koh_status koh_mortality_e0(size_t n_age, const double *mx, int sex, koh_error *error, double *e0)
{
    double ex[KOH_MORTALITY_AGES] = { 0 };
    koh_status status = expectancies(n_age, mx, sex, error, ex);
    if (status == KOH_OK) {
        *e0 = ex[0];
    }
    return status;
}
