/* Hindcasts: what would have been projected from an origin in the past, scored against what was registered. */
#ifndef KOH_BACKTEST_H
#define KOH_BACKTEST_H

#include <stddef.h>

#include "kohort/calibrate.h"
#include "kohort/estimate.h"
#include "kohort/run.h"
#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct koh_backtest_options {
    const char *data; /* folder of default data; NULL = the one that was installed */
    int origin;       /* no figure dated origin or later is used but its 1-January population */
    size_t horizon;   /* years */
    koh_calib_mortality mortality;
    size_t n_regions; /* municipality numbers to tell of; 0 = all */
    const char *const *regions;
    const char *official;    /* a projection to compare with, region,year,projected_total,registered_total,border_ok;
                                NULL = Statistics Norway's of 2016 where the origin is 2016 */
    const char *predictions; /* path for region,year,sex,age,value, "-" = standard output; or NULL */
    size_t draws; /* above 0: the predictions have q10 and q90 too. They are computed, not drawn, so that they
                     are the same for any number */
    koh_text_form form;
} koh_backtest_options;

/* Calibrates all municipalities at the origin, projects, and scores by horizon, band of ages and size of municipality,
 * beside no change, five years' trend, Hamilton-Perry and an official projection; raw, and as shares of the registered
 * national total. *scores is a table for people, or JSON with every score. KOH_EDOMAIN for a horizon outside 1..60,
 * KOH_EUNKNOWN, KOH_EMISSING when a register does not reach the origin or five years back from it, KOH_EIO, KOH_ENOMEM,
 * and what is wrong with a file. About a second. */
KOH_API koh_status koh_backtest(const koh_backtest_options *options, koh_error *error, koh_text *scores) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
