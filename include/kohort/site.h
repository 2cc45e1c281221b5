/* Sites: which of some candidates to open, so that people are near one. */
#ifndef KOH_SITE_H
#define KOH_SITE_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { KOH_SITES_MAX = 20 };

/* What makes sites good. */
typedef enum koh_site_rule {
    KOH_SITE_MEAN = 0, /* the least mean time to the nearest site (p-median) */
    KOH_SITE_WITHIN    /* most weight within the limit (maximal covering); among equals the least mean time */
} koh_site_rule;

/* Candidates and those who are to be near them. */
typedef struct koh_site_problem {
    size_t n_sites, n_zones; /* 1..KOH_SITES_MAX candidates */
    const double *minutes;   /* [n_sites][n_zones] from the site to the zone, >= 0 */
    const double *weight;    /* [n_zones] persons, >= 0, not all 0 */
    double limit;            /* minutes, >= 0 */
} koh_site_problem;

/* What a choice comes to. */
typedef struct koh_site_choice {
    unsigned long sites;                  /* bit i: candidate i is open */
    double mean_minutes, longest_minutes; /* over persons; the longest of a zone that has any */
    double share_within;                  /* of the persons within the limit */
} koh_site_choice;

/* What a given set of sites (bits, at least one) comes to. KOH_EDOMAIN: a number outside its bounds, a bit beyond the
 * candidates. Cost: n_sites x n_zones. */
KOH_API koh_status koh_site_evaluate(const koh_site_problem *problem, unsigned long sites, koh_error *error,
                                     koh_site_choice *choice) KOH_NODISCARD;

/* The best choice of exactly p sites for every p = 1..n_open <= n_sites, choice [n_open], proven by trying every set;
 * of equals the one with the first candidates. work [(n_open + 1) x n_zones] minutes. KOH_EDOMAIN. Cost: n_zones times
 * the number of sets of up to n_open candidates, 2^n_sites at most. */
KOH_API koh_status koh_site_solve(const koh_site_problem *problem, koh_site_rule rule, size_t n_open, double *work,
                                  koh_error *error, koh_site_choice *choice) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
