/* The chapter's buildings and building steps: T20, T16 and what is said of them. */
#include <math.h>
#include <string.h>

#include "plan/capacity_priv.h"
#include "plan/structures_priv.h"
#include "report/builder_priv.h"
#include "report/column_priv.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

#define MILLIONTH 1e-6 /* of a krone */
#define THOUSANDTH 1e-3

enum { OWN = 0 }; /* the schedule of the scenario alone */

static const koh_grid_column stock_columns[] = {
    { .word = "condition", .path = "capacity/building_condition" },
    { .word = "due", .path = "capacity/building_due", .decimals = KOH_YEAR_DIGITS },
    { .word = "area_m2", .path = "capacity/building_area" },
    { .word = "backlog", .path = "capacity/building_backlog" },
    { .word = "places", .path = "capacity/building_places" },
    { .word = "suitability", .path = "capacity/building_suitability", .decimals = 2 }
};

static void add_stock(koh_builder *b)
{
    const koh_plan_capacity *capacity = koh__scenario(b)->plan->capacity;
    const koh_cube *cube = koh__cube(b, "capacity/building_places");
    if (cube == NULL) {
        return;
    }
    koh_chapter_table *table = koh__grid(b, "T20", KOH_LABEL_BUILDING, COUNT(stock_columns), stock_columns);
    for (size_t i = 0; i < cube->axes[0].n; i++) {
        (void) koh__grid_row(b, table, capacity->buildings->list[i].name, cube->axes[0].labels[i], COUNT(stock_columns),
                             stock_columns);
    }
    if (table != NULL) {
        table->note = koh__say(b, KOH_LABEL_S_CONDITION);
        table->source = koh__say(b, KOH_LABEL_SRC_OWN);
    }
    koh__table_end(b, table);
}

/* Rows of a schedule: its steps with their years, then its cost as a whole. */
static void add_schedule(koh_builder *b, koh_chapter_table *table, size_t schedule)
{
    const koh_plan_expansion *expansion = koh__scenario(b)->plan->capacity->expansion;
    const koh_cube *cube = koh__cube(b, "capacity/expansion");
    const char *name = koh__code_text(b, "schedule", cube->axes[0].labels[schedule]);
    koh_chapter_row *whole = koh__row_add(b, table, name, 2);
    for (size_t c = 0; whole != NULL && c < 4; c++) {
        static const char *const paths[] = { NULL, "capacity/expansion_deadline", "capacity/expansion_cost",
                                             "capacity/expansion_cost" };
        koh_series series = { .path = paths[c],
                              .n_blocks = 1,
                              .n = 1,
                              .step = 1,
                              .offset = { c == 1 ? schedule : 2 * schedule + (c == 3) },
                              .scale = c > 1 ? MILLIONTH : 1,
                              .decimals = c == 1 ? KOH_YEAR_DIGITS : 1 };
        whole->cells[c] = c == 0 ? koh__cell_text("") : koh__cell_at(b, &series, 0);
        if (c > 0 && koh__is_unknown(whole->cells[c].value)) { /* there is no regret of a scenario's own schedule */
            whole->cells[c] = koh__cell_text("");
        }
    }
    for (size_t i = 0; i < expansion->n_steps; i++) {
        koh_chapter_row *row = koh__row_add(b, table, expansion->steps[i].label[b->language], 1);
        for (size_t c = 0; row != NULL && c < 4; c++) {
            const koh_series series = { .path = "capacity/expansion",
                                        .n_blocks = 1,
                                        .n = 1,
                                        .step = 1,
                                        .offset = { 2 * (schedule * expansion->n_steps + i) + (c == 1) },
                                        .decimals = KOH_YEAR_DIGITS };
            row->cells[c] = c < 2 ? koh__cell_at(b, &series, 0) : koh__cell_text("");
            if (c < 2 && koh__is_unknown(row->cells[c].value)) {
                row->cells[c] = koh__cell_text(c == 0 ? koh__say(b, KOH_LABEL_NOT_BUILT) : "");
            }
        }
    }
}

static void add_steps(koh_builder *b)
{
    static const koh_label_id heads[] = { KOH_LABEL_IN_USE_FROM, KOH_LABEL_DECIDE_BY, KOH_LABEL_PRESENT_VALUE,
                                          KOH_LABEL_REGRET };
    const koh_cube *cube = koh__cube(b, "capacity/expansion");
    koh_chapter_table *table =
        cube == NULL ? NULL : koh__table_begin(b, "T16", koh__form_title(b, "T16"), NULL, COUNT(heads));
    if (table == NULL) {
        return;
    }
    table->stub = koh__column_label("step", b->language);
    table->note = koh__say(b, KOH_LABEL_S_SCHEDULES);
    table->source = koh__say(b, KOH_LABEL_SRC_OWN);
    for (size_t c = 0; c < COUNT(heads); c++) {
        table->heads[c].text = koh__say(b, heads[c]);
    }
    for (size_t i = 0; i < cube->axes[0].n; i++) {
        add_schedule(b, table, i);
    }
    koh__table_end(b, table);
}

