/* What is left when a unit is lost.
 *
 * Method: the N-1 criterion: a system is safe when it meets its need after the loss of any one of its parts, and the
 * worst case is the largest part. Residents of a lost unit are moved in two rounds, own kind before any kind; within a
 * round free places are filled in proportion, so that the order of the units does not matter.
 * Assumptions: places of one kind can stand in for another in an emergency. */
#include "kohort/reserve.h"

#include <math.h>

static double free_places(const koh_refuge *r, const double *moved_in, size_t i)
{
    return r->lost[i] ? 0 : fmax(0, r->places[i] - r->occupied[i] - moved_in[i]);
}

/* Moves who is unplaced of a group (all groups: any) into the free places of it. */
static void move_round(const koh_refuge *r, size_t group, int any, double *moved_in, double *unplaced)
{
    double there = 0, seeking = 0;
    for (size_t i = 0; i < r->n; i++) {
        int counted = any || r->group[i] == group;
        there += counted ? free_places(r, moved_in, i) : 0;
        seeking += counted ? unplaced[i] : 0;
    }
    if (there <= 0 || seeking <= 0) {
        return;
    }
    double filled = fmin(1, seeking / there), placed = fmin(1, there / seeking);
    for (size_t i = 0; i < r->n; i++) {
        if (any || r->group[i] == group) {
            moved_in[i] += filled * free_places(r, moved_in, i);
            unplaced[i] -= placed == 1 ? unplaced[i] : placed * unplaced[i];
        }
    }
}

koh_status koh_refuge_compute(const koh_refuge *r, koh_error *error, double *moved_in, double *unplaced)
{
    for (size_t i = 0; i < r->n; i++) {
        if (!(r->places[i] >= 0 && r->occupied[i] >= 0 && isfinite(r->places[i]) && isfinite(r->occupied[i]))) {
            return koh_error_set(error, KOH_EDOMAIN, "unit %zu: places and occupied places must be 0 or more", i);
        }
    }
    for (size_t i = 0; i < r->n; i++) {
        moved_in[i] = 0;
        unplaced[i] = r->lost[i] ? r->occupied[i] : 0;
    }
    for (size_t i = 0; i < r->n; i++) {
        if (r->lost[i]) {
            move_round(r, r->group[i], 0, moved_in, unplaced);
        }
    }
    move_round(r, 0, 1, moved_in, unplaced);
    return KOH_OK;
}

size_t koh_reserve_n_minus_1(size_t n, const double *size, double need, double *reserve)
{
    double sum = 0;
    size_t worst = (size_t) -1;
    for (size_t i = 0; i < n; i++) {
        sum += size[i];
    }
    for (size_t i = 0; i < n; i++) {
        reserve[i] = sum - size[i] - need;
        if (!isnan(reserve[i]) && (worst == (size_t) -1 || reserve[i] < reserve[worst])) {
            worst = i;
        }
    }
    return worst;
}
