/* Municipal divisions: which number became which, from data/region_changes.csv and data/regions.csv. */
#ifndef KOH_DIVISION_PRIV_H
#define KOH_DIVISION_PRIV_H

#include <stddef.h>

#include "kohort/status.h"

enum { KOH_DIVISION_CODES = 10000, KOH_SUCCESSORS = 8 };

typedef struct koh_division koh_division;

/* Reads both files of a data folder. KOH_EIO and what koh__csv_read_file says. */
koh_status koh__division_read(const char *folder, koh_division **division, koh_error *error) KOH_NODISCARD;
void koh__division_free(koh_division *division); /* takes NULL */

/* Is it the number of a municipality of any division? */
int koh__division_knows(const koh_division *division, int code);

/* A number is in use at 1 January of the years from <= y < to; INT_MIN, INT_MAX where no change is known. */
void koh__division_life(const koh_division *division, int code, int *from, int *to);

/* What a municipality is in a later division, a share of it each; share NaN = not known. */
typedef struct koh_successor {
    int code, year; /* year of the last change on the way, 0 = none */
    double share;
    const char *assumption; /* of a share below 1, or NULL; borrows (must not outlive the division) */
} koh_successor;

/* The successors of a number in the division of a year; one that is itself when nothing changed. Their number. */
size_t koh__division_carry(const koh_division *division, int code, int year, koh_successor found[KOH_SUCCESSORS]);

/* A municipality that is a part of `code` and neither present itself nor through its parts; 0 when nothing lacks.
 * present[KOH_DIVISION_CODES]. */
int koh__division_lack(const koh_division *division, int code, const unsigned char *present);

/* Numbers that joined a number that went on, after a year: of found[KOH_SUCCESSORS]; their number. */
size_t koh__division_joined(const koh_division *division, int code, int year, int found[KOH_SUCCESSORS]);

#endif
