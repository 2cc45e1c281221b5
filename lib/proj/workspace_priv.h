/* What a step needs beside its input: arrays of zeros for absent flows, and room for components nobody asked for. */
#ifndef KOH_WORKSPACE_PRIV_H
#define KOH_WORKSPACE_PRIV_H

#include <stddef.h>

struct koh_proj_workspace {
    size_t n_age;
    const double *zeros;       /* [2][n_age] */
    double *start, *survivors; /* [2][n_age] P' by age at the start; alive at the end */
    double *deaths, *net, *in, *out, *immigration, *emigration, *capped; /* [2][n_age] */
    double *block;                                                       /* owns all of them */
};

#endif
