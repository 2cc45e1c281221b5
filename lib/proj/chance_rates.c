/* Method: the deterministic step's formulas (step.c) read as probabilities and means. Everybody at risk dies, leaves or
 * stays on his own, so deaths and moves are binomial with the step's shares; births and arrivals are Poisson with its
 * means. A net number that is positive is the mean of a Poisson count; a negative one is taken from those who are there
 * with (number / expected persons) as everybody's probability, so that the mean is met and no cell goes below zero.
 * Source: J. H. Pollard (1966), On the use of the direct matrix product in analysing certain stochastic population
 * models, Biometrika 53, 397-415 (binomial survival and independent births on a Leslie matrix).
 * Assumptions: the expected persons are those of the deterministic path; who stays decides about emigration after
 * out-moves, with e/(1 - o).
 * Limits: where the deterministic step caps an outflow the probability is 1. */
#include "proj/chance_priv.h"

#include <math.h>

static double value_or_zero(const double *value, size_t i)
{
    return value != NULL ? value[i] : 0;
}

static double share(double wanted, double there)
{
    return !(there > 0) ? 0 : wanted < there ? wanted / there : 1;
}

static double by_rate(const double *expected, const koh_proj_year *year, size_t i)
{
    return value_or_zero(year->net_rate, i) * expected[i];
}

/* Those who come (or leave) by rate at the end of the year, by the age they have then. */
static double late_by_rate(size_t n_age, const double *expected, const koh_proj_year *year, size_t i)
{
    const size_t x = i % n_age;
    const double younger = x > 0 ? by_rate(expected, year, i - 1) : 0;
    return x == n_age - 1 ? younger + by_rate(expected, year, i) : younger;
}

void koh__chance_rates(const double *expected, const double *expected_next, const koh_proj_year *year,
                       koh_chance_step *step)
{
    const double half = step->timing == KOH_TIMING_EVEN ? 0.5 : 0;
    const koh_chance_rates *r = &step->rates;
    step->fertility = year->fertility;
    step->prob_boy = year->fertility != NULL ? year->boys_per_girl / (1 + year->boys_per_girl) : 0;
    for (size_t i = 0; i < KOH_SEXES * step->n_age; i++) {
        const double net = value_or_zero(year->net_count, i), out = value_or_zero(year->out_rate, i);
        const double early = half * (net + by_rate(expected, year, i));
        const double late = (1 - half) * (net + late_by_rate(step->n_age, expected, year, i));
        r->death[i] = 1 - year->survival[i];
        r->log_survival[i] = log(year->survival[i]); /* minus infinity where nobody survives */
        r->out[i] = out;
        r->emigration[i] = share(value_or_zero(year->emigration_rate, i), 1 - out);
        r->in[i] = value_or_zero(year->in_count, i);
        r->immigration[i] = value_or_zero(year->immigration, i);
        r->early_in[i] = early > 0 ? early : 0;
        r->early_out[i] = early < 0 ? share(-early, expected[i]) : 0;
        r->late_in[i] = late > 0 ? late : 0;
        r->late_out[i] = late < 0 ? share(-late, expected_next[i] - late) : 0;
    }
}
