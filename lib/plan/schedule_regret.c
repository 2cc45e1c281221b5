/* What schedules of building steps come to over all scenarios and draws.
 *
 * Method: capacity/expansion_price.c: each schedule is held against the best plan of each draw of each scenario, as if
 * that future had been known at the base year; draw d is the same chance in every scenario. Draws of a scenario count
 * alike, and under `all` scenarios do too.
 * Limits: scenarios have no probabilities, so the row of all is a mean of the scenarios that were thought of. */
#include <math.h>

#include "base/memory_priv.h"
#include "kohort/capacity.h"
#include "num/parallel_priv.h"
#include "plan/schedule_priv.h"

enum { FUTURES_OF_A_TASK = 16 };
enum { COST_MEAN, REGRET_MEAN, REGRET_P90, REGRET_MOST, MEASURES };

#define REGRET_SHARE 0.9 /* of the draws: the regret that one in ten exceeds */

static const char *const measures[MEASURES] = { "cost_mean", "regret_mean", "regret_p90", "regret_most" };

/* What the search for the best plan of each future needs. Owns its arrays. */
typedef struct hindsight {
    const koh_steps_problem *problem;
    size_t n, n_threads, cells; /* futures; threads; numbers of need in one */
    koh_expansion_workspace **workspaces;
    koh_status *status;            /* [n] */
    koh_expansion_future *futures; /* [n] of one schedule */
    double *best, *regret;         /* [n] least cost of each future; room */
} hindsight;

static koh_expansion_input future_of(const hindsight *h, size_t i)
{
    koh_expansion_input input = h->problem->input;
    input.need += i * h->cells;
    input.n_scenarios = input.n_draws = 1;
    return input;
}

static koh_status solve_future(const hindsight *h, size_t i, size_t thread)
{
    const koh_expansion_input input = future_of(h, i);
    koh_expansion_plan plan;
    koh_expansion_future future;
    koh_status status = koh_expansion_least_cost(&input, &h->problem->options, 0, h->workspaces[thread], NULL, &plan);
    if (status == KOH_OK) {
        status = koh_expansion_price(&input, &h->problem->options, &plan, NULL, &future);
        h->best[i] = future.cost;
    }
    return status;
}

static void solve_task(void *context, size_t task, size_t thread)
{
    const hindsight *h = context;
    for (size_t i = task * FUTURES_OF_A_TASK; i < h->n && i < (task + 1) * FUTURES_OF_A_TASK; i++) {
        h->status[i] = solve_future(h, i, thread);
    }
}

static koh_status take_room(hindsight *h)
{
    const koh_expansion_input one = future_of(h, 0);
    h->workspaces = KOH_NEW(h->n_threads, koh_expansion_workspace *);
    h->status = KOH_NEW(h->n, koh_status);
    h->futures = KOH_NEW(h->n, koh_expansion_future);
    h->best = KOH_NEW(h->n, double);
    h->regret = KOH_NEW(h->n, double);
    koh_status status =
        h->workspaces == NULL || h->status == NULL || h->futures == NULL || h->best == NULL || h->regret == NULL
            ? KOH_ENOMEM
            : KOH_OK;
    for (size_t i = 0; status == KOH_OK && i < h->n_threads; i++) {
        status = koh_expansion_workspace_new(&one, &h->workspaces[i]);
    }
    return status;
}

static void free_room(hindsight *h)
{
    for (size_t i = 0; h->workspaces != NULL && i < h->n_threads; i++) {
        koh_expansion_workspace_free(h->workspaces[i]);
    }
    koh__free(h->workspaces);
    koh__free(h->status);
    koh__free(h->futures);
    koh__free(h->best);
    koh__free(h->regret);
}

/* Building nothing may be judged where nothing must be built. */
static int may_do_nothing(const koh_expansion_input *input)
{
    int may = 1;
    for (size_t s = 0; s < input->n_steps; s++) {
        may &= input->steps[s].choice != KOH_EXPANSION_REQUIRED;
    }
    return may;
}

/* The cubes of the answer; where there are several scenarios the last label is all of them. */
typedef struct verdicts {
    koh_cube *money, *missing, *met;
} verdicts;

