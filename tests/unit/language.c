/* Tags of languages, and how they write numbers and dates. */
#include "test.h"

#include "core/language_priv.h"

static void languages_have_tags(void **state)
{
    (void) state;
    assert_string_equal(koh_language_tag(KOH_BOKMAAL), "nb");
    assert_string_equal(koh_language_tag(KOH_NYNORSK), "nn");
    assert_string_equal(koh_language_tag(KOH_ENGLISH), "en");
    for (size_t i = 0; i < KOH_LANGUAGES; i++) {
        assert_non_null(koh_language_tag((koh_language) i));
    }
    assert_null(koh_language_tag((koh_language) KOH_LANGUAGES));
}

static void english_alone_writes_points(void **state)
{
    (void) state;
    assert_true(koh__writes_english(KOH_ENGLISH));
    assert_false(koh__writes_english(KOH_BOKMAAL) || koh__writes_english(KOH_NYNORSK));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(languages_have_tags),
        cmocka_unit_test(english_alone_writes_points),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
