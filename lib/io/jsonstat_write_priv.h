/* JSON-stat 2.0 datasets. */
#ifndef KOH_JSONSTAT_WRITE_PRIV_H
#define KOH_JSONSTAT_WRITE_PRIV_H

#include "io/result_json_priv.h"

/* One dimension: codes in order, words for them, and a role ("time", "geo", "metric") or NULL. A metric has units and
 * decimals by code. */
typedef struct koh_stat_dimension {
    const char *id, *label, *role;
    size_t n;
    const char *const *codes, *const *labels;
    const char *const *units;
    const int *decimals;
} koh_stat_dimension;

enum { KOH_STAT_DIMENSIONS = 8 };

/* Cells that have a value or are unknown (NaN), by their place in the cube, ascending; what is not among them does not
 * exist. */
typedef struct koh_stat_dataset {
    const char *label, *source;
    size_t n_dimensions;
    koh_stat_dimension dimensions[KOH_STAT_DIMENSIONS];
    size_t n_cells;
    const size_t *place; /* [n_cells] */
    const double *value; /* [n_cells] */
} koh_stat_dataset;

/* Appends the dataset with the run it came from as extension. Values are a list where most cells exist, else an object
 * by place; an unknown cell is null with status "..", a withheld one ":". */
void koh__jsonstat_write(const koh_stat_dataset *dataset, const koh_result *result, const koh_provenance *provenance,
                         koh_buffer *buffer);

#endif
