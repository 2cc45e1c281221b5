/* Figures: a table of statistics as it stands in its file, whatever the format: variables, their categories, cells. */
#ifndef KOH_FIGURES_PRIV_H
#define KOH_FIGURES_PRIV_H

#include <stddef.h>
#include <stdint.h>

#include "base/memory_priv.h"
#include "base/text_priv.h"
#include "io/printed_priv.h"
#include "kohort/import.h"
#include "kohort/status.h"

enum { KOH_FIGURES_VARIABLES = 16, KOH_FIGURES_CELLS = 4000000, KOH_FIGURES_CATEGORIES = 200000 };

typedef enum koh_role {
    KOH_ROLE_OTHER = 0,
    KOH_ROLE_REGION,
    KOH_ROLE_TIME,
    KOH_ROLE_SEX,
    KOH_ROLE_AGE,
    KOH_ROLE_CONTENTS
} koh_role;

typedef struct koh_category {
    const char *code, *label; /* one of them may be NULL */
    size_t line, column;      /* where it first stands, 0 = not known */
} koh_category;

typedef struct koh_variable {
    const char *code, *label; /* one of them may be NULL */
    const char *pointer;      /* of its categories in JSON, or NULL */
    koh_role role;
    size_t n, size;
    koh_category *categories; /* [n], in the arena of the figures when full */
} koh_variable;

/* Owns everything through its arena and arrays. Starts with koh__figures_new. */
typedef struct koh_figures {
    koh_arena *arena;
    const char *file, *format, *table, *title, *source, *updated, *unit;
    const char *not_additive; /* why the figures must not be summed, or NULL */
    int statistics_norway;    /* the source says so, or the table has its form of id */
    size_t n_variables;
    koh_variable variables[KOH_FIGURES_VARIABLES];
    size_t n_cells, size_cells;
    uint32_t *category;    /* [n_cells][n_variables] */
    double *value;         /* [n_cells], NaN = no number */
    unsigned char *reason; /* [n_cells], koh_reason */
    uint32_t *line;        /* [n_cells], 0 = not known */
    size_t n_unique;       /* cells known to be at different places: all of a cube */
    koh_buffer notes;      /* the report so far */
} koh_figures;

koh_status koh__figures_new(const char *file, koh_figures **figures) KOH_NODISCARD;
void koh__figures_free(koh_figures *figures); /* takes NULL */

/* Adds a variable (texts copied; one may be NULL); NULL when there is no memory or no room for more. */
koh_variable *koh__figures_variable(koh_figures *figures, const char *code, const char *label) KOH_NODISCARD;

/* Adds a category (texts copied); NULL when there is no memory. */
koh_category *koh__figures_category(koh_figures *figures, koh_variable *variable, const char *code,
                                    const char *label) KOH_NODISCARD;

/* Adds a cell at category[n_variables]. KOH_ELIMIT, KOH_ENOMEM. Variables must be complete in number. */
koh_status koh__figures_cell(koh_figures *figures, const uint32_t *category, double value, koh_reason reason,
                             size_t line) KOH_NODISCARD;

/* Gives every variable its role by its name, where it has none. The first of a name wins; a second variable with names
 * of regions beside one with codes is taken out with a note. */
koh_status koh__figures_roles(koh_figures *figures, koh_error *error) KOH_NODISCARD;

/* The variable with a role, or NULL. */
const koh_variable *koh__figures_find(const koh_figures *figures, koh_role role);

/* Where categories are all "code - text", parts them; not where that may be a span ("67 - 79 år"). */
koh_status koh__figures_split_codes(koh_figures *figures) KOH_NODISCARD;

/* Gives variables without a name the role that all their categories show. KOH_ESCHEMA when they show none. */
koh_status koh__figures_name(koh_figures *figures, koh_error *error) KOH_NODISCARD;

/* KOH_EDUPLICATE with both lines when two cells stand at the same place. */
koh_status koh__figures_unique(const koh_figures *figures, koh_error *error) KOH_NODISCARD;

/* Sets an error at a category of a variable and returns its status. */
koh_status koh__figures_fail(const koh_figures *figures, const koh_variable *variable, const koh_category *category,
                             koh_status status, koh_error *error, const char *format, ...) KOH_PRINTF(6, 7);

/* A line of the report: a heading and words. */
void koh__figures_note(koh_figures *figures, const char *heading, const char *format, ...) KOH_PRINTF(3, 4);

/* A copy of a text in the arena; NULL of NULL. *failed is set when there is no memory. */
const char *koh__figures_text(koh_figures *figures, const char *text, int *failed);

/* The table id at the start of a title ("07459: Befolkning ..."), or NULL; copied. */
const char *koh__figures_table_id(koh_figures *figures, const char *title);

/* Name of a variable for people: its label, else its code. */
const char *koh__variable_name(const koh_variable *variable);

#endif
