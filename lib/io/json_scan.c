/* JSON, strictly: RFC 8259 and no more, since cJSON takes more and says less.
 *
 * One pass over the text with a stack of its own. Keys are kept until their object closes and are then sorted, so that
 * a key given twice is found in n log n whatever the keys are. */
#include "io/json_scan_priv.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory_priv.h"
#include "base/text_priv.h"
#include "io/place_priv.h"

enum { DEPTH_LIMIT = 64, NUMBER_LIMIT = 63, SHOWN = 40 }; /* cJSON reads 63 characters of a number */
#define TEXT_LIMIT ((size_t) 64 << 20)

typedef struct key {
    const char *text; /* in the file, or in the arena where it has escapes */
    size_t length, offset;
} key;

typedef struct scanner {
    const char *file, *text;
    size_t length, at;
    koh_error *error;
    koh_arena *arena;
    key *keys; /* of all open objects, innermost last */
    size_t n_keys, size_keys;
    size_t first_key[DEPTH_LIMIT]; /* [depth]: where an object's keys begin */
    char bracket[DEPTH_LIMIT];     /* [depth]: what closes it */
    size_t depth;
} scanner;

static koh_status fail(scanner *s, size_t offset, koh_status status, const char *what)
{
    (void) koh_error_set(s->error, status, "%s", what);
    koh__place(s->error, s->file, s->text, offset);
    return status;
}

static int peek(const scanner *s)
{
    return s->at < s->length ? (unsigned char) s->text[s->at] : -1;
}

static void skip_space(scanner *s)
{
    while (s->at < s->length &&
           (s->text[s->at] == ' ' || s->text[s->at] == '\n' || s->text[s->at] == '\t' || s->text[s->at] == '\r')) {
        s->at++;
    }
}

/* "expected X, found Y" at the current byte. */
static koh_status expected(scanner *s, const char *what)
{
    if (s->at >= s->length) {
        (void) koh_error_set(s->error, KOH_ESYNTAX, "expected %s, found the end of the text", what);
    } else {
        size_t rest = s->length - s->at, step = 1;
        while (step < rest && (s->text[s->at + step] & 0xc0) == 0x80) {
            step++;
        }
        (void) koh_error_set(s->error, KOH_ESYNTAX, "expected %s, found '%.*s'", what, (int) step, s->text + s->at);
    }
    koh__place(s->error, s->file, s->text, s->at);
    return KOH_ESYNTAX;
}

/* Four hexadecimal digits at `at`, or -1. */
static long hex_four(const scanner *s, size_t at)
{
    if (s->length - at < 4) {
        return -1;
    }
    long value = 0;
    for (size_t i = at; i < at + 4; i++) {
        char c = s->text[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0) {
            return -1;
        }
        value = value * 16 + digit;
    }
    return value;
}

/* An escape whose backslash is at s->at: steps over it and gives its character. */
static koh_status take_escape(scanner *s, long *character)
{
    static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    size_t start = s->at++;
    int c = peek(s);
    const char *letter = c > 0 ? strchr(letters, c) : NULL;
    if (letter != NULL) {
        s->at++;
        *character = (unsigned char) meanings[letter - letters];
        return KOH_OK;
    }
    long unit = c == 'u' ? hex_four(s, s->at + 1) : -1;
    if (unit < 0) {
        return fail(s, start, KOH_ESYNTAX, "an escape that JSON does not know");
    }
    s->at += 5;
    if (unit == 0) {
        return fail(s, start, KOH_ESYNTAX, "\\u0000 in a text: a text holds no zero character");
    }
    if (unit >= 0xd800 && unit <= 0xdfff) {
        int second = unit <= 0xdbff && s->length - s->at >= 6 && s->text[s->at] == '\\' && s->text[s->at + 1] == 'u';
        long low = second ? hex_four(s, s->at + 2) : -1;
        if (low < 0xdc00 || low > 0xdfff) {
            return fail(s, start, KOH_EENCODING, "half of a surrogate pair: expected both halves");
        }
        s->at += 6;
        unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    }
    *character = unit;
    return KOH_OK;
}

static size_t put_character(long c, char *out)
{
    if (c < 0x80) {
        out[0] = (char) c;
        return 1;
    }
    size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
    for (size_t i = n; i-- > 1;) {
        out[i] = (char) (0x80 | (c & 0x3f));
        c >>= 6;
    }
    out[0] = (char) (lead[n] | c);
    return n;
}

/* A text whose opening quote is at s->at. *escapes counts its escapes; the text lies between start + 1 and s->at - 1.
 */
