/* Records of persons as personnel and care systems export them, to counts. Whom a record is about is used to tell
 * persons apart and goes no further: no cell of a record is ever shown, in results or in messages, but the units' names
 * and what a table of codes turns codes into. */
#ifndef KOH_RECORDS_PRIV_H
#define KOH_RECORDS_PRIV_H

#include "base/memory_priv.h"
#include "core/language_priv.h"
#include "io/names_priv.h"
#include "io/statbank_rows_priv.h"
#include "kohort/import.h"
#include "kohort/table.h"

/* What codes may stand for: ids and their names in the languages of the catalogue. Borrowed. */
typedef struct koh_record_target {
    const char *id, *name[KOH_LANGUAGES];
    size_t whole; /* the place of the target that it is a part of, or SIZE_MAX */
} koh_record_target;

typedef struct koh_record_options {
    koh_records kind;
    int first_year, last_year; /* 0 = not given */
    const char *codes_file;    /* for messages, or NULL: no table of codes */
    const char *codes;         /* its text, ended */
    size_t codes_length;
    size_t n_targets[2]; /* professions, services */
    const koh_record_target *targets[2];
} koh_record_options;

/* What became of the records. Owns all; koh__records_free ends it, also after a failure. */
typedef struct koh_records_counted {
    koh_records kind;
    const char *format;
    koh_table table;
    koh_arena *arena;
    koh_buffer notes; /* lines for people */
} koh_records_counted;

/* Does a header row look like that of records: someone's number beside dates or positions? `text` is valid UTF-8. */
koh_records koh__records_kind(const char *file, const char *text, size_t length);

/* Counts the records of a text (valid UTF-8, ended). KOH_ESCHEMA, KOH_EMISSING, KOH_ESYNTAX, KOH_EDOMAIN, KOH_EUNKNOWN,
 * KOH_EDUPLICATE, KOH_EAMBIGUOUS with line and column; KOH_ENOMEM. */
koh_status koh__records_read(const char *file, const char *text, size_t length, const koh_record_options *options,
                             koh_records_counted *counted, koh_error *error) KOH_NODISCARD;
void koh__records_free(koh_records_counted *counted);

/* Inside, shared by the files records*.c. */

enum { KOH_RECORD_PERSON, KOH_RECORD_BIRTH, KOH_RECORD_CODE, KOH_RECORD_THIRD, KOH_RECORD_FOURTH, KOH_RECORD_COLUMNS };

/* Distinct texts, in order of appearance. */
typedef struct koh_record_texts {
    koh_names names;
    size_t size;
    const char **text; /* [names.n], borrowed */
} koh_record_texts;

/* The number of a text; SIZE_MAX without memory. Frees with koh__record_texts_free. */
size_t koh__record_text(koh_record_texts *texts, const char *text);
void koh__record_texts_free(koh_record_texts *texts);

/* A person's year of birth and the row that told it first; year 0 = not yet. */
typedef struct koh_record_birth {
    int year;
    size_t row;
} koh_record_birth;

/* A file being counted. */
typedef struct koh_record_reader {
    koh_rows rows;
    const koh_record_options *options;
    koh_records kind;
    size_t column[KOH_RECORD_COLUMNS]; /* SIZE_MAX = not there */
    koh_record_texts persons, codes;
    koh_record_birth *birth; /* [persons] */
    size_t size_birth;
    size_t *first;            /* [codes + 1]: code i stands for target[first[i]] to target[first[i + 1] - 1] */
    size_t *target;           /* SIZE_MAX = left out on purpose */
    koh_records_counted *out; /* borrowed */
    koh_error *error;
} koh_record_reader;

/* An error at a cell; the message shows nothing of it. */
koh_status koh__record_fail(const koh_record_reader *reader, size_t row, int column, koh_status status,
                            const char *message);

/* The person of a row, whose birth has been read and is that of the person's other rows. */
koh_status koh__record_person(koh_record_reader *reader, size_t row, size_t *person) KOH_NODISCARD;

/* The code of a row, as a number. */
koh_status koh__record_code(koh_record_reader *reader, size_t row, size_t *code) KOH_NODISCARD;

/* Finds what all codes stand for: by the table of codes, or else as ids or names of the catalogue. After all rows. */
koh_status koh__record_codes(koh_record_reader *reader) KOH_NODISCARD;

koh_status koh__records_staff(koh_record_reader *reader) KOH_NODISCARD;
koh_status koh__records_care(koh_record_reader *reader) KOH_NODISCARD;

#endif
