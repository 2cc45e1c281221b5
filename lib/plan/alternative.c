/* The nine alternatives of the official projection, as paths of national figures.
 *
 * Source: Statistics Norway, National population projections 2024 (data/national/projection_assumptions.csv): H, M and
 * L paths of the total fertility rate, life expectancy at birth and net immigration, linear between the published
 * years. The first letter is fertility, the second life expectancy, the third domestic migration (M, or 0 = none), the
 * fourth immigration (H, M, L, or 0 = no net immigration); "00" is no migration at all. Limits: life expectancy of both
 * sexes together is taken as the mean of the two sexes'. */
#include "plan/alternative_priv.h"

#include <math.h>

/* Position of a letter among the paths: low, main, high. */
static size_t path_of(char letter)
{
    return letter == 'L' ? 0 : letter == 'M' ? 1 : 2;
}

koh_alternative_year koh__alternative_at(const koh_inputs *inputs, const char *letters, int year)
{
    koh_alternative_year said = { NAN, NAN, NAN, 0 };
    if (letters == NULL) {
        return said;
    }
    said.tfr = koh_quantity_at(&inputs->tfr[path_of(letters[0])], year);
    said.life_expectancy = koh_quantity_at(&inputs->life_expectancy[path_of(letters[1])], year);
    said.national_net = letters[3] == '0' ? 0 : koh_quantity_at(&inputs->national_net[path_of(letters[3])], year);
    said.no_migration = letters[2] == '0';
    return said;
}

/* Life expectancy at the logarithm of a factor on death rates, less what is wanted. */
static koh_status gap_at(const koh_inputs *inputs, size_t step, double improvement, double wanted, double log_level,
                         double *survival, double *gap)
{
    double years[2];
    koh_status status = koh_calib_survival(&inputs->nation, step, exp(log_level), improvement, survival, years);
    *gap = 0.5 * (years[0] + years[1]) - wanted;
    return status;
}

koh_status koh__mortality_level(const koh_inputs *inputs, size_t step, double improvement, double years,
                                double *survival, double *level)
{
    enum { STEPS = 60 };
    const double enough = 1e-9; /* years: far below what a path is published with */
    double low = -log(50), high = log(50), gaps[2], gap = 1;
    koh_status status = gap_at(inputs, step, improvement, years, low, survival, &gaps[0]);
    if (status == KOH_OK) {
        status = gap_at(inputs, step, improvement, years, high, survival, &gaps[1]);
    }
    if (status == KOH_OK && (gaps[0] < 0 || gaps[1] > 0)) {
        return KOH_ENOSOLUTION;
    }
    for (int i = 0; i < STEPS && status == KOH_OK && fabs(gap) > enough; i++) {
        double secant = (low * gaps[1] - high * gaps[0]) / (gaps[1] - gaps[0]);
        double middle = i % 3 == 2 ? 0.5 * (low + high) : secant;
        status = gap_at(inputs, step, improvement, years, middle, survival, &gap);
        *(gap > 0 ? &low : &high) = middle;
        gaps[gap > 0 ? 0 : 1] = gap;
        *level = exp(middle);
    }
    return status;
}
