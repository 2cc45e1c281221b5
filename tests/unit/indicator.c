/* Intervals and standardisation against published examples, and what must hold whatever the data. */
#include "test.h"

#include <math.h>

#include "kohort/indicator.h"

/* R. G. Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3. */
static void wilson_as_published(void **state)
{
    (void) state;
    static const double known[][4] = {
        { 81, 263, 0.2553, 0.3662 }, { 15, 148, 0.0624, 0.1605 }, { 0, 20, 0, 0.1611 }, { 1, 29, 0.0061, 0.1718 }
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        koh_interval e;
        assert_int_equal(koh_share_interval(known[i][0], known[i][1], 0.95, &e), KOH_OK);
        assert_true(fabs(e.value - known[i][0] / known[i][1]) < 1e-15);
        assert_true(fabs(e.low - known[i][2]) < 5.1e-5 && fabs(e.high - known[i][3]) < 5.1e-5);
    }
}

/* F. Garwood (1936): 95 % limits of a Poisson count. */
static void poisson_as_published(void **state)
{
    (void) state;
    static const double known[][3] = {
        { 0, 0, 3.689 }, { 1, 0.0253, 5.572 }, { 10, 4.795, 18.39 }, { 50, 37.11, 65.92 }
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        koh_interval e;
        assert_int_equal(koh_rate_interval(known[i][0], 1, 0.95, &e), KOH_OK);
        KOH_ASSERT_NEAR(e.low, known[i][1], 1e-3);
        KOH_ASSERT_NEAR(e.high, known[i][2], 5e-4);
    }
}

enum { AGES = 6 };

/* Births and Down's syndrome by age of the mother, Michigan 1950-1964 (J. L. Fleiss 1981, p. 249), and the table of Fay
 * & Feuer (1997), per 100 000. */
static void direct_as_published(void **state)
{
    (void) state;
    static const double cases[2][AGES] = { { 107, 141, 60, 40, 39, 25 }, { 0, 8, 63, 112, 262, 295 } };
    static const double persons[2][AGES] = { { 230061, 329449, 114920, 39487, 14208, 3052 },
                                             { 327, 30666, 123419, 149919, 104088, 34392 } };
    static const double standard[AGES] = { 63986.6, 186263.6, 157302.2, 97647.0, 47572.6, 12262.6 };
    static const double known[2][3] = { { 92.3, 80.4, 106 }, { 75.5, 67.7, 188 } };
    for (size_t i = 0; i < 2; i++) {
        koh_interval e;
        const koh_strata strata = { AGES, cases[i], persons[i], standard };
        assert_int_equal(koh_standardise_direct(&strata, 0.95, &e), KOH_OK);
        assert_true(fabs(1e5 * e.value - known[i][0]) < 0.051);
        assert_true(fabs(1e5 * e.low - known[i][1]) < 0.051);
        assert_true(fabs(1e5 * e.high - known[i][2]) < 0.51);
    }
}

enum { STRATA = 10 };

/* Deaths of skin cancer by age, Florida and the United States 2000, with the deaths expected and the ratio that SAS
 * prints of them (SAS/STAT User's Guide, The STDRATE Procedure, Getting Started: Florida Department of Health; A. M.
 * Minino et al. 2002). */
