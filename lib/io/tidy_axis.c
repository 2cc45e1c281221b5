/* Sexes, ages, times, contents and all other variables as columns of codes. */
#include <stdio.h>
#include <string.h>

#include "io/label_priv.h"
#include "io/names_priv.h"
#include "io/tidy_priv.h"

enum { SHOWN_CATEGORIES = 6, LIST_SIZE = 300 };

static koh_status no_memory(koh_error *error)
{
    return koh_error_set(error, KOH_ENOMEM, "out of memory");
}

static const char *code_of(const koh_category *category)
{
    return category->code != NULL ? category->code : category->label;
}

static const char *label_of(const koh_category *category)
{
    return category->label != NULL ? category->label : category->code;
}

koh_status koh__tidy_axis_new(koh_figures *figures, const koh_variable *variable, koh_tidy_axis *axis, koh_error *error)
{
    koh_arena *arena = figures->arena;
    *axis = (koh_tidy_axis){ .variable = variable };
    axis->drop = KOH_TAKE(arena, variable->n, unsigned char);
    axis->column.text = KOH_TAKE(arena, variable->n, const char *);
    axis->column.number = KOH_TAKE(arena, variable->n, int);
    axis->more.text = KOH_TAKE(arena, variable->n, const char *);
    axis->more.number = NULL;
    return axis->drop == NULL || axis->column.text == NULL || axis->column.number == NULL || axis->more.text == NULL
               ? no_memory(error)
               : KOH_OK;
}

static size_t kept(const koh_tidy_axis *axis)
{
    size_t n = 0;
    for (size_t i = 0; i < axis->variable->n; i++) {
        n += axis->drop[i] == KOH_DROP_NOT;
    }
    return n;
}

/* Totals are left out beside their parts, never alone. */
static void settle_totals(koh_tidy_axis *axis, const koh_import_options *options)
{
    size_t parts = kept(axis);
    for (size_t i = 0; i < axis->variable->n; i++) {
        if (axis->drop[i] == KOH_DROP_TOTAL && (parts == 0 || options->totals == KOH_TOTALS_KEEP)) {
            axis->drop[i] = KOH_DROP_NOT;
        }
    }
}

static koh_status sex_axis(koh_figures *figures, const koh_import_options *options, koh_tidy_axis *axis,
                           koh_error *error)
{
    static const char *const names[] = { NULL, "female", "male", "both" };
    const koh_variable *variable = axis->variable;
    int seen[4] = { 0 };
    for (size_t i = 0; i < variable->n; i++) {
        const koh_category *category = &variable->categories[i];
        koh_sex_label code = koh__label_sex(code_of(category)), label = koh__label_sex(label_of(category));
        koh_sex_label sex = code != KOH_SEX_LABEL_NONE ? code : label;
        if (sex == KOH_SEX_LABEL_NONE && koh__label_is_unknown(label_of(category))) {
            axis->drop[i] = KOH_DROP_UNKNOWN;
            continue;
        }
        if (sex == KOH_SEX_LABEL_NONE) {
            return koh__figures_fail(figures, variable, category, KOH_EUNKNOWN, error,
                                     "\"%s\" is no sex: Menn (1), Kvinner (2) or both", label_of(category));
        }
        if (label != KOH_SEX_LABEL_NONE && label != sex) {
            return koh__figures_fail(figures, variable, category, KOH_EAMBIGUOUS, error,
                                     "sex code %s is %s, but its label \"%s\" is %s", code_of(category), names[sex],
                                     label_of(category), names[label]);
        }
        axis->column.text[i] = names[sex];
        axis->drop[i] = sex == KOH_SEX_LABEL_BOTH ? KOH_DROP_TOTAL : KOH_DROP_NOT;
        seen[sex] = 1;
    }
    settle_totals(axis, options);
    if (seen[KOH_SEX_LABEL_BOTH] && seen[KOH_SEX_LABEL_FEMALE] != seen[KOH_SEX_LABEL_MALE] &&
        options->totals == KOH_TOTALS_LEAVE_OUT) {
        koh__figures_note(figures, "warning", "with the total of both sexes left out, only one sex is there");
    }
    axis->column.name = "sex";
    return KOH_OK;
}

