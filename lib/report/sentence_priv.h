/* Sentences with named gaps, and numbers as each language writes them. */
#ifndef KOH_SENTENCE_PRIV_H
#define KOH_SENTENCE_PRIV_H

#include <stddef.h>

#include "base/text_priv.h"

typedef struct koh_gap {
    char name;        /* {a} */
    const char *text; /* what stands there */
} koh_gap;

/* Appends the sentence with every {x} replaced by the gap of that name; a gap without text is left as it stands. */
void koh__sentence_write(const char *sentence, size_t n, const koh_gap *gaps, koh_buffer *buffer);

enum { KOH_NUMBER_TEXT = 64 };

/* A number for people: 0 nb, 1 nn: no-break space between thousands, decimal comma, U+2212 minus; 2 en: comma, point.
 * NaN is an en dash. */
void koh__number_text(double value, int decimals, size_t language, char text[KOH_NUMBER_TEXT]);

#endif
