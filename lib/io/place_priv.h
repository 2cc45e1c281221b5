/* Lines and columns of a byte in a text. */
#ifndef KOH_PLACE_PRIV_H
#define KOH_PLACE_PRIV_H

#include <stddef.h>

#include "kohort/status.h"

/* The line (from 1) of the byte at `offset`, and the offset where that line starts, behind a BOM. */
size_t koh__place_line(const char *bytes, size_t offset, size_t *start);

/* Sets the place of an error to the byte at `offset` of valid UTF-8 (at least up to there): line from 1, column in
 * characters from 1, a BOM not counted. */
void koh__place(koh_error *error, const char *file, const char *bytes, size_t offset);

/* KOH_EENCODING at the first byte that is not UTF-8, KOH_ESYNTAX at a zero byte, else KOH_OK. */
koh_status koh__place_check(const char *file, const char *bytes, size_t length, koh_error *error) KOH_NODISCARD;

/* Bytes of a BOM at the start: 3 or 0. */
size_t koh__place_bom(const char *bytes, size_t length);

#endif