static koh_status add_cubes(const koh_steps_problem *p, int with_nothing, verdicts *v)
{
    koh_arena *arena = p->result->arena;
    const size_t n = p->input.n_scenarios, n_schedules = p->n_schedules + (with_nothing ? 1 : 0);
    const char **schedules = KOH_TAKE(arena, n_schedules, const char *), **ids = KOH_TAKE(arena, n + 1, const char *);
    if (schedules == NULL || ids == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < n_schedules; i++) {
        schedules[i] = i < p->n_schedules ? koh__schedule_names[p->schedule[i]] : "nothing";
    }
    for (size_t s = 0; s <= n; s++) {
        ids[s] = s < n ? p->ids[s] : "all";
    }
    const koh_axis axes[] = { { "schedule", n_schedules, NULL, schedules },
                              { "held_against", n > 1 ? n + 1 : 1, NULL, ids },
                              { "measure", MEASURES, NULL, measures } };
    static const char *const paths[] = { "capacity/expansion_regret", "capacity/expansion_missing",
                                         "capacity/expansion_met" };
    static const char *const units[] = { "NOK", "place years", "probability" };
    koh_cube **const cubes[] = { &v->money, &v->missing, &v->met };
    for (size_t c = 0; c < sizeof cubes / sizeof cubes[0]; c++) {
        const koh_cube form = { .path = paths[c],
                                .unit = units[c],
                                .time = "1 January",
                                .n_axes = c == 0 ? 3 : 2,
                                .axes = { axes[0], axes[1], axes[2] } };
        *cubes[c] = koh__result_add(p->result, p->scenario, &form);
        if (*cubes[c] == NULL) {
            return KOH_ENOMEM;
        }
    }
    return KOH_OK;
}

/* One schedule over the futures of one scenario, or of all. */
static koh_status judge(const hindsight *h, size_t schedule, size_t scenario, const verdicts *v)
{
    const koh_expansion_input *in = &h->problem->input;
    const int is_all = scenario == in->n_scenarios;
    const size_t first = is_all ? 0 : scenario * in->n_draws, n = is_all ? h->n : in->n_draws;
    const size_t at = schedule * v->met->axes[1].n + scenario;
    koh_expansion_verdict found;
    koh_status status =
        koh_expansion_judge(n, h->futures + first, h->best + first, REGRET_SHARE, h->problem->error, h->regret, &found);
    if (status == KOH_OK) {
        double *money = v->money->value + at * MEASURES;
        money[COST_MEAN] = found.cost_mean;
        money[REGRET_MEAN] = found.regret_mean;
        money[REGRET_P90] = found.regret_high;
        money[REGRET_MOST] = found.regret_most;
        v->missing->value[at] = found.missing_mean;
        v->met->value[at] = found.share_met;
    }
    return status;
}

static void fill_unknown(size_t schedule, const verdicts *v)
{
    const size_t n = v->met->axes[1].n;
    for (size_t i = schedule * n; i < (schedule + 1) * n; i++) {
        v->missing->value[i] = v->met->value[i] = (double) NAN;
        for (size_t m = 0; m < MEASURES; m++) {
            v->money->value[i * MEASURES + m] = (double) NAN;
        }
    }
}

static koh_status judge_schedules(const hindsight *h, const verdicts *v)
{
    const koh_steps_problem *p = h->problem;
    koh_expansion_plan nothing = { 0 };
    koh_status status = KOH_OK;
    for (size_t s = 0; s < KOH_EXPANSION_STEPS; s++) {
        nothing.year[s] = KOH_YEAR_NONE;
    }
    for (size_t i = 0; i < v->met->axes[0].n && status == KOH_OK; i++) {
        if (i < p->n_schedules && !p->is_found[i]) {
            fill_unknown(i, v);
            continue;
        }
        status = koh_expansion_price(&p->input, &p->options, i < p->n_schedules ? &p->plan[i] : &nothing, p->error,
                                     h->futures);
        for (size_t s = 0; s < v->met->axes[1].n && status == KOH_OK; s++) {
            status = judge(h, i, s, v);
        }
    }
    return status;
}

koh_status koh__schedules_judge(const koh_steps_problem *p)
{
    const size_t threads = p->result->draws.threads;
    hindsight h = { .problem = p,
                    .n = p->input.n_scenarios * p->input.n_draws,
                    .n_threads = threads > 0 ? threads : 1,
                    .cells = p->input.n_types * p->input.n_years };
    verdicts v = { 0 };
    koh_status status = take_room(&h);
    if (status == KOH_OK) {
        koh__parallel((h.n + FUTURES_OF_A_TASK - 1) / FUTURES_OF_A_TASK, h.n_threads, solve_task, &h);
    }
    for (size_t i = 0; i < h.n && status == KOH_OK; i++) {
        status = h.status[i];
    }
    if (status == KOH_ENOSOLUTION) { /* no plan at all keeps the rules: the schedules have said so */
        free_room(&h);
        return KOH_OK;
    }
    if (status == KOH_OK) {
        status = add_cubes(p, may_do_nothing(&p->input), &v);
    }
    status = status == KOH_OK ? judge_schedules(&h, &v) : status;
    free_room(&h);
    return status;
}
