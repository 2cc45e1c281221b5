/* Method: from the probabilities of a year (chance_rates.c) to hazards that are constant in it.
 *   death       mu = -log(1 - q); by level of care, see microsim_care.c
 *   moves       lambda = -log((1 - o)(1 - e/(1 - o))), of those who do not die in the year
 *   time here   E = q/mu - (1 - q) + (1 - q) m/lambda, m the share that moves: the mean of min(T, 1), T the time of
 *               death if that is in the year, else of the move
 *   births      b = B/E, with B the number that the deterministic step gives a woman who is there at the start:
 *               (f_(x-1) + f_x a)/2 with a the chance to be there at the end, or at timing end to survive; so E b = B
 *   nothing     e^-b e^-(up + down) (1 - early) (1 - q) (1 - o) (1 - e/(1 - o)) (1 - late), factor by factor
 * Sources: P. Zinn (2011), A continuous-time microsimulation and first steps towards a multi-level approach in
 * demography, thesis, Rostock, chapter 3 (waiting times from integrated hazards); L. Devroye (1986), Non-Uniform Random
 * Variate Generation, VI.2 (inversion of integrated hazards); step.c for B.
 * Assumptions: those who come within the year do so at uniform times and bear at f_x from then on, at timing end not at
 * all in it. Limits: a death that is certain comes at a hazard of 50 a year. */
#include <math.h>
#include <string.h>

#include "num/elementary_priv.h"
#include "proj/microsim_priv.h"

static const double certain = 50; /* a year */

/* -log(1 - p), for p in [0, 1]. */
static double hazard(double p)
{
    if (p <= 0.5) {
        return koh__minus_log1m(p);
    }
    if (!(p < 1)) {
        return certain;
    }
    int exponent;
    const double rest = frexp(1 - p, &exponent);
    return koh__minus_log1m(1 - rest) - exponent * KOH_LOG_TWO;
}

/* Share over hazard: the mean time to the event or the end of the year. */
static double mean_time(double p, double rate)
{
    const double tiny = 1e-9; /* below this the series' next term is lost in rounding */
    return rate < tiny ? 1 - rate / 2 : p / rate;
}

/* One person's year, from the year's rates. */
typedef struct year {
    const koh_proj_year *given;
    const koh_chance_rates *rates;
    koh_timing timing;
    size_t n_age;
} year;

static double fertility_at(const year *y, size_t sex, size_t x)
{
    return sex == KOH_FEMALE && y->given->fertility != NULL ? y->given->fertility[x] : 0;
}

/* The cell at the end of the year and at its start, of row r > 0. */
static size_t cell_at_end(const year *y, size_t sex, size_t r)
{
    return sex * y->n_age + (r < y->n_age ? r : y->n_age - 1);
}

static size_t cell_at_start(const year *y, size_t sex, size_t r)
{
    return sex * y->n_age + r - 1;
}

/* Deaths at one level in a year: share and hazard without a step; chance to live at its end, and time lived, with any.
 */
typedef struct fate {
    double death, rate, alive, years;
} fate;

static fate fate_of(double death)
{
    const double rate = hazard(death);
    return (fate){ death, rate, 1 - death, mean_time(death, rate) };
}

static koh_life_law law_of(const year *y, size_t sex, size_t r, const fate *of)
{
    const size_t i = cell_at_end(y, sex, r);
    const koh_chance_rates *rates = y->rates;
    const double early = r > 0 ? rates->early_out[cell_at_start(y, sex, r)] : 0, out = rates->out[i];
    const double emigration = rates->emigration[i], late = rates->late_out[i], kept = (1 - out) * (1 - emigration);
    koh_life_law law = { .death = of->death, .rate_death = of->rate, .move = 1 - kept, .rate_move = hazard(1 - kept) };
    if (r > 0) {
        const double before = fertility_at(y, sex, r - 1), after = fertility_at(y, sex, i % y->n_age);
        const double at_end = y->timing == KOH_TIMING_EVEN ? of->alive * kept * (1 - late) : of->alive;
        const double births = 0.5 * (before + after * at_end);
        const double here = of->years - of->alive + of->alive * mean_time(law.move, law.rate_move);
        law.births = births > 0 ? births / here : 0;
    }
    const double factor[KOH_LIFE_THINGS] = {
        koh__exp_down(-law.births), 1, 1 - early, 1 - of->death, 1 - out, 1 - emigration, 1 - late
    };
    double none = 1;
    for (size_t j = 0; j < KOH_LIFE_THINGS; j++) {
        none *= factor[j];
        law.none[j] = none;
    }
    return law;
}

