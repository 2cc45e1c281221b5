/* The chapter's social inequality in the indicators: T22e, the newest year of each area. */
#include <string.h>

#include "plan/health_priv.h"
#include "report/builder_priv.h"
#include "report/column_priv.h"

/* The columns after the year: figures on the indicator's own scale, and ratios. */
static const struct {
    const char *word;
    size_t measure;
    int is_ratio;
} columns[] = {
    { "worst_off", KOH_INEQUALITY_WORST, 0 },
    { "best_off", KOH_INEQUALITY_BEST, 0 },
    { "absolute_difference", KOH_INEQUALITY_ABSOLUTE, 0 },
    { "relative_difference", KOH_INEQUALITY_RELATIVE, 1 },
    { "slope_index", KOH_INEQUALITY_SLOPE, 0 },
    { "relative_index", KOH_INEQUALITY_RELATIVE_INDEX, 1 },
};
enum { COLUMNS = sizeof columns / sizeof columns[0] };

/* The newest groups of an area, and the place of their year on the axis; NULL: it has none. */
static const koh_health_group *newest_of(const koh_plan_indicator *indicator, size_t area, const koh_axis *years,
                                         size_t *t, size_t *n)
{
    const koh_health_group *found = NULL;
    for (*t = years->n; *t > 0 && found == NULL;) {
        found = koh__health_groups_of(indicator, (int) area, years->numbers[--*t], n);
    }
    return found;
}

/* at: of the indicator among those with groups. */
static void add_row(koh_builder *b, koh_chapter_table *table, const koh_plan_indicator *indicator, size_t at,
                    size_t area)
{
    const koh_cube *cube = koh__cube(b, "health/inequality");
    size_t t, n;
    const koh_health_group *groups = newest_of(indicator, area, &cube->axes[2], &t, &n);
    if (groups == NULL) {
        return;
    }
    const koh_gap gaps[] = {
        { 's', indicator->label[b->language] },
        { 't', koh__lower(b, koh__code_text(b, "area", cube->axes[1].labels[area])) },
        { 'u', groups[0].name },
        { 'v', groups[n - 1].name },
        { 'x', koh__say(b, indicator->is_rate ? KOH_LABEL_PER_THOUSAND : KOH_LABEL_PERCENT) },
    };
    koh_chapter_row *row = koh__row_add(
        b, table, koh__say_gaps(b, KOH_LABEL_INEQUALITY_GROUPS, sizeof gaps / sizeof gaps[0], gaps), area > 0);
    for (size_t c = 0; row != NULL && c < COLUMNS; c++) {
        const koh_series series = { .path = "health/inequality",
                                    .n_blocks = 1,
                                    .offset = { ((at * KOH_HEALTH_AREAS + area) * cube->axes[2].n + t) *
                                                    KOH_INEQUALITIES +
                                                columns[c].measure },
                                    .n = 1,
                                    .step = 1,
                                    .scale = columns[c].is_ratio  ? 1
                                             : indicator->is_rate ? 1000
                                                                  : 100,
                                    .decimals = columns[c].is_ratio ? 2 : 1 };
        row->cells[1 + c] = koh__cell_at(b, &series, 0);
    }
    if (row != NULL) {
        row->cells[0] = koh__cell_text(koh__format(b, "%d", cube->axes[2].numbers[t]));
    }
}

void koh__add_inequality(koh_builder *b)
{
    const koh_plan_health *health = koh__scenario(b)->plan->health;
    koh_chapter_table *table = koh__cube(b, "health/inequality") == NULL
                                   ? NULL
                                   : koh__table_begin(b, "T22e", koh__form_title(b, "T22e"), NULL, 1 + COLUMNS);
    if (table == NULL) {
        return;
    }
    table->stub = koh__column_label("indicator", b->language);
    table->note = koh__say(b, KOH_LABEL_INEQUALITY_HOW);
    memset(table->of, 1, b->result->n_scenarios);
    table->heads[0].text = koh__column_label("year", b->language);
    for (size_t c = 0; c < COLUMNS; c++) {
        table->heads[1 + c].text = koh__column_label(columns[c].word, b->language);
    }
    size_t at = 0;
    for (size_t k = 0; k < health->n && !b->failed; k++) {
        for (size_t area = 0; area < KOH_HEALTH_AREAS && health->indicators[k].n_groups > 0; area++) {
            add_row(b, table, &health->indicators[k], at, area);
        }
        at += health->indicators[k].n_groups > 0;
    }
    koh__table_end(b, table);
}
