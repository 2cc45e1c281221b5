/* Figures by age band at single ages. */
#include "plan/age_rates_priv.h"

void koh__age_rates_fill(const koh_age_rates *rates, int year, size_t n_age, double *rate)
{
    for (size_t b = 0; b < rates->n; b++) {
        const koh_age_rate *band = &rates->bands[b];
        for (size_t sex = 0; sex < 2; sex++) {
            const double here = koh_quantity_at(band->rate[sex], year);
            for (size_t age = (size_t) band->from; age < n_age && (band->to < 0 || age <= (size_t) band->to); age++) {
                rate[sex * n_age + age] = here;
            }
        }
    }
}
