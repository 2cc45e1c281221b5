/* Method: the multi-exponential model schedule of migration by age, fitted by least squares.
 * Equation:
 *   m(x) = a1 exp(-alpha1 x)
 *        + a2 exp(-alpha2 (x - mu2) - exp(-lambda2 (x - mu2)))
 *        + a3 exp(-alpha3 (x - mu3) - exp(-lambda3 (x - mu3)))
 *        + a4 exp(lambda4 x) + c.
 * The retirement term is in x - mu3; a help page that is often copied prints (x - 3). Fit: Levenberg-Marquardt in
 * the logarithms of all parameters but the positions mu, which keeps them above 0, from eight positions of the
 * two peaks (four without retirement); the best is taken.
 * Sources: A. Rogers & L. J. Castro (1981), Model Migration Schedules, IIASA RR-81-30; A. Rogers & J. Watkins
 * (1987), General versus elderly interstate migration and population redistribution in the United States, Research
 * on Aging 9, 483-529 (a4, lambda4); the families of 7, 9, 11 and 13 parameters as in the IUSSP's Tools for
 * Demographic Estimation, The multi-exponential model migration schedule; D. W. Marquardt (1963), An algorithm for
 * least-squares estimation of nonlinear parameters, Journal of SIAM 11, 431-441.
 * Assumptions: one labour force peak and at most one of retirement. Limits: no student peak (T. Wilson 2010,
 * Demographic Research 23, 191-222); the model smooths, and knows nothing that the rates do not. */
#include "kohort/migration.h"

#include <math.h>
#include <string.h>

#include "num/linalg_priv.h"
#include "num/sum_priv.h"

enum { PARAMETERS = 13, ITERATIONS = 2000, STARTS = 8 };

#define STEP_TOLERANCE 1e-9      /* of a logarithm; of a year */
#define PROGRESS_TOLERANCE 1e-12 /* of the sum of squares, relative: what is left does not show in the rates */
#define DAMPING_START 1e-3       /* Marquardt 1963 */
#define DAMPING_FACTOR 10.0
#define DAMPING_MAX 1e15 /* no step is left in double precision */
#define LOG_LIMIT 30.0   /* of a logarithm: beyond it a parameter is 0 or without effect */

/* Parameters by number: a1 alpha1 | a2 alpha2 mu2 lambda2 | a3 alpha3 mu3 lambda3 | a4 lambda4 | c. */
enum { A1 = 0, A2 = 2, MU2 = 4, A3 = 6, MU3 = 8, A4 = 10, C = 12 };

static const unsigned char chosen[4][PARAMETERS] = {
    { 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1 },
    { 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1 },
    { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1 },
    { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 },
};

/* Where the search starts, for rates that sum to 1: Rogers & Castro's standard for the first six and the last; the
 * others small, with a retirement peak at 65. The result is a minimum wherever it started. */
static const double usual[PARAMETERS] = { 0.02, 0.1, 0.06, 0.1, 20, 0.4, 0.001, 0.7, 65, 0.6, 1e-4, 0.03, 0.003 };
static const double first_peak[STARTS][2] = { { 20, 65 }, { 17, 65 }, { 24, 65 }, { 29, 65 },
                                              { 20, 61 }, { 24, 61 }, { 20, 69 }, { 24, 69 } };

static double hump(double a, double alpha, double z, double lambda)
{
    return a > 0 ? a * exp(-alpha * z - exp(-lambda * z)) : 0;
}

double koh_rogers_castro_at(const koh_rogers_castro *schedule, double age)
{
    const koh_rogers_castro *s = schedule;
    return s->a1 * exp(-s->alpha1 * age) + hump(s->a2, s->alpha2, age - s->mu2, s->lambda2) +
           hump(s->a3, s->alpha3, age - s->mu3, s->lambda3) + (s->a4 > 0 ? s->a4 * exp(s->lambda4 * age) : 0) + s->c;
}

