/* Method: the stochastic cohort engine (kohort/ensemble.h) draws deaths, births and net moves in whole persons from the
 * rates of the plain run. Net migration varies besides by what hindcasts have shown: the relative error of the total
 * grows by independent local steps and by one national factor, with the standard deviations of koh_calib_spread; the
 * part that the engine draws anyway (births + deaths + |net| over persons squared) is taken off, and what those who
 * came earlier have added by their children. The error is met in expectation by a number of persons a year.
 * Source: docs/accuracy.md for the spreads; Statistics Norway, Discussion Papers 999 (2023) for the principle.
 * Limits: fertility and mortality rates are certain. Levels sum to zero over draws and reach the population in
 * proportion, so the mean of the draws is the plain run. */
#include "plan/drawn_priv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "kohort/projection.h"
#include "num/rng_priv.h"

/* A standard normal variate of a stream (Box & Muller 1958). */
static double normal(koh_stream *stream)
{
    const double turn = 6.283185307179586;
    double radius = sqrt(-2 * log(koh__stream_uniform(stream)));
    return radius * cos(turn * koh__stream_uniform(stream));
}

static double persons_at(const koh_frame *f, size_t t)
{
    double sum = 0;
    for (size_t i = 0; i < 2 * f->n_age; i++) {
        sum += f->persons[2 * t * f->n_age + i];
    }
    return sum;
}

/* Variance of the log of the total that the engine's own chance makes in a step. */
static double chance_of(const koh_frame *f, size_t t)
{
    const koh_cube *components = koh__result_cube(f->scenario, "components");
    const double *row = components->value + t * components->axes[1].n;
    double moved = row[0] + row[1], persons = persons_at(f, t);
    for (size_t flow = 0; f->flows != NULL && flow < KOH_FLOWS; flow++) {
        moved += row[2 + flow]; /* with the net migration beside them, which is little */
    }
    for (size_t i = 0; i < 2 * f->n_age; i++) {
        moved += fabs(f->net[2 * t * f->n_age + i]);
    }
    return persons > 0 ? moved / (persons * persons) : 0;
}

/* Who comes and goes on top of the estimated net migration: ages 0-66 as they live here on average over the years. */
static void spread_profile(const koh_frame *f, double *profile)
{
    enum { OLDEST = 66 };
    double sum = 0;
    for (size_t i = 0; i < 2 * f->n_age; i++) {
        for (size_t t = 1; t <= f->n_steps && i % f->n_age <= OLDEST; t++) {
            profile[i] += f->persons[2 * t * f->n_age + i];
        }
        sum += profile[i];
    }
    for (size_t i = 0; i < 2 * f->n_age; i++) {
        profile[i] = sum > 0 ? profile[i] / sum : 1.0 / (2 * (double) f->n_age);
    }
}

/* The gross migration of a step in the form of the engines: those who come, where `come` is not 0, and those who leave.
 */
static void set_flows(const koh_frame *f, size_t t, int come, koh_proj_year *rates)
{
    const size_t size = 2 * f->n_age;
    if (f->flows == NULL) {
        return;
    }
    const double *flows = f->flows + t * KOH_FLOWS * size;
    rates->in_count = come ? flows + KOH_FLOW_IN * size : NULL;
    rates->immigration = come ? flows + KOH_FLOW_IMMIGRATION * size : NULL;
    rates->out_rate = flows + KOH_FLOW_OUT * size;
    rates->emigration_rate = flows + KOH_FLOW_EMIGRATION * size;
}

/* One step of persons beside the plain run: they live, bear and leave as those of the plain run do, but nobody comes.
 */
static koh_status step_beside(const koh_frame *f, size_t t, koh_proj_workspace *workspace, const double *here,
                              double *next)
{
    const double *net = f->net + 2 * t * f->n_age, *there = f->persons + 2 * (t + 1) * f->n_age;
    koh_proj_year rates = { .survival = f->survival + 2 * t * f->n_age,
                            .fertility = f->fertility + t * f->n_age,
                            .boys_per_girl = f->inputs->nation.boys_per_girl };
    set_flows(f, t, 0, &rates);
    koh_status status = koh_proj_step(here, &rates, KOH_TIMING_END, workspace, next, NULL);
    for (size_t i = 0; i < 2 * f->n_age; i++) {
        next[i] *= net[i] < 0 ? fmax(there[i], 0) / (there[i] - net[i]) : 1;
    }
    return status == KOH_WCAPPED ? KOH_OK : status;
}

