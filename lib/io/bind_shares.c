/* Shares by sex and band of ages that a plan brings: strata of the population, need of help, profiles of persons. */
#include <limits.h>
#include <math.h>
#include <string.h>

#include "io/binder_priv.h"

enum { STRATUM, SEX, FROM, TO, SHARE, COLUMNS, STRATA_MAX = 100 };

#define SUM_TOLERANCE 1e-9 /* of strata to 1: decimal shares lose less; what is missing is missing people */

static const koh_csv_column columns[COLUMNS] = {
    [STRATUM] = { .name = "stratum", .what = "a short name" },
    [SEX] = { .name = "sex", .kind = KOH_CSV_SEX, .both = 1, .what = "female, male or both" },
    [FROM] = { .name = "age_from", .kind = KOH_CSV_INT, .max = 130, .what = "completed years" },
    [TO] = { .name = "age_to",
             .kind = KOH_CSV_INT,
             .max = 130,
             .optional = 2,
             .what = "completed years, or empty for the open band" },
    [SHARE] = { .name = "share", .kind = KOH_CSV_NUMBER, .max = 1, .what = "a share, 0 to 1" },
};

/* A file being read; `first` is the place of STRATUM, or one before SEX where the file has none. */
typedef struct reader {
    koh_binder *b;
    const koh_csv *csv;
    const char *pointer;
    size_t n_age, first;
    koh_error error;
} reader;

/* Fills the ages of a row in a table of shares that are NaN until they are given. */
static koh_status fill(reader *r, size_t row, double *share)
{
    const int sex = koh__csv_int(r->csv, row, SEX - r->first), from = koh__csv_int(r->csv, row, FROM - r->first);
    const int open = (int) r->n_age - 1, given = koh__csv_int(r->csv, row, TO - r->first);
    const int to = given == INT_MIN ? open : given;
    if (from > to || to > open) {
        return koh__csv_fail(r->csv, row, FROM - r->first, KOH_EDOMAIN, &r->error,
                             "ages %d to %d: expected a band within 0 to %d (open)", from, to, open);
    }
    for (int s = sex == 2 ? 0 : sex; s <= (sex == 2 ? 1 : sex); s++) {
        for (int age = from; age <= to; age++) {
            double *cell = &share[(size_t) s * r->n_age + (size_t) age];
            if (!isnan(*cell)) {
                return koh__csv_fail(r->csv, row, FROM - r->first, KOH_EDUPLICATE, &r->error,
                                     "%s, age %d is given twice", koh__csv_sex_name(s), age);
            }
            *cell = koh__csv_number(r->csv, row, SHARE - r->first);
        }
    }
    return KOH_OK;
}

static double *new_shares(reader *r)
{
    double *share = KOH_TAKE(r->b->arena, 2 * r->n_age, double);
    for (size_t i = 0; share != NULL && i < 2 * r->n_age; i++) {
        share[i] = (double) NAN;
    }
    r->b->failed |= share == NULL;
    return share;
}

/* The stratum of a row, made when it is new. */
static koh_status stratum_of(reader *r, size_t row, size_t *n, koh_prevalence *strata, size_t *found)
{
    const char *id = koh__csv_text(r->csv, row, STRATUM);
    *found = 0;
    while (*found < *n && strcmp(strata[*found].id, id) != 0) {
        ++*found;
    }
    if (*found < *n) {
        return KOH_OK;
    }
    if (*n == STRATA_MAX) {
        return koh__csv_fail(r->csv, row, STRATUM, KOH_ELIMIT, &r->error, "more than %d strata", STRATA_MAX);
    }
    strata[*found] = (koh_prevalence){ .id = koh__arena_text(r->b->arena, id), .share = new_shares(r) };
    r->b->failed |= strata[*found].id == NULL;
    ++*n;
    return r->b->failed ? KOH_ENOMEM : KOH_OK;
}

/* The first row that speaks of a sex and age, or the number of rows. */
static size_t row_of(const reader *r, int sex, int age)
{
    size_t row = 0;
    for (; row < koh__csv_rows(r->csv); row++) {
        const int its = koh__csv_int(r->csv, row, SEX), to = koh__csv_int(r->csv, row, TO);
        if ((its == 2 || its == sex) && koh__csv_int(r->csv, row, FROM) <= age && (to == INT_MIN || to >= age)) {
            break;
        }
    }
    return row;
}

static koh_status fail_cell(reader *r, size_t cell)
{
    const koh_status status = koh_error_set(&r->error, KOH_EMISSING, "there is no share for %s, age %zu",
                                            koh__csv_sex_name((int) (cell / r->n_age)), cell % r->n_age);
    koh_error_at(&r->error, koh__csv_file(r->csv), 0, 0, NULL);
    return status;
}

