/* What step.c and care.c share. */
#ifndef KOH_STEP_PRIV_H
#define KOH_STEP_PRIV_H

#include <stddef.h>

#include "proj/components_priv.h"

/* Everything a step reads and writes, [2][n_age] each, none NULL. A cell of sex s and age x is i = s n_age + x. */
typedef struct koh_proj_arrays {
    size_t n_age;
    double half; /* h */
    const double *population, *survival, *net_count, *net_rate, *in, *out_rate, *immigration, *emigration_rate;
    const double *fertility;            /* [n_age] */
    double *in_kept, *immigration_kept; /* where the given ones are wanted */
    double *start, *survivors, *next, *deaths, *net, *out, *emigration, *capped;
} koh_proj_arrays;

/* Cell of age x, any x: the newborn at age 0, two cohorts in the open group. Enters it in the account: women in the
 * last lane, men in the first. */
void koh__proj_put_with_care(const koh_proj_arrays *s, size_t sex, size_t x, double births, koh_proj_account *account);

/* A step without anybody missing, by processors with 512-bit registers: the bits of the plain form in step.c. 0 =
 * somebody is missing, or a number is none, and nothing that was written holds. people: all before and after. */
int koh__proj_step_wide(const koh_proj_arrays *s, double boys_per_girl, koh_proj_totals *totals, double people[2]);

/* Does again, with care, the cells of ages 1 to A - 1 where somebody was missing. */
void koh__proj_mend(const koh_proj_arrays *s);

/* The account of a finished step, summed anew from its cells. */
koh_proj_account koh__proj_account_of(const koh_proj_arrays *s);

#endif
