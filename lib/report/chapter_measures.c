/* The chapter's measures: T17, T18 and what is said of them. */
#include <math.h>
#include <string.h>

#include "core/language_priv.h"
#include "plan/measures_priv.h"
#include "report/builder_priv.h"
#include "report/column_priv.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

#define THOUSANDTH 1e-3 /* of a krone: the unit of T17 */
#define MILLIONTH 1e-6  /* the unit of T18 */

enum { SAVED = 1, REMAINING = 3, CHOSEN = 7, YEARS_MAX = 12 };

static const char *progress_text(const koh_builder *b, koh_progress progress)
{
    static const koh_label_id words[KOH_PROGRESS_N] = {
        [KOH_PROGRESS_PROPOSED] = KOH_LABEL_P_PROPOSED, [KOH_PROGRESS_IDEA] = KOH_LABEL_P_IDEA,
        [KOH_PROGRESS_DECIDED] = KOH_LABEL_P_DECIDED,   [KOH_PROGRESS_RUNNING] = KOH_LABEL_P_RUNNING,
        [KOH_PROGRESS_DONE] = KOH_LABEL_P_DONE,         [KOH_PROGRESS_REJECTED] = KOH_LABEL_P_REJECTED
    };
    return koh__say(b, words[progress]);
}

static const char *focus_text(const koh_builder *b, const char *id)
{
    const koh_plan_measures *plan = koh__scenario(b)->plan->measures;
    for (size_t i = 0; id != NULL && i < plan->n_areas; i++) {
        if (strcmp(plan->areas[i].id, id) == 0) {
            return plan->areas[i].label[b->language];
        }
    }
    return "";
}

/* A day of ISO 8601 as each language writes it; another text as it stands. */
static const char *date_text(koh_builder *b, const char *text)
{
    static const char form[] = "dddd-dd-dd";
    size_t i = 0;
    while (text != NULL && i < sizeof form - 1 &&
           (form[i] == 'd' ? text[i] >= '0' && text[i] <= '9' : text[i] == form[i])) {
        i++;
    }
    return text == NULL || koh__writes_english(b->language) || i < sizeof form - 1 || text[i] != '\0'
               ? text
               : koh__format(b, "%.2s.%.2s.%.4s", text + 8, text + 5, text);
}

static koh_chapter_cell text_or_empty(const char *text)
{
    return koh__cell_text(text == NULL ? "" : text);
}

/* The years of the action plan that the run has. */
static size_t action_years(const koh_builder *b, size_t years[YEARS_MAX])
{
    const koh_plan_measures *plan = koh__scenario(b)->plan->measures;
    const koh_cube *effect = koh__cube(b, "measures/effect"), *savings = koh__cube(b, "measures/savings");
    const koh_axis *all = effect != NULL ? &effect->axes[0] : &savings->axes[0]; /* savings may be asked for without */
    size_t n = 0;
    for (int year = plan->from; year < plan->from + plan->years && n < YEARS_MAX; year++) {
        size_t t = koh_axis_find_number(all, year);
        if (t != (size_t) -1) {
            years[n++] = t;
        }
    }
    return n;
}

