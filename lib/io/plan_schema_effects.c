/* Prevention and new tasks in the section `need`. */
#include "io/plan_schema_priv.h"

static const koh_node prevention[] = {
    KOH_LABEL("label", "its name"),
    { .key = "service", .kind = KOH_NODE_TEXT, .required = 1, .help = "service that has fewer users" },
    { .key = "participants",
      .kind = KOH_NODE_QUANTITY,
      .required = 1,
      .unit = "persons per year",
      .max = 1e6,
      .help = "who takes part" },
    { .key = "effect",
      .kind = KOH_NODE_QUANTITY,
      .required = 1,
      .unit = "users per participant",
      .max = 1,
      .help = "users avoided for each who takes part" },
    KOH_QUANTITY("lag_years", "years", 0, 50, "from taking part until it works; 0 where not said"),
    { .key = "lasts_years",
      .kind = KOH_NODE_QUANTITY,
      .required = 1,
      .unit = "years",
      .max = 100,
      .help = "for how long it works" },
    KOH_QUANTITY("cost", "NOK per participant", 0, 1e8, "in kroner of the plan's price level"),
};
static const koh_node task[] = {
    KOH_LABEL("label", "its name"),
    { .key = "service", .kind = KOH_NODE_TEXT, .required = 1, .help = "service whose users they become" },
    { .key = "users",
      .kind = KOH_NODE_QUANTITY,
      .required = 1,
      .unit = "persons",
      .max = 1e6,
      .help = "users more when all of it has come, counted as the service counts them" },
    { .key = "from_year", .kind = KOH_NODE_INT, .required = 1, .min = 1900, .max = 2400, .help = "when it begins" },
    KOH_QUANTITY("ramp_years", "years", 0, 50, "until all of it has come; at once where not said"),
    KOH_QUANTITY("hours_per_week", "hours per week", 0, 168, "that such a user takes; not said: the service's own"),
};
const koh_node koh__prevention_member[] = { KOH_OBJECT(NULL, prevention, "prevention or reablement") };
const koh_node koh__task_member[] = { KOH_OBJECT(NULL, task, "a task that the municipality takes over") };
