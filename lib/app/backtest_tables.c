/* The scores of a hindcast as tables. */
#include <math.h>

#include "app/backtest_priv.h"

static const char *const methods[KOH_METHODS] = {
    [KOH_METHOD_OURS] = "kohort",           [KOH_METHOD_NO_CHANGE] = "no_change", [KOH_METHOD_TREND] = "trend_5_years",
    [KOH_METHOD_COHORT] = "hamilton_perry", [KOH_METHOD_OFFICIAL] = "official",
};

static const koh_column score_columns[KOH_SCORE_COLUMNS] = {
    { "horizon", KOH_COLUMN_NUMBER },
    { "age_band", KOH_COLUMN_TEXT },
    { "size_class", KOH_COLUMN_TEXT },
    { "method", KOH_COLUMN_TEXT },
    { "n", KOH_COLUMN_NUMBER },
    { "sum_error", KOH_COLUMN_NUMBER },
    { "mpe", KOH_COLUMN_NUMBER },
    { "mape", KOH_COLUMN_NUMBER },
    { "medape", KOH_COLUMN_NUMBER },
    { "weighted_mape", KOH_COLUMN_NUMBER },
    { "within_5", KOH_COLUMN_NUMBER },
    { "within_10", KOH_COLUMN_NUMBER },
    { "share_mpe", KOH_COLUMN_NUMBER },
    { "share_mape", KOH_COLUMN_NUMBER },
    { "share_medape", KOH_COLUMN_NUMBER },
    { "share_weighted_mape", KOH_COLUMN_NUMBER },
    { "share_within_5", KOH_COLUMN_NUMBER },
    { "share_within_10", KOH_COLUMN_NUMBER },
};

static const koh_column interval_columns[] = {
    { "horizon", KOH_COLUMN_NUMBER },    { "size_class", KOH_COLUMN_TEXT }, { "n", KOH_COLUMN_NUMBER },
    { "coverage", KOH_COLUMN_NUMBER },   { "crps", KOH_COLUMN_NUMBER },     { "share_coverage", KOH_COLUMN_NUMBER },
    { "share_crps", KOH_COLUMN_NUMBER },
};

static const koh_column cell_columns[] = {
    { "horizon", KOH_COLUMN_NUMBER },
    { "age_band", KOH_COLUMN_TEXT },
    { "n", KOH_COLUMN_NUMBER },
    { "coverage", KOH_COLUMN_NUMBER },
};

static const koh_column shelf_columns[] = {
    { "age_band", KOH_COLUMN_TEXT }, { "size_class", KOH_COLUMN_TEXT },    { "method", KOH_COLUMN_TEXT },
    { "years", KOH_COLUMN_NUMBER },  { "share_years", KOH_COLUMN_NUMBER },
};

static void put(koh_cell cells[6], const koh_score *score)
{
    const double figures[6] = { score->mpe,      score->mape,     score->medape,
                                score->weighted, score->within_5, score->within_10 };
    for (size_t i = 0; i < 6; i++) {
        cells[i].number = figures[i];
    }
}

/* The rows of a step, band and class: one for each method that says something. */
static koh_status add_scores(koh_backtest_run *run, size_t step, size_t band, size_t size, double *work)
{
    koh_status status = KOH_OK;
    for (size_t method = 0; status == KOH_OK && method < KOH_METHODS; method++) {
        koh_cell cells[KOH_SCORE_COLUMNS];
        const koh_hindcast_score s = koh__hindcast_score(&run->hindcast, (koh_method) method, step, band, size, work);
        if (s.raw.n == 0) {
            continue;
        }
        cells[KOH_SCORE_HORIZON].number = (double) step;
        cells[KOH_SCORE_BAND].text = koh__hindcast_band(band);
        cells[KOH_SCORE_CLASS].text = koh__hindcast_class(size);
        cells[KOH_SCORE_METHOD].text = methods[method];
        cells[KOH_SCORE_N].number = (double) s.raw.n;
        cells[KOH_SCORE_SUM_ERROR].number = s.sum_error;
        put(cells + KOH_SCORE_RAW, &s.raw);
        put(cells + KOH_SCORE_SHARE, &s.share);
        status = koh_table_add(&run->scores, cells);
    }
    return status;
}

