/* The room a step works in. */
#include "proj/workspace_priv.h"

#include <stdint.h>

#include "base/memory_priv.h"
#include "kohort/projection.h"

enum { LINE = 8, ARRAYS = 10 }; /* LINE: doubles of a line of the cache */

/* `start` lies so that the younger neighbours of cells that begin a line begin one (step_wide.c). */
static double *one_past_line(double *room)
{
    const size_t line = LINE * sizeof *room, into = (uintptr_t) room % line;
    return room + (into == 0 ? 0 : (line - into) / sizeof *room) + 1;
}

koh_status koh_proj_workspace_new(size_t n_age, koh_proj_workspace **workspace)
{
    if (n_age < 2 || n_age > KOH_PROJ_MAX_AGES) {
        return KOH_EDOMAIN;
    }
    koh_proj_workspace *new = KOH_NEW(1, koh_proj_workspace);
    const size_t n = (KOH_SEXES * n_age + LINE - 1) / LINE * LINE;
    double *block = KOH_NEW(ARRAYS * n + 2 * LINE, double);
    if (new == NULL || block == NULL) {
        koh__free(new);
        koh__free(block);
        return KOH_ENOMEM;
    }
    double *start = one_past_line(block), *room = start + LINE - 1;
    *new = (koh_proj_workspace){
        .n_age = n_age,
        .start = start,
        .zeros = room + n,
        .survivors = room + 2 * n,
        .deaths = room + 3 * n,
        .net = room + 4 * n,
        .in = room + 5 * n,
        .out = room + 6 * n,
        .immigration = room + 7 * n,
        .emigration = room + 8 * n,
        .capped = room + 9 * n,
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