static void indirect_as_published(void **state)
{
    (void) state;
    static const double deaths[STRATA] = { 0, 0, 4, 14, 43, 72, 70, 126, 136, 73 };
    static const double persons[STRATA] = { 953785,  1997935, 1885014, 1957573, 2356649,
                                            2088000, 1548371, 1447432, 1087524, 335944 };
    static const double country[STRATA] = { 0, 1, 41, 186, 626, 1199, 1303, 1637, 1624, 803 };
    static const double everybody[STRATA] = { 19175798, 41077577, 39183891, 39892024, 45148527,
                                              37677952, 24274684, 18390986, 12361180, 4239587 };
    static const double expected[STRATA] = { 0, 0.049, 1.972, 9.127, 32.676, 66.445, 83.112, 128.837, 142.878, 63.630 };
    static const double known[] = { 2.0280, 1.5339, 1.3160, 1.0836, 0.8422 }; /* of the ages from 15-24 to 55-64 */
    double rates[STRATA], sum = 0;
    koh_interval e;
    for (size_t i = 0; i < STRATA; i++) {
        rates[i] = country[i] / everybody[i];
        sum += expected[i];
        assert_true(fabs(rates[i] * persons[i] - expected[i]) < 5.1e-4);
    }
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        const koh_strata one = { 1, deaths + 2 + i, persons + 2 + i, rates + 2 + i };
        assert_int_equal(koh_standardise_indirect(&one, 0.95, &e), KOH_OK);
        assert_true(fabs(e.value - known[i]) < 5.1e-5);
    }
    const koh_strata all = { STRATA, deaths, persons, rates };
    assert_int_equal(koh_standardise_indirect(&all, 0.95, &e), KOH_OK);
    assert_true(fabs(e.value - 538 / sum) < 1e-5);
}

/* Deaths of cancer, ratios to those expected of Korean men and exact 95 % limits, as printed to two decimals: PLoS ONE
 * 9 (2014), e88264, table 3; and 5 cases of kidney cancer, 7.97 (2.59-18.59): D. Henschler et al. (1995), Archives of
 * Toxicology 69, 291-299, abstract. Limits are held against the ratio, which was rounded before them. */
static void limits_of_ratios_as_published(void **state)
{
    (void) state;
    static const double known[][4] = { { 41, 0.64, 0.46, 0.87 }, { 274, 1.04, 0.92, 1.17 }, { 4, 0.33, 0.09, 0.84 },
                                       { 53, 1.08, 0.81, 1.41 }, { 5, 1.21, 0.39, 2.83 },   { 5, 7.97, 2.59, 18.59 } };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        const double *row = known[i], one = 1, expected = row[0] / row[1], half = 0.005;
        koh_interval e;
        assert_int_equal(koh_standardise_indirect(&(koh_strata){ 1, row, &one, &expected }, 0.95, &e), KOH_OK);
        assert_true(fabs(e.low - row[2]) <= half * (1 + e.low / row[1]));
        assert_true(fabs(e.high - row[3]) <= half * (1 + e.high / row[1]));
    }
}

/* A standard in proportion to the area itself gives the crude rate and the exact interval. */
static void own_standard_is_the_crude_rate(void **state)
{
    (void) state;
    static const double cases[] = { 3, 0, 11 }, persons[] = { 731, 1290, 442 }, scaled[] = { 7310, 12900, 4420 };
    const koh_strata strata = { 3, cases, persons, scaled };
    koh_interval direct, crude, indirect;
    assert_int_equal(koh_standardise_direct(&strata, 0.9, &direct), KOH_OK);
    assert_int_equal(koh_rate_interval(14, 2463, 0.9, &crude), KOH_OK);
    KOH_ASSERT_NEAR(direct.value, crude.value, 1e-13);
    KOH_ASSERT_NEAR(direct.low, crude.low, 1e-11);
    KOH_ASSERT_NEAR(direct.high, crude.high, 1e-11);
    const double rates[] = { 3 / 731.0, 0, 11 / 442.0 };
    const koh_strata expected = { 3, cases, persons, rates };
    assert_int_equal(koh_standardise_indirect(&expected, 0.95, &indirect), KOH_OK);
    KOH_ASSERT_NEAR(indirect.value, 1, 1e-13);
    assert_true(indirect.low < 1 && indirect.high > 1);
}

