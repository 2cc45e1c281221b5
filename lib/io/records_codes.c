/* What the codes of records stand for: professions of positions, services of decisions.
 *
 * A table of codes has two columns, the code and what it stands for; a code of several services stands on several
 * rows, and "none" leaves records out. Without a row in it a code must be an id or a name of the catalogue. */
#include <stdio.h>
#include <string.h>

#include "io/records_priv.h"

enum { TOLD = 8, LINES_SIZE = 120 };

/* The rows of a table of codes, resolved. */
typedef struct code_table {
    koh_rows rows;
    size_t code, target; /* columns */
    size_t *resolved;    /* [rows.n] a target, or SIZE_MAX: left out; owns */
} code_table;

static size_t which(koh_records kind)
{
    return kind == KOH_RECORDS_CARE;
}

/* A target by its id or, with `names`, one of its names; n = none. */
static size_t find_target(const koh_record_options *options, koh_records kind, const char *text, int with_names)
{
    const size_t n = options->n_targets[which(kind)];
    for (size_t i = 0; i < n; i++) {
        const koh_record_target *target = &options->targets[which(kind)][i];
        int is_it = strcmp(text, target->id) == 0;
        for (size_t language = 0; with_names && language < KOH_LANGUAGES; language++) {
            is_it |= strcmp(text, target->name[language]) == 0;
        }
        if (is_it) {
            return i;
        }
    }
    return n;
}

static koh_status find_columns(const koh_record_reader *reader, code_table *table)
{
    static const char *const codes[] = { "code", "kode" };
    static const char *const targets[2][4] = { { "profession", "yrke", "yrkesgruppe", "id" },
                                               { "service", "tjeneste", "teneste", "id" } };
    table->code = table->target = SIZE_MAX;
    for (size_t cell = 0; table->rows.n > 0 && cell < table->rows.row[0].n_cells; cell++) {
        const char *header = koh__rows_cell(&table->rows, 0, cell);
        for (size_t i = 0; i < 2; i++) {
            table->code = strcmp(header, codes[i]) == 0 ? cell : table->code;
        }
        for (size_t i = 0; i < 4; i++) {
            table->target = strcmp(header, targets[which(reader->kind)][i]) == 0 ? cell : table->target;
        }
    }
    if (table->rows.n == 0) {
        (void) koh_error_set(reader->error, KOH_EMISSING, "the file is empty");
        koh_error_at(reader->error, reader->options->codes_file, 1, 1, NULL);
        return KOH_EMISSING;
    }
    return table->code != SIZE_MAX && table->target != SIZE_MAX
               ? KOH_OK
               : koh__rows_fail(&table->rows, 0, 0, KOH_ESCHEMA, reader->error, "expected the columns code and %s",
                                targets[which(reader->kind)][0]);
}

static koh_status resolve(const koh_record_reader *reader, code_table *table)
{
    const koh_record_options *options = reader->options;
    for (size_t row = 1; row < table->rows.n; row++) {
        const char *text = koh__rows_cell(&table->rows, row, table->target);
        const size_t found = find_target(options, reader->kind, text, 0);
        table->resolved[row] = found;
        if (strcmp(text, "none") == 0) {
            table->resolved[row] = SIZE_MAX;
        } else if (found == options->n_targets[which(reader->kind)]) {
            return koh__rows_fail(&table->rows, row, table->target, KOH_EUNKNOWN, reader->error,
                                  "unknown %s '%.40s'; 'none' leaves records of the code out",
                                  reader->kind == KOH_RECORDS_CARE ? "service" : "profession", text);
        }
        for (size_t other = 1; reader->kind == KOH_RECORDS_STAFF && other < row; other++) {
            if (strcmp(koh__rows_cell(&table->rows, other, table->code),
                       koh__rows_cell(&table->rows, row, table->code)) == 0) {
                return koh__rows_fail(&table->rows, row, table->code, KOH_EDUPLICATE, reader->error,
                                      "a position code with two professions");
            }
        }
    }
    return KOH_OK;
}

/* A target and the wholes above it, each once. */
static size_t put(const koh_record_target *targets, size_t target, size_t *list, size_t n)
{
    for (; target != SIZE_MAX; target = targets[target].whole) {
        size_t i = 0;
        while (i < n && list[i] != target) {
            i++;
        }
        list[i] = target;
        n += i == n;
    }
    return n;
}

