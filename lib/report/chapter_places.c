/* The chapter's places: T11, F06 and what is said of them. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/builder_priv.h"
#include "report/shelf_life_priv.h"

static koh_series by_type(const koh_builder *b, const char *path, size_t i)
{
    size_t n = koh__cube(b, path)->axes[1].n;
    return (koh_series){ .path = path, .row = n, .n_blocks = 1, .offset = { i }, .n = 1, .step = 1 };
}

/* The first year of shortage of a type, KOH_YEAR_NONE, or 0 where need is not held against places. */
static int shortage_of(const koh_builder *b, const char *type)
{
    const koh_scenario_result *scenario = koh__scenario(b);
    for (size_t i = 0; i < scenario->n_shortages; i++) {
        if (strcmp(scenario->shortages[i].type, type) == 0) {
            return scenario->shortages[i].year;
        }
    }
    return 0;
}

static void add_rows(koh_builder *b, koh_chapter_table *table, size_t i)
{
    static const char *const paths[] = { "capacity/need", "capacity/places", "capacity/gap" };
    static const koh_label_id labels[] = { KOH_LABEL_NEED_OF, KOH_LABEL_PLACES_OF, KOH_LABEL_GAP_OF };
    const char *name = koh__service_name(b, koh__cube(b, paths[0])->axes[1].labels[i]);
    for (size_t p = 0; p < 3 && !b->failed; p++) {
        const koh_series series = by_type(b, paths[p], i);
        koh_chapter_cell first = koh__cell_at(b, &series, 0);
        if (koh__is_unknown(first.value)) {
            continue;
        }
        koh__row_of_years(b, table, koh__say_with(b, labels[p], 's', name), p == 0 ? 0 : 1, &series);
        if (p == 2 && !b->failed) { /* a change of a gap in per cent says nothing */
            table->rows[table->n_rows - 1].cells[table->n_columns - 1] = koh__cell_text("");
        }
    }
}

static void add_places(koh_builder *b)
{
    koh_chapter_table *table = koh__table_of_years(b, "T11", koh__say(b, KOH_LABEL_T11),
                                                   koh__say(b, KOH_LABEL_PLACES_UNIT), KOH_LABEL_BASE_YEAR);
    if (table == NULL) {
        return;
    }
    table->stub = koh__say(b, KOH_LABEL_TYPE_OF_PLACE);
    for (size_t i = 0; i < koh__cube(b, "capacity/need")->axes[1].n; i++) {
        add_rows(b, table, i);
    }
    koh__table_end(b, table);
}

koh_chapter_cell koh__shortage_cell(koh_builder *b, const char *type)
{
    int year = shortage_of(b, type);
    if (year == 0) {
        return koh__cell_text("");
    }
    koh_chapter_cell cell =
        koh__cell_text(year == KOH_YEAR_NONE ? koh__say(b, KOH_LABEL_NO_SHORTAGE) : koh__format(b, "%d", year));
    cell.a = (koh_chapter_ref){ b->scenario, koh__format(b, "capacity/first_shortage/%s", type), 0, { 0, 0 }, 0, 0, 0 };
    return cell;
}

void koh__say_places(koh_builder *b)
{
    const koh_scenario_result *scenario = koh__scenario(b);
    const unsigned char *of = koh__only(b, b->scenario);
    for (size_t i = 0; i < scenario->n_shortages && !b->failed; i++) {
        const koh_shortage *shortage = &scenario->shortages[i];
        size_t k = koh_axis_find_label(&koh__cube(b, "capacity/need")->axes[1], shortage->type);
        const koh_series need = by_type(b, "capacity/need", k), places = by_type(b, "capacity/places", k);
        koh_chapter_cell z = koh__cell_text(koh__format(b, "%d", koh__year(b, b->last)));
        int lasts = shortage->year == KOH_YEAR_NONE;
        const koh_chapter_gap gaps[] = { { 's', koh__cell_text(koh__service_name(b, shortage->type)) },
                                         { 'b', koh__cell_at(b, &need, b->last) },
                                         { 'm', koh__cell_at(b, &places, b->last) },
                                         { 'z', z },
                                         { 'y', koh__shortage_cell(b, shortage->type) } };
        const char *text = koh__format(b, "%s %s", koh__say(b, KOH_LABEL_S_PLACES),
                                       koh__say(b, lasts ? KOH_LABEL_S_LASTS : KOH_LABEL_S_SHORTAGE));
        koh__add_sentence(b, KOH_ITEM_BULLET, of, text, 5, gaps);
    }
}

/* Columns: the registered places, then the need by scenario; the range of the needs is shaded. */
static void add_panel(koh_builder *b, koh_chapter_figure *figure, const char *type)
{
    enum { LINES = 5 };
    size_t k = koh_axis_find_label(&koh__cube(b, "capacity/need")->axes[1], type);
    size_t n = b->result->n_scenarios < LINES ? b->result->n_scenarios : LINES;
    const int has_fan = koh__has_fan(b, "capacity/need");
    koh_chapter_panel *panel = koh__panel_add(b, figure, koh__service_name(b, type), n + 1 + (has_fan ? KOH_FAN : 0));
    const koh_series need = by_type(b, "capacity/need", k), places = by_type(b, "capacity/places", k);
    if (panel == NULL) {
        return;
    }
    panel->band = n > 1 ? koh__say(b, KOH_LABEL_BAND_OF_SCENARIOS) : NULL;
    if (has_fan) {
        koh__fan_begin(b, figure, panel, n + 1);
        panel->band = koh__format(b, "%s: %s", panel->band, b->chapter->scenarios[0]);
    }
    panel->marks[0] = KOH_MARK_STEP;
    panel->table->heads[0].text = koh__say(b, KOH_LABEL_REGISTERED_PLACES);
    for (size_t t = 0; t <= b->last; t++) {
        koh_chapter_row *row = koh__year_row(b, panel->table, t);
        if (row == NULL) {
            return;
        }
        row->cells[0] = koh__cell_at(b, &places, t);
        if (has_fan) {
            koh__fan_put(b, "capacity/need", k, t, row->cells + n + 1);
        }
        for (b->scenario = 0; b->scenario < n; b->scenario++) {
            row->cells[1 + b->scenario] = koh__cell_at(b, &need, t);
            panel->table->heads[1 + b->scenario].text = b->chapter->scenarios[b->scenario];
        }
        b->scenario = 0;
    }
}

