/* The section `health` of a plan: need of help, and indicators of public health. */
#include "io/plan_schema_priv.h"

static const char *const kinds[] = { "share", "rate" };
static const char *const sides[] = { "low", "high" };

static const koh_node target[] = {
    { .key = "year", .kind = KOH_NODE_INT, .required = 1, .min = 1900, .max = 2300, .help = "whose figure is meant" },
    KOH_DIRECTION,
    { .key = "goal",
      .kind = KOH_NODE_QUANTITY,
      .required = 1,
      .max = 1e6,
      .help = "crude share 0..1, or events per person-year" },
};

static const koh_node indicator[] = {
    KOH_OBJECT("target", target, "what the municipality's crude figure is to be, and when"),
    KOH_LABEL("label", "name shown to people"),
    KOH_CHOICE("kind", kinds, "share of the persons, or events per person-year"),
    KOH_CHOICE("worse", sides, "which side is worse; left out: high"),
    { .key = "figures",
      .kind = KOH_NODE_FILE,
      .required = 1,
      .help = "area,year,series?,sex?,age_from,age_to,cases,persons,indicator?; area is municipality, county or "
              "country; indicator: a file of several indicators, whose ids the plan must have" },
    { .key = "strata",
      .kind = KOH_NODE_FILE,
      .help = "area?,year?,rank,group,persons,cases,indicator?; social groups, rank 1 the worst off; left out: the "
              "municipality, the newest year of its figures" },
};
static const koh_node indicator_member[] = { KOH_OBJECT(NULL, indicator, "an indicator of public health") };

static const koh_node survey[] = {
    KOH_LABEL("label", "name shown to people"),
    { .key = "year", .kind = KOH_NODE_INT, .min = 1900, .max = 2200, .help = "when it was answered" },
    { .key = "answers",
      .kind = KOH_NODE_FILE,
      .required = 1,
      .help = "question,answer,weight?: a row an answer, 1 yes, 0 no" },
    { .key = "least_answers",
      .kind = KOH_NODE_INT,
      .min = 5,
      .max = 100000,
      .help = "fewer: the share is not told; left out: 10" },
};
static const koh_node survey_member[] = { KOH_OBJECT(NULL, survey, "a survey with weights") };

const koh_node koh__health_nodes[KOH_HEALTH_KEYS] = {
    { .key = "need_prevalence", .kind = KOH_NODE_FILE, .help = "share with need of help, sex,age_from,age_to,share" },
    KOH_FREE_MAP("surveys", survey_member, "surveys by id"),
    KOH_FREE_MAP("indicators", indicator_member, "indicators beside county and country"),
};
