/* F01-F03: pyramid, history and projection, the oldest by index. */
#include <math.h>

#include "report/builder_priv.h"

enum { WIDTH = 5, OPEN = 95, SIDES = 2 };

/* Every year of the pyramid, men and women by row, for the slider of the page. */
static void add_years(koh_builder *b, koh_chapter_figure *figure)
{
    size_t rows = OPEN / WIDTH + 1, n = (b->last + 1) * rows * SIDES;
    double *years = figure == NULL || b->failed ? NULL : KOH_TAKE(b->arena, n, double);
    b->failed |= years == NULL;
    for (size_t i = 0; i < n && years != NULL; i++) {
        int from = (int) (i / SIDES % rows) * WIDTH;
        const koh_series series = koh__persons_of(b, 1 - i % SIDES, from, from < OPEN ? from + WIDTH - 1 : -1);
        years[i] = koh__cell_at(b, &series, i / SIDES / rows).value;
    }
    if (years != NULL) {
        figure->years = years;
        figure->n_years = b->last + 1;
    }
}

static void add_pyramid(koh_builder *b)
{
    const koh_series old = koh__persons(b, 67, -1);
    koh_chapter_cell first = koh__cell_at(b, &old, 0), last = koh__cell_at(b, &old, b->last);
    int y = b->chapter->base_year, z = koh__year(b, b->last);
    const char *title =
        koh__title_of(b, last.value < first.value ? KOH_LABEL_F01_DOWN : KOH_LABEL_F01_UP, &first, &last);
    koh_chapter_figure *figure =
        koh__figure_begin(b, "F01", title, koh__say_years(b, KOH_LABEL_F01_WHAT, y, z), koh__say(b, KOH_LABEL_PERSONS));
    koh_chapter_panel *panel = koh__panel_add(b, figure, NULL, 4);
    if (panel == NULL) {
        return;
    }
    figure->is_pyramid = 1;
    figure->base = koh__format(b, "%d", y);
    figure->axis = panel->table->stub = koh__say(b, KOH_LABEL_AGE_GROUP);
    for (size_t c = 0; c < 4; c++) {
        const char *sex = koh__say(b, c % 2 == 0 ? KOH_LABEL_MEN : KOH_LABEL_WOMEN);
        figure->sides[c % 2] = sex;
        panel->table->heads[c].text = koh__format(b, "%s %d", sex, c < 2 ? z : y);
        panel->marks[c] = c < 2 ? KOH_MARK_BAR : KOH_MARK_OUTLINE;
    }
    for (int from = 0; from <= OPEN; from += WIDTH) {
        int to = from < OPEN ? from + WIDTH - 1 : -1;
        koh_chapter_row *row = koh__row_add(b, panel->table, koh__age_text(b, from, to), 0);
        for (size_t c = 0; row != NULL && c < 4; c++) {
            const koh_series series = koh__persons_of(b, c % 2 == 0 ? 1 : 0, from, to);
            row->cells[c] = koh__cell_at(b, &series, c < 2 ? b->last : 0);
        }
    }
    add_years(b, figure);
    koh__figure_end(b, figure);
}

static double registered(const koh_register *population, int year)
{
    const double *persons = koh_register_year(population, year);
    double sum = 0;
    for (size_t i = 0; persons != NULL && i < 2 * population->n_age; i++) {
        sum += persons[i];
    }
    return persons == NULL ? (double) NAN : sum;
}

static const char everybody[] = "indicators/persons";

