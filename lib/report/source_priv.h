/* Sources of tables and figures in words. */
#ifndef KOH_SOURCE_PRIV_H
#define KOH_SOURCE_PRIV_H

#include "base/memory_priv.h"
#include "plan/result_priv.h"
#include "report/chapter_label_priv.h"

/* What the reference takes from a file for its registered population, or NULL where that is the embedded register. */
const koh_plan_figure *koh__own_population(const koh_result *result);

/* A source among the labels; {s} in it is the population's: the plan's own, or Statistics Norway's register. NULL = no
 * memory. */
const char *koh__source_text(const koh_result *result, koh_label_id label, size_t language, koh_arena *arena);

#endif
