/* The chapter's preparedness: T21, F12 and what is said of them. */
#include <math.h>
#include <string.h>

#include "plan/preparedness_priv.h"
#include "report/builder_priv.h"
#include "report/column_priv.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* A weekly series: all weeks of all years one after another. */
typedef struct weekly {
    const char *path, *group, *flow;
    size_t stride, offset, weeks;
} weekly;

enum { WEEKLY_MAX = 64 };

static size_t list_weekly(const koh_builder *b, weekly *list)
{
    static const char *const paths[] = { "preparedness/staff", "preparedness/places", "preparedness/persons",
                                         "preparedness/days_without_supplies", "preparedness/home_users" };
    static const char *const groups[] = { "staff", "places", "persons", "days_without_supplies", "home_users" };
    size_t n = 0;
    for (size_t p = 0; p < COUNT(paths); p++) {
        const koh_cube *cube = koh__cube(b, paths[p]);
        const size_t weeks = cube == NULL ? 1 : cube->axes[0].n * cube->axes[1].n;
        const size_t rest = cube == NULL ? 0 : koh_cube_size(cube) / weeks;
        for (size_t i = 0; i < rest && n < WEEKLY_MAX; i++) {
            const koh_axis *flows = cube->n_axes > 2 ? &cube->axes[cube->n_axes - 1] : NULL;
            list[n++] = (weekly){ .path = paths[p],
                                  .group = cube->n_axes > 3 ? cube->axes[2].labels[i / flows->n] : groups[p],
                                  .flow = flows != NULL ? flows->labels[i % flows->n] : groups[p],
                                  .stride = rest,
                                  .offset = i,
                                  .weeks = weeks };
        }
    }
    return n;
}

static koh_chapter_cell cell_of(const koh_builder *b, const weekly *w, size_t week)
{
    const koh_series series = {
        .path = w->path, .row = w->stride, .n_blocks = 1, .offset = { w->offset }, .n = 1, .step = 1, .decimals = 1
    };
    return koh__cell_at(b, &series, week);
}

/* The week of the highest value; all unknown: the first. */
static size_t peak_of(const koh_builder *b, const weekly *w)
{
    size_t peak = 0;
    for (size_t i = 1; i < w->weeks; i++) {
        const double here = cell_of(b, w, i).value, most = cell_of(b, w, peak).value;
        peak = here > most || (isnan(most) && !isnan(here)) ? i : peak;
    }
    return peak;
}

static const char *week_text(koh_builder *b, const weekly *w, size_t week)
{
    const koh_cube *cube = koh__cube(b, w->path);
    const koh_gap gaps[] = { { 'y', koh__format(b, "%d", cube->axes[0].numbers[week / cube->axes[1].n]) },
                             { 'a', koh__format(b, "%d", cube->axes[1].numbers[week % cube->axes[1].n]) } };
    return koh__say_gaps(b, KOH_LABEL_WEEK_OF, COUNT(gaps), gaps);
}

static const char *name_of(koh_builder *b, const weekly *w)
{
    const char *group = strcmp(w->path, "preparedness/places") == 0 ? koh__service_name(b, w->group)
                                                                    : koh__code_text(b, "group", w->group);
    const char *flow = koh__code_text(b, "flow", w->flow);
    return strcmp(w->group, w->flow) == 0 ? flow : koh__format(b, "%s: %s", group, koh__lower(b, flow));
}

static void add_peaks(koh_builder *b)
{
    static const koh_label_id texts[] = { KOH_LABEL_WEEK, KOH_LABEL_UNIT };
    weekly list[WEEKLY_MAX];
    const size_t n = list_weekly(b, list);
    koh_chapter_table *table = n == 0 ? NULL : koh__table_begin(b, "T21", koh__form_title(b, "T21"), NULL, 1);
    if (table == NULL) {
        return;
    }
    table->stub = koh__say(b, KOH_LABEL_FIGURE_OF);
    table->heads[0].text = koh__column_label("peak", b->language);
    const size_t first = koh__grid_texts(b, table, COUNT(texts), texts);
    for (size_t i = 0; i < n && !b->failed; i++) {
        const size_t peak = peak_of(b, &list[i]);
        koh_chapter_row *row = koh__row_add(b, table, name_of(b, &list[i]), 0);
        if (row != NULL) {
            const koh_cube *cube = koh__cube(b, list[i].path);
            row->cells[0] = cell_of(b, &list[i], peak);
            row->cells[first] = koh__cell_text(row->cells[0].value == 0 ? "" : week_text(b, &list[i], peak));
            row->cells[first + 1] = koh__cell_text(koh__code_text(b, "unit", cube->unit));
        }
    }
    koh__table_end(b, table);
}

