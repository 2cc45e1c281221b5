/* A CSV file that is read: its life and its values. */
#include "io/csv_priv.h"

#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "io/csv_reader_priv.h"
#include "io/file_priv.h"
#include "io/place_priv.h"

#define FILE_LIMIT ((size_t) 1 << 30)

/* A file without rows over `bytes`, which it takes over, also when it fails; NULL when there is no memory. */
static koh_csv *new_csv(const char *file, char *bytes, size_t length, size_t n_columns, const koh_csv_column *columns)
{
    koh_csv *csv = KOH_NEW(1, koh_csv);
    if (csv == NULL) {
        koh__free(bytes);
        return NULL;
    }
    *csv = (koh_csv){ .file = koh__text_copy(file),
                      .bytes = bytes,
                      .length = length,
                      .n_columns = n_columns,
                      .columns = KOH_NEW(n_columns, koh_csv_column),
                      .cells = KOH_NEW(n_columns, size_t),
                      .values = KOH_NEW(n_columns, koh_csv_values),
                      .texts = koh__arena_new() };
    if (csv->file == NULL || csv->columns == NULL || csv->cells == NULL || csv->values == NULL || csv->texts == NULL) {
        koh__csv_free(csv);
        return NULL;
    }
    for (size_t i = 0; i < n_columns; i++) {
        csv->columns[i] = columns[i];
        csv->cells[i] = KOH_CSV_ABSENT;
    }
    return csv;
}

/* Fills a new file, which may be NULL, and publishes it. */
static koh_status fill(koh_csv *made, koh_csv **csv, koh_error *error)
{
    if (made == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    koh_status status = koh__csv_parse(made, error);
    if (status != KOH_OK) {
        koh_error_at(error, made->file, 0, 0, NULL);
        koh__csv_free(made);
        return status;
    }
    *csv = made;
    return KOH_OK;
}

koh_status koh__csv_read(const char *file, const char *bytes, size_t length, size_t n_columns,
                         const koh_csv_column *columns, koh_csv **csv, koh_error *error)
{
    char *copy = koh__new(length, 1);
    if (copy == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    if (length > 0) {
        memcpy(copy, bytes, length);
    }
    return fill(new_csv(file, copy, length, n_columns, columns), csv, error);
}

koh_status koh__csv_read_file(const char *path, size_t n_columns, const koh_csv_column *columns, koh_csv **csv,
                              koh_error *error)
{
    char *bytes;
    size_t length;
    koh_status status = koh__file_read(path, FILE_LIMIT, &bytes, &length, error);
    return status == KOH_OK ? fill(new_csv(path, bytes, length, n_columns, columns), csv, error) : status;
}

void koh__csv_free(koh_csv *csv)
{
    if (csv == NULL) {
        return;
    }
    for (size_t i = 0; csv->values != NULL && i < csv->n_columns; i++) {
        koh__free(csv->values[i].any);
    }
    koh__arena_free(csv->texts);
    koh__free(csv->values);
    koh__free(csv->starts);
    koh__free(csv->described);
    koh__free(csv->cells);
    koh__free(csv->columns);
    koh__free(csv->bytes);
    koh__free(csv->file);
    koh__free(csv);
}

size_t koh__csv_rows(const koh_csv *csv)
{
    return csv->n_rows;
}

int koh__csv_has(const koh_csv *csv, size_t column)
{
    return csv->cells[column] != KOH_CSV_ABSENT;
}

const char *koh__csv_text(const koh_csv *csv, size_t row, size_t column)
{
    return koh__csv_has(csv, column) ? csv->values[column].texts[row] : NULL;
}

int koh__csv_int(const koh_csv *csv, size_t row, size_t column)
{
    return koh__csv_has(csv, column) ? csv->values[column].ints[row] : INT_MIN;
}

double koh__csv_number(const koh_csv *csv, size_t row, size_t column)
{
    return koh__csv_has(csv, column) ? csv->values[column].numbers[row] : (double) NAN;
}

const koh_csv_column *koh__csv_column(const koh_csv *csv, size_t column)
{
    return &csv->columns[column];
}

const char *koh__csv_file(const koh_csv *csv)
{
    return csv->file;
}

const char *koh__csv_sex_name(int sex)
{
    static const char *const names[] = { "female", "male", "both" };
    return names[sex];
}

size_t koh__csv_line(const koh_csv *csv, size_t row)
{
    size_t start;
    return koh__place_line(csv->bytes, csv->starts[row], &start);
}

koh_status koh__csv_fail(const koh_csv *csv, size_t row, size_t column, koh_status status, koh_error *error,
                         const char *format, ...)
{
    char message[KOH_MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    (void) vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    (void) koh_error_set(error, status, "%s", message);
    size_t cell = koh__csv_has(csv, column) ? csv->cells[column] : 0;
    koh__place(error, csv->file, csv->bytes, koh__csv_cell_at(csv->bytes, csv->length, csv->starts[row], cell));
    return status;
}
