/* What a dated plan comes to in each future, and over all of them.
 *
 * Method: places in a year = those without any step + what each step taken by then changes; cost = the plan's own +
 * price x what is missing, discounted as the plan's cost is (expansion.c). Regret in a future = cost - that of the best
 * plan had the future been known (Savage 1951, "The theory of statistical decision", JASA 46). A share of the regrets
 * is the inverse of their empirical distribution (Hyndman & Fan 1996, definition 1). Assumptions: futures count alike.
 */
#include <math.h>

#include "capacity/expansion_priv.h"
#include "kohort/capacity.h"
#include "kohort/expansion.h"

#define ROUNDING 1e-9 /* futures: a product of level and futures this little above a whole number is that number */

static double places_in(const koh_expansion_input *in, const koh_expansion_plan *plan, size_t type, size_t year)
{
    const int calendar = in->first_year + (int) year;
    double places = in->places[type * in->n_years + year];
    for (size_t i = 0; i < in->n_steps; i++) {
        const koh_expansion_step *s = &in->steps[i];
        if (plan->year[i] == KOH_YEAR_NONE || calendar < plan->year[i]) {
            continue;
        }
        const int out = calendar - plan->year[i] < s->years_out;
        places += !out ? s->places[type] : s->during ? s->during[type] : 0;
    }
    return places;
}

koh_status koh_expansion_price(const koh_expansion_input *in, const koh_expansion_options *options,
                               const koh_expansion_plan *plan, koh_error *error, koh_expansion_future *futures)
{
    const koh_expansion_options o = options ? *options : koh_expansion_options_defaults();
    koh_status status = koh_expansion_check(in, options, error);
    if (status == KOH_OK && !isfinite(plan->cost)) {
        status = koh_error_set(error, KOH_EDOMAIN, "a plan whose cost is %g, expected a number", plan->cost);
    }
    if (status != KOH_OK) {
        return status;
    }
    const size_t cells = in->n_types * in->n_years, n = in->n_scenarios * in->n_draws;
    for (size_t i = 0; i < n; i++) {
        futures[i] = (koh_expansion_future){ .cost = plan->cost };
    }
    for (size_t cell = 0; cell < cells; cell++) {
        const size_t year = cell % in->n_years;
        const double places = places_in(in, plan, cell / in->n_years, year);
        const double price = o.cost_shortage * pow(1 + o.rate_discount, -(double) year);
        for (size_t i = 0; i < n; i++) {
            const double missing = fmax(in->need[i * cells + cell] - places, 0);
            futures[i].missing += missing;
            futures[i].cost += price * missing;
        }
    }
    return KOH_OK;
}

static koh_status check_futures(size_t n, const koh_expansion_future *futures, const double *best, double level,
                                koh_error *error)
{
    if (n == 0 || !(level > 0 && level <= 1)) {
        return koh_error_set(error, KOH_EDOMAIN, "%zu futures, a share of %g: expected 1 or more, a share above 0", n,
                             level);
    }
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(futures[i].cost) || !isfinite(futures[i].missing) || !isfinite(best[i])) {
            return koh_error_set(error, KOH_EDOMAIN, "future %zu: cost %g, missing %g, best %g, expected numbers", i,
                                 futures[i].cost, futures[i].missing, best[i]);
        }
    }
    return KOH_OK;
}

koh_status koh_expansion_judge(size_t n, const koh_expansion_future *futures, const double *best, double level,
                               koh_error *error, double *regret, koh_expansion_verdict *verdict)
{
    koh_status status = check_futures(n, futures, best, level, error);
    if (status != KOH_OK) {
        return status;
    }
    koh_expansion_verdict sums = { 0 };
    for (size_t i = 0; i < n; i++) {
        regret[i] = fmax(futures[i].cost - best[i], 0);
        sums.cost_mean += futures[i].cost;
        sums.missing_mean += futures[i].missing;
        sums.share_met += futures[i].missing > 0 ? 0 : 1;
        sums.regret_mean += regret[i];
    }
    koh__need_sort_numbers(regret, n);
    const double count = (double) n;
    sums.cost_mean /= count;
    sums.missing_mean /= count;
    sums.share_met /= count;
    sums.regret_mean /= count;
    sums.regret_most = regret[n - 1];
    sums.regret_high = regret[(size_t) fmax(ceil(level * count - ROUNDING), 1) - 1];
    *verdict = sums;
    return KOH_OK;
}
