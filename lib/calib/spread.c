/* Intervals of single cells.
 *
 * Method: along a cohort the relative error of a cell gathers, year by year,
 *   - what stays of its age group's deviation and is not known: D_h with cov(D_i, D_k) = L memory^|i-k| - T
 * memory^(i+k), L the group's lasting variance, T the part that the years before the origin tell (level.c); groups
 * independent;
 *   - the nation: one error of net migration for all, by the country's age profile, as koh_calib_spread has it for
 * totals; for cohorts born after the origin one error of fertility, BIRTH_SD years^BIRTH_POWER of the log;
 *   - chance of variance c_x persons a year (moves and deaths), which shrinks with the cohort; c_x the mean square of
 * what single cells had beyond the country's rates, per person expected, less what lasts. Counts are taken as normal on
 * the square-root scale, where chance has a variance that does not depend on the size: sd(sqrt Y) = sqrt(chance / m + m
 * relative^2) / 2,   bounds (sqrt m -+ z sd)^2, not below 0. Source: square root for counts, M. S. Bartlett (1936),
 * Journal of the Royal Statistical Society Supplement 3, 68-78; variances as in level.c and pattern.c;
 * docs/accuracy.md. Assumptions: chance of neighbouring ages independent, though families move together. Limits:
 * national mortality is taken as known; cells of few persons are covered more often than the interval says, since
 * counts are whole. Constants: fertility's from the changes of the country's total fertility rate over 1 to 10 years,
 * 1975-2015. */
#include "calib/spread_priv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory_priv.h"
#include "calib/level_priv.h"
#include "calib/pattern_priv.h"

#define BIRTH_SD 0.025          /* of the log of fertility after one year, and */
#define BIRTH_POWER 0.6         /* its growth with the years */
enum { CHANCE_YEARS = 10 };     /* as pattern.c */
#define Z_80 1.2815515655446004 /* the 0.9 quantile of the normal distribution */
#define PERSONS_MIN 0.5         /* expected: a cell of fewer tells of nothing but rounding */
#define CHANCE_MIN 0.01         /* as pattern.c */
#define FEW 1e-9                /* persons: fewer have no relative error */

/* What has gathered in one cell. */
typedef struct gathered {
    double lasting; /* variance, relative */
    double tie;     /* covariance of the next year's deviation, per memory, with all that has gathered of this group */
    double chance;  /* variance, persons^2 */
    double national, births; /* standard deviations, relative */
} gathered;

/* What a group adds in one step. */
typedef struct addition {
    double variance, memory;
} addition;

/* One year of one sex, [n_age] each. */
typedef struct year_of_sex {
    const double *now, *next;
    const double *chance; /* variance a year, times persons */
    const double *weight; /* relative error per unit of the nation's */
    double more;          /* what the year adds to the nation's error */
    double births;        /* error of the newborn */
} year_of_sex;

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *) a, y = *(const double *) b;
    return (x > y) - (x < y);
}

/* Puts the sizes of an age's deviations, per root of the persons expected, into `size`; returns their number. */
static size_t deviations_of(const koh_history *history, const double *national, size_t age, double *size,
                            double *persons)
{
    const size_t n = history->n_years < CHANCE_YEARS ? history->n_years : CHANCE_YEARS, first = history->n_years - n;
    size_t found = 0;
    *persons = 0;
    for (size_t row = 0; row < KOH_SEXES * n * history->n_regions; row++) {
        const size_t sex = row % KOH_SEXES, r = row / KOH_SEXES % history->n_regions;
        const size_t y = row / KOH_SEXES / history->n_regions, i = sex * history->n_age + age;
        const double aged = koh__history_at(history, history->aged, first + y, r)[i];
        const double residual = koh__history_at(history, history->residual, first + y, r)[i];
        if (aged >= PERSONS_MIN) {
            *persons += aged;
            size[found++] = fabs(residual - national[y * KOH_SEXES * history->n_age + i] * aged) / sqrt(aged);
        }
    }
    return found;
}

koh_status koh__spread_estimate(const koh_history *history, koh_calib_nation *nation)
{
    const size_t n_age = history->n_age, n = history->n_years < CHANCE_YEARS ? history->n_years : CHANCE_YEARS;
    double *national = koh__new(n, KOH_SEXES * n_age * sizeof(double));
    double *size = koh__new(n * KOH_SEXES, history->n_regions * sizeof(double));
    for (size_t y = 0; national != NULL && y < n; y++) {
        koh__national_net_rate(history, history->n_years - n + y, national + y * KOH_SEXES * n_age);
    }
    for (size_t age = 0; national != NULL && size != NULL && age < n_age; age++) {
        double persons, chance = 1;
        const size_t found = deviations_of(history, national, age, size, &persons);
        if (found > 0) {
            qsort(size, found, sizeof *size, ascending);
            const double scale = size[(size_t) (0.8 * (double) (found - 1))] / Z_80;
            chance = scale * scale - nation->group_lasting[koh__pattern_group(age)] * persons / (double) found;
        }
        nation->cell_chance[age] = fmax(chance, CHANCE_MIN);
    }
    const koh_status status = national == NULL || size == NULL ? KOH_ENOMEM : KOH_OK;
    koh__free(national);
    koh__free(size);
    return status;
}

