/* Hand-made life tables, the rule for a_0, and every way an input can be refused. */
#include "test.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "kohort/lifetable.h"

enum { N = 3 };

typedef struct columns {
    double qx[N], lx[N], dx[N], Lx[N], Sx[N], Tx[N], ex[N];
} columns;

static koh_lifetable table_of(columns *c)
{
    return (koh_lifetable){ c->qx, c->lx, c->dx, c->Lx, c->Sx, c->Tx, c->ex };
}

/* m = 0.1, 0.5, 2 and a = 0, 0.5, 0.5 give q = 1/11, 2/5, 1. */
static void a_table_made_by_hand(void **state)
{
    (void) state;
    columns c;
    koh_lifetable table = table_of(&c);
    const koh_lifetable_input input = {
        .n_age = N, .mx = (double[]){ 0.1, 0.5, 2 }, .ax = (double[]){ 0, 0.5, 0.5 }, .radix = 110
    };
    assert_int_equal(koh_lifetable_compute(&input, NULL, &table), KOH_OK);
    const columns expected = {
        { 1.0 / 11, 0.4, 1 },           { 110, 100, 60 }, { 10, 40, 60 },           { 100, 80, 30 },
        { 100.0 / 110, 0.8, 3.0 / 11 }, { 210, 110, 30 }, { 210.0 / 110, 1.1, 0.5 }
    };
    for (size_t i = 0; i < sizeof c / sizeof(double); i++) {
        KOH_ASSERT_NEAR(((const double *) &c)[i], ((const double *) &expected)[i], 1e-14);
    }
}

static void without_ax_the_rules_fill_in(void **state)
{
    (void) state;
    columns c, same;
    koh_lifetable table = table_of(&c), again = table_of(&same);
    for (int sex = KOH_FEMALE; sex <= KOH_MALE; sex++) {
        const double mx[N] = { 0.02, 0.5, 0.25 };
        const double ax[N] = { koh_lifetable_a0(0.02, sex), 0.5, 4 };
        assert_int_equal(koh_lifetable_compute(&(koh_lifetable_input){ N, mx, NULL, sex, 0 }, NULL, &table), KOH_OK);
        assert_int_equal(koh_lifetable_compute(&(koh_lifetable_input){ N, mx, ax, sex, 100000 }, NULL, &again), KOH_OK);
        assert_memory_equal(&c, &same, sizeof c);
    }
}

/* Andreev & Kingkade (2015), as in the Human Mortality Database's protocol 6, table 1. */
static void infant_deaths_fall_where_the_rule_says(void **state)
{
    (void) state;
    KOH_ASSERT_NEAR(koh_lifetable_a0(0, KOH_MALE), 0.14929, 1e-15);
    KOH_ASSERT_NEAR(koh_lifetable_a0(0.01, KOH_MALE), 0.1293355, 1e-12);
    KOH_ASSERT_NEAR(koh_lifetable_a0(0.05, KOH_MALE), 0.1913305, 1e-12);
    KOH_ASSERT_NEAR(koh_lifetable_a0(0.0831, KOH_MALE), 0.29915, 1e-15);
    KOH_ASSERT_NEAR(koh_lifetable_a0(0, KOH_FEMALE), 0.14903, 1e-15);
    KOH_ASSERT_NEAR(koh_lifetable_a0(0.01, KOH_FEMALE), 0.1284773, 1e-12);
    KOH_ASSERT_NEAR(koh_lifetable_a0(0.05, KOH_FEMALE), 0.2407145, 1e-12);
    KOH_ASSERT_NEAR(koh_lifetable_a0(0.07, KOH_FEMALE), 0.31411, 1e-15);
}

