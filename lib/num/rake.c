/* Method: iterative proportional fitting. In turn every margin's groups are brought to their totals,
 *   cell <- cell total_g / sum_g,   g the cell's group,
 * until all margins hold at once. Among all tables that meet them the limit is nearest to the start in the sense of the
 * Kullback-Leibler divergence, and keeps its interaction (odds ratios) and its zeros.
 * Source: W. E. Deming & F. F. Stephan (1940), On a least squares adjustment of a sampled frequency table when the
 * expected marginal totals are known, Annals of Mathematical Statistics 11, 427-444; convergence and the meaning of the
 * limit: I. Csiszar (1975), I-divergence geometry of probability distributions, Annals of Probability 3, 146-158.
 * Assumptions: totals that some table with the same zeros meets. Limits: slow where the zeros leave little room;
 * without such a table it ends with the residual and no solution. */
#include "num/rake_priv.h"

#include <math.h>
#include <string.h>

/* Sums of a margin's groups. */
static void add_up(size_t n_cells, const double *cells, const koh_rake_margin *margin, double *sums)
{
    memset(sums, 0, margin->n * sizeof *sums);
    for (size_t i = 0; i < n_cells; i++) {
        sums[margin->group[i]] += cells[i];
    }
}

static double gap_of(double sum, double total)
{
    return isnan(total) ? 0 : fabs(sum - total) / fmax(total, 1);
}

/* Sets the report's residual and place. */
static void measure(size_t n_cells, const double *cells, size_t n_margins, const koh_rake_margin *margins, double *sums,
                    koh_rake_report *report)
{
    report->residual = 0;
    for (size_t m = 0; m < n_margins; m++) {
        add_up(n_cells, cells, &margins[m], sums);
        for (size_t g = 0; g < margins[m].n; g++) {
            const double gap = gap_of(sums[g], margins[m].total[g]);
            if (gap > report->residual) {
                report->residual = gap;
                report->margin = m;
                report->group = g;
            }
        }
    }
}

static koh_status check(size_t n_cells, const double *cells, size_t n_margins, const koh_rake_margin *margins,
                        double *sums, koh_rake_report *report)
{
    for (size_t i = 0; i < n_cells; i++) {
        if (!(cells[i] >= 0) || !isfinite(cells[i])) {
            return KOH_EDOMAIN;
        }
    }
    for (size_t m = 0; m < n_margins; m++) {
        add_up(n_cells, cells, &margins[m], sums);
        for (size_t g = 0; g < margins[m].n; g++) {
            const double total = margins[m].total[g];
            report->margin = m;
            report->group = g;
            if (total < 0 || isinf(total)) {
                return KOH_EDOMAIN;
            }
            if (sums[g] == 0 && total > 0) {
                report->residual = gap_of(0, total);
                return KOH_ENOSOLUTION;
            }
        }
    }
    *report = (koh_rake_report){ 0 };
    return KOH_OK;
}

static void scale(size_t n_cells, double *cells, const koh_rake_margin *margin, double *factors)
{
    add_up(n_cells, cells, margin, factors);
    for (size_t g = 0; g < margin->n; g++) {
        factors[g] = isnan(margin->total[g]) || factors[g] == 0 ? 1 : margin->total[g] / factors[g];
    }
    for (size_t i = 0; i < n_cells; i++) {
        cells[i] *= factors[margin->group[i]];
    }
}

koh_status koh__rake(size_t n_cells, double *cells, size_t n_margins, const koh_rake_margin *margins, double *work,
                     koh_rake_report *report)
{
    *report = (koh_rake_report){ 0 };
    koh_status status = check(n_cells, cells, n_margins, margins, work, report);
    if (status != KOH_OK) {
        return status;
    }
    measure(n_cells, cells, n_margins, margins, work, report);
    while (report->residual > KOH_RAKE_ENOUGH && report->iterations < KOH_RAKE_ROUNDS) {
        for (size_t m = 0; m < n_margins; m++) {
            scale(n_cells, cells, &margins[m], work);
        }
        report->iterations++;
        measure(n_cells, cells, n_margins, margins, work, report);
    }
    return report->residual > KOH_RAKE_ENOUGH ? KOH_ENOCONVERGENCE : KOH_OK;
}
