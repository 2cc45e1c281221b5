/* Method: the flow-difference method. Net migration is the difference of an inflow and an outflow, each with an age
 * pattern of its own; their size follows from the population and the net number.
 * Equations, P = sum P_x, N the net number:
 *   I = max(b0 P + b1 N, least P, N + least P),   O = I - N,
 *   I_x = I r_x/sum r,   O_x = O P_x s_x/sum P s,   N_x = I_x - O_x.
 * Where more would leave an age than are there, all leave, and the rest leaves the other ages in proportion.
 * Matching flows to a net number n_x by age: the minimum of (i - I)^2/I + (o - O)^2/O with i - o = n is
 *   i = I (1 + z), o = O (1 - z), z = (n - (I - O))/(I + O), and at |z| > 1 the flow that would be negative is 0.
 * Sources: H. Sevcikova, J. Raymer & A. E. Raftery (2024), Forecasting net migration by age: the flow-difference
 * approach, arXiv:2411.09878; defaults of their program bayesPop for yearly data. Matching: ordinary least squares with
 * one constraint, as in the constrained projections of housing-led models.
 * Assumptions: out-moves follow the population at risk, in-moves do not. Limits: the size of the flows is assumed, not
 * observed; only their difference is. */
#include <math.h>

#include "kohort/migration.h"
#include "num/sum_priv.h"

koh_moves_options koh_moves_options_defaults(void)
{
    return (koh_moves_options){ .base = 0.07, .response = 0.5, .least = 0.007 };
}

static int is_count(double x)
{
    return x >= 0 && !isinf(x);
}

/* Sums of persons, of the in-shares and of the persons weighted by their out-rates. */
static koh_status check(const koh_moves_input *input, const koh_moves_options *options, koh_error *error, double sum[3])
{
    sum[0] = sum[1] = sum[2] = 0;
    if (input->population == NULL || input->in_share == NULL || input->out_rate == NULL) {
        return koh_error_set(error, KOH_EMISSING, "flows need a population and two schedules");
    }
    for (size_t x = 0; x < input->n_age; x++) {
        if (!is_count(input->population[x]) || !is_count(input->in_share[x]) || !is_count(input->out_rate[x])) {
            return koh_error_set(error, KOH_EDOMAIN, "age %zu: persons and schedules are numbers >= 0", x);
        }
        sum[0] += input->population[x];
        sum[1] += input->in_share[x];
        sum[2] += input->population[x] * input->out_rate[x];
    }
    if (!(sum[0] > 0) || !(sum[1] > 0) || !(sum[2] > 0) || !isfinite(input->net)) {
        return koh_error_set(error, KOH_EDOMAIN, "there are persons, who move, and a net number of them");
    }
    if (!(options->base > 0 && options->base <= 1) || !(options->response >= 0 && options->response <= 1) ||
        !(options->least >= 0 && options->least <= options->base)) {
        return koh_error_set(error, KOH_EDOMAIN, "base is in 0..1, response in 0..1, least at most base");
    }
    return KOH_OK;
}

/* Fills out with the total `leaving`, no age beyond its persons; 1 when some age was. */
static int leave(const koh_moves_input *input, double leaving, double at_risk, double *out)
{
    int capped = 0, more = 1;
    for (size_t x = 0; x < input->n_age; x++) {
        out[x] = 0;
    }
    while (more && at_risk > 0) { /* each round empties an age or is the last */
        const double share = leaving / at_risk;
        more = 0;
        for (size_t x = 0; x < input->n_age; x++) {
            const double risk = input->population[x] * input->out_rate[x];
            const int empties = out[x] == 0 && risk > 0 && share * input->out_rate[x] > 1;
            if (empties) {
                out[x] = input->population[x];
                leaving -= out[x];
                at_risk -= risk;
                more = capped = 1;
            }
        }
        if (!more) {
            for (size_t x = 0; x < input->n_age; x++) {
                out[x] = out[x] > 0 ? out[x] : share * input->population[x] * input->out_rate[x];
            }
        }
    }
    return capped;
}

koh_status koh_moves_split(const koh_moves_input *input, const koh_moves_options *options, koh_error *error, double *in,
                           double *out)
{
    double sum[3], movable = 0;
    koh_status status = check(input, options, error, sum);
    if (status != KOH_OK) {
        return status;
    }
    const double persons = sum[0], net = input->net, least = options->least * persons;
    const double arriving = fmax(fmax(options->base * persons + options->response * net, least), net + least);
    for (size_t x = 0; x < input->n_age; x++) {
        movable += input->out_rate[x] > 0 ? input->population[x] : 0;
    }
    if (arriving - net > movable) {
        return koh_error_set(error, KOH_ENOSOLUTION, "%.0f would leave, but only %.0f could", arriving - net, movable);
    }
    const int capped = leave(input, arriving - net, sum[2], out);
    for (size_t x = 0; x < input->n_age; x++) {
        in[x] = arriving * input->in_share[x] / sum[1];
    }
    return capped ? koh_error_set(error, KOH_WCAPPED, "more would leave an age than are there: others leave instead")
                  : KOH_OK;
}

koh_status koh_moves_match(size_t n_age, const double *net, koh_error *error, double *in, double *out)
{
    for (size_t x = 0; x < n_age; x++) {
        if (!is_count(in[x]) || !is_count(out[x]) || !isfinite(net[x])) {
            return koh_error_set(error, KOH_EDOMAIN, "age %zu: flows are numbers >= 0 and net is a number", x);
        }
    }
    for (size_t x = 0; x < n_age; x++) {
        const double I = in[x], O = out[x], n = net[x];
        const double z = I + O > 0 ? (n - (I - O)) / (I + O) : n > 0 ? 2 : -2;
        in[x] = z >= 1 ? fmax(n, 0) : z <= -1 ? 0 : I * (1 + z);
        out[x] = z >= 1 ? 0 : z <= -1 ? fmax(-n, 0) : O * (1 - z);
    }
    return KOH_OK;
}
