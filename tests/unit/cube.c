/* Sizes, look-ups and growing tables. */
#include "test.h"

#include <math.h>

#include "kohort/cube.h"
#include "kohort/table.h"

static void labels_and_numbers_are_found(void **state)
{
    (void) state;
    const koh_cube cube = { .n_axes = 2,
                            .axes = { { "year", 3, (const int[]){ 2026, 2027, 2030 }, NULL },
                                      { "sex", 2, NULL, (const char *const[]){ "female", "male" } } } };
    assert_int_equal(koh_cube_size(&cube), 6);
    assert_int_equal(koh_axis_find_number(&cube.axes[0], 2030), 2);
    assert_int_equal(koh_axis_find_number(&cube.axes[0], 2028), (size_t) -1);
    assert_int_equal(koh_axis_find_number(&cube.axes[1], 0), (size_t) -1);
    assert_int_equal(koh_axis_find_label(&cube.axes[1], "male"), 1);
    assert_int_equal(koh_axis_find_label(&cube.axes[1], "mal"), (size_t) -1);
    const koh_cube both[] = { { .path = "demand/users" }, { .path = "demand/users_by_age" } };
    assert_ptr_equal(koh_cube_find(2, both, "demand/users_by_age"), &both[1]);
    assert_null(koh_cube_find(1, both, "demand/users_by_age"));
}

static void what_is_withheld_stays_withheld(void **state)
{
    (void) state;
    const double w = koh_withheld();
    double sum = 2.385;
    for (int i = 0; i < 3; i++) {
        sum += i == 1 ? w : 1.5 * i;
    }
    assert_true(isnan(w) && koh_is_withheld(w));
    assert_true(koh_is_withheld(sum) && koh_is_withheld(-w) && koh_is_withheld(100 * (w - 3.5) / 0.7));
    assert_false(koh_is_withheld(NAN) || koh_is_withheld(-NAN) || koh_is_withheld(0.0) || koh_is_withheld(INFINITY));
    assert_false(koh_is_withheld(nan("59")));
}

static void tables_grow_and_keep_their_rows(void **state)
{
    (void) state;
    static const koh_column columns[] = { { "id", KOH_COLUMN_TEXT }, { "n", KOH_COLUMN_NUMBER } };
    koh_table table;
    koh_table_init(&table, "T99", "example", 2, columns);
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(koh_table_add(&table, (koh_cell[]){ { .text = "row" }, { .number = i * 0.5 } }), KOH_OK);
    }
    assert_int_equal(table.n_rows, 1000);
    for (int i = 0; i < 1000; i++) {
        assert_true(table.cells[2 * i + 1].number == i * 0.5);
        assert_string_equal(table.cells[2 * i].text, "row");
    }
    koh_table_free(&table);
    assert_int_equal(table.n_rows, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_and_numbers_are_found),
        cmocka_unit_test(what_is_withheld_stays_withheld),
        cmocka_unit_test(tables_grow_and_keep_their_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
