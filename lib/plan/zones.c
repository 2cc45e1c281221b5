/* Persons by zone.
 *
 * Method: area/zone.c. In the base year the plan's counts are fitted to the register; then each zone takes the
 * municipality's step (proj/step.c) without moves, and moves are shared so that the zones sum to the municipality in
 * every sex, age and year. Newcomers of a housing project with a zone of this plan live there; those of others are
 * among all who come. Shown persons of single ages are whole: controlled rounding (num/round.c), year by year.
 * Assumptions and limits: those of area/zone.c; households that move within the municipality to a new dwelling stay
 * counted where they came from. */
#include <math.h>
#include <string.h>

#include "kohort/age_band.h"
#include "kohort/projection.h"
#include "num/round_priv.h"
#include "plan/area_priv.h"

static const char *const sexes[] = { "female", "male" };

/* Counts by zone may be of another day than the register; beyond this they are not of the same persons. */
#define AGREE 0.01 /* relative, an assumption: a year's growth */

/* What a projection of zones needs beside the frame. */
typedef struct walker {
    const koh_frame *f;
    const koh_plan_area *area;
    size_t n_zones, size; /* size: cells of a zone */
    double *without;      /* [n_zones][size] persons but those of projects with a zone, at the year */
    double *next, *whole; /* [n_zones][size], [size] */
    double attraction[KOH_ZONES_MAX];
    koh_proj_workspace *workspace;
} walker;

static const double *newcomers_of(const koh_frame *f, size_t project, size_t t)
{
    return f->newcomers->persons + (project * (f->n_steps + 1) + t) * 2 * f->n_age;
}

static size_t zone_of(const walker *w, size_t project)
{
    return project < w->area->n_projects ? w->area->project_zones[project] : w->n_zones;
}

/* The municipality without those whose dwelling stands in a known zone. */
static void take_whole(walker *w, size_t t)
{
    const koh_frame *f = w->f;
    memcpy(w->whole, f->persons + t * w->size, w->size * sizeof *w->whole);
    for (size_t p = 0; f->newcomers != NULL && p < f->newcomers->n; p++) {
        const double *own = newcomers_of(f, p, t);
        for (size_t i = 0; zone_of(w, p) < w->n_zones && i < w->size; i++) {
            w->whole[i] = fmax(w->whole[i] - own[i], 0);
        }
    }
}

/* Everybody, by zone. */
static void put_together(const walker *w, size_t t, double *persons)
{
    const koh_frame *f = w->f;
    memcpy(persons, w->without, w->n_zones * w->size * sizeof *persons);
    for (size_t p = 0; f->newcomers != NULL && p < f->newcomers->n; p++) {
        const double *own = newcomers_of(f, p, t);
        double *zone = persons + zone_of(w, p) * w->size;
        for (size_t i = 0; zone_of(w, p) < w->n_zones && i < w->size; i++) {
            zone[i] += own[i];
        }
    }
}

static koh_status warn_counts(koh_frame *f, const koh_zone_report *report)
{
    const koh_plan_area *area = f->plan->area;
    const koh_zone_count *count = &area->counts[report->count];
    const koh_warning where = { "zones_disagree", NULL, f->plan->id, f->plan->base_year, -1, -1 };
    if (report->residual <= AGREE || f->plan->based_on != NULL) {
        return KOH_OK;
    }
    return koh__result_warn(
        f->result, where,
        "zone '%s' counts %.6g persons of age %zu to %zu; beside the other zones and the register it "
        "has %.3g per cent more or fewer: the register is kept",
        area->zones[count->zone].id, count->persons, count->from, count->to, 100 * report->residual);
}

static koh_status start(walker *w, koh_frame *f)
{
    const koh_plan_area *area = w->area;
    koh_zone_report report = { 0 };
    take_whole(w, 0);
    const koh_zone_base base = { w->n_zones, f->n_age, w->whole, area->n_counts, area->counts };
    const koh_status status = koh_zone_spread(&base, f->error, &report, w->without);
    return status == KOH_OK ? warn_counts(f, &report) : status;
}

static koh_status take_year(walker *w, size_t t)
{
    const koh_frame *f = w->f;
    const koh_proj_year rates = { .survival = f->survival + t * w->size,
                                  .fertility = f->fertility + t * f->n_age,
                                  .boys_per_girl = f->inputs->nation.boys_per_girl };
    koh_status status = KOH_OK;
    for (size_t z = 0; z < w->n_zones && status == KOH_OK; z++) {
        const koh_quantity *attraction = w->area->zones[z].attraction;
        w->attraction[z] = attraction == NULL ? 1 : koh_quantity_at(attraction, f->years.numbers[t]);
        status =
            koh_proj_step(w->without + z * w->size, &rates, KOH_TIMING_END, w->workspace, w->next + z * w->size, NULL);
    }
    if (status == KOH_OK) {
        take_whole(w, t + 1);
        status = koh_zone_share(w->n_zones, w->size, w->whole, w->attraction, w->next);
    }
    memcpy(w->without, w->next, w->n_zones * w->size * sizeof *w->without);
    return status == KOH_ENOSOLUTION
               ? koh_error_set(
                     f->error, status,
                     "scenario '%s', %d: somebody moves in and no zone with persons has an attraction above 0",
                     f->plan->id, f->years.numbers[t])
               : status;
}

