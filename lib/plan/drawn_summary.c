/* Method: the engine counts how many draws have each number of persons in each cell and group, so that quantiles are
 * exact and memory follows the spread of the draws, not their number.
 * Source: lib/num/tally.c.
 * Limits: those of drawn.c. */
#include <math.h>

#include "kohort/age_band.h"
#include "plan/drawn_priv.h"

/* Bins for a count: a window of some 20 standard deviations and a margin (tally.c). Chance alone makes about the root
 * of the count; net migration, which is told by the spread of the log of the total, moves single ages up to one and a
 * half times as much. Where that is too little the run is done again with twice as many. */
static double bins_of(double persons, double relative)
{
    const double margin = 64, deviations = 20, concentration = 1.5;
    return margin + deviations * (sqrt(fmax(persons, 0)) + concentration * relative * fmax(persons, 0));
}

/* Threads of one municipality have counters of their own, which are put together in the first's. */
static double merging(const koh_drawn_form *form)
{
    return form->draws.threads > 1 ? 3 : 1;
}

static double relative_at(const double *local, const double *national, size_t t)
{
    return t == 0 ? 0 : sqrt(local[t - 1] * local[t - 1] + national[t - 1] * national[t - 1]);
}

/* [2][n_steps] of koh_calib_spread, from the arena. */
static double *spread_of(const koh_frame *f)
{
    double *spread = KOH_TAKE(f->result->arena, 2 * f->n_steps, double), persons = 0;
    for (size_t i = 0; i < 2 * f->n_age; i++) {
        persons += f->persons[i];
    }
    if (spread != NULL) {
        koh_calib_spread(&f->inputs->calibration, persons, f->n_steps, spread, spread + f->n_steps);
    }
    return spread;
}

static double persons_of(const koh_frame *f, size_t state, const koh_planner_group *group)
{
    const double *persons = f->persons + 2 * state * f->n_age;
    return koh_age_sum(f->n_age, persons, group->from, group->to) +
           koh_age_sum(f->n_age, persons + f->n_age, group->from, group->to);
}

static size_t count_bins(const koh_frame *f, const double *spread, double factor)
{
    size_t n_groups;
    const koh_planner_group *groups = koh__planner_groups(&n_groups);
    double bins = 0;
    for (size_t t = 0; t <= f->n_steps; t++) {
        const double relative = relative_at(spread, spread + f->n_steps, t);
        for (size_t i = 0; i < 2 * f->n_age; i++) {
            bins += bins_of(f->persons[2 * t * f->n_age + i], relative);
        }
        for (size_t k = 0; k < n_groups; k++) {
            bins += bins_of(persons_of(f, t, &groups[k]), relative);
        }
    }
    return (size_t) (factor * bins);
}

double koh__drawn_bytes(const koh_drawn_form *form, const koh_calib_region *calibration, size_t n_age, size_t n_steps,
                        double persons, double cell)
{
    size_t n_groups;
    const koh_planner_group *groups = koh__planner_groups(&n_groups);
    double local[KOH_DRAWN_STEPS], national[KOH_DRAWN_STEPS], bins = 0;
    koh_calib_spread(calibration, persons, n_steps, local, national);
    for (size_t t = 0; t <= n_steps; t++) {
        const double relative = relative_at(local, national, t), mean = fmin(cell, persons / (double) n_age);
        bins += 2 * (double) n_age * bins_of(mean, relative);
        for (size_t k = 0; k < n_groups; k++) {
            const int to = groups[k].to < 0 ? (int) n_age - 1 : groups[k].to;
            bins += bins_of(persons * (to - groups[k].from + 1) / (double) n_age, relative);
        }
    }
    const koh_ensemble_size size = { n_age, n_steps, n_groups, form->draws.threads, (size_t) (merging(form) * bins) };
    const size_t cells = 2 * n_age + n_groups;
    return (double) koh_ensemble_bytes(&size) +
           8.0 * (double) ((n_steps + 1) * cells * (2 * form->n_orders + 1) + 4 * n_steps * n_age) +
           8.0 * (double) form->draws.n * (double) n_steps +
           (double) (sizeof(double) + sizeof(int32_t)) * (double) form->n_kept * (double) ((n_steps + 1) * 2 * n_age);
}

size_t koh__drawn_size(const koh_drawn *drawn)
{
    return drawn->n_states *
           ((2 * drawn->n_age + drawn->n_groups) * (1 + drawn->n_orders) + 2 * drawn->n_age * drawn->n_kept);
}

void koh__drawn_lay_out(koh_drawn *drawn, double *figures)
{
    const size_t cells = drawn->n_states * 2 * drawn->n_age, groups = drawn->n_states * drawn->n_groups;
    drawn->mean = figures;
    drawn->quantile = drawn->mean + cells;
    drawn->group_mean = drawn->quantile + cells * drawn->n_orders;
    drawn->group_quantile = drawn->group_mean + groups;
    drawn->draw = drawn->group_quantile + groups * drawn->n_orders;
}

/* What the engine writes: its quantiles lie order by order. */
typedef struct sheet {
    koh_ensemble_input input;
    koh_ensemble_options options;
    koh_ensemble_output output;
    koh_ensemble_size size;
} sheet;

