/* Registers: what has been counted, as arrays. Views only: whoever fills them owns the arrays. */
#ifndef KOH_REGISTER_H
#define KOH_REGISTER_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Persons registered at 1 January, [year][sex][age], sex 0 = female, 1 = male, the last age open; NaN = unknown. */
typedef struct koh_register {
    int first_year;
    size_t n_years, n_age;
    const double *persons;
} koh_register;

/* The [sex][age] array of a year, or NULL where the register does not reach or the year is unknown. */
KOH_API const double *koh_register_year(const koh_register *population, int year);

/* National registers by calendar year. Ages of deaths run to n_age - 1 (open), which may lie above the population's. */
typedef struct koh_vital_register {
    int first_year;
    size_t n_years, n_age;
    const double *exposure, *deaths; /* [year][sex][age], person-years and persons */
} koh_vital_register;

typedef struct koh_fertility_register {
    int first_year, first_age;
    size_t n_years, n_age;
    const double *rate; /* [year][age] births per woman and year; NaN = unknown */
} koh_fertility_register;

#ifdef __cplusplus
}
#endif
#endif
