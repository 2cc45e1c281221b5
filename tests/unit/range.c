/* Quantiles of ranges against the distribution functions of GSL, and what is no range. */
#include "test.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "draw.h"
#include "kohort/range.h"

static const koh_range uneven = { KOH_SHAPE_NORMAL, 2.385, 3.107, 4.912 };

static koh_range of(koh_shape shape)
{
    koh_range range = uneven;
    range.shape = shape;
    return range;
}

static void low_centre_and_high_are_met(void **state)
{
    (void) state;
    for (int shape = KOH_SHAPE_NORMAL; shape <= KOH_SHAPE_LOGNORMAL; shape++) {
        const koh_range range = of((koh_shape) shape);
        KOH_ASSERT_NEAR(koh_range_at(&range, 0.1), range.low, 1e-13);
        KOH_ASSERT_NEAR(koh_range_at(&range, 0.5), range.centre, 1e-13);
        KOH_ASSERT_NEAR(koh_range_at(&range, 0.9), range.high, 1e-13);
    }
    for (int shape = KOH_SHAPE_TRIANGULAR; shape < KOH_SHAPES; shape++) {
        const koh_range range = of((koh_shape) shape);
        assert_true(koh_range_at(&range, 1e-12) >= range.low && koh_range_at(&range, 1e-12) < range.low + 0.02);
        assert_true(koh_range_at(&range, 1 - 1e-12) <= range.high &&
                    koh_range_at(&range, 1 - 1e-12) > range.high - 0.02);
    }
}

/* Each shape's distribution function, by other code, at its quantile. */
static double below(const koh_range *r, double x)
{
    const double width = r->high - r->low, z_90 = gsl_cdf_ugaussian_Pinv(0.9);
    const double a = 1 + 4 * (r->centre - r->low) / width, b = 1 + 4 * (r->high - r->centre) / width;
    switch (r->shape) {
    case KOH_SHAPE_NORMAL:
        return gsl_cdf_gaussian_P(x - r->centre, (x < r->centre ? r->centre - r->low : r->high - r->centre) / z_90);
    case KOH_SHAPE_LOGNORMAL:
        return gsl_cdf_lognormal_P(x, log(r->centre),
                                   (x < r->centre ? log(r->centre / r->low) : log(r->high / r->centre)) / z_90);
    case KOH_SHAPE_TRIANGULAR:
        return x < r->centre ? (x - r->low) * (x - r->low) / (width * (r->centre - r->low))
                             : 1 - (r->high - x) * (r->high - x) / (width * (r->high - r->centre));
    case KOH_SHAPE_UNIFORM:
        return gsl_cdf_flat_P(x, r->low, r->high);
    case KOH_SHAPE_BETA:
    case KOH_SHAPES:
        break;
    }
    return gsl_cdf_beta_P((x - r->low) / width, a, b);
}

static void quantiles_invert_the_distribution(void **state)
{
    (void) state;
    uint64_t seed = 83;
    for (int i = 0; i < 4000; i++) {
        const double low = draw(&seed, 0.2, 3), high = low + draw(&seed, 0.01, 4), prob = draw(&seed, 0.0001, 0.9999);
        const koh_range range = { (koh_shape) (i % KOH_SHAPES), low, low + draw(&seed, 0.02, 0.98) * (high - low),
                                  high };
        assert_int_equal(koh_range_check(&range, NULL), KOH_OK);
        KOH_ASSERT_NEAR(below(&range, koh_range_at(&range, prob)), prob, 1e-10);
    }
}

/* The mean of a PERT range is (low + 4 centre + high) / 6: D. G. Malcolm et al. (1959). */
static void the_mean_of_a_beta_range(void **state)
{
    (void) state;
    enum { N = 20000 };
    const koh_range range = of(KOH_SHAPE_BETA);
    double sum = 0;
    for (int i = 0; i < N; i++) {
        sum += koh_range_at(&range, (i + 0.5) / N);
    }
    KOH_ASSERT_NEAR(sum / N, (range.low + 4 * range.centre + range.high) / 6, 1e-5);
}

static void a_closed_range_is_its_centre(void **state)
{
    (void) state;
    for (int shape = 0; shape < KOH_SHAPES; shape++) {
        const koh_range range = { (koh_shape) shape, 0.95, 0.95, 0.95 };
        assert_true(koh_range_at(&range, 0.031) == 0.95 && koh_range_at(&range, 0.97) == 0.95);
    }
}

static void expect(koh_range range, const char *said)
{
    koh_error error = { 0 };
    assert_int_equal(koh_range_check(&range, &error), KOH_EDOMAIN);
    if (strstr(error.message, said) == NULL) {
        fail_msg("'%s' does not say '%s'", error.message, said);
    }
}

static void what_is_no_range_is_told(void **state)
{
    (void) state;
    expect((koh_range){ KOH_SHAPE_NORMAL, 3, 2, 1 }, "lower end 3 lies above the upper end 1");
    expect((koh_range){ KOH_SHAPE_NORMAL, 1, 2.5, 2 }, "2.5 lies outside of its range, 1 to 2");
    expect((koh_range){ KOH_SHAPE_UNIFORM, 1, 0.5, 2 }, "0.5 lies outside");
    expect((koh_range){ KOH_SHAPE_LOGNORMAL, 0, 1, 2 }, "above 0");
    expect((koh_range){ KOH_SHAPE_NORMAL, NAN, 1, 2 }, "finite");
    expect((koh_range){ KOH_SHAPE_NORMAL, 0, 1, INFINITY }, "finite");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(low_centre_and_high_are_met), cmocka_unit_test(quantiles_invert_the_distribution),
        cmocka_unit_test(the_mean_of_a_beta_range),    cmocka_unit_test(a_closed_range_is_its_centre),
        cmocka_unit_test(what_is_no_range_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
