/* Users, hours, places and staff reckoned a second time, slowly and by the book (docs/methods-need.md), from the same
 * inputs and plans. Shares no code with the library: rates are solved by halving, levers and moves by the definitions.
 */
#include "test.h"

#include "need.h"

/* Both sides meet the bands to 1e-12; levels, levers and sums lose a digit or two more. */
#define AGREE 1e-9

static koh_world w;

/* Logits at the bands' centres, and what they make of an age. */
typedef struct line {
    double centre[BANDS], logit[BANDS];
} line;

static double rate_at(const line *l, double age)
{
    int i = age > l->centre[2] ? 2 : age > l->centre[1] ? 1 : 0;
    double slope = (l->logit[i + 1] - l->logit[i]) / (l->centre[i + 1] - l->centre[i]);
    return 1 / (1 + exp(-(l->logit[i] + slope * (age - l->centre[i]))));
}

static int band_of(int age)
{
    return age < 67 ? 0 : age < 80 ? 1 : age < 90 ? 2 : 3;
}

static double band_users(const line *l, int band)
{
    double sum = 0;
    for (int age = 0; age < AGES; age++) {
        sum += band_of(age) == band ? (w.nation[age] + w.nation[AGES + age]) * rate_at(l, age) : 0;
    }
    return sum;
}

/* Rates of the pattern of service k: every band's count met by halving, again and again. */
static void solve(int k, double rate[AGES])
{
    line l;
    double persons[BANDS] = { 0 }, moment[BANDS] = { 0 };
    for (int age = 0; age < AGES; age++) {
        persons[band_of(age)] += w.nation[age] + w.nation[AGES + age];
        moment[band_of(age)] += age * (w.nation[age] + w.nation[AGES + age]);
    }
    for (int b = 0; b < BANDS; b++) {
        l.centre[b] = moment[b] / persons[b];
        l.logit[b] = -2;
    }
    for (int round = 0; round < 120; round++) {
        for (int b = 0; b < BANDS; b++) {
            double low = -30, high = 30;
            for (int halving = 0; halving < 60; halving++) {
                l.logit[b] = (low + high) / 2;
                if (band_users(&l, b) > w.bands[k][b].share * persons[b]) {
                    high = l.logit[b];
                } else {
                    low = l.logit[b];
                }
            }
        }
    }
    for (int age = 0; age < AGES; age++) {
        rate[age] = rate_at(&l, age);
    }
}

static double people(int t, int age)
{
    return w.persons[2 * AGES * t + age] + w.persons[2 * AGES * t + AGES + age];
}

static double users_by(const double *rate, int t, double shift)
{
    double sum = 0;
    for (int age = 0; age < AGES; age++) {
        double at = age - shift;
        at = at < 0 ? 0 : at > AGES - 1 ? AGES - 1 : at;
        double above = at < AGES - 1 ? rate[(int) at + 1] : 0;
        sum += ((1 - at + (int) at) * rate[(int) at] + (at - (int) at) * above) * people(t, age);
    }
    return sum;
}

static double national(int k, const double *rate)
{
    double sum = 0;
    for (int age = 0; age < AGES; age++) {
        sum += rate[age] * (w.nation[age] + w.nation[AGES + age]);
    }
    return w.totals[k].users / sum * (1 + w.drift[k]); /* total of 31 December 2024 = 1 January 2025, base 2026 */
}

/* What the plan of this test says. */
enum { LONG_USERS = 27, WHOLE_USERS = 44, HELP_USERS = 143 };
#define WHOLE_DAYS (38.25 * 365)
#define CARERS 61.3

typedef struct book {
    double users[SERVICES], occupied_whole, need_whole, nurse_hours, carers[SERVICES], cooks;
} book;

