/* The municipality's population from the base year on: survivors and births by the calibrated rates, net migration by
 * the municipality's own level and pattern or by a given projection, one cohort-component step a year. */
#include <math.h>
#include <string.h>

#include "kohort/age_band.h"
#include "kohort/projection.h"
#include "kohort/ratio.h"
#include "plan/alternative_priv.h"
#include "plan/change_priv.h"
#include "plan/gross_priv.h"
#include "plan/matched_priv.h"
#include "plan/preparedness_priv.h"

static const char *const sexes[] = { "female", "male" };

/* Rates and scratch of one step. */
typedef struct step {
    double *survival, *fertility, *aged, *net, *capped;
    double *scratch; /* [2][2][n_age] */
    double *flows;   /* [KOH_FLOWS][2][n_age] */
    double *other_survival;
    koh_proj_workspace *workspace;
    koh_proj_totals total;
    double life_expectancy[2], tfr;
    double mortality_level, mortality_improvement;
} step;

static double at(const koh_quantity *quantity, int year, double fallback)
{
    return quantity == NULL ? fallback : koh_quantity_at(quantity, year);
}

static void set_fertility(const koh_frame *f, int year, const koh_alternative_year *said, step *s)
{
    const koh_calib_nation *nation = &f->inputs->nation;
    double sum = 0;
    for (size_t age = 0; age < f->n_age; age++) {
        sum += nation->fertility[age];
    }
    double tfr = at(f->plan->fertility_tfr, year, isnan(said->tfr) ? sum : said->tfr);
    double level = at(f->plan->fertility_level, year, 1) * tfr / sum;
    for (size_t age = 0; age < f->n_age; age++) {
        s->fertility[age] = level * nation->fertility[age];
    }
    s->tfr = level * sum;
}

static koh_status set_survival(const koh_frame *f, size_t t, const koh_alternative_year *said, step *s)
{
    int year = f->years.numbers[t];
    double level = 1, improvement = at(f->plan->mortality_improvement, year, 1);
    koh_status status = KOH_OK;
    if (!isnan(said->life_expectancy)) {
        status = koh__mortality_level(f->inputs, t, improvement, said->life_expectancy, s->survival, &level);
    }
    s->mortality_level = level * at(f->plan->mortality_level, year, 1) * at(f->plan->mortality_local, year, 1);
    s->mortality_improvement = improvement;
    return status != KOH_OK ? status
                            : koh_calib_survival(&f->inputs->nation, t, s->mortality_level, improvement, s->survival,
                                                 s->life_expectancy);
}

/* Brings net migration, of which the flows have some, to what the plan says of its total, by the country's age profile
 * of net migration. */
static void set_total(const koh_frame *f, int year, double flows, double *net)
{
    double sum = flows;
    for (size_t i = 0; i < 2 * f->n_age; i++) {
        sum += net[i];
    }
    double added = at(f->plan->migration_net, year, sum) - sum + at(f->plan->migration_extra, year, 0);
    for (size_t i = 0; added != 0 && i < 2 * f->n_age; i++) {
        net[i] += added * f->inputs->nation.age_profile[i];
    }
}

/* Survivors and births [2][n_age] of a year that dies by the rates of step t at a level and improvement. */
static koh_status age_by(const koh_calib_nation *nation, size_t t, const double level[2], const double *start,
                         const step *s, double *aged)
{
    const koh_proj_year rates = { .survival = s->other_survival,
                                  .fertility = s->fertility,
                                  .boys_per_girl = nation->boys_per_girl };
    koh_status status = koh_calib_survival(nation, t, level[0], level[1], s->other_survival, NULL);
    return status == KOH_OK ? koh_proj_step(start, &rates, KOH_TIMING_END, s->workspace, aged, NULL) : status;
}

/* The estimated net migrants. The estimate was made with the country's deaths: it stands on those who would survive
 * them, and those whose local deaths it took for moves are given back, at the rates of the first year, since it is of
 * years gone by. */
static koh_status estimate_net(const koh_frame *f, size_t t, double persons, double national, const double *start,
                               step *s)
{
    const koh_calib_nation *nation = &f->inputs->nation;
    const koh_calib_region *region = &f->inputs->calibration;
    const double local = at(f->plan->mortality_local, f->years.numbers[t], 1);
    const double country[] = { s->mortality_level / local, s->mortality_improvement };
    double *one = s->scratch, *other = s->scratch + 2 * f->n_age;
    if (local == 1) {
        return koh_calib_net(nation, region, t, persons, s->aged, national, s->net);
    }
    koh_status status = age_by(nation, t, country, start, s, one);
    status = status == KOH_OK ? koh_calib_net(nation, region, t, persons, one, national, s->net) : status;
    status = status == KOH_OK ? age_by(nation, 0, (double[]){ 1, 1 }, start, s, one) : status;
    status = status == KOH_OK ? age_by(nation, 0, (double[]){ local, 1 }, start, s, other) : status;
    for (size_t i = 0; i < 2 * f->n_age && status == KOH_OK; i++) {
        s->net[i] += one[i] - other[i];
    }
    return status;
}

