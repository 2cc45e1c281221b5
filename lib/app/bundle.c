/* Sister plans of one run: each a folder with its tables, its part of the chapter and where its numbers come from. */
#include <stdio.h>
#include <string.h>

#include "app/report_priv.h"
#include "io/json_priv.h"
#include "kohort/version.h"
#include "report/bundle_priv.h"
#include "report/sentence_priv.h"

koh_status koh__bundles_check(const koh_run_options *options, koh_error *error)
{
    size_t n;
    const koh_bundle *bundles = koh__bundles(&n);
    const char *names[16];
    for (size_t i = 0; i < n && i < 16; i++) {
        names[i] = bundles[i].id;
    }
    for (size_t i = 0; i < options->n_bundles; i++) {
        const char *asked = options->bundles[i];
        size_t k = 0;
        while (k < n && strcmp(bundles[k].id, asked) != 0) {
            k++;
        }
        if (k == n && strcmp(asked, "all") != 0) {
            const char *nearest = koh__text_nearest(asked, names, n);
            return koh_error_set(error, KOH_EUSAGE, "there is no bundle '%.40s'%s%s%s", asked,
                                 nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "",
                                 nearest != NULL ? "'?" : " (kohort list bundles)");
        }
    }
    return KOH_OK;
}

static int is_asked(const koh_run_options *options, const char *id)
{
    for (size_t i = 0; i < options->n_bundles; i++) {
        if (strcmp(options->bundles[i], id) == 0 || strcmp(options->bundles[i], "all") == 0) {
            return 1;
        }
    }
    return 0;
}

/* A sentence with its gaps filled. */
static void write_sentence(const koh_chapter *chapter, const koh_chapter_sentence *sentence, koh_buffer *text)
{
    koh_buffer cells[KOH_SENTENCE_GAPS] = { 0 };
    koh_gap gaps[KOH_SENTENCE_GAPS];
    for (size_t i = 0; i < sentence->n; i++) {
        koh__chapter_cell_text(chapter, &sentence->gaps[i].cell, &cells[i]);
        koh__buffer_char(&cells[i], '\0');
        gaps[i] = (koh_gap){ sentence->gaps[i].name, cells[i].failed ? "" : cells[i].data };
        text->failed |= cells[i].failed;
    }
    koh__sentence_write(sentence->text, sentence->n, gaps, text);
    while (text->length > 0 && text->data[text->length - 1] == '\n') {
        text->length--;
    }
    for (size_t i = 0; i < sentence->n; i++) {
        koh__buffer_free(&cells[i]);
    }
}

/* The notes of the chapter: what is left out, withheld, unknown. */
static void write_notes(koh_json_writer *w, const koh_chapter *chapter)
{
    koh__json_key(w, "notes");
    koh__json_open(w, '[');
    for (size_t s = 0; s < chapter->n; s++) {
        const koh_chapter_section *section = &chapter->sections[s];
        for (size_t i = 0; strcmp(section->id, "notes") == 0 && i < section->n; i++) {
            for (size_t k = 0; k < section->items[i].n_sentences; k++) {
                koh_buffer text = { 0 };
                write_sentence(chapter, &section->items[i].sentences[k], &text);
                koh__buffer_char(&text, '\0');
                koh__json_text(w, text.failed ? NULL : text.data);
                w->buffer->failed |= text.failed;
                koh__buffer_free(&text);
            }
        }
    }
    koh__json_close(w, ']');
}

