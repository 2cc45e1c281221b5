/* kohort sensitivity: how far a plan's key figures spread, and why. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/run_batch_priv.h"
#include "app/session_priv.h"
#include "core/language_priv.h"
#include "io/json_priv.h"
#include "plan/sensitivity_priv.h"
#include "report/spread_priv.h"

static void write_sentence(const koh_decomposition *a, const koh_figure_spread *f, size_t language, koh_buffer *buffer)
{
    const char *ids[KOH_SENSITIVITY_GROUPS];
    const int is_certain = !(f->variance > 0);
    for (size_t g = 0; g < a->n_sources; g++) {
        ids[g] = a->sources[g].id;
    }
    const koh_spread_text text = { .figure = f->figure->name[language],
                                   .year = a->year,
                                   .is_certain = is_certain,
                                   .low = is_certain ? f->plain : f->low,
                                   .high = f->high,
                                   .n = a->n_sources,
                                   .stride = 1,
                                   .ids = ids,
                                   .share = f->first };
    koh__spread_write(&text, language, buffer);
}

static void key_number(koh_json_writer *w, const char *key, double value)
{
    koh__json_key(w, key);
    koh__json_number(w, value);
}

static void key_text(koh_json_writer *w, const char *key, const char *value)
{
    koh__json_key(w, key);
    koh__json_text(w, value);
}

static void write_figure(const koh_decomposition *a, const koh_figure_spread *f, koh_json_writer *w)
{
    koh__json_open(w, '{');
    key_text(w, "id", f->figure->id);
    key_text(w, "unit", f->unit);
    key_number(w, "plain", f->plain);
    key_number(w, "mean", f->mean);
    key_number(w, "p10", f->low);
    key_number(w, "p90", f->high);
    key_number(w, "variance", f->variance);
    koh__json_key(w, "sources");
    koh__json_open(w, '[');
    for (size_t g = 0; g < a->n_sources; g++) {
        koh__json_open(w, '{');
        key_text(w, "id", a->sources[g].id);
        key_number(w, "low", f->down[g]);
        key_number(w, "high", f->up[g]);
        key_number(w, "first_order", f->first[g]);
        key_number(w, "total_order", f->total[g]);
        koh__json_close(w, '}');
    }
    koh__json_close(w, ']');
    koh__json_key(w, "sentence");
    koh__json_open(w, '{');
    for (size_t language = 0; language < KOH_LANGUAGES; language++) {
        koh_buffer text = { 0 };
        write_sentence(a, f, language, &text);
        koh__buffer_char(&text, '\0');
        key_text(w, koh__languages[language], text.failed ? "" : text.data);
        w->buffer->failed |= text.failed;
        koh__buffer_free(&text);
    }
    koh__json_close(w, '}');
    koh__json_close(w, '}');
}

static void write_json(const koh_decomposition *a, koh_buffer *buffer)
{
    koh_json_writer w = { .buffer = buffer, .first = 1 };
    koh__json_open(&w, '{');
    key_number(&w, "year", a->year);
    key_number(&w, "draws", (double) a->n_draws);
    koh__json_key(&w, "figures");
    koh__json_open(&w, '[');
    for (size_t k = 0; k < a->n_figures; k++) {
        write_figure(a, &a->figures[k], &w);
    }
    koh__json_close(&w, ']');
    koh__json_close(&w, '}');
    koh__buffer_char(buffer, '\n');
}

/* A cell of the table: right-aligned, a dash where there is none. */
static void write_cell(double value, int decimals, koh_buffer *buffer)
{
    if (isnan(value)) {
        koh__buffer_format(buffer, " %12s", "-");
    } else {
        koh__buffer_format(buffer, " %12.*f", decimals, value);
    }
}

static void write_table(const koh_decomposition *a, size_t language, koh_buffer *buffer)
{
    for (size_t k = 0; k < a->n_figures; k++) {
        const koh_figure_spread *f = &a->figures[k];
        write_sentence(a, f, language, buffer);
        koh__buffer_format(buffer, "\n  %-40s %12s %12s %12s %12s\n", f->figure->id, "low", "high", "first_order",
                           "total_order");
        for (size_t g = 0; g < a->n_sources; g++) {
            koh__buffer_format(buffer, "  %-40s", a->sources[g].id);
            write_cell(f->down[g], 1, buffer);
            write_cell(f->up[g], 1, buffer);
            write_cell(f->first[g], 3, buffer);
            write_cell(f->total[g], 3, buffer);
            koh__buffer_char(buffer, '\n');
        }
        koh__buffer_text(buffer, k + 1 < a->n_figures ? "\n" : "");
    }
}

static koh_status attribute(koh_session *session, const koh_sensitivity_options *options, koh_error *error,
                            koh_buffer *buffer)
{
    const koh_run_options defaults = { .threads = options->threads };
    koh_result result = { .arena = session->arena, .inputs = &session->inputs };
    koh_decomposition decomposition;
    result.draws = (koh_draws){ .n = options->draws, .threads = koh__run_threads(&defaults), .seed = options->seed };
    session->set.n = 1;
    koh_status status = koh__session_copies(session, &result.draws, error);
    if (status == KOH_OK) {
        status = koh__sensitivity(&session->set.plans[0], &result, error, &decomposition);
    }
    if (status == KOH_OK && options->form == KOH_TEXT_JSON) {
        write_json(&decomposition, buffer);
    } else if (status == KOH_OK) {
        write_table(&decomposition, options->language, buffer);
    }
    return status;
}

koh_sensitivity_options koh_sensitivity_options_defaults(void)
{
    return (koh_sensitivity_options){ .draws = 1024, .seed = 1 };
}

koh_status koh_sensitivity(const koh_sensitivity_options *options, koh_error *error, koh_text *text)
{
    koh_session session = { 0 };
    koh_buffer buffer = { 0 };
    koh_status status = options->draws < 2 || options->draws > 1 << 20
                            ? koh_error_set(error, KOH_EUSAGE, "expected 2 to %d draws", 1 << 20)
                            : koh__session_open(options->data, &session, error);
    if (status == KOH_OK) {
        status = koh__session_read_file(&session, options->plan, error);
    }
    if (status == KOH_OK) {
        status = koh__session_bind(&session, error);
    }
    if (status == KOH_OK) {
        status = koh__session_first(&session, error);
    }
    if (status == KOH_OK) {
        status = attribute(&session, options, error, &buffer);
    }
    if (status == KOH_OK) {
        status = koh__text_take(&buffer, error, text);
    }
    koh__buffer_free(&buffer);
    koh__session_close(&session);
    return status;
}
