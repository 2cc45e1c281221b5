/* Whole files in and out. */
#ifndef KOH_FILE_PRIV_H
#define KOH_FILE_PRIV_H

#include <stddef.h>

#include "kohort/status.h"

/* Reads a regular file ("-" = standard input) of at most `limit` bytes into *bytes (caller frees with koh__free; one
 * zero byte stands behind the last). KOH_EIO (also a directory), KOH_ELIMIT, KOH_ENOMEM; the place is the path. */
koh_status koh__file_read(const char *path, size_t limit, char **bytes, size_t *length, koh_error *error) KOH_NODISCARD;

/* Writes a whole file beside `path` and renames it into place, synced; "-" = standard output. KOH_EIO leaves what was
 * there. */
koh_status koh__file_write(const char *path, const char *bytes, size_t length, koh_error *error) KOH_NODISCARD;

#endif
