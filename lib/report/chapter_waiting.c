/* The chapter's levels of need and waiting: T09, T11b-T11d and what is said of them. */
#include <math.h>
#include <string.h>

#include "report/builder_priv.h"
#include "report/column_priv.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static void add_levels(koh_builder *b)
{
    const koh_cube *cube = koh__cube(b, "demand/users_by_level");
    koh_chapter_table *table = cube == NULL ? NULL : koh__form_of_years(b, "T09", KOH_LABEL_PERSONS, KOH_LABEL_SERVICE);
    for (size_t k = 0; table != NULL && k < cube->axes[1].n; k++) {
        const char *id = cube->axes[1].labels[k];
        const koh_series all = koh__series(b, "demand/users_by_level", id, KOH_ALL_ITEMS);
        koh__row_if_known(b, table, koh__service_name(b, id), 0, &all);
        for (size_t l = 0; l < cube->axes[2].n; l++) {
            const koh_series series = koh__series(b, "demand/users_by_level", id, l);
            koh__row_if_known(b, table, koh__code_text(b, "level", cube->axes[2].labels[l]), 1, &series);
        }
    }
    koh__table_end(b, table);
}

void koh__add_levels(koh_builder *b)
{
    koh__each_scenario(b, add_levels);
}

/* Places by occupancy now and at the end of the period, with the chance of waiting. */
static void add_occupancies(koh_builder *b)
{
    static const char *const paths[] = { "capacity/places_by_occupancy", "capacity/places_by_occupancy",
                                         "capacity/wait_probability" };
    static const char *const words[] = { "places", "places", "wait_probability" };
    const koh_cube *cube = koh__cube(b, paths[0]);
    koh_chapter_table *table =
        cube == NULL ? NULL : koh__table_begin(b, "T11b", koh__form_title(b, "T11b"), NULL, COUNT(paths));
    for (size_t c = 0; table != NULL && c < COUNT(paths); c++) {
        table->heads[c] = (koh_chapter_head){ koh__column_label(words[c], b->language),
                                              koh__format(b, "%d", koh__year(b, c == 0 ? 0 : b->end)) };
    }
    for (size_t i = 0; table != NULL && i < cube->axes[1].n * cube->axes[2].n; i++) {
        const char *type = cube->axes[1].labels[i / cube->axes[2].n], *rule = cube->axes[2].labels[i % cube->axes[2].n];
        const koh_series series = koh__series(b, paths[0], type, i % cube->axes[2].n);
        if (koh__is_unknown(koh__cell_at(b, &series, 0).value)) {
            continue;
        }
        const char *name =
            koh__format(b, "%s: %s", koh__service_name(b, type), koh__lower(b, koh__code_text(b, "occupancy", rule)));
        koh_chapter_row *row = koh__row_add(b, table, name, 0);
        for (size_t c = 0; row != NULL && c < COUNT(paths); c++) {
            koh_series figure = koh__series(b, paths[c], type, i % cube->axes[2].n);
            figure.decimals = c == 2 ? 2 : 0;
            row->cells[c] = koh__cell_at(b, &figure, c == 0 ? 0 : b->end);
        }
    }
    if (table != NULL) {
        table->stub = koh__say(b, KOH_LABEL_TYPE_OF_PLACE);
    }
    koh__table_end(b, table);
}

static void add_reserve(koh_builder *b)
{
    const koh_grid_column columns[] = {
        { .word = "need", .path = "capacity/need", .when = KOH_WHEN_END, .decimals = 1 },
        { .word = "places", .path = "capacity/places", .when = KOH_WHEN_END },
        { .word = "largest_unit", .path = "capacity/reserve", .item = 0, .when = KOH_WHEN_END },
        { .word = "gap_without_it", .path = "capacity/reserve", .item = 1, .when = KOH_WHEN_END, .decimals = 1 }
    };
    const koh_cube *cube = koh__cube(b, "capacity/reserve");
    koh_chapter_table *table =
        cube == NULL ? NULL : koh__grid(b, "T11c", KOH_LABEL_TYPE_OF_PLACE, COUNT(columns), columns);
    for (size_t k = 0; table != NULL && k < cube->axes[1].n; k++) {
        const char *type = cube->axes[1].labels[k];
        const koh_series gap = koh__series(b, "capacity/reserve", type, 1);
        if (!koh__is_unknown(koh__cell_at(b, &gap, b->end).value)) {
            (void) koh__grid_row(b, table, koh__service_name(b, type), type, COUNT(columns), columns);
        }
    }
    koh__table_end(b, table);
}

