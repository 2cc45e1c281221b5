/* T21, T21b-T21e: the worst week of a crisis, the weeks, what is left without a unit or a profession, and where those
 * go who lose their place, and those whose zone is lost. */
#include <math.h>

#include "plan/area_priv.h"
#include "report/tables_priv.h"

/* A series of weeks: every `stride`-th value from `offset` on. */
typedef struct series {
    const char *name, *label; /* label: the type of place, or NULL */
    const koh_cube *cube;
    size_t stride, offset;
} series;

enum { SERIES_MAX = 64 };

/* The weekly series of a scenario; their number. */
static size_t list_series(const koh_scenario_result *scenario, series *list)
{
    static const char *const paths[] = { "preparedness/staff", "preparedness/places", "preparedness/persons",
                                         "preparedness/days_without_supplies", "preparedness/home_users" };
    static const char *const groups[] = { "staff", "places", "persons", "days_without_supplies", "home_users" };
    size_t n = 0;
    for (size_t p = 0; p < sizeof paths / sizeof paths[0]; p++) {
        const koh_cube *cube = koh__result_cube(scenario, paths[p]);
        size_t weeks = cube == NULL ? 0 : cube->axes[0].n * cube->axes[1].n;
        size_t rest = cube == NULL ? 0 : koh_cube_size(cube) / weeks;
        for (size_t i = 0; i < rest && n < SERIES_MAX; i++) {
            const koh_axis *flows = cube->n_axes > 2 ? &cube->axes[cube->n_axes - 1] : NULL;
            const char *flow = flows != NULL ? flows->labels[i % flows->n] : groups[p];
            const char *type = cube->n_axes > 3 ? cube->axes[2].labels[i / flows->n] : NULL;
            list[n++] = (series){ flow, type != NULL ? type : groups[p], cube, rest, i };
        }
    }
    return n;
}

static double value_at(const series *s, size_t week)
{
    return s->cube->value[week * s->stride + s->offset];
}

/* The week of the highest value, the first of equals; (size_t) -1: all unknown. */
static size_t peak_of(const series *s, size_t weeks)
{
    size_t peak = (size_t) -1;
    for (size_t w = 0; w < weeks; w++) {
        if (!isnan(value_at(s, w)) && (peak == (size_t) -1 || value_at(s, w) > value_at(s, peak))) {
            peak = w;
        }
    }
    return peak;
}

static koh_status add_peak(const koh_scenario_result *scenario, const series *s, koh_table *table)
{
    const koh_axis *years = &s->cube->axes[0];
    size_t weeks = years->n * s->cube->axes[1].n, peak = peak_of(s, weeks);
    double least = NAN, sum = 0;
    for (size_t w = 0; w < weeks; w++) {
        least = isnan(least) || value_at(s, w) < least ? value_at(s, w) : least;
        sum += value_at(s, w);
    }
    int known = peak != (size_t) -1;
    return koh_table_add(
        table, (koh_cell[]){
                   { .text = scenario->plan->id },
                   { .text = s->label },
                   { .text = s->name },
                   { .text = s->cube->unit },
                   { .number = known ? value_at(s, peak) : (double) NAN },
                   { .number = known ? koh__axis_number(years, peak / s->cube->axes[1].n) : (double) NAN },
                   { .number = known ? koh__axis_number(&s->cube->axes[1], peak % s->cube->axes[1].n) : (double) NAN },
                   { .number = least },
                   { .number = sum / (double) weeks } });
}

koh_status koh__fill_surge(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    series list[SERIES_MAX];
    (void) language;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        size_t n = list_series(&result->scenarios[s], list);
        for (size_t i = 0; i < n && status == KOH_OK; i++) {
            status = add_peak(&result->scenarios[s], &list[i], table);
        }
    }
    return status;
}

