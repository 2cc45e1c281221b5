/* Users from coverage rates.
 *
 * Method: coverage rate times persons by sex and single age (constant coverage, the planners' reference), with the rate
 * read at a younger age where need is postponed, and a level factor. Assumes that users of one age and sex are alike.
 * Limits: an age shift and a falling trend on the same service count one thing twice; the caller warns. */
#include "kohort/service.h"

#include <math.h>

/* Rate at age - shift, linear between whole ages, constant outside. */
static double shifted(size_t n_age, const double *rate, size_t age, double shift)
{
    double at = (double) age - shift;
    if (at <= 0) {
        return rate[0];
    }
    if (at >= (double) (n_age - 1)) {
        return rate[n_age - 1];
    }
    size_t below = (size_t) at;
    double share = at - (double) below;
    return share == 0 ? rate[below] : rate[below] + share * (rate[below + 1] - rate[below]);
}

double koh_need_users(size_t n_age, const double *rate, const double *persons, double factor, double shift,
                      double *users_by_age)
{
    double users = 0;
    if (shift == 0 && users_by_age != NULL) {
        for (size_t age = 0; age < n_age; age++) {
            users_by_age[age] = factor * (rate[age] * persons[age] + rate[n_age + age] * persons[n_age + age]);
        }
        for (size_t age = 0; age < n_age; age++) {
            users += users_by_age[age];
        }
        return users;
    }
    for (size_t age = 0; age < n_age; age++) {
        double here = factor * (shifted(n_age, rate, age, shift) * persons[age] +
                                shifted(n_age, rate + n_age, age, shift) * persons[n_age + age]);
        if (users_by_age != NULL) {
            users_by_age[age] = here;
        }
        users += here;
    }
    return users;
}

double koh_need_trend(size_t n, const double *trend, double fade)
{
    double factor = 1;
    for (size_t k = 0; k < n; k++) {
        double left = fade > 0 ? fmax(0, 1 - (double) k / fade) : 0;
        factor *= 1 + trend[k] * left;
    }
    return factor;
}
