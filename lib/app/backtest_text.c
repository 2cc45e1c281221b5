/* A hindcast for people and for programs. */
#include <math.h>
#include <string.h>

#include "app/backtest_priv.h"
#include "io/table_json_priv.h"

enum { NEWEST_YEARS = 2, FADE = 5 };

static const char *years(int n)
{
    return n == 1 ? "year" : "years";
}

/* Which national rates were known, and how old they were. */
static void say_rates(const koh_backtest_run *run, koh_buffer *buffer)
{
    const koh_estimation *e = &run->estimation;
    const int origin = e->nation.origin, deaths = (int) e->nation.rate_year + 1;
    int schedule = e->input.fertility.first_year + (int) e->input.fertility.n_years - 1;
    schedule = schedule < origin ? schedule : origin - 1;
    koh__buffer_format(buffer, "National rates: deaths of %d-%d (the newest %d %s before the origin), fertility of %d",
                       deaths - 2, deaths, origin - deaths, years(origin - deaths), schedule);
    if (schedule < origin - 1) {
        const int from = origin - NEWEST_YEARS > schedule ? origin - NEWEST_YEARS : schedule + 1;
        koh__buffer_format(buffer, " at the level of the newborn of %d-%d", from, origin - 1);
    }
    koh__buffer_format(buffer, " (%d %s before)\n", origin - schedule, years(origin - schedule));
}

/* Where the national path of net migration comes from. */
static void say_path(const koh_backtest_run *run, koh_buffer *buffer)
{
    const koh_estimation *e = &run->estimation;
    const int origin = e->nation.origin;
    koh__buffer_format(buffer, "National net migration: mean rates by age of %d-%d", origin - NEWEST_YEARS, origin - 1);
    if (e->input.n_path > 0) {
        koh__buffer_format(buffer,
                           ", within %d years giving way to the main path of Statistics Norway's projection of "
                           "%d",
                           FADE, e->registers.path_vintage);
    } else {
        koh__buffer_text(buffer, ", no publication");
    }
    koh__buffer_format(buffer, "; %.0f in the first year, %.0f in the last\n", e->nation.net_total[0],
                       e->nation.net_total[e->nation.n_steps - 1]);
}

static void say_official(const koh_backtest_run *run, koh_buffer *buffer)
{
    if (run->has_official) {
        koh__buffer_format(buffer, "Official: Statistics Norway's main alternative of %d, totals\n",
                           run->official_year);
    }
}

static int is_row(const koh_table *table, size_t row, const char *band, const char *size, double horizon)
{
    const koh_cell *cells = table->cells + row * table->n_columns;
    return cells[KOH_SCORE_HORIZON].number == horizon &&
           (band == NULL || strcmp(cells[KOH_SCORE_BAND].text, band) == 0) &&
           strcmp(cells[KOH_SCORE_CLASS].text, size) == 0;
}

static void say_score(const koh_cell *cells, koh_buffer *buffer)
{
    koh__buffer_format(buffer, "%4.0f  %-5s  %-10s  %-14s %4.0f  %6.2f ", cells[KOH_SCORE_HORIZON].number,
                       cells[KOH_SCORE_BAND].text, cells[KOH_SCORE_CLASS].text, cells[KOH_SCORE_METHOD].text,
                       cells[KOH_SCORE_N].number, cells[KOH_SCORE_SUM_ERROR].number);
    for (size_t block = KOH_SCORE_RAW; block < KOH_SCORE_COLUMNS; block += 6) {
        koh__buffer_format(buffer, "| %6.2f %6.2f %6.2f %6.2f %5.1f %5.1f ", cells[block].number,
                           cells[block + 1].number, cells[block + 2].number, cells[block + 3].number,
                           cells[block + 4].number, cells[block + 5].number);
    }
    koh__buffer_char(buffer, '\n');
}

static void say_scores(const koh_backtest_run *run, const char *band, const char *size, size_t horizon,
                       koh_buffer *buffer)
{
    const koh_table *table = &run->scores;
    for (size_t row = 0; row < table->n_rows; row++) {
        if (is_row(table, row, band, size, (double) horizon)) {
            say_score(table->cells + row * table->n_columns, buffer);
        }
    }
}

static void say_head(koh_buffer *buffer)
{
    koh__buffer_text(buffer,
                     "                                                   "
                     "| raw                                       | share\n"
                     "year  ages   persons     method            n     sum "
                     "|    MPE   MAPE MedAPE   wMAPE  <=5%  <=10% |    MPE   MAPE MedAPE   wMAPE  <=5%  <=10%\n");
}

/* Is a horizon among those that are shown: the first, every fifth, the last? */
static int shown(const koh_backtest_run *run, size_t horizon)
{
    return horizon == 1 || horizon % 5 == 0 || horizon == run->hindcast.n_steps;
}

