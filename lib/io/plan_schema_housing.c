/* The housing section of a plan: new dwellings by project, and who moves in by type of dwelling. */
#include "io/plan_schema_priv.h"

#define DWELLINGS_MAX 1e6
#define YEARS_LATE_MAX 100

static const koh_node project[] = {
    KOH_LABEL("label", "name shown to people"),
    { .key = "type", .kind = KOH_NODE_TEXT, .required = 1, .help = "type of dwelling, embedded or of the plan" },
    { .key = "zone", .kind = KOH_NODE_TEXT, .help = "part of the municipality" },
    { .key = "dwellings",
      .kind = KOH_NODE_QUANTITY,
      .required = 1,
      .unit = "dwellings",
      .max = DWELLINGS_MAX,
      .help = "of the project that stand at 1 January; those that stand in the base year are lived in already" },
    KOH_QUANTITY("slippage_years", "years", 0, YEARS_LATE_MAX, "years that the project comes late"),
    KOH_QUANTITY("lapse_share", "share", 0, 1, "share of the dwellings that is never built"),
    KOH_QUANTITY("local_share", "share", 0, 1, "share of the dwellings that local households move into"),
};
static const koh_node project_member[] = { KOH_OBJECT(NULL, project, "a project of new dwellings") };

static const koh_node type[] = {
    KOH_LABEL("label", "name shown to people"),
    KOH_QUANTITY("persons_per_dwelling", "persons per dwelling", 0, 20, "who live in a new dwelling"),
    KOH_QUANTITY("local_share", "share", 0, 1, "share of the dwellings that local households move into"),
    KOH_QUANTITY("freed_share", "share", 0, 1, "share of the local households that leave a dwelling behind"),
    KOH_QUANTITY("chain_share", "share", 0, 1, "share of the dwellings left behind that newcomers move into"),
    { .key = "freed_type", .kind = KOH_NODE_TEXT, .help = "type of the dwelling left behind" },
    { .key = "mover_profile", .kind = KOH_NODE_FILE, .help = "who moves in, sex,age_from,age_to,share" },
};
static const koh_node type_member[] = { KOH_OBJECT(NULL, type, "who lives in a type of dwelling and who moves in") };

static const koh_node group[] = {
    KOH_LABEL("label", "name shown to people"),
    KOH_QUANTITY("need", "households", 0, DWELLINGS_MAX, "households of the group that the municipality is to house"),
    KOH_QUANTITY("dwellings", "dwellings", 0, DWELLINGS_MAX, "municipal dwellings for the group"),
};
static const koh_node group_member[] = { KOH_OBJECT(NULL, group, "households that the municipality is to house") };

const koh_node koh__housing_nodes[KOH_HOUSING_NODES] = {
    KOH_FREE_MAP("projects", project_member, "new dwellings by project"),
    { .key = "programme",
      .kind = KOH_NODE_FILE,
      .help = "further projects, project,name,type,zone,year,dwellings: completed in a year" },
    KOH_FREE_MAP("types", type_member, "types of dwellings, embedded or new"),
    KOH_QUANTITY("slippage_years", "years", 0, YEARS_LATE_MAX, "years that every project comes late"),
    KOH_QUANTITY("lapse_share", "share", 0, 1, "share of every project that is never built"),
    { .key = "stock", .kind = KOH_NODE_FILE, .help = "dwellings that stand in the base year, type,size,dwellings" },
    KOH_QUANTITY("accessible_share", "share", 0, 1, "share of all dwellings that a wheelchair can be used in"),
    KOH_FREE_MAP("municipal", group_member, "municipal housing by group, each household in one"),
    KOH_QUANTITY("share_in_trend", "share", 0, 1, "share of the newcomers that the estimated migration holds already"),
};
