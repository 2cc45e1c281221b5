/* How fast do figures become text, and text figures? Populations of a municipality: 25 years, both sexes, ages 0 to
 * 105, many times over. Prints medians in 10^6 bytes of text per second as JSON. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/memory_priv.h"
#include "base/text_priv.h"
#include "io/csv_priv.h"
#include "io/json_priv.h"
#include "io/table_csv_priv.h"

enum { N_YEARS = 25, N_AGES = 106, N_COPIES = 40, N = N_YEARS * 2 * N_AGES * N_COPIES, REPEATS = 11 };

static double now(void)
{
    struct timespec t;
    (void) clock_gettime(CLOCK_MONOTONIC, &t);
    return (double) t.tv_sec + 1e-9 * (double) t.tv_nsec;
}

static void check(int holds, const char *what)
{
    if (!holds) {
        (void) fprintf(stderr, "bench_text: %s failed\n", what);
        exit(1);
    }
}

/* Cohorts that shrink with age under growing mortality: 16 and 17 digits almost everywhere. */
static void fill(double *persons)
{
    for (size_t i = 0; i < N; i++) {
        double age = (double) (i % N_AGES), year = (double) (i / N_AGES / 2 % N_YEARS);
        double copy = (double) (i / (size_t) (N_YEARS * 2 * N_AGES));
        persons[i] = (180.0 + 7.0 * sin(0.3 * (age + year)) + copy) * exp(-2e-4 * (exp(0.095 * age) - 1));
    }
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;
    return (x > y) - (x < y);
}

typedef struct job {
    const double *persons;
    koh_table table;
    koh_buffer numbers, csv, out;
} job;

/* Each gives the bytes of text it has gone through. */
static size_t write_numbers(job *j)
{
    size_t length = 0;
    char text[KOH_NUMBER_SIZE];
    for (size_t i = 0; i < N; i++) {
        length += koh__number_write(j->persons[i], text);
    }
    return length;
}

static size_t write_json(job *j)
{
    j->out.length = 0;
    koh_json_writer w = { .buffer = &j->out };
    koh__json_numbers(&w, N, j->persons);
    check(!j->out.failed, "json");
    return j->out.length;
}

static size_t write_csv(job *j)
{
    j->out.length = 0;
    koh__table_write_csv(&j->table, KOH_CSV_INTERNATIONAL, &j->out);
    check(!j->out.failed, "csv");
    return j->out.length;
}

static size_t read_csv(job *j)
{
    static const koh_csv_column columns[] = {
        { .name = "year", .kind = KOH_CSV_INT },
        { .name = "sex", .kind = KOH_CSV_SEX },
        { .name = "age", .kind = KOH_CSV_INT },
        { .name = "value", .kind = KOH_CSV_NUMBER, .min = 0, .max = 1e9 },
    };
    koh_csv *csv = NULL;
    check(koh__csv_read("bench.csv", j->csv.data, j->csv.length, 4, columns, &csv, NULL) == KOH_OK, "csv in");
    check(koh__csv_number(csv, N - 1, 3) == j->persons[N - 1], "csv round trip");
    koh__csv_free(csv);
    return j->csv.length;
}

static size_t read_numbers(job *j)
{
    const char *s = j->numbers.data, *end = s + j->numbers.length;
    double sum = 0, value = 0;
    while (s < end) {
        size_t length = 0;
        while (s[length] != '\n') {
            length++;
        }
        check(koh__number_read(s, length, &value) == KOH_OK, "number");
        sum += value;
        s += length + 1;
    }
    check(sum > 0, "sum");
    return j->numbers.length;
}

static double median_speed(job *j, size_t (*run)(job *))
{
    double speeds[REPEATS];
    for (int i = 0; i < REPEATS; i++) {
        double start = now();
        size_t bytes = run(j);
        speeds[i] = (double) bytes / (now() - start) / 1e6;
    }
    qsort(speeds, REPEATS, sizeof speeds[0], by_size);
    return speeds[REPEATS / 2];
}

static void prepare(job *j)
{
    static const koh_column columns[] = { { "year", KOH_COLUMN_NUMBER },
                                          { "sex", KOH_COLUMN_TEXT },
                                          { "age", KOH_COLUMN_NUMBER },
                                          { "value", KOH_COLUMN_NUMBER } };
    koh_table_init(&j->table, "T00", "bench", 4, columns);
    for (size_t i = 0; i < N; i++) {
        const koh_cell cells[] = { { .number = (double) (2026 + i / N_AGES / 2 % N_YEARS) },
                                   { .text = i / N_AGES % 2 == 0 ? "female" : "male" },
                                   { .number = (double) (i % N_AGES) },
                                   { .number = j->persons[i] } };
        check(koh_table_add(&j->table, cells) == KOH_OK, "table");
        koh__buffer_number(&j->numbers, j->persons[i]);
        koh__buffer_char(&j->numbers, '\n');
    }
    koh__table_write_csv(&j->table, KOH_CSV_INTERNATIONAL, &j->csv);
    check(!j->numbers.failed && !j->csv.failed, "memory");
}

int main(void)
{
    double *persons = KOH_NEW(N, double);
    check(persons != NULL, "memory");
    fill(persons);
    job j = { .persons = persons };
    prepare(&j);
    (void) printf("{\"write_numbers_mb_per_s\": %.0f, ", median_speed(&j, write_numbers));
    (void) printf("\"json_mb_per_s\": %.0f, ", median_speed(&j, write_json));
    (void) printf("\"csv_write_mb_per_s\": %.0f, ", median_speed(&j, write_csv));
    (void) printf("\"csv_read_mb_per_s\": %.0f, ", median_speed(&j, read_csv));
    (void) printf("\"number_read_mb_per_s\": %.0f}\n", median_speed(&j, read_numbers));
    koh_table_free(&j.table);
    koh__buffer_free(&j.numbers);
    koh__buffer_free(&j.csv);
    koh__buffer_free(&j.out);
    koh__free(persons);
    return 0;
}
