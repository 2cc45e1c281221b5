/* Sources of spread.
 *
 * Method: every source of uncertainty is a group of inputs: the causes of ranges by a quasi-random number each, and as
 * groups of their own the level of net migration, the chance of the population and the chance of users, each of which
 * is a function of the draw's number. The model is reckoned at two independent sets of inputs and, for each group, at
 * the first with that group taken from the second; shares of the variance follow (num/sobol.c). The ends of each range,
 * one group at a time and all else as the plan has it, give the tornado. Source: A. Saltelli et al. (2008), Global
 * Sensitivity Analysis: The Primer, sections 1.2.6 and 4.6. Assumptions: groups are independent, so correlated causes
 * are one group. Limits: key figures of one year; interactions show only as total less first order. */
#include "plan/sensitivity_priv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "num/parallel_priv.h"
#include "plan/drawn_priv.h"
#include "plan/follow_priv.h"

enum { DRAWS_OF_A_TASK = 16 };

/* Where a set of inputs takes each source from: the first or the second half of the draws. */
typedef struct mixture {
    size_t group; /* that is taken from the other half; n_groups = none */
    size_t half;  /* of all else */
} mixture;

typedef struct sweep {
    koh_frame *frame;
    koh_draws draws;
    const koh_plan **copies;
    koh_decomposition *out;
    size_t group_of[KOH_SOBOL_DIMENSIONS]; /* of each cause */
    double *point;                         /* [n][2 n_causes] independent uniforms of both halves */
    double *level;                         /* [2 n][n_steps] of net migration */
    double *prob;                          /* [n][n_causes] of the present mixture */
    int32_t *persons; /* [n_steps + 1][2][n_age][n] of the present mixture; NULL = the plain run's */
    int32_t *components;
    koh_ensemble_workspace *workspace;
    size_t users_from; /* number of the present mixture's first draw of users */
    double *value;     /* [n_figures][n] of the present mixture */
    koh_status *status;
} sweep;

const koh_spread_figure *koh__spread_figures(size_t *n)
{
    static const koh_spread_figure figures[] = {
        { "population", "indicators/persons", "all", { "folkemengden", "folkemengda", "the population" } },
        { "population_80plus",
          "indicators/persons",
          "80+",
          { "personer 80 år og over", "personar 80 år og over", "persons of 80 and over" } },
        { "users_home_services",
          "demand/users",
          "home_services",
          { "brukere av hjemmetjenester", "brukarar av heimetenester", "users of home services" } },
        { "places_needed_institution",
          "capacity/need",
          "institution",
          { "behovet for institusjonsplasser", "behovet for institusjonsplassar", "institution places needed" } },
        { "places_needed_staffed_housing_24h",
          "capacity/need",
          "staffed_housing_24h",
          { "behovet for boliger med heldøgns bemanning", "behovet for bustader med heildøgns bemanning",
            "dwellings with round-the-clock staff needed" } },
        { "fte", "demand/fte_by_area", "total", { "årsverk", "årsverk", "full-time equivalents" } },
        { "gross_running_cost",
          "economy/total",
          "gross",
          { "brutto driftsutgifter", "brutto driftsutgifter", "gross running cost" } },
    };
    *n = sizeof figures / sizeof figures[0];
    return figures;
}

/* A figure of a scenario at year index t; NaN where there is none. */
static double figure_at(const koh_scenario_result *scenario, const koh_spread_figure *figure, size_t t)
{
    const koh_cube *cube = koh__result_cube(scenario, figure->path);
    const size_t i =
        cube == NULL || cube->n_axes != 2 ? (size_t) -1 : koh_axis_find_label(&cube->axes[1], figure->label);
    return i == (size_t) -1 || t >= cube->axes[0].n ? (double) NAN : cube->value[t * cube->axes[1].n + i];
}

static koh_status add_source(sweep *s, koh_source_kind kind, const char *id)
{
    if (s->out->n_sources == KOH_SENSITIVITY_GROUPS) {
        return koh_error_set(s->frame->error, KOH_ELIMIT,
                             "more than %d sources of uncertainty; let ranges share causes", KOH_SENSITIVITY_GROUPS);
    }
    s->out->sources[s->out->n_sources++] = (koh_source){ kind, id };
    return KOH_OK;
}

