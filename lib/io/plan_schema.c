/* A plan file, key by key. Adding a key: one line here, one line where it is bound (bind_plan.c). */
#include "io/plan_schema_priv.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

#define OBJECT(name, table, text)                                                                                      \
    {                                                                                                                  \
        .key = (name), .kind = KOH_NODE_OBJECT, .n = COUNT(table), .children = (table), .help = (text)                 \
    }
#define MAP(name, list, member, text)                                                                                  \
    {                                                                                                                  \
        .key = (name), .kind = KOH_NODE_MAP, .names = (list), .n = 1, .children = (member), .help = (text)             \
    }
#define LIST(name, member, text)                                                                                       \
    {                                                                                                                  \
        .key = (name), .kind = KOH_NODE_LIST, .n = 1, .children = (member), .help = (text)                             \
    }
#define QUANTITY(name, unit_text, low, high, text)                                                                     \
    {                                                                                                                  \
        .key = (name), .kind = KOH_NODE_QUANTITY, .unit = (unit_text), .min = (low), .max = (high), .help = (text)     \
    }
#define LABEL(name, text)                                                                                              \
    {                                                                                                                  \
        .key = (name), .kind = KOH_NODE_LABEL, .help = (text)                                                          \
    }
#define CHOICE(name, list, text)                                                                                       \
    {                                                                                                                  \
        .key = (name), .kind = KOH_NODE_CHOICE, .n = COUNT(list), .choices = (list), .help = (text)                    \
    }

/* Bounds that catch slips of unit, wide enough for any municipality. */
#define PERSONS_MAX 1e7
#define DAYS_MAX 1e9

static const char *const embedded[] = { "embedded" };
static const char *const migration_methods[] = { "residual", "none" };
static const char *const disclosure_policies[] = { "ssb_plo", "ssb_3", "none" };

static const char *const alternatives[] = { "MMMM", "LLML", "HHMH", "MMML", "MMMH", "LHML", "HLMH", "MMM0", "MM00" };

static const koh_node population[] = {
    CHOICE("alternative", alternatives,
           "an alternative of the official projection instead of the estimated paths; with 'projection': of its file"),
    { .key = "registered",
      .kind = KOH_NODE_FILE,
      .n = 1,
      .choices = embedded,
      .help = "registered population, region,year,sex,age,value" },
    { .key = "projection",
      .kind = KOH_NODE_FILE,
      .help = "a projection to be met and then changed, region,year,sex,age,alternative,value" },
    { .key = "strata",
      .kind = KOH_NODE_FILE,
      .help = "shares of the persons by stratum, stratum,sex,age_from,age_to,share" },
};

static const koh_node health[] = {
    { .key = "need_prevalence", .kind = KOH_NODE_FILE, .help = "share with need of help, sex,age_from,age_to,share" },
};

static const koh_node mortality[] = {
    QUANTITY("level", "ratio", 0.1, 10, "factor on the death rates"),
    QUANTITY("improvement_factor", "ratio", -5, 5, "factor on the yearly improvement of death rates"),
};

static const koh_node fertility[] = {
    QUANTITY("level", "ratio", 0.01, 10, "factor on the estimated fertility"),
    QUANTITY("tfr", "children per woman", 0.01, 10, "total fertility rate instead of the estimated one"),
};

static const koh_node migration[] = {
    CHOICE("method", migration_methods, "how net migration is found"),
    { .key = "years", .kind = KOH_NODE_YEARS, .help = "base period, 1 January to 1 January" },
    QUANTITY("net", "persons per year", -PERSONS_MAX, PERSONS_MAX, "total net migration instead of the estimated one"),
    QUANTITY("extra", "persons per year", -PERSONS_MAX, PERSONS_MAX, "net migrants beside the estimated ones"),
    QUANTITY("national_net", "persons per year", -PERSONS_MAX, PERSONS_MAX, "net immigration of the country"),
};

static const koh_node households[] = {
    QUANTITY("living_alone_factor", "ratio", 0, 5, "factor on the shares living alone"),
};

static const koh_node shift[] = {
    { .key = "share",
      .kind = KOH_NODE_QUANTITY,
      .required = 1,
      .unit = "share",
      .max = 1,
      .help = "of the users who are served there instead" },
    QUANTITY("hours_per_week", "hours per week", 0, 168, "that a moved user takes there"),
};
static const koh_node shift_member[] = { OBJECT(NULL, shift, "a share of the users moves to another service") };
static const koh_node fte_member[] = { QUANTITY(NULL, "fte", 0, 100, "FTE per unit of the service") };

