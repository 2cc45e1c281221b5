/* Model schedules found again, fitted to the United Nations' for Norway; flows whose difference is given; every
 * refusal. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "draw.h"
#include "kohort/migration.h"
#include "national.h"

enum { AGES = 91 };

static void the_schedule_is_its_equation(void **state)
{
    (void) state;
    const koh_rogers_castro s = { 0.021, 0.11, 0.057, 0.093,   21.3,  0.43,  0.0037,
                                  0.61,  64.7, 0.53,  0.00023, 0.027, 0.0031 };
    for (double x = 0; x < 100; x += 7.3) {
        const double children = 0.021 * exp(-0.11 * x), old = 0.00023 * exp(0.027 * x);
        const double labour = 0.057 * exp(-0.093 * (x - 21.3) - exp(-0.43 * (x - 21.3)));
        const double retired = 0.0037 * exp(-0.61 * (x - 64.7) - exp(-0.53 * (x - 64.7)));
        KOH_ASSERT_NEAR(koh_rogers_castro_at(&s, x), children + labour + retired + old + 0.0031, 1e-14);
    }
    /* Each hump peaks at mu + ln(lambda/alpha)/lambda, where its derivative is 0. */
    const koh_rogers_castro hump = { .a3 = 1, .alpha3 = 0.31, .mu3 = 66.6, .lambda3 = 0.83 };
    const double peak = 66.6 + log(0.83 / 0.31) / 0.83, top = koh_rogers_castro_at(&hump, peak);
    assert_true(top > koh_rogers_castro_at(&hump, peak - 0.01) && top > koh_rogers_castro_at(&hump, peak + 0.01));
    assert_true(koh_rogers_castro_at(&hump, -3000) == 0);
}

static koh_rogers_castro drawn(uint64_t *seed, koh_rogers_castro_model model)
{
    koh_rogers_castro s = { .a1 = draw(seed, 0.01, 0.03),
                            .alpha1 = draw(seed, 0.05, 0.2),
                            .a2 = draw(seed, 0.04, 0.09),
                            .alpha2 = draw(seed, 0.07, 0.15),
                            .mu2 = draw(seed, 17, 25),
                            .lambda2 = draw(seed, 0.25, 0.6),
                            .c = draw(seed, 0.002, 0.005) };
    if (model == KOH_ROGERS_CASTRO_9 || model == KOH_ROGERS_CASTRO_13) {
        s.a4 = draw(seed, 1e-4, 3e-4);
        s.lambda4 = draw(seed, 0.02, 0.04);
    }
    if (model >= KOH_ROGERS_CASTRO_11) {
        s.a3 = draw(seed, 0.003, 0.01);
        s.alpha3 = draw(seed, 0.3, 0.8);
        s.mu3 = draw(seed, 62, 68);
        s.lambda3 = draw(seed, 0.3, 0.8);
    }
    return s;
}

/* Rates made from a schedule are met; for the smaller models so are the parameters. */
static void what_was_made_is_found(void **state)
{
    (void) state;
    uint64_t seed = 91;
    double worst[4] = { 1, 1, 1, 1 };
    for (int round = 0; round < 80; round++) {
        const koh_rogers_castro_model model = (koh_rogers_castro_model) (round % 4);
        const koh_rogers_castro truth = drawn(&seed, model);
        double rate[AGES];
        koh_rogers_castro_fit fit;
        koh_error error;
        for (size_t x = 0; x < AGES; x++) {
            rate[x] = koh_rogers_castro_at(&truth, (double) x);
        }
        if (koh_rogers_castro_solve(AGES, rate, NULL, model, &error, &fit) != KOH_OK) {
            fail_msg("round %d: %s", round, error.message);
        }
        worst[model] = fmin(worst[model], fit.r2);
        if (model == KOH_ROGERS_CASTRO_7) {
            KOH_ASSERT_NEAR(fit.schedule.alpha2, truth.alpha2, 1e-4);
            KOH_ASSERT_NEAR(fit.schedule.mu2, truth.mu2, 1e-4);
            KOH_ASSERT_NEAR(fit.schedule.lambda2, truth.lambda2, 1e-4);
            KOH_ASSERT_NEAR(fit.schedule.c, truth.c, 1e-3);
        }
    }
    for (size_t model = 0; model < 4; model++) {
        print_message("model %zu: largest 1 - r2 %.1e\n", model, 1 - worst[model]);
        assert_true(worst[model] > (model < 2 ? 1 - 1e-9 : 1 - 1e-4));
    }
}

