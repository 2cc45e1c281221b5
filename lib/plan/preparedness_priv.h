/* Crises of a plan: what they are, and the parts of a run that they touch. */
#ifndef KOH_PREPAREDNESS_PRIV_H
#define KOH_PREPAREDNESS_PRIV_H

#include "plan/model_priv.h"

enum { KOH_SHOCK_WEEKS = 52 }; /* of a year: the day or two beyond them belong to none */

typedef enum koh_shock_kind {
    KOH_SHOCK_PANDEMIC = 0,
    KOH_SHOCK_ARRIVALS,
    KOH_SHOCK_WAR,
    KOH_SHOCK_DISASTER,
    KOH_SHOCK_KINDS
} koh_shock_kind;

/* A crisis. Members that its kind does not have are 0: they do nothing. */
typedef struct koh_shock {
    const char *id;
    const char *label[KOH_LANGUAGES]; /* the id where the plan has none */
    koh_shock_kind kind;
    int year;           /* in which it begins */
    size_t week, weeks; /* its first week, from 0, and how many there are */

    double fte_per_place, place_share; /* of the ill or the arrived; place_weeks of the ill */
    const double *curve;               /* [weeks] pandemic: shares of the ill by week, sum 1 */
    double attack_rate, staff_attack_rate, weeks_away, fatality, place_weeks;
    size_t transition_years;

    size_t years; /* arrivals: years with arrivals */
    int settled;  /* they become inhabitants */
    const koh_quantity *persons;
    double onward_rate, reunion, fte_per_person;
    size_t reunion_delay, stay_weeks;
    const double *profile; /* [2][n_age], sums to 1; NULL = the country's of net migration */

    double called_up, patients, outage_days, stock_days; /* war */

    size_t n_units;
    const size_t *units; /* disaster: those lost, of the plan's units, those in lost zones among them */
    size_t n_zones;
    const size_t *zones; /* lost, of the plan's area */
    double evacuated;    /* share of their home-service users who leave */
} koh_shock;

typedef struct koh_plan_preparedness {
    size_t place_type; /* service whose places take those whom a crisis brings */
    size_t n_shocks;
    const koh_shock *shocks; /* those that are active */
} koh_plan_preparedness;

/* Persons of a settled crisis who are still here, while the years pass. */
enum { KOH_SHOCK_COMPONENTS = 3 }; /* excess deaths, arrivals, onward moves */
typedef struct koh_shock_persons {
    double *stock;   /* [n_shocks][2][n_age] */
    double *scratch; /* [2][2][n_age] */
    double *flows;   /* of the cube preparedness/arrivals, or NULL: nobody settles */
    double *change;  /* [n_steps][KOH_SHOCK_COMPONENTS] */
} koh_shock_persons;

/* Does any active crisis change the population? */
int koh__shocks_move_persons(const koh_plan *plan);

/* Takes the memory and the cube of the population's side. Does nothing where no crisis changes the population. */
koh_status koh__shocks_begin(koh_frame *frame) KOH_NODISCARD;

/* Adds what the crises of year index t bring and take, by age at its end, to net [2][n_age]. survival, aged [2][n_age]
 * as the step has them. */
void koh__shocks_step(const koh_frame *frame, size_t t, const double *survival, const double *aged, double *net);

/* The weeks of the years that any active crisis touches. All [n_years * KOH_SHOCK_WEEKS]. */
typedef struct koh_shock_weeks {
    size_t n_years;
    int first_year;
    double *ill, *excess_deaths, *arrived, *present, *patients; /* persons; the ill as they fall ill */
    double *places, *fte;                                       /* needed beside the ordinary */
    double *at_work;                                            /* share of the staff that is there */
    double *supply_days;                                        /* without supplies */
} koh_shock_weeks;

/* What all active crises together do, week by week; n_years = 0: there is none. */
koh_status koh__shocks_weeks(const koh_frame *frame, koh_shock_weeks *weeks) KOH_NODISCARD;

/* The service whose places those of a unit of the plan count among: the whole that its type adds to, or its type. */
size_t koh__unit_kind(const koh_frame *frame, size_t unit);

/* What is left without any one unit or profession, and where disasters send the residents. */
koh_status koh__reserves(koh_frame *frame) KOH_NODISCARD;

/* Home-service users of zones that a disaster takes: cubes preparedness/home_users [year][week][flow] and
 * preparedness/evacuation [shock][zone][flow]; those who need a place are added to the weeks and to the relocation.
 * After the area, whose users by zone it needs. */
koh_status koh__model_evacuation(koh_frame *frame) KOH_NODISCARD;

/* The first week of a crisis after the beginning of `first_year`. */
size_t koh__shock_start(const koh_shock *shock, int first_year);

/* The last year that a crisis touches by week. */
int koh__shock_last_year(const koh_shock *shock);

#endif
