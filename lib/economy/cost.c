/* Costs.
 *
 * Methods: volume x unit cost. Demographic cost: sum over age bands of the change of persons times the cost per person
 *   of the band, standard and productivity held constant, as the technical calculating committee of municipal economy
 *   does it (Det tekniske beregningsutvalg for kommunal og fylkeskommunal økonomi, yearly note on demography). Refund:
 *   share x (cost - threshold) per recipient above the threshold (toppfinansiering).
 * Break-even: unit cost / (cost per hour x weeks of a year): the frontier between places and care at home.
 * Limits: within a band all ages cost the same; recipients of a group all cost the mean of their group. */
#include "kohort/cost.h"

#include <math.h>

double koh_cost_staff(size_t n, const double *fte, const double *cost_per_fte)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += fte[i] == 0 ? 0 : fte[i] * cost_per_fte[i];
    }
    return sum;
}

static double cost_of_year(size_t n_bands, const double *persons, const double *unit_cost)
{
    double sum = 0;
    for (size_t i = 0; i < n_bands; i++) {
        sum += persons[i] * unit_cost[i];
    }
    return sum;
}

static koh_status check_demographic(size_t n_years, size_t n_bands, const double *persons, const double *unit_cost,
                                    size_t base, koh_error *error)
{
    if (base >= n_years) {
        return koh_error_set(error, KOH_EDOMAIN, "base %zu is outside the %zu years", base, n_years);
    }
    for (size_t i = 0; i < n_years * n_bands; i++) {
        if (persons[i] < 0 || unit_cost[i % n_bands] < 0) {
            return koh_error_set(error, KOH_EDOMAIN, "%g persons at %g each, expected neither below 0", persons[i],
                                 unit_cost[i % n_bands]);
        }
    }
    if (cost_of_year(n_bands, persons + base * n_bands, unit_cost) <= 0) {
        return koh_error_set(error, KOH_EDOMAIN, "nobody costs anything in the base year: there is no index");
    }
    return KOH_OK;
}

koh_status koh_cost_demographic(size_t n_years, size_t n_bands, const double *persons, const double *unit_cost,
                                size_t base, koh_error *error, double *change, double *index)
{
    koh_status status = check_demographic(n_years, n_bands, persons, unit_cost, base, error);
    if (status != KOH_OK) {
        return status;
    }
    const double *start = persons + base * n_bands;
    const double cost = cost_of_year(n_bands, start, unit_cost);
    for (size_t t = 0; t < n_years; t++) {
        for (size_t i = 0; i < n_bands; i++) {
            change[t * n_bands + i] = (persons[t * n_bands + i] - start[i]) * unit_cost[i];
        }
        index[t] = cost_of_year(n_bands, persons + t * n_bands, unit_cost) / cost;
    }
    return KOH_OK;
}

double koh_cost_refund(size_t n, const double *recipients, const double *cost, double threshold, double share)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        double above = cost[i] - threshold; /* NaN stays */
        sum += recipients[i] * share * (above <= 0 ? 0 : above);
    }
    return sum;
}

double koh_cost_breakeven_hours(double unit_cost, double cost_per_hour)
{
    const double weeks = 365.2425 / 7; /* mean Gregorian year */
    return cost_per_hour > 0 ? unit_cost / (cost_per_hour * weeks) : (double) NAN;
}
