/* The description of a plan file. */
#ifndef KOH_PLAN_SCHEMA_PRIV_H
#define KOH_PLAN_SCHEMA_PRIV_H

#include "io/schema_priv.h"

/* One line a key. */
#define KOH_NODES(array) (sizeof(array) / sizeof(array)[0])

#define KOH_OBJECT(name, table, text)                                                                                  \
    {                                                                                                                  \
        .key = (name), .kind = KOH_NODE_OBJECT, .n = KOH_NODES(table), .children = (table), .help = (text)             \
    }
/* A section whose keys stand in another file. */
#define KOH_SECTION(name, table, count, text)                                                                          \
    {                                                                                                                  \
        .key = (name), .kind = KOH_NODE_OBJECT, .n = (count), .children = (table), .help = (text)                      \
    }
#define KOH_MAP(name, list, member, text)                                                                              \
    {                                                                                                                  \
        .key = (name), .kind = KOH_NODE_MAP, .names = (list), .n = 1, .children = (member), .help = (text)             \
    }
#define KOH_LIST(name, member, text)                                                                                   \
    {                                                                                                                  \
        .key = (name), .kind = KOH_NODE_LIST, .n = 1, .children = (member), .help = (text)                             \
    }
#define KOH_QUANTITY(name, unit_text, low, high, text)                                                                 \
    {                                                                                                                  \
        .key = (name), .kind = KOH_NODE_QUANTITY, .unit = (unit_text), .min = (low), .max = (high), .help = (text)     \
    }
#define KOH_LABEL(name, text)                                                                                          \
    {                                                                                                                  \
        .key = (name), .kind = KOH_NODE_LABEL, .help = (text)                                                          \
    }
#define KOH_CHOICE(name, list, text)                                                                                   \
    {                                                                                                                  \
        .key = (name), .kind = KOH_NODE_CHOICE, .n = KOH_NODES(list), .choices = (list), .help = (text)                \
    }
/* Is more or less of a target's figure better? */
#define KOH_DIRECTION                                                                                                  \
    {                                                                                                                  \
        .key = "direction", .kind = KOH_NODE_CHOICE, .required = 1, .n = KOH_NODES(koh__directions),                   \
        .choices = koh__directions, .help = "is more or less better?"                                                  \
    }
extern const char *const koh__directions[2];

/* A map whose ids the plan itself chooses. */
#define KOH_FREE_MAP(name, member, text) KOH_MAP(name, KOH_NAMES_NONE, member, text)

/* Sections in files of their own. */
enum { KOH_WORKFORCE_NODES = 12 };
enum { KOH_FULL_TIME_KEYS = 3 };
extern const koh_node koh__education_nodes[1], koh__course_member[1], koh__full_time_nodes[KOH_FULL_TIME_KEYS];
extern const koh_node koh__workforce_nodes[KOH_WORKFORCE_NODES];
extern const koh_node koh__measure_object[1], koh__area_object[1], koh__study_object[1];
enum { KOH_ECONOMY_KEYS = 20 };
enum { KOH_HEALTH_KEYS = 3 };
extern const koh_node koh__health_nodes[KOH_HEALTH_KEYS];
extern const koh_node koh__economy_nodes[KOH_ECONOMY_KEYS];
enum { KOH_HOUSING_NODES = 9 };
extern const koh_node koh__housing_nodes[KOH_HOUSING_NODES];

extern const koh_node koh__plan_schema;

/* Sections with files of their own, and the number of their keys. */
enum { KOH_PREPAREDNESS_KEYS = 5 };
enum { KOH_AREA_KEYS = 14 };
extern const koh_node koh__area_nodes[];
enum { KOH_CAPACITY_KEYS = 15 };
enum {
    KOH_NEED_KEYS = 14,
    KOH_GP_KEYS = 5,
    KOH_PALLIATIVE_KEYS = 3,
    KOH_LADDER_KEYS = 1,
    KOH_COVERAGE_KEYS = 7,
    KOH_BAND_KEYS = 6
};
extern const koh_node koh__ladder_nodes[], koh__prevention_member[], koh__task_member[];
extern const koh_node koh__stream_member[], koh__day_member[], koh__gp_nodes[], koh__palliative_nodes[];
extern const koh_node koh__own_service_member[], koh__pattern_member[], koh__condition_member[];
extern const koh_node koh__coverage_nodes[], koh__band_nodes[], koh__peer_member[];
enum { KOH_STRUCTURES_KEYS = 6 };
extern const koh_node koh__structures_nodes[];
extern const koh_node koh__need_nodes[];
extern const koh_node koh__capacity_nodes[];
extern const koh_node koh__preparedness_nodes[];
extern const koh_node koh__target_member[]; /* of the map of targets */
enum { KOH_UNCERTAINTY_KEYS = 4 };
extern const koh_node koh__uncertainty_nodes[];

#endif