/* Running effect by year of the action plan, what it takes to invest in them, and who answers for it. */
static void add_action_plan(koh_builder *b)
{
    static const koh_label_id texts[] = { KOH_LABEL_FOCUS_AREA, KOH_LABEL_OWNER, KOH_LABEL_DUE, KOH_LABEL_PROGRESS };
    const koh_plan_measures *plan = koh__scenario(b)->plan->measures;
    size_t years[YEARS_MAX], n = koh__cube(b, "measures/effect") == NULL ? 0 : action_years(b, years);
    koh_chapter_table *table =
        n == 0 ? NULL : koh__table_begin(b, "T17", koh__form_title(b, "T17"), koh__say(b, KOH_LABEL_THOUSANDS), n + 2);
    if (table == NULL) {
        return;
    }
    table->stub = koh__say(b, KOH_LABEL_MEASURE);
    table->note = koh__say(b, KOH_LABEL_S_EFFECT_SIGN);
    table->source = koh__say(b, KOH_LABEL_SRC_OWN);
    for (size_t c = 0; c < n + 2; c++) {
        table->heads[c].text = koh__say(b, c < n ? KOH_LABEL_EFFECT : c == n ? KOH_LABEL_INVESTMENT : KOH_LABEL_GRANT);
        table->heads[c].under = c < n ? koh__format(b, "%d", koh__year(b, years[c]))
                                      : koh__format(b, "%d–%d", koh__year(b, years[0]), koh__year(b, years[n - 1]));
    }
    const size_t first = koh__grid_texts(b, table, COUNT(texts), texts);
    for (size_t i = 0; i < plan->n && !b->failed; i++) {
        const koh_plan_measure *m = &plan->items[i];
        koh_chapter_row *row = koh__row_add(b, table, m->label[b->language], 0);
        for (size_t c = 0; row != NULL && c < n + 2; c++) {
            koh_series series = c < n ? koh__series(b, "measures/effect", m->id, 0)
                                      : koh__series(b, "measures/outlay", m->id, c == n ? 1 : 2);
            series.scale = THOUSANDTH;
            if (c >= n) { /* all years of the action plan */
                series.n = n;
                series.step = series.row;
            }
            row->cells[c] = koh__cell_at(b, &series, c < n ? years[c] : years[0]);
        }
        if (row != NULL) {
            row->cells[first] = koh__cell_text(focus_text(b, m->focus_area));
            row->cells[first + 1] = text_or_empty(m->owner);
            row->cells[first + 2] = text_or_empty(date_text(b, m->due));
            row->cells[first + 3] = koh__cell_text(progress_text(b, m->progress));
        }
    }
    koh__table_end(b, table);
}

static void add_appraisal(koh_builder *b)
{
    static const char *const path = "measures/appraisal";
    static const koh_label_id texts[] = { KOH_LABEL_CHOSEN };
    const koh_grid_column columns[] = {
        { .word = "full_year_effect_1000nok", .path = path, .item = 0, .scale = THOUSANDTH },
        { .word = "outlay_1000nok", .path = path, .item = 1, .scale = THOUSANDTH },
        { .word = "grant_1000nok", .path = path, .item = 2, .scale = THOUSANDTH },
        { .word = "annuity_1000nok", .path = path, .item = 3, .scale = THOUSANDTH },
        { .word = "present_value_1000nok", .path = path, .item = 4, .scale = THOUSANDTH },
        { .word = "internal_rate_percent", .path = path, .item = 5, .scale = 100, .decimals = 1 }
    };
    const koh_plan_measures *plan = koh__scenario(b)->plan->measures;
    if (koh__cube(b, path) == NULL) {
        return;
    }
    koh_chapter_table *table = koh__grid(b, "T17b", KOH_LABEL_MEASURE, COUNT(columns), columns);
    const size_t first = table == NULL ? 0 : koh__grid_texts(b, table, COUNT(texts), texts);
    if (table != NULL) {
        table->source = koh__say(b, KOH_LABEL_SRC_OWN);
    }
    for (size_t i = 0; i < plan->n && !b->failed; i++) {
        koh_chapter_row *row =
            koh__grid_row(b, table, plan->items[i].label[b->language], plan->items[i].id, COUNT(columns), columns);
        if (row != NULL) {
            const koh_series chosen = koh__series(b, path, plan->items[i].id, CHOSEN);
            const double value = koh__cell_at(b, &chosen, 0).value;
            row->cells[first] =
                koh__cell_text(koh__is_unknown(value) ? "" : koh__say(b, value > 0 ? KOH_LABEL_YES : KOH_LABEL_NO));
        }
    }
    koh__table_end(b, table);
}

