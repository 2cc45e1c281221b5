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
    KOH_QUANTITY("applicants", "persons per post", 0, 1e4, "qualified applicants that an announced post gets"),
    KOH_QUANTITY("acceptance", "probability", 0, 1, "that an applicant takes the post when it is offered"),
    KOH_QUANTITY("announcement_months", "months", 0.1, 60, "from one announcement of a post to the next"),
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

#define NAME(name, text)                                                                                               \
    {                                                                                                                  \
        .key = (name), .kind = KOH_NODE_TEXT, .required = 1, .help = (text)                                            \
    }

static const koh_node task_shift[] = {
    NAME("from", "the profession whose tasks move"),
    NAME("to", "the profession that takes them over"),
    REQUIRED("share", "share", 0, 1, "of its hours"),
    REQUIRED("efficiency", "ratio", 0.1, 10, "hours of the former that an hour of the latter replaces"),
};
static const koh_node task_shift_member[] = { KOH_OBJECT(NULL, task_shift, "tasks that move to another profession") };

static const koh_node technology[] = {
    KOH_LABEL("label", "name shown to people"),
    NAME("service", "whose hours it saves, of its parts too"),
    { .key = "midpoint",
      .kind = KOH_NODE_INT,
      .required = 1,
      .min = 1900,
      .max = 2200,
      .help = "year in which half of those who will ever have it do" },
    REQUIRED("years", "years", 0.1, 200, "from a tenth to nine tenths of them"),
    REQUIRED("reach", "share", 0, 1, "of the users who will ever have it"),
    KOH_QUANTITY("coverage", "share", 0, 1, "of the users whom the network reaches"),
    REQUIRED("saved_share", "share", 0, 1, "of a user's hours"),
};
static const koh_node technology_member[] = { KOH_OBJECT(NULL, technology, "technology that saves hours") };

static const koh_node informal[] = {
    NAME("profession", "that steps in"),
    REQUIRED("hours", "hours per year", 0, 1e9, "given by relatives and volunteers in the base year"),
    REQUIRED("change", "ratio", -1, 10, "relative change of these hours since the base year"),
    REQUIRED("substitution", "share", 0, 1, "of the hours that change that the municipality takes over or is spared"),
    REQUIRED("hours_per_fte", "hours per year", 500, 2000, "of a full position at work"),
};

static const koh_node order_member[] = {
    { .kind = KOH_NODE_INT, .min = 1, .max = 999, .help = "1 first; services that are not named come last" },
};

static const koh_node moved[] = {
    NAME("to", "the service of hours that they go to"),
    REQUIRED("share", "share", 0, 1, "of the users whom the staff does not reach; the rest wait"),
};
static const koh_node moved_member[] = { KOH_OBJECT(NULL, moved, "where users go whom the staff does not reach") };

static const koh_node unit_profession[] = {
    KOH_QUANTITY("fte", "fte", 0, FTE_MAX, "contracted FTE in the unit; left out: those of the staff file"),
    KOH_QUANTITY("target_share", "share", 0, 1, "of the unit's FTE that is aimed at"),
};
static const koh_node unit_profession_member[] = { KOH_OBJECT(NULL, unit_profession, "staff of the unit") };

static const koh_node unit[] = {
    KOH_LABEL("label", "name shown to people"),
    { .key = "service", .kind = KOH_NODE_TEXT, .help = "whose need the unit follows" },
    KOH_QUANTITY("leaders", "leaders", 0, 1e4, "persons who lead it; 0 is flagged"),
    KOH_MAP("professions", KOH_NAMES_PROFESSIONS, unit_profession_member, "staff by profession"),
};
static const koh_node unit_member[] = { KOH_OBJECT(NULL, unit, "a unit of work") };

const koh_node koh__workforce_nodes[KOH_WORKFORCE_NODES] = {
    KOH_MAP("professions", KOH_NAMES_PROFESSIONS, profession_member, "staff by profession"),
    { .key = "staff",
      .kind = KOH_NODE_FILE,
      .help =
          "employees by age, unit,profession,age,persons,position_share, as kohort import --strip-ids writes them" },
    KOH_FREE_MAP("task_shifts", task_shift_member, "tasks that move between professions"),
    KOH_FREE_MAP("technology", technology_member, "technology that saves hours"),
    KOH_OBJECT("informal_care", informal, "informal care that changes"),
    KOH_MAP("served_first", KOH_NAMES_SERVICES, order_member, "order in which services get staff when it is short"),
    KOH_MAP("moved_when_short", KOH_NAMES_SERVICES, moved_member,
            "services of places whose users go elsewhere when "
            "staff is short, by id"),
    KOH_FREE_MAP("units", unit_member, "units of work by id"),
    KOH_FREE_MAP("rotas", rota_member, "rotas by id"),
    KOH_SECTION("higher_education", koh__education_nodes, 1, "share with higher education that is aimed at"),
    KOH_FREE_MAP("courses", koh__course_member, "courses that a share of the staff is to have had"),
    KOH_SECTION("full_time", koh__full_time_nodes, KOH_FULL_TIME_KEYS, "larger positions, and their cost"),
};
