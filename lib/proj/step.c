/* Method: one step of the cohort-component method, single years of age, the last age A open.
 * Equations, for each sex, with h = 1/2 (even) or 0 (end) and M_x = net_count_x + net_rate_x P_x:
 *   P'_x     = P_x + h M_x                                            the start of the year
 *   s_x      = P'_(x-1) S_x                                           survivors, by the age reached; open group
 *   s_A      = (P'_(A-1) + P'_A) S_A
 *   D_x      = P'_(x-1) - s_x                                         deaths
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
#include "proj/step_priv.h"
#include "proj/workspace_priv.h"

/* One cell by the formulas above, which hold while nobody is missing. Enters it in a lane of the account, with the
 * smaller of P' and P(t+1), which is below 0 where an outflow found too few people. */
static inline void put(const koh_proj_arrays *s, size_t i, koh_proj_account *account, size_t lane)
{
    const double here = s->population[i - 1], by_rate = s->net_rate[i - 1] * here;
    const double early = s->half * (s->net_count[i - 1] + by_rate), late = (1 - s->half) * (s->net_count[i] + by_rate);
    const double at_risk = here + early, survivors = at_risk * s->survival[i], deaths = at_risk - survivors;
    const double out = survivors * s->out_rate[i], emigration = survivors * s->emigration_rate[i];
    const double in = s->in[i], immigration = s->immigration[i]; /* once: gcc does not know that they stay */
    const double next = survivors - out - emigration + in + immigration + late;
    const double lower = at_risk < next ? at_risk : next;
    s->start[i - 1] = at_risk;
    s->next[i] = next;
    s->deaths[i] = deaths;
    s->net[i] = early + late;
    s->out[i] = out;
    s->emigration[i] = emigration;
    account->population[lane] += here;
    account->next[lane] += next;
    account->deaths[lane] += deaths;
    account->net[lane] += early + late;
    account->in[lane] += in;
    account->out[lane] += out;
    account->immigration[lane] += immigration;
    account->emigration[lane] += emigration;
    account->lowest[lane] = lower < account->lowest[lane] ? lower : account->lowest[lane];
}

/* Lane l of all sums becomes what lane l + by was, round the account. */
static inline void turn(size_t by, koh_proj_account *account)
{
    double *const lanes[] = { account->population, account->next, account->deaths,      account->net,
                              account->in,         account->out,  account->immigration, account->emigration };
    double twice[sizeof lanes / sizeof lanes[0]][2 * KOH_LANES];
    for (size_t k = 0; k < sizeof lanes / sizeof lanes[0]; k++) {
        memcpy(twice[k], lanes[k], KOH_LANES * sizeof **twice);
        memcpy(twice[k] + KOH_LANES, lanes[k], KOH_LANES * sizeof **twice);
    }
    for (size_t k = 0; k < sizeof lanes / sizeof lanes[0]; k++) {
        memcpy(lanes[k], twice[k] + by % KOH_LANES, KOH_LANES * sizeof **twice);
    }
}

/* Ages 1 to A - 1 of both sexes: each cell is the cell before it, a year older. Cells i that are equal modulo KOH_LANES
 * share a lane. The copies let the compiler keep pointers and lanes in registers. */
KOH_CLONES
static void put_inner_ages(const koh_proj_arrays *given, koh_proj_account *account)
{
    const koh_proj_arrays s = *given;
    koh_proj_account lanes = *account;
    for (size_t sex = 0; sex < KOH_SEXES; sex++) {
        const size_t end = (sex + 1) * s.n_age - 1;
        size_t i = sex * s.n_age + 1;
        for (; i + KOH_LANES <= end; i += KOH_LANES) {
#pragma omp simd
            for (size_t lane = 0; lane < KOH_LANES; lane++) {
                put(&s, i + lane, &lanes, lane);
            }
        }
        for (size_t lane = 0; i + lane < end; lane++) {
            put(&s, i + lane, &lanes, lane);
        }
        turn(sex == KOH_FEMALE ? s.n_age : KOH_LANES - s.n_age % KOH_LANES, &lanes);
    }
    *account = lanes;
}

/* The women who end the year before anybody has moved at its end. */
static const double *survivors_of(const koh_proj_arrays *s)
{
    const size_t open = s->n_age - 1;
    s->survivors[0] = 0;
    for (size_t x = 1; x <= open; x++) {
        s->survivors[x] = s->start[x - 1] - s->deaths[x];
    }
    s->survivors[open] += s->start[open];
    return s->survivors;
}