static void add_studies(koh_builder *b)
{
    static const koh_label_id heads[] = { KOH_LABEL_WHERE, KOH_LABEL_FOCUS_AREA, KOH_LABEL_OWNER,
                                          KOH_LABEL_DUE,   KOH_LABEL_PROGRESS,   KOH_LABEL_STUDY_RESULT };
    const koh_plan_measures *plan = koh__scenario(b)->plan->measures;
    if (plan->n_studies == 0 || b->scenario > 0) {
        return;
    }
    koh_chapter_table *table = koh__table_begin(b, "T17c", koh__form_title(b, "T17c"), NULL, COUNT(heads));
    for (size_t c = 0; table != NULL && c < COUNT(heads); c++) {
        table->heads[c].text = koh__say(b, heads[c]);
    }
    for (size_t i = 0; table != NULL && i < plan->n_studies; i++) {
        const koh_plan_study *study = &plan->studies[i];
        const char *const texts[] = { study->where, focus_text(b, study->focus_area),  study->owner,
                                      study->due,   progress_text(b, study->progress), study->result };
        koh_chapter_row *row = koh__row_add(b, table, study->label[b->language], 0);
        for (size_t c = 0; row != NULL && c < COUNT(heads); c++) {
            row->cells[c] = text_or_empty(texts[c]);
        }
    }
    if (table != NULL) {
        table->stub = koh__say(b, KOH_LABEL_STUDY);
        table->source = NULL;
        memset(table->of, 1, b->result->n_scenarios);
    }
    koh__table_end(b, table);
}

/* The names of the measures of a choice. */
static const char *names_of(koh_builder *b, size_t point)
{
    const koh_plan_measures *plan = koh__scenario(b)->plan->measures;
    const koh_cube *sets = koh__cube(b, "measures/frontier_sets");
    const char *text = "";
    for (size_t i = 0; i < plan->n && text != NULL; i++) {
        if (sets->value[point * plan->n + i] > 0) {
            text = koh__arena_format(b->arena, "%s%s%s", text, text[0] == '\0' ? "" : ", ",
                                     plan->items[i].label[b->language]);
        }
    }
    b->failed |= text == NULL;
    return text == NULL ? "" : text;
}

static void add_frontier(koh_builder *b)
{
    static const koh_label_id texts[] = { KOH_LABEL_MEASURES };
    static const char *const words[] = { "outlay_1000nok", "present_value_1000nok" };
    const koh_cube *cube = koh__cube(b, "measures/frontier");
    koh_chapter_table *table =
        cube == NULL ? NULL : koh__table_begin(b, "T17d", koh__form_title(b, "T17d"), NULL, COUNT(words));
    if (table == NULL) {
        return;
    }
    table->stub = koh__column_label("point", b->language);
    table->source = koh__say(b, KOH_LABEL_SRC_OWN);
    for (size_t c = 0; c < COUNT(words); c++) {
        table->heads[c].text = koh__column_label(words[c], b->language);
    }
    const size_t first = koh__grid_texts(b, table, COUNT(texts), texts);
    for (size_t k = 0; k < cube->axes[0].n && !b->failed; k++) {
        koh_chapter_row *row = koh__row_add(b, table, koh__format(b, "%zu", k + 1), 0);
        for (size_t c = 0; row != NULL && c < COUNT(words); c++) {
            const koh_series series = { .path = "measures/frontier",
                                        .n_blocks = 1,
                                        .offset = { 2 * k + c },
                                        .n = 1,
                                        .step = 1,
                                        .scale = THOUSANDTH };
            row->cells[c] = koh__cell_at(b, &series, 0);
        }
        if (row != NULL) {
            row->cells[first] = koh__cell_text(names_of(b, k));
        }
    }
    koh__table_end(b, table);
}

