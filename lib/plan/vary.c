/* Ranges in draws: which value each has, and how it gets into the model.
 *
 * Method: each cause has a uniform variate by draw, from a stream that its name alone selects; correlated causes are
 * normal variates times the Cholesky factor of their correlations (a Gaussian copula), brought back to probabilities.
 * Each range is at that quantile of its shape. What the model reads is a copy of the plan with the varied values in it.
 * Source: R. B. Nelsen (2006), An Introduction to Copulas, section 2.3 and 3.1 (normal copula).
 * Assumptions: a range holds for all years of a path alike.
 * Limits: correlations are those of the normal variates; those of the figures themselves are somewhat smaller. */
#include <math.h>
#include <string.h>

#include "num/rng_priv.h"
#include "num/special_priv.h"
#include "plan/follow_priv.h"

void koh__causes_draw(const koh_plan *plan, const koh_draws *draws, size_t d, double *work, double *prob)
{
    const koh_plan_uncertainty *u = &plan->uncertainty;
    for (size_t i = 0; i < u->n_causes; i++) {
        const koh_stream_id id = { draws->seed, (uint32_t) d, u->causes[i].key, 0, KOH_PURPOSE_RANGE };
        koh_stream stream = koh__stream(id, 0);
        prob[i] = koh__stream_uniform(&stream);
    }
    koh__causes_correlate(u, work, prob);
}

void koh__causes_correlate(const koh_plan_uncertainty *u, double *work, double *prob)
{
    const double most = 1 - 0x1p-53; /* the largest number below 1 */
    for (size_t i = 0; u->cholesky != NULL && i < u->n_causes; i++) {
        work[i] = koh__normal_quantile(prob[i]);
    }
    for (size_t i = 0; u->cholesky != NULL && i < u->n_causes; i++) {
        double z = 0;
        for (size_t k = 0; k <= i; k++) {
            z += u->cholesky[i * u->n_causes + k] * work[k];
        }
        prob[i] = fmin(fmax(koh__normal_below(z), 1 - most), most);
    }
}

int koh__cause_is_tied(const koh_plan_uncertainty *u, size_t i)
{
    int tied = 0;
    for (size_t k = 0; u->cholesky != NULL && k < u->n_causes; k++) {
        const double *L = u->cholesky;
        tied |= k != i && (k < i ? L[i * u->n_causes + k] : L[k * u->n_causes + i]) != 0;
    }
    return tied;
}

void koh__plan_vary(const koh_plan *plan, const double *prob, const koh_plan *copy)
{
    for (size_t i = 0; i < plan->n_figures; i++) {
        const koh_plan_figure *figure = &plan->figures[i];
        if (figure->drawn == NULL) {
            continue;
        }
        if (isnan(prob[figure->cause])) {
            memcpy(copy->figures[i].drawn, figure->quantity->value, figure->quantity->n * sizeof *figure->drawn);
        } else {
            koh_quantity_vary(figure->quantity, prob[figure->cause], copy->figures[i].drawn);
        }
    }
}

/* The factor that a range makes of a quantity; 1 where there is none. */
static double factor_of(const koh_quantity *plain, const koh_quantity *varied, int year)
{
    return plain == NULL || plain->range == NULL ? 1 : koh_quantity_at(varied, year) / koh_quantity_at(plain, year);
}

static double added_by(const koh_quantity *plain, const koh_quantity *varied, int year)
{
    return plain == NULL || plain->range == NULL ? 0 : koh_quantity_at(varied, year) - koh_quantity_at(plain, year);
}

void koh__population_vary(koh_chance *c)
{
    const koh_plan *plan = c->frame->plan, *copy = c->copies == NULL ? plan : c->copies[0];
    const size_t n_steps = c->frame->n_steps;
    for (size_t i = 0; c->copies != NULL && i < c->draws->n * n_steps; i++) {
        const int year = c->frame->years.numbers[i % n_steps];
        if (i % n_steps == 0) {
            koh__plan_vary(plan, c->prob + i / n_steps * plan->uncertainty.n_causes, copy);
        }
        if (c->fertility != NULL) {
            c->fertility[i] = factor_of(plan->fertility_level, copy->fertility_level, year) *
                              factor_of(plan->fertility_tfr, copy->fertility_tfr, year);
        }
        if (c->mortality != NULL) {
            c->mortality[i] = log(factor_of(plan->mortality_level, copy->mortality_level, year));
        }
        c->level[i] += added_by(plan->migration_net, copy->migration_net, year) +
                       added_by(plan->migration_extra, copy->migration_extra, year);
    }
}
