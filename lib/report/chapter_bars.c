/* Figures of bars: coverage against the country (F08), what drives cost (F09), what the spread comes from (F10), zones
 * (F11), with their tables T07, T23 and T29. */
#include <math.h>
#include <string.h>

#include "plan/area_priv.h"
#include "report/builder_priv.h"
#include "report/column_priv.h"
#include "report/spread_priv.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

#define MILLIONTH 1e-6       /* of a krone */
#define LEAST_PERCENT 1.0    /* of the spread: less is not told from none */
#define SHARE_OF_CHANCE 10.0 /* over the draws: a share that a source without any may seem to have */

enum { ROWS = 10, OLD_BAND = 6, AREAS = 2 }; /* the band of 80 years and over among those of demand/coverage */

static koh_chapter_figure *begin_bars(koh_builder *b, const char *id, const char *title, const char *what,
                                      const char *unit)
{
    koh_chapter_figure *figure = koh__figure_begin(b, id, title, what, unit);
    if (figure != NULL) {
        figure->is_bars = 1;
        figure->is_from_zero = 1;
        figure->axis = koh__say(b, KOH_LABEL_GROUP);
        figure->source = koh__say_source(b, KOH_LABEL_SRC_PLAN);
    }
    return figure;
}

static koh_chapter_panel *begin_panel(koh_builder *b, koh_chapter_figure *figure, const char *title, size_t n,
                                      koh_chapter_mark mark)
{
    koh_chapter_panel *panel = koh__panel_add(b, figure, title, n);
    for (size_t c = 0; panel != NULL && c < n; c++) {
        panel->marks[c] = mark;
        panel->table->stub = koh__say(b, KOH_LABEL_GROUP);
    }
    return panel;
}

/* Coverage 80 years and over of service k: in the municipality (0) or the country (1). */
static koh_chapter_cell coverage_of(const koh_builder *b, size_t k, size_t area)
{
    koh_series series = koh__series(b, "demand/coverage", b->result->inputs->services[k].id, AREAS * OLD_BAND + area);
    series.decimals = 1;
    return koh__cell_at(b, &series, 0);
}

/* Services whose coverage both have, the highest first; their number. */
static size_t covered(const koh_builder *b, size_t found[ROWS])
{
    size_t n = 0;
    for (size_t k = 0; k < b->result->inputs->n_services; k++) {
        const koh_chapter_cell own = coverage_of(b, k, 0), country = coverage_of(b, k, 1);
        if (own.kind == KOH_CHAPTER_TEXT || !(own.value > 0) || !(country.value > 0)) {
            continue;
        }
        size_t at = n < ROWS ? n++ : ROWS;
        for (; at > 0 && coverage_of(b, found[at - 1], 0).value < own.value; at--) {
            if (at < ROWS) {
                found[at] = found[at - 1];
            }
        }
        if (at < ROWS) {
            found[at] = k;
        }
    }
    return n;
}

static const koh_label_id areas[AREAS] = { KOH_LABEL_MUNICIPALITY, KOH_LABEL_COUNTRY };

static void add_coverage_figure(koh_builder *b, size_t n, const size_t *found)
{
    const koh_chapter_cell own = coverage_of(b, found[0], 0), country = coverage_of(b, found[0], 1);
    const koh_service *first = &b->result->inputs->services[found[0]];
    koh_chapter_figure *figure =
        begin_bars(b, "F08", koh__title_with(b, KOH_LABEL_F08_TITLE, first->name[b->language], &own, &country),
                   koh__say(b, KOH_LABEL_F08_WHAT), koh__say(b, KOH_LABEL_PER_HUNDRED_OLD));
    koh_chapter_panel *panel = begin_panel(b, figure, NULL, AREAS, KOH_MARK_BAR);
    for (size_t i = 0; panel != NULL && i < n; i++) {
        koh_chapter_row *row =
            koh__row_add(b, panel->table, b->result->inputs->services[found[i]].name[b->language], 0);
        for (size_t c = 0; row != NULL && c < AREAS; c++) {
            panel->table->heads[c].text = koh__say(b, areas[c]);
            row->cells[c] = coverage_of(b, found[i], c);
        }
    }
    if (panel != NULL) {
        panel->table->stub = koh__say(b, KOH_LABEL_SERVICE);
        memset(figure->of, 1, b->result->n_scenarios);
    }
    koh__figure_end(b, figure);
}