/* By years of the action plan, and the end of the period. */
static void add_savings(koh_builder *b)
{
    static const char *const words[] = { "required_mnok",  "identified_mnok", "decided_mnok",
                                         "remaining_mnok", "left_out_mnok",   "new_cost_mnok" };
    const koh_cube *cube = koh__cube(b, "measures/savings");
    size_t years[YEARS_MAX + 1], n = cube == NULL ? 0 : action_years(b, years);
    if (n == 0) {
        return;
    }
    const size_t end = b->end < cube->axes[0].n ? b->end : cube->axes[0].n - 1;
    if (end > years[n - 1]) {
        years[n++] = end;
    }
    koh_chapter_table *table =
        koh__table_begin(b, "T18", koh__form_title(b, "T18"), koh__say(b, KOH_LABEL_MILLIONS), n);
    if (table != NULL) {
        table->stub = koh__say(b, KOH_LABEL_FIGURE_OF);
        table->source = koh__say(b, KOH_LABEL_SRC_OWN);
    }
    for (size_t c = 0; table != NULL && c < n; c++) {
        table->heads[c].text = koh__format(b, "%d", koh__year(b, years[c]));
    }
    for (size_t i = 0; table != NULL && i < COUNT(words); i++) {
        koh_chapter_row *row = koh__row_add(b, table, koh__column_label(words[i], b->language), i == REMAINING ? 2 : 0);
        for (size_t c = 0; row != NULL && c < n; c++) {
            const koh_series series = { .path = "measures/savings",
                                        .row = COUNT(words),
                                        .n_blocks = 1,
                                        .offset = { i },
                                        .n = 1,
                                        .step = 1,
                                        .scale = MILLIONTH,
                                        .decimals = 1 };
            row->cells[c] = koh__cell_at(b, &series, years[c]);
        }
    }
    koh__table_end(b, table);
}

/* What is identified and what remains in the last year of the action plan. */
static void say_savings(koh_builder *b)
{
    size_t years[YEARS_MAX];
    const koh_cube *cube = koh__cube(b, "measures/savings");
    size_t n = cube == NULL || koh__cube(b, "measures/effect") == NULL ? 0 : action_years(b, years);
    if (n == 0) {
        return;
    }
    koh_chapter_cell cells[3];
    static const size_t items[] = { 0, SAVED, REMAINING };
    for (size_t i = 0; i < 3; i++) {
        const koh_series series = { .path = "measures/savings",
                                    .row = cube->axes[1].n,
                                    .n_blocks = 1,
                                    .offset = { items[i] },
                                    .n = 1,
                                    .step = 1,
                                    .scale = MILLIONTH,
                                    .decimals = 1 };
        cells[i] = koh__cell_at(b, &series, years[n - 1]);
        if (isnan(cells[i].value)) {
            return;
        }
    }
    const int is_met = cells[2].value < 0;
    cells[2] = koh__cell_absolute(cells[2]);
    const koh_chapter_gap gaps[] = { { 'a', cells[0] },
                                     { 'b', cells[1] },
                                     { 'c', cells[2] },
                                     { 'z', koh__cell_text(koh__format(b, "%d", koh__year(b, years[n - 1]))) } };
    koh__add_sentence(b, KOH_ITEM_PARAGRAPH, koh__only(b, b->scenario),
                      koh__say(b, is_met ? KOH_LABEL_S_SAVINGS_MET : KOH_LABEL_S_SAVINGS), COUNT(gaps), gaps);
}

void koh__build_measures(koh_builder *b)
{
    koh__begin_section(b, "measures", KOH_LABEL_H_MEASURES);
    koh__each_scenario(b, say_savings);
    koh__each_scenario(b, add_action_plan);
    koh__each_scenario(b, add_appraisal);
    koh__each_scenario(b, add_frontier);
    koh__each_scenario(b, add_savings);
    koh__each_scenario(b, add_studies);
    koh__end_section(b, KOH_LABEL_H_MEASURES);
}
