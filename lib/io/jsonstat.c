/* JSON-stat (json-stat.org, versions 1.2 and 2.0).
 *
 * The cells are row-major over the dimensions, the last fastest; values are an array with nulls or an object keyed by
 * place; a status is one text, an array or an object keyed by place. A dimension that was summed over has left no
 * trace. */
#include "io/jsonstat_priv.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "io/json_priv.h"

enum { POINTER_SIZE = KOH_POINTER_SIZE, SHOWN_NOTES = 5, STATUS_SIZE = 16 };

typedef struct reader {
    koh_figures *figures;
    koh_error *error;
    const cJSON *dataset, *dimension; /* the dataset, and the object with its dimensions */
    const char *at;                   /* JSON pointer of the dataset */
    size_t size[KOH_FIGURES_VARIABLES], n_cells;
    double *value;         /* [n_cells], owns */
    unsigned char *reason; /* [n_cells], owns */
    size_t n_strange;      /* statuses that say nothing known */
    char strange[STATUS_SIZE];
} reader;

static const cJSON *get(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

static const char *text_of(const cJSON *object, const char *key)
{
    const cJSON *item = get(object, key);
    return cJSON_IsString(item) ? item->valuestring : NULL;
}

static koh_status fail(reader *r, koh_status status, const char *below, const char *message)
{
    char pointer[POINTER_SIZE];
    (void) snprintf(pointer, sizeof pointer, "%s%s", r->at, below);
    (void) koh_error_set(r->error, status, "%s", message);
    koh_error_at(r->error, r->figures->file, 0, 0, pointer[0] == '\0' ? NULL : pointer);
    return status;
}

static koh_status no_memory(reader *r)
{
    return koh_error_set(r->error, KOH_ENOMEM, "out of memory");
}

/* The one dataset of a bundle of version 1, which may have any name. */
static koh_status find_in_bundle(reader *r, const cJSON *tree)
{
    const cJSON *item, *found = NULL;
    size_t n = 0;
    cJSON_ArrayForEach(item, tree)
    {
        if (cJSON_IsObject(item) && get(item, "dimension") != NULL && get(item, "value") != NULL) {
            found = item;
            n++;
        }
    }
    if (n > 1) {
        return fail(r, KOH_ESCHEMA, "", "a bundle of several datasets: import them one at a time");
    }
    if (found == NULL && get(tree, "columns") != NULL && get(tree, "data") != NULL) {
        return fail(r, KOH_ESCHEMA, "", "PxWeb's own JSON, not JSON-stat: fetch the table as json-stat2");
    }
    if (found == NULL) {
        return fail(r, KOH_ESCHEMA, "", "no JSON-stat dataset: expected an object with id, size, dimension and value");
    }
    int failed = 0;
    char pointer[POINTER_SIZE];
    (void) snprintf(pointer, sizeof pointer, "/%.200s", found->string);
    r->at = koh__figures_text(r->figures, pointer, &failed);
    r->dataset = found;
    r->dimension = get(found, "dimension");
    r->figures->format = "JSON-stat 1";
    return failed ? no_memory(r) : KOH_OK;
}

static koh_status find_dataset(reader *r, const cJSON *tree)
{
    r->at = "";
    if (!cJSON_IsObject(tree)) {
        return fail(r, KOH_ESCHEMA, "", "not JSON-stat: expected an object");
    }
    const char *class = text_of(tree, "class");
    if (class != NULL && strcmp(class, "dataset") != 0) {
        return fail(r, KOH_ESCHEMA, "/class",
                    "a JSON-stat collection or dimension has no figures: expected \"dataset\"");
    }
    if (get(tree, "dimension") == NULL || get(tree, "value") == NULL) {
        return find_in_bundle(r, tree);
    }
    r->dataset = tree;
    r->dimension = get(tree, "dimension");
    r->figures->format = get(tree, "version") != NULL ? "JSON-stat 2" : "JSON-stat";
    return KOH_OK;
}

/* id, size and role stand in the dataset (2.0) or among its dimensions (1). */
static const cJSON *get_either(const reader *r, const char *key)
{
    const cJSON *item = get(r->dataset, key);
    return item != NULL ? item : get(r->dimension, key);
}

static int is_count(const cJSON *item, size_t limit)
{
    return cJSON_IsNumber(item) && item->valuedouble >= 0 && item->valuedouble <= (double) limit &&
           floor(item->valuedouble) == item->valuedouble;
}

/* The label of a code: most files have both lists in one order, so the search goes on from the last hit. */
static const char *label_of(const cJSON *labels, const cJSON **next, const char *code)
{
    const cJSON *item =
        *next != NULL && (*next)->string != NULL && strcmp((*next)->string, code) == 0 ? *next : get(labels, code);
    *next = item == NULL ? NULL : item->next;
    return item != NULL && cJSON_IsString(item) ? item->valuestring : NULL;
}

static koh_status read_index_array(reader *r, koh_variable *variable, const cJSON *index, const cJSON *labels)
{
    const cJSON *item, *next = labels == NULL ? NULL : labels->child;
    cJSON_ArrayForEach(item, index)
    {
        if (!cJSON_IsString(item)) {
            return fail(r, KOH_ESCHEMA, variable->pointer + strlen(r->at), "every element of index is a code");
        }
        const char *label = label_of(labels, &next, item->valuestring);
        if (koh__figures_category(r->figures, variable, item->valuestring, label) == NULL) {
            return no_memory(r);
        }
    }
    return KOH_OK;
}

/* An object from code to place: every place from 0 on exactly once. */
static koh_status read_index_object(reader *r, koh_variable *variable, const cJSON *index, const cJSON *labels)
{
    size_t n = (size_t) cJSON_GetArraySize(index);
    const cJSON **at = KOH_TAKE(r->figures->arena, n, const cJSON *);
    const cJSON *item, *next = labels == NULL ? NULL : labels->child;
    if (at == NULL) {
        return no_memory(r);
    }
    cJSON_ArrayForEach(item, index)
    {
        size_t place = is_count(item, n) ? (size_t) item->valuedouble : n;
        if (place >= n || at[place] != NULL) {
            return fail(r, KOH_EDOMAIN, variable->pointer + strlen(r->at),
                        "index gives every code its place, from 0 on, each once");
        }
        at[place] = item;
    }
    for (size_t i = 0; i < n; i++) {
        const char *label = label_of(labels, &next, at[i]->string);
        if (koh__figures_category(r->figures, variable, at[i]->string, label) == NULL) {
            return no_memory(r);
        }
    }
    return KOH_OK;
}

static koh_status read_categories(reader *r, koh_variable *variable, const cJSON *category, size_t size)
{
    const char *below = variable->pointer + strlen(r->at);
    const cJSON *index = get(category, "index"), *labels = get(category, "label");
    koh_status status = KOH_OK;
    if ((index == NULL && labels == NULL) || (labels != NULL && !cJSON_IsObject(labels))) {
        return fail(r, KOH_ESCHEMA, below, "expected an index of codes, a label for each, or both");
    }
    if (cJSON_IsArray(index)) {
        status = read_index_array(r, variable, index, labels);
    } else if (cJSON_IsObject(index)) {
        status = read_index_object(r, variable, index, labels);
    } else if (index != NULL || size != 1 || cJSON_GetArraySize(labels) != 1) {
        return fail(r, KOH_ESCHEMA, below, "index is an object or an array; without it there is one category");
    } else {
        const char *code = labels->child->string;
        status =
            koh__figures_category(r->figures, variable, code, text_of(labels, code)) == NULL ? no_memory(r) : KOH_OK;
    }
    if (status == KOH_OK && variable->n != size) {
        char message[128];
        (void) snprintf(message, sizeof message, "%zu categories, size says %zu", variable->n, size);
        return fail(r, KOH_ESHAPE, below, message);
    }
    return status;
}

/* role: {"time": ["Tid"], "geo": [...], "metric": [...]}. */
static koh_role role_of(const reader *r, const char *id)
{
    static const struct {
        const char *name;
        koh_role role;
    } roles[] = { { "time", KOH_ROLE_TIME }, { "geo", KOH_ROLE_REGION }, { "metric", KOH_ROLE_CONTENTS } };
    const cJSON *role = get_either(r, "role"), *item;
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        cJSON_ArrayForEach(item, get(role, roles[i].name))
        {
            if (cJSON_IsString(item) && strcmp(item->valuestring, id) == 0) {
                return roles[i].role;
            }
        }
    }
    return KOH_ROLE_OTHER;
}

