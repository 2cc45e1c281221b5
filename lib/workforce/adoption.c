/* Method: logistic diffusion, A(t) = min(coverage, reach / (1 + exp(-k (t - m)))), k = 2 ln 9 / years, so that the
 * curve is a tenth and nine tenths of the reach `years` apart. Saved since the base year 0, when hours per user are h
 * without and (1 - s) h with it: 1 - (1 - s A(t)) / (1 - s A(0)). Source: E. M. Rogers (2003), Diffusion of
 * Innovations, 5th ed., for the curve; Z. Griliches (1957), Econometrica 25, 501-522, for its logistic form with a
 * ceiling. Assumptions: who has it does not depend on need; the saving stays. Limits: no cost, no hours for its upkeep.
 */
#include "kohort/adoption.h"

#include <math.h>

koh_status koh_adoption_check(const koh_adoption *a, koh_error *error)
{
    const struct {
        const char *what;
        double value, high;
    } figures[] = { { "years", a->years, 200 }, { "reach", a->reach, 1 }, { "coverage", a->coverage, 1 } };
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
        if (!(figures[i].value >= 0 && figures[i].value <= figures[i].high)) {
            return koh_error_set(error, KOH_EDOMAIN, "adoption: %s is %g, expected 0 to %g", figures[i].what,
                                 figures[i].value, figures[i].high);
        }
    }
    if (!(a->years > 0) || !isfinite(a->midpoint)) {
        return koh_error_set(error, KOH_EDOMAIN, "adoption: %s, expected a year and a time above 0",
                             a->years > 0 ? "no midpoint" : "years is 0");
    }
    return KOH_OK;
}

double koh_adoption_at(const koh_adoption *a, double year)
{
    const double k = 2 * log(9) / a->years; /* ln(0.9/0.1) on either side of the midpoint */
    return fmin(a->coverage, a->reach / (1 + exp(-k * (year - a->midpoint))));
}

double koh_adoption_saved(double saved, double now, double base)
{
    const double before = 1 - saved * base; /* of the hours without any of it */
    return now == base ? 0 : before > 0 ? 1 - (1 - saved * now) / before : (double) NAN;
}
