/* How long each part of people and money takes for one municipality and scenario, and the choice among 40 measures.
 * Usage: bench_people [PLAN] [--json]; PLAN is by default the shipped one of Hole. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kohort/portfolio.h"
#include "parts.h"

enum { REPEATS = 7, MEASURES = 40 };

/* In the order of lib/plan/run.c; what is before the staff only makes the ground. */
static const koh_part parts[] = {
    { "ground: strata", koh__model_strata },
    { "ground: ratios", koh__model_ratios },
    { "ground: need", koh__model_need },
    { "ground: coverage", koh__model_coverage },
    { "ground: levels", koh__model_levels },
    { "ground: places", koh__model_places },
    { "ground: waiting", koh__model_waiting },
    { "staff: hours and FTE", koh__model_staff },
    { "staff: supply, gap, recruitment, units, feasible services, rotas", koh__model_workforce },
    { "staff: areas", koh__model_areas },
    { "money: costs, peers, substitution, demography", koh__model_economy },
    { "money: measures", koh__model_measures },
    { "staff: aims", koh__model_staff_aims },
};

enum { PARTS = sizeof parts / sizeof parts[0] };

/* Forty measures under a budget of half their cost: of any values with some premises and exclusions, or worth what they
 * cost, which is the hardest to choose among. */
static double choose(int is_hard, koh_status *status)
{
    double cost[MEASURES], value[MEASURES];
    unsigned char depends[MEASURES * MEASURES] = { 0 }, excludes[MEASURES * MEASURES] = { 0 };
    double sum = 0;
    unsigned state = 2026;
    for (size_t i = 0; i < MEASURES; i++) {
        state = state * 1664525u + 1013904223u;
        cost[i] = 1e5 + (double) (state >> 12);
        state = state * 1664525u + 1013904223u;
        value[i] = is_hard ? cost[i] : 1e5 + (double) (state >> 11);
        sum += cost[i];
    }
    for (size_t i = 4; i < MEASURES; i += 5) {
        depends[i * MEASURES + i - 3] = 1;
        excludes[i * MEASURES + i - 1] = 1;
    }
    const koh_portfolio_input input = {
        .n = MEASURES,
        .cost = cost,
        .value = value,
        .budget = sum / 2,
        .depends = is_hard ? NULL : depends,
        .excludes = is_hard ? NULL : excludes,
    };
    koh_portfolio_point point;
    const double begin = seconds();
    *status = koh_portfolio_solve(&input, NULL, &point);
    return seconds() - begin;
}

int main(int argc, char **argv)
{
    const int with_path = argc > 1 && strcmp(argv[1], "--json") != 0;
    const char *path = with_path ? argv[1] : KOH_BENCH_DATA "/plans/hole/plan.json";
    koh_session session;
    koh_error error = { 0 };
    double best[PARTS] = { 0 };
    koh_status status = open_plan(path, &session, &error);
    for (int i = 0; i < REPEATS && status == KOH_OK; i++) {
        status = run_parts(PARTS, parts, &session.set.plans[0], &session.inputs, &error, best);
    }
    koh__session_close(&session);
    koh_status easy = KOH_OK, hard = KOH_OK;
    const double portfolio = status == KOH_OK ? choose(0, &easy) : 0, hardest = status == KOH_OK ? choose(1, &hard) : 0;
    if (status != KOH_OK || easy != KOH_OK || hard != KOH_OK) {
        (void) fprintf(stderr, "bench_people: %s\n", error.message);
        return EXIT_FAILURE;
    }
    (void) printf("{\"bench\": \"people\", \"unit\": \"ms of processor time, best of %d\", \"portfolio_of_%d\": %.3f, "
                  "\"worth_their_cost\": %.3f, \"parts\": {",
                  REPEATS, MEASURES, portfolio * 1e3, hardest * 1e3);
    for (size_t i = 0; i < PARTS; i++) {
        (void) printf("%s\"%s\": %.3f", i > 0 ? ", " : "", parts[i].name, best[i] * 1e3);
    }
    (void) printf("}}\n");
    return EXIT_SUCCESS;
}
