/* The catalogue of services: of all that its files say, the newest is taken. */
#include "test.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "io/data_priv.h"
#include "kohort/capacity.h"

static koh_data data;
static koh_csv *totals;

enum { SERVICE, YEAR, BASIS, USERS };

static int set_up(void **state)
{
    static const koh_csv_column columns[] = {
        { .name = "service" },
        { .name = "year", .kind = KOH_CSV_INT, .optional = 2 },
        { .name = "basis" },
        { .name = "users", .kind = KOH_CSV_NUMBER, .optional = 1 },
        { .name = "source", .optional = 1 },
        { .name = "assumption", .optional = 1 },
    };
    koh_arena *arena = koh__arena_new();
    koh_error error = { 0 };
    (void) state;
    if (arena == NULL || koh__data_open(KOH_TEST_DATA, arena, &data, &error) != KOH_OK) {
        return -1;
    }
    return koh__csv_read_file(KOH_TEST_DATA "/services/national_totals.csv", 6, columns, &totals, &error);
}

static int take_down(void **state)
{
    (void) state;
    koh__csv_free(totals);
    koh__arena_free(data.arena);
    return 0;
}

static int is(size_t row, size_t column, const char *text)
{
    return strcmp(koh__csv_text(totals, row, column), text) == 0;
}

/* The newest year of a service with a number of users, and the number; a stock where there are two of that year. */
static int newest(const char *service, double *users, const char **basis)
{
    int year = INT_MIN;
    for (size_t row = 0; row < koh__csv_rows(totals); row++) {
        const int here = koh__csv_int(totals, row, YEAR);
        if (is(row, SERVICE, service) && !isnan(koh__csv_number(totals, row, USERS)) &&
            (here > year || (here == year && is(row, BASIS, "stock_31dec")))) {
            year = here;
            *users = koh__csv_number(totals, row, USERS);
            *basis = koh__csv_text(totals, row, BASIS);
        }
    }
    return year;
}

static void the_newest_total_of_a_service_is_taken(void **state)
{
    (void) state;
    size_t n_known = 0, n_older = 0;
    for (size_t k = 0; k < data.catalogue.n_services; k++) {
        const koh_national_total *total = &data.catalogue.totals[k];
        double users = 0;
        const char *basis = NULL;
        int year = newest(data.catalogue.services[k].id, &users, &basis);
        if (year == INT_MIN) {
            assert_true(total->year == KOH_YEAR_NONE && isnan(total->users));
            continue;
        }
        assert_int_equal(total->year, year);
        assert_true(total->users == users);
        assert_int_equal(total->basis, strcmp(basis, "stock_31dec") == 0 ? KOH_BASIS_STOCK : KOH_BASIS_THROUGH_YEAR);
        assert_true(total->source != NULL || total->assumption != NULL);
        n_known++;
        for (size_t row = 0; row < koh__csv_rows(totals); row++) {
            n_older += is(row, SERVICE, data.catalogue.services[k].id) && koh__csv_int(totals, row, YEAR) < year;
        }
    }
    assert_true(n_known > 10 && n_older > 20); /* there was something to choose from */
}

static void a_stock_per_user_through_the_year_is_of_one_year(void **state)
{
    (void) state;
    size_t n_known = 0;
    for (size_t k = 0; k < data.catalogue.n_services; k++) {
        const char *id = data.catalogue.services[k].id;
        double stock = NAN, through = NAN, ratio = data.catalogue.stock_ratio[k];
        for (int year = 1990; year < 2100; year++) {
            double here = NAN, all = NAN;
            for (size_t row = 0; row < koh__csv_rows(totals); row++) {
                if (is(row, SERVICE, id) && koh__csv_int(totals, row, YEAR) == year) {
                    *(is(row, BASIS, "stock_31dec") ? &here : &all) = koh__csv_number(totals, row, USERS);
                }
            }
            stock = here > 0 && all > 0 ? here : stock;
            through = here > 0 && all > 0 ? all : through;
        }
        assert_true(isnan(stock) ? isnan(ratio) : ratio == stock / through);
        n_known += isnan(ratio) ? 0 : 1;
    }
    assert_true(n_known > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_newest_total_of_a_service_is_taken),
        cmocka_unit_test(a_stock_per_user_through_the_year_is_of_one_year),
    };
    return cmocka_run_group_tests(tests, set_up, take_down);
}
