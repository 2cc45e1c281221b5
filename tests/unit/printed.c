/* Numbers as people print them: what proves a decimal comma, what proves thousands, and what proves nothing. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "io/printed_priv.h"

enum { CELLS = 4 };

typedef struct reading {
    const char *cells[CELLS];
    koh_decimal wanted;
    koh_status status;
    double values[CELLS];
} reading;

static void check(const reading *expected)
{
    koh_printed printed = { 0 };
    koh_error error = { 0 };
    for (size_t i = 0; i < CELLS && expected->cells[i] != NULL; i++) {
        if (!koh__printed_look(&printed, expected->cells[i], i + 1, 1)) {
            fail_msg("\"%s\" is no number", expected->cells[i]);
        }
    }
    koh_status status = koh__printed_settle(&printed, "f", expected->wanted, &error);
    if (status != expected->status) {
        fail_msg("\"%s\": %s %s", expected->cells[0], koh_status_name(status), error.message);
    }
    for (size_t i = 0; status == KOH_OK && i < CELLS && expected->cells[i] != NULL; i++) {
        double value;
        koh_reason reason;
        assert_int_equal(koh__printed_read(&printed, expected->cells[i], &value, &reason), KOH_OK);
        if (value != expected->values[i]) {
            fail_msg("\"%s\" is %.17g, expected %.17g", expected->cells[i], value, expected->values[i]);
        }
    }
}

static void cells_decide_together(void **state)
{
    (void) state;
    static const reading table[] = {
        { { "17", "0", "-3" }, KOH_DECIMAL_SEEN, KOH_OK, { 17, 0, -3 } },
        { { "12,5", "1,234" }, KOH_DECIMAL_SEEN, KOH_OK, { 12.5, 1.234 } },
        { { "12.5", "1.234" }, KOH_DECIMAL_SEEN, KOH_OK, { 12.5, 1.234 } },
        { { "12,5", "1.234" }, KOH_DECIMAL_SEEN, KOH_OK, { 12.5, 1234 } },
        { { "1.234,5", "2.345" }, KOH_DECIMAL_SEEN, KOH_OK, { 1234.5, 2345 } },
        { { "1,234.5", "2,345" }, KOH_DECIMAL_SEEN, KOH_OK, { 1234.5, 2345 } },
        { { "1.234.567", "2,345" }, KOH_DECIMAL_SEEN, KOH_OK, { 1234567, 2.345 } },
        { { "0,123" }, KOH_DECIMAL_SEEN, KOH_OK, { 0.123 } },
        { { "1234,567" }, KOH_DECIMAL_SEEN, KOH_OK, { 1234.567 } },
        { { "5 204", "1,234" }, KOH_DECIMAL_SEEN, KOH_OK, { 5204, 1.234 } },
        { { "5\u00a0204,25", "12\u202f345\u202f678", "1\u2009000" },
          KOH_DECIMAL_SEEN,
          KOH_OK,
          { 5204.25, 12345678, 1000 } },
        { { "\u22127", "\u20138,5", " -3 " }, KOH_DECIMAL_SEEN, KOH_OK, { -7, -8.5, -3 } },
        { { "12,5 %", "12%", "7*" }, KOH_DECIMAL_SEEN, KOH_OK, { 12.5, 12, 7 } },
        { { ".5", "1e3", "1.5e-7" }, KOH_DECIMAL_SEEN, KOH_OK, { 0.5, 1000, 1.5e-7 } },
        { { "1.234" }, KOH_DECIMAL_POINT, KOH_OK, { 1.234 } },
        { { "1.234" }, KOH_DECIMAL_COMMA, KOH_OK, { 1234 } },
        { { "1,234" }, KOH_DECIMAL_COMMA, KOH_OK, { 1.234 } },
        { { "1.234" }, KOH_DECIMAL_SEEN, KOH_EAMBIGUOUS, { 0 } },
        { { "1,234" }, KOH_DECIMAL_SEEN, KOH_EAMBIGUOUS, { 0 } },
        { { "1,234", "2.345" }, KOH_DECIMAL_SEEN, KOH_EAMBIGUOUS, { 0 } },
        { { "1,5", "2.5" }, KOH_DECIMAL_SEEN, KOH_EAMBIGUOUS, { 0 } },
        { { "1,234,567", "2,5" }, KOH_DECIMAL_SEEN, KOH_EAMBIGUOUS, { 0 } },
        { { "1,234,567", "1.234.567" }, KOH_DECIMAL_SEEN, KOH_EAMBIGUOUS, { 0 } },
        { { "2.5" }, KOH_DECIMAL_COMMA, KOH_EAMBIGUOUS, { 0 } },
        { { "1,234,567" }, KOH_DECIMAL_COMMA, KOH_EAMBIGUOUS, { 0 } },
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        check(&table[i]);
    }
}

static void what_is_no_number_is_told(void **state)
{
    (void) state;
    static const char *const cells[] = {
        "abc",       "1 23",        "12 34 567",
        "1,23,456",  "1.2.3",       "--1",
        "- 3",       "1-2",         "ca. 5",
        "1,",        "1 234.567.8", "0x10",
        "1e",        "%",           "5 kr",
        "1.234,5,6", "1 ,5",        "12345678901234567890123456789012345678901234567890123456789012345"
    };
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        koh_printed printed = { 0 };
        if (koh__printed_look(&printed, cells[i], 1, 1)) {
            fail_msg("\"%s\" passes for a number", cells[i]);
        }
    }
}

static void signs_for_missing_have_reasons(void **state)
{
    (void) state;
    static const struct {
        const char *cell;
        koh_reason reason;
    } table[] = {
        { "", KOH_REASON_NOT_AVAILABLE }, { ".", KOH_REASON_NOT_APPLICABLE }, { "..", KOH_REASON_NOT_AVAILABLE },
        { "...", KOH_REASON_NOT_YET },    { "\u2026", KOH_REASON_NOT_YET },   { ":", KOH_REASON_CONFIDENTIAL },
        { "-", KOH_REASON_DASH },         { "\u2013", KOH_REASON_DASH },      { "\u2014", KOH_REASON_DASH },
        { "\u2212", KOH_REASON_DASH },    { "*", KOH_REASON_PROVISIONAL },    { "....", KOH_REASON_NONE },
        { "0", KOH_REASON_NONE }
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        assert_int_equal(koh__reason_read(table[i].cell), table[i].reason);
    }
    koh_printed printed = { 0 };
    double value;
    koh_reason reason;
    assert_int_equal(koh__printed_read(&printed, ":", &value, &reason), KOH_OK);
    assert_true(isnan(value) && reason == KOH_REASON_CONFIDENTIAL);
    assert_int_equal(koh__printed_read(&printed, "12*", &value, &reason), KOH_OK);
    assert_true(value == 12 && reason == KOH_REASON_PROVISIONAL);
    assert_string_equal(koh__reason_name(KOH_REASON_NOT_YET), "not_yet");
    assert_null(koh__reason_name(KOH_REASON_NONE));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(cells_decide_together),
                                        cmocka_unit_test(what_is_no_number_is_told),
                                        cmocka_unit_test(signs_for_missing_have_reasons) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
