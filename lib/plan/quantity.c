/* Quantities. */
#include "kohort/quantity.h"

#include <math.h>

double koh_quantity_at(const koh_quantity *quantity, int year)
{
    size_t n = quantity->n;
    if (year <= quantity->year[0]) {
        return quantity->value[0];
    }
    for (size_t i = 1; i < n; i++) {
        if (year <= quantity->year[i]) {
            double share = (double) (year - quantity->year[i - 1]) / (quantity->year[i] - quantity->year[i - 1]);
            double from = quantity->value[i - 1];
            return share == 1 ? quantity->value[i] : from + share * (quantity->value[i] - from);
        }
    }
    return quantity->value[n - 1];
}

double koh_quantity_mean(const koh_quantity *quantity, int last)
{
    double sum = 0;
    size_t n = 0;
    for (size_t i = 0; i < quantity->n; i++) {
        if (quantity->n == 1 || quantity->year[i] <= last) {
            sum += quantity->value[i];
            n++;
        }
    }
    return n == 0 ? (double) NAN : sum / (double) n;
}

void koh_quantity_vary(const koh_quantity *quantity, double prob, double *values)
{
    const koh_quantity_range *r = quantity->range;
    const double x = koh_range_at(&r->range, prob);
    for (size_t i = 0; i < quantity->n; i++) {
        const double value = quantity->value[i];
        double varied = r->form == KOH_RANGE_OF_VALUE ? x : r->form == KOH_RANGE_OF_RATIO ? value * x : value + x;
        if (r->min != 0 || r->max != 0) {
            varied = fmin(fmax(varied, r->min), r->max);
        }
        values[i] = varied;
    }
}
