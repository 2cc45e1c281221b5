/* What is wrong with a CSV file is said with its line and column; what is only unusual is read. */
#include "test.h"

#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory_priv.h"
#include "io/csv_priv.h"

enum { YEAR, SEX, AGE, VALUE, SHARE, NOTE, N_COLUMNS };

static const koh_csv_column columns[N_COLUMNS] = {
    [YEAR] = { .name = "year", .kind = KOH_CSV_INT, .min = 1900, .max = 2200, .what = "a year from 1900 to 2200" },
    [SEX] = { .name = "sex", .kind = KOH_CSV_SEX },
    [AGE] = { .name = "age", .kind = KOH_CSV_INT, .min = 0, .max = 120, .what = "completed years from 0 to 120" },
    [VALUE] = { .name = "value", .kind = KOH_CSV_NUMBER, .min = 0, .max = DBL_MAX, .what = "persons >= 0" },
    [SHARE] = { .name = "share", .kind = KOH_CSV_NUMBER, .max = 1, .optional = 1, .what = "a share from 0 to 1" },
    [NOTE] = { .name = "note", .kind = KOH_CSV_TEXT, .optional = 1 },
};

#define HEAD "year,sex,age,value\n"

typedef struct bad_input {
    const char *text;
    koh_status status;
    size_t line, column;
    const char *fragment;
} bad_input;

static void check_bad(const char *text, size_t length, const bad_input *expected)
{
    koh_csv *csv = NULL;
    koh_error error = { 0 };
    koh_status status = koh__csv_read("in.csv", text, length, N_COLUMNS, columns, &csv, &error);
    if (status != expected->status || error.line != expected->line || error.column != expected->column ||
        strstr(error.message, expected->fragment) == NULL) {
        fail_msg("%.60s: %s %zu:%zu %s", text, koh_status_name(status), error.line, error.column, error.message);
    }
    assert_null(csv);
    assert_int_equal(error.status, status);
    assert_string_equal(error.file, "in.csv");
    assert_int_equal(koh__csv_read("in.csv", text, length, N_COLUMNS, columns, &csv, NULL), status);
}

