/* Zones of a plan's municipality: who lives there, and what distance does. */
#ifndef KOH_AREA_PRIV_H
#define KOH_AREA_PRIV_H

#include "kohort/site.h"
#include "kohort/travel.h"
#include "kohort/zone.h"
#include "plan/model_priv.h"

typedef struct koh_plan_zone {
    const char *id, *label[KOH_LANGUAGES];
    const koh_quantity *attraction; /* weight of the zone among those who come; NULL: 1 */
} koh_plan_zone;

/* Users of a service who are counted by zone in the base year. */
typedef struct koh_zone_users {
    size_t service;
    int age_from;  /* they are of this age and over */
    double *users; /* [n_zones]; disclosure control withholds small counts */
    double hidden; /* sum of those withheld; NaN: not to be known */
} koh_zone_users;

/* A service whose users are visited at home. */
typedef struct koh_plan_visits {
    size_t service;
    const koh_quantity *per_week; /* visits of a user */
} koh_plan_visits;

/* Something that people go to, in one zone or more. */
typedef struct koh_plan_node {
    const char *id, *label[KOH_LANGUAGES];
    size_t n_zones;
    const size_t *zones;
} koh_plan_node;

/* A service that municipalities could have together. */
typedef struct koh_plan_cooperation {
    const char *id, *label[KOH_LANGUAGES];
    size_t service;
    const koh_quantity *level; /* chance of having to wait that is accepted */
    size_t n_partners;
    const koh_quantity *const *users; /* [n_partners] of theirs at one time */
} koh_plan_cooperation;

typedef struct koh_plan_area {
    size_t n_zones;
    koh_plan_zone *zones;
    size_t n_counts;
    koh_zone_count *counts;      /* in the base year; disclosure control spreads small ones anew */
    size_t n_projects;           /* of the housing programme as the plan has it */
    const size_t *project_zones; /* [n_projects] its zone, or n_zones = not told */

    size_t n_users;
    koh_zone_users *users;

    const double *minutes; /* [n_zones][n_zones], or NULL: unknown */
    size_t n_bases;
    const size_t *bases; /* zones that home services start from */
    size_t n_visits;
    const koh_plan_visits *visits;
    const koh_quantity *visits_per_tour, *hours_per_fte; /* not NULL where there are visits */
    size_t n_nodes;
    const koh_plan_node *nodes;
    size_t n_limits;
    const int *limits; /* minutes, ascending */
    size_t n_candidates, max_bases;
    const size_t *candidates;             /* zones */
    const koh_quantity *response_minutes; /* not NULL where there are candidates */

    size_t n_cooperations; /* need no zones */
    const koh_plan_cooperation *cooperations;
} koh_plan_area;

/* Persons by zone of one scenario, of the arena. */
typedef struct koh_zones {
    size_t n;
    koh_axis axis;
    double *persons;           /* [n_steps + 1][n][2][n_age]; NULL: of a draw */
    const koh_cube *people;    /* [year][zone][age group of the planners] */
    const koh_cube *users;     /* [year][zone][service], or NULL: no service by zone */
    const koh_cube *variation; /* [zone][service][measure], or NULL: nobody is counted by zone */
    const size_t *services;    /* those of users */
} koh_zones;

/* What draws know of the zones of the plain run. Of the arena. */
typedef struct koh_zone_split {
    const koh_zones *zones;
    size_t n_bands;     /* the planners' age bands, which their groups begin with */
    double *share;      /* [n_steps + 1][n_bands][n] of the municipality's persons of an age live in the zone */
    double *loose;      /* [n_steps + 1][n_bands] of them live where chance has them */
    double *user_share; /* [n_steps + 1][services][n] likewise of users; NaN: unknown */
    double *user_loose; /* [n_steps + 1][services] */
} koh_zone_split;

/* What is told of the users of a zone in the base year. */
enum koh_variation_measure {
    KOH_VARIATION_USERS = 0,
    KOH_VARIATION_PERSONS, /* of the age of the users and over */
    KOH_VARIATION_PER_1000,
    KOH_VARIATION_LOW,
    KOH_VARIATION_HIGH,
    KOH_VARIATION_EXPECTED, /* users at the municipality's rates by age */
    KOH_VARIATION_RATIO,    /* users over those expected */
    KOH_VARIATION_RATIO_LOW,
    KOH_VARIATION_RATIO_HIGH,
    KOH_VARIATION_USED, /* the ratio that the zone's users are projected with */
    KOH_VARIATION_MEASURES
};

