/* What is uncertain in a plan, and by which causes. */
#ifndef KOH_UNCERTAINTY_PRIV_H
#define KOH_UNCERTAINTY_PRIV_H

#include <stddef.h>
#include <stdint.h>

#include "kohort/quantity.h"

typedef enum koh_drawn_population {
    KOH_DRAWN_ALL = 0, /* chance, and net migration as uncertain as hindcasts have shown */
    KOH_DRAWN_CHANCE,
    KOH_DRAWN_NONE
} koh_drawn_population;

/* Years that a user stays one where nothing is known of it: an assumption. Of long stays the mean is known, and is 2.
 */
#define KOH_USERS_STAY_YEARS 2.0

/* A cause of one range or of several. */
typedef struct koh_cause {
    const char *id; /* the name that ranges share, or the pointer of the one quantity */
    uint32_t key;   /* of its stream: a function of the id alone */
} koh_cause;

typedef struct koh_plan_uncertainty {
    koh_drawn_population population;
    int users_certain;              /* not 0: no chance in who uses a service */
    const koh_quantity *stay_years; /* of all services, or NULL: of each what is known */
    size_t n_causes;
    const koh_cause *causes;
    const double *cholesky; /* [n_causes][n_causes] lower triangle of the correlations; NULL = all independent */
} koh_plan_uncertainty;

#endif
