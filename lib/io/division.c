/* Municipal divisions. A change leads from a number to its successors; where a number has changes of several years the
 * latest that a division reaches holds. */
#include "io/division_priv.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>

#include "base/memory_priv.h"
#include "io/csv_priv.h"

enum { OLD, NEW, YEAR, SHARE, SOURCE, ASSUMPTION, N_COLUMNS };
enum { PATH_SIZE = 4096, DEPTH_LIMIT = 16 };

typedef struct change {
    int old, new, year, end; /* end: of the old number's life */
    double share;
    const char *assumption;
} change;

struct koh_division {
    size_t n;
    change *changes; /* [n], owns; texts are the table's */
    koh_csv *table;
    unsigned char known[KOH_DIVISION_CODES];
};

static koh_status read_table(const char *folder, const char *name, size_t n_columns, const koh_csv_column *columns,
                             koh_csv **csv, koh_error *error)
{
    char path[PATH_SIZE];
    (void) snprintf(path, sizeof path, "%s/%s", folder, name);
    return koh__csv_read_file(path, n_columns, columns, csv, error);
}

static koh_status read_regions(koh_division *division, const char *folder, koh_error *error)
{
    static const koh_csv_column columns[] = {
        { .name = "region", .kind = KOH_CSV_INT, .min = 1, .max = 9999, .what = "a municipality number" },
        { .name = "name", .kind = KOH_CSV_TEXT },
        { .name = "county", .kind = KOH_CSV_TEXT },
        { .name = "county_name", .kind = KOH_CSV_TEXT },
        { .name = "name_other", .kind = KOH_CSV_TEXT, .optional = 2 },
    };
    koh_csv *csv = NULL;
    koh_status status = read_table(folder, "regions.csv", sizeof columns / sizeof columns[0], columns, &csv, error);
    for (size_t i = 0; status == KOH_OK && i < koh__csv_rows(csv); i++) {
        division->known[koh__csv_int(csv, i, 0)] = 1;
    }
    koh__csv_free(csv);
    return status;
}

