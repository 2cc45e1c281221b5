/* The step against a twin written from its description, slow and obvious: one person-group after the other. */
#include "test.h"

#include <math.h>
#include <stdlib.h>

#include "draw.h"
#include "kohort/projection.h"

enum { MAX = 40 };

/* All components of a year, by sex and age at its end. */
typedef struct book {
    double next[2][MAX], deaths[2][MAX], net[2][MAX], in[2][MAX], out[2][MAX], immigration[2][MAX], emigration[2][MAX],
        capped[2][MAX], births[2];
} book;

typedef struct world {
    int ages;
    double people[2][MAX], survival[2][MAX], fertility[MAX], boys, net_count[2][MAX], net_rate[2][MAX], in[2][MAX],
        out[2][MAX], immigration[2][MAX], emigration[2][MAX];
    int with_net_count, with_net_rate, with_in, with_out, with_immigration, with_emigration, with_fertility;
} world;

static int age_a_year_on(const world *w, int age)
{
    return age + 1 < w->ages ? age + 1 : w->ages - 1;
}

/* Ends the year for one cell: at_risk[sex][age reached] and late net migrants are known. */
static void end_cell(const world *w, int sex, int age, double at_risk, double late, book *b)
{
    double dead = at_risk * (1 - w->survival[sex][age]);
    double alive = at_risk - dead;
    double out = w->with_out ? alive * w->out[sex][age] : 0;
    double emigrants = w->with_emigration ? alive * w->emigration[sex][age] : 0;
    double in = w->with_in ? w->in[sex][age] : 0;
    double immigrants = w->with_immigration ? w->immigration[sex][age] : 0;
    double room = alive + in + immigrants + (late > 0 ? late : 0);
    double wish = out + emigrants + (late < 0 ? -late : 0);
    if (wish > room * (1 + 1e-14)) {
        b->capped[sex][age] += wish - room;
        out = out * room / wish;
        emigrants = emigrants * room / wish;
        if (late < 0) {
            late = late * room / wish;
        }
    }
    b->deaths[sex][age] = dead;
    b->in[sex][age] = in;
    b->immigration[sex][age] = immigrants;
    b->out[sex][age] = out;
    b->emigration[sex][age] = emigrants;
    b->net[sex][age] += late;
    b->next[sex][age] = alive - out - emigrants + in + immigrants + late;
}

static void twin(const world *w, int even, book *b)
{
    double start[2][MAX] = { { 0 } }, at_risk[2][MAX] = { { 0 } }, late[2][MAX] = { { 0 } };
    double early_share = even ? 0.5 : 0, late_share = even ? 0.5 : 1;
    *b = (book){ .births = { 0 } };
    for (int sex = 0; sex < 2; sex++) {
        for (int age = 0; age < w->ages; age++) {
            int reached = age_a_year_on(w, age);
            double people = w->people[sex][age];
            double counted = w->with_net_count ? w->net_count[sex][age] : 0;
            double rated = w->with_net_rate ? w->net_rate[sex][age] * people : 0;
            double early = early_share * counted + early_share * rated;
            if (people + early < 0) {
                b->capped[sex][reached] += -early - people;
                early = -people;
            }
            start[sex][age] = people + early;
            b->net[sex][reached] += early;
            at_risk[sex][reached] += start[sex][age];
            late[sex][age] += late_share * counted;
            late[sex][reached] += late_share * rated;
        }
    }
    for (int sex = 0; sex < 2; sex++) {
        for (int age = 1; age < w->ages; age++) {
            end_cell(w, sex, age, at_risk[sex][age], late[sex][age], b);
        }
    }
    double births = 0;
    for (int age = 1; w->with_fertility && age < w->ages; age++) {
        double at_end = even ? b->next[0][age] : at_risk[0][age] - b->deaths[0][age];
        births += w->fertility[age] * (start[0][age] + at_end) / 2;
    }
    b->births[KOH_MALE] = births * (w->boys / (1 + w->boys));
    b->births[KOH_FEMALE] = births - b->births[KOH_MALE];
    for (int sex = 0; sex < 2; sex++) {
        end_cell(w, sex, 0, b->births[sex], late[sex][0], b);
    }
}

static void invent(uint64_t *state, world *w)
{
    uint64_t bits = draw_bits(state);
    *w = (world){ .ages = 2 + (int) (draw_bits(state) % (MAX - 1)) };
    w->with_net_count = (bits & 1) != 0;
    w->with_net_rate = (bits & 2) != 0;
    w->with_in = (bits & 4) != 0;
    w->with_out = (bits & 8) != 0;
    w->with_immigration = (bits & 16) != 0;
    w->with_emigration = (bits & 32) != 0;
    w->with_fertility = (bits & 192) != 0;
    w->boys = draw(state, 0.5, 2);
    double violence = (bits & 256) != 0 ? 2 : 0.02; /* half of the worlds ask for more than there is */
    for (int age = 0; age < w->ages; age++) {
        w->fertility[age] = age == 0 ? 0 : draw(state, 0, 0.5);
        for (int sex = 0; sex < 2; sex++) {
            w->people[sex][age] = draw_bits(state) % 8 == 0 ? 0 : draw(state, 0, 1000);
            w->survival[sex][age] = draw(state, 0, 1);
            w->net_count[sex][age] = draw(state, -500, 500) * violence;
            w->net_rate[sex][age] = draw(state, -1, 1) * violence;
            w->in[sex][age] = draw(state, 0, 200) * violence;
            w->out[sex][age] = draw(state, 0, 1);
            w->immigration[sex][age] = draw(state, 0, 200) * violence;
            w->emigration[sex][age] = draw(state, 0, violence < 1 ? 0.02 : 1);
        }
    }
}

