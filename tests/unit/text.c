/* Numbers survive the way to text and back, in the fewest digits there are. */
#include "test.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text_priv.h"

enum { N_PATTERNS = 2000000, N_PERSONS = 200000, N_DECIMALS = 300000 };

static uint64_t next_random(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static uint64_t bits_of(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static double of_bits(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static const char *written(double value, char text[KOH_NUMBER_SIZE + 1])
{
    size_t length = koh__number_write(value, text);
    assert_true(length <= KOH_NUMBER_SIZE);
    text[length] = '\0';
    return text;
}

static void check_round_trip(double value)
{
    char text[KOH_NUMBER_SIZE + 1], longest[40];
    double back = 0;
    written(value, text);
    if (koh__number_read(text, strlen(text), &back) != KOH_OK || bits_of(back) != bits_of(value) ||
        bits_of(strtod(text, NULL)) != bits_of(value)) {
        fail_msg("%.17g was written as %s", value, text);
    }
    (void) snprintf(longest, sizeof longest, "%.17g", value);
    if (strlen(text) > strlen(longest)) {
        fail_msg("%s is longer than %s", text, longest);
    }
}

/* Significant digits without the zeros around them. */
static int significant(const char *text, char *digits)
{
    int n = 0, last = 0;
    for (; *text != '\0' && *text != 'e'; text++) {
        if (*text >= '0' && *text <= '9' && (n > 0 || *text != '0')) {
            digits[n++] = *text;
            last = *text != '0' ? n : last;
        }
    }
    digits[last] = '\0';
    return last;
}

/* The twin: the least precision of printf that reads back, which is also the closest of its length. */
static void check_shortest(double value)
{
    char text[KOH_NUMBER_SIZE + 1], twin[320], digits[40], twin_digits[40];
    int precision = 17;
    do {
        (void) snprintf(twin, sizeof twin, "%.*g", precision - 1, value);
    } while (bits_of(strtod(twin, NULL)) == bits_of(value) && --precision > 1);
    (void) snprintf(twin, sizeof twin, "%.*g", precision, value);
    int n = significant(written(value, text), digits);
    int twin_n = significant(twin, twin_digits);
    if (n > twin_n || (n == twin_n && strcmp(digits, twin_digits) != 0)) {
        fail_msg("%.17g was written as %s, the twin finds %s", value, text, twin);
    }
}

static void any_bit_pattern_survives(void **state)
{
    (void) state;
    uint64_t seed = 20260101;
    for (int i = 0; i < N_PATTERNS; i++) {
        double value = of_bits(next_random(&seed));
        if (!isfinite(value)) {
            continue;
        }
        check_round_trip(value);
        check_shortest(value);
    }
    for (int i = 0; i < N_PERSONS; i++) {
        double value = (double) (next_random(&seed) >> 11) * 0x1p-53 * 5000.0;
        check_round_trip(value);
        check_shortest(value);
    }
}

static void edges_survive(void **state)
{
    (void) state;
    for (int k = -1074; k <= 1023; k++) {
        double power = ldexp(1.0, k);
        const double around[] = { power, nextafter(power, 0), nextafter(power, (double) INFINITY), -power };
        for (size_t i = 0; i < sizeof around / sizeof around[0]; i++) {
            check_round_trip(around[i]);
            check_shortest(around[i]);
        }
    }
    for (int k = -323; k <= 308; k++) {
        char text[16];
        (void) snprintf(text, sizeof text, "1e%d", k);
        double power = strtod(text, NULL);
        check_round_trip(power);
        check_round_trip(nextafter(power, 0));
        check_round_trip(nextafter(power, (double) INFINITY));
        check_shortest(power);
    }
    const double more[] = {
        0x1p53 - 1, 0x1p53,     0x1p53 + 2, DBL_MAX, DBL_MIN,           DBL_EPSILON,       0.5, 1.5, 2.5, 0.0625, 1e15,
        1e15 - 1,   1e15 + 0.5, 1e16,       1e17,    123456789012345.5, 9007199254740993.0
    };
    for (size_t i = 0; i < sizeof more / sizeof more[0]; i++) {
        check_round_trip(more[i]);
        check_shortest(more[i]);
    }
}

static void numbers_have_one_look(void **state)
{
    (void) state;
    static const struct {
        double value;
        const char *text;
    } looks[] = {
        { 0, "0" },
        { -0.0, "-0" },
        { 42, "42" },
        { -42, "-42" },
        { 999999999999999, "999999999999999" },
        { 1e15, "1000000000000000" },
        { 12345678901234568, "12345678901234568" },
        { 1e17, "1e17" },
        { 1.2345678901234567e-5, "1.2345678901234568e-5" },
        { 0.1, "0.1" },
        { 0.00025, "0.00025" },
        { 0.00003, "3e-5" },
        { 2.385, "2.385" },
        { 1234.5, "1234.5" },
        { 1e-300, "1e-300" },
        { -1.5e300, "-1.5e300" },
        { 5e-324, "5e-324" },
        { DBL_MAX, "1.7976931348623157e308" },
        { 9007199254740992.0, "9007199254740992" },
        { 2e-44, "2e-44" },
        { 9.5367431640625e-7, "9.5367431640625e-7" },
    };
    char text[KOH_NUMBER_SIZE + 1];
    for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++) {
        assert_string_equal(written(looks[i].value, text), looks[i].text);
    }
}

static void fixed_decimals_round_the_decimal_text(void **state)
{
    (void) state;
    static const struct {
        double value;
        int decimals;
        const char *text;
    } looks[] = {
        { 2.675, 2, "2.68" },
        { -2.675, 2, "-2.68" },
        { 0.125, 2, "0.13" },
        { 0.5, 0, "1" },
        { 1.4999, 0, "1" },
        { 0, 0, "0" },
        { 0, 3, "0.000" },
        { -0.0, 1, "0.0" },
        { -0.004, 2, "0.00" },
        { 0.005, 2, "0.01" },
        { 0.0499, 1, "0.0" },
        { 9.995, 2, "10.00" },
        { 99.96, 1, "100.0" },
        { 1e-300, 9, "0.000000000" },
        { 1234, 1, "1234.0" },
        { 123456789012345.67, 9, "123456789012345.670000000" },
        { 700, 0, "700" },
        { 0.0123456, 4, "0.0123" },
        { 1e-9, 9, "0.000000001" },
        { 5e-10, 9, "0.000000001" },
        { 4.9e-10, 9, "0.000000000" },
        { 999999999999999, 0, "999999999999999" },
    };
    char text[KOH_NUMBER_SIZE];
    for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++) {
        size_t length = koh__number_write_fixed(looks[i].value, looks[i].decimals, text);
        assert_string_equal(text, looks[i].text);
        assert_int_equal(length, strlen(looks[i].text));
    }
}

static void reader_agrees_with_the_c_library(void **state)
{
    (void) state;
    uint64_t seed = 3310;
    for (int i = 0; i < N_DECIMALS; i++) {
        char text[80];
        size_t n = 0;
        int digits = 1 + (int) (next_random(&seed) % 40), point = (int) (next_random(&seed) % 41);
        for (int k = 0; k < digits; k++) {
            if (k == point && k > 0) {
                text[n++] = '.';
            }
            text[n++] = (char) ('0' + next_random(&seed) % 10);
        }
        if (next_random(&seed) % 2 == 0) {
            int exponent = (int) (next_random(&seed) % 660) - 330;
            n += (size_t) snprintf(text + n, sizeof text - n, "e%d", exponent);
        }
        text[n] = '\0';
        double value = -1, expected = strtod(text, NULL);
        koh_status status = koh__number_read(text, n, &value);
        if (isinf(expected)) {
            assert_int_equal(status, KOH_EDOMAIN);
        } else if (status != KOH_OK || bits_of(value) != bits_of(expected)) {
            fail_msg("%s was read as %.17g, not %.17g", text, value, expected);
        }
    }
}

static void long_texts_round_correctly(void **state)
{
    (void) state;
    /* 1 + 2^-53 lies exactly between two doubles: a digit far behind decides. */
    char text[1200] = "1.00000000000000011102230246251565404236316680908203125";
    double value;
    assert_int_equal(koh__number_read(text, strlen(text), &value), KOH_OK);
    assert_true(value == 1.0);
    size_t n = strlen(text);
    memset(text + n, '0', 1000);
    text[n + 1000] = '1';
    assert_int_equal(koh__number_read(text, n + 1001, &value), KOH_OK);
    assert_true(value == 1.0 + DBL_EPSILON);
    memset(text, '0', 1100);
    text[1] = '.';
    memcpy(text + 1100, "7e1098", 7);
    assert_int_equal(koh__number_read(text, 1106, &value), KOH_OK);
    assert_true(value == 0.7);
    memset(text, '9', 1100);
    memcpy(text + 1100, "e-1100", 7);
    assert_int_equal(koh__number_read(text, 1106, &value), KOH_OK);
    assert_true(value == 1.0);
}

static void only_plain_numbers_are_numbers(void **state)
{
    (void) state;
    static const char *const bad[] = { "",      " 1",    "1 ",  "1,5",      "NaN", "nan", "inf",   "-inf",    "0x10",
                                       "1.",    ".5",    "-",   "+",        "e5",  "1e",  "1e+",   "--1",     "1.2.3",
                                       "1e5.5", "1_000", "1\n", "\xc3\xa6", "1f",  "-.5", "1 000", "infinity" };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        double value = 2.385;
        assert_int_equal(koh__number_read(bad[i], strlen(bad[i]), &value), KOH_ESYNTAX);
        assert_true(value == 2.385);
    }
    static const char *const large[] = { "1e309", "-1e309", "1e999999999999999999999", "179769313486231580793e289" };
    for (size_t i = 0; i < sizeof large / sizeof large[0]; i++) {
        double value = 2.385;
        assert_int_equal(koh__number_read(large[i], strlen(large[i]), &value), KOH_EDOMAIN);
        assert_true(value == 2.385);
    }
    double value;
    assert_int_equal(koh__number_read("1e-999999999999999999999", 24, &value), KOH_OK);
    assert_true(value == 0);
    assert_int_equal(koh__number_read("0e999999", 8, &value), KOH_OK);
    assert_true(value == 0);
    assert_int_equal(koh__number_read("+0012.50E-1", 11, &value), KOH_OK);
    assert_true(value == 1.25);
    assert_int_equal(koh__number_read("12x", 2, &value), KOH_OK);
    assert_true(value == 12);
}