static const koh_node service[] = {
    { .key = "in_scope", .kind = KOH_NODE_BOOL, .help = "does it count in totals?" },
    QUANTITY("users", "persons", 0, PERSONS_MAX, "registered users"),
    QUANTITY("bed_days", "days", 0, DAYS_MAX, "days of stay in the year"),
    QUANTITY("coverage_factor", "ratio", 0, 10, "factor on the coverage of the base year"),
    QUANTITY("age_shift_years", "years", -20, 20, "years by which need comes later in life"),
    QUANTITY("trend_per_year", "ratio", -0.5, 0.5, "relative change of coverage a year"),
    QUANTITY("trend_fade_years", "years", 0, 1000, "years over which the trend fades"),
    QUANTITY("hours_per_week", "hours per week", 0, 168, "per user"),
    QUANTITY("target_occupancy", "share", 0.05, 1, "occupied share of places that is aimed at"),
    MAP("fte_per_unit", KOH_NAMES_PROFESSIONS, fte_member, "FTE per unit by profession"),
    MAP("shift_to", KOH_NAMES_SERVICES, shift_member, "users who are served by another service instead"),
};
static const koh_node service_member[] = { OBJECT(NULL, service, "what is known or assumed of a service") };

static const koh_node capacity[] = {
    { .key = "register", .kind = KOH_NODE_FILE, .help = "buildings and units (CSV)" },
    QUANTITY("target_occupancy", "share", 0.05, 1, "occupied share of places that is aimed at"),
};

static const koh_node profession[] = {
    QUANTITY("fte", "fte", 0, PERSONS_MAX, "registered contracted FTE"),
};
static const koh_node profession_member[] = { OBJECT(NULL, profession, "what is known of a profession") };
static const koh_node workforce[] = {
    MAP("professions", KOH_NAMES_PROFESSIONS, profession_member, "staff by profession"),
};

static const koh_node report[] = {
    CHOICE("disclosure", disclosure_policies, "policy of disclosure control when published"),
};

static const koh_node scenario[] = {
    { .key = "id", .kind = KOH_NODE_TEXT, .required = 1, .help = "short name" },
    LABEL("label", "name shown to people"),
    { .key = "based_on", .kind = KOH_NODE_TEXT, .help = "scenario that is changed; reference = the plan itself" },
    { .key = "changes", .kind = KOH_NODE_PATCH, .help = "JSON Merge Patch (RFC 7396); quantities are replaced whole" },
};
static const koh_node scenario_member[] = { OBJECT(NULL, scenario, "a named change of the plan") };

static const koh_node plan[] = {
    { .key = "kohort", .kind = KOH_NODE_INT, .required = 1, .min = 1, .max = 1, .help = "version of the format" },
    LABEL("title", "name of the plan"),
    LABEL("note", "what a reader should know"),
    { .key = "region", .kind = KOH_NODE_TEXT, .required = 1, .help = "municipality number, four digits" },
    { .key = "base_year", .kind = KOH_NODE_INT, .min = 1900, .max = 2200, .help = "1 January that is known" },
    { .key = "end_year", .kind = KOH_NODE_INT, .min = 1901, .max = 2200, .help = "last 1 January projected" },
    { .key = "plan_period", .kind = KOH_NODE_YEARS, .help = "years of the plan" },
    OBJECT("population", population, "where the registered population comes from"),
    OBJECT("mortality", mortality, "deaths"),
    OBJECT("fertility", fertility, "births"),
    OBJECT("migration", migration, "moves"),
    OBJECT("households", households, "households"),
    OBJECT("health", health, "health and need of help"),
    MAP("services", KOH_NAMES_SERVICES, service_member, "services by id"),
    OBJECT("capacity", capacity, "places and buildings"),
    OBJECT("workforce", workforce, "staff"),
    LIST("scenarios", scenario_member, "named changes, shown beside the reference"),
    OBJECT("report", report, "the report"),
};

const koh_node koh__plan_schema = {
    .kind = KOH_NODE_OBJECT, .n = COUNT(plan), .children = plan, .help = "A kohort plan"
};
