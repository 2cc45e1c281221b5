/* The cost of the base year held against other municipalities: what their cost of a user-year would change here, at the
 * municipality's own volume. It is a difference of means, not a saving: users and services differ too. */
#include <math.h>

#include "plan/prices_priv.h"

enum { OWN, PEER, EFFECT, ITEMS };

koh_status koh__model_peers(koh_frame *f, const koh_prices *prices)
{
    static const char *const labels[ITEMS] = { "own_unit_cost", "peer_unit_cost", "effect" };
    const koh_plan_economy *economy = f->plan->economy;
    const koh_cube *unit = koh__result_cube(f->scenario, "economy/unit_cost");
    const koh_cube *volume = koh__result_cube(f->scenario, "economy/user_years");
    const char **ids = KOH_TAKE(f->result->arena, economy->n_peers, const char *);
    size_t n = f->services.n;
    if (economy->n_peers == 0 || ids == NULL) {
        return ids == NULL ? KOH_ENOMEM : KOH_OK;
    }
    for (size_t i = 0; i < economy->n_peers; i++) {
        ids[i] = economy->peers[i].id;
    }
    const koh_axis peers = { "peer", economy->n_peers, NULL, ids }, items = { "item", ITEMS, NULL, labels };
    koh_cube *cube = koh__result_add(f->result, f->scenario,
                                     &(koh_cube){ .path = "economy/peers",
                                                  .unit = unit->unit,
                                                  .time = "1 January",
                                                  .n_axes = 3,
                                                  .axes = { peers, f->services, items } });
    for (size_t i = 0; cube != NULL && i < economy->n_peers * n; i++) {
        const koh_quantity *theirs = economy->peers[i / n].unit_cost[i % n];
        double *row = cube->value + i * ITEMS;
        row[OWN] = unit->value[i % n]; /* of the base year */
        row[PEER] = theirs == NULL ? (double) NAN : koh__price_at(prices, theirs, KOH_PRICE_MIXED, f->plan->base_year);
        row[EFFECT] = (row[PEER] - row[OWN]) * volume->value[i % n];
    }
    return cube == NULL ? KOH_ENOMEM : KOH_OK;
}
