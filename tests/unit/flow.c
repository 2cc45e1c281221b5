/* Flow through places: closed forms, the balance of persons, chains, closures, prices, refusals. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "kohort/flow.h"
#include "kohort/queue.h"

enum { STEPS = 600 };

/* One type under constant conditions; a row of results. */
typedef struct run {
    double occupied[STEPS + 1], waiting[STEPS + 1], arrivals[STEPS], admissions[STEPS], discharges[STEPS],
        deaths[STEPS], withdrawn[STEPS], place_days[STEPS], waiting_days[STEPS], ready_days[STEPS], cost[STEPS],
        prob_wait[STEPS];
    koh_flow_result result;
} run;

static void wire(run *r)
{
    r->result = (koh_flow_result){ .occupied = r->occupied,
                                   .waiting = r->waiting,
                                   .arrivals = r->arrivals,
                                   .admissions = r->admissions,
                                   .discharges = r->discharges,
                                   .deaths = r->deaths,
                                   .withdrawn = r->withdrawn,
                                   .place_days = r->place_days,
                                   .waiting_days = r->waiting_days,
                                   .ready_days = r->ready_days,
                                   .cost = r->cost,
                                   .prob_wait = r->prob_wait };
}

static void constant(koh_flow_type type, double places, double per_year, double stay, run *r)
{
    static double c[STEPS], a[STEPS], s[STEPS];
    for (int i = 0; i < STEPS; i++) {
        c[i] = places;
        a[i] = per_year / 12;
        s[i] = stay;
    }
    koh_flow_input input = {
        .n_types = 1, .n_steps = STEPS, .types = &type, .places = c, .arrivals = a, .years_stay = s
    };
    wire(r);
    koh_error error;
    if (koh_flow_compute(&input, NULL, &error, &r->result) != KOH_OK) {
        fail_msg("%s", error.message);
    }
}

/* Enough places: N = load + (N_0 - load) exp(-t/stay), at every month. */
static void enough_places_have_a_closed_form(void **state)
{
    (void) state;
    run r;
    constant((koh_flow_type){ .n_occupied = 31.7 }, 80, 23.1, 2.39, &r);
    double load = 23.1 * 2.39;
    for (int i = 0; i <= STEPS; i++) {
        KOH_ASSERT_NEAR(r.occupied[i], load + (31.7 - load) * exp(-i / 12.0 / 2.39), 1e-12);
        assert_true(r.waiting[i] == 0);
    }
    KOH_ASSERT_NEAR(r.place_days[STEPS - 1], load * 365.2425 / 12, 1e-8);
    KOH_ASSERT_NEAR(r.admissions[7], 23.1 / 12, 1e-12);
    KOH_ASSERT_NEAR(r.prob_wait[STEPS - 1], koh_erlang_c(80, r.occupied[STEPS]), 1e-10);
}

/* Too few: the steady list is what arrives above what leaves, over the rate at which people stop waiting. */
static void too_few_places_have_a_closed_form(void **state)
{
    (void) state;
    koh_flow_type type = {
        .n_occupied = 20.3, .rate_death = 0.41, .rate_withdraw = 0.13, .share_ready = 0.3, .cost_ready_day = 5167
    };
    run r;
    constant(type, 38, 23.1, 2.39, &r);
    double waiting = (23.1 - 38 / 2.39) / 0.54;
    KOH_ASSERT_NEAR(r.occupied[STEPS], 38, 1e-15);
    KOH_ASSERT_NEAR(r.waiting[STEPS], waiting, 1e-9);
    int last = STEPS - 1;
    KOH_ASSERT_NEAR(r.deaths[last], 0.41 * waiting / 12, 1e-9);
    KOH_ASSERT_NEAR(r.withdrawn[last], 0.13 * waiting / 12, 1e-9);
    KOH_ASSERT_NEAR(r.waiting_days[last], waiting * 365.2425 / 12, 1e-9);
    KOH_ASSERT_NEAR(r.ready_days[last], 0.3 * r.waiting_days[last], 1e-12);
    KOH_ASSERT_NEAR(r.cost[last], 5167 * r.ready_days[last], 1e-12);
    KOH_ASSERT_NEAR(r.admissions[last], 38 / 2.39 / 12, 1e-12);
    koh_queue q = { .rate_arrivals = 23.1, .years_stay = 2.39, .years_patience = 1 / 0.54, .n_places = 38 };
    koh_queue_state s;
    assert_int_equal(koh_queue_solve(&q, NULL, &s), KOH_OK);
    KOH_ASSERT_NEAR(r.prob_wait[last], s.prob_wait, 1e-7);
    /* When nobody dies or gives up, the list grows by the difference for ever: the flow still answers. */
    constant((koh_flow_type){ .n_occupied = 38, .n_waiting = 1.1 }, 38, 23.1, 2.39, &r);
    KOH_ASSERT_NEAR(r.waiting[STEPS], 1.1 + (23.1 - 38 / 2.39) * STEPS / 12, 1e-12);
    assert_true(r.prob_wait[last] == 1);
}

