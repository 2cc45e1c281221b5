/* The expansion's slow obvious twin: every step in every year or never, each plan judged from the definitions. */
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "draw.h"
#include "kohort/capacity.h"
#include "kohort/expansion.h"

enum { STEPS = KOH_EXPANSION_STEPS, FEW = 5, YEARS = 6, TYPES = 2, SCENARIOS = 3, DRAWS = 12, FIRST = 2027 };

/* One random task. */
typedef struct task {
    koh_expansion_input in;
    koh_expansion_options options;
    koh_expansion_step steps[STEPS];
    double places_of[STEPS][TYPES], during[STEPS][TYPES], places[TYPES * YEARS];
    double need[SCENARIOS * DRAWS * TYPES * YEARS];
} task;

static size_t pick(uint64_t *seed, size_t from, size_t to)
{
    return from + (size_t) (draw_bits(seed) % (to - from + 1));
}

/* A step of random figures; with ties, of whole ones. */
static void invent_step(task *t, size_t i, int ties, uint64_t *seed)
{
    koh_expansion_step *s = &t->steps[i];
    s->id = "step";
    s->first_year = FIRST - 1 + (int) pick(seed, 0, 3);
    s->last_year = s->first_year + (int) pick(seed, 0, YEARS);
    s->years_lead = (int) pick(seed, 0, 3);
    s->years_out = pick(seed, 0, 2) ? 0 : (int) pick(seed, 1, 2);
    s->places = t->places_of[i];
    s->during = pick(seed, 0, 3) ? t->during[i] : NULL;
    for (size_t type = 0; type < t->in.n_types; type++) {
        t->places_of[i][type] = (double) pick(seed, 0, 9) - 3;
        t->during[i][type] = -(double) pick(seed, 0, 4);
    }
    s->cost_capex = ties ? (double) pick(seed, 0, 3) : draw(seed, 0, 30);
    s->cost_grant = pick(seed, 0, 1) ? 0 : ties ? s->cost_capex : draw(seed, 0, s->cost_capex);
    s->cost_opex = ties ? (double) pick(seed, 0, 2) - 1 : draw(seed, -1, 3);
    s->years_life = ties || pick(seed, 0, 1) ? 0 : (int) pick(seed, 1, 40);
    s->choice = pick(seed, 0, 5) ? KOH_EXPANSION_OPTIONAL : KOH_EXPANSION_REQUIRED;
}

/* Whole costs without discount on every third task: many plans cost the same. */
static void invent(task *t, uint64_t *seed)
{
    koh_expansion_input *in = &t->in;
    int ties = pick(seed, 0, 2) == 0;
    *t = (task){ .options = { .service_level = pick(seed, 0, 2) ? draw(seed, 0.5, 1) : 1,
                              .rate_discount = ties ? 0 : draw(seed, 0, 0.08),
                              .cost_shortage = ties ? 2 : draw(seed, 0.3, 3),
                              .growth_years = pick(seed, 0, 2) ? 0 : (int) pick(seed, 1, 4) } };
    *in = (koh_expansion_input){ .first_year = FIRST,
                                 .decision_year = FIRST - 2 + (int) pick(seed, 0, 2),
                                 .n_years = pick(seed, 2, YEARS),
                                 .n_types = pick(seed, 1, TYPES),
                                 .n_steps = pick(seed, 0, FEW),
                                 .n_scenarios = pick(seed, 1, SCENARIOS),
                                 .n_draws = pick(seed, 1, DRAWS),
                                 .steps = t->steps,
                                 .places = t->places,
                                 .need = t->need };
    while (pow((double) in->n_years + 1, (double) in->n_steps) > 3000) {
        in->n_steps--;
    }
    size_t cells = in->n_types * in->n_years;
    for (size_t i = 0; i < cells; i++) {
        t->places[i] = (double) pick(seed, 8, 12);
    }
    for (size_t i = 0; i < in->n_scenarios * in->n_draws * cells; i++) {
        t->need[i] = 5 + 1.1 * (double) (i % in->n_years) + (ties ? (double) pick(seed, 0, 2) : draw(seed, -3, 3));
    }
    for (size_t i = 0; i < in->n_steps; i++) {
        invent_step(t, i, ties, seed);
    }
}

