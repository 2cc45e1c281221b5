/* Codes and labels of statistics are what they are called, and nothing else is. */
#include "test.h"

#include <string.h>

#include "io/label_priv.h"

static void regions_are_their_codes(void **state)
{
    (void) state;
    static const struct {
        const char *text;
        koh_region_kind kind;
        int recoded;
        const char *code;
    } table[] = {
        { "3310", KOH_REGION_MUNICIPALITY, 0, "3310" },
        { "3310 Hole", KOH_REGION_MUNICIPALITY, 0, "3310" },
        { "3310 - Hole", KOH_REGION_MUNICIPALITY, 0, "3310" },
        { "0612 Hole (-2019)", KOH_REGION_MUNICIPALITY, 0, "0612" },
        { "K-3310", KOH_REGION_MUNICIPALITY, 1, "3310" },
        { "K.3310 Hole", KOH_REGION_MUNICIPALITY, 1, "3310" },
        { "301", KOH_REGION_CUT, 0, "301" },
        { "0", KOH_REGION_COUNTRY, 0, "0" },
        { "0 Hele landet", KOH_REGION_COUNTRY, 0, "0" },
        { "Hele landet", KOH_REGION_COUNTRY, 0, "0" },
        { "EAK", KOH_REGION_COUNTRY, 0, "EAK" },
        { "EAKUO Landet uten Oslo", KOH_REGION_GROUP, 0, "EAKUO" },
        { "EKG17", KOH_REGION_GROUP, 0, "EKG17" },
        { "EKA33", KOH_REGION_COUNTY, 0, "33" },
        { "F-33", KOH_REGION_COUNTY, 0, "33" },
        { "03 Oslo", KOH_REGION_COUNTY, 0, "03" },
        { "030101 Gamle Oslo", KOH_REGION_PART, 0, "030101" },
        { "33100101 Sundvollen", KOH_REGION_PART, 0, "33100101" },
        { "Hole", KOH_REGION_NONE, 0, "" },
        { "3310Hole", KOH_REGION_NONE, 0, "" },
        { "K-33", KOH_REGION_NONE, 0, "" },
        { "F-3310", KOH_REGION_NONE, 0, "" },
        { "EKA3", KOH_REGION_NONE, 0, "" },
        { "5", KOH_REGION_NONE, 0, "" },
        { "12345", KOH_REGION_NONE, 0, "" },
        { "0 år", KOH_REGION_NONE, 0, "" },
        { "0 - Hele landet", KOH_REGION_COUNTRY, 0, "0" },
        { "", KOH_REGION_NONE, 0, "" },
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        koh_region_label region = koh__label_region(table[i].text);
        if (region.kind != table[i].kind || region.recoded != table[i].recoded ||
            strcmp(region.code, table[i].code) != 0) {
            fail_msg("\"%s\": kind %d, code \"%s\"", table[i].text, (int) region.kind, region.code);
        }
    }
}

static void ages_are_single_open_or_bands(void **state)
{
    (void) state;
    static const struct {
        const char *text;
        int is, from, to;
    } table[] = {
        { "000", 1, 0, 0 },
        { "0 år", 1, 0, 0 },
        { "105+", 1, 105, -1 },
        { "105 år eller eldre", 1, 105, -1 },
        { "80 år og over", 1, 80, -1 },
        { "90+ år", 1, 90, -1 },
        { "67-79 år", 1, 67, 79 },
        { "67\u201379 år", 1, 67, 79 },
        { "67 - 79 år", 1, 67, 79 },
        { "00-49", 1, 0, 49 },
        { "under 67 år", 1, 0, 66 },
        { "Under 1 år", 1, 0, 0 },
        { "17", 1, 17, 17 },
        { "79-67", 0, 0, 0 },
        { "999", 0, 0, 0 },
        { "I alt", 0, 0, 0 },
        { "67-79 år i arbeid", 0, 0, 0 },
        { "H17", 0, 0, 0 },
        { "under 0 år", 0, 0, 0 },
        { "", 0, 0, 0 },
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        koh_age_label age = { 0, 0 };
        int is = koh__label_age(table[i].text, &age);
        if (is != table[i].is || (is && (age.from != table[i].from || age.to != table[i].to))) {
            fail_msg("\"%s\": %d %d-%d", table[i].text, is, age.from, age.to);
        }
    }
}

