/* The section `capacity` of a plan file, key by key. Adding a key: one line here, one line in bind_capacity.c. */
#include "io/plan_schema_priv.h"

static const char *const sizings[] = { "target_occupancy", "service_level" };
static const char *const reserves[] = { "none", "largest_unit" };

/* Chances that are neither certain nor impossible. */
#define LEVEL_MIN 1e-6
#define LEVEL_MAX 0.999

#define PLACES_MAX 1e5
#define STAY_MIN 1e-3 /* years: nine hours */
#define DAY_COST_MAX 1e5

#define AREA_COST_MAX 1e6 /* NOK per m2 */

static const koh_node backlog_cost[] = {
    KOH_QUANTITY("grade_1", "NOK per m2", 0, AREA_COST_MAX, "to bring a building of condition grade 1 to grade 0"),
    KOH_QUANTITY("grade_2", "NOK per m2", 0, AREA_COST_MAX, "the same of grade 2"),
    KOH_QUANTITY("grade_3", "NOK per m2", 0, AREA_COST_MAX, "the same of grade 3"),
};
static const koh_node criterion[] = { KOH_QUANTITY(NULL, "share", 0, 1, "weight of the criterion") };

#define COST_MAX 1e12 /* NOK */

static const koh_node change_member[] = { KOH_QUANTITY(NULL, "places", -PLACES_MAX, PLACES_MAX,
                                                       "places more or less") };
static const koh_node step[] = {
    KOH_LABEL("label", "name shown to people"),
    { .key = "places",
      .kind = KOH_NODE_MAP,
      .required = 1,
      .names = KOH_NAMES_SERVICES,
      .n = 1,
      .children = change_member,
      .help = "change of places for good, by type" },
    KOH_MAP("during", KOH_NAMES_SERVICES, change_member, "change of places while it is built, by type"),
    { .key = "first_year",
      .kind = KOH_NODE_INT,
      .required = 1,
      .min = 1900,
      .max = 2300,
      .help = "the first year in which it may take effect" },
    { .key = "last_year",
      .kind = KOH_NODE_INT,
      .min = 1900,
      .max = 2300,
      .help = "the last such year; else the horizon" },
    { .key = "lead_years", .kind = KOH_NODE_INT, .max = 100, .help = "from the decision to the effect" },
    { .key = "out_years",
      .kind = KOH_NODE_INT,
      .max = 100,
      .help = "of building among the places, from the effect on" },
    { .key = "life_years",
      .kind = KOH_NODE_INT,
      .max = 200,
      .help = "over which the investment is paid as an annuity; 0 = at once" },
    { .key = "required", .kind = KOH_NODE_BOOL, .help = "must it be taken?" },
    KOH_QUANTITY("capex", "NOK", 0, COST_MAX, "investment in the year of effect"),
    KOH_QUANTITY("grant", "NOK", 0, COST_MAX, "part of the investment that the state pays"),
    KOH_QUANTITY("opex", "NOK per year", -COST_MAX, COST_MAX, "cost of running from the effect on; below 0 = saved"),
};
static const koh_node step_member[] = { KOH_OBJECT(NULL, step, "a step of building, renewing or phasing out") };

static const koh_node expansion[] = {
    KOH_QUANTITY("discount_rate", "per year", 0, 1, "by which later kroner count less"),
    KOH_QUANTITY("shortage_cost", "NOK per place and year", 1, COST_MAX,
                 "of a missing place; with it the plan of least regret over the scenarios is sought"),
    KOH_QUANTITY("share_of_draws", "share", 0.05, 0.95, "of the draws, where there are any, in which the need is met"),
    { .key = "growth_years",
      .kind = KOH_NODE_INT,
      .max = 100,
      .help = "years that growth by a step with a grant must hold; 10 = Husbanken's rule, 0 = no rule" },
};

static const koh_node goes_on[] = {
    { .key = "to", .kind = KOH_NODE_TEXT, .required = 1, .help = "the type of places that is asked for then" },
    { .key = "share",
      .kind = KOH_NODE_QUANTITY,
      .required = 1,
      .unit = "share",
      .max = 1,
      .help = "of those leaving a place" },
};
static const koh_node simulation[] = {
    { .key = "runs", .kind = KOH_NODE_INT, .required = 1, .min = 2, .max = 10000, .help = "how often" },
};

static const koh_node type[] = {
    KOH_QUANTITY("service_level", "probability", LEVEL_MIN, LEVEL_MAX, "chance that a person must wait for a place"),
    KOH_QUANTITY("unit_size", "places", 1, PLACES_MAX, "places of a unit that has a waiting list of its own"),
    KOH_QUANTITY("stay_years", "years", STAY_MIN, 100, "mean stay"),
    KOH_QUANTITY("arrivals_per_year", "persons per year", 0, PLACES_MAX,
                 "persons who ask for a place; without it, as many as the need and the stay make"),
    KOH_QUANTITY("waiting", "persons", 0, PLACES_MAX, "persons who wait in the base year"),
    KOH_QUANTITY("waiting_death_rate", "per year", 0, 100, "deaths per waiting person and year"),
    KOH_QUANTITY("waiting_withdrawal_rate", "per year", 0, 1000,
                 "others who stop waiting, per waiting person and year"),
    KOH_OBJECT("goes_on", goes_on, "where people go on to when they leave a place, such as short to long stay"),
    KOH_QUANTITY("discharge_ready_share", "share", 0, 1, "of those waiting, in hospital and ready to be discharged"),
};
static const koh_node type_member[] = { KOH_OBJECT(NULL, type, "what is assumed of a type of places") };

const koh_node koh__capacity_nodes[] = {
    { .key = "register", .kind = KOH_NODE_FILE, .help = "buildings and units (CSV)" },
    KOH_QUANTITY("target_occupancy", "share", 0.05, 1, "occupied share of places that is aimed at"),
    KOH_CHOICE("sizing", sizings, "what the need for places follows from: the target occupancy or the service level"),
    KOH_QUANTITY("service_level", "probability", LEVEL_MIN, LEVEL_MAX,
                 "chance that a person must wait for a place, of every type of places but dwellings"),
    KOH_CHOICE("reserve", reserves, "what may be out of use: nothing, or the largest unit of each type"),
    KOH_QUANTITY("discharge_ready_day_cost", "NOK per day", 0, DAY_COST_MAX,
                 "what a day in hospital of someone ready to be discharged costs the municipality"),
    { .key = "renewals",
      .kind = KOH_NODE_FILE,
      .help = "further renewals of units of the register, unit,from,to (CSV)" },
    { .key = "buildings", .kind = KOH_NODE_FILE, .help = "buildings: condition, area, rooms, suitability (CSV)" },
    KOH_OBJECT("backlog_cost", backlog_cost, "what it costs to bring buildings to condition grade 0"),
    KOH_FREE_MAP("suitability", criterion,
                 "criteria of a suitable building, each a column of the buildings with scores from 0 to 1; the weights "
                 "sum to 1"),
    KOH_QUANTITY("building_life_years", "years", 1, 300, "age at which a building is due for renewal"),
    KOH_FREE_MAP("steps", step_member, "steps to choose from, by id: at most 12"),
    KOH_OBJECT("expansion", expansion, "how steps are chosen"),
    KOH_OBJECT("simulation", simulation, "units simulated person by person, beside the expected numbers"),
    KOH_MAP("types", KOH_NAMES_SERVICES, type_member, "places by type, named by their service"),
};

_Static_assert(KOH_NODES(koh__capacity_nodes) == KOH_CAPACITY_KEYS, "the number of keys stands in plan_schema_priv.h");
