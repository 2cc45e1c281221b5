/* How far figures spread, and which sources the spread comes from. */
#ifndef KOH_SENSITIVITY_PRIV_H
#define KOH_SENSITIVITY_PRIV_H

#include "kohort/sobol.h"
#include "plan/model_priv.h"

/* A key figure: one cell of a cube in the year asked for. */
typedef struct koh_spread_figure {
    const char *id, *path, *label;
    const char *name[KOH_LANGUAGES];
} koh_spread_figure;

const koh_spread_figure *koh__spread_figures(size_t *n);

enum { KOH_SENSITIVITY_FIGURES = 8, KOH_SENSITIVITY_GROUPS = 24 };

/* What sources of spread there are: causes of ranges (those that are correlated together), then what is chance. */
typedef enum koh_source_kind {
    KOH_SOURCE_RANGES = 0,
    KOH_SOURCE_MIGRATION,  /* net migration as uncertain as hindcasts have shown */
    KOH_SOURCE_POPULATION, /* deaths, births and moves in whole persons */
    KOH_SOURCE_USERS       /* who uses a service this year */
} koh_source_kind;

typedef struct koh_source {
    koh_source_kind kind;
    const char *id; /* of ranges: the names of their causes with " + " between them */
} koh_source;

/* One figure's spread. All NaN where it is unknown. */
typedef struct koh_figure_spread {
    const koh_spread_figure *figure;
    const char *unit;
    double plain, mean, low, high, variance;                             /* low, high: 10th and 90th percentile */
    double down[KOH_SENSITIVITY_GROUPS], up[KOH_SENSITIVITY_GROUPS];     /* with one group of ranges at either end */
    double first[KOH_SENSITIVITY_GROUPS], total[KOH_SENSITIVITY_GROUPS]; /* shares of the variance */
} koh_figure_spread;

typedef struct koh_decomposition {
    int year;
    size_t n_draws, n_sources, n_figures;
    koh_source sources[KOH_SENSITIVITY_GROUPS];
    koh_figure_spread figures[KOH_SENSITIVITY_FIGURES];
} koh_decomposition;

/* Decomposes the reference plan's key figures at 1 January of its period's last year. result: empty but for arena,
 * inputs and draws (n: points of the quasi-random sequence; its copies). KOH_ELIMIT: more groups than there is room
 * for; KOH_EUSAGE: a plan whose draws are not known; the statuses of a run. */
koh_status koh__sensitivity(const koh_plan *plan, koh_result *result, koh_error *error,
                            koh_decomposition *decomposition) KOH_NODISCARD;

#endif
