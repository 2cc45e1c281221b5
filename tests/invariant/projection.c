/* What every step must keep: the balance of each cell, the hand-made Leslie step, scale, nobody below zero, no
 * allocation. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "allocations.h"
#include "draw.h"
#include "kohort/projection.h"

enum { MAX = 110, N = KOH_SEXES * MAX };

/* A year and everything it needs. */
typedef struct world {
    size_t n_age;
    koh_proj_year year;
    double people[N], survival[N], fertility[MAX], net_count[N], net_rate[N], in_count[N], out_rate[N], immigration[N],
        emigration_rate[N];
} world;

typedef struct outcome {
    koh_status status;
    double next[N], deaths[N], net[N], in[N], out[N], immigration[N], emigration[N], capped[N];
    koh_proj_totals total;
} outcome;

/* violence: how large the moves are beside the people. */
static void invent(uint64_t *state, size_t n_age, double violence, world *w)
{
    *w = (world){ .n_age = n_age };
    for (size_t i = 0; i < KOH_SEXES * n_age; i++) {
        w->people[i] = draw(state, 0, 1000);
        w->survival[i] = draw(state, 0, 1);
        w->net_count[i] = draw(state, -1000, 1000) * violence;
        w->net_rate[i] = draw(state, -1, 1) * violence;
        w->in_count[i] = draw(state, 0, 1000) * violence;
        w->out_rate[i] = draw(state, 0, 1) * fmin(violence, 1);
        w->immigration[i] = draw(state, 0, 1000) * violence;
        w->emigration_rate[i] = draw(state, 0, 1) * fmin(violence, 1);
    }
    for (size_t x = 1; x < n_age; x++) {
        w->fertility[x] = draw(state, 0, 0.2);
    }
    w->year = (koh_proj_year){ w->survival, w->fertility, 1.056,          w->net_count,      w->net_rate,
                               w->in_count, w->out_rate,  w->immigration, w->emigration_rate };
}

static void step(const world *w, koh_timing timing, outcome *o)
{
    koh_proj_workspace *workspace = NULL;
    koh_proj_components flows = { .deaths = o->deaths,
                                  .net = o->net,
                                  .in = o->in,
                                  .out = o->out,
                                  .immigration = o->immigration,
                                  .emigration = o->emigration,
                                  .capped = o->capped };
    assert_int_equal(koh_proj_workspace_new(w->n_age, &workspace), KOH_OK);
    const size_t before = allocations;
    o->status = koh_proj_step(w->people, &w->year, timing, workspace, o->next, &flows);
    assert_int_equal(allocations, before);
    assert_true(o->status == KOH_OK || o->status == KOH_WCAPPED);
    o->total = flows.total;
    koh_proj_workspace_free(workspace);
}

static void each_cell_balances(void **state)
{
    (void) state;
    uint64_t seed = 7;
    static world w;
    static outcome o;
    for (int round = 0; round < 400; round++) {
        invent(&seed, 2 + draw_bits(&seed) % (MAX - 1), round % 2 == 0 ? 0.02 : 3, &w);
        step(&w, round % 4 < 2 ? KOH_TIMING_EVEN : KOH_TIMING_END, &o);
        for (size_t i = 0; i < KOH_SEXES * w.n_age; i++) {
            const size_t sex = i / w.n_age, x = i % w.n_age;
            const double before =
                (x == 0 ? o.total.births[sex] : w.people[i - 1]) + (x == w.n_age - 1 ? w.people[i] : 0);
            const double after =
                before - o.deaths[i] + o.net[i] + o.in[i] - o.out[i] + o.immigration[i] - o.emigration[i];
            const double concerned = before + o.in[i] + o.immigration[i] + fabs(o.net[i]);
            assert_true(fabs(o.next[i] - after) <= 1e-13 * concerned);
        }
        assert_true(o.total.residual <= 1e-12 * 1e5);
    }
}

static void nobody_is_below_zero_and_nothing_is_invented(void **state)
{
    (void) state;
    uint64_t seed = 8;
    static world w;
    static outcome o;
    int n_capped = 0;
    for (int round = 0; round < 400; round++) {
        invent(&seed, 2 + draw_bits(&seed) % (MAX - 1), 20, &w);
        step(&w, round % 2 == 0 ? KOH_TIMING_EVEN : KOH_TIMING_END, &o);
        n_capped += o.status == KOH_WCAPPED;
        for (size_t i = 0; i < KOH_SEXES * w.n_age; i++) {
            assert_true(o.next[i] >= 0 && o.deaths[i] >= 0 && o.out[i] >= 0 && o.emigration[i] >= 0 &&
                        o.capped[i] >= 0);
            assert_true(o.in[i] == w.in_count[i] && o.immigration[i] == w.immigration[i]);
        }
        assert_true((o.total.capped > 0) == (o.status == KOH_WCAPPED));
    }
    assert_true(n_capped > 350);
}

