/* The chapter's households and homes: T28, T19 and what is said of them. */
#include "report/builder_priv.h"
#include "report/column_priv.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

#define THOUSANDTH 1e-3 /* of a krone */
#define MILLIONTH 1e-6

static void say_households(koh_builder *b)
{
    koh_series both = koh__series(b, "households/total", "one_person", 0);
    both.n = 2; /* and those of two or more */
    const koh_series old = koh__series(b, "households/old", "80+", 0);
    koh__say_end(b, KOH_ITEM_PARAGRAPH, KOH_LABEL_S_HOUSEHOLDS, &(koh_saying){ .series = &both });
    koh__say_end(b, KOH_ITEM_PARAGRAPH, KOH_LABEL_S_HOUSEHOLDS_OLD, &(koh_saying){ .series = &old });
}

static void add_households(koh_builder *b)
{
    static const struct {
        const char *word, *path, *label;
        size_t item;
    } rows[] = { { "one_person", "households/total", "one_person", 0 },
                 { "two_or_more", "households/total", "two_or_more", 0 },
                 { "households_67plus", "households/old", "67+", 0 },
                 { "households_80plus", "households/old", "80+", 0 },
                 { "alone_67plus", "households/living_alone", "67+", KOH_ALL_ITEMS },
                 { "alone_80plus", "households/living_alone", "80+", KOH_ALL_ITEMS } };
    koh_chapter_table *table = koh__form_of_years(b, "T28", KOH_LABEL_HOUSEHOLDS_UNIT, KOH_LABEL_GROUP);
    if (table == NULL) {
        return;
    }
    table->source = koh__say_source(b, KOH_LABEL_SRC_PREVALENCE);
    koh_series all = koh__series(b, "households/total", "one_person", 0);
    all.n = 2; /* and those of two or more */
    koh__row_if_known(b, table, koh__column_label("households", b->language), 2, &all);
    for (size_t i = 0; i < COUNT(rows); i++) {
        const koh_series series = koh__series(b, rows[i].path, rows[i].label, rows[i].item);
        koh__row_if_known(b, table, koh__column_label(rows[i].word, b->language), i < 4, &series);
    }
    koh__table_end(b, table);
}

static void add_accessible(koh_builder *b)
{
    if (koh__cube(b, "housing/stock") == NULL) {
        return;
    }
    koh_chapter_table *table = koh__form_of_years(b, "T28b", KOH_LABEL_DWELLINGS_UNIT, KOH_LABEL_GROUP);
    const koh_series all = koh__series(b, "housing/stock", "all", 0);
    const koh_series accessible = koh__series(b, "housing/stock", "accessible", 0);
    koh__row_if_known(b, table, koh__column_label("dwellings", b->language), 0, &all);
    koh__row_if_known(b, table, koh__column_label("accessible", b->language), 1, &accessible);
    for (size_t g = 0; g < 2; g++) {
        static const char *const ages[] = { "67+", "80+" };
        static const char *const words[] = { "households_67plus", "households_80plus", "gap_67plus", "gap_80plus" };
        const koh_series old = koh__series(b, "households/old", ages[g], 0);
        koh__row_if_known(b, table, koh__column_label(words[g], b->language), 0, &old);
        koh__row_of_differences(b, table, koh__column_label(words[2 + g], b->language), 1, &old, &accessible);
    }
    koh__table_end(b, table);
}

/* Rows of types, columns of sizes, in the base year. */
static void add_mix(koh_builder *b)
{
    const koh_cube *mix = koh__cube(b, "housing/mix");
    if (mix == NULL) {
        return;
    }
    koh_chapter_table *table =
        koh__table_begin(b, "T28c", koh__form_title(b, "T28c"), koh__say(b, KOH_LABEL_DWELLINGS_UNIT), mix->axes[2].n);
    if (table == NULL) {
        return;
    }
    table->stub = koh__column_label("type", b->language);
    for (size_t c = 0; c < table->n_columns; c++) {
        table->heads[c].text = mix->axes[2].labels[c];
    }
    for (size_t i = 0; i < mix->axes[1].n; i++) {
        const char *name = koh__scenario(b)->plan->housing->types[i].name[b->language];
        koh_chapter_row *row = koh__row_add(b, table, name, 0);
        for (size_t c = 0; row != NULL && c < table->n_columns; c++) {
            const koh_series series = koh__series(b, "housing/mix", mix->axes[1].labels[i], c);
            row->cells[c] = koh__cell_at(b, &series, 0);
        }
    }
    koh__table_end(b, table);
}

