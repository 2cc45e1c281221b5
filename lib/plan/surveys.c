/* Surveys of a plan: weighted shares of every question. A question that too few have answered is not told. */
#include "plan/survey_priv.h"

#include <math.h>

#define CONFIDENCE 0.95

static const char *const figures[KOH_SURVEY_FIGURES] = {
    "share", "low", "high", "answers", "effective", "design_effect"
};

const koh_cube *koh__survey_cube(const koh_scenario_result *scenario, size_t survey)
{
    const koh_plan_surveys *surveys = scenario->plan->surveys;
    for (size_t c = 0; surveys != NULL && c < scenario->n_cubes; c++) {
        if (scenario->cubes[c].axes[0].labels == surveys->surveys[survey].questions) {
            return &scenario->cubes[c];
        }
    }
    return NULL;
}

static void tell(const koh_plan_survey *survey, size_t q, double *row)
{
    koh_survey_share share;
    for (size_t k = 0; k < KOH_SURVEY_FIGURES; k++) {
        row[k] = (double) NAN;
    }
    if (survey->sums[q].n >= survey->least_answers &&
        koh_survey_share_of(&survey->sums[q], CONFIDENCE, &share) == KOH_OK) {
        row[KOH_SURVEY_SHARE] = share.share.value;
        row[KOH_SURVEY_LOW] = share.share.low;
        row[KOH_SURVEY_HIGH] = share.share.high;
        row[KOH_SURVEY_ANSWERS] = survey->sums[q].n;
        row[KOH_SURVEY_EFFECTIVE] = share.effective;
        row[KOH_SURVEY_DESIGN_EFFECT] = share.design_effect;
    }
}

koh_status koh__model_surveys(koh_frame *f)
{
    const koh_plan_surveys *surveys = f->plan->surveys;
    for (size_t i = 0; surveys != NULL && i < surveys->n; i++) {
        const koh_plan_survey *survey = &surveys->surveys[i];
        const char *path = koh__arena_format(f->result->arena, "health/survey_%s", survey->id);
        const koh_cube form = { .path = path,
                                .unit = "share, persons",
                                .time = "year",
                                .basis = "own",
                                .n_axes = 2,
                                .axes = { { "question", survey->n, NULL, survey->questions },
                                          { "figure", KOH_SURVEY_FIGURES, NULL, figures } } };
        koh_cube *cube = path == NULL ? NULL : koh__result_add(f->result, f->scenario, &form);
        if (cube == NULL) {
            return KOH_ENOMEM;
        }
        for (size_t q = 0; q < survey->n; q++) {
            tell(survey, q, cube->value + q * KOH_SURVEY_FIGURES);
        }
    }
    return KOH_OK;
}
