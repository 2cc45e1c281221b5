/* What the parts of binding a plan share. */
#ifndef KOH_BINDER_PRIV_H
#define KOH_BINDER_PRIV_H

#include "io/bind_plan_priv.h"

typedef struct koh_binder {
    const koh_plan_source *source;
    koh_arena *arena;
    koh_findings *findings;
    koh_plan_set *set;
    int failed; /* out of memory */
    size_t n_figures, size_figures;
    koh_plan_figure *figures;
} koh_binder;

/* A checked effective document to a plan (all but id, label, based_on). */
void koh__bind_effective(koh_binder *b, const cJSON *tree, koh_plan *plan);
void koh__bind_scenario_label(koh_binder *b, const cJSON *scenario, koh_plan *plan);

/* A quantity from a CSV file with columns year and the named one (default "value"). KOH_ESCHEMA with a finding. */
koh_status koh__bind_series(koh_binder *b, const cJSON *item, const char *pointer,
                            koh_quantity *quantity) KOH_NODISCARD;

/* A register from a CSV file region?,year,sex,age,value; NULL with a finding. */
const koh_register *koh__bind_register(koh_binder *b, const cJSON *item, const char *pointer);

/* The register of units from a CSV file. */
void koh__bind_units(koh_binder *b, const cJSON *item, const char *pointer, koh_plan *plan);

#endif
