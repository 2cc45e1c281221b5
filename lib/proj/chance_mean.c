/* Method: persons of each draw in expectation over its chance, given its uncertain parameters: the deterministic step
 * with the draw's own level, beside the step that is drawn. Those who leave by the level are a share of those who are
 * there, the expected number over this expectation; so as many leave as come where levels are opposite, and the mean
 * over levels that sum to zero is the deterministic path. What a cell cannot give, the next younger cell gives.
 * Source: chance_rates.c for the probabilities.
 * Limits: beyond the last cell (boys of age 0) nobody is left to leave. */
#include <math.h>

#include "base/clones_priv.h"
#include "proj/chance_priv.h"

void koh__mean_scale(const koh_chance_block *b, double factor)
{
    double *restrict here = b->mean_here;
    for (size_t d = 0; d < b->n; d++) {
        here[d] *= factor;
    }
}

void koh__mean_add(const koh_chance_block *b, double persons)
{
    double *restrict here = b->mean_here;
    for (size_t d = 0; d < b->n; d++) {
        here[d] += persons;
    }
}

void koh__mean_survive(const koh_chance_block *b, double log_survival, const double *restrict factor)
{
    double *restrict here = b->mean_here;
    for (size_t d = 0; d < b->n; d++) {
        here[d] *= exp(log_survival * factor[d]);
    }
}

void koh__mean_bear(const koh_chance_block *b, double births_per_woman)
{
    const double *restrict here = b->mean_here;
    double *restrict mothers = b->mean_mothers;
    for (size_t d = 0; d < b->n; d++) {
        mothers[d] += births_per_woman * here[d];
    }
}

void koh__mean_born(const koh_chance_block *b, const double *factor, double share)
{
    double *restrict here = b->mean_here;
    for (size_t d = 0; d < b->n; d++) {
        here[d] = share * b->mean_mothers[d] * (factor != NULL ? factor[d] : 1);
    }
}

KOH_CLONES
static void put_level(size_t n, const double *restrict level, double profile, double *restrict here,
                      double *restrict owed, double *restrict own)
{
#pragma omp simd
    for (size_t d = 0; d < n; d++) {
        const double wanted = (level[d] < 0 ? -level[d] * profile : 0) + owed[d];
        const double left = wanted < here[d] ? wanted : here[d] > 0 ? here[d] : 0;
        const double come = level[d] > 0 ? level[d] * profile : 0;
        own[d] = left > 0 ? -left / here[d] : come;
        owed[d] = wanted - left;
        here[d] += come - left;
    }
}

void koh__mean_level(const koh_chance_block *b, const double *level, double profile)
{
    put_level(b->n, level, profile, b->mean_here, b->owed, b->own);
}
