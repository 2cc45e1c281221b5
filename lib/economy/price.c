/* Prices.
 *
 * Method: employer's cost = earnings (1 + pension) (1 + tax): payroll tax is paid on earnings and on pension premiums
 *   (folketrygdloven § 23-2).
 * Index: I_base = 1, I_t = I_{t-1} (1 + g_t), and backwards I_{t-1} = I_t / (1 + g_t): a chained index (ILO et al.
 * 2004, Consumer Price Index Manual, ch. 9). Limits: one index of wages and one of all other prices; no change of
 * composition within a profession. */
#include "kohort/price.h"

double koh_price_employer(double earnings, double pension, double payroll_tax)
{
    return earnings * (1 + pension) * (1 + payroll_tax);
}

koh_status koh_price_index(size_t n, const double *growth, size_t base, koh_error *error, double *index)
{
    if (base >= n) {
        return koh_error_set(error, KOH_EDOMAIN, "base %zu is outside the %zu years", base, n);
    }
    for (size_t t = 1; t < n; t++) {
        if (growth[t] <= -1) {
            return koh_error_set(error, KOH_EDOMAIN, "growth %g at %zu, expected more than -1", growth[t], t);
        }
    }
    index[base] = 1;
    for (size_t t = base + 1; t < n; t++) {
        index[t] = index[t - 1] * (1 + growth[t]);
    }
    for (size_t t = base; t > 0; t--) {
        index[t - 1] = index[t] / (1 + growth[t]);
    }
    return KOH_OK;
}