static void write_origin(koh_json_writer *w, const koh_shelf *shelf, const koh_bundle *bundle, const char *run)
{
    const koh_result *result = shelf->result;
    koh__json_key(w, "kohort");
    koh__json_text(w, koh_version());
    koh__json_key(w, "bundle");
    koh__json_text(w, bundle->id);
    koh__json_key(w, "title");
    koh__json_text(w, bundle->title[shelf->options->language]);
    koh__json_key(w, "region");
    koh__json_text(w, result->inputs->region);
    koh__json_key(w, "run"); /* of the one result that all bundles are made from */
    koh__json_text(w, run);
    if (result->disclosure == NULL) { /* whoever can guess an unpublished plan could prove the guess by its digest */
        koh__json_key(w, "plan_sha256");
        koh__json_text(w, shelf->provenance->plan_digest);
    }
    koh__json_key(w, "seed");
    koh__json_number(w, (double) shelf->provenance->seed);
    koh__json_key(w, "draws");
    koh__json_number(w, (double) shelf->provenance->draws);
    koh__json_key(w, "scenarios");
    koh__json_open(w, '[');
    for (size_t s = 0; s < result->n_scenarios; s++) {
        koh__json_text(w, result->scenarios[s].plan->id);
    }
    koh__json_close(w, ']');
}

static void write_tables(koh_json_writer *w, const char *key, const koh_table_form *forms, size_t n,
                         const unsigned char *states, int state, size_t language)
{
    koh__json_key(w, key);
    koh__json_open(w, '{');
    for (size_t i = 0; i < n; i++) {
        if (states[i] == state) {
            koh__json_key(w, forms[i].id);
            koh__json_text(w, forms[i].title[language]);
        }
    }
    koh__json_close(w, '}');
}

enum { NOT_OF_IT = 0, WITH_ROWS, WITHOUT_ROWS };

static koh_status store_bundle(const koh_shelf *shelf, const koh_bundle *bundle, const koh_chapter *chapter,
                               const char *run, koh_error *error)
{
    size_t n;
    const koh_table_form *forms = koh__table_forms(&n);
    koh_arena *arena = shelf->result->arena;
    unsigned char *states = KOH_TAKE(arena, n, unsigned char);
    char name[128];
    koh_chapter part;
    koh_buffer buffer = { 0 };
    koh_status status = states == NULL ? KOH_ENOMEM : koh__bundle_chapter(bundle, chapter, run, arena, &part);
    if (status != KOH_OK) {
        return koh_error_set(error, status, "out of memory");
    }
    status = koh__chapter_store(shelf, &part, error);
    for (size_t i = 0; i < n && status == KOH_OK; i++) {
        int has_rows = 0;
        if (koh__bundle_has(bundle, forms[i].id)) {
            status = koh__table_store(shelf, &forms[i], error, &has_rows);
            states[i] = has_rows ? WITH_ROWS : WITHOUT_ROWS;
        }
    }
    if (status == KOH_OK) {
        koh_json_writer w = { .buffer = &buffer, .first = 1 };
        const size_t language = shelf->options->language;
        koh__json_open(&w, '{');
        write_origin(&w, shelf, bundle, run);
        write_tables(&w, "tables", forms, n, states, WITH_ROWS, language);
        write_tables(&w, "without", forms, n, states, WITHOUT_ROWS, language);
        write_notes(&w, &part);
        koh__json_close(&w, '}');
        koh__buffer_char(&buffer, '\n');
        (void) snprintf(name, sizeof name, "%sbundle.json", shelf->prefix);
        status = koh__store_buffer(shelf->store, name, &buffer, error);
    }
    koh__buffer_free(&buffer);
    return status;
}

koh_status koh__bundles_store(const koh_shelf *shelf, const koh_chapter *chapter, const char *run, koh_error *error)
{
    size_t n;
    const koh_bundle *bundles = koh__bundles(&n);
    koh_status status = KOH_OK;
    for (size_t i = 0; i < n && status == KOH_OK; i++) {
        if (is_asked(shelf->options, bundles[i].id)) {
            char prefix[96];
            koh_shelf own = *shelf;
            (void) snprintf(prefix, sizeof prefix, "%sbundles/%s/", shelf->prefix, bundles[i].id);
            own.prefix = prefix;
            status = store_bundle(&own, &bundles[i], chapter, run, error);
        }
    }
    return status;
}
