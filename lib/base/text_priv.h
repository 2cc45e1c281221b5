/* Text: numbers to and from text independently of any locale, UTF-8, and a growing buffer of bytes. */
#ifndef KOH_TEXT_PRIV_H
#define KOH_TEXT_PRIV_H

#include <stddef.h>

#include "kohort/status.h"

enum { KOH_NUMBER_SIZE = 32 };

/* Writes the shortest decimal that reads back as `value` (Schubfach; Giulietti 2020), without an end mark, and returns
 * its length (<= KOH_NUMBER_SIZE). Plain for whole numbers and for 1e-4 <= |value| < 1e17, else with an exponent
 * ("1.5e-7"); minus zero is "-0". value must be finite. */
size_t koh__number_write(double value, char text[KOH_NUMBER_SIZE]);

/* Writes `value` with a fixed number of decimals (0..9), half away from zero on the decimal text; ended; returns its
 * length. |value| < 1e15. For people; files use koh__number_write. */
size_t koh__number_write_fixed(double value, int decimals, char text[KOH_NUMBER_SIZE]);

/* Reads a whole text of `length` bytes as a finite decimal number: [-+]digits[.digits][e[-+]digits], nothing around it.
 * KOH_ESYNTAX when it is anything else (also NaN, inf, hex, decimal comma), KOH_EDOMAIN when it overflows. */
koh_status koh__number_read(const char *text, size_t length, double *value) KOH_NODISCARD;

/* Reads a whole text as a decimal int, same rules without point and exponent. */
koh_status koh__int_read(const char *text, size_t length, int *value) KOH_NODISCARD;

/* The offset of the first byte that is not valid UTF-8, or `length` when all is. */
size_t koh__utf8_valid_length(const char *text, size_t length);

/* Characters in valid UTF-8. */
size_t koh__utf8_count(const char *text, size_t length);

/* The largest length <= limit at which valid UTF-8 of `length` bytes may be cut. */
size_t koh__utf8_cut(const char *text, size_t length, size_t limit);

/* Among n names the one with the smallest edit distance to `name` if that is at most a third of its length + 1,
 * else NULL: for "did you mean". */
const char *koh__text_nearest(const char *name, const char *const *names, size_t n);

/* A growing buffer. Owns data. A failed append sets `failed` and later appends do nothing, so that a writer checks
 * once at the end. */
typedef struct koh_buffer {
    char *data;
    size_t length, size;
    int failed;
} koh_buffer;

void koh__buffer_free(koh_buffer *buffer);

/* At least `length` free bytes behind the data, or NULL once failed: fill them and add what was used to `length`. */
char *koh__buffer_room(koh_buffer *buffer, size_t length);
void koh__buffer_bytes(koh_buffer *buffer, const char *bytes, size_t length);
void koh__buffer_text(koh_buffer *buffer, const char *text);
void koh__buffer_char(koh_buffer *buffer, char c);
void koh__buffer_number(koh_buffer *buffer, double value); /* NaN appends nothing: the writer says what unknown is */
void koh__buffer_int(koh_buffer *buffer, long long value);
void koh__buffer_json(koh_buffer *buffer, const char *text); /* as a JSON text, in quotes */
void koh__buffer_format(koh_buffer *buffer, const char *format, ...) KOH_PRINTF(2, 3);

#endif