/* Without moves the step is the Leslie matrix: survivors one age on, births to the mean of both ends of the year. */
static void without_moves_it_is_leslie(void **state)
{
    (void) state;
    uint64_t seed = 9;
    static world w;
    static outcome o;
    for (int round = 0; round < 100; round++) {
        invent(&seed, 3 + draw_bits(&seed) % (MAX - 2), 1, &w);
        w.year = (koh_proj_year){ .survival = w.survival, .fertility = w.fertility, .boys_per_girl = 1 };
        const size_t open = w.n_age - 1;
        double births = 0;
        for (size_t x = 1; x <= open; x++) {
            const double from = w.people[x - 1] + (x == open ? w.people[x] : 0);
            births += w.fertility[x] * (w.people[x] + from * w.survival[x]) / 2;
        }
        for (int timing = 0; timing < 2; timing++) {
            step(&w, timing == 0 ? KOH_TIMING_EVEN : KOH_TIMING_END, &o);
            for (size_t i = 0; i < KOH_SEXES * w.n_age; i++) {
                const size_t x = i % w.n_age;
                const double from = (x == 0 ? births / 2 : w.people[i - 1]) + (x == open ? w.people[i] : 0);
                KOH_ASSERT_NEAR(o.next[i], from * w.survival[i], 1e-12);
            }
            KOH_ASSERT_NEAR(o.total.births[KOH_FEMALE], births / 2, 1e-13);
        }
    }
}

static void twice_the_people_twice_the_year(void **state)
{
    (void) state;
    uint64_t seed = 10;
    static world w;
    static outcome once, twice;
    for (int round = 0; round < 100; round++) {
        const koh_timing timing = round % 2 == 0 ? KOH_TIMING_EVEN : KOH_TIMING_END;
        invent(&seed, 2 + draw_bits(&seed) % (MAX - 1), round % 4 < 2 ? 0.02 : 3, &w);
        step(&w, timing, &once);
        for (size_t i = 0; i < KOH_SEXES * w.n_age; i++) {
            w.people[i] *= 2;
            w.net_count[i] *= 2;
            w.in_count[i] *= 2;
            w.immigration[i] *= 2;
        }
        step(&w, timing, &twice);
        const double *pairs[][2] = {
            { once.next, twice.next }, { once.deaths, twice.deaths },         { once.net, twice.net },
            { once.out, twice.out },   { once.emigration, twice.emigration }, { once.capped, twice.capped }
        };
        for (size_t k = 0; k < sizeof pairs / sizeof pairs[0]; k++) {
            for (size_t i = 0; i < KOH_SEXES * w.n_age; i++) {
                assert_true(pairs[k][1][i] == 2 * pairs[k][0][i]); /* a power of two is exact */
            }
        }
        assert_true(twice.total.births[0] == 2 * once.total.births[0]);
        assert_true(twice.total.deaths == 2 * once.total.deaths && twice.total.capped == 2 * once.total.capped);
    }
}

/* Nobody dies, nobody moves, nobody is born: the last age gathers everybody. */
static void people_only_grow_older(void **state)
{
    (void) state;
    uint64_t seed = 11;
    static world w;
    static outcome o;
    invent(&seed, 5, 1, &w);
    for (size_t i = 0; i < KOH_SEXES * w.n_age; i++) {
        w.survival[i] = 1;
        w.people[i] = (double) (1 + i);
    }
    w.year = (koh_proj_year){ .survival = w.survival };
    for (int year = 0; year < 4; year++) {
        step(&w, KOH_TIMING_EVEN, &o);
        memcpy(w.people, o.next, sizeof w.people);
    }
    const double last[] = { 0, 0, 0, 0, 15, 0, 0, 0, 0, 40 };
    assert_memory_equal(w.people, last, sizeof last);
    assert_true(o.total.deaths == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_cell_balances),         cmocka_unit_test(nobody_is_below_zero_and_nothing_is_invented),
        cmocka_unit_test(without_moves_it_is_leslie), cmocka_unit_test(twice_the_people_twice_the_year),
        cmocka_unit_test(people_only_grow_older),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
