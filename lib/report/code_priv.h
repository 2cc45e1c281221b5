/* Codes of the tables as words. */
#ifndef KOH_CODE_PRIV_H
#define KOH_CODE_PRIV_H

#include "base/text_priv.h"
#include "plan/result_priv.h"

/* The words for a column, and for a code in it; what has none stands as it is. */
const char *koh__column_label(const char *column, size_t language);
void koh__code_write(const koh_result *result, size_t language, const char *column, const char *code,
                     koh_buffer *buffer);

#endif
