/* Records of care, a row a decision with start and stop, to users and person-days by service, year and age.
 *
 * Decisions on the same service for the same person that overlap or meet are one stay: a day counts once. Both the day
 * of the start and that of the stop count; a decision without a stop is still running. A person's age is that completed
 * at 31 December of the year, as the national statistics of care have it, for all three counts. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "io/label_priv.h"
#include "io/records_priv.h"

enum { BANDS = 6, COUNTS = 3, YEARS_MAX = 100, RUNNING = INT_MAX };

/* First ages of the bands, the last open; those of the national statistics are sums of them. */
static const int band_from[BANDS] = { 0, 18, 50, 67, 80, 90 };

/* A stay: of one decision, on one service. */
typedef struct stay {
    size_t service, person;
    int start, stop; /* days; stop RUNNING = still going on */
} stay;

typedef struct care {
    koh_record_reader *reader;
    size_t n, n_stays, n_outside, n_joined;
    stay *decisions; /* [n] with the code in place of the service, owns */
    stay *stays;     /* owns */
    int first_year, last_year, latest_start, earliest_stop;
    double *counts; /* [services][years][BANDS][COUNTS], owns */
} care;

/* Days from 1 January 1970 of a day of the Gregorian calendar: years begin in March, four-hundred-year eras of 146 097
 * days (Hinnant, chrono-compatible low-level date algorithms, 2013). */
static int day_of(int year, int month, int day)
{
    const int y = year - (month <= 2), era = y / 400, of_era = y - era * 400;
    const int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static int year_of(int day)
{
    int year = 1970 + day / 366;
    while (day_of(year + 1, 1, 1) <= day) {
        year++;
    }
    return year;
}

/* A date of the calendar; 31 April is none. */
static int read_day(const char *text, int *day)
{
    koh_time_label time = { 0 };
    if (!koh__label_time(text, &time) || time.day == 0 || time.year < 1900) {
        return 0;
    }
    const int next_month = time.month == 12 ? 1 : time.month + 1;
    *day = day_of(time.year, time.month, time.day);
    return *day < day_of(time.year + (time.month == 12), next_month, 1);
}

static koh_status read_dates(const care *c, size_t row, stay *s)
{
    static const char wrong[] = "not a date such as 1.5.2024 or 2024-05-01";
    const char *start = koh__rows_cell(&c->reader->rows, row, c->reader->column[KOH_RECORD_THIRD]);
    const char *stop = koh__rows_cell(&c->reader->rows, row, c->reader->column[KOH_RECORD_FOURTH]);
    if (start[0] == '\0') {
        return koh__record_fail(c->reader, row, KOH_RECORD_THIRD, KOH_EMISSING, "empty, expected a date");
    }
    if (!read_day(start, &s->start)) {
        return koh__record_fail(c->reader, row, KOH_RECORD_THIRD, KOH_ESYNTAX, wrong);
    }
    s->stop = RUNNING;
    if (stop[0] != '\0' && !read_day(stop, &s->stop)) {
        return koh__record_fail(c->reader, row, KOH_RECORD_FOURTH, KOH_ESYNTAX, wrong);
    }
    if (s->stop < s->start) {
        return koh__record_fail(c->reader, row, KOH_RECORD_FOURTH, KOH_EDOMAIN, "before the start date");
    }
    if (year_of(s->start) < c->reader->birth[s->person].year) {
        return koh__record_fail(c->reader, row, KOH_RECORD_THIRD, KOH_EDOMAIN, "before the year of birth");
    }
    return KOH_OK;
}

static koh_status read_decisions(care *c)
{
    koh_status status = KOH_OK;
    c->latest_start = INT_MIN;
    c->earliest_stop = INT_MAX;
    for (size_t row = 1; row < c->reader->rows.n && status == KOH_OK; row++) {
        stay *s = &c->decisions[row - 1];
        status = koh__record_person(c->reader, row, &s->person);
        status = status == KOH_OK ? koh__record_code(c->reader, row, &s->service) : status;
        status = status == KOH_OK ? read_dates(c, row, s) : status;
        if (status == KOH_OK) {
            c->latest_start = s->start > c->latest_start ? s->start : c->latest_start;
            c->earliest_stop = s->stop < c->earliest_stop ? s->stop : c->earliest_stop;
        }
    }
    return status;
}

/* The years that are counted: those given, or from that of the earliest stop to that of the latest start, since
 * decisions that had stopped before the one or start after the other are not in the export. */
static koh_status find_years(care *c)
{
    const koh_record_options *options = c->reader->options;
    const int last = year_of(c->latest_start);
    const int first =
        c->earliest_stop == RUNNING || year_of(c->earliest_stop) > last ? last : year_of(c->earliest_stop);
    c->first_year = options->first_year != 0 ? options->first_year : first;
    c->last_year = options->first_year != 0 ? options->last_year : last;
    if (c->last_year - c->first_year >= YEARS_MAX) {
        return koh_error_set(c->reader->error, KOH_EUSAGE, "years %d to %d: at most %d are counted", c->first_year,
                             c->last_year, YEARS_MAX);
    }
    return KOH_OK;
}

static int by_person(const void *a, const void *b)
{
    const stay *x = a, *y = b;
    return x->service != y->service ? (x->service > y->service) - (x->service < y->service)
           : x->person != y->person ? (x->person > y->person) - (x->person < y->person)
           : x->start != y->start   ? (x->start > y->start) - (x->start < y->start)
                                    : (x->stop > y->stop) - (x->stop < y->stop);
}

/* A stay for every service that a decision's code stands for, sorted, and those that overlap or meet joined. */
static koh_status make_stays(care *c)
{
    const koh_record_reader *reader = c->reader;
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++) {
        n += reader->first[c->decisions[i].service + 1] - reader->first[c->decisions[i].service];
    }
    c->stays = KOH_NEW(n, stay);
    if (c->stays == NULL) {
        return KOH_ENOMEM;
    }
    n = 0;
    for (size_t i = 0; i < c->n; i++) {
        const size_t code = c->decisions[i].service;
        c->n_outside += reader->target[reader->first[code]] == SIZE_MAX;
        for (size_t k = reader->first[code]; k < reader->first[code + 1] && reader->target[k] != SIZE_MAX; k++) {
            c->stays[n] = c->decisions[i];
            c->stays[n++].service = reader->target[k];
        }
    }
    qsort(c->stays, n, sizeof *c->stays, by_person);
    for (size_t i = 0; i < n; i++) {
        stay *last = c->n_stays == 0 ? NULL : &c->stays[c->n_stays - 1];
        const stay s = c->stays[i];
        if (last != NULL && last->service == s.service && last->person == s.person &&
            (last->stop == RUNNING || s.start <= last->stop + 1)) {
            last->stop = s.stop > last->stop ? s.stop : last->stop;
            c->n_joined++;
        } else {
            c->stays[c->n_stays++] = s;
        }
    }
    return KOH_OK;
}

