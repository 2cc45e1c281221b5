/* The regions of a table while they are being worked on. */
#ifndef KOH_TIDY_REGION_PRIV_H
#define KOH_TIDY_REGION_PRIV_H

#include "io/label_priv.h"
#include "io/tidy_priv.h"

enum { KOH_REGION_KINDS = KOH_REGION_PART + 1 };

/* What the work is done on. Arrays are in the arena of the figures. */
typedef struct koh_regions {
    koh_figures *figures;
    const koh_import_options *options;
    const koh_division *division;
    const koh_variable *variable, *time;
    koh_tidy_axis *axis;
    koh_tidy_regions *out;
    koh_error *error;
    koh_region_label *read; /* [n] */
    int *code;              /* [n] of a municipality, 0 = it is none */
    int *year;              /* [n_years] */
    size_t n_kind[KOH_REGION_KINDS];
} koh_regions;

/* Fills the carried regions of r->out: every municipality becomes its successors in the division asked for. */
koh_status koh__regions_carry(koh_regions *r) KOH_NODISCARD;

/* Checks what makes up each region in each year, and counts it. KOH_EMISSING when a part lacks, KOH_EDUPLICATE when a
 * municipality is there under two numbers, KOH_EDOMAIN when figures that must not be added would be. */
koh_status koh__regions_check(koh_regions *r) KOH_NODISCARD;

/* Notes numbers that stood for a smaller municipality in the early years of the table. */
void koh__regions_warn(const koh_regions *r);

#endif