/* A label says what an age is; a code does where there is none that says it. */
static int age_of(const koh_category *category, koh_age_label *age)
{
    return (category->label != NULL && koh__label_age(category->label, age)) ||
           (category->code != NULL && koh__label_age(category->code, age));
}

static void note_overlap(koh_figures *figures, const koh_age_label *ages, const koh_tidy_axis *axis)
{
    size_t n = axis->variable->n;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n && n <= 500; j++) {
            int reaches = ages[i].to < 0 || ages[i].to >= ages[j].from;
            if (i != j && axis->drop[i] == KOH_DROP_NOT && axis->drop[j] == KOH_DROP_NOT && reaches &&
                ages[i].from <= ages[j].from) {
                koh__figures_note(figures, "warning", "ages %s and %s overlap: do not add them up",
                                  axis->column.text[i], axis->column.text[j]);
                return;
            }
        }
    }
}

static const char *age_text(koh_figures *figures, const koh_age_label *age, int bands)
{
    if (!bands || age->to == age->from) {
        return koh__arena_format(figures->arena, "%d", age->from);
    }
    return age->to < 0 ? koh__arena_format(figures->arena, "%d+", age->from)
                       : koh__arena_format(figures->arena, "%d-%d", age->from, age->to);
}

/* Single ages unless some age is a band; the open age is the last of single ages only where it is the highest. */
static int has_bands(const koh_tidy_axis *axis, const koh_age_label *ages)
{
    int highest = -1, open = -1, bands = 0;
    size_t singles = 0;
    for (size_t i = 0; i < axis->variable->n; i++) {
        if (axis->drop[i] != KOH_DROP_NOT) {
            continue;
        }
        highest = ages[i].from > highest ? ages[i].from : highest;
        singles += ages[i].to == ages[i].from;
        bands |= ages[i].to >= 0 && ages[i].to != ages[i].from;
        bands |= ages[i].to < 0 && open >= 0;
        open = ages[i].to < 0 ? ages[i].from : open;
    }
    return bands || singles == 0 || (open >= 0 && open != highest);
}

/* What each category is, totals as 0+. */
static koh_status read_ages(koh_figures *figures, koh_tidy_axis *axis, koh_age_label *ages, koh_error *error)
{
    const koh_variable *variable = axis->variable;
    for (size_t i = 0; i < variable->n; i++) {
        const koh_category *category = &variable->categories[i];
        const char *label = label_of(category);
        if (koh__label_is_total(NULL, label)) {
            ages[i] = (koh_age_label){ 0, -1 };
            axis->drop[i] = KOH_DROP_TOTAL;
        } else if (koh__label_is_unknown(label)) {
            axis->drop[i] = KOH_DROP_UNKNOWN;
        } else if (!age_of(category, &ages[i])) {
            return koh__figures_fail(figures, variable, category, KOH_EUNKNOWN, error,
                                     "\"%s\" is no age: \"0 år\", \"105+\", \"67-79 år\", \"80 år eller eldre\"",
                                     label);
        }
    }
    return KOH_OK;
}

static koh_status age_axis(koh_figures *figures, const koh_import_options *options, koh_tidy_axis *axis,
                           koh_error *error)
{
    size_t n = axis->variable->n;
    koh_age_label *ages = KOH_TAKE(figures->arena, n, koh_age_label);
    koh_status status = ages == NULL ? no_memory(error) : read_ages(figures, axis, ages, error);
    if (status != KOH_OK) {
        return status;
    }
    size_t parts = kept(axis);
    settle_totals(axis, options);
    size_t all = kept(axis);
    int bands = all > parts || has_bands(axis, ages), highest = 0, open = 0;
    for (size_t i = 0; i < n; i++) {
        axis->column.text[i] = age_text(figures, &ages[i], bands);
        axis->column.number[i] = ages[i].from;
        if (axis->column.text[i] == NULL) {
            return no_memory(error);
        }
        if (axis->drop[i] == KOH_DROP_NOT && ages[i].from >= highest) {
            highest = ages[i].from;
            open = ages[i].to < 0;
        }
    }
    axis->column.is_number = !bands;
    if (parts == 0) {
        koh__figures_note(figures, "age", "all ages together");
        return KOH_OK;
    }
    axis->column.name = bands ? "age_band" : "age";
    if (bands) {
        note_overlap(figures, ages, axis);
    }
    koh__figures_note(figures, "age", "%s (%zu)%s", bands ? "bands" : "single ages", all,
                      bands  ? ""
                      : open ? ", the last open"
                             : ", the last not open");
    return KOH_OK;
}

