/* Numbers to text.
 *
 * Method: Schubfach. Of all decimals that lie in the rounding interval of a double, one of the fewest digits is taken,
 * and of those the closest. With 10^k as close below the interval's width as powers of ten allow, at most one multiple
 * of 10^(k+1) and at least one of 10^k lies inside, so that two tests decide.
 * Source: R. Giulietti, "The Schubfach way to render doubles", 2020 (sections 8 and 9 for the scaled estimates).
 * Limits: finite binary64 values. */
#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/pow10_priv.h"
#include "base/text_priv.h"

enum { FRACTION_BITS = 52, EXPONENT_BIAS = 1075, DIGITS_SIZE = 20 };
enum { PLAIN_FIRST = -3, PLAIN_LAST = 17 }; /* 1e-4 <= v < 1e17 is written without an exponent */

/* digits * 10^exponent */
typedef struct decimal {
    uint64_t digits;
    int exponent;
} decimal;

__extension__ typedef unsigned __int128 wide;

/* g * c / 2^128 with a last bit that remembers whether anything was lost. */
static uint64_t scale_to_odd(koh_pow10 g, uint64_t c)
{
    wide low = (wide) g.low * c;
    wide high = (wide) g.high * c + (uint64_t) (low >> 64);
    return (uint64_t) (high >> 64) | ((uint64_t) high > 1);
}

/* c * 2^q, c < 2^53; `narrow` where the next smaller double is only half as far away. */
static decimal shortest(uint64_t c, int q, int narrow)
{
    /* floor(log10(2^q)), or floor(log10(3/4 2^q)) where narrow; floor(log2(10^-k)): exact in this range (section 9) */
    int k = (q * 1262611 - (narrow ? 524031 : 0)) >> 22;
    int shift = q + ((-k * 1741647) >> 19) + 1;
    koh_pow10 g = koh__pow10[-k - KOH_POW10_FIRST];
    uint64_t odd = c & 1;
    uint64_t lower = scale_to_odd(g, (4 * c - 2 + (uint64_t) narrow) << shift) + odd;
    uint64_t middle = scale_to_odd(g, (4 * c) << shift);
    uint64_t upper = scale_to_odd(g, (4 * c + 2) << shift) - odd;
    uint64_t s = middle / 4;
    if (s >= 10) {
        uint64_t tens = s / 10;
        int below = lower <= 40 * tens, above = 40 * tens + 40 <= upper;
        if (below != above) {
            return (decimal){ tens + (uint64_t) above, k + 1 };
        }
    }
    int below = lower <= 4 * s, above = 4 * s + 4 <= upper;
    if (below != above) {
        return (decimal){ s + (uint64_t) above, k };
    }
    uint64_t half = 4 * s + 2;
    return (decimal){ s + (middle > half || (middle == half && (s & 1) != 0)), k };
}

static decimal to_decimal(uint64_t bits)
{
    uint64_t fraction = bits & ((UINT64_C(1) << FRACTION_BITS) - 1);
    int exponent = (int) (bits >> FRACTION_BITS & 0x7ff);
    decimal d = exponent == 0 ? shortest(fraction, 1 - EXPONENT_BIAS, 0)
                              : shortest(fraction | UINT64_C(1) << FRACTION_BITS, exponent - EXPONENT_BIAS,
                                         fraction == 0 && exponent > 1);
    if (d.digits % 100000000 == 0) {
        d.digits /= 100000000;
        d.exponent += 8;
    }
    while (d.digits % 10 == 0) {
        d.digits /= 10;
        d.exponent++;
    }
    return d;
}

static const char pairs[] =
    "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748"
    "4950515253545556575859606162636465666768697071727374757677787980818283848586878889909192939495969798"
    "99";

static void write_eight(uint32_t eight, char *text)
{
    uint32_t high = eight / 10000, low = eight % 10000;
    memcpy(text, pairs + 2 * (high / 100), 2);
    memcpy(text + 2, pairs + 2 * (high % 100), 2);
    memcpy(text + 4, pairs + 2 * (low / 100), 2);
    memcpy(text + 6, pairs + 2 * (low % 100), 2);
}

