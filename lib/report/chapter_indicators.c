/* The chapter's indicators year by year: F13, a figure an indicator, and their targets: T22d. */
#include <math.h>
#include <string.h>

#include "plan/health_priv.h"
#include "report/builder_priv.h"
#include "report/column_priv.h"
#include "report/tables_priv.h"

enum { LINES = 5, FIGURES = 6 };

/* A line: an area's years of one series, which no line goes on from. */
typedef struct line {
    size_t area;
    double number;
    const char *series;
} line;

static koh_series cell_of(const koh_cube *cube, size_t k, size_t area, size_t t, size_t measure, double scale)
{
    const size_t at = ((k * KOH_HEALTH_AREAS + area) * cube->axes[2].n + t) * KOH_HEALTH_YEAR_MEASURES + measure;
    return (koh_series){
        .path = "health/series", .n_blocks = 1, .offset = { at }, .n = 1, .step = 1, .scale = scale, .decimals = 1
    };
}

static double value_at(const koh_cube *cube, size_t k, size_t area, size_t t, size_t measure)
{
    return cube->value[cell_of(cube, k, area, t, measure, 1).offset[0]];
}

static const char *series_name(const koh_plan_indicator *indicator, size_t area, int year)
{
    for (size_t i = 0; i < indicator->n_rows; i++) {
        if ((size_t) indicator->rows[i].area == area && indicator->rows[i].year == year) {
            return indicator->rows[i].series_name;
        }
    }
    return "";
}

/* The lines of the municipality and the country. */
static size_t lines_of(const koh_cube *cube, const koh_plan_indicator *indicator, size_t k, line lines[LINES])
{
    static const size_t areas[] = { KOH_AREA_MUNICIPALITY, KOH_AREA_COUNTRY };
    size_t n = 0;
    for (size_t a = 0; a < 2; a++) {
        double before = 0;
        for (size_t t = 0; t < cube->axes[2].n; t++) {
            const double number = value_at(cube, k, areas[a], t, KOH_HEALTH_SERIES);
            if (number > before && n < LINES) {
                lines[n++] = (line){ areas[a], number, series_name(indicator, areas[a], cube->axes[2].numbers[t]) };
                before = number;
            }
        }
    }
    return n;
}

static void add_years(koh_builder *b, koh_chapter_table *table, const koh_cube *cube, size_t k, size_t n,
                      const line *lines, double scale)
{
    for (size_t t = 0; t < cube->axes[2].n; t++) {
        const int year = cube->axes[2].numbers[t];
        int any = 0;
        for (size_t c = 0; c < n; c++) {
            any |= !koh__is_unknown(value_at(cube, k, lines[c].area, t, KOH_HEALTH_SERIES));
        }
        koh_chapter_row *row = any ? koh__row_add(b, table, koh__format(b, "%d", year), 0) : NULL;
        if (row == NULL) {
            continue;
        }
        row->year = year;
        for (size_t c = 0; c < n; c++) {
            const koh_series series = cell_of(cube, k, lines[c].area, t, KOH_HEALTH_CRUDE, scale);
            row->cells[c] = value_at(cube, k, lines[c].area, t, KOH_HEALTH_SERIES) == lines[c].number
                                ? koh__cell_at(b, &series, 0)
                                : (koh_chapter_cell){ .kind = KOH_CHAPTER_SUM, .value = (double) NAN, .decimals = 1 };
        }
    }
}

/* The indicator's name, with the newest figure of the municipality, whose lines are the first n_own. */
static const char *title_of(koh_builder *b, const koh_plan_indicator *indicator, const koh_chapter_table *table,
                            size_t n_own)
{
    const koh_health_row *newest = koh__health_newest(indicator);
    const char *name = indicator->label[b->language];
    for (size_t i = 0; i < table->n_rows * n_own; i++) {
        const koh_chapter_row *row = &table->rows[i / n_own];
        const koh_chapter_cell *cell = &row->cells[i % n_own];
        if (row->year == newest->year && !isnan(cell->value)) {
            return koh__title_with(b, indicator->is_rate ? KOH_LABEL_F13_RATE : KOH_LABEL_F13_PERCENT,
                                   koh__format(b, "%s, %d", name, row->year), cell, NULL);
        }
    }
    return name;
}