static koh_status take_text(scanner *s, size_t *escapes)
{
    size_t start = s->at++;
    *escapes = 0;
    for (;;) {
        int c = peek(s);
        if (c < 0) {
            return fail(s, start, KOH_ESYNTAX, "a text whose quotes are never closed");
        }
        if (c < 0x20) {
            return fail(s, s->at, KOH_ESYNTAX, "a control character or line break inside a text");
        }
        if (c == '\\') {
            long character;
            koh_status status = take_escape(s, &character);
            if (status != KOH_OK) {
                return status;
            }
            (*escapes)++;
            continue;
        }
        s->at++;
        if (c == '"') {
            return KOH_OK;
        }
    }
}

/* The meaning of a text already taken, from its opening quote to before s->at. */
static const char *meaning(scanner *s, size_t start, size_t *length)
{
    char *out = koh__arena_take(s->arena, s->at - start, 1);
    size_t n = 0, end = s->at - 1;
    if (out == NULL) {
        return NULL;
    }
    for (s->at = start + 1; s->at < end;) {
        long c = (unsigned char) s->text[s->at];
        if (c != '\\') {
            out[n++] = s->text[s->at++];
        } else if (take_escape(s, &c) == KOH_OK) {
            n += put_character(c, out + n);
        }
    }
    s->at = end + 1;
    *length = n;
    return out;
}

static koh_status take_key(scanner *s)
{
    size_t start = s->at, escapes;
    koh_status status = take_text(s, &escapes);
    if (status != KOH_OK) {
        return status;
    }
    if (s->n_keys == s->size_keys) {
        size_t size = s->size_keys == 0 ? 64 : 2 * s->size_keys;
        key *grown = koh__grow(s->keys, size, sizeof *grown);
        if (grown == NULL) {
            return koh_error_set(s->error, KOH_ENOMEM, "out of memory");
        }
        s->keys = grown;
        s->size_keys = size;
    }
    key k = { s->text + start + 1, s->at - start - 2, start };
    if (escapes > 0) {
        k.text = meaning(s, start, &k.length);
        if (k.text == NULL) {
            return koh_error_set(s->error, KOH_ENOMEM, "out of memory");
        }
    }
    s->keys[s->n_keys++] = k;
    skip_space(s);
    if (peek(s) != ':') {
        return expected(s, "':' after the key");
    }
    s->at++;
    return KOH_OK;
}

static int by_text(const void *a, const void *b)
{
    const key *x = a, *y = b;
    int order = memcmp(x->text, y->text, x->length < y->length ? x->length : y->length);
    if (order == 0 && x->length != y->length) {
        order = x->length < y->length ? -1 : 1;
    }
    return order != 0 ? order : x->offset < y->offset ? -1 : 1;
}

/* The first of sorted keys in the file that is there for the second time, or NULL. */
static const key *find_twice(const key *keys, size_t n)
{
    const key *twice = NULL;
    for (size_t i = 1; i < n; i++) {
        if (keys[i].length == keys[i - 1].length && memcmp(keys[i].text, keys[i - 1].text, keys[i].length) == 0 &&
            (twice == NULL || keys[i].offset < twice->offset)) {
            twice = &keys[i];
        }
    }
    return twice;
}

/* Forgets the keys of the object that closes, unless one is there twice. */
static koh_status check_keys(scanner *s)
{
    size_t first = s->first_key[s->depth - 1], n = s->n_keys - first;
    s->n_keys = first;
    if (n < 2) {
        return KOH_OK;
    }
    qsort(s->keys + first, n, sizeof *s->keys, by_text);
    const key *twice = find_twice(s->keys + first, n);
    if (twice == NULL) {
        return KOH_OK;
    }
    (void) koh_error_set(s->error, KOH_EDUPLICATE, "key \"%.*s\" is given twice in this object",
                         (int) koh__utf8_cut(twice->text, twice->length, SHOWN), twice->text);
    koh__place(s->error, s->file, s->text, twice->offset);
    return KOH_EDUPLICATE;
}

static size_t take_digits(scanner *s)
{
    size_t start = s->at;
    while (peek(s) >= '0' && peek(s) <= '9') {
        s->at++;
    }
    return s->at - start;
}

static koh_status take_number(scanner *s)
{
    size_t start = s->at;
    s->at += peek(s) == '-';
    size_t first = s->at;
    if (take_digits(s) == 0) {
        return expected(s, "a digit");
    }
    if (s->text[first] == '0' && s->at - first > 1) {
        return fail(s, start, KOH_ESYNTAX, "a number with leading zeros");
    }
    if (peek(s) == '.') {
        s->at++;
        if (take_digits(s) == 0) {
            return expected(s, "a digit after the decimal point");
        }
    }
    if (peek(s) == 'e' || peek(s) == 'E') {
        s->at++;
        s->at += peek(s) == '-' || peek(s) == '+';
        if (take_digits(s) == 0) {
            return expected(s, "a digit in the exponent");
        }
    }
    if (s->at - start > NUMBER_LIMIT) {
        return fail(s, start, KOH_ELIMIT, "a number of more than 63 characters");
    }
    double value;
    koh_status status = koh__number_read(s->text + start, s->at - start, &value);
    return status == KOH_OK ? KOH_OK : fail(s, start, KOH_ESYNTAX, "a number that is too large");
}

