/* What every life table must keep, over random rates and in the limits that are known. */
#include "test.h"

#include <math.h>

#include "draw.h"
#include "kohort/lifetable.h"

enum { MAX = 131 };

typedef struct columns {
    double qx[MAX], lx[MAX], dx[MAX], Lx[MAX], Sx[MAX], Tx[MAX], ex[MAX];
} columns;

static void make(size_t n_age, const double *mx, const double *ax, columns *c)
{
    koh_lifetable table = { c->qx, c->lx, c->dx, c->Lx, c->Sx, c->Tx, c->ex };
    const koh_lifetable_input input = { .n_age = n_age, .mx = mx, .ax = ax, .sex = KOH_MALE };
    assert_int_equal(koh_lifetable_compute(&input, NULL, &table), KOH_OK);
}

static void columns_fit_each_other(void **state)
{
    (void) state;
    uint64_t seed = 3;
    static columns c;
    for (int round = 0; round < 500; round++) {
        const size_t n_age = 2 + draw_bits(&seed) % (MAX - 1), open = n_age - 1;
        double mx[MAX], ax[MAX], died = 0;
        for (size_t x = 0; x < n_age; x++) {
            mx[x] = exp(draw(&seed, -12, round % 2 == 0 ? 0.6 : 4));
            ax[x] = fmin(draw(&seed, 0, 1), 1 / mx[x]);
        }
        ax[open] = 1 / mx[open];
        make(n_age, mx, round % 3 == 0 ? NULL : ax, &c);
        for (size_t x = 0; x < n_age; x++) {
            assert_true(c.qx[x] >= 0 && c.qx[x] <= 1);
            assert_true(c.Sx[x] >= 0 && c.Sx[x] <= 1);
            assert_true(c.dx[x] >= 0 && c.Lx[x] >= 0 && c.ex[x] > 0);
            died += c.dx[x];
            if (x < open) {
                assert_true(c.lx[x + 1] <= c.lx[x] && c.Tx[x + 1] <= c.Tx[x]);
                assert_true(c.Lx[x] >= c.lx[x + 1] && c.Lx[x] <= c.lx[x] * (1 + 1e-15));
            }
            if (c.lx[x] > 1e-200) {
                KOH_ASSERT_NEAR(c.ex[x], c.Tx[x] / c.lx[x], 1e-12);
                KOH_ASSERT_NEAR(c.dx[x], mx[x] * c.Lx[x], 1e-11);
            }
            if (x > 0 && x < open && c.Lx[x - 1] > 1e-200) {
                KOH_ASSERT_NEAR(c.Sx[x], c.Lx[x] / c.Lx[x - 1], 1e-12);
            }
        }
        KOH_ASSERT_NEAR(died, KOH_LIFETABLE_RADIX, 1e-12);
        KOH_ASSERT_NEAR(c.Sx[0], c.Lx[0] / c.lx[0], 1e-13);
        if (c.Tx[open - 1] > 1e-200) {
            KOH_ASSERT_NEAR(c.Sx[open], c.Tx[open] / c.Tx[open - 1], 1e-12);
        }
    }
}

/* A constant hazard m has e(x) = 1/m at every age; a(m) = 1/m - 1/(e^m - 1) makes the table exact. */
static void a_constant_hazard_leaves_the_same_life_at_any_age(void **state)
{
    (void) state;
    const double hazards[] = { 1e-4, 0.01, 0.1, 1 };
    static columns c;
    for (size_t k = 0; k < 4; k++) {
        const double m = hazards[k];
        double mx[MAX], ax[MAX];
        for (size_t x = 0; x < MAX; x++) {
            mx[x] = m;
            ax[x] = x == MAX - 1 ? 1 / m : 1 / m - 1 / expm1(m);
        }
        make(MAX, mx, ax, &c);
        for (size_t x = 0; x < MAX; x++) {
            KOH_ASSERT_NEAR(c.ex[x], 1 / m, 1e-9);
            if (x > 0) {
                KOH_ASSERT_NEAR(c.Sx[x], exp(-m), 1e-9);
            }
        }
    }
}

/* Higher rates leave shorter lives. */
static void more_deaths_shorter_lives(void **state)
{
    (void) state;
    uint64_t seed = 4;
    static columns before, after;
    for (int round = 0; round < 200; round++) {
        double mx[MAX], ax[MAX];
        for (size_t x = 0; x < MAX; x++) {
            mx[x] = exp(draw(&seed, -9, -1));
            ax[x] = x == 0 ? 0.1 : 0.5;
        }
        ax[MAX - 1] = 2;
        make(MAX, mx, ax, &before);
        const size_t worse = draw_bits(&seed) % (MAX - 1);
        mx[worse] *= 1.5;
        make(MAX, mx, ax, &after);
        for (size_t x = 0; x < MAX; x++) {
            assert_true(x <= worse ? after.ex[x] < before.ex[x] : after.ex[x] == before.ex[x]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_fit_each_other),
        cmocka_unit_test(a_constant_hazard_leaves_the_same_life_at_any_age),
        cmocka_unit_test(more_deaths_shorter_lives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
