/* The chapter's need and staff: T08, T10, T12 and what is said of them. */
#include <math.h>
#include <string.h>

#include "report/builder_priv.h"
#include "report/summary_priv.h"

/* Services that are told in sentences and figures, where there are users of them. */
static const char *const main_services[] = { "long_stay", "staffed_housing_24h", "home_nursing",
                                             "practical_assistance" };
enum { MAIN_SERVICES = sizeof main_services / sizeof main_services[0] };

/* Series of one label of the second axis, summed over any third. */
static koh_series by_label(const koh_builder *b, const char *path, size_t k, int decimals)
{
    const koh_cube *cube = koh__cube(b, path);
    size_t n = cube->n_axes > 2 ? cube->axes[2].n : 1;
    return (koh_series){ .path = path,
                         .row = cube->axes[1].n * n,
                         .n_blocks = 1,
                         .offset = { k * n },
                         .n = n,
                         .step = 1,
                         .decimals = decimals };
}

static const char *basis_text(const koh_builder *b, const koh_cube *cube, size_t k)
{
    const char *basis = cube->basis_by_label != NULL ? cube->basis_by_label[k] : cube->basis;
    return basis == NULL                          ? ""
           : strcmp(basis, "own") == 0            ? koh__say(b, KOH_LABEL_OWN)
           : strcmp(basis, "national_rates") == 0 ? koh__say(b, KOH_LABEL_NATIONAL)
                                                  : koh__say(b, KOH_LABEL_MIXED);
}

static const char *row_name(koh_builder *b, size_t k, const char *path)
{
    const char *name = b->result->inputs->services[k].name[b->language];
    if (strcmp(path, "demand/users") == 0 && koh__scenario(b)->counted[k] == KOH_BASIS_THROUGH_YEAR) {
        name = koh__format(b, "%s, %s", name, koh__say(b, KOH_LABEL_THROUGH_YEAR));
    }
    return koh__in_scope(b->result, koh__scenario(b), k)
               ? name
               : koh__format(b, "%s (%s)", name, koh__say(b, KOH_LABEL_OUT_OF_SCOPE));
}

/* Rows of all services that the series knows; the column behind the change tells what stands behind. */
static void add_services(koh_builder *b, koh_chapter_table *table, const char *path)
{
    const koh_cube *cube = koh__cube(b, path);
    size_t above = (size_t) -1; /* the last whole in the table */
    for (size_t k = 0; k < cube->axes[1].n && !b->failed; k++) {
        size_t whole = b->result->inputs->services[k].parent;
        const koh_series series = by_label(b, path, k, 0);
        koh_chapter_cell first = koh__cell_at(b, &series, 0), last = koh__cell_at(b, &series, b->last);
        if (koh__is_unknown(first.value) || (first.value == 0 && last.value == 0)) {
            continue;
        }
        koh__row_of_years(b, table, row_name(b, k, path), whole != (size_t) -1 && whole == above, &series);
        above = whole == (size_t) -1 ? k : above;
        if (!b->failed) {
            table->rows[table->n_rows - 1].cells[b->n_years + 2] = koh__cell_text(basis_text(b, cube, k));
        }
    }
}

static koh_chapter_table *services_table(koh_builder *b, const char *id, koh_label_id title, koh_label_id unit)
{
    koh_chapter_table *table = koh__table_of_years(b, id, koh__say(b, title), koh__say(b, unit), KOH_LABEL_BASE_YEAR);
    koh_chapter_head *heads = table == NULL ? NULL : KOH_TAKE(b->arena, table->n_columns + 1, koh_chapter_head);
    b->failed |= heads == NULL;
    if (heads != NULL) {
        memcpy(heads, table->heads, table->n_columns * sizeof *heads);
        heads[table->n_columns++] = (koh_chapter_head){ koh__say(b, KOH_LABEL_BEHIND), NULL };
        table->heads = heads;
        table->stub = koh__say(b, KOH_LABEL_SERVICE);
    }
    return heads == NULL ? NULL : table;
}

static void add_users(koh_builder *b)
{
    koh_chapter_table *table = services_table(b, "T08", KOH_LABEL_T08, KOH_LABEL_PERSONS);
    if (table != NULL) {
        add_services(b, table, "demand/users");
        table->note = koh__say(b, KOH_LABEL_S_USERS_APART);
        koh__table_end(b, table);
    }
}

static const char *area_name(const koh_builder *b, const char *area)
{
    static const struct {
        const char *id;
        koh_label_id label;
    } areas[] = { { "pro", KOH_LABEL_AREA_PRO },
                  { "tff", KOH_LABEL_AREA_TFF },
                  { "psykiatri_nav", KOH_LABEL_AREA_PSYKIATRI_NAV },
                  { "total", KOH_LABEL_ALL_SERVICES } };
    for (size_t i = 0; i < sizeof areas / sizeof areas[0]; i++) {
        if (strcmp(areas[i].id, area) == 0) {
            return koh__say(b, areas[i].label);
        }
    }
    return area;
}

