/* The chapter as one page: nothing outside it. The switch of scenarios is a group of radio buttons; style alone hides
 * what does not hold for the chosen one, so that without style all is shown. Without scripts the figures are there, but
 * no slider moves them and nothing tells their numbers but their tables. */
#include "core/language_priv.h"
#include "report/html_priv.h"

#include <math.h>
#include <string.h>

#include "report/markup_priv.h"
#include "report/screen_priv.h"
#include "report/svg_priv.h"

void koh__html_text(const char *text, koh_buffer *buffer)
{
    for (const char *at = text; *at != '\0'; at++) {
        unsigned char c = (unsigned char) *at;
        switch (c) {
        case '&':
            koh__buffer_text(buffer, "&amp;");
            break;
        case '<':
            koh__buffer_text(buffer, "&lt;");
            break;
        case '>':
            koh__buffer_text(buffer, "&gt;");
            break;
        case '"':
            koh__buffer_text(buffer, "&quot;");
            break;
        case '\'':
            koh__buffer_text(buffer, "&#39;");
            break;
        default:
            koh__buffer_char(buffer, c < 0x20 || c == 0x7f ? ' ' : *at);
        }
    }
}

const koh_chapter_figure *koh__chapter_figure(const koh_chapter *chapter, size_t i)
{
    for (size_t s = 0; s < chapter->n; s++) {
        for (size_t j = 0; j < chapter->sections[s].n; j++) {
            const koh_chapter_figure *figure = chapter->sections[s].items[j].figure;
            if (figure != NULL && i-- == 0) {
                return figure;
            }
        }
    }
    return NULL;
}

/* What a program needs to find the number in result.json and to reckon it again: scale*a, or with a and b a-b, a%b
 * (change in per cent) or a^b (index). */
static void put_origin(const koh_chapter_cell *cell, const koh_chapter_ref *of, koh_buffer *buffer)
{
    static const char signs[] = {
        [KOH_CHAPTER_DIFFERENCE] = '-', [KOH_CHAPTER_PERCENT] = '%', [KOH_CHAPTER_INDEX] = '^'
    };
    if (cell->a.path == NULL) {
        return;
    }
    if (cell->kind != KOH_CHAPTER_TEXT && cell->scale != 1) {
        koh__buffer_number(buffer, cell->scale);
        koh__buffer_char(buffer, '*');
    }
    koh__chapter_ref_text(&cell->a, of, buffer);
    if (cell->kind > KOH_CHAPTER_SUM) {
        koh__buffer_char(buffer, signs[cell->kind]);
        koh__chapter_ref_text(&cell->b, of, buffer);
    }
}

static void put_cell(const koh_chapter *chapter, const koh_chapter_cell *cell, koh_buffer *buffer)
{
    koh_buffer text = { 0 };
    koh__chapter_cell_text(chapter, cell, &text);
    koh__buffer_char(&text, '\0');
    if (!text.failed) {
        koh__html_text(text.data, buffer);
    }
    buffer->failed |= text.failed;
    koh__buffer_free(&text);
}

static void put_sentence(const koh_chapter *chapter, const koh_chapter_sentence *sentence, koh_buffer *buffer)
{
    for (const char *at = sentence->text; *at != '\0'; at++) {
        size_t i = sentence->n;
        if (at[0] == '{' && at[1] != '\0' && at[2] == '}') {
            for (i = 0; i < sentence->n && sentence->gaps[i].name != at[1]; i++) {
            }
        }
        if (i < sentence->n) {
            const koh_chapter_cell *cell = &sentence->gaps[i].cell;
            koh__buffer_text(buffer, cell->a.path != NULL ? "<span data-c=\"" : "");
            put_origin(cell, NULL, buffer);
            koh__buffer_text(buffer, cell->a.path != NULL ? "\">" : "");
            put_cell(chapter, cell, buffer);
            koh__buffer_text(buffer, cell->a.path != NULL ? "</span>" : "");
            at += 2;
        } else {
            const char one[2] = { *at, '\0' };
            koh__html_text(one, buffer);
        }
    }
}