static double places_in(const task *t, const int *at, size_t type, int year)
{
    double sum = t->places[type * t->in.n_years + (size_t) (year < 0 ? 0 : year)];
    for (size_t i = 0; i < t->in.n_steps; i++) {
        const koh_expansion_step *s = &t->steps[i];
        if (at[i] >= 0 && year >= at[i] + s->years_out) {
            sum += s->places[type];
        } else if (at[i] >= 0 && year >= at[i] && s->during) {
            sum += s->during[type];
        }
    }
    return sum;
}

static double all_places(const task *t, const int *at, int year)
{
    double sum = 0;
    for (size_t type = 0; type < t->in.n_types; type++) {
        sum += places_in(t, at, type, year);
    }
    return sum;
}

/* Steps with a grant that take effect together: places before, and the growth of those complete. */
static int growth_lasts(const task *t, const int *at)
{
    for (size_t i = 0; i < t->in.n_steps; i++) {
        int done = at[i] + t->steps[i].years_out;
        for (int y = done; at[i] >= 0 && t->steps[i].cost_grant > 0 && y < done + t->options.growth_years; y++) {
            double wanted = all_places(t, at, at[i] - 1);
            for (size_t j = 0; j < t->in.n_steps; j++) {
                double growth = t->steps[j].places[0] + (t->in.n_types > 1 ? t->steps[j].places[1] : 0);
                if (at[j] == at[i] && t->steps[j].cost_grant > 0 && y >= at[j] + t->steps[j].years_out) {
                    wanted += fmax(0, growth);
                }
            }
            if (y < (int) t->in.n_years && all_places(t, at, y) < wanted) {
                return 0;
            }
        }
    }
    return 1;
}

/* Whether steps lie in their windows, and the rules that hold with and without a service level are kept. */
static int is_plan(const task *t, const int *at, int decision_year)
{
    for (size_t i = 0; i < t->in.n_steps; i++) {
        const koh_expansion_step *s = &t->steps[i];
        int year = FIRST + at[i];
        if (at[i] < 0 ? s->choice == KOH_EXPANSION_REQUIRED
                      : year < s->first_year || year > s->last_year || year - s->years_lead < decision_year) {
            return 0;
        }
    }
    for (int y = 0; y < (int) t->in.n_years; y++) {
        for (size_t type = 0; type < t->in.n_types; type++) {
            if (places_in(t, at, type, y) < 0) {
                return 0;
            }
        }
    }
    return growth_lasts(t, at);
}

static const double *need_in(const task *t, size_t scenario, size_t draw_number, size_t type)
{
    return t->need + ((scenario * t->in.n_draws + draw_number) * t->in.n_types + type) * t->in.n_years;
}

static int serves(const task *t, const int *at, size_t scenario)
{
    for (size_t cell = 0; cell < t->in.n_types * t->in.n_years; cell++) {
        size_t type = cell / t->in.n_years, y = cell % t->in.n_years, met = 0;
        for (size_t d = 0; d < t->in.n_draws; d++) {
            met += need_in(t, scenario, d, type)[y] <= places_in(t, at, type, (int) y);
        }
        if ((double) met < t->options.service_level * (double) t->in.n_draws) {
            return 0;
        }
    }
    return 1;
}

static int serves_asked(const task *t, const int *at, size_t scenario)
{
    for (size_t s = 0; s < t->in.n_scenarios; s++) {
        if ((scenario == KOH_EXPANSION_ALL || scenario == s) && !serves(t, at, s)) {
            return 0;
        }
    }
    return 1;
}

static double plan_cost(const task *t, const int *at)
{
    double sum = 0, r = t->options.rate_discount;
    for (size_t i = 0; i < t->in.n_steps; i++) {
        const koh_expansion_step *s = &t->steps[i];
        double capex = s->cost_capex - s->cost_grant;
        for (int y = at[i]; at[i] >= 0 && y < (int) t->in.n_years; y++) {
            double paid = s->years_life == 0 ? (y == at[i] ? capex : 0) : 0;
            if (s->years_life > 0 && y < at[i] + s->years_life) {
                paid = r > 1e-9 ? capex * r / (1 - pow(1 + r, -s->years_life)) : capex / s->years_life;
            }
            sum += (paid + s->cost_opex) / pow(1 + r, y);
        }
    }
    return sum;
}

