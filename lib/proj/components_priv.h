/* The accounting of one step. */
#ifndef KOH_COMPONENTS_PRIV_H
#define KOH_COMPONENTS_PRIV_H

#include "kohort/projection.h"
#include "num/sum_priv.h"

/* Every state and flow is summed by itself, in lanes, while the cells are made. */
typedef struct koh_proj_account {
    double population[KOH_LANES], next[KOH_LANES];
    double deaths[KOH_LANES], net[KOH_LANES], in[KOH_LANES], out[KOH_LANES];
    double immigration[KOH_LANES], emigration[KOH_LANES], capped[KOH_LANES];
    double lowest[KOH_LANES]; /* the lowest number of people met, or 0 */
} koh_proj_account;

double koh__proj_lowest(const koh_proj_account *account);

/* Closes the account into the totals, births given, and holds the balance. KOH_OK, KOH_WCAPPED, KOH_EDOMAIN,
 * KOH_EINTERNAL as koh_proj_step. */
koh_status koh__proj_balance(const koh_proj_account *account, koh_proj_totals *totals) KOH_NODISCARD;

/* The same where the totals stand already, of the people before and after. */
koh_status koh__proj_close(const double people[2], koh_proj_totals *totals) KOH_NODISCARD;

#endif
