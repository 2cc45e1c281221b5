/* What the parts of the chapter are built with. */
#ifndef KOH_BUILDER_PRIV_H
#define KOH_BUILDER_PRIV_H

#include "report/chapter_priv.h"
#include "report/sentence_priv.h"

enum { KOH_CHAPTER_YEARS = 8 };

typedef struct koh_builder {
    const koh_result *result;
    koh_arena *arena;
    size_t language;
    koh_chapter *chapter;
    koh_chapter_section *section;
    size_t scenario;           /* whose tables are being built */
    int failed;                /* out of memory: nothing more is built */
    size_t n_years, end, last; /* of the columns; indices of plan end and of the last year */
    size_t years[KOH_CHAPTER_YEARS];
    size_t n_absent;
    koh_label_id absent[KOH_SECTIONS]; /* headings of sections that the plan has nothing for */
} koh_builder;

/* Cells of a cube in year 0; in year t they stand t * row further on. */
typedef struct koh_series {
    const char *path;
    size_t row, n_blocks, offset[2], n, step;
    double scale; /* 0 = 1 */
    int decimals;
} koh_series;

/* The words of the page's language. */
const char *koh__say(const koh_builder *b, koh_label_id label);

/* A source among the labels, that of the population in it. */
const char *koh__say_source(koh_builder *b, koh_label_id label);

/* A figure of the plan in words, by its place in it; NULL where it has none. */
const char *koh__figure_words(koh_builder *b, const char *pointer);
/* ... with its gaps filled: one, {y} and {z} by years, or any. */
const char *koh__say_with(koh_builder *b, koh_label_id label, char name, const char *text);
const char *koh__say_gaps(koh_builder *b, koh_label_id label, size_t n, const koh_gap *gaps);
const char *koh__say_years(koh_builder *b, koh_label_id label, int y, int z);
/* With a small letter first, for the middle of a sentence; an abbreviation stays. */
const char *koh__lower(koh_builder *b, const char *text);
const char *koh__format(koh_builder *b, const char *format, ...) KOH_PRINTF(2, 3);

/* The base scenario of the tables, its cube, the year at an index. */
const koh_scenario_result *koh__scenario(const koh_builder *b);
const koh_cube *koh__cube(const koh_builder *b, const char *path);
int koh__year(const koh_builder *b, size_t t);
const char *koh__service_name(const koh_builder *b, const char *id);

/* Is nothing known? What is withheld is known. */
int koh__is_unknown(double value);

/* The place of a cube's path among the chapter's, from 1; a new one is added. */
size_t koh__cube_place(const koh_builder *b, const char *path);

/* Cells. One that the cube does not have, as the last year of a flow, is an empty text. */
koh_chapter_cell koh__cell_text(const char *text);
koh_chapter_cell koh__cell_at(const koh_builder *b, const koh_series *series, size_t t);
koh_chapter_cell koh__cell_change(const koh_builder *b, const koh_series *series, size_t t, koh_chapter_kind kind);
koh_chapter_cell koh__cell_absolute(koh_chapter_cell change); /* of a fall: turned round */

/* All ages from..to (to < 0 = open) of both sexes, or of one. */
koh_series koh__persons(const koh_builder *b, int from, int to);
koh_series koh__persons_of(const koh_builder *b, size_t sex, int from, int to);
const char *koh__age_text(koh_builder *b, int from, int to);

/* Sections and what stands in them; a table or figure that is the same as an earlier scenario's is shown for both. */
void koh__each_scenario(koh_builder *b, void (*build)(koh_builder *));
void koh__begin_section(koh_builder *b, const char *id, koh_label_id heading);
/* A sentence with a number that is withheld says nothing, and is not there. */
void koh__add_sentence(koh_builder *b, koh_chapter_item_kind kind, const unsigned char *of, const char *text, size_t n,
                       const koh_chapter_gap *gaps);
