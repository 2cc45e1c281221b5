/* What a dated plan must keep, and what it leaves to be paid.
 *
 * Method: places in a year = those without any step + what each step taken by then changes; places of 0 or more; growth
 *   that a grant was given for lasts (expansion.c); the need is met, or the mean shortage is paid for.
 *   Two paths to the same year have the same future when they have taken the same steps and what is left of closures
 * and of lasting growth is the same: koh__plan_future tells them apart. */
#include <math.h>
#include <string.h>

#include "capacity/expansion_priv.h"

#define PLACES_ROUNDING 1e-9 /* of sums of places in different orders */

int koh__plan_costs(const koh_search *q, size_t year, const double *places, double *costs)
{
    const koh_expansion_workspace *w = q->space;
    costs[0] = 0;
    for (size_t type = 0; type < w->n_types; type++) {
        if (places[type] < (q->kind == KOH_SEARCH_SERVICE ? w->required[type * w->n_years + year] : 0)) {
            return 0;
        }
    }
    for (size_t s = 0; q->kind == KOH_SEARCH_SHORTAGE && s < w->n_scenarios; s++) {
        double missing = 0;
        for (size_t type = 0; type < w->n_types; type++) {
            missing += koh__need_shortage(w, s, type, year, places[type]);
        }
        costs[s] = missing * q->options->cost_shortage * w->discount[year];
    }
    return 1;
}

static double sum_types(const koh_search *q, const double *places)
{
    double sum = 0;
    for (size_t type = 0; type < q->in->n_types; type++) {
        sum += places[type];
    }
    return sum;
}

/* Places without any step, all types. */
static double stock(const koh_search *q, size_t year)
{
    double sum = 0;
    for (size_t type = 0; type < q->in->n_types; type++) {
        sum += q->in->places[type * q->in->n_years + year];
    }
    return sum;
}

/* What the places of a year may not fall below because of a step taken with a grant: what was there before it took
 * effect, and the growth of all that took effect with a grant in its year and are complete. -INFINITY: no such rule. */
static double growth_floor(const koh_search *q, size_t step, int year)
{
    const koh_expansion_step *s = &q->in->steps[step];
    int done = q->at[step] + s->years_out;
    if (q->at[step] < 0 || s->cost_grant <= 0 || year < done || year >= done + q->options->growth_years) {
        return (double) -INFINITY;
    }
    double floor = q->at[step] > 0 ? q->total[q->at[step] - 1] : stock(q, 0);
    for (size_t other = 0; other < q->in->n_steps; other++) {
        const koh_expansion_step *o = &q->in->steps[other];
        if (q->at[other] == q->at[step] && o->cost_grant > 0 && year >= q->at[other] + o->years_out) {
            floor += fmax(sum_types(q, o->places), 0);
        }
    }
    return floor;
}

int koh__plan_year(koh_search *q, int year, double *places)
{
    const koh_expansion_input *in = q->in;
    double total = 0;
    for (size_t type = 0; type < in->n_types; type++) {
        double change = 0;
        for (size_t step = 0; step < in->n_steps; step++) {
            const koh_expansion_step *s = &in->steps[step];
            if (q->at[step] < 0 || q->at[step] > year) {
                continue;
            }
            int out = year - q->at[step] < s->years_out;
            change += !out ? s->places[type] : s->during ? s->during[type] : 0;
        }
        places[type] = in->places[type * in->n_years + (size_t) year] + change;
        total += places[type];
        if (places[type] < 0) {
            return 0;
        }
    }
    q->total[year] = total;
    for (size_t step = 0; q->options->growth_years > 0 && step < in->n_steps; step++) {
        if (total < growth_floor(q, step, year) - PLACES_ROUNDING) {
            return 0;
        }
    }
    return 1;
}

int koh__plan_holds(koh_search *q)
{
    double places[KOH_EXPANSION_TYPES] = { 0 }, costs[KOH_EXPANSION_SCENARIOS];
    for (size_t year = 0; year < q->in->n_years; year++) {
        if (!koh__plan_year(q, (int) year, places) || !koh__plan_costs(q, year, places, costs)) {
            return 0;
        }
    }
    return 1;
}

/* The fewest places that a year can have, whatever is still done from `now` on. */
static double fewest(const koh_search *q, int now, int year)
{
    double sum = stock(q, (size_t) year);
    for (size_t step = 0; step < q->in->n_steps; step++) {
        const koh_expansion_step *s = &q->in->steps[step];
        double for_good = sum_types(q, s->places), during = s->during ? sum_types(q, s->during) : 0;
        if (q->at[step] >= 0) {
            sum += year >= q->at[step] + s->years_out ? for_good : during;
        } else if (q->last[step] >= now) {
            sum += fmin(0, s->years_out > 0 ? fmin(for_good, during) : for_good);
        }
    }
    return sum;
}

/* Adds a word to both halves of a key, each multiplied by an odd number of its own (of splitmix64 and of Knuth's MMIX)
 * and then finished as in MurmurHash3 (Appleby 2011). */
static void mix(koh_plan_key *key, uint64_t word)
{
    static const uint64_t factor[] = { 0x9e3779b97f4a7c15U, 0x5851f42d4c957f2dU };
    for (int half = 0; half < 2; half++) {
        uint64_t z = key->half[half] * factor[half] + word;
        z = (z ^ (z >> 33)) * 0xff51afd7ed558ccdU;
        z = (z ^ (z >> 33)) * 0xc4ceb9fe1a85ec53U;
        key->half[half] = z ^ (z >> 33);
    }
}

static void mix_number(koh_plan_key *key, double number)
{
    uint64_t word;
    memcpy(&word, &number, sizeof word);
    mix(key, word);
}

koh_plan_key koh__plan_future(const koh_search *q, int year)
{
    koh_plan_key key = { { q->space->pass, q->space->pass } };
    size_t set = 0;
    mix(&key, (uint64_t) year);
    for (size_t step = 0; step < q->in->n_steps; step++) {
        set |= q->at[step] >= 0 ? (size_t) 1 << step : 0;
        if (q->at[step] >= 0 && q->at[step] + q->in->steps[step].years_out > year) {
            mix(&key, step + 64 * (uint64_t) q->at[step]);
        }
    }
    mix(&key, set);
    if (q->options->growth_years == 0) {
        return key;
    }
    mix_number(&key, year > 0 ? q->total[year - 1] : 0);
    for (int later = year; later < (int) q->in->n_years; later++) {
        double floor = (double) -INFINITY;
        for (size_t step = 0; step < q->in->n_steps; step++) {
            floor = fmax(floor, growth_floor(q, step, later));
        }
        mix_number(&key, floor > fewest(q, year, later) + PLACES_ROUNDING ? floor : 0);
    }
    return key;
}
