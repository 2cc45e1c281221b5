/* Draws through the whole chain: chance and uncertain net migration in the population, ranges of the plan's figures,
 * the chance of who is a user, and everything that follows from them draw by draw.
 *
 * Method: the population of every draw is that of drawn.c, with the ranges of the plan's own fertility, mortality and
 * migration; users, places, staff and the rest are reckoned for it with a copy of the plan whose figures are varied
 * (vary.c), each thread having its own copy.
 * Source: Statistics Norway, Discussion Papers 999 (2023) for the principle.
 * Limits: those of drawn.c, vary.c and users.c; a figure without a range is certain. */
#include <stdlib.h>
#include <string.h>

#include "num/parallel_priv.h"
#include "plan/area_priv.h"
#include "plan/drawn_priv.h"
#include "plan/follow_priv.h"

enum { DRAWS_OF_A_TASK = 16 };

static koh_status draw_population(koh_chance *c)
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
    if (status == KOH_OK && f->plan->uncertainty.population == KOH_DRAWN_CHANCE) {
        memset(c->level, 0, c->draws->n * f->n_steps * sizeof *c->level);
    }
    if (status == KOH_OK) {
        for (size_t i = 0; i < c->draws->n * f->n_steps; i++) {
            c->moved[i / f->n_steps] += i % f->n_steps < koh__spread_step(f->plan) ? c->level[i] : 0;
        }
        koh__population_vary(c);
        input.fertility_factor = c->fertility;
        input.mortality_index = c->mortality;
        status = koh_ensemble_workspace_new(&size, &workspace);
    }
    if (status == KOH_OK) {
        status = koh_ensemble_run(&input, &options, workspace, f->error, &output);
    }
    koh_ensemble_workspace_free(workspace);
    return status == KOH_WCAPPED ? KOH_OK : status;
}

koh_status koh__follow(const koh_frame *plain, const koh_plan *plan, const double *persons, const koh_users_draw *users,
                       koh_arena *arena, koh_scenario_result **scenario)
{
    koh_result *result = KOH_TAKE(arena, 1, koh_result);
    *scenario = KOH_TAKE(arena, 1, koh_scenario_result);
    if (result == NULL || *scenario == NULL) {
        return KOH_ENOMEM;
    }
    *result = *plain->result;
    result->arena = arena;
    result->n_warnings = result->size_warnings = 0;
    result->warnings = NULL;
    (*scenario)->plan = plan;
    koh_frame frame = *plain;
    frame.plan = plan;
    frame.result = result;
    frame.scenario = *scenario;
    frame.error = NULL;
    frame.persons = persons;
    frame.users_draw = users;
    const koh_status status = koh__model_follow(&frame);
    return status == KOH_OK && frame.zone_split != NULL ? koh__model_area_drawn(&frame) : status;
}

/* The cells of what follows, one cube behind the other, to row d of the values. */
static koh_status keep(const koh_chance *c, size_t d, const koh_scenario_result *scenario)
{
    size_t at = 0;
    for (size_t i = 0; i < scenario->n_cubes; i++) {
        const size_t size = koh_cube_size(&scenario->cubes[i]);
        if (at + size > c->n_cells) {
            return KOH_EINTERNAL;
        }
        memcpy(c->value + d * c->n_cells + at, scenario->cubes[i].value, size * sizeof *c->value);
        at += size;
    }
    return at == c->n_cells ? KOH_OK : KOH_EINTERNAL;
}

/* The persons [DRAWS_OF_A_TASK][n_steps + 1][2][n_age] of draws from `first`. */
static void gather(const koh_chance *c, size_t first, double *persons)
{
    const size_t n = c->draws->n, cells = (c->frame->n_steps + 1) * 2 * c->frame->n_age;
    const size_t count = n - first < DRAWS_OF_A_TASK ? n - first : DRAWS_OF_A_TASK;
    for (size_t i = 0; i < cells; i++) {
        for (size_t d = 0; d < count; d++) {
            persons[d * cells + i] = c->persons != NULL ? c->persons[i * n + first + d] : c->frame->persons[i];
        }
    }
}

