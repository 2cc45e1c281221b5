/* Method: the period life table of single years of age.
 * Equations, for the ages x below the open age A:
 *   q_x = m_x / (1 + (1 - a_x) m_x)      p_x = 1 - q_x        q_A = 1
 *   y_x = L_x / l_x = p_x + a_x q_x      y_A = a_A            person-years per person who reaches x
 *   l_(x+1) = l_x p_x   d_x = l_x q_x   L_x = l_x y_x   T_x = L_x + T_(x+1)   e_x = y_x + p_x e_(x+1)
 *   S_0 = L_0/l_0 = y_0   S_x = L_x/L_(x-1) = p_(x-1) y_x / y_(x-1)   S_A = T_A/T_(A-1) = p_(A-1) e_A / e_(A-1)
 * e and S are written in y, so that they hold beyond an age nobody survives to.
 * Sources: S. H. Preston, P. Heuveline & M. Guillot (2001), Demography: Measuring and Modeling Population Processes,
 * chapter 3 (box 3.1, the life table) and chapter 6 (survival ratios, open group). a_0: E. M. Andreev & W. W. Kingkade
 * (2015), Average age at death in infancy and infant mortality level, Demographic Research 33(13), 363-390, m_0 form,
 * as in the Human Mortality Database's protocol version 6, table 1. Assumptions: deaths above age 0 fall evenly over
 * the year (a = 0.5) where a_x is not given; the open group is stationary (e_A = 1/m_A). Limits: m_x a_x <= 1, else
 * more would die than there are. Where a_x is not given, it is 1/m_x in ages with a rate so high that half a year is
 * more than the mean time to death. */
#include "kohort/lifetable.h"

#include <math.h>

double koh_lifetable_a0(double m0, int sex)
{
    if (sex == KOH_MALE) {
        return m0 < 0.02300 ? 0.14929 - 1.99545 * m0 : m0 < 0.08307 ? 0.02832 + 3.26021 * m0 : 0.29915;
    }
    return m0 < 0.01724 ? 0.14903 - 2.05527 * m0 : m0 < 0.06891 ? 0.04667 + 3.88089 * m0 : 0.31411;
}

koh_status koh_lifetable_check(const koh_lifetable_input *input, koh_error *error)
{
    const double *mx = input->mx, *ax = input->ax;
    if (mx == NULL) {
        return koh_error_set(error, KOH_EMISSING, "a life table needs death rates");
    }
    if (input->n_age < 2 || (input->sex != KOH_FEMALE && input->sex != KOH_MALE)) {
        return koh_error_set(error, KOH_EDOMAIN, "a life table needs two ages or more and a sex");
    }
    if (!(input->radix >= 0) || isinf(input->radix)) {
        return koh_error_set(error, KOH_EDOMAIN, "the radix of a life table is a number above 0");
    }
    const size_t open = input->n_age - 1;
    for (size_t x = 0; x <= open; x++) {
        if (!(mx[x] >= 0) || isinf(mx[x])) {
            return koh_error_set(error, KOH_EDOMAIN, "death rate at age %zu: expected a number >= 0", x);
        }
        if (x < open && ax != NULL && (!(ax[x] >= 0 && ax[x] <= 1) || mx[x] * ax[x] > 1)) {
            return koh_error_set(error, KOH_EDOMAIN, "ax at age %zu: expected 0 to 1 year and at most 1/mx", x);
        }
    }
    if (!(mx[open] > 0)) {
        return koh_error_set(error, KOH_EDOMAIN, "death rate at the open age %zu is 0: expected a number > 0", open);
    }
    if (ax != NULL && (!(ax[open] > 0) || isinf(ax[open]))) {
        return koh_error_set(error, KOH_EDOMAIN, "ax at the open age %zu: expected the life expectancy, > 0", open);
    }
    if (ax == NULL && isinf(1 / mx[open])) {
        return koh_error_set(error, KOH_EDOMAIN, "death rate at the open age %zu is too small to divide by", open);
    }
    return KOH_OK;
}

static double years_of_the_dying(const koh_lifetable_input *input, size_t x)
{
    const double m = input->mx[x];
    if (input->ax != NULL) {
        return input->ax[x];
    }
    if (x == input->n_age - 1) {
        return 1 / m;
    }
    double a = x == 0 ? koh_lifetable_a0(m, input->sex) : 0.5;
    return m * a > 1 ? 1 / m : a;
}

koh_status koh_lifetable_compute(const koh_lifetable_input *input, koh_error *error, koh_lifetable *table)
{
    koh_status status = koh_lifetable_check(input, error);
    if (status != KOH_OK) {
        return status;
    }
    const size_t open = input->n_age - 1;
    double *restrict qx = table->qx, *restrict lx = table->lx, *restrict dx = table->dx, *restrict Lx = table->Lx;
    double *restrict Sx = table->Sx, *restrict Tx = table->Tx, *restrict ex = table->ex;
    double y_before = 1, p_before = 1;
    double l = input->radix > 0 ? input->radix : KOH_LIFETABLE_RADIX;
    for (size_t x = 0; x <= open; x++) {
        const double m = input->mx[x], a = years_of_the_dying(input, x);
        const double q = x == open ? 1 : fmin(m / (1 + (1 - a) * m), 1); /* m a = 1 may round to above 1 */
        const double p = 1 - q, y = p + a * q;
        qx[x] = q;
        lx[x] = l;
        dx[x] = l * q;
        Lx[x] = l * y;
        Sx[x] = y_before > 0 ? p_before * y / y_before : 0;
        ex[x] = y;
        l *= p;
        p_before = p;
        y_before = y;
    }
    Tx[open] = Lx[open];
    for (size_t x = open; x-- > 0;) {
        Tx[x] = Lx[x] + Tx[x + 1];
        ex[x] += (1 - qx[x]) * ex[x + 1];
    }
    Sx[open] = ex[open - 1] > 0 ? (1 - qx[open - 1]) * ex[open] / ex[open - 1] : 0;
    return KOH_OK;
}
