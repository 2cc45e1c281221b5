/* The section `need` of a plan file. */
#include "io/plan_schema_priv.h"

#define LEVEL_QUANTITIES(unit, high, text)                                                                             \
    {                                                                                                                  \
        KOH_QUANTITY("some_limited", unit, 0, high, text), KOH_QUANTITY("medium_large", unit, 0, high, text),          \
            KOH_QUANTITY("extensive", unit, 0, high, text), KOH_QUANTITY("unspecified", unit, 0, high, text)           \
    }

static const koh_node shares[] = LEVEL_QUANTITIES("share", 1, "of the users in the base year");
static const koh_node hours[] = LEVEL_QUANTITIES("hours per week", 168, "per user of this level");
static const koh_node row[] = LEVEL_QUANTITIES("probability", 1, "of being at this level a year later");
static const koh_node drift[] = {
    KOH_OBJECT("some_limited", row, "from some or limited need; the chances sum to 1"),
    KOH_OBJECT("medium_large", row, "from medium to large need; the chances sum to 1"),
    KOH_OBJECT("extensive", row, "from extensive need; the chances sum to 1"),
    KOH_OBJECT("unspecified", row, "from unspecified need; the chances sum to 1"),
};

static const koh_node levels[] = {
    KOH_OBJECT("shares", shares, "users by level, summing to 1; without them the country's"),
    KOH_OBJECT("hours", hours, "hours by level; with drift they move the hours per user of the service"),
    KOH_OBJECT("drift", drift, "where users of a level are a year later; a level without a row stays"),
};
static const koh_node levels_member[] = { KOH_OBJECT(NULL, levels, "levels of need of a service's users") };

static const koh_node prevalence_member[] = { KOH_QUANTITY(NULL, "ratio", 0, 10, "factor by year") };

const koh_node koh__need_nodes[] = {
    { .key = "registered",
      .kind = KOH_NODE_FILE,
      .help = "users and days where services have none of their own: service,year,age_from,age_to,stock_31dec,"
              "through_year,person_days, as kohort import --strip-ids writes them" },
    KOH_MAP("levels", KOH_NAMES_SERVICES, levels_member, "services whose users are told by level of need"),
    KOH_FREE_MAP("hospital", koh__stream_member, "patients whom the hospital hands over, by id"),
    KOH_SECTION("gp", koh__gp_nodes, KOH_GP_KEYS, "general practitioners: lists, consultations, how many it takes"),
    KOH_SECTION("palliative", koh__palliative_nodes, KOH_PALLIATIVE_KEYS, "palliative care at the end of life"),
    KOH_MAP("day_places", KOH_NAMES_SERVICES, koh__day_member, "day places by service"),
    KOH_FREE_MAP("prevention", koh__prevention_member, "prevention and reablement by id"),
    KOH_FREE_MAP("new_tasks", koh__task_member, "tasks that the municipality takes over, by id"),
    KOH_SECTION("ladder", koh__ladder_nodes, KOH_LADDER_KEYS, "care as a ladder that persons climb by age"),
    KOH_FREE_MAP("own_services", koh__own_service_member, "services of the plan's own; their ids begin with own_"),
    KOH_MAP("patterns", KOH_NAMES_SERVICES, koh__pattern_member, "users by age of services, instead of the country's"),
    KOH_FREE_MAP("conditions", koh__condition_member, "conditions of the plan's own, or instead of the country's"),
    KOH_FREE_MAP("prevalence", prevalence_member,
                 "factors on the prevalence of conditions by id, such as dementia; 1 where not said"),
    KOH_FREE_MAP("peers", koh__peer_member, "municipalities whose coverage the plan's is held against"),
};

_Static_assert(KOH_NODES(koh__need_nodes) == KOH_NEED_KEYS, "the number of keys stands in plan_schema_priv.h");
