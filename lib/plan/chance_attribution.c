/* Where the spread of key figures comes from, told from the draws themselves.
 *
 * Method: koh_conditional for each source: a cause of ranges (those that are correlated together), and net migration,
 * by the sum of what its levels bring up to the year. What no source has is chance - in births, deaths and moves, and
 * in who needs a service - and what sources do only together. `kohort sensitivity` tells those apart, by more runs.
 * Source: kohort/conditional.h. Limits: those of it; shares are right to about 0.05 at 1000 draws. */
#include <math.h>
#include <string.h>

#include "kohort/conditional.h"
#include "plan/follow_priv.h"
#include "plan/sensitivity_priv.h"

enum { LEAST_DRAWS = 50 }; /* with fewer a share would be chance */

static const char *const figure_items[] = { "mean", "p10", "p90", "variance" };
static const char *const source_items[] = { "share", "low", "high" };

/* What the sources share. */
typedef struct attribution {
    const koh_chance *c;
    size_t n_figures, n_sources;
    const koh_spread_figure *form[KOH_SENSITIVITY_FIGURES];
    const char *ids[KOH_SENSITIVITY_FIGURES], *sources[KOH_SENSITIVITY_GROUPS + 2];
    double *figure;  /* [n_figures][n] */
    double *variate; /* [n_causes + 1][n] of one source */
    double *work;
} attribution;

size_t koh__spread_step(const koh_plan *plan)
{
    const int to =
        plan->period_to > plan->base_year && plan->period_to < plan->end_year ? plan->period_to : plan->end_year;
    return (size_t) (to - plan->base_year);
}

/* The figures that the plan has, with their value in every draw. */
static void find_figures(attribution *a)
{
    const koh_chance *c = a->c;
    size_t n;
    const koh_spread_figure *all = koh__spread_figures(&n);
    for (size_t k = 0; k < n; k++) {
        const koh_cube *cube = koh__result_cube(c->frame->scenario, all[k].path);
        const double *cells = cube == NULL ? NULL : koh__chance_cells(c, cube);
        const size_t label = cells == NULL ? (size_t) -1 : koh_axis_find_label(&cube->axes[1], all[k].label);
        const size_t at = koh__spread_step(c->frame->plan) * (cells == NULL ? 0 : cube->axes[1].n) + label;
        if (label == (size_t) -1 || (isnan(cube->value[at]) && !koh_is_withheld(cube->value[at]))) {
            continue;
        }
        for (size_t d = 0; d < c->draws->n; d++) {
            a->figure[a->n_figures * c->draws->n + d] = cells[d * c->n_cells + at];
        }
        a->form[a->n_figures] = &all[k];
        a->ids[a->n_figures++] = all[k].id;
    }
}

static double variance_of(size_t n, const double *values, double mean)
{
    double sum = 0;
    for (size_t d = 0; d < n; d++) {
        sum += (values[d] - mean) * (values[d] - mean);
    }
    return sum / (double) (n - 1);
}

static koh_status add_figures(const attribution *a, const koh_axis *year, const koh_axis *figures)
{
    koh_frame *f = a->c->frame;
    const size_t items = sizeof figure_items / sizeof figure_items[0], n = a->c->draws->n;
    koh_cube *cube = koh__result_add(f->result, f->scenario,
                                     &(koh_cube){ .path = "sensitivity/figures",
                                                  .unit = "as the figure",
                                                  .time = "1 January",
                                                  .n_axes = 3,
                                                  .axes = { *year, *figures, { "item", items, NULL, figure_items } } });
    for (size_t k = 0; cube != NULL && k < a->n_figures; k++) {
        const koh_cube *from = koh__result_cube(f->scenario, a->form[k]->path);
        const size_t size = koh_cube_size(from), at = koh__spread_step(f->plan) * from->axes[1].n +
                                                      koh_axis_find_label(&from->axes[1], a->form[k]->label);
        const double mean = from->value[at];
        double *row = cube->value + k * items;
        row[0] = row[1] = row[2] = row[3] = mean;
        for (size_t q = 0; q < from->n_quantiles && !isnan(mean); q++) {
            row[1] = fabs(from->quantile_p[q] - 0.1) < 1e-12 ? from->quantile[q * size + at] : row[1];
            row[2] = fabs(from->quantile_p[q] - 0.9) < 1e-12 ? from->quantile[q * size + at] : row[2];
        }
        row[3] = isnan(mean) ? mean : variance_of(n, a->figure + k * n, mean);
    }
    return cube == NULL ? KOH_ENOMEM : KOH_OK;
}

/* A source of m variates: its share in every figure, and the figures' means at its ends. */
static koh_status put_source(attribution *a, koh_cube *cube, size_t m, const char *id)
{
    const size_t n = a->c->draws->n, s = a->n_sources++;
    koh_status status = KOH_OK;
    a->sources[s] = id;
    for (size_t k = 0; status == KOH_OK && k < a->n_figures; k++) {
        koh_conditional one;
        double *row = cube->value + (k * cube->axes[2].n + s) * 3;
        status = koh_conditional_compute(n, m, a->variate, a->figure + k * n, a->work, &one);
        if (status == KOH_OK) {
            row[0] = one.share;
            row[1] = one.low;
            row[2] = one.high;
        }
    }
    return status;
}

