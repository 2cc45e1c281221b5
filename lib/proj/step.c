/* Method: one step of the cohort-component method, single years of age, the last age A open.
 * Equations, for each sex, with h = 1/2 (even) or 0 (end) and M_x = net_count_x + net_rate_x P_x:
 *   P'_x     = P_x + h M_x                                            the start of the year
 *   D_x      = P'_(x-1) (1 - S_x)                                     deaths, by the age reached; open group
 *   D_A      = (P'_(A-1) + P'_A) (1 - S_A)
 *   s_x      = P'_(x-1) - D_x                                         survivors
 *   P_x(t+1) = s_x (1 - out_x - emigration_x) + in_x + immigration_x + late_x
 *   late_x   = (1 - h) (net_count_x + net_rate_(x-1) P_(x-1))         by count at this age, by rate with the cohort
 *   B        = sum over women of f_x (P'_x + P_x(t+1)) / 2            even; survivors s_x for P_x(t+1) at end
 *   boys B r/(1 + r), girls B/(1 + r); the newborn enter age 0 as P'_(-1).
 * Sources: United Nations Population Division, ccmppWPP, project_ccmpp_z_by_z (S. Hertog, 2020), for "even" and "end";
 * S. H. Preston, P. Heuveline & M. Guillot (2001), Demography, chapter 6 (cohort components, half of the migrants at
 * either end); A. Rogers (1995), Multiregional Demography, for flows as transitions of survivors.
 * Assumptions: rates are by age at the end of the year except net_rate; mothers live half of the year at either age.
 * Limits: outflow is capped at who is there (ccmppWPP puts 0.0005 persons there instead). Unlike ccmppWPP, women in the
 * open group bear children if f_A says so. */
#include "kohort/projection.h"

#include <string.h>

#include "base/clones_priv.h"
#include "proj/cell_priv.h"
#include "proj/components_priv.h"
#include "proj/workspace_priv.h"

/* Everything a step reads and writes, [2][n_age] each, none NULL. A cell of sex s and age x is i = s n_age + x. */
typedef struct step {
    size_t n_age;
    double half; /* h */
    const double *population, *survival, *net_count, *net_rate, *in, *out_rate, *immigration, *emigration_rate;
    double *start, *survivors, *next, *deaths, *net, *out, *emigration, *capped;
} step;

/* What a cell starts from. */
typedef struct origin {
    double population, at_risk, net, capped, late_by_rate;
} origin;

/* Those of cell i at the start. */
static inline origin cohort(const step *s, size_t i)
{
    const double by_rate = s->net_rate[i] * s->population[i];
    const koh_cell_start start = koh__cell_start(s->population[i], s->half * (s->net_count[i] + by_rate));
    return (origin){ s->population[i], start.present, start.net, start.capped, (1 - s->half) * by_rate };
}

static inline koh_cell_rates rates_of(const step *s, size_t i, origin from)
{
    return (koh_cell_rates){ .survival = s->survival[i],
                             .net = (1 - s->half) * s->net_count[i] + from.late_by_rate,
                             .in = s->in[i],
                             .immigration = s->immigration[i],
                             .out_rate = s->out_rate[i],
                             .emigration_rate = s->emigration_rate[i] };
}

/* Fills cell i at the end and enters it in a lane of the account. */
static inline void put(const step *s, size_t i, origin from, koh_proj_account *account, size_t lane)
{
    const koh_cell_end cell = koh__cell_end(from.at_risk, rates_of(s, i, from), 1);
    const double net = from.net + cell.net, capped = from.capped + cell.capped;
    s->next[i] = cell.next;
    s->deaths[i] = cell.deaths;
    s->net[i] = net;
    s->out[i] = cell.out;
    s->emigration[i] = cell.emigration;
    s->capped[i] = capped;
    account->population[lane] += from.population;
    account->next[lane] += cell.next;
    account->deaths[lane] += cell.deaths;
    account->net[lane] += net;
    account->in[lane] += s->in[i];
    account->out[lane] += cell.out;
    account->immigration[lane] += s->immigration[i];
    account->emigration[lane] += cell.emigration;
    account->capped[lane] += capped;
}

static inline void put_cohort(const step *s, size_t i, koh_proj_account *account, size_t lane)
{
    const origin from = cohort(s, i - 1);
    s->start[i - 1] = from.at_risk;
    put(s, i, from, account, lane);
}

/* Ages 1 to A - 1: each cell is the cell before it, a year older. The copies are what lets the compiler keep pointers
 * and lanes in registers. */
KOH_CLONES
static void put_inner_ages(const step *given, size_t sex, koh_proj_account *account)
{
    const step s = *given;
    koh_proj_account lanes = *account;
    const size_t end = (sex + 1) * s.n_age - 1;
    size_t i = sex * s.n_age + 1;
    for (; i + KOH_LANES <= end; i += KOH_LANES) {
#pragma omp simd
        for (size_t lane = 0; lane < KOH_LANES; lane++) {
            put_cohort(&s, i + lane, &lanes, lane);
        }
    }
    for (size_t lane = 0; i + lane < end; lane++) {
        put_cohort(&s, i + lane, &lanes, lane);
    }
    *account = lanes;
}

/* Where those of sex `sex` who reach age x come from. */
static origin origin_of(const step *s, size_t sex, size_t x, double births)
{
    const size_t i = sex * s->n_age + x;
    if (x == 0) {
        return (origin){ .at_risk = births };
    }
    origin from = cohort(s, i - 1);
    if (x == s->n_age - 1) {
        const origin open = cohort(s, i);
        from.population += open.population;
        from.at_risk += open.at_risk;
        from.net += open.net;
        from.capped += open.capped;
        from.late_by_rate += open.late_by_rate;
    }
    return from;
}