static koh_status find_sources(sweep *s)
{
    const koh_plan_uncertainty *u = &s->frame->plan->uncertainty;
    size_t tied = KOH_SENSITIVITY_GROUPS;
    koh_status status = KOH_OK;
    if (2 * u->n_causes > KOH_SOBOL_DIMENSIONS) {
        return koh_error_set(s->frame->error, KOH_ELIMIT,
                             "the plan's ranges have %zu causes; at most %d are told apart", u->n_causes,
                             KOH_SOBOL_DIMENSIONS / 2);
    }
    for (size_t i = 0; status == KOH_OK && i < u->n_causes; i++) {
        if (!koh__cause_is_tied(u, i) || tied == KOH_SENSITIVITY_GROUPS) {
            s->group_of[i] = s->out->n_sources;
            tied = koh__cause_is_tied(u, i) ? s->group_of[i] : tied;
            status = add_source(s, KOH_SOURCE_RANGES, u->causes[i].id);
            continue;
        }
        koh_source *together = &s->out->sources[tied];
        s->group_of[i] = tied;
        together->id = koh__arena_format(s->frame->result->arena, "%s + %s", together->id, u->causes[i].id);
        status = together->id == NULL ? KOH_ENOMEM : KOH_OK;
    }
    if (status == KOH_OK && u->population == KOH_DRAWN_ALL) {
        status = add_source(s, KOH_SOURCE_MIGRATION, "net_migration");
    }
    if (status == KOH_OK && u->population != KOH_DRAWN_NONE) {
        status = add_source(s, KOH_SOURCE_POPULATION, "chance_of_population");
    }
    if (status == KOH_OK && !u->users_certain) {
        status = add_source(s, KOH_SOURCE_USERS, "chance_of_users");
    }
    return status;
}

/* The half that a mixture takes a group from. */
static size_t half_of(const mixture *m, size_t group)
{
    return group == m->group ? 1 - m->half : m->half;
}

static size_t half_of_kind(const sweep *s, const mixture *m, koh_source_kind kind)
{
    size_t half = m->half;
    for (size_t g = 0; g < s->out->n_sources; g++) {
        half = s->out->sources[g].kind == kind ? half_of(m, g) : half;
    }
    return half;
}

static void mix_ranges(sweep *s, const mixture *m)
{
    const koh_plan_uncertainty *u = &s->frame->plan->uncertainty;
    double work[KOH_SOBOL_DIMENSIONS];
    for (size_t d = 0; d < s->draws.n; d++) {
        double *prob = s->prob + d * u->n_causes;
        for (size_t i = 0; i < u->n_causes; i++) {
            prob[i] = s->point[d * 2 * u->n_causes + half_of(m, s->group_of[i]) * u->n_causes + i];
        }
        koh__causes_correlate(u, work, prob);
    }
}

static int varies(const koh_quantity *quantity)
{
    return quantity != NULL && quantity->range != NULL;
}

/* Must the population be drawn again for a mixture, after the first? */
static int changes_persons(const sweep *s, const mixture *m)
{
    const koh_plan *plan = s->frame->plan;
    const koh_quantity *of_population[] = { plan->fertility_level, plan->fertility_tfr, plan->mortality_level,
                                            plan->migration_net, plan->migration_extra };
    int changes = 0;
    for (size_t i = 0; i < sizeof of_population / sizeof of_population[0]; i++) {
        changes |= varies(of_population[i]);
    }
    const koh_source_kind kind = m->group < s->out->n_sources ? s->out->sources[m->group].kind : KOH_SOURCE_MIGRATION;
    return kind == KOH_SOURCE_MIGRATION || kind == KOH_SOURCE_POPULATION || (kind == KOH_SOURCE_RANGES && changes);
}