static void read_unit(reader *r, const cJSON *category)
{
    const cJSON *unit;
    cJSON_ArrayForEach(unit, get(category, "unit"))
    {
        const char *base = text_of(unit, "base");
        base = base == NULL ? text_of(unit, "label") : base;
        int failed = 0;
        if (base != NULL && r->figures->unit == NULL) {
            r->figures->unit = koh__figures_text(r->figures, base, &failed);
        }
    }
}

static koh_status read_dimension(reader *r, const char *id, size_t size)
{
    char pointer[POINTER_SIZE];
    const cJSON *dimension = get(r->dimension, id), *category = get(dimension, "category");
    koh_variable *variable = koh__figures_variable(r->figures, id, text_of(dimension, "label"));
    if (variable == NULL) {
        return no_memory(r);
    }
    (void) snprintf(pointer, sizeof pointer, "%s/dimension/%.100s/category", r->at, id);
    int failed = 0;
    variable->pointer = koh__figures_text(r->figures, pointer, &failed);
    variable->role = role_of(r, id);
    if (failed) {
        return no_memory(r);
    }
    if (!cJSON_IsObject(category)) {
        return fail(r, KOH_EMISSING, pointer + strlen(r->at), "a dimension named by id must be here");
    }
    if (variable->role == KOH_ROLE_CONTENTS) {
        read_unit(r, category);
    }
    return read_categories(r, variable, category, size);
}