static double shortage_cost(const task *t, const int *at, size_t scenario)
{
    double sum = 0;
    for (size_t d = 0; d < t->in.n_draws; d++) {
        for (size_t cell = 0; cell < t->in.n_types * t->in.n_years; cell++) {
            size_t type = cell / t->in.n_years, y = cell % t->in.n_years;
            sum += fmax(0, need_in(t, scenario, d, type)[y] - places_in(t, at, type, (int) y)) /
                   pow(1 + t->options.rate_discount, (double) y);
        }
    }
    return t->options.cost_shortage * sum / (double) t->in.n_draws;
}

/* Never, or the first and last year of the horizon in which a step may take effect. */
static void window(const task *t, size_t i, int *first, int *last)
{
    const int from = t->steps[i].first_year - FIRST, to = t->steps[i].last_year - FIRST;
    *first = from > 0 ? from : 0;
    *last = to < (int) t->in.n_years ? to : (int) t->in.n_years - 1;
}

/* No step at all: where the wheel begins. */
static void begin(int *at)
{
    for (size_t i = 0; i < STEPS; i++) {
        at[i] = -1;
    }
}

/* The next plan in an endless wheel; 0 when the wheel has turned round. */
static int turn(const task *t, int *at)
{
    for (size_t i = 0; i < t->in.n_steps; i++) {
        int first, last;
        window(t, i, &first, &last);
        at[i] = at[i] < 0 ? first : at[i] + 1;
        if (at[i] <= last) {
            return 1;
        }
        at[i] = -1;
    }
    return 0;
}

/* Whether plan a comes before b: the sets by year, as binary numbers. */
static int before(const task *t, const int *a, const int *b)
{
    for (int y = 0; y < (int) t->in.n_years; y++) {
        unsigned set_a = 0, set_b = 0;
        for (size_t i = 0; i < t->in.n_steps; i++) {
            set_a |= a[i] == y ? 1U << i : 0;
            set_b |= b[i] == y ? 1U << i : 0;
        }
        if (set_a != set_b) {
            return set_a < set_b;
        }
    }
    return 0;
}

typedef struct best {
    double value;
    int at[STEPS], found;
} best;

static void offer(const task *t, best *b, double value, const int *at)
{
    double gap = 1e-9;
    if (!b->found || value < b->value - gap || (value < b->value + gap && before(t, at, b->at))) {
        b->value = b->found && value > b->value - gap ? b->value : value;
        b->found = 1;
        memcpy(b->at, at, sizeof b->at);
    }
}

static void same_plan(const task *t, const best *b, const koh_expansion_plan *plan)
{
    for (size_t i = 0; i < t->in.n_steps; i++) {
        assert_int_equal(plan->year[i], b->at[i] < 0 ? KOH_YEAR_NONE : FIRST + b->at[i]);
    }
    for (size_t i = t->in.n_steps; i < KOH_EXPANSION_STEPS; i++) {
        assert_int_equal(plan->year[i], KOH_YEAR_NONE);
    }
    assert_true(fabs(plan->cost - plan_cost(t, b->at)) < 1e-9);
}

static void decisions_agree(const task *t, const best *b, size_t scenario, const koh_expansion_plan *plan)
{
    for (size_t i = 0; i < t->in.n_steps; i++) {
        int at[STEPS], wanted = KOH_YEAR_NONE;
        memcpy(at, b->at, sizeof at);
        for (; at[i] >= 0 && at[i] < (int) t->in.n_years; at[i]++) {
            if (!is_plan(t, at, t->in.decision_year) || !serves_asked(t, at, scenario)) {
                break;
            }
            wanted = FIRST + at[i] - t->steps[i].years_lead;
        }
        assert_int_equal(plan->decide_by[i], wanted);
    }
}