static void add_fte(koh_builder *b)
{
    koh_chapter_table *table = services_table(b, "T10a", KOH_LABEL_T10A, KOH_LABEL_FTE);
    if (table == NULL) {
        return;
    }
    add_services(b, table, "demand/fte");
    const koh_cube *areas = koh__cube(b, "demand/fte_by_area");
    for (size_t k = 0; k < areas->axes[1].n && !b->failed; k++) {
        const koh_series series = by_label(b, "demand/fte_by_area", k, 0);
        koh_chapter_cell first = koh__cell_at(b, &series, 0);
        if (!koh__is_unknown(first.value) && first.value != 0) {
            koh__row_of_years(b, table, area_name(b, areas->axes[1].labels[k]), 2, &series);
        }
    }
    koh__table_end(b, table);
}

static void add_hours(koh_builder *b)
{
    koh_chapter_table *table = services_table(b, "T10b", KOH_LABEL_T10B, KOH_LABEL_HOURS);
    if (table != NULL) {
        add_services(b, table, "demand/hours");
        koh__table_end(b, table);
    }
}

/* The series of a condition: one sex, or both (sex = 2). */
static koh_series by_sex(const koh_builder *b, const char *path, size_t k, size_t sex)
{
    koh_series series = by_label(b, path, k, 0);
    series.offset[0] += sex < 2 ? sex : 0;
    series.n = sex < 2 ? 1 : 2;
    return series;
}

static void add_dementia(koh_builder *b)
{
    static const koh_label_id labels[] = { KOH_LABEL_WOMEN_WITH, KOH_LABEL_MEN_WITH, KOH_LABEL_DEMENTIA };
    const koh_cube *cube = koh__cube(b, "demand/conditions");
    size_t k = koh_axis_find_label(&cube->axes[1], "dementia");
    koh_chapter_table *table = koh__table_of_years(b, "T12a", koh__say(b, KOH_LABEL_T12A),
                                                   koh__say(b, KOH_LABEL_PERSONS), KOH_LABEL_BASE_YEAR);
    if (table == NULL || k == (size_t) -1) {
        return;
    }
    table->source = koh__say_source(b, KOH_LABEL_SRC_PREVALENCE);
    for (size_t sex = 0; sex < 3; sex++) {
        const koh_series series = by_sex(b, "demand/conditions", k, sex);
        koh__row_of_years(b, table, koh__say(b, labels[sex]), sex == 2 ? 2 : 0, &series);
    }
    koh__table_end(b, table);
}

static void add_alone(koh_builder *b)
{
    static const int from[] = { 67, 80, 90 };
    koh_chapter_table *table = koh__table_of_years(b, "T12b", koh__say(b, KOH_LABEL_T12B),
                                                   koh__say(b, KOH_LABEL_PERSONS), KOH_LABEL_BASE_YEAR);
    if (table == NULL) {
        return;
    }
    table->source = koh__say_source(b, KOH_LABEL_SRC_PREVALENCE);
    for (size_t g = 0; g < 3; g++) {
        const koh_series series = by_sex(b, "households/living_alone", g, 2);
        koh__row_of_years(b, table, koh__say_with(b, KOH_LABEL_LIVING_ALONE, 's', koh__age_text(b, from[g], -1)), 0,
                          &series);
    }
    koh__table_end(b, table);
}

/* What precedes sentences on the need of a scenario. */
void koh__say_scenario(koh_builder *b)
{
    const unsigned char *of = koh__only(b, b->scenario);
    int is_constant = b->scenario == 0 && !koh__has_levers(b->result);
    const koh_chapter_gap gaps[] = { { 's', koh__cell_text(b->chapter->scenarios[b->scenario]) },
                                     { 'y', koh__cell_text(koh__format(b, "%d", b->chapter->base_year)) } };
    koh__add_sentence(b, KOH_ITEM_PARAGRAPH, of, koh__say(b, is_constant ? KOH_LABEL_S_CONSTANT : KOH_LABEL_S_CHANGING),
                      2, gaps);
}

