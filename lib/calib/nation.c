/* The country's rates from the origin on.
 *
 * Method: death rates of the newest three years, at whose middle the fall of improvement.c begins; the newest schedule
 * of fertility, held constant, at the level that the newborn of up to two newer years without a schedule show; net
 * rates by sex and age the mean of the two newest years, from age 100 on one for both sexes. A published path of net
 * migration that is older than the origin pulls them, with w growing to 1 over fade_years:
 *   net(h)  = (1 - w) sum aged_x rate_x + w path(origin + h),
 *   rate_x += (net(h) - sum aged_x rate_x) profile_x / aged_x,
 * where profile is the mean national residual over the history by sex and age, without its losses.
 * Source: cohort-component method with residual net rates, docs/accuracy.md. That a wave gives way to an official path:
 * Statistics Norway's national projections of 2024, which lead from 41 093 in 2024 to 16 482 in 2030.
 * Assumptions: immigrants keep their ages; what the residual holds of mortality goes on.
 * Limits: nobody foresees a nation's immigration; a path of one's own can be given.
 * Constants: the mean of two years was nearly the best in hindcasts of 1990-2011 (root mean square error of the total
 * after five years 1.20 %; of one year 1.13 %, of five 1.36 %), and is less at the mercy of one year. */
#include "calib/nation_priv.h"

#include <math.h>
#include <string.h>

#include "calib/pattern_priv.h"
#include "calib/survival_priv.h"

enum { NET_YEARS = 2, LEVEL_YEARS = 2, FADE_YEARS = 5, OLDEST = 100 };

koh_status koh__nation_take(koh_arena *arena, size_t n_steps, size_t n_age, koh_calib_nation *nation)
{
    const size_t cells = 2 * n_age;
    *nation = (koh_calib_nation){ .n_steps = n_steps, .n_age = n_age };
    double **const arrays[] = { &nation->death_rate,  &nation->improvement, &nation->fertility,
                                &nation->age_profile, &nation->net_rate,    &nation->aged,
                                &nation->persons,     &nation->net_total,   &nation->level_shift };
    const size_t sizes[] = { cells, cells, n_age, cells, n_steps * cells, n_steps * cells, n_steps, n_steps, n_steps };
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        *arrays[i] = KOH_TAKE(arena, sizes[i], double);
        if (*arrays[i] == NULL) {
            return KOH_ENOMEM;
        }
    }
    return KOH_OK;
}

/* Registered newborn per expected in the newest years that have no schedule; 1 when every year has one. */
static double fertility_level(const koh_history *history)
{
    double registered = 0, expected = 0;
    for (size_t y = history->n_years; y-- > 0 && history->n_years - y <= LEVEL_YEARS;) {
        if (history->first_year + (int) y > history->fertility_year) {
            registered += history->newborn[2 * y];
            expected += history->newborn[2 * y + 1];
        }
    }
    return expected > 0 ? registered / expected : 1;
}

/* Mean national residual over the history by sex and age, without its losses, to sum 1. */
static void profile(const koh_history *history, double *share)
{
    const size_t size = 2 * history->n_age;
    double sum = 0;
    memset(share, 0, size * sizeof *share);
    for (size_t row = 0; row < history->n_years * history->n_regions; row++) {
        for (size_t i = 0; i < size; i++) {
            share[i] += history->residual[row * size + i];
        }
    }
    for (size_t i = 0; i < size; i++) {
        share[i] = fmax(share[i], 0);
        sum += share[i];
    }
    for (size_t i = 0; i < size; i++) {
        share[i] = sum > 0 ? share[i] / sum : 1 / (double) size;
    }
}

/* The oldest of both sexes move as one: so few of them are left, and so hard to keep account of, that single cells
 * would say that some gain more than die, and a projection would raise them from the dead. */
static double net_rate_of_oldest(const koh_history *history, size_t year)
{
    double moved = 0, aged = 0;
    for (size_t r = 0; r < history->n_regions; r++) {
        const double *x = koh__history_at(history, history->aged, year, r);
        const double *residual = koh__history_at(history, history->residual, year, r);
        for (size_t i = 0; i < 2 * history->n_age; i++) {
            moved += i % history->n_age >= OLDEST ? residual[i] : 0;
            aged += i % history->n_age >= OLDEST ? x[i] : 0;
        }
    }
    return moved / fmax(aged, 1);
}

koh_status koh__nation_estimate(const koh_calib_input *input, const koh_history *history, koh_error *error,
                                koh_calib_nation *nation, double *net_now)
{
    const size_t size = 2 * history->n_age;
    const int newest = input->deaths.first_year + (int) input->deaths.n_years - 1;
    const int last = newest < input->origin - 1 ? newest : input->origin - 1;
    koh__death_rates(&input->deaths, last - KOH_RATE_YEARS + 1, last, history->n_age, nation->death_rate);
    nation->rate_year = last - (KOH_RATE_YEARS - 1) / 2.0;
    nation->boys_per_girl = KOH_BOYS_PER_GIRL;
    (void) koh__fertility_before(&input->fertility, input->origin, history->n_age, nation->fertility);
    const double level = fertility_level(history);
    for (size_t age = 0; age < history->n_age; age++) {
        nation->fertility[age] *= level;
    }
    profile(history, nation->age_profile);
    memset(net_now, 0, size * sizeof *net_now);
    for (size_t y = history->n_years - NET_YEARS; y < history->n_years; y++) {
        double rate[2 * KOH_CALIB_MAX_AGES];
        const double oldest = net_rate_of_oldest(history, y);
        koh__national_net_rate(history, y, rate);
        for (size_t i = 0; i < size; i++) {
            net_now[i] += (i % history->n_age >= OLDEST ? oldest : rate[i]) / NET_YEARS;
        }
    }
    return koh__improvement(&input->deaths, last, history->n_age, input->mortality, error, nation->improvement);
}

/* The published path in a year: linear between its years, constant outside them. */
static double path_at(const koh_calib_input *input, int year)
{
    size_t k = 0;
    while (k < input->n_path && input->path_year[k] < year) {
        k++;
    }
    if (k == 0 || k == input->n_path) {
        return input->path_net[k == 0 ? 0 : k - 1];
    }
    const double share = (double) (year - input->path_year[k - 1]) / (input->path_year[k] - input->path_year[k - 1]);
    return input->path_net[k - 1] + share * (input->path_net[k] - input->path_net[k - 1]);
}

void koh__nation_net(const koh_calib_input *input, size_t step, const double *net_now, koh_calib_nation *nation)
{
    const size_t size = 2 * nation->n_age;
    const double *aged = nation->aged + step * size;
    double *rate = nation->net_rate + step * size, present = 0, target, total = 0;
    for (size_t i = 0; i < size; i++) {
        present += aged[i] * net_now[i];
    }
    target = present;
    if (input->n_path > 0) {
        const double weight = fmin(1, (double) (step + 1) / (input->fade_years == 0 ? FADE_YEARS : input->fade_years));
        target += weight * (path_at(input, input->origin + (int) step) - present);
    }
    for (size_t i = 0; i < size; i++) {
        rate[i] = net_now[i] + (target - present) * nation->age_profile[i] / fmax(aged[i], 1);
        total += rate[i] * aged[i];
    }
    nation->net_total[step] = total;
}
