/* Figures: built up by the readers, looked through by those who make rows of them. */
#include "io/figures_priv.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "io/label_priv.h"
#include "io/names_priv.h"

enum { FIRST_CELLS = 256, FIRST_CATEGORIES = 16, ID_DIGITS = 5, PLACE_SIZE = 32 };

koh_status koh__figures_new(const char *file, koh_figures **figures)
{
    koh_figures *made = KOH_NEW(1, koh_figures);
    if (made == NULL) {
        return KOH_ENOMEM;
    }
    made->arena = koh__arena_new();
    made->file = made->arena == NULL ? NULL : koh__arena_text(made->arena, file);
    if (made->file == NULL) {
        koh__figures_free(made);
        return KOH_ENOMEM;
    }
    *figures = made;
    return KOH_OK;
}

void koh__figures_free(koh_figures *figures)
{
    if (figures == NULL) {
        return;
    }
    for (size_t i = 0; i < figures->n_variables; i++) {
        koh__free(figures->variables[i].categories);
    }
    koh__free(figures->category);
    koh__free(figures->value);
    koh__free(figures->reason);
    koh__free(figures->line);
    koh__buffer_free(&figures->notes);
    koh__arena_free(figures->arena);
    koh__free(figures);
}

const char *koh__figures_text(koh_figures *figures, const char *text, int *failed)
{
    const char *copy = text == NULL ? NULL : koh__arena_text(figures->arena, text);
    *failed |= text != NULL && copy == NULL;
    return copy;
}

koh_variable *koh__figures_variable(koh_figures *figures, const char *code, const char *label)
{
    int failed = figures->n_variables == KOH_FIGURES_VARIABLES;
    if (failed) {
        return NULL;
    }
    koh_variable *variable = &figures->variables[figures->n_variables];
    *variable = (koh_variable){ .code = koh__figures_text(figures, code, &failed),
                                .label = koh__figures_text(figures, label, &failed) };
    figures->n_variables += !failed;
    return failed ? NULL : variable;
}

koh_category *koh__figures_category(koh_figures *figures, koh_variable *variable, const char *code, const char *label)
{
    if (variable->n == variable->size) {
        size_t size = variable->size == 0 ? FIRST_CATEGORIES : variable->size * 2;
        koh_category *grown = koh__grow(variable->categories, size, sizeof *grown);
        if (grown == NULL) {
            return NULL;
        }
        variable->categories = grown;
        variable->size = size;
    }
    int failed = 0;
    koh_category *category = &variable->categories[variable->n];
    *category = (koh_category){ .code = koh__figures_text(figures, code, &failed),
                                .label = koh__figures_text(figures, label, &failed) };
    variable->n += !failed;
    return failed ? NULL : category;
}

/* Grows one of the arrays over cells; 0 when there is no memory. */
static int grow_array(void *array, size_t n, size_t size)
{
    void *block;
    memcpy(&block, array, sizeof block);
    block = koh__grow(block, n, size);
    if (block != NULL) {
        memcpy(array, &block, sizeof block);
    }
    return block != NULL;
}

koh_status koh__figures_cell(koh_figures *figures, const uint32_t *category, double value, koh_reason reason,
                             size_t line)
{
    if (figures->n_cells == KOH_FIGURES_CELLS) {
        return KOH_ELIMIT;
    }
    size_t width = figures->n_variables, i = figures->n_cells;
    if (i == figures->size_cells) {
        size_t size = i == 0 ? FIRST_CELLS : i * 2;
        if (!grow_array(&figures->category, size * (width + 1), sizeof *figures->category) ||
            !grow_array(&figures->value, size, sizeof *figures->value) ||
            !grow_array(&figures->reason, size, sizeof *figures->reason) ||
            !grow_array(&figures->line, size, sizeof *figures->line)) {
            return KOH_ENOMEM;
        }
        figures->size_cells = size;
    }
    memcpy(figures->category + i * width, category, width * sizeof *category);
    figures->value[i] = value;
    figures->reason[i] = (unsigned char) reason;
    figures->line[i] = (uint32_t) line;
    figures->n_cells++;
    return KOH_OK;
}

const koh_variable *koh__figures_find(const koh_figures *figures, koh_role role)
{
    for (size_t i = 0; i < figures->n_variables; i++) {
        if (figures->variables[i].role == role) {
            return &figures->variables[i];
        }
    }
    return NULL;
}

const char *koh__variable_name(const koh_variable *variable)
{
    return variable->label != NULL ? variable->label : variable->code;
}

/* The share of a variable's categories that have the code of a region. */
static int has_region_codes(const koh_variable *variable)
{
    size_t n = 0;
    for (size_t i = 0; i < variable->n; i++) {
        const koh_category *category = &variable->categories[i];
        n += koh__label_region(category->code != NULL ? category->code : category->label).kind != KOH_REGION_NONE;
    }
    return n > 0 && n * 2 >= variable->n;
}

/* Takes variable k out; cells keep their order. Its categories must follow from the others'. */
static void take_out(koh_figures *figures, size_t k)
{
    size_t width = figures->n_variables;
    koh__free(figures->variables[k].categories);
    memmove(&figures->variables[k], &figures->variables[k + 1], (width - k - 1) * sizeof figures->variables[0]);
    uint32_t *to = figures->category;
    for (size_t i = 0; i < figures->n_cells; i++) {
        for (size_t j = 0; j < width; j++) {
            if (j != k) {
                *to++ = figures->category[i * width + j];
            }
        }
    }
    figures->n_variables--;
}

