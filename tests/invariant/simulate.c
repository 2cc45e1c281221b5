/* The simulation against formulas: over 100 000 years its means lie within three standard errors of Erlang's and
 * Palm's, the errors being those of 100 batches of 1000 years; and against the flow in time over many runs. */
#include "test.h"

#include <math.h>
#include <stdint.h>

#include "draw.h"
#include "kohort/flow.h"
#include "kohort/queue.h"
#include "kohort/simulate.h"

enum { BATCHES = 100, YEARS = 1000, UNITS = 3 };

#define ERRORS 3.0 /* standard errors */

static void fill(void *state, size_t n, double *uniform)
{
    for (size_t i = 0; i < n; i++) {
        uniform[i] = 1 - draw(state, 0, 1);
    }
}

/* All that the batches of a run of constant units tell, [unit][batch]. */
typedef struct batches {
    double arrivals[UNITS * BATCHES], waited[UNITS * BATCHES], admissions[UNITS * BATCHES], abandoned[UNITS * BATCHES],
        finished[UNITS * BATCHES], in_place[UNITS * BATCHES], blocked[UNITS * BATCHES], waiting[UNITS * BATCHES];
} batches;

static void simulate(size_t n, const koh_sim_unit *units, const size_t *places, const double *rates, uint64_t seed,
                     batches *b)
{
    size_t all_places[UNITS * BATCHES];
    double all_rates[UNITS * BATCHES];
    for (size_t i = 0; i < n * BATCHES; i++) {
        all_places[i] = places[i / BATCHES];
        all_rates[i] = rates[i / BATCHES];
    }
    const koh_sim_input input = { .n_units = n,
                                  .n_periods = BATCHES,
                                  .years_per_period = YEARS,
                                  .units = units,
                                  .places = all_places,
                                  .rate_arrivals = all_rates };
    const koh_sim_random random = { fill, &seed };
    koh_sim_result r = { .arrivals = b->arrivals,
                         .waited = b->waited,
                         .admissions = b->admissions,
                         .abandoned = b->abandoned,
                         .finished = b->finished,
                         .years_in_place = b->in_place,
                         .years_blocked = b->blocked,
                         .years_waiting = b->waiting };
    koh_sim_workspace *space = NULL;
    assert_int_equal(koh_sim_workspace_new(n, 20000, &space), KOH_OK);
    assert_int_equal(koh_sim_run(&input, &random, space, NULL, &r), KOH_OK);
    koh_sim_workspace_free(space);
}

/* The ratio of two sums over batches is the formula's, within its standard error (Cochran 1977, ch. 6). `precise`: the
 * error is at most this share, so that the test could fail. */
static void agrees(const double *over, const double *under, double formula, double precise)
{
    double a = 0, b = 0, squares = 0;
    for (int i = 0; i < BATCHES; i++) {
        a += over[i];
        b += under ? under[i] : YEARS;
    }
    for (int i = 0; i < BATCHES; i++) {
        double residual = over[i] - a / b * (under ? under[i] : YEARS);
        squares += residual * residual;
    }
    double error = sqrt(squares / (BATCHES - 1) * BATCHES) / b;
    if (!(fabs(a / b - formula) <= ERRORS * error) || !(error < precise * formula)) {
        fail_msg("mean %.9g, formula %.9g, standard error %.3g", a / b, formula, error);
    }
}

static void station_agrees(const batches *b, size_t unit, koh_queue queue)
{
    koh_queue_state s;
    size_t at = unit * BATCHES;
    assert_int_equal(koh_queue_solve(&queue, NULL, &s), KOH_OK);
    agrees(b->arrivals + at, NULL, queue.rate_arrivals, 0.01);
    agrees(b->in_place + at, NULL, s.occupancy * (double) queue.n_places, 0.01);
    agrees(b->waited + at, b->arrivals + at, s.prob_wait, 0.03);
    agrees(b->waiting + at, NULL, s.n_waiting, 0.05);
    agrees(b->waiting + at, b->arrivals + at, s.years_wait, 0.05);
    if (!isinf(queue.years_patience)) {
        agrees(b->abandoned + at, b->arrivals + at, s.prob_abandon, 0.03);
    }
}

