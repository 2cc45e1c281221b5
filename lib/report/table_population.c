/* T02-T06, T26, T27: population, change, shares, components, ratios; strata; years of life. */
#include <math.h>
#include <string.h>

#include "kohort/age_band.h"
#include "kohort/sex.h"
#include "report/shelf_life_priv.h"
#include "report/tables_priv.h"

/* Persons of one sex in ages from..to at year index t. */
static double persons_in(const koh_cube *cube, size_t t, size_t sex, int from, int to)
{
    size_t n_age = cube->axes[2].n;
    return koh_age_sum(n_age, cube->value + (2 * t + sex) * n_age, from, to);
}

/* Ages of row i of a table of bands: a band, or everybody as the last row. */
static void row_of(const koh_age_bands *bands, size_t i, int *from, int *to, const char **label)
{
    *from = i < bands->n ? bands->from[i] : 0;
    *to = i + 1 < bands->n ? bands->from[i + 1] - 1 : -1;
    *label = i < bands->n ? bands->labels[i] : "all";
}

koh_status koh__fill_population(const koh_result *result, size_t language, koh_table *table)
{
    const koh_age_bands *bands = koh_age_bands_get(KOH_BANDS_PLANNER);
    koh_status status = KOH_OK;
    (void) language;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_cube *cube = koh__result_cube(&result->scenarios[s], "population");
        for (size_t i = 0; i < cube->axes[0].n * (bands->n + 1) && status == KOH_OK; i++) {
            size_t t = i / (bands->n + 1);
            int from, to;
            const char *label;
            row_of(bands, i % (bands->n + 1), &from, &to, &label);
            double female = persons_in(cube, t, KOH_FEMALE, from, to), male = persons_in(cube, t, KOH_MALE, from, to);
            status = koh_table_add(
                table,
                (koh_cell[]){ { .text = result->scenarios[s].plan->id },
                              { .number = cube->axes[0].numbers[t] },
                              { .text = label },
                              { .number = female },
                              { .number = male },
                              { .number = female + male },
                              { .number = koh__holds_until(&result->scenarios[s], "indicators/shelf_life", label) } });
        }
    }
    return status;
}

koh_status koh__fill_change(const koh_result *result, size_t language, koh_table *table)
{
    const koh_age_bands *bands = koh_age_bands_get(KOH_BANDS_PLANNER);
    koh_status status = KOH_OK;
    (void) language;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_cube *cube = koh__result_cube(&result->scenarios[s], "population");
        for (size_t i = bands->n + 1; i < cube->axes[0].n * (bands->n + 1) && status == KOH_OK; i++) {
            size_t t = i / (bands->n + 1);
            int from, to;
            const char *label;
            row_of(bands, i % (bands->n + 1), &from, &to, &label);
            double base = persons_in(cube, 0, 0, from, to) + persons_in(cube, 0, 1, from, to);
            double now = persons_in(cube, t, 0, from, to) + persons_in(cube, t, 1, from, to);
            status =
                koh_table_add(table, (koh_cell[]){ { .text = result->scenarios[s].plan->id },
                                                   { .number = cube->axes[0].numbers[0] },
                                                   { .number = cube->axes[0].numbers[t] },
                                                   { .text = label },
                                                   { .number = now - base },
                                                   { .number = base > 0 ? 100 * (now - base) / base : (double) NAN } });
        }
    }
    return status;
}

koh_status koh__fill_shares(const koh_result *result, size_t language, koh_table *table)
{
    static const int from[] = { 67, 80, 90 };
    static const char *const labels[] = { "67+", "80+", "90+" };
    koh_status status = KOH_OK;
    (void) language;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_cube *cube = koh__result_cube(&result->scenarios[s], "population");
        for (size_t i = 0; i < cube->axes[0].n * 3 && status == KOH_OK; i++) {
            size_t t = i / 3, g = i % 3;
            double base = persons_in(cube, 0, 0, from[g], -1) + persons_in(cube, 0, 1, from[g], -1);
            double now = persons_in(cube, t, 0, from[g], -1) + persons_in(cube, t, 1, from[g], -1);
            double all = persons_in(cube, t, 0, 0, -1) + persons_in(cube, t, 1, 0, -1);
            status = koh_table_add(table, (koh_cell[]){ { .text = result->scenarios[s].plan->id },
                                                        { .number = cube->axes[0].numbers[t] },
                                                        { .text = labels[g] },
                                                        { .number = now },
                                                        { .number = all > 0 ? 100 * now / all : (double) NAN },
                                                        { .number = base > 0 ? 100 * now / base : (double) NAN } });
        }
    }
    return status;
}

/* Rows scenario, year, label, value of a cube year x label, for labels that do not begin with `skip`. */
static koh_status fill_by_label(const koh_result *result, const char *path, const char *skip, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_cube *cube = koh__result_cube(&result->scenarios[s], path);
        size_t n = cube->axes[1].n;
        for (size_t i = 0; i < cube->axes[0].n * n && status == KOH_OK; i++) {
            const char *label = cube->axes[1].labels[i % n];
            if (skip == NULL || strncmp(label, skip, strlen(skip)) != 0) {
                status = koh_table_add(table, (koh_cell[]){ { .text = result->scenarios[s].plan->id },
                                                            { .number = koh__axis_number(&cube->axes[0], i / n) },
                                                            { .text = label },
                                                            { .number = cube->value[i] } });
            }
        }
    }
    return status;
}

koh_status koh__fill_components(const koh_result *result, size_t language, koh_table *table)
{
    (void) language;
    return fill_by_label(result, "components", NULL, table);
}

koh_status koh__fill_ratios(const koh_result *result, size_t language, koh_table *table)
{
    (void) language;
    return fill_by_label(result, "indicators/age_structure", "share_", table);
}

koh_status koh__fill_strata(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    (void) language;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_cube *cube = koh__result_cube(&result->scenarios[s], "strata");
        const size_t n = cube != NULL ? cube->axes[1].n : 0;
        for (size_t i = 0; n > 0 && i < cube->axes[0].n * n && status == KOH_OK; i++) {
            double all = 0;
            for (size_t k = 0; k < n; k++) {
                all += cube->value[i / n * n + k];
            }
            status =
                koh_table_add(table, (koh_cell[]){ { .text = result->scenarios[s].plan->id },
                                                   { .number = koh__axis_number(&cube->axes[0], i / n) },
                                                   { .text = cube->axes[1].labels[i % n] },
                                                   { .number = cube->value[i] },
                                                   { .number = all > 0 ? 100 * cube->value[i] / all : (double) NAN } });
        }
    }
    return status;
}

koh_status koh__fill_healthy_years(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    (void) language;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_cube *cube = koh__result_cube(&result->scenarios[s], "indicators/healthy_years");
        const koh_axis *sexes = &cube->axes[1], *ages = &cube->axes[2];
        const size_t rows = sexes->n * ages->n;
        for (size_t i = 0; i < cube->axes[0].n * rows && status == KOH_OK; i++) {
            const double *years = cube->value + 2 * i;
            status = koh_table_add(table, (koh_cell[]){ { .text = result->scenarios[s].plan->id },
                                                        { .number = koh__axis_number(&cube->axes[0], i / rows) },
                                                        { .text = sexes->labels[i / ages->n % sexes->n] },
                                                        { .number = ages->numbers[i % ages->n] },
                                                        { .number = years[0] + years[1] },
                                                        { .number = years[0] },
                                                        { .number = years[1] },
                                                        { .text = cube->basis } });
        }
    }
    return status;
}
