/* The chapter's staff by profession: T13, T14, T33 and what is said of them. */
#include <math.h>
#include <string.h>

#include "plan/workforce_priv.h"
#include "report/builder_priv.h"
#include "report/column_priv.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* A row per profession, and their sum where the whole is known. */
static void add_professions(koh_builder *b, const char *id, const char *title, const koh_label_id *heads, size_t n,
                            const koh_grid_column *columns)
{
    const koh_cube *cube = koh__cube(b, columns[0].path);
    if (cube == NULL) {
        return;
    }
    koh_chapter_table *table = koh__grid(b, id, KOH_LABEL_PROFESSION, n, columns);
    for (size_t j = 0; j < cube->axes[1].n; j++) {
        (void) koh__grid_row(b, table, b->result->inputs->professions[j].name[b->language], cube->axes[1].labels[j], n,
                             columns);
    }
    for (size_t c = 0; table != NULL && heads != NULL && c < n; c++) {
        table->heads[c].text = koh__say(b, heads[c % 3]);
        table->unit = koh__say(b, KOH_LABEL_FTE);
    }
    if (table != NULL && title != NULL) {
        table->title = title;
        table->unit = koh__say(b, KOH_LABEL_PERSONS);
    }
    if (table != NULL && table->n_rows > 1 && strcmp(id, "T14b") != 0) { /* chances do not add up */
        (void) koh__grid_total(b, table, koh__say(b, KOH_LABEL_ALL_PROFESSIONS), n, columns);
    }
    koh__table_end(b, table);
}

static void add_supply(koh_builder *b)
{
    static const char *const paths[] = { "workforce/demand", "workforce/supply", "workforce/gap" };
    static const char *const words[] = { "fte_demand", "fte_supply", "fte_gap" };
    static const koh_label_id heads[] = { KOH_LABEL_F07_DEMAND, KOH_LABEL_F07_SUPPLY, KOH_LABEL_SHORT_OF };
    koh_grid_column columns[9];
    for (size_t i = 0; i < COUNT(columns); i++) {
        columns[i] = (koh_grid_column){ .word = words[i % 3],
                                        .path = paths[i % 3],
                                        .when = i < 3   ? KOH_WHEN_BASE
                                                : i < 6 ? KOH_WHEN_END
                                                        : KOH_WHEN_LAST,
                                        .decimals = 1 };
    }
    add_professions(b, "T13", NULL, heads, b->end == b->last ? 6 : 9, columns);
}

static void add_causes(koh_builder *b)
{
    static const char *const words[] = { "services", "vacant", "technology", "informal_care", "task_shifts" };
    koh_grid_column columns[6];
    for (size_t i = 0; i < 5; i++) {
        columns[i] = (koh_grid_column){
            .word = words[i], .path = "workforce/demand_parts", .item = i, .when = KOH_WHEN_END, .decimals = 1
        };
    }
    columns[5] =
        (koh_grid_column){ .word = "fte_demand", .path = "workforce/demand", .when = KOH_WHEN_END, .decimals = 1 };
    add_professions(b, "T13c", NULL, NULL, COUNT(columns), columns);
}

static void add_recruitment(koh_builder *b)
{
    static const char *const words[] = { "demand_change", "deaths", "retirements", "turnover", "hires" };
    static const size_t items[] = { 1, 2, 3, 4, 6 };
    koh_grid_column columns[6] = { { .word = "gap_at_start", .path = "workforce/recruitment", .decimals = 1 } };
    for (size_t i = 0; i < COUNT(items); i++) {
        columns[1 + i] = (koh_grid_column){
            .word = words[i], .path = "workforce/recruitment", .item = items[i], .when = KOH_WHEN_PERIOD, .decimals = 1
        };
    }
    add_professions(b, "T14", koh__say(b, KOH_LABEL_T14_PERIOD), NULL, COUNT(columns), columns);
}

static void add_filling(koh_builder *b)
{
    static const koh_grid_column columns[] = {
        { .word = "fill_probability", .path = "workforce/fill_probability", .decimals = 2 },
        { .word = "months_to_fill", .path = "workforce/months_to_fill", .decimals = 1 },
        { .word = "posts_waiting", .path = "workforce/posts_waiting", .decimals = 1 }
    };
    add_professions(b, "T14b", NULL, NULL, COUNT(columns), columns);
}

