/* One cell of one step with care: outflow that finds too few people is capped, and what is missing is told. */
#ifndef KOH_CELL_PRIV_H
#define KOH_CELL_PRIV_H

/* People who come (+) or leave (-) at the start of the year, as far as they are there. */
typedef struct koh_cell_start {
    double present; /* P' = population + net */
    double net;
    double capped;
} koh_cell_start;

koh_cell_start koh__cell_start(double population, double net);

/* What happens to a cell until the end of the year, by the age x that is reached. */
typedef struct koh_cell_rates {
    double survival, net, in, immigration, out_rate, emigration_rate;
} koh_cell_rates;

typedef struct koh_cell_end {
    double next, deaths, net, out, emigration, capped;
} koh_cell_end;

koh_cell_end koh__cell_end(double at_risk, const koh_cell_rates *rates);

#endif
