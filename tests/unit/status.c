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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_status_has_a_text),
        cmocka_unit_test(error_keeps_its_first_place),
        cmocka_unit_test(content_of_json_is_named_by_pointer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