/* The reference (levers = 0) or the scenario in year t, without the register of staff. */
static book keep(int t, int levers)
{
    book b = { 0 };
    double rate[AGES], plain[SERVICES];
    for (int k = LONG; k < GHOST; k++) {
        solve(k, rate);
        double level = k == LONG   ? LONG_USERS / users_by(rate, 0, 0)
                       : k == HELP ? HELP_USERS / users_by(rate, 0, 0)
                                   : national(k, rate);
        level = k == SHORT ? (WHOLE_USERS - LONG_USERS) / users_by(rate, 0, 0) : level;
        plain[k] = level * users_by(rate, t, 0);
        b.users[k] = plain[k];
        if (levers && k == LONG) { /* factor 1 to 0.85 in 2026-2031; -3 % a year from 2026 to 0 in 2030, over 4 years */
            double factor = 1 - 0.03 * (t < 5 ? t : 5), trend = 1;
            for (int y = 0; y < t; y++) {
                trend *= 1 + (y < 4 ? -0.03 * (1 - y / 4.0) * (1 - y / 4.0) : 0);
            }
            b.users[k] *= factor * trend;
        }
        if (levers && k == NURSE) {
            b.users[k] = level * users_by(rate, t, 0.35 * t);
        }
    }
    double country = national(LONG, (solve(LONG, rate), rate)) * users_by(rate, 0, 0);
    country += national(SHORT, (solve(SHORT, rate), rate)) * users_by(rate, 0, 0);
    double hours = 0, was_long = b.users[LONG], was_help = b.users[HELP];
    if (levers) {
        b.users[LONG] -= 0.15 * was_long;
        b.users[HOUSE] += 0.1 * was_long + 0.2 * was_help * w.ratio[HELP];
        b.users[NURSE] += 0.05 * was_long;
        hours = 0.05 * was_long * 31;
        b.users[HELP] -= 0.2 * was_help;
        b.users[HOME] += 0.05 * was_long - 0.2 * was_help * w.ratio[HELP];
    }
    b.users[WHOLE] = b.users[LONG] + b.users[SHORT];
    b.users[VIEW] *= WHOLE_USERS / country * b.users[WHOLE] / (plain[LONG] + plain[SHORT]);
    double per_user = WHOLE_DAYS / 365 / WHOLE_USERS;
    b.occupied_whole = b.users[WHOLE] * per_user;
    b.need_whole = b.users[LONG] * per_user / 0.95 + b.users[SHORT] * per_user / 0.85;
    double nursing = (b.users[NURSE] - (levers ? 0.05 * was_long : 0)) * w.hours[NURSE] + hours;
    b.nurse_hours = nursing * 365.2425 / 7;
    b.carers[LONG] = 0.917 * b.users[LONG] * per_user;
    b.cooks = 0.083 * b.users[LONG] * per_user;
    b.carers[SHORT] = 1.203 * b.users[SHORT] * per_user;
    b.carers[NURSE] = 0.0473 * nursing;
    b.carers[HELP] = 0.0391 * b.users[HELP] * w.ratio[HELP] * w.hours[HELP];
    b.carers[HOUSE] = 0.811 * b.users[HOUSE];
    b.carers[ASIDE] = 0.0217 * b.users[ASIDE];
    return b;
}

static void compare(int i, int t, const book *mine, double carers_scale)
{
    double total = mine->cooks;
    for (int k = 0; k < GHOST; k++) {
        KOH_ASSERT_NEAR(users_at(&w, i, t, k), mine->users[k], AGREE);
        double here = carers_scale * mine->carers[k] + (k == LONG ? mine->cooks : 0);
        KOH_ASSERT_NEAR(fte_at(&w, i, t, k), here, AGREE);
        total += k == ASIDE ? 0 : carers_scale * mine->carers[k];
    }
    KOH_ASSERT_NEAR(area_at(&w, i, t, 3), total, AGREE);
    KOH_ASSERT_NEAR(places_at(&w, i, "capacity/occupied", t, 0), mine->occupied_whole, AGREE);
    KOH_ASSERT_NEAR(places_at(&w, i, "capacity/need", t, 0), mine->need_whole, AGREE);
    KOH_ASSERT_NEAR(places_at(&w, i, "capacity/gap", t, 0), mine->need_whole - 41, AGREE);
    KOH_ASSERT_NEAR(cube_of(&w, i, "demand/hours")[t * SERVICES + NURSE], mine->nurse_hours, AGREE);
}

static void the_book_agrees(void **state)
{
    (void) state;
    const int none = KOH_YEAR_NONE;
    const koh_unit unit = { "u", "U", "whole", 41, none, none, none, none, NULL, NULL };
    const koh_shift from_long[] = { { HOUSE, KOH_VALUE(0.1), NULL }, { NURSE, KOH_VALUE(0.05), KOH_VALUE(31) } };
    const koh_shift from_help = { HOUSE, KOH_VALUE(0.2), NULL };
    const koh_quantity *coverage = KOH_PATH(2026, 1, 2031, 0.85), *trend = KOH_PATH(2026, -0.03, 2030, 0),
                       *fade = KOH_VALUE(4);
    const koh_quantity *shift = KOH_PATH(2026, 0, 2032, 2.1);
    world_make(&w);
    w.registered[CARER] = KOH_VALUE(CARERS);
    for (int i = 0; i < 2; i++) {
        koh_plan_service *s = w.levers[i];
        s[WHOLE].users = KOH_VALUE(WHOLE_USERS);
        s[WHOLE].bed_days = &(koh_quantity){ .n = 1, .year = (const int[]){ 2025 }, .value = (double[]){ WHOLE_DAYS } };
        s[LONG].users = KOH_VALUE(LONG_USERS);
        s[HELP].users = KOH_THROUGH(HELP_USERS);
        s[SHORT].target_occupancy = KOH_VALUE(0.85);
        w.plans[i].target_occupancy = KOH_VALUE(0.95);
        w.plans[i].n_units = 1;
        w.plans[i].units = &unit;
        if (i == 1) {
            s[LONG].coverage_factor = coverage;
            s[LONG].trend_per_year = trend;
            s[LONG].trend_fade_years = fade;
            s[LONG].n_shifts = 2;
            s[LONG].shifts = from_long;
            s[HELP].n_shifts = 1;
            s[HELP].shifts = &from_help;
            s[NURSE].age_shift_years = shift;
        }
        if (world_run(&w, i) != KOH_OK) {
            fail_msg("%s", w.error.message);
        }
    }
    double carers = 0;
    const book start = keep(0, 0);
    for (int k = 0; k < GHOST; k++) {
        carers += start.carers[k];
    }
    for (int t = 0; t <= STEPS; t += 3) {
        for (int i = 0; i < 2; i++) {
            const book mine = keep(t, i);
            compare(i, t, &mine, CARERS / carers);
        }
    }
    world_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(the_book_agrees) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
