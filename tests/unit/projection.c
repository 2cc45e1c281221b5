/* A step done by hand, each status of the step and of the path, and the list of capped cells. */
#include "test.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "kohort/projection.h"
#include "proj/components_priv.h"

enum { A = 3, N = KOH_SEXES * A };

static const double people[N] = { 100, 200, 50, 110, 190, 40 };
static const double survival[N] = { 0.9, 0.8, 0.5, 0.9, 0.8, 0.5 };
static const double fertility[A] = { 0, 0.25, 0 };

static koh_proj_workspace *workspace;

static int set_up(void **state)
{
    (void) state;
    return koh_proj_workspace_new(A, &workspace) == KOH_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void) state;
    koh_proj_workspace_free(workspace);
    return 0;
}

static void a_step_by_hand(void **state)
{
    (void) state;
    const double net_count[N] = { 8, 20, 10, 0, 0, -4 };
    const koh_proj_year year = { survival, fertility, 1, net_count, .in_count = NULL };
    double next[N], deaths[N];
    koh_proj_components flows = { .deaths = deaths };

    /* End: girls 100*0.8 = 80 + 20; open (200 + 50)/2 = 125 + 10; births 0.25*(200 + 80)/2 = 35. */
    assert_int_equal(koh_proj_step(people, &year, KOH_TIMING_END, workspace, next, &flows), KOH_OK);
    const double at_end[N] = { 17.5 * 0.9 + 8, 100, 135, 17.5 * 0.9, 88, 111 };
    for (int i = 0; i < N; i++) {
        KOH_ASSERT_NEAR(next[i], at_end[i], 1e-15);
    }
    KOH_ASSERT_NEAR(flows.total.births[KOH_FEMALE], 17.5, 1e-15);
    KOH_ASSERT_NEAR(deaths[1], 20, 1e-14);
    KOH_ASSERT_NEAR(flows.total.net, 34, 1e-15);
    assert_true(flows.total.residual < 1e-12);

    /* Even: P' = 104, 210, 55; 83.2 + 10; 265/2 + 5; births 0.25*(210 + 93.2)/2 = 37.9. */
    assert_int_equal(koh_proj_step(people, &year, KOH_TIMING_EVEN, workspace, next, &flows), KOH_OK);
    const double half_and_half[N] = { 18.95 * 0.9 + 4, 93.2, 137.5, 18.95 * 0.9, 88, 112 };
    for (int i = 0; i < N; i++) {
        KOH_ASSERT_NEAR(next[i], half_and_half[i], 1e-15);
    }
    KOH_ASSERT_NEAR(flows.total.births[KOH_MALE], 18.95, 1e-15);
}

/* 80 survivors, asked for 100 emigrants by count and half of them by rate: all leave, in the ratio asked. */
static void outflow_is_capped_and_told(void **state)
{
    (void) state;
    const double net_count[N] = { 0, -120, 0, 0, 0, 0 }, out_rate[N] = { 0, 0.5, 0, 0, 0, 0 };
    const koh_proj_year year = { .survival = survival, .net_count = net_count, .out_rate = out_rate };
    double next[N], net[N], out[N], capped[N];
    koh_proj_components flows = { .net = net, .out = out, .capped = capped };
    assert_int_equal(koh_proj_step(people, &year, KOH_TIMING_END, workspace, next, &flows), KOH_WCAPPED);
    assert_true(next[1] == 0);
    KOH_ASSERT_NEAR(out[1], 20, 1e-14);
    KOH_ASSERT_NEAR(net[1], -60, 1e-14);
    KOH_ASSERT_NEAR(capped[1], 80, 1e-14);
    KOH_ASSERT_NEAR(flows.total.capped, 80, 1e-14);
    KOH_ASSERT_NEAR(flows.total.out, 20, 1e-14);
    assert_true(flows.total.residual < 1e-12);
    for (int i = 0; i < N; i++) {
        assert_true(i == 1 || (capped[i] == 0 && net[i] == 0 && out[i] == 0));
    }
}

/* Everybody leaves by two rates that add up to one but for rounding: that is no shortage. */
static void rounding_is_not_a_shortage(void **state)
{
    (void) state;
    double all_out[N], all_emigrate[N], next[N];
    for (int i = 0; i < N; i++) {
        all_out[i] = 0.1 * (i + 1);
        all_emigrate[i] = 1 - all_out[i];
    }
    const koh_proj_year year = { .survival = survival, .out_rate = all_out, .emigration_rate = all_emigrate };
    assert_int_equal(koh_proj_step(people, &year, KOH_TIMING_EVEN, workspace, next, NULL), KOH_OK);
    for (int i = 0; i < N; i++) {
        assert_true(next[i] >= 0 && next[i] < 1e-12);
    }
}

