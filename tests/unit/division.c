/* Municipal divisions: chains of numbers, and that no division loses or doubles anybody. */
#include "test.h"

#include <limits.h>
#include <string.h>

#include "io/division_priv.h"

enum { REGIONS = 357 };

static int open_division(void **state)
{
    koh_division *division = NULL;
    koh_error error = { 0 };
    int failed = koh__division_read(KOH_TEST_DATA, &division, &error) != KOH_OK;
    *state = division;
    return failed;
}

static int close_division(void **state)
{
    koh__division_free(*state);
    return 0;
}

static int only_successor(const koh_division *division, int code, int year)
{
    koh_successor found[KOH_SUCCESSORS];
    assert_int_equal(koh__division_carry(division, code, year, found), 1);
    assert_true(found[0].share == 1);
    return found[0].code;
}

static void numbers_follow_each_other(void **state)
{
    const koh_division *division = *state;
    assert_int_equal(only_successor(division, 612, 2019), 612);
    assert_int_equal(only_successor(division, 612, 2020), 3038);
    assert_int_equal(only_successor(division, 612, 2024), 3310);
    assert_int_equal(only_successor(division, 3310, 2024), 3310);
    assert_int_equal(only_successor(division, 2030, 2020), 5444);
    assert_int_equal(only_successor(division, 2030, 2024), 5605);
    assert_int_equal(only_successor(division, 1601, 2024), 5001);
    assert_int_equal(only_successor(division, 301, 2024), 301);
    /* Haram: merged in 2020, municipality again in 2024. */
    assert_int_equal(only_successor(division, 1534, 2020), 1507);
    assert_int_equal(only_successor(division, 1534, 2024), 1580);
    assert_true(koh__division_knows(division, 3038));
    assert_false(koh__division_knows(division, 3999));
    assert_false(koh__division_knows(division, -1));
}

static void a_number_lives_from_to(void **state)
{
    static const struct {
        int code, from, to;
    } table[] = { { 612, INT_MIN, 2020 },  { 3038, 2020, 2024 }, { 3310, 2024, INT_MAX }, { 1103, INT_MIN, INT_MAX },
                  { 5001, 2018, INT_MAX }, { 1507, 2020, 2024 }, { 1534, INT_MIN, 2020 } };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        int from, to;
        koh__division_life(*state, table[i].code, &from, &to);
        assert_int_equal(from, table[i].from);
        assert_int_equal(to, table[i].to);
    }
}

static void a_divided_municipality_has_shares_and_reasons(void **state)
{
    koh_successor found[KOH_SUCCESSORS];
    assert_int_equal(koh__division_carry(*state, 1850, 2024, found), 2);
    assert_true(found[0].code == 1806 && found[1].code == 1875);
    assert_non_null(found[0].assumption);
    assert_true(found[0].share > 0 && found[0].share < 1);
}

/* One person in every municipality of a division: as many after carrying, in all 357 of 2024. */
static void every_division_is_carried_whole(void **state)
{
    const koh_division *division = *state;
    static const struct {
        int year;
        size_t n;
    } divisions[] = { { 2013, 428 }, { 2017, 426 }, { 2018, 422 }, { 2019, 422 }, { 2020, 356 }, { 2024, REGIONS } };
    for (size_t d = 0; d < sizeof divisions / sizeof divisions[0]; d++) {
        double persons[KOH_DIVISION_CODES] = { 0 }, all = 0;
        size_t n = 0, reached = 0;
        for (int code = 0; code < KOH_DIVISION_CODES; code++) {
            int from, to;
            koh__division_life(division, code, &from, &to);
            if (!koh__division_knows(division, code) || divisions[d].year < from || divisions[d].year >= to) {
                continue;
            }
            koh_successor found[KOH_SUCCESSORS];
            size_t n_found = koh__division_carry(division, code, 2024, found);
            for (size_t k = 0; k < n_found; k++) {
                persons[found[k].code] += found[k].share;
            }
            n++;
        }
        for (int code = 0; code < KOH_DIVISION_CODES; code++) {
            reached += persons[code] > 0;
            all += persons[code];
        }
        assert_int_equal(n, divisions[d].n);
        assert_int_equal(reached, REGIONS);
        KOH_ASSERT_NEAR(all, (double) n, 1e-12);
    }
}

static int lack(const koh_division *division, int code, const int *there, size_t n)
{
    unsigned char present[KOH_DIVISION_CODES] = { 0 };
    for (size_t i = 0; i < n; i++) {
        present[there[i]] = 1;
    }
    return koh__division_lack(division, code, present);
}

static void a_merger_needs_all_its_parts(void **state)
{
    static const int drammen[] = { 602, 625, 711 }, steinkjer[] = { 1702, 5039 };
    assert_int_equal(lack(*state, 3301, drammen, 3), 0);
    assert_int_equal(lack(*state, 3301, drammen, 2), 711);
    assert_int_equal(lack(*state, 3301, (const int[]){ 3005 }, 1), 0);
    assert_int_equal(lack(*state, 5006, steinkjer, 2), 0);
    assert_int_equal(lack(*state, 5006, steinkjer, 1), 5039);
    int joined[KOH_SUCCESSORS];
    assert_int_equal(koh__division_joined(*state, 1103, 2019, joined), 2);
    assert_int_equal(joined[0], 1141);
    assert_int_equal(joined[1], 1142);
    assert_int_equal(koh__division_joined(*state, 1103, 2020, joined), 0);
    assert_int_equal(koh__division_joined(*state, 3310, 2000, joined), 0);
}

static void a_folder_without_data_is_told(void **state)
{
    (void) state;
    koh_division *division = NULL;
    koh_error error = { 0 };
    assert_int_equal(koh__division_read(KOH_TEST_VECTORS, &division, &error), KOH_EIO);
    assert_non_null(strstr(error.file, "regions.csv"));
    assert_null(division);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_follow_each_other),
        cmocka_unit_test(a_number_lives_from_to),
        cmocka_unit_test(a_divided_municipality_has_shares_and_reasons),
        cmocka_unit_test(every_division_is_carried_whole),
        cmocka_unit_test(a_merger_needs_all_its_parts),
        cmocka_unit_test(a_folder_without_data_is_told),
    };
    return cmocka_run_group_tests(tests, open_division, close_division);
}