/* class="..." of a block that holds for some scenarios only. */
static void put_of(const koh_chapter *chapter, const unsigned char *of, const char *also, koh_buffer *buffer)
{
    size_t n = 0;
    for (size_t s = 0; of != NULL && s < chapter->n_scenarios; s++) {
        n += of[s];
    }
    int some = of != NULL && n < chapter->n_scenarios;
    if (!some && also == NULL) {
        return;
    }
    koh__buffer_format(buffer, " class=\"%s", also == NULL ? "" : also);
    for (size_t s = 0; some && s < chapter->n_scenarios; s++) {
        if (of[s]) {
            koh__buffer_format(buffer, " s%zu", s);
        }
    }
    koh__buffer_text(buffer, some ? " some\"" : "\"");
}

/* Names of the scenarios that a table or figure holds for; nothing where it holds for all. */
static void put_scope(const koh_chapter *chapter, const unsigned char *of, koh_buffer *buffer)
{
    size_t n = 0;
    koh_buffer names = { 0 };
    for (size_t s = 0; s < chapter->n_scenarios; s++) {
        if (of[s]) {
            koh__buffer_text(&names, n++ > 0 ? "; " : "");
            koh__buffer_text(&names, chapter->scenarios[s]);
        }
    }
    koh__buffer_char(&names, '\0');
    if (n < chapter->n_scenarios && !names.failed) {
        const koh_chapter_sentence scope = { koh__label(KOH_LABEL_ONLY_IN, chapter->language),
                                             1,
                                             { { 's', { .text = names.data } } } };
        koh__buffer_text(buffer, "<span>");
        put_sentence(chapter, &scope, buffer);
        koh__buffer_text(buffer, "</span>");
    }
    buffer->failed |= names.failed;
    koh__buffer_free(&names);
}

/* The scenario and cube that a table's cells are told without: those of its first number, or NULL. */
static const koh_chapter_ref *first_ref(const koh_chapter_table *table)
{
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++) {
        const koh_chapter_ref *ref = &table->rows[i / table->n_columns].cells[i % table->n_columns].a;
        if (ref->path != NULL && ref->n_blocks > 0) {
            return ref;
        }
    }
    return NULL;
}

/* <table>, with the scenario and cube that its cells are of where they do not say it. */
static void begin_table(const koh_chapter_table *table, koh_buffer *buffer)
{
    const koh_chapter_ref *of = first_ref(table);
    koh__buffer_text(buffer, "<table");
    if (of != NULL) {
        koh__buffer_format(buffer, " data-of=\"%zu:%zu\"", of->scenario, of->cube - 1);
    }
    koh__buffer_text(buffer, "><caption><span class=\"cap\">");
}

static void put_head(const koh_chapter_table *table, koh_buffer *buffer)
{
    koh__buffer_text(buffer, "<thead><tr><th scope=\"col\">");
    koh__html_text(table->stub, buffer);
    koh__buffer_text(buffer, "</th>");
    for (size_t c = 0; c < table->n_columns; c++) {
        koh__buffer_format(buffer, "<th scope=\"col\"%s>", koh__chapter_is_text(table, c) ? " class=\"text\"" : "");
        koh__html_text(table->heads[c].text, buffer);
        if (table->heads[c].under != NULL) {
            koh__buffer_text(buffer, " <span class=\"under\">");
            koh__html_text(table->heads[c].under, buffer);
            koh__buffer_text(buffer, "</span>");
        }
        koh__buffer_text(buffer, "</th>");
    }
    koh__buffer_text(buffer, "</tr></thead>\n");
}

/* Whether cells of the same form are by cells after those of the row before; *by is found with the first. */
static int is_after(const koh_chapter_ref *ref, const koh_chapter_ref *before, size_t *by)
{
    if (ref->path == NULL || before->path == NULL) {
        return ref->path == before->path;
    }
    int alike = ref->scenario == before->scenario && ref->cube == before->cube && ref->n_blocks == before->n_blocks &&
                ref->n_blocks > 0 && ref->n == before->n && ref->step == before->step && ref->from[0] > before->from[0];
    *by = alike && *by == 0 ? ref->from[0] - before->from[0] : *by;
    for (size_t i = 0; alike && i < ref->n_blocks; i++) {
        alike = ref->from[i] == before->from[i] + *by;
    }
    return alike;
}

/* By how many cells all origins of a row are after those of the row before; 0 = they are not. */
static size_t row_step(const koh_chapter_table *table, size_t r)
{
    size_t by = 0;
    int alike = r > 0;
    for (size_t c = 0; alike && c < table->n_columns; c++) {
        const koh_chapter_cell *cell = &table->rows[r].cells[c], *before = &table->rows[r - 1].cells[c];
        alike = cell->kind == before->kind && cell->scale == before->scale && is_after(&cell->a, &before->a, &by) &&
                (cell->kind <= KOH_CHAPTER_SUM || is_after(&cell->b, &before->b, &by));
    }
    return alike ? by : 0;
}