static void add_figure(koh_builder *b, size_t k)
{
    static const char *const ids[FIGURES] = { "F13", "F13b", "F13c", "F13d", "F13e", "F13f" };
    static const char *const areas[] = { "municipality", "county", "country" };
    const koh_cube *cube = koh__cube(b, "health/series");
    const koh_plan_indicator *indicator = &koh__scenario(b)->plan->health->indicators[k];
    const char *unit = koh__say(b, indicator->is_rate ? KOH_LABEL_PER_THOUSAND : KOH_LABEL_PERCENT);
    line lines[LINES];
    const size_t n = lines_of(cube, indicator, k, lines);
    koh_chapter_figure *figure = n == 0 ? NULL
                                        : koh__figure_begin(b, ids[k], indicator->label[b->language],
                                                            koh__say(b, KOH_LABEL_INDICATOR_YEARS), unit);
    koh_chapter_panel *panel = figure == NULL ? NULL : koh__panel_add(b, figure, NULL, n);
    if (panel == NULL) {
        return;
    }
    for (size_t c = 0; c < n; c++) {
        const char *area = koh__code_text(b, "area", areas[lines[c].area]);
        panel->table->heads[c].text =
            lines[c].series[0] == '\0' ? area : koh__format(b, "%s: %s", area, lines[c].series);
    }
    figure->is_from_zero = 1;
    figure->source = koh__say_source(b, KOH_LABEL_SRC_PLAN);
    figure->axis = koh__say(b, KOH_LABEL_YEAR_SHORT);
    memset(figure->of, 1, b->result->n_scenarios);
    add_years(b, panel->table, cube, k, n, lines, indicator->is_rate ? 1000 : 100);
    size_t n_own = 0;
    while (n_own < n && lines[n_own].area == KOH_AREA_MUNICIPALITY) {
        n_own++;
    }
    figure->title = title_of(b, indicator, panel->table, n_own);
    koh__figure_end(b, figure);
}

static void add_targets(koh_builder *b)
{
    static const char *const words[] = { "share_or_rate_wanted", "year",    "crude", "of_year",
                                         "short_of_target",      "by_trend" };
    static const size_t parts[] = { KOH_HEALTH_WANTED, KOH_HEALTH_BY,      KOH_HEALTH_NOW,
                                    KOH_HEALTH_OF,     KOH_HEALTH_MISSING, KOH_HEALTH_TREND };
    enum { COLUMNS = sizeof words / sizeof words[0] };
    const koh_plan_health *health = koh__scenario(b)->plan->health;
    const koh_cube *cube = koh__cube(b, "health/targets");
    koh_chapter_table *table =
        cube == NULL ? NULL : koh__table_begin(b, "T22d", koh__form_title(b, "T22d"), NULL, COLUMNS + 1);
    size_t at = 0;
    for (size_t c = 0; table != NULL && c < COLUMNS; c++) {
        table->heads[c].text = koh__column_label(words[c], b->language);
    }
    for (size_t k = 0; table != NULL && k < health->n; k++) {
        const koh_plan_indicator *indicator = &health->indicators[k];
        if (indicator->target == NULL) {
            continue;
        }
        const char *unit = koh__say(b, indicator->is_rate ? KOH_LABEL_PER_THOUSAND : KOH_LABEL_PERCENT);
        koh_chapter_row *row =
            koh__row_add(b, table, koh__format(b, "%s (%s)", indicator->label[b->language], unit), 0);
        for (size_t c = 0; row != NULL && c < COLUMNS; c++) {
            const int is_year = parts[c] == KOH_HEALTH_BY || parts[c] == KOH_HEALTH_OF;
            const koh_series series = { .path = "health/targets",
                                        .n_blocks = 1,
                                        .offset = { at * KOH_HEALTH_TARGET_PARTS + parts[c] },
                                        .n = 1,
                                        .step = 1,
                                        .scale = is_year              ? 1
                                                 : indicator->is_rate ? 1000
                                                                      : 100,
                                        .decimals = is_year                          ? KOH_YEAR_DIGITS
                                                    : parts[c] == KOH_HEALTH_MISSING ? 2
                                                                                     : 1 };
            row->cells[c] = koh__cell_at(b, &series, 0);
        }
        if (row != NULL) {
            const double missing = cube->value[at * KOH_HEALTH_TARGET_PARTS + KOH_HEALTH_MISSING];
            row->cells[COLUMNS] = koh__cell_text(koh__target_word(missing, b->language));
        }
        at++;
    }
    if (table != NULL) {
        table->heads[COLUMNS].text = koh__say(b, KOH_LABEL_STATUS);
        table->stub = koh__column_label("indicator", b->language);
        memset(table->of, 1, b->result->n_scenarios);
    }
    koh__table_end(b, table);
}

void koh__add_indicator_years(koh_builder *b)
{
    const koh_plan_health *health = koh__scenario(b)->plan->health;
    for (size_t k = 0; koh__cube(b, "health/series") != NULL && k < health->n && k < FIGURES && !b->failed; k++) {
        add_figure(b, k);
    }
    add_targets(b);
}
