/* Private households from persons: who lives alone, in a couple, or otherwise. */
#ifndef KOH_HOUSEHOLD_H
#define KOH_HOUSEHOLD_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Shares of the persons of every cell of sex and age, [n_cells] each, 0..1. */
typedef struct koh_household_shares {
    const double *in_private; /* live in private households, of all persons */
    const double *alone;      /* live alone, of all persons */
    const double *couple;     /* live in a couple, of those in private households */
} koh_household_shares;

/* Households per person of a cell, [n_cells]: alone + pair / 2 + other rest, where pair = couple in_private, and rest =
 * in_private - alone - pair are those who live with others but in no couple: parents alone, grown children, flatmates.
 * Of these the share `other` (0..1) stands for a household; where `is_adult` [n_cells] is 0 they stand for none.
 * Every headship is in 0..in_private. Where more would live alone or in couples than live in private households, the
 * couples give way, then those alone; *n_over is the number of cells where those alone do.
 * KOH_EDOMAIN: other or a share outside 0..1 or not a number (alone may exceed 1); headship is then untouched. */
KOH_API koh_status koh_household_headship(size_t n_cells, const koh_household_shares *shares, const int *is_adult,
                                          double other, double *headship, size_t *n_over) KOH_NODISCARD;

/* The share `other` at which the headships give `households` for persons [n_cells] (>= 0).
 * KOH_ENOSOLUTION: none in 0..1 does; KOH_EDOMAIN as above; *other is then untouched. */
KOH_API koh_status koh_household_other(size_t n_cells, const koh_household_shares *shares, const int *is_adult,
                                       const double *persons, double households, double *other) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
