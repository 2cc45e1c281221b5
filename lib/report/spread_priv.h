/* Sentences of how far a figure spreads, and why. */
#ifndef KOH_REPORT_SPREAD_PRIV_H
#define KOH_REPORT_SPREAD_PRIV_H

#include "base/text_priv.h"
#include "plan/sensitivity_priv.h"

enum { KOH_SPREAD_SOURCES = KOH_SENSITIVITY_GROUPS + 2, KOH_SPREAD_FIGURES = KOH_SENSITIVITY_FIGURES };

/* One figure. Borrowed texts. */
typedef struct koh_spread_text {
    const char *figure, *id;
    size_t at; /* its number among the cube's figures */
    int year, is_certain;
    double low, high; /* 10th and 90th percentile; where it is certain low is the figure */
    size_t draws;     /* of the run that the shares are told from; 0 = they are of a design of their own */
    size_t n, stride;
    const char *const *ids; /* [n] sources */
    const double *share;    /* [n * stride] of the variance */
} koh_spread_text;

/* The name of a source of spread, of correlated causes with "and" between; the id of what has none. */
void koh__source_write(const char *id, size_t language, koh_buffer *buffer);

/* The name of a figure whose spread is told, or NULL. */
const char *koh__spread_name(const char *id, size_t language);

/* "80 per cent: F between A and B in Y; P per cent of the spread is S, ...": three sources at most, none that is not
 * told from nothing; with few draws how far they may be off. */
void koh__spread_write(const koh_spread_text *text, size_t language, koh_buffer *buffer);

/* How far a share of the spread that is told from a run's draws may be off, 0..1: what two standard deviations of it
 * were, about, over seeds of the shipped plans with 50 to 1000 draws. */
double koh__spread_error(size_t draws);

/* The figures of a result's reference whose spread is known; their number. */
size_t koh__spread_of_result(const koh_result *result, size_t language, koh_spread_text texts[KOH_SPREAD_FIGURES]);

#endif
