/* Bytes of a file in any of the encodings met with, to UTF-8. */
#ifndef KOH_ENCODING_PRIV_H
#define KOH_ENCODING_PRIV_H

#include <stddef.h>

#include "base/text_priv.h"
#include "kohort/status.h"

/* Appends the text of `bytes` as UTF-8 without BOM and ended (the end mark is not counted in text->length). A BOM
 * decides (UTF-8, UTF-16); then *name, the name of an encoding that the file gives itself, or NULL; then what is valid
 * UTF-8 is UTF-8; what is left is Windows-1252, called ISO-8859-1 where the two agree. *name becomes the encoding's,
 * static. KOH_EENCODING with line and column: bytes that the encoding does not have, an unknown name, or bytes that may
 * as well be DOS text (both readings named); KOH_ESYNTAX: a zero byte; KOH_ESCHEMA: a workbook or another packed file;
 * KOH_ENOMEM. */
koh_status koh__encoding_read(const char *file, const char *bytes, size_t length, const char **name, koh_buffer *text,
                              koh_error *error) KOH_NODISCARD;

#endif
