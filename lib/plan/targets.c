/* Targets held against the run, and the balance sheet of need and what there is: places, staff, money. */
#include "plan/targets_priv.h"

#include <math.h>

#include "kohort/age_band.h"
#include "num/sum_priv.h"
#include "plan/model_priv.h"

/* Persons are read from the frame, since those of a draw are in no cube. */
static double expected_of(const koh_frame *f, const koh_key_figure *figure, int year)
{
    const size_t t = koh_axis_find_number(&f->years, year);
    if (figure->dimension != NULL || t == (size_t) -1) {
        return koh__key_figure_at(f->scenario, figure, year);
    }
    const double *persons = f->persons + 2 * t * f->n_age;
    return koh_age_sum(f->n_age, persons, figure->from_age, -1) +
           koh_age_sum(f->n_age, persons + f->n_age, figure->from_age, -1);
}

static koh_status add_target(koh_frame *f, const koh_target *target)
{
    static const char *const labels[KOH_TARGET_PARTS] = { "wanted", "expected", "missing" };
    const koh_axis year = { "year", 1, &target->year, NULL };
    const koh_cube form = { .path = koh__arena_format(f->result->arena, "targets/%s", target->id),
                            .unit = target->figure.unit,
                            .time = "1 January",
                            .n_axes = 2,
                            .axes = { year, { "part", KOH_TARGET_PARTS, NULL, labels } } };
    koh_cube *cube = form.path == NULL ? NULL : koh__result_add(f->result, f->scenario, &form);
    if (cube == NULL) {
        return KOH_ENOMEM;
    }
    double wanted = koh_quantity_at(target->value, target->year);
    double expected = expected_of(f, &target->figure, target->year);
    cube->value[KOH_TARGET_WANTED] = wanted;
    cube->value[KOH_TARGET_EXPECTED] = expected;
    cube->value[KOH_TARGET_MISSING] = target->direction == KOH_AT_LEAST ? wanted - expected : expected - wanted;
    return KOH_OK;
}

koh_status koh__model_targets(koh_frame *f)
{
    koh_status status = KOH_OK;
    for (size_t i = 0; f->plan->targets != NULL && i < f->plan->targets->n && status == KOH_OK; i++) {
        status = add_target(f, &f->plan->targets->targets[i]);
    }
    return status;
}

static double not_below_zero(double x)
{
    return x > 0 || isnan(x) ? x : 0;
}

koh_status koh__model_missing(koh_frame *f)
{
    for (size_t i = 0; f->plan->targets != NULL && i < f->plan->targets->n; i++) {
        const char *path = koh__arena_format(f->result->arena, "targets/%s", f->plan->targets->targets[i].id);
        const koh_cube *found = path == NULL ? NULL : koh__result_cube(f->scenario, path);
        if (found == NULL) {
            return KOH_ENOMEM;
        }
        koh_cube *cube = &f->scenario->cubes[found - f->scenario->cubes];
        cube->value[KOH_TARGET_MISSING] = not_below_zero(cube->value[KOH_TARGET_MISSING]);
        for (size_t q = 0; q < cube->n_quantiles; q++) {
            double *quantile = &cube->quantile[q * KOH_TARGET_PARTS + KOH_TARGET_MISSING];
            *quantile = not_below_zero(*quantile);
        }
    }
    return KOH_OK;
}

/* Places that are held against a need: of services that are no part of another, where both are known. */
static void sum_places(const koh_frame *f, size_t t, double *row)
{
    const koh_cube *need = koh__result_cube(f->scenario, "capacity/need");
    const koh_cube *there = koh__result_cube(f->scenario, "capacity/places");
    const koh_cube *gap = koh__result_cube(f->scenario, "capacity/gap");
    size_t n = gap->axes[1].n, known = 0;
    for (size_t i = 0; i < n; i++) {
        const koh_service *service = &f->inputs->services[koh_axis_find_label(&f->services, gap->axes[1].labels[i])];
        if (service->parent == (size_t) -1 && !isnan(gap->value[t * n + i])) {
            row[KOH_BALANCE_NEED] += need->value[t * n + i];
            row[KOH_BALANCE_THERE] += there->value[t * n + i];
            known++;
        }
    }
    row[KOH_BALANCE_NEED] = known > 0 ? row[KOH_BALANCE_NEED] : (double) NAN;
}

/* Staff of all professions; unknown where any is. */
static void sum_staff(const koh_frame *f, size_t t, double *row)
{
    const koh_cube *demand = koh__result_cube(f->scenario, "workforce/demand");
    const koh_cube *supply = koh__result_cube(f->scenario, "workforce/supply");
    size_t n = demand != NULL && supply != NULL ? demand->axes[1].n : 0, known = 0;
    for (size_t j = 0; j < n; j++) {
        double asked = demand->value[t * n + j], there = supply->value[t * n + j];
        row[KOH_BALANCE_NEED] += asked;
        row[KOH_BALANCE_THERE] += there;
        known += (size_t) (!isnan(asked) && !isnan(there));
    }
    row[KOH_BALANCE_NEED] = known == n && n > 0 ? row[KOH_BALANCE_NEED] : (double) NAN;
}

/* Gross running cost in fixed prices against that of the reference's base year (assumption: the budget grows with
 * prices only). */
static void sum_money(const koh_frame *f, size_t t, double *row)
{
    const koh_key_figure gross = { .path = "economy/total", .dimension = "item", .label = "gross" };
    row[KOH_BALANCE_NEED] = koh__key_figure_at(f->scenario, &gross, f->years.numbers[t]);
    row[KOH_BALANCE_THERE] = koh__key_figure_at(&f->result->scenarios[0], &gross, f->years.numbers[0]);
}

koh_status koh__model_balance(koh_frame *f)
{
    static const char *const labels[KOH_BALANCE_PARTS] = { "need", "there", "gap" };
    static const struct {
        const char *path, *unit;
        void (*fill)(const koh_frame *, size_t, double *);
    } sheets[] = { { "balance/places", "places", sum_places },
                   { "balance/staff", "fte", sum_staff },
                   { "balance/money", NULL, sum_money } };
    const koh_cube *total = koh__result_cube(f->scenario, "economy/total");
    const size_t n_terms = f->services.n * f->professions.n; /* of the demand for staff, the longest of the sums */
    for (size_t i = 0; i < sizeof sheets / sizeof sheets[0]; i++) {
        const koh_cube form = { .path = sheets[i].path,
                                .unit = sheets[i].unit != NULL ? sheets[i].unit
                                        : total != NULL        ? total->unit
                                                               : "NOK",
                                .time = "1 January",
                                .n_axes = 2,
                                .axes = { f->years, { "part", KOH_BALANCE_PARTS, NULL, labels } } };
        koh_cube *cube = koh__result_add(f->result, f->scenario, &form);
        if (cube == NULL) {
            return KOH_ENOMEM;
        }
        for (size_t t = 0; t <= f->n_steps; t++) {
            double *row = cube->value + t * KOH_BALANCE_PARTS;
            sheets[i].fill(f, t, row);
            row[KOH_BALANCE_THERE] = isnan(row[KOH_BALANCE_NEED]) ? (double) NAN : row[KOH_BALANCE_THERE];
            row[KOH_BALANCE_GAP] =
                koh__difference(n_terms, row[KOH_BALANCE_NEED] - row[KOH_BALANCE_THERE], row[KOH_BALANCE_NEED]);
        }
    }
    return KOH_OK;
}
