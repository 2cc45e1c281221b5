/* The section on the parts of the municipality and on distance. */
#include "io/plan_schema_priv.h"

static const koh_node zone[] = {
    KOH_LABEL("label", "name shown to people"),
    KOH_QUANTITY("attraction", "ratio", 0, 100, "weight of the zone among those who come; default 1"),
};
static const koh_node zone_member[] = { KOH_OBJECT(NULL, zone, "a part of the municipality") };

const koh_node koh__area_nodes[KOH_AREA_KEYS] = {
    { .key = "population",
      .kind = KOH_NODE_FILE,
      .help = "persons by zone in the base year, zone,sex,age_from,age_to,persons; every age of every zone once" },
    KOH_FREE_MAP("zones", zone_member, "names of the zones of 'population', and who moves to them"),
};
