/* F07: staff by profession, demand against supply. */
#include <math.h>

#include "report/builder_priv.h"

enum { LINES = 3, PANELS = 4 };

static const char *const paths[LINES] = { "workforce/demand", "workforce/supply", "workforce/supply_without_hires" };

static koh_series by_profession(const koh_builder *b, size_t line, size_t j)
{
    size_t m = koh__cube(b, paths[line])->axes[1].n;
    return (koh_series){ .path = paths[line], .row = m, .n_blocks = 1, .offset = { j }, .n = 1, .step = 1 };
}

/* The professions with the largest demand in the base year of the reference whose demand and supply are known
 * throughout, largest first. */
static size_t largest(koh_builder *b, size_t found[PANELS])
{
    const koh_cube *demand = koh__result_cube(b->result->scenarios, paths[0]);
    size_t n = 0;
    for (size_t j = 0; j < demand->axes[1].n; j++) {
        double known = 0;
        for (size_t i = 0; i < LINES * (b->last + 1); i++) {
            const koh_series series = by_profession(b, i % LINES, j);
            known += koh__cell_at(b, &series, i / LINES).value;
        }
        if (isnan(known) || !(demand->value[j] > 0)) {
            continue;
        }
        size_t at = n < PANELS ? n++ : PANELS;
        for (; at > 0 && demand->value[found[at - 1]] < demand->value[j]; at--) {
            if (at < PANELS) {
                found[at] = found[at - 1];
            }
        }
        if (at < PANELS) {
            found[at] = j;
        }
    }
    return n;
}

static void add_panel(koh_builder *b, koh_chapter_figure *figure, size_t j)
{
    static const koh_label_id heads[LINES] = { KOH_LABEL_F07_DEMAND, KOH_LABEL_F07_SUPPLY, KOH_LABEL_F07_UNFILLED };
    koh_chapter_panel *panel = koh__panel_add(b, figure, b->result->inputs->professions[j].name[b->language], LINES);
    for (size_t c = 0; panel != NULL && c < LINES; c++) {
        panel->table->heads[c].text = koh__say(b, heads[c]);
    }
    for (size_t t = 0; panel != NULL && t <= b->last; t++) {
        koh_chapter_row *row = koh__year_row(b, panel->table, t);
        for (size_t c = 0; row != NULL && c < LINES; c++) {
            const koh_series series = by_profession(b, c, j);
            row->cells[c] = koh__cell_at(b, &series, t);
        }
    }
}

void koh__add_staff_figure(koh_builder *b)
{
    size_t found[PANELS], n = koh__cube(b, paths[0]) == NULL ? 0 : largest(b, found);
    int y = b->chapter->base_year, z = koh__year(b, b->last);
    if (n == 0 || b->failed) {
        return;
    }
    const koh_series demand = by_profession(b, 0, found[0]), supply = by_profession(b, 1, found[0]);
    koh_chapter_cell needed = koh__cell_at(b, &demand, b->last), there = koh__cell_at(b, &supply, b->last);
    const char *name = b->result->inputs->professions[found[0]].name[b->language];
    koh_chapter_figure *figure =
        koh__figure_begin(b, "F07", koh__title_with(b, KOH_LABEL_F07_TITLE, name, &needed, &there),
                          koh__say_years(b, KOH_LABEL_F07_WHAT, y, z), koh__say(b, KOH_LABEL_FTE));
    if (figure == NULL) {
        return;
    }
    figure->is_from_zero = 1;
    figure->source = koh__say_source(b, KOH_LABEL_SRC_PLAN);
    for (size_t i = 0; i < n; i++) {
        add_panel(b, figure, found[i]);
    }
    koh__figure_end(b, figure);
}
