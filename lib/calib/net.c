/* Net migration of one municipality in one step.
 *
 * Equations, aged_x being survivors and births: first by cell aged_x (rate_x + deviation_g), then all of ages 1-66 by
 * one rate so that the total is persons (shift + level). rate_x has the mean deviation of the country taken off, shift
 * the mean level, so that the sum over all municipalities is the country's.
 * Source: docs/accuracy.md. The level moves ages 1-66 alone since the old move little and for other reasons: the error
 * of 80+ is then 2.41 %, otherwise 2.63 % (hindcasts from 2008-2013).
 * Assumptions: as level.c and pattern.c.
 * Limits: net rates have the wrong population at risk (T. Wilson 2009); levels that fade and are small keep it
 * harmless. */
#include <math.h>

#include "calib/level_priv.h"
#include "calib/pattern_priv.h"

enum { LEVEL_FROM = 1, LEVEL_TO = 66 };

#define LARGEST_LOSS                                                                                                   \
    0.9 /* of a cell in a year; a tenth always stays. Cells of more than 20 persons have lost 65 % at most */

/* What moves the cells of one group. */
typedef struct change {
    const double *aged;
    double deviation, more; /* per person; persons in the whole country beyond the reference */
    double *net;
} change;

static int has_level(size_t age)
{
    return age >= LEVEL_FROM && age <= LEVEL_TO;
}

static double limited(double net, double aged)
{
    return fmax(net, -LARGEST_LOSS * aged);
}

/* Net migrants of a group's ages of one sex, from cell `from` to `end` - 1, by the country's rates and the deviation.
 */
static void by_cell(const koh_calib_nation *nation, size_t step, size_t from, size_t end, const change *c)
{
    const size_t row = step * 2 * nation->n_age;
    for (size_t i = from; i < end; i++) {
        const double extra = c->more * nation->age_profile[i] / fmax(nation->aged[row + i], 1);
        c->net[i] = limited(c->aged[i] * (nation->net_rate[row + i] + extra + c->deviation), c->aged[i]);
    }
}

/* Moves the ages of the level by one rate so that the total becomes `total`. */
static void to_total(size_t n_age, const double *aged, double total, double *net)
{
    double sum = 0, movers = 0;
    for (size_t i = 0; i < 2 * n_age; i++) {
        sum += net[i];
        movers += has_level(i % n_age) ? aged[i] : 0;
    }
    for (size_t i = 0; movers > 0 && i < 2 * n_age; i++) {
        if (has_level(i % n_age)) {
            net[i] = limited(net[i] + aged[i] / movers * (total - sum), aged[i]);
        }
    }
}

koh_status koh_calib_net(const koh_calib_nation *nation, const koh_calib_region *region, size_t step, double persons,
                         const double *aged, double national_net, double *net)
{
    if (step >= nation->n_steps || !(persons >= 0)) {
        return KOH_EDOMAIN;
    }
    const size_t n_age = nation->n_age;
    const double more = isnan(national_net) ? 0 : national_net - nation->net_total[step];
    const double shift = nation->level_shift[step] + more / nation->persons[step];
    double deviation[KOH_CALIB_GROUPS];
    koh__pattern_at(region, step, deviation);
    for (size_t g = 0; g < KOH_CALIB_GROUPS; g++) {
        size_t from, end;
        const change c = { aged, deviation[g], more, net };
        koh__pattern_ages(g, n_age, &from, &end);
        by_cell(nation, step, from, end, &c);
        by_cell(nation, step, n_age + from, n_age + end, &c);
    }
    to_total(n_age, aged, persons * (shift + koh__level_at(region, step)), net);
    return KOH_OK;
}