static void numbers_beyond_a_double_are_an_error(void **state)
{
    (void) state;
    const double crowd[N] = { 0, DBL_MAX, DBL_MAX, 0, 0, 0 };
    const double all[N] = { 1, 1, 1, 1, 1, 1 };
    double next[N];
    const koh_proj_year year = { .survival = all };
    assert_int_equal(koh_proj_check(A, crowd, &year, NULL), KOH_OK);
    assert_int_equal(koh_proj_step(crowd, &year, KOH_TIMING_END, workspace, next, NULL), KOH_EDOMAIN);
}

/* A step that loses people would be our defect, so the account is made up here. */
static void an_account_that_does_not_balance_is_a_defect(void **state)
{
    (void) state;
    koh_proj_account account = { .population = { 1e6 }, .next = { 1e6 }, .deaths = { 10 }, .in = { 10 } };
    koh_proj_totals totals = { .births = { 3, 4 } };
    account.next[5] = 7;
    assert_int_equal(koh__proj_balance(&account, &totals), KOH_OK);
    assert_true(totals.residual == 0 && totals.deaths == 10 && totals.in == 10);
    account.next[5] = 7 + 2e-4;
    assert_int_equal(koh__proj_balance(&account, &totals), KOH_OK);
    account.next[5] = 7 - 2e-3;
    assert_int_equal(koh__proj_balance(&account, &totals), KOH_EINTERNAL);
}

static void sizes_of_a_workspace_have_limits(void **state)
{
    (void) state;
    koh_proj_workspace *none = NULL;
    assert_int_equal(koh_proj_workspace_new(1, &none), KOH_EDOMAIN);
    assert_int_equal(koh_proj_workspace_new(KOH_PROJ_MAX_AGES + 1, &none), KOH_EDOMAIN);
    assert_null(none);
    koh_proj_workspace_free(NULL);
}

static void bad_rates_are_refused_with_their_place(void **state)
{
    (void) state;
    const double values[] = { NAN, INFINITY, -0.5, 1.5 };
    for (size_t v = 0; v < 4; v++) {
        for (int which = 0; which < 9; which++) {
            double bad[N] = { 0 };
            koh_error error = { 0 };
            koh_proj_year year = { .survival = survival, .fertility = fertility, .boys_per_girl = 1 };
            const double *start = people;
            const double **places[] = { &start,          &year.survival,    &year.fertility,
                                        &year.net_count, &year.net_rate,    &year.in_count,
                                        &year.out_rate,  &year.immigration, &year.emigration_rate };
            const size_t at = which == 2 ? 2 : 4;
            bad[at] = values[v];
            *places[which] = bad;
            const int signed_or_large =
                values[v] == -0.5 ? which == 3 || which == 4 : which != 1 && which != 6 && which != 8;
            const int fine = isfinite(values[v]) && signed_or_large;
            koh_status status = koh_proj_check(A, start, &year, &error);
            assert_int_equal(status, fine ? KOH_OK : KOH_EDOMAIN);
            if (!fine) {
                assert_non_null(strstr(error.message, which == 2 ? "at age 2" : "of males at age 1"));
            }
        }
    }
}

static void bad_years_are_refused(void **state)
{
    (void) state;
    const double infants[A] = { 0.1, 0, 0 };
    const double ratios[] = { 0, -1, NAN, INFINITY };
    assert_int_equal(koh_proj_check(A, NULL, &(koh_proj_year){ .survival = survival }, NULL), KOH_EMISSING);
    assert_int_equal(koh_proj_check(A, people, &(koh_proj_year){ 0 }, NULL), KOH_EMISSING);
    assert_int_equal(koh_proj_check(1, people, &(koh_proj_year){ .survival = survival }, NULL), KOH_EDOMAIN);
    assert_int_equal(koh_proj_check(A, people, &(koh_proj_year){ survival, infants, .boys_per_girl = 1 }, NULL),
                     KOH_EDOMAIN);
    for (int i = 0; i < 4; i++) {
        const koh_proj_year year = { survival, fertility, .boys_per_girl = ratios[i] };
        assert_int_equal(koh_proj_check(A, people, &year, NULL), KOH_EDOMAIN);
    }
}

enum { STEPS = 20 };