/* Everything after the population for one draw, whose persons are [n_steps + 1][2][n_age]. */
static koh_status follow_draw(const koh_chance *c, size_t d, size_t thread, const double *persons)
{
    const koh_frame *f = c->frame;
    const koh_plan *plan = c->copies != NULL ? c->copies[thread] : f->plan;
    const koh_users_draw users = { c->draws->seed, (uint32_t) d, f->plan->uncertainty.users_certain };
    koh_arena *arena = c->arenas[thread];
    koh_scenario_result *scenario;
    koh_status status = koh__arena_clear(arena);
    if (status != KOH_OK) {
        return status;
    }
    if (c->copies != NULL) {
        koh__plan_vary(f->plan, c->prob + d * f->plan->uncertainty.n_causes, plan);
    }
    status = koh__follow(f, plan, persons, &users, arena, &scenario);
    return status == KOH_OK ? keep(c, d, scenario) : status;
}

static void follow_task(void *context, size_t task, size_t thread)
{
    const koh_chance *c = context;
    const size_t cells = (c->frame->n_steps + 1) * 2 * c->frame->n_age;
    double *persons = c->gathered + thread * DRAWS_OF_A_TASK * cells;
    const koh_result *result = c->frame->result;
    const size_t first = task * DRAWS_OF_A_TASK;
    if (koh__result_tell(result, (size_t) (c->frame->scenario - result->scenarios),
                         (double) first / (double) c->draws->n) != 0) {
        c->status[first] = KOH_ECANCELLED;
        return;
    }
    gather(c, first, persons);
    for (size_t d = first; d < c->draws->n && d < first + DRAWS_OF_A_TASK; d++) {
        c->status[d] = follow_draw(c, d, thread, persons + (d - first) * cells);
    }
}

static int varies(const koh_quantity *quantity)
{
    return quantity != NULL && quantity->range != NULL;
}

/* Bytes that the draws take. */
static double bytes_of(const koh_chance *c)
{
    const double n = (double) c->draws->n, steps = (double) c->frame->n_steps, ages = (double) c->frame->n_age;
    return n * (8.0 * (double) c->n_cells + 8.0 * (steps + 1) * ages + (44.0 + 16.0) * steps +
                8.0 * (double) c->frame->plan->uncertainty.n_causes);
}

static koh_status take_population(koh_chance *c)
{
    const koh_plan *plan = c->frame->plan;
    const size_t n = c->draws->n, steps = c->frame->n_steps;
    const int fertility = varies(plan->fertility_level) || varies(plan->fertility_tfr);
    c->persons = KOH_NEW((steps + 1) * 2 * c->frame->n_age * n, int32_t);
    c->components = KOH_NEW(steps * KOH_ENSEMBLE_COMPONENTS * n, int32_t);
    c->level = KOH_NEW(n * steps, double);
    c->moved = KOH_NEW(n, double);
    c->fertility = fertility ? KOH_NEW(n * steps, double) : NULL;
    c->mortality = varies(plan->mortality_level) ? KOH_NEW(n * steps, double) : NULL;
    return c->persons == NULL || c->components == NULL || c->level == NULL || c->moved == NULL ||
                   (fertility && c->fertility == NULL) || (varies(plan->mortality_level) && c->mortality == NULL)
               ? KOH_ENOMEM
               : KOH_OK;
}