/* Writes a whole number below 10^20 without leading zeros; returns its length. */
static size_t write_whole(uint64_t whole, char *text)
{
    char digits[24];
    size_t at = sizeof digits;
    while (whole >= 100000000) {
        at -= 8;
        write_eight((uint32_t) (whole % 100000000), digits + at);
        whole /= 100000000;
    }
    uint32_t rest = (uint32_t) whole;
    while (rest >= 100) {
        at -= 2;
        memcpy(digits + at, pairs + 2 * (rest % 100), 2);
        rest /= 100;
    }
    if (rest >= 10) {
        at -= 2;
        memcpy(digits + at, pairs + 2 * rest, 2);
    } else {
        digits[--at] = (char) ('0' + rest);
    }
    memcpy(text, digits + at, sizeof digits - at);
    return sizeof digits - at;
}

/* Lays out n digits whose point stands `point` places from their start; returns the length. */
static size_t lay_out(const char *digits, size_t n, int point, char *text)
{
    if (point >= PLAIN_FIRST && point <= 0) {
        size_t zeros = (size_t) -point;
        memcpy(text, "0.0000", 2 + zeros);
        memcpy(text + 2 + zeros, digits, n);
        return 2 + zeros + n;
    }
    if (point > 0 && point <= PLAIN_LAST) {
        size_t whole = (size_t) point;
        if (n <= whole) {
            memcpy(text, digits, n);
            memset(text + n, '0', whole - n);
            return whole;
        }
        memcpy(text, digits, whole);
        text[whole] = '.';
        memcpy(text + whole + 1, digits + whole, n - whole);
        return n + 1;
    }
    size_t length = 1;
    text[0] = digits[0];
    if (n > 1) {
        text[1] = '.';
        memcpy(text + 2, digits + 1, n - 1);
        length = n + 1;
    }
    text[length++] = 'e';
    if (point < 1) {
        text[length++] = '-';
    }
    return length + write_whole((uint64_t) (point < 1 ? 1 - point : point - 1), text + length);
}

size_t koh__number_write(double value, char text[KOH_NUMBER_SIZE])
{
    assert(isfinite(value));
    char *s = text;
    if (signbit(value)) {
        *s++ = '-';
        value = -value;
    }
    if (value < 1e15 && value == (double) (uint64_t) value) {
        return (size_t) (s - text) + write_whole((uint64_t) value, s);
    }
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    decimal d = to_decimal(bits);
    char digits[DIGITS_SIZE];
    size_t n = write_whole(d.digits, digits);
    return (size_t) (s - text) + lay_out(digits, n, (int) n + d.exponent, s);
}

/* Rounds to whole multiples of 10^-decimals, half up. */
static decimal round_decimal(decimal d, int decimals)
{
    int drop = -d.exponent - decimals;
    for (; drop > 1 && d.digits > 0; drop--) {
        d.digits /= 10;
        d.exponent++;
    }
    if (drop > 0) {
        d.digits = (d.digits + 5) / 10;
        d.exponent++;
    }
    return d;
}

size_t koh__number_write_fixed(double value, int decimals, char text[KOH_NUMBER_SIZE])
{
    assert(fabs(value) < 1e15 && decimals >= 0 && decimals <= 9);
    decimal d = { 0, 0 };
    if (value != 0) {
        uint64_t bits;
        double size = fabs(value);
        memcpy(&bits, &size, sizeof bits);
        d = round_decimal(to_decimal(bits), decimals);
    }
    char digits[DIGITS_SIZE], *s = text;
    int n = (int) write_whole(d.digits, digits);
    int point = d.digits == 0 ? 1 : n + d.exponent;
    if (value < 0 && d.digits != 0) {
        *s++ = '-';
    }
    for (int i = point < 1 ? point - 1 : 0; i < point + decimals; i++) {
        if (i == point) {
            *s++ = '.';
        }
        *s++ = i < 0 || i >= n ? '0' : digits[i];
    }
    *s = '\0';
    return (size_t) (s - text);
}