static koh_status walk(koh_frame *f, koh_zones *zones)
{
    const size_t size = 2 * f->n_age, cells = zones->n * size;
    double *scratch = KOH_TAKE(f->result->arena, 2 * cells + size, double);
    walker w = { .f = f, .area = f->plan->area, .n_zones = zones->n, .size = size, .without = scratch };
    koh_status status = scratch == NULL ? KOH_ENOMEM : koh_proj_workspace_new(f->n_age, &w.workspace);
    if (status == KOH_OK) {
        w.next = scratch + cells;
        w.whole = w.next + cells;
        status = start(&w, f);
    }
    for (size_t t = 0; t <= f->n_steps && status == KOH_OK; t++) {
        status = t > 0 ? take_year(&w, t - 1) : KOH_OK;
        put_together(&w, t, zones->persons + t * cells);
    }
    koh_proj_workspace_free(w.workspace);
    return status;
}

/* Rounds persons [n_zones][size] as a table with a row for every sex and age: fewer sums of zones than of cells make
 * short cycles. work [size][n_zones]. */
static koh_status round_year(const koh_round_table *table, koh_round_workspace *workspace, double *work,
                             double *persons)
{
    const size_t size = table->n_rows, n = table->n_columns;
    for (size_t i = 0; i < size; i++) {
        for (size_t z = 0; z < n; z++) {
            work[i * n + z] = persons[z * size + i];
        }
    }
    const koh_status status = koh__round_table(table, workspace, work);
    for (size_t i = 0; i < size && status == KOH_OK; i++) {
        for (size_t z = 0; z < n; z++) {
            persons[z * size + i] = work[i * n + z];
        }
    }
    return status;
}

/* The whole persons of an earlier scenario with the same people in the same zones, or NULL. */
static const koh_cube *rounded_before(const koh_frame *f, const koh_zones *zones)
{
    const size_t cells = (f->n_steps + 1) * zones->n * 2 * f->n_age;
    for (size_t s = 0; s < f->result->n_scenarios && &f->result->scenarios[s] != f->scenario; s++) {
        const koh_scenario_result *earlier = &f->result->scenarios[s];
        const koh_cube *cube = earlier->zone_persons == NULL ? NULL : koh__result_cube(earlier, "area/population");
        if (cube != NULL && koh_cube_size(cube) == cells && cube->axes[1].n == zones->n &&
            memcmp(earlier->zone_persons, zones->persons, cells * sizeof *zones->persons) == 0) {
            return cube;
        }
    }
    return NULL;
}

/* Whole persons of every sex and age, each year rounded by itself. */
koh_status koh__model_zone_counts(koh_frame *f, const koh_zones *zones)
{
    const koh_cube *population = koh__result_cube(f->scenario, "population");
    const koh_cube form = { .path = "area/population",
                            .unit = "persons",
                            .time = "1 January",
                            .n_axes = 4,
                            .axes = { f->years, zones->axis, { "sex", 2, NULL, sexes }, population->axes[2] } };
    const size_t size = 2 * f->n_age, cells = zones->n * size;
    koh_cube *cube = koh__result_add(f->result, f->scenario, &form);
    size_t *groups = KOH_TAKE(f->result->arena, size, size_t);
    double *work = KOH_TAKE(f->result->arena, cells, double);
    koh_round_workspace *workspace = NULL;
    if (cube == NULL || groups == NULL || work == NULL) {
        return KOH_ENOMEM;
    }
    const koh_cube *before = rounded_before(f, zones);
    f->scenario->zone_persons = zones->persons;
    if (before != NULL) {
        memcpy(cube->value, before->value, (f->n_steps + 1) * cells * sizeof *cube->value);
        return KOH_OK;
    }
    const koh_round_table table = { size, zones->n, 1, groups };
    koh_status status = koh__round_workspace_new(&table, &workspace);
    memcpy(cube->value, zones->persons, (f->n_steps + 1) * cells * sizeof *cube->value);
    for (size_t t = 0; t <= f->n_steps && status == KOH_OK; t++) {
        status = round_year(&table, workspace, work, cube->value + t * cells);
    }
    koh__round_workspace_free(workspace);
    return status;
}

/* Persons by the planners' groups, not rounded. */
static koh_status add_groups(koh_frame *f, koh_zones *zones)
{
    size_t n;
    const koh_planner_group *groups = koh__planner_groups(&n);
    const koh_cube *persons = koh__result_cube(f->scenario, "indicators/persons");
    koh_cube *cube = koh__result_add(f->result, f->scenario,
                                     &(koh_cube){ .path = "area/persons",
                                                  .unit = "persons",
                                                  .time = "1 January",
                                                  .n_axes = 3,
                                                  .axes = { f->years, zones->axis, persons->axes[1] } });
    for (size_t i = 0; cube != NULL && i < koh_cube_size(cube); i++) {
        const double *cells = zones->persons + i / n * 2 * f->n_age;
        cube->value[i] = koh_age_sum(f->n_age, cells, groups[i % n].from, groups[i % n].to) +
                         koh_age_sum(f->n_age, cells + f->n_age, groups[i % n].from, groups[i % n].to);
    }
    zones->people = cube;
    return cube == NULL ? KOH_ENOMEM : KOH_OK;
}

koh_status koh__model_zones(koh_frame *f, koh_zones *zones)
{
    const koh_plan_area *area = f->plan->area;
    const size_t n = area->n_zones;
    const char **ids = KOH_TAKE(f->result->arena, n, const char *);
    double *persons = KOH_TAKE(f->result->arena, (f->n_steps + 1) * n * 2 * f->n_age, double);
    for (size_t z = 0; ids != NULL && z < n; z++) {
        ids[z] = area->zones[z].id;
    }
    *zones = (koh_zones){ .n = n, .axis = { "zone", n, NULL, ids }, .persons = persons };
    koh_status status = persons == NULL || ids == NULL ? KOH_ENOMEM : walk(f, zones);
    return status == KOH_OK ? add_groups(f, zones) : status;
}
