/* The flow's slow obvious twin: Euler steps of minutes on the same three equations. */
#include "test.h"

#include <math.h>

#include "kohort/flow.h"

enum { STEPS = 48, PARTS = 20000 };

static void minutes_agree(void **state)
{
    (void) state;
    koh_flow_type type = { .n_occupied = 12, .n_waiting = 2.3, .rate_death = 0.9, .rate_withdraw = 1.3 };
    double places[STEPS], arrivals[STEPS], stay[STEPS], occupied[STEPS + 1], waiting[STEPS + 1], left[STEPS],
        dead[STEPS];
    for (int i = 0; i < STEPS; i++) {
        places[i] = 12 + 8 * sin(0.37 * i);
        arrivals[i] = 1 + cos(0.23 * i);
        stay[i] = 0.9 + 0.3 * sin(0.11 * i);
    }
    koh_flow_input input = {
        .n_types = 1, .n_steps = STEPS, .types = &type, .places = places, .arrivals = arrivals, .years_stay = stay
    };
    koh_flow_result r = { .occupied = occupied, .waiting = waiting, .discharges = left, .deaths = dead };
    assert_int_equal(koh_flow_compute(&input, NULL, NULL, &r), KOH_OK);
    double N = type.n_occupied, W = type.n_waiting, dt = 1.0 / 12 / PARTS;
    for (int i = 0; i < STEPS; i++) {
        double discharged = 0, died = 0;
        for (int part = 0; part < PARTS; part++) {
            double out = N / stay[i] * dt, deaths = 0.9 * W * dt, withdrawn = 1.3 * W * dt;
            N -= out;
            W += arrivals[i] / PARTS - deaths - withdrawn;
            double room = fmax(0, places[i] - N), in = fmin(room, W);
            N += in;
            W -= in;
            discharged += out;
            died += deaths;
        }
        assert_true(fabs(N - occupied[i + 1]) < 1e-3 && fabs(W - waiting[i + 1]) < 1e-3);
        assert_true(fabs(discharged - left[i]) < 1e-3 && fabs(died - dead[i]) < 1e-3);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(minutes_agree) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
