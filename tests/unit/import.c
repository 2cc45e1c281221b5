/* Import as a host calls it: rows, report and where the figures come from. */
#include "test.h"

#include <stdio.h>
#include <string.h>

#include "kohort/import.h"

static const char table[] = KOH_TEST_VECTORS "/import/oslo.json";

static void rows_report_and_facts(void **state)
{
    (void) state;
    koh_import_options options = koh_import_options_defaults();
    koh_import *import = NULL;
    koh_error error = { 0 };
    size_t length;
    options.data = KOH_TEST_DATA;
    assert_int_equal(koh_import_file(table, &options, &import, &error), KOH_OK);
    const char *csv = koh_import_csv(import, &length);
    assert_int_equal(length, strlen(csv));
    assert_int_equal(strncmp(csv, "region,year,missing_reason,value\n0301,2022,,699827\n", 51), 0);
    koh_import_facts facts = koh_import_facts_get(import);
    assert_string_equal(facts.format, "JSON-stat 2");
    assert_string_equal(facts.encoding, "UTF-8");
    assert_string_equal(facts.table, "07459");
    assert_string_equal(facts.updated, "2026-02-24T07:00:00Z");
    assert_string_equal(facts.source, "Statistisk sentralbyrå");
    assert_int_equal(strlen(facts.sha256), 64);
    assert_int_equal(facts.n_rows, 5);
    assert_int_equal(facts.n_unknown, 0);
    assert_non_null(strstr(koh_import_report(import), facts.sha256));
    koh_import_free(import);
    koh_import_free(NULL);
}

static void failures_leave_no_import(void **state)
{
    (void) state;
    koh_import_options options = koh_import_options_defaults();
    koh_import *import = NULL;
    koh_error error = { 0 };
    options.data = KOH_TEST_DATA;
    assert_int_equal(koh_import_file(KOH_TEST_VECTORS "/import/absent.csv", &options, &import, &error), KOH_EIO);
    assert_int_equal(koh_import_file(KOH_TEST_VECTORS "/import/bad/name_only.csv", &options, &import, NULL),
                     KOH_EUNKNOWN);
    options.division = 1999;
    assert_int_equal(koh_import_file(table, &options, &import, &error), KOH_EUSAGE);
    options.division = 2024;
    options.data = "/nonexistent";
    assert_int_equal(koh_import_file(table, &options, &import, &error), KOH_EIO);
    options.division = KOH_DIVISION_AS_IT_IS;
    assert_null(import);
    assert_int_equal(koh_import_file(table, &options, &import, &error), KOH_OK);
    assert_int_equal(koh_import_write(import, "/nonexistent/rows.csv", &error), KOH_EIO);
    koh_import_free(import);
}

static void records_are_counted_and_never_shown(void **state)
{
    (void) state;
    koh_import_options options = koh_import_options_defaults();
    koh_import *import = NULL;
    koh_error error = { 0 };
    size_t length;
    options.data = KOH_TEST_DATA;
    assert_int_equal(koh_import_file(KOH_TEST_VECTORS "/records/care.csv", &options, &import, &error), KOH_EUSAGE);
    assert_null(import);
    options.records = KOH_RECORDS_SEEN;
    options.first_year = options.last_year = 2024;
    assert_int_equal(koh_import_file(KOH_TEST_VECTORS "/records/care.csv", &options, &import, &error), KOH_OK);
    const char *csv = koh_import_csv(import, &length);
    assert_non_null(strstr(csv, "\nlong_stay,2024,80,89,1,1,306\n"));
    assert_non_null(strstr(csv, "\nhome_services,2024,80,89,1,1,366\n"));
    assert_null(strstr(csv, "p-88"));
    assert_null(strstr(koh_import_report(import), "p-88"));
    assert_string_equal(koh_import_facts_get(import).format, "records of care");
    koh_import_free(import);
    import = NULL;
    options.records = KOH_RECORDS_STAFF;
    assert_int_equal(koh_import_file(KOH_TEST_VECTORS "/records/care.csv", &options, &import, &error), KOH_EMISSING);
    assert_int_equal(error.line, 1);
    options.last_year = 2023;
    assert_int_equal(koh_import_file(KOH_TEST_VECTORS "/records/care.csv", &options, &import, &error), KOH_EUSAGE);
    assert_null(import);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(rows_report_and_facts),
                                        cmocka_unit_test(records_are_counted_and_never_shown),
                                        cmocka_unit_test(failures_leave_no_import) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
