/* What a plan aims at with its staff, in the section `workforce`. */
#include "io/plan_schema_priv.h"

#define NOK_MAX 1e7 /* of a participant */

#define REQUIRED(name, unit_text, low, high, text)                                                                     \
    {                                                                                                                  \
        .key = (name), .kind = KOH_NODE_QUANTITY, .required = 1, .unit = (unit_text), .min = (low), .max = (high),     \
        .help = (text)                                                                                                 \
    }

const koh_node koh__education_nodes[1] = {
    REQUIRED("target", "share", 0, 1, "of the FTE that is to have higher education"),
};

static const koh_node course[] = {
    KOH_LABEL("label", "name shown to people"),
    { .key = "profession", .kind = KOH_NODE_TEXT, .help = "whom it is for; left out: everybody" },
    REQUIRED("trained", "share", 0, 1, "who have had it in the base year"),
    REQUIRED("target", "share", 0, 1, "who are to have had it"),
    REQUIRED("hours", "hours", 0, 2000, "of a participant"),
    REQUIRED("hours_per_fte", "hours per year", 500, 2000, "of a full position at work"),
    KOH_QUANTITY("stand_in", "share", 0, 1, "of the hours for which someone steps in; left out: all"),
    KOH_QUANTITY("fee", "NOK", 0, NOK_MAX, "of a participant, beside the hours; left out: none"),
    KOH_QUANTITY("valid_years", "years", 1, 60, "until it must be taken again; left out: it does not expire"),
};
const koh_node koh__course_member[1] = { KOH_OBJECT(NULL, course,
                                                    "a course that a share of the staff is to have had") };

static const koh_node position_member[] = { KOH_QUANTITY(NULL, "share", 0.05, 1, "mean position share aimed at") };
const koh_node koh__full_time_nodes[KOH_FULL_TIME_KEYS] = {
    KOH_MAP("position_share", KOH_NAMES_PROFESSIONS, position_member, "mean position share aimed at, by profession"),
    REQUIRED("replaced", "share", 0, 1, "of the hours that come which take the place of stand-ins and overtime"),
    REQUIRED("stand_in_cost", "ratio", 0, 5, "cost of an hour of stand-ins and overtime to an ordinary one"),
};