static size_t band_of(int age)
{
    size_t band = 0;
    while (band + 1 < BANDS && age >= band_from[band + 1]) {
        band++;
    }
    return band;
}

/* Adds a stay to the counts; `before` is the one before it in order, or NULL. */
static void count_stay(care *c, const stay *s, const stay *before)
{
    const int n_years = c->last_year - c->first_year + 1;
    const int again = before != NULL && before->service == s->service && before->person == s->person;
    for (int y = 0; y < n_years; y++) {
        const int year = c->first_year + y, from = day_of(year, 1, 1), to = day_of(year + 1, 1, 1) - 1;
        const int start = s->start > from ? s->start : from, stop = s->stop < to ? s->stop : to;
        if (stop < start) {
            continue;
        }
        const int birth = c->reader->birth[s->person].year;
        double *cell =
            c->counts + ((s->service * (size_t) n_years + (size_t) y) * BANDS + band_of(year - birth)) * COUNTS;
        cell[0] += s->stop >= to;
        cell[1] += !(again && before->stop >= from); /* else counted with the stay before */
        cell[2] += stop - start + 1;
    }
}

static koh_status make_table(care *c)
{
    static const koh_column columns[] = {
        { "service", KOH_COLUMN_TEXT },       { "year", KOH_COLUMN_NUMBER },
        { "age_from", KOH_COLUMN_NUMBER },    { "age_to", KOH_COLUMN_TEXT },
        { "stock_31dec", KOH_COLUMN_NUMBER }, { "through_year", KOH_COLUMN_NUMBER },
        { "person_days", KOH_COLUMN_NUMBER },
    };
    static const char *const last_age[BANDS] = { "17", "49", "66", "79", "89", NULL };
    const koh_record_options *options = c->reader->options;
    const int years = c->last_year - c->first_year + 1;
    const size_t n_years = (size_t) years;
    koh_table *table = &c->reader->out->table;
    koh_table_init(table, "", "users", sizeof columns / sizeof columns[0], columns);
    koh_status status = KOH_OK;
    for (size_t k = 0; k < options->n_targets[1] && status == KOH_OK; k++) {
        double sum = 0;
        for (size_t i = 0; i < n_years * BANDS * COUNTS; i++) {
            sum += c->counts[k * n_years * BANDS * COUNTS + i];
        }
        for (size_t i = 0; sum > 0 && i < n_years * BANDS && status == KOH_OK; i++) {
            const double *counts = c->counts + (k * n_years * BANDS + i) * COUNTS;
            const koh_cell cells[] = { { .text = options->targets[1][k].id },
                                       { .number = c->first_year + (int) (i / BANDS) },
                                       { .number = band_from[i % BANDS] },
                                       { .text = last_age[i % BANDS] },
                                       { .number = counts[0] },
                                       { .number = counts[1] },
                                       { .number = counts[2] } };
            status = koh_table_add(table, cells);
        }
    }
    return status;
}