static void ints_keep_their_range(void **state)
{
    (void) state;
    int value = 7;
    assert_int_equal(koh__int_read("2147483647", 10, &value), KOH_OK);
    assert_int_equal(value, 2147483647);
    assert_int_equal(koh__int_read("-2147483648", 11, &value), KOH_OK);
    assert_true(value == -2147483647 - 1);
    assert_int_equal(koh__int_read("+007", 4, &value), KOH_OK);
    assert_int_equal(value, 7);
    static const char *const bad[] = { "", "-", "+", "1.0", "1e3", " 1", "0x1", "1 " };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(koh__int_read(bad[i], strlen(bad[i]), &value), KOH_ESYNTAX);
    }
    assert_int_equal(koh__int_read("2147483648", 10, &value), KOH_EDOMAIN);
    assert_int_equal(koh__int_read("-2147483649", 11, &value), KOH_EDOMAIN);
    assert_int_equal(koh__int_read("99999999999999999999999", 23, &value), KOH_EDOMAIN);
    assert_int_equal(value, 7);
}

static void invalid_utf8_is_found_where_it_is(void **state)
{
    (void) state;
    static const struct {
        const char *text;
        size_t length, valid;
    } cases[] = {
        { "", 0, 0 },
        { "Bl\xc3\xa5"
          "b\xc3\xa6r",
          8, 8 },
        { "Bl\xe5", 3, 2 }, /* Latin-1 */
        { "12345678\xff", 9, 8 },
        { "\xc0\x80", 2, 0 }, /* overlong */
        { "\xe0\x80\x80", 3, 0 },
        { "\xed\xa0\x80", 3, 0 },     /* surrogate */
        { "\xf4\x90\x80\x80", 4, 0 }, /* beyond U+10FFFF */
        { "\xf0\x9f\x98\x80!", 5, 5 },
        { "a\xe2\x82", 3, 1 }, /* cut off */
        { "a\xe2\x82(", 4, 1 },
        { "\xf5\x80\x80\x80", 4, 0 },
        { "\x80", 1, 0 },
        { "\xf0\x8f\xbf\xbf", 4, 0 },
        { "\xef\xbf\xbf\xee\x80\x80", 6, 6 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(koh__utf8_valid_length(cases[i].text, cases[i].length), cases[i].valid);
    }
    assert_int_equal(koh__utf8_count("Bl\xc3\xa5", 4), 3);
    assert_int_equal(koh__utf8_cut("Bl\xc3\xa5r", 5, 3), 2);
    assert_int_equal(koh__utf8_cut("Bl\xc3\xa5r", 5, 4), 4);
    assert_int_equal(koh__utf8_cut("Bl", 2, 4), 2);
}

static void nearest_name_is_near(void **state)
{
    (void) state;
    static const char *const names[] = { "long_stay", "short_stay", "home_nursing", "year", "" };
    assert_string_equal(koh__text_nearest("long_sray", names, 5), "long_stay");
    assert_string_equal(koh__text_nearest("homenursing", names, 5), "home_nursing");
    assert_string_equal(koh__text_nearest("yaer", names, 5), "year");
    assert_string_equal(koh__text_nearest("x", names, 5), "");
    assert_null(koh__text_nearest("population", names, 5));
    assert_null(koh__text_nearest("wear_and_tear", names, 0));
    assert_null(koh__text_nearest("long_stay_long_stay_long_stay_long_stay_long_stay_long_stay_long_stay", names, 5));
}

static void buffer_grows_and_remembers_failure(void **state)
{
    (void) state;
    koh_buffer buffer = { 0 };
    for (int i = 0; i < 1000; i++) {
        koh__buffer_int(&buffer, i);
        koh__buffer_char(&buffer, ' ');
        koh__buffer_number(&buffer, i / 8.0);
        koh__buffer_number(&buffer, (double) NAN);
        koh__buffer_text(&buffer, ";");
        koh__buffer_format(&buffer, "%s-%d\n", "x", i);
    }
    assert_int_equal(buffer.failed, 0);
    koh__buffer_char(&buffer, '\0');
    assert_memory_equal(buffer.data, "0 0;x-0\n1 0.125;x-1\n", 20);
    assert_non_null(strstr(buffer.data, "\n999 124.875;x-999\n"));
    size_t length = buffer.length;
    assert_null(koh__buffer_room(&buffer, SIZE_MAX - 1));
    assert_true(buffer.failed);
    koh__buffer_text(&buffer, "more");
    koh__buffer_char(&buffer, 'm');
    koh__buffer_number(&buffer, 1);
    koh__buffer_int(&buffer, 1);
    assert_int_equal(buffer.length, length);
    koh__buffer_free(&buffer);
    assert_null(buffer.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_bit_pattern_survives),
        cmocka_unit_test(edges_survive),
        cmocka_unit_test(numbers_have_one_look),
        cmocka_unit_test(fixed_decimals_round_the_decimal_text),
        cmocka_unit_test(reader_agrees_with_the_c_library),
        cmocka_unit_test(long_texts_round_correctly),
        cmocka_unit_test(only_plain_numbers_are_numbers),
        cmocka_unit_test(ints_keep_their_range),
        cmocka_unit_test(invalid_utf8_is_found_where_it_is),
        cmocka_unit_test(nearest_name_is_near),
        cmocka_unit_test(buffer_grows_and_remembers_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
