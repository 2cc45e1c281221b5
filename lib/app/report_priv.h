/* The chapter of a run as files of its folder. */
#ifndef KOH_REPORT_PRIV_H
#define KOH_REPORT_PRIV_H

#include "base/text_priv.h"
#include "io/result_json_priv.h"
#include "io/store_priv.h"
#include "kohort/run.h"
#include "report/tables_priv.h"

/* Can this build make what is asked for? KOH_EUNSUPPORTED. */
koh_status koh__report_check(const koh_run_options *options, koh_error *error) KOH_NODISCARD;

/* Writes a buffer as a file of the folder and empties it. */
koh_status koh__store_buffer(koh_store *store, const char *name, koh_buffer *buffer, koh_error *error) KOH_NODISCARD;

/* Writes chapter.html, chapter.md, figures/ and chapter.xlsx as far as the formats ask for them. */
koh_status koh__report_store(const koh_result *result, const koh_run_options *options, koh_store *store,
                             koh_error *error) KOH_NODISCARD;

/* What a dataset is made of beside its table. */
typedef struct koh_stat_source {
    const koh_result *result;
    const koh_table_form *form;
    const koh_provenance *provenance;
    size_t language;
} koh_stat_source;

/* Writes a table as jsonstat/Tnn_name.json; nothing of a table that is no cube. */
koh_status koh__jsonstat_store(const koh_stat_source *source, const koh_table *table, koh_store *store,
                               koh_error *error) KOH_NODISCARD;

#endif
