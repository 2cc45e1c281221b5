/* The few lines that a run says at once. */
#ifndef KOH_SUMMARY_PRIV_H
#define KOH_SUMMARY_PRIV_H

#include "base/text_priv.h"
#include "plan/result_priv.h"

/* Appends five lines on the reference scenario, in a language (0 nb, 1 nn, 2 en), then one per warning code. The first
 * line says so when no figure of the municipality's own stands behind the need. */
void koh__summary_write(const koh_result *result, size_t language, koh_buffer *buffer);

/* Appends one line of the same: for many municipalities. */
void koh__summary_line(const koh_result *result, size_t language, koh_buffer *buffer);

#endif
