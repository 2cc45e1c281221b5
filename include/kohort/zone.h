/* Zones: parts of a municipality whose persons add up to it, by sex and age, in every year.
 *
 * A cell is a sex and age, [2][n_age], sex 0 = female, the last age open. */
#ifndef KOH_ZONE_H
#define KOH_ZONE_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { KOH_ZONES_MAX = 200, KOH_ZONE_ROUNDS = 200 };

/* Persons counted in a zone at ages from..to (both included), of one sex or both. */
typedef struct koh_zone_count {
    size_t zone;
    int sex;         /* 0 female, 1 male, 2 both */
    size_t from, to; /* < n_age */
    double persons;  /* >= 0 */
} koh_zone_count;

/* Counts of a base year beside the whole municipality's own register. */
typedef struct koh_zone_base {
    size_t n_zones, n_age;
    const double *whole; /* [2][n_age] persons of the municipality, >= 0 */
    size_t n_counts;
    const koh_zone_count *counts; /* [n_counts]; no cell of a zone in more than one */
} koh_zone_base;

/* How the counts and the register agree. */
typedef struct koh_zone_report {
    int rounds;
    double residual; /* of the count that is met worst: |persons - count| / max(count, 1) */
    size_t count;    /* its index */
} koh_zone_report;

/* Spreads the counts over single ages as the whole municipality has them, then brings cells and counts in turn to their
 * totals (iterative proportional fitting, the cells last): persons [n_zones][2][n_age] sum to the whole in every cell,
 * and to the counts as far as those agree with it. A cell of the whole that no zone counts anybody in is shared as the
 * zones' counts are. No zone with a count is a zone without anybody. KOH_EDOMAIN: a number that is negative or not
 * finite, a count outside the ages; KOH_ENOSOLUTION: persons in the whole and in no zone; persons is then untouched.
 * Cost: rounds x n_zones x n_age, at most KOH_ZONE_ROUNDS. */
KOH_API koh_status koh_zone_spread(const koh_zone_base *base, koh_error *error, koh_zone_report *report,
                                   double *persons) KOH_NODISCARD;

/* A year's end: persons [n_zones][n_cells] as they are without moves come to sum to whole [n_cells]. Where the whole
 * has fewer, all zones lose the same share (those who leave); where it has more, zones gain in proportion to their
 * persons times attraction [n_zones] >= 0 (those who come), or, in a cell without such persons, to all their persons
 * times attraction. KOH_EDOMAIN: a number that is negative or not finite; KOH_ENOSOLUTION: somebody comes and no zone
 * with persons attracts anybody; persons may then be changed. Cost: n_zones x n_cells. */
KOH_API koh_status koh_zone_share(size_t n_zones, size_t n_cells, const double *whole, const double *attraction,
                                  double *persons) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
