/* The room a step works in. */
#include "proj/workspace_priv.h"

#include "base/memory_priv.h"
#include "kohort/projection.h"

koh_status koh_proj_workspace_new(size_t n_age, koh_proj_workspace **workspace)
{
    if (n_age < 2 || n_age > KOH_PROJ_MAX_AGES) {
        return KOH_EDOMAIN;
    }
    koh_proj_workspace *new = KOH_NEW(1, koh_proj_workspace);
    const size_t n = KOH_SEXES * n_age;
    double *block = KOH_NEW(8 * n, double);
    if (new == NULL || block == NULL) {
        koh__free(new);
        koh__free(block);
        return KOH_ENOMEM;
    }
    *new = (koh_proj_workspace){
        .n_age = n_age,
        .zeros = block,
        .start = block + n,
        .survivors = block + 2 * n,
        .deaths = block + 3 * n,
        .net = block + 4 * n,
        .out = block + 5 * n,
        .emigration = block + 6 * n,
        .capped = block + 7 * n,
        .block = block,
    };
    *workspace = new;
    return KOH_OK;
}

void koh_proj_workspace_free(koh_proj_workspace *workspace)
{
    if (workspace != NULL) {
        koh__free(workspace->block);
        koh__free(workspace);
    }
}