static void single_units_are_erlangs_and_palms(void **state)
{
    (void) state;
    static batches b;
    const koh_queue queues[] = {
        { .rate_arrivals = 7.3, .years_stay = 1.91, .years_patience = INFINITY, .n_places = 16 },
        { .rate_arrivals = 0.71, .years_stay = 1.13, .years_patience = INFINITY, .n_places = 1 },
        { .rate_arrivals = 9.1, .years_stay = 2.07, .years_patience = 0.83, .n_places = 17 },
        { .rate_arrivals = 4.9, .years_stay = 0.9, .years_patience = 3.1, .n_places = 4 },
    };
    for (uint64_t i = 0; i < 4; i++) {
        const koh_sim_unit unit = { .years_stay = queues[i].years_stay, .years_patience = queues[i].years_patience };
        simulate(1, &unit, &queues[i].n_places, &queues[i].rate_arrivals, 20260713 + i, &b);
        station_agrees(&b, 0, queues[i]);
    }
}

/* Hospital, short stay, long stay, all patient and none blocking: each is Erlang's at the arrivals that reach it. */
static void chains_are_erlangs_too(void **state)
{
    (void) state;
    static batches b;
    const koh_sim_unit units[] = {
        { .years_stay = 0.19, .years_patience = INFINITY, .share_next = 0.63, .next = 1 },
        { .years_stay = 0.41, .years_patience = INFINITY, .share_next = 0.47, .next = 2 },
        { .years_stay = 1.7, .years_patience = 0.9 },
    };
    const size_t places[] = { 4, 5, 9 };
    const double rates[] = { 13.1, 0, 1.3 };
    simulate(3, units, places, rates, 20260713, &b);
    double second = 13.1 * 0.63, third = second * 0.47 + 1.3;
    station_agrees(&b, 0, (koh_queue){ 13.1, 0.19, INFINITY, 4 });
    station_agrees(&b, 1, (koh_queue){ second, 0.41, INFINITY, 5 });
    station_agrees(&b, 2, (koh_queue){ third, 1.7, 0.9, 9 });
    for (int i = 0; i < UNITS * BATCHES; i++) {
        assert_true(b.blocked[i] == 0);
    }
}

/* Two single places in a row, the first never empty and kept until the second is free: throughput m1 m2 (m1 + m2) /
 * (m1^2 + m1 m2 + m2^2), m = 1/stay (Hunt 1956, "Sequential arrays of waiting lines", Operations Research 4). */
static void blocking_slows_the_row(void **state)
{
    (void) state;
    enum { PERIODS = BATCHES };
    static double finished[2 * PERIODS], blocked[2 * PERIODS], in_place[2 * PERIODS], rates[2 * PERIODS];
    static size_t places[2 * PERIODS];
    for (int i = 0; i < 2 * PERIODS; i++) {
        places[i] = 1;
    }
    const koh_sim_unit units[] = { { .years_stay = 1.3,
                                     .years_patience = INFINITY,
                                     .share_next = 1,
                                     .next = 1,
                                     .waiting = KOH_SIM_WAITS_IN_PLACE,
                                     .n_waiting = 200000 },
                                   { .years_stay = 0.7, .years_patience = INFINITY } };
    const koh_sim_input input = { .n_units = 2,
                                  .n_periods = PERIODS,
                                  .years_per_period = YEARS,
                                  .units = units,
                                  .places = places,
                                  .rate_arrivals = rates };
    uint64_t seed = 20260713;
    const koh_sim_random random = { fill, &seed };
    koh_sim_result r = { .finished = finished, .years_blocked = blocked, .years_in_place = in_place };
    koh_sim_workspace *space = NULL;
    assert_int_equal(koh_sim_workspace_new(2, 200010, &space), KOH_OK);
    assert_int_equal(koh_sim_run(&input, &random, space, NULL, &r), KOH_OK);
    koh_sim_workspace_free(space);
    double m1 = 1 / 1.3, m2 = 1 / 0.7, throughput = m1 * m2 * (m1 + m2) / (m1 * m1 + m1 * m2 + m2 * m2);
    agrees(finished + PERIODS, NULL, throughput, 0.01);
    agrees(blocked, NULL, 1 - throughput / m1, 0.01); /* the first place is either serving or blocked */
    agrees(in_place + PERIODS, NULL, throughput / m2, 0.01);
}