void koh__add_label(koh_builder *b, koh_label_id label); /* a paragraph without gaps */
/* Takes an empty section away and remembers it for the notes. */
void koh__end_section(koh_builder *b, koh_label_id heading);
unsigned char *koh__only(koh_builder *b, size_t scenario);

/* Tables: NULL once out of memory; heads are set by the caller where they are not the default years. */
koh_chapter_table *koh__table_begin(koh_builder *b, const char *id, const char *title, const char *unit,
                                    size_t n_columns);
koh_chapter_table *koh__table_of_years(koh_builder *b, const char *id, const char *title, const char *unit,
                                       koh_label_id first); /* with the two columns of change */
koh_chapter_row *koh__row_add(koh_builder *b, koh_chapter_table *table, const char *label, int level);
void koh__row_of_years(koh_builder *b, koh_chapter_table *table, const char *label, int level,
                       const koh_series *series);
void koh__table_end(koh_builder *b, koh_chapter_table *table);

/* A column of a table whose rows are labels: a figure of one year, summed where it has parts. A figure that the row's
 * label does not have leaves the cell empty. */
typedef enum koh_when {
    KOH_WHEN_BASE = 0, /* base year, or the cube has no years */
    KOH_WHEN_END,      /* end of the plan period */
    KOH_WHEN_LAST,
    KOH_WHEN_PERIOD, /* the sum of the years from the base year to before the end of the period */
    KOH_WHENS
} koh_when;

typedef struct koh_grid_column {
    const char *word; /* its head, as koh__column_label has it */
    const char *path;
    size_t item;    /* of the cube's last axis; KOH_ALL_ITEMS = their sum */
    koh_when when;  /* stands under the head, but for KOH_WHEN_BASE of cubes without years */
    int decimals;   /* KOH_YEAR_DIGITS: a year */
    double scale;   /* 0 = 1 */
    const char *by; /* another cube or NULL: the figure divided by that one, or less it */
    size_t by_item;
    koh_chapter_kind how; /* with `by`: KOH_CHAPTER_DIFFERENCE or KOH_CHAPTER_INDEX */
} koh_grid_column;

enum { KOH_ALL_ITEMS = 1000000 };

/* Cells of a label of a cube, whose axes are [year][label][item...] or [label][item...]; n = 0: it is not there. */
koh_series koh__series(const koh_builder *b, const char *path, const char *label, size_t item);

/* A table of such columns without rows, a row of it, and the row of the sum of all labels of the cubes; a row of which
 * nothing is known is left out and NULL. */
koh_chapter_table *koh__grid(koh_builder *b, const char *id, koh_label_id stub, size_t n,
                             const koh_grid_column *columns);
koh_chapter_row *koh__grid_row(koh_builder *b, koh_chapter_table *table, const char *name, const char *label, size_t n,
                               const koh_grid_column *columns);
koh_chapter_row *koh__grid_total(koh_builder *b, koh_chapter_table *table, const char *name, size_t n,
                                 const koh_grid_column *columns);

/* The words for a code of a column (report/code_priv.h). */
const char *koh__code_text(koh_builder *b, const char *column, const char *code);

/* The title of a standard table. */
const char *koh__form_title(const koh_builder *b, const char *id);

/* A standard table over the default years. */
koh_chapter_table *koh__form_of_years(koh_builder *b, const char *id, koh_label_id unit, koh_label_id stub);

/* Columns of text beside those of a grid: appended with empty cells; the first of them. */
size_t koh__grid_texts(koh_builder *b, koh_chapter_table *table, size_t n, const koh_label_id *heads);

/* A row of years where anything is known. */
void koh__row_if_known(koh_builder *b, koh_chapter_table *table, const char *label, int level,
                       const koh_series *series);

/* ... and the difference of two series by year. */
void koh__row_of_differences(koh_builder *b, koh_chapter_table *table, const char *label, int level,
                             const koh_series *series, const koh_series *less);

