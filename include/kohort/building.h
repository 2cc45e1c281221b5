/* Buildings: condition, maintenance backlog, age, and how suitable they are for care. */
#ifndef KOH_BUILDING_H
#define KOH_BUILDING_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Condition grades of NS 3424: 0 none, 1 slight, 2 substantial, 3 large or serious deviation from what is required. */
enum { KOH_BUILDING_GRADES = 4, KOH_GRADE_UNKNOWN = -1 };

/* A building. NaN: a number that is not known. */
typedef struct koh_building {
    const char *id, *name;
    int built, closes;   /* years, or KOH_YEAR_NONE (kohort/capacity.h) */
    int grade;           /* 0..3 or KOH_GRADE_UNKNOWN */
    double area;         /* m2, > 0 */
    double places;       /* >= 0 */
    double n_single;     /* places in single rooms with a bathroom, 0..places */
    double n_accessible; /* places that a wheelchair user can live in, 0..places */
    const char *source, *assumption;
} koh_building;

/* KOH_EDOMAIN: a grade outside 0..3, an area not above 0, places below 0, more single rooms or accessible places than
 * places, closing not after building. The message names the building. */
KOH_API koh_status koh_building_check(const koh_building *building, koh_error *error) KOH_NODISCARD;

/* Kroner to bring a building to grade 0: area x cost per m2 of its grade, cost [KOH_BUILDING_GRADES]; NaN where the
 * grade, the area or the cost is not known. Grade 0 costs nothing, whatever stands in cost[0] and in the area. */
KOH_API double koh_building_backlog(const koh_building *building, const double *cost);

/* KOH_EDOMAIN: a weight [n] below 0 or NaN, or weights that do not sum to 1 within 1e-9. */
KOH_API koh_status koh_weights_check(size_t n, const double *weight, koh_error *error) KOH_NODISCARD;

/* The weighted mean of scores [n] over the criteria that are known (not NaN), whose weights [n] sum to *known; NaN
 * where none is. What is missing is not 0: with *known < 1 the score of all criteria lies between score x known and
 * that + 1 - known. */
KOH_API double koh_suitability(size_t n, const double *weight, const double *score, double *known);

#ifdef __cplusplus
}
#endif
#endif
