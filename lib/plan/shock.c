/* What crises do to the population: excess deaths, arrivals and onward moves, as components of their own.
 *
 * Excess deaths. Ill persons times fatality, in the year in which they fall ill; in the years after the wave they fade
 * in a straight line over transition_years, as mortality goes back to normal. They are spread over sexes and ages as
 * the ordinary deaths of the year (assumption; those born in the year are among them as infant deaths are).
 * Arrivals. Persons by the profile's ages at the end of the year of arrival; family reunion a share of them some years
 * later; every year a share of those still here moves on. Those here die and grow older as everybody.
 * Source of the bookkeeping: the balancing equation, Preston, Heuveline & Guillot (2001), Demography, chapter 1. */
#include <string.h>

#include "num/sum_priv.h"
#include "plan/preparedness_priv.h"

enum { ARRIVALS, REUNION, ONWARD, DEATHS, PRESENT, FLOWS };

static const koh_shock *shocks_of(const koh_plan *plan, size_t *n)
{
    *n = plan->preparedness != NULL ? plan->preparedness->n_shocks : 0;
    return *n > 0 ? plan->preparedness->shocks : NULL;
}

static int kills(const koh_shock *shock)
{
    return shock->kind == KOH_SHOCK_PANDEMIC && shock->attack_rate * shock->fatality > 0;
}

static int settles(const koh_shock *shock)
{
    return shock->kind == KOH_SHOCK_ARRIVALS && shock->settled;
}

int koh__shocks_move_persons(const koh_plan *plan)
{
    size_t n;
    const koh_shock *shocks = shocks_of(plan, &n);
    int moves = 0;
    for (size_t k = 0; k < n; k++) {
        moves |= kills(&shocks[k]) || settles(&shocks[k]);
    }
    return moves;
}

static koh_status add_flows(koh_frame *f, koh_shock_persons *persons)
{
    static const char *const labels[FLOWS] = { "arrivals", "family_reunion", "onward_moves", "deaths", "present" };
    size_t n, settled = 0;
    const koh_shock *shocks = shocks_of(f->plan, &n);
    for (size_t k = 0; k < n; k++) {
        settled += (size_t) settles(&shocks[k]);
    }
    if (settled == 0) {
        return KOH_OK;
    }
    koh_cube *cube = koh__result_add(f->result, f->scenario,
                                     &(koh_cube){ .path = "preparedness/arrivals",
                                                  .unit = "persons",
                                                  .time = "year",
                                                  .n_axes = 2,
                                                  .axes = { f->intervals, { "flow", FLOWS, NULL, labels } } });
    persons->flows = cube != NULL ? cube->value : NULL;
    return cube != NULL ? KOH_OK : KOH_ENOMEM;
}

koh_status koh__shocks_begin(koh_frame *f)
{
    size_t n, size = 2 * f->n_age;
    koh_arena *arena = f->result->arena;
    (void) shocks_of(f->plan, &n);
    if (!koh__shocks_move_persons(f->plan)) {
        return KOH_OK;
    }
    koh_shock_persons *persons = KOH_TAKE(arena, 1, koh_shock_persons);
    if (persons == NULL) {
        return KOH_ENOMEM;
    }
    persons->stock = KOH_TAKE(arena, n * size, double);
    persons->scratch = KOH_TAKE(arena, 2 * size, double);
    persons->change = KOH_TAKE(arena, f->n_steps * KOH_SHOCK_COMPONENTS, double);
    if (persons->stock == NULL || persons->scratch == NULL || persons->change == NULL) {
        return KOH_ENOMEM;
    }
    f->shocks = persons;
    return add_flows(f, persons);
}

size_t koh__shock_start(const koh_shock *shock, int first_year)
{
    return (size_t) (shock->year - first_year) * KOH_SHOCK_WEEKS + shock->week;
}

int koh__shock_last_year(const koh_shock *shock)
{
    size_t years = shock->kind == KOH_SHOCK_ARRIVALS
                       ? shock->years
                       : (shock->week + shock->weeks + KOH_SHOCK_WEEKS - 1) / KOH_SHOCK_WEEKS;
    return shock->year + (int) years - 1;
}

