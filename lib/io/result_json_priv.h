/* Results to JSON. */
#ifndef KOH_RESULT_JSON_PRIV_H
#define KOH_RESULT_JSON_PRIV_H

#include "base/text_priv.h"
#include "io/bind_plan_priv.h"
#include "plan/result_priv.h"

/* Where a run came from. */
typedef struct koh_provenance {
    const char *plan_file;   /* or NULL: the default plan of a region */
    const char *plan_digest; /* 64 hex digits */
    const koh_plan_set *set; /* its files */
    unsigned long long seed;
    size_t draws;
    const char *run; /* the run's id: the digest of result.json, or NULL where none is written */
} koh_provenance;

/* Appends result.json. */
void koh__result_write(const koh_result *result, const koh_provenance *provenance, koh_buffer *buffer);

#endif
