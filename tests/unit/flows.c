/* Gross migration from registers: rates that made the moves come back, sums over ages stay, bad registers are told. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "kohort/gross_migration.h"
#include "kohort/projection.h"

enum { AGES = 12, YEARS = 3, SIZE = 2 * AGES };

/* A municipality made by the projection engine from flows that are known. */
typedef struct made {
    double persons[(YEARS + 1) * SIZE], moves[KOH_FLOWS][YEARS * SIZE];
    double in[SIZE], immigration[SIZE], out[SIZE], emigration[SIZE];
    koh_register population;
    koh_flow_register flows;
} made;

static void make(made *m, double slope)
{
    double survival[SIZE], fertility[AGES] = { 0 };
    koh_proj_workspace *workspace;
    assert_int_equal(koh_proj_workspace_new(AGES, &workspace), KOH_OK);
    for (size_t i = 0; i < SIZE; i++) {
        survival[i] = 0.97;
        m->persons[i] = 500 + 13.7 * (double) (i % 7);
        m->in[i] = 9 + slope * (double) (i % AGES);
        m->immigration[i] = 3;
        m->out[i] = 0.04 + 0.001 * slope * (double) (i % AGES);
        m->emigration[i] = 0.013;
    }
    fertility[5] = 0.4;
    const koh_proj_year year = { .survival = survival,
                                 .fertility = fertility,
                                 .boys_per_girl = 1.056,
                                 .in_count = m->in,
                                 .out_rate = m->out,
                                 .immigration = m->immigration,
                                 .emigration_rate = m->emigration };
    for (size_t t = 0; t < YEARS; t++) {
        koh_proj_components c = { .in = m->moves[KOH_FLOW_IN] + t * SIZE,
                                  .out = m->moves[KOH_FLOW_OUT] + t * SIZE,
                                  .immigration = m->moves[KOH_FLOW_IMMIGRATION] + t * SIZE,
                                  .emigration = m->moves[KOH_FLOW_EMIGRATION] + t * SIZE };
        assert_int_equal(
            koh_proj_step(m->persons + t * SIZE, &year, KOH_TIMING_END, workspace, m->persons + (t + 1) * SIZE, &c),
            KOH_OK);
    }
    koh_proj_workspace_free(workspace);
    m->population = (koh_register){ 2020, YEARS + 1, AGES, m->persons };
    m->flows = (koh_flow_register){ .first_year = 2020, .n_years = YEARS, .n_age = AGES };
    for (size_t f = 0; f < KOH_FLOWS; f++) {
        m->flows.moves[f] = m->moves[f];
    }
}

typedef struct rates {
    double out[SIZE], emigration[SIZE], in[SIZE], immigration[SIZE];
} rates;

static koh_status estimate(const made *m, int from, int to, size_t n_age, koh_error *error, rates *r)
{
    koh_flow_rates found = { r->out, r->emigration, r->in, r->immigration };
    return koh_flows_estimate(&m->population, &m->flows, from, to, n_age, error, &found);
}

static void rates_come_back(void **state)
{
    (void) state;
    made m;
    rates r;
    koh_error error;
    make(&m, 0);
    assert_int_equal(estimate(&m, 2020, 2023, AGES, &error, &r), KOH_OK);
    for (size_t i = 0; i < SIZE; i++) {
        KOH_ASSERT_NEAR(r.out[i], 0.04, 1e-12);
        KOH_ASSERT_NEAR(r.emigration[i], 0.013, 1e-12);
        KOH_ASSERT_NEAR(r.in[i], 9, 1e-12);
        KOH_ASSERT_NEAR(r.immigration[i], 3, 1e-12);
    }
}

/* Rates and counts that rise by age: the ends are as they are, an inner age is the mean of its neighbours. */
static void neighbours_share(void **state)
{
    (void) state;
    made m;
    rates r;
    koh_error error;
    make(&m, 2);
    assert_int_equal(estimate(&m, 2021, 2022, AGES, &error, &r), KOH_OK);
    double in = 0, given = 0;
    for (size_t i = 0; i < SIZE; i++) {
        in += r.in[i];
        given += m.in[i];
    }
    KOH_ASSERT_NEAR(in, given, 1e-12);
    for (size_t sex = 0; sex < 2; sex++) {
        const size_t at = sex * AGES;
        KOH_ASSERT_NEAR(r.out[at], m.out[at], 1e-12);
        KOH_ASSERT_NEAR(r.out[at + AGES - 1], m.out[at + AGES - 1], 1e-12);
        KOH_ASSERT_NEAR(r.in[at + 5], m.in[at + 5], 1e-12); /* linear */
        double left = 0, survivors = 0;
        static const double weight[] = { 1, 2, 3, 2, 1 };
        for (size_t k = 0; k < 5; k++) {
            const size_t cell = SIZE + at + 4 + k; /* of 2021 */
            const double gone = m.moves[KOH_FLOW_OUT][cell] + m.moves[KOH_FLOW_EMIGRATION][cell];
            survivors += weight[k] * (m.persons[SIZE + cell] - m.moves[KOH_FLOW_IN][cell] -
                                      m.moves[KOH_FLOW_IMMIGRATION][cell] + gone);
            left += weight[k] * m.moves[KOH_FLOW_OUT][cell];
        }
        KOH_ASSERT_NEAR(r.out[at + 6], left / survivors, 1e-12);
    }
}

