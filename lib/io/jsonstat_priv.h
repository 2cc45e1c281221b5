/* JSON-stat 1 and 2 in. */
#ifndef KOH_JSONSTAT_PRIV_H
#define KOH_JSONSTAT_PRIV_H

#include <stddef.h>

#include "io/figures_priv.h"

/* Reads a whole text (valid UTF-8, ended): a dataset of version 2, or a bundle of version 1 with one dataset. What
 * koh__json_read says; KOH_ESCHEMA, KOH_ESHAPE, KOH_EDUPLICATE, KOH_EDOMAIN with a JSON pointer; KOH_ESCHEMA for
 * collections, bare dimensions and other JSON of statistics banks; KOH_ELIMIT. */
koh_status koh__jsonstat_read(const char *file, const char *text, size_t length, koh_figures **figures,
                              koh_error *error) KOH_NODISCARD;

#endif
