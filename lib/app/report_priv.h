/* The chapter of a run as files of its folder. */
#ifndef KOH_REPORT_PRIV_H
#define KOH_REPORT_PRIV_H

#include "base/text_priv.h"
#include "io/result_json_priv.h"
#include "io/store_priv.h"
#include "kohort/run.h"
#include "report/chapter_priv.h"
#include "report/tables_priv.h"

/* Can this build make what is asked for? KOH_EUNSUPPORTED. */
koh_status koh__report_check(const koh_run_options *options, koh_error *error) KOH_NODISCARD;

/* Writes a buffer as a file of the folder and empties it. */
koh_status koh__store_buffer(koh_store *store, const char *name, koh_buffer *buffer, koh_error *error) KOH_NODISCARD;

/* Where a run is written: below `prefix` ("" or "3310/") of a folder in the making. */
typedef struct koh_shelf {
    const koh_result *result;
    const koh_run_options *options;
    const koh_provenance *provenance;
    const char *prefix;
    koh_store *store;
} koh_shelf;

/* Writes chapter.html, chapter.md, figures/ and chapter.xlsx as far as the formats ask for them. */
koh_status koh__chapter_store(const koh_shelf *shelf, const koh_chapter *chapter, koh_error *error) KOH_NODISCARD;

/* Writes a table in every format of tables that is asked for; one without rows has no file. *has_rows: has it any? */
koh_status koh__table_store(const koh_shelf *shelf, const koh_table_form *form, koh_error *error,
                            int *has_rows) KOH_NODISCARD;

/* Are there such bundles? KOH_EUSAGE with the nearest. */
koh_status koh__bundles_check(const koh_run_options *options, koh_error *error) KOH_NODISCARD;

/* Writes bundles/ID/ for every bundle asked for: its part of the chapter, its tables, and bundle.json. run: the digest
 * of the run's result.json. */
koh_status koh__bundles_store(const koh_shelf *shelf, const koh_chapter *chapter, const char *run,
                              koh_error *error) KOH_NODISCARD;

/* Writes a table as jsonstat/Tnn_name.json; nothing of a table that is no cube. */
koh_status koh__jsonstat_store(const koh_shelf *shelf, const koh_table_form *form, const koh_table *table,
                               koh_error *error) KOH_NODISCARD;

#endif
