/* Method: log death rates by age and year as a mean age pattern and one pattern of change times an index of the
 * year.
 * Equations, with m = D/E and o an offset that is known (0 in the model itself):
 *   ln m(x,t) = o(x,t) + a_x + b_x k_t,   sum_t k_t = 0,   sum_x b_x = 1 (or sum_x b_x^2 = 1).
 *   SVD:      a_x = mean_t (ln m - o);  b k' the closest matrix of rank one to ln m - o - a_x.
 *   DEATHS:   then k_t with sum_x E exp(o + a_x + b_x k_t) = sum_x D, and k centred again.
 *   POISSON:  the maximum of sum D ln m - E m, from the SVD: a Newton step of (a_x, b_x) for each age with k held, one
 *             of k_t for each year with a, b held, in turn. A step that moves a log rate by more than 1/2 is shortened
 *             to that. The likelihood then never falls: along a step s v with decrement v'Hv it gains at least
 *             s v'Hv (1 - s e^(1/2) / 2) > 0.
 * Sources: R. D. Lee & L. R. Carter (1992), Modeling and forecasting U.S. mortality, Journal of the American
 * Statistical Association 87, 659-671, eq. 1; N. Brouhns, M. Denuit & J. K. Vermunt (2002), A Poisson log-bilinear
 * regression approach to the construction of projected lifetables, Insurance: Mathematics and Economics 31,
 * 373-393, whose elementary Newton steps for a and b are taken together here.
 * Assumptions: one pattern of change at all times; deaths are Poisson. Limits: no cohort effects; an age with few
 * deaths has a b of chance, so join ages or years before; with an offset that leaves little, the likelihood has
 * several maxima, and the one reached from the SVD is given. A cell without deaths counts in the logarithms as
 * zero_deaths (half a death: F. J. Anscombe 1956, On estimating binomial response relations, Biometrika 43,
 * 461-464). */
#include "kohort/leecarter.h"

#include <math.h>
#include <string.h>

#include "base/memory_priv.h"
#include "num/linalg_priv.h"
#include "num/sum_priv.h"

enum { DEATHS_STEPS = 100 };

#define STEP_LONGEST 0.5       /* of a log rate; see POISSON above */
#define DEATHS_TOLERANCE 1e-13 /* of a year's deaths, relative: the rounding of their sum */
#define SUM_LEAST 1e-6         /* |sum b| / sqrt(n sum b^2): below it dividing by the sum leaves no digits */

struct koh_leecarter_workspace {
    size_t n_year, n_age;
    double *residual, *turns, *left, *right; /* [n_year][n_age], [n_year][n_year], [n_year], [n_age]; owns, one block */
};

koh_leecarter_options koh_leecarter_options_defaults(void)
{
    return (koh_leecarter_options){ .zero_deaths = 0.5, .tolerance = 1e-10, .iterations_max = 20000 };
}

koh_status koh_leecarter_workspace_new(size_t n_year, size_t n_age, koh_leecarter_workspace **workspace)
{
    if (n_year < 3 || n_age < 2 || n_year > 100000 || n_age > 100000) { /* so that the products cannot overflow */
        return KOH_EDOMAIN;
    }
    koh_leecarter_workspace *w = KOH_NEW(1, koh_leecarter_workspace);
    double *block = KOH_NEW(n_year * n_age + n_year * n_year + n_year + n_age, double);
    if (w == NULL || block == NULL) {
        koh__free(w);
        koh__free(block);
        return KOH_ENOMEM;
    }
    *w = (koh_leecarter_workspace){ .n_year = n_year, .n_age = n_age, .residual = block };
    w->turns = w->residual + n_year * n_age;
    w->left = w->turns + n_year * n_year;
    w->right = w->left + n_year;
    *workspace = w;
    return KOH_OK;
}

void koh_leecarter_workspace_free(koh_leecarter_workspace *workspace)
{
    if (workspace != NULL) {
        koh__free(workspace->residual);
        koh__free(workspace);
    }
}

static size_t stride_of(const koh_leecarter_input *input)
{
    return input->stride == 0 ? input->n_age : input->stride;
}

