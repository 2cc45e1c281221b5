/* Every status has its own text and name; an error keeps its first place and stays one line. */
#include "test.h"

#include <string.h>

#include "kohort/status.h"

static void every_status_has_a_text(void **state)
{
    (void) state;
    static const koh_status all[] = {
#define KOH_STATUS_CODE(name, code, text) name,
        KOH_STATUS_LIST(KOH_STATUS_CODE)
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        assert_string_not_equal(koh_status_text(all[i]), "unknown status");
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(koh_status_text(all[i]), koh_status_text(all[j]));
            assert_int_not_equal(all[i], all[j]);
        }
    }
    assert_string_equal(koh_status_text((koh_status) 77), "unknown status");
    assert_string_equal(koh_status_name(KOH_EDOMAIN), "KOH_EDOMAIN");
}

static void error_keeps_its_first_place(void **state)
{
    (void) state;
    koh_error error;
    assert_int_equal(koh_error_set(&error, KOH_EDOMAIN, "share is %g\n, expected 0..1", 1.4), KOH_EDOMAIN);
    koh_error_at(&error, "a.csv", 3, 7, NULL);
    koh_error_at(&error, "b.csv", 9, 1, NULL);
    char text[256];
    koh_error_format(&error, text, sizeof text);
    assert_string_equal(text, "a.csv:3:7: share is 1.4 , expected 0..1");
    assert_int_equal(koh_error_set(NULL, KOH_ENOMEM, "no"), KOH_ENOMEM);
}

static void content_of_json_is_named_by_pointer(void **state)
{
    (void) state;
    koh_error error;
    assert_int_equal(koh_error_set(&error, KOH_EUNKNOWN, "unknown key"), KOH_EUNKNOWN);
    koh_error_at(&error, "plan.json", 0, 0, "/services/long_stay");
    char text[256];
    koh_error_format(&error, text, sizeof text);
    assert_string_equal(text, "plan.json: /services/long_stay: unknown key");
}

static void errors_are_json_for_programs(void **state)
{
    (void) state;
    koh_error error;
    char text[KOH_ERROR_TEXT_SIZE];
    (void) koh_error_set(&error, KOH_EDOMAIN, "share is \"x\xff\\");
    koh_error_at(&error, "a.csv", 3, 7, NULL);
    koh_error_format_json(&error, text, sizeof text);
    assert_string_equal(text, "{\"status\": \"KOH_EDOMAIN\", \"message\": \"share is \\\"x\xef\xbf\xbd\\\\\", "
                              "\"file\": \"a.csv\", \"line\": 3, \"column\": 7}");
    error = (koh_error){ .status = KOH_ENOMEM };
    koh_error_at(&error, NULL, 0, 0, "/a");
    koh_error_format_json(&error, text, sizeof text);
    assert_string_equal(text, "{\"status\": \"KOH_ENOMEM\", \"message\": \"out of memory\", \"pointer\": \"/a\"}");
    memset(error.message, '\xff', sizeof error.message - 1);
    memset(error.file, '\xff', sizeof error.file - 1);
    memset(error.pointer, '"', sizeof error.pointer - 1);
    error.line = error.column = (size_t) -1;
    koh_error_format_json(&error, text, sizeof text);
    assert_true(strlen(text) < sizeof text);
    koh_error_format_json(&error, text, sizeof text - 1);
    assert_string_equal(text, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_status_has_a_text),
        cmocka_unit_test(error_keeps_its_first_place),
        cmocka_unit_test(content_of_json_is_named_by_pointer),
        cmocka_unit_test(errors_are_json_for_programs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
