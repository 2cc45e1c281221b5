/* Ages of those who move into a dwelling. */
#include "io/movers_priv.h"

#include <limits.h>
#include <math.h>

#define SUM_TOLERANCE 1e-6 /* of shares to 1: five decimals in print, a few dozen of them */

const koh_csv_column koh__movers_columns[KOH_MOVERS_COLUMNS] = {
    [KOH_MOVERS_SEX] = { .name = "sex", .kind = KOH_CSV_SEX, .both = 1, .what = "female, male or both" },
    [KOH_MOVERS_FROM] = { .name = "age_from", .kind = KOH_CSV_INT, .max = 130, .what = "completed years" },
    [KOH_MOVERS_TO] = { .name = "age_to",
                        .kind = KOH_CSV_INT,
                        .max = 130,
                        .optional = 2,
                        .what = "completed years, or empty for the open band" },
    [KOH_MOVERS_SHARE] = { .name = "share", .kind = KOH_CSV_NUMBER, .max = 1, .what = "a share, 0 to 1" },
};

/* A row's cells of [2][n_age]. */
typedef struct band {
    int first_sex, last_sex;
    size_t from, to;
} band;

static koh_status band_of(const koh_movers_rows *rows, size_t row, size_t n_age, band *b, koh_error *error)
{
    const koh_csv *csv = rows->csv;
    const size_t column = rows->column;
    const int sex = koh__csv_int(csv, row, column + KOH_MOVERS_SEX), open = (int) n_age - 1;
    const int from = koh__csv_int(csv, row, column + KOH_MOVERS_FROM);
    const int given = koh__csv_int(csv, row, column + KOH_MOVERS_TO), to = given == INT_MIN ? open : given;
    if (from > to || to > open) {
        return koh__csv_fail(csv, row, column + KOH_MOVERS_FROM, KOH_EDOMAIN, error,
                             "ages %d to %d: expected a band within 0 to %d (open)", from, to, open);
    }
    *b = (band){ sex == 2 ? 0 : sex, sex == 2 ? 1 : sex, (size_t) from, (size_t) to };
    return KOH_OK;
}

/* Do two rows speak of the same persons? */
static int overlap(const band *a, const band *b)
{
    return a->first_sex <= b->last_sex && b->first_sex <= a->last_sex && a->from <= b->to && b->from <= a->to;
}

static koh_status check_twice(const koh_movers_rows *rows, size_t row, size_t n_age, const band *b, koh_error *error)
{
    for (size_t before = rows->first; before < row; before++) {
        band other = { 0 };
        koh_status status = band_of(rows, before, n_age, &other, error);
        if (status == KOH_OK && overlap(b, &other)) {
            status = koh__csv_fail(rows->csv, row, rows->column + KOH_MOVERS_FROM, KOH_EDUPLICATE, error,
                                   "some of these ages stand in line %zu already", koh__csv_line(rows->csv, before));
        }
        if (status != KOH_OK) {
            return status;
        }
    }
    return KOH_OK;
}

static void spread(const band *b, double share, size_t n_age, const double *persons, double *profile)
{
    double sum = 0;
    for (size_t sex = (size_t) b->first_sex; sex <= (size_t) b->last_sex; sex++) {
        for (size_t age = b->from; age <= b->to; age++) {
            sum += persons[sex * n_age + age];
        }
    }
    const double cells = (double) (b->last_sex - b->first_sex + 1) * (double) (b->to - b->from + 1);
    for (size_t sex = (size_t) b->first_sex; sex <= (size_t) b->last_sex; sex++) {
        for (size_t age = b->from; age <= b->to; age++) {
            profile[sex * n_age + age] += share * (sum > 0 ? persons[sex * n_age + age] / sum : 1 / cells);
        }
    }
}

koh_status koh__movers_spread(const koh_movers_rows *rows, const koh_register *nation, double *profile,
                              koh_error *error)
{
    const double *persons = koh_register_year(nation, nation->first_year + (int) nation->n_years - 1);
    double total = 0;
    for (size_t row = rows->first; row < rows->end; row++) {
        band b = { 0 };
        koh_status status = band_of(rows, row, nation->n_age, &b, error);
        if (status == KOH_OK) {
            status = check_twice(rows, row, nation->n_age, &b, error);
        }
        if (status != KOH_OK) {
            return status;
        }
        const double share = koh__csv_number(rows->csv, row, rows->column + KOH_MOVERS_SHARE);
        spread(&b, share, nation->n_age, persons, profile);
        total += share;
    }
    if (!(fabs(total - 1) <= SUM_TOLERANCE)) {
        return koh_error_set(error, KOH_EDOMAIN, "%s: the shares of the movers sum to %.10g: expected 1",
                             koh__csv_file(rows->csv), total);
    }
    for (size_t i = 0; i < 2 * nation->n_age; i++) {
        profile[i] /= total;
    }
    return KOH_OK;
}
