/* Who lives near what: persons beyond so many minutes of things that people go to, and the bases that are nearest.
 *
 * Method: area/travel.c and area/site.c. A zone's people live as far off as the matrix says of the zone; who lives at
 * its edge is not told apart, so that persons beyond a limit change by whole zones. Assumption: the weights of bases
 * are persons of 80 years and over at the end of the plan's period. */
#include <math.h>

#include "kohort/age_band.h"
#include "plan/area_priv.h"

enum { GROUPS = 2, CHOICES_MAX = 1 + 2 * KOH_SITES_MAX, OLDEST = 80 };

static const char *const groups[GROUPS] = { "67+", "80+" };

static void fill_node(const koh_zones *zones, const koh_plan_area *area, size_t node, koh_cube *cube)
{
    const koh_axis *ages = &zones->people->axes[2];
    double minutes[KOH_ZONES_MAX];
    koh_travel_nearest(area->n_zones, area->minutes, KOH_TRAVEL_IN, area->nodes[node].n_zones, area->nodes[node].zones,
                       minutes);
    for (size_t g = 0; g < GROUPS; g++) {
        const double *persons = zones->people->value + koh_axis_find_label(ages, groups[g]);
        for (size_t i = 0; i < cube->axes[0].n * area->n_limits; i++) {
            const size_t t = i / area->n_limits, limit = i % area->n_limits;
            double *cell = &cube->value[((t * area->n_nodes + node) * area->n_limits + limit) * GROUPS + g];
            for (size_t z = 0; z < zones->n; z++) {
                *cell += minutes[z] > area->limits[limit] ? persons[(t * zones->n + z) * ages->n] : 0;
            }
        }
    }
}

koh_status koh__model_nearness(koh_frame *f, const koh_zones *zones)
{
    const koh_plan_area *area = f->plan->area;
    const char **ids = KOH_TAKE(f->result->arena, area->n_nodes, const char *);
    if (area->n_nodes == 0 || ids == NULL) {
        return ids == NULL ? KOH_ENOMEM : KOH_OK;
    }
    for (size_t i = 0; i < area->n_nodes; i++) {
        ids[i] = area->nodes[i].id;
    }
    koh_cube *cube = koh__result_add(f->result, f->scenario,
                                     &(koh_cube){ .path = "area/beyond",
                                                  .unit = "persons",
                                                  .time = "1 January",
                                                  .n_axes = 4,
                                                  .axes = { f->years,
                                                            { "node", area->n_nodes, NULL, ids },
                                                            { "minutes", area->n_limits, area->limits, NULL },
                                                            { "age_group", GROUPS, NULL, groups } } });
    for (size_t i = 0; cube != NULL && i < area->n_nodes; i++) {
        fill_node(zones, area, i, cube);
    }
    return cube == NULL ? KOH_ENOMEM : KOH_OK;
}

/* A choice of candidates as rows of the two cubes. */
static void tell(const koh_plan_area *area, const koh_site_choice *choice, double limit, double *measures, double *open)
{
    for (size_t i = 0; i < area->n_candidates; i++) {
        if ((choice->sites >> i & 1) != 0) {
            open[area->candidates[i]] = 1;
            measures[KOH_BASE_COUNT]++;
        }
    }
    measures[KOH_BASE_MEAN] = choice->mean_minutes;
    measures[KOH_BASE_LONGEST] = choice->longest_minutes;
    measures[KOH_BASE_WITHIN] = choice->share_within;
    measures[KOH_BASE_LIMIT] = limit;
}

/* The bases that are there. */
static koh_status tell_present(koh_frame *f, const double *weight, double limit, double *measures, double *open)
{
    const koh_plan_area *area = f->plan->area;
    double minutes[KOH_ZONES_MAX];
    const koh_site_problem one = { 1, area->n_zones, minutes, weight, limit };
    koh_site_choice choice;
    koh_travel_nearest(area->n_zones, area->minutes, KOH_TRAVEL_OUT, area->n_bases, area->bases, minutes);
    const koh_status status = koh_site_evaluate(&one, 1, f->error, &choice);
    if (status == KOH_OK) {
        choice.sites = 0;
        tell(area, &choice, limit, measures, open);
        measures[KOH_BASE_COUNT] = (double) area->n_bases;
        for (size_t i = 0; i < area->n_bases; i++) {
            open[area->bases[i]] = 1;
        }
    }
    return status;
}