/* A row per loss: places or staff that are left at the end of the period. */
static void add_losses(koh_builder *b)
{
    const koh_grid_column units[] = {
        { .word = "places", .path = "preparedness/reserve_without_unit", .decimals = 1 },
        { .word = "places", .path = "preparedness/reserve_without_unit", .when = KOH_WHEN_END, .decimals = 1 }
    };
    const koh_cube *cube = koh__cube(b, units[0].path);
    koh_chapter_table *table = cube == NULL ? NULL : koh__grid(b, "T21c", KOH_LABEL_LOST_UNIT, COUNT(units), units);
    for (size_t i = 0; table != NULL && i < cube->axes[1].n; i++) {
        (void) koh__grid_row(b, table, koh__code_text(b, "unit", cube->axes[1].labels[i]), cube->axes[1].labels[i],
                             COUNT(units), units);
    }
    if (table != NULL) {
        table->note = koh__say(b, KOH_LABEL_S_LEFT_SIGN);
        table->title = koh__say(b, KOH_LABEL_T21C_UNITS);
    }
    koh__table_end(b, table);
}

/* What the plan calls a crisis. */
static const char *crisis_name(const koh_builder *b, const char *id)
{
    const koh_plan_preparedness *plan = koh__scenario(b)->plan->preparedness;
    for (size_t k = 0; k < plan->n_shocks; k++) {
        if (strcmp(plan->shocks[k].id, id) == 0) {
            return plan->shocks[k].label[b->language];
        }
    }
    return id;
}

static void add_relocation(koh_builder *b)
{
    static const char *const words[] = { "lost_places", "residents", "moved_in", "unplaced" };
    const koh_cube *cube = koh__cube(b, "preparedness/relocation");
    koh_chapter_table *table =
        cube == NULL ? NULL : koh__table_begin(b, "T21d", koh__form_title(b, "T21d"), NULL, COUNT(words));
    for (size_t c = 0; table != NULL && c < COUNT(words); c++) {
        table->heads[c].text = koh__column_label(words[c], b->language);
    }
    for (size_t i = 0; table != NULL && i < cube->axes[0].n * cube->axes[1].n; i++) {
        const char *name = koh__format(b, "%s: %s", crisis_name(b, cube->axes[0].labels[i / cube->axes[1].n]),
                                       koh__code_text(b, "unit", cube->axes[1].labels[i % cube->axes[1].n]));
        koh_chapter_row *row = koh__row_add(b, table, name, 0);
        for (size_t c = 0; row != NULL && c < COUNT(words); c++) {
            const koh_series series = { .path = "preparedness/relocation",
                                        .n_blocks = 1,
                                        .offset = { i * cube->axes[2].n + c },
                                        .n = 1,
                                        .step = 1,
                                        .decimals = 1 };
            row->cells[c] = koh__cell_at(b, &series, 0);
        }
    }
    if (table != NULL) {
        table->stub = koh__say(b, KOH_LABEL_CRISIS_AND_UNIT);
    }
    koh__table_end(b, table);
}

/* The need and, beside it in the cube, what the crisis adds to it. */
static koh_chapter_cell need_of(const koh_builder *b, const weekly *need, size_t week)
{
    const koh_series series = { .path = need->path,
                                .row = need->stride,
                                .n_blocks = 1,
                                .offset = { need->offset },
                                .n = 2,
                                .step = 1,
                                .decimals = 1 };
    return koh__cell_at(b, &series, week);
}

