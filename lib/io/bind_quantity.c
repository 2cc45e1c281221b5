/* The small parts of a plan's document: texts, labels, years and quantities. The document has been checked. */
#include <stdlib.h>
#include <string.h>

#include "core/language_priv.h"
#include "io/binder_priv.h"

const cJSON *koh__bind_member(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

const char *koh__bind_text(koh_binder *b, const cJSON *object, const char *key)
{
    const cJSON *item = koh__bind_member(object, key);
    if (!cJSON_IsString(item)) {
        return NULL;
    }
    char *copy = koh__arena_text(b->arena, item->valuestring);
    b->failed |= copy == NULL;
    return copy;
}

koh_usage_basis koh__bind_basis(const cJSON *item)
{
    const cJSON *basis = koh__bind_member(item, "basis");
    if (cJSON_IsString(basis) && strcmp(basis->valuestring, "through_year") == 0) {
        return KOH_BASIS_THROUGH_YEAR;
    }
    if (cJSON_IsString(basis) && strcmp(basis->valuestring, "bed_days") == 0) {
        return KOH_BASIS_BED_DAYS;
    }
    return KOH_BASIS_STOCK;
}

/* A point of a path, for sorting. */
typedef struct point {
    int year;
    double value;
} point;

static int by_year(const void *a, const void *b)
{
    int x = ((const point *) a)->year, y = ((const point *) b)->year;
    return (x > y) - (x < y);
}

static koh_status bind_path(koh_binder *b, const cJSON *path, koh_quantity *q)
{
    size_t n = (size_t) cJSON_GetArraySize(path);
    point *points = KOH_TAKE(b->arena, n, point);
    int *years = KOH_TAKE(b->arena, n, int);
    double *values = KOH_TAKE(b->arena, n, double);
    if (points == NULL || years == NULL || values == NULL) {
        return KOH_ENOMEM;
    }
    size_t i = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, path)
    {
        if (koh__int_read(item->string, strlen(item->string), &points[i].year) != KOH_OK) {
            return KOH_EINTERNAL; /* the schema let it pass */
        }
        points[i++].value = item->valuedouble;
    }
    qsort(points, n, sizeof *points, by_year);
    for (i = 0; i < n; i++) {
        years[i] = points[i].year;
        values[i] = points[i].value;
    }
    q->n = n;
    q->year = years;
    q->value = values;
    return KOH_OK;
}

static koh_status bind_value(koh_binder *b, const cJSON *item, koh_quantity *q)
{
    int *year = KOH_TAKE(b->arena, 1, int);
    double *value = KOH_TAKE(b->arena, 1, double);
    if (year == NULL || value == NULL) {
        return KOH_ENOMEM;
    }
    const cJSON *measured = koh__bind_member(item, "year");
    *year = cJSON_IsNumber(measured) ? (int) measured->valuedouble : 0;
    *value = koh__bind_member(item, "value")->valuedouble;
    q->n = 1;
    q->year = year;
    q->value = value;
    return KOH_OK;
}

/* Remembers a figure for the table of assumptions. */
void koh__bind_note(koh_binder *b, const char *pointer, koh_quantity *quantity, const char *file)
{
    if (b->n_figures == b->size_figures) {
        size_t size = b->size_figures == 0 ? 64 : 2 * b->size_figures;
        koh_plan_figure *grown = KOH_TAKE(b->arena, size, koh_plan_figure);
        if (grown == NULL) {
            b->failed = 1;
            return;
        }
        if (b->n_figures > 0) {
            memcpy(grown, b->figures, b->n_figures * sizeof *grown);
        }
        b->figures = grown;
        b->size_figures = size;
    }
    b->figures[b->n_figures++] = (koh_plan_figure){ .pointer = pointer, .quantity = quantity, .file = file };
}

void koh__bind_note_file(koh_binder *b, const char *pointer, const cJSON *item)
{
    koh__bind_note(b, pointer, NULL, koh__bind_text(b, item, "file"));
    if (!b->failed) {
        koh_plan_figure *figure = &b->figures[b->n_figures - 1];
        figure->source = koh__bind_text(b, item, "source");
        figure->assumption = koh__bind_text(b, item, "assumption");
    }
}

/* The quantity under a key, or NULL. */
const koh_quantity *koh__bind_quantity(koh_binder *b, const cJSON *object, const char *pointer, const char *key)
{
    const cJSON *item = koh__bind_member(object, key);
    if (item == NULL || b->failed) {
        return NULL;
    }
    koh_quantity *q = KOH_TAKE(b->arena, 1, koh_quantity);
    char *place = koh__arena_format(b->arena, "%s/%s", pointer, key);
    if (q == NULL || place == NULL) {
        b->failed = 1;
        return NULL;
    }
    q->unit = koh__bind_text(b, item, "unit");
    q->basis = strcmp(key, "bed_days") == 0 ? KOH_BASIS_BED_DAYS : koh__bind_basis(item);
    q->source = koh__bind_text(b, item, "source");
    q->assumption = koh__bind_text(b, item, "assumption");
    const char *file = koh__bind_text(b, item, "file");
    koh_status status = file != NULL                             ? koh__bind_series(b, item, place, q)
                        : koh__bind_member(item, "path") != NULL ? bind_path(b, koh__bind_member(item, "path"), q)
                                                                 : bind_value(b, item, q);
    if (status == KOH_ESCHEMA) { /* a finding has been added */
        return NULL;
    }
    b->failed |= status != KOH_OK;
    koh__bind_note(b, place, q, file);
    if (koh__bind_member(item, "range") != NULL && !b->failed) {
        koh__bind_range(b, koh__bind_member(item, "range"), q);
    }
    return b->failed ? NULL : q;
}

void koh__bind_label(koh_binder *b, const cJSON *object, const char *key, const char *const fallback[KOH_LANGUAGES],
                     const char *label[KOH_LANGUAGES])
{
    const cJSON *item = koh__bind_member(object, key);
    const char *any = cJSON_IsString(item) ? koh__bind_text(b, object, key) : NULL;
    for (size_t i = 0; i < KOH_LANGUAGES; i++) {
        label[i] = cJSON_IsObject(item) ? koh__bind_text(b, item, koh__languages[i]) : any;
        any = any != NULL ? any : label[i];
    }
    for (size_t i = 0; i < KOH_LANGUAGES; i++) {
        label[i] = label[i] != NULL ? label[i] : any != NULL ? any : fallback[i];
    }
}

int koh__bind_int(const cJSON *object, const char *key, int fallback)
{
    const cJSON *item = koh__bind_member(object, key);
    return cJSON_IsNumber(item) ? (int) item->valuedouble : fallback;
}