/* What code number i stands for, behind list[0] .. list[n - 1] of others; the new n. */
static size_t put_code(const koh_record_reader *reader, const code_table *table, const char *code, size_t *list,
                       size_t n)
{
    const koh_record_target *targets = reader->options->targets[which(reader->kind)];
    const size_t n_targets = reader->options->n_targets[which(reader->kind)], before = n;
    int told = 0;
    for (size_t row = 1; row < table->rows.n; row++) {
        if (strcmp(koh__rows_cell(&table->rows, row, table->code), code) == 0) {
            n = before + put(targets, table->resolved[row], list + before, n - before);
            told = 1;
        }
    }
    const size_t found = told ? n_targets : find_target(reader->options, reader->kind, code, 1);
    if (found < n_targets) {
        n = before + put(targets, found, list + before, n - before);
    } else if (told && n == before) {
        list[n++] = SIZE_MAX;
    }
    return n;
}

/* The lines in which codes that nothing is known of are met first. */
static koh_status fail_unknown(const koh_record_reader *reader, const size_t *unknown, size_t n)
{
    char lines[LINES_SIZE] = "";
    size_t used = 0, line, column, first = 1, told = 0;
    for (size_t row = 1; row < reader->rows.n && told < n; row++) {
        const char *text = koh__rows_cell(&reader->rows, row, reader->column[KOH_RECORD_CODE]);
        if (strcmp(reader->codes.text[unknown[told]], text) != 0) { /* codes are numbered as they appear */
            continue;
        }
        koh__rows_place(&reader->rows, row, 0, &line, &column);
        if (told > 0 && used < LINES_SIZE) {
            const int length =
                snprintf(lines + used, LINES_SIZE - used, "%s%zu", told == 1 ? "; more first in line " : ", ", line);
            used += length > 0 ? (size_t) length : 0;
        }
        first = told == 0 ? row : first;
        told++;
    }
    return koh__rows_fail(&reader->rows, first, reader->column[KOH_RECORD_CODE], KOH_EUNKNOWN, reader->error,
                          "%s stands for no %s that is known%s%s; a table of codes (code,%s) tells",
                          reader->kind == KOH_RECORDS_CARE ? "this service" : "this position",
                          reader->kind == KOH_RECORDS_CARE ? "service" : "profession", lines, n == TOLD ? " ..." : "",
                          reader->kind == KOH_RECORDS_CARE ? "service" : "profession");
}

static koh_status settle(koh_record_reader *reader, const code_table *table)
{
    const size_t n_codes = reader->codes.names.n, n_targets = reader->options->n_targets[which(reader->kind)];
    koh_arena *arena = reader->out->arena;
    size_t *unknown = KOH_TAKE(arena, TOLD, size_t), n_unknown = 0, n = 0;
    reader->first = KOH_TAKE(arena, n_codes + 1, size_t);
    reader->target = KOH_TAKE(arena, n_codes * (n_targets + 1), size_t);
    if (unknown == NULL || reader->first == NULL || reader->target == NULL) {
        return koh_error_set(reader->error, KOH_ENOMEM, "out of memory");
    }
    for (size_t i = 0; i < n_codes && n_unknown < TOLD; i++) {
        reader->first[i] = n;
        n = put_code(reader, table, reader->codes.text[i], reader->target, n);
        if (n == reader->first[i]) {
            unknown[n_unknown++] = i;
        }
    }
    reader->first[n_codes] = n;
    return n_unknown == 0 ? KOH_OK : fail_unknown(reader, unknown, n_unknown);
}

koh_status koh__record_codes(koh_record_reader *reader)
{
    const koh_record_options *options = reader->options;
    code_table table = { .code = SIZE_MAX };
    koh_status status = KOH_OK;
    if (options->codes_file != NULL) {
        status = koh__rows_read(options->codes_file, options->codes, options->codes_length, &table.rows, reader->error);
        if (status == KOH_OK) {
            table.resolved = KOH_NEW(table.rows.n, size_t);
            status = table.resolved == NULL ? koh_error_set(reader->error, KOH_ENOMEM, "out of memory")
                                            : find_columns(reader, &table);
        }
        if (status == KOH_OK) {
            status = resolve(reader, &table);
        }
    }
    if (status == KOH_OK) {
        status = settle(reader, &table);
    }
    koh__free(table.resolved);
    koh__rows_free(&table.rows);
    return status;
}
