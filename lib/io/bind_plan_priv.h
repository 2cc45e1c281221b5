/* A plan file to plans: one per scenario, the reference first. */
#ifndef KOH_BIND_PLAN_PRIV_H
#define KOH_BIND_PLAN_PRIV_H

#include <cJSON.h>

#include "io/schema_priv.h"
#include "plan/inputs_priv.h"
#include "plan/plan_priv.h"

/* A file that a plan refers to. */
typedef struct koh_plan_file {
    const char *file, *digest, *source, *assumption;
} koh_plan_file;

typedef struct koh_plan_set {
    size_t n;
    koh_plan *plans; /* [n], plans[0] is the reference */
    size_t n_files;
    koh_plan_file *files;
} koh_plan_set;

/* What binding reads from and writes to. */
typedef struct koh_plan_source {
    const char *file;   /* name of the plan file, for messages */
    const char *folder; /* where its files are looked up, at or below; NULL = no files allowed */
    const cJSON *tree;
    const koh_inputs *inputs; /* catalogues and the region's register */
    const koh_name_list *lists;
} koh_plan_source;

/* Checks the document and everything that it refers to; all that is wrong goes to findings (none = bound). Memory from
 * the arena. KOH_ENOMEM; KOH_ESCHEMA when there are findings. */
koh_status koh__plans_bind(const koh_plan_source *source, koh_arena *arena, koh_findings *findings,
                           koh_plan_set *set) KOH_NODISCARD;

#endif