static void note(const care *c)
{
    koh_buffer *notes = &c->reader->out->notes;
    koh__buffer_format(notes, "  %-11s %zu decisions on %zu persons\n", "read", c->n, c->reader->persons.names.n);
    koh__buffer_format(notes, "  %-11s %d to %d, ages at 31 December\n", "years", c->first_year, c->last_year);
    if (c->n_joined > 0) {
        koh__buffer_format(notes,
                           "  %-11s %zu times a decision overlaps or meets another of the same person and service\n",
                           "joined", c->n_joined);
    }
    if (c->n_outside > 0) {
        koh__buffer_format(notes, "  %-11s %zu decisions whose code is 'none' in the table of codes\n", "left out",
                           c->n_outside);
    }
    if (c->earliest_stop != RUNNING && c->first_year <= year_of(c->earliest_stop)) {
        koh__buffer_format(notes, "  %-11s no decision stops before %d: those that did may not be in the file\n",
                           "mind", year_of(c->earliest_stop));
    }
    if (c->latest_start < day_of(c->last_year, 12, 31)) {
        koh__buffer_format(notes, "  %-11s no decision starts after %d: is %d complete?\n", "mind",
                           year_of(c->latest_start), c->last_year);
    }
    koh__buffer_format(notes, "  %-11s counts may be about few persons: for use inside the municipality\n", "mind");
}

koh_status koh__records_care(koh_record_reader *reader)
{
    care c = { .reader = reader, .n = reader->rows.n - 1 };
    c.decisions = KOH_NEW(c.n, stay);
    koh_status status = c.decisions == NULL ? KOH_ENOMEM : read_decisions(&c);
    status = status == KOH_OK ? koh__record_codes(reader) : status;
    status = status == KOH_OK ? find_years(&c) : status;
    status = status == KOH_OK ? make_stays(&c) : status;
    if (status == KOH_OK) {
        const int years = c.last_year - c.first_year + 1;
        const size_t n_years = (size_t) years;
        c.counts = KOH_NEW(reader->options->n_targets[1] * n_years * BANDS * COUNTS, double);
        status = c.counts == NULL ? KOH_ENOMEM : KOH_OK;
    }
    if (status == KOH_OK) {
        for (size_t i = 0; i < c.n_stays; i++) {
            count_stay(&c, &c.stays[i], i > 0 ? &c.stays[i - 1] : NULL);
        }
        reader->out->format = "records of care";
        status = make_table(&c);
        note(&c);
    }
    koh__free(c.decisions);
    koh__free(c.stays);
    koh__free(c.counts);
    return status == KOH_ENOMEM ? koh_error_set(reader->error, status, "out of memory") : status;
}
