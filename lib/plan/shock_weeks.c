/* Crises by week. Effects of several crises add up; shares of staff that is there multiply, as if each took its part of
 * those whom the others left. A year's weeks see the persons of its 1 January. */
#include <math.h>

#include "kohort/epidemic.h"
#include "plan/preparedness_priv.h"

static double persons_at(const koh_frame *f, int year)
{
    const double *persons = f->persons + 2 * (size_t) (year - f->plan->base_year) * f->n_age;
    double sum = 0;
    for (size_t i = 0; i < 2 * f->n_age; i++) {
        sum += persons[i];
    }
    return sum;
}

static void add_pandemic(const koh_frame *f, const koh_shock *s, koh_shock_weeks *out)
{
    enum { MOST_WEEKS = 520 };
    double away[MOST_WEEKS], in_place[MOST_WEEKS];
    size_t at = koh__shock_start(s, out->first_year);
    double ill = persons_at(f, s->year) * s->attack_rate;
    koh_epidemic_away(s->weeks, s->curve, s->weeks_away, away);
    koh_epidemic_away(s->weeks, s->curve, s->place_weeks, in_place);
    for (size_t w = 0; w < s->weeks; w++) {
        double places = ill * s->place_share * in_place[w];
        out->ill[at + w] += ill * s->curve[w];
        out->excess_deaths[at + w] += ill * s->fatality * s->curve[w];
        out->places[at + w] += places;
        out->fte[at + w] += places * s->fte_per_place;
        out->at_work[at + w] *= 1 - fmin(1, s->staff_attack_rate * away[w]);
    }
}

/* Arrivals are spread evenly over the weeks; those who do not settle leave after stay_weeks. */
static void add_arrivals(const koh_shock *s, koh_shock_weeks *out)
{
    for (size_t y = 0; y < s->years; y++) {
        int year = s->year + (int) y;
        size_t first = (size_t) (year - out->first_year) * KOH_SHOCK_WEEKS;
        double a_week = koh_quantity_at(s->persons, year) / (double) s->weeks;
        for (size_t w = 0; w < KOH_SHOCK_WEEKS; w++) {
            size_t gone = w + 1 > s->stay_weeks ? w + 1 - s->stay_weeks : 0; /* weeks whose arrivals have left */
            size_t since = w < s->week ? 0 : w + 1 - s->week < s->weeks ? w + 1 - s->week : s->weeks;
            size_t left = gone <= s->week ? 0 : gone - s->week < s->weeks ? gone - s->week : s->weeks;
            double here = a_week * (double) (since - (s->settled ? 0 : left));
            out->arrived[first + w] += w >= s->week && w < s->week + s->weeks ? a_week : 0;
            out->present[first + w] += here;
            out->places[first + w] += here * s->place_share;
            out->fte[first + w] += here * (s->fte_per_person + s->place_share * s->fte_per_place);
        }
    }
}

/* Days of the week w of a crisis that lie in its first `days` days. */
static double days_of_week(double days, size_t w)
{
    return fmin(7, fmax(0, days - 7 * (double) w));
}

static void add_war(const koh_shock *s, koh_shock_weeks *out)
{
    size_t at = koh__shock_start(s, out->first_year);
    for (size_t w = 0; w < s->weeks; w++) {
        out->at_work[at + w] *= 1 - s->called_up;
        out->patients[at + w] += s->patients;
        out->places[at + w] += s->patients;
        out->fte[at + w] += s->patients * s->fte_per_place;
        out->supply_days[at + w] +=
            fmax(0, days_of_week(s->outage_days, w) - days_of_week(fmin(s->stock_days, s->outage_days), w));
    }
}

static koh_status take(const koh_frame *f, koh_shock_weeks *out)
{
    double **arrays[] = { &out->ill,    &out->excess_deaths, &out->arrived, &out->present,    &out->patients,
                          &out->places, &out->fte,           &out->at_work, &out->supply_days };
    size_t n = out->n_years * KOH_SHOCK_WEEKS;
    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++) {
        *arrays[i] = KOH_TAKE(f->result->arena, n, double);
        if (*arrays[i] == NULL) {
            return KOH_ENOMEM;
        }
    }
    for (size_t w = 0; w < n; w++) {
        out->at_work[w] = 1;
    }
    return KOH_OK;
}

koh_status koh__shocks_weeks(const koh_frame *f, koh_shock_weeks *out)
{
    const koh_plan_preparedness *p = f->plan->preparedness;
    int first = 0, last = -1;
    *out = (koh_shock_weeks){ 0 };
    for (size_t k = 0; k < p->n_shocks; k++) {
        int end = koh__shock_last_year(&p->shocks[k]);
        first = k == 0 || p->shocks[k].year < first ? p->shocks[k].year : first;
        last = k == 0 || end > last ? end : last;
    }
    out->first_year = first;
    out->n_years = p->n_shocks > 0 ? (size_t) (last - first) + 1 : 0;
    if (out->n_years == 0) {
        return KOH_OK;
    }
    koh_status status = take(f, out);
    for (size_t k = 0; k < p->n_shocks && status == KOH_OK; k++) {
        const koh_shock *shock = &p->shocks[k];
        switch (shock->kind) {
        case KOH_SHOCK_PANDEMIC:
            add_pandemic(f, shock, out);
            break;
        case KOH_SHOCK_ARRIVALS:
            add_arrivals(shock, out);
            break;
        case KOH_SHOCK_WAR:
            add_war(shock, out);
            break;
        default: /* a disaster takes places, not persons */
            break;
        }
    }
    return status;
}
