/* What lives tell, as CSV, JSON and a few lines. */
#include <math.h>

#include "app/lives_priv.h"

/* By koh_lives_measure. */
static const char *const names[KOH_LIVES_MEASURES] = {
    "persons",
    "since_start",
    "widowed",
    "died_since_start",
    "left_since_start",
    "widowed_in_all",
    "long_stay_since_start",
    "years_in_long_stay",
    "stays",
    "stays_up_to_6_months",
    "stays_up_to_1_year",
    "stays_up_to_2_years",
    "stays_over_4_years",
};

static void write_order(double order, koh_buffer *buffer)
{
    const double percent = order * 100, places = 1e6;
    koh__buffer_text(buffer, percent < 10 ? ",q0" : ",q");
    koh__buffer_number(buffer, round(percent * places) / places);
}

static void begin_json(koh_lives_sink *sink)
{
    koh_json_writer *w = &sink->json;
    w->buffer = &sink->summary;
    koh__json_open(w, '{');
    koh__json_key(w, "engine");
    koh__json_text(w, "individuals");
    koh__json_key(w, "draws");
    koh__json_number(w, (double) sink->options->draws);
    koh__json_key(w, "seed");
    koh__json_number(w, (double) sink->options->seed);
    koh__json_key(w, "p");
    koh__json_numbers(w, KOH_SIMULATE_ORDERS, koh__simulate_orders);
    koh__json_key(w, "regions");
    koh__json_open(w, '[');
}

koh_status koh__lives_sink_begin(koh_lives_sink *sink, const koh_simulate_options *options, koh_error *error)
{
    sink->options = options;
    koh__buffer_text(&sink->rows, "region,year,measure,age_group,mean");
    for (size_t k = 0; k < KOH_SIMULATE_ORDERS; k++) {
        write_order(koh__simulate_orders[k], &sink->rows);
    }
    koh__buffer_char(&sink->rows, '\n');
    if (options->form == KOH_TEXT_JSON) {
        begin_json(sink);
    } else {
        koh__buffer_format(&sink->summary,
                           "%zu trekninger av hver enkelt innbyggers liv, seed %llu: gjennomsnitt og, i parentes, det "
                           "som 80 prosent av trekningene ligger innenfor. Flytting er bare kjent som netto: flere kan "
                           "flytte ut enn her.\n",
                           options->draws, options->seed);
    }
    return options->output == NULL ? KOH_OK : koh__replacement_begin(options->output, &sink->replacement, error);
}

/* The year of a row: of the 1 January or the year that it tells of. */
static int year_of(const koh_lives_sink *sink, koh_lives_row row)
{
    return sink->first_year + (int) row.t;
}

static const char *group_of(koh_lives_row row)
{
    size_t n_groups;
    return row.measure < KOH_LIVES_STAYS ? koh__planner_groups(&n_groups)[row.group].label : "all";
}

static void write_number(double value, koh_buffer *buffer)
{
    koh__buffer_char(buffer, ',');
    if (!isnan(value)) {
        koh__buffer_number(buffer, value);
    }
}

static void write_rows(koh_lives_sink *sink, const char *region, const koh_lives_told *told)
{
    for (size_t i = 0; i < koh__lives_rows(told->n_steps, told->n_groups); i++) {
        const koh_lives_row row = koh__lives_row(told->n_steps, told->n_groups, i);
        koh__buffer_format(&sink->rows, "%s,%d,%s,%s", region, year_of(sink, row), names[row.measure], group_of(row));
        write_number(told->mean[i], &sink->rows);
        for (size_t k = 0; k < told->n_orders; k++) {
            write_number(told->quantile[i * told->n_orders + k], &sink->rows);
        }
        koh__buffer_char(&sink->rows, '\n');
    }
}

static void write_json(koh_lives_sink *sink, const koh_region *region, const koh_lives_told *told)
{
    koh_json_writer *w = &sink->json;
    koh__json_open(w, '{');
    koh__json_key(w, "region");
    koh__json_text(w, region->id);
    koh__json_key(w, "name");
    koh__json_text(w, region->name);
    koh__json_key(w, "rows");
    koh__json_open(w, '[');
    for (size_t i = 0; i < koh__lives_rows(told->n_steps, told->n_groups); i++) {
        const koh_lives_row row = koh__lives_row(told->n_steps, told->n_groups, i);
        koh__json_open(w, '{');
        koh__json_key(w, "measure");
        koh__json_text(w, names[row.measure]);
        koh__json_key(w, "year");
        koh__json_number(w, year_of(sink, row));
        koh__json_key(w, "age_group");
        koh__json_text(w, group_of(row));
        koh__json_key(w, "mean");
        koh__json_number(w, told->mean[i]);
        koh__json_key(w, "quantiles");
        koh__json_numbers(w, told->n_orders, told->quantile + i * told->n_orders);
        koh__json_close(w, '}');
    }
    koh__json_close(w, ']');
    koh__json_close(w, '}');
}

