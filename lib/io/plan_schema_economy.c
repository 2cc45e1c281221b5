/* The section `economy` of a plan: prices, costs and revenue. */
#include "io/plan_schema_priv.h"

#define NOK_MAX 1e12
#define PERSON_NOK_MAX 1e8 /* of one person or position a year */

static const koh_node profession_member[] = { KOH_QUANTITY(NULL, "NOK per year", 0, PERSON_NOK_MAX,
                                                           "earnings of one full-time position a year; 'year' is that "
                                                           "of its price level") };

static const koh_node service[] = {
    KOH_QUANTITY("unit_cost", "NOK per user-year", 0, PERSON_NOK_MAX, "gross cost, instead of staff and other cost"),
    KOH_QUANTITY("other_cost", "NOK per user-year", 0, PERSON_NOK_MAX, "running cost beside staff"),
    KOH_QUANTITY("user_payment", "NOK per user-year", 0, PERSON_NOK_MAX, "what the user pays"),
};
static const koh_node service_member[] = { KOH_OBJECT(NULL, service, "what a service costs") };

static const koh_node band[] = {
    { .key = "age_from", .kind = KOH_NODE_INT, .required = 1, .max = 130, .help = "completed years" },
    { .key = "age_to", .kind = KOH_NODE_INT, .max = 130, .help = "completed years; left out: and over" },
    { .key = "cost",
      .kind = KOH_NODE_QUANTITY,
      .required = 1,
      .unit = "NOK per person",
      .max = PERSON_NOK_MAX,
      .help = "of an inhabitant a year" },
};
static const koh_node band_member[] = { KOH_OBJECT(NULL, band, "an age band and what an inhabitant of it costs") };

static const koh_node group[] = {
    { .key = "recipients", .kind = KOH_NODE_QUANTITY, .required = 1, .unit = "persons", .max = 1e6, .help = "a year" },
    { .key = "cost",
      .kind = KOH_NODE_QUANTITY,
      .required = 1,
      .unit = "NOK per person",
      .max = PERSON_NOK_MAX,
      .help = "that counts for the refund, mean of the group" },
};
static const koh_node group_member[] = { KOH_OBJECT(NULL, group, "recipients of costly services") };

static const koh_node refund[] = {
    { .key = "threshold",
      .kind = KOH_NODE_QUANTITY,
      .required = 1,
      .unit = "NOK per person",
      .max = PERSON_NOK_MAX,
      .help = "cost of a recipient above which the state pays a share" },
    { .key = "share",
      .kind = KOH_NODE_QUANTITY,
      .required = 1,
      .unit = "share",
      .max = 1,
      .help = "of the cost above the threshold" },
    KOH_FREE_MAP("groups", group_member, "groups of recipients, of an id of their own"),
};

static const koh_node unit_cost_member[] = { KOH_QUANTITY(NULL, "NOK per user-year", 0, PERSON_NOK_MAX, "gross") };
static const koh_node peer[] = {
    KOH_LABEL("label", "name shown to people"),
    KOH_MAP("unit_cost", KOH_NAMES_SERVICES, unit_cost_member, "gross cost of a user-year by service"),
};
static const koh_node peer_member[] = { KOH_OBJECT(NULL, peer, "a municipality to be held against") };

const koh_node koh__economy_nodes[] = {
    { .key = "price_year",
      .kind = KOH_NODE_INT,
      .min = 1990,
      .max = 2200,
      .help = "price level of fixed kroner; left out: that of the default earnings" },
    { .key = "payroll_tax_zone", .kind = KOH_NODE_TEXT, .help = "zone of the differentiated payroll tax, such as 1a" },
    KOH_QUANTITY("payroll_tax", "ratio", 0, 1, "rate instead of the zone's"),
    KOH_QUANTITY("pension", "ratio", 0, 1, "pension premium on earnings"),
    KOH_QUANTITY("wage_growth", "ratio", -0.5, 0.5, "growth of wages from the year before"),
    KOH_QUANTITY("price_growth", "ratio", -0.5, 0.5, "growth of other prices from the year before"),
    KOH_QUANTITY("other_cost_ratio", "ratio", 0, 10, "other running cost per krone of staff cost"),
    KOH_MAP("earnings", KOH_NAMES_PROFESSIONS, profession_member, "earnings by profession"),
    KOH_MAP("services", KOH_NAMES_SERVICES, service_member, "costs by service"),
    KOH_FREE_MAP("age_costs", band_member, "cost of all services by age band, for the cost of demography"),
    KOH_QUANTITY("free_revenue", "NOK per year", 0, NOK_MAX, "taxes and block grant, in fixed kroner"),
    KOH_FREE_MAP("peers", peer_member, "municipalities to be held against, with their figures"),
    KOH_OBJECT("state_refund", refund, "refund of costly services"),
    KOH_QUANTITY("savings_required", "NOK per year", 0, NOK_MAX, "running cost to be saved, by year"),
    { .key = "action_plan_from", .kind = KOH_NODE_INT, .min = 1990, .max = 2200, .help = "first year; rolls yearly" },
    { .key = "action_plan_years", .kind = KOH_NODE_INT, .min = 4, .max = 20, .help = "left out: 4" },
    KOH_QUANTITY("measure_budget", "NOK", 0, NOK_MAX, "outlays for measures to choose among; left out: no limit"),
    KOH_QUANTITY("discount_rate", "ratio", 0, 0.5, "real rate of present values"),
    KOH_QUANTITY("interest_rate", "ratio", 0, 0.5, "real rate of loans; left out: that of present values"),
    { .key = "appraisal_years", .kind = KOH_NODE_INT, .min = 1, .max = 150, .help = "left out: those of the plan" },
};
