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

static double limited(double net, double aged)
{
    return fmax(net, -LARGEST_LOSS * aged);
}

koh_status koh_calib_net(const koh_calib_nation *nation, const koh_calib_region *region, size_t step, double persons,
                         const double *aged, double national_net, double *net)
{
    if (step >= nation->n_steps || !(persons >= 0)) {
        return KOH_EDOMAIN;
    }
    const size_t n_age = nation->n_age, row = step * 2 * n_age;
    const double more = isnan(national_net) ? 0 : national_net - nation->net_total[step];
    const double shift = nation->level_shift[step] + more / nation->persons[step];
    double deviation[KOH_CALIB_GROUPS], sum = 0, movers = 0;
    koh__pattern_at(region, step, deviation);
    for (size_t g = 0; g < KOH_CALIB_GROUPS; g++) {
        size_t from, end;
        koh__pattern_ages(g, n_age, &from, &end);
        for (size_t sex = 0; sex < 2; sex++) {
            for (size_t i = sex * n_age + from; i < sex * n_age + end; i++) {
                const double extra = more * nation->age_profile[i] / fmax(nation->aged[row + i], 1);
                net[i] = limited(aged[i] * (nation->net_rate[row + i] + extra + deviation[g]), aged[i]);
            }
        }
    }
    for (size_t i = 0; i < 2 * n_age; i++) {
        const size_t age = i % n_age;
        sum += net[i];
        movers += age >= LEVEL_FROM && age <= LEVEL_TO ? aged[i] : 0;
    }
    const double gap = persons * (shift + koh__level_at(region, step)) - sum;
    for (size_t i = 0; movers > 0 && i < 2 * n_age; i++) {
        const size_t age = i % n_age;
        if (age >= LEVEL_FROM && age <= LEVEL_TO) {
            net[i] = limited(net[i] + aged[i] / movers * gap, aged[i]);
        }
    }
    return KOH_OK;
}
