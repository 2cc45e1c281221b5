/* Methods: two model schedules of fertility by age, each integrated over single years of age and scaled to the total.
 * Hadwiger:
 *   f(x) = (a b/c) (c/x)^(3/2) exp(-b^2 (c/x + x/c - 2)),
 * which is a sqrt(pi) = TFR times the density of the inverse Gaussian distribution with mean c and variance c^2/(2
 * b^2), so mean and standard deviation of the age at birth give c and b; its distribution function is, with r = c/sd,
 *   F(x) = Phi(r sqrt(c/x) (x/c - 1)) + exp(2 r^2) Phi(-r sqrt(c/x) (x/c + 1)).
 * Quadratic spline, with youngest age s, peak P and half-level age H:
 *   f(x) = sum_(k=0..4) theta_k (x - t_k)^2 where x > t_k, 0 from t_5 = e on,
 *   w = min(0.75, 0.25 + 0.025 (P - s)),  e = max(min(50, 4 H - 3 P), (4 H - P)/3),
 *   t = s, (1 - w) s + w P, P, (P + H)/2, (H + e)/2, e,
 *   f(P) = 1, f'(P) = 0, f(H) = 1/2, f(e) = 0, f'(e) = 0 (the rule for e keeps f from falling below 0).
 * Sources: H. Hadwiger (1940), Eine analytische Reproduktionsfunktion fuer biologische Gesamtheiten, Skandinavisk
 * Aktuarietidskrift 23, 101-113; T. Chandola, D. A. Coleman & R. W. Hiorns (1999), Recent European fertility patterns:
 * fitting curves to "distorted" distributions, Population Studies 53, 317-329; C. P. Schmertmann (2003), A system of
 * model fertility schedules with graphically intuitive parameters, Demographic Research 9(5), 81-110.
 * Assumptions: one hump. Limits: no second hump of young mothers; where age-specific rates exist, use them. */
#include "kohort/fertility.h"

#include <math.h>
#include <string.h>

#include "num/sum_priv.h"

#define OUTSIDE_MOST 0.01 /* of the births above the highest age, as the header says */
#define SHARPEST 15.0     /* mean/sd: exp(2 r^2) Phi(-2 r) is then still within doubles (human schedules: 5 to 7) */

koh_status koh_fertility_sum(size_t n_age, const double *rate, koh_error *error, koh_fertility_totals *totals)
{
    koh_sum sum[3] = { { 0, 0 }, { 0, 0 }, { 0, 0 } };
    for (size_t x = 0; x < n_age; x++) {
        if (!(rate[x] >= 0) || isinf(rate[x])) {
            return koh_error_set(error, KOH_EDOMAIN, "fertility at age %zu: expected a number >= 0", x);
        }
        const double age = (double) x + 0.5;
        koh__sum_add(&sum[0], rate[x]);
        koh__sum_add(&sum[1], rate[x] * age);
        koh__sum_add(&sum[2], rate[x] * age * age);
    }
    const double tfr = koh__sum_value(&sum[0]);
    if (!(tfr > 0)) {
        return koh_error_set(error, KOH_EDOMAIN, "nobody is born");
    }
    const double mean = koh__sum_value(&sum[1]) / tfr;
    *totals = (koh_fertility_totals){ tfr, mean, sqrt(fmax(koh__sum_value(&sum[2]) / tfr - mean * mean, 0)) };
    return KOH_OK;
}

static double normal_below(double z)
{
    return 0.5 * erfc(-z / sqrt(2));
}

/* Share of births before exact age x. */
static double hadwiger_below(double mean, double sd, double x)
{
    if (x <= 0) {
        return 0;
    }
    const double r = mean / sd, u = r * sqrt(mean / x);
    return normal_below(u * (x / mean - 1)) + exp(2 * r * r) * normal_below(-u * (x / mean + 1));
}

static int is_total(double tfr)
{
    return tfr >= 0 && !isinf(tfr);
}

koh_status koh_fertility_hadwiger(const koh_fertility_totals *totals, size_t n_age, koh_error *error, double *rate)
{
    const double mean = totals->mean, sd = totals->sd;
    if (!is_total(totals->tfr)) {
        return koh_error_set(error, KOH_EDOMAIN, "children per woman: expected a number >= 0");
    }
    if (!(mean > 0) || isinf(mean) || !(sd > 0) || !(mean / sd <= SHARPEST)) {
        return koh_error_set(error, KOH_EDOMAIN,
                             "age at birth: expected a mean > 0 and a deviation of at least 1/%g of it", SHARPEST);
    }
    const double inside = hadwiger_below(mean, sd, (double) n_age);
    if (!(inside >= 1 - OUTSIDE_MOST)) {
        return koh_error_set(error, KOH_EDOMAIN, "%.1f %% of births would be above age %zu", 100 * (1 - inside), n_age);
    }
    double before = 0;
    for (size_t x = 0; x < n_age; x++) {
        const double below = hadwiger_below(mean, sd, (double) (x + 1));
        rate[x] = totals->tfr * fmax(below - before, 0) / inside;
        before = below;
    }
    return KOH_OK;
}