static void say_users(koh_builder *b)
{
    const koh_cube *cube = koh__cube(b, "demand/users");
    const unsigned char *of = koh__only(b, b->scenario);
    for (size_t i = 0; i < MAIN_SERVICES && !b->failed; i++) {
        size_t k = koh_axis_find_label(&cube->axes[1], main_services[i]);
        if (k == (size_t) -1) {
            continue;
        }
        const koh_series series = by_label(b, "demand/users", k, 0);
        koh_chapter_cell first = koh__cell_at(b, &series, 0), last = koh__cell_at(b, &series, b->last);
        const koh_chapter_gap gaps[] = { { 's', koh__cell_text(koh__lower(b, koh__service_name(b, main_services[i]))) },
                                         { 'a', first },
                                         { 'b', last },
                                         { 'y', koh__cell_text(koh__format(b, "%d", b->chapter->base_year)) },
                                         { 'z', koh__cell_text(koh__format(b, "%d", koh__year(b, b->last))) } };
        if (first.value > 0 && !isnan(last.value)) {
            koh_label_id label = last.value < first.value ? KOH_LABEL_S_USERS_DOWN : KOH_LABEL_S_USERS_UP;
            koh__add_sentence(b, KOH_ITEM_BULLET, of, koh__say(b, label), 5, gaps);
        }
    }
}

static void say_need(koh_builder *b)
{
    koh__say_scenario(b);
    say_users(b);
}

static void add_figure(koh_builder *b)
{
    enum { LINES = 5 };
    const koh_cube *cube = koh__cube(b, "demand/users");
    size_t n = b->result->n_scenarios < LINES ? b->result->n_scenarios : LINES;
    int y = b->chapter->base_year, z = koh__year(b, b->last);
    koh_chapter_figure *figure =
        koh__figure_begin(b, "F05", "", koh__say_years(b, KOH_LABEL_F05_WHAT, y, z), koh__say(b, KOH_LABEL_PERSONS));
    for (size_t i = 0; figure != NULL && i < MAIN_SERVICES; i++) {
        size_t k = koh_axis_find_label(&cube->axes[1], main_services[i]);
        if (k == (size_t) -1 || !(cube->value[k] > 0)) {
            continue;
        }
        const koh_series series = by_label(b, "demand/users", k, 0);
        const char *name = koh__service_name(b, main_services[i]);
        koh_chapter_panel *panel = koh__panel_add(b, figure, name, n);
        if (panel == NULL) {
            return;
        }
        if (figure->n_panels == 1) {
            koh_chapter_cell first = koh__cell_at(b, &series, 0), last = koh__cell_at(b, &series, b->last);
            figure->title = koh__title_with(b, KOH_LABEL_F05_TITLE, koh__lower(b, name), &first, &last);
        }
        for (size_t t = 0; t <= b->last; t++) {
            koh_chapter_row *row = koh__year_row(b, panel->table, t);
            for (b->scenario = 0; row != NULL && b->scenario < n; b->scenario++) {
                row->cells[b->scenario] = koh__cell_at(b, &series, t);
                panel->table->heads[b->scenario].text = b->chapter->scenarios[b->scenario];
            }
            b->scenario = 0;
        }
    }
    if (figure != NULL && figure->n_panels > 0) {
        figure->is_from_zero = 1;
        figure->source = koh__say_source(b, KOH_LABEL_SRC_PLAN);
        figure->note = n < b->result->n_scenarios ? koh__say(b, KOH_LABEL_S_FIVE) : NULL;
        memset(figure->of, 1, b->result->n_scenarios);
        koh__figure_end(b, figure);
    }
}

void koh__build_need(koh_builder *b)
{
    const char *basis = koh__cube(b, "demand/users")->basis;
    koh__begin_section(b, "need", KOH_LABEL_H_NEED);
    koh__add_label(b, strcmp(basis, "own") == 0     ? KOH_LABEL_S_OWN
                      : strcmp(basis, "mixed") == 0 ? KOH_LABEL_S_MIXED
                                                    : KOH_LABEL_S_NATIONAL);
    koh__each_scenario(b, say_need);
    add_figure(b);
    koh__each_scenario(b, add_users);
    koh__add_coverage(b);
    koh__add_peers(b);
    koh__add_events(b);
    koh__add_levels(b);
    koh__add_ladder(b);
    koh__each_scenario(b, add_dementia);
    koh__each_scenario(b, add_alone);
}

void koh__say_staff(koh_builder *b)
{
    const koh_cube *areas = koh__cube(b, "demand/fte_by_area");
    const koh_series total = by_label(b, "demand/fte_by_area", areas->axes[1].n - 1, 0);
    const koh_chapter_gap gaps[] = { { 'a', koh__cell_at(b, &total, 0) },
                                     { 'b', koh__cell_at(b, &total, b->last) },
                                     { 'y', koh__cell_text(koh__format(b, "%d", b->chapter->base_year)) },
                                     { 'z', koh__cell_text(koh__format(b, "%d", koh__year(b, b->last))) } };
    koh__add_sentence(b, KOH_ITEM_PARAGRAPH, koh__only(b, b->scenario), koh__say(b, KOH_LABEL_S_STAFF), 4, gaps);
}

void koh__build_staff(koh_builder *b)
{
    koh__begin_section(b, "staff", KOH_LABEL_H_STAFF);
    koh__each_scenario(b, koh__say_staff);
    koh__each_scenario(b, add_fte);
    koh__each_scenario(b, add_hours);
}