static void bad_input_is_named_with_its_place(void **state)
{
    (void) state;
    static const bad_input table[] = {
        { "", KOH_EMISSING, 1, 1, "empty: expected a header row year, sex, age, value" },
        { "\xef\xbb\xbf", KOH_EMISSING, 1, 1, "empty" },
        { "year,sex,value\n2026,female,1\n", KOH_EMISSING, 1, 1, "column age is missing" },
        { "year,sex,age,value,colour\n", KOH_ESCHEMA, 1, 20, "unknown column \"colour\"" },
        { "year,sex,alder,value\n", KOH_ESCHEMA, 1, 10, "unknown column \"alder\"" },
        { "yaer,sex,age,value\n", KOH_ESCHEMA, 1, 1, "did you mean year?" },
        { "Year,sex,age,value\n", KOH_ESCHEMA, 1, 1, "did you mean year?" },
        { "year, sex,age,value\n", KOH_ESCHEMA, 1, 6, "did you mean sex?" },
        { "\xc3\xa5r,kj\xc3\xb8nn,alder,verdi\n", KOH_ESCHEMA, 1, 1, "unknown column" },
        { "year,kj\xc3\xb8nn,\xc3\xa5,xx\n", KOH_ESCHEMA, 1, 6, "unknown column \"kj\xc3\xb8nn\"" },
        { "year,sex,age,value,year\n", KOH_EDUPLICATE, 1, 20, "column year is given twice" },
        { "year,sex,age,value,\n", KOH_ESCHEMA, 1, 20, "unknown column \"\"" },
        { "2026,female,0,12\n", KOH_ESCHEMA, 1, 1, "unknown column \"2026\": expected year, sex" },
        { "year;sex;age;value\n2026;female;0;1,5\n", KOH_ESCHEMA, 1, 5, "semicolons" },
        { "year\tsex\tage\tvalue\n", KOH_ESCHEMA, 1, 5, "tabs" },
        { HEAD "2026,female,0,1,5\n", KOH_ESCHEMA, 2, 17, "5 cells where the header has 4; decimals" },
        { HEAD "2026,female,0,\"1,5\"\n", KOH_ESYNTAX, 2, 15, "value is \"1,5\": not a number; decimals are written" },
        { HEAD "2026,female,0,NaN\n", KOH_ESYNTAX, 2, 15, "not a number" },
        { HEAD "2026,female,0,inf\n", KOH_ESYNTAX, 2, 15, "not a number" },
        { HEAD "2026,female,0,0x10\n", KOH_ESYNTAX, 2, 15, "not a number" },
        { HEAD "2026,female,0,1e999\n", KOH_EDOMAIN, 2, 15, "expected persons >= 0" },
        { HEAD "2026,female,0,1\n2026,male,0,-3\n", KOH_EDOMAIN, 3, 13, "value is -3: expected persons >= 0" },
        { "year,sex,age,value,share\n2026,male,0,1,1.4\n", KOH_EDOMAIN, 2, 15, "share is 1.4: expected a share from" },
        { HEAD "2026,female,0, 1\n", KOH_ESYNTAX, 2, 15, "no spaces" },
        { HEAD "2026,female,0,1 \n", KOH_ESYNTAX, 2, 15, "no spaces" },
        { HEAD "2026, female,0,1\n", KOH_EDOMAIN, 2, 6, "sex is \" female\": expected female or male" },
        { HEAD "2026,both,0,1\n", KOH_EDOMAIN, 2, 6, "expected female or male" },
        { HEAD "2026,kvinne,0,1\n", KOH_EDOMAIN, 2, 6, "sex is \"kvinne\"" },
        { HEAD "2026,female,0.5,1\n", KOH_ESYNTAX, 2, 13, "age is \"0.5\": not a whole number" },
        { HEAD "2026,female,-1,1\n", KOH_EDOMAIN, 2, 13, "completed years" },
        { HEAD "99999999999,female,1,1\n", KOH_EDOMAIN, 2, 1, "year is 99999999999: expected a year" },
        { HEAD "2026,female,,1\n", KOH_EMISSING, 2, 13, "age is empty: expected completed years" },
        { HEAD "2026,female,0,\n", KOH_EMISSING, 2, 15, "value is empty" },
        { HEAD "2026,female,0,\"\"\n", KOH_EMISSING, 2, 15, "value is empty" },
        { HEAD "2026,female,0\n", KOH_ESCHEMA, 2, 14, "3 cells where the header has 4" },
        { HEAD "2026,female,0,1\n2026\n", KOH_ESCHEMA, 3, 5, "1 cells where the header has 4" },
        { HEAD "2026,female,0,1\n\n2026,male,0,1\n", KOH_ESYNTAX, 3, 1, "an empty line" },
        { HEAD "2026,female,0,1\r\n\r\n2026,male,0,1\r\n", KOH_ESYNTAX, 3, 1, "an empty line" },
        { "\n" HEAD, KOH_ESYNTAX, 1, 1, "an empty line" },
        { HEAD "2026,female,0,\"1\n2026,male,0,1\n", KOH_ESYNTAX, 2, 15, "never closed" },
        { HEAD "2026,fem\"ale,0,1\n", KOH_ESYNTAX, 2, 9, "quotes in the middle" },
        { HEAD "2026,\"female\" ,0,1\n", KOH_ESYNTAX, 2, 14, "quotes in the middle" },
        { HEAD "2026,\"female\"x,0,1\n", KOH_ESYNTAX, 2, 14, "quotes in the middle" },
        { HEAD "2026,female,0,1\r2026,male,0,1\r", KOH_ESYNTAX, 2, 16, "carriage return" },
        { HEAD "2026,fem\xe5le,0,1\n", KOH_EENCODING, 2, 9, "byte 0xe5 is not valid UTF-8" },
        { "year,sex,age,value,note\n2026,male,0,1,\"l\xc3\xa5\nng\"\n2026,x,0,1,\n", KOH_EDOMAIN, 4, 6,
          "sex is \"x\"" },
        { "year,sex,age,note,value\n2026,male,0,\"\xc3\xa5\n\xc3\xa6\xc3\xb8\",x\n", KOH_ESYNTAX, 3, 5,
          "not a number" },
        { "\xef\xbb\xbfyear,sex,age,valu\n", KOH_ESCHEMA, 1, 14, "did you mean value?" },
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        check_bad(table[i].text, strlen(table[i].text), &table[i]);
    }
    static const char zero[] = HEAD "2026,female,0,1\0\n";
    check_bad(zero, sizeof zero - 1, &(bad_input){ NULL, KOH_ESYNTAX, 2, 16, "a zero byte" });
}

