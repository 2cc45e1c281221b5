/* Method: shares of a cell's persons by level of care, year by year. With w the shares at the start of the year, q the
 * cell's chance of death and r the risks of the levels, level k dies with q_k = min(1, c r_k), c such that sum w_k q_k
 * = q; so the cell dies as it does without levels. The survivors' shares w_k (1 - q_k)/(1 - q) then step by exp(Q), Q
 * with the steps up and down beside its diagonal. Those who come have the shares of the cell that they come to.
 * Sources: A. Rogers (1995), Multiregional Demography, chapter 4 (transition matrices from rates); C. Moler & C. Van
 * Loan (2003), Nineteen dubious ways to compute the exponential of a matrix, SIAM Review 45, method 3 (scaling and
 * squaring).
 * Assumptions: within a year the chance of death is that of the level at its start; who moves is not chosen by level.
 * Limits: the newborn begin at level 0 and do not step in their first calendar year. */
#include <math.h>
#include <string.h>

#include "proj/microsim_priv.h"

enum { N = KOH_MICROSIM_LEVELS };

void koh__care_deaths(size_t n, const double *share, const double *risk, double death, double *of_level)
{
    int is_full[N] = { 0 };
    double scale = 0;
    for (size_t round = 0; round < n; round++) { /* a level that would die beyond 1 gives way to the others */
        double left = death, weight = 0;
        for (size_t k = 0; k < n; k++) {
            left -= is_full[k] ? share[k] : 0;
            weight += is_full[k] ? 0 : share[k] * risk[k];
        }
        scale = weight > 0 && left > 0 ? left / weight : 0;
        int again = 0;
        for (size_t k = 0; k < n; k++) {
            if (!is_full[k] && scale * risk[k] > 1) {
                is_full[k] = again = 1;
            }
        }
        if (!again) {
            break;
        }
    }
    for (size_t k = 0; k < n; k++) {
        const double own = is_full[k] ? 1 : scale * risk[k];
        of_level[k] = death < 1 && own < 1 ? own : 1;
    }
}

static void multiply(size_t n, double a[N][N], double b[N][N], double c[N][N])
{
    double product[N][N] = { { 0 } };
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < n; k++) {
            for (size_t j = 0; j < n; j++) {
                product[i][j] += a[i][k] * b[k][j];
            }
        }
    }
    memcpy(c, product, sizeof product);
}

/* e^q for n levels. */
static void exponential(size_t n, double q[N][N], double e[N][N])
{
    enum { SQUARINGS = 8, TERMS = 14 }; /* rates up to 40 a year become 0.16: the next term is below 1e-22 */
    double term[N][N] = { { 0 } };
    memset(e, 0, sizeof term);
    for (size_t i = 0; i < n; i++) {
        e[i][i] = term[i][i] = 1;
        for (size_t j = 0; j < n; j++) {
            q[i][j] = ldexp(q[i][j], -SQUARINGS);
        }
    }
    for (int k = 1; k <= TERMS; k++) {
        multiply(n, term, q, term);
        for (size_t i = 0; i < n * N; i++) {
            term[i / N][i % N] /= k;
            e[i / N][i % N] += term[i / N][i % N];
        }
    }
    for (int k = 0; k < SQUARINGS; k++) {
        multiply(n, e, e, e);
    }
}

void koh__care_turns(const koh_microsim_care *care, koh_life_world *w)
{
    const size_t n = care->n_levels, n_cells = KOH_SEXES * w->n_age;
    for (size_t i = 0; i < n_cells; i++) {
        double q[N][N] = { { 0 } }, e[N][N];
        for (size_t k = 0; k + 1 < n; k++) {
            q[k][k + 1] = care->up[k * n_cells + i];
            q[k + 1][k] = care->down[k * n_cells + i];
        }
        for (size_t k = 0; k < n; k++) {
            q[k][k] = -(k + 1 < n ? q[k][k + 1] : 0) - (k > 0 ? q[k][k - 1] : 0);
        }
        exponential(n, q, e);
        for (size_t k = 0; k < n; k++) {
            memcpy(w->turn + (i * n + k) * n, e[k], n * sizeof(double));
        }
    }
}

/* Adds to `to` [n] the shares of those in row r at the end of the year, weighted by how many they are. */
static double add_row(const koh_life_world *w, const double *persons, size_t t, size_t at[2], double *to)
{
    const size_t n = w->n_levels, n_cells = KOH_SEXES * w->n_age, sex = at[0], r = at[1];
    const size_t start = sex * w->n_age + r - 1, end = sex * w->n_age + (r < w->n_age ? r : w->n_age - 1);
    const double weight = fmax(0, persons[start] * (1 - w->rates.early_out[start]) + w->rates.early_in[start]);
    double left[N], sum = 0;
    for (size_t k = 0; k < n; k++) {
        const size_t row = ((k * w->n_steps + t) * KOH_SEXES + sex) * (w->n_age + 1) + r;
        left[k] = w->share[(t * n + k) * n_cells + start] * (1 - w->law[row].death);
        sum += left[k];
    }
    for (size_t k = 0; k < n; k++) {
        const double share = sum > 0 ? left[k] / sum : w->share[(t * n + k) * n_cells + start];
        for (size_t j = 0; j < n; j++) {
            to[j] += weight * share * w->turn[(end * n + k) * n + j];
        }
    }
    return weight;
}

void koh__care_age(const koh_microsim_care *care, const double *persons, size_t t, koh_life_world *w)
{
    const size_t n = w->n_levels, n_cells = KOH_SEXES * w->n_age;
    for (size_t i = 0; i < n_cells; i++) {
        const size_t sex = i / w->n_age, x = i % w->n_age;
        double to[N] = { 0 }, weight = 0;
        if (x > 0) {
            weight += add_row(w, persons, t, (size_t[2]){ sex, x }, to);
        }
        if (x + 1 == w->n_age) {
            weight += add_row(w, persons, t, (size_t[2]){ sex, w->n_age }, to);
        }
        for (size_t k = 0; k < n; k++) {
            const double first = x == 0 ? k == 0 : care->share[k * n_cells + i]; /* where nobody is expected */
            w->share[((t + 1) * n + k) * n_cells + i] = weight > 0 ? to[k] / weight : first;
        }
    }
}