static int exists(const task *t, size_t scenario, int decision_year)
{
    int at[STEPS];
    begin(at);
    do {
        if (is_plan(t, at, decision_year) && serves_asked(t, at, scenario)) {
            return 1;
        }
    } while (turn(t, at));
    return 0;
}

/* Returns whether a plan exists. */
static int compare_service(const task *t, size_t scenario, koh_expansion_workspace *space)
{
    best b = { 0 };
    int at[STEPS], year = 7;
    begin(at);
    do {
        if (is_plan(t, at, t->in.decision_year) && serves_asked(t, at, scenario)) {
            offer(t, &b, plan_cost(t, at), at);
        }
    } while (turn(t, at));
    koh_expansion_plan plan = { .cost = 7 };
    koh_error error;
    koh_status status = koh_expansion_solve(&t->in, &t->options, scenario, space, &error, &plan);
    koh_status dated = koh_expansion_deadline(&t->in, &t->options, scenario, space, &error, &year);
    assert_int_equal(status, dated);
    if (!b.found) {
        assert_int_equal(status, KOH_ENOSOLUTION);
        assert_true(plan.cost == 7 && year == 7 && strstr(error.message, "no plan"));
        return 0;
    }
    assert_int_equal(status, KOH_OK);
    same_plan(t, &b, &plan);
    decisions_agree(t, &b, scenario, &plan);
    int last = t->in.decision_year, end = FIRST + (int) t->in.n_years;
    while (last < end && exists(t, scenario, last + 1)) {
        last++;
    }
    assert_int_equal(year, last >= end ? KOH_YEAR_NONE : last);
    return 1;
}

static int compare_regret(const task *t, koh_expansion_workspace *space)
{
    best b = { 0 }, single[SCENARIOS] = { { 0 } };
    int at[STEPS];
    begin(at);
    do {
        for (size_t s = 0; is_plan(t, at, t->in.decision_year) && s < t->in.n_scenarios; s++) {
            offer(t, &single[s], plan_cost(t, at) + shortage_cost(t, at, s), at);
        }
    } while (turn(t, at));
    do {
        double regret = -INFINITY;
        for (size_t s = 0; is_plan(t, at, t->in.decision_year) && s < t->in.n_scenarios; s++) {
            regret = fmax(regret, plan_cost(t, at) + shortage_cost(t, at, s) - single[s].value);
        }
        if (!isinf(regret)) {
            offer(t, &b, regret, at);
        }
    } while (turn(t, at));
    koh_expansion_plan plan = { .cost = 7 };
    koh_status status = koh_expansion_least_regret(&t->in, &t->options, space, NULL, &plan);
    if (!b.found) {
        assert_int_equal(status, KOH_ENOSOLUTION);
        assert_true(plan.cost == 7);
        return 0;
    }
    assert_int_equal(status, KOH_OK);
    assert_true(fabs(plan.regret - b.value) < 1e-8);
    same_plan(t, &b, &plan);
    return 1;
}

/* Cost of a plan in one draw of a scenario, and the places missing there. */
static double draw_cost(const task *t, const int *at, size_t scenario, size_t d, double *missing)
{
    double cost = plan_cost(t, at);
    *missing = 0;
    for (size_t cell = 0; cell < t->in.n_types * t->in.n_years; cell++) {
        const size_t type = cell / t->in.n_years, y = cell % t->in.n_years;
        const double lacking = fmax(0, need_in(t, scenario, d, type)[y] - places_in(t, at, type, (int) y));
        *missing += lacking;
        cost += t->options.cost_shortage * lacking / pow(1 + t->options.rate_discount, (double) y);
    }
    return cost;
}

