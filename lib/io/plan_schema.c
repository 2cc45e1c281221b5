/* A plan file, key by key. Adding a key: one line here, one line where it is bound (bind_plan.c). */
#include "core/language_priv.h"
#include "io/plan_schema_priv.h"

/* Bounds that catch slips of unit, wide enough for any municipality. */
#define PERSONS_MAX 1e7
#define DAYS_MAX 1e9

static const char *const embedded[] = { "embedded" };
static const char *const migration_methods[] = { "residual", "gross", "none" };
static const char *const disclosure_policies[] = { "ssb_plo", "ssb_3", "none" };

static const char *const alternatives[] = { "MMMM", "LLML", "HHMH", "MMML", "MMMH", "LHML", "HLMH", "MMM0", "MM00" };

static const koh_node population[] = {
    KOH_CHOICE(
        "alternative", alternatives,
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

static const koh_node mortality[] = {
    KOH_QUANTITY("level", "ratio", 0.1, 10, "factor on the death rates"),
    KOH_QUANTITY("local_level", "ratio", 0.1, 10,
                 "registered deaths per expected death: moves the local deaths from net migration to deaths"),
    KOH_QUANTITY("improvement_factor", "ratio", -5, 5, "factor on the yearly improvement of death rates"),
};

static const koh_node fertility[] = {
    KOH_QUANTITY("level", "ratio", 0.01, 10, "factor on the estimated fertility"),
    KOH_QUANTITY("tfr", "children per woman", 0.01, 10, "total fertility rate instead of the estimated one"),
};

static const koh_node migration[] = {
    KOH_CHOICE("method", migration_methods, "how migration is found"),
    { .key = "flows", .kind = KOH_NODE_FILE, .help = "registered moves for 'gross', region,year,sex,age,flow,value" },
    KOH_QUANTITY("in_factor", "ratio", 0, 10, "factor on the moves from other municipalities, 'gross'"),
    KOH_QUANTITY("out_factor", "ratio", 0, 10, "factor on the rates of moving to them, 'gross'"),
    KOH_QUANTITY("immigration_factor", "ratio", 0, 10, "factor on immigration, 'gross'"),
    KOH_QUANTITY("emigration_factor", "ratio", 0, 10, "factor on the rates of emigration, 'gross'"),
    KOH_QUANTITY("national_immigration", "persons per year", 0, PERSONS_MAX,
                 "the country's immigration from the base period on, which the municipality's follows, 'gross'"),
    KOH_QUANTITY("national_emigration", "persons per year", 0, PERSONS_MAX, "its emigration likewise, 'gross'"),
    { .key = "years",
      .kind = KOH_NODE_YEARS,
      .help = "base period, 1 January to 1 January; left out: what is registered" },
    KOH_QUANTITY("net", "persons per year", -PERSONS_MAX, PERSONS_MAX,
                 "total net migration instead of the estimated one"),
    KOH_QUANTITY("extra", "persons per year", -PERSONS_MAX, PERSONS_MAX, "net migrants beside the estimated ones"),
    KOH_QUANTITY("national_net", "persons per year", -PERSONS_MAX, PERSONS_MAX, "net immigration of the country"),
};

static const koh_node households[] = {
    KOH_QUANTITY("living_alone_factor", "ratio", 0, 5, "factor on the shares living alone"),
    KOH_QUANTITY("registered", "households", 1, PERSONS_MAX,
                 "registered private households: the level of the base year"),
};

static const koh_node shift[] = {
    { .key = "share",
      .kind = KOH_NODE_QUANTITY,
      .required = 1,
      .unit = "share",
      .max = 1,
      .help = "of the users who are served there instead" },
    KOH_QUANTITY("hours_per_week", "hours per week", 0, 168, "that a moved user takes there"),
};
static const koh_node shift_member[] = { KOH_OBJECT(NULL, shift, "a share of the users moves to another service") };
static const koh_node fte_member[] = { KOH_QUANTITY(NULL, "fte", 0, 100, "FTE per unit of the service") };

static const koh_node service[] = {
    { .key = "in_scope", .kind = KOH_NODE_BOOL, .help = "does it count in totals?" },
    KOH_QUANTITY("users", "persons", 0, PERSONS_MAX, "registered users"),
    KOH_QUANTITY("bed_days", "days", 0, DAYS_MAX, "days of stay in the year"),
    KOH_QUANTITY("coverage_factor", "ratio", 0, 10, "factor on the coverage of the base year"),
    KOH_QUANTITY("age_shift_years", "years", -20, 20, "years by which need comes later in life"),
    KOH_QUANTITY("trend_per_year", "ratio", -0.5, 0.5, "relative change of coverage a year"),
    KOH_QUANTITY("trend_fade_years", "years", 0, 1000, "years over which the trend fades"),
    KOH_QUANTITY("hours_per_week", "hours per week", 0, 168, "per user"),
    KOH_QUANTITY("target_occupancy", "share", 0.05, 1, "occupied share of places that is aimed at"),
    KOH_QUANTITY("staff_factor", "ratio", 0, 10, "factor on the FTE per unit of the base year: productivity"),
    KOH_MAP("fte_per_unit", KOH_NAMES_PROFESSIONS, fte_member, "FTE per unit by profession"),
    KOH_MAP("shift_to", KOH_NAMES_SERVICES, shift_member, "users who are served by another service instead"),
    KOH_SECTION("coverage", koh__coverage_nodes, KOH_COVERAGE_KEYS, "a path to another coverage than the base year's"),
    KOH_SECTION("bands", koh__band_nodes, KOH_BAND_KEYS, "users by age band, with trends of their own"),
};
static const koh_node service_member[] = { KOH_OBJECT(NULL, service, "what is known or assumed of a service") };

static const koh_node report[] = {
    KOH_CHOICE("disclosure", disclosure_policies, "policy of disclosure control when published"),
    KOH_CHOICE("text_language", koh__languages, "language of the plan's sources and assumptions, for readers aloud"),
};

static const koh_node scenario[] = {
    { .key = "id", .kind = KOH_NODE_TEXT, .required = 1, .help = "short name" },
    KOH_LABEL("label", "name shown to people"),
    { .key = "based_on", .kind = KOH_NODE_TEXT, .help = "scenario that is changed; reference = the plan itself" },
    { .key = "changes", .kind = KOH_NODE_PATCH, .help = "JSON Merge Patch (RFC 7396); quantities are replaced whole" },
};
static const koh_node scenario_member[] = { KOH_OBJECT(NULL, scenario, "a named change of the plan") };

static const koh_node plan[] = {
    { .key = "kohort", .kind = KOH_NODE_INT, .required = 1, .min = 1, .max = 1, .help = "version of the format" },
    KOH_LABEL("title", "name of the plan"),
    KOH_LABEL("note", "what a reader should know"),
    { .key = "region", .kind = KOH_NODE_TEXT, .required = 1, .help = "municipality number, four digits" },
    { .key = "base_year", .kind = KOH_NODE_INT, .min = 1900, .max = 2200, .help = "1 January that is known" },
    { .key = "end_year", .kind = KOH_NODE_INT, .min = 1901, .max = 2200, .help = "last 1 January projected" },
    { .key = "plan_period", .kind = KOH_NODE_YEARS, .help = "years of the plan" },
    KOH_OBJECT("population", population, "where the registered population comes from"),
    KOH_OBJECT("mortality", mortality, "deaths"),
    KOH_OBJECT("fertility", fertility, "births"),
    KOH_OBJECT("migration", migration, "moves"),
    KOH_OBJECT("households", households, "households"),
    KOH_OBJECT("housing", koh__housing_nodes, "new dwellings and who moves in"),
    KOH_SECTION("health", koh__health_nodes, KOH_HEALTH_KEYS, "health, need of help, and indicators of public health"),
    KOH_MAP("services", KOH_NAMES_SERVICES, service_member, "services by id"),
    { .key = "need",
      .kind = KOH_NODE_OBJECT,
      .n = KOH_NEED_KEYS,
      .children = koh__need_nodes,
      .help = "levels of need" },
    { .key = "capacity",
      .kind = KOH_NODE_OBJECT,
      .n = KOH_CAPACITY_KEYS,
      .children = koh__capacity_nodes,
      .help = "places and buildings" },
    { .key = "workforce",
      .kind = KOH_NODE_OBJECT,
      .n = KOH_WORKFORCE_NODES,
      .children = koh__workforce_nodes,
      .help = "staff" },
    KOH_SECTION("economy", koh__economy_nodes, KOH_ECONOMY_KEYS, "prices, costs and revenue"),
    KOH_SECTION("area", koh__area_nodes, KOH_AREA_KEYS, "zones of the municipality, and what distance does"),
    KOH_FREE_MAP("focus_areas", koh__area_object, "areas that measures and studies belong to"),
    KOH_FREE_MAP("measures", koh__measure_object, "measures by id"),
    KOH_FREE_MAP("studies", koh__study_object, "what must be studied"),
    KOH_SECTION("preparedness", koh__preparedness_nodes, KOH_PREPAREDNESS_KEYS, "crises, and reserves against them"),
    KOH_SECTION("structures", koh__structures_nodes, KOH_STRUCTURES_KEYS, "places gathered in other units"),
    KOH_FREE_MAP("targets", koh__target_member, "targets by id"),
    { .key = "uncertainty",
      .kind = KOH_NODE_OBJECT,
      .n = KOH_UNCERTAINTY_KEYS,
      .children = koh__uncertainty_nodes,
      .help = "what is drawn besides ranges, and which causes of ranges go together" },
    KOH_LIST("scenarios", scenario_member, "named changes, shown beside the reference"),
    KOH_OBJECT("report", report, "the report"),
};

const koh_node koh__plan_schema = {
    .kind = KOH_NODE_OBJECT, .n = KOH_NODES(plan), .children = plan, .help = "A kohort plan"
};
