/* Draws through the whole chain: chance and uncertain net migration in the population, and everything that follows from
 * it draw by draw.
 *
 * Method: the population of every draw is that of drawn.c; users, places, staff and the rest are reckoned for it.
 * Source: Statistics Norway, Discussion Papers 999 (2023) for the principle.
 * Limits: those of drawn.c; coverage, norms and stays are certain too. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "num/parallel_priv.h"
#include "plan/drawn_priv.h"
#include "plan/preparedness_priv.h"

enum { QUANTILES = 7, DRAWS_OF_A_TASK = 50 };

static const double orders[QUANTILES] = { 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95 };

/* What the draws of one scenario share. */
typedef struct chance {
    koh_frame *frame;
    const koh_draws *draws;
    int32_t *persons;    /* [n_steps + 1][2][n_age][n] */
    int32_t *components; /* [n_steps][KOH_ENSEMBLE_COMPONENTS][n] */
    double *level;       /* [n][n_steps] persons a year on top of net migration */
    double *value;       /* [n][n_cells] of the cubes that follow from the population */
    size_t n_cells;
    koh_status *status; /* [n] of each draw */
} chance;

static koh_status draw_population(chance *c)
{
    koh_frame *f = c->frame;
    const koh_ensemble_size size = { .n_age = f->n_age, .n_steps = f->n_steps, .n_threads = c->draws->threads };
    koh_ensemble_workspace *workspace = NULL;
    koh_ensemble_input input;
    koh_ensemble_options options = koh_ensemble_options_defaults();
    koh_ensemble_output output = { .population = c->persons, .components = c->components };
    options.n_draws = c->draws->n;
    options.seed = c->draws->seed;
    koh_status status = koh__drawn_input(f, c->draws, c->level, &input);
    if (status == KOH_OK) {
        status = koh_ensemble_workspace_new(&size, &workspace);
    }
    if (status == KOH_OK) {
        status = koh_ensemble_run(&input, &options, workspace, f->error, &output);
    }
    koh_ensemble_workspace_free(workspace);
    return status == KOH_WCAPPED ? KOH_OK : status;
}

/* Everything after the population for one draw; its cells become row d of the values. */
static koh_status follow_draw(const chance *c, size_t d)
{
    const koh_frame *f = c->frame;
    size_t n = c->draws->n, cells = (f->n_steps + 1) * 2 * f->n_age, at = 0;
    koh_arena *arena = koh__arena_new();
    koh_result result = *f->result;
    koh_scenario_result *scenario = arena == NULL ? NULL : KOH_TAKE(arena, 1, koh_scenario_result);
    double *persons = scenario == NULL ? NULL : KOH_TAKE(arena, cells, double);
    if (persons == NULL) {
        koh__arena_free(arena);
        return KOH_ENOMEM;
    }
    result.arena = arena;
    result.n_warnings = result.size_warnings = 0;
    result.warnings = NULL;
    scenario->plan = f->plan;
    for (size_t i = 0; i < cells; i++) {
        persons[i] = c->persons[i * n + d];
    }
    koh_frame frame = *f;
    frame.result = &result;
    frame.scenario = scenario;
    frame.error = NULL;
    frame.persons = persons;
    koh_status status = koh__model_follow(&frame);
    for (size_t i = 0; status == KOH_OK && i < scenario->n_cubes; i++) {
        size_t size = koh_cube_size(&scenario->cubes[i]);
        memcpy(c->value + d * c->n_cells + at, scenario->cubes[i].value, size * sizeof *c->value);
        at += size;
    }
    koh__arena_free(arena);
    return status;
}

static void follow_task(void *context, size_t task, size_t thread)
{
    const chance *c = context;
    (void) thread;
    for (size_t d = task * DRAWS_OF_A_TASK; d < c->draws->n && d < (task + 1) * DRAWS_OF_A_TASK; d++) {
        c->status[d] = follow_draw(c, d);
    }
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;
    return (x > y) - (x < y);
}

/* Mean and quantiles of n values, which are put in order; type 7 of Hyndman & Fan 1996. NaN where any is unknown. */
static void summarise(size_t n, double *values, double *mean, double *quantile, size_t stride)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += values[i];
    }
    *mean = sum / (double) n;
    qsort(values, n, sizeof *values, ascending);
    for (size_t q = 0; q < QUANTILES; q++) {
        double at = orders[q] * (double) (n - 1);
        size_t below = (size_t) at;
        double above = values[below + 1 < n ? below + 1 : below];
        quantile[q * stride] = isnan(*mean) ? *mean : values[below] + (at - (double) below) * (above - values[below]);
    }
}

static koh_status take_quantiles(koh_frame *f, koh_cube *cube)
{
    cube->n_quantiles = QUANTILES;
    cube->quantile_p = orders;
    cube->quantile = KOH_TAKE(f->result->arena, QUANTILES * koh_cube_size(cube), double);
    return cube->quantile == NULL ? KOH_ENOMEM : KOH_OK;
}

/* What crises bring less what they take in a step: in every draw the same, and part of the engine's net. */
static double of_crises(const koh_frame *f, size_t t)
{
    const double *change = f->shocks != NULL ? f->shocks->change + t * KOH_SHOCK_COMPONENTS : NULL;
    return change != NULL ? change[1] - change[0] - change[2] : 0;
}

