/* What the registers hold beyond national survival and births: net migration, and all that is local. */
#ifndef KOH_RESIDUAL_PRIV_H
#define KOH_RESIDUAL_PRIV_H

#include "kohort/calibrate.h"

/* The years first_year .. origin - 1 of all municipalities. Owns its arrays; ends with koh__history_free. */
typedef struct koh_history {
    int first_year, fertility_year; /* fertility_year: of the newest schedule before the origin */
    size_t n_years, n_regions, n_age;
    double *aged;     /* [year][region][2][n_age] survivors and births expected at the end of the year */
    double *residual; /* [year][region][2][n_age] registered less expected */
    double *total;    /* [year + 1][region] persons at 1 January */
    double *newborn;  /* [year][2]: aged 0 at the end of the year, registered and by the schedule */
} koh_history;

koh_status koh__history_new(const koh_calib_input *input, koh_error *error, koh_history *history) KOH_NODISCARD;
void koh__history_free(koh_history *history); /* takes a zeroed one too; leaves a zeroed one */

/* The [2][n_age] array of a year (from 0) and region in `cells`, which is `aged` or `residual`. */
static inline double *koh__history_at(const koh_history *history, double *cells, size_t year, size_t region)
{
    return cells + (year * history->n_regions + region) * 2 * history->n_age;
}

/* Births per woman [n_age] of the newest schedule before `year`; the year it is of, or INT_MIN when there is none. */
int koh__fertility_before(const koh_fertility_register *fertility, int year, size_t n_age, double *rate);

#endif