static koh_status take_room(koh_chance *c)
{
    const koh_frame *f = c->frame;
    const size_t n = c->draws->n;
    const double most = 4.0 * 1024 * 1024 * 1024; /* bytes: more than that is not for a run of one municipality */
    for (size_t k = f->n_population_cubes; k < f->scenario->n_cubes; k++) {
        c->n_cells += koh_cube_size(&f->scenario->cubes[k]);
    }
    if (bytes_of(c) > most) {
        return koh_error_set(f->error, KOH_ELIMIT,
                             "%zu draws would take %.1f GiB of memory; at most %.0f GiB are taken", n,
                             bytes_of(c) / (1024.0 * 1024 * 1024), most / (1024.0 * 1024 * 1024));
    }
    c->value = KOH_NEW(n * c->n_cells, double);
    c->status = KOH_NEW(n, koh_status);
    c->prob = KOH_NEW(n * f->plan->uncertainty.n_causes + 1, double);
    c->gathered = KOH_NEW(c->draws->threads * DRAWS_OF_A_TASK * (f->n_steps + 1) * 2 * f->n_age, double);
    c->arenas = KOH_NEW(c->draws->threads, koh_arena *);
    for (size_t i = 0; c->arenas != NULL && i < c->draws->threads; i++) {
        c->arenas[i] = koh__arena_new();
        if (c->arenas[i] == NULL) {
            return KOH_ENOMEM;
        }
    }
    if (c->value == NULL || c->status == NULL || c->prob == NULL || c->gathered == NULL || c->arenas == NULL) {
        return KOH_ENOMEM;
    }
    return f->plan->uncertainty.population == KOH_DRAWN_NONE ? KOH_OK : take_population(c);
}

/* The copies of the frame's plan, and where each draw has its ranges. */
static koh_status draw_ranges(koh_chance *c)
{
    const koh_plan *plan = c->frame->plan;
    const size_t n_causes = plan->uncertainty.n_causes;
    koh_arena *arena = c->frame->result->arena;
    if (n_causes == 0) {
        return KOH_OK;
    }
    double *work = KOH_TAKE(arena, n_causes, double);
    c->copies = KOH_TAKE(arena, c->draws->threads, const koh_plan *);
    if (work == NULL || c->copies == NULL) {
        return KOH_ENOMEM;
    }
    const size_t number = (size_t) (c->frame->scenario - c->frame->result->scenarios);
    for (size_t i = 0; i < c->draws->threads; i++) {
        if (c->draws->copies == NULL || number >= c->draws->n_plans) {
            return koh_error_set(c->frame->error, KOH_EINTERNAL, "the plan has ranges, and no copy to draw them into");
        }
        c->copies[i] = &c->draws->copies[i][number];
    }
    for (size_t d = 0; d < c->draws->n; d++) {
        koh__causes_draw(plan, c->draws, d, work, c->prob + d * n_causes);
    }
    return KOH_OK;
}

/* Says so where nothing but chance is drawn. */
static koh_status note(koh_frame *f)
{
    return f->plan->uncertainty.n_causes > 0 || f->plan->based_on != NULL
               ? KOH_OK
               : koh__result_warn(
                     f->result, (koh_warning){ "only_chance", NULL, f->plan->id, KOH_YEAR_NONE, -1, -1 },
                     "no figure of the plan has a range: the draws hold chance and uncertain migration, and no more");
}

koh_status koh__model_draws(koh_frame *f, const koh_draws *draws)
{
    koh_chance c = { .frame = f, .draws = draws };
    koh_status status = take_room(&c);
    if (status == KOH_OK) {
        status = draw_ranges(&c);
    }
    if (status == KOH_OK && c.persons != NULL) {
        status = draw_population(&c);
    }
    if (status == KOH_OK) {
        koh__parallel((draws->n + DRAWS_OF_A_TASK - 1) / DRAWS_OF_A_TASK, draws->threads, follow_task, &c);
    }
    for (size_t d = 0; status == KOH_OK && d < draws->n; d++) {
        status = c.status[d];
    }
    if (status == KOH_OK) {
        status = koh__chance_summarise(&c);
    }
    if (status == KOH_OK && f->scenario == f->result->scenarios) {
        status = koh__chance_attribute(&c);
    }
    if (status == KOH_OK) {
        status = note(f);
    }
    for (size_t i = 0; c.arenas != NULL && i < draws->threads; i++) {
        koh__arena_free(c.arenas[i]);
    }
    koh__free(c.arenas);
    koh__free(c.gathered);
    koh__free(c.persons);
    koh__free(c.components);
    koh__free(c.level);
    koh__free(c.moved);
    koh__free(c.fertility);
    koh__free(c.mortality);
    koh__free(c.value);
    koh__free(c.status);
    koh__free(c.prob);
    return status;
}
