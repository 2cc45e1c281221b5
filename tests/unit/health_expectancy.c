/* Sullivan's method: a published example, a variance by hand and by simulation, the limits at prevalence 0 and 1, and
 * every refusal. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "draw.h"
#include "kohort/health_expectancy.h"
#include "kohort/lifetable.h"
#include "kohort/mortality.h"
#include "kohort/sex.h"
#include "national.h"

/* E. Hauet (1997), in Practical Guide on Health Expectancy Calculation: "Sullivan Method", European Concerted Action
 * (the first edition of Jagger, Van Oyen & Robine), table 1: men, France 1991, from 65. The last row prints the share
 * with disability, 0.710; its person-years are those of 1 - 0.710 to four digits. */
static void a_published_example(void **state)
{
    (void) state;
    const double lx[] = { 89367, 84968, 78012, 66625, 48532 }, Lx[] = { 436589, 408793, 364013, 290533, 289068 };
    const double free[] = { 0.804, 0.714, 0.630, 0.487, 83967.0 / 289068 }, printed[] = { 12.3, 8.8, 5.8, 3.4, 1.7 };
    const double total[] = { 1097520, 746643, 454701, 225526, 83967 };
    double prevalence[5], width[5], without[5], with[5];
    for (size_t i = 0; i < 5; i++) {
        prevalence[i] = 1 - free[i];
        width[i] = 5;
    }
    const koh_health_input input = { 5, lx, Lx, prevalence, NULL, NULL, width };
    koh_health_expectancy output = { .without = without, .with = with };
    assert_int_equal(koh_health_compute(&input, NULL, &output), KOH_OK);
    for (size_t i = 0; i < 5; i++) {
        assert_true(fabs(without[i] - printed[i]) < 0.05);
        assert_true(fabs(without[i] * lx[i] - total[i]) < 500); /* shares are printed with three digits */
    }
}

/* Two groups of one year: l = 100, 80; L = 90, 160; pi = 1/4, 1/2; N = 12, 40; D = 5.
 * Open group: y = 2, H = 1, Var = 4 (1/4)/40 = 1/40. First: p = 4/5, q = 1/5, y = 9/10, H = 27/40 + 4/5 = 59/40,
 * (1 - a) n = 10/20, change = 3/8 + 1 = 11/8, Var q = (1/25)(4/5)/5 = 4/625, Var pi = (3/16)/12 = 1/64,
 * Var = (16/25)/40 + (121/64)(4/625) + (81/100)/64. With need: H' = 9/40 + 4/5, change = 1/8 + 1 = 9/8. */
static void a_variance_by_hand(void **state)
{
    (void) state;
    const double lx[] = { 100, 80 }, Lx[] = { 90, 160 }, pi[] = { 0.25, 0.5 }, N[] = { 12, 40 }, D[] = { 5, 30 };
    double without[2], with[2], se[2][2];
    koh_health_expectancy output = { without, with, se[0], se[1] };
    const koh_health_input input = { 2, lx, Lx, pi, N, D, NULL };
    assert_int_equal(koh_health_compute(&input, NULL, &output), KOH_OK);
    KOH_ASSERT_NEAR(without[0], 59.0 / 40, 1e-14);
    KOH_ASSERT_NEAR(with[0], 41.0 / 40, 1e-14);
    KOH_ASSERT_NEAR(without[1], 1, 1e-14);
    KOH_ASSERT_NEAR(se[0][1] * se[0][1], 1.0 / 40, 1e-14);
    const double both = 16.0 / 25 / 40 + 81.0 / 6400;
    KOH_ASSERT_NEAR(se[0][0] * se[0][0], both + 121.0 / 64 * 4 / 625, 1e-14);
    KOH_ASSERT_NEAR(se[1][0] * se[1][0], both + 81.0 / 64 * 4 / 625, 1e-14);
}

enum { AGES = 106 };

typedef struct norway {
    double qx[AGES], lx[AGES], dx[AGES], Lx[AGES], Sx[AGES], Tx[AGES], ex[AGES], deaths[AGES];
} norway;

static void make_norway(norway *n)
{
    static koh_national national;
    double sum[2][KOH_NATIONAL_AGES], mx[AGES];
    koh_national_read(&national);
    koh_national_sum(&national, 2015, 2019, KOH_FEMALE, AGES, sum);
    for (size_t x = 0; x < AGES; x++) {
        mx[x] = sum[0][x] / sum[1][x];
        n->deaths[x] = sum[0][x];
    }
    koh_lifetable table = { n->qx, n->lx, n->dx, n->Lx, n->Sx, n->Tx, n->ex };
    assert_int_equal(koh_lifetable_compute(&(koh_lifetable_input){ .n_age = AGES, .mx = mx }, NULL, &table), KOH_OK);
}