static koh_status draw_persons(sweep *s, const mixture *m, const koh_ensemble_input *drawn)
{
    const koh_plan *plan = s->frame->plan;
    const size_t n = s->draws.n, steps = s->frame->n_steps;
    const int fertility = varies(plan->fertility_level) || varies(plan->fertility_tfr);
    koh_chance c = { .frame = s->frame, .draws = &s->draws, .copies = s->copies, .prob = s->prob };
    koh_ensemble_input input = *drawn;
    koh_ensemble_options options = koh_ensemble_options_defaults();
    koh_ensemble_output output = { .population = s->persons };
    c.level = KOH_NEW(n * steps, double);
    c.fertility = fertility ? KOH_NEW(n * steps, double) : NULL;
    c.mortality = varies(plan->mortality_level) ? KOH_NEW(n * steps, double) : NULL;
    koh_status status =
        c.level == NULL || (fertility && c.fertility == NULL) || (varies(plan->mortality_level) && c.mortality == NULL)
            ? KOH_ENOMEM
            : KOH_OK;
    if (status == KOH_OK) {
        const double *level = s->level + half_of_kind(s, m, KOH_SOURCE_MIGRATION) * n * steps;
        memcpy(c.level, level, plan->uncertainty.population == KOH_DRAWN_ALL ? n * steps * sizeof *level : 0);
        koh__population_vary(&c);
        input.net_level = c.level;
        input.fertility_factor = c.fertility;
        input.mortality_index = c.mortality;
        options.n_draws = n;
        options.seed = s->draws.seed;
        options.first_draw = half_of_kind(s, m, KOH_SOURCE_POPULATION) * n;
        status = koh_ensemble_run(&input, &options, s->workspace, s->frame->error, &output);
    }
    koh__free(c.level);
    koh__free(c.fertility);
    koh__free(c.mortality);
    return status == KOH_WCAPPED ? KOH_OK : status;
}

/* The frame up to the year asked for: what comes later need not be reckoned. */
static koh_frame shorter(const koh_frame *f, size_t steps)
{
    koh_frame frame = *f;
    frame.n_steps = steps;
    frame.years.n = steps + 1;
    frame.intervals.n = steps;
    return frame;
}

static size_t last_step(const sweep *s)
{
    return (size_t) (s->out->year - s->frame->plan->base_year);
}

/* The figures of one plan and population, value[k * stride]. */
static koh_status reckon(const sweep *s, const koh_plan *plan, const double *persons, const koh_users_draw *users,
                         size_t stride, double *value)
{
    const koh_frame frame = shorter(s->frame, last_step(s));
    koh_arena *arena = koh__arena_new();
    koh_scenario_result *scenario;
    koh_status status = arena == NULL ? KOH_ENOMEM : koh__follow(&frame, plan, persons, users, arena, &scenario);
    for (size_t k = 0; status == KOH_OK && k < s->out->n_figures; k++) {
        value[k * stride] = figure_at(scenario, s->out->figures[k].figure, last_step(s));
    }
    koh__arena_free(arena);
    return status;
}

static koh_status reckon_draw(const sweep *s, size_t d, size_t thread)
{
    const koh_plan *plan = s->frame->plan;
    const koh_users_draw users = { .seed = s->draws.seed, .draw = (uint32_t) (s->users_from + d) };
    const size_t cells = (last_step(s) + 1) * 2 * s->frame->n_age, n = s->draws.n;
    double *persons = KOH_NEW(cells, double);
    koh_status status = persons == NULL ? KOH_ENOMEM : KOH_OK;
    if (status == KOH_OK) {
        for (size_t i = 0; i < cells; i++) {
            persons[i] = s->persons != NULL ? s->persons[i * n + d] : s->frame->persons[i];
        }
        if (s->copies != NULL) {
            koh__plan_vary(plan, s->prob + d * plan->uncertainty.n_causes, s->copies[thread]);
        }
        status = reckon(s, s->copies != NULL ? s->copies[thread] : plan, persons,
                        plan->uncertainty.users_certain ? NULL : &users, n, s->value + d);
    }
    koh__free(persons);
    return status;
}

static void reckon_task(void *context, size_t task, size_t thread)
{
    const sweep *s = context;
    for (size_t d = task * DRAWS_OF_A_TASK; d < s->draws.n && d < (task + 1) * DRAWS_OF_A_TASK; d++) {
        s->status[d] = reckon_draw(s, d, thread);
    }
}

