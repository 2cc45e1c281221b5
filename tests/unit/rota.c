/* Rotas: hand-worked cases, bounds on weekends by brute force, what absence costs, 7.5 against 12 hours, and every
 * refusal. */
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "draw.h"
#include "kohort/rota.h"

#define ROUNDING 1e-13 /* of a few products, relative */

static koh_rota_terms plain(double weekly, double every)
{
    return (koh_rota_terms){
        .hours_per_week = weekly, .weekend_every = every, .shifts_per_weekend = 2, .position_share = 1
    };
}

/* One post round the clock is 168 hours: 168/35.5 = 4.73, 168/33.6 = 5, 168/37.5 = 4.48 FTE before absence, whether in
 * shifts of 8 or of 12 hours. */
static void one_post_round_the_clock(void **state)
{
    (void) state;
    const koh_rota_shift eight[] = { { 8, 1, 1 }, { 8, 1, 1 }, { 8, 1, 1 } }, twelve[] = { { 12, 1, 1 }, { 12, 1, 1 } };
    const double weekly[] = { 35.5, 33.6, 37.5 }, fte[] = { 4.73, 5.00, 4.48 };
    for (size_t i = 0; i < 3; i++) {
        const koh_rota_terms terms = plain(weekly[i], 3);
        koh_rota a, b;
        assert_int_equal(koh_rota_compute(3, eight, &terms, NULL, &a), KOH_OK);
        assert_int_equal(koh_rota_compute(2, twelve, &terms, NULL, &b), KOH_OK);
        KOH_ASSERT_NEAR(a.hours, 168, ROUNDING);
        KOH_ASSERT_NEAR(a.fte_on_duty, 168 / weekly[i], ROUNDING);
        assert_true(fabs(a.fte_on_duty - fte[i]) < 0.005);
        KOH_ASSERT_NEAR(b.fte, a.fte, ROUNDING);
        KOH_ASSERT_NEAR(a.gross_factor, 1, ROUNDING);
        /* three shifts a day take 3 persons a weekend, 9 at every third; long shifts 2 and 6 */
        assert_true(a.weekend_shifts == 6 && a.persons_weekends == 9 && a.persons == 9);
        assert_true(b.weekend_shifts == 4 && b.persons_weekends == 6 && b.persons == 6);
        KOH_ASSERT_NEAR(a.mean_position, 168 / weekly[i] / 9, ROUNDING);
        assert_true(a.persons_hours == 5);
    }
}

/* A ward: 4 by day and 3 in the evening of 7.5 hours and 2 at night of 10 on weekdays, 3, 3 and 2 at weekends.
 * Hours: 7.5 (5*4 + 2*3) + 7.5 (5*3 + 2*3) + 10 (5*2 + 2*2) = 195 + 157.5 + 140 = 492.5; on duty 492.5/35.5.
 * Five weeks off, a tenth away, 20 hours of courses: 35.5 * 52.1775 = 1852.30 contracted hours, of which
 * 35.5 * 47.1775 * 0.9 - 20 = 1487.321125 at work. */
static void a_ward_by_hand(void **state)
{
    (void) state;
    const koh_rota_shift shifts[] = { { 7.5, 4, 3 }, { 7.5, 3, 3 }, { 10, 2, 2 } };
    koh_rota_terms terms = { 35.5, 3, 2, 0.71, 5, 0.1, 20 };
    koh_rota r;
    assert_int_equal(koh_rota_compute(3, shifts, &terms, NULL, &r), KOH_OK);
    KOH_ASSERT_NEAR(r.hours, 492.5, ROUNDING);
    KOH_ASSERT_NEAR(r.fte_on_duty, 492.5 / 35.5, ROUNDING);
    KOH_ASSERT_NEAR(r.gross_factor, 35.5 * 52.1775 / 1487.321125, 1e-12);
    KOH_ASSERT_NEAR(r.fte, 492.5 * 52.1775 / 1487.321125, 1e-12); /* 17.28 */
    assert_true(r.persons_hours == 25 && r.persons_weekends == 24 && r.persons == 25);
    /* 18 full positions take 18 * 2/3 = 12 of the 16 shifts of a weekend */
    KOH_ASSERT_NEAR(r.weekend_short, 4, ROUNDING);
    terms.weekend_every = 4;
    assert_int_equal(koh_rota_compute(3, shifts, &terms, NULL, &r), KOH_OK);
    assert_true(r.persons_weekends == 32 && r.persons == 32);
    KOH_ASSERT_NEAR(r.weekend_short, 7, ROUNDING);
}

/* Brute force: the fewest persons who cover `left` posts of each day of n weekends, when each works one weekend of them
 * and has one of the given sets of days: by trying all for the first person and asking again for the rest. */
enum { DAYS_MAX = 8, STATES = 65536 };

typedef struct search {
    int weekends, days_at_most, known[STATES];
} search;

static int code_of(const int *left)
{
    int code = 0;
    for (int d = 0; d < DAYS_MAX; d++) {
        code = 4 * code + left[d];
    }
    return code;
}

static int fewest(search *s, int *left)
{
    const int code = code_of(left);
    if (code == 0 || s->known[code] > 0) {
        return s->known[code];
    }
    int best = 1000;
    for (int w = 0; w < s->weekends; w++) {
        for (int days = 1; days <= 3; days++) {
            int taken[2] = { 0, 0 };
            for (int d = 0; d < 2; d++) {
                taken[d] = (days >> d & 1) && left[2 * w + d] > 0;
            }
            if ((days == 3 && s->days_at_most < 2) || taken[0] + taken[1] == 0) {
                continue;
            }
            left[2 * w] -= taken[0];
            left[2 * w + 1] -= taken[1];
            const int rest = 1 + fewest(s, left);
            left[2 * w] += taken[0];
            left[2 * w + 1] += taken[1];
            best = rest < best ? rest : best;
        }
    }
    return s->known[code] = best;
}