/* <tr>, with the origins of its cells in order: one attribute of a row is much shorter than one of each cell, and that
 * they are the next cells is shorter still. */
static void begin_row(const koh_chapter_table *table, size_t r, const koh_chapter_ref *of, koh_buffer *buffer)
{
    static const char *const levels[] = { "<tr", "<tr class=\"part\"", "<tr class=\"total\"" };
    const koh_chapter_row *row = &table->rows[r];
    const size_t step = row_step(table, r);
    int any = 0;
    for (size_t c = 0; c < table->n_columns; c++) {
        any |= row->cells[c].a.path != NULL;
    }
    koh__buffer_text(buffer, levels[row->level]);
    if (step > 0) {
        koh__buffer_format(buffer, " data-c=\"+%zu\">", step);
        return;
    }
    koh__buffer_text(buffer, any ? " data-c=\"" : "");
    for (size_t c = 0; any && c < table->n_columns; c++) {
        koh__buffer_text(buffer, c > 0 ? "|" : "");
        put_origin(&row->cells[c], of, buffer);
    }
    koh__buffer_text(buffer, any ? "\">" : ">");
}

static void put_body(const koh_chapter *chapter, const koh_chapter_table *table, koh_buffer *buffer)
{
    const koh_chapter_ref *of = first_ref(table);
    koh__buffer_text(buffer, "<tbody>\n");
    for (size_t r = 0; r < table->n_rows; r++) {
        const koh_chapter_row *row = &table->rows[r];
        begin_row(table, r, of, buffer);
        koh__buffer_text(buffer, "<th scope=\"row\">");
        koh__html_text(row->label, buffer);
        koh__buffer_text(buffer, "</th>");
        for (size_t c = 0; c < table->n_columns; c++) {
            koh__buffer_text(buffer, koh__chapter_is_text(table, c) ? "<td class=\"text\"" : "<td");
            if (row->cells[c].lang != NULL) {
                koh__buffer_format(buffer, " lang=\"%s\"", row->cells[c].lang);
            }
            koh__buffer_char(buffer, '>');
            put_cell(chapter, &row->cells[c], buffer);
            koh__buffer_text(buffer, "</td>");
        }
        koh__buffer_text(buffer, "</tr>\n");
    }
    koh__buffer_text(buffer, "</tbody></table>");
}

/* Source and note below a table or figure. */
static void put_source(const koh_chapter *chapter, const char *source, const char *note, koh_buffer *buffer)
{
    if (source == NULL && note == NULL) {
        return;
    }
    koh__buffer_text(buffer, "<p class=\"source\">");
    if (source != NULL) {
        koh__html_text(koh__label(KOH_LABEL_SOURCE, chapter->language), buffer);
        koh__buffer_text(buffer, ": ");
        koh__html_text(source, buffer);
        koh__buffer_text(buffer, ". ");
    }
    koh__html_text(note == NULL ? "" : note, buffer);
    koh__buffer_text(buffer, "</p>\n");
}

static void put_unit(const koh_chapter *chapter, const char *unit, koh_buffer *buffer)
{
    if (unit != NULL) {
        koh__buffer_text(buffer, " <span>");
        koh__html_text(koh__label(KOH_LABEL_UNIT, chapter->language), buffer);
        koh__buffer_text(buffer, ": ");
        koh__html_text(unit, buffer);
        koh__buffer_text(buffer, "</span>");
    }
}