static koh_status read_dimensions(reader *r)
{
    const cJSON *id = get_either(r, "id"), *size = get_either(r, "size");
    int n = cJSON_GetArraySize(id);
    if (!cJSON_IsArray(id) || !cJSON_IsArray(size) || cJSON_GetArraySize(size) != n || n == 0) {
        return fail(r, KOH_ESCHEMA, "/id", "id and size are arrays of one length");
    }
    if (n > KOH_FIGURES_VARIABLES) {
        return fail(r, KOH_ELIMIT, "/id", "more than 16 dimensions");
    }
    const cJSON *extent = size->child, *name;
    size_t i = 0;
    r->n_cells = 1;
    cJSON_ArrayForEach(name, id)
    {
        if (!cJSON_IsString(name) || !is_count(extent, KOH_FIGURES_CELLS)) {
            return fail(r, KOH_ESCHEMA, "/size", "id has texts, size has whole numbers");
        }
        r->size[i] = (size_t) extent->valuedouble;
        if (r->size[i] > 0 && r->n_cells > KOH_FIGURES_CELLS / r->size[i]) {
            return fail(r, KOH_ELIMIT, "/size", "more than 4 million cells");
        }
        r->n_cells *= r->size[i];
        koh_status status = read_dimension(r, name->valuestring, r->size[i++]);
        if (status != KOH_OK) {
            return status;
        }
        extent = extent->next;
    }
    return KOH_OK;
}

/* The place that a key of a sparse object names, or n_cells. */
static size_t place_of(const reader *r, const char *key)
{
    int place;
    koh_status status = koh__int_read(key, strlen(key), &place);
    return status == KOH_OK && place >= 0 && (size_t) place < r->n_cells && key[0] != '+' ? (size_t) place : r->n_cells;
}

