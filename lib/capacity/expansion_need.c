/* The need over draws: places at a service level, and the mean shortage.
 *
 * Method: order statistics. Places at level p = the smallest need x of a draw with at least a share p of the draws at
 * or below x (the inverse of the empirical distribution; Hyndman & Fan 1996, definition 1). Mean shortage at P places =
 *   sum over draws above P of (need - P), over all draws, by sums kept from the top.
 * Sorting is Floyd's heapsort (1964, Algorithm 245): in place, no worst case, no allocation. */
#include <math.h>

#include "capacity/expansion_priv.h"
#include "kohort/capacity.h"

#define ROUNDING 1e-9 /* draws: a product of level and draws this little above a whole number is that number */

static void sift(double *a, size_t root, size_t n)
{
    double x = a[root];
    for (size_t child = 2 * root + 1; child < n; child = 2 * root + 1) {
        if (child + 1 < n && a[child + 1] > a[child]) {
            child++;
        }
        if (a[child] <= x) {
            break;
        }
        a[root] = a[child];
        root = child;
    }
    a[root] = x;
}

void koh__need_sort_numbers(double *a, size_t n)
{
    for (size_t i = n / 2; i-- > 0;) {
        sift(a, i, n);
    }
    for (size_t i = n; i-- > 1;) {
        double largest = a[0];
        a[0] = a[i];
        a[i] = largest;
        sift(a, 0, i);
    }
}

static size_t column(const koh_expansion_workspace *space, size_t scenario, size_t type, size_t year)
{
    return (scenario * space->n_types + type) * space->n_years + year;
}

void koh__need_sort(const koh_expansion_input *input, koh_expansion_workspace *space)
{
    size_t n = space->n_draws, cells = space->n_types * space->n_years;
    for (size_t at = 0; at < space->n_scenarios * cells; at++) {
        double *sorted = space->sorted + at * n, *above = space->above + at * (n + 1);
        for (size_t draw = 0; draw < n; draw++) {
            sorted[draw] = input->need[(at / cells * n + draw) * cells + at % cells];
        }
        koh__need_sort_numbers(sorted, n);
        above[n] = 0;
        for (size_t draw = n; draw-- > 0;) {
            above[draw] = above[draw + 1] + sorted[draw];
        }
    }
}

double koh__need_required(const koh_expansion_workspace *space, size_t scenario, double level, size_t type, size_t year)
{
    size_t n = space->n_draws, met = (size_t) fmax(ceil(level * (double) n - ROUNDING), 1);
    double required = 0;
    for (size_t s = 0; s < space->n_scenarios; s++) {
        if (scenario == KOH_EXPANSION_ALL || scenario == s) {
            required = fmax(required, space->sorted[column(space, s, type, year) * n + met - 1]);
        }
    }
    return required;
}

double koh__need_shortage(const koh_expansion_workspace *space, size_t scenario, size_t type, size_t year,
                          double places)
{
    size_t n = space->n_draws, at = column(space, scenario, type, year);
    const double *sorted = space->sorted + at * n;
    size_t low = 0, high = n; /* the first draw above `places` */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sorted[middle] > places) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return (space->above[at * (n + 1) + low] - places * (double) (n - low)) / (double) n;
}