/* Arrivals, admissions and ends balance exactly with who is in the units. */
static void persons_balance(void **state)
{
    (void) state;
    static batches b;
    const koh_sim_unit units[] = {
        { .years_stay = 0.21, .years_patience = 0.4, .share_next = 0.8, .next = 1, .waiting = KOH_SIM_WAITS_IN_PLACE },
        { .years_stay = 0.57, .years_patience = 0.3, .share_next = 0.5, .next = 2, .waiting = KOH_SIM_WAITS_IN_PLACE },
        { .years_stay = 1.1, .years_patience = 2.3 },
    };
    const size_t places[] = { 3, 2, 4 };
    const double rates[] = { 9.7, 1.1, 2.3 };
    simulate(3, units, places, rates, 20260713, &b);
    for (int u = 0; u < UNITS; u++) {
        double arrivals = 0, admissions = 0, gone = 0, finished = 0;
        for (int i = u * BATCHES; i < (u + 1) * BATCHES; i++) {
            arrivals += b.arrivals[i];
            admissions += b.admissions[i];
            gone += b.abandoned[i];
            finished += b.finished[i];
            assert_true(b.in_place[i] <= (double) places[u] * YEARS * (1 + 1e-12) && b.blocked[i] <= b.in_place[i]);
        }
        assert_true(arrivals - admissions - gone >= 0 && arrivals - admissions - gone < 300);
        assert_true(admissions - finished >= 0 && admissions - finished <= (double) places[u]);
    }
    assert_true(b.blocked[0] > 0 && b.blocked[BATCHES] > 0 && b.blocked[2 * BATCHES] == 0);
}

/* Arrivals and stays by month with places enough: the mean of many runs is the flow in time. */
static void the_mean_is_the_flow(void **state)
{
    (void) state;
    enum { MONTHS = 24, RUNS = 4000 };
    double arrivals[MONTHS], rates[MONTHS], stay[MONTHS], open[MONTHS], occupied[MONTHS + 1], days[MONTHS];
    size_t places[MONTHS];
    double once[MONTHS], sum[MONTHS] = { 0 }, squares[MONTHS] = { 0 };
    for (int i = 0; i < MONTHS; i++) {
        arrivals[i] = 1.7 + sin(0.4 * i);
        rates[i] = 12 * arrivals[i];
        stay[i] = 0.83;
        open[i] = 1000;
        places[i] = 1000;
    }
    const koh_flow_type type = { .n_occupied = 9 };
    const koh_flow_input flow = {
        .n_types = 1, .n_steps = MONTHS, .types = &type, .places = open, .arrivals = arrivals, .years_stay = stay
    };
    koh_flow_result expected = { .occupied = occupied, .place_days = days };
    assert_int_equal(koh_flow_compute(&flow, NULL, NULL, &expected), KOH_OK);
    const koh_sim_unit unit = { .years_stay = 0.83, .years_patience = INFINITY, .n_occupied = 9 };
    const koh_sim_input input = { .n_units = 1,
                                  .n_periods = MONTHS,
                                  .years_per_period = 1.0 / 12,
                                  .units = &unit,
                                  .places = places,
                                  .rate_arrivals = rates };
    uint64_t seed = 20260713;
    const koh_sim_random random = { fill, &seed };
    koh_sim_workspace *space = NULL;
    assert_int_equal(koh_sim_workspace_new(1, 1000, &space), KOH_OK);
    for (int run = 0; run < RUNS; run++) {
        koh_sim_result r = { .years_in_place = once };
        assert_int_equal(koh_sim_run(&input, &random, space, NULL, &r), KOH_OK);
        for (int i = 0; i < MONTHS; i++) {
            sum[i] += once[i];
            squares[i] += once[i] * once[i];
        }
    }
    koh_sim_workspace_free(space);
    for (int i = 0; i < MONTHS; i++) {
        double mean = sum[i] / RUNS, error = sqrt((squares[i] / RUNS - mean * mean) / RUNS);
        assert_true(fabs(mean - days[i] / 365.2425) < 4 * error && error < 0.01 * mean);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(single_units_are_erlangs_and_palms),
        cmocka_unit_test(chains_are_erlangs_too),
        cmocka_unit_test(blocking_slows_the_row),
        cmocka_unit_test(persons_balance),
        cmocka_unit_test(the_mean_is_the_flow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
