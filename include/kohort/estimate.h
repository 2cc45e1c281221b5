/* What the registers say about municipalities: rates and levels with their uncertainty, as text. */
#ifndef KOH_ESTIMATE_H
#define KOH_ESTIMATE_H

#include <stddef.h>

#include "kohort/run.h"
#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct koh_estimate_options {
    const char *data; /* folder of default data; NULL = the one that was installed */
    int origin;       /* 1 January from which rates hold; 0 = the newest of the registers */
    size_t n_steps;   /* years that a written calibration reaches, 1..200; default 40 */
    size_t n_regions; /* municipality numbers; 0 = none but the country */
    const char *const *regions;
    const char *write;  /* folder for the calibration of all municipalities, or NULL */
    const char *deaths; /* file of municipalities' registered deaths, region,year,value[,sex,age], for levels of
                           mortality shrunk to the county's and the country's; or NULL */
    koh_text_form form;
} koh_estimate_options;

/* The country alone, 40 years ahead, as a table, nothing written. */
KOH_API koh_estimate_options koh_estimate_options_defaults(void);

/* Calibrates all municipalities together and tells of those asked for, and of the country as region "0": as CSV
 * region,quantity,sex,age_from,age_to,value,sd,cases,unit, or the same as JSON. KOH_EUNKNOWN with the nearest number,
 * KOH_EDOMAIN for n_steps, KOH_EMISSING, KOH_EIO, KOH_ENOMEM, and what is wrong with a file. About half a second. */
KOH_API koh_status koh_estimate(const koh_estimate_options *options, koh_error *error, koh_text *text) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