static double offset_at(const koh_leecarter_input *input, size_t t, size_t x)
{
    return input->offset == NULL ? 0 : input->offset[t * input->n_age + x];
}

static koh_status check_cells(const koh_leecarter_input *input, koh_error *error)
{
    const size_t stride = stride_of(input);
    for (size_t t = 0; t < input->n_year; t++) {
        for (size_t x = 0; x < input->n_age; x++) {
            const double D = input->deaths[t * stride + x], E = input->exposure[t * stride + x];
            if (!(D >= 0) || isinf(D) || !(E >= 0) || isinf(E)) {
                return koh_error_set(error, KOH_EDOMAIN, "age %zu, year %zu: deaths and exposure are numbers >= 0", x,
                                     t);
            }
            if (D > 0 && E == 0) {
                return koh_error_set(error, KOH_EDOMAIN, "age %zu, year %zu: deaths without exposure", x, t);
            }
            if (!isfinite(offset_at(input, t, x))) {
                return koh_error_set(error, KOH_EDOMAIN, "age %zu, year %zu: the offset is not a number", x, t);
            }
        }
    }
    return KOH_OK;
}

static koh_status check_margins(const koh_leecarter_input *input, koh_error *error)
{
    const size_t stride = stride_of(input);
    for (size_t t = 0; t < input->n_year; t++) {
        if (!(koh__sum(input->n_age, input->deaths + t * stride) > 0)) {
            return koh_error_set(error, KOH_EDOMAIN, "year %zu: nobody died", t);
        }
    }
    for (size_t x = 0; x < input->n_age; x++) {
        double died = 0;
        for (size_t t = 0; t < input->n_year; t++) {
            died += input->deaths[t * stride + x];
        }
        if (!(died > 0)) {
            return koh_error_set(error, KOH_EDOMAIN, "age %zu: nobody died in any year; join ages or add years", x);
        }
    }
    return KOH_OK;
}

koh_status koh_leecarter_check(const koh_leecarter_input *input, const koh_leecarter_options *options, koh_error *error)
{
    if (input->deaths == NULL || input->exposure == NULL) {
        return koh_error_set(error, KOH_EMISSING, "Lee-Carter needs deaths and exposure");
    }
    if (input->n_year < 3 || input->n_age < 2) {
        return koh_error_set(error, KOH_EDOMAIN, "Lee-Carter needs three years and two ages or more");
    }
    if (stride_of(input) < input->n_age) {
        return koh_error_set(error, KOH_ESHAPE, "%zu numbers a year for %zu ages", input->stride, input->n_age);
    }
    if (!(options->zero_deaths > 0) || isinf(options->zero_deaths) || !(options->tolerance > 0)) {
        return koh_error_set(error, KOH_EDOMAIN, "zero_deaths and tolerance are numbers above 0");
    }
    koh_status status = check_cells(input, error);
    return status == KOH_OK ? check_margins(input, error) : status;
}

/* a and the factor of the logarithms; k is centred because the residuals of every age are. */
static koh_status fit_logarithms(const koh_leecarter_input *input, double zero_deaths, koh_leecarter_workspace *w,
                                 koh_leecarter *model)
{
    const size_t stride = stride_of(input), n_age = input->n_age, n_year = input->n_year;
    for (size_t x = 0; x < n_age; x++) {
        double sum = 0, known = 0;
        for (size_t t = 0; t < n_year; t++) {
            const double D = input->deaths[t * stride + x], E = input->exposure[t * stride + x];
            double *cell = w->residual + t * n_age + x;
            *cell = E > 0 ? log((D > 0 ? D : zero_deaths) / E) - offset_at(input, t, x) : (double) NAN;
            sum += E > 0 ? *cell : 0;
            known += E > 0;
        }
        model->ax[x] = sum / known;
        for (size_t t = 0; t < n_year; t++) {
            double *cell = w->residual + t * n_age + x;
            *cell = isnan(*cell) ? 0 : *cell - model->ax[x];
        }
    }
    koh_rank_one one = { .left = w->left, .right = w->right };
    koh_status status = koh__rank_one(n_year, n_age, w->residual, w->turns, &one);
    if (status != KOH_OK) {
        return status == KOH_EDOMAIN ? KOH_ENOSOLUTION : status;
    }
    for (size_t t = 0; t < n_year; t++) {
        model->kt[t] = one.sigma * one.left[t];
    }
    memcpy(model->bx, one.right, n_age * sizeof *model->bx);
    model->share = one.share;
    return KOH_OK;
}

