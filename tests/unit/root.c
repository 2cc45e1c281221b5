/* Zeros that are known are found to the tolerance, in few values; brackets without one are refused. */
#include "test.h"

#include <math.h>

#include "num/root_priv.h"

static double cubic(double x)
{
    return (x - 1.385) * (x * x + 0.7);
}

static double steep(double x)
{
    return exp(40 * (x - 0.817)) - 1;
}

static double flat(double x)
{
    return pow(x - 2.3, 9);
}

static double jump(double x)
{
    return x < 0.6180339 ? -3.1 : 2.7;
}

static koh_status solve(double (*f)(double), double a, double b, double tolerance, koh_root *root)
{
    koh_status status = koh__root_start(a, f(a), b, f(b), tolerance, root);
    while (status == KOH_OK && koh__root_next(root)) {
        koh__root_tell(root, f(root->x));
    }
    return status == KOH_OK ? koh__root_end(root) : status;
}

static void known_zeros_are_found(void **state)
{
    (void) state;
    static const struct {
        double (*f)(double);
        double a, b, zero;
        size_t steps;
    } cases[] = { { cubic, -10, 10, 1.385, 15 },  { cubic, 10, -10, 1.385, 15 }, { cubic, 1.385, 9, 1.385, 0 },
                  { steep, 0, 3, 0.817, 40 },     { flat, 0, 5.7, 2.3, 200 },    { jump, 0, 1, 0.6180339, 60 },
                  { cubic, 1e-9, 1e9, 1.385, 80 } };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        koh_root root;
        assert_int_equal(solve(cases[i].f, cases[i].a, cases[i].b, 1e-12, &root), KOH_OK);
        assert_true(fabs(root.x - cases[i].zero) <= (cases[i].f == flat ? 1e-3 : 2e-12));
        assert_in_range(root.steps, 0, cases[i].steps);
    }
}

static koh_status seek(double (*f)(double), double x, double step, double limit, koh_root *root)
{
    koh_status status = koh__root_seek(x, f(x), step, limit, root);
    while (status == KOH_OK && koh__root_next(root)) {
        koh__root_tell(root, f(root->x));
    }
    return status == KOH_OK ? koh__root_end(root) : status;
}

static void a_zero_is_sought_from_one_side(void **state)
{
    (void) state;
    koh_root root;
    for (double step = 1e-3; step < 1e3; step *= 7.3) {
        assert_int_equal(seek(cubic, -7.7, step, 1e5, &root), KOH_OK);
        KOH_ASSERT_NEAR(root.x, 1.385, 1e-14);
        assert_int_equal(seek(cubic, 31.3, -step, 1e5, &root), KOH_OK);
        KOH_ASSERT_NEAR(root.x, 1.385, 1e-14);
    }
    assert_int_equal(seek(cubic, 1.385, 0.3, 9, &root), KOH_OK);
    assert_true(root.x == 1.385 && root.steps == 0);
    assert_int_equal(seek(cubic, -7.7, -0.1, 50, &root), KOH_ENOSOLUTION); /* the wrong way */
    assert_int_equal(seek(cubic, -7.7, 0.1, 5, &root), KOH_ENOSOLUTION);   /* too far */
    assert_int_equal(seek(cubic, -7.7, 0, 5, &root), KOH_EDOMAIN);
    assert_int_equal(seek(cubic, -7.7, 1, NAN, &root), KOH_EDOMAIN);
    assert_int_equal(koh__root_seek(-7.7, cubic(-7.7), 0.5, 100, &root), KOH_OK);
    root.fx_tolerance = 0.01;
    while (koh__root_next(&root)) {
        koh__root_tell(&root, cubic(root.x));
    }
    assert_int_equal(koh__root_end(&root), KOH_OK);
    assert_true(fabs(root.fx) <= 0.01 && root.fx != 0);
}

static double unknown_inside(double x)
{
    return x > 0.2 && x < 0.8 ? (double) NAN : x - 0.5;
}

static void what_has_no_zero_is_refused(void **state)
{
    (void) state;
    koh_root root;
    assert_int_equal(solve(cubic, 2, 3, 0, &root), KOH_ENOSOLUTION);
    assert_int_equal(solve(cubic, -2, 1, 0, &root), KOH_ENOSOLUTION);
    assert_int_equal(solve(cubic, -2, INFINITY, 0, &root), KOH_EDOMAIN);
    assert_int_equal(solve(cubic, -2, 2, -1e-9, &root), KOH_EDOMAIN);
    assert_int_equal(solve(cubic, -2, 2, NAN, &root), KOH_EDOMAIN);
    assert_int_equal(solve(unknown_inside, 0, 1, 0, &root), KOH_ENOCONVERGENCE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_zeros_are_found),
        cmocka_unit_test(a_zero_is_sought_from_one_side),
        cmocka_unit_test(what_has_no_zero_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
