/* A large file in the making: written piece by piece where nobody sees it, then put in the place of the old one. */
#ifndef KOH_REPLACEMENT_PRIV_H
#define KOH_REPLACEMENT_PRIV_H

#include <stddef.h>

#include "kohort/status.h"

typedef struct koh_replacement koh_replacement;

/* Begins a file that will stand at `path`; of a link the file behind it is replaced. The file has no name until it is
 * done, where the file system can do that (O_TMPFILE): whatever ends the program leaves nothing. Else it is a hidden
 * neighbour, ".NAME.kohort-XXXXXX". "-" = standard output; a device or a pipe is written to as it is. KOH_EIO,
 * KOH_ENOMEM. */
koh_status koh__replacement_begin(const char *path, koh_replacement **replacement, koh_error *error) KOH_NODISCARD;

/* Appends bytes. KOH_EIO. */
koh_status koh__replacement_pour(koh_replacement *replacement, const char *bytes, size_t length,
                                 koh_error *error) KOH_NODISCARD;

/* Syncs the file and puts it in place; frees the replacement, also when it fails: then what stood there stands.
 * KOH_EIO, KOH_ENOMEM. */
koh_status koh__replacement_commit(koh_replacement *replacement, koh_error *error) KOH_NODISCARD;

/* Leaves what stood there, and frees the replacement. Takes NULL. */
void koh__replacement_abort(koh_replacement *replacement);

#endif
