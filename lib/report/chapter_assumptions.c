/* The chapter's assumptions (T01, condensed) and notes. */
#include <math.h>
#include <string.h>

#include "core/language_priv.h"
#include "plan/workforce_priv.h"
#include "report/builder_priv.h"
#include "report/sentence_priv.h"
#include "report/source_priv.h"
#include "report/summary_priv.h"
#include "report/tables_priv.h"

/* Columns of T01 (report/tables.c). */
enum { SCENARIO, FIGURE, ORIGIN, FROM, TO, FIRST, LAST, UNIT, BASIS, SOURCE, ASSUMPTION, FILE_NAME };

/* Defaults that every run has, in words. */
static const struct {
    const char *figure;
    koh_label_id label, why;
} defaults[] = { { "population/registered", KOH_LABEL_A_REGISTER, KOH_LABEL_A_REGISTER_WHY },
                 { "mortality", KOH_LABEL_A_MORTALITY, KOH_LABEL_A_MORTALITY_WHY },
                 { "fertility", KOH_LABEL_A_FERTILITY, KOH_LABEL_A_FERTILITY_WHY },
                 { "migration", KOH_LABEL_A_MIGRATION, KOH_LABEL_A_MIGRATION_WHY },
                 { "households/living_alone", KOH_LABEL_A_ALONE, KOH_LABEL_A_ALONE_WHY },
                 { "capacity/target_occupancy", KOH_LABEL_A_OCCUPANCY, KOH_LABEL_A_OCCUPANCY_WHY } };

/* The last parts of the pointers of a plan's figures, in words. */
static const struct {
    const char *name;
    koh_label_id label;
} parts[] = { { "users", KOH_LABEL_Q_USERS },
              { "bed_days", KOH_LABEL_Q_BED_DAYS },
              { "coverage_factor", KOH_LABEL_Q_COVERAGE },
              { "age_shift_years", KOH_LABEL_Q_AGE_SHIFT },
              { "trend_per_year", KOH_LABEL_Q_TREND },
              { "trend_fade_years", KOH_LABEL_Q_FADE },
              { "hours_per_week", KOH_LABEL_Q_HOURS },
              { "target_occupancy", KOH_LABEL_Q_TARGET },
              { "staff_factor", KOH_LABEL_Q_STAFF_FACTOR },
              { "share", KOH_LABEL_Q_SHARE },
              { "register", KOH_LABEL_Q_REGISTER },
              { "fte", KOH_LABEL_Q_FTE },
              { "position_share", KOH_LABEL_W_Q_POSITION },
              { "absence", KOH_LABEL_W_Q_ABSENCE },
              { "retirement_age", KOH_LABEL_W_Q_RETIREMENT },
              { "turnover", KOH_LABEL_W_Q_TURNOVER },
              { "hiring_age", KOH_LABEL_W_Q_HIRING_AGE },
              { "share_of_women", KOH_LABEL_W_Q_WOMEN },
              { "graduates", KOH_LABEL_W_Q_GRADUATES },
              { "hires", KOH_LABEL_W_Q_HIRES },
              { "vacant", KOH_LABEL_W_Q_VACANT },
              { "staff", KOH_LABEL_W_Q_STAFF },
              { "leaders", KOH_LABEL_W_Q_LEADERS },
              { "target_share", KOH_LABEL_W_Q_TARGET_SHARE },
              { "applicants", KOH_LABEL_W_Q_APPLICANTS },
              { "acceptance", KOH_LABEL_W_Q_ACCEPTANCE },
              { "announcement_months", KOH_LABEL_W_Q_MONTHS },
              { "efficiency", KOH_LABEL_W_Q_EFFICIENCY },
              { "years", KOH_LABEL_W_Q_YEARS },
              { "reach", KOH_LABEL_W_Q_REACH },
              { "coverage", KOH_LABEL_W_Q_COVERAGE },
              { "saved_share", KOH_LABEL_W_Q_SAVED },
              { "change", KOH_LABEL_W_Q_CHANGE },
              { "substitution", KOH_LABEL_W_Q_SUBSTITUTION },
              { "hours_per_fte", KOH_LABEL_W_Q_PER_FTE },
              { "weekend_every", KOH_LABEL_W_Q_WEEKEND },
              { "shifts_per_weekend", KOH_LABEL_W_Q_PER_WEEKEND },
              { "holiday_weeks", KOH_LABEL_W_Q_HOLIDAY },
              { "training_hours", KOH_LABEL_W_Q_TRAINING },
              { "skilled_share", KOH_LABEL_W_Q_SKILLED_SHARE },
              { "skilled", KOH_LABEL_W_Q_SKILLED },
              { "hours", KOH_LABEL_W_Q_SHIFT_HOURS },
              { "posts_weekday", KOH_LABEL_W_Q_WEEKDAY },
              { "posts_weekend", KOH_LABEL_W_Q_WEEKEND_POSTS } };

