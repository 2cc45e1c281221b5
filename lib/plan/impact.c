/* What the newcomers of each housing project take: users, places, staff, running cost.
 *
 * Method: need, places, staff and cost are reckoned for everybody else, for everybody else and the newcomers of one
 * project, and for all; what a project takes is the second less the first. Need and norms are rates per person, so the
 * projects add up to all of them; where a part of the model does not add up, "all" is what counts. Levels are those of
 * the base year, in which nobody has moved in. Limits: draws do not vary these figures. */
#include <string.h>

#include "kohort/age_band.h"
#include "plan/model_priv.h"

enum { FIGURES = 4 };

static const char *const figures[FIGURES] = { "demand/users", "capacity/need", "demand/fte_by_area",
                                              "economy/cost_by_area" };
static const char *const paths[FIGURES] = { "housing/users", "housing/places", "housing/fte", "housing/cost" };

/* The figures of one population: cubes whose values and labels stand in the run's own memory. */
typedef struct reckoning {
    koh_cube cube[FIGURES];
} reckoning;

static koh_status keep(koh_frame *f, const koh_cube *from, koh_cube *to)
{
    const size_t size = koh_cube_size(from), n = from->axes[1].n;
    double *value = KOH_TAKE(f->result->arena, size, double);
    const char **labels = KOH_TAKE(f->result->arena, n, const char *);
    const char *unit = koh__arena_text(f->result->arena, from->unit);
    if (value == NULL || labels == NULL || unit == NULL) {
        return KOH_ENOMEM;
    }
    memcpy(value, from->value, size * sizeof *value);
    memcpy(labels, from->axes[1].labels, n * sizeof *labels);
    *to = *from;
    if (from->basis_by_label != NULL) {
        const char **marks = KOH_TAKE(f->result->arena, n, const char *);
        if (marks == NULL) {
            return KOH_ENOMEM;
        }
        memcpy(marks, from->basis_by_label, n * sizeof *marks);
        to->basis_by_label = marks;
    }
    to->value = value;
    to->unit = unit;
    to->axes[0] = f->years;
    to->axes[1].labels = labels;
    return KOH_OK;
}

/* Need, places and staff of other persons [n_steps + 1][2][n_age] than the frame's. */
static koh_status reckon(koh_frame *f, const double *persons, reckoning *out)
{
    koh_arena *arena = koh__arena_new();
    koh_scenario_result *scenario = arena == NULL ? NULL : KOH_TAKE(arena, 1, koh_scenario_result);
    if (scenario == NULL) {
        koh__arena_free(arena);
        return KOH_ENOMEM;
    }
    koh_result result = *f->result;
    result.arena = arena;
    result.n_warnings = result.size_warnings = 0;
    result.warnings = NULL;
    scenario->plan = f->plan;
    koh_frame frame = *f;
    frame.result = &result;
    frame.scenario = scenario;
    frame.persons = persons;
    koh_status status = koh__model_need(&frame);
    status = status == KOH_OK ? koh__model_levels(&frame) : status;
    status = status == KOH_OK ? koh__model_places(&frame) : status;
    status = status == KOH_OK ? koh__model_staff(&frame) : status;
    status = status == KOH_OK ? koh__model_areas(&frame) : status;
    status = status == KOH_OK ? koh__model_costs(&frame) : status;
    for (size_t i = 0; i < FIGURES && status == KOH_OK; i++) {
        status = keep(f, koh__result_cube(scenario, figures[i]), &out->cube[i]);
    }
    koh__arena_free(arena);
    return status;
}

/* The projects, and "all" after them. */
static koh_status projects_of(koh_frame *f, koh_axis *axis)
{
    const size_t n = f->newcomers->n;
    const char **labels = KOH_TAKE(f->result->arena, n + 1, const char *);
    if (labels == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t p = 0; p < n; p++) {
        labels[p] = f->plan->housing->projects[p].id;
    }
    labels[n] = "all";
    *axis = (koh_axis){ "project", n + 1, NULL, labels };
    return KOH_OK;
}

