/* Columns and codes of the tables, in the words of the label table and of the catalogues. */
#include "report/code_priv.h"

#include <string.h>

#include "report/chapter_label_priv.h"
#include "report/sentence_priv.h"

typedef struct pair {
    const char *code;
    koh_label_id label;
} pair;

static const pair columns[] = {
    { "region", KOH_LABEL_C_REGION },       { "scenario", KOH_LABEL_A_SCENARIO },
    { "year", KOH_LABEL_YEAR_SHORT },       { "figure", KOH_LABEL_C_FIGURE },
    { "age_band", KOH_LABEL_AGE_GROUP },    { "age_group", KOH_LABEL_AGE_GROUP },
    { "component", KOH_LABEL_COMPONENT },   { "indicator", KOH_LABEL_INDICATOR },
    { "area", KOH_LABEL_C_AREA },           { "service", KOH_LABEL_SERVICE },
    { "type", KOH_LABEL_TYPE_OF_PLACE },    { "profession", KOH_LABEL_C_PROFESSION },
    { "condition", KOH_LABEL_C_CONDITION }, { "sex", KOH_LABEL_C_SEX },
};

static const pair codes[] = {
    { "female", KOH_LABEL_WOMEN },
    { "male", KOH_LABEL_MEN },
    { "persons", KOH_LABEL_PERSONS },
    { "change_persons", KOH_LABEL_C_CHANGE_PERSONS },
    { "change_percent", KOH_LABEL_C_CHANGE_PERCENT },
    { "share_percent", KOH_LABEL_C_SHARE },
    { "index", KOH_LABEL_C_INDEX },
    { "ratio", KOH_LABEL_RATIO },
    { "users", KOH_LABEL_C_USERS },
    { "hours_per_year", KOH_LABEL_HOURS },
    { "fte", KOH_LABEL_FTE },
    { "occupied", KOH_LABEL_C_OCCUPIED },
    { "need", KOH_LABEL_NEED },
    { "places", KOH_LABEL_PLACES_UNIT },
    { "gap", KOH_LABEL_C_GAP },
    { "births", KOH_LABEL_BIRTHS },
    { "deaths", KOH_LABEL_DEATHS },
    { "net_migration", KOH_LABEL_NET_MIGRATION },
    { "in_migration", KOH_LABEL_IN_MIGRATION },
    { "out_migration", KOH_LABEL_OUT_MIGRATION },
    { "immigration", KOH_LABEL_IMMIGRATION },
    { "emigration", KOH_LABEL_EMIGRATION },
    { "old_age_support_ratio", KOH_LABEL_SUPPORT_RATIO },
    { "dependency_ratio", KOH_LABEL_DEPENDENCY_RATIO },
    { "caregiver_ratio", KOH_LABEL_CAREGIVER_RATIO },
    { "pro", KOH_LABEL_AREA_PRO },
    { "tff", KOH_LABEL_AREA_TFF },
    { "psykiatri_nav", KOH_LABEL_AREA_PSYKIATRI_NAV },
    { "dementia", KOH_LABEL_C_DEMENTIA },
    { "all", KOH_LABEL_C_ALL },
    { "fte_demand", KOH_LABEL_W_DEMAND },
    { "fte_supply", KOH_LABEL_W_SUPPLY },
    { "fte_gap", KOH_LABEL_W_GAP },
    { "fte_supply_without_hires", KOH_LABEL_W_UNFILLED },
    { "gap_at_start", KOH_LABEL_W_GAP_AT_START },
    { "demand_change", KOH_LABEL_W_DEMAND_CHANGE },
    { "retirements", KOH_LABEL_W_RETIREMENTS },
    { "turnover", KOH_LABEL_W_TURNOVER },
    { "surplus", KOH_LABEL_W_SURPLUS },
    { "hires", KOH_LABEL_W_HIRES },
};

static const char *find(size_t n, const pair *pairs, const char *code, size_t language)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(pairs[i].code, code) == 0) {
            return koh__label(pairs[i].label, language);
        }
    }
    return NULL;
}

const char *koh__column_label(const char *column, size_t language)
{
    const char *label = find(sizeof columns / sizeof columns[0], columns, column, language);
    return label == NULL ? column : label;
}

/* The name of a service, profession or scenario, or NULL. */
static const char *name_of(const koh_result *result, size_t language, const char *code)
{
    const koh_inputs *inputs = result->inputs;
    for (size_t k = 0; k < inputs->n_services; k++) {
        if (strcmp(inputs->services[k].id, code) == 0) {
            return inputs->services[k].name[language];
        }
    }
    for (size_t j = 0; j < inputs->n_professions; j++) {
        if (strcmp(inputs->professions[j].id, code) == 0) {
            return inputs->professions[j].name[language];
        }
    }
    return NULL;
}

static const char *scenario_name(const koh_result *result, size_t language, const char *id)
{
    for (size_t s = 0; s < result->n_scenarios; s++) {
        if (strcmp(result->scenarios[s].plan->id, id) == 0) {
            return result->scenarios[s].plan->label[language];
        }
    }
    return NULL;
}

/* "80-89" and "90+" as ages. */
static void write_age(size_t language, const char *code, koh_buffer *buffer)
{
    char first[8] = "", last[8] = "";
    size_t length = strcspn(code, "-+");
    if (strcmp(code, "all") == 0 || length >= sizeof first || strlen(code + length) > sizeof last) {
        koh__buffer_text(buffer, koh__label(KOH_LABEL_ALL_AGES, language));
        return;
    }
    memcpy(first, code, length);
    strncat(last, code + length + (code[length] != '\0'), sizeof last - strlen(last) - 1);
    const koh_gap gaps[] = { { 'a', first }, { 'b', last } };
    koh__sentence_write(koh__label(code[length] == '+' ? KOH_LABEL_YEARS_AND_OVER : KOH_LABEL_YEARS_FROM_TO, language),
                        2, gaps, buffer);
}

void koh__code_write(const koh_result *result, size_t language, const char *column, const char *code,
                     koh_buffer *buffer)
{
    if (strcmp(column, "age_band") == 0 || strcmp(column, "age_group") == 0) {
        write_age(language, code, buffer);
        return;
    }
    const char *text = strcmp(column, "scenario") == 0 ? scenario_name(result, language, code)
                       : strcmp(column, "region") == 0 ? result->inputs->region_name
                                                       : find(sizeof codes / sizeof codes[0], codes, code, language);
    text = text != NULL || strcmp(column, "scenario") == 0 ? text : name_of(result, language, code);
    koh__buffer_text(buffer, text == NULL ? code : text);
}
