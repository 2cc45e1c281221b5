/* Gross migration in the plan: rates and counts from the moves that its file registers, held at the mean of the base
 * period but for the plan's factors and for the country's immigration and emigration, whose path relative to its own
 * mean of the base period the municipality's follow. */
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

/* The base period, 1 January of from to 1 January of to: the plan's, or all that there is up to the base year. */
static void base_period(const koh_frame *f, int *from, int *to)
{
    const koh_plan *plan = f->plan;
    const koh_register *population = plan->registered != NULL ? plan->registered : &f->inputs->local;
    const int first = plan->flows->first_year, last = first + (int) plan->flows->n_years;
    const int known = population->first_year - 1;
    *from = plan->migration_from != 0 ? plan->migration_from : first < known ? known : first;
    *to = plan->migration_from != 0 ? plan->migration_to : last < plan->base_year ? last : plan->base_year;
}

/* The country's flow in a year, relative to its mean in the base period. */
static double national_factor(const koh_frame *f, size_t flow, int year)
{
    const koh_quantity *path = f->plan->national_flow[flow];
    double sum = 0;
    int from, to;
    if (path == NULL) {
        return 1;
    }
    base_period(f, &from, &to);
    for (int t = from; t < to; t++) {
        sum += koh_quantity_at(path, t);
    }
    return koh_quantity_at(path, year) * (to - from) / sum;
}

/* The paths of the country must know the base period and have somebody move in it. */
static koh_status check_paths(const koh_frame *f, int from)
{
    static const char *const names[KOH_FLOWS] = {
        [KOH_FLOW_IMMIGRATION] = "immigration", [KOH_FLOW_EMIGRATION] = "emigration"
    };
    for (size_t flow = 0; flow < KOH_FLOWS; flow++) {
        const koh_quantity *path = f->plan->national_flow[flow];
        if (path != NULL && (path->n < 2 || path->year[0] > from || !isfinite(national_factor(f, flow, from)))) {
            return koh_error_set(f->error, KOH_EDOMAIN,
                                 "migration.national_%s: expected a path above 0 that begins in %d, when the base "
                                 "period of the moves does, or before",
                                 names[flow], from);
        }
    }
    return KOH_OK;
}

koh_status koh__gross_estimate(koh_frame *f)
{
    const koh_plan *plan = f->plan;
    const size_t size = 2 * f->n_age;
    int from, to;
    if (plan->flows == NULL) {
        return KOH_OK;
    }
    const koh_register *population = plan->registered != NULL ? plan->registered : &f->inputs->local;
    base_period(f, &from, &to);
    double *block = KOH_TAKE(f->result->arena, KOH_FLOWS * size, double);
    koh_flow_rates *rates = KOH_TAKE(f->result->arena, 1, koh_flow_rates);
    if (block == NULL || rates == NULL) {
        return KOH_ENOMEM;
    }
    *rates = (koh_flow_rates){ block, block + size, block + 2 * size, block + 3 * size };
    koh_error error = { 0 };
    koh_status status = koh_flows_estimate(population, plan->flows, from, to, f->n_age, &error, rates);
    f->gross = rates;
    if (status == KOH_OK) {
        return check_paths(f, from);
    }
    return status == KOH_ENOMEM ? status : koh_error_set(f->error, status, "migration.flows: %s", error.message);
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
        const double factor = (quantity == NULL ? 1 : koh_quantity_at(quantity, year)) * national_factor(f, flow, year);
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