static koh_status time_axis(koh_figures *figures, koh_tidy_axis *axis, koh_error *error)
{
    static const char *const names[] = { NULL, "date", "quarter", "month" };
    const koh_variable *variable = axis->variable;
    int first_kind = 0, low = 9999, high = 0;
    for (size_t i = 0; i < variable->n; i++) {
        const koh_category *category = &variable->categories[i];
        koh_time_label time = { 0 };
        if (!koh__label_time(code_of(category), &time) && !koh__label_time(label_of(category), &time)) {
            int serial = koh__label_is(code_of(category), "") == 0 && strspn(code_of(category), "0123456789") == 5;
            return koh__figures_fail(figures, variable, category, KOH_EUNKNOWN, error,
                                     "\"%s\" is no time: \"2024\", \"2024M01\", \"2024K1\", \"1.1.2024\"%s",
                                     code_of(category), serial ? " (it may be a spreadsheet's date)" : "");
        }
        int kind = time.day != 0 ? 1 : time.quarter != 0 ? 2 : time.month != 0 ? 3 : 0;
        if (i > 0 && kind != first_kind) {
            return koh__figures_fail(figures, variable, category, KOH_ESCHEMA, error,
                                     "\"%s\" is another kind of time than \"%s\"", code_of(category),
                                     code_of(&variable->categories[0]));
        }
        first_kind = kind;
        axis->column.number[i] = time.year;
        axis->column.text[i] = koh__arena_format(figures->arena, "%d", time.year);
        axis->more.text[i] = kind == 1
                                 ? koh__arena_format(figures->arena, "%04d-%02d-%02d", time.year, time.month, time.day)
                             : kind == 2 ? koh__arena_format(figures->arena, "%d", time.quarter)
                                         : koh__arena_format(figures->arena, "%d", time.month);
        if (axis->column.text[i] == NULL || axis->more.text[i] == NULL) {
            return no_memory(error);
        }
        low = time.year < low ? time.year : low;
        high = time.year > high ? time.year : high;
    }
    axis->column.name = "year";
    axis->column.is_number = 1;
    axis->more.name = names[first_kind];
    char span[2 * KOH_TIME_SIZE];
    (void) snprintf(span, sizeof span, high > low ? "%d-%d" : "%d", low, high);
    koh__figures_note(figures, "year", "%s (%zu)%s%s", span, variable->n, first_kind > 0 ? ", with its " : "",
                      first_kind > 0 ? names[first_kind] : "");
    return KOH_OK;
}

/* A variable's own name as that of a column: lower case, what is no letter or digit an underscore. */
static const char *own_name(koh_figures *figures, const koh_variable *variable)
{
    static const char *const taken[] = { "region",   "year",           "sex",   "age", "age_band",
                                         "contents", "missing_reason", "value", NULL };
    const char *name = variable->code != NULL && variable->code[0] != '\0' ? variable->code : variable->label;
    char *made = koh__arena_text(figures->arena, name);
    size_t n = 0;
    for (size_t i = 0; made != NULL && name[i] != '\0'; i++) {
        unsigned char c = (unsigned char) name[i];
        int upper_two = i > 0 && (unsigned char) name[i - 1] == 0xc3 && c >= 0x80 && c <= 0x9e && c != 0x97;
        int letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
        if ((c >= 'A' && c <= 'Z') || upper_two) {
            made[n++] = (char) (c + 0x20);
        } else if (letter) {
            made[n++] = (char) c;
        } else if (n > 0 && made[n - 1] != '_') {
            made[n++] = '_';
        }
    }
    if (made == NULL) {
        return NULL;
    }
    made[n > 0 && made[n - 1] == '_' ? n - 1 : n] = '\0';
    for (size_t i = 0; taken[i] != NULL; i++) {
        if (strcmp(made, taken[i]) == 0) {
            return koh__arena_format(figures->arena, "%s_of_table", made);
        }
    }
    return made[0] == '\0' ? "variable" : made;
}

