/* Home-service users of zones that a disaster takes.
 *
 * Method: a share of the zone's users leave. Those of them who need a place are a building without places whose
 * residents all look for one, beside the residents of lost buildings (kohort/reserve.h). The others are visited in the
 * zone that is nearest to theirs by road and not lost, the first of equals. Users of a zone are those of the year's
 * 1 January at one time; a person may have several of the services that visit homes, so the largest is taken: their
 * whole where it is known by zone, otherwise no fewer persons than that (a lower bound).
 * Assumptions: who is evacuated comes back when the disaster ends. Limits: disasters at one time are looked at one by
 * one when zones and places are chosen; a zone lost to two of them counts twice in the weeks. */
#include <math.h>

#include "kohort/reserve.h"
#include "plan/area_priv.h"
#include "plan/preparedness_priv.h"

enum { EVACUATED, VISITED_ELSEWHERE, NEED_PLACE, WEEK_FLOWS };
static const char *const week_labels[WEEK_FLOWS] = { "evacuated", "visited_elsewhere", "need_place" };
enum { Z_USERS, Z_EVACUATED, Z_NEED_PLACE, Z_UNPLACED, Z_TAKEN_IN, ZONE_FLOWS };
static const char *const zone_labels[ZONE_FLOWS] = { "home_users", "evacuated", "need_place", "unplaced", "taken_in" };
enum { LOST_PLACES, RESIDENTS, MOVED_IN, UNPLACED, UNIT_FLOWS }; /* of the cube preparedness/relocation */

/* A cube that was filled before, to add to it; NULL: there is none. */
static koh_cube *filled(const koh_frame *f, const char *path)
{
    const koh_cube *cube = koh__result_cube(f->scenario, path);
    return cube == NULL ? NULL : &f->scenario->cubes[cube - f->scenario->cubes];
}

/* Users of service k in zone z at year index t at one time; 0 where the service is not known by zone. */
static double users_of(const koh_frame *f, const koh_cube *users, size_t t, size_t z, size_t k)
{
    const koh_axis *services = &users->axes[2];
    const size_t i = k == (size_t) -1 ? k : koh_axis_find_label(services, f->inputs->services[k].id);
    return i == (size_t) -1 ? 0 : users->value[(t * users->axes[1].n + z) * services->n + i] * koh__at_once(f, k);
}

/* Persons of zone z with visits at home; NaN: unknown of one of the services. */
static double home_users(const koh_frame *f, const koh_cube *users, size_t t, size_t z)
{
    const koh_plan_area *area = f->plan->area;
    double most = 0;
    for (size_t i = 0; i < area->n_visits; i++) {
        const size_t k = area->visits[i].service;
        const double here[] = { users_of(f, users, t, z, k), users_of(f, users, t, z, f->inputs->services[k].parent) };
        for (size_t j = 0; j < 2; j++) {
            most = isnan(here[j]) || here[j] > most ? here[j] : most;
        }
    }
    return most;
}

static int is_lost_zone(const koh_shock *shock, size_t zone)
{
    for (size_t i = 0; i < shock->n_zones; i++) {
        if (shock->zones[i] == zone) {
            return 1;
        }
    }
    return 0;
}

/* The zone that takes in the users of a lost one; n_zones: there is none. */
static size_t nearest_zone(const koh_plan_area *area, const koh_shock *shock, size_t lost)
{
    const double *minutes = area->minutes + lost * area->n_zones;
    size_t nearest = area->n_zones;
    for (size_t z = 0; z < area->n_zones; z++) {
        if (!is_lost_zone(shock, z) && (nearest == area->n_zones || minutes[z] < minutes[nearest])) {
            nearest = z;
        }
    }
    return nearest;
}

/* Users by zone of one disaster, [zone][ZONE_FLOWS]; nobody is unplaced yet. */
static void leave_zones(const koh_frame *f, const koh_shock *shock, double *rows)
{
    const koh_plan_area *area = f->plan->area;
    const koh_cube *users = koh__result_cube(f->scenario, "area/users");
    const size_t t = (size_t) (shock->year - f->plan->base_year);
    for (size_t z = 0; z < area->n_zones; z++) {
        double *row = rows + z * ZONE_FLOWS;
        row[Z_USERS] = home_users(f, users, t, z);
        row[Z_EVACUATED] = is_lost_zone(shock, z) ? row[Z_USERS] * shock->evacuated : 0;
        row[Z_NEED_PLACE] = shock->place_share > 0 ? row[Z_EVACUATED] * shock->place_share : 0;
        row[Z_TAKEN_IN] += area->minutes == NULL ? (double) NAN : 0;
        const size_t to =
            area->minutes != NULL && is_lost_zone(shock, z) ? nearest_zone(area, shock, z) : area->n_zones;
        if (to < area->n_zones) {
            rows[to * ZONE_FLOWS + Z_TAKEN_IN] += row[Z_EVACUATED] - row[Z_NEED_PLACE];
        }
    }
}

/* Adds what is needed in a week to a flow and to the gap of its row. */
static void add_to_week(koh_cube *cube, size_t row, const char *flow, double needed)
{
    const koh_axis *flows = &cube->axes[cube->n_axes - 1];
    cube->value[row * flows->n + koh_axis_find_label(flows, flow)] += needed;
    cube->value[row * flows->n + koh_axis_find_label(flows, "gap")] += needed;
}

