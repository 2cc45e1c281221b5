/* Occupancy derived from unit size and service level.
 *
 * Method: places(load, level) = min { n : P(n, load) <= level }, where P is the chance that a person must wait
 *   (Erlang-C; Green 2002, "How many hospital beds?", Inquiry 39) or that demand exceeds the places: with places
 * without end the number in need is Poisson with the load as its mean (Gross, Shortle, Thompson & Harris 2008, ch. 2,
 * M/G/inf), for any distribution of stays. P(N > n) = R / (R + 1/B(n)), R = sum_{j>=1} load^j / ((n+1) ... (n+j)),
 * 1/B(n) = P(N <= n) / P(N = n): sums of positive terms, nothing cancels. Solved by bisection, since P falls in n and
 * grows with the load. Assumptions: one unit, or units that share one waiting list; separate lists are smaller units
 * each. Limits: a steady state; who dies or gives up while waiting makes Erlang-C an upper bound. */
#include "kohort/occupancy.h"

#include <math.h>

#include "kohort/queue.h"

#define LOAD_LIMIT 5e5      /* keeps every answer below KOH_QUEUE_PLACES */
#define LOAD_RELATIVE 1e-13 /* of a load found by bisection: below what the header promises */
#define ROUNDING 1e-12      /* a quotient this little above a whole number is that number: 20.9/0.95 = 22 */
#define CERTAIN 1e200       /* a sum of chances, in that of n, this large leaves 1 in doubles */
#define TERM_RELATIVE 1e-18 /* a term this far below its sum changes no digit of a double */

/* P(N > n) for a Poisson number of mean `load`. The terms grow as long as n + j < load, and then fall. */
static double poisson_above(size_t n, double load)
{
    double B = koh_erlang_b(n, load), term = load / (double) (n + 1), R = term;
    for (double j = (double) n + 2; R < CERTAIN && term > TERM_RELATIVE * R; j += 1) {
        term *= load / j;
        R += term;
    }
    return R / (R + 1 / B);
}

double koh_occupancy_prob(koh_occupancy_rule rule, size_t n_places, double load)
{
    return rule == KOH_OCCUPANCY_WAIT ? koh_erlang_c(n_places, load) : poisson_above(n_places, load);
}

static koh_status check_level(koh_occupancy_rule rule, double level, koh_error *error)
{
    if (rule != KOH_OCCUPANCY_WAIT && rule != KOH_OCCUPANCY_DEMAND) {
        return koh_error_set(error, KOH_EDOMAIN, "no occupancy rule %d", (int) rule);
    }
    if (!(level > 0 && level < 1)) {
        return koh_error_set(error, KOH_EDOMAIN, "a service level of %g, expected a chance above 0 and below 1", level);
    }
    return KOH_OK;
}

koh_status koh_places_for_level(double load, koh_occupancy_rule rule, double level, koh_error *error, size_t *n_places)
{
    koh_status status = check_level(rule, level, error);
    if (status != KOH_OK) {
        return status;
    }
    if (!(load >= 0 && load <= LOAD_LIMIT)) {
        return koh_error_set(error, KOH_EDOMAIN, "a load of %g places, expected 0 to %g", load, LOAD_LIMIT);
    }
    if (load == 0) {
        *n_places = 0;
        return KOH_OK;
    }
    size_t low = 0, high = 1; /* too few or none; candidates for enough */
    while (koh_occupancy_prob(rule, high, load) > level) {
        low = high;
        high *= 2;
    }
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (koh_occupancy_prob(rule, middle, load) > level) {
            low = middle;
        } else {
            high = middle;
        }
    }
    *n_places = high;
    return KOH_OK;
}

koh_status koh_load_for_level(size_t n_places, koh_occupancy_rule rule, double level, koh_error *error, double *load)
{
    koh_status status = check_level(rule, level, error);
    if (status != KOH_OK) {
        return status;
    }
    if (n_places < 1 || n_places > LOAD_LIMIT) {
        return koh_error_set(error, KOH_EDOMAIN, "%zu places, expected 1 to %g", n_places, LOAD_LIMIT);
    }
    double low = 0, high = (double) n_places;
    while (koh_occupancy_prob(rule, n_places, high) <= level) {
        low = high;
        high *= 2;
    }
    while (high - low > LOAD_RELATIVE * high) {
        double middle = 0.5 * (low + high);
        if (koh_occupancy_prob(rule, n_places, middle) > level) {
            high = middle;
        } else {
            low = middle;
        }
    }
    *load = low;
    return KOH_OK;
}

koh_status koh_occupancy_table(double load, size_t n, const double *targets, koh_error *error, koh_occupancy_row *rows)
{
    if (!(load > 0 && load <= LOAD_LIMIT)) {
        return koh_error_set(error, KOH_EDOMAIN, "a load of %g places, expected more than 0 and at most %g", load,
                             LOAD_LIMIT);
    }
    for (size_t i = 0; i < n; i++) {
        if (!(targets[i] > 0 && targets[i] <= 1) || load / targets[i] > KOH_QUEUE_PLACES) {
            return koh_error_set(error, KOH_EDOMAIN,
                                 "a target occupancy of %g for a load of %g, expected a share above 0"
                                 " and at most 1",
                                 targets[i], load);
        }
    }
    for (size_t i = 0; i < n; i++) {
        size_t places = (size_t) ceil(load / targets[i] * (1 - ROUNDING));
        rows[i] = (koh_occupancy_row){ .target = targets[i],
                                       .n_places = places,
                                       .occupancy = load / (double) places,
                                       .prob_wait = koh_occupancy_prob(KOH_OCCUPANCY_WAIT, places, load),
                                       .prob_demand = koh_occupancy_prob(KOH_OCCUPANCY_DEMAND, places, load) };
    }
    return KOH_OK;
}