/* F08 and T07: users per 100 inhabitants of 80 years and over. */
void koh__add_coverage(koh_builder *b)
{
    size_t found[ROWS], n = koh__cube(b, "demand/coverage") == NULL ? 0 : covered(b, found);
    if (n == 0) {
        return;
    }
    add_coverage_figure(b, n, found);
    koh_chapter_table *table =
        koh__table_begin(b, "T07", koh__form_title(b, "T07"), koh__say(b, KOH_LABEL_PER_HUNDRED_OLD), AREAS + 1);
    for (size_t i = 0; table != NULL && i < n; i++) {
        koh_chapter_row *row = koh__row_add(b, table, b->result->inputs->services[found[i]].name[b->language], 0);
        if (row != NULL) {
            row->cells[0] = coverage_of(b, found[i], 0);
            row->cells[1] = coverage_of(b, found[i], 1);
            row->cells[2] = row->cells[0];
            row->cells[2].kind = KOH_CHAPTER_DIFFERENCE;
            row->cells[2].value -= row->cells[1].value;
            row->cells[2].b = row->cells[1].a;
        }
    }
    if (table != NULL) {
        table->stub = koh__say(b, KOH_LABEL_SERVICE);
        table->heads[0].text = koh__say(b, KOH_LABEL_MUNICIPALITY);
        table->heads[1].text = koh__say(b, KOH_LABEL_COUNTRY);
        table->heads[2].text = koh__say(b, KOH_LABEL_DIFFERENCE);
        memset(table->of, 1, b->result->n_scenarios);
    }
    koh__table_end(b, table);
}

/* The difference of two cells of economy/total as one, in millions. */
static koh_chapter_cell driver(koh_builder *b, size_t scenario, const char *item, size_t t, size_t from_scenario,
                               const char *from_item, size_t from_t)
{
    const size_t here = b->scenario;
    koh_chapter_cell cells[2];
    for (size_t i = 0; i < 2; i++) {
        b->scenario = i == 0 ? scenario : from_scenario;
        koh_series series = koh__series(b, "economy/total", i == 0 ? item : from_item, 0);
        series.scale = MILLIONTH;
        series.decimals = 1;
        cells[i] = koh__cell_at(b, &series, i == 0 ? t : from_t);
    }
    b->scenario = here;
    if (cells[0].kind == KOH_CHAPTER_TEXT || cells[1].kind == KOH_CHAPTER_TEXT) {
        return koh__cell_text("");
    }
    cells[0].kind = KOH_CHAPTER_DIFFERENCE;
    cells[0].value -= cells[1].value;
    cells[0].b = cells[1].a;
    return cells[0];
}

/* F09: what changes gross running cost from the base year to the end of the period: the reference, what the scenario
 * does otherwise, wages and prices. */
void koh__add_drivers(koh_builder *b)
{
    if (koh__cube(b, "economy/total") == NULL) {
        return;
    }
    const koh_chapter_cell cells[] = { driver(b, 0, "gross", b->end, 0, "gross", 0),
                                       driver(b, b->scenario, "gross", b->end, 0, "gross", b->end),
                                       driver(b, b->scenario, "gross_current", b->end, b->scenario, "gross", b->end) };
    const char *const names[] = { koh__say(b, KOH_LABEL_DRIVER_NEED), koh__say(b, KOH_LABEL_DRIVER_SCENARIO),
                                  koh__say(b, KOH_LABEL_DRIVER_PRICES) };
    if (cells[0].kind == KOH_CHAPTER_TEXT || isnan(cells[0].value)) {
        return;
    }
    koh_chapter_figure *figure = begin_bars(
        b, "F09",
        koh__title_with(b, KOH_LABEL_F09_TITLE, koh__format(b, "%d", koh__year(b, b->end)), &cells[0], &cells[2]),
        koh__say_years(b, KOH_LABEL_F09_WHAT, b->chapter->base_year, koh__year(b, b->end)),
        koh__say(b, KOH_LABEL_MILLION));
    koh_chapter_panel *panel = begin_panel(b, figure, NULL, 1, KOH_MARK_BAR);
    for (size_t i = 0; panel != NULL && i < COUNT(cells); i++) {
        const int is_same = i == 1 && b->scenario == 0;
        koh_chapter_row *row = is_same || cells[i].kind == KOH_CHAPTER_TEXT || isnan(cells[i].value)
                                   ? NULL
                                   : koh__row_add(b, panel->table, names[i], 0);
        if (row != NULL) {
            row->cells[0] = cells[i];
        }
        panel->table->heads[0].text = koh__say(b, KOH_LABEL_MILLION);
    }
    if (figure != NULL) {
        figure->source = koh__say(b, KOH_LABEL_SRC_MONEY);
    }
    koh__figure_end(b, figure);
}

static const char *source_text(koh_builder *b, const char *id)
{
    koh_buffer buffer = { 0 };
    koh__source_write(id, b->language, &buffer);
    const char *text = buffer.failed ? NULL : koh__arena_text_n(b->arena, buffer.data, buffer.length);
    koh__buffer_free(&buffer);
    b->failed |= text == NULL;
    return text == NULL ? id : text;
}

