/* Coverage of a service: its path, its users by age band, and the coverage of others. */
#include "io/plan_schema_priv.h"

enum { AGE_MAX = 120 };

static const char *const paths[] = { "constant", "target", "norm", "peers", "events" };

const koh_node koh__coverage_nodes[] = {
    KOH_CHOICE(
        "path", paths,
        "constant (the default), or towards the target, the norm, or the mean of the peers of need.peers; or events: "
        "the base year's users in proportion to the stays of need.hospital that are taken over, and their days"),
    { .key = "age_from",
      .kind = KOH_NODE_INT,
      .max = AGE_MAX,
      .help = "youngest inhabitants that figures are per 100 of, 80 where not said" },
    { .key = "age_to", .kind = KOH_NODE_INT, .max = AGE_MAX, .help = "the oldest of them; not said: open" },
    { .key = "reached",
      .kind = KOH_NODE_INT,
      .min = 1900,
      .max = 2400,
      .help = "year from which the path is there, in a straight line until then; not said: the first year of the "
              "target's or norm's own path, or the year after the base year" },
    KOH_QUANTITY("share", "share", 0, 1, "of the distance that is closed, 1 where not said"),
    KOH_QUANTITY("target", "users per 100 inhabitants", 0, 1000, "users per 100 inhabitants of those ages"),
    KOH_QUANTITY("norm", "places per 100 inhabitants", 0, 100, "places per 100 inhabitants of those ages"),
};
_Static_assert(KOH_NODES(koh__coverage_nodes) == KOH_COVERAGE_KEYS, "the number of keys stands in plan_schema_priv.h");

static const koh_node band[] = {
    KOH_QUANTITY("users", "persons", 0, 1e7, "registered users of these ages"),
    KOH_QUANTITY("trend_per_year", "ratio", -0.5, 0.5, "relative change of their coverage a year"),
    KOH_QUANTITY("trend_fade_years", "years", 0, 1000, "years over which that trend fades"),
};

/* The bands of KOH_BANDS_IPLOS. */
const koh_node koh__band_nodes[] = {
    KOH_OBJECT("0-17", band, "users of 0 to 17 years"),   KOH_OBJECT("18-49", band, "users of 18 to 49 years"),
    KOH_OBJECT("50-66", band, "users of 50 to 66 years"), KOH_OBJECT("67-79", band, "users of 67 to 79 years"),
    KOH_OBJECT("80-89", band, "users of 80 to 89 years"), KOH_OBJECT("90+", band, "users of 90 years and over"),
};
_Static_assert(KOH_NODES(koh__band_nodes) == KOH_BAND_KEYS, "the number of keys stands in plan_schema_priv.h");

static const koh_node figure[] = { KOH_QUANTITY(NULL, "users per 100 inhabitants", 0, 1000,
                                                "users per 100 inhabitants of the service's ages") };
static const koh_node peer[] = {
    KOH_LABEL("label", "name of the municipality"),
    KOH_MAP("coverage", KOH_NAMES_SERVICES, figure, "coverage by service"),
};
const koh_node koh__peer_member[] = { KOH_OBJECT(NULL, peer, "a municipality and its coverage") };