/* Schedules, and building nothing, held against all scenarios and draws: the last of those they are held against. */
static void add_verdicts(koh_builder *b)
{
    static const struct {
        const char *path;
        size_t n, at;
        double scale;
        koh_label_id head;
        int decimals;
    } columns[] = { { "capacity/expansion_regret", 4, 0, MILLIONTH, KOH_LABEL_COST_WITH_SHORTAGE, 1 },
                    { "capacity/expansion_missing", 1, 0, 1, KOH_LABEL_MISSING_PLACE_YEARS, 1 },
                    { "capacity/expansion_met", 1, 0, 100, KOH_LABEL_MET_THROUGHOUT, 0 },
                    { "capacity/expansion_regret", 4, 1, MILLIONTH, KOH_LABEL_REGRET_MEAN, 1 },
                    { "capacity/expansion_regret", 4, 2, MILLIONTH, KOH_LABEL_REGRET_HIGH, 1 } };
    const koh_cube *met = koh__cube(b, "capacity/expansion_met");
    koh_chapter_table *table =
        met == NULL ? NULL : koh__table_begin(b, "T16c", koh__form_title(b, "T16c"), NULL, COUNT(columns));
    if (table == NULL) {
        return;
    }
    memset(table->of, 1, b->result->n_scenarios); /* they are the reference's, which are held against all */
    table->stub = koh__column_label("schedule", b->language);
    table->note = koh__say(b, KOH_LABEL_S_VERDICTS);
    table->source = koh__say(b, KOH_LABEL_SRC_OWN);
    for (size_t c = 0; c < COUNT(columns); c++) {
        table->heads[c].text = koh__say(b, columns[c].head);
    }
    for (size_t i = 0; i < met->axes[0].n; i++) {
        const char *name = koh__code_text(b, "schedule", met->axes[0].labels[i]);
        koh_chapter_row *row = koh__row_add(b, table, name, 0);
        for (size_t c = 0; row != NULL && c < COUNT(columns); c++) {
            const koh_series series = { .path = columns[c].path,
                                        .n_blocks = 1,
                                        .n = 1,
                                        .step = 1,
                                        .offset = { ((i + 1) * met->axes[1].n - 1) * columns[c].n + columns[c].at },
                                        .scale = columns[c].scale,
                                        .decimals = columns[c].decimals };
            row->cells[c] = koh__cell_at(b, &series, 0);
        }
    }
    koh__table_end(b, table);
}

/* Row of a structure: its figures at the end of the period, and what it differs from today's, the first. */
static void add_structure(koh_builder *b, koh_chapter_table *table, size_t i)
{
    static const koh_structure_figure figures[] = { KOH_STRUCTURE_UNITS, KOH_STRUCTURE_PLACES, KOH_STRUCTURE_POSTS,
                                                    KOH_STRUCTURE_FTE,   KOH_STRUCTURE_FTE,    KOH_STRUCTURE_COST,
                                                    KOH_STRUCTURE_COST };
    const koh_plan_structure *structure = &koh__scenario(b)->plan->structures->structures[i];
    koh_chapter_row *row = koh__row_add(b, table, structure->label[b->language], 0);
    for (size_t c = 0; row != NULL && c < COUNT(figures); c++) {
        const koh_cube *cube = koh__structure_cube(koh__scenario(b), figures[c]);
        koh_series series = koh__series(b, cube->path, structure->id, 0);
        series.scale = figures[c] == KOH_STRUCTURE_COST ? THOUSANDTH : 1;
        series.decimals = figures[c] == KOH_STRUCTURE_FTE;
        koh_chapter_cell cell = koh__cell_at(b, &series, b->end);
        if (c == 4 || c == 6) { /* against today's */
            series.offset[0] = 0;
            const koh_chapter_cell today = koh__cell_at(b, &series, b->end);
            cell.kind = KOH_CHAPTER_DIFFERENCE;
            cell.value -= today.value;
            cell.b = today.a;
        }
        row->cells[c] = cell;
    }
}

