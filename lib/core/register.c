/* Registers. */
#include "kohort/register.h"

#include <math.h>

const double *koh_register_year(const koh_register *population, int year)
{
    if (year < population->first_year || (size_t) (year - population->first_year) >= population->n_years) {
        return NULL;
    }
    size_t size = 2 * population->n_age;
    const double *persons = population->persons + (size_t) (year - population->first_year) * size;
    for (size_t i = 0; i < size; i++) {
        if (isnan(persons[i])) {
            return NULL;
        }
    }
    return persons;
}
