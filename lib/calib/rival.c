/* Rivals: no change, trend, Hamilton-Perry.
 *
 * Equations: trend P + h (P - P_5) / 5. Hamilton-Perry, with cohort change ratios of the last five years: P'_{a+5} =
 * P_a P_{a+5} / P5_a; open group P'_A = (all who will be in it) P_A / (all who then would be in it). Ages 0-4 by the
 * ratio of children to women of 15-44, of now. Twice for ten years, with the same ratios.
 * Source: C. H. Hamilton & J. Perry (1962), Social Forces 41, 163-170; D. A. Swanson, A. Schlottmann & B. Schmidt
 * (2010), Population Research and Policy Review 29, 47-63. Limits: ratios of small groups are chance: 1 where five-year
 * groups had nobody, 0 for single ages. */
#include "calib/rival_priv.h"

#include <math.h>
#include <string.h>

enum { STEP = KOH_RIVAL_YEARS, MOTHER_FROM = 15, MOTHER_TO = 44, OPEN = 90, GROUPS = 19 };

double koh__rival_trend(double now, double then, size_t h)
{
    return fmax(now + (double) h * (now - then) / STEP, 0);
}

static double sum(const double *x, size_t from, size_t to)
{
    double total = 0;
    for (size_t i = from; i <= to; i++) {
        total += x[i];
    }
    return total;
}

static double ratio(double above, double below)
{
    return below > 0 ? above / below : 1;
}

void koh__rival_cohort_single(size_t n_age, const double *now, const double *then, double *next)
{
    for (size_t sex = 0; sex < 2; sex++) {
        const double *n = now + sex * n_age, *t = then + sex * n_age;
        double *x = next + sex * n_age;
        for (size_t age = STEP; age + 1 < n_age; age++) {
            x[age] = t[age - STEP] > 0 ? n[age - STEP] * n[age] / t[age - STEP] : 0;
        }
        const double before = sum(t, n_age - 1 - STEP, n_age - 1);
        x[n_age - 1] = before > 0 ? sum(n, n_age - 1 - STEP, n_age - 1) * n[n_age - 1] / before : 0;
    }
    const double mothers = ratio(sum(next, MOTHER_FROM, MOTHER_TO), sum(now, MOTHER_FROM, MOTHER_TO));
    for (size_t age = 0; age < STEP; age++) {
        next[age] = now[age] * mothers;
        next[n_age + age] = now[n_age + age] * mothers;
    }
}

/* Five-year groups of one sex; the last is OPEN and above. */
static void group(size_t n_age, const double *persons, double groups[GROUPS])
{
    for (size_t k = 0; k + 1 < GROUPS; k++) {
        groups[k] = sum(persons, STEP * k, STEP * k + STEP - 1);
    }
    groups[GROUPS - 1] = sum(persons, OPEN, n_age - 1);
}

void koh__rival_cohort_groups(size_t n_age, const double *now, const double *then, double *next)
{
    double mothers_now = 0, mothers_next = 0, group_now[2][GROUPS], group_next[2][GROUPS];
    memset(next, 0, 2 * n_age * sizeof *next);
    for (size_t sex = 0; sex < 2; sex++) {
        double before[GROUPS], *n = group_now[sex], *x = group_next[sex];
        group(n_age, now + sex * n_age, n);
        group(n_age, then + sex * n_age, before);
        for (size_t k = 0; k + 2 < GROUPS; k++) {
            x[k + 1] = n[k] * ratio(n[k + 1], before[k]);
        }
        x[GROUPS - 1] = (n[GROUPS - 2] + n[GROUPS - 1]) * ratio(n[GROUPS - 1], before[GROUPS - 2] + before[GROUPS - 1]);
    }
    for (size_t k = MOTHER_FROM / STEP; k <= MOTHER_TO / STEP; k++) {
        mothers_now += group_now[0][k];
        mothers_next += group_next[0][k];
    }
    for (size_t sex = 0; sex < 2; sex++) {
        group_next[sex][0] = group_now[sex][0] * ratio(mothers_next, mothers_now);
        for (size_t age = 0; age < OPEN; age++) {
            next[sex * n_age + age] = group_next[sex][age / STEP] / STEP;
        }
        next[sex * n_age + OPEN] = group_next[sex][GROUPS - 1];
    }
}
