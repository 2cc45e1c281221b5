/* What draws say of shortage, by type of places and profession (F14, T11f), and key figures with their quantiles
 * (T23b).
 */
#include <math.h>
#include <string.h>

#include "report/builder_priv.h"
#include "report/column_priv.h"
#include "report/spread_priv.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { LINES = 5 };

static const char chance_of_places[] = "capacity/shortage_probability";

static koh_series percent(const koh_builder *b, const char *path, const char *label)
{
    koh_series series = koh__series(b, path, label, 0);
    series.scale = 100;
    return series;
}

/* Types of places whose chance of shortage is known. */
static size_t known_types(const koh_builder *b, const char *types[LINES])
{
    const koh_cube *cube = koh__cube(b, chance_of_places);
    size_t n = 0;
    for (size_t i = 0; cube != NULL && i < cube->axes[1].n && n < LINES; i++) {
        if (!isnan(cube->value[i])) {
            types[n++] = cube->axes[1].labels[i];
        }
    }
    return n;
}

static void say_shortage(koh_builder *b, const char *type)
{
    const koh_series now = percent(b, chance_of_places, type);
    const koh_series yet = percent(b, "capacity/first_shortage_probability", type);
    koh_series lacking = koh__series(b, "capacity/expected_shortfall", type, 0);
    lacking.decimals = 1;
    const koh_chapter_gap gaps[] = { { 's', koh__cell_text(koh__lower(b, koh__service_name(b, type))) },
                                     { 'a', koh__cell_at(b, &now, b->end) },
                                     { 'b', koh__cell_at(b, &yet, b->end) },
                                     { 'm', koh__cell_at(b, &lacking, b->end) },
                                     { 'y', koh__cell_text(koh__format(b, "%d", koh__year(b, b->end))) } };
    koh__add_sentence(b, KOH_ITEM_BULLET, NULL, koh__say(b, KOH_LABEL_S_FIRST_SHORTAGE), COUNT(gaps), gaps);
}

/* The chance by year: a line for each type, whose title is that of the first in the last year. */
static void add_figure(koh_builder *b, size_t n, const char *const types[LINES])
{
    const int y = b->chapter->base_year, z = koh__year(b, b->end);
    const koh_series first = percent(b, chance_of_places, types[0]);
    const koh_chapter_cell end = koh__cell_at(b, &first, b->end);
    char share[KOH_NUMBER_TEXT];
    koh__number_text(end.value, 0, b->language, share);
    const koh_gap gaps[] = { { 'a', share }, { 'z', koh__format(b, "%d", z) } };
    const char *title = koh__format(b, "%s: %s", koh__service_name(b, types[0]),
                                    koh__lower(b, koh__say_gaps(b, KOH_LABEL_F14_TITLE, COUNT(gaps), gaps)));
    koh_chapter_figure *figure =
        koh__figure_begin(b, "F14", title, koh__say_years(b, KOH_LABEL_F14_WHAT, y, koh__year(b, b->last)),
                          koh__say(b, KOH_LABEL_PERCENT_OF_DRAWS));
    koh_chapter_panel *panel = koh__panel_add(b, figure, NULL, n);
    if (panel == NULL) {
        return;
    }
    figure->is_from_zero = 1;
    figure->source = koh__say_source(b, KOH_LABEL_SRC_PLAN);
    for (size_t t = 0; t <= b->last; t++) {
        koh_chapter_row *row = koh__year_row(b, panel->table, t);
        for (size_t i = 0; row != NULL && i < n; i++) {
            const koh_series series = percent(b, chance_of_places, types[i]);
            panel->table->heads[i].text = koh__service_name(b, types[i]);
            row->cells[i] = koh__cell_at(b, &series, t);
        }
    }
    memset(figure->of, 1, b->result->n_scenarios);
    koh__figure_end(b, figure);
}

void koh__add_shortage_chance(koh_builder *b)
{
    static const char staff[] = "workforce/shortage_probability";
    const char *types[LINES];
    const size_t n = known_types(b, types);
    const koh_cube *cube = koh__cube(b, staff);
    for (size_t i = 0; i < n; i++) {
        say_shortage(b, types[i]);
    }
    if (n > 0) {
        add_figure(b, n, types);
    }
    koh_chapter_table *table =
        cube == NULL ? NULL : koh__form_of_years(b, "T11f", KOH_LABEL_PERCENT_OF_DRAWS, KOH_LABEL_FIGURE_OF);
    if (table == NULL) {
        return;
    }
    table->n_columns = b->n_years;
    for (size_t i = 0; i < n; i++) {
        const koh_series series = percent(b, chance_of_places, types[i]);
        koh__row_if_known(b, table, koh__service_name(b, types[i]), 0, &series);
    }
    for (size_t j = 0; j < cube->axes[1].n; j++) {
        const koh_series series = percent(b, staff, cube->axes[1].labels[j]);
        koh__row_if_known(b, table, b->result->inputs->professions[j].name[b->language], 0, &series);
    }
    memset(table->of, 1, b->result->n_scenarios);
    koh__table_end(b, table);
}

/* One key figure in one year: the mean, then the quantiles. */
static void add_range(koh_builder *b, koh_chapter_table *table, const koh_spread_figure *figure, size_t t)
{
    const koh_cube *cube = koh__cube(b, figure->path);
    const size_t k = cube == NULL ? (size_t) -1 : koh_axis_find_label(&cube->axes[1], figure->label);
    if (k == (size_t) -1 || isnan(cube->value[t * cube->axes[1].n + k])) {
        return;
    }
    const char *place = koh__format(b, "%s/quantiles", figure->path);
    koh_chapter_row *row =
        koh__row_add(b, table, koh__format(b, "%s, %d", figure->name[b->language], koh__year(b, t)), 0);
    const koh_series mean = koh__series(b, figure->path, figure->label, 0);
    for (size_t i = 0; row != NULL && i <= cube->n_quantiles; i++) {
        const size_t cell = (i - (i > 0)) * koh_cube_size(cube) + t * cube->axes[1].n + k;
        row->cells[i] =
            i == 0 ? koh__cell_at(b, &mean, t)
                   : (koh_chapter_cell){ .kind = KOH_CHAPTER_SUM,
                                         .value = cube->quantile[cell],
                                         .scale = 1,
                                         .a = { b->scenario, place, 1, { cell, 0 }, 1, 1, koh__cube_place(b, place) } };
    }
}

void koh__add_ranges(koh_builder *b)
{
    static const char *const words[] = { "mean", "p05", "p10", "p25", "p50", "p75", "p90", "p95" };
    size_t n;
    const koh_spread_figure *figures = koh__spread_figures(&n);
    koh_chapter_table *table = koh__table_begin(b, "T23b", koh__form_title(b, "T23b"), NULL, COUNT(words));
    if (table == NULL) {
        return;
    }
    table->stub = koh__say(b, KOH_LABEL_FIGURE_OF);
    for (size_t i = 0; i < COUNT(words); i++) {
        table->heads[i].text = koh__column_label(words[i], b->language);
    }
    for (size_t i = 0; i < n && !b->failed; i++) {
        add_range(b, table, &figures[i], b->end);
        if (b->last != b->end) {
            add_range(b, table, &figures[i], b->last);
        }
    }
    memset(table->of, 1, b->result->n_scenarios);
    koh__table_end(b, table);
}