/* Net migrants of the year before the plan's own totals: none, estimated, or those of the projection and what another
 * national level adds to the estimated ones. */
static koh_status set_net(const koh_frame *f, size_t t, const double *start, const koh_alternative_year *said, step *s)
{
    const koh_plan *plan = f->plan;
    const size_t size = 2 * f->n_age;
    const double national = at(plan->migration_national_net, f->years.numbers[t], said->national_net);
    double persons = 0;
    memset(s->net, 0, size * sizeof *s->net);
    if (plan->migration_method != KOH_MIGRATION_RESIDUAL || said->no_migration) {
        return KOH_OK;
    }
    for (size_t i = 0; i < size; i++) {
        persons += start[i];
    }
    const koh_calib_nation *nation = &f->inputs->nation;
    const koh_calib_region *region = &f->inputs->calibration;
    if (plan->projection == NULL) {
        return estimate_net(f, t, persons, national, start, s);
    }
    koh_status status = koh__matched_net(f, t, s->workspace, s->aged, s->scratch, s->net);
    if (status == KOH_OK && !isnan(national)) {
        double *otherwise = s->scratch + size;
        status = koh_calib_net(nation, region, t, persons, s->aged, national, s->scratch);
        status =
            status == KOH_OK ? koh_calib_net(nation, region, t, persons, s->aged, (double) NAN, otherwise) : status;
        for (size_t i = 0; status == KOH_OK && i < size; i++) {
            s->net[i] += s->scratch[i] - otherwise[i];
        }
    }
    return status;
}

static koh_status take_step(const koh_frame *f, size_t t, const double *start, double *next, step *s)
{
    int year = f->years.numbers[t];
    const char *letters = f->plan->projection == NULL ? f->plan->alternative : NULL;
    const koh_alternative_year said = koh__alternative_at(f->inputs, letters, year);
    koh_status status = set_survival(f, t, &said, s);
    set_fertility(f, year, &said, s);
    koh_proj_year rates = { .survival = s->survival,
                            .fertility = s->fertility,
                            .boys_per_girl = f->inputs->nation.boys_per_girl };
    if (status == KOH_OK) {
        status = koh_proj_check(f->n_age, start, &rates, f->error);
    }
    if (status == KOH_OK) {
        status = koh_proj_step(start, &rates, KOH_TIMING_END, s->workspace, s->aged, NULL);
    }
    if (status == KOH_OK) {
        status = set_net(f, t, start, &said, s);
    }
    if (status != KOH_OK) {
        return status;
    }
    double *flows = f->flows != NULL ? f->flows + t * KOH_FLOWS * 2 * f->n_age : s->flows;
    set_total(f, year, koh__gross_year(f, year, s->aged, flows, &rates), s->net);
    if (f->shocks != NULL) {
        koh__shocks_step(f, t, s->survival, s->aged, s->net);
    }
    rates.net_count = s->net;
    koh_proj_components components = { .capped = s->capped };
    status = koh_proj_step(start, &rates, KOH_TIMING_END, s->workspace, next, &components);
    s->total = components.total;
    if (f->survival != NULL) {
        memcpy(f->survival + 2 * t * f->n_age, s->survival, 2 * f->n_age * sizeof *s->survival);
        memcpy(f->fertility + t * f->n_age, s->fertility, f->n_age * sizeof *s->fertility);
        memcpy(f->net + 2 * t * f->n_age, s->net, 2 * f->n_age * sizeof *s->net);
    }
    if (f->plan->projection != NULL && status >= KOH_OK) {
        koh__matched_cells(f, t + 1, next);
    }
    return status;
}

static koh_status warn_capped(koh_frame *f, size_t t, const step *s)
{
    enum { KEPT = 32 };
    size_t n = 0;
    for (size_t i = 0; i < 2 * f->n_age && n < KEPT; i++) {
        if (s->capped[i] > 0) {
            n++;
            koh_status status = koh__result_warn(
                f->result,
                (koh_warning){ "outflow_capped", NULL, f->plan->id, f->years.numbers[t], (int) (i / f->n_age),
                               (int) (i % f->n_age) },
                "%.6g more would leave than there are: the outflow is capped at who is there", s->capped[i]);
            if (status != KOH_OK) {
                return status;
            }
        }
    }
    return KOH_OK;
}

