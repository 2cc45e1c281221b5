/* Time on the road of those who visit homes.
 *
 * Method: area/travel.c for the minutes of a visit; visits = users at one time x visits a week; hours at the users by
 * the service's hours per user. FTE on the road are part of the staff of the services, not beside it: norms and
 * registers hold travel as it is. What would come on top is told apart: FTE on the road less what as many visits took
 * at the base year's mean minutes, which grows where people move out of the centre. Assumption: tours and roads stay as
 * they are. */
#include <math.h>

#include "plan/area_priv.h"

#define WEEKS_PER_YEAR (365.2425 / 7) /* mean Gregorian year */
#define MINUTES_PER_HOUR 60.0

static const char *const measures[KOH_TRAVEL_MEASURES] = { "visits",         "minutes_per_visit", "hours_on_road",
                                                           "hours_at_users", "share_on_road",     "fte_on_road",
                                                           "fte_moved" };

/* Visits and hours at the users of zone z in year t. */
static void count_visits(const koh_frame *f, const koh_zones *zones, size_t t, size_t z, double *row)
{
    const koh_plan_area *area = f->plan->area;
    const koh_axis *services = &zones->users->axes[2];
    for (size_t i = 0; i < area->n_visits; i++) {
        const size_t k = area->visits[i].service;
        const size_t at = koh_axis_find_label(services, f->inputs->services[k].id);
        const double users = zones->users->value[(t * zones->n + z) * services->n + at] * koh__at_once(f, k);
        const int year = f->years.numbers[t];
        row[KOH_TRAVEL_VISITS] += WEEKS_PER_YEAR * users * koh_quantity_at(area->visits[i].per_week, year);
        row[KOH_TRAVEL_CARE_HOURS] += WEEKS_PER_YEAR * users * koh__hours_per_week(f, k, year);
    }
}

/* What follows from visits, hours at users and hours on the road. */
static void finish(const koh_frame *f, size_t t, double *row)
{
    const double hours = row[KOH_TRAVEL_HOURS], both = hours + row[KOH_TRAVEL_CARE_HOURS];
    row[KOH_TRAVEL_MINUTES] =
        row[KOH_TRAVEL_VISITS] == 0 ? (double) NAN : MINUTES_PER_HOUR * hours / row[KOH_TRAVEL_VISITS];
    row[KOH_TRAVEL_SHARE] = both == 0 ? (double) NAN : hours / both;
    row[KOH_TRAVEL_FTE] = hours / koh_quantity_at(f->plan->area->hours_per_fte, f->years.numbers[t]);
}

static koh_status fill(const koh_frame *f, const koh_zones *zones, double *value)
{
    const koh_plan_area *area = f->plan->area;
    const size_t width = (zones->n + 1) * KOH_TRAVEL_MEASURES;
    double per_visit[KOH_ZONES_MAX];
    for (size_t t = 0; t <= f->n_steps; t++) {
        double *all = value + t * width + zones->n * KOH_TRAVEL_MEASURES;
        const koh_status status =
            koh_travel_tour(area->n_zones, area->minutes, area->n_bases, area->bases,
                            koh_quantity_at(area->visits_per_tour, f->years.numbers[t]), per_visit);
        if (status != KOH_OK) {
            return status;
        }
        for (size_t z = 0; z < zones->n; z++) {
            double *row = value + t * width + z * KOH_TRAVEL_MEASURES;
            count_visits(f, zones, t, z, row);
            row[KOH_TRAVEL_HOURS] = row[KOH_TRAVEL_VISITS] * per_visit[z] / MINUTES_PER_HOUR;
            finish(f, t, row);
            row[KOH_TRAVEL_MINUTES] = per_visit[z];
            row[KOH_TRAVEL_FTE_MOVED] = (double) NAN; /* no zone is elsewhere than it was */
            all[KOH_TRAVEL_VISITS] += row[KOH_TRAVEL_VISITS];
            all[KOH_TRAVEL_HOURS] += row[KOH_TRAVEL_HOURS];
            all[KOH_TRAVEL_CARE_HOURS] += row[KOH_TRAVEL_CARE_HOURS];
        }
        finish(f, t, all);
        const double base = value[zones->n * KOH_TRAVEL_MEASURES + KOH_TRAVEL_MINUTES];
        all[KOH_TRAVEL_FTE_MOVED] = all[KOH_TRAVEL_VISITS] * (all[KOH_TRAVEL_MINUTES] - base) / MINUTES_PER_HOUR /
                                    koh_quantity_at(area->hours_per_fte, f->years.numbers[t]);
    }
    return KOH_OK;
}

koh_status koh__model_travel(koh_frame *f, const koh_zones *zones)
{
    const koh_plan_area *area = f->plan->area;
    const char **labels = KOH_TAKE(f->result->arena, zones->n + 1, const char *);
    if (area->n_visits == 0) {
        return KOH_OK;
    }
    for (size_t z = 0; labels != NULL && z <= zones->n; z++) {
        labels[z] = z < zones->n ? zones->axis.labels[z] : "all";
    }
    koh_cube *cube =
        labels == NULL ? NULL
                       : koh__result_add(f->result, f->scenario,
                                         &(koh_cube){ .path = "area/travel",
                                                      .unit = "visits, minutes, hours, share, fte",
                                                      .time = "year",
                                                      .n_axes = 3,
                                                      .axes = { f->years,
                                                                { "zone", zones->n + 1, NULL, labels },
                                                                { "measure", KOH_TRAVEL_MEASURES, NULL, measures } } });
    return cube == NULL ? KOH_ENOMEM : fill(f, zones, cube->value);
}
