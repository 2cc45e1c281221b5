/* Choice of measures under a budget, exactly: which of them together are worth most. */
#ifndef KOH_PORTFOLIO_H
#define KOH_PORTFOLIO_H

#include <stddef.h>

#include "kohort/measure.h"
#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* n <= KOH_MEASURES_MAX measures. A measure is chosen only with all that it depends on, and never with one that it
 * excludes. */
typedef struct koh_portfolio_input {
    size_t n;
    const double *value;           /* [n] finite, of any sign */
    const double *cost;            /* [n] finite, >= 0, in the unit of the budget */
    double budget;                 /* >= 0, or INFINITY */
    const unsigned char *depends;  /* [n][n] row needs column, or NULL */
    const unsigned char *excludes; /* [n][n] in one direction or both, or NULL */
    const unsigned char *fixed;    /* [n] must be chosen, or NULL */
} koh_portfolio_input;

/* A point that no other is at once cheaper than and worth as much as. */
typedef struct koh_portfolio_point {
    double cost, value;
    unsigned long long set; /* bit i: measure i is chosen */
} koh_portfolio_point;

/* The choice of the greatest value within the budget; of equal values the cheapest, then the one of fewest measures,
 * then that with the first measure that another lacks. KOH_EDOMAIN: a number outside its range; KOH_ELIMIT: too many
 * measures, or too many choices that are neither cheaper nor worth more than one another (some 4 million);
 * KOH_ENOSOLUTION: what must be chosen excludes itself or costs more than the budget; KOH_ENOMEM. *point is untouched
 * on failure. Cost: some milliseconds for 40 measures of any values; below a second for 40 whose values are their
 * costs. */
KOH_API koh_status koh_portfolio_solve(const koh_portfolio_input *input, koh_error *error,
                                       koh_portfolio_point *point) KOH_NODISCARD;

/* The efficient frontier within the budget: the first n_max of its points, by rising cost, in points [n_max]; *n is the
 * number of all of them. Statuses as koh_portfolio_solve. */
KOH_API koh_status koh_portfolio_frontier(const koh_portfolio_input *input, size_t n_max, koh_error *error,
                                          koh_portfolio_point *points, size_t *n) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
