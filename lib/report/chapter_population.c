/* The chapter's population: T02-T06 and what is said of them. */
#include <math.h>
#include <string.h>

#include "kohort/age_band.h"
#include "plan/shelf_life_priv.h"
#include "report/builder_priv.h"
#include "report/shelf_life_priv.h"

/* Bands, and everybody as the last one. */
static void limits(const koh_age_bands *bands, size_t i, int *from, int *to)
{
    *from = i < bands->n ? bands->from[i] : 0;
    *to = i + 1 < bands->n ? bands->from[i + 1] - 1 : -1;
}

static const char *band_text(koh_builder *b, const koh_age_bands *bands, size_t i)
{
    int from, to;
    limits(bands, i, &from, &to);
    return i == bands->n ? koh__say(b, KOH_LABEL_ALL_AGES) : koh__age_text(b, from, to);
}

static void add_bands(koh_builder *b)
{
    const koh_age_bands *bands = koh_age_bands_get(KOH_BANDS_PLANNER);
    koh_chapter_table *table = koh__table_of_years(b, "T02", koh__say(b, KOH_LABEL_T02), koh__say(b, KOH_LABEL_PERSONS),
                                                   KOH_LABEL_LAST_OBSERVED);
    if (table == NULL) {
        return;
    }
    table->stub = koh__say(b, KOH_LABEL_AGE_GROUP);
    table->source = koh__say_source(b, KOH_LABEL_SRC_POPULATION);
    for (size_t i = 0; i <= bands->n; i++) {
        int from, to;
        limits(bands, i, &from, &to);
        const koh_series series = koh__persons(b, from, to);
        koh__row_of_years(b, table, band_text(b, bands, i), i == bands->n ? 2 : 0, &series);
    }
    koh__table_end(b, table);
}

/* T03: change since the base year, in persons and then in per cent. */
static void add_change(koh_builder *b)
{
    const koh_age_bands *bands = koh_age_bands_get(KOH_BANDS_PLANNER);
    const char *title = koh__say_years(b, KOH_LABEL_T03, b->chapter->base_year, 0);
    size_t n = b->n_years - 1;
    koh_chapter_table *table =
        koh__table_begin(b, "T03", title, koh__format(b, "%s, %%", koh__say(b, KOH_LABEL_PERSONS)), 2 * n);
    if (table == NULL || n == 0) {
        return;
    }
    table->stub = koh__say(b, KOH_LABEL_AGE_GROUP);
    table->source = koh__say_source(b, KOH_LABEL_SRC_POPULATION);
    for (size_t i = 0; i < 2 * n; i++) {
        table->heads[i] = (koh_chapter_head){ koh__format(b, "%d", koh__year(b, b->years[1 + i % n])),
                                              koh__say(b, i < n ? KOH_LABEL_IN_NUMBERS : KOH_LABEL_IN_PERCENT) };
    }
    for (size_t i = 0; i <= bands->n; i++) {
        int from, to;
        limits(bands, i, &from, &to);
        const koh_series series = koh__persons(b, from, to);
        koh_chapter_row *row = koh__row_add(b, table, band_text(b, bands, i), i == bands->n ? 2 : 0);
        for (size_t j = 0; row != NULL && j < 2 * n; j++) {
            row->cells[j] =
                koh__cell_change(b, &series, b->years[1 + j % n], j < n ? KOH_CHAPTER_DIFFERENCE : KOH_CHAPTER_PERCENT);
        }
    }
    koh__table_end(b, table);
}

static koh_series indicator(const koh_builder *b, const char *id, double scale, int decimals)
{
    const koh_cube *cube = koh__cube(b, "indicators/age_structure");
    return (koh_series){ .path = "indicators/age_structure",
                         .row = cube->axes[1].n,
                         .n_blocks = 1,
                         .offset = { koh_axis_find_label(&cube->axes[1], id) },
                         .n = 1,
                         .step = 1,
                         .scale = scale,
                         .decimals = decimals };
}

static void add_shares(koh_builder *b)
{
    static const char *const ids[] = { "share_67plus", "share_80plus", "share_90plus" };
    static const int from[] = { 67, 80, 90 };
    koh_chapter_table *table = koh__table_of_years(b, "T04", koh__say(b, KOH_LABEL_T04),
                                                   koh__say(b, KOH_LABEL_PERCENT_UNIT), KOH_LABEL_LAST_OBSERVED);
    if (table == NULL) {
        return;
    }
    table->stub = koh__say(b, KOH_LABEL_AGE_GROUP);
    table->source = koh__say_source(b, KOH_LABEL_SRC_POPULATION);
    table->n_columns--;
    table->heads[b->n_years].under = koh__say(b, KOH_LABEL_IN_POINTS);
    for (size_t i = 0; i < 3; i++) {
        const koh_series series = indicator(b, ids[i], 100, 1);
        koh__row_of_years(b, table, koh__age_text(b, from[i], -1), 0, &series);
    }
    koh__table_end(b, table);
}

