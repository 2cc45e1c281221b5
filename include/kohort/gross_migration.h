/* Gross migration: who leaves and who comes, by sex and age, from registered moves. */
#ifndef KOH_GROSS_MIGRATION_H
#define KOH_GROSS_MIGRATION_H

#include <stddef.h>

#include "kohort/register.h"
#include "kohort/sex.h"
#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* In the order of the sections of a plan and of the components of change. */
typedef enum koh_flow {
    KOH_FLOW_IN = 0, /* from other municipalities */
    KOH_FLOW_OUT,    /* to them */
    KOH_FLOW_IMMIGRATION,
    KOH_FLOW_EMIGRATION,
    KOH_FLOWS
} koh_flow;

/* Moves of calendar years, persons by age at the end of the year, the last age open. */
typedef struct koh_flow_register {
    int first_year;
    size_t n_years, n_age;
    const double *moves[KOH_FLOWS]; /* [n_years][2][n_age] each, >= 0 */
} koh_flow_register;

/* What goes into koh_proj_year. Arrays of the caller, [2][n_age]. */
typedef struct koh_flow_rates {
    double *out_rate, *emigration_rate; /* per survivor, 0..1 */
    double *in_count, *immigration;     /* persons a year */
} koh_flow_rates;

/* Means of the years from..to - 1, 1 January to 1 January, for n_age ages, the last of them open: out-rates per
 * survivor at the end of the year, who are those there then and those who left, less those who came; counts of those
 * who come. Ages 1 to n_age - 2 are smoothed by the weights 1 2 3 2 1 over neighbouring ages, numerator and denominator
 * apart, so that sums over ages stay. Ages of `population` and `flows` beyond n_age fall into the open group.
 * KOH_EMISSING with the year when a register does not hold it; KOH_EDOMAIN for from >= to, for ages too few, and with
 * year, sex and age for moves that are negative or not finite, and where more than a rounding more come than live there
 * at the end. */
KOH_API koh_status koh_flows_estimate(const koh_register *population, const koh_flow_register *flows, int from, int to,
                                      size_t n_age, koh_error *error, koh_flow_rates *rates) KOH_NODISCARD;

/* Those who arrive [n_regions][n_cells] when those who leave the regions, `leaving` likewise, go where `weight`
 * [likewise] says: all are >= 0, and in every cell as many arrive as leave, within rounding. Cells that no region has a
 * weight in give everybody back. KOH_EDOMAIN with region and cell for numbers that are negative or not finite. */
KOH_API koh_status koh_flows_pool(size_t n_regions, size_t n_cells, const double *leaving, const double *weight,
                                  koh_error *error, double *arriving) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
