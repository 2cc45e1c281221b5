/* Registered moves between municipalities and abroad from a CSV file. */
#ifndef KOH_FLOWS_PRIV_H
#define KOH_FLOWS_PRIV_H

#include "base/memory_priv.h"
#include "io/csv_priv.h"
#include "kohort/gross_migration.h"

enum { KOH_FLOW_COLUMNS = 7 };

/* region,year,sex,age,flow,value with an optional missing_reason; one region's file may leave its number out. */
extern const koh_csv_column koh__flow_columns[KOH_FLOW_COLUMNS];

/* The moves of the regions, every year, sex, age and flow of every one of them, into the arena: flows [n_regions], of
 * the same years and ages. With one region other rows are not used; with more, rows of region "0" are not and any other
 * stranger is KOH_EUNKNOWN. KOH_EDUPLICATE, KOH_EMISSING and KOH_EUNKNOWN with the place; KOH_ENOMEM. */
koh_status koh__flows_read(const koh_csv *csv, size_t n_regions, const char *const *regions, koh_arena *arena,
                           koh_error *error, koh_flow_register *flows) KOH_NODISCARD;

/* The country's immigration and emigration in the n years from `from`, year,flow,value, into the arena; the one that
 * the file does not name is NULL, rows of other years are not used. KOH_EDUPLICATE, KOH_EUNKNOWN and, for a gap,
 * KOH_EMISSING with the place; what is wrong with a file; KOH_ENOMEM. */
koh_status koh__flow_path_read(const char *path, int from, size_t n, koh_arena *arena, koh_error *error,
                               const double **immigration, const double **emigration) KOH_NODISCARD;

#endif