/* A region that scrolls has a name and takes the keyboard. */
static void begin_region(const char *label, koh_buffer *buffer)
{
    koh__buffer_text(buffer, "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"");
    koh__html_text(label, buffer);
    koh__buffer_text(buffer, "\">");
}

static void put_table(const koh_chapter *chapter, const koh_chapter_table *table, koh_buffer *buffer)
{
    const char *word = koh__label(KOH_LABEL_TABLE, chapter->language);
    size_t first = 0;
    while (!table->of[first]) {
        first++;
    }
    koh__buffer_text(buffer, "<div");
    put_of(chapter, table->of, "table", buffer);
    koh__buffer_format(buffer, " id=\"%s%s%zu\">", table->id, first > 0 ? "-s" : "-", first);
    koh_buffer label = { 0 };
    koh__buffer_format(&label, "%s %s. %s. %s", word, table->id, table->title, chapter->scenarios[first]);
    koh__buffer_char(&label, '\0');
    begin_region(label.failed ? "" : label.data, buffer);
    buffer->failed |= label.failed;
    koh__buffer_free(&label);
    begin_table(table, buffer);
    koh__buffer_format(buffer, "%s %s. ", word, table->id);
    koh__html_text(table->title, buffer);
    put_unit(chapter, table->unit, buffer);
    put_scope(chapter, table->of, buffer);
    koh__buffer_text(buffer, "</span></caption>\n");
    put_head(table, buffer);
    put_body(chapter, table, buffer);
    koh__buffer_text(buffer, "</div>\n");
    put_source(chapter, table->source, table->note, buffer);
    koh__buffer_text(buffer, "</div>\n");
}

static void put_panel_data(const koh_chapter *chapter, const koh_chapter_figure *figure, size_t p, koh_buffer *buffer)
{
    const koh_chapter_table *table = figure->panels[p].table;
    koh_buffer label = { 0 };
    koh__buffer_format(&label, "%s: %s", koh__label(KOH_LABEL_FIGURE_DATA, chapter->language),
                       table->title != NULL ? table->title : figure->title);
    koh__buffer_char(&label, '\0');
    if (!label.failed) {
        begin_region(label.data, buffer);
        begin_table(table, buffer);
        koh__html_text(label.data, buffer);
        put_unit(chapter, figure->unit, buffer);
        koh__buffer_text(buffer, "</span></caption>\n");
        put_head(table, buffer);
        put_body(chapter, table, buffer);
        koh__buffer_text(buffer, "</div>\n");
    }
    buffer->failed |= label.failed;
    koh__buffer_free(&label);
}

static void put_figure(const koh_chapter *chapter, const koh_chapter_figure *figure, koh_buffer *buffer)
{
    koh__buffer_text(buffer, "<figure");
    put_of(chapter, figure->of, NULL, buffer);
    koh__buffer_format(buffer, " id=\"%s\"><figcaption><h3>%s %s. ", figure->id,
                       koh__label(KOH_LABEL_FIGURE, chapter->language), figure->id);
    koh__html_text(figure->title, buffer);
    koh__buffer_text(buffer, "</h3><p class=\"what\">");
    koh__html_text(figure->what, buffer);
    koh__buffer_text(buffer, "</p></figcaption>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
    koh__html_text(figure->title, buffer);
    koh__buffer_text(buffer, "\">");
    koh__svg_write(chapter, figure, buffer);
    koh__buffer_text(buffer, "</div>\n");
    koh__svg_years(chapter, figure, buffer);
    put_source(chapter, figure->source, figure->note, buffer);
    koh__buffer_format(buffer, "<details><summary>%s %s</summary>\n",
                       koh__label(KOH_LABEL_FIGURE_DATA, chapter->language), figure->id);
    for (size_t p = 0; p < figure->n_panels; p++) {
        put_panel_data(chapter, figure, p, buffer);
    }
    koh__buffer_text(buffer, "</details></figure>\n");
}

static void put_item(const koh_chapter *chapter, const koh_chapter_item *item, koh_buffer *buffer)
{
    const char *tag = item->kind == KOH_ITEM_BULLET ? "li" : "p";
    if (item->n_sentences > 0) {
        koh__buffer_format(buffer, "<%s", tag);
        put_of(chapter, item->of, NULL, buffer);
        koh__buffer_char(buffer, '>');
        for (size_t i = 0; i < item->n_sentences; i++) {
            put_sentence(chapter, &item->sentences[i], buffer);
        }
        koh__buffer_format(buffer, "</%s>\n", tag);
    }
    if (item->table != NULL) {
        put_table(chapter, item->table, buffer);
    }
    if (item->figure != NULL) {
        put_figure(chapter, item->figure, buffer);
    }
}

static void put_section(const koh_chapter *chapter, const koh_chapter_section *section, koh_buffer *buffer)
{
    int in_list = 0;
    koh__buffer_format(buffer, "<section aria-labelledby=\"%s\"><h2 id=\"%s\">%s</h2>\n", section->id, section->id,
                       section->heading);
    for (size_t i = 0; i < section->n; i++) {
        int is_bullet = section->items[i].kind == KOH_ITEM_BULLET;
        koh__buffer_text(buffer, is_bullet && !in_list ? "<ul>\n" : !is_bullet && in_list ? "</ul>\n" : "");
        in_list = is_bullet;
        put_item(chapter, &section->items[i], buffer);
    }
    koh__buffer_text(buffer, in_list ? "</ul></section>\n" : "</section>\n");
}

/* Where the browser knows :has, what does not hold for the chosen scenario is hidden. */
static void put_switch_style(const koh_chapter *chapter, koh_buffer *buffer)
{
    for (size_t s = 0; s < chapter->n_scenarios; s++) {
        koh__buffer_format(buffer, "body:has(#v%zu:checked) .some:not(.s%zu){display:none}", s, s);
    }
}

static void put_switch(const koh_chapter *chapter, koh_buffer *buffer)
{
    koh__buffer_format(buffer, "<div class=\"switch\"><fieldset><legend>%s</legend>\n",
                       koh__label(KOH_LABEL_SWITCH, chapter->language));
    for (size_t s = 0; s < chapter->n_scenarios; s++) {
        koh__buffer_format(buffer, "<label for=\"v%zu\"><input type=\"radio\" name=\"v\" id=\"v%zu\"%s> ", s, s,
                           s == 0 ? " checked" : "");
        koh__html_text(chapter->scenarios[s], buffer);
        koh__buffer_text(buffer, "</label>\n");
    }
    koh__buffer_format(buffer, "</fieldset><p>%s</p></div>\n", koh__label(KOH_LABEL_SWITCH_WHY, chapter->language));
}

static void put_mark(const koh_chapter *chapter, koh_buffer *buffer)
{
    koh__buffer_format(buffer, "<p class=\"mark\"><strong>%s.</strong> %s</p>\n", chapter->mark, chapter->mark_why);
}

void koh__html_write(const koh_chapter *chapter, koh_buffer *buffer)
{
    size_t language = chapter->language;
    koh__buffer_format(buffer, "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">\n<title>",
                       koh__languages[language]);
    koh__html_text(chapter->title, buffer);
    koh__buffer_text(buffer,
                     "</title>\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<style>");
    koh__buffer_text(buffer, koh__html_style);
    koh__buffer_text(buffer, koh__screen_style());
    put_switch_style(chapter, buffer);
    koh__buffer_format(buffer, "</style></head>\n<body><a class=\"skip\" href=\"#content\">%s</a>\n<header><h1>",
                       koh__label(KOH_LABEL_SKIP, language));
    koh__html_text(chapter->title, buffer);
    koh__buffer_text(buffer, "</h1><p class=\"sub\">");
    put_sentence(chapter, &chapter->subtitle, buffer);
    koh__buffer_text(buffer, "</p>\n");
    put_mark(chapter, buffer);
    koh__buffer_format(buffer, "</header>\n<nav aria-label=\"%s\"><ul>\n", koh__label(KOH_LABEL_CONTENTS, language));
    for (size_t s = 0; s < chapter->n; s++) {
        koh__buffer_format(buffer, "<li><a href=\"#%s\">%s</a></li>\n", chapter->sections[s].id,
                           chapter->sections[s].heading);
    }
    koh__buffer_text(buffer, "</ul></nav>\n<main id=\"content\" tabindex=\"-1\">\n");
    if (chapter->n_scenarios > 1) {
        put_switch(chapter, buffer);
    }
    for (size_t s = 0; s < chapter->n; s++) {
        put_section(chapter, &chapter->sections[s], buffer);
    }
    koh__buffer_text(buffer, "</main>\n<footer>");
    put_mark(chapter, buffer);
    if (!koh__screen_is_there() && koh__chapter_figure(chapter, 0) != NULL) {
        koh__buffer_format(buffer, "<p>%s</p>\n", koh__label(KOH_LABEL_STILL_FIGURES, language));
    }
    koh__buffer_text(buffer, "</footer>\n<ol id=\"cubes\" start=\"0\" hidden>\n");
    for (size_t i = 0; i < chapter->n_cubes; i++) {
        koh__buffer_text(buffer, "<li>");
        koh__html_text(chapter->cubes[i], buffer);
        koh__buffer_text(buffer, "</li>\n");
    }
    koh__buffer_text(buffer, "</ol>\n");
    koh__screen_write(chapter, buffer);
    koh__buffer_text(buffer, "</body></html>\n");
}