static void add_municipal(koh_builder *b)
{
    static const char *const path = "housing/municipal";
    const koh_grid_column columns[] = { { .word = "need", .path = path },
                                        { .word = "dwellings", .path = path, .item = 1 },
                                        { .word = "gap", .path = path, .item = 2 },
                                        { .word = "need", .path = path, .when = KOH_WHEN_END },
                                        { .word = "dwellings", .path = path, .item = 1, .when = KOH_WHEN_END },
                                        { .word = "gap", .path = path, .item = 2, .when = KOH_WHEN_END } };
    const koh_cube *cube = koh__cube(b, path);
    if (cube == NULL) {
        return;
    }
    koh_chapter_table *table = koh__grid(b, "T28d", KOH_LABEL_GROUP, COUNT(columns), columns);
    for (size_t i = 0; i < cube->axes[1].n; i++) {
        const char *name = koh__scenario(b)->plan->housing->groups[i].label[b->language];
        (void) koh__grid_row(b, table, name, cube->axes[1].labels[i], COUNT(columns), columns);
    }
    koh__table_end(b, table);
}

static const char *project_name(const koh_builder *b, size_t p)
{
    const koh_plan_housing *housing = koh__scenario(b)->plan->housing;
    return p < housing->n_projects ? housing->projects[p].label[b->language] : koh__say(b, KOH_LABEL_ALL_PROJECTS);
}

/* What the users of project p cost to run, over the areas whose cost is known; none: empty. */
static koh_series cost_of(const koh_builder *b, size_t p, double scale)
{
    const koh_cube *cube = koh__cube(b, "housing/cost");
    koh_series series = { .path = "housing/cost", .n = 1, .step = 1, .scale = scale, .decimals = scale == MILLIONTH };
    for (size_t a = 0; cube != NULL && a < cube->axes[1].n; a++) {
        const size_t cell = a * cube->axes[2].n + p;
        if (koh__is_unknown(cube->value[cell])) {
            continue;
        }
        if (series.n_blocks == COUNT(series.offset)) { /* known throughout */
            return (koh_series){ .path = series.path,
                                 .row = cube->axes[1].n * cube->axes[2].n,
                                 .n_blocks = 1,
                                 .offset = { p },
                                 .n = cube->axes[1].n,
                                 .step = cube->axes[2].n,
                                 .scale = scale,
                                 .decimals = series.decimals };
        }
        series.row = cube->axes[1].n * cube->axes[2].n;
        series.offset[series.n_blocks++] = cell;
    }
    return series;
}

