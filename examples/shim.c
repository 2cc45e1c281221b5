/* What R's .C needs: arguments by pointer. Compiled by R CMD SHLIB, or any compiler, with -lkohort. */
#include <stddef.h>

#include "kohort.h"

void kohort_life_table(const int *n_age, const double *mx, const int *sex, double *lx, double *ex, int *status);
void kohort_survival(const int *n_age, const double *mx, const int *sex, double *survival, int *status);
void kohort_step(const int *n_age, const double *persons, const double *survival, const double *fertility,
                 const double *boys_per_girl, const double *net, double *next, double *events, int *status);

enum { AGES = 200 };

/* lx and ex [n_age] of the table of death rates mx [n_age]. */
void kohort_life_table(const int *n_age, const double *mx, const int *sex, double *lx, double *ex, int *status)
{
    double qx[AGES], dx[AGES], Lx[AGES], Sx[AGES], Tx[AGES];
    const koh_lifetable_input input = { .n_age = (size_t) *n_age, .mx = mx, .sex = *sex };
    koh_lifetable table = { qx, lx, dx, Lx, Sx, Tx, ex };
    *status = *n_age > AGES ? KOH_ESHAPE : koh_lifetable_compute(&input, NULL, &table);
}

/* Shares that survive a year [n_age], by age at its end. */
void kohort_survival(const int *n_age, const double *mx, const int *sex, double *survival, int *status)
{
    double qx[AGES], lx[AGES], dx[AGES], Lx[AGES], Tx[AGES], ex[AGES];
    const koh_lifetable_input input = { .n_age = (size_t) *n_age, .mx = mx, .sex = *sex };
    koh_lifetable table = { qx, lx, dx, Lx, survival, Tx, ex };
    *status = *n_age > AGES ? KOH_ESHAPE : koh_lifetable_compute(&input, NULL, &table);
}

/* One year, moves spread evenly: next [2][n_age]; events: births, deaths, net moves. */
void kohort_step(const int *n_age, const double *persons, const double *survival, const double *fertility,
                 const double *boys_per_girl, const double *net, double *next, double *events, int *status)
{
    const koh_proj_year year = {
        .survival = survival, .fertility = fertility, .boys_per_girl = *boys_per_girl, .net_count = net
    };
    koh_proj_components components = { 0 };
    koh_proj_workspace *workspace = NULL;
    *status = koh_proj_check((size_t) *n_age, persons, &year, NULL);
    if (*status == KOH_OK) {
        *status = koh_proj_workspace_new((size_t) *n_age, &workspace);
    }
    if (*status == KOH_OK) {
        *status = koh_proj_step(persons, &year, KOH_TIMING_EVEN, workspace, next, &components);
    }
    koh_proj_workspace_free(workspace);
    events[0] = components.total.births[KOH_FEMALE] + components.total.births[KOH_MALE];
    events[1] = components.total.deaths;
    events[2] = components.total.net;
}
