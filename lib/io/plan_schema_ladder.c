/* The care ladder of the section `need`. */
#include "io/plan_schema_priv.h"

#define CHANCE(state, text) KOH_QUANTITY(state, "probability", 0, 1, text)
#define ROW(state, text)                                                                                               \
    {                                                                                                                  \
        .key = (state), .kind = KOH_NODE_OBJECT, .required = 1, .n = KOH_NODES(row), .children = row, .help = (text)   \
    }

static const koh_node row[] = {
    CHANCE("none", "of having no care a year later; 0 where not said"),
    CHANCE("home_care", "of having care at home a year later; 0 where not said"),
    CHANCE("staffed_housing", "of living in staffed housing a year later; 0 where not said"),
    CHANCE("institution", "of living in an institution a year later; 0 where not said"),
    CHANCE("death", "of dying within the year, compared with the other states; 0 where not said"),
};
static const koh_node band[] = {
    { .key = "age_from", .kind = KOH_NODE_INT, .required = 1, .max = 130, .help = "youngest, completed years" },
    { .key = "age_to", .kind = KOH_NODE_INT, .max = 130, .help = "oldest; not said: open" },
    ROW("none", "persons without care"),
    ROW("home_care", "persons with care at home"),
    ROW("staffed_housing", "persons in staffed housing"),
    ROW("institution", "persons in an institution"),
};
static const koh_node band_member[] = { KOH_OBJECT(NULL, band, "chances of one year; the rows sum to 1") };

const koh_node koh__ladder_nodes[] = {
    KOH_FREE_MAP("ages", band_member, "chances by age band, every age once"),
};
_Static_assert(KOH_NODES(koh__ladder_nodes) == KOH_LADDER_KEYS, "the number of keys stands in plan_schema_priv.h");
