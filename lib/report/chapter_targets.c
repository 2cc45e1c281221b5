/* The chapter's targets and balance sheet: T30-T32 and what is said of them. */
#include <math.h>
#include <string.h>

#include "plan/targets_priv.h"
#include "report/builder_priv.h"
#include "report/column_priv.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

#define MILLIONTH 1e-6 /* of a krone */

static const char *target_path(koh_builder *b, const koh_target *target)
{
    return koh__format(b, "targets/%s", target->id);
}

/* A target whose cube is there; NULL: unknown. */
static const koh_cube *cube_of(koh_builder *b, const koh_target *target)
{
    return koh__cube(b, target_path(b, target));
}

static void add_targets(koh_builder *b)
{
    static const koh_label_id texts[] = { KOH_LABEL_UNIT, KOH_LABEL_STATUS };
    static const char *const words[] = { "year", "wanted", "expected", "missing" };
    const koh_plan_targets *targets = koh__scenario(b)->plan->targets;
    koh_chapter_table *table = targets == NULL || targets->n == 0
                                   ? NULL
                                   : koh__table_begin(b, "T30", koh__form_title(b, "T30"), NULL, COUNT(words));
    if (table == NULL) {
        return;
    }
    table->stub = koh__column_label("target", b->language);
    for (size_t c = 0; c < COUNT(words); c++) {
        table->heads[c].text = koh__column_label(words[c], b->language);
    }
    const size_t first = koh__grid_texts(b, table, COUNT(texts), texts);
    for (size_t i = 0; i < targets->n && !b->failed; i++) {
        const koh_target *target = &targets->targets[i];
        const koh_cube *cube = cube_of(b, target);
        koh_chapter_row *row = cube == NULL ? NULL : koh__row_add(b, table, target->label[b->language], 0);
        for (size_t c = 0; row != NULL && c < COUNT(words); c++) {
            const koh_series series = {
                .path = target_path(b, target), .n_blocks = 1, .offset = { c - 1 }, .n = 1, .step = 1, .decimals = 1
            };
            row->cells[c] = c == 0 ? koh__cell_text(koh__format(b, "%d", target->year)) : koh__cell_at(b, &series, 0);
        }
        if (row != NULL) {
            const double missing = cube->value[KOH_TARGET_MISSING];
            row->cells[first] = koh__cell_text(koh__code_text(b, "unit", cube->unit));
            row->cells[first + 1] = koh__cell_text(koh__say(b, isnan(missing) ? KOH_LABEL_UNKNOWN
                                                               : missing > 0  ? KOH_LABEL_NOT_REACHED
                                                                              : KOH_LABEL_REACHED));
        }
    }
    koh__table_end(b, table);
}

static void say_targets(koh_builder *b)
{
    const koh_plan_targets *targets = koh__scenario(b)->plan->targets;
    for (size_t i = 0; targets != NULL && i < targets->n; i++) {
        const koh_target *target = &targets->targets[i];
        const koh_cube *cube = cube_of(b, target);
        if (cube == NULL || isnan(cube->value[KOH_TARGET_MISSING])) {
            continue;
        }
        koh_chapter_cell cells[KOH_TARGET_PARTS];
        for (size_t c = 0; c < KOH_TARGET_PARTS; c++) {
            const koh_series series = {
                .path = target_path(b, target), .n_blocks = 1, .offset = { c }, .n = 1, .step = 1
            };
            cells[c] = koh__cell_at(b, &series, 0);
        }
        const koh_chapter_gap gaps[] = { { 's', koh__cell_text(target->label[b->language]) },
                                         { 'a', cells[KOH_TARGET_WANTED] },
                                         { 'b', cells[KOH_TARGET_EXPECTED] },
                                         { 'c', cells[KOH_TARGET_MISSING] },
                                         { 't', koh__cell_text(koh__code_text(b, "unit", cube->unit)) },
                                         { 'z', koh__cell_text(koh__format(b, "%d", target->year)) } };
        const int is_missed = cube->value[KOH_TARGET_MISSING] > 0;
        koh__add_sentence(b, KOH_ITEM_BULLET, koh__only(b, b->scenario),
                          koh__say(b, is_missed ? KOH_LABEL_S_TARGET_MISSED : KOH_LABEL_S_TARGET_MET), COUNT(gaps),
                          gaps);
    }
}