static void add_projects(koh_builder *b)
{
    enum { BANDS = 7 };
    static const char *const words[BANDS] = { "persons_0_5",   "persons_6_15",  "persons_16_19", "persons_20_66",
                                              "persons_67_79", "persons_80_89", "persons_90plus" };
    koh_grid_column columns[BANDS + 4] = {
        { .word = "dwellings", .path = "housing/completed", .when = KOH_WHEN_PERIOD },
        { .word = "persons", .path = "housing/persons", .item = BANDS, .when = KOH_WHEN_END }
    };
    const koh_cube *cube = koh__cube(b, "housing/persons");
    if (cube == NULL) {
        return;
    }
    for (size_t i = 0; i < BANDS; i++) {
        columns[2 + i] =
            (koh_grid_column){ .word = words[i], .path = "housing/persons", .item = i, .when = KOH_WHEN_END };
    }
    columns[BANDS + 2] = (koh_grid_column){ .word = "fte", .path = "housing/fte", .when = KOH_WHEN_END };
    columns[BANDS + 3] = (koh_grid_column){ .word = "cost_nok_thousand", .path = "housing/cost", .when = KOH_WHEN_END };
    koh_chapter_table *table = koh__grid(b, "T19", KOH_LABEL_PROJECT, COUNT(columns), columns);
    if (table != NULL) {
        table->note = koh__say(b, KOH_LABEL_S_KNOWN_COST);
    }
    for (size_t p = 0; p < cube->axes[1].n; p++) {
        koh_chapter_row *row =
            koh__grid_row(b, table, project_name(b, p), cube->axes[1].labels[p], COUNT(columns), columns);
        if (row != NULL) { /* staff stands by area and then by project */
            koh_series fte = koh__series(b, "housing/fte", "total", p);
            fte.decimals = 1;
            row->cells[BANDS + 2] = koh__cell_at(b, &fte, b->end);
            const koh_series cost = cost_of(b, p, THOUSANDTH);
            row->cells[BANDS + 3] = koh__cell_at(b, &cost, b->end);
            row->level = p + 1 == cube->axes[1].n ? 2 : 0;
        }
    }
    koh__table_end(b, table);
}

/* Users and places that all projects together bring. */
static void add_project_services(koh_builder *b)
{
    const koh_cube *cube = koh__cube(b, "housing/users");
    if (cube == NULL) {
        return;
    }
    const size_t all = cube->axes[2].n - 1;
    const koh_grid_column columns[] = {
        { .word = "users", .path = "housing/users", .item = all, .when = KOH_WHEN_END, .decimals = 1 },
        { .word = "users", .path = "housing/users", .item = all, .when = KOH_WHEN_LAST, .decimals = 1 },
        { .word = "places", .path = "housing/places", .item = all, .when = KOH_WHEN_END, .decimals = 1 },
        { .word = "places", .path = "housing/places", .item = all, .when = KOH_WHEN_LAST, .decimals = 1 }
    };
    koh_chapter_table *table = koh__grid(b, "T19b", KOH_LABEL_SERVICE, COUNT(columns), columns);
    for (size_t k = 0; k < cube->axes[1].n; k++) {
        const char *id = cube->axes[1].labels[k];
        (void) koh__grid_row(b, table, koh__service_name(b, id), id, COUNT(columns), columns);
    }
    koh__table_end(b, table);
}

static void say_projects(koh_builder *b)
{
    const koh_cube *cube = koh__cube(b, "housing/persons");
    if (cube == NULL) {
        return;
    }
    const koh_series persons = koh__series(b, "housing/persons", "all", cube->axes[2].n - 1);
    koh_series fte = koh__series(b, "housing/fte", "total", cube->axes[1].n - 1);
    fte.decimals = 1;
    const koh_chapter_cell staff = koh__cell_at(b, &fte, b->end);
    const koh_series cost = cost_of(b, cube->axes[1].n - 1, MILLIONTH);
    koh__say_end(b, KOH_ITEM_PARAGRAPH, KOH_LABEL_S_PROJECTS, &(koh_saying){ .series = &persons, .cell = &staff });
    koh__say_end(b, KOH_ITEM_PARAGRAPH, KOH_LABEL_S_PROJECTS_COST, &(koh_saying){ .series = &cost });
}

void koh__build_homes(koh_builder *b)
{
    koh__begin_section(b, "homes", KOH_LABEL_H_HOMES);
    koh__each_scenario(b, say_households);
    koh__each_scenario(b, say_projects);
    koh__each_scenario(b, add_households);
    koh__each_scenario(b, add_accessible);
    koh__each_scenario(b, add_mix);
    koh__each_scenario(b, add_municipal);
    koh__each_scenario(b, add_projects);
    koh__each_scenario(b, add_project_services);
    koh__end_section(b, KOH_LABEL_H_HOMES);
}
