/* Records of persons: which columns are what, persons told apart, births. */
#include "io/records_priv.h"

#include <stdio.h>
#include <string.h>

#include "io/label_priv.h"

enum { FIRST_SIZE = 256, ALIASES = 12, OLDEST_BIRTH = 1880, LAST_BIRTH = 2199, SHOWN = 40 };

/* Headers that a column goes by, the best first; in lower case, compared without case. */
typedef struct column_names {
    const char *what;
    int optional;
    const char *alias[ALIASES];
} column_names;

static const column_names staff_columns[KOH_RECORD_COLUMNS] = {
    { "the employee's number",
      0,
      { "ansattnr", "ansattnummer", "ansatt nr", "ansatt_nr", "ressursnr", "ressursnummer", "medarbeidernr", "employee",
        "employee_id", "fødselsnummer", "fnr", "id" } },
    { "year or date of birth",
      0,
      { "fødselsår", "fødselsdato", "fodselsaar", "fodselsar", "fødd", "født", "birth_year", "birth_date",
        "fodselsdato", "fødselsår (åååå)", "år født" } },
    { "position code",
      0,
      { "stillingskode", "stillings kode", "st.kode", "stillingsnavn", "stillingsbetegnelse", "stilling", "yrke",
        "position_code", "position", "profession" } },
    { "per cent of a full position",
      0,
      { "stillingsprosent", "stillings prosent", "stillings%", "stilling%", "st.pst", "stillingspst",
        "stillingsstørrelse", "prosent", "percent", "position_percent", "st.prosent", "stillingsandel" } },
    { "unit",
      1,
      { "enhet", "enhetsnavn", "avdeling", "eining", "arbeidssted", "arbeidsstad", "ansvar", "organisasjonsenhet",
        "unit", "tjenestested", "org.enhet", "avdelingsnavn" } },
};

static const column_names care_columns[KOH_RECORD_COLUMNS] = {
    { "the person's number",
      0,
      { "personid", "person_id", "pasientnr", "pasientnummer", "pasientid", "brukerid", "brukernr", "brukernummer",
        "person", "fødselsnummer", "fnr", "id" } },
    { "year or date of birth",
      0,
      { "fødselsår", "fødselsdato", "fodselsaar", "fodselsar", "fødd", "født", "birth_year", "birth_date",
        "fodselsdato", "fødselsår (åååå)", "år født" } },
    { "service",
      0,
      { "tjenestekode", "tjenestetype", "tjeneste", "teneste", "tenestetype", "vedtakstype", "vedtak", "service_code",
        "service" } },
    { "start date",
      0,
      { "startdato", "start_dato", "start dato", "fradato", "fra dato", "fra_dato", "iverksatt", "fra", "frå", "start",
        "start_date" } },
    { "stop date",
      0,
      { "stoppdato", "stopp_dato", "stopp dato", "sluttdato", "tildato", "til dato", "til_dato", "slutt", "stopp",
        "til", "stop", "stop_date" } },
};

static const column_names *names_of(koh_records kind)
{
    return kind == KOH_RECORDS_STAFF ? staff_columns : care_columns;
}

/* The cell of row 0 that a column of the kind goes by, the earliest alias first; SIZE_MAX = none. */
static size_t find_column(const koh_rows *rows, const column_names *names)
{
    for (size_t a = 0; a < ALIASES && names->alias[a] != NULL; a++) {
        for (size_t cell = 0; cell < rows->row[0].n_cells; cell++) {
            if (koh__label_is(koh__rows_cell(rows, 0, cell), names->alias[a])) {
                return cell;
            }
        }
    }
    return SIZE_MAX;
}

/* How many of the columns that tell the kind apart are there: position and per cent, or start and stop. */
static int tells(const koh_rows *rows, koh_records kind)
{
    const column_names *names = names_of(kind);
    const int from = kind == KOH_RECORDS_STAFF ? KOH_RECORD_CODE : KOH_RECORD_THIRD;
    return (find_column(rows, &names[from]) != SIZE_MAX) + (find_column(rows, &names[from + 1]) != SIZE_MAX);
}

static koh_records kind_of(const koh_rows *rows)
{
    if (rows->n == 0) {
        return KOH_RECORDS_NONE;
    }
    const int is_staff = tells(rows, KOH_RECORDS_STAFF) == 2, is_care = tells(rows, KOH_RECORDS_CARE) == 2;
    const koh_records kind = is_care ? KOH_RECORDS_CARE : KOH_RECORDS_STAFF;
    return (is_staff || is_care) && find_column(rows, &names_of(kind)[KOH_RECORD_PERSON]) != SIZE_MAX
               ? kind
               : KOH_RECORDS_NONE;
}

