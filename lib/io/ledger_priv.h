/* A ledger: a text file of one JSON object a line, to which lines are only ever added. Every line has its number
 * ("vintage", from 1) and the digest of the line before it ("previous"; "" for the first), so that a line that is cut
 * short, changed, moved or taken out shows. */
#ifndef KOH_LEDGER_PRIV_H
#define KOH_LEDGER_PRIV_H

#include <cJSON.h>
#include <stddef.h>

#include "base/text_priv.h"
#include "kohort/status.h"

enum { KOH_LEDGER_VERSION = 1 };

typedef struct koh_ledger {
    const char *path; /* borrows */
    size_t n, size;
    cJSON **vintages; /* [n], owns */
    char last[65];    /* digest of the last line, "" = there is none */
    char *bytes;      /* of the whole file, owns */
    size_t length;
} koh_ledger;

/* Reads and checks a ledger; one that is not there is empty where `may_be_new` is not 0. KOH_ESYNTAX, KOH_EENCODING,
 * KOH_EDOMAIN with file, line and column; KOH_EIO, KOH_ELIMIT, KOH_ENOMEM. To be freed also after a failure. */
koh_status koh__ledger_read(const char *path, int may_be_new, koh_ledger *ledger, koh_error *error) KOH_NODISCARD;
void koh__ledger_free(koh_ledger *ledger);

/* Adds a line to the ledger at `path`: the members that every line begins with, then `members` (the inside of an
 * object, without line ends). Whoever adds at the same time waits. The file is replaced in one step, so that it holds
 * the line or does not, whenever the process ends. *vintage: its number. The statuses of reading and writing. */
koh_status koh__ledger_add(const char *path, const koh_buffer *members, koh_error *error,
                           size_t *vintage) KOH_NODISCARD;

#endif