/* Nobody is in no stratum or in more than one. A stratum without a row for an age has nobody there. */
static koh_status check_sums(reader *r, size_t n, koh_prevalence *strata)
{
    for (size_t cell = 0; cell < 2 * r->n_age; cell++) {
        const int sex = (int) (cell / r->n_age), age = (int) (cell % r->n_age);
        const size_t row = row_of(r, sex, age);
        double sum = 0;
        for (size_t k = 0; k < n; k++) {
            strata[k].share[cell] = isnan(strata[k].share[cell]) ? 0 : strata[k].share[cell];
            sum += strata[k].share[cell];
        }
        if (row == koh__csv_rows(r->csv)) {
            return fail_cell(r, cell);
        }
        if (!(fabs(sum - 1) <= SUM_TOLERANCE)) {
            return koh__csv_fail(r->csv, row, SHARE, KOH_EDOMAIN, &r->error,
                                 "the shares of %s, age %d sum to %.10g over the strata: expected 1",
                                 koh__csv_sex_name(sex), age, sum);
        }
    }
    return KOH_OK;
}

static void report(reader *r, koh_status status)
{
    if (status != KOH_OK && !r->b->failed) {
        koh__findings_add_error(r->b->findings, &r->error, r->pointer);
    }
}

void koh__bind_strata(koh_binder *b, const cJSON *item, koh_plan *plan)
{
    static const char pointer[] = "/population/strata";
    koh_csv *csv = koh__bind_file(b, item, pointer, COLUMNS, columns);
    koh_prevalence *strata = KOH_TAKE(b->arena, STRATA_MAX, koh_prevalence);
    reader r = { .b = b, .csv = csv, .pointer = pointer, .n_age = b->source->inputs->local.n_age };
    size_t n = 0, k = 0;
    b->failed |= strata == NULL;
    koh_status status = csv == NULL || b->failed ? KOH_ENOMEM : KOH_OK;
    for (size_t row = 0; status == KOH_OK && row < koh__csv_rows(csv); row++) {
        status = stratum_of(&r, row, &n, strata, &k);
        status = status == KOH_OK ? fill(&r, row, strata[k].share) : status;
    }
    if (csv != NULL) {
        status = status == KOH_OK ? check_sums(&r, n, strata) : status;
        report(&r, status);
    }
    koh__csv_free(csv);
    plan->n_strata = status == KOH_OK ? n : 0;
    plan->strata = strata;
}

void koh__bind_need(koh_binder *b, const cJSON *item, koh_plan *plan)
{
    static const char pointer[] = "/health/need_prevalence";
    koh_csv *csv = koh__bind_file(b, item, pointer, COLUMNS - SEX, columns + SEX);
    koh_prevalence *need = KOH_TAKE(b->arena, 1, koh_prevalence);
    reader r = { .b = b, .csv = csv, .pointer = pointer, .n_age = b->source->inputs->local.n_age, .first = SEX };
    double *share = new_shares(&r);
    b->failed |= need == NULL;
    koh_status status = csv == NULL || b->failed ? KOH_ENOMEM : KOH_OK;
    for (size_t row = 0; status == KOH_OK && row < koh__csv_rows(csv); row++) {
        status = fill(&r, row, share);
    }
    for (size_t cell = 0; status == KOH_OK && cell < 2 * r.n_age; cell++) {
        status = isnan(share[cell]) ? fail_cell(&r, cell) : KOH_OK;
    }
    if (csv != NULL) {
        report(&r, status);
    }
    koh__csv_free(csv);
    if (status == KOH_OK) {
        *need = (koh_prevalence){ .id = "need", .share = share };
        plan->need = need;
    }
}

/* One band of a profile, spread over its sexes and ages. */
static koh_status spread_band(reader *r, size_t row, double *share)
{
    const int sex = koh__csv_int(r->csv, row, SEX - r->first), from = koh__csv_int(r->csv, row, FROM - r->first);
    const int given = koh__csv_int(r->csv, row, TO - r->first), to = given == INT_MIN ? (int) r->n_age - 1 : given;
    koh_status status = fill(r, row, share);
    double cells = (to - from + 1) * (sex == 2 ? 2.0 : 1.0);
    for (int s = sex == 2 ? 0 : sex; status == KOH_OK && s <= (sex == 2 ? 1 : sex); s++) {
        for (int age = from; age <= to; age++) {
            share[(size_t) s * r->n_age + (size_t) age] /= cells;
        }
    }
    return status;
}

const double *koh__bind_profile(koh_binder *b, const cJSON *item, const char *pointer)
{
    koh_csv *csv = koh__bind_file(b, item, pointer, COLUMNS - SEX, columns + SEX);
    reader r = { .b = b, .csv = csv, .pointer = pointer, .n_age = b->source->inputs->local.n_age, .first = SEX };
    double *share = new_shares(&r), sum = 0;
    koh_status status = csv == NULL || b->failed ? KOH_ENOMEM : KOH_OK;
    for (size_t row = 0; status == KOH_OK && row < koh__csv_rows(csv); row++) {
        status = spread_band(&r, row, share);
        sum += koh__csv_number(csv, row, SHARE - SEX);
    }
    for (size_t cell = 0; status == KOH_OK && cell < 2 * r.n_age; cell++) {
        share[cell] = isnan(share[cell]) ? 0 : share[cell]; /* nobody of an age that no row has */
    }
    if (status == KOH_OK && !(fabs(sum - 1) <= SUM_TOLERANCE)) {
        status = koh__csv_fail(csv, 0, SHARE - SEX, KOH_EDOMAIN, &r.error, "the shares sum to %.10g: expected 1", sum);
    }
    if (csv != NULL) {
        report(&r, status);
    }
    koh__csv_free(csv);
    return status == KOH_OK ? share : NULL;
}
