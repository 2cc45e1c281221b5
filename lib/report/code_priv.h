/* Codes of the tables as words. */
#ifndef KOH_CODE_PRIV_H
#define KOH_CODE_PRIV_H

#include "base/text_priv.h"
#include "plan/result_priv.h"

/* The words for a code in a column; what has none stands as it is. */
void koh__code_write(const koh_result *result, size_t language, const char *column, const char *code,
                     koh_buffer *buffer);

#endif