static void add_figure(koh_builder *b)
{
    enum { PANELS = 4 };
    const koh_scenario_result *scenario = koh__scenario(b);
    int y = b->chapter->base_year, z = koh__year(b, b->last);
    if (scenario->n_shortages == 0) {
        return; /* without a register there is nothing to hold the need against */
    }
    koh_chapter_figure *figure = koh__figure_begin(b, "F06", "", koh__say_years(b, KOH_LABEL_F06_WHAT, y, z),
                                                   koh__say(b, KOH_LABEL_PLACES_UNIT));
    for (size_t i = 0; figure != NULL && i < scenario->n_shortages && i < PANELS; i++) {
        add_panel(b, figure, scenario->shortages[i].type);
    }
    if (figure == NULL || b->failed) {
        return;
    }
    const koh_shortage *first = &scenario->shortages[0];
    int lasts = first->year == KOH_YEAR_NONE;
    char year[16];
    (void) snprintf(year, sizeof year, "%d", lasts ? z : first->year);
    const koh_gap gaps[] = {
        { 's', koh__service_name(b, first->type) }, { 'v', b->chapter->scenarios[0] }, { 'y', year }, { 'z', year }
    };
    figure->title = koh__say_gaps(b, lasts ? KOH_LABEL_F06_LASTS : KOH_LABEL_F06_SHORT, 4, gaps);
    figure->is_from_zero = 1;
    figure->source = koh__say_source(b, KOH_LABEL_SRC_PLAN);
    if (b->result->n_scenarios > 5) {
        const char *five = koh__say(b, KOH_LABEL_S_FIVE);
        figure->note = figure->note == NULL ? five : koh__format(b, "%s %s", figure->note, five);
    }
    memset(figure->of, 1, b->result->n_scenarios);
    koh__figure_end(b, figure);
}

/* Are there registered places whose need is withheld? */
static int is_withheld(const koh_builder *b)
{
    const koh_cube *gap = koh__cube(b, "capacity/gap"), *places = koh__cube(b, "capacity/places");
    int found = 0;
    for (size_t i = 0; i < gap->axes[1].n; i++) {
        found |= koh_is_withheld(gap->value[i]) && !isnan(places->value[i]);
    }
    return found;
}

/* Where the mean of the draws is another number than the need with every figure as planned. */
static void say_as_planned(koh_builder *b)
{
    const koh_scenario_result *scenario = koh__scenario(b);
    for (size_t i = 0; koh__cube(b, "capacity/need_as_planned") != NULL && i < scenario->n_shortages; i++) {
        const char *type = scenario->shortages[i].type;
        const size_t k = koh_axis_find_label(&koh__cube(b, "capacity/need")->axes[1], type);
        const koh_series planned = by_type(b, "capacity/need_as_planned", k), drawn = by_type(b, "capacity/need", k);
        const koh_chapter_gap gaps[] = {
            { 's', koh__cell_text(koh__lower(b, koh__service_name(b, type))) },
            { 'a', koh__cell_at(b, &planned, b->last) },
            { 'b', koh__cell_at(b, &drawn, b->last) },
            { 'z', koh__cell_text(koh__format(b, "%d", koh__year(b, b->last))) },
        };
        if (round(gaps[1].cell.value) != round(gaps[2].cell.value)) {
            koh__add_sentence(b, KOH_ITEM_PARAGRAPH, NULL, koh__say(b, KOH_LABEL_S_AS_PLANNED), 4, gaps);
        }
    }
}

/* Until when the need of the types that are held against places holds. */
static void say_shelf_life(koh_builder *b)
{
    const koh_scenario_result *scenario = koh__scenario(b);
    for (size_t i = 0; i < scenario->n_shortages && !b->failed; i++) {
        char text[KOH_SHELF_TEXT];
        const char *type = scenario->shortages[i].type;
        koh__holds_text(scenario, "demand/shelf_life", type, b->language, text);
        if (text[0] != '\0') {
            const char *name = koh__lower(b, koh__service_name(b, type));
            const koh_chapter_gap gaps[] = { { 's', koh__cell_text(name) },
                                             { 'a', koh__cell_text(koh__format(b, "%s", text)) } };
            koh__add_sentence(b, KOH_ITEM_PARAGRAPH, NULL, koh__say(b, KOH_LABEL_S_SHELF_PLACES), 2, gaps);
        }
    }
}

void koh__build_places(koh_builder *b)
{
    koh__begin_section(b, "places", KOH_LABEL_H_PLACES);
    if (koh__scenario(b)->n_shortages == 0) {
        koh__add_label(b, is_withheld(b) ? KOH_LABEL_S_PLACES_WITHHELD : KOH_LABEL_S_NO_REGISTER);
    }
    koh__each_scenario(b, koh__say_places);
    say_as_planned(b);
    say_shelf_life(b);
    add_figure(b);
    koh__each_scenario(b, add_places);
    koh__add_shortage_chance(b);
    koh__add_waiting(b);
}