/* A size is a size: rates in per mille give heights in per mille. */
static void scale_is_kept(void **state)
{
    (void) state;
    uint64_t seed = 92;
    const koh_rogers_castro truth = drawn(&seed, KOH_ROGERS_CASTRO_7);
    double rate[2][AGES];
    koh_rogers_castro_fit fit[2];
    for (size_t x = 0; x < AGES; x++) {
        rate[0][x] = koh_rogers_castro_at(&truth, (double) x) * exp(draw(&seed, -0.1, 0.1));
        rate[1][x] = 1000 * rate[0][x];
    }
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(koh_rogers_castro_solve(AGES, rate[i], NULL, KOH_ROGERS_CASTRO_7, NULL, &fit[i]), KOH_OK);
    }
    KOH_ASSERT_NEAR(fit[1].schedule.a2, 1000 * fit[0].schedule.a2, 1e-4);
    KOH_ASSERT_NEAR(fit[1].schedule.mu2, fit[0].schedule.mu2, 1e-4);
    KOH_ASSERT_NEAR(fit[1].r2, fit[0].r2, 1e-9);
}

static void the_united_nations_schedule_is_one(void **state)
{
    (void) state;
    static koh_vector vector;
    koh_vector_read(KOH_TEST_VECTORS "/migration/un_norway.csv", &vector);
    const char *const flows[] = { "in", "out" };
    for (size_t i = 0; i < 2; i++) {
        double rate[101], weight[101];
        koh_rogers_castro_fit fit;
        for (size_t x = 0; x < 101; x++) {
            rate[x] = koh_vector_at(&vector, flows[i], "both", x);
            weight[x] = x < 75;
        }
        assert_int_equal(koh_rogers_castro_solve(101, rate, weight, KOH_ROGERS_CASTRO_7, NULL, &fit), KOH_OK);
        const koh_rogers_castro *s = &fit.schedule;
        print_message(
            "UN %s: 1 - r2 = %.1e, a1 %.4f alpha1 %.4f a2 %.4f alpha2 %.4f mu2 %.3f lambda2 %.4f c %.5f (%zu)\n",
            flows[i], 1 - fit.r2, s->a1, s->alpha1, s->a2, s->alpha2, s->mu2, s->lambda2, s->c, fit.iterations);
        assert_true(fit.r2 > 1 - 1e-9);
        KOH_ASSERT_NEAR(s->alpha1, 0.105, 1e-4); /* round: what it was made with */
        KOH_ASSERT_NEAR(s->alpha2, 0.112, 1e-4);
        KOH_ASSERT_NEAR(s->mu2, i == 0 ? 19 : 24, 1e-4);
        KOH_ASSERT_NEAR(s->lambda2, 0.391, 1e-4);
    }
}

