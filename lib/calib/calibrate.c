/* The joint calibration: estimates, then one run of all municipalities together.
 *
 * Method: residual.c, level.c, pattern.c and nation.c estimate; then in every step all municipalities age, the country
 * is summed, and what each owes to the others (the mean deviation of each cell, the mean level) goes into the nation's
 * arrays, with which net.c projects each. One municipality is so reproduced without the others.
 * Source: docs/accuracy.md. Limits: the arrays hold for the reference; under other national paths the mean deviation is
 * that of the reference. */
#include "kohort/calibrate.h"

#include <math.h>
#include <string.h>

#include "base/memory_priv.h"
#include "calib/level_priv.h"
#include "calib/nation_priv.h"
#include "calib/pattern_priv.h"
#include "calib/spread_priv.h"
#include "calib/survival_priv.h"

/* All municipalities at one step; [region][2][n_age] where not said otherwise. */
typedef struct joint {
    size_t n_regions, n_age;
    double *now, *next, *aged;
    double *persons;   /* [region] at the start of the step */
    double *deviation; /* [region][group] */
} joint;

static koh_status joint_new(const koh_calib_input *input, joint *all)
{
    const size_t n = input->n_regions, size = 2 * input->regions[0].n_age;
    *all = (joint){ .n_regions = n, .n_age = input->regions[0].n_age };
    all->now = koh__new(n, size * sizeof(double));
    all->next = koh__new(n, size * sizeof(double));
    all->aged = koh__new(n, size * sizeof(double));
    all->persons = KOH_NEW(n, double);
    all->deviation = koh__new(n, KOH_CALIB_GROUPS * sizeof(double));
    const int failed =
        all->now == NULL || all->next == NULL || all->aged == NULL || all->persons == NULL || all->deviation == NULL;
    return failed ? KOH_ENOMEM : KOH_OK;
}

static void joint_free(joint *all)
{
    koh__free(all->now);
    koh__free(all->next);
    koh__free(all->aged);
    koh__free(all->persons);
    koh__free(all->deviation);
}

/* Survivors and births of every municipality, and of the country. */
static void grow_older(joint *all, const double *survival, size_t step, koh_calib_nation *nation)
{
    const size_t size = 2 * all->n_age;
    double *country = nation->aged + step * size;
    memset(country, 0, size * sizeof *country);
    nation->persons[step] = 0;
    for (size_t r = 0; r < all->n_regions; r++) {
        const double *now = all->now + r * size;
        double *aged = all->aged + r * size;
        koh__survivors(all->n_age, now, survival, aged);
        koh__newborn(all->n_age, now, aged, nation->fertility, survival, aged);
        all->persons[r] = 0;
        for (size_t i = 0; i < size; i++) {
            all->persons[r] += now[i];
            country[i] += aged[i];
        }
        nation->persons[step] += all->persons[r];
    }
}

/* Takes the mean deviation off the national rates, and sets the shift of the levels. */
static void balance(joint *all, const koh_calib_region *regions, size_t step, koh_calib_nation *nation)
{
    const size_t size = 2 * all->n_age;
    const double *country = nation->aged + step * size;
    double mean[2 * KOH_CALIB_MAX_AGES] = { 0 }, level = 0;
    for (size_t r = 0; r < all->n_regions; r++) {
        const double *aged = all->aged + r * size;
        double *deviation = all->deviation + r * KOH_CALIB_GROUPS;
        koh__pattern_at(&regions[r], step, deviation);
        level += koh__level_at(&regions[r], step) * all->persons[r];
        for (size_t g = 0; g < KOH_CALIB_GROUPS; g++) {
            size_t from, end;
            koh__pattern_ages(g, all->n_age, &from, &end);
            for (size_t age = from; age < end; age++) {
                mean[age] += aged[age] * deviation[g];
                mean[all->n_age + age] += aged[all->n_age + age] * deviation[g];
            }
        }
    }
    for (size_t i = 0; i < size; i++) {
        nation->net_rate[step * size + i] -= mean[i] / fmax(country[i], 1);
    }
    nation->level_shift[step] = (nation->net_total[step] - level) / nation->persons[step];
}

