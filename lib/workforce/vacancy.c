/* Method: qualified applicants to a post are Poisson with mean a, each takes an offer with probability c, so that the
 * number of those who would take it is Poisson with mean a c and an announcement fills the post with
 *   p = 1 - exp(-a c).
 * Announcements are alike and independent: their number is geometric, 1/p on average, and m months apart the post is
 * filled after m/p months; within a year with 1 - (1 - p)^(12/m) = 1 - exp(-a c 12/m). By Little's law (J. D. C. Little
 * 1961, Operations Research 9, 383-387) posts that fall vacant at a rate h a year stand empty in a number of h m/(12
 * p). Limits: posts do not compete for the same applicants; who applies does not tire of announcements. */
#include "kohort/vacancy.h"

#include <math.h>

koh_status koh_vacancy_compute(const koh_announcement *a, koh_error *error, koh_filling *filling)
{
    const struct {
        const char *what;
        double value, low, high;
    } figures[] = { { "applicants", a->applicants, 0, 10000 },
                    { "acceptance", a->acceptance, 0, 1 },
                    { "months", a->months, 0.1, 60 } };
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
        if (!(figures[i].value >= figures[i].low && figures[i].value <= figures[i].high)) {
            return koh_error_set(error, KOH_EDOMAIN, "vacancy: %s is %g, expected %g to %g", figures[i].what,
                                 figures[i].value, figures[i].low, figures[i].high);
        }
    }
    const double takers = a->applicants * a->acceptance, prob = -expm1(-takers);
    *filling = (koh_filling){ prob, prob > 0 ? a->months / prob : (double) NAN, -expm1(-takers * 12 / a->months) };
    return KOH_OK;
}