/* Population and components of change from the engine's whole persons. */
static koh_status summarise_population(chance *c, double *column)
{
    koh_frame *f = c->frame;
    size_t n = c->draws->n;
    koh_cube *persons = &f->scenario->cubes[0], *components = &f->scenario->cubes[1];
    koh_status status = take_quantiles(f, persons);
    status = status == KOH_OK ? take_quantiles(f, components) : status;
    size_t size = koh_cube_size(persons);
    for (size_t i = 0; status == KOH_OK && i < size; i++) {
        for (size_t d = 0; d < n; d++) {
            column[d] = c->persons[i * n + d];
        }
        summarise(n, column, &persons->value[i], persons->quantile + i, size);
    }
    size = koh_cube_size(components);
    for (size_t i = 0; status == KOH_OK && i < size; i++) {
        const size_t n_labels = components->axes[1].n, label = i % n_labels, t = i / n_labels;
        const int32_t *step = c->components + t * KOH_ENSEMBLE_COMPONENTS * n;
        const double crisis = of_crises(f, t), own = components->value[i];
        for (size_t d = 0; d < n; d++) {
            column[d] = label == 0   ? step[KOH_ENSEMBLE_GIRLS * n + d] + step[KOH_ENSEMBLE_BOYS * n + d]
                        : label == 1 ? step[KOH_ENSEMBLE_DEATHS * n + d]
                        : label == 2 ? step[KOH_ENSEMBLE_NET * n + d] - crisis
                                     : own;
        }
        summarise(n, column, &components->value[i], components->quantile + i, size);
    }
    return status;
}

static koh_status summarise_rest(chance *c, double *column)
{
    koh_frame *f = c->frame;
    size_t at = 0;
    for (size_t k = f->n_population_cubes; k < f->scenario->n_cubes; k++) {
        koh_cube *cube = &f->scenario->cubes[k];
        size_t size = koh_cube_size(cube);
        if (take_quantiles(f, cube) != KOH_OK) {
            return KOH_ENOMEM;
        }
        for (size_t i = 0; i < size; i++, at++) {
            for (size_t d = 0; d < c->draws->n; d++) {
                column[d] = c->value[d * c->n_cells + at];
            }
            summarise(c->draws->n, column, &cube->value[i], cube->quantile + i, size);
        }
    }
    return KOH_OK;
}

/* Share of the draws in which there are too few places, by year and type; unknown where the gap is. */
static koh_status add_probability(chance *c)
{
    koh_frame *f = c->frame;
    const koh_cube *gap = koh__result_cube(f->scenario, "capacity/gap");
    koh_cube form = *gap;
    size_t at = 0, size = koh_cube_size(gap);
    for (const koh_cube *cube = &f->scenario->cubes[f->n_population_cubes]; cube != gap; cube++) {
        at += koh_cube_size(cube);
    }
    form.path = "capacity/shortage_probability";
    form.unit = "probability";
    form.n_quantiles = 0;
    form.quantile = NULL;
    koh_cube *cube = koh__result_add(f->result, f->scenario, &form);
    for (size_t i = 0; cube != NULL && i < size; i++) {
        double short_of = 0;
        for (size_t d = 0; d < c->draws->n; d++) {
            double here = c->value[d * c->n_cells + at + i];
            short_of += isnan(here) ? here : here > 0;
        }
        cube->value[i] = short_of / (double) c->draws->n;
    }
    return cube == NULL ? KOH_ENOMEM : KOH_OK;
}

static koh_status take_room(chance *c)
{
    const koh_frame *f = c->frame;
    size_t n = c->draws->n, steps = f->n_steps;
    for (size_t k = f->n_population_cubes; k < f->scenario->n_cubes; k++) {
        c->n_cells += koh_cube_size(&f->scenario->cubes[k]);
    }
    double bytes =
        (double) n * (8.0 * (double) c->n_cells + 8.0 * (double) ((steps + 1) * f->n_age) + 44.0 * (double) steps);
    const double most = 4.0 * 1024 * 1024 * 1024; /* bytes: more than that is not for a run of one municipality */
    if (bytes > most) {
        return koh_error_set(f->error, KOH_ELIMIT,
                             "%zu draws would take %.1f GiB of memory; at most %.0f GiB are taken", n,
                             bytes / (1024.0 * 1024 * 1024), most / (1024.0 * 1024 * 1024));
    }
    c->persons = KOH_NEW((steps + 1) * 2 * f->n_age * n, int32_t);
    c->components = KOH_NEW(steps * KOH_ENSEMBLE_COMPONENTS * n, int32_t);
    c->level = KOH_NEW(n * steps, double);
    c->value = KOH_NEW(n * c->n_cells, double);
    c->status = KOH_NEW(n, koh_status);
    return c->persons == NULL || c->components == NULL || c->level == NULL || c->value == NULL || c->status == NULL
               ? KOH_ENOMEM
               : KOH_OK;
}

koh_status koh__model_draws(koh_frame *f, const koh_draws *draws)
{
    chance c = { .frame = f, .draws = draws };
    double *column = KOH_NEW(draws->n, double);
    koh_status status = column == NULL ? KOH_ENOMEM : take_room(&c);
    if (status == KOH_OK) {
        status = draw_population(&c);
    }
    if (status == KOH_OK) {
        koh__parallel((draws->n + DRAWS_OF_A_TASK - 1) / DRAWS_OF_A_TASK, draws->threads, follow_task, &c);
    }
    for (size_t d = 0; status == KOH_OK && d < draws->n; d++) {
        status = c.status[d];
    }
    if (status == KOH_OK) {
        status = summarise_population(&c, column);
    }
    if (status == KOH_OK) {
        status = summarise_rest(&c, column);
    }
    if (status == KOH_OK) {
        status = add_probability(&c);
    }
    koh__free(c.persons);
    koh__free(c.components);
    koh__free(c.level);
    koh__free(c.value);
    koh__free(c.status);
    koh__free(column);
    return status;
}