static void the_limits_are_life_expectancy_and_nothing(void **state)
{
    (void) state;
    static norway n;
    make_norway(&n);
    uint64_t seed = 81;
    double prevalence[AGES], without[AGES], with[AGES], se[2][AGES], surveyed[AGES];
    for (int round = 0; round < 20; round++) {
        for (size_t x = 0; x < AGES; x++) {
            prevalence[x] = round == 0 ? 0 : round == 1 ? 1 : draw(&seed, 0, 1);
            surveyed[x] = draw(&seed, 1, 400);
        }
        koh_health_input input = { .n_age = AGES, .lx = n.lx, .Lx = n.Lx, .prevalence = prevalence };
        koh_health_expectancy output = { without, with, se[0], se[1] };
        assert_int_equal(koh_health_compute(&input, NULL, &output), KOH_OK);
        for (size_t x = 0; x < AGES; x++) {
            KOH_ASSERT_NEAR(without[x] + with[x], n.ex[x], 1e-12);
            assert_true(se[0][x] == 0 && se[1][x] == 0);
            assert_true(round != 0 || (with[x] == 0 && fabs(without[x] - n.ex[x]) < 1e-11));
            assert_true(round != 1 || (without[x] == 0 && fabs(with[x] - n.ex[x]) < 1e-11));
        }
        input.surveyed = surveyed;
        input.deaths = n.deaths;
        double more[AGES], tenfold[AGES];
        assert_int_equal(koh_health_compute(&input, NULL, &output), KOH_OK);
        for (size_t x = 0; x < AGES; x++) {
            tenfold[x] = 100 * surveyed[x];
            n.deaths[x] *= 100;
        }
        input.surveyed = tenfold;
        koh_health_expectancy again = { .se_without = more };
        assert_int_equal(koh_health_compute(&input, NULL, &again), KOH_OK);
        for (size_t x = 0; x < AGES; x++) {
            n.deaths[x] /= 100;
            assert_true(fabs(more[x] - se[0][x] / 10) <= 1e-12 * se[0][x]);
        }
    }
}

/* The variance over simulated surveys and deaths is the formula's. */
static void the_variance_is_that_of_simulation(void **state)
{
    (void) state;
    enum { ROUNDS = 20000, N = 3 };
    uint64_t seed = 82;
    const double q[N] = { 0.13, 0.31, 1 }, pi[N] = { 0.22, 0.41, 0.67 }, y[N] = { 0.94, 0.85, 2.7 };
    const int at_risk[N] = { 300, 260, 1 }, asked[N] = { 70, 110, 90 };
    double lx[N] = { 1, 0.87, 0.87 * 0.69 }, Lx[N], deaths[N], surveyed[N], sum[2] = { 0, 0 }, se[N];
    for (size_t x = 0; x < N; x++) {
        Lx[x] = lx[x] * y[x];
        deaths[x] = q[x] * at_risk[x];
        surveyed[x] = asked[x];
    }
    for (int round = 0; round < ROUNDS; round++) {
        double alive = 1, years = 0;
        for (size_t x = 0; x < N; x++) {
            double died = 0, need = 0;
            for (int i = 0; i < at_risk[x]; i++) {
                died += draw(&seed, 0, 1) < q[x];
            }
            for (int i = 0; i < asked[x]; i++) {
                need += draw(&seed, 0, 1) < pi[x];
            }
            const double prob = died / at_risk[x], lost = (1 - y[x]) / q[x]; /* a as in the table */
            const double lived = x + 1 < N ? 1 - lost * prob : y[x];
            years += alive * lived * (1 - need / asked[x]);
            alive *= 1 - prob;
        }
        sum[0] += years / ROUNDS;
        sum[1] += years * years / ROUNDS;
    }
    koh_health_expectancy output = { .se_without = se };
    const koh_health_input input = { N, lx, Lx, pi, surveyed, deaths, NULL };
    assert_int_equal(koh_health_compute(&input, NULL, &output), KOH_OK);
    KOH_ASSERT_NEAR(se[0] * se[0], sum[1] - sum[0] * sum[0], 0.05); /* 4 errors of 20 000, and the linear formula's */
}

static void bad_inputs_are_refused_and_nothing_is_written(void **state)
{
    (void) state;
    double lx[] = { 100, 80, 50 }, Lx[] = { 90, 65, 400 }, pi[] = { 0.2, 0.3, 0.4 }, N[] = { 10, 20, 30 };
    double D[] = { 20, 30, 50 }, width[] = { 1, 1, 1 }, without[3] = { 7, 7, 7 };
    koh_health_input input = { 3, lx, Lx, pi, N, D, width };
    koh_health_expectancy output = { .without = without };
    koh_error error;
    assert_int_equal(koh_health_check(&input, &error), KOH_OK);
    const struct {
        double *place, value;
    } bad[] = {
        { &lx[1], 0 },       { &lx[1], 101 },      { &lx[2], -1 }, { &lx[1], NAN },      { &Lx[1], 80.1 },
        { &Lx[1], 49.9 },    { &Lx[1], NAN },      { &Lx[2], -1 }, { &Lx[2], INFINITY }, { &pi[1], -0.01 },
        { &pi[1], 1.01 },    { &pi[1], NAN },      { &N[1], 0 },   { &N[1], -4 },        { &N[1], NAN },
        { &D[1], 0 },        { &D[1], -1 },        { &D[2], NAN }, { &width[1], 0 },     { &width[0], NAN },
        { &N[0], INFINITY }, { &lx[0], INFINITY },
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        const double kept = *bad[i].place;
        *bad[i].place = bad[i].value;
        assert_int_equal(koh_health_compute(&input, &error, &output), KOH_EDOMAIN);
        assert_non_null(strstr(error.message, "age group"));
        *bad[i].place = kept;
    }
    input.n_age = 0;
    assert_int_equal(koh_health_compute(&input, &error, &output), KOH_EDOMAIN);
    input.n_age = 3;
    input.prevalence = NULL;
    assert_int_equal(koh_health_compute(&input, &error, &output), KOH_EMISSING);
    assert_true(without[0] == 7 && without[2] == 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_published_example),
        cmocka_unit_test(a_variance_by_hand),
        cmocka_unit_test(the_limits_are_life_expectancy_and_nothing),
        cmocka_unit_test(the_variance_is_that_of_simulation),
        cmocka_unit_test(bad_inputs_are_refused_and_nothing_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
