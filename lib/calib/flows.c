/* Gross migration of a municipality from its registered moves.
 *
 * Equations: of those of age x at 1 January of the next year who lived here a year before and are alive,
 *   s_x = P_x(t+1) - in_x - immigration_x + out_x + emigration_x, at least those who left,
 *   out_rate_x = sum over years and neighbours of w out / sum of w s, emigration alike; in_x and immigration_x means.
 * Sources: T. Wilson & M. Bell (2004), Comparative empirical evaluations of internal migration models in subnational
 * population projections, Journal of Population Research 21, 127-160 (out-rates, and a pool of those who come); A.
 * Rogers (1995), Multiregional Demography, chapter 4 (moves as transitions of survivors). Assumptions: those who come
 * do not leave in the same year; rates are alike over neighbouring ages. Limits: those who come are a number of their
 * own, not a share of the rest of the country, which is not projected here; the sexes and ages of a small
 * municipality's few moves are not held to the country's. */
#include "kohort/gross_migration.h"

#include <math.h>
#include <string.h>

#include "base/memory_priv.h"

enum { REACH = 2 };
#define ROUNDING                                                                                                       \
    0.5 /* persons that registers of moves and of persons may differ by in a cell, beyond those who left               \
         */

/* Sums over the years: moves by flow and survivors, [2][n_age] each. */
typedef struct sums {
    double *moves[KOH_FLOWS], *survivors;
} sums;

static const char *sex_name(size_t sex)
{
    return sex == KOH_FEMALE ? "female" : "male";
}

/* The moves of a cell in a year, the open group with all above it. */
static koh_status moves_at(const koh_flow_register *flows, int year, size_t sex, const size_t ages[2],
                           double moves[KOH_FLOWS], koh_error *error)
{
    const size_t row = ((size_t) (year - flows->first_year) * KOH_SEXES + sex) * flows->n_age;
    for (size_t f = 0; f < KOH_FLOWS; f++) {
        moves[f] = 0;
        for (size_t age = ages[0]; age < ages[1]; age++) {
            const double value = flows->moves[f][row + age];
            if (!(value >= 0) || !isfinite(value)) {
                return koh_error_set(error, KOH_EDOMAIN, "moves of %d, %s, age %zu are %g, expected 0 or more", year,
                                     sex_name(sex), age, value);
            }
            moves[f] += value;
        }
    }
    return KOH_OK;
}

/* Adds a year's moves and survivors to the sums. */
static koh_status add_year(const koh_register *population, const koh_flow_register *flows, int year, size_t n_age,
                           koh_error *error, sums *sum)
{
    const double *persons = koh_register_year(population, year + 1);
    if (persons == NULL || year < flows->first_year || year >= flows->first_year + (int) flows->n_years) {
        return koh_error_set(error, KOH_EMISSING, "moves of %d and the population of 1 January %d are needed", year,
                             year + 1);
    }
    for (size_t i = 0; i < KOH_SEXES * n_age; i++) {
        const size_t sex = i / n_age, age = i % n_age, last = age + 1 == n_age;
        const size_t ages[2] = { age, last ? flows->n_age : age + 1 };
        double moves[KOH_FLOWS] = { 0 }, there = 0;
        koh_status status = moves_at(flows, year, sex, ages, moves, error);
        if (status != KOH_OK) {
            return status;
        }
        for (size_t x = age; x < (last ? population->n_age : age + 1); x++) {
            there += persons[sex * population->n_age + x];
        }
        const double left = moves[KOH_FLOW_OUT] + moves[KOH_FLOW_EMIGRATION];
        const double came = moves[KOH_FLOW_IN] + moves[KOH_FLOW_IMMIGRATION];
        if (came > there + left + ROUNDING) {
            return koh_error_set(error, KOH_EDOMAIN,
                                 "%g came in %d, %s, age %zu, but at its end %g live there and %g have left", came,
                                 year, sex_name(sex), age, there, left);
        }
        sum->survivors[i] += fmax(there - came, 0) + left;
        for (size_t f = 0; f < KOH_FLOWS; f++) {
            sum->moves[f][i] += moves[f];
        }
    }
    return KOH_OK;
}

/* Spreads every inner age over its neighbours, so that the sum stays; what would fall outside stays at the age. */
static void smooth(size_t n_age, const double *from, double *to)
{
    static const double weight[2 * REACH + 1] = { 1 / 9.0, 2 / 9.0, 3 / 9.0, 2 / 9.0, 1 / 9.0 };
    memset(to, 0, n_age * sizeof *to);
    to[0] = from[0];
    to[n_age - 1] = from[n_age - 1];
    for (size_t age = 1; age + 1 < n_age; age++) {
        for (size_t k = 0; k < 2 * REACH + 1; k++) {
            const size_t near = age + k; /* the neighbour's age plus REACH */
            const int inside = near >= 1 + REACH && near + 1 < n_age + REACH;
            to[inside ? near - REACH : age] += weight[k] * from[age];
        }
    }
}

static double rate_of(double left, double survivors)
{
    return survivors > 0 ? fmin(left / survivors, 1) : 0;
}

static void fill(size_t n_age, double n_years, const sums *sum, double *smoothed, koh_flow_rates *rates)
{
    double *survivors = smoothed + KOH_FLOWS * n_age;
    for (size_t sex = 0; sex < KOH_SEXES; sex++) {
        const size_t at = sex * n_age;
        for (size_t f = 0; f < KOH_FLOWS; f++) {
            smooth(n_age, sum->moves[f] + at, smoothed + f * n_age);
        }
        smooth(n_age, sum->survivors + at, survivors);
        for (size_t age = 0; age < n_age; age++) {
            double out = rate_of(smoothed[KOH_FLOW_OUT * n_age + age], survivors[age]);
            rates->out_rate[at + age] = out;
            rates->emigration_rate[at + age] =
                fmin(rate_of(smoothed[KOH_FLOW_EMIGRATION * n_age + age], survivors[age]), 1 - out);
            rates->in_count[at + age] = smoothed[KOH_FLOW_IN * n_age + age] / n_years;
            rates->immigration[at + age] = smoothed[KOH_FLOW_IMMIGRATION * n_age + age] / n_years;
        }
    }
}

koh_status koh_flows_estimate(const koh_register *population, const koh_flow_register *flows, int from, int to,
                              size_t n_age, koh_error *error, koh_flow_rates *rates)
{
    if (from >= to || n_age < 3 || population->n_age < n_age || flows->n_age < n_age) {
        return koh_error_set(error, KOH_EDOMAIN,
                             "%d to %d and %zu ages of %zu: expected a year or more and 3 ages or more that both have",
                             from, to, n_age, population->n_age < flows->n_age ? population->n_age : flows->n_age);
    }
    const size_t size = KOH_SEXES * n_age;
    double *block = KOH_NEW((KOH_FLOWS + 1) * (size + n_age), double);
    if (block == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    sums sum = { .survivors = block + KOH_FLOWS * size };
    for (size_t f = 0; f < KOH_FLOWS; f++) {
        sum.moves[f] = block + f * size;
    }
    koh_status status = KOH_OK;
    for (int year = from; status == KOH_OK && year < to; year++) {
        status = add_year(population, flows, year, n_age, error, &sum);
    }
    if (status == KOH_OK) {
        fill(n_age, to - from, &sum, block + (KOH_FLOWS + 1) * size, rates);
    }
    koh__free(block);
    return status;
}