/* The cubes that the steps fill. */
typedef struct sheets {
    double *persons, *components, *life_expectancy, *tfr, *healthy;
} sheets;

static koh_status add_cubes(koh_frame *f, sheets *sheet)
{
    koh_axis components;
    const int *sign;
    int *ages = KOH_TAKE(f->result->arena, f->n_age, int);
    if (ages == NULL || koh__components_axis(f, &components, &sign) != KOH_OK) {
        return KOH_ENOMEM;
    }
    for (size_t age = 0; age < f->n_age; age++) {
        ages[age] = (int) age;
    }
    const koh_axis sex = { "sex", 2, NULL, sexes };
    const koh_cube forms[] = {
        { .path = "population",
          .unit = "persons",
          .time = "1 January",
          .n_axes = 3,
          .axes = { f->years, sex, { "age", f->n_age, ages, NULL } } },
        { .path = "components",
          .unit = "persons",
          .time = "year",
          .n_axes = 2,
          .sign = sign,
          .axes = { f->intervals, components } },
        { .path = "indicators/life_expectancy",
          .unit = "years",
          .time = "year",
          .n_axes = 2,
          .axes = { f->intervals, sex } },
        { .path = "indicators/total_fertility_rate",
          .unit = "children per woman",
          .time = "year",
          .n_axes = 1,
          .axes = { f->intervals } },
    };
    double **values[] = { &sheet->persons, &sheet->components, &sheet->life_expectancy, &sheet->tfr };
    for (size_t i = 0; i < 4; i++) {
        koh_cube *cube = koh__result_add(f->result, f->scenario, &forms[i]);
        if (cube == NULL) {
            return KOH_ENOMEM;
        }
        *values[i] = cube->value;
    }
    f->persons = sheet->persons;
    koh_cube *healthy = koh__healthy_cube(f);
    sheet->healthy = healthy != NULL ? healthy->value : NULL;
    return healthy != NULL ? KOH_OK : KOH_ENOMEM;
}

const koh_planner_group *koh__planner_groups(size_t *n)
{
    static const koh_planner_group groups[] = { { "0-5", 0, 5 },     { "6-15", 6, 15 },   { "16-19", 16, 19 },
                                                { "20-66", 20, 66 }, { "67-79", 67, 79 }, { "80-89", 80, 89 },
                                                { "90+", 90, -1 },   { "67+", 67, -1 },   { "80+", 80, -1 },
                                                { "all", 0, -1 } };
    *n = sizeof groups / sizeof groups[0];
    return groups;
}

/* Persons by the planners' groups: what intervals are asked for. */
static koh_status add_groups(koh_frame *f)
{
    size_t n;
    const koh_planner_group *groups = koh__planner_groups(&n);
    const char **labels = KOH_TAKE(f->result->arena, n, const char *);
    if (labels == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t k = 0; k < n; k++) {
        labels[k] = groups[k].label;
    }
    koh_cube *cube = koh__result_add(f->result, f->scenario,
                                     &(koh_cube){ .path = "indicators/persons",
                                                  .unit = "persons",
                                                  .time = "1 January",
                                                  .n_axes = 2,
                                                  .axes = { f->years, { "age_group", n, NULL, labels } } });
    for (size_t i = 0; cube != NULL && i < (f->n_steps + 1) * n; i++) {
        const double *persons = f->persons + 2 * (i / n) * f->n_age;
        const koh_planner_group *group = &groups[i % n];
        cube->value[i] = koh_age_sum(f->n_age, persons, group->from, group->to) +
                         koh_age_sum(f->n_age, persons + f->n_age, group->from, group->to);
    }
    return cube == NULL ? KOH_ENOMEM : KOH_OK;
}

koh_status koh__model_ratios(koh_frame *f)
{
    size_t n;
    const koh_ratio *ratios = koh_ratios(&n);
    const char **ids = KOH_TAKE(f->result->arena, n, const char *);
    if (ids == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        ids[i] = ratios[i].id;
    }
    koh_cube *cube = koh__result_add(f->result, f->scenario,
                                     &(koh_cube){ .path = "indicators/age_structure",
                                                  .unit = "ratio",
                                                  .time = "1 January",
                                                  .n_axes = 2,
                                                  .axes = { f->years, { "indicator", n, NULL, ids } } });
    if (cube == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t t = 0; t <= f->n_steps; t++) {
        for (size_t i = 0; i < n; i++) {
            cube->value[t * n + i] = koh_ratio_compute(&ratios[i], f->n_age, f->persons + 2 * t * f->n_age);
        }
    }
    return add_groups(f);
}

