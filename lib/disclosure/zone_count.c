/* Small counts of the zones of a plan: taken out before the run and replaced by what tells no more than their sum.
 *
 * Method: of the counts of one sex and band of ages over all zones, those from 1 to the limit, and with one such so
 * many more that their sum is no small number (koh__disclosure_choose), are replaced by their sum, shared in proportion
 * to what the zones show otherwise. The sum is known anyway: it is the register's less the zones shown. Where no other
 * zone has anybody, those that have nobody are hidden too. Small counts of bands that not all zones have become half
 * the limit. Limits: what stands in their place is no count; the run fits it to the register like the others. Users by
 * zone are chosen in the same way and become unknown; the run knows their sum, and not even that where it is a small
 * number or the users of the whole municipality are withheld. */
#include <string.h>

#include "disclosure/small_count_priv.h"
#include "plan/area_priv.h"

static int is_alike(const koh_zone_count *a, const koh_zone_count *b)
{
    return a->sex == b->sex && a->from == b->from && a->to == b->to;
}

/* The places of the counts like count i; none where an earlier count is like it. */
static size_t gather(const koh_plan_area *area, size_t i, size_t *places)
{
    size_t n = 0;
    for (size_t k = 0; k < area->n_counts; k++) {
        if (is_alike(&area->counts[k], &area->counts[i])) {
            if (k < i) {
                return 0;
            }
            places[n++] = k;
        }
    }
    return n;
}

/* Do the hidden of n counts stand alone, or are they a small number together? So it is where the others are 0. */
static int is_alone(size_t n, const double *counts, const unsigned char *hidden, int min_count)
{
    size_t n_hidden = 0;
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        n_hidden += hidden[i];
        sum += hidden[i] ? counts[i] : 0;
    }
    return n_hidden == 1 || (n_hidden > 1 && sum < min_count);
}

/* Marks what is hidden among counts of one sex and band. */
static void choose(const koh_plan_area *area, size_t n, const size_t *places, int min_count, unsigned char *hidden)
{
    double values[KOH_ZONES_MAX];
    unsigned char chosen[KOH_ZONES_MAX] = { 0 };
    for (size_t i = 0; i < n; i++) {
        values[i] = area->counts[places[i]].persons;
        chosen[i] = values[i] > 0 && values[i] < min_count;
    }
    if (n == area->n_zones) {
        koh__disclosure_choose(n, values, min_count, chosen);
    }
    const int all = n == area->n_zones && is_alone(n, values, chosen, min_count);
    for (size_t i = 0; i < n; i++) {
        hidden[places[i]] = chosen[i] || all;
    }
}

/* Puts into the place of hidden counts of one sex and band what the zones' shown persons [n_zones] make of their sum.
 */
static void replace(const koh_plan_area *area, size_t n, const size_t *places, int min_count,
                    const unsigned char *hidden, const double *shown)
{
    double sum = 0, weights = 0;
    size_t n_hidden = 0;
    for (size_t i = 0; i < n; i++) {
        const koh_zone_count *count = &area->counts[places[i]];
        sum += hidden[places[i]] ? count->persons : 0;
        weights += hidden[places[i]] ? shown[count->zone] : 0;
        n_hidden += hidden[places[i]];
    }
    for (size_t i = 0; i < n; i++) {
        koh_zone_count *count = &area->counts[places[i]];
        if (hidden[places[i]]) {
            count->persons = n < area->n_zones ? min_count / 2.0
                             : weights > 0     ? sum * (shown[count->zone] / weights)
                                               : sum / (double) n_hidden;
        }
    }
}

int koh__disclosure_zone_users(const koh_plan_area *area, int min_count, const unsigned char *withheld)
{
    int n_hidden = 0;
    for (size_t i = 0; i < area->n_users; i++) {
        koh_zone_users *users = &area->users[i];
        unsigned char hidden[KOH_ZONES_MAX] = { 0 };
        koh__disclosure_choose(area->n_zones, users->users, min_count, hidden);
        users->hidden = 0;
        const int all = withheld[users->service] || is_alone(area->n_zones, users->users, hidden, min_count);
        for (size_t z = 0; z < area->n_zones; z++) {
            hidden[z] |= (unsigned char) all;
            users->hidden += hidden[z] ? users->users[z] : 0;
            users->users[z] = hidden[z] ? koh_withheld() : users->users[z];
            n_hidden += hidden[z];
        }
        users->hidden = all ? koh_withheld() : users->hidden;
    }
    return n_hidden;
}

koh_status koh__disclosure_zones(const koh_plan_area *area, int min_count, koh_arena *arena, int *n_hidden)
{
    unsigned char *hidden = KOH_TAKE(arena, area->n_counts, unsigned char);
    size_t *places = KOH_TAKE(arena, area->n_counts, size_t);
    double shown[KOH_ZONES_MAX] = { 0 };
    if (hidden == NULL || places == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < area->n_counts; i++) {
        choose(area, gather(area, i, places), places, min_count, hidden);
    }
    for (size_t i = 0; i < area->n_counts; i++) {
        shown[area->counts[i].zone] += hidden[i] ? 0 : area->counts[i].persons;
        *n_hidden += hidden[i];
    }
    for (size_t i = 0; i < area->n_counts; i++) {
        replace(area, gather(area, i, places), places, min_count, hidden, shown);
    }
    return KOH_OK;
}
