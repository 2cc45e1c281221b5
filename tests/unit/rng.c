/* Philox4x32-10 against its published answers and against Random123's own code, and the streams made of it. */
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_rng.h>

#if defined(__has_include)
#if __has_include(<Random123/philox.h>)
#include <Random123/philox.h>
#define HAVE_RANDOM123 1
#endif
#endif

#include "num/rng_gsl_priv.h"
#include "num/rng_priv.h"

static void published_answers(void **state)
{
    (void) state;
    FILE *file = fopen(KOH_TEST_VECTORS "/philox4x32_10.txt", "r");
    assert_non_null(file);
    char line[256];
    int n = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        uint32_t v[10], word[4];
        if (line[0] == '#') {
            continue;
        }
        assert_int_equal(sscanf(line, "%x %x %x %x %x %x %x %x %x %x", &v[0], &v[1], &v[2], &v[3], &v[4], &v[5], &v[6],
                                &v[7], &v[8], &v[9]),
                         10);
        koh__philox(v, v + 4, word);
        assert_memory_equal(word, v + 6, sizeof word);
        n++;
    }
    (void) fclose(file);
    assert_int_equal(n, 3);
}

static void same_as_random123(void **state)
{
    (void) state;
#ifdef HAVE_RANDOM123
    koh_stream inputs = koh__stream((koh_stream_id){ .seed = 71 }, 0);
    for (int i = 0; i < 100000; i++) {
        uint32_t v[6], word[4];
        koh__stream_words(&inputs, 6, v);
        koh__philox(v, v + 4, word);
        const philox4x32_ctr_t counter = { { v[0], v[1], v[2], v[3] } };
        const philox4x32_key_t key = { { v[4], v[5] } };
        const philox4x32_ctr_t theirs = philox4x32(counter, key);
        assert_memory_equal(word, theirs.v, sizeof word);
    }
#else
    print_message("skipped: same_as_random123 (librandom123-dev is not installed)\n");
    skip();
#endif
}

static const koh_stream_id some = {
    .seed = UINT64_C(0x9d3c5af1e2b70461), .draw = 917, .region = 3310, .year = 2031, .purpose = KOH_PURPOSE_OUT
};

/* The layout of the counter is what a seed means: it must not change. */
static void the_key_of_a_stream(void **state)
{
    (void) state;
    const uint32_t counter[4] = { 5, 4u << 16 | 2031, 3310, 917 }, key[2] = { 0xe2b70461u, 0x9d3c5af1u };
    uint32_t expected[4], word[4];
    koh__philox(counter, key, expected);
    koh_stream stream = koh__stream(some, 5);
    koh__stream_words(&stream, 4, word);
    assert_memory_equal(word, expected, sizeof word);
}

static void every_part_of_the_key_counts(void **state)
{
    (void) state;
    koh_stream_id ids[6] = { some, some, some, some, some, some };
    ids[1].seed ^= UINT64_C(1) << 63;
    ids[2].draw++;
    ids[3].region++;
    ids[4].year++;
    ids[5].purpose++;
    uint64_t first[6];
    for (int i = 0; i < 6; i++) {
        koh_stream stream = koh__stream(ids[i], 0);
        first[i] = koh__stream_word64(&stream);
        for (int j = 0; j < i; j++) {
            assert_true(first[i] != first[j]);
        }
    }
}

static void words_in_bulk_are_words_one_by_one(void **state)
{
    (void) state;
    enum { N = 97 };
    uint32_t one[N], bulk[N];
    for (size_t skip = 0; skip < 6; skip++) {
        koh_stream a = koh__stream(some, 0), b = a;
        for (size_t i = 0; i < skip; i++) {
            assert_true(koh__stream_word(&a) == koh__stream_word(&b));
        }
        for (size_t i = 0; i < N; i++) {
            one[i] = koh__stream_word(&a);
        }
        koh__stream_words(&b, 40, bulk);
        koh__stream_words(&b, N - 40, bulk + 40);
        assert_memory_equal(one, bulk, sizeof one);
    }
    koh_stream a = koh__stream(some, 9), b = a;
    double u[7];
    koh__stream_uniforms(&a, 7, u);
    for (size_t i = 0; i < 7; i++) {
        assert_true(u[i] == koh__stream_uniform(&b));
    }
}

