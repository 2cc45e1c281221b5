/* Printed numbers.
 *
 * A comma or a point proves what it is when it cannot be the other: "12,5" and "0,123" have decimals, "1,234,567" has
 * thousands, and of two kinds in one number the last has decimals. "1,234" proves nothing; the other cells of the file
 * must. Spaces (U+0020, U+00A0, U+202F, U+2009) part thousands only. */
#include "io/printed_priv.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text_priv.h"

enum { BODY_SIZE = 64 };

/* A cell taken apart: an ASCII body of digits, separators and spaces. */
typedef struct body {
    char text[BODY_SIZE];
    size_t length;
    int negative, percent, provisional, exponent;
} body;

const char *koh__reason_name(koh_reason reason)
{
    static const char *const names[] = { NULL,      "not_applicable", "not_available", "confidential",
                                         "not_yet", "zero",           "provisional",   NULL };
    return names[reason];
}

koh_reason koh__reason_read(const char *cell)
{
    static const struct {
        const char *sign;
        koh_reason reason;
    } signs[] = { { "", KOH_REASON_NOT_AVAILABLE },
                  { ".", KOH_REASON_NOT_APPLICABLE },
                  { "..", KOH_REASON_NOT_AVAILABLE },
                  { "...", KOH_REASON_NOT_YET },
                  { "…", KOH_REASON_NOT_YET },
                  { ":", KOH_REASON_CONFIDENTIAL },
                  { "*", KOH_REASON_PROVISIONAL },
                  { "-", KOH_REASON_DASH },
                  { "–", KOH_REASON_DASH },
                  { "—", KOH_REASON_DASH },
                  { "−", KOH_REASON_DASH } };
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (strcmp(cell, signs[i].sign) == 0) {
            return signs[i].reason;
        }
    }
    return KOH_REASON_NONE;
}

/* Bytes of a space of any kind at s, or 0. */
static size_t space_at(const char *s)
{
    if (*s == ' ') {
        return 1;
    }
    if (strncmp(s, "\xc2\xa0", 2) == 0) {
        return 2;
    }
    return strncmp(s, "\xe2\x80\xaf", 3) == 0 || strncmp(s, "\xe2\x80\x89", 3) == 0 ? 3 : 0;
}

