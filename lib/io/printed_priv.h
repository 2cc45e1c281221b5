/* Numbers as people print them: thousands apart, decimal comma or point, signs for what is missing. */
#ifndef KOH_PRINTED_PRIV_H
#define KOH_PRINTED_PRIV_H

#include <stddef.h>

#include "kohort/import.h"
#include "kohort/status.h"

/* Why a cell holds no plain number. DASH is not settled yet: zero or missing. */
typedef enum koh_reason {
    KOH_REASON_NONE = 0,
    KOH_REASON_NOT_APPLICABLE,
    KOH_REASON_NOT_AVAILABLE,
    KOH_REASON_CONFIDENTIAL,
    KOH_REASON_NOT_YET,
    KOH_REASON_ZERO,
    KOH_REASON_PROVISIONAL,
    KOH_REASON_DASH
} koh_reason;

/* "not_available" ...; NULL for none. */
const char *koh__reason_name(koh_reason reason);

/* The reason that a whole cell such as "..", ":" or "" stands for, or NONE: it is something else. */
koh_reason koh__reason_read(const char *cell);

enum { KOH_PRINTED_SIZE = 24 };

/* One way to read commas or points, with the first cell that shows it. */
typedef struct koh_printed_proof {
    size_t n, line, column;
    char cell[KOH_PRINTED_SIZE];
} koh_printed_proof;

typedef enum koh_separator { KOH_SEPARATOR_COMMA = 0, KOH_SEPARATOR_POINT } koh_separator;

/* How a file prints its numbers: what its cells show, and what follows from that. Starts zeroed. */
typedef struct koh_printed {
    koh_printed_proof decimal[2], thousands[2], either[2]; /* [koh_separator] */
    size_t n_spaced, n_percent;
    int settled;
    koh_separator point; /* what stands before decimals, once settled */
} koh_printed;

/* Takes a cell into account. 0 when it is neither a number nor a sign for what is missing. */
int koh__printed_look(koh_printed *printed, const char *cell, size_t line, size_t column);

/* Decides between decimal comma and point. KOH_EAMBIGUOUS with both readings where the cells leave both open or
 * contradict each other. */
koh_status koh__printed_settle(koh_printed *printed, const char *file, koh_decimal wanted,
                               koh_error *error) KOH_NODISCARD;

/* Reads a cell that was looked at. NaN and a reason when there is no number. */
koh_status koh__printed_read(const koh_printed *printed, const char *cell, double *value,
                             koh_reason *reason) KOH_NODISCARD;

#endif
