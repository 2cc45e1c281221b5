/* What a plan aims at with its staff: a share with higher education, training, larger positions. */
#ifndef KOH_STAFF_AIMS_PRIV_H
#define KOH_STAFF_AIMS_PRIV_H

#include <stddef.h>

#include "kohort/quantity.h"
#include "plan/plan_priv.h"

/* A course that a share of the staff is to have had. */
typedef struct koh_plan_course {
    const char *id, *label[KOH_LANGUAGES];
    size_t profession;                     /* n_professions = all */
    const koh_quantity *now;               /* share that has had it in the base year */
    const koh_quantity *target;            /* share that is to have had it */
    const koh_quantity *hours;             /* of a participant */
    const koh_quantity *hours_per_fte;     /* at work a year, of a full position */
    const koh_quantity *stand_in;          /* share of the hours for which someone steps in; NULL = 1 */
    const koh_quantity *fee, *valid_years; /* NOK a participant, or NULL: none; NULL: it does not expire */
} koh_plan_course;

typedef struct koh_plan_staff_aims {
    const koh_quantity *higher_education; /* target share of the FTE, or NULL */
    size_t n_courses;
    const koh_plan_course *courses;
    const koh_quantity **position_share;  /* [n_professions] aims, NULL entries; NULL: none at all */
    const koh_quantity *replaced, *ratio; /* of stand-ins; there where position_share is */
} koh_plan_staff_aims;

#endif
