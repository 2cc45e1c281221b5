/* How long the room capacity takes: Erlang-B of 5000 places, a municipality's flow through ten types of units in 25
 * years of months, and the plan of 12 building steps over 5 scenarios x 1000 draws. Prints one line of JSON; medians.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "kohort/expansion.h"
#include "kohort/flow.h"
#include "kohort/queue.h"
#include "kohort/simulate.h"

enum { TYPES = 10, MONTHS = 300, YEARS = 25, KINDS = 2, STEPS = 12, SCENARIOS = 5, DRAWS = 1000, MOST_REPEATS = 201 };

static double uniform(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double) (*state >> 11) * 0x1p-53;
}

static double seconds(void)
{
    struct timespec now;
    (void) clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now); /* one thread: what others do on the machine does not count */
    return (double) now.tv_sec + 1e-9 * (double) now.tv_nsec;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;
    return (x > y) - (x < y);
}

/* Median seconds of one call of `work`, which returns something to keep. */
static double median(double (*work)(void), int repeats)
{
    static volatile double sink;
    double times[MOST_REPEATS];
    for (int i = 0; i < repeats; i++) {
        double start = seconds();
        sink = work();
        times[i] = seconds() - start;
    }
    (void) sink;
    qsort(times, (size_t) repeats, sizeof *times, ascending);
    return times[repeats / 2];
}

static double erlang(void)
{
    return koh_erlang_b(5000, 4937.1);
}

static double palm(void)
{
    koh_queue q = { .rate_arrivals = 2100, .years_stay = 2.351, .years_patience = 0.7, .n_places = 5000 };
    koh_queue_state s;
    return koh_queue_solve(&q, NULL, &s) == KOH_OK ? s.prob_wait : -1;
}

static struct {
    koh_flow_type types[TYPES];
    double places[TYPES * MONTHS], arrivals[TYPES * MONTHS], stay[TYPES * MONTHS], occupied[TYPES * (MONTHS + 1)],
        waiting[TYPES * (MONTHS + 1)], flows[9][TYPES * MONTHS];
} municipality;

static double flow(double *prob_wait)
{
    koh_flow_input input = { .n_types = TYPES,
                             .n_steps = MONTHS,
                             .types = municipality.types,
                             .places = municipality.places,
                             .arrivals = municipality.arrivals,
                             .years_stay = municipality.stay };
    double(*f)[TYPES * MONTHS] = municipality.flows;
    koh_flow_result r = { .occupied = municipality.occupied,
                          .waiting = municipality.waiting,
                          .arrivals = f[0],
                          .admissions = f[1],
                          .discharges = f[2],
                          .deaths = f[3],
                          .withdrawn = f[4],
                          .place_days = f[5],
                          .waiting_days = f[6],
                          .ready_days = f[7],
                          .cost = f[8],
                          .prob_wait = prob_wait };
    return koh_flow_compute(&input, NULL, NULL, &r) == KOH_OK ? r.residual : -1;
}

static double flow_plain(void)
{
    return flow(NULL);
}

static double flow_chance(void)
{
    static double prob[TYPES * MONTHS];
    return flow(prob);
}

static void fill_flow(void)
{
    uint64_t seed = 1;
    for (size_t k = 0; k < TYPES; k++) {
        double stay = k % 3 == 0 ? 0.1 : 2.3, load = 10 + 50 * uniform(&seed);
        municipality.types[k] = (koh_flow_type){ .n_occupied = 0.9 * load,
                                                 .rate_death = 0.4,
                                                 .rate_withdraw = 0.1,
                                                 .share_ready = 0.3,
                                                 .cost_ready_day = 5000 };
        for (size_t i = 0; i < MONTHS; i++) {
            municipality.places[k * MONTHS + i] = floor(load + (double) (i / 60));
            municipality.stay[k * MONTHS + i] = stay;
            municipality.arrivals[k * MONTHS + i] = (load + 0.02 * (double) i + 4 * uniform(&seed) - 2) / stay / 12;
        }
    }
}

static struct {
    koh_expansion_input input;
    koh_expansion_options options;
    koh_expansion_step steps[STEPS];
    double change[STEPS][KINDS], during[STEPS][KINDS], places[KINDS * YEARS], *need;
    koh_expansion_workspace *space;
    koh_expansion_plan plan, regret;
} town;

