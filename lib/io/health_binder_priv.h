/* Files of public-health indicators being read: shared by the files bind_health*.c. */
#ifndef KOH_HEALTH_BINDER_PRIV_H
#define KOH_HEALTH_BINDER_PRIV_H

#include "io/binder_priv.h"
#include "plan/health_priv.h"

/* The area of that name, or KOH_HEALTH_AREAS. */
int koh__health_area(const char *name);

/* KOH_EUNKNOWN at the first row of a file whose column `indicator` names one that is not in the plan's map; a file
 * without the column is of one indicator alone. */
koh_status koh__health_check_ids(const koh_csv *csv, size_t column, const cJSON *map, koh_error *error) KOH_NODISCARD;

/* Is a row of the indicator of this id? */
int koh__health_is_row_of(const koh_csv *csv, size_t row, size_t column, const char *id);

/* KOH_EDOMAIN for no persons, and for more cases than persons where the indicator is a share. */
koh_status koh__health_check_counts(const koh_csv *csv, size_t row, size_t cases, size_t persons, int is_rate,
                                    koh_error *error) KOH_NODISCARD;

/* Its social groups, from the file under `strata`; after its figures. map: all indicators of the plan. */
void koh__bind_health_groups(koh_binder *b, const cJSON *map, const cJSON *item, koh_plan_indicator *indicator);

#endif
