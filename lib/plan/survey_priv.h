/* Surveys of a plan. */
#ifndef KOH_PLAN_SURVEY_PRIV_H
#define KOH_PLAN_SURVEY_PRIV_H

#include "kohort/survey.h"
#include "plan/model_priv.h"

typedef struct koh_plan_survey {
    const char *id, *label[KOH_LANGUAGES];
    int year;          /* KOH_YEAR_NONE = not told */
    int least_answers; /* fewer: the share is not told */
    size_t n;
    const char *const *questions; /* [n] */
    koh_survey_sums *sums;        /* [n]; disclosure control makes small counts unknown */
} koh_plan_survey;

typedef struct koh_plan_surveys {
    size_t n;
    const koh_plan_survey *surveys; /* [n] */
} koh_plan_surveys;

/* What is told of a question. */
typedef enum koh_survey_figure {
    KOH_SURVEY_SHARE = 0,
    KOH_SURVEY_LOW,
    KOH_SURVEY_HIGH,
    KOH_SURVEY_ANSWERS,
    KOH_SURVEY_EFFECTIVE,
    KOH_SURVEY_DESIGN_EFFECT,
    KOH_SURVEY_FIGURES
} koh_survey_figure;

/* The cube health/survey_ID of a survey, [question][figure], or NULL. */
const koh_cube *koh__survey_cube(const koh_scenario_result *scenario, size_t survey);

/* Adds them. */
koh_status koh__model_surveys(koh_frame *frame) KOH_NODISCARD;

#endif