static koh_status fail_place(reader *r, const char *list, const cJSON *item, size_t place, const char *message)
{
    char below[POINTER_SIZE];
    if (item->string != NULL) {
        (void) snprintf(below, sizeof below, "/%s/%.100s", list, item->string);
    } else {
        (void) snprintf(below, sizeof below, "/%s/%zu", list, place);
    }
    return fail(r, KOH_EDOMAIN, below, message);
}

static koh_status read_value(reader *r, const cJSON *item, size_t place)
{
    if (cJSON_IsNumber(item)) {
        r->value[place] = item->valuedouble;
        r->reason[place] = KOH_REASON_NONE;
    } else if (cJSON_IsString(item) && koh__reason_read(item->valuestring) != KOH_REASON_NONE) {
        r->reason[place] = (unsigned char) koh__reason_read(item->valuestring);
    } else if (!cJSON_IsNull(item)) {
        return fail_place(r, "value", item, place, "a value is a number, null or a sign such as \"..\"");
    }
    return KOH_OK;
}

/* A status says why a figure is missing, also where a number stands in its place; "*" says that one is provisional. */
static koh_status read_status(reader *r, const cJSON *item, size_t place)
{
    if (cJSON_IsNull(item)) {
        return KOH_OK;
    }
    if (!cJSON_IsString(item)) {
        return fail_place(r, "status", item, place, "a status is a text");
    }
    const char *status = item->valuestring;
    koh_reason reason = status[0] == '\0' ? KOH_REASON_NONE : koh__reason_read(status);
    double value = r->value[place];
    if (reason == KOH_REASON_NONE) {
        if (status[0] != '\0' && r->n_strange++ == 0) {
            (void) snprintf(r->strange, sizeof r->strange, "%.*s", (int) koh__utf8_cut(status, strlen(status), 12),
                            status);
        }
    } else if (reason == KOH_REASON_PROVISIONAL || (reason == KOH_REASON_DASH && (isnan(value) || value == 0))) {
        r->reason[place] = (unsigned char) reason;
    } else if (reason == KOH_REASON_DASH) {
        return fail_place(r, "status", item, place, "a figure that is not 0 has the status \"-\"");
    } else {
        r->value[place] = NAN;
        r->reason[place] = (unsigned char) reason;
    }
    return KOH_OK;
}

typedef koh_status (*take)(reader *, const cJSON *, size_t);

/* Goes through an array with an element for every cell, or an object keyed by place. */
static koh_status read_list(reader *r, const char *name, const cJSON *list, take take_item)
{
    const cJSON *item;
    size_t place = 0;
    koh_status status = KOH_OK;
    if (cJSON_IsArray(list) && (size_t) cJSON_GetArraySize(list) != r->n_cells) {
        char below[16], message[128];
        (void) snprintf(below, sizeof below, "/%s", name);
        (void) snprintf(message, sizeof message, "%d elements, size makes %zu", cJSON_GetArraySize(list), r->n_cells);
        return fail(r, KOH_ESHAPE, below, message);
    }
    cJSON_ArrayForEach(item, list)
    {
        place = cJSON_IsArray(list) ? place : place_of(r, item->string);
        if (place >= r->n_cells) {
            return fail_place(r, name, item, place, "no place among the cells");
        }
        status = take_item(r, item, place++);
        if (status != KOH_OK) {
            return status;
        }
    }
    return KOH_OK;
}

