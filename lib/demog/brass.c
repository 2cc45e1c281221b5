/* Method: the relational logit model, fitted by Poisson likelihood.
 * Equations, l survivors of 1 and Y(x) = ln((1 - l_x)/l_x)/2, s the standard:
 *   Y(x) = alpha + beta Ys(x),   l_x = 1/(1 + exp(2 Y(x))),   l_0 = 1,
 *   m_x = d_x/(l_(x+1) + a_x d_x),  d_x = l_x - l_(x+1),  a_x of the standard,
 *   open group: m_A = ms_A m_(A-1)/ms_(A-1),
 *   D_x ~ Poisson(E_x m_x);  score sum (D/m - E) m',  information sum E/m m' m'^T, m' the derivatives by alpha and beta
 *   through dl/dalpha = -2 l (1 - l), dl/dbeta = Ys dl/dalpha (Fisher scoring with halved steps).
 * Sources: W. Brass (1971), On the scale of mortality, in Biological Aspects of Demography, 69-110; S. H. Preston,
 * P. Heuveline & M. Guillot (2001), Demography, section 9.1. The likelihood is that of N. Brouhns et al. (2002).
 * Assumptions: the standard has the age pattern up to two numbers; deaths are Poisson. Limits: few deaths determine the
 * level and not beta: look at the covariance; koh_topals_fit and koh_level_of shrink, this does not. */
#include "kohort/brass.h"

#include <math.h>
#include <string.h>

#include "demog/mortality_priv.h"
#include "kohort/lifetable.h"
#include "num/sum_priv.h"

enum { ITERATIONS = 200, HALVINGS = 60 };

#define STEP_TOLERANCE 1e-11 /* of alpha and beta */

/* What the model needs of the standard. */
typedef struct standard {
    size_t n_age;
    double Y[KOH_MORTALITY_AGES]; /* logit of survivors to exact age x; Y[0] is minus infinity */
    double a[KOH_MORTALITY_AGES]; /* years lived in the age by those who die in it */
    const double *mx;
} standard;

static koh_status read_standard(size_t n_age, const double *mx, int sex, koh_error *error, standard *s)
{
    double c[7][KOH_MORTALITY_AGES];
    koh_lifetable table = { c[0], c[1], c[2], c[3], c[4], c[5], c[6] };
    const koh_lifetable_input input = { .n_age = n_age, .mx = mx, .sex = sex, .radix = 1 };
    if (n_age < 3 || n_age > KOH_MORTALITY_AGES) {
        return koh_error_set(error, KOH_EDOMAIN, "%zu ages: expected 3 to %d", n_age, KOH_MORTALITY_AGES);
    }
    koh_status status = koh_lifetable_compute(&input, error, &table);
    if (status != KOH_OK) {
        return status;
    }
    s->n_age = n_age;
    s->mx = mx;
    for (size_t x = 0; x < n_age; x++) {
        const double l = table.lx[x], d = table.dx[x];
        if (!(l > 0) || (x + 1 < n_age && !(mx[x] > 0))) {
            return koh_error_set(error, KOH_EDOMAIN, "standard at age %zu: expected a rate > 0 and survivors", x);
        }
        s->Y[x] = 0.5 * log((1 - l) / l);
        s->a[x] = x + 1 < n_age ? (table.Lx[x] - table.lx[x + 1]) / d : 0;
    }
    return KOH_OK;
}

/* Survivors to exact age x and their derivatives by alpha and beta. */
static void survivors(const standard *s, const koh_brass *brass, size_t x, double l[3])
{
    if (x == 0) {
        l[0] = 1;
        l[1] = l[2] = 0;
        return;
    }
    const double odds = exp(2 * (brass->alpha + brass->beta * s->Y[x])); /* of having died */
    l[0] = 1 / (1 + odds);
    l[1] = -2 * l[0] * (odds * l[0]);
    l[2] = s->Y[x] * l[1];
}

/* The rate at each age and its derivatives: m[n_age][3]. */
static void rates(const standard *s, const koh_brass *brass, double (*m)[3])
{
    const size_t open = s->n_age - 1;
    double l[3], next[3];
    survivors(s, brass, 0, l);
    for (size_t x = 0; x < open; x++) {
        survivors(s, brass, x + 1, next);
        const double d = l[0] - next[0], L = next[0] + s->a[x] * d;
        m[x][0] = d / L;
        for (size_t i = 1; i < 3; i++) {
            const double of_d = l[i] - next[i];
            m[x][i] = (of_d - m[x][0] * (next[i] + s->a[x] * of_d)) / L;
        }
        memcpy(l, next, sizeof l);
    }
    for (size_t i = 0; i < 3; i++) {
        m[open][i] = s->mx[open] * m[open - 1][i] / s->mx[open - 1];
    }
}

