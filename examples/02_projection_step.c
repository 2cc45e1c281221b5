/* One year of a small population by cohort-component, and the account of it: not a person appears or is lost unnamed.
 */
#include <stdio.h>

#include "kohort.h"

enum { N = 4 }; /* ages 0, 1, 2, and 3 and over */

/* Shares that survive a year, [2][N], from death rates by age. */
static koh_status survive(const double *mx, int sex, koh_error *error, double *Sx)
{
    double qx[N], lx[N], dx[N], Lx[N], Tx[N], ex[N];
    const koh_lifetable_input input = { .n_age = N, .mx = mx, .sex = sex };
    koh_lifetable table = { qx, lx, dx, Lx, Sx, Tx, ex };
    return koh_lifetable_compute(&input, error, &table);
}

int main(void)
{
    const double persons[2 * N] = { 102, 98, 95, 310, 108, 101, 97, 280 }; /* women by age, then men */
    const double mx[2][N] = { { 0.003, 0.01, 0.02, 0.31 }, { 0.004, 0.02, 0.03, 0.37 } };
    const double net[2 * N] = { 1, 2, 0.5, -3, 2, -1, 0.5, -4 }; /* persons who come less those who go */
    const double fertility[N] = { 0, 0.21, 0.68, 0.1 };          /* births per woman and year */
    double survival[2 * N], next[2 * N];
    koh_proj_year year = { .survival = survival, .fertility = fertility, .boys_per_girl = 1.056, .net_count = net };
    koh_proj_components components = { 0 }; /* totals only, nothing by cell */
    koh_proj_workspace *workspace = NULL;
    koh_error error = { 0 };

    koh_status status = survive(mx[KOH_FEMALE], KOH_FEMALE, &error, survival);
    if (status == KOH_OK) {
        status = survive(mx[KOH_MALE], KOH_MALE, &error, survival + N);
    }
    if (status == KOH_OK) {
        status = koh_proj_check(N, persons, &year, &error);
    }
    if (status == KOH_OK) {
        status = koh_proj_workspace_new(N, &workspace);
    }
    if (status == KOH_OK) {
        status = koh_proj_step(persons, &year, KOH_TIMING_EVEN, workspace, next, &components);
    }
    koh_proj_workspace_free(workspace);
    if (status != KOH_OK) {
        fprintf(stderr, "%s\n", error.message[0] != '\0' ? error.message : koh_status_text(status));
        return 1;
    }

    const koh_proj_totals *total = &components.total;
    printf("1 January     %9.3f\n", koh_age_sum(2 * N, persons, 0, -1));
    printf("+ births      %9.3f\n", total->births[KOH_FEMALE] + total->births[KOH_MALE]);
    printf("- deaths      %9.3f\n", total->deaths);
    printf("+ net moves   %9.3f\n", total->net);
    printf("= a year later%9.3f\n", koh_age_sum(2 * N, next, 0, -1));
    return 0;
}
