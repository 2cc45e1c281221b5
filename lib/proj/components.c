/* Method: the demographic balancing equation, held at run time.
 * Equation: sum P(t+1) = sum P(t) + births - deaths + net + in - out + immigration - emigration.
 * Source: S. H. Preston, P. Heuveline & M. Guillot (2001), Demography, chapter 1, the balancing equation of population
 * change.
 * Assumptions: every component is summed from its own cells, so an error in one cell's formula shows.
 * Limits: errors that cancel over the cells do not show. */
#include "proj/components_priv.h"

#include <math.h>

/* Relative to everybody concerned: contract, "to 1e-9 relative". */
static const double balance_tolerance = 1e-9;

double koh__proj_lowest(const koh_proj_account *account)
{
    double lowest = 0;
    for (size_t lane = 0; lane < KOH_LANES; lane++) {
        lowest = account->lowest[lane] < lowest ? account->lowest[lane] : lowest;
    }
    return lowest;
}

koh_status koh__proj_balance(const koh_proj_account *account, koh_proj_totals *totals)
{
    const double people[2] = { koh__lanes_join(account->population), koh__lanes_join(account->next) };
    totals->deaths = koh__lanes_join(account->deaths);
    totals->net = koh__lanes_join(account->net);
    totals->in = koh__lanes_join(account->in);
    totals->out = koh__lanes_join(account->out);
    totals->immigration = koh__lanes_join(account->immigration);
    totals->emigration = koh__lanes_join(account->emigration);
    totals->capped = koh__lanes_join(account->capped);
    return koh__proj_close(people, totals);
}

koh_status koh__proj_close(const double people[2], koh_proj_totals *totals)
{
    const double before = people[0], after = people[1];
    const double births = totals->births[KOH_FEMALE] + totals->births[KOH_MALE];
    const double came = totals->in + totals->immigration, left = totals->out + totals->emigration;
    totals->residual = fabs(after - (before + births - totals->deaths + totals->net + came - left));
    if (!isfinite(totals->residual)) {
        return KOH_EDOMAIN;
    }
    if (totals->residual > balance_tolerance * (before + births + came + fabs(totals->net))) {
        return KOH_EINTERNAL;
    }
    return totals->capped > 0 ? KOH_WCAPPED : KOH_OK;
}
