/* Gross migration of all municipalities together. */
#ifndef KOH_TOGETHER_FLOWS_PRIV_H
#define KOH_TOGETHER_FLOWS_PRIV_H

#include "plan/together_priv.h"

/* Numbers of work for one step: the flows and the weights of the pool. */
static inline size_t koh__country_flows_work(const koh_country_input *input)
{
    return (KOH_FLOWS + 1) * input->n_regions * 2 * input->nation->n_age;
}

/* The moves of a step when survivors and births are `aged` [n_regions][2][n_age]: net likewise, and the sums of the
 * flows in the components [n_regions][KOH_COUNTRY_COMPONENTS] of the step. In every age and sex as many move in as out
 * over all municipalities. KOH_ENOSOLUTION with the year when the path cannot be met; statuses of koh_flows_pool. */
koh_status koh__country_flows(const koh_country_input *input, size_t step, const double *aged, double *work,
                              double *net, double *components, koh_error *error) KOH_NODISCARD;

#endif
