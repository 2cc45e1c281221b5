/* Import: tables of statistics as they are downloaded (CSV, JSON-stat 1 and 2, PX) to tidy rows with codes. */
#ifndef KOH_IMPORT_H
#define KOH_IMPORT_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What "-" stands for. */
typedef enum koh_dash {
    KOH_DASH_AS_SOURCE = 0, /* zero in PX files and in tables of Statistics Norway; elsewhere ambiguous */
    KOH_DASH_ZERO,
    KOH_DASH_MISSING
} koh_dash;

/* What stands before decimals in a CSV file. */
typedef enum koh_decimal {
    KOH_DECIMAL_SEEN = 0, /* what the cells prove; ambiguous when they leave both open */
    KOH_DECIMAL_COMMA,
    KOH_DECIMAL_POINT
} koh_decimal;

typedef enum koh_totals {
    KOH_TOTALS_LEAVE_OUT = 0, /* rows of a total beside its parts are left out and counted */
    KOH_TOTALS_KEEP
} koh_totals;

enum { KOH_DIVISION_AS_IT_IS = 0, KOH_DIVISION_FIRST = 2007, KOH_DIVISION_DEFAULT = 2024 };

/* Records of persons, which are only ever counted: no identifier comes out. */
typedef enum koh_records {
    KOH_RECORDS_NONE = 0, /* a table of statistics; a file of records is refused */
    KOH_RECORDS_SEEN,     /* of what the header says */
    KOH_RECORDS_STAFF,    /* a row a position: unit, profession, age, persons, position_share */
    KOH_RECORDS_CARE      /* a row a decision: service, year, age band, stock_31dec, through_year, person_days */
} koh_records;

typedef struct koh_import_options {
    koh_dash dash;
    koh_decimal decimal;
    koh_totals totals;
    int division;             /* year of the municipal division wanted, or KOH_DIVISION_AS_IT_IS */
    const char *table;        /* table id such as "14288" where the file does not say it, or NULL */
    const char *value_column; /* name of the only column with figures in a long CSV file, or NULL: found */
    const char *data;         /* folder of the default data, or NULL: that of the installation */
    koh_records records;
    const char *codes; /* CSV file of what codes of records stand for (code,profession or code,service), or NULL */
    int first_year;    /* of decisions: the first year counted; of staff: not read; 0 = what the file shows */
    int last_year;     /* the last; of staff: ages are those of its 1 January; 0 = that of the default data */
} koh_import_options;

/* What `kohort import` does without options: nothing assumed, totals left out, the municipal division of 2024. */
KOH_API koh_import_options koh_import_options_defaults(void);

/* What is known of where the figures come from. Texts are NULL when not known. */
typedef struct koh_import_facts {
    const char *format, *encoding, *table, *title, *source, *updated;
    const char *sha256; /* of the file's bytes, 64 hex digits */
    size_t n_rows, n_unknown;
} koh_import_facts;

/* An imported table. Owns all its texts. */
typedef struct koh_import koh_import;

/* Reads and understands a file ("-" = standard input; at most 256 MiB and 4 million cells). Codes of municipalities are
 * matched, never names. KOH_EAMBIGUOUS: the file can be read in two ways, both named in the message. KOH_EMISSING,
 * KOH_EDOMAIN: also municipalities that cannot be carried to the wanted division (the years named). KOH_ESYNTAX,
 * KOH_EENCODING, KOH_ESCHEMA, KOH_ESHAPE, KOH_EUNKNOWN, KOH_EDUPLICATE, KOH_ELIMIT, with line and column or a JSON
 * pointer; KOH_EUSAGE (also records without options->records), KOH_EIO, KOH_ENOMEM. Caller frees with koh_import_free.
 *
 * Records of persons are counted (options->records). A person's number tells persons apart and is forgotten; columns
 * that are not needed are not read; messages and reports show no cell of a record, only lines and the units' names. A
 * person with several positions is one person, split among them by per cent; days of decisions on one service that
 * overlap count once. */
KOH_API koh_status koh_import_file(const char *path, const koh_import_options *options, koh_import **import,
                                   koh_error *error) KOH_NODISCARD;
KOH_API void koh_import_free(koh_import *import); /* takes NULL */

/* The native CSV: region, year, sex, age or age_band, further variables by their own name, missing_reason, value. A
 * missing or confidential cell has an empty value and its reason. */
KOH_API const char *koh_import_csv(const koh_import *import, size_t *length);

/* Writes it to a path ("-" = standard output). KOH_EIO leaves what was there. */
KOH_API koh_status koh_import_write(const koh_import *import, const char *path, koh_error *error) KOH_NODISCARD;

/* What was understood, assumed, left out and doubted, for people: lines of text. */
KOH_API const char *koh_import_report(const koh_import *import);

/* Its texts live as long as the import. */
KOH_API koh_import_facts koh_import_facts_get(const koh_import *import);

#ifdef __cplusplus
}
#endif
#endif