static void add_feasible(koh_builder *b)
{
    const koh_grid_column columns[] = {
        { .word = "share_by_hours",
          .path = "workforce/feasible_share",
          .item = 0,
          .when = KOH_WHEN_END,
          .decimals = 2 },
        { .word = "share_by_mix", .path = "workforce/feasible_share", .item = 1, .when = KOH_WHEN_END, .decimals = 2 },
        { .word = "users", .path = "demand/users", .when = KOH_WHEN_END },
        { .word = "users_feasible", .path = "workforce/feasible_users", .when = KOH_WHEN_END }
    };
    const koh_cube *cube = koh__cube(b, "workforce/feasible_share");
    if (cube == NULL) {
        return;
    }
    koh_chapter_table *table = koh__grid(b, "T14c", KOH_LABEL_SERVICE, COUNT(columns), columns);
    for (size_t k = 0; k < cube->axes[1].n; k++) {
        const char *id = cube->axes[1].labels[k];
        const koh_series share = koh__series(b, columns[0].path, id, 0);
        if (!koh__is_unknown(koh__cell_at(b, &share, b->end).value)) {
            (void) koh__grid_row(b, table, koh__service_name(b, id), id, COUNT(columns), columns);
        }
    }
    koh__table_end(b, table);
}

static const char *unit_name(const koh_builder *b, size_t i)
{
    const koh_plan_workforce *plan = koh__scenario(b)->plan->workforce;
    return i < plan->n_units ? plan->units[i].label[b->language] : koh__say(b, KOH_LABEL_OTHERS);
}

static void add_units(koh_builder *b)
{
    const koh_grid_column columns[] = {
        { .word = "fte_target", .path = "workforce/unit_target", .item = KOH_ALL_ITEMS, .decimals = 1 },
        { .word = "fte_target",
          .path = "workforce/unit_target",
          .item = KOH_ALL_ITEMS,
          .when = KOH_WHEN_END,
          .decimals = 1 },
        { .word = "fte_gap", .path = "workforce/unit_gap", .item = KOH_ALL_ITEMS, .when = KOH_WHEN_END, .decimals = 1 },
        { .word = "hires", .path = "workforce/unit_hires", .when = KOH_WHEN_PERIOD, .decimals = 1 },
        { .word = "persons", .path = "workforce/unit_persons" },
        { .word = "leaders", .path = "workforce/unit_leaders" },
        { .word = "persons_per_leader",
          .path = "workforce/unit_persons",
          .by = "workforce/unit_leaders",
          .how = KOH_CHAPTER_INDEX,
          .scale = 0.01,
          .decimals = 1 }
    };
    const koh_cube *cube = koh__cube(b, "workforce/unit_persons");
    if (cube == NULL) {
        return;
    }
    koh_chapter_table *table = koh__grid(b, "T13d", KOH_LABEL_UNIT_OF_WORK, COUNT(columns), columns);
    for (size_t i = 0; i < cube->axes[1].n; i++) {
        (void) koh__grid_row(b, table, unit_name(b, i), cube->axes[1].labels[i], COUNT(columns), columns);
    }
    koh__table_end(b, table);
}

/* Units by profession: what is missing at the end of the period. */
static void add_competence(koh_builder *b)
{
    const koh_cube *gap = koh__cube(b, "workforce/unit_gap");
    if (gap == NULL) {
        return;
    }
    koh_chapter_table *table = koh__table_begin(b, "T13e", koh__form_title(b, "T13e"),
                                                koh__column_label("fte_gap", b->language), gap->axes[1].n);
    for (size_t i = 0; table != NULL && i < gap->axes[1].n; i++) {
        table->heads[i] = (koh_chapter_head){ unit_name(b, i), koh__format(b, "%d", koh__year(b, b->end)) };
    }
    for (size_t j = 0; table != NULL && j < gap->axes[2].n; j++) {
        int is_there = 0;
        for (size_t i = 0; i < gap->axes[1].n; i++) {
            const koh_series target = koh__series(b, "workforce/unit_target", gap->axes[1].labels[i], j);
            is_there |= koh__cell_at(b, &target, b->end).value > 0;
        }
        koh_chapter_row *row =
            is_there ? koh__row_add(b, table, b->result->inputs->professions[j].name[b->language], 0) : NULL;
        for (size_t i = 0; row != NULL && i < gap->axes[1].n; i++) {
            koh_series series = koh__series(b, "workforce/unit_gap", gap->axes[1].labels[i], j);
            series.decimals = 1;
            row->cells[i] = koh__cell_at(b, &series, b->end);
        }
    }
    if (table != NULL) {
        table->stub = koh__say(b, KOH_LABEL_PROFESSION);
        table->note = koh__say(b, KOH_LABEL_S_GAP_SIGN);
    }
    koh__table_end(b, table);
}