static void add_groups(const koh_calib_nation *nation, const koh_calib_region *region, size_t h,
                       addition additions[KOH_CALIB_GROUPS])
{
    for (size_t g = 0; g < KOH_CALIB_GROUPS; g++) {
        const double lasting = nation->group_lasting[g], memory = koh__pattern_memory(g);
        const double told = fmax(lasting - region->group_sd[g] * region->group_sd[g], 0);
        additions[g] = (addition){ lasting - told * pow(memory, 2 * (double) h), memory };
    }
}

static gathered grown(const gathered *before, int same_group, const addition *a)
{
    const double cross = same_group ? a->memory * before->tie : 0;
    gathered after = *before;
    after.lasting += 2 * cross + a->variance;
    after.tie = cross + a->variance;
    return after;
}

/* The open group comes from the two last ages; the larger one stands for both. */
static size_t source_of(size_t n_age, size_t age, const double *now)
{
    return age + 1 == n_age && now[age] > now[age - 1] ? age : age - 1;
}

/* One year: every cell from the cell a year younger, the newborn afresh. */
static void step_sex(size_t n_age, const addition additions[KOH_CALIB_GROUPS], const year_of_sex *step, gathered *cells)
{
    gathered before[KOH_CALIB_MAX_AGES];
    memcpy(before, cells, n_age * sizeof *cells);
    for (size_t age = 0; age < n_age; age++) {
        const size_t g = koh__pattern_group(age);
        const gathered newborn = { .births = step->births };
        if (age == 0) {
            cells[0] = grown(&newborn, 0, &additions[g]);
            cells[0].chance = step->chance[0] * step->next[0];
            continue;
        }
        const size_t from = source_of(n_age, age, step->now);
        const double shrink = step->now[from] > FEW ? fmin(1, step->next[age] / step->now[from]) : 0;
        cells[age] = grown(&before[from], koh__pattern_group(from) == g, &additions[g]);
        cells[age].chance = before[from].chance * shrink * shrink + step->chance[age] * step->next[age];
        cells[age].national += step->more * step->weight[age];
    }
}

/* The square root's standard deviation. */
static double sd_of(const gathered *cell, double persons)
{
    const double relative = cell->lasting + cell->national * cell->national + cell->births * cell->births;
    return persons > FEW ? 0.5 * sqrt(cell->chance / persons + persons * relative) : 0;
}

void koh__spread_cells(const koh_calib_nation *nation, const koh_calib_region *region, const koh_spread_path *path,
                       double z, double *low, double *high)
{
    const size_t n_age = nation->n_age, size = KOH_SEXES * n_age;
    gathered cells[KOH_SEXES * KOH_CALIB_MAX_AGES] = { 0 };
    addition additions[KOH_CALIB_GROUPS];
    double weight[KOH_SEXES * KOH_CALIB_MAX_AGES] = { 0 };
    for (size_t h = 0; h < path->n_steps; h++) {
        const double *now = path->persons + h * path->stride, *next = now + path->stride;
        const double years = (double) h + 1;
        add_groups(nation, region, h, additions);
        for (size_t i = 0; i < size; i++) {
            const double here = fmax(nation->aged[h * size + i], 1);
            weight[i] = nation->age_profile[i] * nation->persons[h] / here;
        }
        for (size_t sex = 0; sex < KOH_SEXES; sex++) {
            const size_t at = sex * n_age;
            const year_of_sex step = { now + at,
                                       next + at,
                                       nation->cell_chance,
                                       weight + at,
                                       koh__national_sd(years) - koh__national_sd(years - 1),
                                       BIRTH_SD * pow(years, BIRTH_POWER) };
            step_sex(n_age, additions, &step, cells + at);
        }
        for (size_t i = 0; i < size; i++) {
            const double root = sqrt(next[i]), reach = z * sd_of(&cells[i], next[i]);
            low[h * size + i] = root > reach ? (root - reach) * (root - reach) : 0;
            high[h * size + i] = (root + reach) * (root + reach);
        }
    }
}