static void endless_lines_are_refused(void **state)
{
    (void) state;
    enum { LENGTH = 10 * 1000 * 1000 };
    char *text = koh__new(LENGTH, 1);
    assert_non_null(text);
    memset(text, 'x', LENGTH);
    memcpy(text, HEAD, sizeof HEAD - 1);
    check_bad(text, LENGTH, &(bad_input){ NULL, KOH_ELIMIT, 2, 1, "at most 1048576" });
    memset(text, ',', LENGTH);
    check_bad(text, LENGTH, &(bad_input){ NULL, KOH_ELIMIT, 1, 1, "at most 1048576" });
    memset(text, '"', LENGTH);
    check_bad(text, LENGTH, &(bad_input){ NULL, KOH_ELIMIT, 1, 1, "at most 1048576" });
    koh__free(text);
}

static void unusual_files_are_read(void **state)
{
    (void) state;
    static const char *const texts[] = {
        "\xef\xbb\xbfyear,sex,age,value,note\r\n2026,female,0,1.5,\" a \"\"b\"\", c \"\r\n2027,male,120,1e3, d \r\n",
        "value,note,age,year,sex\n1.5,\" a \"\"b\"\", c \",0,2026,female\n1000,\" d \",120,2027,male\n\n\n",
        "\"year\",sex,age,value,\"note\"\n\"2026\",\"female\",0,\"1.5\",\" a \"\"b\"\", c \"\n2027,male,120,1e3, d ",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        koh_csv *csv = NULL;
        koh_error error = { 0 };
        if (koh__csv_read("in.csv", texts[i], strlen(texts[i]), N_COLUMNS, columns, &csv, &error) != KOH_OK) {
            fail_msg("%zu: %zu:%zu %s", i, error.line, error.column, error.message);
        }
        assert_int_equal(koh__csv_rows(csv), 2);
        assert_int_equal(koh__csv_int(csv, 0, YEAR), 2026);
        assert_int_equal(koh__csv_int(csv, 1, SEX), 1);
        assert_int_equal(koh__csv_int(csv, 1, AGE), 120);
        assert_true(koh__csv_number(csv, 0, VALUE) == 1.5);
        assert_true(koh__csv_number(csv, 1, VALUE) == 1000);
        assert_string_equal(koh__csv_text(csv, 0, NOTE), " a \"b\", c ");
        assert_string_equal(koh__csv_text(csv, 1, NOTE), " d ");
        assert_int_equal(koh__csv_has(csv, SHARE), 0);
        assert_true(isnan(koh__csv_number(csv, 1, SHARE)));
        assert_int_equal(koh__csv_line(csv, 1), 3);
        koh__csv_free(csv);
    }
}

static void empty_optional_cells_are_missing(void **state)
{
    (void) state;
    static const koh_csv_column loose[] = {
        { .name = "region", .kind = KOH_CSV_TEXT },
        { .name = "n", .kind = KOH_CSV_INT, .optional = 2 },
        { .name = "ax", .kind = KOH_CSV_NUMBER, .optional = 2 },
        { .name = "sex", .kind = KOH_CSV_SEX, .optional = 2, .both = 1 },
        { .name = "label", .kind = KOH_CSV_TEXT, .optional = 2 },
    };
    static const char text[] = "region,n,ax,sex,label\n0301,,,,\n3310,4,0.25,both,Bl\xc3\xa5\n";
    koh_csv *csv = NULL;
    koh_error error = { 0 };
    assert_int_equal(koh__csv_read("r.csv", text, sizeof text - 1, 5, loose, &csv, &error), KOH_OK);
    assert_string_equal(koh__csv_text(csv, 0, 0), "0301");
    assert_true(koh__csv_int(csv, 0, 1) == INT_MIN);
    assert_true(isnan(koh__csv_number(csv, 0, 2)));
    assert_true(koh__csv_int(csv, 0, 3) == INT_MIN);
    assert_null(koh__csv_text(csv, 0, 4));
    assert_int_equal(koh__csv_int(csv, 1, 1), 4);
    assert_int_equal(koh__csv_int(csv, 1, 3), 2);
    assert_int_equal(koh__csv_fail(csv, 1, 4, KOH_EUNKNOWN, &error, "what is %s?", "this"), KOH_EUNKNOWN);
    char line[200];
    koh_error_format(&error, line, sizeof line);
    assert_string_equal(line, "r.csv:3:18: what is this?");
    koh__csv_free(csv);
    static const char without[] = "region,n,ax,label\n";
    csv = NULL;
    assert_int_equal(koh__csv_read("r.csv", without, sizeof without - 1, 5, loose, &csv, &error), KOH_EMISSING);
    assert_null(csv);
}

