/* The housing programme.
 *
 * Method: housing-led population, as in the Greater London Authority's and other cohort models: dwellings times
 * persons per dwelling gives residents, and migration is what is left to fill them (S. K. Smith, J. Tayman & D. A.
 * Swanson 2013, A Practitioner's Guide to State and Local Population Projections, chapter 8, housing unit method).
 * Equations in the header. Assumptions: persons per dwelling are those of the type when it is first moved into; ages of
 * movers are those of the type in every year. Limits: a dwelling has no history of its own, only all of a project. */
#include "kohort/dwelling.h"

#include <math.h>

#include "num/sum_priv.h"

static int is_share(double x)
{
    return x >= 0 && x <= 1;
}

koh_status koh_dwelling_schedule(size_t n_years, const double *planned, double slippage, double lapse,
                                 double *completed)
{
    if (!(slippage >= 0) || !isfinite(slippage) || !is_share(lapse)) {
        return KOH_EDOMAIN;
    }
    for (size_t t = 0; t < n_years; t++) {
        if (!(planned[t] >= 0) || !isfinite(planned[t])) {
            return KOH_EDOMAIN;
        }
    }
    const double whole = floor(slippage), part = slippage - whole;
    for (size_t t = 0; t < n_years; t++) {
        const double back = (double) t - whole; /* the year that is completed now, and the one before it */
        const double late = back >= 1 ? planned[(size_t) back - 1] : 0;
        const double now = back >= 0 ? planned[(size_t) back] : 0;
        completed[t] = (1 - lapse) * (part > 0 ? (1 - part) * now + part * late : now);
    }
    return KOH_OK;
}

double koh_dwelling_chain(double freed, double newcomers)
{
    if (!is_share(freed) || !is_share(newcomers)) {
        return NAN;
    }
    /* nobody from elsewhere ever ends a chain that every household goes on with */
    return newcomers == 0 ? 0 : freed * newcomers / (1 - freed * (1 - newcomers));
}

double koh_dwelling_refill(size_t n_cells, const double *profile, double wanted, const double *persons, double *movers)
{
    const double missing = fmax(0, wanted - koh__sum(n_cells, persons));
    for (size_t i = 0; i < n_cells; i++) {
        movers[i] = missing * profile[i];
    }
    return missing;
}
