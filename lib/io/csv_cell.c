/* Cells of a CSV file: texts, whole numbers, numbers, sexes. */
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text_priv.h"
#include "io/csv_reader_priv.h"
#include "io/place_priv.h"

enum { SHOWN = 40 };

const char *koh__csv_shown(const char *text, size_t length, char out[KOH_CSV_SHOWN])
{
    size_t cut = koh__utf8_cut(text, length, SHOWN);
    (void) snprintf(out, KOH_CSV_SHOWN, "%.*s%s", (int) cut, text, cut < length ? "..." : "");
    return out;
}

koh_status koh__csv_fail_at(koh_csv_reader *r, size_t offset, koh_status status)
{
    r->status = status;
    koh__place(r->error, r->csv->file, r->csv->bytes, offset);
    return status;
}

void koh__csv_fail_cell(koh_csv_reader *r, koh_status status)
{
    const koh_csv *csv = r->csv;
    (void) koh__csv_fail_at(r, koh__csv_cell_at(csv->bytes, csv->length, r->record.start, r->cell), status);
}

static int is_bounded(const koh_csv_column *column)
{
    return column->min != 0 || column->max != 0;
}

static void fail_domain(koh_csv_reader *r, const koh_csv_column *column, const char *text, size_t length)
{
    char out[KOH_CSV_SHOWN], min[KOH_NUMBER_SIZE], max[KOH_NUMBER_SIZE];
    if (column->what != NULL) {
        (void) koh_error_set(r->error, KOH_EDOMAIN, "%s is %s: expected %s", column->name,
                             koh__csv_shown(text, length, out), column->what);
    } else if (!is_bounded(column)) {
        (void) koh_error_set(r->error, KOH_EDOMAIN, "%s is %s: too large", column->name,
                             koh__csv_shown(text, length, out));
    } else {
        (void) koh_error_set(r->error, KOH_EDOMAIN, "%s is %s: expected %.*s to %.*s", column->name,
                             koh__csv_shown(text, length, out), (int) koh__number_write(column->min, min), min,
                             (int) koh__number_write(column->max, max), max);
    }
    koh__csv_fail_cell(r, KOH_EDOMAIN);
}

static void fail_number(koh_csv_reader *r, const koh_csv_column *column, const char *text, size_t length)
{
    char out[KOH_CSV_SHOWN];
    const char *hint = "";
    if (memchr(text, ',', length) != NULL) {
        hint = "; decimals are written with a point";
    } else if (memchr(text, ' ', length) != NULL || memchr(text, '\t', length) != NULL) {
        hint = "; no spaces around or inside a number";
    }
    (void) koh_error_set(r->error, KOH_ESYNTAX, "%s is \"%s\": not a %s%s", column->name,
                         koh__csv_shown(text, length, out), column->kind == KOH_CSV_INT ? "whole number" : "number",
                         hint);
    koh__csv_fail_cell(r, KOH_ESYNTAX);
}

static int outside(const koh_csv_column *column, double value)
{
    return is_bounded(column) && !(value >= column->min && value <= column->max);
}

static void take_number(koh_csv_reader *r, const koh_csv_column *column, const char *text, size_t length)
{
    koh_csv_values *to = &r->csv->values[column - r->csv->columns];
    size_t row = r->csv->n_rows;
    double value = 0;
    koh_status status;
    if (column->kind == KOH_CSV_INT) {
        status = koh__int_read(text, length, &to->ints[row]);
        value = to->ints[row];
    } else {
        status = koh__number_read(text, length, &value);
        to->numbers[row] = value;
    }
    if (status == KOH_ESYNTAX) {
        fail_number(r, column, text, length);
    } else if (status == KOH_EDOMAIN || (status == KOH_OK && outside(column, value))) {
        fail_domain(r, column, text, length);
    } else if (status != KOH_OK) {
        r->status = koh_error_set(r->error, status, "out of memory");
    }
}

static void take_sex(koh_csv_reader *r, const koh_csv_column *column, const char *text, size_t length)
{
    for (int i = 0; i < (column->both ? 3 : 2); i++) {
        if (strcmp(text, koh__csv_sex_name(i)) == 0) {
            r->csv->values[column - r->csv->columns].ints[r->csv->n_rows] = i;
            return;
        }
    }
    char out[KOH_CSV_SHOWN];
    (void) koh_error_set(r->error, KOH_EDOMAIN, "%s is \"%s\": expected %s", column->name,
                         koh__csv_shown(text, length, out), column->both ? "female, male or both" : "female or male");
    koh__csv_fail_cell(r, KOH_EDOMAIN);
}

static void take_empty(koh_csv_reader *r, const koh_csv_column *column)
{
    koh_csv_values *to = &r->csv->values[column - r->csv->columns];
    if (!column->optional) {
        (void) koh_error_set(r->error, KOH_EMISSING, "%s is empty%s%s", column->name,
                             column->what != NULL ? ": expected " : "", column->what != NULL ? column->what : "");
        koh__csv_fail_cell(r, KOH_EMISSING);
    } else if (column->kind == KOH_CSV_NUMBER) {
        to->numbers[r->csv->n_rows] = (double) NAN;
    } else if (column->kind != KOH_CSV_TEXT) {
        to->ints[r->csv->n_rows] = INT_MIN;
    }
}

void koh__csv_take_cell(koh_csv_reader *r, const char *text, size_t length)
{
    koh_csv *csv = r->csv;
    size_t index = csv->described[r->cell];
    const koh_csv_column *column = &csv->columns[index];
    if (length == 0) {
        take_empty(r, column);
    } else if (column->kind == KOH_CSV_TEXT) {
        const char *copy = koh__arena_text_n(csv->texts, text, length);
        csv->values[index].texts[csv->n_rows] = copy;
        if (copy == NULL) {
            r->status = koh_error_set(r->error, KOH_ENOMEM, "out of memory");
        }
    } else if (column->kind == KOH_CSV_SEX) {
        take_sex(r, column, text, length);
    } else {
        take_number(r, column, text, length);
    }
}