/* Sum of k to 0, and b to its scale; rates do not change. */
static koh_status normalise(const koh_leecarter_input *input, koh_leecarter_scale scale, koh_leecarter *model)
{
    const size_t n_age = input->n_age, n_year = input->n_year;
    const double mean = koh__sum(n_year, model->kt) / (double) n_year, sum = koh__sum(n_age, model->bx);
    double squares = 0;
    for (size_t x = 0; x < n_age; x++) {
        squares += model->bx[x] * model->bx[x];
    }
    if (scale == KOH_LEECARTER_SUM && fabs(sum) < SUM_LEAST * sqrt((double) n_age * squares)) {
        return KOH_ENOSOLUTION;
    }
    const double factor = scale == KOH_LEECARTER_SUM ? sum : copysign(sqrt(squares), sum);
    for (size_t x = 0; x < n_age; x++) {
        model->ax[x] += model->bx[x] * mean;
        model->bx[x] /= factor;
    }
    for (size_t t = 0; t < n_year; t++) {
        model->kt[t] = (model->kt[t] - mean) * factor;
    }
    return KOH_OK;
}

/* Expected deaths less those registered in year t at index k; derivative by k. */
static double excess(const koh_leecarter_input *input, const koh_leecarter *model, size_t t, double k,
                     double *derivative)
{
    const size_t row = t * stride_of(input);
    double sum = 0;
    *derivative = 0;
    for (size_t x = 0; x < input->n_age; x++) {
        const double rate = exp(offset_at(input, t, x) + model->ax[x] + model->bx[x] * k);
        const double expected = input->exposure[row + x] * rate;
        sum += expected - input->deaths[row + x];
        *derivative += expected * model->bx[x];
    }
    return sum;
}

static koh_status meet_deaths(const koh_leecarter_input *input, koh_leecarter *model, size_t t)
{
    const double died = koh__sum(input->n_age, input->deaths + t * stride_of(input));
    double slope, gap = excess(input, model, t, model->kt[t], &slope);
    for (int step = 0; step < DEATHS_STEPS; step++) {
        if (fabs(gap) <= DEATHS_TOLERANCE * died) {
            return KOH_OK;
        }
        if (slope == 0) {
            return KOH_ENOCONVERGENCE;
        }
        double move = -gap / slope, next_slope, next = excess(input, model, t, model->kt[t] + move, &next_slope);
        for (int halving = 0; !(fabs(next) < fabs(gap)); halving++) {
            if (halving == DEATHS_STEPS) {
                return KOH_ENOCONVERGENCE;
            }
            move /= 2;
            next = excess(input, model, t, model->kt[t] + move, &next_slope);
        }
        model->kt[t] += move;
        gap = next;
        slope = next_slope;
    }
    return KOH_ENOCONVERGENCE;
}

/* One Newton step of a_x and b_x; returns the largest move of a log rate. */
static double climb_age(const koh_leecarter_input *input, koh_leecarter *model, size_t x)
{
    const size_t stride = stride_of(input);
    double g[2] = { 0, 0 }, H[3] = { 0, 0, 0 }, longest = 0;
    for (size_t t = 0; t < input->n_year; t++) {
        const double k = model->kt[t], E = input->exposure[t * stride + x];
        const double expected = E > 0 ? E * exp(offset_at(input, t, x) + model->ax[x] + model->bx[x] * k) : 0;
        const double gap = input->deaths[t * stride + x] - expected;
        g[0] += gap;
        g[1] += gap * k;
        H[0] += expected;
        H[1] += expected * k;
        H[2] += expected * k * k;
    }
    const double determinant = H[0] * H[2] - H[1] * H[1];
    if (!(determinant > 0)) {
        return (double) INFINITY;
    }
    double a = (H[2] * g[0] - H[1] * g[1]) / determinant, b = (H[0] * g[1] - H[1] * g[0]) / determinant;
    for (size_t t = 0; t < input->n_year; t++) {
        longest = fmax(longest, fabs(a + b * model->kt[t]));
    }
    const double part = longest > STEP_LONGEST ? STEP_LONGEST / longest : 1;
    model->ax[x] += part * a;
    model->bx[x] += part * b;
    return longest;
}