/* Deaths so rare that the integrals are taken by their series: W and its integral over a month in long doubles. */
static void rare_deaths_lose_no_digits(void **state)
{
    (void) state;
    const double rates[] = { 0.011, 0.0031, 1e-4, 1e-5 };
    for (int i = 0; i < 4; i++) {
        run r;
        constant((koh_flow_type){ .n_occupied = 1, .n_waiting = 13.7, .rate_death = rates[i] }, 1, 400, 2.39, &r);
        long double theta = rates[i], t = 1.0L / 12, net = 400 - 1 / 2.39L, gone = -expm1l(-theta * t);
        long double psi = t * t / 2 - theta * t * t * t / 6 + theta * theta * t * t * t * t / 24;
        KOH_ASSERT_NEAR(r.waiting[1], (double) (13.7L * (1 - gone) + net * gone / theta), 1e-13);
        KOH_ASSERT_NEAR(r.waiting_days[0], (double) (365.2425L * (13.7L * gone / theta + net * psi)), 1e-10);
    }
}

/* A step's length brings no error: months, and each month in 64 parts. */
static void steps_are_exact(void **state)
{
    (void) state;
    enum { MONTHS = 24, PARTS = 64, FINE = MONTHS * PARTS };
    const double c[] = { 9.5, 14, 3, 0, 20, 11 };
    const double a[] = { 1.7, 0.2, 2.9, 0, 0.9, 0.07 };
    koh_flow_type type = { .n_occupied = 12, .n_waiting = 2.3, .rate_death = 0.9, .rate_withdraw = 1.3 };
    static double places[FINE], arrivals[FINE], stay[FINE], fine_N[FINE + 1], fine_W[FINE + 1];
    double N[MONTHS + 1], W[MONTHS + 1];
    koh_flow_result months = { .occupied = N, .waiting = W }, parts = { .occupied = fine_N, .waiting = fine_W };
    koh_flow_input input = { .n_types = 1, .types = &type, .places = places, .arrivals = arrivals, .years_stay = stay };
    for (int p = 1; p <= PARTS; p += PARTS - 1) {
        for (int i = 0; i < MONTHS * p; i++) {
            places[i] = c[i / p / 4];
            arrivals[i] = a[i / p % 6] / p;
            stay[i] = i / p < 11 ? 0.31 : 1.3;
        }
        input.n_steps = (size_t) (MONTHS * p);
        koh_flow_options options = koh_flow_options_defaults();
        options.years_per_step /= p;
        assert_int_equal(koh_flow_compute(&input, &options, NULL, p == 1 ? &months : &parts), KOH_OK);
    }
    for (size_t i = 0; i <= MONTHS; i++) {
        assert_true(fabs(N[i] - fine_N[PARTS * i]) < 1e-11);
        assert_true(fabs(W[i] - fine_W[PARTS * i]) < 1e-11);
    }
}