static int is_position(size_t i)
{
    return i == MU2 || i == MU3;
}

/* A problem of n free parameters, which are the numbers which[0..n-1]. */
typedef struct problem {
    size_t n_age, n, which[PARAMETERS];
    const double *rate, *weight;
    double value[PARAMETERS]; /* all parameters, as they are; those not chosen are 0 */
} problem;

/* m(x), and its derivatives by the logarithms of the parameters, by the positions themselves. */
static double derivatives(const double *p, double x, double d[PARAMETERS])
{
    memset(d, 0, PARAMETERS * sizeof *d);
    d[A1] = p[A1] * exp(-p[A1 + 1] * x);
    d[A1 + 1] = -p[A1 + 1] * x * d[A1];
    for (size_t i = A2; i <= A3; i += A3 - A2) {
        const double alpha = p[i + 1], z = x - p[i + 2], lambda = p[i + 3];
        const double rise = exp(fmin(-lambda * z, 700)); /* exp(-exp(700)) is 0 all the same */
        const double term = p[i] > 0 ? p[i] * exp(-alpha * z - rise) : 0;
        if (term > 0) {
            d[i] = term;
            d[i + 1] = -alpha * z * term;
            d[i + 2] = (alpha - lambda * rise) * term;
            d[i + 3] = lambda * z * rise * term;
        }
    }
    d[A4] = p[A4] > 0 ? p[A4] * exp(p[A4 + 1] * x) : 0;
    d[A4 + 1] = p[A4 + 1] * x * d[A4];
    d[C] = p[C];
    return d[A1] + d[A2] + d[A3] + d[A4] + d[C];
}

/* Sum of weighted squares; if g is given, J'W r in g[n] and J'W J in H[n][n]. */
static double squares_of(const problem *f, const double *value, double *g, double *H)
{
    koh_sum sum = { 0 };
    if (g != NULL) {
        memset(g, 0, f->n * sizeof *g);
        memset(H, 0, f->n * f->n * sizeof *H);
    }
    for (size_t x = 0; x < f->n_age; x++) {
        double d[PARAMETERS];
        const double w = f->weight == NULL ? 1 : f->weight[x];
        const double gap = f->rate[x] - derivatives(value, (double) x, d);
        koh__sum_add(&sum, w * gap * gap);
        for (size_t i = 0; g != NULL && i < f->n; i++) {
            g[i] += w * gap * d[f->which[i]];
            for (size_t j = 0; j <= i; j++) {
                H[i * f->n + j] += w * d[f->which[i]] * d[f->which[j]];
            }
        }
    }
    return koh__sum_value(&sum);
}

/* The damped step from value to next; the size of it, or -1 when there is none. */
static double step_to(const problem *f, const double *g, const double *H, double damping, double *next)
{
    double A[PARAMETERS * PARAMETERS], step[PARAMETERS], largest = 0;
    memcpy(A, H, f->n * f->n * sizeof *A);
    memcpy(step, g, f->n * sizeof *step);
    for (size_t i = 0; i < f->n; i++) {
        A[i * f->n + i] += damping * H[i * f->n + i] + 1e-300; /* a parameter without effect stays */
    }
    if (koh__cholesky(f->n, A) != KOH_OK) {
        return -1;
    }
    koh__cholesky_solve(f->n, A, step);
    memcpy(next, f->value, PARAMETERS * sizeof *next);
    for (size_t i = 0; i < f->n; i++) {
        const size_t at = f->which[i];
        largest = fmax(largest, fabs(step[i]));
        next[at] = is_position(at) ? next[at] + step[i] : next[at] * exp(fmin(fmax(step[i], -LOG_LIMIT), LOG_LIMIT));
    }
    return largest;
}

