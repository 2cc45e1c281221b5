/* Headship of private households.
 *
 * Method: headship rates by sex and age (United Nations 1973, Methods of Projecting Households and Families, Population
 * Studies 54, chapter 2), built from the positions that a person has: who lives alone is a household, who lives in a
 * couple half of one, and of the others one share for all ages, found so that the country's households are met.
 * Assumptions: shares stay as they are at each sex and age. Limits: sizes above one are not told apart; couples of
 * different sex and age count half in each partner's cell. */
#include "kohort/household.h"

#include <math.h>

#include "num/sum_priv.h"

/* What a cell's persons are, per person. */
typedef struct positions {
    double alone, pair, rest;
    int over; /* more would live alone than there are */
} positions;

static int is_share(double x)
{
    return x >= 0 && x <= 1;
}

static koh_status check(size_t n_cells, const koh_household_shares *shares)
{
    for (size_t i = 0; i < n_cells; i++) {
        if (!is_share(shares->in_private[i]) || !is_share(shares->couple[i]) || !(shares->alone[i] >= 0)) {
            return KOH_EDOMAIN;
        }
    }
    return KOH_OK;
}

static positions positions_of(const koh_household_shares *shares, size_t i)
{
    const double in_private = shares->in_private[i], alone = fmin(shares->alone[i], in_private);
    const double pair = fmin(shares->couple[i] * in_private, in_private - alone);
    return (positions){ alone, pair, fmax(0, in_private - alone - pair), shares->alone[i] > in_private };
}

koh_status koh_household_headship(size_t n_cells, const koh_household_shares *shares, const int *is_adult, double other,
                                  double *headship, size_t *n_over)
{
    if (!is_share(other) || check(n_cells, shares) != KOH_OK) {
        return KOH_EDOMAIN;
    }
    *n_over = 0;
    for (size_t i = 0; i < n_cells; i++) {
        const positions p = positions_of(shares, i);
        headship[i] = p.alone + p.pair / 2 + (is_adult[i] ? other * p.rest : 0);
        *n_over += p.over ? 1 : 0;
    }
    return KOH_OK;
}

koh_status koh_household_other(size_t n_cells, const koh_household_shares *shares, const int *is_adult,
                               const double *persons, double households, double *other)
{
    koh_sum known = { 0, 0 }, rest = { 0, 0 };
    if (check(n_cells, shares) != KOH_OK || !(households >= 0)) {
        return KOH_EDOMAIN;
    }
    for (size_t i = 0; i < n_cells; i++) {
        const positions p = positions_of(shares, i);
        if (!(persons[i] >= 0)) {
            return KOH_EDOMAIN;
        }
        koh__sum_add(&known, (p.alone + p.pair / 2) * persons[i]);
        koh__sum_add(&rest, is_adult[i] ? p.rest * persons[i] : 0);
    }
    const double found = (households - koh__sum_value(&known)) / koh__sum_value(&rest);
    if (!is_share(found)) {
        return KOH_ENOSOLUTION;
    }
    *other = found;
    return KOH_OK;
}