/* Fewer ages than the registers have: all above are one open group. */
static void the_open_group_takes_all_above(void **state)
{
    (void) state;
    made m;
    rates r;
    koh_error error;
    make(&m, 0);
    assert_int_equal(estimate(&m, 2020, 2023, 6, &error, &r), KOH_OK);
    KOH_ASSERT_NEAR(r.out[5], 0.04, 1e-12);
    KOH_ASSERT_NEAR(r.in[5], 9 * (AGES - 5), 1e-12);
    KOH_ASSERT_NEAR(r.in[11], 9 * (AGES - 5), 1e-12);
}

static void bad_registers_are_told(void **state)
{
    (void) state;
    made m;
    rates r;
    koh_error error;
    make(&m, 0);
    assert_int_equal(estimate(&m, 2022, 2022, AGES, &error, &r), KOH_EDOMAIN);
    assert_int_equal(estimate(&m, 2020, 2023, 2, &error, &r), KOH_EDOMAIN);
    assert_int_equal(estimate(&m, 2020, 2023, AGES + 1, &error, &r), KOH_EDOMAIN);
    assert_int_equal(estimate(&m, 2020, 2024, AGES, &error, &r), KOH_EMISSING);
    assert_non_null(strstr(error.message, "2023"));
    assert_int_equal(estimate(&m, 2019, 2022, AGES, &error, &r), KOH_EMISSING);
    m.moves[KOH_FLOW_OUT][SIZE + AGES + 7] = -1;
    assert_int_equal(estimate(&m, 2020, 2023, AGES, &error, &r), KOH_EDOMAIN);
    assert_non_null(strstr(error.message, "2021, male, age 7"));
    make(&m, 0);
    m.moves[KOH_FLOW_IN][4] = 1e4;
    assert_int_equal(estimate(&m, 2020, 2023, AGES, &error, &r), KOH_EDOMAIN);
    assert_non_null(strstr(error.message, "2020, female, age 4"));
    m.moves[KOH_FLOW_IN][4] = (double) NAN;
    assert_int_equal(estimate(&m, 2020, 2023, AGES, &error, &r), KOH_EDOMAIN);
}

static void who_leaves_arrives(void **state)
{
    (void) state;
    const double leaving[3][4] = { { 5, 0, 0.3, 7 }, { 2, 0, 11, 1 }, { 0.7, 3, 0, 0 } };
    const double weight[3][4] = { { 1, 2, 0, 0 }, { 1, 0, 4, 0 }, { 2, 6, 0, 0 } };
    double arriving[3][4];
    koh_error error;
    assert_int_equal(koh_flows_pool(3, 4, &leaving[0][0], &weight[0][0], &error, &arriving[0][0]), KOH_OK);
    const double expected[3][4] = { { 7.7 / 4, 0.75, 0, 7 }, { 7.7 / 4, 0, 11.3, 1 }, { 7.7 / 2, 2.25, 0, 0 } };
    for (size_t i = 0; i < 12; i++) {
        KOH_ASSERT_NEAR((&arriving[0][0])[i], (&expected[0][0])[i], 1e-14);
    }
    double bad[3][4] = { { 0 } };
    bad[1][2] = -1e-9;
    assert_int_equal(koh_flows_pool(3, 4, &bad[0][0], &weight[0][0], &error, &arriving[0][0]), KOH_EDOMAIN);
    assert_non_null(strstr(error.message, "region 1, cell 2"));
    bad[1][2] = (double) NAN;
    assert_int_equal(koh_flows_pool(3, 4, &leaving[0][0], &bad[0][0], &error, &arriving[0][0]), KOH_EDOMAIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(rates_come_back), cmocka_unit_test(neighbours_share),
                                        cmocka_unit_test(the_open_group_takes_all_above),
                                        cmocka_unit_test(who_leaves_arrives),
                                        cmocka_unit_test(bad_registers_are_told) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
