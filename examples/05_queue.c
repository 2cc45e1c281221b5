/* Forty places: how long must people wait, and what if those who wait longest give up? */
#include <math.h>
#include <stdio.h>

#include "kohort.h"

int main(void)
{
    const double years_patience[] = { INFINITY, 0.5 };
    for (size_t i = 0; i < 2; i++) {
        const koh_queue queue = { .rate_arrivals = 18, /* persons a year */
                                  .years_stay = 2.1,
                                  .years_patience = years_patience[i],
                                  .n_places = 40 };
        koh_queue_state state;
        koh_error error;
        if (koh_queue_solve(&queue, &error, &state) != KOH_OK) {
            fprintf(stderr, "%s\n", error.message);
            return 1;
        }
        printf("%.1f places asked for, %.1f %% in use; %.1f %% wait, on average %.0f days over all; %.1f %% give up\n",
               state.offered_load, 100 * state.occupancy, 100 * state.prob_wait, 365.2425 * state.years_wait,
               100 * state.prob_abandon);
    }
    return 0;
}
