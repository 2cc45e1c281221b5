/* Prevention and reablement with lag, duration and break-even; new tasks with a ramp.
 *
 * Method: avoided(t) = effect x sum over years s of participants(s) x the part of year s that lies between t - lag -
 * lasts and t - lag. The steady state is Little's law: a rate times a duration (J. D. C. Little 1961, A proof for the
 * queuing formula L = lambda W).
 * Assumptions: the effect is whole for its time and then gone; participants are spread evenly over the year.
 * Limits: no discounting in the break-even, whose prices are fixed; who takes part does not take part twice. */
#include "kohort/prevention.h"

#include <math.h>

void koh_prevention_avoided(size_t n, const double *participants, double effect, double lag, double lasts,
                            double *avoided)
{
    for (size_t t = 0; t <= n; t++) {
        const double first = (double) t - lag - lasts, last = (double) t - lag;
        avoided[t] = 0;
        for (size_t s = 0; s < n; s++) {
            const double begin = fmax(first, (double) s), end = fmin(last, (double) s + 1);
            avoided[t] += end > begin ? effect * participants[s] * (end - begin) : 0;
        }
    }
}

size_t koh_prevention_breakeven(size_t n, const double *cost, const double *saving)
{
    double spent = 0, saved = 0;
    for (size_t t = 0; t < n; t++) {
        spent += cost[t];
        saved += saving[t];
        if (isnan(spent) || isnan(saved)) {
            return n;
        }
        if (spent > 0 && saved >= spent) {
            return t;
        }
    }
    return n;
}

double koh_task_ramp(int year, int from, double ramp)
{
    const double since = (double) year - (double) from;
    return since < 0 ? 0 : since >= ramp ? 1 : since / ramp;
}