static koh_chapter_cell source_of(const koh_builder *b, size_t figure, size_t source, size_t item)
{
    const koh_cube *cube = koh__cube(b, "sensitivity/sources");
    const koh_series series = { .path = "sensitivity/sources",
                                .n_blocks = 1,
                                .offset = { (figure * cube->axes[2].n + source) * cube->axes[3].n + item },
                                .n = 1,
                                .step = 1,
                                .scale = item == 0 ? 100 : 1 };
    return koh__cell_at(b, &series, 0);
}

/* Sources with a low and a high end that some of the spread comes from, the widest first; their number. Where a source
 * has no share, its ends differ by the chance of the other sources alone. */
static size_t widest(const koh_builder *b, size_t figure, size_t found[ROWS])
{
    const koh_cube *cube = koh__cube(b, "sensitivity/sources");
    const double least = fmax(LEAST_PERCENT, 100 * SHARE_OF_CHANCE / (double) b->result->draws.n);
    size_t n = 0;
    for (size_t g = 0; g < cube->axes[2].n; g++) {
        const double width = fabs(source_of(b, figure, g, 2).value - source_of(b, figure, g, 1).value);
        if (isnan(width) || !(source_of(b, figure, g, 0).value >= least)) {
            continue;
        }
        size_t at = n < ROWS ? n++ : ROWS;
        for (; at > 0 && fabs(source_of(b, figure, found[at - 1], 2).value -
                              source_of(b, figure, found[at - 1], 1).value) < width;
             at--) {
            if (at < ROWS) {
                found[at] = found[at - 1];
            }
        }
        if (at < ROWS) {
            found[at] = g;
        }
    }
    return n;
}

static void add_tornado_panel(koh_builder *b, koh_chapter_figure *figure, size_t k)
{
    const koh_cube *cube = koh__cube(b, "sensitivity/sources");
    size_t found[ROWS], n = widest(b, k, found);
    koh_chapter_panel *panel =
        n == 0 ? NULL
               : begin_panel(b, figure, koh__spread_name(cube->axes[1].labels[k], b->language), 2, KOH_MARK_SPAN);
    for (size_t i = 0; panel != NULL && i < n; i++) {
        koh_chapter_row *row = koh__row_add(b, panel->table, source_text(b, cube->axes[2].labels[found[i]]), 0);
        for (size_t c = 0; row != NULL && c < 2; c++) {
            panel->table->heads[c].text = koh__say(b, c == 0 ? KOH_LABEL_SOURCE_LOW : KOH_LABEL_SOURCE_HIGH);
            row->cells[c] = source_of(b, k, found[i], 1 + c);
        }
    }
    if (panel != NULL) {
        panel->table->stub = koh__say(b, KOH_LABEL_SOURCE_OF_SPREAD);
    }
}

static void add_tornado(koh_builder *b)
{
    enum { PANELS = 4 };
    static const char *const figures[PANELS] = { "population_80plus", "places_needed_institution", "fte",
                                                 "population" };
    const koh_cube *cube = koh__cube(b, "sensitivity/sources");
    koh_chapter_figure *figure = begin_bars(
        b, "F10", NULL, koh__say_with(b, KOH_LABEL_F10_WHAT, 'z', koh__format(b, "%d", cube->axes[0].numbers[0])),
        koh__say(b, KOH_LABEL_FIGURE_UNIT));
    for (size_t i = 0; figure != NULL && i < PANELS; i++) {
        const size_t k = koh_axis_find_label(&cube->axes[1], figures[i]);
        if (k != (size_t) -1) {
            add_tornado_panel(b, figure, k);
        }
    }
    if (figure != NULL && figure->n_panels > 0) {
        const koh_chapter_table *first = figure->panels[0].table;
        const koh_chapter_row *most = &first->rows[0];
        figure->title = koh__title_with(b, KOH_LABEL_F10_TITLE, koh__format(b, "%s: %s", first->title, most->label),
                                        &most->cells[0], &most->cells[1]);
        figure->is_from_zero = 0;
        memset(figure->of, 1, b->result->n_scenarios);
        koh__figure_end(b, figure);
    }
}

