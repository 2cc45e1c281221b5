/* T30-T33: targets, need against what there is, status of the base year by service, and how staff is split. */
#include <math.h>

#include "plan/targets_priv.h"
#include "report/tables_priv.h"

#define TIGHT 0.05 /* share of the need: a smaller reserve is called tight (assumption) */

#define ROUNDING 1e-9 /* of the need: less is no shortage */

enum { UNKNOWN, SHORT, NEARLY, COVERED, STATES };

static const char *const states[STATES][KOH_LANGUAGES] = { { "ukjent", "ukjent", "unknown" },
                                                           { "mangler", "manglar", "short" },
                                                           { "knapt", "knapt", "tight" },
                                                           { "dekket", "dekt", "covered" } };

const char *koh__target_word(double missing, size_t language)
{
    static const char *const words[3][KOH_LANGUAGES] = { { "ukjent", "ukjent", "unknown" },
                                                         { "ikke nådd", "ikkje nådd", "not reached" },
                                                         { "nådd", "nådd", "reached" } };
    return words[isnan(missing) ? 0 : missing > 0 ? 1 : 2][language];
}

koh_status koh__fill_targets(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_scenario_result *scenario = &result->scenarios[s];
        const koh_plan_targets *targets = scenario->plan->targets;
        size_t at = 0;
        for (size_t c = 0; targets != NULL && c < scenario->n_cubes && status == KOH_OK; c++) {
            const koh_cube *cube = &scenario->cubes[c];
            if (at == targets->n || cube->axes[0].numbers != &targets->targets[at].year) {
                continue;
            }
            const koh_target *target = &targets->targets[at++];
            double missing = cube->value[KOH_TARGET_MISSING];
            status = koh_table_add(table,
                                   (koh_cell[]){ { .text = scenario->plan->id },
                                                 { .text = target->id },
                                                 { .text = target->label[language] },
                                                 { .text = target->figure.id },
                                                 { .text = target->figure.label },
                                                 { .text = cube->unit },
                                                 { .number = koh__axis_number(&cube->axes[0], 0) },
                                                 { .text = target->direction == KOH_AT_LEAST ? "at_least" : "at_most" },
                                                 { .number = cube->value[KOH_TARGET_WANTED] },
                                                 { .number = cube->value[KOH_TARGET_EXPECTED] },
                                                 { .number = missing },
                                                 { .text = koh__target_word(missing, language) } });
        }
    }
    return status;
}

/* A reserve that is small beside the need is tight. */
static int state_of(double need, double gap)
{
    return isnan(gap) ? UNKNOWN : gap > ROUNDING * need ? SHORT : -gap < TIGHT * need ? NEARLY : COVERED;
}

koh_status koh__fill_balance(const koh_result *result, size_t language, koh_table *table)
{
    static const char *const paths[] = { "balance/places", "balance/staff", "balance/money" };
    static const char *const names[] = { "places", "staff", "money" };
    static const char *const there[] = { "register", "supply", "budget of the base year" };
    koh_status status = KOH_OK;
    for (size_t i = 0; i < 3 * result->n_scenarios; i++) {
        const koh_scenario_result *scenario = &result->scenarios[i / 3];
        const koh_cube *cube = koh__result_cube(scenario, paths[i % 3]);
        for (size_t t = 0; cube != NULL && t < cube->axes[0].n && status == KOH_OK; t++) {
            const double *row = cube->value + t * KOH_BALANCE_PARTS;
            double need = row[KOH_BALANCE_NEED], gap = row[KOH_BALANCE_GAP];
            status = koh_table_add(table, (koh_cell[]){ { .text = scenario->plan->id },
                                                        { .number = koh__axis_number(&cube->axes[0], t) },
                                                        { .text = names[i % 3] },
                                                        { .text = cube->unit },
                                                        { .number = need },
                                                        { .number = row[KOH_BALANCE_THERE] },
                                                        { .number = gap },
                                                        { .number = need > 0 ? 100 * gap / need : (double) NAN },
                                                        { .text = states[state_of(need, gap)][language] },
                                                        { .text = there[i % 3] } });
        }
    }
    return status;
}