static void note_categories(koh_figures *figures, const koh_tidy_axis *axis, const char *name)
{
    char list[LIST_SIZE] = "";
    size_t n = 0, used = 0;
    for (size_t i = 0; i < axis->variable->n && n < SHOWN_CATEGORIES; i++) {
        if (axis->drop[i] == KOH_DROP_NOT) {
            int length = snprintf(list + used, sizeof list - used, "%s%s", n++ > 0 ? ", " : "", axis->column.text[i]);
            used += length < 0 || (size_t) length >= sizeof list - used ? 0 : (size_t) length;
        }
    }
    size_t all = kept(axis);
    koh__figures_note(figures, name, "%s%s (%zu)", list, all > n ? ", ..." : "", all);
}

static koh_status other_axis(koh_figures *figures, const koh_import_options *options, koh_tidy_axis *axis,
                             koh_error *error)
{
    const koh_variable *variable = axis->variable;
    int contents = variable->role == KOH_ROLE_CONTENTS, projection = koh__label_is_projection(figures->table);
    size_t alternatives = 0;
    for (size_t i = 0; i < variable->n; i++) {
        const koh_category *category = &variable->categories[i];
        axis->column.text[i] = code_of(category);
        axis->drop[i] =
            !contents && koh__label_is_total(category->code, category->label) ? KOH_DROP_TOTAL : KOH_DROP_NOT;
        alternatives +=
            koh__label_alternative(category->code != NULL ? category->code : category->label, category->label) != NULL;
    }
    settle_totals(axis, options);
    axis->column.name = contents ? "contents" : own_name(figures, variable);
    if (axis->column.name == NULL) {
        return no_memory(error);
    }
    if (contents && projection && alternatives == variable->n) {
        axis->column.name = "alternative";
        for (size_t i = 0; i < variable->n; i++) {
            const koh_category *category = &variable->categories[i];
            axis->column.text[i] = koh__label_alternative(code_of(category), category->label);
        }
    } else if (contents && variable->n == 1) {
        axis->column.name = NULL;
    } else if (contents && alternatives == variable->n) {
        koh__figures_note(figures, "warning",
                          "contents may be alternatives of a projection: say its table (--table ID)");
    }
    note_categories(figures, axis, axis->column.name == NULL ? "contents" : axis->column.name);
    return KOH_OK;
}

static const void *text_key(const void *keys, uint32_t number)
{
    const char *const *texts = keys;
    return texts[number];
}

/* Two categories must not become the same text. */
static koh_status check_distinct(koh_figures *figures, const koh_tidy_axis *axis, koh_error *error)
{
    const koh_variable *variable = axis->variable;
    const char **texts = KOH_TAKE(figures->arena, variable->n, const char *);
    koh_names names = { 0 };
    size_t n = 0;
    koh_status status = texts == NULL ? no_memory(error) : KOH_OK;
    for (size_t i = 0; i < variable->n && status == KOH_OK; i++) {
        if (axis->drop[i] != KOH_DROP_NOT) {
            continue;
        }
        texts[n] = axis->more.name == NULL
                       ? axis->column.text[i]
                       : koh__arena_format(figures->arena, "%s %s", axis->column.text[i], axis->more.text[i]);
        size_t found = texts[n] == NULL ? SIZE_MAX : koh__names_find(&names, text_key, texts, texts[n]);
        if (found == SIZE_MAX) {
            status = no_memory(error);
        } else if (found != n) {
            status =
                koh__figures_fail(figures, variable, &variable->categories[i], KOH_EDUPLICATE, error,
                                  "\"%s\" is %s, as another category is", label_of(&variable->categories[i]), texts[n]);
        }
        n++;
    }
    koh__names_free(&names);
    return status;
}

koh_status koh__tidy_axis(koh_figures *figures, const koh_import_options *options, const koh_variable *variable,
                          koh_tidy_axis *axis, koh_error *error)
{
    koh_status status = koh__tidy_axis_new(figures, variable, axis, error);
    if (status != KOH_OK) {
        return status;
    }
    switch (variable->role) {
    case KOH_ROLE_SEX:
        status = sex_axis(figures, options, axis, error);
        break;
    case KOH_ROLE_AGE:
        status = age_axis(figures, options, axis, error);
        break;
    case KOH_ROLE_TIME:
        status = time_axis(figures, axis, error);
        break;
    default:
        status = other_axis(figures, options, axis, error);
    }
    return status == KOH_OK ? check_distinct(figures, axis, error) : status;
}