static void pack(const world *w, double from[2][MAX], double *to)
{
    for (int sex = 0; sex < 2; sex++) {
        for (int age = 0; age < w->ages; age++) {
            to[sex * w->ages + age] = from[sex][age];
        }
    }
}

static void compare(const world *w, const char *what, const double *ours, double theirs[2][MAX])
{
    for (int sex = 0; sex < 2; sex++) {
        for (int age = 0; age < w->ages; age++) {
            double a = ours[sex * w->ages + age], e = theirs[sex][age];
            if (!(fabs(a - e) <= 1e-12 * (1000 + fabs(e)))) {
                fail_msg("%s of sex %d at age %d of %d: %.17g, twin %.17g", what, sex, age, w->ages, a, e);
            }
        }
    }
}

static double total(const world *w, double cells[2][MAX])
{
    double sum = 0;
    for (int sex = 0; sex < 2; sex++) {
        for (int age = 0; age < w->ages; age++) {
            sum += cells[sex][age];
        }
    }
    return sum;
}

static void judge(world *w, koh_timing timing)
{
    enum { N = 2 * MAX };
    static double people[N], survival[N], net_count[N], net_rate[N], in_count[N], out_rate[N], immigration[N],
        emigration_rate[N], next[N], deaths[N], net[N], in[N], out[N], immigrants[N], emigrants[N], capped[N];
    pack(w, w->people, people);
    pack(w, w->survival, survival);
    pack(w, w->net_count, net_count);
    pack(w, w->net_rate, net_rate);
    pack(w, w->in, in_count);
    pack(w, w->out, out_rate);
    pack(w, w->immigration, immigration);
    pack(w, w->emigration, emigration_rate);
    koh_proj_year year = { survival,
                           w->with_fertility ? w->fertility : NULL,
                           w->boys,
                           w->with_net_count ? net_count : NULL,
                           w->with_net_rate ? net_rate : NULL,
                           w->with_in ? in_count : NULL,
                           w->with_out ? out_rate : NULL,
                           w->with_immigration ? immigration : NULL,
                           w->with_emigration ? emigration_rate : NULL };
    koh_proj_components flows = { .deaths = deaths,
                                  .net = net,
                                  .in = in,
                                  .out = out,
                                  .immigration = immigrants,
                                  .emigration = emigrants,
                                  .capped = capped };
    koh_proj_workspace *workspace = NULL;
    book b;
    twin(w, timing == KOH_TIMING_EVEN, &b);
    assert_int_equal(koh_proj_workspace_new((size_t) w->ages, &workspace), KOH_OK);
    assert_int_equal(koh_proj_check((size_t) w->ages, people, &year, NULL), KOH_OK);
    koh_status status = koh_proj_step(people, &year, timing, workspace, next, &flows);
    assert_int_equal(status, total(w, b.capped) > 0 ? KOH_WCAPPED : KOH_OK);
    compare(w, "next", next, b.next);
    compare(w, "deaths", deaths, b.deaths);
    compare(w, "net", net, b.net);
    compare(w, "in", in, b.in);
    compare(w, "out", out, b.out);
    compare(w, "immigration", immigrants, b.immigration);
    compare(w, "emigration", emigrants, b.emigration);
    compare(w, "capped", capped, b.capped);
    const double totals[][2] = {
        { flows.total.births[0], b.births[0] },
        { flows.total.births[1], b.births[1] },
        { flows.total.deaths, total(w, b.deaths) },
        { flows.total.net, total(w, b.net) },
        { flows.total.in, total(w, b.in) },
        { flows.total.out, total(w, b.out) },
        { flows.total.immigration, total(w, b.immigration) },
        { flows.total.emigration, total(w, b.emigration) },
        { flows.total.capped, total(w, b.capped) },
    };
    for (size_t i = 0; i < sizeof totals / sizeof totals[0]; i++) {
        if (!(fabs(totals[i][0] - totals[i][1]) <= 1e-12 * (1e5 + fabs(totals[i][1])))) {
            fail_msg("total %zu: %.17g, twin %.17g", i, totals[i][0], totals[i][1]);
        }
    }
    /* Without components the state is the same, bit for bit. */
    static double again[N];
    assert_int_equal(koh_proj_step(people, &year, timing, workspace, again, NULL), status);
    assert_memory_equal(again, next, 2 * (size_t) w->ages * sizeof *next);
    koh_proj_workspace_free(workspace);
}

static void the_step_agrees_with_its_twin(void **state)
{
    (void) state;
    uint64_t seed = 20260101;
    static world w;
    for (int i = 0; i < 4000; i++) {
        invent(&seed, &w);
        judge(&w, KOH_TIMING_EVEN);
        judge(&w, KOH_TIMING_END);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(the_step_agrees_with_its_twin) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