static void inequality_of_a_line(void **state)
{
    (void) state;
    /* Ranks of groups of 30, 50 and 20 %: 0.15, 0.55, 0.90; rate 0.20 - 0.13 x. */
    const double persons[] = { 300, 500, 200 }, rate[] = { 0.20 - 0.13 * 0.15, 0.20 - 0.13 * 0.55, 0.20 - 0.13 * 0.90 };
    const double flat[] = { 0.1, 0.1, 0.1 };
    koh_inequality i;
    assert_int_equal(koh_inequality_of(3, rate, persons, &i), KOH_OK);
    KOH_ASSERT_NEAR(i.slope, 0.13, 1e-12);
    KOH_ASSERT_NEAR(i.relative, 0.20 / 0.07, 1e-12);
    assert_int_equal(koh_inequality_of(3, flat, persons, &i), KOH_OK);
    assert_true(i.slope == 0 && i.relative == 1);
    /* By hand: groups of 40, 50 and 10 % at -0.3, 0.15, 0.45 of the middle; 0.4 0.3^2 + 0.5 0.15^2 + 0.1 0.45^2 =
     * 0.0675. The line ends below 0, where there is no ratio. */
    const double uneven[] = { 40, 50, 10 }, falling[] = { 0.7, 0.2, 0.2 };
    assert_int_equal(koh_inequality_of(3, falling, uneven, &i), KOH_OK);
    KOH_ASSERT_NEAR(i.slope, 0.06 / 0.0675, 1e-12);
    assert_true(isnan(i.relative));
}

static void standing(void **state)
{
    (void) state;
    const koh_interval e = { 0.2, 0.1, 0.3 }, unknown = { (double) NAN, (double) NAN, (double) NAN };
    assert_int_equal(koh_standing_of(&e, 0.05), KOH_STANDING_HIGHER);
    assert_int_equal(koh_standing_of(&e, 0.4), KOH_STANDING_LOWER);
    assert_int_equal(koh_standing_of(&e, 0.3), KOH_STANDING_ALIKE);
    assert_int_equal(koh_standing_of(&e, (double) NAN), KOH_STANDING_UNKNOWN);
    assert_int_equal(koh_standing_of(&unknown, 0.1), KOH_STANDING_UNKNOWN);
}

static void bad_numbers(void **state)
{
    (void) state;
    koh_interval e;
    koh_inequality i;
    const double one[] = { 1, 1 }, none[] = { 0, 0 }, minus[] = { 1, -1 };
    assert_int_equal(koh_share_interval(5, 4, 0.95, &e), KOH_EDOMAIN);
    assert_int_equal(koh_share_interval(1, 0, 0.95, &e), KOH_EDOMAIN);
    assert_int_equal(koh_share_interval(1, 4, 1, &e), KOH_EDOMAIN);
    assert_int_equal(koh_rate_interval(-1, 4, 0.95, &e), KOH_EDOMAIN);
    assert_int_equal(koh_rate_interval(1, (double) INFINITY, 0.95, &e), KOH_EDOMAIN);
    assert_int_equal(koh_standardise_direct(&(koh_strata){ 2, one, one, none }, 0.95, &e), KOH_EDOMAIN);
    assert_int_equal(koh_standardise_direct(&(koh_strata){ 2, one, none, one }, 0.95, &e), KOH_EDOMAIN);
    assert_int_equal(koh_standardise_indirect(&(koh_strata){ 2, minus, one, one }, 0.95, &e), KOH_EDOMAIN);
    assert_int_equal(koh_inequality_of(1, one, one, &i), KOH_EDOMAIN);
    assert_int_equal(koh_inequality_of(2, one, minus, &i), KOH_EDOMAIN);
    assert_int_equal(koh_standardise_direct(&(koh_strata){ 2, none, one, one }, 0.95, &e), KOH_OK);
    assert_true(e.value == 0 && e.low == 0 && e.high > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wilson_as_published),
        cmocka_unit_test(poisson_as_published),
        cmocka_unit_test(direct_as_published),
        cmocka_unit_test(indirect_as_published),
        cmocka_unit_test(limits_of_ratios_as_published),
        cmocka_unit_test(own_standard_is_the_crude_rate),
        cmocka_unit_test(inequality_of_a_line),
        cmocka_unit_test(standing),
        cmocka_unit_test(bad_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
