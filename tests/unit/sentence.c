/* Sentences and numbers as each language writes them. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "report/sentence_priv.h"

#define SPACE "\xC2\xA0"
#define MINUS "\xE2\x88\x92"
#define DASH "\xE2\x80\x93"

static void check_number(double value, int decimals, size_t language, const char *expected)
{
    char text[KOH_NUMBER_TEXT];
    koh__number_text(value, decimals, language, text);
    assert_string_equal(text, expected);
}

static void numbers_follow_the_language(void **state)
{
    (void) state;
    check_number(1234567.891, 1, 0, "1" SPACE "234" SPACE "567,9");
    check_number(1234567.891, 1, 1, "1" SPACE "234" SPACE "567,9");
    check_number(1234567.891, 1, 2, "1,234,567.9");
    check_number(999, 0, 0, "999");
    check_number(-1000, 0, 0, MINUS "1" SPACE "000");
    check_number(-0.26, 1, 0, MINUS "0,3");
    check_number(-0.04, 1, 0, "0,0");
    check_number(0, 0, 2, "0");
    check_number(NAN, 1, 0, DASH);
    check_number(INFINITY, 1, 2, DASH);
    check_number(1e15, 0, 0, DASH);
}

static void gaps_are_filled_by_name(void **state)
{
    (void) state;
    const koh_gap gaps[] = { { 'a', "12" }, { 'y', "2026" } };
    koh_buffer buffer = { 0 };
    koh__sentence_write("{a} i {y}, {b} {", 2, gaps, &buffer);
    koh__sentence_write("{", 2, gaps, &buffer);
    koh__sentence_write("{}", 2, gaps, &buffer);
    koh__buffer_char(&buffer, '\0');
    assert_string_equal(buffer.data, "12 i 2026, {b} {{{}");
    koh__buffer_free(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_follow_the_language),
        cmocka_unit_test(gaps_are_filled_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
