/* UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing beyond U+10FFFF. */
#include <stdint.h>
#include <string.h>

#include "base/text_priv.h"

/* Length of the sequence at s (n >= 1 bytes left), 0 when it is not valid. */
static size_t sequence(const unsigned char *s, size_t n)
{
    if (s[0] < 0x80) {
        return 1;
    }
    size_t length = s[0] >= 0xc2 && s[0] <= 0xdf   ? 2
                    : s[0] >= 0xe0 && s[0] <= 0xef ? 3
                    : s[0] >= 0xf0 && s[0] <= 0xf4 ? 4
                                                   : 0;
    if (length == 0 || length > n) {
        return 0;
    }
    unsigned char low = s[0] == 0xe0 ? 0xa0 : s[0] == 0xf0 ? 0x90 : 0x80;
    unsigned char high = s[0] == 0xed ? 0x9f : s[0] == 0xf4 ? 0x8f : 0xbf;
    if (s[1] < low || s[1] > high) {
        return 0;
    }
    for (size_t i = 2; i < length; i++) {
        if ((s[i] & 0xc0) != 0x80) {
            return 0;
        }
    }
    return length;
}

size_t koh__utf8_valid_length(const char *text, size_t length)
{
    const unsigned char *s = (const unsigned char *) text;
    size_t i = 0;
    while (i < length) {
        uint64_t eight;
        if (length - i >= sizeof eight) {
            memcpy(&eight, s + i, sizeof eight);
            if ((eight & UINT64_C(0x8080808080808080)) == 0) {
                i += sizeof eight;
                continue;
            }
        }
        size_t step = sequence(s + i, length - i);
        if (step == 0) {
            return i;
        }
        i += step;
    }
    return length;
}

size_t koh__utf8_count(const char *text, size_t length)
{
    size_t n = 0;
    for (size_t i = 0; i < length; i++) {
        n += (text[i] & 0xc0) != 0x80;
    }
    return n;
}

size_t koh__utf8_cut(const char *text, size_t length, size_t limit)
{
    if (length <= limit) {
        return length;
    }
    while (limit > 0 && (text[limit] & 0xc0) == 0x80) {
        limit--;
    }
    return limit;
}