static void same_verdict(const task *t, const koh_expansion_plan *plan, const double *least, size_t n)
{
    static koh_expansion_future futures[SCENARIOS * DRAWS];
    static double regret[SCENARIOS * DRAWS];
    koh_expansion_verdict verdict;
    int at[STEPS];
    for (size_t i = 0; i < STEPS; i++) {
        at[i] = plan->year[i] == KOH_YEAR_NONE ? -1 : plan->year[i] - FIRST;
    }
    assert_int_equal(koh_expansion_price(&t->in, &t->options, plan, NULL, futures), KOH_OK);
    assert_int_equal(koh_expansion_judge(n, futures, least, 0.9, NULL, regret, &verdict), KOH_OK);
    double cost = 0, lacking = 0, sorry = 0, most = 0;
    size_t met = 0, below = 0;
    for (size_t i = 0; i < n; i++) {
        double missing;
        const double here = draw_cost(t, at, i / t->in.n_draws, i % t->in.n_draws, &missing);
        cost += here / (double) n;
        lacking += missing / (double) n;
        sorry += (here - least[i]) / (double) n;
        most = fmax(most, here - least[i]);
        met += missing < 1e-9;
        below += here - least[i] <= verdict.regret_high + 1e-8;
        assert_true(fabs(futures[i].cost - here) < 1e-8 && fabs(futures[i].missing - missing) < 1e-9);
        assert_true(least[i] <= here + 1e-8);
    }
    assert_true(fabs(verdict.cost_mean - cost) < 1e-8 && fabs(verdict.missing_mean - lacking) < 1e-8);
    assert_true(fabs(verdict.regret_mean - sorry) < 1e-8 && fabs(verdict.regret_most - most) < 1e-8);
    assert_true(fabs(verdict.share_met - (double) met / (double) n) < 1e-12);
    assert_true(below >= 0.9 * (double) n - 1e-9);
}

/* The best plan of each future by itself, and what the plan of least regret comes to beside them. */
static int compare_futures(const task *t, koh_expansion_workspace *space)
{
    const size_t n = t->in.n_scenarios * t->in.n_draws, cells = t->in.n_types * t->in.n_years;
    double best_cost[SCENARIOS * DRAWS];
    koh_expansion_input one = t->in;
    koh_expansion_workspace *own = NULL;
    koh_expansion_plan plan = { .cost = 7 };
    if (koh_expansion_least_regret(&t->in, &t->options, space, NULL, &plan) != KOH_OK) {
        assert_int_equal(koh_expansion_least_cost(&t->in, &t->options, 0, space, NULL, &plan), KOH_ENOSOLUTION);
        assert_true(plan.cost == 7);
        return 0;
    }
    one.n_scenarios = one.n_draws = 1;
    assert_int_equal(koh_expansion_workspace_new(&one, &own), KOH_OK);
    for (size_t i = 0; i < n; i++) {
        best b = { 0 };
        int at[STEPS];
        double missing;
        koh_expansion_plan found;
        begin(at);
        do {
            if (is_plan(t, at, t->in.decision_year)) {
                offer(t, &b, draw_cost(t, at, i / t->in.n_draws, i % t->in.n_draws, &missing), at);
            }
        } while (turn(t, at));
        one.need = t->need + i * cells;
        assert_int_equal(koh_expansion_least_cost(&one, &t->options, 0, own, NULL, &found), KOH_OK);
        same_plan(t, &b, &found);
        best_cost[i] = b.value;
    }
    same_verdict(t, &plan, best_cost, n);
    koh_expansion_workspace_free(own);
    return 1;
}

/* The least expected cost of one scenario over its draws. */
static int compare_cost(const task *t, size_t scenario, koh_expansion_workspace *space)
{
    best b = { 0 };
    int at[STEPS];
    koh_expansion_plan plan = { .cost = 7 };
    begin(at);
    do {
        if (is_plan(t, at, t->in.decision_year)) {
            offer(t, &b, plan_cost(t, at) + shortage_cost(t, at, scenario), at);
        }
    } while (turn(t, at));
    koh_status status = koh_expansion_least_cost(&t->in, &t->options, scenario, space, NULL, &plan);
    assert_int_equal(status, b.found ? KOH_OK : KOH_ENOSOLUTION);
    if (b.found) {
        same_plan(t, &b, &plan);
    }
    return b.found;
}