/* All draws of a mixture, to value [n_figures][n]. */
static koh_status reckon_mixture(sweep *s, const mixture *m, const koh_ensemble_input *drawn, double *value)
{
    koh_status status = KOH_OK;
    mix_ranges(s, m);
    if (s->persons != NULL && changes_persons(s, m)) {
        status = draw_persons(s, m, drawn);
    }
    s->users_from = half_of_kind(s, m, KOH_SOURCE_USERS) * s->draws.n;
    s->value = value;
    if (status == KOH_OK) {
        koh__parallel((s->draws.n + DRAWS_OF_A_TASK - 1) / DRAWS_OF_A_TASK, s->draws.threads, reckon_task, s);
    }
    for (size_t d = 0; status == KOH_OK && d < s->draws.n; d++) {
        status = s->status[d];
    }
    return status;
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *) a, y = *(const double *) b;
    return (x > y) - (x < y);
}

/* Shares and percentiles of figure k out of values [n_sources + 2][n_figures][n]. room [(n_sources + 2) n]. */
static void decompose(const sweep *s, size_t k, const double *values, double *room)
{
    const size_t n = s->draws.n, n_figures = s->out->n_figures, groups = s->out->n_sources;
    koh_figure_spread *f = &s->out->figures[k];
    koh_sobol_indices indices = { .first = f->first, .total = f->total };
    for (size_t j = 0; j < groups + 2; j++) {
        memcpy(room + j * n, values + (j * n_figures + k) * n, n * sizeof *room);
    }
    if (koh_sobol_compute(n, groups, room, room + n, room + 2 * n, &indices) != KOH_OK) {
        f->mean = f->variance = f->low = f->high = NAN;
        for (size_t g = 0; g < groups; g++) {
            f->first[g] = f->total[g] = NAN;
        }
        return;
    }
    f->mean = indices.mean;
    f->variance = indices.variance;
    qsort(room, 2 * n, sizeof *room, ascending);
    f->low = room[(size_t) (0.1 * (double) (2 * n - 1))];
    f->high = room[(size_t) (0.9 * (double) (2 * n - 1))];
}

/* Each group of ranges at its ends, all else as the plan has it. */
static koh_status turn_ranges(sweep *s)
{
    static const double ends[] = { 0.1, 0.9 };
    const koh_plan *plan = s->frame->plan;
    double prob[KOH_SOBOL_DIMENSIONS], value[KOH_SENSITIVITY_FIGURES];
    koh_status status = KOH_OK;
    for (size_t g = 0; g < 2 * s->out->n_sources && status == KOH_OK; g++) {
        const int is_range = s->copies != NULL && s->out->sources[g / 2].kind == KOH_SOURCE_RANGES;
        for (size_t k = 0; k < s->out->n_figures; k++) {
            value[k] = NAN;
        }
        for (size_t i = 0; is_range && i < plan->uncertainty.n_causes; i++) {
            prob[i] = s->group_of[i] == g / 2 ? ends[g % 2] : (double) NAN;
        }
        if (is_range) {
            koh_frame varied;
            koh__plan_vary(plan, prob, s->copies[0]);
            status =
                koh__plan_population(s->copies[0], s->frame->inputs, s->frame->result->arena, s->frame->error, &varied);
            status = status == KOH_OK ? reckon(s, s->copies[0], varied.persons, NULL, 1, value) : status;
        }
        for (size_t k = 0; k < s->out->n_figures; k++) {
            *(g % 2 == 0 ? &s->out->figures[k].down[g / 2] : &s->out->figures[k].up[g / 2]) = value[k];
        }
    }
    return status;
}

/* Both halves, then each group exchanged. The population of the first half is drawn last again where it was changed. */
static koh_status sweep_all(sweep *s, const koh_ensemble_input *drawn)
{
    const size_t groups = s->out->n_sources, size = s->out->n_figures * s->draws.n;
    double *values = KOH_NEW((groups + 2) * size, double), *room = KOH_NEW((groups + 2) * s->draws.n, double);
    koh_status status = values == NULL || room == NULL ? KOH_ENOMEM : KOH_OK;
    for (size_t j = 0; status == KOH_OK && j < groups + 2; j++) {
        /* the second half first, so that the first half's population stands for the groups that leave it alone */
        const size_t row = j == 0 ? 1 : j == 1 ? 0 : j;
        const mixture m = { row < 2 ? groups : row - 2, row == 1 ? 1 : 0 };
        const mixture first = { groups, 0 };
        status = reckon_mixture(s, &m, drawn, values + row * size);
        if (status == KOH_OK && row >= 2 && s->persons != NULL && changes_persons(s, &m)) {
            mix_ranges(s, &first);
            status = draw_persons(s, &first, drawn);
        }
    }
    for (size_t k = 0; status == KOH_OK && k < s->out->n_figures; k++) {
        decompose(s, k, values, room);
    }
    koh__free(values);
    koh__free(room);
    return status;
}