/* Index of a group by its first age and its open end. */
static size_t open_group(int from)
{
    size_t n_groups, g = 0;
    const koh_planner_group *groups = koh__planner_groups(&n_groups);
    while (g + 1 < n_groups && (groups[g].from != from || groups[g].to >= 0)) {
        g++;
    }
    return g;
}

static size_t at(const koh_lives_told *told, koh_lives_measure measure, size_t t, size_t group)
{
    return koh__lives_at(told->n_steps, told->n_groups, measure) + t * told->n_groups + group;
}

/* "830 (760-900)" */
static void write_range(const koh_lives_told *told, size_t row, koh_buffer *buffer)
{
    const double *quantile = told->quantile + row * told->n_orders;
    koh__buffer_format(buffer, "%.0f (%.0f\xE2\x80\x93%.0f)", told->mean[row], quantile[KOH_SIMULATE_LOW],
                       quantile[KOH_SIMULATE_HIGH]);
}

static void write_stays(const koh_lives_told *told, koh_buffer *buffer)
{
    const size_t row = at(told, KOH_LIVES_STAYS, 0, 0);
    const double all = told->mean[row];
    if (all > 0) {
        koh__buffer_format(
            buffer, " Av oppholdene varer %.0f prosent h\xC3\xB8yst et halvt \xC3\xA5r og %.0f prosent over fire.",
            100 * told->mean[row + 1] / all, 100 * told->mean[row + 4] / all);
    }
}

static void summarise(koh_lives_sink *sink, const koh_region *region, const koh_lives_told *told)
{
    koh_buffer *b = &sink->summary;
    const size_t all = open_group(0), old = open_group(67), last = told->n_steps;
    koh__buffer_format(b, "%s %s: av %.0f innbyggere i %d bor ", region->id, region->name,
                       told->mean[at(told, KOH_LIVES_PERSONS, 0, all)], sink->first_year);
    write_range(told, at(told, KOH_LIVES_SINCE_START, last, all), b);
    koh__buffer_format(b, " her uavbrutt til %d, og ", sink->first_year + (int) last);
    write_range(told, at(told, KOH_LIVES_DIED, 0, all), b);
    koh__buffer_text(b, " er d\xC3\xB8"
                        "de her. ");
    write_range(told, at(told, KOH_LIVES_WIDOWED_IN_ALL, 0, all), b);
    koh__buffer_text(b, " mister ektefelle eller samboer, ");
    write_range(told, at(told, KOH_LIVES_WIDOWED_IN_ALL, 0, old), b);
    koh__buffer_text(b, " av dem etter fylte 67.");
    const size_t stays = at(told, KOH_LIVES_LONG_STAY, 0, old);
    if (!isnan(told->mean[stays])) {
        koh__buffer_format(b, " Av %.0f p\xC3\xA5 67 \xC3\xA5r og over f\xC3\xA5r ",
                           told->mean[at(told, KOH_LIVES_PERSONS, 0, old)]);
        write_range(told, stays, b);
        koh__buffer_text(b, " langtidsopphold.");
        write_stays(told, b);
    }
    koh__buffer_char(b, '\n');
}

static koh_status pour(koh_lives_sink *sink, koh_error *error)
{
    koh_status status = sink->rows.failed
                            ? koh_error_set(error, KOH_ENOMEM, "out of memory")
                            : koh__replacement_pour(sink->replacement, sink->rows.data, sink->rows.length, error);
    sink->rows.length = 0;
    return status;
}

koh_status koh__lives_sink_put(koh_lives_sink *sink, const koh_region *region, const koh_lives_told *told,
                               koh_error *error)
{
    if (sink->options->form == KOH_TEXT_JSON) {
        write_json(sink, region, told);
    } else {
        summarise(sink, region, told);
    }
    if (sink->replacement == NULL) {
        return KOH_OK;
    }
    write_rows(sink, region->id, told);
    return pour(sink, error);
}

koh_status koh__lives_sink_end(koh_lives_sink *sink, koh_error *error)
{
    koh_status status = KOH_OK;
    if (sink->options->form == KOH_TEXT_JSON) {
        koh__json_close(&sink->json, ']');
        koh__json_close(&sink->json, '}');
    }
    if (sink->replacement != NULL) {
        status = koh__replacement_commit(sink->replacement, error);
        sink->replacement = NULL;
    }
    return status;
}

void koh__lives_sink_free(koh_lives_sink *sink)
{
    koh__replacement_abort(sink->replacement);
    koh__buffer_free(&sink->summary);
    koh__buffer_free(&sink->rows);
    *sink = (koh_lives_sink){ 0 };
}