koh_status koh_brass_rates(size_t n_age, const double *standard_mx, int sex, const koh_brass *brass, koh_error *error,
                           double *mx)
{
    standard s = { .n_age = 0 };
    double m[KOH_MORTALITY_AGES][3];
    koh_status status = read_standard(n_age, standard_mx, sex, error, &s);
    if (status != KOH_OK) {
        return status;
    }
    if (!isfinite(brass->alpha) || !(brass->beta > 0) || isinf(brass->beta)) {
        return koh_error_set(error, KOH_EDOMAIN, "alpha is a number and beta a number above 0");
    }
    rates(&s, brass, m);
    for (size_t x = 0; x < n_age; x++) {
        if (!isfinite(m[x][0])) {
            return koh_error_set(error, KOH_EDOMAIN, "nobody survives to age %zu", x);
        }
    }
    for (size_t x = 0; x < n_age; x++) {
        mx[x] = m[x][0];
    }
    return KOH_OK;
}

/* Log-likelihood, score [2] and information [aa, ab, bb]; minus infinity where a rate is not a number above 0. */
static double likelihood(const koh_deaths *data, const standard *s, const koh_brass *brass, double score[2],
                         double information[3])
{
    double m[KOH_MORTALITY_AGES][3];
    koh_sum sum = { 0 };
    rates(s, brass, m);
    memset(score, 0, 2 * sizeof *score);
    memset(information, 0, 3 * sizeof *information);
    for (size_t x = 0; x < data->n_age; x++) {
        const double D = data->deaths[x], E = data->exposure[x], rate = m[x][0];
        if (E == 0) {
            continue;
        }
        if (!(rate > 0) || isinf(rate)) {
            return -(double) INFINITY;
        }
        koh__sum_add(&sum, D * log(rate) - E * rate);
        for (size_t i = 0; i < 2; i++) {
            score[i] += (D / rate - E) * m[x][i + 1];
        }
        information[0] += E / rate * m[x][1] * m[x][1];
        information[1] += E / rate * m[x][1] * m[x][2];
        information[2] += E / rate * m[x][2] * m[x][2];
    }
    return koh__sum_value(&sum);
}

static koh_status maximise(const koh_deaths *data, const standard *s, koh_brass *fit)
{
    double g[2], H[3];
    fit->log_likelihood = likelihood(data, s, fit, g, H);
    for (fit->iterations = 1; fit->iterations <= ITERATIONS; fit->iterations++) {
        const double determinant = H[0] * H[2] - H[1] * H[1], alpha = fit->alpha, beta = fit->beta;
        if (!(determinant > 1e-12 * H[0] * H[2])) { /* the two cannot be told apart in double precision */
            return KOH_ENOCONVERGENCE;
        }
        double step[2] = { (H[2] * g[0] - H[1] * g[1]) / determinant, (H[0] * g[1] - H[1] * g[0]) / determinant };
        const double variance[3] = { H[2] / determinant, -H[1] / determinant, H[0] / determinant };
        double next = 0;
        for (int halving = 0; halving < HALVINGS; halving++) {
            fit->alpha = alpha + step[0];
            fit->beta = beta + step[1];
            next = fit->beta > 0 ? likelihood(data, s, fit, g, H) : -(double) INFINITY;
            if (next >= fit->log_likelihood - 1e-14 * fabs(fit->log_likelihood)) { /* rounding of the sum */
                break;
            }
            step[0] /= 2;
            step[1] /= 2;
        }
        fit->log_likelihood = next;
        fit->residual = fmax(fabs(step[0]), fabs(step[1]));
        if (fit->residual <= STEP_TOLERANCE) {
            memcpy(fit->covariance, variance, sizeof variance);
            return KOH_OK;
        }
    }
    return KOH_ENOCONVERGENCE;
}

koh_status koh_brass_fit(const koh_deaths *data, const double *standard_mx, int sex, koh_error *error, koh_brass *fit)
{
    standard s = { .n_age = 0 };
    double died;
    koh_status status = koh__deaths_check(data, error, &died);
    if (status == KOH_OK) {
        status = read_standard(data->n_age, standard_mx, sex, error, &s);
    }
    if (status != KOH_OK) {
        return status;
    }
    *fit = (koh_brass){ .beta = 1 };
    status = maximise(data, &s, fit);
    return status == KOH_OK ? KOH_OK
                            : koh_error_set(error, status, "%.0f deaths do not determine alpha and beta", died);
}
