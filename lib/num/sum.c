/* Method: compensated summation. With t = s + x the lost low part is recovered exactly, (s - t) + x or (x - t) + s
 * whichever operand is larger, and added back at the end.
 * Source: A. Neumaier (1974), Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, ZAMM 54, 39-51,
 * algorithm IV.
 * Assumptions: IEEE doubles, round to nearest, no reassociation by the compiler.
 * Limits: a sum that overflows is infinite or NaN. */
#include "num/sum_priv.h"

double koh__sum(size_t n, const double *x)
{
    koh_sum sum = { 0 };
    for (size_t i = 0; i < n; i++) {
        koh__sum_add(&sum, x[i]);
    }
    return koh__sum_value(&sum);
}
