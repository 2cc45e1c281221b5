/* What draws come to: means, quantiles, and shortage as a chance.
 *
 * Method: koh__cells_summarise for every cube. Limits: a cell that is unknown in one draw is unknown. */
#include <math.h>
#include <string.h>

#include "plan/chance_cells_priv.h"
#include "plan/preparedness_priv.h"

/* A fertility that each draw has a factor of its own on. */
static void fill_fertility(const koh_cells *s, size_t first, size_t count, double *rows)
{
    const size_t n = s->chance->draws->n, size = koh_cube_size(s->cube);
    for (size_t d = 0; d < n; d++) {
        for (size_t i = 0; i < count; i++) {
            rows[(i / KOH_COLUMNS * n + d) * KOH_COLUMNS + i % KOH_COLUMNS] =
                s->cube->value[first + i] * s->chance->fertility[d * size + first + i];
        }
    }
}

/* Whole persons [size][n] of the engine. */
static void fill_persons(const koh_cells *s, size_t first, size_t count, double *rows)
{
    const size_t n = s->chance->draws->n;
    for (size_t i = 0; i < count; i++) {
        const int32_t *persons = s->chance->persons + (first + i) * n;
        for (size_t d = 0; d < n; d++) {
            rows[(i / KOH_COLUMNS * n + d) * KOH_COLUMNS + i % KOH_COLUMNS] = persons[d];
        }
    }
}

/* What crises bring less what they take in a step: in every draw the same, and part of the engine's net. */
static double of_crises(const koh_frame *f, size_t t)
{
    const double *change = f->shocks != NULL ? f->shocks->change + t * KOH_SHOCK_COMPONENTS : NULL;
    return change != NULL ? change[1] - change[0] - change[2] : 0;
}

enum { BIRTHS, DEATHS, NET, IN, OUT, IMMIGRATION, EMIGRATION, DRAWN };

/* A component of one draw from the engine's [KOH_ENSEMBLE_COMPONENTS][n] of the step, `crisis` being part of its net;
 * what is no component of the engine is `own`, the plain run's. As koh__components_note has them. */
static double component_of(int component, const int32_t *step, size_t n, double crisis, double own)
{
    const double net = step[KOH_ENSEMBLE_NET * n] - crisis;
    return component == BIRTHS        ? step[KOH_ENSEMBLE_GIRLS * n] + step[KOH_ENSEMBLE_BOYS * n]
           : component == DEATHS      ? step[KOH_ENSEMBLE_DEATHS * n]
           : component == NET         ? net
           : component == IN          ? step[KOH_ENSEMBLE_IN * n] + fmax(net, 0)
           : component == OUT         ? step[KOH_ENSEMBLE_OUT * n] + fmax(-net, 0)
           : component == IMMIGRATION ? step[KOH_ENSEMBLE_IMMIGRATION * n]
           : component == EMIGRATION  ? step[KOH_ENSEMBLE_EMIGRATION * n]
                                      : own;
}

/* Which component of the engine a label of the cube is; DRAWN = none. */
static int component_at(const koh_axis *labels, size_t label)
{
    static const char *const ids[DRAWN] = { "births",        "deaths",      "net_migration", "in_migration",
                                            "out_migration", "immigration", "emigration" };
    int component = 0;
    while (component < DRAWN && koh_axis_find_label(labels, ids[component]) != label) {
        component++;
    }
    return component;
}

static void fill_components(const koh_cells *s, size_t first, size_t count, double *rows)
{
    const size_t n = s->chance->draws->n;
    const koh_axis *labels = &s->cube->axes[1];
    for (size_t i = 0; i < count; i++) {
        const size_t label = (first + i) % labels->n, t = (first + i) / labels->n;
        const int component = component_at(labels, label);
        const int32_t *step = s->chance->components + t * KOH_ENSEMBLE_COMPONENTS * n;
        const double crisis = of_crises(s->chance->frame, t), own = s->cube->value[first + i];
        for (size_t d = 0; d < n; d++) {
            rows[(i / KOH_COLUMNS * n + d) * KOH_COLUMNS + i % KOH_COLUMNS] =
                component_of(component, step + d, n, crisis, own);
        }
    }
}

/* The cubes of the projection: persons, components, life expectancy, total fertility, healthy years. What follows from
 * mortality has no quantiles where mortality has a range: it is not reckoned again by draw. */
static koh_status summarise_population(koh_chance *c, koh_cells *cells)
{
    koh_scenario_result *scenario = c->frame->scenario;
    koh_status status = KOH_OK;
    for (size_t k = 0; status == KOH_OK && k < c->frame->n_population_cubes; k++) {
        cells->cube = &scenario->cubes[k];
        const int is_fertility = cells->cube == koh__result_cube(scenario, "indicators/total_fertility_rate");
        if (c->persons != NULL && k < 2) {
            cells->fill = k == 0 ? fill_persons : fill_components;
            status = koh__cells_summarise(cells);
        } else if (is_fertility && c->fertility != NULL) {
            cells->fill = fill_fertility;
            status = koh__cells_summarise(cells);
        } else if (k < 2 || is_fertility || c->mortality == NULL) {
            status = koh__cells_certain(c->frame, cells->cube);
        }
    }
    return status;
}

static koh_status summarise_rest(koh_chance *c, koh_cells *cells)
{
    koh_frame *f = c->frame;
    koh_status status = KOH_OK;
    cells->fill = koh__cells_of_value;
    cells->value = c->value;
    for (size_t k = f->n_population_cubes; status == KOH_OK && k < f->scenario->n_cubes; k++) {
        cells->cube = &f->scenario->cubes[k];
        status = koh__cells_summarise(cells);
        cells->value += koh_cube_size(cells->cube);
    }
    return status;
}