static void the_weekend_bound_is_that_of_brute_force(void **state)
{
    (void) state;
    search *s = calloc(1, sizeof *s);
    assert_non_null(s);
    for (int posts = 1; posts <= 3; posts++) {
        for (int every = 1; every <= 4; every++) {
            for (int most = 1; most <= 2; most++) {
                int left[DAYS_MAX] = { 0 };
                memset(s, 0, sizeof *s);
                s->weekends = every;
                s->days_at_most = most;
                for (int d = 0; d < 2 * every; d++) {
                    left[d] = posts;
                }
                const int judged = fewest(s, left);
                const koh_rota_shift shift = { 7.5, 0, posts };
                koh_rota_terms terms = plain(35.5, every);
                koh_rota r;
                terms.shifts_per_weekend = most;
                assert_int_equal(koh_rota_compute(1, &shift, &terms, NULL, &r), KOH_OK);
                assert_int_equal((int) r.persons_weekends, judged);
            }
        }
    }
    free(s);
}

static void absence_costs_what_it_takes(void **state)
{
    (void) state;
    uint64_t seed = 51;
    for (int round = 0; round < 30; round++) {
        const koh_rota_shift shifts[] = { { draw(&seed, 4, 12), draw(&seed, 0, 9), draw(&seed, 0, 9) },
                                          { draw(&seed, 4, 12), draw(&seed, 0, 9), draw(&seed, 0, 9) } };
        koh_rota_terms terms = { draw(&seed, 33, 38), draw(&seed, 2, 5),   draw(&seed, 1, 2), draw(&seed, 0.4, 1),
                                 draw(&seed, 4, 7),   draw(&seed, 0, 0.2), draw(&seed, 0, 50) };
        koh_rota r, ill, part;
        assert_int_equal(koh_rota_compute(2, shifts, &terms, NULL, &r), KOH_OK);
        assert_true(r.fte > r.fte_on_duty && r.persons >= r.fte && r.mean_position <= 1);
        assert_true(r.persons_hours >= r.fte / terms.position_share * (1 - 1e-9));
        assert_true(r.persons_hours < r.fte / terms.position_share + 1);
        const double before = 1 - terms.absence;
        terms.training_hours = 0;
        assert_int_equal(koh_rota_compute(2, shifts, &terms, NULL, &r), KOH_OK);
        terms.absence += 0.01;
        assert_int_equal(koh_rota_compute(2, shifts, &terms, NULL, &ill), KOH_OK);
        KOH_ASSERT_NEAR(ill.fte, r.fte * before / (before - 0.01), 1e-12); /* a point of absence */
        terms.position_share /= 2;
        assert_int_equal(koh_rota_compute(2, shifts, &terms, NULL, &part), KOH_OK);
        KOH_ASSERT_NEAR(part.fte, ill.fte, ROUNDING); /* part time takes more persons, not more FTE */
        assert_true(part.persons_hours > ill.persons_hours);
    }
}

static void bad_inputs_are_refused_and_nothing_is_written(void **state)
{
    (void) state;
    koh_rota_shift shifts[] = { { 7.5, 4, 3 }, { 10, 2, 2 } };
    koh_rota_terms terms = { 35.5, 3, 2, 0.71, 5, 0.1, 20 };
    koh_rota r = { .fte = 7 };
    koh_error error;
    assert_int_equal(koh_rota_check(2, shifts, &terms, &error), KOH_OK);
    const struct {
        double *place, value;
        const char *word;
    } bad[] = { { &terms.hours_per_week, 200, "hours_per_week" },
                { &terms.hours_per_week, NAN, "hours_per_week" },
                { &terms.weekend_every, 0.5, "weekend_every" },
                { &terms.shifts_per_weekend, 3, "shifts_per_weekend" },
                { &terms.shifts_per_weekend, 0, "shifts_per_weekend" },
                { &terms.position_share, 1.4, "position_share" },
                { &terms.position_share, 0, "position_share" },
                { &terms.holiday_weeks, -1, "holiday_weeks" },
                { &terms.absence, 1, "absence" },
                { &terms.training_hours, -1, "training_hours" },
                { &terms.training_hours, 1900, "no time" },
                { &shifts[1].hours, 25, "hours of a shift" },
                { &shifts[1].hours, 0, "hours of a shift" },
                { &shifts[0].posts_weekday, -1, "posts_weekday" },
                { &shifts[1].posts_weekend, NAN, "posts_weekend" } };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        const double kept = *bad[i].place;
        *bad[i].place = bad[i].value;
        assert_int_equal(koh_rota_compute(2, shifts, &terms, &error, &r), KOH_EDOMAIN);
        assert_non_null(strstr(error.message, bad[i].word));
        *bad[i].place = kept;
    }
    assert_int_equal(koh_rota_compute(0, shifts, &terms, &error, &r), KOH_EMISSING);
    assert_true(r.fte == 7);
    const koh_rota_shift none = { 8, 0, 0 };
    assert_int_equal(koh_rota_compute(1, &none, &terms, &error, &r), KOH_OK);
    assert_true(r.fte == 0 && r.persons == 0 && isnan(r.mean_position) && r.weekend_short == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_post_round_the_clock),
        cmocka_unit_test(a_ward_by_hand),
        cmocka_unit_test(the_weekend_bound_is_that_of_brute_force),
        cmocka_unit_test(absence_costs_what_it_takes),
        cmocka_unit_test(bad_inputs_are_refused_and_nothing_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