/* m = 4 with half a year lived would kill more than everybody: the mean time to death is a quarter of a year. */
static void nobody_survives_a_rate_above_two(void **state)
{
    (void) state;
    columns c;
    koh_lifetable table = table_of(&c);
    const koh_lifetable_input input = { .n_age = N, .mx = (double[]){ 0.001, 4, 0.5 } };
    assert_int_equal(koh_lifetable_compute(&input, NULL, &table), KOH_OK);
    assert_true(c.qx[1] == 1 && c.lx[2] == 0 && c.Lx[2] == 0 && c.Sx[2] == 0);
    KOH_ASSERT_NEAR(c.ex[1], 0.25, 1e-15);
    KOH_ASSERT_NEAR(c.ex[2], 2, 1e-15); /* of those who would be there */
}

static void bad_inputs_are_refused_and_nothing_is_written(void **state)
{
    (void) state;
    static const double mx[N] = { 0.01, 0.02, 0.5 }, ax[N] = { 0.1, 0.5, 2 };
    static const struct {
        double mx[N], ax[N];
        int with_ax, sex;
        size_t n_age;
        double radix;
    } bad[] = {
        { { -0.1, 0, 1 }, { 0 }, 0, 0, N, 0 },
        { { NAN, 0, 1 }, { 0 }, 0, 0, N, 0 },
        { { 0, INFINITY, 1 }, { 0 }, 0, 0, N, 0 },
        { { 0, 0, 0 }, { 0 }, 0, 0, N, 0 },
        { { 0, 0, DBL_TRUE_MIN }, { 0 }, 0, 0, N, 0 },
        { { 0, 0, 0 }, { 0.1, 0.5, 2 }, 1, 0, N, 0 },
        { { 0.1, 0.1, 1 }, { 0.1, 1.5, 2 }, 1, 0, N, 0 },
        { { 0.1, 0.1, 1 }, { 0.1, -0.5, 2 }, 1, 0, N, 0 },
        { { 0.1, 0.1, 1 }, { 0.1, NAN, 2 }, 1, 0, N, 0 },
        { { 0.1, 2.5, 1 }, { 0.1, 0.5, 2 }, 1, 0, N, 0 },
        { { 0.1, 0.1, 1 }, { 0.1, 0.5, 0 }, 1, 0, N, 0 },
        { { 0.1, 0.1, 1 }, { 0.1, 0.5, INFINITY }, 1, 0, N, 0 },
        { { 0.1, 0.1, 1 }, { 0 }, 0, 2, N, 0 },
        { { 0.1, 0.1, 1 }, { 0 }, 0, 0, 1, 0 },
        { { 0.1, 0.1, 1 }, { 0 }, 0, 0, N, -1 },
        { { 0.1, 0.1, 1 }, { 0 }, 0, 0, N, NAN },
        { { 0.1, 0.1, 1 }, { 0 }, 0, 0, N, INFINITY },
    };
    columns c, untouched;
    koh_lifetable table = table_of(&c);
    koh_error error;
    memset(&c, 7, sizeof c);
    memset(&untouched, 7, sizeof untouched);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        const koh_lifetable_input input = { bad[i].n_age, bad[i].mx, bad[i].with_ax ? bad[i].ax : NULL, bad[i].sex,
                                            bad[i].radix };
        assert_int_equal(koh_lifetable_compute(&input, &error, &table), KOH_EDOMAIN);
        assert_int_equal(error.status, KOH_EDOMAIN);
        assert_true(error.message[0] != '\0');
        assert_memory_equal(&c, &untouched, sizeof c);
    }
    assert_int_equal(koh_lifetable_compute(&(koh_lifetable_input){ .n_age = N }, NULL, &table), KOH_EMISSING);
    assert_memory_equal(&c, &untouched, sizeof c);
    assert_int_equal(koh_lifetable_check(&(koh_lifetable_input){ N, mx, ax, KOH_MALE, 1 }, NULL), KOH_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_made_by_hand),
        cmocka_unit_test(without_ax_the_rules_fill_in),
        cmocka_unit_test(infant_deaths_fall_where_the_rule_says),
        cmocka_unit_test(nobody_survives_a_rate_above_two),
        cmocka_unit_test(bad_inputs_are_refused_and_nothing_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
