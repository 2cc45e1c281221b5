/* Services, age patterns and conditions that a plan brings itself. */
#include "io/age_rates_priv.h"
#include "io/plan_schema_priv.h"

static const char *const bases[] = { "stock_31dec", "through_year" };
static const char *const kinds[] = { "users", "place", "dwelling", "hours", "day_place" };
static const char *const areas[] = { "pro", "tff", "psykiatri_nav" };

static const koh_node users_band[] = KOH_AGE_BAND("users per inhabitant", 1);
static const koh_node share_band[] = KOH_AGE_BAND("share", 1);
static const koh_node users_member[] = { KOH_OBJECT(NULL, users_band, "users per inhabitant of these ages") };
static const koh_node share_member[] = { KOH_OBJECT(NULL, share_band, "share of the persons of these ages") };

static const koh_node own_service[] = {
    KOH_LABEL("label", "its name"),
    KOH_CHOICE("area", areas, "service area; pro where not said"),
    KOH_CHOICE("kind", kinds, "what it takes up; users where not said"),
    { .key = "in_scope", .kind = KOH_NODE_BOOL, .help = "does it count in totals?" },
    KOH_CHOICE("basis", bases, "what the users count; stock_31dec where not said"),
    { .key = "ages",
      .kind = KOH_NODE_MAP,
      .names = KOH_NAMES_NONE,
      .required = 1,
      .n = 1,
      .children = users_member,
      .help = "users by age band, every age once" },
};
static const koh_node pattern[] = {
    KOH_CHOICE("basis", bases, "what the users count; stock_31dec where not said"),
    { .key = "ages",
      .kind = KOH_NODE_MAP,
      .names = KOH_NAMES_NONE,
      .required = 1,
      .n = 1,
      .children = users_member,
      .help = "users by age band, every age once" },
};
static const koh_node condition[] = {
    KOH_LABEL("label", "its name"),
    { .key = "ages",
      .kind = KOH_NODE_MAP,
      .names = KOH_NAMES_NONE,
      .required = 1,
      .n = 1,
      .children = share_member,
      .help = "share of the persons by age band, every age once" },
};
const koh_node koh__own_service_member[] = { KOH_OBJECT(NULL, own_service, "a service of the plan's own") };
const koh_node koh__pattern_member[] = { KOH_OBJECT(NULL, pattern, "users of a service by age") };
const koh_node koh__condition_member[] = { KOH_OBJECT(NULL, condition, "a condition and who has it") };
