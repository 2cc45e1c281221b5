/* A hindcast with its scores as tables, and what people are told about it. */
#ifndef KOH_BACKTEST_PRIV_H
#define KOH_BACKTEST_PRIV_H

#include "app/estimate_priv.h"
#include "base/text_priv.h"
#include "calib/hindcast_priv.h"
#include "io/json_priv.h"
#include "kohort/backtest.h"
#include "kohort/table.h"

typedef struct koh_backtest_run {
    koh_estimation estimation; /* owns */
    koh_hindcast hindcast;
    int has_official, official_year;
    size_t n_scored, n_left_out; /* municipalities in the shares, and with changed borders */
    koh_hindcast_bounds bounds;
    koh_table scores, intervals, cells, shelf_life; /* own */
} koh_backtest_run;

/* Columns of the scores, as the table and the text for people have them. */
enum {
    KOH_SCORE_HORIZON,
    KOH_SCORE_BAND,
    KOH_SCORE_CLASS,
    KOH_SCORE_METHOD,
    KOH_SCORE_N,
    KOH_SCORE_SUM_ERROR,
    KOH_SCORE_RAW,                       /* mpe, mape, medape, weighted_mape, within_5, within_10 */
    KOH_SCORE_SHARE = KOH_SCORE_RAW + 6, /* the same */
    KOH_SCORE_COLUMNS = KOH_SCORE_SHARE + 6
};

/* Fills the four tables from the hindcast of an input. KOH_ENOMEM. */
koh_status koh__backtest_tables(const koh_hindcast_input *input, koh_backtest_run *run) KOH_NODISCARD;

/* The hindcast in words and tables, and as JSON. */
void koh__backtest_text(const koh_backtest_run *run, koh_buffer *buffer);
void koh__backtest_json(const koh_backtest_run *run, koh_buffer *buffer);

#endif
