/* Method: deaths and shares by level of care, year by year. A person at level k steps up and down at the level's
 * hazards and dies at c r_k, with the level as it is at the time. With w the shares at the start of the year, R the
 * risks on a diagonal and Q the steps, w e^(Q - cR) are the shares of those who live at its end; c is such that they
 * add up to S, so the cell dies as it does without levels. Those who come have the shares of the cell that they come
 * to. Sources: A. Rogers (1995), Multiregional Demography, chapter 4 (increments and decrements from rates); J. W.
 * Vaupel, K. G. Manton & E. Stallard (1979), The impact of heterogeneity in individual frailty on the dynamics of
 * mortality, Demography 16, 439-454 (groups at different risk under one observed mortality); C. Moler & C. Van Loan
 * (2003), Nineteen dubious ways to compute the exponential of a matrix, SIAM Review 45, method 1 on short steps.
 * Assumptions: who moves is not chosen by level.
 * Limits: the newborn begin at level 0 and do not step in their first calendar year; where nobody survives a year
 * nobody steps in it. */
#include <math.h>
#include <string.h>

#include "proj/microsim_priv.h"

enum { N = KOH_MICROSIM_LEVELS, TERMS = 24, ROUNDS = 200 };

static const double tiny = 1e-17;         /* of a person: a term that no longer counts */
static const double close_enough = 1e-12; /* of the hazard of a cell, */
static const double rounding = 1e-15;     /* and what is lost of it in sums near 1 */

/* Steps and deaths of a year: a_kk on the diagonal, up and down beside it. */
typedef struct steps {
    size_t n;
    double stay[N], up[N], down[N]; /* up[k] to k + 1, down[k] to k - 1 */
    double rise[N], fall[N];        /* to k: from k - 1, from k + 1 */
} steps;

static steps steps_of(const koh_care_cell *cell, const double *rate_death)
{
    const koh_microsim_care *care = cell->care;
    const size_t n_cells = cell->n_cells, i = cell->i;
    steps a = { .n = care->n_levels };
    for (size_t k = 0; k < a.n; k++) {
        a.up[k] = k + 1 < a.n ? care->up[k * n_cells + i] : 0;
        a.down[k] = k > 0 ? care->down[(k - 1) * n_cells + i] : 0;
        a.rise[k] = k > 0 ? care->up[(k - 1) * n_cells + i] : 0;
        a.fall[k] = k + 1 < a.n ? care->down[k * n_cells + i] : 0;
        a.stay[k] = -a.up[k] - a.down[k] - rate_death[k];
    }
    return a;
}

/* Into how many parts a year is cut, so that the series of each is short. */
static int parts_of(const steps *a)
{
    double most = 0;
    for (size_t k = 0; k < a->n; k++) {
        most = -a->stay[k] > most ? -a->stay[k] : most;
    }
    return (int) ceil(2 * most) + (most == 0);
}

/* x becomes x e^A, a row of persons by level. */
static void age_row(const steps *a, double *x)
{
    const int parts = parts_of(a);
    for (int part = 0; part < parts; part++) {
        double term[N + 2] = { 0 }, next[N + 2] = { 0 }, most = 1; /* level k at k + 1, nobody beside them */
        for (size_t k = 0; k < a->n; k++) {
            term[k + 1] = x[k];
        }
        for (int m = 1; m <= TERMS && most > tiny; m++) {
            const double scale = 1.0 / (m * parts);
            most = 0;
            for (size_t k = 0; k < a->n; k++) {
                next[k + 1] = scale * (term[k + 1] * a->stay[k] + term[k] * a->rise[k] + term[k + 2] * a->fall[k]);
                most = next[k + 1] > most ? next[k + 1] : -next[k + 1] > most ? -next[k + 1] : most;
            }
            for (size_t k = 0; k < a->n; k++) {
                term[k + 1] = next[k + 1];
                x[k] += next[k + 1];
            }
        }
    }
}

void koh__care_lived(const koh_care_cell *cell, const double *rate_death, double *alive, double *years)
{
    const steps a = steps_of(cell, rate_death);
    const int parts = parts_of(&a);
    double end[N];
    for (size_t k = 0; k < a.n; k++) {
        alive[k] = 1;
        years[k] = 0;
    }
    for (int part = 0; part < parts; part++) { /* columns: e^A 1, and its integral over the year */
        double term[N] = { 0 };
        memcpy(term, alive, sizeof term);
        memcpy(end, alive, sizeof end);
        for (size_t k = 0; k < a.n; k++) {
            years[k] += term[k] / parts;
        }
        for (int m = 1; m <= TERMS; m++) {
            double next[N] = { 0 };
            for (size_t k = 0; k < a.n; k++) {
                const double above = k + 1 < a.n ? a.up[k] * term[k + 1] : 0;
                const double below = k > 0 ? a.down[k] * term[k - 1] : 0;
                next[k] = (a.stay[k] * term[k] + above + below) / (m * parts);
            }
            for (size_t k = 0; k < a.n; k++) {
                term[k] = next[k];
                end[k] += next[k];
                years[k] += next[k] / ((m + 1) * parts);
            }
        }
        memcpy(alive, end, sizeof end);
    }
}

/* Those of shares w who live at the end of the year at a scale c of the risks; `left` by level. */
static double survivors(const koh_care_cell *cell, double c, const double *w, double *left)
{
    const koh_microsim_care *care = cell->care;
    double rate[N], sum = 0;
    for (size_t k = 0; k < care->n_levels; k++) {
        rate[k] = c * care->risk[k * cell->n_cells + cell->i];
    }
    const steps a = steps_of(cell, rate);
    memcpy(left, w, a.n * sizeof *w);
    age_row(&a, left);
    for (size_t k = 0; k < a.n; k++) {
        sum += left[k];
    }
    return sum;
}

/* The scale at which the cell dies at hazard h, by the secant that stays within what is known; from a guess on. */
static double scale_of(const koh_care_cell *cell, double h, const double *w, double guess, double *left)
{
    double low = 0, high = HUGE_VAL, last = 0, g_last = 0, c = guess;
    for (int round = 0; round < ROUNDS && h > 0; round++) {
        const double g = -log(survivors(cell, c, w, left));
        if (fabs(g - h) <= close_enough * h + rounding || c == low || c == high) {
            break;
        }
        if (g < h) {
            low = c;
        } else {
            high = c;
        }
        const double secant = c + (h - g) * (c - last) / (g - g_last), middle = 0.5 * (low + high);
        const double next = round % 8 == 7 ? middle : secant; /* at first through 0, where nobody dies */
        last = c;
        g_last = g;
        c = next > low && next < high ? next : high == HUGE_VAL ? 2 * c : middle;
    }
    if (!(h > 0)) {
        c = 0;
        (void) survivors(cell, c, w, left);
    }
    return c;
}

void koh__care_deaths(const koh_care_cell *cell, double h, const double *w, double *guess, double *rate_death,
                      double *left)
{
    const double *risks = cell->care->risk + cell->i;
    double risk = 0;
    for (size_t k = 0; k < cell->care->n_levels; k++) {
        risk += w[k] * risks[k * cell->n_cells];
    }
    const double scale = scale_of(cell, h, w, *guess * h / risk, left);
    for (size_t k = 0; k < cell->care->n_levels; k++) {
        rate_death[k] = scale * risks[k * cell->n_cells];
    }
    *guess = h > 0 ? scale * risk / h : 1;
}
