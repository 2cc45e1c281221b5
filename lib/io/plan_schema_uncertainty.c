/* The section `uncertainty` of a plan file, key by key. Adding a key: one line here, one line in bind_range.c. */
#include "io/plan_schema_priv.h"

static const char *const populations[] = { "all", "chance", "none" };
static const char *const users[] = { "chance", "none" };

static const koh_node tie[] = { KOH_QUANTITY(NULL, "ratio", -1, 1, "correlation with this other cause") };
static const koh_node ties[] = { KOH_FREE_MAP(NULL, tie, "a cause, by the other causes that it goes together with") };

const koh_node koh__uncertainty_nodes[] = {
    KOH_CHOICE("population", populations,
               "what draws of the population hold: all (chance, and net migration as uncertain as hindcasts have "
               "shown), chance alone, or none"),
    KOH_CHOICE("users", users, "the chance of who uses a service this year, in draws"),
    KOH_QUANTITY(
        "stay_years", "years", 0.01, 100,
        "that a user of any service stays one, on average: how fast that chance is renewed; left out: what is known "
        "of the type of places, or 2"),
    KOH_FREE_MAP("correlation", ties, "correlation of the causes that ranges share, each pair once"),
};

_Static_assert(KOH_NODES(koh__uncertainty_nodes) == KOH_UNCERTAINTY_KEYS, "the number stands in plan_schema_priv.h");
