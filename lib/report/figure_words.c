/* Single figures of a plan in words, by where they stand in it. */
#include <string.h>

#include "plan/health_priv.h"
#include "plan/survey_priv.h"
#include "report/builder_priv.h"

/* A star stands for one id of the plan. */
static const struct {
    const char *pattern;
    koh_label_id label;
} figures[] = {
    { "/population/registered", KOH_LABEL_A_REGISTER },
    { "migration", KOH_LABEL_A_MIGRATION },
    { "/capacity/buildings", KOH_LABEL_F_BUILDINGS },
    { "/capacity/renewals", KOH_LABEL_F_RENEWALS },
    { "/capacity/service_level", KOH_LABEL_F_LEVEL },
    { "/capacity/building_life_years", KOH_LABEL_F_LIFE },
    { "/capacity/backlog_cost/*", KOH_LABEL_F_BACKLOG },
    { "/capacity/suitability/*", KOH_LABEL_F_WEIGHT },
    { "/capacity/steps/*/capex", KOH_LABEL_F_CAPEX },
    { "/capacity/steps/*/grant", KOH_LABEL_F_GRANT },
    { "/capacity/steps/*/opex", KOH_LABEL_F_OPEX },
    { "/capacity/expansion/shortage_cost", KOH_LABEL_F_SHORTAGE },
    { "/capacity/expansion/discount_rate", KOH_LABEL_F_DISCOUNT },
    { "/capacity/discharge_ready_day_cost", KOH_LABEL_F_READY_DAY },
    { "/area/population", KOH_LABEL_F_ZONES },
    { "/area/travel", KOH_LABEL_F_TRAVEL },
    { "/health/indicators/*/figures", KOH_LABEL_F_INDICATOR },
    { "/health/indicators/*/strata", KOH_LABEL_F_GROUPS },
    { "/health/indicators/*/target/goal", KOH_LABEL_F_AIM },
    { "/health/surveys/*/answers", KOH_LABEL_F_ANSWERS },
};

/* Does the pointer have the pattern's form? Then `id` and `length` are what stands for its star. */
static int matches(const char *pattern, const char *pointer, const char **id, size_t *length)
{
    *length = 0;
    for (; *pattern != '\0'; pattern++) {
        if (*pattern == '*') {
            *id = pointer;
            *length = strcspn(pointer, "/");
            pointer += *length;
        } else if (*pointer++ != *pattern) {
            return 0;
        }
    }
    return *pointer == '\0';
}

/* What the plan calls a step of building, an indicator or a survey; the id itself where it says nothing. */
static const char *name_in(const koh_plan *plan, const char *pattern, const char *id, size_t language)
{
    const koh_plan_expansion *steps = plan->capacity == NULL ? NULL : plan->capacity->expansion;
    for (size_t i = 0; steps != NULL && strncmp(pattern, "/capacity/steps/", 16) == 0 && i < steps->n_steps; i++) {
        if (strcmp(steps->steps[i].id, id) == 0) {
            return steps->steps[i].label[language];
        }
    }
    for (size_t i = 0; strncmp(pattern, "/health/indicators/", 19) == 0 && i < plan->health->n; i++) {
        if (strcmp(plan->health->indicators[i].id, id) == 0) {
            return plan->health->indicators[i].label[language];
        }
    }
    for (size_t i = 0; plan->surveys != NULL && strncmp(pattern, "/health/surveys/", 16) == 0 && i < plan->surveys->n;
         i++) {
        if (strcmp(plan->surveys->surveys[i].id, id) == 0) {
            return plan->surveys->surveys[i].label[language];
        }
    }
    return strncmp(id, "grade_", 6) == 0 ? id + 6 : id;
}

const char *koh__figure_words(koh_builder *b, const char *pointer)
{
    const char *id = NULL;
    size_t length, i = 0;
    const size_t n = sizeof figures / sizeof figures[0];
    while (i < n && !matches(figures[i].pattern, pointer, &id, &length)) {
        i++;
    }
    if (i == n || length == 0) {
        return i == n ? NULL : koh__say(b, figures[i].label);
    }
    const char *own = koh__arena_text_n(b->arena, id, length);
    b->failed |= own == NULL;
    return own == NULL ? ""
                       : koh__say_with(b, figures[i].label, 's',
                                       name_in(b->result->scenarios[0].plan, figures[i].pattern, own, b->language));
}
