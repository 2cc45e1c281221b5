/* The section on the parts of the municipality and on distance. */
#include "io/plan_schema_priv.h"

static const koh_node zone[] = {
    KOH_LABEL("label", "name shown to people"),
    KOH_QUANTITY("attraction", "ratio", 0, 100, "weight of the zone among those who come; default 1"),
};
static const koh_node zone_member[] = { KOH_OBJECT(NULL, zone, "a part of the municipality") };
static const koh_node zone_name[] = { { .kind = KOH_NODE_TEXT, .help = "the id of a zone" } };

static const koh_node visits[] = {
    { .key = "per_week",
      .kind = KOH_NODE_QUANTITY,
      .required = 1,
      .unit = "visits per week",
      .max = 200,
      .help = "of a user of the service" },
};
static const koh_node visits_member[] = { KOH_OBJECT(NULL, visits, "a service whose users are visited at home") };

static const koh_node node[] = {
    KOH_LABEL("label", "name shown to people"),
    { .key = "zones",
      .kind = KOH_NODE_LIST,
      .required = 1,
      .n = 1,
      .children = zone_name,
      .help = "where it is; people go to the nearest" },
};
static const koh_node node_member[] = { KOH_OBJECT(NULL, node, "something that people go to") };
static const koh_node limit_member[] = { { .kind = KOH_NODE_INT, .min = 0, .max = 10000, .help = "minutes" } };

static const koh_node partner[] = {
    { .key = "users",
      .kind = KOH_NODE_QUANTITY,
      .required = 1,
      .unit = "persons",
      .max = 1e5,
      .help = "of the service at one time, by their own plan" },
};
static const koh_node partner_member[] = { KOH_OBJECT(NULL, partner, "another municipality") };
static const koh_node cooperation[] = {
    KOH_LABEL("label", "name shown to people"),
    { .key = "service", .kind = KOH_NODE_TEXT, .required = 1, .help = "service that could be had together" },
    { .key = "service_level",
      .kind = KOH_NODE_QUANTITY,
      .required = 1,
      .unit = "probability",
      .min = 0.0001,
      .max = 0.9,
      .help = "chance of having to wait that is accepted" },
    KOH_FREE_MAP("partners", partner_member, "the other municipalities"),
};
static const koh_node cooperation_member[] = { KOH_OBJECT(NULL, cooperation, "a service alone or together") };

const koh_node koh__area_nodes[KOH_AREA_KEYS] = {
    { .key = "population",
      .kind = KOH_NODE_FILE,
      .help = "persons by zone in the base year, zone,sex,age_from,age_to,persons; every age of every zone once" },
    KOH_FREE_MAP("zones", zone_member, "names of the zones of 'population', and who moves to them"),
    { .key = "users",
      .kind = KOH_NODE_FILE,
      .help = "users by zone in the base year, zone,service,age_from,users; every zone once for each service" },
    { .key = "travel",
      .kind = KOH_NODE_FILE,
      .help = "minutes by road, from,to,minutes; every pair of zones once, a zone with itself: between two homes" },
    KOH_LIST("bases", zone_name, "zones that home services start from"),
    KOH_MAP("visits", KOH_NAMES_SERVICES, visits_member, "visits at home by service"),
    KOH_QUANTITY("visits_per_tour", "visits", 1, 100, "between leaving a base and coming back; required with 'visits'"),
    KOH_QUANTITY("hours_per_fte", "hours per year", 500, 2000, "of a full position at work; required with 'visits'"),
    KOH_LIST("candidates", zone_name, "zones that could have a base, at most 20"),
    { .key = "max_bases",
      .kind = KOH_NODE_INT,
      .min = 1,
      .max = 20,
      .help = "the best choices of 1 to so many candidates; default 3" },
    KOH_QUANTITY("response_minutes", "minutes", 0, 10000, "within which help should come; required with 'candidates'"),
    KOH_FREE_MAP("nodes", node_member, "things that people go to, by id: shops, stops, health centres"),
    KOH_LIST("limits", limit_member, "minutes to them, ascending; default 10, 20, 30, 60"),
    KOH_FREE_MAP("cooperation", cooperation_member, "services that municipalities could have together"),
};
