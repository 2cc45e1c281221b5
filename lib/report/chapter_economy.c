/* The chapter's running cost: T15 and what is said of it. */
#include <math.h>
#include <string.h>

#include "plan/economy_priv.h"
#include "report/builder_priv.h"
#include "report/column_priv.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

#define THOUSANDTH 1e-3 /* of a krone: the unit of T15 */
#define MILLIONTH 1e-6

enum { GROSS = 2 }; /* of economy/service_cost */

static koh_series money(koh_series series, double scale, int decimals)
{
    series.scale = scale;
    series.decimals = decimals;
    return series;
}

/* What the kroner are of: "kr 1 000, faste 2026-priser". */
static const char *price_unit(koh_builder *b, const koh_cube *cube)
{
    const char *year = cube == NULL ? NULL : strrchr(cube->unit, ' ');
    return koh__say_with(b, KOH_LABEL_THOUSANDS_OF, 'y', year == NULL ? "" : year + 1);
}

static koh_chapter_table *cost_table(koh_builder *b, const char *id, const char *path, koh_label_id stub)
{
    const koh_cube *cube = koh__cube(b, path);
    koh_chapter_table *table = cube == NULL ? NULL : koh__form_of_years(b, id, KOH_LABEL_FTE, stub);
    if (table != NULL) {
        table->unit = price_unit(b, cube);
        table->source = koh__say(b, KOH_LABEL_SRC_MONEY);
    }
    return table;
}

static void add_services(koh_builder *b)
{
    static const char *const items[] = { "gross", "user_payment", "state_refund", "net", "gross_current" };
    static const koh_label_id names[] = { KOH_LABEL_TOTAL_GROSS, KOH_LABEL_TOTAL_PAYMENT, KOH_LABEL_TOTAL_REFUND,
                                          KOH_LABEL_TOTAL_NET, KOH_LABEL_TOTAL_CURRENT };
    koh_chapter_table *table = cost_table(b, "T15", "economy/service_cost", KOH_LABEL_SERVICE);
    if (table == NULL) {
        return;
    }
    const koh_cube *cube = koh__cube(b, "economy/service_cost"), *total = koh__cube(b, "economy/total");
    for (size_t k = 0; k < cube->axes[1].n; k++) {
        const char *id = cube->axes[1].labels[k];
        const koh_series series = money(koh__series(b, "economy/service_cost", id, GROSS), THOUSANDTH, 0);
        koh__row_if_known(b, table, koh__service_name(b, id), 0, &series);
    }
    for (size_t i = 0; i < COUNT(items) && total != NULL; i++) {
        const koh_series series = money(koh__series(b, "economy/total", items[i], 0), THOUSANDTH, 0);
        koh__row_if_known(b, table, koh__say(b, names[i]), 2, &series);
    }
    koh__table_end(b, table);
}

static void add_functions(koh_builder *b)
{
    koh_chapter_table *table = cost_table(b, "T15b", "economy/cost_by_function", KOH_LABEL_FUNCTION);
    const koh_cube *cube = koh__cube(b, "economy/cost_by_function");
    for (size_t i = 0; table != NULL && i < cube->axes[1].n; i++) {
        const koh_function *function = &b->result->inputs->economy->functions[i];
        const koh_series series =
            money(koh__series(b, "economy/cost_by_function", cube->axes[1].labels[i], 0), THOUSANDTH, 0);
        koh__row_if_known(b, table, koh__format(b, "%s %s", function->id, function->name[b->language]), 0, &series);
    }
    koh__table_end(b, table);
}

static void add_demography(koh_builder *b)
{
    static const int from[] = { 0, 16, 67, 80, 90 }, to[] = { 15, 66, 79, 89, -1 };
    static const char *const items[] = { "cost_change", "revenue_change", "gap" };
    static const char *const words[] = { "cost_change_1000nok", "revenue_change_1000nok", "gap_1000nok" };
    koh_chapter_table *table = cost_table(b, "T15c", "economy/demographic_cost", KOH_LABEL_AGE_GROUP);
    const koh_cube *cube = koh__cube(b, "economy/demographic_cost");
    if (table == NULL) {
        return;
    }
    table->n_columns = b->n_years; /* each row is a change already */
    for (size_t i = 0; i < cube->axes[1].n && i < COUNT(from); i++) {
        const koh_series series =
            money(koh__series(b, "economy/demographic_cost", cube->axes[1].labels[i], 0), THOUSANDTH, 0);
        koh__row_if_known(b, table, koh__age_text(b, from[i], to[i]), 0, &series);
    }
    for (size_t i = 0; i < COUNT(items); i++) {
        const koh_series series = money(koh__series(b, "economy/expenditure_need", items[i], 0), THOUSANDTH, 0);
        koh__row_if_known(b, table, koh__column_label(words[i], b->language), 2, &series);
    }
    koh__table_end(b, table);
}