static const struct {
    const char *path;
    koh_label_id name;
    double scale;
} resources[] = { { "balance/places", KOH_LABEL_BALANCE_PLACES, 1 },
                  { "balance/staff", KOH_LABEL_BALANCE_STAFF, 1 },
                  { "balance/money", KOH_LABEL_BALANCE_MONEY, MILLIONTH } };

static koh_series part_of(const koh_builder *b, size_t resource, size_t part)
{
    koh_series series = koh__series(b, resources[resource].path, NULL, 0);
    series.offset[0] = part;
    series.scale = resources[resource].scale;
    series.decimals = 1;
    return series;
}

static void add_balance(koh_builder *b)
{
    static const koh_label_id parts[] = { KOH_LABEL_NEED_OF, KOH_LABEL_THERE_OF, KOH_LABEL_GAP_OF };
    koh_chapter_table *table = koh__form_of_years(b, "T31", KOH_LABEL_FTE, KOH_LABEL_RESOURCE);
    if (table == NULL) {
        return;
    }
    table->unit = NULL;
    table->n_columns = b->n_years;
    table->note = koh__say(b, KOH_LABEL_S_BALANCE);
    for (size_t i = 0; i < COUNT(resources) * COUNT(parts); i++) {
        const koh_series series = part_of(b, i / COUNT(parts), i % COUNT(parts));
        const char *name = koh__say(b, resources[i / COUNT(parts)].name);
        koh__row_if_known(b, table, koh__say_with(b, parts[i % COUNT(parts)], 's', name), i % COUNT(parts) > 0,
                          &series);
    }
    koh__table_end(b, table);
}

static void say_balance(koh_builder *b)
{
    static const koh_label_id says[] = { KOH_LABEL_S_GAP_PLACES, KOH_LABEL_S_GAP_STAFF, KOH_LABEL_S_GAP_MONEY };
    for (size_t i = 0; i < COUNT(resources); i++) {
        const koh_series need = part_of(b, i, KOH_BALANCE_NEED), gap = part_of(b, i, KOH_BALANCE_GAP);
        const koh_chapter_cell missing = koh__cell_at(b, &gap, b->end);
        if (missing.kind != KOH_CHAPTER_TEXT && missing.value > 0) {
            koh__say_end(b, KOH_ITEM_BULLET, says[i], &(koh_saying){ .series = &need, .cell = &missing });
        }
    }
}

/* The base year by service. */
static void add_status(koh_builder *b)
{
    const koh_grid_column columns[] = {
        { .word = "users", .path = "demand/users" },
        { .word = "fte", .path = "demand/fte", .item = KOH_ALL_ITEMS, .decimals = 1 },
        { .word = "places", .path = "capacity/places" },
        { .word = "occupied", .path = "capacity/occupied", .decimals = 1 },
        { .word = "waiting", .path = "capacity/waiting", .decimals = 1 },
        { .word = "gross_cost_1000nok", .path = "economy/service_cost", .item = 2, .scale = 1e-3 }
    };
    if (b->scenario > 0) {
        return;
    }
    koh_chapter_table *table = koh__grid(b, "T32", KOH_LABEL_SERVICE, COUNT(columns), columns);
    for (size_t k = 0; table != NULL && k < b->result->inputs->n_services; k++) {
        int is_known = 0;
        const koh_service *service = &b->result->inputs->services[k];
        koh_chapter_row *row =
            koh__grid_row(b, table, service->name[b->language], service->id, COUNT(columns), columns);
        for (size_t c = 1; row != NULL && c < COUNT(columns); c++) { /* what is not told stands empty */
            const int is_bare = c == 1 && row->cells[c].value == 0;  /* no norm is not nobody */
            if (row->cells[c].kind != KOH_CHAPTER_TEXT && (is_bare || koh__is_unknown(row->cells[c].value))) {
                row->cells[c] = koh__cell_text("");
            }
            is_known |= row->cells[c].kind != KOH_CHAPTER_TEXT;
        }
        table->n_rows -= row != NULL && !is_known && koh__is_unknown(row->cells[0].value);
    }
    if (table != NULL) {
        memset(table->of, 1, b->result->n_scenarios);
    }
    koh__table_end(b, table);
}

void koh__build_targets(koh_builder *b)
{
    koh__begin_section(b, "targets", KOH_LABEL_H_TARGETS);
    koh__each_scenario(b, say_targets);
    koh__each_scenario(b, say_balance);
    koh__each_scenario(b, add_targets);
    koh__each_scenario(b, add_balance);
    koh__each_scenario(b, add_status);
    koh__end_section(b, KOH_LABEL_H_TARGETS);
}