/* Births by women of all ages from 1 on, those of the last two in the last two lanes. */
KOH_CLONES
static double births_of(const koh_proj_arrays *s, const double *fertility, const double *women_at_end)
{
    double births[KOH_LANES] = { 0 };
    const double *women_at_start = s->start;
    const size_t end = s->n_age - 2;
    size_t x = 1;
    for (; x + KOH_LANES <= end; x += KOH_LANES) {
#pragma omp simd
        for (size_t lane = 0; lane < KOH_LANES; lane++) {
            const size_t i = x + lane;
            births[lane] += fertility[i] * (0.5 * (women_at_start[i] + women_at_end[i]));
        }
    }
    for (size_t lane = 0; x + lane < end; lane++) {
        const size_t i = x + lane;
        births[lane] += fertility[i] * (0.5 * (women_at_start[i] + women_at_end[i]));
    }
    for (size_t i = end > 0 ? end : 1; i < s->n_age; i++) {
        births[KOH_LANES - 2 + i - end] += fertility[i] * (0.5 * (women_at_start[i] + women_at_end[i]));
    }
    return koh__lanes_join(births);
}

static double *wanted_or(double *wanted, double *ours)
{
    return wanted != NULL ? wanted : ours;
}

static const double *given_or(const double *given, const double *zeros)
{
    return given != NULL ? given : zeros;
}

static koh_proj_arrays arrays_of(const double *population, const koh_proj_year *year, const koh_proj_workspace *ws,
                                 double *next, const koh_proj_components *to)
{
    return (koh_proj_arrays){
        .n_age = ws->n_age,
        .population = population,
        .survival = year->survival,
        .net_count = given_or(year->net_count, ws->zeros),
        .net_rate = given_or(year->net_rate, ws->zeros),
        .in = given_or(year->in_count, ws->zeros),
        .out_rate = given_or(year->out_rate, ws->zeros),
        .immigration = given_or(year->immigration, ws->zeros),
        .emigration_rate = given_or(year->emigration_rate, ws->zeros),
        .fertility = given_or(year->fertility, ws->zeros),
        .in_kept = wanted_or(to->in, ws->in),
        .immigration_kept = wanted_or(to->immigration, ws->immigration),
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

/* The births of a year, girls and boys. */
static void share_births(const koh_proj_arrays *s, const koh_proj_year *year, koh_timing timing,
                         double births[KOH_SEXES])
{
    births[KOH_FEMALE] = births[KOH_MALE] = 0;
    if (year->fertility != NULL) {
        const double all = births_of(s, year->fertility, timing == KOH_TIMING_EVEN ? s->next : survivors_of(s));
        births[KOH_MALE] = all * year->boys_per_girl / (1 + year->boys_per_girl);
        births[KOH_FEMALE] = all / (1 + year->boys_per_girl);
    }
}

/* The step for any processor, and whoever is missing. */
static koh_status step_plain(const koh_proj_arrays *s, const koh_proj_year *year, koh_timing timing,
                             koh_proj_totals *totals)
{
    koh_proj_account account = { 0 };
    const size_t size = KOH_SEXES * s->n_age * sizeof(double);
    memset(s->capped, 0, size);
    memcpy(s->in_kept, s->in, size);
    memcpy(s->immigration_kept, s->immigration, size);
    for (size_t sex = 0; sex < KOH_SEXES; sex++) {
        koh__proj_put_with_care(s, sex, s->n_age - 1, 0, &account);
    }
    put_inner_ages(s, &account);
    const int missing = koh__proj_lowest(&account) < 0;
    if (missing) {
        koh__proj_mend(s);
    }
    share_births(s, year, timing, totals->births);
    for (size_t sex = 0; sex < KOH_SEXES; sex++) {
        koh__proj_put_with_care(s, sex, 0, totals->births[sex], &account);
    }
    if (missing) {
        account = koh__proj_account_of(s);
    }
    return koh__proj_balance(&account, totals);
}

koh_status koh_proj_step(const double *population, const koh_proj_year *year, koh_timing timing,
                         koh_proj_workspace *workspace, double *next, koh_proj_components *components)
{
    koh_proj_components unwanted, *to = components;
    if (components == NULL) { /* else it need not be cleared */
        unwanted = (koh_proj_components){ 0 };
        to = &unwanted;
    }
    koh_proj_arrays s = arrays_of(population, year, workspace, next, to);
    s.half = timing == KOH_TIMING_EVEN ? 0.5 : 0;
#if KOH_WIDE
    double people[2];
    if (koh__has_wide() &&
        koh__proj_step_wide(&s, year->fertility != NULL ? year->boys_per_girl : 0, &to->total, people)) {
        return koh__proj_close(people, &to->total);
    }
#endif
    return step_plain(&s, year, timing, &to->total);
}