koh_status koh__division_read(const char *folder, koh_division **division, koh_error *error)
{
    static const koh_csv_column columns[N_COLUMNS] = {
        [OLD] = { .name = "old", .kind = KOH_CSV_INT, .min = 1, .max = 9999, .what = "a municipality number" },
        [NEW] = { .name = "new", .kind = KOH_CSV_INT, .min = 1, .max = 9999, .what = "a municipality number" },
        [YEAR] = { .name = "year", .kind = KOH_CSV_INT, .min = 1900, .max = 2200, .what = "a year" },
        [SHARE] = { .name = "share", .kind = KOH_CSV_NUMBER, .min = 0, .max = 1, .optional = 2, .what = "0 to 1" },
        [SOURCE] = { .name = "source", .kind = KOH_CSV_TEXT, .optional = 2 },
        [ASSUMPTION] = { .name = "assumption", .kind = KOH_CSV_TEXT, .optional = 2 },
    };
    koh_division *made = KOH_NEW(1, koh_division);
    if (made == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    koh_status status = read_regions(made, folder, error);
    if (status == KOH_OK) {
        status = read_table(folder, "region_changes.csv", N_COLUMNS, columns, &made->table, error);
    }
    if (status == KOH_OK) {
        made->n = koh__csv_rows(made->table);
        made->changes = KOH_NEW(made->n, change);
        status = made->changes == NULL ? koh_error_set(error, KOH_ENOMEM, "out of memory") : KOH_OK;
    }
    for (size_t i = 0; status == KOH_OK && i < made->n; i++) {
        const koh_csv *csv = made->table;
        change *c = &made->changes[i];
        *c = (change){ .old = koh__csv_int(csv, i, OLD),
                       .new = koh__csv_int(csv, i, NEW),
                       .year = koh__csv_int(csv, i, YEAR),
                       .share = koh__csv_number(csv, i, SHARE),
                       .assumption = koh__csv_text(csv, i, ASSUMPTION) };
        made->known[c->old] = made->known[c->new] = 1;
    }
    if (status != KOH_OK) {
        koh__division_free(made);
        return status;
    }
    for (size_t i = 0; i < made->n; i++) {
        int from;
        koh__division_life(made, made->changes[i].old, &from, &made->changes[i].end);
    }
    *division = made;
    return KOH_OK;
}

void koh__division_free(koh_division *division)
{
    if (division != NULL) {
        koh__free(division->changes);
        koh__csv_free(division->table);
        koh__free(division);
    }
}

int koh__division_knows(const koh_division *division, int code)
{
    return code >= 0 && code < KOH_DIVISION_CODES && division->known[code];
}

/* Did a number go on under itself when others joined it in a year? */
static int went_on(const koh_division *division, int code, int year)
{
    for (size_t i = 0; i < division->n; i++) {
        const change *c = &division->changes[i];
        if (c->old == code && c->new == code && c->year == year) {
            return 1;
        }
    }
    return 0;
}

void koh__division_life(const koh_division *division, int code, int *from, int *to)
{
    *from = INT_MIN;
    *to = INT_MAX;
    for (size_t i = 0; i < division->n; i++) {
        const change *c = &division->changes[i];
        if (c->old == c->new) {
            continue;
        }
        if (c->new == code && (*from == INT_MIN || c->year < *from) && !went_on(division, code, c->year)) {
            *from = c->year;
        }
        if (c->old == code && c->year < *to) {
            *to = c->year;
        }
    }
}

static size_t carry(const koh_division *division, koh_successor from, int year, size_t n,
                    koh_successor found[KOH_SUCCESSORS])
{
    int latest = 0;
    for (size_t i = 0; i < division->n; i++) {
        const change *c = &division->changes[i];
        if (c->old == from.code && c->new != c->old && c->year <= year && c->year > latest && c->year > from.year) {
            latest = c->year;
        }
    }
    if (latest == 0) {
        if (n < KOH_SUCCESSORS) {
            found[n++] = from;
        }
        return n;
    }
    for (size_t i = 0; i < division->n; i++) {
        const change *c = &division->changes[i];
        if (c->old == from.code && c->new != c->old && c->year == latest) {
            koh_successor next = { .code = c->new,
                                   .year = latest,
                                   .share = from.share * c->share,
                                   .assumption = c->assumption != NULL ? c->assumption : from.assumption };
            n = carry(division, next, year, n, found);
        }
    }
    return n;
}

size_t koh__division_carry(const koh_division *division, int code, int year, koh_successor found[KOH_SUCCESSORS])
{
    return carry(division, (koh_successor){ .code = code, .share = 1 }, year, 0, found);
}

/* Is a number there, or any that it came of? */
static int is_there(const koh_division *division, int code, const unsigned char *present, int depth)
{
    int there = present[code];
    for (size_t i = 0; i < division->n && !there && depth < DEPTH_LIMIT; i++) {
        const change *c = &division->changes[i];
        there = c->new == code && c->old != code &&is_there(division, c->old, present, depth + 1);
    }
    return there;
}

static int lack(const koh_division *division, int code, const unsigned char *present, int depth);

/* What lacks among the parts of a number that ended in one year, or that went on from it. */
static int lack_of_year(const koh_division *division, int code, int year, const unsigned char *present, int depth)
{
    for (size_t i = 0; i < division->n; i++) {
        const change *c = &division->changes[i];
        int lacking = 0;
        if (c->new == code && c->old == code && c->year == year) {
            lacking = code;
        } else if (c->new == code && c->old != code && c->end == year) {
            lacking = lack(division, c->old, present, depth + 1);
        }
        if (lacking != 0) {
            return lacking;
        }
    }
    return 0;
}

static int lack(const koh_division *division, int code, const unsigned char *present, int depth)
{
    if (present[code]) {
        return 0;
    }
    int lacking = code, partly = is_there(division, code, present, depth);
    for (size_t i = 0; i < division->n && partly && depth < DEPTH_LIMIT; i++) {
        const change *c = &division->changes[i];
        if (c->new == code && c->old != code) {
            lacking = lack_of_year(division, code, c->end, present, depth);
            if (lacking == 0) {
                return 0;
            }
        }
    }
    return lacking;
}

int koh__division_lack(const koh_division *division, int code, const unsigned char *present)
{
    return lack(division, code, present, 0);
}

size_t koh__division_joined(const koh_division *division, int code, int year, int found[KOH_SUCCESSORS])
{
    size_t n = 0;
    for (size_t i = 0; i < division->n; i++) {
        const change *same = &division->changes[i];
        if (same->old != code || same->new != code || same->year <= year) {
            continue;
        }
        for (size_t k = 0; k < division->n && n < KOH_SUCCESSORS; k++) {
            const change *c = &division->changes[k];
            if (c->new == code && c->old != code && c->year == same->year) {
                found[n++] = c->old;
            }
        }
    }
    return n;
}
