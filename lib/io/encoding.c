/* Encodings to UTF-8.
 *
 * Statistics Norway's CSV is ISO-8859-1, Excel's is Windows-1252 or UTF-16, PX files say what they are. Text in one of
 * the 8-bit encodings is almost never valid UTF-8 by chance, so validity decides. Tables: WHATWG Encoding Standard,
 * windows-1252 and iso-8859-15. */
#include "io/encoding_priv.h"

#include <stdint.h>
#include <string.h>

#include "io/place_priv.h"

typedef enum eight_bit { LATIN_1 = 0, LATIN_9, WINDOWS } eight_bit;

/* 0 where Windows-1252 has nothing. */
static const uint16_t windows[32] = { 0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                      0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
                                      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                      0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178 };

static uint32_t latin_9(unsigned char byte)
{
    switch (byte) {
    case 0xa4:
        return 0x20ac;
    case 0xa6:
        return 0x0160;
    case 0xa8:
        return 0x0161;
    case 0xb4:
        return 0x017d;
    case 0xb8:
        return 0x017e;
    case 0xbc:
        return 0x0152;
    case 0xbd:
        return 0x0153;
    case 0xbe:
        return 0x0178;
    default:
        return byte;
    }
}

static void append(koh_buffer *text, uint32_t c)
{
    if (c < 0x80) {
        koh__buffer_char(text, (char) c);
    } else if (c < 0x800) {
        koh__buffer_char(text, (char) (0xc0 | (c >> 6)));
        koh__buffer_char(text, (char) (0x80 | (c & 0x3f)));
    } else {
        if (c < 0x10000) {
            koh__buffer_char(text, (char) (0xe0 | (c >> 12)));
        } else {
            koh__buffer_char(text, (char) (0xf0 | (c >> 18)));
            koh__buffer_char(text, (char) (0x80 | ((c >> 12) & 0x3f)));
        }
        koh__buffer_char(text, (char) (0x80 | ((c >> 6) & 0x3f)));
        koh__buffer_char(text, (char) (0x80 | (c & 0x3f)));
    }
}

/* Sets the place of an error in bytes that need not be UTF-8: a column is a byte. */
static koh_status at(koh_error *error, koh_status status, const char *file, const char *bytes, size_t offset)
{
    size_t start, line = koh__place_line(bytes, offset, &start);
    koh_error_at(error, file, line, offset - start + 1, NULL);
    return status;
}

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The letters of DOS (CP865, CP850) that Norwegian has: a quotation mark or a dagger inside a word says DOS. */
static const char *dos_letter(unsigned char byte)
{
    switch (byte) {
    case 0x86:
        return "å";
    case 0x8f:
        return "Å";
    case 0x91:
        return "æ";
    case 0x9b:
        return "ø";
    case 0x9d:
        return "Ø";
    default:
        return NULL;
    }
}

static koh_status check_dos(const char *file, const char *bytes, size_t length, koh_error *error)
{
    for (size_t i = 1; i + 1 < length; i++) {
        const char *letter = dos_letter((unsigned char) bytes[i]);
        if (letter != NULL && is_letter(bytes[i - 1]) && is_letter(bytes[i + 1])) {
            (void) koh_error_set(error, KOH_EENCODING,
                                 "byte 0x%02x inside a word may be DOS text (CP865: \"%s\") or Windows-1252: save the "
                                 "file as UTF-8",
                                 (unsigned char) bytes[i], letter);
            return at(error, KOH_EENCODING, file, bytes, i);
        }
    }
    return KOH_OK;
}

static koh_status read_eight_bit(const char *file, const char *bytes, size_t length, eight_bit kind, koh_buffer *text,
                                 koh_error *error)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char) bytes[i];
        uint32_t c = kind == LATIN_9 ? latin_9(byte) : byte;
        if (byte >= 0x80 && byte < 0xa0) {
            c = kind == WINDOWS ? windows[byte - 0x80] : 0;
            if (c == 0) {
                (void) koh_error_set(error, KOH_EENCODING, "byte 0x%02x is neither UTF-8 nor %s", byte,
                                     kind == WINDOWS ? "Windows-1252" : "ISO-8859");
                return at(error, KOH_EENCODING, file, bytes, i);
            }
        }
        append(text, c);
    }
    return KOH_OK;
}

/* UTF-16 behind its BOM; `low` is the place of the less significant byte of a pair. */
static koh_status read_utf16(const char *file, const char *bytes, size_t length, size_t low, koh_buffer *text,
                             koh_error *error)
{
    const unsigned char *s = (const unsigned char *) bytes;
    uint32_t high = 0;
    int bad = length % 2 != 0;
    for (size_t i = 2; i + 1 < length && !bad; i += 2) {
        uint32_t unit = (uint32_t) s[i + low] | (uint32_t) s[i + 1 - low] << 8;
        if (high != 0) {
            bad = unit < 0xdc00 || unit > 0xdfff;
            append(text, 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00));
            high = 0;
        } else if (unit >= 0xd800 && unit < 0xdc00) {
            high = unit;
        } else {
            bad = unit == 0 || (unit >= 0xdc00 && unit <= 0xdfff);
            append(text, unit);
        }
    }
    if (bad || high != 0) {
        (void) koh_error_set(error, KOH_EENCODING, "not valid UTF-16, which its first two bytes say it is");
        koh_error_at(error, file, 0, 0, NULL);
        return KOH_EENCODING;
    }
    return KOH_OK;
}

