/* The evidence chapter as a model: what every format shows. Memory belongs to the result's arena. */
#ifndef KOH_CHAPTER_PRIV_H
#define KOH_CHAPTER_PRIV_H

#include <stddef.h>

#include "base/text_priv.h"
#include "plan/result_priv.h"
#include "report/chapter_label_priv.h"

/* Cells of one cube of result.json, up to two blocks of n cells `step` apart; no blocks: the member at `path` itself.
 */
typedef struct koh_chapter_ref {
    size_t scenario;
    const char *path; /* below the scenario, "demand/users"; NULL = stands nowhere in the result */
    size_t n_blocks, from[2], n, step;
    size_t cube; /* the place of the path among the chapter's cubes, from 1 */
} koh_chapter_ref;

typedef enum koh_chapter_kind {
    KOH_CHAPTER_TEXT = 0,
    KOH_CHAPTER_SUM,        /* scale * a */
    KOH_CHAPTER_DIFFERENCE, /* scale * (a - b) */
    KOH_CHAPTER_PERCENT,    /* 100 * (a - b) / b */
    KOH_CHAPTER_INDEX       /* 100 * a / b */
} koh_chapter_kind;

enum { KOH_YEAR_DIGITS = -1 }; /* decimals of a year: no space between its digits */

/* A text, or a number with the cells of the result that it follows from; a and b are sums over their cells. */
typedef struct koh_chapter_cell {
    koh_chapter_kind kind;
    const char *text; /* of a text; of a number: NULL */
    const char *lang; /* of a text in another language than the page's, or NULL */
    double value, scale;
    int decimals;
    koh_chapter_ref a, b;
} koh_chapter_cell;

typedef struct koh_chapter_row {
    const char *label;
    int level; /* 0 plain, 1 a part of the row above, 2 a total */
    int year;  /* of the rows of a figure */
    koh_chapter_cell *cells;
} koh_chapter_row;

typedef struct koh_chapter_head {
    const char *text, *under; /* under: a second line, or NULL */
} koh_chapter_head;

/* A table of a chapter or of a panel of a figure. `of` [n_scenarios] tells for which scenarios it holds. */
typedef struct koh_chapter_table {
    const char *id; /* "T10a"; of a panel NULL */
    const char *title, *unit, *source, *note;
    const char *stub; /* head of the first column */
    unsigned char *of;
    size_t n_columns, n_rows, size_rows;
    koh_chapter_head *heads; /* [n_columns] */
    koh_chapter_row *rows;
} koh_chapter_table;

typedef enum koh_chapter_mark {
    KOH_MARK_LINE = 0,
    KOH_MARK_STEP,    /* constant from one year to the next */
    KOH_MARK_BAR,     /* filled, of a pyramid */
    KOH_MARK_OUTLINE, /* the outline over it */
    KOH_MARK_EDGE,    /* of the shaded range of the draws */
    KOH_MARK_SPAN     /* one bar from the first of two columns to the second */
} koh_chapter_mark;

typedef struct koh_chapter_panel {
    koh_chapter_table *table;
    koh_chapter_mark *marks; /* [table->n_columns] */
    const char *band;        /* name of the shaded range between the edges, or of all lines; or NULL */
} koh_chapter_panel;

/* lines over years, or a pyramid: rows are age bands from young to old, columns men and women */
typedef struct koh_chapter_figure {
    const char *id, *title, *what, *unit, *axis, *source, *note;
    int is_pyramid, is_from_zero;
    int is_bars; /* rows are labels, with a horizontal bar of each column, or one span from the first to the second */
    unsigned char *of;
    size_t n_panels;
    koh_chapter_panel *panels;
    size_t n_years;              /* of a pyramid that can be moved through the years from the base year; 0 = none */
    const double *years;         /* [n_years][rows][2] men and women */
    const char *sides[2], *base; /* of a pyramid: the words for men and women, and the base year */
} koh_chapter_figure;

typedef struct koh_chapter_gap {
    char name;
    koh_chapter_cell cell;
} koh_chapter_gap;

/* A sentence with gaps. */
enum { KOH_SENTENCE_GAPS = 8 };
typedef struct koh_chapter_sentence {
    const char *text;
    size_t n;
    koh_chapter_gap gaps[KOH_SENTENCE_GAPS];
} koh_chapter_sentence;

typedef enum koh_chapter_item_kind {
    KOH_ITEM_PARAGRAPH = 0,
    KOH_ITEM_BULLET,
    KOH_ITEM_TABLE,
    KOH_ITEM_FIGURE
} koh_chapter_item_kind;

typedef struct koh_chapter_item {
    koh_chapter_item_kind kind;
    const unsigned char *of; /* NULL = all scenarios */
    size_t n_sentences;
    koh_chapter_sentence *sentences;
    koh_chapter_table *table;
    koh_chapter_figure *figure;
} koh_chapter_item;

typedef struct koh_chapter_section {
    const char *id, *heading;
    size_t n, size;
    koh_chapter_item *items;
} koh_chapter_section;

enum { KOH_SECTIONS = 24 };

typedef struct koh_chapter {
    size_t language, n_scenarios;
    const char *title;
    const char *mark, *mark_why; /* who may read it, and why */
    koh_chapter_sentence subtitle;
    const char *const *scenarios; /* [n_scenarios] names */
    const char *const *ids;       /* [n_scenarios] */
    int base_year;
    size_t n_cubes, size_cubes;
    const char **cubes; /* [n_cubes] paths that its numbers come from */
    size_t n;
    koh_chapter_section sections[KOH_SECTIONS];
} koh_chapter;

/* Builds the chapter of a result. KOH_ENOMEM. */
koh_status koh__chapter_new(const koh_result *result, size_t language, koh_chapter *chapter) KOH_NODISCARD;

/* Does a column hold nothing but texts? */
int koh__chapter_is_text(const koh_chapter_table *table, size_t column);

/* The number or text of a cell as people read it, ended; unknown is "..". */
void koh__chapter_cell_text(const koh_chapter *chapter, const koh_chapter_cell *cell, koh_buffer *buffer);

/* The cells of the result behind a ref, separated by spaces: "0:3:7" is cell 7 of the fourth of the chapter's cubes in
 * scenario 0, "0:3:80..105" a range and "0:3:0..6;3" one with a step; a member of the result is its JSON pointer. Cells
 * of the scenario and cube of `of`, unless it is NULL, are told by their numbers alone. */
void koh__chapter_ref_text(const koh_chapter_ref *ref, const koh_chapter_ref *of, koh_buffer *buffer);

#endif