/* The best of 1, 2, ... candidates by both rules. */
static koh_status tell_best(koh_frame *f, const double *weight, double limit, double *measures, double *open)
{
    const koh_plan_area *area = f->plan->area;
    const size_t n = area->n_zones, sites = area->n_candidates, most = area->max_bases;
    double *minutes = KOH_TAKE(f->result->arena, sites * n + (most + 1) * n, double);
    koh_site_choice choice[KOH_SITES_MAX];
    for (size_t i = 0; minutes != NULL && i < sites * n; i++) {
        minutes[i] = area->minutes[area->candidates[i / n] * n + i % n];
    }
    const koh_site_problem problem = { sites, n, minutes, weight, limit };
    koh_status status = minutes == NULL ? KOH_ENOMEM : KOH_OK;
    for (koh_site_rule rule = KOH_SITE_MEAN; rule <= KOH_SITE_WITHIN && status == KOH_OK; rule++) {
        status = koh_site_solve(&problem, rule, most, minutes + sites * n, f->error, choice);
        for (size_t p = 0; p < most && status == KOH_OK; p++) {
            const size_t row = rule * most + p;
            tell(area, &choice[p], limit, measures + row * KOH_BASE_MEASURES, open + row * n);
        }
    }
    return status;
}

/* Labels of the choices: the bases there are, then the best by mean time, then by persons within the limit. */
static koh_status name_choices(koh_frame *f, const char **labels, size_t *n)
{
    const koh_plan_area *area = f->plan->area;
    *n = 0;
    if (area->n_bases > 0) {
        labels[(*n)++] = "present";
    }
    for (koh_site_rule rule = KOH_SITE_MEAN; rule <= KOH_SITE_WITHIN; rule++) {
        for (size_t p = 1; p <= area->max_bases; p++) {
            labels[*n] = koh__arena_format(f->result->arena, rule == KOH_SITE_MEAN ? "mean_%zu" : "within_%zu", p);
            if (labels[(*n)++] == NULL) {
                return KOH_ENOMEM;
            }
        }
    }
    return KOH_OK;
}

koh_status koh__model_bases(koh_frame *f, const koh_zones *zones)
{
    static const char *const measures[KOH_BASE_MEASURES] = { "bases",        "mean_minutes",  "longest_minutes",
                                                             "share_within", "limit_minutes", "year" };
    const koh_plan_area *area = f->plan->area;
    const char **labels = KOH_TAKE(f->result->arena, CHOICES_MAX, const char *);
    const int year = area->response_minutes == NULL ? 0 : f->plan->period_to;
    size_t n = 0;
    if (area->response_minutes == NULL || labels == NULL || name_choices(f, labels, &n) != KOH_OK || n == 0) {
        return area->response_minutes == NULL ? KOH_OK : labels == NULL || n > 0 ? KOH_ENOMEM : KOH_OK;
    }
    const koh_axis choice = { "choice", n, NULL, labels };
    koh_cube *response =
        koh__result_add(f->result, f->scenario,
                        &(koh_cube){ .path = "area/response",
                                     .unit = "bases, minutes, share",
                                     .time = "1 January",
                                     .n_axes = 2,
                                     .axes = { choice, { "measure", KOH_BASE_MEASURES, NULL, measures } } });
    koh_cube *open = koh__result_add(f->result, f->scenario,
                                     &(koh_cube){ .path = "area/bases",
                                                  .unit = "1 = a base",
                                                  .time = "1 January",
                                                  .n_axes = 2,
                                                  .axes = { choice, zones->axis } });
    if (response == NULL || open == NULL) {
        return KOH_ENOMEM;
    }
    double weight[KOH_ZONES_MAX];
    const size_t last = f->n_steps, end = year <= f->plan->base_year ? 0 : (size_t) (year - f->plan->base_year);
    for (size_t z = 0; z < zones->n; z++) {
        const double *cells = zones->persons + ((end < last ? end : last) * zones->n + z) * 2 * f->n_age;
        weight[z] = koh_age_sum(f->n_age, cells, OLDEST, -1) + koh_age_sum(f->n_age, cells + f->n_age, OLDEST, -1);
    }
    for (size_t i = 0; i < n; i++) {
        response->value[i * KOH_BASE_MEASURES + KOH_BASE_YEAR] = f->years.numbers[end < last ? end : last];
    }
    const double limit = koh_quantity_at(area->response_minutes, year);
    const size_t first = area->n_bases > 0 ? 1 : 0;
    koh_status status = first == 0 ? KOH_OK : tell_present(f, weight, limit, response->value, open->value);
    return status != KOH_OK || area->max_bases == 0
               ? status
               : tell_best(f, weight, limit, response->value + first * KOH_BASE_MEASURES,
                           open->value + first * zones->n);
}