static void a_path_is_its_steps(void **state)
{
    (void) state;
    const koh_proj_year year = { survival, fertility, 1.05, .out_rate = NULL };
    const koh_proj_year *years[STEPS];
    double population[STEPS + 1][N], deaths[STEPS][N], now[N], next[N];
    koh_proj_totals totals[STEPS];
    for (int t = 0; t < STEPS; t++) {
        years[t] = &year;
    }
    koh_proj_path_output output = { .population = population[0], .totals = totals, .deaths = deaths[0] };
    const koh_proj_path_input input = { A, STEPS, KOH_TIMING_EVEN, people, years };
    assert_int_equal(koh_proj_path(&input, workspace, NULL, &output), KOH_OK);
    assert_int_equal(output.n_capped, 0);
    memcpy(now, people, sizeof now);
    for (int t = 0; t < STEPS; t++) {
        double died[N];
        koh_proj_components flows = { .deaths = died };
        assert_memory_equal(population[t], now, sizeof now);
        assert_int_equal(koh_proj_step(now, &year, KOH_TIMING_EVEN, workspace, next, &flows), KOH_OK);
        assert_memory_equal(deaths[t], died, sizeof died);
        assert_memory_equal(&totals[t], &flows.total, sizeof totals[t]);
        memcpy(now, next, sizeof now);
    }
    assert_memory_equal(population[STEPS], now, sizeof now);
}

static void a_path_lists_its_first_capped_cells(void **state)
{
    (void) state;
    const double flight[N] = { -1e6, -1e6, 0, -1e6, -1e6, 0 };
    const koh_proj_year year = { .survival = survival, .net_count = flight };
    const koh_proj_year *years[STEPS];
    double population[STEPS + 1][N];
    for (int t = 0; t < STEPS; t++) {
        years[t] = &year;
    }
    koh_proj_path_output output = { .population = population[0] };
    const koh_proj_path_input input = { A, STEPS, KOH_TIMING_END, people, years };
    assert_int_equal(koh_proj_path(&input, workspace, NULL, &output), KOH_WCAPPED);
    assert_int_equal(output.n_capped, STEPS * 4);
    for (size_t k = 0; k < KOH_PROJ_CAPPED_KEPT; k++) {
        assert_int_equal(output.capped[k].step, k / 4);
        assert_int_equal(output.capped[k].sex, k / 2 % 2);
        assert_int_equal(output.capped[k].age, k % 2);
    }
    KOH_ASSERT_NEAR(output.capped[1].persons, 1e6 - 80, 1e-15);
}

static void a_bad_path_writes_nothing(void **state)
{
    (void) state;
    const double bad[N] = { 2, 1, 1, 1, 1, 1 }, all[N] = { 1, 1, 1, 1, 1, 1 };
    const koh_proj_year good = { .survival = survival }, wrong = { .survival = bad }, kept = { .survival = all };
    double population[3][N] = { { 0 } }, untouched[3][N] = { { 0 } };
    koh_proj_path_output output = { .population = population[0], .n_capped = 5 };
    koh_error error;
    const koh_proj_path_input path = { A, 2, KOH_TIMING_EVEN, people, (const koh_proj_year *[]){ &good, &wrong } };
    assert_int_equal(koh_proj_path(&path, workspace, &error, &output), KOH_EDOMAIN);
    assert_string_equal(error.message, "step 1: survival of females at age 0 is 2: expected a share from 0 to 1");
    const koh_proj_path_input other = { A + 1, 1, KOH_TIMING_EVEN, people, (const koh_proj_year *[]){ &good } };
    assert_int_equal(koh_proj_path(&other, workspace, &error, &output), KOH_ESHAPE);
    assert_memory_equal(population, untouched, sizeof population);
    assert_int_equal(output.n_capped, 5);
    const double crowd[N] = { 0, DBL_MAX, DBL_MAX, 0, 0, 0 };
    const koh_proj_path_input large = { A, 1, KOH_TIMING_END, crowd, (const koh_proj_year *[]){ &kept } };
    assert_int_equal(koh_proj_path(&large, workspace, &error, &output), KOH_EDOMAIN);
    assert_string_equal(error.message, "step 0: persons grew beyond numbers");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_step_by_hand),
        cmocka_unit_test(outflow_is_capped_and_told),
        cmocka_unit_test(rounding_is_not_a_shortage),
        cmocka_unit_test(numbers_beyond_a_double_are_an_error),
        cmocka_unit_test(an_account_that_does_not_balance_is_a_defect),
        cmocka_unit_test(sizes_of_a_workspace_have_limits),
        cmocka_unit_test(bad_rates_are_refused_with_their_place),
        cmocka_unit_test(bad_years_are_refused),
        cmocka_unit_test(a_path_is_its_steps),
        cmocka_unit_test(a_path_lists_its_first_capped_cells),
        cmocka_unit_test(a_bad_path_writes_nothing),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
