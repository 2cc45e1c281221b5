/* The housing programme in the population.
 *
 * Method: the municipality without the projects is reckoned as ever. The newcomers of each project are a population of
 * their own beside it: they survive and bear children by the same rates, and leave as the others of their sex and age
 * do where net migration is a loss; each year others move in until dwellings from elsewhere's households times persons
 * per dwelling are met again (kohort/dwelling.h). Everybody together is the sum, so that projects add up and none at
 * all is the plain run. In a year's step dwellings completed in it are moved into before its end.
 * Assumptions: a household that moves within the municipality brings nobody, but leaves a dwelling (the chain);
 * newcomers take part in later gains by migration only through their own dwellings. Limits: what the estimated
 * migration already holds of such building is counted twice unless the plan says its share (share_in_trend). */
#include <math.h>
#include <string.h>

#include "kohort/dwelling.h"
#include "num/sum_priv.h"
#include "plan/model_priv.h"

static double at(const koh_quantity *quantity, int year, double fallback)
{
    return quantity == NULL ? fallback : koh_quantity_at(quantity, year);
}

static double *layer(const koh_frame *f, size_t project, size_t t)
{
    return f->newcomers->persons + (project * (f->n_steps + 1) + t) * 2 * f->n_age;
}

/* Dwellings completed in every year, late and fewer as the plan says. */
static koh_status schedule(const koh_frame *f, const koh_project *project, double *planned, double *completed)
{
    const koh_plan_housing *housing = f->plan->housing;
    const int base = f->plan->base_year;
    for (size_t t = 0; t < f->n_steps; t++) {
        planned[t] = koh_quantity_at(project->dwellings, base + (int) t + 1) -
                     koh_quantity_at(project->dwellings, base + (int) t);
    }
    const koh_quantity *slippage = project->slippage != NULL ? project->slippage : housing->slippage;
    const koh_quantity *lapse = project->lapse != NULL ? project->lapse : housing->lapse;
    koh_status status =
        koh_dwelling_schedule(f->n_steps, planned, at(slippage, base, 0), at(lapse, base, 0), completed);
    return status == KOH_OK
               ? status
               : koh_error_set(f->error, status, "the dwellings of project '%s' make no sense", project->id);
}

koh_status koh__housing_begin(koh_frame *f)
{
    const koh_plan_housing *housing = f->plan->housing;
    const size_t n = housing == NULL ? 0 : housing->n_projects, size = 2 * f->n_age;
    koh_arena *arena = f->result->arena;
    koh_status status = KOH_OK;
    if (n == 0) {
        return KOH_OK;
    }
    koh_newcomers *newcomers = KOH_TAKE(arena, 1, koh_newcomers);
    double *planned = KOH_TAKE(arena, f->n_steps, double);
    if (newcomers == NULL || planned == NULL) {
        return KOH_ENOMEM;
    }
    *newcomers = (koh_newcomers){ .n = n,
                                  .without = KOH_TAKE(arena, (f->n_steps + 1) * size, double),
                                  .persons = KOH_TAKE(arena, n * (f->n_steps + 1) * size, double),
                                  .completed = KOH_TAKE(arena, n * f->n_steps, double),
                                  .wanted = KOH_TAKE(arena, n, double) };
    if (newcomers->without == NULL || newcomers->persons == NULL || newcomers->completed == NULL ||
        newcomers->wanted == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t p = 0; p < n && status == KOH_OK; p++) {
        status = schedule(f, &housing->projects[p], planned, newcomers->completed + p * f->n_steps);
    }
    f->newcomers = newcomers;
    return status;
}

/* Newcomers per dwelling of a type or one left behind in a year. */
static double persons_in(const koh_plan_dwelling_type *type, int year)
{
    return at(type->persons, year, type->standard != NULL ? type->standard->persons : (double) NAN);
}

/* Persons from elsewhere whom a completed dwelling brings: in it, and in what local households leave behind. */
static void brought(const koh_frame *f, const koh_project *project, int year, double *here, double *behind)
{
    const koh_plan_housing *housing = f->plan->housing;
    const koh_plan_dwelling_type *type = &housing->types[project->type];
    const koh_dwelling_type *standard = type->standard;
    const koh_quantity *own = project->local != NULL ? project->local : type->local;
    const double local = at(own, year, standard != NULL ? standard->local_share : 0);
    const double freed = at(type->freed, year, standard != NULL ? standard->freed_share : 0);
    const double chain = at(type->chain, year, standard != NULL ? standard->chain_share : 0);
    const double beside = 1 - at(housing->in_trend, year, 0);
    *here = beside * (1 - local) * persons_in(type, year);
    *behind = beside * local * koh_dwelling_chain(freed, chain) * persons_in(&housing->types[type->freed_type], year);
}

/* Whom the dwellings of a project bring in a year in all, and the ages of movers to them. */
static void want(const koh_frame *f, size_t p, size_t t, double *profile)
{
    const koh_project *project = &f->plan->housing->projects[p];
    const koh_plan_dwelling_type *types = f->plan->housing->types, *type = &types[project->type];
    double here, behind;
    brought(f, project, f->years.numbers[t], &here, &behind);
    f->newcomers->wanted[p] += f->newcomers->completed[p * f->n_steps + t] * (here + behind);
    const double share = here + behind > 0 ? here / (here + behind) : 1;
    for (size_t i = 0; i < 2 * f->n_age; i++) {
        profile[i] = share * type->profile[i] + (1 - share) * types[type->freed_type].profile[i];
    }
}

koh_status koh__housing_step(koh_frame *f, size_t t, const koh_housing_rates *rates, double *next, double *moved,
                             koh_proj_totals *total)
{
    const size_t size = 2 * f->n_age, n = f->newcomers->n;
    double profile[2 * KOH_CALIB_MAX_AGES], movers[2 * KOH_CALIB_MAX_AGES];
    for (size_t p = 0; p < n; p++) {
        double *after = layer(f, p, t + 1);
        koh_proj_components events = { 0 };
        koh_sum net = { 0, 0 };
        koh_status status =
            koh_proj_step(layer(f, p, t), rates->year, KOH_TIMING_END, rates->workspace, after, &events);
        if (status != KOH_OK) {
            return status;
        }
        for (size_t i = 0; i < size; i++) {
            const double leaving = rates->aged[i] > 0 ? fmin(1, fmax(0, -rates->net[i] / rates->aged[i])) : 0;
            moved[i] -= leaving * after[i];
            koh__sum_add(&net, -leaving * after[i]);
            after[i] -= leaving * after[i];
        }
        want(f, p, t, profile);
        koh__sum_add(&net, koh_dwelling_refill(size, profile, f->newcomers->wanted[p], after, movers));
        for (size_t i = 0; i < size; i++) {
            after[i] += movers[i];
            moved[i] += movers[i];
            next[i] += after[i];
        }
        total->births[KOH_FEMALE] += events.total.births[KOH_FEMALE];
        total->births[KOH_MALE] += events.total.births[KOH_MALE];
        total->deaths += events.total.deaths;
        total->net += koh__sum_value(&net);
    }
    return KOH_OK;
}