static koh_status take_word(scanner *s)
{
    static const char *const words[] = { "true", "false", "null" };
    for (size_t i = 0; i < 3; i++) {
        size_t n = strlen(words[i]);
        if (s->length - s->at >= n && memcmp(s->text + s->at, words[i], n) == 0) {
            s->at += n;
            return KOH_OK;
        }
    }
    return expected(s, "a value");
}

static koh_status open_level(scanner *s, char close)
{
    if (s->depth == DEPTH_LIMIT) {
        return fail(s, s->at, KOH_ELIMIT, "objects and arrays more than 64 deep");
    }
    s->first_key[s->depth] = s->n_keys;
    s->bracket[s->depth++] = close;
    s->at++;
    return KOH_OK;
}

/* Takes the closing bracket at s->at. */
static koh_status close_level(scanner *s)
{
    koh_status status = s->bracket[s->depth - 1] == '}' ? check_keys(s) : KOH_OK;
    s->depth--;
    s->at++;
    return status;
}

/* A value at s->at, or the opening of one. *opened: its members come next. */
static koh_status take_value(scanner *s, int *opened)
{
    int c = peek(s);
    size_t escapes;
    *opened = c == '{' || c == '[';
    switch (c) {
    case '{':
        return open_level(s, '}');
    case '[':
        return open_level(s, ']');
    case '"':
        return take_text(s, &escapes);
    default:
        return c == '-' || (c >= '0' && c <= '9') ? take_number(s) : take_word(s);
    }
}

/* What may stand where a member of the innermost level begins; *closed when it is its end. */
static koh_status begin_member(scanner *s, int may_close, int *closed)
{
    skip_space(s);
    char close = s->bracket[s->depth - 1];
    *closed = may_close && peek(s) == close;
    if (*closed) {
        return close_level(s);
    }
    if (close == ']') {
        return KOH_OK;
    }
    if (peek(s) != '"') {
        return expected(s, may_close ? "a key in quotes or '}'" : "a key in quotes");
    }
    return take_key(s);
}

/* After a value: steps over a comma, or closes levels until there is one or the text is done. */
static koh_status end_member(scanner *s)
{
    while (s->depth > 0) {
        skip_space(s);
        if (peek(s) == ',') {
            s->at++;
            return KOH_OK;
        }
        if (peek(s) != s->bracket[s->depth - 1]) {
            return expected(s, s->bracket[s->depth - 1] == '}' ? "',' or '}'" : "',' or ']'");
        }
        koh_status status = close_level(s);
        if (status != KOH_OK) {
            return status;
        }
    }
    return KOH_OK;
}

static koh_status scan(scanner *s)
{
    int opened = 0, closed = 0;
    koh_status status;
    do {
        if (s->depth > 0) {
            status = begin_member(s, opened, &closed);
            if (status != KOH_OK) {
                return status;
            }
        }
        opened = 0;
        if (!closed) {
            skip_space(s);
            status = take_value(s, &opened);
            if (status != KOH_OK) {
                return status;
            }
        }
        closed = 0;
        if (!opened) {
            status = end_member(s);
            if (status != KOH_OK) {
                return status;
            }
        }
    } while (s->depth > 0);
    skip_space(s);
    return s->at == s->length ? KOH_OK : expected(s, "the end of the text");
}

koh_status koh__json_scan(const char *file, const char *text, size_t length, koh_error *error)
{
    if (length > TEXT_LIMIT) {
        koh_status status =
            koh_error_set(error, KOH_ELIMIT, "a JSON text of %zu bytes: at most %zu are read", length, TEXT_LIMIT);
        koh_error_at(error, file, 0, 0, NULL);
        return status;
    }
    koh_status status = koh__place_check(file, text, length, error);
    if (status != KOH_OK) {
        return status;
    }
    scanner s = { .file = file, .text = text, .length = length, .at = koh__place_bom(text, length), .error = error };
    s.arena = koh__arena_new();
    status = s.arena == NULL ? koh_error_set(error, KOH_ENOMEM, "out of memory") : scan(&s);
    koh__free(s.keys);
    koh__arena_free(s.arena);
    return status;
}
