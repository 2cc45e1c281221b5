/* The stock of dwellings by type and size, and municipal housing by group. */
#include <string.h>

#include "io/binder_priv.h"

enum { TYPE, SIZE, DWELLINGS, COLUMNS, CELLS_MAX = 400, GROUPS_MAX = 100 };

static const koh_csv_column columns[COLUMNS] = {
    [TYPE] = { .name = "type", .what = "a type of dwelling" },
    [SIZE] = { .name = "size", .what = "a size, such as 3 or 5+ (rooms)" },
    [DWELLINGS] = { .name = "dwellings", .kind = KOH_CSV_NUMBER, .max = 1e7, .what = "dwellings >= 0" },
};

static koh_status bind_cell(koh_binder *b, const koh_csv *csv, size_t row, const koh_plan_housing *housing,
                            koh_stock_cell *cells, koh_error *error)
{
    const char *type = koh__csv_text(csv, row, TYPE), *size = koh__csv_text(csv, row, SIZE);
    cells[row] = (koh_stock_cell){ koh__dwelling_type(housing, type), koh__arena_text(b->arena, size),
                                   koh__csv_number(csv, row, DWELLINGS) };
    if (cells[row].size == NULL) {
        b->failed = 1;
        return KOH_ENOMEM;
    }
    if (cells[row].type == housing->n_types) {
        return koh__csv_fail(csv, row, TYPE, KOH_EUNKNOWN, error, "unknown type of dwelling '%.60s'", type);
    }
    for (size_t i = 0; i < row; i++) {
        if (cells[i].type == cells[row].type && strcmp(cells[i].size, size) == 0) {
            return koh__csv_fail(csv, row, SIZE, KOH_EDUPLICATE, error, "type '%.60s' of size '%.60s' is given twice",
                                 type, size);
        }
    }
    return KOH_OK;
}

static void bind_stock(koh_binder *b, const cJSON *item, koh_plan_housing *housing)
{
    static const char pointer[] = "/housing/stock";
    koh_csv *csv = koh__bind_file(b, item, pointer, COLUMNS, columns);
    const size_t n = csv == NULL ? 0 : koh__csv_rows(csv);
    koh_stock_cell *cells = KOH_TAKE(b->arena, CELLS_MAX, koh_stock_cell);
    koh_error error = { 0 };
    b->failed |= cells == NULL;
    koh_status status = csv == NULL || b->failed ? KOH_ENOMEM : KOH_OK;
    if (status == KOH_OK && n > CELLS_MAX) {
        status = koh__csv_fail(csv, CELLS_MAX, TYPE, KOH_ELIMIT, &error, "more than %d types and sizes", CELLS_MAX);
    }
    if (status == KOH_OK && n == 0) {
        status = koh_error_set(&error, KOH_EMISSING, "%s: the file has no rows", koh__csv_file(csv));
    }
    for (size_t row = 0; status == KOH_OK && row < n; row++) {
        status = bind_cell(b, csv, row, housing, cells, &error);
    }
    if (csv != NULL && status != KOH_OK && !b->failed) {
        koh__findings_add_error(b->findings, &error, pointer);
    }
    koh__bind_note_file(b, pointer, item);
    koh__csv_free(csv);
    housing->n_stock = status == KOH_OK ? n : 0;
    housing->stock = cells;
}

static void bind_groups(koh_binder *b, const cJSON *map, koh_plan_housing *housing)
{
    koh_housing_group *groups = KOH_TAKE(b->arena, GROUPS_MAX, koh_housing_group);
    const cJSON *item;
    b->failed |= groups == NULL;
    cJSON_ArrayForEach(item, map)
    {
        const char *place = koh__arena_format(b->arena, "/housing/municipal/%s", item->string);
        const char *id = koh__arena_text(b->arena, item->string);
        b->failed |= place == NULL || id == NULL;
        if (b->failed) {
            return;
        }
        if (housing->n_groups == GROUPS_MAX || strcmp(item->string, "all") == 0) {
            koh__findings_add(b->findings, KOH_ELIMIT, place, "at most %d groups, none of them named 'all'",
                              GROUPS_MAX);
            return;
        }
        koh_housing_group *group = &groups[housing->n_groups++];
        const char *const fallback[KOH_LANGUAGES] = { id, id, id };
        group->id = id;
        koh__bind_label(b, item, "label", fallback, group->label);
        group->need = koh__bind_quantity(b, item, place, "need");
        group->dwellings = koh__bind_quantity(b, item, place, "dwellings");
    }
    housing->groups = groups;
}

void koh__bind_homes(koh_binder *b, const cJSON *item, koh_plan_housing *housing)
{
    const cJSON *stock = koh__bind_member(item, "stock"), *municipal = koh__bind_member(item, "municipal");
    housing->accessible = koh__bind_quantity(b, item, "/housing", "accessible_share");
    if (stock != NULL && !b->failed) {
        bind_stock(b, stock, housing);
    }
    if (municipal != NULL && !b->failed) {
        bind_groups(b, municipal, housing);
    }
}