/* The name of a service, profession or rota, unit or technology, or NULL. */
static const char *name_of(const koh_builder *b, const char *id)
{
    const koh_inputs *inputs = b->result->inputs;
    const char *service = koh__service_name(b, id);
    for (size_t j = 0; j < inputs->n_professions; j++) {
        if (strcmp(inputs->professions[j].id, id) == 0) {
            return inputs->professions[j].name[b->language];
        }
    }
    const koh_plan_workforce *workforce = b->result->scenarios[0].plan->workforce;
    for (size_t i = 0; i < workforce->n_rotas; i++) {
        if (strcmp(workforce->rotas[i].id, id) == 0) {
            return workforce->rotas[i].label[b->language];
        }
    }
    for (size_t i = 0; i < workforce->n_units; i++) {
        if (strcmp(workforce->units[i].id, id) == 0) {
            return workforce->units[i].label[b->language];
        }
    }
    for (size_t i = 0; i < workforce->n_technologies; i++) {
        if (strcmp(workforce->technologies[i].id, id) == 0) {
            return workforce->technologies[i].label[b->language];
        }
    }
    return service != id ? service : NULL;
}

static const char *part_name(const koh_builder *b, const char *part)
{
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (strcmp(parts[i].name, part) == 0) {
            return koh__say(b, parts[i].label);
        }
    }
    return NULL;
}

/* "/services/long_stay/shift_to/home_nursing/share" as "Long stay, Home nursing: share served ..."; parts without a
 * name are left out, and a pointer without any known part stands as it is. */
static const char *figure_name(koh_builder *b, const char *pointer)
{
    const char *text = NULL, *norm = strstr(pointer, "/fte_per_unit/"), *before = "";
    const char *words = koh__figure_words(b, pointer);
    if (words != NULL) {
        return words;
    }
    for (const char *at = pointer; at != NULL && *at == '/' && !b->failed;) {
        size_t length = strcspn(at + 1, "/");
        const char *part = koh__arena_text_n(b->arena, at + 1, length), *last = NULL;
        b->failed |= part == NULL;
        at = at[1 + length] == '/' ? at + 1 + length : NULL;
        const char *name = b->failed ? NULL : name_of(b, part);
        last = b->failed || at != NULL ? NULL : part_name(b, part);
        name = name == NULL && !b->failed && (strcmp(before, "shifts") == 0 || strcmp(before, "task_shifts") == 0)
                   ? part
                   : name; /* the plan's own word */
        before = part;
        if (last != NULL || name != NULL) {
            text = text == NULL ? koh__format(b, "%s", last != NULL ? last : name)
                                : koh__format(b, "%s%s %s", text, last != NULL ? ":" : ",", last != NULL ? last : name);
        }
    }
    if (text != NULL && norm != NULL) {
        text = koh__format(b, "%s: %s", text, koh__say(b, KOH_LABEL_Q_NORM));
    }
    return text != NULL ? text : pointer;
}

