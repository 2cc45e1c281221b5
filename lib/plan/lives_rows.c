/* What is told of lives, row by row: one number of every draw. */
#include <math.h>

#include "kohort/microsim.h"
#include "plan/lives_priv.h"

enum { OVER_TIME = KOH_LIVES_DIED, BY_GROUP = KOH_LIVES_STAYS };

/* Times at which a measure is told. */
static size_t times_of(size_t n_steps, int measure)
{
    return measure < KOH_LIVES_WIDOWED ? n_steps + 1 : measure < OVER_TIME ? n_steps : 1;
}

static size_t rows_of(size_t n_steps, size_t n_groups, int measure)
{
    return times_of(n_steps, measure) * (measure < BY_GROUP ? n_groups : 1);
}

size_t koh__lives_at(size_t n_steps, size_t n_groups, koh_lives_measure measure)
{
    size_t sum = 0;
    for (int k = 0; k < (int) measure; k++) {
        sum += rows_of(n_steps, n_groups, k);
    }
    return sum;
}

size_t koh__lives_rows(size_t n_steps, size_t n_groups)
{
    return koh__lives_at(n_steps, n_groups, KOH_LIVES_MEASURES);
}

koh_lives_row koh__lives_row(size_t n_steps, size_t n_groups, size_t row)
{
    int measure = 0;
    while (row >= rows_of(n_steps, n_groups, measure)) {
        row -= rows_of(n_steps, n_groups, measure);
        measure++;
    }
    const size_t t = measure < BY_GROUP ? row / n_groups : 0;
    return (koh_lives_row){ (koh_lives_measure) measure, measure < OVER_TIME ? t : n_steps, row % n_groups };
}

/* Both sexes of a group. */
static double persons_in(size_t n_age, const int32_t *cell, const koh_planner_group *group)
{
    const size_t to = group->to < 0 ? n_age - 1 : (size_t) group->to;
    double sum = 0;
    for (size_t x = (size_t) group->from; x <= to && x < n_age; x++) {
        sum += cell[x] + cell[n_age + x];
    }
    return sum;
}

static double years_in(size_t n_age, const double *cell, const koh_planner_group *group)
{
    const size_t to = group->to < 0 ? n_age - 1 : (size_t) group->to;
    double sum = 0;
    for (size_t x = (size_t) group->from; x <= to && x < n_age; x++) {
        sum += cell[x] + cell[n_age + x];
    }
    return sum;
}

/* Stays of quarters from..to - 1. */
static double stays(const int32_t *spells, size_t from, size_t to)
{
    double sum = 0;
    for (size_t k = from; k < to; k++) {
        sum += spells[k];
    }
    return sum;
}

/* Long stays by how long they last; unknown where none could be followed for ten years. */
static void put_stays(const koh_lives_batch *b, size_t d, size_t apart, double *row)
{
    enum { QUARTERS = 4, FOLLOWED = 10, ALL = KOH_MICROSIM_SPELLS };
    static const size_t bounds[][2] = {
        { 0, ALL }, { 0, 2 }, { 0, QUARTERS }, { 0, 2 * QUARTERS }, { 4 * QUARTERS, ALL }
    };
    const int known = b->n_levels > 1 && b->n_steps >= FOLLOWED;
    for (size_t k = 0; k < sizeof bounds / sizeof bounds[0]; k++, row += apart) {
        const int32_t *spells = b->spells + (d * b->n_levels + 1) * KOH_MICROSIM_SPELLS;
        *row = known ? stays(spells, bounds[k][0], bounds[k][1]) : (double) NAN;
    }
}

void koh__lives_put(const koh_lives_batch *b, size_t d, size_t apart, double *row)
{
    size_t n_groups;
    const koh_planner_group *groups = koh__planner_groups(&n_groups);
    const size_t n_age = b->n_age, cells = 2 * n_age, states = b->n_steps + 1, n_levels = b->n_levels;
    const int32_t *over_time[] = { b->population + d * states * cells, b->since_start + d * states * cells,
                                   b->widowed + d * b->n_steps * cells };
    for (int k = 0; k < OVER_TIME; k++) {
        for (size_t i = 0; i < rows_of(b->n_steps, n_groups, k); i++, row += apart) {
            *row = persons_in(n_age, over_time[k] + i / n_groups * cells, &groups[i % n_groups]);
        }
    }
    for (size_t g = 0; g < n_groups; g++, row += apart) {
        *row = persons_in(n_age, b->died + d * cells, &groups[g]);
        row[n_groups * apart] = persons_in(n_age, b->left + d * cells, &groups[g]);
        row[2 * n_groups * apart] = 0;
        for (size_t t = 0; t < b->n_steps; t++) {
            row[2 * n_groups * apart] += persons_in(n_age, over_time[KOH_LIVES_WIDOWED] + t * cells, &groups[g]);
        }
    }
    row += 2 * n_groups * apart;
    for (size_t g = 0; g < n_groups; g++, row += apart) {
        const int known = n_levels > 1;
        *row = known ? persons_in(n_age, b->ever + (d * n_levels + 1) * cells, &groups[g]) : (double) NAN;
        row[n_groups * apart] =
            known ? years_in(n_age, b->years_in + (d * n_levels + 1) * cells, &groups[g]) : (double) NAN;
    }
    put_stays(b, d, apart, row + n_groups * apart);
}
