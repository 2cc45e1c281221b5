/* The strict scan of a JSON text before a tree is made of it. */
#ifndef KOH_JSON_SCAN_PRIV_H
#define KOH_JSON_SCAN_PRIV_H

#include <stddef.h>

#include "kohort/status.h"

/* KOH_ESYNTAX, KOH_EENCODING, KOH_ELIMIT, KOH_EDUPLICATE with file:line:column; KOH_ENOMEM. */
koh_status koh__json_scan(const char *file, const char *text, size_t length, koh_error *error) KOH_NODISCARD;

#endif
