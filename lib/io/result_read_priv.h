/* Results read back: figures of a result.json by the names of their place. */
#ifndef KOH_RESULT_READ_PRIV_H
#define KOH_RESULT_READ_PRIV_H

#include <cJSON.h>

#include "kohort/status.h"

/* Reads a result file, or the result.json of a result folder. KOH_ESCHEMA when it is no result of this version. Caller
 * frees with cJSON_Delete. */
koh_status koh__result_read(const char *path, cJSON **tree, koh_error *error) KOH_NODISCARD;

/* Number of scenarios, and scenario i. */
size_t koh__result_scenarios(const cJSON *tree);
const cJSON *koh__result_scenario(const cJSON *tree, size_t i);

/* A label to look a cell up by: of a dimension, a text or a number. */
typedef struct koh_label {
    const char *dimension;
    const char *text; /* or NULL: number */
    int number;
} koh_label;

/* Sum over the cells of the cube at `path` ("demand/users") that carry all n labels; dimensions without a label are
 * summed over. From_age: only ages from there on of a dimension "age" (0 = all). NaN when the cube or a label is not
 * there or a cell is unknown. */
double koh__result_sum(const cJSON *scenario, const char *path, size_t n, const koh_label *labels, int from_age);

#endif