static koh_status add_interval(koh_backtest_run *run, size_t step, size_t size)
{
    const koh_hindcast_interval x = koh__hindcast_interval(&run->hindcast, run->estimation.regions, step, size);
    if (x.n == 0) {
        return KOH_OK;
    }
    return koh_table_add(&run->intervals, (koh_cell[]){ { .number = (double) step },
                                                        { .text = koh__hindcast_class(size) },
                                                        { .number = (double) x.n },
                                                        { .number = x.coverage },
                                                        { .number = x.crps },
                                                        { .number = x.share_coverage },
                                                        { .number = x.share_crps } });
}

static koh_status add_cells(const koh_hindcast_input *input, koh_backtest_run *run, size_t step, size_t band)
{
    const koh_hindcast_cells x = koh__hindcast_cells(input, &run->bounds, step, band);
    return x.n == 0 ? KOH_OK
                    : koh_table_add(&run->cells, (koh_cell[]){ { .number = (double) step },
                                                               { .text = koh__hindcast_band(band) },
                                                               { .number = (double) x.n },
                                                               { .number = x.coverage } });
}

static koh_status add_shelf_life(koh_backtest_run *run, koh_hindcast_group g, double *work)
{
    const int is_official = g.method == KOH_METHOD_OFFICIAL;
    if (g.method == KOH_METHOD_COHORT || (is_official && (!run->has_official || g.band != KOH_HINDCAST_TOTAL))) {
        return KOH_OK; /* Hamilton-Perry speaks of every fifth year only, the official projection of totals */
    }
    const size_t raw = koh__hindcast_shelf_life(&run->hindcast, g, 0, work);
    const size_t share = koh__hindcast_shelf_life(&run->hindcast, g, 1, work);
    return koh_table_add(&run->shelf_life, (koh_cell[]){ { .text = koh__hindcast_band(g.band) },
                                                         { .text = koh__hindcast_class(g.size) },
                                                         { .text = methods[g.method] },
                                                         { .number = (double) raw },
                                                         { .number = (double) share } });
}

koh_status koh__backtest_tables(const koh_hindcast_input *input, koh_backtest_run *run)
{
    const size_t n_intervals = sizeof interval_columns / sizeof interval_columns[0];
    const size_t n_shelf = sizeof shelf_columns / sizeof shelf_columns[0];
    double *work = KOH_TAKE(run->estimation.arena, run->hindcast.n_regions, double);
    koh_status status = work == NULL ? KOH_ENOMEM : KOH_OK;
    koh_table_init(&run->scores, "B01", "scores", KOH_SCORE_COLUMNS, score_columns);
    koh_table_init(&run->intervals, "B02", "intervals_80", n_intervals, interval_columns);
    koh_table_init(&run->cells, "B04", "intervals_80_cells", sizeof cell_columns / sizeof cell_columns[0],
                   cell_columns);
    koh_table_init(&run->shelf_life, "B03", "shelf_life", n_shelf, shelf_columns);
    for (size_t step = 1; status == KOH_OK && step <= run->hindcast.n_steps; step++) {
        for (size_t i = 0; status == KOH_OK && i < KOH_HINDCAST_BANDS * KOH_HINDCAST_CLASSES; i++) {
            status = add_scores(run, step, i / KOH_HINDCAST_CLASSES, i % KOH_HINDCAST_CLASSES, work);
        }
        for (size_t size = 0; status == KOH_OK && size < KOH_HINDCAST_CLASSES; size++) {
            status = add_interval(run, step, size);
        }
        for (size_t band = 0; status == KOH_OK && band < KOH_HINDCAST_BANDS; band++) {
            status = add_cells(input, run, step, band);
        }
    }
    for (size_t i = 0; status == KOH_OK && i < KOH_METHODS * KOH_HINDCAST_CLASSES * KOH_HINDCAST_BANDS; i++) {
        const size_t cell = i / KOH_METHODS;
        const koh_hindcast_group group = { (koh_method) (i % KOH_METHODS), cell / KOH_HINDCAST_CLASSES,
                                           cell % KOH_HINDCAST_CLASSES };
        status = add_shelf_life(run, group, work);
    }
    return status;
}