/* Puts steps of care into a law. */
static void step_at(const koh_microsim_care *care, size_t n_cells, size_t level, size_t i, koh_life_law *law)
{
    law->up = level + 1 < care->n_levels ? care->up[level * n_cells + i] : 0;
    law->down = level > 0 ? care->down[(level - 1) * n_cells + i] : 0;
    const double none = koh__exp_down(-(law->up + law->down));
    for (size_t j = KOH_LIFE_STEP; j < KOH_LIFE_THINGS; j++) {
        law->none[j] *= none;
    }
}

/* Fates by level of row r, and the shares of those who live at the end, which are weighed into the cell's. */
static void put_fates(const koh_microsim_care *care, const year *y, const size_t at[3], koh_life_world *w, fate *fates)
{
    const size_t t = at[0], sex = at[1], r = at[2], n = w->n_levels, n_cells = KOH_SEXES * w->n_age;
    const size_t i = cell_at_end(y, sex, r), start = cell_at_start(y, sex, r);
    const double h = hazard(y->rates->death[i]), weight = w->weight[start];
    double share[KOH_MICROSIM_LEVELS], rate[KOH_MICROSIM_LEVELS], left[KOH_MICROSIM_LEVELS];
    double alive[KOH_MICROSIM_LEVELS], years[KOH_MICROSIM_LEVELS], sum = 0;
    double *guess = &w->guess[sex * (w->n_age + 1) + r];
    const koh_care_cell cell = { care, n_cells, i };
    for (size_t k = 0; k < n; k++) {
        share[k] = w->share[(t * n + k) * n_cells + start];
    }
    koh__care_deaths(&cell, h, share, guess, rate, left);
    if (fertility_at(y, sex, r - 1) > 0 || fertility_at(y, sex, i % w->n_age) > 0) {
        koh__care_lived(&cell, rate, alive, years);
    } else {
        memset(alive, 0, sizeof alive);
        memset(years, 0, sizeof years);
    }
    for (size_t k = 0; k < n; k++) {
        fates[k] = (fate){ 1 - koh__exp_down(-rate[k]), rate[k], alive[k], years[k] };
        sum += left[k];
    }
    for (size_t k = 0; k < n; k++) {
        w->share[((t + 1) * n + k) * n_cells + i] += weight * left[k] / sum;
    }
}

/* Laws of row r of a sex in year t. */
static void put_row(const koh_microsim_input *input, const year *y, const size_t at[3], koh_life_world *w)
{
    const size_t t = at[0], sex = at[1], r = at[2], n_levels = w->n_levels, i = cell_at_end(y, sex, r);
    const fate all = fate_of(y->rates->death[i]);
    const int is_stepped = n_levels > 1 && r > 0 && all.death < 1;
    fate fates[KOH_MICROSIM_LEVELS] = { all, all, all, all };
    if (is_stepped) {
        put_fates(&input->care, y, at, w, fates);
    }
    for (size_t k = 0; k < n_levels; k++) {
        koh_life_law *law = &w->law[((k * w->n_steps + t) * KOH_SEXES + sex) * (w->n_age + 1) + r];
        *law = law_of(y, sex, r, &fates[k]);
        if (is_stepped) {
            step_at(&input->care, KOH_SEXES * w->n_age, k, i, law);
        }
    }
}

