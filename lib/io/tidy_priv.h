/* Figures to tidy rows with codes. */
#ifndef KOH_TIDY_PRIV_H
#define KOH_TIDY_PRIV_H

#include <stddef.h>
#include <stdint.h>

#include "io/division_priv.h"
#include "io/figures_priv.h"
#include "kohort/import.h"
#include "kohort/table.h"

/* What a variable becomes: at most two columns of texts or numbers. Arrays are in the arena of the figures. */
typedef struct koh_axis_column {
    const char *name; /* NULL = no such column */
    int is_number;
    const char **text; /* [n], also of numbers */
    int *number;       /* [n] */
} koh_axis_column;

typedef struct koh_tidy_axis {
    const koh_variable *variable;
    koh_axis_column column, more; /* more: the date, quarter or month beside the year */
    unsigned char *drop;          /* [n] koh_drop */
} koh_tidy_axis;

typedef enum koh_drop { KOH_DROP_NOT = 0, KOH_DROP_TOTAL, KOH_DROP_UNKNOWN, KOH_DROP_AREA } koh_drop;

/* A region of the output that a category contributes a share to. */
typedef struct koh_carried {
    uint32_t region;   /* index of koh_tidy_regions.text */
    uint32_t category; /* of the region variable */
    double share;
} koh_carried;

/* Does a category have figures in a year? Tables print 0 or dots where a number was not in use. */
typedef enum koh_used {
    KOH_USED_ABSENT = 0, /* no cells */
    KOH_USED_NO,         /* not in use, and all 0 or missing: left out */
    KOH_USED_YES,
    KOH_USED_BLANK /* the same, but no other category has the figures: unknown */
} koh_used;

/* The regions of the output. Arrays are in the arena of the figures. */
typedef struct koh_tidy_regions {
    size_t n;
    const char **text; /* [n] codes */
    int *code;         /* [n] number of a municipality, 0 = it is none */
    size_t n_carried;
    koh_carried *carried; /* [n_carried], by category */
    size_t *first;        /* [categories + 1], of `carried` */
    int merges;           /* some region has more than one category, or a share below 1 */
    size_t n_years;
    unsigned char *used;  /* [categories][n_years], koh_used */
    unsigned char *parts; /* [n][n_years]: categories that contribute */
} koh_tidy_regions;

/* What a variable (not a region) becomes. */
koh_status koh__tidy_axis(koh_figures *figures, const koh_import_options *options, const koh_variable *variable,
                          koh_tidy_axis *axis, koh_error *error) KOH_NODISCARD;

/* Room for a column's texts and numbers. KOH_ENOMEM. */
koh_status koh__tidy_axis_new(koh_figures *figures, const koh_variable *variable, koh_tidy_axis *axis,
                              koh_error *error) KOH_NODISCARD;

/* What the regions become in the division asked for. division NULL = as they are. */
koh_status koh__tidy_regions(koh_figures *figures, const koh_import_options *options, const koh_division *division,
                             koh_tidy_axis *axis, koh_tidy_regions *regions, koh_error *error) KOH_NODISCARD;

/* The whole: rows into *table (caller frees with koh_table_free; texts live as long as the figures), what was found
 * into the notes of the figures. */
koh_status koh__tidy(koh_figures *figures, const koh_import_options *options, const koh_division *division,
                     koh_table *table, koh_error *error) KOH_NODISCARD;

#endif