static void add_structures(koh_builder *b)
{
    static const char *const words[] = {
        "units", "places", "posts", "fte", "fte_against_today", "cost_1000nok", "cost_against_today_1000nok"
    };
    const koh_plan_structures *structures = koh__scenario(b)->plan->structures;
    if (koh__structure_cube(koh__scenario(b), KOH_STRUCTURE_UNITS) == NULL) {
        return;
    }
    koh_chapter_table *table = koh__table_begin(b, "T16b", koh__form_title(b, "T16b"), NULL, COUNT(words));
    for (size_t c = 0; table != NULL && c < COUNT(words); c++) {
        table->heads[c] =
            (koh_chapter_head){ koh__column_label(words[c], b->language), koh__format(b, "%d", koh__year(b, b->end)) };
    }
    for (size_t i = 0; table != NULL && i < structures->n; i++) {
        const koh_plan_structure *structure = &structures->structures[i];
        const koh_cube *cube = koh__structure_cube(koh__scenario(b), KOH_STRUCTURE_FTE);
        koh_series fte = koh__series(b, cube->path, structure->id, 0), today = fte;
        fte.decimals = today.decimals = 1;
        today.offset[0] = 0;
        const koh_chapter_cell then = koh__cell_at(b, &today, b->end);
        if (i > 0) {
            koh__say_end(b, KOH_ITEM_BULLET, KOH_LABEL_S_STRUCTURE,
                         &(koh_saying){ .series = &fte, .cell = &then, .s = structure->label[b->language] });
        }
        add_structure(b, table, i);
    }
    if (table != NULL) {
        table->stub = koh__say(b, KOH_LABEL_STRUCTURE);
        table->source = koh__say(b, KOH_LABEL_SRC_OWN);
    }
    koh__table_end(b, table);
}

static void say_stock(koh_builder *b)
{
    koh_series backlog = {
        .path = "capacity/building_backlog", .n_blocks = 1, .step = 1, .scale = MILLIONTH, .decimals = 1
    };
    const koh_cube *cube = koh__cube(b, backlog.path);
    if (cube == NULL) {
        return;
    }
    backlog.n = cube->axes[0].n;
    const koh_chapter_cell all = koh__cell_at(b, &backlog, 0);
    koh__say_end(b, KOH_ITEM_PARAGRAPH, KOH_LABEL_S_BACKLOG, &(koh_saying){ .cell = &all });
}

/* The first step that the scenario asks for, and when it must be decided. */
static void say_steps(koh_builder *b)
{
    const koh_cube *cube = koh__cube(b, "capacity/expansion");
    size_t first = (size_t) -1;
    for (size_t i = 0; cube != NULL && i < cube->axes[1].n; i++) {
        const double *step = cube->value + 2 * (OWN * cube->axes[1].n + i);
        if (!isnan(step[0]) && (first == (size_t) -1 || step[0] < cube->value[2 * first])) {
            first = i;
        }
    }
    if (cube == NULL) {
        return;
    }
    if (first == (size_t) -1) {
        koh__say_end(b, KOH_ITEM_PARAGRAPH,
                     isnan(koh__cube(b, "capacity/expansion_cost")->value[0]) ? KOH_LABEL_S_NO_SCHEDULE
                                                                              : KOH_LABEL_S_NO_STEP,
                     &(koh_saying){ 0 });
        return;
    }
    koh_series years = { .path = "capacity/expansion",
                         .n_blocks = 1,
                         .n = 1,
                         .step = 1,
                         .offset = { 2 * first },
                         .decimals = KOH_YEAR_DIGITS };
    const koh_chapter_cell effect = koh__cell_at(b, &years, 0);
    years.offset[0]++;
    const koh_chapter_cell decide = koh__cell_at(b, &years, 0);
    const char *name = koh__scenario(b)->plan->capacity->expansion->steps[first].label[b->language];
    const koh_chapter_gap gaps[] = { { 's', koh__cell_text(name) }, { 'a', effect }, { 'b', decide } };
    const int is_met = !isnan(cube->value[2 * first + 1]); /* the nearest schedule has no last year of decision */
    koh__add_sentence(b, KOH_ITEM_PARAGRAPH, koh__only(b, b->scenario),
                      koh__say(b, is_met ? KOH_LABEL_S_FIRST_STEP : KOH_LABEL_S_NEAREST), is_met ? 3 : 2, gaps);
}

void koh__build_buildings(koh_builder *b)
{
    koh__begin_section(b, "buildings", KOH_LABEL_H_BUILDINGS);
    koh__each_scenario(b, say_stock);
    koh__each_scenario(b, say_steps);
    koh__each_scenario(b, add_stock);
    koh__each_scenario(b, add_steps);
    add_verdicts(b);
    koh__each_scenario(b, add_structures);
    koh__end_section(b, KOH_LABEL_H_BUILDINGS);
}
