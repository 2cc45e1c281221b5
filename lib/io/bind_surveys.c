/* The surveys of a plan, each from a CSV file with a row an answer. The document has been checked. */
#include <string.h>

#include "io/binder_priv.h"
#include "kohort/capacity.h"
#include "plan/survey_priv.h"

enum { QUESTION, ANSWER, WEIGHT, COLUMNS, LEAST_ANSWERS = 10 };

static const koh_csv_column columns[COLUMNS] = {
    [QUESTION] = { .name = "question", .what = "the question or statement" },
    [ANSWER] = { .name = "answer",
                 .kind = KOH_CSV_INT,
                 .max = 1,
                 .what = "1 yes, 0 no; no row for those who did not answer" },
    [WEIGHT] = { .name = "weight",
                 .kind = KOH_CSV_NUMBER,
                 .max = 1e9,
                 .optional = 1,
                 .what = "more than 0; left out: all alike" },
};

static koh_status read_answer(koh_binder *b, const koh_csv *csv, size_t row, const char **questions,
                              koh_plan_survey *survey, koh_error *error)
{
    const char *question = koh__csv_text(csv, row, QUESTION);
    const double weight = koh__csv_has(csv, WEIGHT) ? koh__csv_number(csv, row, WEIGHT) : 1;
    size_t q = 0;
    while (q < survey->n && strcmp(questions[q], question) != 0) {
        q++;
    }
    if (q == survey->n) {
        questions[q] = koh__arena_text(b->arena, question);
        b->failed |= questions[q] == NULL;
        survey->n++;
    }
    return koh_survey_add(koh__csv_int(csv, row, ANSWER), weight, &survey->sums[q]) == KOH_OK
               ? KOH_OK
               : koh__csv_fail(csv, row, WEIGHT, KOH_EDOMAIN, error, "expected a weight of more than 0");
}

static void read_answers(koh_binder *b, const cJSON *item, const char *pointer, koh_plan_survey *survey)
{
    koh_csv *csv = koh__bind_file(b, item, pointer, COLUMNS, columns);
    if (csv == NULL) {
        return;
    }
    const size_t n = koh__csv_rows(csv);
    const char **questions = KOH_TAKE(b->arena, n, const char *);
    koh_error error = { 0 };
    koh_status status = KOH_OK;
    survey->sums = KOH_TAKE(b->arena, n, koh_survey_sums);
    b->failed |= questions == NULL || survey->sums == NULL;
    for (size_t row = 0; row < n && status == KOH_OK && !b->failed; row++) {
        status = read_answer(b, csv, row, questions, survey, &error);
    }
    if (status == KOH_OK && n == 0) {
        status = koh_error_set(&error, KOH_EMISSING, "there are no answers");
        koh_error_at(&error, koh__csv_file(csv), 0, 0, NULL);
    }
    if (status != KOH_OK) {
        koh__findings_add_error(b->findings, &error, pointer);
    }
    survey->questions = questions;
    koh__csv_free(csv);
}

void koh__bind_surveys(koh_binder *b, const cJSON *tree, koh_plan *plan)
{
    const cJSON *map = koh__bind_member(koh__bind_member(tree, "health"), "surveys"), *item;
    const size_t n = (size_t) cJSON_GetArraySize(map);
    koh_plan_surveys *made = KOH_TAKE(b->arena, 1, koh_plan_surveys);
    koh_plan_survey *surveys = KOH_TAKE(b->arena, n, koh_plan_survey);
    size_t i = 0;
    b->failed |= made == NULL || surveys == NULL;
    if (n == 0 || b->failed) {
        return;
    }
    cJSON_ArrayForEach(item, map)
    {
        char *id = b->failed ? NULL : koh__arena_text(b->arena, item->string);
        const char *pointer =
            b->failed ? NULL : koh__arena_format(b->arena, "/health/surveys/%s/answers", item->string);
        b->failed |= id == NULL || pointer == NULL;
        if (b->failed) {
            return;
        }
        const char *const fallback[KOH_LANGUAGES] = { id, id, id };
        const cJSON *answers = koh__bind_member(item, "answers");
        surveys[i] = (koh_plan_survey){ .id = id,
                                        .year = koh__bind_int(item, "year", KOH_YEAR_NONE),
                                        .least_answers = koh__bind_int(item, "least_answers", LEAST_ANSWERS) };
        koh__bind_label(b, item, "label", fallback, surveys[i].label);
        read_answers(b, answers, pointer, &surveys[i++]);
        koh__bind_note_file(b, pointer, answers);
    }
    *made = (koh_plan_surveys){ n, surveys };
    plan->surveys = made;
}