static void add_rotas(koh_builder *b)
{
    const koh_grid_column columns[] = {
        { .word = "fte", .path = "workforce/rota_fte", .item = 2, .decimals = 1 },
        { .word = "persons_by_hours", .path = "workforce/rota_persons", .item = 0 },
        { .word = "persons_by_weekends", .path = "workforce/rota_persons", .item = 1 },
        { .word = "persons", .path = "workforce/rota_persons", .item = 2 },
        { .word = "mean_position",
          .path = "workforce/rota_fte",
          .item = 2,
          .by = "workforce/rota_persons",
          .by_item = 2,
          .how = KOH_CHAPTER_INDEX,
          .scale = 0.01,
          .decimals = 2 },
        { .word = "weekend_shifts", .path = "workforce/rota_weekends", .item = 0, .decimals = 1 },
        { .word = "weekend_short_at_full_time", .path = "workforce/rota_weekends", .item = 1, .decimals = 1 },
        { .word = "skilled_week_probability", .path = "workforce/rota_skilled_week", .decimals = 2 },
        { .word = "shifts_without_skill", .path = "workforce/rota_without_skill" }
    };
    const koh_plan_workforce *plan = koh__scenario(b)->plan->workforce;
    if (koh__cube(b, columns[0].path) == NULL) {
        return;
    }
    koh_chapter_table *table = koh__grid(b, "T13b", KOH_LABEL_ROTA, COUNT(columns), columns);
    for (size_t i = 0; i < plan->n_rotas; i++) {
        (void) koh__grid_row(b, table, plan->rotas[i].label[b->language], plan->rotas[i].id, COUNT(columns), columns);
    }
    koh__table_end(b, table);
}

/* How the staff is split, per cent of the services that are in scope. */
static void add_split(koh_builder *b)
{
    const koh_cube *cube = koh__cube(b, "demand/fte");
    const koh_series whole = koh__series(b, "demand/fte_by_area", "total", 0);
    koh_chapter_table *table = koh__form_of_years(b, "T33", KOH_LABEL_SHARE_OF_FTE, KOH_LABEL_SERVICE);
    if (table == NULL) {
        return;
    }
    table->n_columns = b->n_years; /* a change of a share in per cent says nothing */
    for (size_t k = 0; k < cube->axes[1].n; k++) {
        const koh_series part = koh__series(b, "demand/fte", cube->axes[1].labels[k], KOH_ALL_ITEMS);
        const koh_chapter_cell first = koh__cell_at(b, &part, 0);
        koh_chapter_row *row = koh__in_scope(b->result, koh__scenario(b), k) && first.value > 0
                                   ? koh__row_add(b, table, b->result->inputs->services[k].name[b->language], 0)
                                   : NULL;
        for (size_t i = 0; row != NULL && i < b->n_years; i++) {
            const koh_chapter_cell all = koh__cell_at(b, &whole, b->years[i]);
            row->cells[i] = koh__cell_at(b, &part, b->years[i]);
            row->cells[i].kind = KOH_CHAPTER_INDEX;
            row->cells[i].value = all.value > 0 ? 100 * row->cells[i].value / all.value : (double) NAN;
            row->cells[i].decimals = 1;
            row->cells[i].b = all.a;
        }
    }
    koh__table_end(b, table);
}

/* The professions that lack most at the end of the period. */
static void say_gaps(koh_builder *b)
{
    enum { MOST = 3 };
    const koh_cube *gap = koh__cube(b, "workforce/gap");
    unsigned char *said = gap == NULL ? NULL : KOH_TAKE(b->arena, gap->axes[1].n, unsigned char);
    for (size_t i = 0; said != NULL && i < MOST; i++) {
        size_t most = (size_t) -1;
        const double *row = gap->value + b->end * gap->axes[1].n;
        for (size_t j = 0; j < gap->axes[1].n; j++) {
            most = !said[j] && row[j] >= 0.5 && (most == (size_t) -1 || row[j] > row[most]) ? j : most;
        }
        if (most == (size_t) -1) {
            break;
        }
        said[most] = 1;
        const char *id = gap->axes[1].labels[most];
        const koh_series series = koh__series(b, "workforce/gap", id, 0);
        koh_series hires = koh__series(b, "workforce/recruitment", id, 6);
        hires.n = b->end > 0 ? b->end : 1;
        hires.step = hires.row;
        const koh_chapter_cell all = koh__cell_at(b, &hires, 0);
        koh__say_end(b, KOH_ITEM_BULLET, KOH_LABEL_S_PROFESSION_GAP,
                     &(koh_saying){ .series = &series,
                                    .cell = &all,
                                    .s = b->result->inputs->professions[most].name[b->language] });
    }
}

void koh__build_workforce(koh_builder *b)
{
    koh__begin_section(b, "workforce", KOH_LABEL_H_WORKFORCE);
    koh__each_scenario(b, say_gaps);
    koh__each_scenario(b, koh__add_staff_figure);
    koh__each_scenario(b, add_supply);
    koh__each_scenario(b, add_recruitment);
    koh__each_scenario(b, add_causes);
    koh__each_scenario(b, add_filling);
    koh__each_scenario(b, add_units);
    koh__each_scenario(b, add_competence);
    koh__each_scenario(b, add_rotas);
    koh__add_aims(b);
    koh__each_scenario(b, add_feasible);
    koh__each_scenario(b, add_split);
    koh__end_section(b, KOH_LABEL_H_WORKFORCE);
}
