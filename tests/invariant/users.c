/* The chance of who is a user: its mean is the expectation, its variance that of the closed form. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "kohort/age_band.h"
#include "need.h"

enum { DRAWS = 20000, GROUPS = 8 };

/* Users by hand: all in one band, whose persons are known. */
typedef struct model {
    koh_world world;
    koh_frame frame;
    koh_users_draw draw;
    double expected[STEPS + 1], share[STEPS + 1];
    double users[(STEPS + 1) * SERVICES], bands[(STEPS + 1) * SERVICES * GROUPS];
    size_t n_bands, band;
} model;

static void make(model *m, const double expected[STEPS + 1])
{
    const koh_age_bands *groups = koh_age_bands_get(KOH_BANDS_IPLOS);
    world_make(&m->world);
    m->world.plans[0].uncertainty.stay_years = NULL;
    m->n_bands = groups->n;
    m->band = groups->n - 2;
    assert_true(groups->n <= GROUPS);
    m->frame = (koh_frame){ .plan = &m->world.plans[0],
                            .inputs = &m->world.inputs,
                            .result = &m->world.result,
                            .n_steps = STEPS,
                            .n_age = AGES,
                            .years = { "year", STEPS + 1, m->world.years, NULL },
                            .persons = m->world.persons,
                            .services = { "service", SERVICES, NULL, m->world.ids },
                            .users = m->users,
                            .own = (const int[SERVICES]){ 0 } };
    memcpy(m->expected, expected, sizeof m->expected);
    for (int t = 0; t <= STEPS; t++) {
        const double *persons = m->world.persons + t * 2 * AGES;
        const int from = groups->from[m->band], to = groups->from[m->band + 1] - 1;
        m->share[t] =
            expected[t] / (koh_age_sum(AGES, persons, from, to) + koh_age_sum(AGES, persons + AGES, from, to));
    }
}

/* One draw of all years. */
static void draw_once(model *m, uint32_t number)
{
    m->draw = (koh_users_draw){ .seed = 5, .draw = number };
    m->frame.users_draw = &m->draw;
    for (int i = 0; i < (STEPS + 1) * SERVICES; i++) {
        m->users[i] = i % SERVICES == HOUSE ? m->expected[i / SERVICES] : (double) NAN;
        for (size_t b = 0; b < m->n_bands; b++) {
            m->bands[(size_t) i * m->n_bands + b] = b == m->band ? m->users[i] : 0;
        }
    }
    koh__draw_users(&m->frame, m->n_bands, m->bands);
}

/* Means within 5 standard errors; variances, where `variance` is given, within 5 of theirs (kurtosis about 3). */
static void judge(model *m, const double *variance)
{
    double sum[STEPS + 1] = { 0 }, squares[STEPS + 1] = { 0 };
    for (uint32_t d = 0; d < DRAWS; d++) {
        draw_once(m, d);
        assert_true(m->users[HOUSE] == m->expected[0]);
        for (int t = 0; t <= STEPS; t++) {
            const double users = m->users[t * SERVICES + HOUSE], off = users - m->expected[t];
            assert_true(users >= 0 && isnan(m->users[t * SERVICES + GHOST]));
            KOH_ASSERT_NEAR(m->bands[(size_t) (t * SERVICES + HOUSE) * m->n_bands + m->band], users,
                            1e-12 * (1 + users));
            sum[t] += off;
            squares[t] += off * off;
        }
    }
    for (int t = 1; t <= STEPS; t++) {
        const double here = squares[t] / DRAWS;
        assert_true(fabs(sum[t] / DRAWS) <= 5 * sqrt(here / DRAWS));
        if (variance != NULL && !(fabs(here / variance[t] - 1) < 5 * sqrt(2.0 / DRAWS))) {
            fail_msg("year %d: variance %g, expected %g", t, here, variance[t]);
        }
    }
}

/* Constant m: variance m (1 - r^2t), and r^2t of that of rounding at the start, times 1 - p. */
static void the_variance_is_that_of_immigration_and_death(void **state)
{
    (void) state;
    static model m;
    static const double constant[STEPS + 1] = { 13.4, 13.4, 13.4, 13.4, 13.4, 13.4, 13.4 };
    double variance[STEPS + 1];
    make(&m, constant);
    const double years = 1.7;
    m.world.plans[0].uncertainty.stay_years = &(koh_quantity){ .n = 1, .year = (const int[]){ 0 }, .value = &years };
    for (int t = 0; t <= STEPS; t++) {
        const double left = exp(-2 * t / years);
        variance[t] = (13.4 * (1 - left) + 0.4 * 0.6 * left) * (1 - m.share[t]);
    }
    assert_true(m.share[STEPS] > 0.02 && m.share[STEPS] < 0.9);
    judge(&m, variance);
    world_free(&m.world);
}

/* Whether expectations rise, fall faster than users leave, or end, they are met. */
static void the_mean_is_the_expectation(void **state)
{
    (void) state;
    static model m;
    static const double given[3][STEPS + 1] = { { 3.2, 4.7, 7.9, 11.3, 14.2, 15.1, 22.6 },
                                                { 23.7, 11.9, 4.3, 2.1, 2.0, 0.3, 0 },
                                                { 0, 0, 2.7, 2.7, 0, 0.8, 1.3 } };
    for (int i = 0; i < 3; i++) {
        make(&m, given[i]);
        judge(&m, NULL);
        world_free(&m.world);
    }
}

static void a_draw_is_its_own(void **state)
{
    (void) state;
    static model m;
    static const double constant[STEPS + 1] = { 13.4, 13.4, 13.4, 13.4, 13.4, 13.4, 13.4 };
    double first[STEPS + 1];
    make(&m, constant);
    draw_once(&m, 7);
    for (int t = 0; t <= STEPS; t++) {
        first[t] = m.users[t * SERVICES + HOUSE];
    }
    draw_once(&m, 8);
    assert_true(m.users[3 * SERVICES + HOUSE] != first[3] || m.users[4 * SERVICES + HOUSE] != first[4]);
    draw_once(&m, 7);
    for (int t = 0; t <= STEPS; t++) {
        assert_true(m.users[t * SERVICES + HOUSE] == first[t]);
    }
    m.frame.users_draw = NULL;
    m.users[3 * SERVICES + HOUSE] = 5.5;
    koh__draw_users(&m.frame, m.n_bands, m.bands);
    assert_true(m.users[3 * SERVICES + HOUSE] == 5.5);
    world_free(&m.world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_variance_is_that_of_immigration_and_death),
        cmocka_unit_test(the_mean_is_the_expectation),
        cmocka_unit_test(a_draw_is_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
