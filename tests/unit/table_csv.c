/* Tables in both profiles: quoting, formulas, missing cells, and the way back. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "io/csv_priv.h"
#include "io/table_csv_priv.h"

static const koh_column columns[] = { { "region", KOH_COLUMN_TEXT },
                                      { "value", KOH_COLUMN_NUMBER },
                                      { "note", KOH_COLUMN_TEXT } };

static void fill(koh_table *table)
{
    static const struct {
        const char *region;
        double value;
        const char *note;
    } rows[] = {
        { "0301", 1.5, "plain" },        { "3310", (double) NAN, NULL }, { "3310", -2e-7, "a \"b\"" },
        { "=1+1", 1e6, "x,y;z" },        { "-", 0, "two\nlines" },       { "@me", 2.385, "\r\"" },
        { "Bl\xc3\xa5", 42, " space " },
    };
    koh_table_init(table, "T99", "test", 3, columns);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const koh_cell cells[] = { { .text = rows[i].region }, { .number = rows[i].value }, { .text = rows[i].note } };
        assert_int_equal(koh_table_add(table, cells), KOH_OK);
    }
}

static void check_look(koh_csv_profile profile, const char *expected)
{
    koh_table table;
    koh_buffer buffer = { 0 };
    fill(&table);
    koh__table_write_csv(&table, profile, &buffer);
    koh__buffer_char(&buffer, '\0');
    assert_int_equal(buffer.failed, 0);
    assert_string_equal(buffer.data, expected);
    koh__buffer_free(&buffer);
    koh_table_free(&table);
}

static void profiles_have_their_look(void **state)
{
    (void) state;
    check_look(KOH_CSV_INTERNATIONAL, "region,value,note\n"
                                      "0301,1.5,plain\n"
                                      "3310,,\n"
                                      "3310,-2e-7,\"a \"\"b\"\"\"\n"
                                      "'=1+1,1000000,\"x,y;z\"\n"
                                      "'-,0,\"two\nlines\"\n"
                                      "'@me,2.385,\"'\r\"\"\"\n"
                                      "Bl\xc3\xa5,42, space \n");
    check_look(KOH_CSV_NORWEGIAN, "\xef\xbb\xbfregion;value;note\r\n"
                                  "0301;1,5;plain\r\n"
                                  "3310;;\r\n"
                                  "3310;-2e-7;\"a \"\"b\"\"\"\r\n"
                                  "'=1+1;1000000;\"x,y;z\"\r\n"
                                  "'-;0;\"two\nlines\"\r\n"
                                  "'@me;2,385;\"'\r\"\"\"\r\n"
                                  "Bl\xc3\xa5;42; space \r\n");
}

static void written_tables_read_back(void **state)
{
    (void) state;
    static const koh_csv_column described[] = {
        { .name = "region", .kind = KOH_CSV_TEXT },
        { .name = "value", .kind = KOH_CSV_NUMBER, .optional = 2 },
        { .name = "note", .kind = KOH_CSV_TEXT, .optional = 2 },
    };
    koh_table table;
    koh_buffer buffer = { 0 };
    fill(&table);
    koh__table_write_csv(&table, KOH_CSV_INTERNATIONAL, &buffer);
    koh_csv *csv = NULL;
    assert_int_equal(koh__csv_read("t.csv", buffer.data, buffer.length, 3, described, &csv, NULL), KOH_OK);
    assert_int_equal(koh__csv_rows(csv), table.n_rows);
    for (size_t i = 0; i < table.n_rows; i++) {
        const koh_cell *cells = table.cells + i * 3;
        double value = koh__csv_number(csv, i, 1);
        assert_true(value == cells[1].number || (isnan(value) && isnan(cells[1].number)));
    }
    assert_null(koh__csv_text(csv, 1, 2));
    assert_string_equal(koh__csv_text(csv, 4, 2), "two\nlines");
    assert_string_equal(koh__csv_text(csv, 6, 2), " space ");
    koh__csv_free(csv);
    koh__buffer_free(&buffer);
    koh_table_free(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(profiles_have_their_look),
        cmocka_unit_test(written_tables_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
