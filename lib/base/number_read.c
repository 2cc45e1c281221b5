/* Numbers from text, the same under every locale.
 *
 * Exact fast path (Clinger 1990): a whole number below 2^53 times or over a power of ten up to 10^22, both of which are
 * exact doubles, is rounded once. Everything else goes through the C library's correctly rounded strtod in the "C"
 * locale, on digits that this file has already taken apart. */
#include <limits.h>
#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text_priv.h"

/* No double, and no middle between two, has more significant digits than 767: beyond that one digit that is not zero
 * says all that rounding needs. */
enum { DIGIT_LIMIT = 770, TEXT_SIZE = DIGIT_LIMIT + 40, WHOLE_DIGITS = 19, EXACT_POWER = 22 };
static const int64_t exponent_limit = 100000;

typedef struct decimal {
    const char *digits, *end; /* digits with at most one point among them */
    size_t length;            /* of digits and exponent */
    int64_t exponent;         /* as written */
    int negative;
} decimal;

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static const char *skip_digits(const char *s, const char *end)
{
    while (s < end && is_digit(*s)) {
        s++;
    }
    return s;
}

/* Takes e[-+]digits; the exponent saturates far beyond what any text of this memory can balance. */
static const char *take_exponent(const char *s, const char *end, int64_t *exponent)
{
    int negative = s < end && *s == '-';
    if (s < end && (*s == '-' || *s == '+')) {
        s++;
    }
    const char *first = s;
    int64_t value = 0;
    for (; s < end && is_digit(*s); s++) {
        value = value > INT64_MAX / 100 ? value : value * 10 + (*s - '0');
    }
    *exponent = negative ? -value : value;
    return s == first ? NULL : s;
}

static koh_status take_apart(const char *text, size_t length, decimal *d)
{
    const char *s = text, *end = text + length;
    *d = (decimal){ .negative = length > 0 && *s == '-' };
    if (length > 0 && (*s == '-' || *s == '+')) {
        s++;
    }
    d->digits = s;
    d->length = (size_t) (end - s);
    s = skip_digits(s, end);
    if (s == d->digits) {
        return KOH_ESYNTAX;
    }
    if (s < end && *s == '.') {
        const char *fraction = ++s;
        s = skip_digits(s, end);
        if (s == fraction) {
            return KOH_ESYNTAX;
        }
    }
    d->end = s;
    if (s < end && (*s == 'e' || *s == 'E')) {
        s = take_exponent(s + 1, end, &d->exponent);
    }
    return s == end ? KOH_OK : KOH_ESYNTAX;
}

/* The digits without point and leading zeros as a whole number times 10^*exponent; 0 when there are too many. */
static int as_whole(const decimal *d, uint64_t *whole, int64_t *exponent)
{
    int n = 0, after_point = 0;
    *whole = 0;
    *exponent = d->exponent;
    for (const char *s = d->digits; s < d->end; s++) {
        if (*s == '.') {
            after_point = 1;
            continue;
        }
        n += n > 0 || *s != '0';
        if (n > WHOLE_DIGITS) {
            return 0;
        }
        *whole = *whole * 10 + (uint64_t) (*s - '0');
        *exponent -= after_point;
    }
    return 1;
}

/* The digits that matter and an exponent, ended. */
static void shorten(const decimal *d, char text[TEXT_SIZE])
{
    size_t n = 0;
    int64_t exponent = d->exponent;
    int after_point = 0, dropped = 0;
    for (const char *s = d->digits; s < d->end; s++) {
        if (*s == '.') {
            after_point = 1;
        } else if (n == 0 && *s == '0') {
            exponent -= after_point;
        } else if (n < DIGIT_LIMIT) {
            text[n++] = *s;
            exponent -= after_point;
        } else {
            dropped |= *s != '0';
            exponent += !after_point;
        }
    }
    if (dropped) {
        text[n++] = '1';
        exponent--;
    }
    exponent = exponent > exponent_limit ? exponent_limit : exponent < -exponent_limit ? -exponent_limit : exponent;
    (void) snprintf(text + n, TEXT_SIZE - n, "%se%lld", n == 0 ? "0" : "", (long long) exponent);
}

static koh_status read_in_c_locale(const decimal *d, double *value)
{
    char text[TEXT_SIZE];
    if (d->length < TEXT_SIZE) {
        memcpy(text, d->digits, d->length);
        text[d->length] = '\0';
    } else {
        shorten(d, text);
    }
    locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t) 0);
    if (c == (locale_t) 0) {
        return KOH_ENOMEM;
    }
    locale_t before = uselocale(c);
    *value = strtod(text, NULL);
    (void) uselocale(before);
    freelocale(c);
    return KOH_OK;
}

koh_status koh__number_read(const char *text, size_t length, double *value)
{
    static const double powers[EXACT_POWER + 1] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                    1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                    1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };
    decimal d;
    koh_status status = take_apart(text, length, &d);
    if (status != KOH_OK) {
        return status;
    }
    uint64_t whole;
    int64_t exponent;
    double result;
    if (as_whole(&d, &whole, &exponent) && whole <= UINT64_C(1) << 53 && exponent >= -EXACT_POWER &&
        exponent <= EXACT_POWER) {
        result = exponent < 0 ? (double) whole / powers[-exponent] : (double) whole * powers[exponent];
    } else {
        status = read_in_c_locale(&d, &result);
    }
    if (status == KOH_OK && isinf(result)) {
        status = KOH_EDOMAIN;
    }
    if (status == KOH_OK) {
        *value = d.negative ? -result : result;
    }
    return status;
}

koh_status koh__int_read(const char *text, size_t length, int *value)
{
    const char *s = text, *end = text + length;
    int negative = length > 0 && *s == '-';
    if (length > 0 && (*s == '-' || *s == '+')) {
        s++;
    }
    if (s == end || skip_digits(s, end) != end) {
        return KOH_ESYNTAX;
    }
    long long result = 0;
    for (; s < end; s++) {
        result = result * 10 + (*s - '0');
        if (result > (long long) INT_MAX + negative) {
            return KOH_EDOMAIN;
        }
    }
    *value = (int) (negative ? -result : result);
    return KOH_OK;
}