/* Those who came with the plan's housing projects, beside everybody else. */
static koh_status add_newcomers(koh_frame *f, size_t t, const double *without, double *next, step *s)
{
    const koh_proj_year year = { .survival = s->survival,
                                 .fertility = s->fertility,
                                 .boys_per_girl = f->inputs->nation.boys_per_girl };
    const koh_housing_rates rates = { &year, s->aged, s->net, s->workspace };
    memcpy(next, without, 2 * f->n_age * sizeof *next);
    return koh__housing_step(f, t, &rates, next, f->net != NULL ? f->net + 2 * t * f->n_age : s->scratch, &s->total);
}

static koh_status take_steps(koh_frame *f, const sheets *sheet, step *s)
{
    size_t size = 2 * f->n_age;
    double *plain = f->newcomers != NULL ? f->newcomers->without : sheet->persons;
    for (size_t t = 0; t < f->n_steps; t++) {
        koh_status status = take_step(f, t, plain + t * size, plain + (t + 1) * size, s);
        if (status == KOH_WCAPPED) {
            status = warn_capped(f, t, s);
        }
        if (status == KOH_OK && f->newcomers != NULL) {
            status = add_newcomers(f, t, plain + (t + 1) * size, sheet->persons + (t + 1) * size, s);
        }
        if (status == KOH_OK) {
            status = koh__healthy_years(f, t, s->mortality_level, s->mortality_improvement,
                                        sheet->healthy + t * 2 * KOH_HEALTH_AGES * KOH_HEALTH_KINDS);
        }
        if (status != KOH_OK) {
            koh_error ignored;
            return status == KOH_ENOMEM
                       ? status
                       : koh_error_set(f->error != NULL ? f->error : &ignored, status, "scenario '%s', year %d: %s",
                                       f->plan->id, f->years.numbers[t],
                                       f->error != NULL && f->error->message[0] != '\0' ? f->error->message
                                                                                        : koh_status_text(status));
        }
        koh__components_note(f, t, &s->total, sheet->components);
        memcpy(sheet->life_expectancy + 2 * t, s->life_expectancy, sizeof s->life_expectancy);
        sheet->tfr[t] = s->tfr;
    }
    return KOH_OK;
}

koh_status koh__model_population(koh_frame *f)
{
    const koh_register *registered = f->plan->registered != NULL ? f->plan->registered : &f->inputs->local;
    registered = f->plan->projection != NULL ? f->plan->projection : registered;
    const double *base = koh_register_year(registered, f->plan->base_year);
    size_t size = 2 * f->n_age;
    sheets sheet;
    step s = { 0 };
    if (base == NULL) {
        return koh_error_set(f->error, KOH_EMISSING, "no registered population at 1 January %d", f->plan->base_year);
    }
    koh_status status = koh__gross_estimate(f);
    status = status == KOH_OK ? add_cubes(f, &sheet) : status;
    status = status == KOH_OK ? koh__housing_begin(f) : status;
    status = status == KOH_OK ? koh__shocks_begin(f) : status;
    if (status != KOH_OK) {
        return status;
    }
    double *scratch = KOH_TAKE(f->result->arena, (8 + KOH_FLOWS) * size, double);
    if (scratch == NULL) {
        return KOH_ENOMEM;
    }
    s.survival = scratch;
    s.fertility = scratch + size;
    s.aged = scratch + 2 * size;
    s.net = scratch + 3 * size;
    s.capped = scratch + 4 * size;
    s.scratch = scratch + 5 * size;
    s.flows = scratch + 7 * size;
    s.other_survival = scratch + (7 + KOH_FLOWS) * size;
    status = koh_proj_workspace_new(f->n_age, &s.workspace);
    memcpy(sheet.persons, base, size * sizeof *base);
    if (f->newcomers != NULL) {
        memcpy(f->newcomers->without, base, size * sizeof *base);
    }
    if (status == KOH_OK && f->plan->projection != NULL) {
        status = koh__matched_warn(f);
    }
    if (status == KOH_OK) {
        status = take_steps(f, &sheet, &s);
    }
    koh_proj_workspace_free(s.workspace);
    return status;
}
