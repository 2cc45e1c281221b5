/* Need that comes with an event.
 *
 * Method: events = rates by sex and age x persons; days = events x days of each; places = days over the days of a year
 * and the occupancy aimed at (Little's law). Assumption: rates by age hold. Limits: no season, no chance in the number
 * of places; where users must not wait, queues (kohort/queue.h) ask for more. */
#include "kohort/inflow.h"

#define DAYS_PER_YEAR 365.2425 /* mean Gregorian year */

double koh_inflow_sum(size_t n_age, const double *rate, const double *share, const double *persons)
{
    double sum = 0;
    for (size_t i = 0; i < 2 * n_age; i++) {
        sum += rate[i] * (share == NULL ? 1 : share[i]) * persons[i];
    }
    return sum;
}

double koh_inflow_places(double days, double occupancy)
{
    return days / (DAYS_PER_YEAR * occupancy);
}

double koh_inflow_day_places(double users, double visits, double open_days, double attendance)
{
    return users * visits / (open_days * attendance);
}
