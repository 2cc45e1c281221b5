/* All municipalities of the country together, year by year, on the calibrated rates. */
#ifndef KOH_TOGETHER_PRIV_H
#define KOH_TOGETHER_PRIV_H

#include "kohort/calibrate.h"
#include "kohort/gross_migration.h"
#include "proj/reconcile_priv.h"

typedef struct koh_country_input {
    const koh_calib_nation *nation;
    size_t n_regions, n_steps;       /* n_steps <= nation->n_steps */
    const koh_calib_region *regions; /* [n_regions] */
    const double *start;             /* [n_regions][2][n_age] at the nation's origin */
    size_t n_controls;
    const koh_control *controls; /* [n_controls]; the totals of all steps, one after the other */
    const koh_flow_rates *flows; /* [n_regions] gross migration instead of net by level and pattern, or NULL */
    const double *immigration;   /* [n_steps] of the country, persons a year, with flows; NULL = as registered */
    const double *emigration;    /* likewise */
} koh_country_input;

enum {
    KOH_COUNTRY_BIRTHS = 0,
    KOH_COUNTRY_DEATHS,
    KOH_COUNTRY_NET,
    KOH_COUNTRY_FLOWS, /* koh_flow by koh_flow; 0 without flows */
    KOH_COUNTRY_COMPONENTS = KOH_COUNTRY_FLOWS + KOH_FLOWS
};

/* Arrays of the caller. Balance of every municipality: next total = total + births - deaths + net; net is in - out +
 * immigration - emigration, and what controls moved. */
typedef struct koh_country {
    double *persons;    /* [n_steps + 1][n_regions][2][n_age] */
    double *components; /* [n_steps][n_regions][KOH_COUNTRY_COMPONENTS] */
    double moved;       /* persons that controls moved in all steps, in and out counted apart */
} koh_country;

/* Ages every municipality, adds net migration as koh_calib_net or the flows, agrees with the controls. The statuses of
 * those and of koh__reconcile with the year and what was asked for in the message; KOH_EINTERNAL when a balance fails.
 */
koh_status koh__country_run(const koh_country_input *input, koh_error *error, koh_country *country) KOH_NODISCARD;

/* Rounds to whole persons: every cell, every municipality's total, every county's and the country's cells stay within
 * one person and add up; county [n_regions] < n_counties. Births and deaths are rounded by the largest remainder, net
 * migration is what is left, so that balances hold exactly; not for a run with flows. KOH_ENOMEM, KOH_EINTERNAL. */
koh_status koh__country_round(const koh_country_input *input, size_t n_counties, const size_t *county,
                              koh_country *country) KOH_NODISCARD;

#endif