/* Places close: nobody is moved out, nobody is let in before there is room, and the list moves in when places open. */
static void closures_and_openings(void **state)
{
    (void) state;
    enum { N = 36 };
    double places[N], arrivals[N], stay[N], occupied[N + 1], waiting[N + 1], admitted[N];
    for (int i = 0; i < N; i++) {
        places[i] = i < 12 ? 40 : i < 24 ? 25 : 60;
        arrivals[i] = 1.43;
        stay[i] = 3.1;
    }
    koh_flow_type type = { .n_occupied = 40, .rate_death = 0.2 };
    koh_flow_input input = {
        .n_types = 1, .n_steps = N, .types = &type, .places = places, .arrivals = arrivals, .years_stay = stay
    };
    koh_flow_result r = { .occupied = occupied, .waiting = waiting, .admissions = admitted };
    assert_int_equal(koh_flow_compute(&input, NULL, NULL, &r), KOH_OK);
    KOH_ASSERT_NEAR(occupied[13], 40 * exp(-1 / 3.1 / 12), 1e-12);
    assert_true(admitted[12] == 0 && occupied[24] > 25 && waiting[24] > 12);
    KOH_ASSERT_NEAR(admitted[24], waiting[24] + 1.43, 1e-12);
    assert_true(waiting[25] == 0);
}

/* Hospital to short stay to long stay: the load of each follows from the one before, and all persons are accounted for.
 */
static void chains_hand_persons_on(void **state)
{
    (void) state;
    enum { TYPES = 3, N = 1200 };
    koh_flow_type types[TYPES] = { { .share_next = 0.37, .next = 1, .n_occupied = 3 },
                                   { .share_next = 0.71, .next = 2, .n_waiting = 2.7, .rate_death = 0.2 },
                                   { .rate_death = 0.33, .n_occupied = 21.3 } };
    static double places[TYPES * N], arrivals[TYPES * N], stay[TYPES * N], occupied[TYPES * (N + 1)],
        waiting[TYPES * (N + 1)], all[TYPES * N], left[TYPES * N], dead[TYPES * N];
    const double mean[] = { 0.031, 0.112, 2.2 }, enough[] = { 17, 9, 38 };
    for (int k = 0; k < TYPES; k++) {
        for (int i = 0; i < N; i++) {
            places[k * N + i] = enough[k];
            arrivals[k * N + i] = k == 0 ? 13.7 : k == 2 ? 0.11 : 0;
            stay[k * N + i] = mean[k];
        }
    }
    koh_flow_input input = {
        .n_types = TYPES, .n_steps = N, .types = types, .places = places, .arrivals = arrivals, .years_stay = stay
    };
    koh_flow_result r = {
        .occupied = occupied, .waiting = waiting, .arrivals = all, .discharges = left, .deaths = dead
    };
    assert_int_equal(koh_flow_compute(&input, NULL, NULL, &r), KOH_OK);
    double a0 = 13.7 * 12, a1 = 0.37 * a0, a2 = 0.71 * a1 + 0.11 * 12;
    KOH_ASSERT_NEAR(occupied[N], a0 * mean[0], 1e-9);
    KOH_ASSERT_NEAR(occupied[N + 1 + N], a1 * mean[1], 1e-9);
    KOH_ASSERT_NEAR(waiting[2 * (N + 1) + N], (a2 - 38 / 2.2) / 0.33, 1e-9);
    double balance = 3 + 2.7 + 21.3;
    for (int i = 0; i < N; i++) {
        balance += 13.7 + 0.11;
        for (int k = 0; k < TYPES; k++) {
            balance -= left[k * N + i] * (1 - types[k].share_next) + dead[k * N + i];
        }
    }
    for (int k = 0; k < TYPES; k++) {
        balance -= occupied[k * (N + 1) + N] + waiting[k * (N + 1) + N];
    }
    assert_true(fabs(balance) < 1e-8);
    assert_true(r.residual < 1e-12);
}