static double climb_year(const koh_leecarter_input *input, koh_leecarter *model, size_t t)
{
    const size_t row = t * stride_of(input);
    double g = 0, H = 0, largest_b = 0;
    for (size_t x = 0; x < input->n_age; x++) {
        const double b = model->bx[x], E = input->exposure[row + x];
        const double expected = E > 0 ? E * exp(offset_at(input, t, x) + model->ax[x] + b * model->kt[t]) : 0;
        g += (input->deaths[row + x] - expected) * b;
        H += expected * b * b;
        largest_b = fmax(largest_b, fabs(b));
    }
    if (!(H > 0)) {
        return (double) INFINITY;
    }
    const double longest = fabs(g / H) * largest_b;
    model->kt[t] += g / H * (longest > STEP_LONGEST ? STEP_LONGEST / longest : 1);
    return longest;
}

static koh_status climb(const koh_leecarter_input *input, const koh_leecarter_options *options, koh_leecarter *model)
{
    model->residual = (double) INFINITY;
    for (model->iterations = 0; model->residual > options->tolerance; model->iterations++) {
        if (model->iterations == options->iterations_max) {
            return KOH_ENOCONVERGENCE;
        }
        model->residual = 0;
        for (size_t x = 0; x < input->n_age; x++) {
            model->residual = fmax(model->residual, climb_age(input, model, x));
        }
        for (size_t t = 0; t < input->n_year; t++) {
            model->residual = fmax(model->residual, climb_year(input, model, t));
        }
        koh_status status = normalise(input, KOH_LEECARTER_SQUARES, model); /* a and b apart, b of one size */
        if (status != KOH_OK) {
            return status;
        }
    }
    return KOH_OK;
}

static double likelihood(const koh_leecarter_input *input, const koh_leecarter *model)
{
    const size_t stride = stride_of(input);
    koh_sum sum = { 0 };
    for (size_t t = 0; t < input->n_year; t++) {
        for (size_t x = 0; x < input->n_age; x++) {
            const double log_rate = offset_at(input, t, x) + model->ax[x] + model->bx[x] * model->kt[t];
            const double E = input->exposure[t * stride + x];
            koh__sum_add(&sum, E > 0 ? input->deaths[t * stride + x] * log_rate - E * exp(log_rate) : 0);
        }
    }
    return koh__sum_value(&sum);
}

koh_status koh_leecarter_fit(const koh_leecarter_input *input, const koh_leecarter_options *options,
                             koh_leecarter_workspace *workspace, koh_error *error, koh_leecarter *model)
{
    koh_status status = koh_leecarter_check(input, options, error);
    if (status != KOH_OK) {
        return status;
    }
    if (workspace->n_year != input->n_year || workspace->n_age != input->n_age) {
        return koh_error_set(error, KOH_ESHAPE, "a workspace for %zu years and %zu ages, used for %zu and %zu",
                             workspace->n_year, workspace->n_age, input->n_year, input->n_age);
    }
    model->iterations = 0;
    model->residual = 0;
    status = fit_logarithms(input, options->zero_deaths, workspace, model);
    for (size_t t = 0; t < input->n_year && status == KOH_OK && options->method == KOH_LEECARTER_DEATHS; t++) {
        status = meet_deaths(input, model, t);
    }
    if (status == KOH_OK && options->method == KOH_LEECARTER_POISSON) {
        status = climb(input, options, model);
    }
    status = status == KOH_OK ? normalise(input, options->scale, model) : status;
    if (status == KOH_OK) {
        model->log_likelihood = likelihood(input, model);
        return KOH_OK;
    }
    return koh_error_set(error, status,
                         status == KOH_ENOSOLUTION ? "death rates do not vary, or their changes by age cancel"
                                                   : "the fit of Lee-Carter did not converge");
}
