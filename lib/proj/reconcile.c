/* Method: the persons of all regions at the end of a step are fitted to control totals by iterative proportional
 * fitting (num/rake.c). The change of a cell is entered as net migration of the same cell: P' = rake(P),   N' = N + (P'
 * - P),   so that  P' = survivors + births + N'  as before. Source: proportional fitting to independent totals is the
 * ordinary last step of subnational projections: S. K. Smith, J. Tayman & D. A. Swanson (2013), A Practitioner's Guide
 * to State and Local Population Projections, chapter 10 (controlling); W. E. Deming & F. F. Stephan (1940) for the
 * fitting. Assumptions: the totals know better than the regions, and what regions lack or have too much of is
 * migration. Limits: a cell without anybody stays so; totals that contradict each other are told, not averaged. */
#include "proj/reconcile_priv.h"

#include <math.h>
#include <string.h>

#include "base/memory_priv.h"
#include "kohort/sex.h"
#include "num/rake_priv.h"

struct koh_reconcile_workspace {
    size_t n_regions, n_age, n_controls;
    koh_rake_margin *margins; /* [n_controls] */
    size_t *groups;           /* [n_controls][n_regions][2][n_age] */
    double *fitted, *sums;
};

size_t koh__control_size(const koh_control *control, size_t n_age)
{
    return control->n_groups * (control->by_sex ? KOH_SEXES : 1) * (control->by_age ? n_age : 1);
}

void koh__reconcile_workspace_free(koh_reconcile_workspace *ws)
{
    if (ws != NULL) {
        koh__free(ws->margins);
        koh__free(ws->groups);
        koh__free(ws->fitted);
        koh__free(ws->sums);
        koh__free(ws);
    }
}

/* The place among a control's totals of every cell. */
static void place(const koh_control *control, size_t n_regions, size_t n_age, size_t *groups)
{
    const size_t sexes = control->by_sex ? KOH_SEXES : 1, ages = control->by_age ? n_age : 1;
    for (size_t i = 0; i < n_regions * KOH_SEXES * n_age; i++) {
        const size_t region = i / (KOH_SEXES * n_age), sex = i / n_age % KOH_SEXES, age = i % n_age;
        groups[i] = (control->group[region] * sexes + sex % sexes) * ages + age % ages;
    }
}

koh_status koh__reconcile_workspace_new(size_t n_regions, size_t n_age, size_t n_controls, const koh_control *controls,
                                        koh_reconcile_workspace **workspace)
{
    koh_reconcile_workspace *ws = KOH_NEW(1, koh_reconcile_workspace);
    if (ws == NULL) {
        return KOH_ENOMEM;
    }
    size_t largest = 1;
    for (size_t k = 0; k < n_controls; k++) {
        const size_t size = koh__control_size(&controls[k], n_age);
        largest = size > largest ? size : largest;
    }
    *ws = (koh_reconcile_workspace){ .n_regions = n_regions, .n_age = n_age, .n_controls = n_controls };
    ws->margins = KOH_NEW(n_controls, koh_rake_margin);
    ws->groups = koh__new(n_controls * n_regions, KOH_SEXES * n_age * sizeof *ws->groups);
    ws->fitted = koh__new(n_regions, KOH_SEXES * n_age * sizeof *ws->fitted);
    ws->sums = KOH_NEW(largest, double);
    if (ws->margins == NULL || ws->groups == NULL || ws->fitted == NULL || ws->sums == NULL) {
        koh__reconcile_workspace_free(ws);
        return KOH_ENOMEM;
    }
    for (size_t k = 0; k < n_controls; k++) {
        size_t *groups = ws->groups + k * n_regions * KOH_SEXES * n_age;
        place(&controls[k], n_regions, n_age, groups);
        ws->margins[k] = (koh_rake_margin){ koh__control_size(&controls[k], n_age), groups, NULL };
    }
    *workspace = ws;
    return KOH_OK;
}

/* What a place among a control's totals stands for. */
static void name_place(const koh_control *control, size_t n_age, size_t at, koh_reconcile_report *report)
{
    const size_t sexes = control->by_sex ? KOH_SEXES : 1, ages = control->by_age ? n_age : 1;
    report->group = at / ages / sexes;
    report->sex = control->by_sex ? (int) (at / ages % sexes) : -1;
    report->age = control->by_age ? at % ages : n_age;
}

koh_status koh__reconcile(const koh_control *controls, koh_reconcile_workspace *ws, double *persons, double *net,
                          koh_reconcile_report *report)
{
    const size_t n = ws->n_regions * KOH_SEXES * ws->n_age;
    koh_rake_report fit;
    memcpy(ws->fitted, persons, n * sizeof *persons);
    for (size_t k = 0; k < ws->n_controls; k++) {
        ws->margins[k].total = controls[k].total;
    }
    const koh_status status = koh__rake(n, ws->fitted, ws->n_controls, ws->margins, ws->sums, &fit);
    *report = (koh_reconcile_report){ .iterations = fit.iterations, .residual = fit.residual, .control = fit.margin };
    if (ws->n_controls > 0) {
        name_place(&controls[fit.margin], ws->n_age, fit.group, report);
    }
    for (size_t i = 0; status == KOH_OK && i < n; i++) {
        const double change = ws->fitted[i] - persons[i];
        net[i] += change;
        persons[i] = ws->fitted[i];
        report->moved += fabs(change);
    }
    return status;
}
