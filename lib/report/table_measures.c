/* T17 and T18: the action plan, the appraisal of its measures, studies, and the savings path. */
#include <math.h>
#include <string.h>

#include "plan/measures_priv.h"
#include "report/tables_priv.h"

#define THOUSAND 1000.0 /* NOK: the unit of T17 */
#define MILLION 1e6     /* NOK: the unit of T18 */

/* Places of the items of the cubes (plan/measures.c, plan/appraisals.c). */
enum { ONE_OFF, INVESTMENT, GRANT, UPKEEP, OUTLAYS };
enum { A_FULL_EFFECT, A_OUTLAY, A_GRANT, A_ANNUITY, A_PRESENT_VALUE, A_INTERNAL_RATE, A_RATES, A_CHOSEN, ITEMS };
enum { REQUIRED, IDENTIFIED, DECIDED, REMAINING, LEFT_OUT, NEW_COST, SAVINGS };

/* The name of a focus area; NULL where there is none. */
static const char *area_name(const koh_plan_measures *plan, const char *id, size_t language)
{
    for (size_t i = 0; id != NULL && i < plan->n_areas; i++) {
        if (strcmp(plan->areas[i].id, id) == 0) {
            return plan->areas[i].label[language];
        }
    }
    return NULL;
}

/* One measure in one year; running is its effect and the upkeep. Adds to the sums [4] of what counts. */
static koh_status add_measure(const koh_scenario_result *scenario, size_t language, size_t t, size_t i, double *sums,
                              koh_table *table)
{
    const koh_plan_measures *plan = scenario->plan->measures;
    const koh_plan_measure *m = &plan->items[i];
    const koh_cube *effect = koh__result_cube(scenario, "measures/effect");
    const double *outlay = koh__result_cube(scenario, "measures/outlay")->value + (t * plan->n + i) * OUTLAYS;
    const int counts = koh__result_cube(scenario, "measures/counted")->value[i] > 0;
    const double money[] = { effect->value[t * plan->n + i] + outlay[UPKEEP], outlay[ONE_OFF], outlay[INVESTMENT],
                             outlay[GRANT] };
    for (size_t k = 0; k < 4; k++) {
        sums[k] += counts && !isnan(money[k]) ? money[k] : 0;
    }
    return koh_table_add(table, (koh_cell[]){ { .text = scenario->plan->id },
                                              { .text = m->id },
                                              { .text = m->label[language] },
                                              { .text = area_name(plan, m->focus_area, language) },
                                              { .text = m->owner },
                                              { .text = m->due },
                                              { .text = koh__progress_names[m->progress] },
                                              { .text = counts ? "yes" : "no" },
                                              { .number = koh__axis_number(&effect->axes[0], t) },
                                              { .number = money[0] / THOUSAND },
                                              { .number = money[1] / THOUSAND },
                                              { .number = money[2] / THOUSAND },
                                              { .number = money[3] / THOUSAND },
                                              { .text = effect->unit } });
}

static koh_status add_sum(const koh_scenario_result *scenario, size_t language, size_t t, const double *sums,
                          koh_table *table)
{
    static const char *const names[KOH_LANGUAGES] = { "Alle tiltak som teller", "Alle tiltak som tel",
                                                      "All measures that count" };
    const koh_cube *effect = koh__result_cube(scenario, "measures/effect");
    return koh_table_add(table, (koh_cell[]){ { .text = scenario->plan->id },
                                              { .text = "all" },
                                              { .text = names[language] },
                                              { .text = NULL },
                                              { .text = NULL },
                                              { .text = NULL },
                                              { .text = NULL },
                                              { .text = "yes" },
                                              { .number = koh__axis_number(&effect->axes[0], t) },
                                              { .number = sums[0] / THOUSAND },
                                              { .number = sums[1] / THOUSAND },
                                              { .number = sums[2] / THOUSAND },
                                              { .number = sums[3] / THOUSAND },
                                              { .text = effect->unit } });
}

koh_status koh__fill_action_plan(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_scenario_result *scenario = &result->scenarios[s];
        const koh_plan_measures *plan = scenario->plan->measures;
        const koh_cube *effect = koh__result_cube(scenario, "measures/effect");
        for (int year = plan->from; effect != NULL && year < plan->from + plan->years; year++) {
            size_t t = koh_axis_find_number(&effect->axes[0], year);
            double sums[4] = { 0 };
            for (size_t i = 0; t != (size_t) -1 && i < plan->n && status == KOH_OK; i++) {
                status = add_measure(scenario, language, t, i, sums, table);
            }
            status = t != (size_t) -1 && status == KOH_OK ? add_sum(scenario, language, t, sums, table) : status;
        }
    }
    return status;
}