koh_records koh__records_kind(const char *file, const char *text, size_t length)
{
    koh_rows rows;
    const size_t header = strcspn(text, "\r\n");
    koh_status status = koh__rows_read(file, text, header < length ? header : length, &rows, NULL);
    koh_records kind = status == KOH_OK ? kind_of(&rows) : KOH_RECORDS_NONE;
    koh__rows_free(&rows);
    return kind;
}

koh_status koh__record_fail(const koh_record_reader *reader, size_t row, int column, koh_status status,
                            const char *message)
{
    return koh__rows_fail(&reader->rows, row, reader->column[column], status, reader->error, "%s: %s",
                          names_of(reader->kind)[column].what, message);
}

static const void *text_of(const void *keys, uint32_t number)
{
    return ((const char *const *) keys)[number];
}

size_t koh__record_text(koh_record_texts *texts, const char *text)
{
    if (texts->names.n == texts->size) {
        const size_t size = texts->size == 0 ? FIRST_SIZE : 2 * texts->size;
        const char **grown = koh__grow(texts->text, size, sizeof *grown);
        if (grown == NULL) {
            return SIZE_MAX;
        }
        texts->text = grown;
        texts->size = size;
    }
    const size_t n = texts->names.n, number = koh__names_find(&texts->names, text_of, texts->text, text);
    if (number == n) {
        texts->text[n] = text;
    }
    return number;
}

void koh__record_texts_free(koh_record_texts *texts)
{
    koh__names_free(&texts->names);
    koh__free(texts->text);
    *texts = (koh_record_texts){ 0 };
}

static koh_status no_memory(const koh_record_reader *reader)
{
    return koh_error_set(reader->error, KOH_ENOMEM, "out of memory");
}

/* Room for number `n` of the births, zeroed where it is new; 0 = no memory. */
static int make_room(koh_record_birth **births, size_t *size, size_t n)
{
    if (n < *size) {
        return 1;
    }
    const size_t wanted = *size == 0 ? FIRST_SIZE : 2 * *size;
    koh_record_birth *grown = koh__grow(*births, wanted, sizeof *grown);
    if (grown == NULL) {
        return 0;
    }
    memset(grown + *size, 0, (wanted - *size) * sizeof *grown);
    *births = grown;
    *size = wanted;
    return 1;
}

/* The year of birth that a row tells. */
static koh_status read_birth(const koh_record_reader *reader, size_t row, int *year)
{
    const char *birth = koh__rows_cell(&reader->rows, row, reader->column[KOH_RECORD_BIRTH]);
    koh_time_label time = { 0 };
    if (birth[0] == '\0') {
        return koh__record_fail(reader, row, KOH_RECORD_BIRTH, KOH_EMISSING, "empty, expected a year or a date");
    }
    if (!koh__label_time(birth, &time) || time.quarter != 0 || (time.month != 0 && time.day == 0)) {
        return koh__record_fail(reader, row, KOH_RECORD_BIRTH, KOH_ESYNTAX,
                                "not a year of four digits, nor a date such as 1.5.1980 or 1980-05-01");
    }
    if (time.year < OLDEST_BIRTH || time.year > LAST_BIRTH) {
        return koh__record_fail(reader, row, KOH_RECORD_BIRTH, KOH_EDOMAIN, "expected 1880 to 2199");
    }
    *year = time.year;
    return KOH_OK;
}

koh_status koh__record_person(koh_record_reader *reader, size_t row, size_t *person)
{
    const char *id = koh__rows_cell(&reader->rows, row, reader->column[KOH_RECORD_PERSON]);
    int year = 0;
    if (id[0] == '\0') {
        return koh__record_fail(reader, row, KOH_RECORD_PERSON, KOH_EMISSING, "empty");
    }
    const koh_status status = read_birth(reader, row, &year);
    if (status != KOH_OK) {
        return status;
    }
    *person = koh__record_text(&reader->persons, id);
    if (*person == SIZE_MAX || !make_room(&reader->birth, &reader->size_birth, *person)) {
        return no_memory(reader);
    }
    koh_record_birth *birth = &reader->birth[*person];
    if (birth->year == 0) {
        *birth = (koh_record_birth){ year, row };
    } else if (birth->year != year) {
        char message[80];
        size_t line, column;
        koh__rows_place(&reader->rows, birth->row, 0, &line, &column);
        (void) snprintf(message, sizeof message, "another year than for the same person in line %zu", line);
        return koh__record_fail(reader, row, KOH_RECORD_BIRTH, KOH_EDUPLICATE, message);
    }
    return KOH_OK;
}