/* The figure of a label in the first year of a cube, or NaN where the cube or the label is not there. */
static double first_of(const koh_scenario_result *scenario, const char *path, const char *label)
{
    const koh_cube *cube = koh__result_cube(scenario, path);
    size_t i = cube == NULL ? (size_t) -1 : koh_axis_find_label(&cube->axes[1], label);
    size_t cells = cube == NULL ? 1 : koh_cube_size(cube) / cube->axes[0].n / cube->axes[1].n;
    return i == (size_t) -1 ? (double) NAN : cube->value[i * cells];
}

/* FTE of service k at year index t over professions. */
static double fte_of(const koh_scenario_result *scenario, size_t t, size_t k)
{
    const koh_cube *fte = koh__result_cube(scenario, "demand/fte");
    size_t n = fte->axes[1].n, m = fte->axes[2].n;
    double sum = 0;
    for (size_t j = 0; j < m; j++) {
        sum += fte->value[(t * n + k) * m + j];
    }
    return sum;
}

/* Gross running cost of a service in the first year, NOK 1,000. */
static double gross_of(const koh_scenario_result *scenario, const char *service)
{
    const koh_cube *cube = koh__result_cube(scenario, "economy/service_cost");
    size_t k = cube == NULL ? (size_t) -1 : koh_axis_find_label(&cube->axes[1], service);
    size_t item = cube == NULL ? (size_t) -1 : koh_axis_find_label(&cube->axes[2], "gross");
    return k == (size_t) -1 || item == (size_t) -1 ? (double) NAN : cube->value[k * cube->axes[2].n + item] / 1000;
}

koh_status koh__fill_status(const koh_result *result, size_t language, koh_table *table)
{
    const koh_scenario_result *scenario = &result->scenarios[0];
    const koh_cube *users = koh__result_cube(scenario, "demand/users");
    koh_status status = KOH_OK;
    for (size_t k = 0; k < users->axes[1].n && status == KOH_OK; k++) {
        const koh_service *service = &result->inputs->services[k];
        double fte = fte_of(scenario, 0, k); /* 0: no norm stands behind it, which is not nobody */
        const char *basis = users->basis_by_label != NULL ? users->basis_by_label[k] : users->basis;
        status = koh_table_add(table, (koh_cell[]){ { .number = koh__axis_number(&users->axes[0], 0) },
                                                    { .text = service->area },
                                                    { .text = service->id },
                                                    { .text = service->name[language] },
                                                    { .number = users->value[k] },
                                                    { .number = fte > 0 ? fte : (double) NAN },
                                                    { .number = first_of(scenario, "capacity/places", service->id) },
                                                    { .number = first_of(scenario, "capacity/occupied", service->id) },
                                                    { .number = first_of(scenario, "capacity/waiting", service->id) },
                                                    { .number = gross_of(scenario, service->id) },
                                                    { .text = basis } });
    }
    return status;
}

koh_status koh__fill_split(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_scenario_result *scenario = &result->scenarios[s];
        const koh_cube *fte = koh__result_cube(scenario, "demand/fte");
        size_t n = fte->axes[1].n;
        for (size_t t = 0; t < fte->axes[0].n; t++) {
            double all = 0;
            for (size_t k = 0; k < n; k++) {
                double here = koh__in_scope(result, scenario, k) ? fte_of(scenario, t, k) : 0;
                all += isnan(here) ? 0 : here;
            }
            for (size_t k = 0; k < n && status == KOH_OK; k++) {
                double here = koh__in_scope(result, scenario, k) ? fte_of(scenario, t, k) : 0;
                if (!(here > 0)) { /* no staff, or not known: in no total */
                    continue;
                }
                status = koh_table_add(table, (koh_cell[]){ { .text = scenario->plan->id },
                                                            { .number = koh__axis_number(&fte->axes[0], t) },
                                                            { .text = result->inputs->services[k].area },
                                                            { .text = result->inputs->services[k].id },
                                                            { .text = result->inputs->services[k].name[language] },
                                                            { .number = here },
                                                            { .number = 100 * here / all } });
            }
        }
    }
    return status;
}
