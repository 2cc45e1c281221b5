/* The chapter as Markdown (CommonMark with tables). */
#include <string.h>

#include "report/markup_priv.h"
#include "report/sentence_priv.h"

void koh__markdown_text(const char *text, koh_buffer *buffer)
{
    for (const char *at = text; *at != '\0'; at++) {
        unsigned char c = (unsigned char) *at;
        if (c < 0x20 || c == 0x7f) {
            koh__buffer_char(buffer, ' ');
            continue;
        }
        if (c == '<' || c == '>' || c == '&') {
            koh__buffer_text(buffer, c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&amp;");
            continue;
        }
        if (strchr("\\`*_{}[]#|!~", *at) != NULL) {
            koh__buffer_char(buffer, '\\');
        }
        koh__buffer_char(buffer, *at);
    }
}

static void write_cell(const koh_chapter *chapter, const koh_chapter_cell *cell, koh_buffer *buffer)
{
    koh_buffer text = { 0 };
    koh__chapter_cell_text(chapter, cell, &text);
    koh__buffer_char(&text, '\0');
    if (!text.failed) {
        koh__markdown_text(text.data, buffer);
    }
    buffer->failed |= text.failed;
    koh__buffer_free(&text);
}

static void write_sentence(const koh_chapter *chapter, const koh_chapter_sentence *sentence, koh_buffer *buffer)
{
    for (const char *at = sentence->text; *at != '\0'; at++) {
        size_t i = sentence->n;
        if (at[0] == '{' && at[1] != '\0' && at[2] == '}') {
            for (i = 0; i < sentence->n && sentence->gaps[i].name != at[1]; i++) {
            }
        }
        if (i < sentence->n) {
            write_cell(chapter, &sentence->gaps[i].cell, buffer);
            at += 2;
        } else {
            const char one[2] = { *at, '\0' };
            koh__markdown_text(one, buffer);
        }
    }
}

static void write_head(const koh_chapter_head *head, koh_buffer *buffer)
{
    koh__markdown_text(head->text, buffer);
    if (head->under != NULL) {
        koh__buffer_text(buffer, ", ");
        koh__markdown_text(head->under, buffer);
    }
}

static void write_caption(const koh_chapter *chapter, koh_label_id word, const char *id, const char *title,
                          const char *unit, koh_buffer *buffer)
{
    koh__buffer_format(buffer, "**%s %s.** ", koh__label(word, chapter->language), id);
    koh__markdown_text(title, buffer);
    if (unit != NULL) {
        koh__buffer_text(buffer, ". ");
        koh__buffer_text(buffer, koh__label(KOH_LABEL_UNIT, chapter->language));
        koh__buffer_text(buffer, ": ");
        koh__markdown_text(unit, buffer);
    }
    koh__buffer_text(buffer, "\n\n");
}

static void write_source(const koh_chapter *chapter, const char *source, const char *note, koh_buffer *buffer)
{
    if (source != NULL) {
        koh__buffer_text(buffer, koh__label(KOH_LABEL_SOURCE, chapter->language));
        koh__buffer_text(buffer, ": ");
        koh__markdown_text(source, buffer);
        koh__buffer_text(buffer, ". ");
    }
    koh__markdown_text(note == NULL ? "" : note, buffer);
    koh__buffer_text(buffer, source != NULL || note != NULL ? "\n\n" : "");
}

static void write_table(const koh_chapter *chapter, const koh_chapter_table *table, koh_buffer *buffer)
{
    write_caption(chapter, KOH_LABEL_TABLE, table->id, table->title, table->unit, buffer);
    koh__buffer_text(buffer, "| ");
    koh__markdown_text(table->stub, buffer);
    for (size_t c = 0; c < table->n_columns; c++) {
        koh__buffer_text(buffer, " | ");
        write_head(&table->heads[c], buffer);
    }
    koh__buffer_text(buffer, " |\n|---");
    for (size_t c = 0; c < table->n_columns; c++) {
        int is_text = koh__chapter_is_text(table, c);
        koh__buffer_text(buffer, is_text ? "|---" : "|--:");
    }
    koh__buffer_text(buffer, "|\n");
    for (size_t r = 0; r < table->n_rows; r++) {
        koh__buffer_text(buffer, "| ");
        koh__markdown_text(table->rows[r].label, buffer);
        for (size_t c = 0; c < table->n_columns; c++) {
            koh__buffer_text(buffer, " | ");
            write_cell(chapter, &table->rows[r].cells[c], buffer);
        }
        koh__buffer_text(buffer, " |\n");
    }
    koh__buffer_char(buffer, '\n');
    write_source(chapter, table->source, table->note, buffer);
}

static void write_figure(const koh_chapter *chapter, const koh_chapter_figure *figure, koh_buffer *buffer)
{
    write_caption(chapter, KOH_LABEL_FIGURE, figure->id, figure->title, figure->unit, buffer);
    koh__markdown_text(figure->what, buffer);
    koh__buffer_format(buffer, " [figures/%s.vl.json](figures/%s.vl.json)\n\n", figure->id, figure->id);
    write_source(chapter, figure->source, figure->note, buffer);
}

static void write_item(const koh_chapter *chapter, const koh_chapter_item *item, koh_buffer *buffer)
{
    koh__buffer_text(buffer, item->kind == KOH_ITEM_BULLET ? "- " : "");
    for (size_t i = 0; i < item->n_sentences; i++) {
        koh__buffer_text(buffer, i > 0 ? " " : "");
        write_sentence(chapter, &item->sentences[i], buffer);
    }
    koh__buffer_text(buffer, item->n_sentences > 0 ? "\n\n" : "");
    if (item->table != NULL) {
        write_table(chapter, item->table, buffer);
    }
    if (item->figure != NULL) {
        write_figure(chapter, item->figure, buffer);
    }
}

void koh__markdown_write(const koh_chapter *chapter, koh_buffer *buffer)
{
    size_t language = chapter->language;
    koh__buffer_text(buffer, "# ");
    koh__markdown_text(chapter->title, buffer);
    koh__buffer_text(buffer, "\n\n");
    write_sentence(chapter, &chapter->subtitle, buffer);
    koh__buffer_format(buffer, "\n\n**%s.** %s\n\n", chapter->mark, chapter->mark_why);
    if (chapter->n_scenarios > 1) {
        const koh_chapter_sentence scope = { koh__label(KOH_LABEL_S_MARKDOWN, language),
                                             1,
                                             { { 's', { .text = chapter->scenarios[0] } } } };
        write_sentence(chapter, &scope, buffer);
        koh__buffer_text(buffer, "\n\n");
    }
    for (size_t s = 0; s < chapter->n; s++) {
        koh__buffer_format(buffer, "## %s\n\n", chapter->sections[s].heading);
        for (size_t i = 0; i < chapter->sections[s].n; i++) {
            const koh_chapter_item *item = &chapter->sections[s].items[i];
            if (item->of == NULL || item->of[0]) {
                write_item(chapter, item, buffer);
            }
        }
    }
}
