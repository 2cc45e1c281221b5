/* All municipalities projected together, as text. */
#ifndef KOH_COUNTRY_H
#define KOH_COUNTRY_H

#include <stddef.h>

#include "kohort/run.h"
#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum koh_rounding {
    KOH_ROUNDING_NONE = 0, /* persons as they are computed, with decimals */
    KOH_ROUNDING_WHOLE     /* whole persons that add up: cells, municipalities, counties, the country */
} koh_rounding;

typedef struct koh_country_options {
    const char *data; /* folder of default data; NULL = the one that was installed */
    int origin;       /* 1 January from which rates hold; 0 = the newest of the registers */
    size_t n_steps;   /* years, 1..200 */
    size_t n_regions; /* what to tell of: municipality numbers, county numbers of two digits, "0" for the country, "all"
                         and "counties" for every one of them; 0 = all municipalities */
    const char *const *regions;
    const char *controls; /* file of totals to agree with: region,year,sex,age,value; or NULL */
    const char *flows;    /* file of every municipality's registered moves, region,year,sex,age,flow,value: gross
                             migration, in which those who leave one municipality arrive in another; or NULL: net */
    const char *path;     /* with flows, file of the country's immigration and emigration, year,flow,value; or NULL */
    koh_rounding rounding;
    const char *population; /* path for region,year,sex,age,value, "-" = standard output; or NULL */
    const char *components; /* path for region,year,births,deaths,net_migration, with flows also in_migration,
                               out_migration,immigration,emigration, likewise; or NULL */
} koh_country_options;

KOH_API koh_country_options koh_country_options_defaults(void); /* 24 years */

/* Calibrates all municipalities, projects them together (the same run whichever are told of), fits them to the controls
 * through net migration and rounds them. Counties and the country are the sums of their municipalities. *summary says
 * in a few lines what was done, for people. KOH_EUNKNOWN, KOH_EDOMAIN, KOH_EMISSING; KOH_EUSAGE for a path without
 * flows and for rounding with them; KOH_ENOSOLUTION and KOH_ENOCONVERGENCE for controls and paths that cannot be met;
 * KOH_EIO, KOH_ENOMEM, and what is wrong with a file. About a second for 24 years. */
KOH_API koh_status koh_country_project(const koh_country_options *options, koh_error *error,
                                       koh_text *summary) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
