/* Gross migration in the plan: rates and counts from the moves that its file registers, held at the mean of the base
 * period but for the plan's factors. */
#include <math.h>

#include "kohort/gross_migration.h"
#include "plan/gross_priv.h"

/* Moves that come as counts and moves that leave by rates, in the order of koh_flow. */
static const double *rates_of(const koh_flow_rates *rates, size_t flow)
{
    const double *const arrays[KOH_FLOWS] = { rates->in_count, rates->out_rate, rates->immigration,
                                              rates->emigration_rate };
    return arrays[flow];
}

koh_status koh__gross_estimate(koh_frame *f)
{
    const koh_plan *plan = f->plan;
    const size_t size = 2 * f->n_age;
    if (plan->flows == NULL) {
        return KOH_OK;
    }
    const koh_register *population = plan->registered != NULL ? plan->registered : &f->inputs->local;
    int from = plan->migration_from, to = plan->migration_to;
    if (from == 0) { /* all that there is up to the base year */
        const int last = plan->flows->first_year + (int) plan->flows->n_years;
        from =
            plan->flows->first_year < population->first_year - 1 ? population->first_year - 1 : plan->flows->first_year;
        to = last < plan->base_year ? last : plan->base_year;
    }
    double *block = KOH_TAKE(f->result->arena, KOH_FLOWS * size, double);
    koh_flow_rates *rates = KOH_TAKE(f->result->arena, 1, koh_flow_rates);
    if (block == NULL || rates == NULL) {
        return KOH_ENOMEM;
    }
    *rates = (koh_flow_rates){ block, block + size, block + 2 * size, block + 3 * size };
    koh_error error = { 0 };
    koh_status status = koh_flows_estimate(population, plan->flows, from, to, f->n_age, &error, rates);
    f->gross = rates;
    return status == KOH_OK || status == KOH_ENOMEM
               ? status
               : koh_error_set(f->error, status, "migration.flows: %s", error.message);
}

double koh__gross_year(const koh_frame *f, int year, const double *aged, double *scratch, koh_proj_year *rates)
{
    const size_t size = 2 * f->n_age;
    double net = 0;
    if (f->gross == NULL) {
        return 0;
    }
    for (size_t flow = 0; flow < KOH_FLOWS; flow++) {
        const koh_quantity *quantity = f->plan->flow_factor[flow];
        const double factor = quantity == NULL ? 1 : koh_quantity_at(quantity, year);
        const double *mean = rates_of(f->gross, flow);
        for (size_t i = 0; i < size; i++) {
            scratch[flow * size + i] = factor * mean[i];
        }
    }
    rates->in_count = scratch + KOH_FLOW_IN * size;
    rates->immigration = scratch + KOH_FLOW_IMMIGRATION * size;
    double *out = scratch + KOH_FLOW_OUT * size, *emigration = scratch + KOH_FLOW_EMIGRATION * size;
    for (size_t i = 0; i < size; i++) {
        out[i] = fmin(out[i], 1);
        emigration[i] = fmin(emigration[i], 1 - out[i]);
        net += rates->in_count[i] + rates->immigration[i] - aged[i] * (out[i] + emigration[i]);
    }
    rates->out_rate = out;
    rates->emigration_rate = emigration;
    return net;
}