static void impossible_flows_are_refused(void **state)
{
    (void) state;
    koh_flow_type type = { .n_occupied = 3 }, types[KOH_FLOW_TYPES + 1];
    double places[2] = { 5, 5 }, arrivals[2] = { 1, 1 }, stay[2] = { 2, 2 }, occupied[3] = { 7, 7, 7 };
    koh_flow_input input = {
        .n_types = 1, .n_steps = 2, .types = &type, .places = places, .arrivals = arrivals, .years_stay = stay
    };
    koh_flow_result r = { .occupied = occupied, .residual = 7 };
    koh_error error;
    double *const members[] = {
        &type.n_occupied,     &type.n_waiting,  &type.rate_death, &type.rate_withdraw, &type.share_ready,
        &type.cost_ready_day, &type.share_next, &places[1],       &arrivals[1],        &stay[1]
    };
    const double bad[] = { -0.1, NAN, INFINITY };
    for (int m = 0; m < 10; m++) {
        double kept = *members[m];
        for (int i = 0; i < 3; i++) {
            *members[m] = bad[i];
            assert_int_equal(koh_flow_check(&input, NULL, &error), KOH_EDOMAIN);
            assert_non_null(strstr(error.message, "type 0"));
            assert_int_equal(koh_flow_compute(&input, NULL, &error, &r), KOH_EDOMAIN);
        }
        *members[m] = kept;
    }
    stay[1] = 0;
    assert_int_equal(koh_flow_compute(&input, NULL, &error, &r), KOH_EDOMAIN);
    assert_non_null(strstr(error.message, "step 1"));
    stay[1] = 2;
    type.share_next = 0.5; /* to itself */
    assert_int_equal(koh_flow_compute(&input, NULL, &error, &r), KOH_EDOMAIN);
    type.next = 1; /* to one that is not there */
    assert_int_equal(koh_flow_compute(&input, NULL, &error, &r), KOH_EDOMAIN);
    type.share_next = 0;
    koh_flow_options options = koh_flow_options_defaults();
    options.years_per_step = 0;
    assert_int_equal(koh_flow_compute(&input, &options, &error, &r), KOH_EDOMAIN);
    input.n_types = KOH_FLOW_TYPES + 1;
    input.types = types;
    assert_int_equal(koh_flow_compute(&input, NULL, &error, &r), KOH_ELIMIT);
    assert_true(occupied[0] == 7 && occupied[2] == 7 && r.residual == 7);
}

/* The chance to wait has Erlang's limits too. */
static void the_chance_to_wait_may_be_undefined(void **state)
{
    (void) state;
    koh_flow_type type = { .rate_death = 1e-9 };
    double places = 3, arrivals = 1, stay = 2, prob = 7;
    koh_flow_input input = {
        .n_types = 1, .n_steps = 1, .types = &type, .places = &places, .arrivals = &arrivals, .years_stay = &stay
    };
    koh_flow_result r = { .prob_wait = &prob };
    assert_int_equal(koh_flow_compute(&input, NULL, NULL, &r), KOH_EDOMAIN);
    type.rate_death = 0.3;
    assert_int_equal(koh_flow_compute(&input, NULL, NULL, &r), KOH_OK);
    assert_true(prob > 0 && prob < 1);
    places = 1e30;
    assert_int_equal(koh_flow_compute(&input, NULL, NULL, &r), KOH_EDOMAIN);
    places = 0.7;
    assert_int_equal(koh_flow_compute(&input, NULL, NULL, &r), KOH_OK);
    assert_true(prob == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(enough_places_have_a_closed_form),
        cmocka_unit_test(too_few_places_have_a_closed_form),
        cmocka_unit_test(rare_deaths_lose_no_digits),
        cmocka_unit_test(steps_are_exact),
        cmocka_unit_test(closures_and_openings),
        cmocka_unit_test(chains_hand_persons_on),
        cmocka_unit_test(impossible_flows_are_refused),
        cmocka_unit_test(the_chance_to_wait_may_be_undefined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
