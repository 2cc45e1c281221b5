/* How far the persons of one sex and age of a municipality may be from what is projected. */
#ifndef KOH_SPREAD_PRIV_H
#define KOH_SPREAD_PRIV_H

#include "calib/residual_priv.h"
#include "kohort/sex.h"

/* Sets cell_chance of a nation whose group_lasting is set. KOH_ENOMEM. */
koh_status koh__spread_estimate(const koh_history *history, koh_calib_nation *nation) KOH_NODISCARD;

/* A projection of one municipality: persons after step h at persons + h * stride, [2][n_age], h = 0 (the origin) ..
 * n_steps. */
typedef struct koh_spread_path {
    const double *persons;
    size_t stride, n_steps;
} koh_spread_path;

/* Bounds [n_steps][2][n_age] of the central interval whose half-width is z standard deviations of the square root
 * (1.2816: 80 %). nation and region must come from koh_calibrate. Allocates nothing. */
void koh__spread_cells(const koh_calib_nation *nation, const koh_calib_region *region, const koh_spread_path *path,
                       double z, double *low, double *high);

#endif
