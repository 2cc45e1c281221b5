/* Exact quantiles of whole numbers that come by in portions: values are counted, not kept. */
#ifndef KOH_TALLY_PRIV_H
#define KOH_TALLY_PRIV_H

#include <stddef.h>
#include <stdint.h>

#include "kohort/status.h"

/* Counters of many quantities, out of one store of bins. A quantity takes bins for the range its values have had so
 * far and a margin, so memory follows the spread of the values, not their number. */
typedef struct koh_tally koh_tally;

/* n_bins: of all quantities together; 4 bytes each. Caller frees. KOH_ENOMEM. */
koh_status koh__tally_new(size_t n_quantities, size_t n_bins, koh_tally **tally) KOH_NODISCARD;
void koh__tally_free(koh_tally *tally); /* takes NULL */
void koh__tally_clear(koh_tally *tally);

/* Counts n values. KOH_ELIMIT when the store is used up; the quantity then stands as before. */
koh_status koh__tally_add(koh_tally *tally, size_t quantity, size_t n, const int32_t *value) KOH_NODISCARD;

/* Adds another's counts, quantity by quantity. KOH_ELIMIT as above. */
koh_status koh__tally_merge(koh_tally *tally, const koh_tally *other) KOH_NODISCARD;

uint64_t koh__tally_count(const koh_tally *tally, size_t quantity);

/* The quantiles of orders p [n] in [0, 1], to quantile[k stride]: linear between order statistics, h = (count - 1) p
 * (type 7 of Hyndman & Fan 1996, the default of R and NumPy). NaN of no values. One pass where orders ascend. */
void koh__tally_quantiles(const koh_tally *tally, size_t quantity, size_t n, const double *p, size_t stride,
                          double *quantile);

#endif