static void put_open_group(const step *s, size_t sex, koh_proj_account *account)
{
    const size_t open = s->n_age - 1, i = sex * s->n_age + open;
    s->start[i - 1] = cohort(s, i - 1).at_risk;
    s->start[i] = cohort(s, i).at_risk;
    put(s, i, origin_of(s, sex, open, 0), account, 0);
}

static void put_newborn(const step *s, size_t sex, double births, koh_proj_account *account)
{
    put(s, sex * s->n_age, origin_of(s, sex, 0, births), account, 0);
}

/* The women who end the year before anybody has moved at its end. */
static const double *survivors_of(const step *s)
{
    const size_t open = s->n_age - 1;
    s->survivors[0] = 0;
    for (size_t x = 1; x <= open; x++) {
        s->survivors[x] = s->start[x - 1] - s->deaths[x];
    }
    s->survivors[open] += s->start[open];
    return s->survivors;
}

/* Births by women of all ages from 1 on. */
KOH_CLONES
static double births_of(const step *s, const double *fertility, const double *women_at_end)
{
    double births[KOH_LANES] = { 0 };
    const double *women_at_start = s->start;
    size_t x = 1;
    for (; x + KOH_LANES <= s->n_age; x += KOH_LANES) {
#pragma omp simd
        for (size_t lane = 0; lane < KOH_LANES; lane++) {
            const size_t i = x + lane;
            births[lane] += fertility[i] * (0.5 * (women_at_start[i] + women_at_end[i]));
        }
    }
    for (size_t lane = 0; x + lane < s->n_age; lane++) {
        const size_t i = x + lane;
        births[lane] += fertility[i] * (0.5 * (women_at_start[i] + women_at_end[i]));
    }
    return koh__lanes_join(births);
}

/* Where more were to leave than there were, everybody left: shares them out over the outflows. */
static void share_out(const step *s, koh_proj_totals *totals)
{
    const size_t n = KOH_SEXES * s->n_age;
    for (size_t i = 0; i < n; i++) {
        if (s->capped[i] > 0) {
            const size_t sex = i / s->n_age;
            const origin from = origin_of(s, sex, i % s->n_age, totals->births[sex]);
            const koh_cell_rates rates = rates_of(s, i, from);
            const koh_cell_end cell = koh__cell_end(from.at_risk, rates, koh__cell_share(from.at_risk, rates));
            s->net[i] = from.net + cell.net;
            s->out[i] = cell.out;
            s->emigration[i] = cell.emigration;
        }
    }
    totals->net = koh__sum(n, s->net);
    totals->out = koh__sum(n, s->out);
    totals->emigration = koh__sum(n, s->emigration);
}

static double *wanted_or(double *wanted, double *ours)
{
    return wanted != NULL ? wanted : ours;
}

static const double *given_or(const double *given, const double *zeros)
{
    return given != NULL ? given : zeros;
}

static step step_of(const double *population, const koh_proj_year *year, const koh_proj_workspace *ws, double *next,
                    const koh_proj_components *to)
{
    return (step){
        .n_age = ws->n_age,
        .population = population,
        .survival = year->survival,
        .net_count = given_or(year->net_count, ws->zeros),
        .net_rate = given_or(year->net_rate, ws->zeros),
        .in = given_or(year->in_count, ws->zeros),
        .out_rate = given_or(year->out_rate, ws->zeros),
        .immigration = given_or(year->immigration, ws->zeros),
        .emigration_rate = given_or(year->emigration_rate, ws->zeros),
        .start = ws->start,
        .survivors = ws->survivors,
        .next = next,
        .deaths = wanted_or(to->deaths, ws->deaths),
        .net = wanted_or(to->net, ws->net),
        .out = wanted_or(to->out, ws->out),
        .emigration = wanted_or(to->emigration, ws->emigration),
        .capped = wanted_or(to->capped, ws->capped),
    };
}

static void copy_if_wanted(const step *s, const double *given, double *wanted)
{
    if (wanted != NULL) {
        memcpy(wanted, given, KOH_SEXES * s->n_age * sizeof *wanted);
    }
}

koh_status koh_proj_step(const double *population, const koh_proj_year *year, koh_timing timing,
                         koh_proj_workspace *workspace, double *next, koh_proj_components *components)
{
    koh_proj_components unwanted = { 0 };
    koh_proj_components *to = components != NULL ? components : &unwanted;
    koh_proj_account account = { 0 };
    step s = step_of(population, year, workspace, next, to);
    s.half = timing == KOH_TIMING_EVEN ? 0.5 : 0;

    for (size_t sex = 0; sex < KOH_SEXES; sex++) {
        put_inner_ages(&s, sex, &account);
        put_open_group(&s, sex, &account);
    }
    double *births = to->total.births;
    births[KOH_FEMALE] = births[KOH_MALE] = 0;
    if (year->fertility != NULL) {
        const double all = births_of(&s, year->fertility, timing == KOH_TIMING_EVEN ? s.next : survivors_of(&s));
        births[KOH_MALE] = all * year->boys_per_girl / (1 + year->boys_per_girl);
        births[KOH_FEMALE] = all / (1 + year->boys_per_girl);
    }
    for (size_t sex = 0; sex < KOH_SEXES; sex++) {
        put_newborn(&s, sex, births[sex], &account);
    }
    copy_if_wanted(&s, s.in, to->in);
    copy_if_wanted(&s, s.immigration, to->immigration);

    koh__proj_account_close(&account, &to->total);
    if (to->total.capped > 0) {
        share_out(&s, &to->total);
    }
    return koh__proj_balance(&account, &to->total);
}