/* response[t n_steps + s]: persons at the end of step s, per person of the level of step t <= s. */
static koh_status respond(const koh_frame *f, const double *profile, double *response)
{
    const size_t n = f->n_steps, size = 2 * f->n_age;
    double *here = KOH_TAKE(f->result->arena, 2 * size, double), *next = here == NULL ? NULL : here + size;
    koh_proj_workspace *workspace = NULL;
    koh_status status = here == NULL ? KOH_ENOMEM : koh_proj_workspace_new(f->n_age, &workspace);
    for (size_t t = 0; status == KOH_OK && t < n; t++) {
        memcpy(here, profile, size * sizeof *here);
        response[t * n + t] = 1;
        for (size_t s = t + 1; status == KOH_OK && s < n; s++) {
            status = step_beside(f, s, workspace, here, next);
            memcpy(here, next, size * sizeof *here);
            for (size_t i = 0; i < size; i++) {
                response[t * n + s] += here[i];
            }
        }
    }
    koh_proj_workspace_free(workspace);
    return status;
}

/* What the levels of all draws share, [n_steps] each, of the arena: persons of the plain run at the end of each step,
 * the spread of its local error besides what the engine's own chance makes of it, that of the national error, the
 * response.
 */
typedef struct levels {
    double *persons, *local, *national, *response;
} levels;

static koh_status prepare_levels(const koh_frame *f, const double *profile, levels *v)
{
    const size_t n = f->n_steps;
    v->persons = KOH_TAKE(f->result->arena, 4 * n + n * n, double);
    if (v->persons == NULL) {
        return KOH_ENOMEM;
    }
    double *spread = v->persons + n;
    v->national = spread + n;
    v->local = v->national + n;
    v->response = v->local + n;
    koh_calib_spread(&f->inputs->calibration, persons_at(f, 0), n, spread, v->national);
    for (size_t t = 0; t < n; t++) {
        const double before = t > 0 ? spread[t - 1] : 0;
        v->local[t] = sqrt(fmax(0, spread[t] * spread[t] - before * before - chance_of(f, t)));
        v->persons[t] = persons_at(f, t + 1);
    }
    return respond(f, profile, v->response);
}

/* Levels [n_steps] that bring the total, with the children of those who came, to `error` [n_steps], a share of the
 * plain run at the end of each step. */
static void meet_errors(size_t n, const levels *v, const double *error, double *level)
{
    for (size_t s = 0; s < n; s++) {
        level[s] = v->persons[s] * error[s];
        for (size_t t = 0; t < s; t++) {
            level[s] -= level[t] * v->response[t * n + s];
        }
    }
}

static koh_status draw_levels(const koh_frame *f, const koh_draws *draws, const double *profile, double *level)
{
    const uint32_t region = koh__region_number(f->inputs->region);
    const size_t n = f->n_steps;
    double *sum = KOH_TAKE(f->result->arena, n, double);
    levels v;
    koh_status status = sum == NULL ? KOH_ENOMEM : prepare_levels(f, profile, &v);
    for (size_t d = 0; status == KOH_OK && d < draws->n; d++) {
        koh_stream_id id = { draws->seed, (uint32_t) d, 0, (uint16_t) f->plan->base_year, KOH_PURPOSE_NET_LEVEL };
        koh_stream nation = koh__stream(id, 0);
        id.region = region;
        koh_stream local = koh__stream(id, 0);
        const double country = normal(&nation);
        double gathered = 0;
        for (size_t t = 0; t < n; t++) {
            gathered += v.local[t] * normal(&local);
            sum[t] = gathered + country * v.national[t];
        }
        meet_errors(n, &v, sum, level + d * n);
    }
    return status;
}

uint32_t koh__region_number(const char *region)
{
    return (uint32_t) strtoul(region, NULL, 10);
}

koh_status koh__drawn_input(const koh_frame *f, const koh_draws *draws, double *level, koh_ensemble_input *input)
{
    koh_arena *arena = f->result->arena;
    koh_proj_year *rates = KOH_TAKE(arena, f->n_steps, koh_proj_year);
    const koh_proj_year **years = KOH_TAKE(arena, f->n_steps, const koh_proj_year *);
    double *profile = KOH_TAKE(arena, 2 * f->n_age, double);
    if (rates == NULL || years == NULL || profile == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t t = 0; t < f->n_steps; t++) {
        rates[t] = (koh_proj_year){ .survival = f->survival + 2 * t * f->n_age,
                                    .fertility = f->fertility + t * f->n_age,
                                    .boys_per_girl = f->inputs->nation.boys_per_girl,
                                    .net_count = f->net + 2 * t * f->n_age };
        set_flows(f, t, 1, &rates[t]);
        years[t] = &rates[t];
    }
    spread_profile(f, profile);
    *input = (koh_ensemble_input){ .path = { .n_age = f->n_age,
                                             .n_steps = f->n_steps,
                                             .timing = KOH_TIMING_END,
                                             .start = f->persons,
                                             .years = years },
                                   .first_year = f->plan->base_year,
                                   .region = koh__region_number(f->inputs->region),
                                   .net_level = level,
                                   .net_profile = profile };
    return draw_levels(f, draws, profile, level);
}