/* Levenberg-Marquardt from f->value; the sum of squares reached, or NaN. */
static double descend(problem *f, koh_rogers_castro_fit *fit)
{
    double g[PARAMETERS], H[PARAMETERS * PARAMETERS], next[PARAMETERS], damping = DAMPING_START;
    double best = squares_of(f, f->value, g, H);
    for (fit->iterations = 1; fit->iterations <= ITERATIONS; fit->iterations++) {
        const double size = step_to(f, g, H, damping, next);
        const double now = size < 0 ? (double) INFINITY : squares_of(f, next, NULL, NULL);
        if (now < best) {
            const double progress = best - now;
            memcpy(f->value, next, sizeof f->value);
            best = squares_of(f, f->value, g, H);
            damping /= DAMPING_FACTOR;
            fit->residual = size;
            if (size <= STEP_TOLERANCE || progress <= PROGRESS_TOLERANCE * best) {
                return best;
            }
        } else if (size >= 0 && size <= STEP_TOLERANCE) {
            fit->residual = size;
            return best;
        } else if ((damping *= DAMPING_FACTOR) > DAMPING_MAX) {
            return best;
        }
    }
    return (double) NAN;
}

static koh_status check(const problem *f, koh_error *error, double *total, double *variance)
{
    double weights = 0, sum = 0, squares = 0;
    size_t known = 0;
    *total = 0;
    for (size_t x = 0; x < f->n_age; x++) {
        const double w = f->weight == NULL ? 1 : f->weight[x], m = f->rate[x];
        if (!(m >= 0) || isinf(m) || !(w >= 0) || isinf(w)) {
            return koh_error_set(error, KOH_EDOMAIN, "age %zu: rates and weights are numbers >= 0", x);
        }
        known += w > 0;
        weights += w;
        sum += w * m;
        *total += w > 0 ? m : 0;
    }
    if (known <= f->n) {
        return koh_error_set(error, KOH_EDOMAIN, "%zu ages for %zu parameters", known, f->n);
    }
    for (size_t x = 0; x < f->n_age; x++) {
        const double gap = f->rate[x] - sum / weights;
        squares += (f->weight == NULL ? 1 : f->weight[x]) * gap * gap;
    }
    *variance = squares;
    return squares > 0 ? KOH_OK : koh_error_set(error, KOH_EDOMAIN, "the rates do not vary with age");
}

static koh_rogers_castro schedule_of(const double *p)
{
    return (koh_rogers_castro){ p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9], p[10], p[11], p[12] };
}

koh_status koh_rogers_castro_solve(size_t n_age, const double *rate, const double *weight,
                                   koh_rogers_castro_model model, koh_error *error, koh_rogers_castro_fit *fit)
{
    problem f = { .n_age = n_age, .rate = rate, .weight = weight };
    double total = 0, variance = 0, best = (double) INFINITY;
    for (size_t i = 0; i < PARAMETERS; i++) {
        if (chosen[model][i]) {
            f.which[f.n++] = i;
        }
    }
    koh_status status = check(&f, error, &total, &variance);
    if (status != KOH_OK) {
        return status;
    }
    const size_t starts = chosen[model][MU3] ? STARTS : STARTS / 2;
    for (size_t start = 0; start < starts; start++) {
        koh_rogers_castro_fit now = { .residual = 0 };
        for (size_t i = 0; i < PARAMETERS; i++) {
            const int height = i == A1 || i == A2 || i == A3 || i == A4 || i == C;
            f.value[i] = chosen[model][i] ? usual[i] * (height ? total : 1) : 0;
        }
        f.value[MU2] = first_peak[start][0];
        f.value[MU3] = chosen[model][MU3] ? first_peak[start][1] : 0;
        const double squares = descend(&f, &now);
        if (squares < best) {
            best = squares;
            now.schedule = schedule_of(f.value);
            now.r2 = 1 - squares / variance;
            *fit = now;
        }
    }
    return isinf(best) ? koh_error_set(error, KOH_ENOCONVERGENCE, "no schedule was found in %d steps", ITERATIONS)
                       : KOH_OK;
}
