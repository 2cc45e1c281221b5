/* Where the figures of a large run go: NetCDF or CSV, and a summary. */
#include <string.h>

#include "app/simulate_priv.h"
#include "kohort/version.h"

typedef enum sink_format { SINK_UNKNOWN = 0, SINK_CSV, SINK_NETCDF } sink_format;

static sink_format format_of(const char *output)
{
    const size_t length = strlen(output);
    if (strcmp(output, "-") == 0 || (length > 4 && strcmp(output + length - 4, ".csv") == 0)) {
        return SINK_CSV;
    }
    return length > 3 && strcmp(output + length - 3, ".nc") == 0 ? SINK_NETCDF : SINK_UNKNOWN;
}

koh_status koh__sink_check(const char *output, koh_error *error)
{
    const sink_format format = output != NULL ? format_of(output) : SINK_CSV;
    if (format == SINK_UNKNOWN) {
        return koh_error_set(error, KOH_EUSAGE, "%.200s: expected a name that ends in .nc or .csv", output);
    }
    if (format == SINK_NETCDF && !koh__netcdf_is_supported()) {
        return koh_error_set(error, KOH_EUNSUPPORTED, "%.200s: this build writes no NetCDF; a name in .csv gives CSV",
                             output);
    }
    return KOH_OK;
}

int koh__sink_takes_draws(const char *output)
{
    return output != NULL && format_of(output) == SINK_NETCDF;
}

/* Where in a municipality's figures a group of the first or last state stands. */
static size_t group_at(const koh_drawn *drawn, size_t state, const char *label)
{
    size_t n_groups, k = 0;
    const koh_planner_group *groups = koh__planner_groups(&n_groups);
    while (k + 1 < n_groups && strcmp(groups[k].label, label) != 0) {
        k++;
    }
    return state * drawn->n_groups + k;
}

/* "830 (760-900)": the mean, and what 80 per cent of draws lie in. */
static void write_range(const koh_drawn *drawn, size_t at, koh_buffer *buffer)
{
    const double *quantile = drawn->group_quantile + at * drawn->n_orders;
    koh__buffer_format(buffer, "%.0f (%.0f\xE2\x80\x93%.0f)", drawn->group_mean[at], quantile[KOH_SIMULATE_LOW],
                       quantile[KOH_SIMULATE_HIGH]);
}

static void summarise(koh_drawn_sink *sink, size_t region, const koh_drawn *drawn)
{
    const size_t last = drawn->n_states - 1;
    const int first_year = sink->head.first_year;
    koh__buffer_format(&sink->summary, "%s %s: %.0f innbyggere i %d, ", sink->head.ids[region],
                       sink->head.names[region], drawn->group_mean[group_at(drawn, 0, "all")], first_year);
    write_range(drawn, group_at(drawn, last, "all"), &sink->summary);
    koh__buffer_format(&sink->summary, " i %d; 80 \xC3\xA5r og over %.0f og ", first_year + (int) last,
                       drawn->group_mean[group_at(drawn, 0, "80+")]);
    write_range(drawn, group_at(drawn, last, "80+"), &sink->summary);
    koh__buffer_text(&sink->summary, "\n");
}

/* The groups of a municipality as a cube: quantiles order by order. */
static koh_status write_cube(koh_drawn_sink *sink, size_t region, const koh_drawn *drawn)
{
    const size_t n = drawn->n_states * drawn->n_groups, n_orders = drawn->n_orders;
    koh_json_writer *w = &sink->json;
    double *line = KOH_NEW(n_orders * n, double);
    if (line == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < n * n_orders; i++) {
        line[i % n_orders * n + i / n_orders] = drawn->group_quantile[i];
    }
    koh__json_open(w, '{');
    koh__json_key(w, "region");
    koh__json_text(w, sink->head.ids[region]);
    koh__json_key(w, "name");
    koh__json_text(w, sink->head.names[region]);
    koh__json_key(w, "value");
    koh__json_numbers(w, n, drawn->group_mean);
    koh__json_key(w, "quantiles");
    koh__json_open(w, '{');
    koh__json_key(w, "p");
    koh__json_numbers(w, n_orders, sink->head.orders);
    koh__json_key(w, "value");
    koh__json_numbers(w, n_orders * n, line);
    koh__json_close(w, '}');
    koh__json_close(w, '}');
    koh__free(line);
    return KOH_OK;
}

