/* The sections `measures`, `focus_areas` and `studies` of a plan. */
#include "io/plan_schema_priv.h"

#define NOK_MAX 1e11

static const char *const progress[] = { "proposed", "idea", "decided", "running", "done", "rejected" };

static const koh_node name_member[] = { { .kind = KOH_NODE_TEXT, .help = "id of a measure" } };

static const koh_node condition[] = {
    { .key = "type", .kind = KOH_NODE_TEXT, .required = 1, .help = "service whose places must grow" },
    { .key = "places", .kind = KOH_NODE_INT, .required = 1, .max = 10000, .help = "net growth that is asked for" },
    { .key = "years", .kind = KOH_NODE_INT, .min = 1, .max = 60, .help = "that it must last; left out: 10" },
};
static const koh_node grant[] = {
    { .key = "amount",
      .kind = KOH_NODE_QUANTITY,
      .required = 1,
      .unit = "NOK",
      .max = NOK_MAX,
      .help = "if it is met" },
    KOH_OBJECT("requires", condition, "growth of places without which there is no grant"),
};

static const koh_node measure[] = {
    KOH_LABEL("label", "name shown to people"),
    { .key = "start_year", .kind = KOH_NODE_INT, .required = 1, .min = 1990, .max = 2200, .help = "when it begins" },
    { .key = "start_month", .kind = KOH_NODE_INT, .min = 1, .max = 12, .help = "1..12; left out: 1" },
    { .key = "ramp_months", .kind = KOH_NODE_INT, .max = 240, .help = "until the effect is full; left out: at once" },
    KOH_QUANTITY("full_year_effect", "NOK per year", -NOK_MAX, NOK_MAX,
                 "change of running cost a year at full effect, below 0 a saving; left out: unknown"),
    KOH_QUANTITY("one_off_cost", "NOK", 0, NOK_MAX, "in the year of the start; left out: none"),
    KOH_QUANTITY("investment", "NOK", 0, NOK_MAX, "in the year of the start; left out: none"),
    KOH_QUANTITY("upkeep", "NOK per year", 0, NOK_MAX, "running cost of the building from the start; left out: none"),
    KOH_QUANTITY("benefit", "NOK per year", 0, NOK_MAX, "what it is worth beside money saved; left out: none"),
    { .key = "lifetime_years", .kind = KOH_NODE_INT, .min = 1, .max = 100, .help = "of what is invested in" },
    KOH_OBJECT("grant", grant, "a grant to the investment"),
    KOH_LIST("depends_on", name_member, "measures without which this one cannot be"),
    KOH_LIST("excludes", name_member, "measures that cannot be beside this one"),
    { .key = "focus_area", .kind = KOH_NODE_TEXT, .help = "id of a focus area of the plan" },
    { .key = "owner", .kind = KOH_NODE_TEXT, .help = "who answers for it" },
    { .key = "due", .kind = KOH_NODE_TEXT, .help = "when it is to be done" },
    KOH_CHOICE("status", progress, "how far it has come; left out: proposed"),
};
const koh_node koh__measure_object[1] = { KOH_OBJECT(NULL, measure, "a measure") };

static const koh_node area[] = { KOH_LABEL("label", "name shown to people") };
const koh_node koh__area_object[1] = { KOH_OBJECT(NULL, area, "a focus area") };

static const koh_node study[] = {
    KOH_LABEL("label", "what is to be studied"),
    { .key = "where", .kind = KOH_NODE_TEXT, .help = "units or groups that it is about" },
    { .key = "focus_area", .kind = KOH_NODE_TEXT, .help = "id of a focus area of the plan" },
    { .key = "owner", .kind = KOH_NODE_TEXT, .help = "who answers for it" },
    { .key = "due", .kind = KOH_NODE_TEXT, .help = "when it is to be done" },
    { .key = "result", .kind = KOH_NODE_TEXT, .help = "what is to come of it" },
    KOH_CHOICE("status", progress, "how far it has come; left out: proposed"),
};
const koh_node koh__study_object[1] = { KOH_OBJECT(NULL, study, "a study") };