/* Need grows by 60 and 40 places in 25 years, differently by scenario, with a spread over draws that grows too. */
static void fill_town(void)
{
    uint64_t seed = 2;
    town.need = malloc(sizeof *town.need * SCENARIOS * DRAWS * KINDS * YEARS);
    if (!town.need) {
        exit(1);
    }
    town.input = (koh_expansion_input){ .first_year = 2026,
                                        .decision_year = 2026,
                                        .n_years = YEARS,
                                        .n_types = KINDS,
                                        .n_steps = STEPS,
                                        .n_scenarios = SCENARIOS,
                                        .n_draws = DRAWS,
                                        .steps = town.steps,
                                        .places = town.places,
                                        .need = town.need };
    town.options = koh_expansion_options_defaults();
    town.options.service_level = 0.9;
    town.options.cost_shortage = 1.5e6;
    for (size_t i = 0; i < KINDS * YEARS; i++) {
        town.places[i] = i < YEARS ? 70 : 50;
    }
    for (size_t i = 0; i < SCENARIOS * DRAWS * KINDS; i++) {
        size_t scenario = i / KINDS / DRAWS, kind = i % KINDS;
        double slope = (kind ? 1.6 : 2.4) * (0.6 + 0.2 * (double) scenario), wave = uniform(&seed) + uniform(&seed) - 1;
        for (size_t y = 0; y < YEARS; y++) {
            double t = (double) y;
            town.need[i * YEARS + y] = (kind ? 42 : 60) + slope * t + wave * (3 + 0.7 * t) + uniform(&seed);
        }
    }
    for (size_t i = 0; i < STEPS; i++) {
        koh_expansion_step *s = &town.steps[i];
        double size = floor(8 + 24 * uniform(&seed));
        int renewal = i == 3 || i == 8, closing = i == 10;
        *s = (koh_expansion_step){ .id = "step",
                                   .first_year = 2026,
                                   .last_year = 2050,
                                   .years_lead = 2 + (int) (i % 3),
                                   .places = town.change[i],
                                   .during = town.during[i],
                                   .cost_capex = closing ? 0 : size * 4.5e6 * (0.8 + 0.4 * uniform(&seed)),
                                   .cost_opex = (closing ? -size : 0.3 * size) * 1.1e6,
                                   .years_life = 40 };
        s->cost_grant = closing || renewal ? 0 : 0.4 * s->cost_capex;
        s->years_out = renewal ? 2 : 0;
        town.change[i][i % KINDS] = closing ? -8 : size;
        town.during[i][i % KINDS] = renewal ? -6 : 0;
    }
}

static double expansion(void)
{
    return koh_expansion_solve(&town.input, &town.options, KOH_EXPANSION_ALL, town.space, NULL, &town.plan);
}

static double least_regret(void)
{
    return koh_expansion_least_regret(&town.input, &town.options, town.space, NULL, &town.regret);
}

static void fill_uniform(void *state, size_t n, double *numbers)
{
    for (size_t i = 0; i < n; i++) {
        numbers[i] = 1 - uniform(state);
    }
}

static koh_sim_workspace *ward;
static double n_events;

/* Hospital, short stay and long stay of a small municipality over 20000 years. */
static double simulation(void)
{
    const koh_sim_unit units[] = {
        { .years_stay = 0.02,
          .years_patience = INFINITY,
          .share_next = 0.6,
          .next = 1,
          .waiting = KOH_SIM_WAITS_IN_PLACE },
        { .years_stay = 0.09, .years_patience = 0.3, .share_next = 0.3, .next = 2 },
        { .years_stay = 2.1, .years_patience = 1.1 },
    };
    const size_t places[] = { 8, 12, 38 };
    const double rates[] = { 150, 20, 5 };
    const koh_sim_input input = { .n_units = 3,
                                  .n_periods = 1,
                                  .years_per_period = 20000,
                                  .units = units,
                                  .places = places,
                                  .rate_arrivals = rates };
    uint64_t seed = 3;
    const koh_sim_random random = { fill_uniform, &seed };
    koh_sim_result result = { .n_events = 0 };
    koh_status status = koh_sim_run(&input, &random, ward, NULL, &result);
    n_events = result.n_events;
    return status;
}

int main(void)
{
    fill_flow();
    fill_town();
    if (koh_expansion_workspace_new(&town.input, &town.space) != KOH_OK ||
        koh_sim_workspace_new(3, 1000, &ward) != KOH_OK) {
        return 1;
    }
    double b = median(erlang, 201), a = median(palm, 201), f = median(flow_plain, 51), g = median(flow_chance, 51);
    double events = median(simulation, 5);
    double plain = median(expansion, 5), regret = median(least_regret, 3);
    town.options.growth_years = 10;
    double lasting = median(expansion, 5);
    size_t nodes = town.plan.n_nodes;
    double lasting_regret = median(least_regret, 3);
    printf(
        "{\"erlang_b_5000_us\": %.2f, \"erlang_a_5000_us\": %.2f, \"flow_ms\": %.3f, \"flow_with_chance_ms\": %.3f, ",
        b * 1e6, a * 1e6, f * 1e3, g * 1e3);
    printf("\"simulation_events_per_second\": %.3g, ", n_events / events);
    printf("\"expansion_ms\": %.1f, \"expansion_lasting_growth_ms\": %.1f, \"expansion_lasting_growth_nodes\": %zu, ",
           plain * 1e3, lasting * 1e3, nodes);
    printf("\"least_regret_ms\": %.1f, \"least_regret_lasting_growth_ms\": %.1f, \"least_regret_nodes\": %zu}\n",
           regret * 1e3, lasting_regret * 1e3, town.regret.n_nodes);
    koh_sim_workspace_free(ward);
    koh_expansion_workspace_free(town.space);
    free(town.need);
    return 0;
}
