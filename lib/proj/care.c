/* Method: an outflow larger than its cell takes everybody there and no more; several outflows share in proportion to
 * what was asked. Nobody is made, and nobody is owed: the rest is reported.
 * Source: this project's own rule, since neither published implementation keeps the balance here: ccmppWPP
 * (project_ccmpp_z_by_z) leaves 0.0005 persons in such a cell.
 * Assumptions: those who come at an instant are there before anybody leaves at it.
 * Limits: what is missing at the start of the year is not taken at its end. */
#include <float.h>

#include "proj/step_priv.h"

/* A flow is a sum of at most three products: what lies within their rounding is not a shortage. */
static const double rounding = 8 * DBL_EPSILON;

static double missing_of(double wanted, double there)
{
    return wanted - there > rounding * wanted ? wanted - there : 0;
}

static double positive(double x)
{
    return x > 0 ? x : 0;
}

/* What a cell starts from. */
typedef struct origin {
    double population, at_risk, net, capped, late_by_rate;
} origin;

/* Adds those of cell i at the start of the year, after the first half of net migration. */
static void add_cohort(const koh_proj_arrays *s, size_t i, origin *to)
{
    const double here = s->population[i], by_rate = s->net_rate[i] * here;
    const double net = s->half * (s->net_count[i] + by_rate), missing = missing_of(-net, here);
    s->start[i] = positive(here + net);
    to->population += here;
    to->at_risk += s->start[i];
    to->net += net + missing;
    to->capped += missing;
    to->late_by_rate += (1 - s->half) * by_rate;
}

/* Lets a cell die, leave and be joined until the end of the year. */
static void end_cell(const koh_proj_arrays *s, size_t i, const origin *from)
{
    const double survivors = from->at_risk * s->survival[i];
    const double out = survivors * s->out_rate[i], emigration = survivors * s->emigration_rate[i];
    const double late = (1 - s->half) * s->net_count[i] + from->late_by_rate;
    const double there = survivors + s->in[i] + s->immigration[i] + positive(late);
    const double leaving = out + emigration + positive(-late), missing = missing_of(leaving, there);
    const double share = missing > 0 ? there / leaving : 1;
    s->next[i] = positive(there - leaving);
    s->deaths[i] = from->at_risk - survivors;
    s->net[i] = from->net + positive(late) - share * positive(-late);
    s->out[i] = share * out;
    s->emigration[i] = share * emigration;
    s->capped[i] = from->capped + missing;
}

void koh__proj_put_with_care(const koh_proj_arrays *s, size_t sex, size_t x, double births, koh_proj_account *account)
{
    const size_t i = sex * s->n_age + x, lane = sex == KOH_FEMALE ? KOH_LANES - 1 : 0;
    origin from = { .at_risk = x == 0 ? births : 0 };
    if (x > 0) {
        add_cohort(s, i - 1, &from);
    }
    if (x == s->n_age - 1) {
        add_cohort(s, i, &from);
    }
    end_cell(s, i, &from);
    account->population[lane] += from.population;
    account->next[lane] += s->next[i];
    account->deaths[lane] += s->deaths[i];
    account->net[lane] += s->net[i];
    account->in[lane] += s->in[i];
    account->out[lane] += s->out[i];
    account->immigration[lane] += s->immigration[i];
    account->emigration[lane] += s->emigration[i];
    account->capped[lane] += s->capped[i];
}

void koh__proj_mend(const koh_proj_arrays *s)
{
    koh_proj_account unused = { 0 };
    for (size_t sex = 0; sex < KOH_SEXES; sex++) {
        for (size_t x = 1; x + 1 < s->n_age; x++) {
            const size_t i = sex * s->n_age + x;
            if (s->start[i - 1] < 0 || s->next[i] < 0) {
                koh__proj_put_with_care(s, sex, x, 0, &unused);
            }
        }
    }
}

koh_proj_account koh__proj_account_of(const koh_proj_arrays *s)
{
    const size_t n = KOH_SEXES * s->n_age;
    return (koh_proj_account){ .population = { koh__sum(n, s->population) },
                               .next = { koh__sum(n, s->next) },
                               .deaths = { koh__sum(n, s->deaths) },
                               .net = { koh__sum(n, s->net) },
                               .in = { koh__sum(n, s->in) },
                               .out = { koh__sum(n, s->out) },
                               .immigration = { koh__sum(n, s->immigration) },
                               .emigration = { koh__sum(n, s->emigration) },
                               .capped = { koh__sum(n, s->capped) } };
}