static koh_label_id component_label(const char *id)
{
    static const struct {
        const char *id;
        koh_label_id label;
    } labels[] = {
        { "births", KOH_LABEL_BIRTHS },
        { "deaths", KOH_LABEL_DEATHS },
        { "in_migration", KOH_LABEL_IN_MIGRATION },
        { "out_migration", KOH_LABEL_OUT_MIGRATION },
        { "immigration", KOH_LABEL_IMMIGRATION },
        { "emigration", KOH_LABEL_EMIGRATION },
        { "excess_deaths", KOH_LABEL_EXCESS_DEATHS },
        { "arrivals", KOH_LABEL_ARRIVALS },
        { "onward_moves", KOH_LABEL_ONWARD_MOVES },
    };
    size_t i = 0;
    while (i < sizeof labels / sizeof labels[0] && strcmp(labels[i].id, id) != 0) {
        i++;
    }
    return i < sizeof labels / sizeof labels[0] ? labels[i].label : KOH_LABEL_NET_MIGRATION;
}

/* T05: sums over the years between two columns, and the growth that they add up to. */
static void add_components(koh_builder *b)
{
    const koh_axis *axis = &koh__cube(b, "components")->axes[1];
    size_t n = b->n_years - 1;
    koh_chapter_table *table =
        koh__table_begin(b, "T05", koh__say(b, KOH_LABEL_T05), koh__say(b, KOH_LABEL_PERSONS), n);
    if (table == NULL || n == 0) {
        return;
    }
    table->stub = koh__say(b, KOH_LABEL_COMPONENT);
    table->source = koh__say_source(b, KOH_LABEL_SRC_POPULATION);
    for (size_t i = 0; i < n; i++) {
        int last = koh__year(b, b->years[i + 1]) - 1, first = koh__year(b, b->years[i]);
        const char *years = first == last ? koh__format(b, "%d", first) : koh__format(b, "%d–%d", first, last);
        table->heads[i] = (koh_chapter_head){ years, NULL };
    }
    for (size_t c = 0; c <= axis->n; c++) {
        const koh_label_id name = c < axis->n ? component_label(axis->labels[c]) : KOH_LABEL_GROWTH;
        koh_chapter_row *row = koh__row_add(b, table, koh__say(b, name), c < axis->n ? 0 : 2);
        for (size_t i = 0; row != NULL && i < n; i++) {
            size_t from = b->years[i], to = b->years[i + 1];
            koh_series series = {
                .path = "components", .n_blocks = 1, .offset = { axis->n * from + c }, .n = to - from, .step = axis->n
            };
            if (c < axis->n) {
                row->cells[i] = koh__cell_at(b, &series, 0);
                continue;
            }
            series = koh__persons(b, 0, -1);
            row->cells[i] = koh__cell_at(b, &series, to);
            koh_chapter_cell before = koh__cell_at(b, &series, from);
            row->cells[i].kind = KOH_CHAPTER_DIFFERENCE;
            row->cells[i].value -= before.value;
            row->cells[i].b = before.a;
        }
    }
    koh__table_end(b, table);
}

static void add_ratios(koh_builder *b)
{
    static const char *const ids[] = { "old_age_support_ratio", "dependency_ratio", "caregiver_ratio" };
    static const koh_label_id labels[] = { KOH_LABEL_SUPPORT_RATIO, KOH_LABEL_DEPENDENCY_RATIO,
                                           KOH_LABEL_CAREGIVER_RATIO };
    koh_chapter_table *table = koh__table_of_years(b, "T06", koh__say(b, KOH_LABEL_T06), koh__say(b, KOH_LABEL_RATIO),
                                                   KOH_LABEL_LAST_OBSERVED);
    if (table == NULL) {
        return;
    }
    table->stub = koh__say(b, KOH_LABEL_INDICATOR);
    table->source = koh__say_source(b, KOH_LABEL_SRC_POPULATION);
    for (size_t i = 0; i < 3; i++) {
        const koh_series series = indicator(b, ids[i], 1, 2);
        koh__row_of_years(b, table, koh__say(b, labels[i]), 0, &series);
    }
    koh__table_end(b, table);
}

/* "... from {a} in {y} to {b} in {z}, a change of {d} persons ({p} per cent)", in the words for its direction. */
static void say_change(koh_builder *b, const koh_series *series, koh_label_id up, koh_label_id down)
{
    koh_chapter_cell d = koh__cell_change(b, series, b->last, KOH_CHAPTER_DIFFERENCE);
    const koh_chapter_gap gaps[] = {
        { 'a', koh__cell_at(b, series, 0) },
        { 'b', koh__cell_at(b, series, b->last) },
        { 'd', koh__cell_absolute(d) },
        { 'p', koh__cell_absolute(koh__cell_change(b, series, b->last, KOH_CHAPTER_PERCENT)) },
        { 'y', koh__cell_text(koh__format(b, "%d", b->chapter->base_year)) },
        { 'z', koh__cell_text(koh__format(b, "%d", koh__year(b, b->last))) },
    };
    koh__add_sentence(b, KOH_ITEM_PARAGRAPH, b->scenario == 0 ? NULL : koh__only(b, b->scenario),
                      koh__say(b, d.value < 0 ? down : up), 6, gaps);
}