/* The three equations at H and e for theta_2..4, given theta_0 and theta_1, by elimination from the last knot. */
static void solve_right(const double *t, double half, double *theta)
{
    double A[3][4];
    const double at[3] = { half, t[5], t[5] }, wanted[3] = { 0.5, 0, 0 };
    for (size_t i = 0; i < 3; i++) { /* row 2 is the derivative at e */
        A[i][3] = wanted[i];
        for (size_t k = 0; k < 5; k++) {
            const double z = fmax(at[i] - t[k], 0), term = i < 2 ? z * z : 2 * z;
            if (k < 2) {
                A[i][3] -= theta[k] * term;
            } else {
                A[i][k - 2] = term;
            }
        }
    }
    /* theta_4 out of the value and the derivative at e; theta_3 and theta_2 remain, H lies below knot 4. */
    const double z4 = t[5] - t[4],
                 value[3] = { A[1][0] - A[2][0] * z4 / 2, A[1][1] - A[2][1] * z4 / 2, A[1][3] - A[2][3] * z4 / 2 };
    const double determinant = A[0][0] * value[1] - A[0][1] * value[0];
    theta[2] = (A[0][3] * value[1] - A[0][1] * value[2]) / determinant;
    theta[3] = (A[0][0] * value[2] - A[0][3] * value[0]) / determinant;
    theta[4] = (A[2][3] - A[2][0] * theta[2] - A[2][1] * theta[3]) / A[2][2];
}

double koh_fertility_spline_at(const koh_fertility_curve *curve, double age)
{
    double sum = 0;
    for (size_t k = 0; k < 5 && age < curve->knot[5]; k++) {
        const double z = fmax(age - curve->knot[k], 0);
        sum += curve->theta[k] * z * z;
    }
    return sum;
}

koh_status koh_fertility_spline_solve(const koh_fertility_spline *spline, koh_error *error, koh_fertility_curve *curve)
{
    const double s = spline->youngest, P = spline->peak, H = spline->half;
    if (!(s >= 0) || !(P > s) || !(H > P) || !(H <= 60)) {
        return koh_error_set(error, KOH_EDOMAIN, "ages of fertility: expected 0 <= youngest < peak < half <= 60");
    }
    const double w = fmin(0.75, 0.25 + 0.025 * (P - s)), end = fmax(fmin(50, 4 * H - 3 * P), (4 * H - P) / 3);
    koh_fertility_curve c = { .knot = { s, (1 - w) * s + w * P, P, (P + H) / 2, (H + end) / 2, end } };
    c.theta[0] = 1 / (w * (P - s) * (P - s)); /* from f(P) = 1 and f'(P) = 0 */
    c.theta[1] = -c.theta[0] / (1 - w);
    solve_right(c.knot, H, c.theta);
    *curve = c;
    return KOH_OK;
}

/* The integral of the curve up to an exact age. */
static double spline_below(const koh_fertility_curve *curve, double age)
{
    double sum = 0;
    const double x = fmin(age, curve->knot[5]);
    for (size_t k = 0; k < 5; k++) {
        const double z = fmax(x - curve->knot[k], 0);
        sum += curve->theta[k] * z * z * z / 3;
    }
    return sum;
}

koh_status koh_fertility_quadratic(const koh_fertility_spline *spline, double tfr, size_t n_age, koh_error *error,
                                   double *rate)
{
    koh_fertility_curve curve = { .knot = { 0 } };
    if (!is_total(tfr)) {
        return koh_error_set(error, KOH_EDOMAIN, "children per woman: expected a number >= 0");
    }
    koh_status status = koh_fertility_spline_solve(spline, error, &curve);
    if (status != KOH_OK) {
        return status;
    }
    if (curve.knot[5] > (double) n_age) {
        return koh_error_set(error, KOH_EDOMAIN, "births up to age %.1f, and ages up to %zu", curve.knot[5], n_age);
    }
    const double all = spline_below(&curve, curve.knot[5]);
    double before = 0;
    for (size_t x = 0; x < n_age; x++) {
        const double below = spline_below(&curve, (double) (x + 1));
        rate[x] = tfr * fmax(below - before, 0) / all;
        before = below;
    }
    return KOH_OK;
}
