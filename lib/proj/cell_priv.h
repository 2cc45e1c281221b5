/* One cell of one step: the formulas of step.c, written once for the loop over ages and for its two ends. */
#ifndef KOH_CELL_PRIV_H
#define KOH_CELL_PRIV_H

#include <float.h>

/* A flow is a sum of at most three products: what lies within their rounding is not a shortage. */
#define KOH_FLOW_ROUNDING (8 * DBL_EPSILON)

/* What is missing of `wanted` where only `there` is. */
static inline double koh__cell_missing(double wanted, double there)
{
    double missing = wanted - there;
    return missing > KOH_FLOW_ROUNDING * wanted ? missing : 0;
}

static inline double koh__cell_positive(double x)
{
    return x > 0 ? x : 0;
}

/* At the start of the year: P'_x = P_x + h M_x, where M_x = net_count_x + net_rate_x P_x. */
typedef struct koh_cell_start {
    double present; /* P'_x */
    double net;     /* those who came (or left, negative) */
    double capped;
} koh_cell_start;

static inline koh_cell_start koh__cell_start(double population, double net)
{
    const double missing = koh__cell_missing(-net, population);
    return (koh_cell_start){ koh__cell_positive(population + net), net + missing, missing };
}

/* During the year and at its end, by the age x that is reached. */
typedef struct koh_cell_rates {
    double survival, net, in, immigration, out_rate, emigration_rate;
} koh_cell_rates;

typedef struct koh_cell_end {
    double survivors, next, deaths, net, out, emigration, capped;
} koh_cell_end;

/* Those at risk die, survivors leave, others come. `share` is how much of the outflow there is room for: 1, or what
 * koh__cell_share says where `capped` came out positive. */
static inline koh_cell_end koh__cell_end(double at_risk, koh_cell_rates rates, double share)
{
    koh_cell_end cell;
    cell.deaths = at_risk * (1 - rates.survival);
    cell.survivors = at_risk - cell.deaths;
    cell.out = share * (cell.survivors * rates.out_rate);
    cell.emigration = share * (cell.survivors * rates.emigration_rate);
    const double came = koh__cell_positive(rates.net), left = share * koh__cell_positive(-rates.net);
    const double there = cell.survivors + rates.in + rates.immigration + came;
    const double leaving = cell.out + cell.emigration + left;
    cell.net = came - left;
    cell.next = koh__cell_positive(there - leaving);
    cell.capped = koh__cell_missing(leaving, there);
    return cell;
}

/* The share of the outflow that there are people for. */
static inline double koh__cell_share(double at_risk, koh_cell_rates rates)
{
    const koh_cell_end all = koh__cell_end(at_risk, rates, 1);
    const double leaving = all.out + all.emigration + koh__cell_positive(-rates.net);
    return all.capped > 0 ? (leaving - all.capped) / leaving : 1;
}

#endif
