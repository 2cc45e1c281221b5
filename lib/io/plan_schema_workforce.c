/* The plan's section of staff, key by key. */
#include "io/plan_schema_priv.h"

/* Bounds that catch slips of unit, wide enough for any municipality. */
#define FTE_MAX 1e7
#define HIRED_MAX 1e5
#define POSTS_MAX 1e4

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

#define REQUIRED(name, unit_text, low, high, text)                                                                     \
    {                                                                                                                  \
        .key = (name), .kind = KOH_NODE_QUANTITY, .required = 1, .unit = (unit_text), .min = (low), .max = (high),     \
        .help = (text)                                                                                                 \
    }

static const koh_node shift[] = {
    REQUIRED("hours", "hours", 0.01, 24, "paid hours"),
    REQUIRED("posts_weekday", "posts", 0, POSTS_MAX, "posts on each weekday"),
    REQUIRED("posts_weekend", "posts", 0, POSTS_MAX, "posts on each day of the weekend"),
    KOH_QUANTITY("skilled", "posts", 0, POSTS_MAX, "posts that must have the competence, a whole number"),
};
static const koh_node shift_member[] = { KOH_OBJECT(NULL, shift, "a shift of every day") };

static const koh_node rota[] = {
    KOH_LABEL("label", "name shown to people"),
    { .key = "profession",
      .kind = KOH_NODE_TEXT,
      .help = "whose position share and absence hold where the rota has none" },
    REQUIRED("hours_per_week", "hours per week", 20, 48, "of a full position"),
    REQUIRED("weekend_every", "weeks", 1, 52, "a person works at most every n-th weekend"),
    KOH_QUANTITY("shifts_per_weekend", "shifts", 1, 2, "that a person takes on a weekend on; 2 where it is not given"),
    REQUIRED("holiday_weeks", "weeks per year", 0, 20, "of a person"),
    REQUIRED("training_hours", "hours per year", 0, 1950, "of a full position"),
    KOH_QUANTITY("position_share", "share", 0.05, 1, "mean share of a full position"),
    KOH_QUANTITY("absence", "share", 0, 0.9, "share of the time that is not holiday"),
    KOH_QUANTITY("skilled_share", "share", 0, 1, "of the staff that has the competence the shifts ask for"),
    { .key = "instead_of", .kind = KOH_NODE_TEXT, .help = "the rota that this one is held against" },
    KOH_FREE_MAP("shifts", shift_member, "shifts by id"),
};
static const koh_node rota_member[] = { KOH_OBJECT(NULL, rota, "posts by shift, and the terms of work") };

const koh_node koh__workforce_nodes[KOH_WORKFORCE_NODES] = {
    KOH_MAP("professions", KOH_NAMES_PROFESSIONS, profession_member, "staff by profession"),
    { .key = "staff", .kind = KOH_NODE_FILE, .help = "employees by age, profession,age,persons,position_share" },
    KOH_FREE_MAP("rotas", rota_member, "rotas by id"),
};
