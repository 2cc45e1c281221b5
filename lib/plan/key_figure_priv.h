/* The figures by which scenarios, results and vintages are compared. */
#ifndef KOH_KEY_FIGURE_PRIV_H
#define KOH_KEY_FIGURE_PRIV_H

#include "plan/result_priv.h"

/* A sum in one cube. dimension NULL = persons of the population who are from_age or more. */
typedef struct koh_key_figure {
    const char *id, *unit, *path, *dimension, *label;
    int from_age;
} koh_key_figure;

/* Static; *n their number. */
const koh_key_figure *koh__key_figures(size_t *n);

/* The figure in a year of a scenario; NaN where it is not known. */
double koh__key_figure_at(const koh_scenario_result *scenario, const koh_key_figure *figure, int year);

#endif
