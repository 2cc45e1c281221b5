/* Method: a stock by single year of age with exits by age and entrants, one year at a time.
 *   S_(a+1)(t+1) = S_a(t) (1 - d_a) (1 - r_a) (1 - l_a) + E(t) e_(a+1),
 * d death, r retirement, l leaving, E entrants, e their ages; what does not survive is told apart in this order.
 * Retirement: completed years of work after KOH_STAFF_EXIT_FROM are beta-binomial, K ~ BB(19, p phi, (1 - p) phi), so
 * that the mean exit age 55.5 + 19 p is met exactly; r_a = P(K = a - 55) / P(K >= a - 55).
 * Sources: the stock and flow account is that of D. J. Bartholomew, A. F. Forbes & S. I. McClean (1991), Statistical
 * Techniques for Manpower Planning, 2nd ed., chapter 1; the beta-binomial, J. G. Skellam (1948), JRSS B 10, 257-261.
 * Exits after 55 are all counted as retirement because the exit age of KS (Avgangsalder i kommunesektoren, PAI) counts
 * all who left among those who were 55 and over the year before.
 * Assumptions: hazards depend on age alone; those who come are exposed from the 1 January after. Limits: no sexes, no
 * seniority, no moves between professions. */
#include "kohort/staff.h"

#include <math.h>

enum { OLDEST = KOH_STAFF_YOUNGEST + KOH_STAFF_AGES - 1, YEARS = OLDEST - KOH_STAFF_EXIT_FROM };

/* Spread of the exit ages: at 6 their standard deviation is 4 years. Assumption: early pensions, disability and age
 * limits of 60 to 70 years stand side by side. */
#define PHI 6.0

koh_status koh_staff_check(const koh_staff_rates *rates, koh_error *error)
{
    static const char *const names[] = { "dying", "retiring", "leaving" };
    const double *lists[] = { rates->death, rates->retire, rates->leave };
    for (size_t i = 0; i < 3; i++) {
        if (lists[i] == NULL) {
            return koh_error_set(error, KOH_EMISSING, "staff: no probabilities of %s", names[i]);
        }
        for (int a = 0; a < KOH_STAFF_AGES; a++) {
            if (!(lists[i][a] >= 0 && lists[i][a] <= 1)) {
                return koh_error_set(error, KOH_EDOMAIN, "staff: probability of %s at age %d is %g, expected 0 to 1",
                                     names[i], KOH_STAFF_YOUNGEST + a, lists[i][a]);
            }
        }
    }
    return KOH_OK;
}

koh_status koh_staff_retirement(double mean_age, koh_error *error, double *rates)
{
    enum { LOWEST = KOH_STAFF_EXIT_FROM + 1 };
    if (!(mean_age >= LOWEST && mean_age <= OLDEST)) {
        return koh_error_set(error, KOH_EDOMAIN, "mean retirement age %g, expected %d to %d years", mean_age, LOWEST,
                             OLDEST);
    }
    const double p = (mean_age - KOH_STAFF_EXIT_FROM - 0.5) / YEARS, alpha = p * PHI, beta = PHI - alpha;
    double weight[YEARS + 1] = { 1 }, left = 1;
    for (int k = 0; k < YEARS; k++) { /* P(k+1) / P(k) */
        weight[k + 1] = weight[k] * (YEARS - k) * (k + alpha) / ((k + 1) * (YEARS - k - 1 + beta));
        left += weight[k + 1];
    }
    for (int a = 0; a < KOH_STAFF_EXIT_FROM - KOH_STAFF_YOUNGEST; a++) {
        rates[a] = 0;
    }
    for (int k = 0; k < YEARS; k++) {
        rates[KOH_STAFF_EXIT_FROM - KOH_STAFF_YOUNGEST + k] = fmin(1, weight[k] / left);
        left -= weight[k];
    }
    rates[KOH_STAFF_AGES - 1] = 1;
    return KOH_OK;
}

koh_status koh_staff_entry(int youngest, koh_error *error, double *share)
{
    if (youngest < KOH_STAFF_YOUNGEST || youngest > OLDEST) {
        return koh_error_set(error, KOH_EDOMAIN, "hiring age %d, expected %d to %d years", youngest, KOH_STAFF_YOUNGEST,
                             OLDEST);
    }
    const int last = youngest < KOH_STAFF_EXIT_FROM ? KOH_STAFF_EXIT_FROM - 1 : youngest;
    for (int a = 0; a < KOH_STAFF_AGES; a++) {
        const int age = KOH_STAFF_YOUNGEST + a;
        share[a] = age < youngest || age > last ? 0 : 1.0 / (last - youngest + 1);
    }
    return KOH_OK;
}

double koh_staff_total(const double *stock)
{
    double sum = 0;
    for (int a = 0; a < KOH_STAFF_AGES; a++) {
        sum += stock[a];
    }
    return sum;
}

koh_staff_flow koh_staff_step(const double *start, const koh_staff_rates *rates, double entrants, const double *entry,
                              double *end)
{
    koh_staff_flow flow = { .entrants = entrants };
    end[0] = entrants * entry[0];
    for (int a = 0; a < KOH_STAFF_AGES; a++) {
        const int is_last = a == KOH_STAFF_AGES - 1;
        const double died = start[a] * rates->death[a], alive = start[a] - died;
        const double retired = is_last ? alive : alive * rates->retire[a], at_work = alive - retired;
        const double left = at_work * rates->leave[a];
        flow.deaths += died;
        flow.retirements += retired;
        flow.leavers += left;
        if (!is_last) {
            end[a + 1] = at_work - left + entrants * entry[a + 1];
        }
    }
    return flow;
}

double koh_staff_stationary(const koh_staff_rates *rates, const double *entry, double persons, double *stock)
{
    double sum = 0;
    for (int a = 0; a < KOH_STAFF_AGES; a++) {
        const double stay =
            a == 0 ? 0 : (1 - rates->death[a - 1]) * (1 - rates->retire[a - 1]) * (1 - rates->leave[a - 1]);
        stock[a] = (a == 0 ? 0 : stock[a - 1] * stay) + entry[a];
        sum += stock[a];
    }
    for (int a = 0; a < KOH_STAFF_AGES; a++) {
        stock[a] *= persons / sum;
    }
    return persons / sum;
}

koh_recruitment koh_recruitment_step(const double *start, const koh_staff_rates *rates, const double *entry,
                                     double need_start, double need_end, double *end)
{
    const koh_staff_flow flow = koh_staff_step(start, rates, 0, entry, end);
    koh_recruitment year = { .gap_at_start = need_start - koh_staff_total(start),
                             .demand_change = need_end - need_start,
                             .deaths = flow.deaths,
                             .retirements = flow.retirements,
                             .leavers = flow.leavers };
    const double missing = year.gap_at_start + year.demand_change + flow.deaths + flow.retirements + flow.leavers;
    year.hires = fmax(missing, 0);
    year.surplus = fmax(-missing, 0);
    for (int a = 0; a < KOH_STAFF_AGES; a++) {
        end[a] += year.hires * entry[a];
    }
    return year;
}