static void every_future_has_its_best_plan(void **state)
{
    (void) state;
    uint64_t seed = 20261123;
    int priced = 0, judged = 0, tasks = 120;
    for (int i = 0; i < tasks; i++) {
        task t;
        invent(&t, &seed);
        t.in.steps = t.steps;
        koh_expansion_workspace *space = NULL;
        assert_int_equal(koh_expansion_workspace_new(&t.in, &space), KOH_OK);
        priced += compare_cost(&t, pick(&seed, 0, t.in.n_scenarios - 1), space);
        judged += compare_futures(&t, space);
        koh_expansion_workspace_free(space);
    }
    assert_true(priced > tasks / 2 && judged > tasks / 2 && judged < tasks);
}

static void every_plan_is_no_better(void **state)
{
    (void) state;
    uint64_t seed = 20260713;
    int solved = 0, regretted = 0, tasks = 1500;
    for (int i = 0; i < tasks; i++) {
        task t;
        invent(&t, &seed);
        t.in.steps = t.steps;
        koh_expansion_workspace *space = NULL;
        assert_int_equal(koh_expansion_workspace_new(&t.in, &space), KOH_OK);
        solved += compare_service(&t, pick(&seed, 0, 1) ? KOH_EXPANSION_ALL : 0, space);
        regretted += compare_regret(&t, space);
        koh_expansion_workspace_free(space);
    }
    assert_true(solved > tasks / 5 && solved < tasks && regretted > tasks / 2 && regretted < tasks);
}

/* Up to as many steps as there may be, each in one year or in either of two, so that all plans can be tried. */
static void widen(task *t, uint64_t *seed)
{
    enum { PLANS = 5000, MORE = 4 }; /* more places needed */
    const int ties = t->options.rate_discount == 0;
    double plans = 1;
    t->in.n_steps = pick(seed, FEW + 1, STEPS);
    t->in.n_scenarios = 1 + (t->in.n_scenarios > 1);
    t->options.cost_shortage *= 10; /* dearer to lack places than to build them */
    for (size_t i = 0; i < t->in.n_scenarios * t->in.n_draws * t->in.n_types * t->in.n_years; i++) {
        t->need[i] += i % t->in.n_years > 0 && i / t->in.n_years % t->in.n_types == 0 ? MORE : 0;
    }
    for (size_t i = 0; i < t->in.n_steps; i++) {
        int first, last;
        invent_step(t, i, ties, seed);
        t->steps[i].last_year = t->steps[i].first_year + (int) pick(seed, 0, 1);
        t->places_of[i][0] = (double) pick(seed, 0, 5) - 1; /* small, so that many are needed */
        window(t, i, &first, &last);
        plans *= last - first + 2;
    }
    for (size_t i = 0; plans > PLANS && i < t->in.n_steps; i++) {
        int first, last;
        window(t, i, &first, &last);
        plans /= last > first ? 1.5 : 1;
        t->steps[i].last_year = t->steps[i].first_year;
    }
}

static void of_twelve_steps_too(void **state)
{
    (void) state;
    uint64_t seed = 20261122;
    int solved = 0, taken = 0, most = 0, full = 0, tasks = 60;
    for (int i = 0; i < tasks; i++) {
        task t;
        invent(&t, &seed);
        widen(&t, &seed);
        t.in.steps = t.steps;
        koh_expansion_workspace *space = NULL;
        koh_expansion_plan plan;
        assert_int_equal(koh_expansion_workspace_new(&t.in, &space), KOH_OK);
        solved += compare_service(&t, pick(&seed, 0, 1) ? KOH_EXPANSION_ALL : 0, space);
        (void) compare_regret(&t, space);
        if (koh_expansion_least_regret(&t.in, &t.options, space, NULL, &plan) == KOH_OK) {
            int here = 0;
            for (size_t k = 0; k < t.in.n_steps; k++) {
                here += plan.year[k] != KOH_YEAR_NONE;
            }
            taken += here;
            most = here > most ? here : most;
        }
        full += t.in.n_steps == STEPS;
        koh_expansion_workspace_free(space);
    }
    assert_true(solved > tasks / 5 && taken > tasks && most > 4 && full > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_plan_is_no_better),
                                        cmocka_unit_test(every_future_has_its_best_plan),
                                        cmocka_unit_test(of_twelve_steps_too) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