static void bounds_speak_for_themselves(void **state)
{
    (void) state;
    static const koh_csv_column plain[] = { { .name = "a", .kind = KOH_CSV_NUMBER, .min = -0.5, .max = 2 },
                                            { .name = "b", .kind = KOH_CSV_NUMBER } };
    koh_csv *csv = NULL;
    koh_error error = { 0 };
    assert_int_equal(koh__csv_read("p.csv", "a,b\n3,1\n", 8, 2, plain, &csv, &error), KOH_EDOMAIN);
    assert_string_equal(error.message, "a is 3: expected -0.5 to 2");
    assert_int_equal(koh__csv_read("p.csv", "a,b\n2,1e999\n", 12, 2, plain, &csv, &error), KOH_EDOMAIN);
    assert_string_equal(error.message, "b is 1e999: too large");
    assert_int_equal(koh__csv_read("p.csv", "a,b\n-0.5,-1e300\n", 16, 2, plain, &csv, &error), KOH_OK);
    koh__csv_free(csv);
}

static void long_cells_are_cut_in_messages(void **state)
{
    (void) state;
    static const koh_csv_column plain[] = { { .name = "a", .kind = KOH_CSV_NUMBER } };
    char text[200] = "a\nx";
    for (int i = 0; i < 60; i++) {
        strcat(text, "\xc3\xa5");
    }
    koh_csv *csv = NULL;
    koh_error error = { 0 };
    assert_int_equal(koh__csv_read("p.csv", text, strlen(text), 1, plain, &csv, &error), KOH_ESYNTAX);
    assert_non_null(strstr(error.message, "\xc3\xa5...\": not a number"));
    assert_int_equal(koh__csv_read("p.csv", text, strlen(text), 0, NULL, &csv, &error), KOH_ESCHEMA);
    assert_null(csv);
}

/* Two years, both sexes, ages 0 to 2; the row numbered `without` is left out, `last` ends the text. */
static size_t grid_text(char *text, size_t size, int without, const char *last)
{
    size_t used = (size_t) snprintf(text, size, HEAD);
    for (int i = 0; i < 12; i++) {
        if (i != without) {
            used += (size_t) snprintf(text + used, size - used, "%d,%s,%d,%d.5\n", 2026 + i / 6,
                                      i / 3 % 2 ? "male" : "female", i % 3, i);
        }
    }
    return used + (size_t) snprintf(text + used, size - used, "%s", last);
}

static void check_grid(int without, const char *last, const bad_input *expected)
{
    static const koh_csv_key keys[] = { { YEAR, 2026, 2 }, { SEX, 0, 2 }, { AGE, 0, 3 } };
    char text[600];
    double grid[12];
    koh_csv *csv = NULL;
    koh_error error = { 0 };
    size_t length = grid_text(text, sizeof text, without, last);
    assert_int_equal(koh__csv_read("in.csv", text, length, N_COLUMNS, columns, &csv, &error), KOH_OK);
    koh_status status = koh__csv_grid(csv, 3, keys, VALUE, grid, &error);
    if (status != expected->status || error.line != expected->line || error.column != expected->column ||
        strstr(error.message, expected->fragment) == NULL) {
        fail_msg("%s: %s %zu:%zu %s", last, koh_status_name(status), error.line, error.column, error.message);
    }
    if (status != KOH_OK) {
        assert_string_equal(error.file, "in.csv");
    }
    for (int i = 0; status == KOH_OK && i < 12; i++) {
        assert_true(grid[i] == i + 0.5);
    }
    koh__csv_free(csv);
}