/* Those at risk of a year, by age at its start: the weights of shares. */
static void begin_shares(const koh_chance_rates *rates, const double *persons, size_t t, koh_life_world *w)
{
    const size_t n_cells = KOH_SEXES * w->n_age, size = w->n_levels * n_cells;
    for (size_t i = 0; i < n_cells; i++) {
        w->weight[i] = fmax(0, persons[i] * (1 - rates->early_out[i]) + rates->early_in[i]);
    }
    memset(w->share + (t + 1) * size, 0, size * sizeof *w->share);
}

/* From weighed persons to shares; where nobody is expected those of the start. */
static void end_shares(const koh_microsim_care *care, size_t t, koh_life_world *w)
{
    const size_t n_cells = KOH_SEXES * w->n_age, n = w->n_levels;
    double *share = w->share + (t + 1) * n * n_cells;
    for (size_t i = 0; i < n_cells; i++) {
        double sum = 0;
        for (size_t k = 0; k < n; k++) {
            sum += share[k * n_cells + i];
        }
        for (size_t k = 0; k < n; k++) {
            const double first = i % w->n_age == 0 ? k == 0 : care->share[k * n_cells + i];
            share[k * n_cells + i] = sum > 0 ? share[k * n_cells + i] / sum : first;
        }
    }
}

static void put_arrivals(const year *y, size_t t, koh_life_world *w)
{
    for (size_t i = 0; i < KOH_SEXES * w->n_age; i++) {
        const koh_chance_rates *r = y->rates;
        koh_life_arrivals *comes = &w->comes[t * KOH_SEXES * w->n_age + i];
        *comes =
            (koh_life_arrivals){ r->in[i], r->immigration[i], r->late_in[i], r->early_in[i], 0, 1, 1 - r->late_out[i] };
        if (w->timing == KOH_TIMING_EVEN) {
            comes->births = fertility_at(y, i / w->n_age, i % w->n_age) * comes->stay;
            comes->none = koh__exp_down(-comes->births);
        }
    }
}

/* Chance of quiet from the beginning to every state, of a cohort that is born in the run or was there before. */
static void put_quiet(koh_life_world *w, size_t level, size_t sex, size_t cohort)
{
    double *quiet = w->quiet + ((level * KOH_SEXES + sex) * w->n_cohorts + cohort) * w->stride;
    quiet[0] = 1;
    for (size_t t = 0; t < w->n_steps; t++) {
        const int is_born = cohort + t >= w->n_steps;
        const koh_life_law *laws = w->law + level * w->n_steps * KOH_SEXES * (w->n_age + 1);
        quiet[t + 1] = is_born ? quiet[t] * laws[koh__life_row(w, sex, cohort, t)].none[KOH_LIFE_THINGS - 1] : 1;
    }
    for (size_t t = w->n_steps + 1; t < w->stride; t++) {
        quiet[t] = -1;
    }
}

void koh__life_world(const koh_microsim_input *input, const double *expected, koh_life_world *w)
{
    const size_t n_cells = KOH_SEXES * w->n_age;
    for (size_t t = 0; t < w->n_steps; t++) {
        koh_chance_step step = { .n_age = w->n_age, .timing = w->timing, .rates = w->rates };
        const year y = { input->path.years[t], &w->rates, w->timing, w->n_age };
        koh__chance_rates(expected + t * n_cells, expected + (t + 1) * n_cells, y.given, &step);
        w->prob_boy[t] = step.prob_boy;
        if (w->n_levels > 1) {
            begin_shares(&w->rates, expected + t * n_cells, t, w);
        }
        for (size_t k = 0; k < KOH_SEXES * (w->n_age + 1); k++) {
            put_row(input, &y, (size_t[3]){ t, k / (w->n_age + 1), k % (w->n_age + 1) }, w);
        }
        put_arrivals(&y, t, w);
        if (w->n_levels > 1) {
            end_shares(&input->care, t, w);
        }
    }
    for (size_t k = 0; k < w->n_levels; k++) {
        for (size_t sex = 0; sex < KOH_SEXES; sex++) {
            for (size_t cohort = 0; cohort < w->n_cohorts; cohort++) {
                put_quiet(w, k, sex, cohort);
            }
        }
    }
}
