/* CSV of statistics: rows and where they stand, and what columns are. */
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "io/statbank_priv.h"

static koh_figures *read(const char *text)
{
    koh_figures *figures = NULL;
    koh_error error = { 0 };
    koh_import_options options = { .division = 0 };
    if (koh__statbank_read("f.csv", text, strlen(text), &options, &figures, &error) != KOH_OK) {
        fail_msg("%s: %zu:%zu %s", text, error.line, error.column, error.message);
    }
    return figures;
}

static void cells_know_their_place(void **state)
{
    (void) state;
    static const char text[] = "a;\"b;\nc\";æ;d\r\n\r\n 1 ; \"2\"\"\" ;3;\r4;5;6;7";
    koh_rows rows;
    koh_error error = { 0 };
    size_t line, column;
    assert_int_equal(koh__rows_read("f", text, strlen(text), &rows, &error), KOH_OK);
    assert_int_equal(rows.n, 3);
    assert_int_equal(rows.n_blank, 1);
    assert_string_equal(koh__rows_cell(&rows, 0, 1), "b;\nc");
    assert_string_equal(koh__rows_cell(&rows, 1, 0), "1");
    assert_string_equal(koh__rows_cell(&rows, 1, 1), "2\"");
    assert_string_equal(koh__rows_cell(&rows, 1, 3), "");
    assert_string_equal(koh__rows_cell(&rows, 1, 9), "");
    koh__rows_place(&rows, 0, 1, &line, &column);
    assert_true(line == 1 && column == 3);
    koh__rows_place(&rows, 0, 3, &line, &column);
    assert_true(line == 2 && column == 6);
    koh__rows_place(&rows, 1, 2, &line, &column);
    assert_true(line == 4 && column == 13);
    koh__rows_place(&rows, 2, 1, &line, &column);
    assert_true(line == 5 && column == 3);
    koh__rows_free(&rows);
}

static void delimiters_are_sniffed_outside_quotes(void **state)
{
    (void) state;
    static const struct {
        const char *text;
        char delimiter;
    } table[] = { { "a;b\n1;2,5\n", ';' },
                  { "\"a;b;c\",d\n\"x;y;z\",2\n", ',' },
                  { "a\tb\n1,5\t2,5\n", '\t' },
                  { "Title, with, commas\n\na;b;c\n1;2;3\n4;5;6\n", ';' },
                  { "sep=,\na,b\n1,2\n", ',' } };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        koh_rows rows;
        koh_error error = { 0 };
        assert_int_equal(koh__rows_read("f", table[i].text, strlen(table[i].text), &rows, &error), KOH_OK);
        assert_int_equal(rows.delimiter, table[i].delimiter);
        koh__rows_free(&rows);
    }
}

static void wide_and_long_are_the_same_figures(void **state)
{
    (void) state;
    static const char *const forms[] = {
        "region;alder;Personer 2023;Personer 2024\n3310;0 år;28;31\n",
        "region;alder;år;Personer\n3310;0 år;2023;28\n3310;0 år;2024;31\n",
        "region,alder,år,value\n3310,0 år,2023,28\n3310,0 år,2024,31\n",
        ";;2023;2024\n3310;0 år;28;31\n",
    };
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        koh_figures *figures = read(forms[i]);
        const koh_variable *time = koh__figures_find(figures, KOH_ROLE_TIME);
        assert_int_equal(figures->n_cells, 2);
        assert_non_null(koh__figures_find(figures, KOH_ROLE_REGION));
        assert_non_null(koh__figures_find(figures, KOH_ROLE_AGE));
        assert_int_equal(time->n, 2);
        assert_string_equal(time->categories[1].label, "2024");
        assert_true(figures->value[0] == 28 && figures->value[1] == 31);
        koh__figures_free(figures);
    }
}

static void a_column_has_its_codes(void **state)
{
    (void) state;
    koh_figures *figures = read("region;tjeneste;timer;alder;2024\n"
                                "3310 Hole;21 - Langtid;10 - 19 timer;67 - 79 år;5\n"
                                "3310 Hole;15 - Hjemme;20 - 29 timer;80 - 89 år;6\n");
    assert_string_equal(figures->variables[1].categories[0].code, "21");
    assert_string_equal(figures->variables[1].categories[0].label, "Langtid");
    assert_null(figures->variables[2].categories[0].code);
    assert_null(figures->variables[3].categories[0].code);
    assert_true(figures->variables[1].categories[1].line == 3 && figures->variables[1].categories[1].column == 11);
    koh__figures_free(figures);
}

static void a_missing_cell_is_no_number(void **state)
{
    (void) state;
    koh_figures *figures = read("region;år;value\n3310;2022;:\n3310;2023;\n3310;2024;-\n");
    static const koh_reason reasons[] = { KOH_REASON_CONFIDENTIAL, KOH_REASON_NOT_AVAILABLE, KOH_REASON_DASH };
    for (size_t i = 0; i < 3; i++) {
        assert_true(isnan(figures->value[i]) && figures->reason[i] == reasons[i]);
        assert_int_equal(figures->line[i], i + 2);
    }
    koh__figures_free(figures);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_know_their_place),
        cmocka_unit_test(delimiters_are_sniffed_outside_quotes),
        cmocka_unit_test(wide_and_long_are_the_same_figures),
        cmocka_unit_test(a_column_has_its_codes),
        cmocka_unit_test(a_missing_cell_is_no_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
