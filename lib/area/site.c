/* Method: every set of candidates is tried, by a walk through the tree of sets in which each node adds one candidate to
 * its parent: the minutes to the nearest site are those of the parent or the new site's, whichever is less, so that a
 * set costs one pass over the zones. A set counts for its own size.
 *   p-median: least sum_z w_z min_i t_iz;   maximal covering: most sum_z w_z [min_i t_iz <= limit].
 * Sources: S. L. Hakimi (1964), Optimum locations of switching centers and the absolute centers and medians of a graph,
 * Operations Research 12, 450-459; R. Church & C. ReVelle (1974), The maximal covering location problem, Papers of the
 * Regional Science Association 32, 101-118. Exact. Limits: 20 candidates; all sites can take everybody. */
#include "kohort/site.h"

#include <math.h>
#include <string.h>

/* Sets differ by more than what summing in another order makes of it. */
#define SAME 1e-12

typedef struct search {
    const koh_site_problem *problem;
    koh_site_rule rule;
    size_t n_open;
    double *minutes;               /* [n_open + 1][n_zones] to the nearest site, by depth */
    double best[KOH_SITES_MAX][2]; /* of p sites: what is to be least, first and second */
    unsigned long sites[KOH_SITES_MAX];
} search;

static koh_status check(const koh_site_problem *p, koh_error *error)
{
    double persons = 0;
    if (p->n_sites < 1 || p->n_sites > KOH_SITES_MAX || !(p->limit >= 0)) {
        return koh_error_set(error, KOH_EDOMAIN, "%zu candidates, limit %g: expected 1 to %d, and 0 minutes or more",
                             p->n_sites, p->limit, KOH_SITES_MAX);
    }
    for (size_t i = 0; i < p->n_sites * p->n_zones; i++) {
        if (!(p->minutes[i] >= 0) || !isfinite(p->minutes[i])) {
            return koh_error_set(error, KOH_EDOMAIN, "%g minutes to zone %zu", p->minutes[i], i % p->n_zones);
        }
    }
    for (size_t z = 0; z < p->n_zones; z++) {
        if (!(p->weight[z] >= 0) || !isfinite(p->weight[z])) {
            return koh_error_set(error, KOH_EDOMAIN, "%g persons in zone %zu", p->weight[z], z);
        }
        persons += p->weight[z];
    }
    return persons > 0 ? KOH_OK : koh_error_set(error, KOH_EDOMAIN, "nobody is to be near a site");
}

koh_status koh_site_evaluate(const koh_site_problem *p, unsigned long sites, koh_error *error, koh_site_choice *choice)
{
    const koh_status status = check(p, error);
    double persons = 0, sum = 0, within = 0, longest = 0;
    if (status != KOH_OK) {
        return status;
    }
    if (sites == 0 || sites >> p->n_sites != 0) {
        return koh_error_set(error, KOH_EDOMAIN, "no site, or one beyond the %zu candidates", p->n_sites);
    }
    for (size_t z = 0; z < p->n_zones; z++) {
        double nearest = INFINITY;
        for (size_t i = 0; i < p->n_sites; i++) {
            nearest = (sites >> i & 1) != 0 ? fmin(nearest, p->minutes[i * p->n_zones + z]) : nearest;
        }
        persons += p->weight[z];
        sum += p->weight[z] * nearest;
        within += nearest <= p->limit ? p->weight[z] : 0;
        longest = p->weight[z] > 0 ? fmax(longest, nearest) : longest;
    }
    *choice = (koh_site_choice){ sites, sum / persons, longest, within / persons };
    return KOH_OK;
}

/* Keeps a set of n sites where it is better than those before it. */
static void consider(search *s, size_t n, unsigned long sites, const double *minutes)
{
    const koh_site_problem *p = s->problem;
    double sum = 0, beyond = 0;
    for (size_t z = 0; z < p->n_zones; z++) {
        sum += p->weight[z] * minutes[z];
        beyond += minutes[z] <= p->limit ? 0 : p->weight[z];
    }
    const double first = s->rule == KOH_SITE_MEAN ? sum : beyond, second = s->rule == KOH_SITE_MEAN ? 0 : sum;
    double *best = s->best[n - 1];
    const int is_less = first < best[0] - SAME * best[0], is_same = first <= best[0] + SAME * best[0];
    if (is_less || isinf(best[0]) || (is_same && second < best[1] - SAME * best[1])) {
        best[0] = first;
        best[1] = second;
        s->sites[n - 1] = sites;
    }
}

/* All sets of n more than `sites`, which have n sites, of candidates from `next` on. */
static void walk(search *s, size_t n, unsigned long sites, size_t next)
{
    const koh_site_problem *p = s->problem;
    const double *above = s->minutes + n * p->n_zones;
    double *here = s->minutes + (n + 1) * p->n_zones;
    for (size_t i = next; i < p->n_sites; i++) {
        const double *there = p->minutes + i * p->n_zones;
        const unsigned long with = sites | 1UL << i;
        for (size_t z = 0; z < p->n_zones; z++) {
            here[z] = there[z] < above[z] ? there[z] : above[z];
        }
        consider(s, n + 1, with, here);
        if (n + 1 < s->n_open) {
            walk(s, n + 1, with, i + 1);
        }
    }
}

koh_status koh_site_solve(const koh_site_problem *p, koh_site_rule rule, size_t n_open, double *work, koh_error *error,
                          koh_site_choice *choice)
{
    search s = { .problem = p, .rule = rule, .n_open = n_open, .minutes = work };
    koh_status status = check(p, error);
    if (status == KOH_OK && (n_open < 1 || n_open > p->n_sites)) {
        status = koh_error_set(error, KOH_EDOMAIN, "%zu of %zu candidates", n_open, p->n_sites);
    }
    if (status != KOH_OK) {
        return status;
    }
    for (size_t z = 0; z < p->n_zones; z++) {
        work[z] = INFINITY;
    }
    for (size_t n = 0; n < n_open; n++) {
        s.best[n][0] = s.best[n][1] = INFINITY;
    }
    walk(&s, 0, 0, 0);
    for (size_t n = 0; n < n_open && status == KOH_OK; n++) {
        status = koh_site_evaluate(p, s.sites[n], error, &choice[n]);
    }
    return status;
}