/* Brings one disaster to the weeks it lasts. */
static void add_to_weeks(koh_frame *f, const koh_shock *shock, const double *rows, koh_cube *out)
{
    koh_cube *staff = filled(f, "preparedness/staff");
    koh_cube *places = filled(f, "preparedness/places");
    const char *type = f->inputs->services[f->plan->preparedness->place_type].id;
    const size_t kind = places != NULL ? koh_axis_find_label(&places->axes[2], type) : (size_t) -1;
    const size_t start = koh__shock_start(shock, out->axes[0].numbers[0]);
    double evacuated = 0, need = 0;
    for (size_t z = 0; z < f->plan->area->n_zones; z++) {
        evacuated += rows[z * ZONE_FLOWS + Z_EVACUATED];
        need += rows[z * ZONE_FLOWS + Z_NEED_PLACE];
    }
    for (size_t w = start; w < start + shock->weeks; w++) {
        double *row = out->value + w * WEEK_FLOWS;
        row[EVACUATED] += evacuated;
        row[NEED_PLACE] += need;
        row[VISITED_ELSEWHERE] += evacuated - need;
        add_to_week(staff, w, "extra_need", need * shock->fte_per_place);
        if (kind != (size_t) -1) {
            add_to_week(places, w * places->axes[2].n + kind, "extra", need);
        }
    }
}

/* Finds places anew: for residents of lost units, whose rows [unit][UNIT_FLOWS] hold them, and for those of zones. */
static koh_status find_places(koh_frame *f, const koh_shock *shock, double *units, double *rows)
{
    const size_t n = f->plan->n_units, m = n + f->plan->area->n_zones;
    koh_arena *arena = f->result->arena;
    double *work = KOH_TAKE(arena, 4 * m, double);
    size_t *kinds = KOH_TAKE(arena, m, size_t);
    int *lost = KOH_TAKE(arena, m, int), known = units != NULL;
    if (work == NULL || kinds == NULL || lost == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < m && units != NULL; i++) {
        work[i] = i < n ? koh_unit_places(&f->plan->units[i], shock->year) : 0;
        work[m + i] = i < n ? units[i * UNIT_FLOWS + RESIDENTS] : rows[(i - n) * ZONE_FLOWS + Z_NEED_PLACE];
        kinds[i] = i < n ? koh__unit_kind(f, i) : f->plan->preparedness->place_type;
        lost[i] = i >= n;
        known &= !isnan(work[m + i]);
    }
    for (size_t i = 0; i < shock->n_units; i++) {
        lost[shock->units[i]] = 1;
    }
    const koh_refuge refuge = { .n = m, .places = work, .occupied = work + m, .group = kinds, .lost = lost };
    const koh_status status = known ? koh_refuge_compute(&refuge, f->error, work + 2 * m, work + 3 * m) : KOH_OK;
    for (size_t i = 0; i < m && status == KOH_OK; i++) {
        if (i < n && units != NULL) {
            units[i * UNIT_FLOWS + MOVED_IN] = known ? work[2 * m + i] : (double) NAN;
            units[i * UNIT_FLOWS + UNPLACED] = known ? work[3 * m + i] : (double) NAN;
        } else if (i >= n) {
            rows[(i - n) * ZONE_FLOWS + Z_UNPLACED] = known ? work[3 * m + i] : (double) NAN;
        }
    }
    return status;
}

/* The cubes; n = 0: no disaster takes a zone whose users are known. */
static koh_status add_cubes(koh_frame *f, size_t n, const char **ids, koh_cube **weeks, koh_cube **zones)
{
    const koh_cube *staff = koh__result_cube(f->scenario, "preparedness/staff");
    const koh_cube *users = koh__result_cube(f->scenario, "area/users");
    const koh_cube by_week = { .path = "preparedness/home_users",
                               .unit = "persons",
                               .time = "week",
                               .n_axes = 3,
                               .axes = { staff->axes[0], staff->axes[1], { "flow", WEEK_FLOWS, NULL, week_labels } } };
    const koh_cube by_zone = {
        .path = "preparedness/evacuation",
        .unit = "persons",
        .time = "week",
        .n_axes = 3,
        .axes = { { "shock", n, NULL, ids }, users->axes[1], { "flow", ZONE_FLOWS, NULL, zone_labels } }
    };
    *weeks = koh__result_add(f->result, f->scenario, &by_week);
    *zones = koh__result_add(f->result, f->scenario, &by_zone);
    return *weeks == NULL || *zones == NULL ? KOH_ENOMEM : KOH_OK;
}

koh_status koh__model_evacuation(koh_frame *f)
{
    const koh_plan_preparedness *p = f->plan->preparedness;
    const koh_plan_area *area = f->plan->area;
    if (p == NULL || area == NULL || area->n_visits == 0 || koh__result_cube(f->scenario, "area/users") == NULL) {
        return KOH_OK;
    }
    const char **ids = KOH_TAKE(f->result->arena, p->n_shocks, const char *);
    size_t n = 0, width = area->n_zones * ZONE_FLOWS, at = 0;
    for (size_t k = 0; ids != NULL && k < p->n_shocks; k++) {
        if (p->shocks[k].n_zones > 0) {
            ids[n++] = p->shocks[k].id;
        }
    }
    koh_cube *weeks = NULL, *zones = NULL;
    koh_status status = ids == NULL ? KOH_ENOMEM : n == 0 ? KOH_OK : add_cubes(f, n, ids, &weeks, &zones);
    koh_cube *moves = filled(f, "preparedness/relocation");
    for (size_t k = 0; k < p->n_shocks && n > 0 && status == KOH_OK; k++) {
        const koh_shock *shock = &p->shocks[k];
        if (shock->n_zones > 0) {
            double *rows = zones->value + at++ * width;
            const size_t row = moves != NULL ? koh_axis_find_label(&moves->axes[0], shock->id) : (size_t) -1;
            leave_zones(f, shock, rows);
            add_to_weeks(f, shock, rows, weeks);
            status = find_places(f, shock,
                                 row == (size_t) -1 ? NULL : moves->value + row * f->plan->n_units * UNIT_FLOWS, rows);
        }
    }
    return status;
}
