/* Sentences with gaps; numbers after Statistics Norway's and the Language Council's rules. */
#include "report/sentence_priv.h"

#include <math.h>
#include <string.h>

#include "core/language_priv.h"
#include "kohort/cube.h"

void koh__sentence_write(const char *sentence, size_t n, const koh_gap *gaps, koh_buffer *buffer)
{
    for (const char *at = sentence; *at != '\0'; at++) {
        size_t i = n;
        if (at[0] == '{' && at[1] != '\0' && at[2] == '}') {
            for (i = 0; i < n && gaps[i].name != at[1]; i++) {
            }
        }
        if (i < n) {
            koh__buffer_text(buffer, gaps[i].text);
            at += 2;
        } else {
            koh__buffer_char(buffer, *at);
        }
    }
}

static size_t append(char *text, size_t at, const char *part)
{
    size_t length = strlen(part);
    memcpy(text + at, part, length + 1);
    return at + length;
}

void koh__number_text(double value, int decimals, size_t language, char text[KOH_NUMBER_TEXT])
{
    char digits[KOH_NUMBER_SIZE];
    size_t at = 0;
    if (!(fabs(value) < 1e15)) {
        (void) append(text, 0, koh_is_withheld(value) ? ":" : "\xE2\x80\x93");
        return;
    }
    size_t length = koh__number_write_fixed(fabs(value), decimals, digits);
    size_t whole = strcspn(digits, ".");
    if (value < 0 && strspn(digits, "0.") < length) {
        at = append(text, at, "\xE2\x88\x92");
    }
    for (size_t i = 0; i < length; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0) {
            at = append(text, at, koh__writes_english(language) ? "," : "\xC2\xA0");
        }
        text[at++] = i == whole && !koh__writes_english(language) ? ',' : digits[i];
    }
    text[at] = '\0';
}