/* F10 and T23 of the draws. */
void koh__build_spread(koh_builder *b)
{
    static const koh_label_id heads[] = { KOH_LABEL_SOURCE_LOW, KOH_LABEL_SOURCE_HIGH, KOH_LABEL_SHARE_OF_SPREAD };
    const koh_cube *cube = koh__cube(b, "sensitivity/sources");
    if (cube == NULL) {
        return;
    }
    koh__begin_section(b, "spread", KOH_LABEL_H_SPREAD);
    koh__add_label(b, KOH_LABEL_S_SPREAD);
    const double off = 100 * koh__spread_error(b->result->draws.n);
    koh__add_sentence(b, KOH_ITEM_PARAGRAPH, NULL,
                      koh__say_with(b, KOH_LABEL_S_SPREAD_ERROR, 'e', koh__format(b, "%.0f", off)), 0, NULL);
    add_tornado(b);
    koh_chapter_table *table = koh__table_begin(b, "T23", koh__form_title(b, "T23"), NULL, COUNT(heads));
    for (size_t i = 0; table != NULL && i < cube->axes[1].n * cube->axes[2].n; i++) {
        const size_t k = i / cube->axes[2].n, g = i % cube->axes[2].n;
        const char *name = koh__spread_name(cube->axes[1].labels[k], b->language);
        koh_chapter_row *row = koh__row_add(b, table,
                                            koh__format(b, "%s: %s", name == NULL ? cube->axes[1].labels[k] : name,
                                                        source_text(b, cube->axes[2].labels[g])),
                                            0);
        for (size_t c = 0; row != NULL && c < COUNT(heads); c++) {
            table->heads[c].text = koh__say(b, heads[c]);
            row->cells[c] = source_of(b, k, g, c == 2 ? 0 : 1 + c);
            if (koh__is_unknown(row->cells[c].value)) { /* chance has no ends */
                row->cells[c] = koh__cell_text("");
            }
        }
    }
    if (table != NULL) {
        table->stub = koh__say(b, KOH_LABEL_SOURCE_OF_SPREAD);
        memset(table->of, 1, b->result->n_scenarios);
    }
    koh__table_end(b, table);
    koh__add_ranges(b);
    koh__end_section(b, KOH_LABEL_H_SPREAD);
}

static koh_series persons_of(const koh_builder *b, size_t zone, size_t group)
{
    const koh_cube *cube = koh__cube(b, "area/persons");
    return koh__series(b, "area/persons", cube->axes[1].labels[zone], group);
}

/* The title says where most live in the base year. */
static void name_largest(koh_builder *b, koh_chapter_figure *figure)
{
    const koh_chapter_table *table = figure->panels[0].table;
    size_t most = 0;
    for (size_t r = 1; r < table->n_rows; r++) {
        most = table->rows[r].cells[0].value > table->rows[most].cells[0].value ? r : most;
    }
    if (table->n_rows > 0) {
        const koh_chapter_row *row = &table->rows[most];
        figure->title = koh__title_with(b, KOH_LABEL_F11_TITLE, row->label, &row->cells[0], &row->cells[1]);
    }
}

static void add_zones(koh_builder *b)
{
    const koh_cube *cube = koh__cube(b, "area/persons");
    if (cube == NULL) {
        return;
    }
    const size_t old = koh_axis_find_label(&cube->axes[2], "80+"), all = koh_axis_find_label(&cube->axes[2], "all");
    const koh_plan_area *area = koh__scenario(b)->plan->area;
    koh_chapter_figure *figure =
        begin_bars(b, "F11", NULL, koh__say_years(b, KOH_LABEL_F11_WHAT, b->chapter->base_year, koh__year(b, b->end)),
                   koh__say(b, KOH_LABEL_PERSONS));
    koh_chapter_panel *panel = begin_panel(b, figure, NULL, 2, KOH_MARK_BAR);
    koh_chapter_table *table = koh__form_of_years(b, "T29", KOH_LABEL_PERSONS, KOH_LABEL_ZONE);
    for (size_t i = 0; panel != NULL && table != NULL && i < cube->axes[1].n; i++) {
        const char *name = area->zones[i].label[b->language];
        const koh_series seniors = persons_of(b, i, old), everybody = persons_of(b, i, all);
        koh_chapter_row *row = koh__row_add(b, panel->table, name, 0);
        for (size_t c = 0; row != NULL && c < 2; c++) {
            panel->table->heads[c].text = koh__format(b, "%d", koh__year(b, c == 0 ? 0 : b->end));
            row->cells[c] = koh__cell_at(b, &seniors, c == 0 ? 0 : b->end);
        }
        koh__row_if_known(b, table, name, 0, &everybody);
        koh__row_if_known(b, table, koh__say(b, KOH_LABEL_OF_THEM_OLD), 1, &seniors);
    }
    if (panel != NULL) {
        panel->table->stub = koh__say(b, KOH_LABEL_ZONE);
        name_largest(b, figure);
    }
    koh__figure_end(b, figure);
    koh__table_end(b, table);
}

void koh__build_zones(koh_builder *b)
{
    koh__begin_section(b, "zones", KOH_LABEL_H_ZONES);
    koh__each_scenario(b, add_zones);
    koh__end_section(b, KOH_LABEL_H_ZONES);
}