static const char *rates_text(double n_rates)
{
    return isnan(n_rates) ? NULL : n_rates == 0 ? "none" : n_rates > 1 ? "several" : "one";
}

static const char *yes_or_no(double flag)
{
    return isnan(flag) ? NULL : flag > 0 ? "yes" : "no";
}

koh_status koh__fill_appraisal(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_scenario_result *scenario = &result->scenarios[s];
        const koh_cube *cube = koh__result_cube(scenario, "measures/appraisal");
        for (size_t i = 0; cube != NULL && i < cube->axes[0].n && status == KOH_OK; i++) {
            const koh_plan_measure *m = &scenario->plan->measures->items[i];
            const double *items = cube->value + i * ITEMS;
            status = koh_table_add(table, (koh_cell[]){ { .text = scenario->plan->id },
                                                        { .text = m->id },
                                                        { .text = m->label[language] },
                                                        { .number = items[A_FULL_EFFECT] / THOUSAND },
                                                        { .number = items[A_OUTLAY] / THOUSAND },
                                                        { .number = items[A_GRANT] / THOUSAND },
                                                        { .number = items[A_ANNUITY] / THOUSAND },
                                                        { .number = items[A_PRESENT_VALUE] / THOUSAND },
                                                        { .number = 100 * items[A_INTERNAL_RATE] },
                                                        { .text = rates_text(items[A_RATES]) },
                                                        { .text = yes_or_no(items[A_CHOSEN]) },
                                                        { .text = cube->unit } });
        }
    }
    return status;
}

koh_status koh__fill_studies(const koh_result *result, size_t language, koh_table *table)
{
    const koh_plan_measures *plan = result->scenarios[0].plan->measures;
    koh_status status = KOH_OK;
    for (size_t i = 0; i < plan->n_studies && status == KOH_OK; i++) {
        const koh_plan_study *study = &plan->studies[i];
        status = koh_table_add(table, (koh_cell[]){ { .text = study->id },
                                                    { .text = study->label[language] },
                                                    { .text = study->where },
                                                    { .text = area_name(plan, study->focus_area, language) },
                                                    { .text = study->owner },
                                                    { .text = study->due },
                                                    { .text = koh__progress_names[study->progress] },
                                                    { .text = study->result } });
    }
    return status;
}

koh_status koh__fill_savings(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    (void) language;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_cube *cube = koh__result_cube(&result->scenarios[s], "measures/savings");
        for (size_t t = 0; cube != NULL && t < cube->axes[0].n && status == KOH_OK; t++) {
            const double *row = cube->value + t * SAVINGS;
            status = koh_table_add(table, (koh_cell[]){ { .text = result->scenarios[s].plan->id },
                                                        { .number = koh__axis_number(&cube->axes[0], t) },
                                                        { .number = row[REQUIRED] / MILLION },
                                                        { .number = row[IDENTIFIED] / MILLION },
                                                        { .number = row[DECIDED] / MILLION },
                                                        { .number = row[REMAINING] / MILLION },
                                                        { .number = row[LEFT_OUT] / MILLION },
                                                        { .number = row[NEW_COST] / MILLION },
                                                        { .text = cube->unit } });
        }
    }
    return status;
}

/* The ids of the measures of a point, with commas; "" = none. NULL = no memory. */
static const char *set_text(const koh_result *result, const koh_cube *sets, size_t k)
{
    const char *text = "";
    for (size_t i = 0; text != NULL && i < sets->axes[1].n; i++) {
        if (sets->value[k * sets->axes[1].n + i] > 0) {
            text =
                koh__arena_format(result->arena, "%s%s%s", text, text[0] == '\0' ? "" : ", ", sets->axes[1].labels[i]);
        }
    }
    return text;
}

koh_status koh__fill_frontier(const koh_result *result, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    (void) language;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_cube *cube = koh__result_cube(&result->scenarios[s], "measures/frontier");
        const koh_cube *sets = koh__result_cube(&result->scenarios[s], "measures/frontier_sets");
        for (size_t k = 0; cube != NULL && k < cube->axes[0].n && status == KOH_OK; k++) {
            const char *set = set_text(result, sets, k);
            status = set == NULL ? KOH_ENOMEM
                                 : koh_table_add(table, (koh_cell[]){ { .text = result->scenarios[s].plan->id },
                                                                      { .number = koh__axis_number(&cube->axes[0], k) },
                                                                      { .number = cube->value[2 * k] / THOUSAND },
                                                                      { .number = cube->value[2 * k + 1] / THOUSAND },
                                                                      { .text = set },
                                                                      { .text = cube->unit } });
        }
    }
    return status;
}
