/* Control totals of the country, its counties and its municipalities from a file. */
#ifndef KOH_CONTROLS_PRIV_H
#define KOH_CONTROLS_PRIV_H

#include "io/registers_priv.h"
#include "proj/reconcile_priv.h"

/* Country, counties, municipalities; both sexes or each; all ages or each. */
enum { KOH_CONTROL_LEVELS = 3, KOH_CONTROLS_MAX = KOH_CONTROL_LEVELS * 2 * 2 };

typedef struct koh_controls {
    int origin;
    size_t n_steps, n;
    koh_control controls[KOH_CONTROLS_MAX]; /* totals of n_steps steps, one after the other */
} koh_controls;

/* Reads region,year,sex,age,value into the arena; origin and n_steps must be set: region "0" is the country, two digits
 * a county, four a municipality; sex may be "both"; an empty age is all ages. What the file does not name is free; rows
 * of other years than the n_steps after the origin are not used. KOH_EUNKNOWN for a region, KOH_EDUPLICATE,
 * KOH_EMISSING when no row is of those years, and what is wrong with a file, with the place. */
koh_status koh__controls_read(const char *path, const koh_registers *registers, koh_arena *arena,
                              koh_controls *controls, koh_error *error) KOH_NODISCARD;

#endif
