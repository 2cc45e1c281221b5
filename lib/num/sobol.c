/* Variance by its sources.
 *
 * Method, sources: kohort/sobol.h. The sequence is GSL's (P. Bratley & B. L. Fox 1988, ACM TOMS 14, algorithm 659),
 * whose state lies in the caller's memory, so that GSL allocates nothing. The first-order sum takes the mean from b,
 * which changes no expectation and shrinks its error. Limits: the error of a share falls at best as 1/n; at n = 1024 it
 * is some 0.02. */
#include "kohort/sobol.h"

#include <math.h>

#include <gsl/gsl_qrng.h>

#include "num/rng_priv.h"
#include "num/sum_priv.h"

size_t koh_sobol_bytes(size_t dimensions)
{
    return gsl_qrng_sobol->state_size((unsigned int) dimensions);
}

koh_status koh_sobol_points(size_t n, size_t dimensions, uint64_t seed, void *work, double *point)
{
    if (dimensions < 1 || dimensions > KOH_SOBOL_DIMENSIONS ||
        gsl_qrng_sobol->init_state(work, (unsigned int) dimensions) != 0) {
        return KOH_EDOMAIN;
    }
    const koh_stream_id id = { .seed = seed, .purpose = KOH_PURPOSE_QUASI };
    koh_stream stream = koh__stream(id, 0);
    double shift[KOH_SOBOL_DIMENSIONS];
    koh__stream_uniforms(&stream, dimensions, shift);
    for (size_t i = 0; i < n; i++) {
        double *here = point + i * dimensions;
        if (gsl_qrng_sobol->get(work, (unsigned int) dimensions, here) != 0) {
            return KOH_EDOMAIN;
        }
        for (size_t k = 0; k < dimensions; k++) {
            const double moved = here[k] + shift[k];
            here[k] = fmax(moved - floor(moved), 0x1p-53);
        }
    }
    return KOH_OK;
}

/* Mean of (x - from) y over n, compensated. */
static double mean_of(size_t n, const double *x, double from, const double *y, double less)
{
    koh_sum sum = { 0, 0 };
    for (size_t i = 0; i < n; i++) {
        koh__sum_add(&sum, (x[i] - from) * (y != NULL ? y[i] - less : 1));
    }
    return koh__sum_value(&sum) / (double) n;
}

koh_status koh_sobol_compute(size_t n, size_t groups, const double *a, const double *b, const double *mixed,
                             koh_sobol_indices *indices)
{
    for (size_t i = 0; i < (groups + 2) * n; i++) {
        const double here = i < n ? a[i] : i < 2 * n ? b[i - n] : mixed[i - 2 * n];
        if (!isfinite(here)) {
            return KOH_EDOMAIN;
        }
    }
    if (n < 2) {
        return KOH_EDOMAIN;
    }
    const double mean = 0.5 * (mean_of(n, a, 0, NULL, 0) + mean_of(n, b, 0, NULL, 0));
    const double variance = 0.5 * (mean_of(n, a, mean, a, mean) + mean_of(n, b, mean, b, mean));
    indices->mean = mean;
    indices->variance = variance;
    for (size_t g = 0; g < groups; g++) {
        const double *x = mixed + g * n;
        koh_sum first = { 0, 0 }, total = { 0, 0 };
        for (size_t i = 0; i < n; i++) {
            koh__sum_add(&first, (b[i] - mean) * (x[i] - a[i]));
            koh__sum_add(&total, 0.5 * (a[i] - x[i]) * (a[i] - x[i]));
        }
        indices->first[g] = variance > 0 ? koh__sum_value(&first) / (double) n / variance : (double) NAN;
        indices->total[g] = variance > 0 ? koh__sum_value(&total) / (double) n / variance : (double) NAN;
    }
    return KOH_OK;
}