static void take_cause(const attribution *a, size_t cause, size_t m)
{
    const size_t n = a->c->draws->n, n_causes = a->c->frame->plan->uncertainty.n_causes;
    for (size_t d = 0; d < n; d++) {
        a->variate[m * n + d] = a->c->prob[d * n_causes + cause];
    }
}

/* Correlated causes as one source; m is how many have been taken. */
static koh_status put_tied(attribution *a, koh_cube *cube)
{
    const koh_plan_uncertainty *u = &a->c->frame->plan->uncertainty;
    const char *id = NULL;
    size_t m = 0;
    for (size_t i = 0; i < u->n_causes; i++) {
        if (koh__cause_is_tied(u, i)) {
            take_cause(a, i, m++);
            id = id == NULL ? u->causes[i].id
                            : koh__arena_format(a->c->frame->result->arena, "%s + %s", id, u->causes[i].id);
            if (id == NULL) {
                return KOH_ENOMEM;
            }
        }
    }
    return m > 0 ? put_source(a, cube, m, id) : KOH_OK;
}

static koh_status put_sources(attribution *a, koh_cube *cube)
{
    const koh_plan_uncertainty *u = &a->c->frame->plan->uncertainty;
    const size_t n = a->c->draws->n;
    koh_status status = put_tied(a, cube);
    for (size_t i = 0; status == KOH_OK && i < u->n_causes; i++) {
        if (!koh__cause_is_tied(u, i)) {
            take_cause(a, i, 0);
            status = put_source(a, cube, 1, u->causes[i].id);
        }
    }
    if (status == KOH_OK && a->c->persons != NULL && u->population == KOH_DRAWN_ALL) {
        memcpy(a->variate, a->c->moved, n * sizeof *a->variate);
        status = put_source(a, cube, 1, "net_migration");
    }
    a->sources[a->n_sources] = "chance";
    for (size_t k = 0; status == KOH_OK && k < a->n_figures; k++) {
        const double variance = variance_of(n, a->figure + k * n, a->figure[k * n]);
        double *row = cube->value + k * cube->axes[2].n * 3, rest = 1;
        for (size_t s = 0; s < a->n_sources; s++) {
            rest -= row[s * 3];
        }
        row += a->n_sources * 3;
        row[0] = isnan(variance) ? variance : variance > 0 ? fmax(rest, 0) : 0;
        row[1] = row[2] = isnan(variance) ? variance : (double) NAN;
    }
    return status;
}

/* Sources that stand for themselves, correlated causes as one, and net migration; without chance. */
static size_t count_sources(const koh_chance *c)
{
    const koh_plan_uncertainty *u = &c->frame->plan->uncertainty;
    size_t single = 0;
    for (size_t i = 0; i < u->n_causes; i++) {
        single += !koh__cause_is_tied(u, i);
    }
    return single + (single < u->n_causes) + (c->persons != NULL && u->population == KOH_DRAWN_ALL);
}

static koh_status attribute(attribution *a)
{
    koh_frame *f = a->c->frame;
    const size_t n_sources = count_sources(a->c) + 1;
    int *year = KOH_TAKE(f->result->arena, 1, int);
    const char **ids = KOH_TAKE(f->result->arena, KOH_SENSITIVITY_FIGURES, const char *);
    const char **sources = KOH_TAKE(f->result->arena, n_sources, const char *);
    find_figures(a);
    if (year == NULL || ids == NULL || sources == NULL) {
        return KOH_ENOMEM;
    }
    memcpy(ids, a->ids, sizeof a->ids);
    *year = f->plan->base_year + (int) koh__spread_step(f->plan);
    const koh_axis years = { "year", 1, year, NULL }, figures = { "figure", a->n_figures, NULL, ids };
    koh_status status = a->n_figures == 0 ? KOH_OK : add_figures(a, &years, &figures);
    if (status != KOH_OK || a->n_figures == 0 || n_sources > KOH_SENSITIVITY_GROUPS) {
        return status;
    }
    koh_cube *cube = koh__result_add(
        f->result, f->scenario,
        &(koh_cube){
            .path = "sensitivity/sources",
            .unit = "share, and as the figure",
            .time = "1 January",
            .n_axes = 4,
            .axes = { years, figures, { "source", n_sources, NULL, sources }, { "item", 3, NULL, source_items } } });
    status = cube == NULL ? KOH_ENOMEM : put_sources(a, cube);
    memcpy(sources, a->sources, n_sources * sizeof *sources);
    return status;
}

koh_status koh__chance_attribute(koh_chance *c)
{
    const size_t n = c->draws->n, m = c->frame->plan->uncertainty.n_causes + 1;
    attribution a = { .c = c };
    if (n < LEAST_DRAWS) {
        return KOH_OK;
    }
    a.figure = KOH_NEW(KOH_SENSITIVITY_FIGURES * n, double);
    a.variate = KOH_NEW(m * n, double);
    a.work = KOH_NEW(koh_conditional_work(n, m), double);
    koh_status status = a.figure == NULL || a.variate == NULL || a.work == NULL ? KOH_ENOMEM : attribute(&a);
    koh__free(a.figure);
    koh__free(a.variate);
    koh__free(a.work);
    return status;
}