/* The rows of a type, over the years in which a flow is known. */
static void add_rows(koh_builder *b, koh_chapter_table *table, const char *type)
{
    static const struct {
        const char *word, *path;
        size_t item;
        int decimals;
    } rows[] = { { "in_place", "capacity/in_place", 0, 1 },       { "waiting", "capacity/waiting", 0, 1 },
                 { "wait_chance", "capacity/wait_chance", 0, 2 }, { "arrivals", "capacity/flow", 0, 1 },
                 { "admissions", "capacity/flow", 1, 1 },         { "deaths_waiting", "capacity/flow", 3, 1 },
                 { "wait_years", "capacity/wait_years", 0, 2 },   { "ready_days", "capacity/ready_days", 0, 0 },
                 { "ready_cost", "capacity/ready_cost", 0, 0 } };
    for (size_t i = 0; i < COUNT(rows); i++) {
        koh_series series = koh__series(b, rows[i].path, type, rows[i].item);
        series.decimals = rows[i].decimals;
        koh__row_if_known(b, table, koh__column_label(rows[i].word, b->language), 1, &series);
    }
}

static void add_waiting(koh_builder *b)
{
    const koh_cube *cube = koh__cube(b, "capacity/waiting");
    for (size_t k = 0; cube != NULL && k < cube->axes[1].n; k++) {
        const char *type = cube->axes[1].labels[k], *id = k == 0 ? "T11d" : koh__format(b, "T11d%zu", k + 1);
        koh_chapter_table *table = koh__form_of_years(b, "T11d", KOH_LABEL_PERSONS, KOH_LABEL_FIGURE_OF);
        if (table != NULL) {
            table->id = id;
            table->title =
                koh__format(b, "%s: %s", koh__form_title(b, "T11d"), koh__lower(b, koh__service_name(b, type)));
            table->unit = NULL;
            table->n_columns = b->n_years;
            add_rows(b, table, type);
        }
        koh__table_end(b, table);
    }
}

static void say_waiting(koh_builder *b)
{
    const koh_cube *cube = koh__cube(b, "capacity/waiting");
    for (size_t k = 0; cube != NULL && k < cube->axes[1].n; k++) {
        const char *type = cube->axes[1].labels[k];
        const koh_series waiting = koh__series(b, "capacity/waiting", type, 0);
        koh_series years = koh__series(b, "capacity/wait_years", type, 0);
        years.scale = 12;
        years.decimals = 1;
        const size_t t = b->end < koh__cube(b, "capacity/wait_years")->axes[0].n ? b->end : b->end - 1;
        const koh_chapter_cell months = koh__cell_at(b, &years, t);
        const int is_none = koh__cell_at(b, &waiting, b->end).value < 0.5;
        koh__say_end(b, KOH_ITEM_BULLET, is_none ? KOH_LABEL_S_NO_WAIT : KOH_LABEL_S_WAITING,
                     &(koh_saying){ .series = &waiting, .cell = &months, .s = koh__service_name(b, type) });
    }
}

/* Units person by person: the mean of the year over the runs beside the expected number. */
static void add_simulated(koh_builder *b)
{
    static const char *const words[] = { "in_place", "in_place_error", "in_place_expected",
                                         "waiting",  "waiting_error",  "waiting_high" };
    enum { WAITING = 3, HIGH = 5 };
    const koh_cube *cube = koh__cube(b, "capacity/simulated");
    for (size_t k = 0; cube != NULL && k < cube->axes[1].n; k++) {
        const char *type = cube->axes[1].labels[k], *name = koh__service_name(b, type);
        const size_t t = b->end < cube->axes[0].n ? b->end : cube->axes[0].n - 1;
        koh_series waiting = koh__series(b, cube->path, type, WAITING), high = koh__series(b, cube->path, type, HIGH);
        waiting.decimals = high.decimals = 1;
        const koh_chapter_cell worst = koh__cell_at(b, &high, t);
        koh__say_end(b, KOH_ITEM_BULLET, KOH_LABEL_S_SIMULATED,
                     &(koh_saying){ .series = &waiting, .cell = &worst, .s = name });
        koh_chapter_table *table = koh__form_of_years(b, "T11e", KOH_LABEL_PERSONS, KOH_LABEL_FIGURE_OF);
        if (table != NULL) {
            table->id = k == 0 ? "T11e" : koh__format(b, "T11e%zu", k + 1);
            table->title = koh__format(b, "%s: %s", koh__form_title(b, "T11e"), koh__lower(b, name));
            table->n_columns = b->n_years;
        }
        for (size_t i = 0; table != NULL && i < COUNT(words); i++) {
            koh_series series = koh__series(b, cube->path, type, i);
            series.decimals = i == 1 || i == WAITING + 1 ? 2 : 1;
            koh__row_if_known(b, table, koh__column_label(words[i], b->language), i % 3 != 0, &series);
        }
        koh__table_end(b, table);
    }
}

void koh__add_waiting(koh_builder *b)
{
    koh__each_scenario(b, say_waiting);
    koh__each_scenario(b, add_waiting);
    koh__each_scenario(b, add_occupancies);
    koh__each_scenario(b, add_reserve);
    koh__each_scenario(b, add_simulated);
}