static void times_are_years_and_their_parts(void **state)
{
    (void) state;
    static const struct {
        const char *text, *written;
    } table[] = { { "2024", "2024" },
                  { " 2024 ", "2024" },
                  { "2024M01", "2024M01" },
                  { "2024K4", "2024K4" },
                  { "1.1.2024", "1.1.2024" },
                  { "31.12.2023", "31.12.2023" },
                  { "01.01.2024", "1.1.2024" },
                  { "2024-12-31", "31.12.2024" },
                  { "2024M13", NULL },
                  { "2024K5", NULL },
                  { "1.13.2024", NULL },
                  { "45292", NULL },
                  { "24", NULL },
                  { "2024-2025", NULL },
                  { "2024 r", NULL },
                  { "", NULL },
                  { "0999", NULL } };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        koh_time_label time;
        char written[KOH_TIME_SIZE] = "";
        int is = koh__label_time(table[i].text, &time);
        if (is) {
            koh__label_time_write(&time, written);
        }
        if (is != (table[i].written != NULL) || (is && strcmp(written, table[i].written) != 0)) {
            fail_msg("\"%s\": %d \"%s\"", table[i].text, is, written);
        }
    }
}

static void headers_come_apart(void **state)
{
    (void) state;
    static const struct {
        const char *text;
        int times, year;
        const char *rest;
    } table[] = { { "Personer 2024", 1, 2024, "Personer" },
                  { "2024", 1, 2024, "" },
                  { "2024 Personer", 1, 2024, "Personer" },
                  { "Personer, Menn 2024", 1, 2024, "Personer, Menn" },
                  { "Beboere 31.12.2023", 1, 2023, "Beboere" },
                  { "Utgifter (2015-kroner) 2024", 1, 2024, "Utgifter (2015-kroner)" },
                  { "2016 Personer 2024", 2, 0, NULL },
                  { "Personer", 0, 0, NULL },
                  { "07459", 0, 0, NULL },
                  { "", 0, 0, NULL },
                  { "2023 2024", 2, 0, NULL } };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        koh_time_label time = { 0 };
        const char *rest;
        size_t length;
        int times = koh__label_header(table[i].text, &time, &rest, &length);
        if (times != table[i].times || (times == 1 && (time.year != table[i].year || length != strlen(table[i].rest) ||
                                                       strncmp(rest, table[i].rest, length) != 0))) {
            fail_msg("\"%s\": %d times, %d, \"%.*s\"", table[i].text, times, time.year, (int) length, rest);
        }
    }
}

static void sexes_totals_and_roles(void **state)
{
    (void) state;
    assert_int_equal(koh__label_sex("1"), KOH_SEX_LABEL_MALE);
    assert_int_equal(koh__label_sex("2"), KOH_SEX_LABEL_FEMALE);
    assert_int_equal(koh__label_sex("KVINNER"), KOH_SEX_LABEL_FEMALE);
    assert_int_equal(koh__label_sex("Begge kjønn"), KOH_SEX_LABEL_BOTH);
    assert_int_equal(koh__label_sex("3"), KOH_SEX_LABEL_NONE);
    assert_true(koh__label_is_total(NULL, "I ALT"));
    assert_true(koh__label_is_total("00", "Alle tenester"));
    assert_true(koh__label_is_total("00", NULL));
    assert_true(koh__label_is_total("Ialt", NULL));
    assert_false(koh__label_is_total("0", "Ingen barn"));
    assert_false(koh__label_is_total("0", NULL));
    assert_false(koh__label_is_total("01", "Alle sykepleiere"));
    assert_false(koh__label_is_total("21", "Langtidsopphald"));
    assert_int_equal(koh__label_role("Kjønn"), KOH_ROLE_SEX);
    assert_int_equal(koh__label_role("ÅR"), KOH_ROLE_TIME);
    assert_int_equal(koh__label_role("KOKkommuneregion0000"), KOH_ROLE_REGION);
    assert_int_equal(koh__label_role("TenesteType"), KOH_ROLE_OTHER);
    assert_true(koh__label_is_ratio("Andel innbyggere 80 år og over (prosent)"));
    assert_false(koh__label_is_ratio("Personer"));
}

static void alternatives_have_their_letters(void **state)
{
    (void) state;
    assert_string_equal(koh__label_alternative("Personer", NULL), "MMMM");
    assert_string_equal(koh__label_alternative("Personer1", NULL), "LLML");
    assert_string_equal(koh__label_alternative("Personer8", NULL), "MM00");
    assert_string_equal(koh__label_alternative(NULL, "Høy nasjonal vekst (HHMH)"), "HHMH");
    assert_null(koh__label_alternative("Personer9", NULL));
    assert_null(koh__label_alternative("Personer11", "Personer"));
    assert_true(koh__label_is_projection("13600"));
    assert_false(koh__label_is_projection("07459"));
    assert_false(koh__label_is_projection(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(regions_are_their_codes),         cmocka_unit_test(ages_are_single_open_or_bands),
        cmocka_unit_test(times_are_years_and_their_parts), cmocka_unit_test(headers_come_apart),
        cmocka_unit_test(sexes_totals_and_roles),          cmocka_unit_test(alternatives_have_their_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
