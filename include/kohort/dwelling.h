/* New dwellings and who moves into them: a programme with its delays, the dwellings that local households leave behind,
 * and the newcomers that keep dwellings lived in. */
#ifndef KOH_DWELLING_H
#define KOH_DWELLING_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Dwellings completed by year [n_years] when what was planned [n_years] (>= 0) comes `slippage` years late (>= 0, a
 * part of a year splits a year's dwellings between two) and the share `lapse` (0..1) never comes: completed[t] = (1 -
 * lapse) ((1 - p) planned[t - w] + p planned[t - w - 1]), w and p the whole and the part of slippage. What slips beyond
 * the last year is not completed. Nothing slips and nothing lapses: planned to the last bit. KOH_EDOMAIN: a value
 * outside its range, not finite; completed is then untouched. The two arrays do not overlap. */
KOH_API koh_status koh_dwelling_schedule(size_t n_years, const double *planned, double slippage, double lapse,
                                         double *completed) KOH_NODISCARD;

/* Dwellings that households from elsewhere move into, per dwelling that a household of the municipality moves into: of
 * such households a share `freed` (0..1) leaves a dwelling behind, of which a share `newcomers` (0..1) goes to
 * households from elsewhere and the rest to local ones, who leave dwellings behind in turn:
 * v = freed (newcomers + (1 - newcomers) v), the vacancy chain of H. C. White (1970), Chains of Opportunity, as an
 * absorbing Markov chain with one state. newcomers = 0 gives 0: households that move within a municipality add nobody.
 * NaN where a share is outside 0..1. */
KOH_API double koh_dwelling_chain(double freed, double newcomers);

/* Those who move in so that dwellings stay lived in: persons [n_cells] live there (after deaths, births and moves out),
 * and movers = profile max(0, wanted - their sum), profile [n_cells] summing to 1. Returns the movers' sum. Dwellings
 * with more persons than wanted (many births) push nobody out. persons and movers [n_cells] may be one array. */
KOH_API double koh_dwelling_refill(size_t n_cells, const double *profile, double wanted, const double *persons,
                                   double *movers);

#ifdef __cplusplus
}
#endif
#endif
