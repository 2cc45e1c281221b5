/* The plan's section of staff, key by key. */
#include "io/plan_schema_priv.h"

/* Bounds that catch slips of unit, wide enough for any municipality. */
#define FTE_MAX 1e7
#define HIRED_MAX 1e5

static const koh_node profession[] = {
    KOH_QUANTITY("fte", "fte", 0, FTE_MAX, "registered contracted FTE"),
    KOH_QUANTITY("position_share", "share", 0.05, 1, "mean share of a full position"),
    KOH_QUANTITY("absence", "share", 0, 0.9, "share of contracted time that is absence"),
    KOH_QUANTITY("retirement_age", "years", 56, 74, "mean exit age of those who are there at 55"),
    KOH_QUANTITY("turnover", "share", 0, 0.9, "share of those below 55 who leave in a year"),
    KOH_QUANTITY("hiring_age", "years", 16, 74, "age of the youngest who are hired"),
    KOH_QUANTITY("share_of_women", "share", 0, 1, "share of women, for the deaths"),
    KOH_QUANTITY("graduates", "persons per year", 0, HIRED_MAX, "who come from school"),
    KOH_QUANTITY("hires", "persons per year", 0, HIRED_MAX, "who come from elsewhere"),
    KOH_QUANTITY("vacant", "fte", 0, FTE_MAX, "vacant posts of the base year, beside the registered FTE"),
};
static const koh_node profession_member[] = { KOH_OBJECT(NULL, profession, "what is known of a profession") };

const koh_node koh__workforce_nodes[KOH_WORKFORCE_NODES] = {
    KOH_MAP("professions", KOH_NAMES_PROFESSIONS, profession_member, "staff by profession"),
    { .key = "staff", .kind = KOH_NODE_FILE, .help = "employees by age, profession,age,persons,position_share" },
};