static koh_status make_sheet(const koh_frame *f, const koh_drawn_form *form, koh_drawn *drawn, sheet *s)
{
    koh_arena *arena = f->result->arena;
    size_t n_groups;
    const koh_planner_group *groups = koh__planner_groups(&n_groups);
    *drawn = (koh_drawn){ .n_states = f->n_steps + 1,
                          .n_age = f->n_age,
                          .n_groups = n_groups,
                          .n_orders = form->n_orders,
                          .n_kept = form->n_kept };
    const size_t states = drawn->n_states, cells = states * 2 * f->n_age;
    koh_ensemble_band *bands = KOH_TAKE(arena, n_groups, koh_ensemble_band);
    double *figures = KOH_TAKE(arena, koh__drawn_size(drawn), double);
    s->output.quantile = KOH_TAKE(arena, form->n_orders * (cells + states * n_groups), double);
    s->output.population = form->n_kept > 0 ? KOH_TAKE(arena, cells * form->n_kept, int32_t) : NULL;
    if (bands == NULL || figures == NULL || s->output.quantile == NULL ||
        (form->n_kept > 0 && s->output.population == NULL)) {
        return KOH_ENOMEM;
    }
    for (size_t k = 0; k < n_groups; k++) {
        const size_t last = f->n_age - 1, to = groups[k].to < 0 ? last : (size_t) groups[k].to;
        bands[k] = (koh_ensemble_band){ KOH_SEXES, (size_t) groups[k].from, to < last ? to : last };
    }
    koh__drawn_lay_out(drawn, figures);
    s->output.mean = drawn->mean;
    s->output.band_quantile = s->output.quantile + form->n_orders * cells;
    s->options = koh_ensemble_options_defaults();
    s->options.n_draws = form->draws.n;
    s->options.seed = form->draws.seed;
    s->options.n_bands = n_groups;
    s->options.bands = bands;
    s->options.n_quantiles = form->n_orders;
    s->options.quantiles = form->orders;
    s->options.stop = form->stop;
    s->options.told = form->told;
    s->size = (koh_ensemble_size){ f->n_age, f->n_steps, n_groups, form->draws.threads, 0 };
    return KOH_OK;
}

static void across(size_t n_orders, size_t n, const double *from, double *to)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < n_orders; k++) {
            to[i * n_orders + k] = from[k * n + i];
        }
    }
}

static void take_over(const sheet *s, koh_drawn *drawn)
{
    const size_t states = drawn->n_states, cells = 2 * drawn->n_age;
    size_t n_groups;
    const koh_planner_group *groups = koh__planner_groups(&n_groups);
    across(drawn->n_orders, states * cells, s->output.quantile, drawn->quantile);
    across(drawn->n_orders, states * n_groups, s->output.band_quantile, drawn->group_quantile);
    for (size_t i = 0; i < states * cells * drawn->n_kept; i++) {
        drawn->draw[i] = s->output.population[i];
    }
    for (size_t i = 0; i < states * n_groups; i++) {
        const double *mean = drawn->mean + i / n_groups * cells;
        const koh_planner_group *group = &groups[i % n_groups];
        drawn->group_mean[i] = koh_age_sum(drawn->n_age, mean, group->from, group->to) +
                               koh_age_sum(drawn->n_age, mean + drawn->n_age, group->from, group->to);
    }
}

/* Runs the engine, with more bins as long as there are too few. */
static koh_status run_engine(sheet *s, size_t n_bins, koh_error *error)
{
    koh_status status = KOH_ELIMIT;
    const size_t most = (size_t) 1 << 34; /* 64 GiB of bins: beyond that it is not their number */
    for (s->size.n_bins = n_bins; status == KOH_ELIMIT && s->size.n_bins < most; s->size.n_bins *= 2) {
        koh_ensemble_workspace *workspace = NULL;
        status = koh_ensemble_workspace_new(&s->size, &workspace);
        if (status == KOH_OK) {
            status = koh_ensemble_run(&s->input, &s->options, workspace, error, &s->output);
        }
        koh_ensemble_workspace_free(workspace);
    }
    return status == KOH_WCAPPED ? KOH_OK : status;
}

koh_status koh__drawn_compute(const koh_plan *plan, const koh_inputs *inputs, const koh_drawn_form *form,
                              koh_arena *arena, koh_error *error, koh_drawn *drawn)
{
    koh_frame frame;
    sheet s = { 0 };
    double *level = NULL, *spread = NULL;
    koh_status status = koh__plan_population(plan, inputs, arena, error, &frame);
    if (status == KOH_OK) {
        status = make_sheet(&frame, form, drawn, &s);
    }
    if (status == KOH_OK) {
        level = KOH_NEW(form->draws.n * frame.n_steps, double);
        spread = spread_of(&frame);
        status = level == NULL || spread == NULL ? KOH_ENOMEM : koh__drawn_input(&frame, &form->draws, level, &s.input);
    }
    if (status == KOH_OK) {
        status = run_engine(&s, count_bins(&frame, spread, merging(form)), error);
    }
    if (status == KOH_OK) {
        take_over(&s, drawn);
    }
    koh__free(level);
    return status == KOH_ENOMEM ? koh_error_set(error, KOH_ENOMEM, "out of memory") : status;
}
