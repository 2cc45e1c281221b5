/* Every column of every table has words in every language. */
#include "test.h"

#include <stdio.h>
#include <string.h>

#include "report/column_priv.h"
#include "report/tables_priv.h"

/* Columns of words and sources, which no reader needs a heading for beside their codes. */
static int is_attribute(const koh_column *column)
{
    return column->kind == KOH_COLUMN_TEXT;
}

static void every_column_has_words(void **state)
{
    (void) state;
    size_t n;
    const koh_table_form *forms = koh__table_forms(&n);
    for (size_t i = 0; i < n; i++) {
        for (size_t language = 0; language < KOH_LANGUAGES; language++) {
            assert_non_null(forms[i].title[language]);
        }
        for (size_t c = 0; c < forms[i].n_columns; c++) {
            const koh_column *column = &forms[i].columns[c];
            const koh_column_word *word = koh__column_word(column->name);
            if (word == NULL && !is_attribute(column)) {
                print_error("%s: the column %s has no words in lib/report/column.c\n", forms[i].id, column->name);
            }
            assert_true(word != NULL || is_attribute(column));
            for (size_t language = 0; word != NULL && language < KOH_LANGUAGES; language++) {
                assert_true(strlen(word->text[language]) > 0);
            }
        }
    }
}

static void a_column_without_words_keeps_its_name(void **state)
{
    (void) state;
    assert_null(koh__column_word("never_heard_of"));
    assert_string_equal(koh__column_label("never_heard_of", 1), "never_heard_of");
    assert_string_equal(koh__column_label("month", 2), "month");
    assert_string_equal(koh__column_label("users", 1), "Brukarar");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_column_has_words),
        cmocka_unit_test(a_column_without_words_keeps_its_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
