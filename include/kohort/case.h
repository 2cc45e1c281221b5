/* A case: the bare cohort-component engine on a folder of CSV files, as the contract describes it under "Native CSV".
 */
#ifndef KOH_CASE_H
#define KOH_CASE_H

#include <stddef.h>

#include "kohort/projection.h"
#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct koh_case_options {
    koh_timing timing;
    size_t n_steps;         /* 0 = as many as the rates cover */
    const char *population; /* paths to write to, "-" = standard output, NULL = not written */
    const char *events;
    const char *life_table;
} koh_case_options;

/* Timing even, all steps, nothing written. */
KOH_API koh_case_options koh_case_options_defaults(void);

/* What came of it. */
typedef struct koh_case_outcome {
    int start_year;
    size_t n_steps;
    size_t n_capped;                              /* cells whose outflow was capped; step 0 is start_year */
    koh_proj_capped capped[KOH_PROJ_CAPPED_KEPT]; /* the first of them */
} koh_case_outcome;

/* Reads the case in `folder`, projects it and writes what was asked for, after everything has succeeded.
 * KOH_WCAPPED with a result; KOH_EUSAGE when more steps are asked for than the rates cover; what is wrong with a file,
 * with its line and column; KOH_EIO, KOH_ENOMEM. */
KOH_API koh_status koh_project_case_run(const char *folder, const koh_case_options *options, koh_error *error,
                                        koh_case_outcome *outcome) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
