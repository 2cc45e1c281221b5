/* Whole files in and out. */
#ifndef KOH_FILE_PRIV_H
#define KOH_FILE_PRIV_H

#include <stddef.h>

#include "kohort/status.h"

/* Reads a regular file ("-" = standard input) of at most `limit` bytes into *bytes (caller frees with koh__free; one
 * zero byte stands behind the last). KOH_EIO (also a directory), KOH_ELIMIT, KOH_ENOMEM; the place is the path. */
koh_status koh__file_read(const char *path, size_t limit, char **bytes, size_t *length, koh_error *error) KOH_NODISCARD;

/* Writes a whole file beside `path` and renames it into place, synced; "-" = standard output. A device or a pipe is
 * written to as it is; of a link the file behind it is replaced. KOH_EIO leaves what was there (only when the
 * very last step fails, syncing the folder, the new file stands). */
koh_status koh__file_write(const char *path, const char *bytes, size_t length, koh_error *error) KOH_NODISCARD;

/* Does a file lie in a folder or below it, every link followed? One that cannot be reached does: it cannot be read
 * either. Negative when it cannot be told: no memory. */
int koh__file_is_below(const char *folder, const char *path);

/* Writes all bytes to an open descriptor; 0 or the system's error number. */
int koh__file_pour(int descriptor, const char *bytes, size_t length) KOH_NODISCARD;

/* The name of a hidden neighbour of `path` that nothing else is likely to have: ".NAME.kohort-XXXXXX"; `attempt`
 * gives another one. NULL when there is no memory; caller frees with koh__free. */
char *koh__file_neighbour(const char *path, unsigned attempt) KOH_NODISCARD;

/* Sets KOH_EIO (KOH_ENOMEM where the system says so) with what was tried and the system's words; returns it. */
koh_status koh__file_fail(koh_error *error, const char *path, const char *tried, int number);

#endif