void koh__say_old(koh_builder *b)
{
    const koh_series all = koh__persons(b, 0, -1), old = koh__persons(b, 80, -1);
    const koh_chapter_gap gaps[] = { { 'r', koh__cell_text(b->result->inputs->region_name) },
                                     { 'a', koh__cell_at(b, &all, 0) },
                                     { 'y', koh__cell_text(koh__format(b, "%d", b->chapter->base_year)) } };
    koh__add_sentence(b, KOH_ITEM_PARAGRAPH, NULL, koh__say(b, KOH_LABEL_S_BASE), 3, gaps);
    say_change(b, &old, KOH_LABEL_S_OLD_UP, KOH_LABEL_S_OLD_DOWN);
}

void koh__say_shelf_life(koh_builder *b)
{
    static const char path[] = "indicators/shelf_life";
    const koh_shelf_life *life = b->result->inputs->shelf_life;
    char all[KOH_SHELF_TEXT], old[KOH_SHELF_TEXT];
    koh__holds_text(koh__scenario(b), path, "all", b->language, all);
    koh__holds_text(koh__scenario(b), path, "80+", b->language, old);
    if (all[0] != '\0' && old[0] != '\0') {
        const koh_chapter_gap gaps[] = { { 'a', koh__cell_text(koh__format(b, "%s", all)) },
                                         { 'b', koh__cell_text(koh__format(b, "%s", old)) },
                                         { 'y', koh__cell_text(koh__format(b, "%d", life->first)) },
                                         { 'z', koh__cell_text(koh__format(b, "%d", life->last)) } };
        koh__add_sentence(b, KOH_ITEM_PARAGRAPH, NULL, koh__say(b, KOH_LABEL_S_SHELF), 4, gaps);
    }
}

void koh__build_population(koh_builder *b)
{
    const koh_series all = koh__persons(b, 0, -1);
    koh__begin_section(b, "population", KOH_LABEL_H_POPULATION);
    say_change(b, &all, KOH_LABEL_S_PEOPLE_UP, KOH_LABEL_S_PEOPLE_DOWN);
    koh__say_shelf_life(b);
    koh__build_population_figures(b);
    static void (*const tables[])(koh_builder *) = { add_bands, add_change, add_shares, add_components };
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        koh__each_scenario(b, tables[i]);
    }
}

static void add_support_figure(koh_builder *b)
{
    const koh_series series = indicator(b, "old_age_support_ratio", 1, 2);
    koh_chapter_cell first = koh__cell_at(b, &series, 0), last = koh__cell_at(b, &series, b->last);
    if (!(first.value > 0) || !(last.value > 0)) {
        return;
    }
    int y = b->chapter->base_year, z = koh__year(b, b->last);
    const char *title =
        koh__title_of(b, last.value < first.value ? KOH_LABEL_F04_DOWN : KOH_LABEL_F04_UP, &first, &last);
    koh_chapter_figure *figure =
        koh__figure_begin(b, "F04", title, koh__say_years(b, KOH_LABEL_F04_WHAT, y, z), koh__say(b, KOH_LABEL_RATIO));
    koh_chapter_panel *panel = koh__panel_add(b, figure, NULL, 1);
    if (panel == NULL) {
        return;
    }
    figure->is_from_zero = 1;
    panel->table->heads[0].text = koh__say(b, KOH_LABEL_SUPPORT_RATIO);
    for (size_t t = 0; t <= b->last; t++) {
        koh_chapter_row *row = koh__year_row(b, panel->table, t);
        if (row != NULL) {
            row->cells[0] = koh__cell_at(b, &series, t);
        }
    }
    koh__figure_end(b, figure);
}

void koh__build_carers(koh_builder *b)
{
    const koh_series series = indicator(b, "old_age_support_ratio", 1, 1);
    koh__begin_section(b, "carers", KOH_LABEL_H_CARERS);
    const koh_chapter_gap gaps[] = { { 'a', koh__cell_at(b, &series, 0) },
                                     { 'b', koh__cell_at(b, &series, b->last) },
                                     { 'y', koh__cell_text(koh__format(b, "%d", b->chapter->base_year)) },
                                     { 'z', koh__cell_text(koh__format(b, "%d", koh__year(b, b->last))) } };
    koh__add_sentence(b, KOH_ITEM_PARAGRAPH, NULL, koh__say(b, KOH_LABEL_S_RATIO), 4, gaps);
    koh__each_scenario(b, add_support_figure);
    koh__each_scenario(b, add_ratios);
}
