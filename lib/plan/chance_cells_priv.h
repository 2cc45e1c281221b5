/* The cells of one cube in every draw, and what they come to. */
#ifndef KOH_CHANCE_CELLS_PRIV_H
#define KOH_CHANCE_CELLS_PRIV_H

#include "num/columns_priv.h"
#include "plan/follow_priv.h"

enum { KOH_CELLS_OF_A_TASK = 4 * KOH_COLUMNS };

typedef struct koh_cells koh_cells;

/* Writes cell first + i of every draw d to rows[(i / KOH_COLUMNS n + d) KOH_COLUMNS + i % KOH_COLUMNS], i < count. */
typedef void (*koh_cells_fill)(const koh_cells *cells, size_t first, size_t count, double *rows);

struct koh_cells {
    const koh_chance *chance;
    koh_cube *cube;
    double *rows; /* [threads][KOH_CELLS_OF_A_TASK][n] */
    koh_cells_fill fill;
    const double *value; /* [n][n_cells] where the cube's cells begin, of koh__cells_of_value */
};

/* The cells as the draws' own values. */
void koh__cells_of_value(const koh_cells *cells, size_t first, size_t count, double *rows);

/* Mean and quantiles of every cell to the cube, on the draws' threads: type 7 of R. J. Hyndman & Y. Fan (1996),
 * American Statistician 50. Where all draws are equal the mean is that value to the last bit; a cell that is unknown in
 * one draw is unknown. KOH_ENOMEM. */
koh_status koh__cells_summarise(const koh_cells *cells) KOH_NODISCARD;

/* The cube as it is, the same in every draw. KOH_ENOMEM. */
koh_status koh__cells_certain(koh_frame *frame, koh_cube *cube) KOH_NODISCARD;

#endif