static koh_status refuse_packed(const char *file, const char *bytes, size_t length, koh_error *error)
{
    const char *what = NULL;
    if (length >= 4 && memcmp(bytes, "PK\3\4", 4) == 0) {
        what = "a workbook (xlsx, ods) or a zip: save the sheet as CSV";
    } else if (length >= 4 && memcmp(bytes, "\xd0\xcf\x11\xe0", 4) == 0) {
        what = "an old Excel workbook (xls): save the sheet as CSV";
    } else if (length >= 2 && memcmp(bytes, "\x1f\x8b", 2) == 0) {
        what = "packed with gzip: unpack it first";
    }
    if (what == NULL) {
        return KOH_OK;
    }
    (void) koh_error_set(error, KOH_ESCHEMA, "%s", what);
    koh_error_at(error, file, 0, 0, NULL);
    return KOH_ESCHEMA;
}

/* A name without case, hyphens and underscores against one in lower case. */
static int is_named(const char *declared, const char *name)
{
    for (; *declared != '\0'; declared++) {
        char c = *declared;
        if (c == '-' || c == '_' || c == ' ') {
            continue;
        }
        if ((c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c) != *name) {
            return 0;
        }
        name++;
    }
    return *name == '\0';
}

/* What Windows-1252 is called where it has nothing that ISO-8859-1 lacks. */
static const char *windows_name(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char) bytes[i] >= 0x80 && (unsigned char) bytes[i] < 0xa0) {
            return "Windows-1252";
        }
    }
    return "ISO-8859-1";
}

static koh_status read_declared(const char *file, const char *bytes, size_t length, const char **name, koh_buffer *text,
                                koh_error *error)
{
    const char *declared = *name;
    static const struct {
        const char *name;
        eight_bit kind;
    } known[] = { { "iso88591", WINDOWS },  { "latin1", WINDOWS }, { "windows1252", WINDOWS }, { "cp1252", WINDOWS },
                  { "ansi", WINDOWS },      { "1252", WINDOWS },   { "usascii", WINDOWS },     { "ascii", WINDOWS },
                  { "iso885915", LATIN_9 }, { "latin9", LATIN_9 } };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (is_named(declared, known[i].name)) {
            *name = known[i].kind == LATIN_9 ? "ISO-8859-15" : windows_name(bytes, length);
            return read_eight_bit(file, bytes, length, known[i].kind, text, error);
        }
    }
    if (!is_named(declared, "utf8")) {
        (void) koh_error_set(error, KOH_EENCODING,
                             "encoding \"%.40s\" is not known here: UTF-8, ISO-8859-1, ISO-8859-15 or Windows-1252",
                             declared);
        koh_error_at(error, file, 0, 0, NULL);
        return KOH_EENCODING;
    }
    *name = "UTF-8";
    koh_status status = koh__place_check(file, bytes, length, error);
    koh__buffer_bytes(text, bytes, length);
    return status;
}

static koh_status read_undeclared(const char *file, const char *bytes, size_t length, const char **name,
                                  koh_buffer *text, koh_error *error)
{
    if (koh__utf8_valid_length(bytes, length) == length) {
        koh__buffer_bytes(text, bytes, length);
        *name = "UTF-8";
        return KOH_OK;
    }
    koh_status status = check_dos(file, bytes, length, error);
    if (status != KOH_OK) {
        return status;
    }
    *name = windows_name(bytes, length);
    return read_eight_bit(file, bytes, length, WINDOWS, text, error);
}

koh_status koh__encoding_read(const char *file, const char *bytes, size_t length, const char **name, koh_buffer *text,
                              koh_error *error)
{
    koh_status status = refuse_packed(file, bytes, length, error);
    if (status != KOH_OK) {
        return status;
    }
    size_t bom = koh__place_bom(bytes, length);
    int utf16 = length >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0);
    const char *zero = utf16 ? NULL : memchr(bytes, '\0', length);
    if (utf16) {
        *name = "UTF-16";
        status = read_utf16(file, bytes, length, bytes[0] == '\xff' ? 0 : 1, text, error);
    } else if (zero != NULL) {
        (void) koh_error_set(error, KOH_ESYNTAX, "a zero byte: this is not a text file");
        return at(error, KOH_ESYNTAX, file, bytes, (size_t) (zero - bytes));
    } else if (bom != 0) {
        *name = "UTF-8 with BOM";
        status = koh__place_check(file, bytes, length, error);
        koh__buffer_bytes(text, bytes + bom, length - bom);
    } else if (*name != NULL) {
        status = read_declared(file, bytes, length, name, text, error);
    } else {
        status = read_undeclared(file, bytes, length, name, text, error);
    }
    koh__buffer_char(text, '\0');
    if (status == KOH_OK && text->failed) {
        status = koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    text->length -= !text->failed;
    return status;
}
