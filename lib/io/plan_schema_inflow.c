/* Hospital, general practitioners, palliative care and day places in the section `need`. */
#include "io/age_rates_priv.h"
#include "io/plan_schema_priv.h"

#define NEEDED(name, unit_text, high, text)                                                                            \
    {                                                                                                                  \
        .key = (name), .kind = KOH_NODE_QUANTITY, .required = 1, .unit = (unit_text), .max = (high), .help = (text)    \
    }
#define AGES(name, member, text)                                                                                       \
    {                                                                                                                  \
        .key = (name), .kind = KOH_NODE_MAP, .names = KOH_NAMES_NONE, .required = 1, .n = 1, .children = (member),     \
        .help = (text)                                                                                                 \
    }

static const koh_node rate_band[] = KOH_AGE_BAND("per inhabitant and year", 100);
static const koh_node share_band[] = KOH_AGE_BAND("share", 1);
static const koh_node rate_member[] = { KOH_OBJECT(NULL, rate_band, "events per inhabitant of these ages and year") };
static const koh_node share_member[] = { KOH_OBJECT(NULL, share_band, "a share by age") };

static const koh_node stream[] = {
    KOH_LABEL("label", "its name"),
    { .key = "service", .kind = KOH_NODE_TEXT, .help = "whose places they take; short_stay where not said" },
    AGES("admissions", rate_member, "admissions to hospital by age, every age once"),
    AGES("follow_up", share_member, "share that the municipality takes over, by age, every age once"),
    NEEDED("days", "days", 3650, "in the municipality's place, each"),
    KOH_QUANTITY("ready_days", "days", 0, 3650, "in hospital ready to be discharged, each"),
};
static const koh_node day[] = {
    NEEDED("visits", "days per week", 7, "that a user comes"),
    { .key = "open_days",
      .kind = KOH_NODE_QUANTITY,
      .required = 1,
      .unit = "days per week",
      .min = 0.5,
      .max = 7,
      .help = "that it is open" },
    KOH_QUANTITY("attendance", "share", 0.1, 1, "of those booked who come; 1 where not said"),
    KOH_QUANTITY("places", "places", 0, 1e6, "that there are"),
};
const koh_node koh__gp_nodes[] = {
    AGES("consultations", rate_member, "consultations per inhabitant and year by age, every age once"),
    { .key = "per_gp",
      .kind = KOH_NODE_QUANTITY,
      .required = 1,
      .unit = "consultations per year",
      .min = 1,
      .max = 1e5,
      .help = "consultations that a general practitioner has in a year" },
    KOH_QUANTITY("list_size", "persons", 1, 1e4, "on a list"),
    KOH_QUANTITY("gps", "persons", 0, 1e5, "general practitioners that there are"),
    KOH_QUANTITY("list_places", "persons", 0, 1e7, "room on all lists"),
};
const koh_node koh__palliative_nodes[] = {
    AGES("share", share_member, "share of those who die who need it, by age, every age once"),
    NEEDED("days", "days", 3650, "of it, each"),
    NEEDED("institution_share", "share", 1, "of those days in an institution, the others at home"),
};

const koh_node koh__stream_member[] = { KOH_OBJECT(NULL, stream, "patients whom the hospital hands over") };
const koh_node koh__day_member[] = { KOH_OBJECT(NULL, day, "day places of a service") };
_Static_assert(KOH_NODES(koh__gp_nodes) == KOH_GP_KEYS, "the number of keys stands in plan_schema_priv.h");
_Static_assert(KOH_NODES(koh__palliative_nodes) == KOH_PALLIATIVE_KEYS, "the number of keys stands there too");