/* Also the test that the wide form gives the plain form's bits. */
static void fields_are_the_bits_of_the_streams(void **state)
{
    (void) state;
    enum { DRAWS = 1000, STRIDE = 1088 };
    static uint16_t field[KOH_STREAM_FIELDS * STRIDE];
    memset(field, 0xa5, sizeof field);
    koh_stream_id id = some;
    id.draw = UINT32_MAX - 500; /* goes round within */
    koh__stream_fields(id, 77, DRAWS, STRIDE, field);
    for (uint32_t d = 0; d < DRAWS; d++) {
        koh_stream_id own = id;
        own.draw += d;
        koh_stream stream = koh__stream(own, 77);
        for (size_t k = 0; k < KOH_STREAM_FIELDS; k += 2) {
            const uint32_t word = koh__stream_word(&stream);
            assert_int_equal(field[k * STRIDE + d], word & 0xffff);
            assert_int_equal(field[(k + 1) * STRIDE + d], word >> 16);
        }
    }
    assert_int_equal(field[STRIDE - 1], 0xa5a5); /* nothing is written beyond the rounded-up number of draws */
}

static void uniforms_are_open_and_even(void **state)
{
    (void) state;
    enum { BINS = 512, N = 1 << 20 };
    static size_t count[BINS];
    koh_stream stream = koh__stream(some, 0);
    double sum = 0, chi2 = 0;
    for (size_t i = 0; i < N; i++) {
        const double u = koh__stream_uniform(&stream);
        assert_true(u > 0 && u < 1);
        sum += u;
        count[(size_t) (u * BINS)]++;
    }
    for (size_t b = 0; b < BINS; b++) {
        const double expected = (double) N / BINS, gap = (double) count[b] - expected;
        chi2 += gap * gap / expected;
    }
    assert_true(gsl_cdf_chisq_Q(chi2, BINS - 1) > 1e-4);
    assert_true(fabs(sum / N - 0.5) < 4 / sqrt(12.0 * N));
    assert_true((double) (UINT64_MAX >> 11 | 1) * 0x1p-53 < 1); /* the largest */
}

static void a_generator_of_gsl(void **state)
{
    (void) state;
    gsl_rng *rng = gsl_rng_alloc(&koh__rng_gsl_philox);
    assert_non_null(rng);
    koh__rng_gsl_set(rng, some);
    koh_stream stream = koh__stream(some, 0);
    for (int i = 0; i < 100; i++) {
        assert_true(gsl_rng_get(rng) == koh__stream_word(&stream));
        assert_true(gsl_rng_uniform(rng) == koh__stream_uniform(&stream));
    }
    /* Where mt19937 of GSL takes seeds modulo 2^32 and 0 for 4357, no two of ours meet. */
    const unsigned long seeds[] = { 0, 1, 4357, 1 + (1ul << 32) };
    unsigned long first[4];
    for (int i = 0; i < 4; i++) {
        gsl_rng_set(rng, seeds[i]);
        first[i] = gsl_rng_get(rng);
        for (int j = 0; j < i; j++) {
            assert_true(first[i] != first[j]);
        }
    }
    gsl_rng_free(rng);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_answers),
        cmocka_unit_test(same_as_random123),
        cmocka_unit_test(the_key_of_a_stream),
        cmocka_unit_test(every_part_of_the_key_counts),
        cmocka_unit_test(words_in_bulk_are_words_one_by_one),
        cmocka_unit_test(fields_are_the_bits_of_the_streams),
        cmocka_unit_test(uniforms_are_open_and_even),
        cmocka_unit_test(a_generator_of_gsl),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