static koh_status run_step(const koh_calib_input *input, const double *net_now, size_t step, joint *all,
                           koh_calib_nation *nation, const koh_calib_region *regions)
{
    const size_t size = 2 * all->n_age;
    double survival[2 * KOH_CALIB_MAX_AGES];
    koh_status status = koh_calib_survival(nation, step, 1, 1, survival, NULL);
    grow_older(all, survival, step, nation);
    koh__nation_net(input, step, net_now, nation);
    balance(all, regions, step, nation);
    for (size_t r = 0; status == KOH_OK && r < all->n_regions; r++) {
        double *next = all->next + r * size;
        const double *aged = all->aged + r * size;
        status = koh_calib_net(nation, &regions[r], step, all->persons[r], aged, NAN, next);
        for (size_t i = 0; i < size; i++) {
            next[i] += aged[i];
        }
    }
    double *swap = all->now;
    all->now = all->next;
    all->next = swap;
    return status;
}

static koh_status run(const koh_calib_input *input, const double *net_now, koh_calib_nation *nation,
                      const koh_calib_region *regions, double *projected)
{
    joint all;
    koh_status status = joint_new(input, &all);
    const size_t size = 2 * all.n_age, whole = all.n_regions * size;
    for (size_t r = 0; status == KOH_OK && r < all.n_regions; r++) {
        memcpy(all.now + r * size, koh_register_year(&input->regions[r], input->origin), size * sizeof(double));
    }
    for (size_t h = 0; status == KOH_OK && h <= input->n_steps; h++) {
        if (projected != NULL) {
            memcpy(projected + h * whole, all.now, whole * sizeof(double));
        }
        if (h < input->n_steps) {
            status = run_step(input, net_now, h, &all, nation, regions);
        }
    }
    joint_free(&all);
    return status;
}

static koh_status check_path(const koh_calib_input *input, koh_error *error)
{
    if (input->fade_years < 0) {
        return koh_error_set(error, KOH_EDOMAIN, "a path of net migration is reached in %d years, 0 or more is needed",
                             input->fade_years);
    }
    for (size_t k = 0; k < input->n_path; k++) {
        if (!isfinite(input->path_net[k]) || (k > 0 && input->path_year[k] <= input->path_year[k - 1])) {
            return koh_error_set(error, KOH_EDOMAIN, "the path of net migration is not finite and by year at %d",
                                 input->path_year[k]);
        }
    }
    return KOH_OK;
}

koh_status koh_calibrate(const koh_calib_input *input, koh_error *error, koh_calib_nation *nation,
                         koh_calib_region *regions, double *projected)
{
    koh_history history = { 0 };
    koh_status status = check_path(input, error);
    status = status == KOH_OK ? koh__history_new(input, error, &history) : status;
    if (status != KOH_OK) {
        return status;
    }
    double net_now[2 * KOH_CALIB_MAX_AGES];
    int told = 0; /* the error says what is wrong */
    nation->origin = input->origin;
    nation->n_steps = input->n_steps;
    nation->n_age = history.n_age;
    koh__level_estimate(&history, regions);
    koh_pattern_group groups[KOH_CALIB_GROUPS] = { { 0, 0 } };
    status = koh__pattern_estimate(&history, input->county, regions, groups);
    for (size_t g = 0; g < KOH_CALIB_GROUPS; g++) {
        nation->group_lasting[g] = groups[g].lasting;
    }
    status = status == KOH_OK ? koh__spread_estimate(&history, nation) : status;
    if (status == KOH_OK) {
        status = koh__nation_estimate(input, &history, error, nation, net_now);
        told = status != KOH_OK;
    }
    status = status == KOH_OK ? run(input, net_now, nation, regions, projected) : status;
    koh__history_free(&history);
    return status == KOH_OK || told
               ? status
               : koh_error_set(error, status, "calibration of %d: %s", input->origin, koh_status_text(status));
}
