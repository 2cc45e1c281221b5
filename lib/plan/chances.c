/* Chances of a year in draws.
 *
 * Method: a row sums to 1 in every draw because those who stay are who is left when the others have been drawn. Where
 * the others are more than all, they share all in their proportions. */
#include <string.h>

#include "plan/need_priv.h"

static void draw_row(size_t own, size_t m, const koh_quantity *const *told, double *row)
{
    double others = 0;
    int drawn = 0;
    for (size_t j = 0; j < m; j++) {
        row[j] = told[j] != NULL ? told[j]->value[0] : row[j];
        drawn |= told[j] != NULL;
        others += j == own ? 0 : row[j];
    }
    for (size_t j = 0; drawn && j < m; j++) {
        row[j] = j == own ? (others < 1 ? 1 - others : 0) : others > 1 ? row[j] / others : row[j];
    }
}

void koh__chances_fill(size_t n, size_t m, const double *plain, const koh_quantity *const *told, double *chances)
{
    memcpy(chances, plain, n * m * sizeof *chances);
    for (size_t i = 0; told != NULL && i < n; i++) {
        draw_row(i, m, told + i * m, chances + i * m);
    }
}