/* Dwellings in a year, and newcomers by age band and in all. */
static koh_status add_persons(koh_frame *f, const koh_axis *projects)
{
    const koh_age_bands *bands = koh_age_bands_get(KOH_BANDS_PLANNER);
    const koh_newcomers *newcomers = f->newcomers;
    const size_t n = projects->n, m = bands->n + 1, cells = 2 * f->n_age;
    const char **labels = KOH_TAKE(f->result->arena, m, const char *);
    koh_cube *completed = koh__result_add(f->result, f->scenario,
                                          &(koh_cube){ .path = "housing/completed",
                                                       .unit = "dwellings",
                                                       .time = "year",
                                                       .n_axes = 2,
                                                       .axes = { f->intervals, *projects } });
    if (labels == NULL || completed == NULL) {
        return KOH_ENOMEM;
    }
    memcpy(labels, bands->labels, bands->n * sizeof *labels);
    labels[bands->n] = "all";
    koh_cube *persons =
        koh__result_add(f->result, f->scenario,
                        &(koh_cube){ .path = "housing/persons",
                                     .unit = "persons",
                                     .time = "1 January",
                                     .n_axes = 3,
                                     .axes = { f->years, *projects, { "age_band", m, NULL, labels } } });
    if (persons == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t p = 0; p + 1 < n; p++) {
        for (size_t t = 0; t < f->n_steps; t++) {
            completed->value[t * n + p] = newcomers->completed[p * f->n_steps + t];
            completed->value[t * n + n - 1] += newcomers->completed[p * f->n_steps + t];
        }
        for (size_t i = 0; i < (f->n_steps + 1) * m; i++) {
            const size_t t = i / m, b = i % m;
            const double *of = newcomers->persons + (p * (f->n_steps + 1) + t) * cells;
            const int from = b < bands->n ? bands->from[b] : 0, to = b + 1 < bands->n ? bands->from[b + 1] - 1 : -1;
            const double here = koh_age_sum(f->n_age, of, from, to) + koh_age_sum(f->n_age, of + f->n_age, from, to);
            persons->value[(t * n + p) * m + b] = here;
            persons->value[(t * n + n - 1) * m + b] += here;
        }
    }
    return KOH_OK;
}

/* Cubes year x label x project of the form of one population's figures. */
static koh_status add_cubes(koh_frame *f, const koh_axis *projects, const reckoning *form, koh_cube **cubes)
{
    for (size_t i = 0; i < FIGURES; i++) {
        const koh_cube *of = &form->cube[i];
        cubes[i] = koh__result_add(f->result, f->scenario,
                                   &(koh_cube){ .path = paths[i],
                                                .unit = of->unit,
                                                .time = of->time,
                                                .basis = of->basis,
                                                .basis_by_label = of->basis_by_label,
                                                .n_axes = 3,
                                                .axes = { f->years, of->axes[1], *projects } });
        if (cubes[i] == NULL) {
            return KOH_ENOMEM;
        }
    }
    return KOH_OK;
}

static void subtract(size_t n_projects, size_t p, const reckoning *with, const reckoning *without, koh_cube **cubes)
{
    for (size_t i = 0; i < FIGURES; i++) {
        for (size_t j = 0; j < koh_cube_size(&with->cube[i]); j++) {
            cubes[i]->value[j * n_projects + p] = with->cube[i].value[j] - without->cube[i].value[j];
        }
    }
}

koh_status koh__model_housing(koh_frame *f)
{
    const koh_newcomers *newcomers = f->newcomers;
    const size_t n = newcomers->n, size = (f->n_steps + 1) * 2 * f->n_age;
    double *persons = KOH_TAKE(f->result->arena, size, double);
    reckoning without, with;
    koh_cube *cubes[FIGURES] = { NULL, NULL, NULL, NULL };
    koh_axis projects;
    koh_status status = persons == NULL ? KOH_ENOMEM : projects_of(f, &projects);
    status = status == KOH_OK ? add_persons(f, &projects) : status;
    status = status == KOH_OK ? reckon(f, newcomers->without, &without) : status;
    status = status == KOH_OK ? add_cubes(f, &projects, &without, cubes) : status;
    for (size_t p = 0; p <= n && status == KOH_OK; p++) {
        for (size_t i = 0; p < n && i < size; i++) {
            persons[i] = newcomers->without[i] + newcomers->persons[p * size + i];
        }
        status = reckon(f, p < n ? persons : f->persons, &with);
        if (status == KOH_OK) {
            subtract(n + 1, p, &with, &without, cubes);
        }
    }
    return status;
}