/* A sentence of {a}, {b} of a series in base year and end of the period, {c} of any cell, {s} and {t} of texts, and the
 * years {y} and {z}; nothing where one of its numbers is unknown. */
typedef struct koh_saying {
    const koh_series *series;
    const koh_chapter_cell *cell;
    const char *s, *t;
} koh_saying;
void koh__say_end(koh_builder *b, koh_chapter_item_kind kind, koh_label_id label, const koh_saying *saying);

/* A row of the year at index t. */
koh_chapter_row *koh__year_row(koh_builder *b, koh_chapter_table *table, size_t t);

/* Figures. The title has {a} and {b} of two cells, {y} and {z} of base year and last year, {s} and {v} of texts. */
const char *koh__title_of(koh_builder *b, koh_label_id label, const koh_chapter_cell *first,
                          const koh_chapter_cell *last);
const char *koh__title_with(koh_builder *b, koh_label_id label, const char *what, const koh_chapter_cell *first,
                            const koh_chapter_cell *last);
koh_chapter_figure *koh__figure_begin(koh_builder *b, const char *id, const char *title, const char *what,
                                      const char *unit);
koh_chapter_panel *koh__panel_add(koh_builder *b, koh_chapter_figure *figure, const char *title, size_t n_columns);
void koh__figure_end(koh_builder *b, koh_chapter_figure *figure);

/* The range of the draws in a figure: two columns and the band between them. Where a cube [year][label] has no
 * quantiles there is none. */
enum { KOH_FAN = 2 };
int koh__has_fan(const koh_builder *b, const char *path);
void koh__fan_begin(koh_builder *b, koh_chapter_figure *figure, koh_chapter_panel *panel, size_t column);
void koh__fan_put(koh_builder *b, const char *path, size_t label, size_t t, koh_chapter_cell cells[KOH_FAN]);

/* The parts, by file. Each needs what the plan may lack; without it there is no section. */
void koh__build_homes(koh_builder *b);
void koh__build_buildings(koh_builder *b);
void koh__build_workforce(koh_builder *b);
void koh__build_economy(koh_builder *b);
void koh__build_measures(koh_builder *b);
void koh__build_preparedness(koh_builder *b);
void koh__build_health(koh_builder *b);
void koh__add_indicator_years(koh_builder *b); /* of the reference */
void koh__add_inequality(koh_builder *b);      /* T22e: of the reference */
void koh__build_targets(koh_builder *b);
void koh__build_spread(koh_builder *b);
void koh__build_zones(koh_builder *b);
void koh__add_coverage(koh_builder *b); /* of the reference */
void koh__add_drivers(koh_builder *b);
void koh__add_levels(koh_builder *b);
void koh__add_waiting(koh_builder *b);
void koh__add_shortage_chance(koh_builder *b); /* F14, T11f: of the reference */
void koh__add_ranges(koh_builder *b);          /* T23b: of the reference */
void koh__add_peers(koh_builder *b);           /* of the reference */
void koh__add_events(koh_builder *b);
void koh__add_ladder(koh_builder *b);
void koh__add_aims(koh_builder *b);
void koh__build_summary(koh_builder *b);
void koh__build_population(koh_builder *b);
void koh__say_shelf_life(koh_builder *b);
void koh__build_carers(koh_builder *b);
void koh__build_need(koh_builder *b);
void koh__build_places(koh_builder *b);
void koh__build_staff(koh_builder *b);
void koh__add_staff_figure(koh_builder *b);
void koh__build_scenarios(koh_builder *b);
void koh__build_assumptions(koh_builder *b);
void koh__build_notes(koh_builder *b);
void koh__build_population_figures(koh_builder *b);

/* Shared by parts: what the summary says too, and a year of shortage tied to its member of the result. */
void koh__say_old(koh_builder *b);
void koh__say_scenario(koh_builder *b);
void koh__say_places(koh_builder *b);
void koh__say_staff(koh_builder *b);
koh_chapter_cell koh__shortage_cell(koh_builder *b, const char *type);

#endif