/* A number with the decimals that it has, at most four. */
static const char *number(koh_builder *b, double value)
{
    char text[KOH_NUMBER_TEXT];
    int decimals = 0;
    double scaled = fabs(value);
    while (decimals < 4 && fabs(scaled - round(scaled)) > 1e-9 * scaled) { /* rounding of a decimal in binary */
        scaled *= 10;
        decimals++;
    }
    koh__number_text(value, decimals, b->language, text);
    return koh__format(b, "%s", text);
}

static const char *value_text(koh_builder *b, const koh_cell *cells)
{
    double first = cells[FIRST].number, last = cells[LAST].number, from = cells[FROM].number, to = cells[TO].number;
    if (isnan(first)) {
        return koh_is_withheld(first) ? ":" : "";
    }
    if (isnan(from)) {
        return number(b, first);
    }
    return from == to ? koh__format(b, "%s (%d)", number(b, first), (int) from)
                      : koh__format(b, "%s (%d) – %s (%d)", number(b, first), (int) from, number(b, last), (int) to);
}

static void add_row(koh_builder *b, koh_chapter_table *table, const char *figure, const char *scenario,
                    const char *value, const char *reason)
{
    koh_chapter_row *row = koh__row_add(b, table, figure, 0);
    if (row != NULL) {
        row->cells[0] = koh__cell_text(scenario);
        row->cells[1] = koh__cell_text(value);
        row->cells[2] = koh__cell_text(reason);
    }
}

/* "source. assumption", or the one that there is. */
static const char *reason_of(koh_builder *b, const char *source, const char *assumption)
{
    const char *both =
        source != NULL && assumption != NULL ? koh__arena_format(b->arena, "%s. %s", source, assumption) : "";
    b->failed |= both == NULL;
    return both == NULL || both[0] != '\0' ? both : source != NULL ? source : assumption != NULL ? assumption : "";
}

static void add_plan_row(koh_builder *b, koh_chapter_table *table, const koh_cell *cells)
{
    const char *source = cells[SOURCE].text, *assumption = cells[ASSUMPTION].text, *scenario = cells[SCENARIO].text;
    const char *value = value_text(b, cells);
    for (size_t s = 0; s < b->result->n_scenarios; s++) {
        if (strcmp(b->chapter->ids[s], cells[SCENARIO].text) == 0) {
            scenario = b->chapter->scenarios[s];
        }
    }
    const char *reason = reason_of(b, source, assumption), *file = cells[FILE_NAME].text;
    if (file != NULL && koh__is_unknown(cells[FIRST].number)) {
        value = koh__say_with(b, KOH_LABEL_A_FILE, 's', file);
    } else if (file != NULL && strstr(reason, file) == NULL) {
        reason = reason_of(b, koh__say_with(b, KOH_LABEL_A_FILE, 's', file), reason);
    }
    add_row(b, table, figure_name(b, cells[FIGURE].text), scenario, value, reason);
    const char *spoken = b->result->scenarios[0].plan->text_language;
    if (!b->failed && spoken != NULL && reason[0] != '\0' && strcmp(spoken, koh__languages[b->language]) != 0) {
        table->rows[table->n_rows - 1].cells[2].lang = spoken;
    }
}

/* A default in words; 0 when it is one of the many that only the file lists. */
static int add_default_row(koh_builder *b, koh_chapter_table *table, const koh_cell *cells)
{
    for (size_t i = 0; i < sizeof defaults / sizeof defaults[0]; i++) {
        if (strcmp(defaults[i].figure, cells[FIGURE].text) == 0) {
            int from = isnan(cells[FROM].number) ? 0 : (int) cells[FROM].number;
            int to = isnan(cells[TO].number) ? 0 : (int) cells[TO].number;
            koh_label_id why = defaults[i].why == KOH_LABEL_A_MIGRATION_WHY && koh__own_population(b->result) != NULL
                                   ? KOH_LABEL_A_MIGRATION_OWN_WHY
                                   : defaults[i].why;
            add_row(b, table, koh__say(b, defaults[i].label), koh__say(b, KOH_LABEL_A_DEFAULT),
                    isnan(cells[FIRST].number) ? "" : value_text(b, cells), koh__say_years(b, why, from, to));
            return 1;
        }
    }
    return 0;
}