/* F12: the need and the staff at work, week by week. */
static void add_weeks(koh_builder *b, koh_chapter_figure *figure, const weekly *list, const size_t *lines, size_t n,
                      const char *title)
{
    koh_chapter_panel *panel = koh__panel_add(b, figure, title, n);
    for (size_t c = 0; panel != NULL && c < n; c++) {
        panel->table->heads[c].text =
            c == 0 ? koh__say(b, KOH_LABEL_NEED_IN_CRISIS) : koh__code_text(b, "flow", list[lines[c]].flow);
    }
    for (size_t w = 0; panel != NULL && w < list[lines[0]].weeks; w++) {
        koh_chapter_row *row = koh__row_add(b, panel->table, week_text(b, &list[lines[0]], w), 0);
        if (row == NULL) {
            return;
        }
        row->year = (int) w + 1;
        for (size_t c = 0; c < n; c++) {
            row->cells[c] = c == 0 ? need_of(b, &list[lines[0]], w) : cell_of(b, &list[lines[c]], w);
        }
    }
}

static size_t find_flow(const weekly *list, size_t n, const char *path, const char *flow)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(list[i].path, path) == 0 && strcmp(list[i].flow, flow) == 0) {
            return i;
        }
    }
    return n;
}

static void add_figure(koh_builder *b)
{
    weekly list[WEEKLY_MAX];
    const size_t n = list_weekly(b, list);
    const size_t lines[] = { find_flow(list, n, "preparedness/staff", "need"),
                             find_flow(list, n, "preparedness/staff", "at_work") };
    if (n == 0 || lines[0] == n || lines[1] == n || strcmp(list[lines[0] + 1].flow, "extra_need") != 0) {
        return;
    }
    const size_t gap = find_flow(list, n, "preparedness/staff", "gap"), peak = gap == n ? 0 : peak_of(b, &list[gap]);
    const koh_chapter_cell missing = gap == n ? koh__cell_text("") : cell_of(b, &list[gap], peak);
    if (missing.kind == KOH_CHAPTER_TEXT || isnan(missing.value)) {
        return;
    }
    const char *week = week_text(b, &list[gap], peak);
    koh_chapter_figure *figure = koh__figure_begin(
        b, "F12", koh__title_with(b, KOH_LABEL_F12_TITLE, week, &missing, NULL),
        koh__say_with(b, KOH_LABEL_F12_WHAT, 's', week_text(b, &list[0], 0)), koh__say(b, KOH_LABEL_FTE));
    if (figure == NULL) {
        return;
    }
    figure->axis = koh__say_with(b, KOH_LABEL_WEEKS_FROM, 's', week_text(b, &list[0], 0));
    figure->source = koh__say_source(b, KOH_LABEL_SRC_PLAN);
    figure->is_from_zero = 1;
    add_weeks(b, figure, list, lines, COUNT(lines), NULL);
    if (figure->n_panels > 0) {
        figure->panels[0].table->stub = koh__say(b, KOH_LABEL_WEEK);
    }
    koh__figure_end(b, figure);
}

static void say_peak(koh_builder *b)
{
    weekly list[WEEKLY_MAX];
    const size_t n = list_weekly(b, list), gap = find_flow(list, n, "preparedness/staff", "gap");
    if (gap == n) {
        return;
    }
    const size_t peak = peak_of(b, &list[gap]);
    const koh_chapter_cell missing = cell_of(b, &list[gap], peak);
    koh__say_end(b, KOH_ITEM_PARAGRAPH, KOH_LABEL_S_PEAK,
                 &(koh_saying){ .cell = &missing, .s = week_text(b, &list[gap], peak) });
}

void koh__build_preparedness(koh_builder *b)
{
    koh__begin_section(b, "preparedness", KOH_LABEL_H_PREPAREDNESS);
    koh__each_scenario(b, say_peak);
    koh__each_scenario(b, add_figure);
    koh__each_scenario(b, add_peaks);
    koh__each_scenario(b, add_losses);
    koh__each_scenario(b, add_relocation);
    koh__end_section(b, KOH_LABEL_H_PREPAREDNESS);
}