static void add_unit_costs(koh_builder *b)
{
    const koh_grid_column columns[] = {
        { .word = "user_years", .path = "economy/user_years", .decimals = 1 },
        { .word = "unit_cost_nok", .path = "economy/unit_cost" },
        { .word = "breakeven_hours_per_week", .path = "economy/breakeven_hours", .decimals = 1 }
    };
    const koh_cube *cube = koh__cube(b, "economy/unit_cost");
    if (cube == NULL || koh__cube(b, "economy/breakeven_hours") == NULL) {
        return;
    }
    koh_chapter_table *table = koh__grid(b, "T15d", KOH_LABEL_SERVICE, COUNT(columns), columns);
    for (size_t k = 0; k < cube->axes[1].n; k++) {
        const char *id = cube->axes[1].labels[k];
        const koh_series series = koh__series(b, "economy/unit_cost", id, 0);
        if (!koh__is_unknown(koh__cell_at(b, &series, 0).value)) {
            (void) koh__grid_row(b, table, koh__service_name(b, id), id, COUNT(columns), columns);
        }
    }
    if (table != NULL) {
        table->source = koh__say(b, KOH_LABEL_SRC_MONEY);
    }
    koh__table_end(b, table);
}

/* Rows of services that a peer has a cost for; three columns to a peer. */
static void add_peers(koh_builder *b)
{
    static const char *const words[] = { "unit_cost_nok", "peer_unit_cost_nok", "effect_1000nok" };
    const koh_cube *cube = koh__cube(b, "economy/peers");
    if (cube == NULL || b->scenario > 0) {
        return;
    }
    const size_t n = cube->axes[0].n, m = cube->axes[1].n;
    koh_chapter_table *table = koh__table_begin(b, "T15e", koh__form_title(b, "T15e"), NULL, 3 * n);
    for (size_t c = 0; table != NULL && c < 3 * n; c++) {
        table->heads[c].text = koh__column_label(words[c % 3], b->language);
        table->heads[c].under = koh__scenario(b)->plan->economy->peers[c / 3].label[b->language];
    }
    for (size_t k = 0; table != NULL && k < m; k++) {
        int is_there = 0;
        for (size_t p = 0; p < n; p++) {
            is_there |= !koh__is_unknown(cube->value[3 * (p * m + k) + 1]);
        }
        koh_chapter_row *row =
            is_there ? koh__row_add(b, table, koh__service_name(b, cube->axes[1].labels[k]), 0) : NULL;
        for (size_t c = 0; row != NULL && c < 3 * n; c++) {
            const koh_series series = { .path = "economy/peers",
                                        .n_blocks = 1,
                                        .offset = { 3 * (c / 3 * m + k) + c % 3 },
                                        .n = 1,
                                        .step = 1,
                                        .scale = c % 3 == 2 ? THOUSANDTH : 1 };
            row->cells[c] = koh__cell_at(b, &series, 0);
        }
    }
    if (table != NULL) {
        table->stub = koh__say(b, KOH_LABEL_SERVICE);
        memset(table->of, 1, b->result->n_scenarios);
    }
    koh__table_end(b, table);
}

static void say_cost(koh_builder *b)
{
    const koh_series gross = money(koh__series(b, "economy/total", "gross", 0), MILLIONTH, 1);
    const koh_series need = money(koh__series(b, "economy/expenditure_need", "cost_change", 0), MILLIONTH, 1);
    const koh_series gap = money(koh__series(b, "economy/expenditure_need", "gap", 0), MILLIONTH, 1);
    const koh_chapter_cell missing = koh__cell_at(b, &gap, b->end);
    koh__say_end(b, KOH_ITEM_PARAGRAPH, KOH_LABEL_S_COST, &(koh_saying){ .series = &gross });
    koh__say_end(b, KOH_ITEM_PARAGRAPH, KOH_LABEL_S_DEMOGRAPHY, &(koh_saying){ .series = &need, .cell = &missing });
}

void koh__build_economy(koh_builder *b)
{
    koh__begin_section(b, "economy", KOH_LABEL_H_ECONOMY);
    koh__each_scenario(b, say_cost);
    koh__each_scenario(b, koh__add_drivers);
    koh__each_scenario(b, add_services);
    koh__each_scenario(b, add_functions);
    koh__each_scenario(b, add_demography);
    koh__each_scenario(b, add_unit_costs);
    koh__each_scenario(b, add_peers);
    koh__end_section(b, KOH_LABEL_H_ECONOMY);
}