koh_status koh__record_code(koh_record_reader *reader, size_t row, size_t *code)
{
    const char *text = koh__rows_cell(&reader->rows, row, reader->column[KOH_RECORD_CODE]);
    if (text[0] == '\0') {
        return koh__record_fail(reader, row, KOH_RECORD_CODE, KOH_EMISSING, "empty, expected a code or a name");
    }
    *code = koh__record_text(&reader->codes, text);
    return *code == SIZE_MAX ? no_memory(reader) : KOH_OK;
}

/* All columns that are needed, and the same number of cells in every row. */
static koh_status check_shape(koh_record_reader *reader)
{
    const koh_rows *rows = &reader->rows;
    const column_names *names = names_of(reader->kind);
    for (int i = 0; i < KOH_RECORD_COLUMNS; i++) {
        reader->column[i] = find_column(rows, &names[i]);
        if (reader->column[i] == SIZE_MAX && !names[i].optional) {
            return koh__rows_fail(rows, 0, 0, KOH_EMISSING, reader->error,
                                  "no column with %s: expected a header such as '%s'", names[i].what,
                                  names[i].alias[0]);
        }
    }
    for (size_t row = 1; row < rows->n; row++) {
        if (rows->row[row].n_cells != rows->row[0].n_cells) {
            return koh__rows_fail(rows, row, 0, KOH_ESCHEMA, reader->error, "%zu cells where the header has %zu",
                                  rows->row[row].n_cells, rows->row[0].n_cells);
        }
    }
    return rows->n > 1 ? KOH_OK
                       : koh__rows_fail(rows, 0, 0, KOH_EMISSING, reader->error, "there are no rows below the header");
}

/* Which columns are used, and which are never looked at. */
static void note_columns(koh_record_reader *reader)
{
    const koh_rows *rows = &reader->rows;
    const column_names *names = names_of(reader->kind);
    for (size_t cell = 0; cell < rows->row[0].n_cells; cell++) {
        const char *header = koh__rows_cell(rows, 0, cell), *use = "not read";
        for (int i = 0; i < KOH_RECORD_COLUMNS; i++) {
            use = reader->column[i] == cell ? names[i].what : use;
        }
        koh__buffer_format(&reader->out->notes, "  %-11s %.*s: %s%s\n", "column",
                           (int) koh__utf8_cut(header, strlen(header), SHOWN), header, use,
                           reader->column[KOH_RECORD_PERSON] == cell ? ", to tell persons apart, and not kept" : "");
    }
}

koh_status koh__records_read(const char *file, const char *text, size_t length, const koh_record_options *options,
                             koh_records_counted *counted, koh_error *error)
{
    koh_record_reader reader = { .options = options, .out = counted, .error = error };
    *counted = (koh_records_counted){ .arena = koh__arena_new() };
    koh_status status = counted->arena == NULL ? no_memory(&reader) : KOH_OK;
    if (status == KOH_OK) {
        status = koh__rows_read(file, text, length, &reader.rows, error);
    }
    if (status == KOH_OK && reader.rows.n == 0) {
        status = koh_error_set(error, KOH_EMISSING, "the file is empty");
        koh_error_at(error, file, 1, 1, NULL);
    }
    if (status == KOH_OK) {
        const koh_records seen = kind_of(&reader.rows);
        reader.kind = counted->kind = options->kind == KOH_RECORDS_SEEN ? seen : options->kind;
        if (reader.kind == KOH_RECORDS_NONE) {
            status = koh__rows_fail(&reader.rows, 0, 0, KOH_ESCHEMA, error,
                                    "neither records of staff (employee's number, year of birth, position code, per "
                                    "cent) nor of care (person's number, year of birth, service, start and stop date)");
        }
    }
    if (status == KOH_OK) {
        status = check_shape(&reader);
    }
    if (status == KOH_OK) {
        note_columns(&reader);
        status = reader.kind == KOH_RECORDS_STAFF ? koh__records_staff(&reader) : koh__records_care(&reader);
    }
    if (status == KOH_OK && counted->notes.failed) {
        status = no_memory(&reader);
    }
    koh__rows_free(&reader.rows);
    koh__record_texts_free(&reader.persons);
    koh__record_texts_free(&reader.codes);
    koh__free(reader.birth);
    return status;
}

void koh__records_free(koh_records_counted *counted)
{
    koh_table_free(&counted->table);
    koh__buffer_free(&counted->notes);
    koh__arena_free(counted->arena);
    *counted = (koh_records_counted){ 0 };
}
