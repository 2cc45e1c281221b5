/* Gross migration of all municipalities in a year: who leaves a municipality arrives in another.
 *
 * Equations: of the survivors and births a_rx of region r, out_rx = a_rx out_rate_rx and emigration_rx = e a_rx
 * emigration_rate_rx leave; in_rx is a share of the pool of all out (calib/pool.c), immigration_rx = i count_rx; i and
 * e are 1, or such that the country's sums are those of a given path. Source: as calib/pool.c and calib/flows.c.
 * Limits: the path moves all municipalities and ages by one factor. */
#include <math.h>

#include "num/sum_priv.h"
#include "plan/together_flows_priv.h"

/* The factor that brings a sum to what the path has; 1 without a path, NaN when there is nothing to be scaled. */
static double factor_of(const double *path, size_t step, double sum)
{
    if (path == NULL) {
        return 1;
    }
    return sum > 0 ? path[step] / sum : path[step] > 0 ? (double) NAN : 1;
}

static koh_status fail_path(const koh_country_input *input, size_t step, const char *what, koh_error *error)
{
    return koh_error_set(error, KOH_ENOSOLUTION, "%s of the path in %d cannot be met: %s", what,
                         input->nation->origin + (int) step,
                         what[0] == 'i' ? "nobody is registered who came" : "more would leave than there are");
}

/* Those who leave for abroad, once those who leave for another municipality are gone; their sum is the path's. */
static koh_status emigrate(const koh_country_input *input, size_t step, const double *aged, const double *leaving,
                           double *emigration, koh_error *error)
{
    const size_t size = 2 * input->nation->n_age, n = input->n_regions * size;
    for (size_t i = 0; i < n; i++) {
        emigration[i] = aged[i] * input->flows[i / size].emigration_rate[i % size];
    }
    const double factor = factor_of(input->emigration, step, koh__sum(n, emigration));
    int fits = !isnan(factor);
    for (size_t i = 0; fits && i < n; i++) {
        emigration[i] *= factor;
        fits = emigration[i] <= (aged[i] - leaving[i]) * (1 + 1e-12);
        emigration[i] = fmin(emigration[i], aged[i] - leaving[i]);
    }
    return fits ? KOH_OK : fail_path(input, step, "emigration", error);
}

static koh_status immigrate(const koh_country_input *input, size_t step, double *immigration, koh_error *error)
{
    const size_t size = 2 * input->nation->n_age, n = input->n_regions * size;
    for (size_t i = 0; i < n; i++) {
        immigration[i] = input->flows[i / size].immigration[i % size];
    }
    const double factor = factor_of(input->immigration, step, koh__sum(n, immigration));
    for (size_t i = 0; i < n; i++) {
        immigration[i] *= factor;
    }
    return isnan(factor) ? fail_path(input, step, "immigration", error) : KOH_OK;
}

koh_status koh__country_flows(const koh_country_input *input, size_t step, const double *aged, double *work,
                              double *net, double *components, koh_error *error)
{
    const size_t size = 2 * input->nation->n_age, n = input->n_regions * size;
    double *flow[KOH_FLOWS], *weight = work + KOH_FLOWS * n;
    for (size_t f = 0; f < KOH_FLOWS; f++) {
        flow[f] = work + f * n;
    }
    for (size_t i = 0; i < n; i++) {
        flow[KOH_FLOW_OUT][i] = aged[i] * input->flows[i / size].out_rate[i % size];
        weight[i] = input->flows[i / size].in_count[i % size];
    }
    koh_status status = koh_flows_pool(input->n_regions, size, flow[KOH_FLOW_OUT], weight, error, flow[KOH_FLOW_IN]);
    status = status == KOH_OK ? immigrate(input, step, flow[KOH_FLOW_IMMIGRATION], error) : status;
    status =
        status == KOH_OK ? emigrate(input, step, aged, flow[KOH_FLOW_OUT], flow[KOH_FLOW_EMIGRATION], error) : status;
    for (size_t i = 0; status == KOH_OK && i < n; i++) {
        net[i] =
            flow[KOH_FLOW_IN][i] - flow[KOH_FLOW_OUT][i] + flow[KOH_FLOW_IMMIGRATION][i] - flow[KOH_FLOW_EMIGRATION][i];
    }
    for (size_t r = 0; status == KOH_OK && r < input->n_regions; r++) {
        for (size_t f = 0; f < KOH_FLOWS; f++) {
            components[r * KOH_COUNTRY_COMPONENTS + KOH_COUNTRY_FLOWS + f] = koh__sum(size, flow[f] + r * size);
        }
    }
    return status;
}
