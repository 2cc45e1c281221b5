/* Method: from the probabilities of a year (chance_rates.c) to hazards that are constant in it.
 *   death       mu = -log(1 - q); q by level of care, see microsim_care.c
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

static koh_life_law law_of(const year *y, size_t sex, size_t r, double death)
{
    const size_t i = cell_at_end(y, sex, r);
    const koh_chance_rates *rates = y->rates;
    const double early = r > 0 ? rates->early_out[cell_at_start(y, sex, r)] : 0, out = rates->out[i];
    const double emigration = rates->emigration[i], late = rates->late_out[i];
    const double kept = (1 - out) * (1 - emigration), stay = (1 - death) * kept * (1 - late);
    koh_life_law law = { .death = death, .rate_death = hazard(death), .move = 1 - kept, .rate_move = hazard(1 - kept) };
    if (r > 0) {
        const double before = fertility_at(y, sex, r - 1), after = fertility_at(y, sex, i % y->n_age);
        const double at_end = y->timing == KOH_TIMING_EVEN ? stay : 1 - death;
        const double births = 0.5 * (before + after * at_end);
        const double here =
            mean_time(death, law.rate_death) - (1 - death) + (1 - death) * mean_time(law.move, law.rate_move);
        law.births = births > 0 ? births / here : 0;
    }
    const double factor[KOH_LIFE_THINGS] = {
        koh__exp_down(-law.births), 1, 1 - early, 1 - death, 1 - out, 1 - emigration, 1 - late
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

/* Laws of all rows of a sex in year t. */
static void put_laws(const koh_microsim_input *input, const year *y, size_t t, size_t sex, koh_life_world *w)
{
    const size_t n_cells = KOH_SEXES * w->n_age, n_rows = w->n_age + 1, n_levels = w->n_levels;
    for (size_t r = 0; r < n_rows; r++) {
        const size_t i = cell_at_end(y, sex, r);
        const double death = y->rates->death[i];
        double of_level[KOH_MICROSIM_LEVELS] = { death, death, death, death };
        if (n_levels > 1 && r > 0) {
            double share[KOH_MICROSIM_LEVELS], risk[KOH_MICROSIM_LEVELS];
            for (size_t k = 0; k < n_levels; k++) {
                share[k] = w->share[(t * n_levels + k) * n_cells + cell_at_start(y, sex, r)];
                risk[k] = input->care.risk[k * n_cells + i];
            }
            koh__care_deaths(n_levels, share, risk, death, of_level);
        }
        for (size_t k = 0; k < n_levels; k++) {
            koh_life_law *law = &w->law[((k * w->n_steps + t) * KOH_SEXES + sex) * n_rows + r];
            *law = law_of(y, sex, r, of_level[k]);
            if (n_levels > 1 && r > 0) {
                step_at(&input->care, n_cells, k, i, law);
            }
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
        for (size_t sex = 0; sex < KOH_SEXES; sex++) {
            put_laws(input, &y, t, sex, w);
        }
        put_arrivals(&y, t, w);
        if (w->n_levels > 1) {
            koh__care_age(&input->care, expected + t * n_cells, t, w);
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
