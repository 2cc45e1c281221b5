/* How many draws one core makes per second: one at a time, and the draws of one cell side by side; beside GSL's in the
 * same run. Prints JSON (--json) or a table. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "num/lanes_priv.h"
#include "num/sample_priv.h"

enum { N = KOH_LANES_MAX, STREAMS = 2000, REPEATS = 9, SPREAD = 3 };

/* A cell: persons, give or take SPREAD roots of them, and a probability. */
static const struct {
    int32_t persons;
    double prob;
} cells[] = { { 24, 0.0008 }, { 24, 0.047 },  { 74, 0.0008 }, { 74, 0.0063 },  { 74, 0.047 },    { 74, 0.21 },
              { 160, 0.047 }, { 350, 0.047 }, { 900, 0.021 }, { 3000, 0.047 }, { 10000000, 0.5 } };
enum { CELLS = sizeof cells / sizeof cells[0] };

typedef struct rates {
    double lanes, lanes_poisson, own, gsl, gsl_poisson;
} rates;

static koh_lanes_room room;
static uint16_t field[KOH_STREAM_FIELDS * N];
static int32_t persons[N], x[N];
static uint64_t kept;

/* Of this thread, so that neighbours on the machine do not count. */
static double seconds(void)
{
    struct timespec now;
    (void) clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double) now.tv_sec + 1e-9 * (double) now.tv_nsec;
}

static int ascending(const void *a, const void *b)
{
    const double p = *(const double *) a, q = *(const double *) b;
    return (p > q) - (p < q);
}

static double median(double *value)
{
    qsort(value, REPEATS, sizeof *value, ascending);
    return value[REPEATS / 2];
}

static koh_lanes lanes_of(uint32_t cell)
{
    return (koh_lanes){ .id = { .seed = 1 }, .cell = cell, .n = N, .u = field + cell % KOH_STREAM_FIELDS * N };
}

static void put_persons(int32_t mean)
{
    koh_stream stream = koh__stream((koh_stream_id){ .seed = 2 }, 0);
    int32_t root = 0;
    while (root * root < mean) {
        root++;
    }
    for (size_t d = 0; d < N; d++) {
        const double z = koh__stream_uniform(&stream) + koh__stream_uniform(&stream) - 1;
        const int32_t at = mean + (int32_t) (SPREAD * root * z);
        persons[d] = at > 0 ? at : 0;
    }
}

/* The fields' bits are made within: they are part of the price. */
static double time_lanes(size_t c, uint32_t n_cells, int poisson)
{
    const double begin = seconds();
    for (uint32_t cell = 0; cell < n_cells; cell++) {
        const koh_lanes lanes = lanes_of(cell);
        if (cell % KOH_STREAM_FIELDS == 0) {
            koh__stream_fields(lanes.id, cell / KOH_STREAM_FIELDS, N, N, field);
        }
        if (poisson) {
            koh__lanes_poisson(&lanes, cells[c].persons * cells[c].prob, &room, x);
        } else {
            koh__lanes_binomial(&lanes, persons, cells[c].prob, &room, x);
        }
        kept += (uint64_t) x[cell % N];
    }
    return N * n_cells / (seconds() - begin);
}

static double time_own(size_t c, uint32_t n_cells)
{
    koh_stream stream = koh__stream((koh_stream_id){ .seed = 3 }, 0);
    const double begin = seconds();
    for (uint32_t cell = 0; cell < n_cells; cell++) {
        for (size_t d = 0; d < N; d++) {
            kept += (uint64_t) koh__binomial(&stream, persons[d], cells[c].prob);
        }
    }
    return N * n_cells / (seconds() - begin);
}

static double time_gsl(const gsl_rng *rng, size_t c, uint32_t n_cells, int poisson)
{
    const double begin = seconds(), mean = cells[c].persons * cells[c].prob;
    for (uint32_t cell = 0; cell < n_cells; cell++) {
        for (size_t d = 0; d < N; d++) {
            kept += poisson ? gsl_ran_poisson(rng, mean) : gsl_ran_binomial(rng, cells[c].prob, (unsigned) persons[d]);
        }
    }
    return N * n_cells / (seconds() - begin);
}

static rates measure(size_t c, const gsl_rng *rng)
{
    double value[5][REPEATS];
    put_persons(cells[c].persons);
    for (size_t r = 0; r < REPEATS; r++) {
        value[0][r] = time_lanes(c, STREAMS / 4, 0);
        value[1][r] = time_lanes(c, STREAMS / 4, 1);
        value[2][r] = time_own(c, STREAMS / 40);
        value[3][r] = time_gsl(rng, c, STREAMS / 40, 0);
        value[4][r] = time_gsl(rng, c, STREAMS / 40, 1);
    }
    return (rates){ .lanes = median(value[0]),
                    .lanes_poisson = median(value[1]),
                    .own = median(value[2]),
                    .gsl = median(value[3]),
                    .gsl_poisson = median(value[4]) };
}

int main(int argc, char **argv)
{
    const int json = argc > 1 && strcmp(argv[1], "--json") == 0;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    if (rng == NULL) {
        return EXIT_FAILURE;
    }
    if (json) {
        printf("{\"bench\": \"draws\", \"unit\": \"draws/s\", \"repeats\": %d, \"cells\": [\n", REPEATS);
    }
    for (size_t c = 0; c < CELLS; c++) {
        const rates r = measure(c, rng);
        printf(json ? "  {\"n\": %d, \"p\": %g, \"binomial\": %.4g, \"binomial_one_by_one\": %.4g, "
                      "\"gsl_binomial\": %.4g, \"poisson\": %.4g, \"gsl_poisson\": %.4g}%s\n"
                    : "n %8d p %-7g million/s: binomial %.3g, one by one %.3g, GSL %.3g; Poisson %.3g, GSL %.3g%s\n",
               (int) cells[c].persons, cells[c].prob, json ? r.lanes : 1e-6 * r.lanes, json ? r.own : 1e-6 * r.own,
               json ? r.gsl : 1e-6 * r.gsl, json ? r.lanes_poisson : 1e-6 * r.lanes_poisson,
               json ? r.gsl_poisson : 1e-6 * r.gsl_poisson, json && c + 1 < CELLS ? "," : "");
    }
    printf(json ? "], \"kept\": %llu}\n" : "%.0llu", json ? (unsigned long long) kept : 0);
    gsl_rng_free(rng);
    return EXIT_SUCCESS;
}
