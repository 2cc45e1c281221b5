/* Method: time on the road per visit as line haul and local part. A tour goes out to a zone, makes v visits there with
 * the time w between two of them, and returns:
 *   minutes per visit = (out + back + (v - 1) w) / v.
 * Source: C. F. Daganzo (1984), The distance traveled to visit N points with a maximum of C stops per vehicle,
 * Transportation Science 18, 331-350 (distance = 2 r N / C + a local part). Assumptions: a tour serves one zone, from
 * its nearest base; every tour has as many visits. Limits: no timetable, ferry or weather; zones large enough to be a
 * tour. */
#include "kohort/travel.h"

#include <math.h>

koh_status koh_travel_check(size_t n, const double *minutes, koh_error *error, koh_travel_detour *worst)
{
    koh_travel_detour found = { 0, 0, 0, 0 };
    for (size_t i = 0; i < n * n; i++) {
        if (!(minutes[i] >= 0) || !isfinite(minutes[i])) {
            return koh_error_set(error, KOH_EDOMAIN, "%g minutes from zone %zu to zone %zu", minutes[i], i / n, i % n);
        }
    }
    for (size_t i = 0; i < n * n * n; i++) {
        const size_t from = i / n / n, over = i / n % n, to = i % n;
        const double saved = minutes[from * n + to] - (minutes[from * n + over] + minutes[over * n + to]);
        if (from != over && from != to && over != to && saved > found.saved) {
            found = (koh_travel_detour){ from, over, to, saved };
        }
    }
    *worst = found;
    return KOH_OK;
}

void koh_travel_nearest(size_t n, const double *minutes, koh_travel_way way, size_t n_places, const size_t *places,
                        double *nearest)
{
    for (size_t z = 0; z < n; z++) {
        nearest[z] = INFINITY;
        for (size_t p = 0; p < n_places; p++) {
            const double there = way == KOH_TRAVEL_OUT ? minutes[places[p] * n + z] : minutes[z * n + places[p]];
            nearest[z] = fmin(nearest[z], there);
        }
    }
}

koh_status koh_travel_tour(size_t n, const double *minutes, size_t n_bases, const size_t *bases, double visits_per_tour,
                           double *per_visit)
{
    if (n_bases == 0 || !(visits_per_tour >= 1) || !isfinite(visits_per_tour)) {
        return KOH_EDOMAIN;
    }
    for (size_t z = 0; z < n; z++) {
        double round_trip = INFINITY;
        for (size_t b = 0; b < n_bases; b++) {
            round_trip = fmin(round_trip, minutes[bases[b] * n + z] + minutes[z * n + bases[b]]);
        }
        per_visit[z] = (round_trip + (visits_per_tour - 1) * minutes[z * n + z]) / visits_per_tour;
    }
    return KOH_OK;
}
