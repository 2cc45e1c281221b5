/* Records of staff, a row a position, to persons by unit, profession, age and size of position.
 *
 * A person with several positions counts once, split among them by their per cents; the share of a full position is
 * the person's whole. So persons add up to persons, and persons x share to the FTE of every unit and profession. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/records_priv.h"
#include "kohort/staff.h"

enum { SIZES = 4, ID_SIZE = 64, PER_CENT_SIZE = 24 };

/* Lower ends of the classes of position size, as the municipal sector's statistics of full time have them. */
static const double size_from[SIZES] = { 0, 50, 75, 100 };

/* Of sums of per cents with decimals. */
#define ROUNDING 1e-9

/* A position. */
typedef struct position {
    size_t person, code, unit;
    double per_cent; /* of a full position */
} position;

/* A person's part in a cell of the result. */
typedef struct part {
    size_t unit, profession;
    int age, size;
    size_t order; /* of the row: sums are taken in it */
    double persons, fte;
} part;

typedef struct staff {
    koh_record_reader *reader;
    size_t n;
    position *positions; /* [n], owns */
    double *total;       /* [persons] per cent, owns */
    koh_record_texts units;
    part *parts; /* owns */
    size_t n_parts, n_over, n_empty, n_age, n_outside;
    double fte_over;
} staff;

static const char *cell(const staff *s, size_t row, int column)
{
    return koh__rows_cell(&s->reader->rows, row, s->reader->column[column]);
}

/* "80", "80,5", "80.5", "80 %". */
static koh_status read_per_cent(const staff *s, size_t row, double *per_cent)
{
    const char *text = cell(s, row, KOH_RECORD_THIRD);
    size_t length = strlen(text);
    char number[PER_CENT_SIZE];
    if (length == 0) {
        return koh__record_fail(s->reader, row, KOH_RECORD_THIRD, KOH_EMISSING, "empty, expected 0 to 100");
    }
    length -= length > 0 && text[length - 1] == '%';
    while (length > 0 && text[length - 1] == ' ') {
        length--;
    }
    if (length == 0 || length >= sizeof number) {
        return koh__record_fail(s->reader, row, KOH_RECORD_THIRD, KOH_ESYNTAX, "not a number such as 80 or 80,5");
    }
    memcpy(number, text, length);
    char *comma = memchr(number, ',', length);
    if (comma != NULL) {
        *comma = '.';
    }
    if (koh__number_read(number, length, per_cent) != KOH_OK) {
        return koh__record_fail(s->reader, row, KOH_RECORD_THIRD, KOH_ESYNTAX, "not a number such as 80 or 80,5");
    }
    if (!(*per_cent >= 0 && *per_cent <= 100)) {
        return koh__record_fail(s->reader, row, KOH_RECORD_THIRD, KOH_EDOMAIN, "expected 0 to 100");
    }
    return KOH_OK;
}