static void begin_json(koh_drawn_sink *sink)
{
    koh_json_writer *w = &sink->json;
    size_t n_groups;
    const koh_planner_group *groups = koh__planner_groups(&n_groups);
    w->buffer = &sink->summary;
    koh__json_open(w, '{');
    koh__json_key(w, "draws");
    koh__json_number(w, (double) sink->head.draws.n);
    koh__json_key(w, "seed");
    koh__json_number(w, (double) sink->head.draws.seed);
    koh__json_key(w, "unit");
    koh__json_text(w, "persons");
    koh__json_key(w, "time");
    koh__json_text(w, "1 January");
    koh__json_key(w, "dimensions");
    koh__json_texts(w, 2, (const char *const[]){ "year", "age_group" });
    koh__json_key(w, "year");
    koh__json_open(w, '[');
    for (size_t t = 0; t < sink->head.shape.n_states; t++) {
        koh__json_number(w, sink->head.first_year + (int) t);
    }
    koh__json_close(w, ']');
    koh__json_key(w, "age_group");
    koh__json_open(w, '[');
    for (size_t k = 0; k < n_groups; k++) {
        koh__json_text(w, groups[k].label);
    }
    koh__json_close(w, ']');
    koh__json_key(w, "regions");
    koh__json_open(w, '[');
}

koh_status koh__sink_begin(koh_drawn_sink *sink, const char *output, koh_error *error)
{
    const koh_drawn_head *head = &sink->head;
    koh_status status = output == NULL ? KOH_OK : koh__replacement_begin(output, &sink->replacement, error);
    if (status == KOH_OK && output != NULL && format_of(output) == SINK_NETCDF) {
        status = koh__netcdf_begin(head, &sink->netcdf, error);
    } else if (status == KOH_OK && output != NULL) {
        koh__drawn_csv_head(head, &sink->rows);
    }
    if (sink->form == KOH_TEXT_JSON) {
        begin_json(sink);
    } else {
        koh__buffer_format(&sink->summary,
                           "%zu trekninger av befolkningen fra 1. januar %d til %d, seed %llu: gjennomsnitt og, i "
                           "parentes, det som 80 prosent av trekningene ligger innenfor.\n",
                           head->draws.n, head->first_year, head->first_year + (int) head->shape.n_states - 1,
                           head->draws.seed);
    }
    return status;
}

/* Gives the rows to the file. */
static koh_status pour(koh_drawn_sink *sink, koh_error *error)
{
    koh_status status = sink->rows.failed
                            ? koh_error_set(error, KOH_ENOMEM, "out of memory")
                            : koh__replacement_pour(sink->replacement, sink->rows.data, sink->rows.length, error);
    sink->rows.length = 0;
    return status;
}

koh_status koh__sink_put(koh_drawn_sink *sink, size_t region, const koh_drawn *drawn, koh_error *error)
{
    koh_status status = KOH_OK;
    if (sink->form == KOH_TEXT_JSON) {
        status = write_cube(sink, region, drawn);
    } else {
        summarise(sink, region, drawn);
    }
    if (status != KOH_OK) {
        return koh_error_set(error, status, "out of memory");
    }
    if (sink->netcdf != NULL) {
        return koh__netcdf_put(sink->netcdf, region, drawn, error);
    }
    if (sink->replacement == NULL) {
        return KOH_OK;
    }
    koh__drawn_csv_rows(&sink->head, region, drawn, &sink->rows);
    return pour(sink, error);
}

koh_status koh__sink_end(koh_drawn_sink *sink, koh_error *error)
{
    koh_status status = KOH_OK;
    if (sink->form == KOH_TEXT_JSON) {
        koh__json_close(&sink->json, ']');
        koh__json_close(&sink->json, '}');
    }
    if (sink->netcdf != NULL) {
        status = koh__netcdf_end(sink->netcdf, sink->replacement, error);
        sink->netcdf = NULL;
    }
    if (status == KOH_OK && sink->replacement != NULL) {
        status = koh__replacement_commit(sink->replacement, error);
        sink->replacement = NULL;
    }
    return status;
}

void koh__sink_free(koh_drawn_sink *sink)
{
    koh__netcdf_abort(sink->netcdf);
    koh__replacement_abort(sink->replacement);
    koh__buffer_free(&sink->summary);
    koh__buffer_free(&sink->rows);
    *sink = (koh_drawn_sink){ 0 };
}