static void bad_rates_are_refused(void **state)
{
    (void) state;
    double rate[AGES], weight[AGES];
    koh_rogers_castro_fit fit = { .r2 = 7 };
    koh_error error;
    for (size_t x = 0; x < AGES; x++) {
        rate[x] = 0.01 + 0.0001 * (double) x;
        weight[x] = 1;
    }
    const double bad[] = { -1e-9, NAN, INFINITY };
    for (size_t i = 0; i < 3; i++) {
        rate[33] = bad[i];
        assert_int_equal(koh_rogers_castro_solve(AGES, rate, weight, KOH_ROGERS_CASTRO_7, &error, &fit), KOH_EDOMAIN);
        assert_non_null(strstr(error.message, "age 33"));
        rate[33] = 0.01;
        weight[33] = bad[i];
        assert_int_equal(koh_rogers_castro_solve(AGES, rate, weight, KOH_ROGERS_CASTRO_7, &error, &fit), KOH_EDOMAIN);
        weight[33] = 1;
    }
    assert_int_equal(koh_rogers_castro_solve(7, rate, NULL, KOH_ROGERS_CASTRO_7, &error, &fit), KOH_EDOMAIN);
    assert_int_equal(koh_rogers_castro_solve(13, rate, NULL, KOH_ROGERS_CASTRO_13, &error, &fit), KOH_EDOMAIN);
    for (size_t x = 0; x < AGES; x++) {
        rate[x] = 0.0625;
    }
    assert_int_equal(koh_rogers_castro_solve(64, rate, NULL, KOH_ROGERS_CASTRO_7, &error, &fit), KOH_EDOMAIN);
    assert_true(fit.r2 == 7);
}

static void flows_differ_by_the_net_number(void **state)
{
    (void) state;
    uint64_t seed = 93;
    const koh_moves_options options = koh_moves_options_defaults();
    for (int round = 0; round < 2000; round++) {
        double population[AGES], in_share[AGES], out_rate[AGES], in[AGES], out[AGES], persons = 0, sum[2] = { 0, 0 };
        for (size_t x = 0; x < AGES; x++) {
            population[x] = draw(&seed, 0, 200);
            in_share[x] = draw(&seed, 0, 3);
            out_rate[x] = draw(&seed, 0, 1);
            persons += population[x];
        }
        const koh_moves_input input = { AGES, population, in_share, out_rate, persons * draw(&seed, -0.13, 0.2) };
        assert_int_equal(koh_moves_split(&input, &options, NULL, in, out), KOH_OK);
        for (size_t x = 0; x < AGES; x++) {
            assert_true(in[x] >= 0 && out[x] >= 0 && out[x] <= population[x]);
            KOH_ASSERT_NEAR(in[x] * in_share[7], in[7] * in_share[x], 1e-12);
            KOH_ASSERT_NEAR(out[x] * population[7] * out_rate[7], out[7] * population[x] * out_rate[x], 1e-12);
            sum[0] += in[x];
            sum[1] += out[x];
        }
        assert_true(fabs(sum[0] - sum[1] - input.net) < 1e-9 * persons);
        const double expected =
            fmax(fmax(0.07 * persons + 0.5 * input.net, 0.007 * persons), input.net + 0.007 * persons);
        KOH_ASSERT_NEAR(sum[0], expected, 1e-12);
    }
}

/* 4 + 10 + 100 persons; 60 leave at rates 9, 3, 1: in proportion 36 : 30 : 100, so that more than 4 and more than 10
 * would leave the first two; 46 of the last 100 do. */
static void an_age_that_empties_leaves_the_rest_to_others(void **state)
{
    (void) state;
    const double population[] = { 4, 10, 100 }, in_share[] = { 1, 2, 1 }, out_rate[] = { 9, 3, 1 };
    double in[3] = { 7, 7, 7 }, out[3] = { 7, 7, 7 };
    const koh_moves_options options = { .base = 70.0 / 114, .response = 0, .least = 0 };
    koh_error error;
    koh_moves_input input = { 3, population, in_share, out_rate, 10 };
    assert_int_equal(koh_moves_split(&input, &options, &error, in, out), KOH_WCAPPED);
    assert_int_equal(error.status, KOH_WCAPPED);
    KOH_ASSERT_NEAR(out[0], 4, 1e-14);
    KOH_ASSERT_NEAR(out[1], 10, 1e-14);
    KOH_ASSERT_NEAR(out[2], 46, 1e-13);
    KOH_ASSERT_NEAR(in[1], 35, 1e-14);
    in[0] = out[0] = 7;
    input.net = -50;
    assert_int_equal(koh_moves_split(&input, &options, &error, in, out), KOH_ENOSOLUTION);
    assert_true(in[0] == 7 && out[0] == 7);
}

