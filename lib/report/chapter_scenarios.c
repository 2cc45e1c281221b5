/* The chapter's comparison of scenarios (T24) and its main points. */
#include <math.h>
#include <string.h>

#include "report/builder_priv.h"

/* A key figure: one label of a cube, all of it, or persons from an age. */
typedef struct key_figure {
    koh_label_id label;
    const char *path, *name; /* name NULL: persons from from_age */
    int from_age, decimals;
} key_figure;

static const key_figure key_figures[] = {
    { KOH_LABEL_PEOPLE, "population", NULL, 0, 0 },
    { KOH_LABEL_PEOPLE_80, "population", NULL, 80, 0 },
    { KOH_LABEL_SUPPORT_RATIO, "indicators/age_structure", "old_age_support_ratio", 0, 2 },
    { KOH_LABEL_DEMENTIA, "demand/conditions", "dementia", 0, 0 },
    { KOH_LABEL_USERS_OF, "demand/users", "long_stay", 0, 0 },
    { KOH_LABEL_USERS_OF, "demand/users", "staffed_housing_24h", 0, 0 },
    { KOH_LABEL_USERS_OF, "demand/users", "home_nursing", 0, 0 },
    { KOH_LABEL_USERS_OF, "demand/users", "practical_assistance", 0, 0 },
    { KOH_LABEL_NEED_OF, "capacity/need", "institution", 0, 0 },
    { KOH_LABEL_GAP_OF, "capacity/gap", "institution", 0, 0 },
    { KOH_LABEL_TOTAL_FTE, "demand/fte_by_area", "total", 0, 0 },
};

static koh_series series_of(const koh_builder *b, const key_figure *key)
{
    if (key->name == NULL) {
        return koh__persons(b, key->from_age, -1);
    }
    const koh_cube *cube = koh__cube(b, key->path);
    size_t n = cube->n_axes > 2 ? cube->axes[2].n : 1, k = koh_axis_find_label(&cube->axes[1], key->name);
    return (koh_series){ .path = key->path,
                         .row = cube->axes[1].n * n,
                         .n_blocks = k != (size_t) -1,
                         .offset = { k * n },
                         .n = n,
                         .step = 1,
                         .decimals = key->decimals };
}

static const char *key_name(koh_builder *b, const key_figure *key)
{
    return key->name == NULL || strchr(koh__say(b, key->label), '{') == NULL
               ? koh__say(b, key->label)
               : koh__say_with(b, key->label, 's', koh__service_name(b, key->name));
}

/* The first year of shortage by scenario, one row per type. */
static void add_shortages(koh_builder *b, koh_chapter_table *table)
{
    const koh_scenario_result *reference = &b->result->scenarios[0];
    for (size_t i = 0; i < reference->n_shortages && !b->failed; i++) {
        const char *type = reference->shortages[i].type;
        koh_chapter_row *row =
            koh__row_add(b, table, koh__say_with(b, KOH_LABEL_FIRST_SHORTAGE, 's', koh__service_name(b, type)), 0);
        if (row == NULL) {
            return;
        }
        row->cells[0] = koh__cell_text("");
        for (b->scenario = 0; b->scenario < b->result->n_scenarios; b->scenario++) {
            row->cells[1 + b->scenario] = koh__shortage_cell(b, type);
        }
        b->scenario = 0;
    }
}

static void add_comparison(koh_builder *b, const char *id, size_t t, const char *under)
{
    const char *title = koh__say_with(b, KOH_LABEL_T24, 'z', koh__format(b, "%d", koh__year(b, t)));
    koh_chapter_table *table = koh__table_begin(b, id, title, NULL, b->result->n_scenarios + 1);
    if (table == NULL) {
        return;
    }
    memset(table->of, 1, b->result->n_scenarios);
    table->stub = koh__say(b, KOH_LABEL_KEY_FIGURE);
    table->heads[0] =
        (koh_chapter_head){ koh__format(b, "%d", b->chapter->base_year), koh__say(b, KOH_LABEL_BASE_YEAR) };
    for (size_t s = 0; s < b->result->n_scenarios; s++) {
        table->heads[1 + s] = (koh_chapter_head){ b->chapter->scenarios[s], under };
    }
    for (size_t i = 0; i < sizeof key_figures / sizeof key_figures[0]; i++) {
        koh_series series = series_of(b, &key_figures[i]);
        koh_chapter_cell first = koh__cell_at(b, &series, 0);
        koh_chapter_row *row = series.n_blocks == 0 || koh__is_unknown(first.value)
                                   ? NULL
                                   : koh__row_add(b, table, key_name(b, &key_figures[i]), 0);
        if (row == NULL) {
            continue;
        }
        row->cells[0] = first;
        for (b->scenario = 0; b->scenario < b->result->n_scenarios; b->scenario++) {
            series = series_of(b, &key_figures[i]);
            row->cells[1 + b->scenario] = koh__cell_at(b, &series, t);
        }
        b->scenario = 0;
    }
    add_shortages(b, table);
    koh__table_end(b, table);
}

void koh__build_scenarios(koh_builder *b)
{
    if (b->result->n_scenarios < 2) {
        return;
    }
    koh__begin_section(b, "scenarios", KOH_LABEL_H_SCENARIOS);
    if (b->end != b->last) {
        add_comparison(b, "T24a", b->end, koh__format(b, "%d", koh__year(b, b->end)));
    }
    add_comparison(b, b->end != b->last ? "T24b" : "T24", b->last, koh__format(b, "%d", koh__year(b, b->last)));
}

static void say_points(koh_builder *b)
{
    koh__say_scenario(b);
    koh__say_places(b);
    koh__say_staff(b);
}

void koh__build_summary(koh_builder *b)
{
    koh__begin_section(b, "summary", KOH_LABEL_H_SUMMARY);
    koh__say_old(b);
    koh__each_scenario(b, say_points);
    koh__say_shelf_life(b);
    koh__add_label(b, KOH_LABEL_S_NO_PROPHECY);
}
