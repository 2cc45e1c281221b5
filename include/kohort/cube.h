/* Labelled arrays: the one form in which figures leave the library.
 *
 * A cube is a dense row-major array of doubles over one to four labelled axes (last axis fastest). NaN means unknown.
 * Cubes are views: whoever made them says who owns the labels and the values. */
#ifndef KOH_CUBE_H
#define KOH_CUBE_H

#include <stddef.h>

#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { KOH_CUBE_AXES = 4 };

/* One labelled dimension: numbers (years, ages) or labels (services, sexes), never both. Ages are completed years and
 * the last is open; sexes are "female", "male" in this order throughout the library. */
typedef struct koh_axis {
    const char *name;
    size_t n;
    const int *numbers;        /* [n] or NULL */
    const char *const *labels; /* [n] or NULL */
} koh_axis;

typedef struct koh_cube {
    const char *path;                  /* its place among a scenario's results, such as "demand/users" */
    const char *unit;                  /* "persons", "places", "fte", ... */
    const char *time;                  /* "1 January" (an instant) or "year" (an interval) */
    const char *basis;                 /* "own", "national_rates", "mixed" or NULL = does not apply */
    const char *const *basis_by_label; /* by label of the second axis when basis is "mixed", else NULL */
    size_t n_axes;
    koh_axis axes[KOH_CUBE_AXES];
    const int *sign; /* [axes[n_axes - 1].n] of a balance, or NULL */
    double *value;   /* [product of axes n] */
    size_t n_quantiles;
    const double *quantile_p; /* [n_quantiles], ascending */
    double *quantile;         /* [n_quantiles][product of axes n] or NULL */
} koh_cube;

/* A number that is known and may not be published. It is a NaN that tells why it is none, and reckoning hands it on as
 * IEEE 754-2019, 6.2.3 recommends: a sum with a withheld part is withheld. Where a machine does not, it is unknown. */
KOH_API double koh_withheld(void);
KOH_API int koh_is_withheld(double value);

/* Number of cells: the product of the axes. 1 for no axes. */
KOH_API size_t koh_cube_size(const koh_cube *cube);

/* Among n cubes the one at a path, or NULL. */
KOH_API const koh_cube *koh_cube_find(size_t n, const koh_cube *cubes, const char *path);

/* Position of a number or label on an axis, or (size_t) -1. Cost: linear in n. */
KOH_API size_t koh_axis_find_number(const koh_axis *axis, int number);
KOH_API size_t koh_axis_find_label(const koh_axis *axis, const char *label);

#ifdef __cplusplus
}
#endif
#endif
