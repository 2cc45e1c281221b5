/* The pool of movers between municipalities: everybody who leaves one arrives in another.
 *
 * Equations: pool_x = sum over regions r of leaving_rx;  arriving_rx = pool_x weight_rx / sum over r of weight_rx.
 * Source: T. Wilson & M. Bell (2004), Comparative empirical evaluations of internal migration models in subnational
 * population projections, Journal of Population Research 21, 127-160 (the migration pool model). Limits: where movers
 * come from does not matter for where they go; the weights are those of the base period and do not follow how the
 * municipalities grow. */
#include <math.h>

#include "kohort/gross_migration.h"
#include "num/sum_priv.h"

static koh_status check(size_t n_regions, size_t n_cells, const double *values, const char *what, koh_error *error)
{
    for (size_t i = 0; i < n_regions * n_cells; i++) {
        if (!(values[i] >= 0) || !isfinite(values[i])) {
            return koh_error_set(error, KOH_EDOMAIN, "%s of region %zu, cell %zu is %g, expected 0 or more", what,
                                 i / n_cells, i % n_cells, values[i]);
        }
    }
    return KOH_OK;
}

koh_status koh_flows_pool(size_t n_regions, size_t n_cells, const double *leaving, const double *weight,
                          koh_error *error, double *arriving)
{
    koh_status status = check(n_regions, n_cells, leaving, "those who leave", error);
    status = status == KOH_OK ? check(n_regions, n_cells, weight, "the weight", error) : status;
    for (size_t x = 0; status == KOH_OK && x < n_cells; x++) {
        koh_sum pool = { 0, 0 }, weights = { 0, 0 };
        for (size_t r = 0; r < n_regions; r++) {
            koh__sum_add(&pool, leaving[r * n_cells + x]);
            koh__sum_add(&weights, weight[r * n_cells + x]);
        }
        const double all = koh__sum_value(&weights), movers = koh__sum_value(&pool);
        for (size_t r = 0; r < n_regions; r++) {
            const size_t i = r * n_cells + x;
            arriving[i] = all > 0 ? movers * (weight[i] / all) : leaving[i];
        }
    }
    return status;
}
