/* The section `structures`: other ways to gather the places of the register in units. */
#include "io/plan_schema_priv.h"

static const koh_node unit_member[] = { { .kind = KOH_NODE_TEXT, .help = "the id of a unit of the register" } };

static const koh_node group[] = {
    { .key = "units",
      .kind = KOH_NODE_LIST,
      .required = 1,
      .n = 1,
      .children = unit_member,
      .help = "units of the register of places that are merged" },
    { .key = "into", .kind = KOH_NODE_INT, .min = 1, .max = 100, .help = "so many units of even size; left out: 1" },
};
static const koh_node group_member[] = { KOH_OBJECT(NULL, group, "units that become other units") };

static const koh_node alternative[] = {
    KOH_LABEL("label", "name shown to people"),
    KOH_FREE_MAP("groups", group_member, "merged or split units by id; those in no group stay as they are"),
};
static const koh_node alternative_member[] = { KOH_OBJECT(NULL, alternative, "a way to gather the places in units") };

const koh_node koh__structures_nodes[KOH_STRUCTURES_KEYS] = {
    { .key = "places_per_post",
      .kind = KOH_NODE_QUANTITY,
      .required = 1,
      .unit = "places",
      .min = 0.1,
      .max = 1000,
      .help = "a post that must be filled, as at night, for every started so many places of a unit" },
    KOH_QUANTITY("least_posts", "posts", 0, 1000, "of a unit that is open; left out: 1"),
    { .key = "fte_per_post",
      .kind = KOH_NODE_QUANTITY,
      .required = 1,
      .unit = "fte",
      .max = 20,
      .help = "that keep such a post filled" },
    KOH_QUANTITY("fte_per_unit", "fte", 0, 1000, "whatever its size, such as its leader; left out: none"),
    KOH_QUANTITY("cost_per_fte", "NOK per year", 0, 1e8, "left out: the cost is unknown"),
    KOH_FREE_MAP("alternatives", alternative_member, "structures by id, beside that of today"),
};