const double *koh__chance_cells(const koh_chance *c, const koh_cube *wanted)
{
    const koh_scenario_result *scenario = c->frame->scenario;
    size_t at = 0;
    for (size_t k = c->frame->n_population_cubes; k < scenario->n_cubes; k++) {
        if (&scenario->cubes[k] == wanted) {
            return c->value + at;
        }
        at += koh_cube_size(&scenario->cubes[k]);
    }
    return NULL;
}

enum { LACKING = 3 };

/* Shortage by year and type of a gap over the draws: how many have one, how many have had their first by then, how much
 * is lacking on average. Unknown where the gap is. */
static koh_status add_shortage(koh_chance *c, const char *path, const char *const paths[LACKING])
{
    koh_frame *f = c->frame;
    const koh_cube *gap = koh__result_cube(f->scenario, path);
    const double *cells = koh__chance_cells(c, gap);
    const size_t size = koh_cube_size(gap), n_types = gap->axes[1].n;
    koh_cube *cubes[LACKING];
    for (size_t k = 0; k < LACKING; k++) {
        koh_cube form = *gap;
        form.path = paths[k];
        form.unit = k < 2 ? "probability" : gap->unit;
        form.n_quantiles = 0;
        form.quantile = NULL;
        cubes[k] = koh__result_add(f->result, f->scenario, &form);
        if (cubes[k] == NULL) {
            return KOH_ENOMEM;
        }
    }
    for (size_t d = 0; d < c->draws->n; d++) {
        for (size_t type = 0; type < n_types; type++) {
            int has_been = 0;
            for (size_t i = type; i < size; i += n_types) {
                const double here = cells[d * c->n_cells + i];
                has_been |= here > 0;
                cubes[0]->value[i] += isnan(here) ? here : here > 0;
                cubes[1]->value[i] += isnan(here) ? here : has_been;
                cubes[2]->value[i] += isnan(here) ? here : fmax(here, 0);
            }
        }
    }
    for (size_t i = 0; i < LACKING * size; i++) {
        cubes[i / size]->value[i % size] /= (double) c->draws->n;
    }
    return KOH_OK;
}

static koh_status add_shortages(koh_chance *c)
{
    static const char *const places[LACKING] = { "capacity/shortage_probability", "capacity/first_shortage_probability",
                                                 "capacity/expected_shortfall" };
    static const char *const staff[LACKING] = { "workforce/shortage_probability",
                                                "workforce/first_shortage_probability",
                                                "workforce/expected_shortfall" };
    const koh_status status = add_shortage(c, "capacity/gap", places);
    return status == KOH_OK ? add_shortage(c, "workforce/gap", staff) : status;
}

/* The need with every figure as planned, kept beside the mean of the draws that takes its place. */
static koh_status keep_plain(koh_chance *c, koh_cube *form)
{
    const koh_cube *need = koh__result_cube(c->frame->scenario, "capacity/need");
    const size_t size = koh_cube_size(need);
    *form = *need;
    form->path = "capacity/need_as_planned";
    form->n_quantiles = 0;
    form->quantile = NULL;
    form->value = KOH_TAKE(c->frame->result->arena, size, double);
    if (form->value == NULL) {
        return KOH_ENOMEM;
    }
    memcpy(form->value, need->value, size * sizeof *need->value);
    return KOH_OK;
}

static koh_status add_plain(koh_chance *c, const koh_cube *form)
{
    koh_cube *cube = koh__result_add(c->frame->result, c->frame->scenario, form);
    if (cube == NULL) {
        return KOH_ENOMEM;
    }
    memcpy(cube->value, form->value, koh_cube_size(form) * sizeof *form->value);
    return koh__cells_certain(c->frame, cube);
}

/* The need of every draw, where building steps may be held against it: those of any scenario that has some. */
static koh_status keep_needs(koh_chance *c)
{
    koh_result *result = c->frame->result;
    koh_scenario_result *scenario = c->frame->scenario;
    const koh_plan *first = result->scenarios[0].plan, *own = scenario->plan;
    const koh_cube *need = koh__result_cube(scenario, "capacity/need");
    const double *cells = koh__chance_cells(c, need);
    const size_t size = koh_cube_size(need);
    if ((first->capacity == NULL || first->capacity->expansion == NULL) &&
        (own->capacity == NULL || own->capacity->expansion == NULL)) {
        return KOH_OK;
    }
    double *kept = KOH_TAKE(result->arena, c->draws->n * size, double);
    if (kept == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t d = 0; d < c->draws->n; d++) {
        memcpy(kept + d * size, cells + d * c->n_cells, size * sizeof *kept);
    }
    scenario->need_draws = kept;
    scenario->n_need_draws = c->draws->n;
    return KOH_OK;
}

koh_status koh__chance_summarise(koh_chance *c)
{
    koh_cube plain;
    koh_cells cells = { .chance = c };
    cells.rows = KOH_NEW(c->draws->threads * KOH_CELLS_OF_A_TASK * c->draws->n, double);
    koh_status status = cells.rows == NULL ? KOH_ENOMEM : keep_plain(c, &plain);
    status = status == KOH_OK ? keep_needs(c) : status;
    status = status == KOH_OK ? summarise_population(c, &cells) : status;
    if (status == KOH_OK) {
        status = summarise_rest(c, &cells);
    }
    if (status == KOH_OK) {
        status = add_shortages(c);
    }
    if (status == KOH_OK) {
        status = add_plain(c, &plain);
    }
    koh__free(cells.rows);
    return status;
}
