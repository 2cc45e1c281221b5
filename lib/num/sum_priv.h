/* Sums whose result does not depend on the processor, and that do not lose small terms among large ones. */
#ifndef KOH_SUM_PRIV_H
#define KOH_SUM_PRIV_H

#include <float.h>
#include <math.h>
#include <stddef.h>

/* A running compensated sum (Neumaier 1974, improving Kahan 1965): its error does not grow with the number of terms.
 * Zero-initialise. */
typedef struct koh_sum {
    double total, lost;
} koh_sum;

static inline void koh__sum_add(koh_sum *sum, double x)
{
    double t = sum->total + x;
    sum->lost += fabs(sum->total) >= fabs(x) ? (sum->total - t) + x : (x - t) + sum->total;
    sum->total = t;
}

static inline double koh__sum_value(const koh_sum *sum)
{
    return sum->total + sum->lost;
}

/* The compensated sum of n values. */
double koh__sum(size_t n, const double *x);

/* A difference of sums of n terms each, or of as many differences, the largest of which is `of`; 0 where no more than
 * rounding is left of it: 4 units in the last place a term. Unknown stays unknown. */
static inline double koh__difference(size_t n, double difference, double of)
{
    return fabs(difference) <= 4 * DBL_EPSILON * (double) n * fabs(of) ? 0 : difference;
}

/* Lanes of a sum for inner loops: value i goes to lane i modulo KOH_LANES by plain addition, however wide the
 * processor's vectors are, and the lanes are joined in pairs, so that every processor gives the same bits. The relative
 * error of n non-negative terms is below n/8 + 3 units in the last place: 3e-14 for 2 x 1000 cells. */
enum { KOH_LANES = 8 };

static inline double koh__lanes_join(const double lane[KOH_LANES])
{
    return ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7]));
}

#endif
