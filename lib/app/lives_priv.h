/* Where the figures of lives go: CSV, and a summary. */
#ifndef KOH_APP_LIVES_PRIV_H
#define KOH_APP_LIVES_PRIV_H

#include "app/simulate_priv.h"
#include "plan/lives_priv.h"

typedef struct koh_lives_sink {
    const koh_simulate_options *options;
    int first_year;
    koh_replacement *replacement; /* NULL = no file */
    koh_buffer summary, rows;
    koh_json_writer json;
} koh_lives_sink;

/* Begins file and summary. To be freed also when it fails. */
koh_status koh__lives_sink_begin(koh_lives_sink *sink, const koh_simulate_options *options,
                                 koh_error *error) KOH_NODISCARD;

/* Takes in a municipality. */
koh_status koh__lives_sink_put(koh_lives_sink *sink, const koh_region *region, const koh_lives_told *told,
                               koh_error *error) KOH_NODISCARD;

/* Puts the file in place; the summary stays in the buffer. */
koh_status koh__lives_sink_end(koh_lives_sink *sink, koh_error *error) KOH_NODISCARD;

/* Gives up what is not in place, and frees all. */
void koh__lives_sink_free(koh_lives_sink *sink);

#endif