static koh_status read_lists(reader *r)
{
    const cJSON *value = get(r->dataset, "value"), *status = get(r->dataset, "status");
    r->value = KOH_NEW(r->n_cells, double);
    r->reason = KOH_NEW(r->n_cells, unsigned char);
    if (r->value == NULL || r->reason == NULL) {
        return no_memory(r);
    }
    for (size_t i = 0; i < r->n_cells; i++) {
        r->value[i] = NAN;
        r->reason[i] = KOH_REASON_NOT_AVAILABLE;
    }
    if (!cJSON_IsArray(value) && !cJSON_IsObject(value)) {
        return fail(r, KOH_ESCHEMA, "/value", "expected an array, or an object keyed by place");
    }
    koh_status done = read_list(r, "value", value, read_value);
    if (done != KOH_OK) {
        return done;
    }
    if (cJSON_IsString(status)) {
        for (size_t i = 0; i < r->n_cells && done == KOH_OK; i++) {
            done = read_status(r, status, i);
        }
        return done;
    }
    if (status != NULL && !cJSON_IsNull(status) && !cJSON_IsArray(status) && !cJSON_IsObject(status)) {
        return fail(r, KOH_ESCHEMA, "/status", "expected a text, an array, or an object keyed by place");
    }
    return read_list(r, "status", status, read_status);
}

static koh_status add_cells(reader *r)
{
    uint32_t category[KOH_FIGURES_VARIABLES] = { 0 };
    for (size_t i = 0; i < r->n_cells; i++) {
        koh_status status = koh__figures_cell(r->figures, category, r->value[i], r->reason[i], 0);
        if (status != KOH_OK) {
            return koh_error_set(r->error, status, "%s", koh_status_text(status));
        }
        for (size_t k = r->figures->n_variables; k-- > 0;) {
            if (++category[k] < r->size[k]) {
                break;
            }
            category[k] = 0;
        }
    }
    r->figures->n_unique = r->n_cells;
    return KOH_OK;
}

static koh_status read_facts(reader *r)
{
    koh_figures *figures = r->figures;
    const cJSON *px = get(get(r->dataset, "extension"), "px"), *note;
    const char *table = text_of(px, "tableid");
    int failed = 0;
    figures->title = koh__figures_text(figures, text_of(r->dataset, "label"), &failed);
    figures->source = koh__figures_text(figures, text_of(r->dataset, "source"), &failed);
    figures->updated = koh__figures_text(figures, text_of(r->dataset, "updated"), &failed);
    figures->table =
        table != NULL ? koh__figures_text(figures, table, &failed) : koh__figures_table_id(figures, figures->title);
    if (cJSON_IsFalse(get(px, "aggregallowed"))) {
        figures->not_additive = "its extension says aggregallowed: false";
    }
    if (r->n_strange > 0) {
        koh__figures_note(figures, "warning", "%zu status such as \"%s\" without a known meaning", r->n_strange,
                          r->strange);
    }
    if (text_of(r->dataset, "href") != NULL) {
        koh__figures_note(figures, "address", "%.500s", text_of(r->dataset, "href"));
    }
    size_t n = 0;
    cJSON_ArrayForEach(note, get(r->dataset, "note"))
    {
        if (cJSON_IsString(note) && n++ < SHOWN_NOTES) {
            koh__figures_note(figures, "note", "%.300s", note->valuestring);
        }
    }
    return failed ? no_memory(r) : KOH_OK;
}

koh_status koh__jsonstat_read(const char *file, const char *text, size_t length, koh_figures **figures,
                              koh_error *error)
{
    cJSON *tree = NULL;
    reader r = { .error = error };
    koh_status status = koh__json_read(file, text, length, &tree, error);
    if (status == KOH_OK && koh__figures_new(file, &r.figures) != KOH_OK) {
        status = no_memory(&r);
    }
    static koh_status (*const steps[])(reader *) = { read_dimensions, read_lists, add_cells, read_facts };
    if (status == KOH_OK) {
        status = find_dataset(&r, tree);
    }
    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && status == KOH_OK; i++) {
        status = steps[i](&r);
    }
    if (status == KOH_OK) {
        status = koh__figures_roles(r.figures, error);
    }
    koh__free(r.value);
    koh__free(r.reason);
    cJSON_Delete(tree);
    if (status != KOH_OK) {
        koh__figures_free(r.figures);
        return status;
    }
    *figures = r.figures;
    return KOH_OK;
}