static void add_history(koh_builder *b)
{
    const koh_plan *plan = koh__scenario(b)->plan;
    const koh_register *population = plan->registered != NULL ? plan->registered : &b->result->inputs->local;
    const koh_series all = koh__persons(b, 0, -1);
    koh_chapter_cell first = koh__cell_at(b, &all, 0), last = koh__cell_at(b, &all, b->last);
    int y = b->chapter->base_year, z = koh__year(b, b->last);
    const char *title =
        koh__title_of(b, last.value < first.value ? KOH_LABEL_F02_DOWN : KOH_LABEL_F02_UP, &first, &last);
    koh_chapter_figure *figure =
        koh__figure_begin(b, "F02", title, koh__say_years(b, KOH_LABEL_F02_WHAT, y, z), koh__say(b, KOH_LABEL_PERSONS));
    const int has_fan = koh__has_fan(b, everybody);
    koh_chapter_panel *panel = koh__panel_add(b, figure, NULL, has_fan ? 2 + KOH_FAN : 2);
    if (panel == NULL) {
        return;
    }
    if (has_fan) {
        koh__fan_begin(b, figure, panel, 2);
    }
    figure->is_from_zero = 1;
    panel->table->heads[0].text = koh__say(b, KOH_LABEL_HISTORY);
    panel->table->heads[1].text = koh__say(b, KOH_LABEL_PROJECTED);
    for (int year = population->first_year; year <= z; year++) {
        koh_chapter_row *row = koh__row_add(b, panel->table, koh__format(b, "%d", year), 0);
        if (row == NULL) {
            return;
        }
        row->year = year;
        row->cells[0] = (koh_chapter_cell){ .kind = KOH_CHAPTER_SUM,
                                            .value = year <= y ? registered(population, year) : (double) NAN };
        for (size_t c = 1; c < panel->table->n_columns; c++) {
            row->cells[c] = row->cells[0];
            row->cells[c].value = NAN;
        }
        if (year >= y) {
            row->cells[1] = koh__cell_at(b, &all, (size_t) (year - y));
        }
        if (year >= y && has_fan) {
            koh__fan_put(b, everybody, koh_axis_find_label(&koh__cube(b, everybody)->axes[1], "all"),
                         (size_t) (year - y), row->cells + 2);
        }
    }
    koh__figure_end(b, figure);
}

static void add_index(koh_builder *b)
{
    static const int from[] = { 67, 80, 90 }, to[] = { 79, 89, -1 };
    koh_series series[3];
    koh_chapter_cell most = { .value = 100 };
    size_t which = 0;
    for (size_t i = 0; i < 3; i++) {
        series[i] = koh__persons(b, from[i], to[i]);
        koh_chapter_cell index = koh__cell_change(b, &series[i], b->last, KOH_CHAPTER_INDEX);
        if (isnan(index.value)) {
            return;
        }
        if (i == 0 || fabs(index.value - 100) > fabs(most.value - 100)) {
            most = index;
            which = i;
        }
    }
    int y = b->chapter->base_year, z = koh__year(b, b->last);
    most.decimals = 0;
    const char *title = koh__title_with(b, KOH_LABEL_F03_MOST, koh__age_text(b, from[which], to[which]), NULL, &most);
    koh_chapter_figure *figure = koh__figure_begin(b, "F03", title, koh__say_years(b, KOH_LABEL_F03_WHAT, y, z),
                                                   koh__say_years(b, KOH_LABEL_INDEX, y, z));
    koh_chapter_panel *panel = koh__panel_add(b, figure, NULL, 3);
    if (panel == NULL) {
        return;
    }
    figure->is_from_zero = 1;
    for (size_t i = 0; i < 3; i++) {
        panel->table->heads[i].text = koh__age_text(b, from[i], to[i]);
    }
    for (size_t t = 0; t <= b->last; t++) {
        koh_chapter_row *row = koh__year_row(b, panel->table, t);
        for (size_t i = 0; row != NULL && i < 3; i++) {
            row->cells[i] = koh__cell_change(b, &series[i], t, KOH_CHAPTER_INDEX);
            row->cells[i].decimals = 0;
        }
    }
    koh__figure_end(b, figure);
}

void koh__build_population_figures(koh_builder *b)
{
    static void (*const figures[])(koh_builder *) = { add_pyramid, add_history, add_index };
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
        koh__each_scenario(b, figures[i]);
    }
}