/* What is told of visits in a year. */
enum koh_travel_measure {
    KOH_TRAVEL_VISITS = 0,
    KOH_TRAVEL_MINUTES,    /* on the road per visit */
    KOH_TRAVEL_HOURS,      /* on the road */
    KOH_TRAVEL_CARE_HOURS, /* in the homes */
    KOH_TRAVEL_SHARE,      /* of the working time of both that is on the road */
    KOH_TRAVEL_FTE,
    KOH_TRAVEL_FTE_MOVED, /* of all zones: of those FTE, because visits are elsewhere than in the base year */
    KOH_TRAVEL_MEASURES
};

/* What is told of a choice of bases. */
enum koh_base_measure {
    KOH_BASE_COUNT = 0,
    KOH_BASE_MEAN,    /* minutes to persons of 80 years and over */
    KOH_BASE_LONGEST, /* minutes to a zone that has any */
    KOH_BASE_WITHIN,  /* share of them within the limit */
    KOH_BASE_LIMIT,   /* minutes */
    KOH_BASE_YEAR,    /* whose persons are meant */
    KOH_BASE_MEASURES
};

/* What is told of a cooperation in a year. */
enum koh_cooperation_measure {
    KOH_COOPERATION_LOAD = 0, /* users at one time, or places in use */
    KOH_COOPERATION_LOAD_PARTNERS,
    KOH_COOPERATION_ALONE, /* places that the municipality needs for itself */
    KOH_COOPERATION_ALONE_PARTNERS,
    KOH_COOPERATION_TOGETHER,
    KOH_COOPERATION_SAVED, /* places that all need alone, less together */
    KOH_COOPERATION_PART,  /* of the places together, by load */
    KOH_COOPERATION_MEASURES
};

/* The section `area` of a plan, as far as draws carry it, and who leaves the zones of a disaster; nothing where the
 * plan has none. Fills *zones. */
koh_status koh__model_area(koh_frame *frame, koh_zones *zones) KOH_NODISCARD;

/* The same cubes of one draw. Needs frame->zone_split and frame->users_draw. */
koh_status koh__model_area_drawn(koh_frame *frame) KOH_NODISCARD;

/* The rest of the section, of the plain run or the mean of the draws: whole persons, and the choice of bases. */
koh_status koh__model_area_plain(koh_frame *frame, koh_zones *zones) KOH_NODISCARD;

/* Brings zones->persons to the frame's persons, which the draws have made their mean. */
void koh__zones_meet(const koh_frame *frame, koh_zones *zones);

/* Sets frame->zone_split, which borrows *zones; nothing where the plan has no such section. */
koh_status koh__model_split(koh_frame *frame, const koh_zones *zones) KOH_NODISCARD;

/* Persons and users by zone of one draw: the cubes of koh__model_zones and koh__model_zone_users. Fills *zones. */
koh_status koh__draw_zones(koh_frame *frame, koh_zones *zones) KOH_NODISCARD;

/* Parts of the section. Persons by zone through the years: cube area/persons [year][zone][age_group]; fills *zones.
 * Needs the rates kept in the frame. */
koh_status koh__model_zones(koh_frame *frame, koh_zones *zones) KOH_NODISCARD;

/* Whole persons: cube area/population [year][zone][sex][age]. */
koh_status koh__model_zone_counts(koh_frame *frame, const koh_zones *zones) KOH_NODISCARD;

/* Users by zone: cubes area/users, and area/variation [zone][service][measure] where they are counted. */
koh_status koh__model_zone_users(koh_frame *frame, koh_zones *zones) KOH_NODISCARD;

/* Time on the road: cube area/travel [year][zone and all][measure]. Needs the users by zone. */
koh_status koh__model_travel(koh_frame *frame, const koh_zones *zones) KOH_NODISCARD;

/* Persons beyond so many minutes of something: cube area/beyond [year][node][limit][age_group]. */
koh_status koh__model_nearness(koh_frame *frame, const koh_zones *zones) KOH_NODISCARD;

/* The bases there are and the best there could be at the end of the plan's period: cubes area/response
 * [choice][measure] and area/bases [choice][zone]. */
koh_status koh__model_bases(koh_frame *frame, const koh_zones *zones) KOH_NODISCARD;

/* Services alone and together with other municipalities: cube area/cooperation [year][cooperation][measure]. */
koh_status koh__model_cooperation(koh_frame *frame) KOH_NODISCARD;

#endif