/* Share of the ill of a wave who fall ill in a year. */
static double ill_in(const koh_shock *shock, int year)
{
    double sum = 0;
    for (size_t w = 0; w < shock->weeks; w++) {
        int at = shock->year + (int) ((shock->week + w) / KOH_SHOCK_WEEKS);
        sum += at == year ? shock->curve[w] : 0;
    }
    return sum;
}

/* Excess deaths of a year, persons. */
static double excess(const koh_frame *f, const koh_shock *shock, int year)
{
    double persons = 0;
    size_t start = (size_t) (shock->year - f->plan->base_year);
    int last = koh__shock_last_year(shock), after = year - last;
    if (year < shock->year || after > (int) shock->transition_years) {
        return 0;
    }
    for (size_t i = 0; i < 2 * f->n_age; i++) {
        persons += f->persons[2 * start * f->n_age + i];
    }
    double all = persons * shock->attack_rate * shock->fatality;
    return after <= 0 ? all * ill_in(shock, year) : all * (1 - (double) after / ((double) shock->transition_years + 1));
}

/* Takes the dead from the cells that ordinary deaths come from. */
static void take_dead(const koh_frame *f, double dead, const double *survival, const double *aged, double *net)
{
    double *deaths = f->shocks->scratch, sum = 0;
    for (size_t i = 0; i < 2 * f->n_age; i++) {
        deaths[i] = survival[i] > 0 ? aged[i] * (1 - survival[i]) / survival[i] : 0;
        sum += deaths[i];
    }
    for (size_t i = 0; sum > 0 && i < 2 * f->n_age; i++) {
        net[i] -= dead * deaths[i] / sum;
    }
}

static double arriving(const koh_shock *shock, int year)
{
    return year >= shock->year && year < shock->year + (int) shock->years ? koh_quantity_at(shock->persons, year) : 0;
}

/* Those of one crisis who are here grow a year older; returns those who died. */
static double grow_older(const koh_frame *f, const double *survival, double *stock)
{
    double *aged = f->shocks->scratch, died = 0;
    const size_t n = f->n_age;
    for (size_t i = 0; i < 2 * n; i++) {
        size_t age = i % n;
        aged[i] = age > 0 ? stock[i - 1] * survival[i] : 0;
        aged[i] += age + 1 == n ? stock[i] * survival[i] : 0;
        died += stock[i] - aged[i];
    }
    memcpy(stock, aged, 2 * n * sizeof *stock);
    return died;
}

static void settle(const koh_frame *f, size_t k, size_t t, const double *survival, double *net)
{
    const koh_shock *shock = &f->plan->preparedness->shocks[k];
    const double *profile = shock->profile != NULL ? shock->profile : f->inputs->nation.age_profile;
    double *stock = f->shocks->stock + k * 2 * f->n_age, *flow = f->shocks->flows + t * FLOWS;
    int year = f->years.numbers[t];
    double come = arriving(shock, year), family = shock->reunion * arriving(shock, year - (int) shock->reunion_delay);
    double onward = 0, all = koh__sum(2 * f->n_age, profile); /* 1 but for rounding */
    flow[DEATHS] += grow_older(f, survival, stock);
    for (size_t i = 0; i < 2 * f->n_age; i++) {
        double leaving = shock->onward_rate * stock[i], coming = (come + family) * profile[i] / all;
        net[i] += coming - leaving;
        stock[i] += coming - leaving;
        onward += leaving;
        flow[PRESENT] += stock[i];
    }
    flow[ARRIVALS] += come;
    flow[REUNION] += family;
    flow[ONWARD] += onward;
    f->shocks->change[t * KOH_SHOCK_COMPONENTS + 1] += come + family;
    f->shocks->change[t * KOH_SHOCK_COMPONENTS + 2] += onward;
}

void koh__shocks_step(const koh_frame *f, size_t t, const double *survival, const double *aged, double *net)
{
    size_t n;
    const koh_shock *shocks = shocks_of(f->plan, &n);
    for (size_t k = 0; k < n; k++) {
        if (kills(&shocks[k])) {
            double dead = excess(f, &shocks[k], f->years.numbers[t]);
            take_dead(f, dead, survival, aged, net);
            f->shocks->change[t * KOH_SHOCK_COMPONENTS] += dead;
        } else if (settles(&shocks[k])) {
            settle(f, k, t, survival, net);
        }
    }
}
