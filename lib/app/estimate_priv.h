/* A calibration of all municipalities at hand. */
#ifndef KOH_ESTIMATE_PRIV_H
#define KOH_ESTIMATE_PRIV_H

#include "io/registers_priv.h"

typedef struct koh_estimation {
    koh_arena *arena; /* owns everything */
    koh_registers registers;
    koh_calib_input input;
    koh_calib_nation nation;
    koh_calib_region *regions; /* [registers.n] */
    double *projected;         /* [n_steps + 1][registers.n][2][n_age] */
} koh_estimation;

/* Reads the registers of a folder (NULL = the installed one) and calibrates at an origin (0 = the newest). To be freed
 * also after a failure. */
koh_status koh__estimation_make(const char *data, int origin, size_t n_steps, koh_calib_mortality mortality,
                                koh_estimation *estimation, koh_error *error) KOH_NODISCARD;
void koh__estimation_free(koh_estimation *estimation);

/* The position of a municipality. KOH_EUNKNOWN with the nearest number. */
koh_status koh__estimation_find(const koh_estimation *estimation, const char *id, size_t *region,
                                koh_error *error) KOH_NODISCARD;

#endif
