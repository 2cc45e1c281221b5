/* Lines and columns. */
#include "io/place_priv.h"

#include <string.h>

#include "base/text_priv.h"

size_t koh__place_bom(const char *bytes, size_t length)
{
    return length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

size_t koh__place_line(const char *bytes, size_t offset, size_t *start)
{
    size_t line = 1;
    *start = koh__place_bom(bytes, offset);
    for (const char *s = bytes; (s = memchr(s, '\n', offset - (size_t) (s - bytes))) != NULL;) {
        line++;
        *start = (size_t) (++s - bytes);
    }
    return line;
}

void koh__place(koh_error *error, const char *file, const char *bytes, size_t offset)
{
    if (error == NULL) {
        return;
    }
    size_t start, line = koh__place_line(bytes, offset, &start);
    koh_error_at(error, file, line, 1 + koh__utf8_count(bytes + start, offset - start), NULL);
}

koh_status koh__place_check(const char *file, const char *bytes, size_t length, koh_error *error)
{
    size_t valid = koh__utf8_valid_length(bytes, length);
    const char *zero = memchr(bytes, '\0', valid);
    if (zero != NULL) {
        (void) koh_error_set(error, KOH_ESYNTAX, "a zero byte: this is not a text file");
        koh__place(error, file, bytes, (size_t) (zero - bytes));
        return KOH_ESYNTAX;
    }
    if (valid < length) {
        (void) koh_error_set(error, KOH_EENCODING, "byte 0x%02x is not valid UTF-8", (unsigned char) bytes[valid]);
        koh__place(error, file, bytes, valid);
        return KOH_EENCODING;
    }
    return KOH_OK;
}