static void say_intervals(const koh_backtest_run *run, koh_buffer *buffer)
{
    const koh_table *table = &run->intervals;
    koh__buffer_text(buffer,
                     "\n80 % intervals of totals, percent\nyear  persons        n  | raw: covered   CRPS | share: "
                     "covered   CRPS\n");
    for (size_t row = 0; row < table->n_rows; row++) {
        const koh_cell *c = table->cells + row * table->n_columns;
        if (shown(run, (size_t) c[0].number)) {
            koh__buffer_format(buffer, "%4.0f  %-10s %5.0f  |         %5.1f  %5.2f |           %5.1f  %5.2f\n",
                               c[0].number, c[1].text, c[2].number, c[3].number, c[4].number, c[5].number, c[6].number);
        }
    }
}

static void say_cells(const koh_backtest_run *run, koh_buffer *buffer)
{
    const koh_table *table = &run->cells;
    koh__buffer_text(buffer,
                     "\n80 % intervals of single ages and sexes, percent covered\nyear  ages         n  covered\n");
    for (size_t row = 0; row < table->n_rows; row++) {
        const koh_cell *c = table->cells + row * table->n_columns;
        if (shown(run, (size_t) c[0].number)) {
            koh__buffer_format(buffer, "%4.0f  %-5s  %7.0f    %5.1f\n", c[0].number, c[1].text, c[2].number,
                               c[3].number);
        }
    }
}

static void say_shelf_life(const koh_backtest_run *run, koh_buffer *buffer)
{
    const koh_table *table = &run->shelf_life;
    koh__buffer_format(buffer,
                       "\nShelf life: years up to which 80 %% of the totals are within 10 %%, of %zu tried\n"
                       "persons     method            raw  share\n",
                       run->hindcast.n_steps);
    for (size_t row = 0; row < table->n_rows; row++) {
        const koh_cell *c = table->cells + row * table->n_columns;
        if (strcmp(c[0].text, koh__hindcast_band(KOH_HINDCAST_TOTAL)) == 0) {
            koh__buffer_format(buffer, "%-10s  %-14s  %5.0f  %5.0f\n", c[1].text, c[2].text, c[3].number, c[4].number);
        }
    }
}

void koh__backtest_text(const koh_backtest_run *run, koh_buffer *buffer)
{
    koh__buffer_format(buffer,
                       "Hindcast from 1 January %d over %zu years; %zu municipalities in the shares, %zu with "
                       "changed borders left out\n",
                       run->estimation.nation.origin, run->hindcast.n_steps, run->n_scored, run->n_left_out);
    say_rates(run, buffer);
    say_path(run, buffer);
    say_official(run, buffer);
    koh__buffer_text(buffer, "Errors in percent of the registered. sum: of the sum over municipalities. share: after "
                             "scaling each method to the registered sum. wMAPE: weighted by persons.\n\n");
    say_head(buffer);
    for (size_t h = 1; h <= run->hindcast.n_steps; h++) {
        if (shown(run, h)) {
            say_scores(run, NULL, koh__hindcast_class(0), h, buffer);
        }
    }
    koh__buffer_text(buffer, "\nTotals by size of municipality\n");
    say_head(buffer);
    for (size_t h = 1; h <= run->hindcast.n_steps; h++) {
        for (size_t size = 1; shown(run, h) && size < KOH_HINDCAST_CLASSES; size++) {
            say_scores(run, koh__hindcast_band(KOH_HINDCAST_TOTAL), koh__hindcast_class(size), h, buffer);
        }
    }
    say_intervals(run, buffer);
    say_cells(run, buffer);
    say_shelf_life(run, buffer);
}

/* What say_* says, without its line break. */
static void json_said(koh_json_writer *json, const char *key, const koh_backtest_run *run,
                      void (*say)(const koh_backtest_run *run, koh_buffer *buffer))
{
    koh_buffer text = { 0 };
    say(run, &text);
    koh__buffer_char(&text, '\0');
    koh__json_key(json, key);
    if (text.failed) {
        json->buffer->failed = 1;
    } else {
        text.data[strcspn(text.data, "\n")] = '\0';
        koh__json_text(json, text.data);
    }
    koh__buffer_free(&text);
}

void koh__backtest_json(const koh_backtest_run *run, koh_buffer *buffer)
{
    koh_json_writer json = { .buffer = buffer };
    const koh_table *const tables[] = { &run->scores, &run->intervals, &run->cells, &run->shelf_life };
    koh__json_open(&json, '{');
    koh__json_key(&json, "origin");
    koh__json_number(&json, run->estimation.nation.origin);
    koh__json_key(&json, "horizon");
    koh__json_number(&json, (double) run->hindcast.n_steps);
    koh__json_key(&json, "municipalities_in_shares");
    koh__json_number(&json, (double) run->n_scored);
    koh__json_key(&json, "municipalities_left_out");
    koh__json_number(&json, (double) run->n_left_out);
    json_said(&json, "national_rates", run, say_rates);
    json_said(&json, "national_net_migration", run, say_path);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        koh__json_key(&json, tables[i]->name);
        koh__table_write_json(tables[i], &json);
    }
    koh__json_close(&json, '}');
    koh__buffer_char(buffer, '\n');
}