static void grids_have_every_cell_once(void **state)
{
    (void) state;
    check_grid(-1, "", &(bad_input){ NULL, KOH_OK, 0, 0, "" });
    check_grid(4, "", &(bad_input){ NULL, KOH_EMISSING, 0, 0, "no row for year 2026, sex male, age 1" });
    check_grid(11, "", &(bad_input){ NULL, KOH_EMISSING, 0, 0, "year 2027, sex male, age 2" });
    check_grid(
        -1, "2026,male,2,7\n",
        &(bad_input){ NULL, KOH_EDUPLICATE, 14, 1, "year 2026, sex male, age 2 is given twice, first in line 7" });
    check_grid(-1, "2028,male,2,7\n", &(bad_input){ NULL, KOH_EDOMAIN, 14, 1, "year is 2028: expected 2026 to 2027" });
    check_grid(-1, "2026,male,3,7\n", &(bad_input){ NULL, KOH_EDOMAIN, 14, 11, "age is 3: expected 0 to 2" });
}

static void gaps_between_years_are_missing_rows(void **state)
{
    (void) state;
    static const char text[] = "value,age,sex,year\n1,0,female,2026\n2,0,female,2028\n";
    koh_csv *csv = NULL;
    koh_error error = { 0 };
    assert_int_equal(koh__csv_read("in.csv", text, sizeof text - 1, N_COLUMNS, columns, &csv, &error), KOH_OK);
    int from = 0, to = 0;
    assert_int_equal(koh__csv_range(csv, YEAR, &from, &to, &error), KOH_OK);
    assert_int_equal(from, 2026);
    assert_int_equal(to, 2028);
    double grid[3];
    const koh_csv_key year = { YEAR, from, (size_t) (to - from + 1) };
    assert_int_equal(koh__csv_grid(csv, 1, &year, VALUE, grid, &error), KOH_EMISSING);
    assert_string_equal(error.message, "there is no row for year 2027");
    koh__csv_free(csv);
}

static void header_alone_has_no_range(void **state)
{
    (void) state;
    koh_csv *csv = NULL;
    koh_error error = { 0 };
    assert_int_equal(koh__csv_read("in.csv", HEAD, sizeof HEAD - 1, N_COLUMNS, columns, &csv, &error), KOH_OK);
    assert_int_equal(koh__csv_rows(csv), 0);
    int from = 7, to = 7;
    assert_int_equal(koh__csv_range(csv, YEAR, &from, &to, &error), KOH_EMISSING);
    assert_int_equal(from, 7);
    assert_string_equal(error.file, "in.csv");
    koh__csv_free(csv);
}

static void unreadable_paths_are_named(void **state)
{
    (void) state;
    koh_csv *csv = NULL;
    koh_error error = { 0 };
    assert_int_equal(koh__csv_read_file("/", N_COLUMNS, columns, &csv, &error), KOH_EIO);
    assert_non_null(strstr(error.message, "folder"));
    assert_string_equal(error.file, "/");
    assert_int_equal(koh__csv_read_file("/nowhere/x.csv", N_COLUMNS, columns, &csv, &error), KOH_EIO);
    assert_string_equal(error.file, "/nowhere/x.csv");
    assert_int_equal(koh__csv_read_file("/dev/null", N_COLUMNS, columns, &csv, &error), KOH_EIO);
    assert_null(csv);
}

static void file_without_permission_is_refused(void **state)
{
    (void) state;
    if (geteuid() == 0) {
        print_message("skipped: the superuser may read everything\n");
        skip();
    }
    char path[] = "/tmp/kohort-csv-XXXXXX";
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    assert_int_equal(fchmod(descriptor, 0), 0);
    (void) close(descriptor);
    koh_csv *csv = NULL;
    koh_error error = { 0 };
    koh_status status = koh__csv_read_file(path, N_COLUMNS, columns, &csv, &error);
    (void) unlink(path);
    assert_int_equal(status, KOH_EIO);
    assert_string_equal(error.file, path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_input_is_named_with_its_place),
        cmocka_unit_test(endless_lines_are_refused),
        cmocka_unit_test(unusual_files_are_read),
        cmocka_unit_test(empty_optional_cells_are_missing),
        cmocka_unit_test(bounds_speak_for_themselves),
        cmocka_unit_test(long_cells_are_cut_in_messages),
        cmocka_unit_test(grids_have_every_cell_once),
        cmocka_unit_test(gaps_between_years_are_missing_rows),
        cmocka_unit_test(header_alone_has_no_range),
        cmocka_unit_test(unreadable_paths_are_named),
        cmocka_unit_test(file_without_permission_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
