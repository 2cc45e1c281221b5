/* The few lines that a run says at once. */
#ifndef KOH_SUMMARY_PRIV_H
#define KOH_SUMMARY_PRIV_H

#include "base/text_priv.h"
#include "plan/result_priv.h"
#include "report/chapter_label_priv.h"

/* Appends five lines on the reference scenario, in a language (0 nb, 1 nn, 2 en), then one per warning code, and
 * last who may read it. The first line says so when no figure of the municipality's own stands behind the
 * need. */
void koh__summary_write(const koh_result *result, size_t language, koh_buffer *buffer);

/* Appends one line of the same: for many municipalities. */
void koh__summary_line(const koh_result *result, size_t language, koh_buffer *buffer);

/* Appends the line that says who may read what is made of a result. */
void koh__mark_write(const koh_result *result, size_t language, koh_buffer *buffer);

/* The same as labels, and why; their gap {n} is the least count that is shown. */
koh_label_id koh__mark_label(const koh_result *result);
koh_label_id koh__mark_why(const koh_result *result);

/* Does the plan itself, its reference, change coverage? */
int koh__has_levers(const koh_result *result);

enum { KOH_WARNING_CODES = 16 };

/* What the kinds of warnings mean, once each; returns their number. The lines end. */
size_t koh__warning_texts(const koh_result *result, size_t language, const char *texts[KOH_WARNING_CODES]);

/* Appends a line with the services that the totals of staff do not hold, and why; nothing where all are in. */
void koh__exclusions_write(const koh_result *result, size_t language, koh_buffer *buffer);

#endif
