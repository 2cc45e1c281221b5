/* The section on preparedness: crises by kind and id, switched on one by one or by a scenario. */
#include "io/plan_schema_priv.h"

#define PERSONS_MAX 1e7
#define WEEKS_MAX 520 /* ten years: no wave or war of a plan is longer */

#define INT(name, low, high, text)                                                                                     \
    {                                                                                                                  \
        .key = (name), .kind = KOH_NODE_INT, .min = (low), .max = (high), .help = (text)                               \
    }
#define FROM_ZERO(name, unit_text, high, text) KOH_QUANTITY(name, unit_text, 0, high, text)
/* What every crisis has. */
#define ACTIVE                                                                                                         \
    {                                                                                                                  \
        .key = "active", .kind = KOH_NODE_BOOL, .help = "does it happen? false unless said so here or in a scenario"   \
    }
#define BEGIN                                                                                                          \
    KOH_LABEL("label", "name shown to people"), ACTIVE, INT("year", 1900, 2300, "in which it begins"),                 \
        INT("week", 1, 52, "in which it begins; default 1")
#define FTE_PER_PLACE FROM_ZERO("fte_per_place", "fte", 20, "staff of a place taken by those whom the crisis brings")

static const koh_node pandemic[] = {
    BEGIN,
    INT("weeks", 3, WEEKS_MAX, "of the wave; default 26"),
    INT("peak_week", 1, WEEKS_MAX, "of the wave; default 9"),
    FROM_ZERO("attack_rate", "share", 1, "of all persons who fall ill; default 0.25"),
    FROM_ZERO("peak_week_share", "share", 1, "of the ill who fall ill in the peak week; default 0.2"),
    FROM_ZERO("eight_weeks_share", "share", 1, "of the ill who fall ill in the eight worst weeks; default 0.9"),
    FROM_ZERO("staff_attack_rate", "share", 1, "of the staff who fall ill; default that of all persons"),
    FROM_ZERO("weeks_away", "weeks", 52, "that ill staff is away from work; default 1"),
    FROM_ZERO("fatality", "share", 1, "of the ill who die beyond ordinary deaths; default 0.004"),
    INT("transition_years", 0, 50, "over which excess deaths fade after the wave; default 0"),
    FROM_ZERO("place_share", "share", 1, "of the ill who need a place; none where not given"),
    FROM_ZERO("place_weeks", "weeks", 52, "that an ill person needs a place; default 2"),
    FTE_PER_PLACE,
};
static const koh_node arrivals[] = {
    BEGIN,
    INT("weeks", 1, 52, "of a year over which they come; default to its end"),
    INT("years", 1, 100, "in which they come; default 1"),
    { .key = "persons",
      .kind = KOH_NODE_QUANTITY,
      .required = 1,
      .unit = "persons per year",
      .max = PERSONS_MAX,
      .help = "who come in each year" },
    { .key = "settled", .kind = KOH_NODE_BOOL, .help = "do they become inhabitants? default true" },
    { .key = "profile", .kind = KOH_NODE_FILE, .help = "their shares by sex and age, sex,age_from,age_to,share" },
    FROM_ZERO("onward_rate", "share", 1, "of those still here who move on in a year; none where not given"),
    FROM_ZERO("reunion_per_arrival", "ratio", 20, "family members who follow each; none where not given"),
    INT("reunion_delay_years", 0, 50, "after which they follow; default 1"),
    INT("stay_weeks", 1, 52, "that those stay who do not settle; default to the end of the year"),
    FROM_ZERO("fte_per_person", "fte", 20, "staff beside what inhabitants of their age take; none where not given"),
    FROM_ZERO("place_share", "share", 1, "of them who need a place; none where not given"),
    FTE_PER_PLACE,
};
static const koh_node war[] = {
    BEGIN,
    INT("weeks", 1, WEEKS_MAX, "that it lasts; default 12"),
    FROM_ZERO("called_up", "share", 1, "of the staff who are called up; none where not given"),
    FROM_ZERO("hospital_patients", "persons", PERSONS_MAX, "moved out of hospitals to the municipality at one time"),
    FTE_PER_PLACE,
    FROM_ZERO("supply_outage_days", "days", 3650, "without new supplies; none where not given"),
    FROM_ZERO("stock_days", "days", 3650, "that supplies in stock last; none where not given"),
};
static const koh_node unit_member[] = { { .kind = KOH_NODE_TEXT, .help = "the id of a unit of the register" } };
static const koh_node zone_member[] = { { .kind = KOH_NODE_TEXT, .help = "the id of a zone of the area" } };
static const koh_node disaster[] = {
    BEGIN,
    INT("days", 1, 3650, "that units and zones are lost; default 14"),
    { .key = "units",
      .kind = KOH_NODE_LIST,
      .n = 1,
      .children = unit_member,
      .help = "units of the register of places that are lost; units or zones must be named" },
    { .key = "zones",
      .kind = KOH_NODE_LIST,
      .n = 1,
      .children = zone_member,
      .help = "zones of the area that are lost, with the units that stand in them (column zone of the register)" },
    FROM_ZERO("evacuated", "share", 1, "of the home-service users of lost zones who leave; default 1"),
    FROM_ZERO("place_share", "share", 1,
              "of those evacuated who need a place, the others being visited elsewhere; none where not given"),
    FTE_PER_PLACE,
};

static const koh_node pandemic_member[] = { KOH_OBJECT(NULL, pandemic, "a wave of illness") };
static const koh_node arrivals_member[] = { KOH_OBJECT(NULL, arrivals, "refugees or evacuees") };
static const koh_node war_member[] = { KOH_OBJECT(NULL, war, "staff called up, patients moved out, supplies cut") };
static const koh_node disaster_member[] = { KOH_OBJECT(NULL, disaster, "buildings or zones lost for a time") };
const koh_node koh__preparedness_nodes[KOH_PREPAREDNESS_KEYS] = {
    { .key = "place_type",
      .kind = KOH_NODE_TEXT,
      .help = "service whose places take those whom a crisis brings; default institution" },
    KOH_FREE_MAP("pandemic", pandemic_member, "pandemics by id"),
    KOH_FREE_MAP("arrivals", arrivals_member, "refugees and evacuees by id"),
    KOH_FREE_MAP("war", war_member, "war by id"),
    KOH_FREE_MAP("disaster", disaster_member, "natural disasters and fires by id"),
};