koh_status koh__fill_surge_weeks(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    series list[SERIES_MAX];
    (void) language;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        size_t n = list_series(&result->scenarios[s], list);
        size_t weeks = n > 0 ? list[0].cube->axes[0].n * list[0].cube->axes[1].n : 0;
        for (size_t i = 0; i < n * weeks && status == KOH_OK; i++) {
            const series *one = &list[i % n];
            const koh_axis *years = &one->cube->axes[0], *axis = &one->cube->axes[1];
            status = koh_table_add(table, (koh_cell[]){ { .text = result->scenarios[s].plan->id },
                                                        { .number = koh__axis_number(years, i / n / axis->n) },
                                                        { .number = koh__axis_number(axis, i / n % axis->n) },
                                                        { .text = one->label },
                                                        { .text = one->name },
                                                        { .text = one->cube->unit },
                                                        { .number = value_at(one, i / n) } });
        }
    }
    return status;
}

koh_status koh__fill_n_minus_1(const koh_result *result, size_t language, koh_table *table)
{
    static const char *const paths[] = { "preparedness/reserve_without_unit", "preparedness/staff_without_profession" };
    static const char *const words[] = { "unit", "profession" };
    koh_status status = KOH_OK;
    (void) language;
    for (size_t i = 0; i < 2 * result->n_scenarios && status == KOH_OK; i++) {
        const koh_scenario_result *scenario = &result->scenarios[i / 2];
        const koh_cube *cube = koh__result_cube(scenario, paths[i % 2]);
        size_t n = cube != NULL ? cube->axes[1].n : 0;
        for (size_t c = 0; cube != NULL && c < koh_cube_size(cube) && status == KOH_OK; c++) {
            const series row = { NULL, NULL, cube, 1, c / n * n };
            size_t worst = 0; /* the smallest remainder of the year */
            for (size_t j = 1; j < n; j++) {
                worst = value_at(&row, j) < value_at(&row, worst) ? j : worst;
            }
            status = koh_table_add(table, (koh_cell[]){ { .text = scenario->plan->id },
                                                        { .number = koh__axis_number(&cube->axes[0], c / n) },
                                                        { .text = words[i % 2] },
                                                        { .text = cube->axes[1].labels[c % n] },
                                                        { .text = cube->unit },
                                                        { .number = cube->value[c] },
                                                        { .text = c % n == worst ? "yes" : "no" } });
        }
    }
    return status;
}

koh_status koh__fill_relocation(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    (void) language;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_cube *cube = koh__result_cube(&result->scenarios[s], "preparedness/relocation");
        size_t n = cube != NULL ? koh_cube_size(cube) / cube->axes[2].n : 0;
        for (size_t i = 0; i < n && status == KOH_OK; i++) {
            const double *row = cube->value + i * cube->axes[2].n;
            status = koh_table_add(table, (koh_cell[]){ { .text = result->scenarios[s].plan->id },
                                                        { .text = cube->axes[0].labels[i / cube->axes[1].n] },
                                                        { .text = cube->axes[1].labels[i % cube->axes[1].n] },
                                                        { .number = row[0] },
                                                        { .number = row[1] },
                                                        { .number = row[2] },
                                                        { .number = row[3] } });
        }
    }
    return status;
}

koh_status koh__fill_evacuation(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_scenario_result *scenario = &result->scenarios[s];
        const koh_cube *cube = koh__result_cube(scenario, "preparedness/evacuation");
        const size_t n_zones = cube != NULL ? cube->axes[1].n : 0;
        for (size_t i = 0; cube != NULL && i < cube->axes[0].n * n_zones && status == KOH_OK; i++) {
            const double *row = cube->value + i * cube->axes[2].n;
            status =
                koh_table_add(table, (koh_cell[]){ { .text = scenario->plan->id },
                                                   { .text = cube->axes[0].labels[i / n_zones] },
                                                   { .text = cube->axes[1].labels[i % n_zones] },
                                                   { .text = scenario->plan->area->zones[i % n_zones].label[language] },
                                                   { .number = row[0] },
                                                   { .number = row[1] },
                                                   { .number = row[2] },
                                                   { .number = row[3] },
                                                   { .number = row[4] } });
        }
    }
    return status;
}
