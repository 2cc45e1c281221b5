/* Shelf life: how long the figures of municipalities of this size have held.
 *
 * Method: the last year up to which, without a gap, at least 80 per cent of hindcasts of municipalities of the size
 * were within 10 per cent of what was registered, by age band; users and places have that of the ages that more than
 * half of the users are of, by the country's pattern of use, or that of all ages.
 * Source: T. Wilson, H. Brokensha, F. Rowe & L. Simpson (2018), Population Research and Policy Review 37, 137-155; the
 * hindcasts are those of data/national/shelf_life.csv (scripts/shelf_life.py).
 * Assumptions: the future is as hard to foresee as the years that the hindcasts were held against.
 * Limits: it is that of the method without what the plan itself says of migration: where the plan has flows, a
 * projection of its own or no migration, nothing is told. Users and places have the shelf life of their persons alone:
 * what changes coverage shortens it. */
#include "plan/shelf_life_priv.h"

#include <math.h>
#include <string.h>

#include "kohort/age_band.h"
#include "plan/chance_cells_priv.h"

#define SHELF_SHARE 0.8 /* of the municipalities: Wilson et al. 2018 */

/* The group of koh__planner_groups with these ages. */
static size_t group_at(int from, int to)
{
    size_t n, i = 0;
    const koh_planner_group *groups = koh__planner_groups(&n);
    while (i + 1 < n && (groups[i].from != from || groups[i].to != to)) {
        i++;
    }
    return i;
}

size_t koh__shelf_ruler(size_t n_age, const double *rates, const double *persons)
{
    static const struct {
        int from, to;             /* ages that the users are of */
        int group_from, group_to; /* those whose shelf life they then have */
    } rules[] = { { 0, 17, 6, 15 }, { 18, 66, 20, 66 }, { 67, 79, 67, 79 }, { 80, -1, 80, -1 } };
    double users[sizeof rules / sizeof rules[0]] = { 0 }, all = 0;
    for (size_t i = 0; i < 2 * n_age; i++) {
        size_t r = 0;
        while (rules[r].to >= 0 && (int) (i % n_age) > rules[r].to) {
            r++;
        }
        users[r] += rates[i] * persons[i];
        all += rates[i] * persons[i];
    }
    for (size_t r = 0; r < sizeof rules / sizeof rules[0]; r++) {
        if (users[r] > 0.5 * all) {
            return group_at(rules[r].group_from, rules[r].group_to);
        }
    }
    return group_at(0, -1);
}

/* The group of a planner group for so many persons, or NULL. */
static const koh_shelf_group *find(const koh_shelf_life *life, double persons, size_t group)
{
    for (size_t i = 0; i < life->n; i++) {
        const koh_shelf_group *here = &life->groups[i];
        if (persons >= here->from && persons < here->below && here->group == group) {
            return here;
        }
    }
    return NULL;
}

/* Years and years tried; NaN where the group is NULL. */
static void measure(const koh_shelf_group *group, double measures[KOH_SHELF_MEASURES])
{
    size_t years = 0, tried = 0;
    while (group != NULL && tried < KOH_SHELF_HORIZONS && !isnan(group->within[tried])) {
        years += years == tried && group->within[tried] >= SHELF_SHARE;
        tried++;
    }
    measures[KOH_SHELF_YEARS] = group == NULL ? (double) NAN : (double) years;
    measures[KOH_SHELF_TRIED] = group == NULL ? (double) NAN : (double) tried;
}

static int is_of_the_method(const koh_plan *plan)
{
    return plan->migration_method == KOH_MIGRATION_RESIDUAL && plan->flows == NULL && plan->projection == NULL;
}

static koh_status add_cube(koh_frame *f, const char *path, koh_axis axis, const double *measures)
{
    static const char *const names[] = { "years", "tried" };
    koh_cube *cube = koh__result_add(f->result, f->scenario,
                                     &(koh_cube){ .path = path,
                                                  .unit = "years",
                                                  .time = "1 January",
                                                  .n_axes = 2,
                                                  .axes = { axis, { "measure", KOH_SHELF_MEASURES, NULL, names } } });
    if (cube == NULL) {
        return KOH_ENOMEM;
    }
    memcpy(cube->value, measures, axis.n * KOH_SHELF_MEASURES * sizeof *measures);
    return f->result->draws.n > 0 ? koh__cells_certain(f, cube) : KOH_OK;
}

/* By age group, of those that were scored. */
static koh_status add_groups(koh_frame *f, double persons)
{
    const koh_shelf_life *life = f->inputs->shelf_life;
    size_t n_groups, n = 0;
    const koh_planner_group *groups = koh__planner_groups(&n_groups);
    const char **labels = KOH_TAKE(f->result->arena, n_groups, const char *);
    double *measures = KOH_TAKE(f->result->arena, n_groups * KOH_SHELF_MEASURES, double);
    for (size_t g = 0; labels != NULL && measures != NULL && g < n_groups; g++) {
        const koh_shelf_group *group = find(life, persons, g);
        if (group != NULL) {
            measure(group, measures + n * KOH_SHELF_MEASURES);
            labels[n++] = groups[g].label;
        }
    }
    return labels == NULL || measures == NULL
               ? KOH_ENOMEM
               : add_cube(f, "indicators/shelf_life", (koh_axis){ "age_band", n, NULL, labels }, measures);
}

/* By service, of the group that rules each. */
static koh_status add_services(koh_frame *f, double persons)
{
    const size_t n = f->services.n, size = 2 * f->n_age;
    size_t n_groups;
    const koh_planner_group *groups = koh__planner_groups(&n_groups);
    const char **rulers = KOH_TAKE(f->result->arena, n, const char *);
    double *measures = KOH_TAKE(f->result->arena, n * KOH_SHELF_MEASURES, double);
    for (size_t k = 0; rulers != NULL && measures != NULL && k < n; k++) {
        const size_t ruler = koh__shelf_ruler(f->n_age, f->patterns + k * size, f->persons);
        rulers[k] = groups[ruler].label;
        measure(find(f->inputs->shelf_life, persons, ruler), measures + k * KOH_SHELF_MEASURES);
    }
    f->scenario->shelf_rulers = rulers;
    return rulers == NULL || measures == NULL ? KOH_ENOMEM : add_cube(f, "demand/shelf_life", f->services, measures);
}

koh_status koh__model_shelf_life(koh_frame *f)
{
    const koh_shelf_life *life = f->inputs->shelf_life;
    const double persons = koh_age_sum(2 * f->n_age, f->persons, 0, -1);
    if (life->n == 0 || !is_of_the_method(f->plan)) {
        return KOH_OK;
    }
    const koh_status status = add_groups(f, persons);
    return status == KOH_OK ? add_services(f, persons) : status;
}