/* a-z, 0-9 and _ out of any name, so that a plan can have it as a key. */
static const char *unit_id(koh_arena *arena, const char *name)
{
    static const struct {
        const char *letter, *plain;
    } letters[] = { { "æ", "ae" }, { "ø", "o" }, { "å", "a" }, { "Æ", "ae" }, { "Ø", "o" },
                    { "Å", "a" },  { "é", "e" }, { "á", "a" }, { "Á", "a" } };
    char id[ID_SIZE + 1];
    size_t n = 0;
    for (const char *c = name; *c != '\0' && n < ID_SIZE;) {
        size_t taken = 1, i = 0;
        const size_t n_letters = sizeof letters / sizeof letters[0];
        while (i < n_letters && strncmp(c, letters[i].letter, strlen(letters[i].letter)) != 0) {
            i++;
        }
        if ((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9')) {
            id[n++] = *c;
        } else if (*c >= 'A' && *c <= 'Z') {
            id[n++] = (char) (*c - 'A' + 'a');
        } else if (i < n_letters) {
            taken = strlen(letters[i].letter);
            for (const char *p = letters[i].plain; *p != '\0' && n < ID_SIZE; p++) {
                id[n++] = *p;
            }
        } else if (n > 0 && id[n - 1] != '_') {
            id[n++] = '_';
        }
        c += taken;
    }
    while (n > 0 && id[n - 1] == '_') {
        n--;
    }
    return koh__arena_text_n(arena, n > 0 ? id : "unit", n > 0 ? n : 4);
}

static koh_status read_unit(staff *s, size_t row, size_t *unit)
{
    *unit = 0;
    if (s->reader->column[KOH_RECORD_FOURTH] == SIZE_MAX) {
        return KOH_OK;
    }
    const char *name = cell(s, row, KOH_RECORD_FOURTH);
    if (name[0] == '\0') {
        return koh__record_fail(s->reader, row, KOH_RECORD_FOURTH, KOH_EMISSING, "empty, expected a unit");
    }
    const char *id = unit_id(s->reader->out->arena, name);
    *unit = id == NULL ? SIZE_MAX : koh__record_text(&s->units, id);
    return *unit == SIZE_MAX ? koh_error_set(s->reader->error, KOH_ENOMEM, "out of memory") : KOH_OK;
}

static koh_status read_positions(staff *s)
{
    double most = 0;
    koh_status status = KOH_OK;
    for (size_t row = 1; row < s->reader->rows.n && status == KOH_OK; row++) {
        position *p = &s->positions[row - 1];
        status = koh__record_person(s->reader, row, &p->person);
        status = status == KOH_OK ? koh__record_code(s->reader, row, &p->code) : status;
        status = status == KOH_OK ? read_per_cent(s, row, &p->per_cent) : status;
        status = status == KOH_OK ? read_unit(s, row, &p->unit) : status;
        most = status == KOH_OK && p->per_cent > most ? p->per_cent : most;
    }
    if (status == KOH_OK && most > 0 && most <= 1) {
        return koh__record_fail(s->reader, 1, KOH_RECORD_THIRD, KOH_EAMBIGUOUS,
                                "none is above 1: shares of a position instead of per cent?");
    }
    return status;
}

static int size_of(double per_cent)
{
    int size = 0;
    while (size + 1 < SIZES && per_cent + ROUNDING >= size_from[size + 1]) {
        size++;
    }
    return size;
}

/* A person of no age that the model has, or without any position; each counted once. */
static int is_left_out(staff *s, size_t person, int year)
{
    const int age = year - 1 - s->reader->birth[person].year;
    const int wrong_age = age < KOH_STAFF_YOUNGEST || age >= KOH_STAFF_YOUNGEST + KOH_STAFF_AGES;
    return s->total[person] <= 0 || wrong_age;
}

static void count_persons(staff *s, int year)
{
    for (size_t i = 0; i < s->reader->persons.names.n; i++) {
        const int is_empty = s->total[i] <= 0;
        s->n_empty += (size_t) is_empty;
        s->n_age += (size_t) (!is_empty && is_left_out(s, i, year));
        if (s->total[i] > 100 + ROUNDING && !is_left_out(s, i, year)) {
            s->n_over++;
            s->fte_over += (s->total[i] - 100) / 100;
        }
    }
}

static void make_parts(staff *s, int year)
{
    const koh_record_reader *reader = s->reader;
    for (size_t i = 0; i < s->n; i++) {
        const position *p = &s->positions[i];
        const size_t profession = reader->target[reader->first[p->code]];
        if (is_left_out(s, p->person, year) || p->per_cent <= 0) {
            continue;
        }
        if (profession == SIZE_MAX) {
            s->n_outside++;
            continue;
        }
        const double whole = s->total[p->person], persons = p->per_cent / whole;
        s->parts[s->n_parts++] = (part){ .unit = p->unit,
                                         .profession = profession,
                                         .age = year - 1 - reader->birth[p->person].year,
                                         .size = size_of(whole),
                                         .order = i,
                                         .persons = persons,
                                         .fte = whole > 100 ? persons : p->per_cent / 100 };
    }
}

static int compare(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int same_cell(const part *a, const part *b)
{
    const int order = compare(a->unit, b->unit) != 0               ? compare(a->unit, b->unit)
                      : compare(a->profession, b->profession) != 0 ? compare(a->profession, b->profession)
                      : a->age != b->age                           ? (a->age > b->age) - (a->age < b->age)
                                                                   : a->size - b->size;
    return order;
}

static int by_cell(const void *a, const void *b)
{
    const part *x = a, *y = b;
    const int order = same_cell(x, y);
    return order != 0 ? order : compare(x->order, y->order);
}

static koh_status make_table(staff *s)
{
    static const koh_column columns[] = {
        { "unit", KOH_COLUMN_TEXT },      { "profession", KOH_COLUMN_TEXT },       { "age", KOH_COLUMN_NUMBER },
        { "persons", KOH_COLUMN_NUMBER }, { "position_share", KOH_COLUMN_NUMBER },
    };
    const int with_unit = s->reader->column[KOH_RECORD_FOURTH] != SIZE_MAX;
    koh_table *table = &s->reader->out->table;
    koh_table_init(table, "", "staff", with_unit ? 5 : 4, with_unit ? columns : columns + 1);
    qsort(s->parts, s->n_parts, sizeof *s->parts, by_cell);
    koh_status status = KOH_OK;
    for (size_t i = 0; i < s->n_parts && status == KOH_OK;) {
        const part *first = &s->parts[i];
        double persons = 0, fte = 0;
        for (; i < s->n_parts && same_cell(first, &s->parts[i]) == 0; i++) {
            persons += s->parts[i].persons;
            fte += s->parts[i].fte;
        }
        const koh_cell cells[] = {
            { .text = s->units.text != NULL ? s->units.text[first->unit] : NULL },
            { .text = s->reader->options->targets[0][first->profession].id },
            { .number = first->age },
            { .number = persons },
            { .number = fte / persons },
        };
        status = koh_table_add(table, with_unit ? cells : cells + 1);
    }
    return status == KOH_OK ? KOH_OK : koh_error_set(s->reader->error, status, "out of memory");
}

static void note(const staff *s, int year)
{
    koh_buffer *notes = &s->reader->out->notes;
    double persons = 0, fte = 0;
    for (size_t i = 0; i < s->n_parts; i++) {
        persons += s->parts[i].persons;
        fte += s->parts[i].fte;
    }
    koh__buffer_format(notes, "  %-11s %zu positions of %zu persons, ages at 1 January %d\n", "read", s->n,
                       s->reader->persons.names.n, year);
    koh__buffer_format(notes, "  %-11s %.1f persons, %.1f FTE\n", "counted", persons, fte);
    if (s->n_empty > 0) {
        koh__buffer_format(notes, "  %-11s %zu persons with positions of 0 per cent only\n", "left out", s->n_empty);
    }
    if (s->n_age > 0) {
        koh__buffer_format(notes, "  %-11s %zu persons below %d or above %d years\n", "left out", s->n_age,
                           KOH_STAFF_YOUNGEST, KOH_STAFF_YOUNGEST + KOH_STAFF_AGES - 1);
    }
    if (s->n_outside > 0) {
        koh__buffer_format(notes, "  %-11s %zu positions whose code is 'none' in the table of codes\n", "left out",
                           s->n_outside);
    }
    if (s->n_over > 0) {
        koh__buffer_format(notes,
                           "  %-11s %zu persons with more than 100 per cent in all count as 100: %.2f FTE are not "
                           "counted\n",
                           "cut", s->n_over, s->fte_over);
    }
    for (size_t i = 0; i < s->units.names.n; i++) {
        koh__buffer_format(notes, "  %-11s %s\n", "unit", s->units.text[i]);
    }
    koh__buffer_format(notes, "  %-11s rows may be about few persons: for use inside the municipality\n", "mind");
}

koh_status koh__records_staff(koh_record_reader *reader)
{
    const int year = reader->options->last_year;
    staff s = { .reader = reader, .n = reader->rows.n - 1 };
    s.positions = KOH_NEW(s.n, position);
    s.parts = KOH_NEW(s.n, part);
    koh_status status = s.positions == NULL || s.parts == NULL ? KOH_ENOMEM : read_positions(&s);
    if (status == KOH_OK) {
        status = koh__record_codes(reader);
    }
    if (status == KOH_OK) {
        s.total = KOH_NEW(reader->persons.names.n, double);
        status = s.total == NULL ? KOH_ENOMEM : KOH_OK;
    }
    if (status == KOH_OK) {
        for (size_t i = 0; i < s.n; i++) {
            s.total[s.positions[i].person] += s.positions[i].per_cent;
        }
        count_persons(&s, year);
        make_parts(&s, year);
        reader->out->format = "records of staff";
        status = make_table(&s);
        note(&s, year);
    }
    koh__free(s.positions);
    koh__free(s.parts);
    koh__free(s.total);
    koh__record_texts_free(&s.units);
    return status == KOH_ENOMEM ? koh_error_set(reader->error, status, "out of memory") : status;
}