/* What may stand beside a year. */
static int is_part_of_year(const char *name)
{
    static const char *const names[] = { "date", "dato", "quarter", "kvartal", "month", "måned" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (koh__label_is(name, names[i])) {
            return 1;
        }
    }
    return 0;
}

koh_status koh__figures_roles(koh_figures *figures, koh_error *error)
{
    for (size_t i = 0; i < figures->n_variables; i++) {
        koh_variable *variable = &figures->variables[i];
        koh_role role = variable->role;
        if (role == KOH_ROLE_OTHER) {
            role = koh__label_role(variable->code);
            role = role == KOH_ROLE_OTHER ? koh__label_role(variable->label) : role;
        }
        variable->role = KOH_ROLE_OTHER;
        koh_variable *other = NULL;
        for (size_t j = 0; j < i && role != KOH_ROLE_OTHER; j++) {
            other = figures->variables[j].role == role ? &figures->variables[j] : other;
        }
        if (role == KOH_ROLE_TIME && other != NULL && is_part_of_year(koh__variable_name(variable))) {
            continue;
        }
        if (other == NULL) {
            variable->role = role;
        } else if (role != KOH_ROLE_REGION) {
            return koh__figures_fail(figures, variable, NULL, KOH_EAMBIGUOUS, error,
                                     "\"%s\" and \"%s\" may each be the %s", koh__variable_name(other),
                                     koh__variable_name(variable),
                                     role == KOH_ROLE_TIME  ? "year"
                                     : role == KOH_ROLE_SEX ? "sex"
                                     : role == KOH_ROLE_AGE ? "age"
                                                            : "contents");
        } else if (has_region_codes(other) == has_region_codes(variable)) {
            return koh__figures_fail(figures, variable, NULL, KOH_EAMBIGUOUS, error,
                                     "\"%s\" and \"%s\" may each be the region", koh__variable_name(other),
                                     koh__variable_name(variable));
        } else {
            koh_variable *names = has_region_codes(other) ? variable : other;
            variable->role = names == other ? KOH_ROLE_REGION : KOH_ROLE_OTHER;
            koh__figures_note(figures, "skipped", "column \"%s\": names of the regions", koh__variable_name(names));
            take_out(figures, (size_t) (names - figures->variables));
            i--;
        }
    }
    return KOH_OK;
}

static const void *cell_key(const void *keys, uint32_t number)
{
    const koh_figures *figures = keys;
    return figures->category + number * figures->n_variables;
}

koh_status koh__figures_unique(const koh_figures *figures, koh_error *error)
{
    if (figures->n_unique == figures->n_cells || figures->n_variables == 0) {
        return KOH_OK;
    }
    koh_names seen = { .width = figures->n_variables * sizeof(uint32_t) };
    koh_status status = KOH_OK;
    for (size_t i = 0; i < figures->n_cells && status == KOH_OK; i++) {
        size_t found = koh__names_find(&seen, cell_key, figures, cell_key(figures, (uint32_t) i));
        if (found == SIZE_MAX) {
            status = koh_error_set(error, KOH_ENOMEM, "out of memory");
        } else if (found != i) {
            status = koh_error_set(error, KOH_EDUPLICATE,
                                   "the same place as in line %u: every column but the figure is "
                                   "equal",
                                   (unsigned) figures->line[found]);
            koh_error_at(error, figures->file, figures->line[i], 1, NULL);
        }
    }
    koh__names_free(&seen);
    return status;
}

koh_status koh__figures_fail(const koh_figures *figures, const koh_variable *variable, const koh_category *category,
                             koh_status status, koh_error *error, const char *format, ...)
{
    char message[KOH_MESSAGE_SIZE], pointer[KOH_POINTER_SIZE] = "";
    va_list arguments;
    va_start(arguments, format);
    (void) vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    (void) koh_error_set(error, status, "%s", message);
    if (variable != NULL && variable->pointer != NULL) {
        (void) snprintf(pointer, sizeof pointer, "%s%s%s", variable->pointer, category != NULL ? "/" : "",
                        category != NULL && category->code != NULL ? category->code : "");
    }
    size_t line = category != NULL ? category->line : 0;
    koh_error_at(error, figures->file, line, line > 0 ? category->column : 0, pointer);
    return status;
}

void koh__figures_note(koh_figures *figures, const char *heading, const char *format, ...)
{
    char text[2 * KOH_MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    (void) vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    text[koh__utf8_cut(text, strlen(text), sizeof text - 4)] = '\0';
    for (char *c = text; *c != '\0'; c++) {
        *c = (unsigned char) *c < 0x20 ? ' ' : *c;
    }
    koh__buffer_format(&figures->notes, "  %-11s %s\n", heading, text);
}

const char *koh__figures_table_id(koh_figures *figures, const char *title)
{
    if (title == NULL || strspn(title, "0123456789") != ID_DIGITS ||
        (title[ID_DIGITS] != ':' && title[ID_DIGITS] != '\0')) {
        return NULL;
    }
    return koh__arena_text_n(figures->arena, title, ID_DIGITS);
}