static size_t minus_at(const char *s)
{
    return *s == '-' ? 1 : strncmp(s, "−", 3) == 0 || strncmp(s, "–", 3) == 0 ? 3 : 0;
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Spaces, "%" and "*" off the end of the body. */
static void trim(body *b)
{
    while (b->length > 0) {
        char last = b->text[b->length - 1];
        if (last == '%') {
            b->percent = 1;
        } else if (last == '*') {
            b->provisional = 1;
        } else if (last != ' ') {
            break;
        }
        b->length--;
    }
    b->text[b->length] = '\0';
}

/* 0 when the cell holds anything that no number does. */
static int take_apart(const char *cell, body *b)
{
    *b = (body){ 0 };
    size_t step;
    while ((step = space_at(cell)) != 0) {
        cell += step;
    }
    step = minus_at(cell);
    b->negative = step != 0;
    cell += step;
    while (*cell != '\0') {
        step = space_at(cell);
        char c = step != 0 ? ' ' : *cell;
        if (strchr("0123456789,. %*eE+-", c) == NULL || b->length + 1 >= BODY_SIZE) {
            return 0;
        }
        b->exponent |= c == 'e' || c == 'E';
        b->text[b->length++] = c;
        cell += step != 0 ? step : 1;
    }
    trim(b);
    return b->length > 0 && (is_digit(b->text[0]) || (b->length > 1 && strchr(",.", b->text[0]) != NULL));
}

/* How often c stands in the body, and where last. */
static size_t count(const body *b, char c, size_t *last)
{
    size_t n = 0;
    for (size_t i = 0; i < b->length; i++) {
        if (b->text[i] == c) {
            n++;
            *last = i;
        }
    }
    return n;
}

/* Are the digits before `end` parted by `mark` into groups of three? */
static int is_grouped(const body *b, char mark, size_t end)
{
    size_t run = 0, groups = 0;
    for (size_t i = 0; i < end; i++) {
        if (b->text[i] == mark) {
            if (run == 0 || run > 3 || (groups > 0 && run != 3)) {
                return 0;
            }
            groups++;
            run = 0;
        } else if (is_digit(b->text[i])) {
            run++;
        } else {
            return 0;
        }
    }
    return groups == 0 || run == 3;
}

static int only_digits(const body *b, size_t from)
{
    for (size_t i = from; i < b->length; i++) {
        if (!is_digit(b->text[i])) {
            return 0;
        }
    }
    return from < b->length;
}

typedef enum shape { BROKEN = 0, PLAIN, SPACED, DECIMAL, THOUSANDS, BOTH, EITHER } shape;

/* What the separators of a body prove; *mark is the separator that they prove it of (of BOTH: the decimal one). */
static shape shape_of(const body *b, koh_separator *mark)
{
    size_t comma = 0, point = 0, space = 0;
    size_t n_comma = count(b, ',', &comma), n_point = count(b, '.', &point), n_space = count(b, ' ', &space);
    if (n_comma == 0 && n_point == 0) {
        return !is_grouped(b, ' ', b->length) ? BROKEN : n_space == 0 ? PLAIN : SPACED;
    }
    *mark = n_point == 0 || (n_comma > 0 && comma > point) ? KOH_SEPARATOR_COMMA : KOH_SEPARATOR_POINT;
    size_t at = *mark == KOH_SEPARATOR_COMMA ? comma : point;
    if (n_comma > 0 && n_point > 0) {
        size_t n_last = *mark == KOH_SEPARATOR_COMMA ? n_comma : n_point;
        char other = *mark == KOH_SEPARATOR_COMMA ? '.' : ',';
        return n_last == 1 && n_space == 0 && is_grouped(b, other, at) && only_digits(b, at + 1) ? BOTH : BROKEN;
    }
    if (n_comma + n_point > 1) {
        return n_space == 0 && is_grouped(b, n_comma > 0 ? ',' : '.', b->length) ? THOUSANDS : BROKEN;
    }
    if (!only_digits(b, at + 1) || !is_grouped(b, ' ', at)) {
        return BROKEN;
    }
    return n_space == 0 && b->length - at == 4 && at >= 1 && at <= 3 && b->text[0] != '0' ? EITHER : DECIMAL;
}

static void prove(koh_printed_proof *proof, const char *cell, size_t line, size_t column)
{
    if (proof->n++ == 0) {
        proof->line = line;
        proof->column = column;
        size_t length = koh__utf8_cut(cell, strlen(cell), sizeof proof->cell - 1);
        memcpy(proof->cell, cell, length);
        proof->cell[length] = '\0';
    }
}

int koh__printed_look(koh_printed *printed, const char *cell, size_t line, size_t column)
{
    body b;
    if (koh__reason_read(cell) != KOH_REASON_NONE) {
        return 1;
    }
    if (!take_apart(cell, &b)) {
        return 0;
    }
    printed->n_percent += (size_t) b.percent;
    double value;
    koh_separator mark = KOH_SEPARATOR_COMMA;
    if (b.exponent) {
        return koh__number_read(b.text, b.length, &value) == KOH_OK;
    }
    switch (shape_of(&b, &mark)) {
    case BROKEN:
        return 0;
    case PLAIN:
        break;
    case SPACED:
        printed->n_spaced++;
        break;
    case DECIMAL:
        prove(&printed->decimal[mark], cell, line, column);
        printed->n_spaced += strchr(b.text, ' ') != NULL;
        break;
    case THOUSANDS:
        prove(&printed->thousands[mark], cell, line, column);
        break;
    case BOTH:
        prove(&printed->decimal[mark], cell, line, column);
        prove(&printed->thousands[1 - mark], cell, line, column);
        break;
    case EITHER:
        prove(&printed->either[mark], cell, line, column);
        break;
    }
    return 1;
}

static koh_status contradiction(const koh_printed_proof *a, const koh_printed_proof *b, const char *file,
                                koh_error *error)
{
    (void) koh_error_set(
        error, KOH_EAMBIGUOUS,
        "\"%s\" contradicts \"%s\" in line %zu: one has a decimal sign where the other parts thousands", b->cell,
        a->cell, a->line);
    koh_error_at(error, file, b->line, b->column, NULL);
    return KOH_EAMBIGUOUS;
}

/* Only cells such as "1.234": thousands or decimals? */
static koh_status undecided(const koh_printed_proof *proof, const char *file, koh_error *error)
{
    char whole[KOH_PRINTED_SIZE], parted[KOH_PRINTED_SIZE];
    size_t n = 0;
    for (size_t i = 0; proof->cell[i] != '\0'; i++) {
        char c = proof->cell[i];
        parted[i] = c;
        if (c == ',' || c == '.') {
            parted[i] = '.';
        } else {
            whole[n++] = c;
        }
    }
    whole[n] = '\0';
    parted[strlen(proof->cell)] = '\0';
    (void) koh_error_set(
        error, KOH_EAMBIGUOUS,
        "\"%s\" may be %s (thousands) or %s (decimals), and no other cell decides: say whether decimals "
        "follow a comma or a point (--decimal comma, --decimal point)",
        proof->cell, whole, parted);
    koh_error_at(error, file, proof->line, proof->column, NULL);
    return KOH_EAMBIGUOUS;
}

koh_status koh__printed_settle(koh_printed *printed, const char *file, koh_decimal wanted, koh_error *error)
{
    enum { COMMA = KOH_SEPARATOR_COMMA, POINT = KOH_SEPARATOR_POINT };
    const koh_printed_proof *decimal = printed->decimal, *thousands = printed->thousands, *either = printed->either;
    for (int mark = COMMA; mark <= POINT; mark++) {
        const koh_printed_proof *other = decimal[1 - mark].n > 0 ? &decimal[1 - mark] : &thousands[mark];
        if (decimal[mark].n > 0 && other->n > 0) {
            return contradiction(&decimal[mark], other, file, error);
        }
    }
    if (thousands[COMMA].n > 0 && thousands[POINT].n > 0) {
        return contradiction(&thousands[COMMA], &thousands[POINT], file, error);
    }
    printed->settled = 1;
    int comma = decimal[COMMA].n > 0 || thousands[POINT].n > 0, point = decimal[POINT].n > 0 || thousands[COMMA].n > 0;
    if (wanted != KOH_DECIMAL_SEEN) {
        printed->point = wanted == KOH_DECIMAL_COMMA ? KOH_SEPARATOR_COMMA : KOH_SEPARATOR_POINT;
        int other = 1 - (int) printed->point;
        const koh_printed_proof *against = decimal[other].n > 0 ? &decimal[other] : &thousands[printed->point];
        if (against->n > 0) {
            (void) koh_error_set(error, KOH_EAMBIGUOUS, "\"%s\" contradicts the decimal %s asked for", against->cell,
                                 wanted == KOH_DECIMAL_COMMA ? "comma" : "point");
            koh_error_at(error, file, against->line, against->column, NULL);
            return KOH_EAMBIGUOUS;
        }
        return KOH_OK;
    }
    if (!comma && !point && (either[COMMA].n > 0 || either[POINT].n > 0)) {
        int mark = either[COMMA].n > 0 ? COMMA : POINT;
        if (either[1 - mark].n > 0) {
            return contradiction(&either[mark], &either[1 - mark], file, error);
        }
        if (printed->n_spaced == 0) {
            return undecided(&either[mark], file, error);
        }
        comma = mark == COMMA;
    }
    printed->point = comma ? KOH_SEPARATOR_COMMA : KOH_SEPARATOR_POINT;
    return KOH_OK;
}

koh_status koh__printed_read(const koh_printed *printed, const char *cell, double *value, koh_reason *reason)
{
    *value = NAN;
    *reason = koh__reason_read(cell);
    body b;
    if (*reason != KOH_REASON_NONE) {
        return KOH_OK;
    }
    if (!take_apart(cell, &b)) {
        return KOH_ESYNTAX;
    }
    size_t n = 0;
    char decimal = printed->point == KOH_SEPARATOR_COMMA ? ',' : '.';
    for (size_t i = 0; i < b.length; i++) {
        char c = b.text[i];
        if (c == decimal || (b.exponent && c == '.')) {
            b.text[n++] = '.';
        } else if (c != ' ' && c != ',' && c != '.') {
            b.text[n++] = c;
        }
    }
    if (b.text[0] == '.') {
        memmove(b.text + 1, b.text, n++);
        b.text[0] = '0';
    }
    koh_status status = koh__number_read(b.text, n, value);
    if (status != KOH_OK) {
        return status;
    }
    *value = b.negative && *value != 0 ? -*value : *value;
    *reason = b.provisional ? KOH_REASON_PROVISIONAL : KOH_REASON_NONE;
    return KOH_OK;
}
