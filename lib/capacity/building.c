/* The condition of buildings and what it costs.
 *
 * Method: backlog = area x cost per m2 of the condition grade (NS 3424:2012 gives the grades 0-3); suitability = the
 * weighted mean of scores from 0 to 1 over known criteria. The costs and the weights are the plan's. Limits: one grade
 * for a whole building; a cost per m2 is a level of magnitude and no tender. */
#include "kohort/building.h"

#include <math.h>

#include "kohort/capacity.h"

#define WEIGHTS_ROUNDING 1e-9 /* of a sum of decimals to 1 */

koh_status koh_building_check(const koh_building *building, koh_error *error)
{
    const char *id = building->id;
    double places = isnan(building->places) ? (double) INFINITY : building->places;
    if (building->grade != KOH_GRADE_UNKNOWN && (building->grade < 0 || building->grade >= KOH_BUILDING_GRADES)) {
        return koh_error_set(error, KOH_EDOMAIN, "building '%s' has condition grade %d, expected 0 to 3", id,
                             building->grade);
    }
    if (building->area <= 0 || isinf(building->area)) {
        return koh_error_set(error, KOH_EDOMAIN, "building '%s' has %g m2, expected more than 0", id, building->area);
    }
    if (building->places < 0 || isinf(building->places)) {
        return koh_error_set(error, KOH_EDOMAIN, "building '%s' has %g places, expected 0 or more", id,
                             building->places);
    }
    if (building->n_single < 0 || building->n_single > places || building->n_accessible < 0 ||
        building->n_accessible > places) {
        return koh_error_set(error, KOH_EDOMAIN,
                             "building '%s' has %g single rooms and %g accessible places of %g places", id,
                             building->n_single, building->n_accessible, building->places);
    }
    if (building->built != KOH_YEAR_NONE && building->closes != KOH_YEAR_NONE && building->closes <= building->built) {
        return koh_error_set(error, KOH_EDOMAIN, "building '%s' closes in %d but was built in %d", id, building->closes,
                             building->built);
    }
    return KOH_OK;
}

double koh_building_backlog(const koh_building *building, const double *cost)
{
    return building->grade == KOH_GRADE_UNKNOWN ? (double) NAN
           : building->grade == 0               ? 0
                                                : building->area * cost[building->grade];
}

koh_status koh_weights_check(size_t n, const double *weight, koh_error *error)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (!(weight[i] >= 0)) {
            return koh_error_set(error, KOH_EDOMAIN, "weight %zu is %g, expected 0 or more", i, weight[i]);
        }
        sum += weight[i];
    }
    if (!(fabs(sum - 1) <= WEIGHTS_ROUNDING)) {
        return koh_error_set(error, KOH_EDOMAIN, "the weights sum to %.10g, expected 1", sum);
    }
    return KOH_OK;
}

double koh_suitability(size_t n, const double *weight, const double *score, double *known)
{
    double sum = 0;
    *known = 0;
    for (size_t i = 0; i < n; i++) {
        *known += isnan(score[i]) ? 0 : weight[i];
        sum += isnan(score[i]) ? 0 : weight[i] * score[i];
    }
    return *known > 0 ? sum / *known : (double) NAN;
}
