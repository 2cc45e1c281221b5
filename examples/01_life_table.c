#include <stdio.h>

#include "kohort/lifetable.h"

int main(void)
{
    double mx[] = { 0.01, 0.02, 0.25 }; /* deaths per person-year at ages 0, 1, and 2 and over */
    double qx[3], lx[3], dx[3], Lx[3], Sx[3], Tx[3], ex[3];
    koh_lifetable table = { qx, lx, dx, Lx, Sx, Tx, ex };
    koh_lifetable_input input = { .n_age = 3, .mx = mx, .sex = KOH_FEMALE };
    koh_error error;
    if (koh_lifetable_compute(&input, &error, &table) != KOH_OK) {
        fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    printf("Life expectancy at birth: %.3f years\n", ex[0]);
    return 0;
}
