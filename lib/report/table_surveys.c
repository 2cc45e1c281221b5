/* T22b: weighted shares of the plan's surveys, the highest of each survey first. */
#include <math.h>

#include "kohort/capacity.h"
#include "plan/survey_priv.h"
#include "report/tables_priv.h"

const koh_column koh__survey_columns[KOH_SURVEY_COLUMNS] = {
    { "survey", KOH_COLUMN_TEXT },         { "name", KOH_COLUMN_TEXT },
    { "year", KOH_COLUMN_NUMBER },         { "rank", KOH_COLUMN_NUMBER },
    { "question", KOH_COLUMN_TEXT },       { "share_of_answers", KOH_COLUMN_NUMBER },
    { "share_low", KOH_COLUMN_NUMBER },    { "share_high", KOH_COLUMN_NUMBER },
    { "answers", KOH_COLUMN_NUMBER },      { "effective_answers", KOH_COLUMN_NUMBER },
    { "design_effect", KOH_COLUMN_NUMBER }
};

/* How many questions stand before question q: higher shares, then those named earlier; the unknown come last. */
static size_t rank_of(const koh_cube *cube, size_t q)
{
    const double here = cube->value[q * KOH_SURVEY_FIGURES];
    size_t rank = 0;
    for (size_t i = 0; i < cube->axes[0].n; i++) {
        const double there = cube->value[i * KOH_SURVEY_FIGURES];
        const int higher = there > here || (isnan(here) && !isnan(there));
        const int alike = there == here || (isnan(here) && isnan(there));
        rank += (size_t) (higher || (alike && i < q));
    }
    return rank;
}

static koh_status add_survey(const koh_plan_survey *survey, const koh_cube *cube, size_t language, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t rank = 0; rank < survey->n && status == KOH_OK; rank++) {
        size_t q = 0;
        while (rank_of(cube, q) != rank) {
            q++;
        }
        const double *row = cube->value + q * KOH_SURVEY_FIGURES;
        const int known = !isnan(row[KOH_SURVEY_SHARE]);
        status = koh_table_add(table,
                               (koh_cell[]){ { .text = survey->id },
                                             { .text = survey->label[language] },
                                             { .number = survey->year == KOH_YEAR_NONE ? (double) NAN : survey->year },
                                             { .number = known ? (double) rank + 1 : (double) NAN },
                                             { .text = survey->questions[q] },
                                             { .number = row[KOH_SURVEY_SHARE] },
                                             { .number = row[KOH_SURVEY_LOW] },
                                             { .number = row[KOH_SURVEY_HIGH] },
                                             { .number = row[KOH_SURVEY_ANSWERS] },
                                             { .number = row[KOH_SURVEY_EFFECTIVE] },
                                             { .number = row[KOH_SURVEY_DESIGN_EFFECT] } });
    }
    return status;
}

koh_status koh__fill_surveys(const koh_result *result, size_t language, koh_table *table)
{
    const koh_scenario_result *scenario = &result->scenarios[0];
    const koh_plan_surveys *surveys = scenario->plan->surveys;
    koh_status status = KOH_OK;
    for (size_t i = 0; surveys != NULL && i < surveys->n && status == KOH_OK; i++) {
        const koh_cube *cube = koh__survey_cube(scenario, i);
        status = cube != NULL ? add_survey(&surveys->surveys[i], cube, language, table) : KOH_OK;
    }
    return status;
}