static void bad_flows_are_refused(void **state)
{
    (void) state;
    double population[] = { 40, 100 }, in_share[] = { 1, 2 }, out_rate[] = { 9, 3 }, in[2] = { 7, 7 },
           out[2] = { 7, 7 };
    koh_moves_options options = koh_moves_options_defaults();
    koh_moves_input input = { 2, population, in_share, out_rate, 1.7 };
    koh_error error;
    const double bad[] = { -1, NAN, INFINITY };
    double *const arrays[] = { population, in_share, out_rate };
    for (size_t i = 0; i < 3; i++) {
        for (size_t k = 0; k < 3; k++) {
            const double kept = arrays[k][1];
            arrays[k][1] = bad[i];
            assert_int_equal(koh_moves_split(&input, &options, &error, in, out), KOH_EDOMAIN);
            assert_non_null(strstr(error.message, "age 1"));
            arrays[k][1] = kept;
        }
        options.base = i == 0 ? 0 : bad[i];
        assert_int_equal(koh_moves_split(&input, &options, &error, in, out), KOH_EDOMAIN);
        options = koh_moves_options_defaults();
        options.response = bad[i];
        assert_int_equal(koh_moves_split(&input, &options, &error, in, out), KOH_EDOMAIN);
        options = koh_moves_options_defaults();
        options.least = i == 0 ? 0.08 : bad[i];
        assert_int_equal(koh_moves_split(&input, &options, &error, in, out), KOH_EDOMAIN);
        options = koh_moves_options_defaults();
    }
    input.net = NAN;
    assert_int_equal(koh_moves_split(&input, &options, &error, in, out), KOH_EDOMAIN);
    input.net = 1.7;
    in_share[0] = in_share[1] = 0;
    assert_int_equal(koh_moves_split(&input, &options, &error, in, out), KOH_EDOMAIN);
    input.population = NULL;
    assert_int_equal(koh_moves_split(&input, &options, &error, in, out), KOH_EMISSING);
    assert_true(in[0] == 7 && out[1] == 7);
    in[1] = -1;
    assert_int_equal(koh_moves_match(2, in_share, &error, in, out), KOH_EDOMAIN);
    in[1] = 7;
    in_share[1] = NAN;
    assert_int_equal(koh_moves_match(2, in_share, &error, in, out), KOH_EDOMAIN);
    assert_true(in[0] == 7 && in[1] == 7 && out[0] == 7);
}

/* Matched flows have the difference, are not below 0, and no other pair of the same difference is nearer. */
static void matched_flows_are_the_nearest(void **state)
{
    (void) state;
    uint64_t seed = 94;
    for (int round = 0; round < 5000; round++) {
        const double I = round % 10 == 0 ? 0 : draw(&seed, 0, 9), O = round % 7 == 0 ? 0 : draw(&seed, 0, 9);
        const double net = draw(&seed, -12, 12);
        double in = I, out = O;
        assert_int_equal(koh_moves_match(1, &net, NULL, &in, &out), KOH_OK);
        assert_true(in >= 0 && out >= 0 && fabs(in - out - net) < 1e-12);
        if (I > 0 && O > 0) {
            const double distance = (in - I) * (in - I) / I + (out - O) * (out - O) / O;
            for (int k = 0; k < 20; k++) {
                const double i = fmax(net, 0) + draw(&seed, 0, 12), o = i - net;
                assert_true((i - I) * (i - I) / I + (o - O) * (o - O) / O >= distance - 1e-9);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_schedule_is_its_equation),
        cmocka_unit_test(what_was_made_is_found),
        cmocka_unit_test(scale_is_kept),
        cmocka_unit_test(the_united_nations_schedule_is_one),
        cmocka_unit_test(bad_rates_are_refused),
        cmocka_unit_test(flows_differ_by_the_net_number),
        cmocka_unit_test(an_age_that_empties_leaves_the_rest_to_others),
        cmocka_unit_test(bad_flows_are_refused),
        cmocka_unit_test(matched_flows_are_the_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
