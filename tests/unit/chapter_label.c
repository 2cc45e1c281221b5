/* Every text of the chapter is there in every language, with the same gaps. */
#include "test.h"

#include <stdio.h>
#include <string.h>

#include "report/chapter_label_priv.h"

/* The gaps of a text as a set of letters. */
static unsigned gaps_of(const char *text)
{
    unsigned found = 0;
    for (const char *at = text; *at != '\0'; at++) {
        if (at[0] == '{') {
            assert_true(at[1] >= 'a' && at[1] <= 'z' && at[2] == '}');
            found |= 1u << (at[1] - 'a');
        }
    }
    return found;
}

static void every_label_is_there(void **state)
{
    (void) state;
    for (int label = 0; label < KOH_LABEL_COUNT; label++) {
        for (size_t language = 0; language < KOH_LANGUAGES; language++) {
            const char *text = koh__label((koh_label_id) label, language);
            if (text == NULL || text[0] == '\0') {
                fail_msg("%s has not: %s", koh__languages[language], koh__label((koh_label_id) label, 0));
            }
            assert_true(gaps_of(text) == gaps_of(koh__label((koh_label_id) label, 0)));
        }
    }
}

/* Words that only one of the two written languages has. */
static void languages_are_not_mixed(void **state)
{
    static const char *const words[][2] = { { "ikke", "ikkje" },
                                            { "fra ", "frå " },
                                            { "tjeneste", "teneste" },
                                            { "innbyggere", "innbyggjarar" },
                                            { "brukere", "brukarar" },
                                            { "framskrevet", "framskriven" },
                                            { " uke", " veke" },
                                            { "plasser", "plassar" },
                                            { "forutsetning", "føresetnad" },
                                            { " hver ", " kvar " } };
    (void) state;
    for (int label = 0; label < KOH_LABEL_COUNT; label++) {
        for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
            assert_null(strstr(koh__label((koh_label_id) label, 1), words[i][0]));
            assert_null(strstr(koh__label((koh_label_id) label, 0), words[i][1]));
            assert_null(strstr(koh__label((koh_label_id) label, 2), words[i][0]));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_label_is_there),
        cmocka_unit_test(languages_are_not_mixed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