static koh_status prepare(sweep *s, koh_ensemble_input *drawn)
{
    const koh_frame *f = s->frame;
    const koh_plan_uncertainty *u = &f->plan->uncertainty;
    const size_t n = s->draws.n, steps = f->n_steps;
    koh_arena *arena = f->result->arena;
    const koh_draws both = { .n = 2 * n, .threads = s->draws.threads, .seed = s->draws.seed };
    const koh_ensemble_size size = { .n_age = f->n_age, .n_steps = steps, .n_threads = s->draws.threads };
    const size_t dimensions = u->n_causes > 0 ? 2 * u->n_causes : 1;
    void *work = koh__arena_take(arena, koh_sobol_bytes(dimensions), 1);
    s->point = KOH_NEW(n * dimensions, double);
    s->prob = KOH_NEW(n * dimensions, double);
    s->status = KOH_NEW(n, koh_status);
    koh_status status = work == NULL || s->point == NULL || s->prob == NULL || s->status == NULL
                            ? KOH_ENOMEM
                            : koh_sobol_points(n, dimensions, s->draws.seed, work, s->point);
    if (status == KOH_OK && u->population != KOH_DRAWN_NONE) {
        s->level = KOH_NEW(2 * n * steps, double);
        s->persons = KOH_NEW((steps + 1) * 2 * f->n_age * n, int32_t);
        status = s->level == NULL || s->persons == NULL ? KOH_ENOMEM : koh__drawn_input(f, &both, s->level, drawn);
        status = status == KOH_OK ? koh_ensemble_workspace_new(&size, &s->workspace) : status;
    }
    return status;
}

/* The plain run up to the staff that the register is held against, and its figures. */
static koh_status run_plain(koh_frame *f, koh_decomposition *out)
{
    size_t n;
    const koh_spread_figure *figures = koh__spread_figures(&n);
    koh_status status = koh__service_patterns(f);
    if (status == KOH_OK) {
        f->n_population_cubes = f->scenario->n_cubes;
        status = koh__model_follow(f);
    }
    for (size_t k = 0; status == KOH_OK && k < n; k++) {
        const double plain = figure_at(f->scenario, &figures[k], (size_t) (out->year - f->plan->base_year));
        if (!isnan(plain)) {
            const koh_cube *cube = koh__result_cube(f->scenario, figures[k].path);
            out->figures[out->n_figures++] =
                (koh_figure_spread){ .figure = &figures[k], .unit = cube->unit, .plain = plain };
        }
    }
    return status;
}

koh_status koh__sensitivity(const koh_plan *plan, koh_result *result, koh_error *error, koh_decomposition *out)
{
    koh_frame frame;
    koh_ensemble_input drawn = { 0 };
    sweep s = { .frame = &frame, .draws = result->draws, .out = out };
    *out = (koh_decomposition){ .n_draws = result->draws.n };
    out->year = plan->base_year + (int) koh__spread_step(plan);
    koh_status status = koh__plan_population(plan, result->inputs, result->arena, error, &frame);
    status = status == KOH_OK ? run_plain(&frame, out) : status;
    status = status == KOH_OK ? find_sources(&s) : status;
    if (status == KOH_OK && plan->uncertainty.n_causes > 0) {
        s.copies = KOH_TAKE(result->arena, s.draws.threads, const koh_plan *);
        for (size_t i = 0; s.copies != NULL && i < s.draws.threads; i++) {
            s.copies[i] = &s.draws.copies[i][0];
        }
        status = s.copies == NULL ? KOH_ENOMEM : KOH_OK;
    }
    status = status == KOH_OK ? prepare(&s, &drawn) : status;
    status = status == KOH_OK ? turn_ranges(&s) : status;
    status = status == KOH_OK ? sweep_all(&s, &drawn) : status;
    koh_ensemble_workspace_free(s.workspace);
    koh__free(s.point);
    koh__free(s.prob);
    koh__free(s.status);
    koh__free(s.level);
    koh__free(s.persons);
    return status == KOH_ENOMEM ? koh_error_set(error, status, "out of memory") : status;
}