void koh__build_assumptions(koh_builder *b)
{
    static const koh_label_id heads[] = { KOH_LABEL_A_SCENARIO, KOH_LABEL_A_VALUE, KOH_LABEL_A_REASON };
    const koh_table_form *form = koh__table_forms(&(size_t){ 0 });
    koh_table list;
    koh__begin_section(b, "assumptions", KOH_LABEL_H_ASSUMPTIONS);
    koh__add_label(b, KOH_LABEL_A_ENGLISH);
    koh_chapter_table *table = koh__table_begin(b, "T01", koh__say(b, KOH_LABEL_T01), NULL, 3);
    koh_table_init(&list, form->id, form->name, form->n_columns, form->columns);
    b->failed |= form->fill(b->result, b->language, &list) != KOH_OK;
    if (b->failed || table == NULL) {
        koh_table_free(&list);
        return;
    }
    memset(table->of, 1, b->result->n_scenarios);
    table->stub = koh__say(b, KOH_LABEL_A_FIGURE);
    table->source = NULL;
    for (size_t i = 0; i < 3; i++) {
        table->heads[i].text = koh__say(b, heads[i]);
    }
    size_t rest = 0;
    for (size_t i = 0; i < list.n_rows && !b->failed; i++) {
        const koh_cell *cells = list.cells + i * list.n_columns;
        if (strcmp(cells[ORIGIN].text, "plan") == 0) {
            add_plan_row(b, table, cells);
        } else {
            rest += !add_default_row(b, table, cells);
        }
    }
    koh_table_free(&list);
    table->note = koh__say_with(b, KOH_LABEL_A_REST, 'n', koh__format(b, "%zu", rest));
    koh__table_end(b, table);
}

/* The sections that the plan has nothing for. */
static const char *absent_text(koh_builder *b)
{
    const char *names = "";
    for (size_t i = 0; i < b->n_absent && names != NULL; i++) {
        names =
            koh__arena_format(b->arena, "%s%s%s", names, i > 0 ? ", " : "", koh__lower(b, koh__say(b, b->absent[i])));
    }
    b->failed |= names == NULL;
    return names == NULL ? "" : koh__say_with(b, KOH_LABEL_ABSENT, 's', names);
}

void koh__build_notes(koh_builder *b)
{
    const koh_plan *plan = b->result->scenarios[0].plan;
    koh__begin_section(b, "notes", KOH_LABEL_H_NOTES);
    const char *notes[9 + KOH_WARNING_CODES];
    koh_buffer buffer = { 0 };
    size_t n = koh__warning_texts(b->result, b->language, notes);
    koh__exclusions_write(b->result, b->language, &buffer);
    if (buffer.length > 0) {
        notes[n++] = koh__arena_text_n(b->arena, buffer.data, buffer.length);
    }
    b->failed |= buffer.failed || (n > 0 && notes[n - 1] == NULL);
    koh__buffer_free(&buffer);
    notes[n++] = koh__say(b, KOH_LABEL_UNKNOWN_NOTE);
    if (plan->period_from < plan->base_year) {
        notes[n++] = koh__say_years(b, KOH_LABEL_S_START_BEFORE, plan->period_from, plan->base_year);
    }
    if (b->end == b->last && plan->period_to != plan->end_year) {
        const char *period = koh__format(b, "%d–%d", plan->period_from, plan->period_to);
        const koh_gap gaps[] = { { 'y', period }, { 'z', koh__format(b, "%d", plan->end_year) } };
        notes[n++] = koh__say_gaps(b, KOH_LABEL_S_END_BEYOND, 2, gaps);
    }
    if (b->n_absent > 0) {
        notes[n++] = absent_text(b);
    }
    notes[n++] = koh__say(b, KOH_LABEL_S_FILES);
    notes[n++] = koh__say(b, KOH_LABEL_S_STATIC);
    for (size_t i = 0; i < n; i++) {
        koh__add_sentence(b, KOH_ITEM_BULLET, NULL, notes[i], 0, NULL);
    }
}
