/* What the tests of mortality and fertility share: the national registers of the data folder, and vectors. */
#ifndef KOH_NATIONAL_H
#define KOH_NATIONAL_H

#include <stdio.h>
#include <string.h>

enum { KOH_NATIONAL_FIRST = 1960, KOH_NATIONAL_YEARS = 64, KOH_NATIONAL_AGES = 111 };

/* [year][sex][age], ages 0..110, of Norway 1960-2023. */
typedef struct koh_national {
    double deaths[KOH_NATIONAL_YEARS][2][KOH_NATIONAL_AGES], exposure[KOH_NATIONAL_YEARS][2][KOH_NATIONAL_AGES];
} koh_national;

static inline FILE *koh_national_open(const char *name)
{
    char path[512], head[256];
    (void) snprintf(path, sizeof path, "%s", name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_non_null(fgets(head, sizeof head, file));
    return file;
}

static inline void koh_national_read(koh_national *national)
{
    FILE *file = koh_national_open(KOH_TEST_DATA "/national/mortality.csv");
    int year, age, rows = 0;
    char sex[8];
    double exposure, deaths;
    while (fscanf(file, "%d,%7[^,],%d,%lf,%lf", &year, sex, &age, &exposure, &deaths) == 5) {
        const int y = year - KOH_NATIONAL_FIRST, s = sex[0] == 'm';
        assert_true(y >= 0 && y < KOH_NATIONAL_YEARS && age >= 0 && age < KOH_NATIONAL_AGES);
        national->deaths[y][s][age] = deaths;
        national->exposure[y][s][age] = exposure;
        rows++;
    }
    assert_int_equal(rows, KOH_NATIONAL_YEARS * 2 * KOH_NATIONAL_AGES);
    assert_int_equal(fclose(file), 0);
}

/* Deaths and person-years of the years first..last, ages from n_age - 1 together: [2 = deaths, exposure][n_age]. */
static inline void koh_national_sum(const koh_national *national, int first, int last, int sex, size_t n_age,
                                    double sum[2][KOH_NATIONAL_AGES])
{
    memset(sum[0], 0, sizeof sum[0]);
    memset(sum[1], 0, sizeof sum[1]);
    for (int year = first; year <= last; year++) {
        for (size_t x = 0; x < KOH_NATIONAL_AGES; x++) {
            const size_t at = x < n_age ? x : n_age - 1;
            sum[0][at] += national->deaths[year - KOH_NATIONAL_FIRST][sex][x];
            sum[1][at] += national->exposure[year - KOH_NATIONAL_FIRST][sex][x];
        }
    }
}

/* Rows "quantity,sex,index,value". */
enum { KOH_VECTOR_ROWS = 2000 };
typedef struct koh_vector {
    size_t n;
    struct {
        char quantity[32], sex[8];
        int index;
        double value;
    } row[KOH_VECTOR_ROWS];
} koh_vector;

static inline void koh_vector_read(const char *path, koh_vector *vector)
{
    FILE *file = koh_national_open(path);
    for (vector->n = 0; vector->n < KOH_VECTOR_ROWS; vector->n++) {
        if (fscanf(file, "%31[^,],%7[^,],%d,%lf\n", vector->row[vector->n].quantity, vector->row[vector->n].sex,
                   &vector->row[vector->n].index, &vector->row[vector->n].value) != 4) {
            break;
        }
    }
    assert_true(feof(file) && vector->n > 0);
    assert_int_equal(fclose(file), 0);
}

/* The value of a row; fails the test when there is none. */
static inline double koh_vector_at(const koh_vector *vector, const char *quantity, const char *sex, size_t index)
{
    for (size_t i = 0; i < vector->n; i++) {
        if (vector->row[i].index == (int) index && strcmp(vector->row[i].quantity, quantity) == 0 &&
            strcmp(vector->row[i].sex, sex) == 0) {
            return vector->row[i].value;
        }
    }
    fail_msg("no %s %s %zu", quantity, sex, index);
    return 0;
}

#endif
