/* The staff of a plan: who works, and what is assumed of those who stay, leave and come. */
#ifndef KOH_WORKFORCE_PRIV_H
#define KOH_WORKFORCE_PRIV_H

#include "core/language_priv.h"
#include "kohort/adoption.h"
#include "kohort/competence.h"
#include "kohort/quantity.h"
#include "kohort/rota.h"
#include "kohort/staff.h"
#include "kohort/vacancy.h"
#include "plan/inputs_priv.h"

/* A profession. NULL = the default, or not registered. */
typedef struct koh_plan_profession {
    const koh_quantity *supply[KOH_SUPPLY_N];
    const koh_quantity *graduates, *hires; /* persons a year; both NULL = as many as hold today's staff */
    const koh_quantity *vacant;            /* FTE of vacant posts in the base year */
    const koh_quantity *applicants, *acceptance, *announcement_months; /* all three or none */
    double *ages;      /* [KOH_STAFF_AGES] persons, or NULL = as steady recruitment holds them */
    double file_share; /* mean position share in the staff file; NaN = not there */
} koh_plan_profession;

/* A shift of a rota. */
typedef struct koh_plan_shift {
    const char *id;
    const koh_quantity *hours, *posts_weekday, *posts_weekend;
    const koh_quantity *skilled; /* posts that must have the competence, or NULL: none */
} koh_plan_shift;

/* A rota: its shifts and terms of work. Quantities are there unless they may be NULL. */
typedef struct koh_plan_rota {
    const char *id, *label[KOH_LANGUAGES];
    size_t profession; /* whose position share and absence hold where the rota has none; n_professions = none */
    const koh_quantity *hours_per_week, *weekend_every, *holiday_weeks, *training_hours;
    const koh_quantity *shifts_per_weekend;       /* NULL = 2 */
    const koh_quantity *position_share, *absence; /* NULL = the profession's */
    const koh_quantity *skilled_share;            /* of the staff that has the competence, or NULL */
    const char *instead_of;                       /* the id of the rota that it is held against, or NULL */
    size_t n_shifts;
    const koh_plan_shift *shifts;
} koh_plan_rota;

/* Tasks that one profession takes over from another. */
typedef struct koh_plan_task_shift {
    const char *id;
    size_t from, to;
    const koh_quantity *share, *efficiency;
} koh_plan_task_shift;

/* Technology that saves hours of a service. */
typedef struct koh_plan_technology {
    const char *id, *label[KOH_LANGUAGES];
    size_t service;
    int midpoint;
    const koh_quantity *years, *reach, *saved_share;
    const koh_quantity *coverage; /* NULL = 1 */
} koh_plan_technology;

/* Informal care that changes; hours NULL: none. */
typedef struct koh_plan_informal {
    size_t profession; /* that steps in */
    const koh_quantity *hours, *change, *substitution, *hours_per_fte;
} koh_plan_informal;

/* A unit of work. */
typedef struct koh_plan_staff_unit {
    const char *id, *label[KOH_LANGUAGES];
    size_t service;                    /* whose need it follows; n_services = the demand for its professions */
    const koh_quantity *leaders;       /* persons, or NULL: not known */
    const koh_quantity **fte;          /* [n_professions] of the base year, NULL entries: none */
    const koh_quantity **target_share; /* [n_professions] of its FTE; all NULL = as it is */
} koh_plan_staff_unit;

/* Users of a service whom its staff does not reach and who go to another service instead; share NULL: nobody. */
typedef struct koh_plan_moved {
    size_t to;
    const koh_quantity *share;
} koh_plan_moved;

enum { KOH_DEMAND_PARTS = 5, KOH_ORDER_LAST = 1000 };

typedef struct koh_plan_workforce {
    size_t n_task_shifts, n_technologies;
    const koh_plan_task_shift *task_shifts;
    const koh_plan_technology *technologies;
    koh_plan_informal informal;
    const koh_plan_moved *moved; /* [n_services], or NULL: they wait */
    const int *order;            /* [n_services] from 1: who gets staff first; alike where the plan does not say */
    const koh_plan_profession *professions; /* [n_professions] */
    size_t n_units;
    const koh_plan_staff_unit *units;
    size_t n_rotas;
    const koh_plan_rota *rotas;
    const struct koh_plan_staff_aims *aims; /* staff_aims_priv.h, or NULL */
} koh_plan_workforce;

/* The default of a parameter for a profession: a value and where it is from. */
const koh_supply_default *koh__supply_default(const koh_inputs *inputs, koh_supply_parameter parameter,
                                              size_t profession);

/* The parameter of a plan's profession in a year: the plan's, or the default. */
double koh__supply_at(const koh_inputs *inputs, const koh_plan_workforce *workforce, size_t profession,
                      koh_supply_parameter parameter, int year);

/* Share of a service's hours that a technology has saved in a year since the base year. */
double koh__technology_saved(const koh_plan_technology *technology, int base, int year);

/* Filling of a profession's posts in a year; all NaN where the plan says nothing of applicants. KOH_EDOMAIN. */
koh_status koh__filling_at(const koh_plan_profession *profession, int year, koh_error *error,
                           koh_filling *filling) KOH_NODISCARD;

/* The rota of a plan in a year. The statuses of koh_rota_compute. */
koh_status koh__rota_at(const koh_inputs *inputs, const koh_plan_workforce *workforce, size_t rota, int year,
                        koh_error *error, koh_rota *computed) KOH_NODISCARD;

/* Probability that every shift of a week has the competence it takes, and shifts a year that lack it; NaN where the
 * rota does not ask for any. KOH_EDOMAIN: more is asked for than there are posts, or not a whole number. */
koh_status koh__rota_skill(const koh_plan_rota *rota, int year, koh_error *error, double *week,
                           double *lacking) KOH_NODISCARD;

#endif
