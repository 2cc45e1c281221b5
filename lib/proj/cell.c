/* Method: an outflow larger than its cell takes everybody there and no more; several outflows share in proportion to
 * what was asked. Nobody is made, and nobody is owed: the rest is reported.
 * Source: methods.md of the project (docs/methods.md), "Population"; compare ccmppWPP, which leaves 0.0005 persons.
 * Assumptions: those who come at an instant are there before anybody leaves at it.
 * Limits: what is missing at the start of the year is not taken at its end. */
#include "proj/cell_priv.h"

#include <float.h>

/* A flow is a sum of at most three products: what lies within their rounding is not a shortage. */
static const double rounding = 8 * DBL_EPSILON;

static double missing(double wanted, double there)
{
    return wanted - there > rounding * wanted ? wanted - there : 0;
}

static double positive(double x)
{
    return x > 0 ? x : 0;
}

koh_cell_start koh__cell_start(double population, double net)
{
    const double capped = missing(-net, population);
    return (koh_cell_start){ positive(population + net), net + capped, capped };
}

koh_cell_end koh__cell_end(double at_risk, const koh_cell_rates *rates)
{
    const double survivors = at_risk * rates->survival;
    koh_cell_end cell = { .deaths = at_risk - survivors,
                          .out = survivors * rates->out_rate,
                          .emigration = survivors * rates->emigration_rate };
    const double came = positive(rates->net), left = positive(-rates->net);
    const double there = survivors + rates->in + rates->immigration + came;
    const double leaving = cell.out + cell.emigration + left;
    cell.capped = missing(leaving, there);
    const double share = cell.capped > 0 ? there / leaving : 1;
    cell.out *= share;
    cell.emigration *= share;
    cell.net = came - share * left;
    cell.next = positive(there - leaving);
    return cell;
}
