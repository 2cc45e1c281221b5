/* Method: the people of a plan's reference by kohort/microsim.h, from the rates of the plain run. Long stay is a level
 * of care of its own. Those in it die at the hazard m' = 1/(mean stay) whatever their age, as long as that leaves a
 * tenth of the hazard of their age to the others; people come to it so often that the shares by age hold from one age
 * to the next. With w the share of those who are a year younger, p the share to be met and S the survival of the year,
 * those outside die at m and come at u with x = m + u = log((1 - w)/((1 - p) S)),  u (1 - w)(e^-x - e^-m')/(m' - x) = p
 * S - w e^-m' (two levels without return); where fewer are to be in it, they go back at log(w/(p S)) - m'. Couples are
 * the country's shares by sex and age. Sources: data/services (shares by age, mean stay until death), data/households
 * (couples); for hazards that keep a prevalence by age: N. Keiding (1991), Age-specific incidence and prevalence: a
 * statistical perspective, Journal of the Royal Statistical Society A 154, section 2. Assumptions: the shares of the
 * base year hold along a life, and the hazards of the base year in all years; as mortality falls, stays become longer.
 * Limits: chance alone, no uncertain rates; moves are known as net numbers, so those who leave are the fewest that
 * these allow; no couple forms after the start. */
#include "plan/lives_priv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "kohort/microsim.h"
#include "plan/drawn_priv.h"

enum { LEVELS = 2, BATCH = 32 };

static const double most_share = 0.95;  /* of an age in long stay */
static const double others_share = 0.1; /* of the hazard of an age, at least for those who are not in long stay */
static const double slower = 0.9;       /* of a hazard that leaves the others less than that */
static const double most_steps = 20, least_risk = 1e-6, most_risk = 1e6; /* of kohort/microsim.h */

/* What the engine reads of care, [2][n_age] each. */
typedef struct ladder {
    double *share, *up, *down, *risk; /* share and risk by level */
} ladder;

/* What an age is to meet: w and p, the hazard of all, and that of those in long stay. */
typedef struct age {
    double before, after, all, there;
} age;

/* Steps a year to long stay; below 0: back. *others becomes the hazard of death of those outside. */
static double steps_to(const age *a, double *others)
{
    const double survival = exp(-a->all), x = a->all + log((1 - a->before) / (1 - a->after));
    const double gap = a->there - x, kept = a->before * exp(-a->there), wanted = a->after * survival - kept;
    const double rate = fabs(gap) < 1e-6 ? exp(-x) : exp(-x) * -expm1(-gap) / gap; /* (e^-x - e^-m')/(m' - x) */
    const double up = wanted / ((1 - a->before) * rate);
    *others = up >= 0 ? x - up : (a->all - a->before * a->there) / (1 - a->before);
    return up >= 0 ? up : fmax(a->there - log(a->before / (a->after * survival)), -most_steps);
}

/* The steps and the risk of cell i at the end of a year. */
static void put_age(const koh_frame *f, size_t i, const double *p, double stay, ladder *l)
{
    const size_t n_cells = 2 * f->n_age, x = i % f->n_age, before = x == f->n_age - 1 ? i : i - 1;
    age a = { p[before], p[i], -log(f->survival[i]), 1 / stay };
    if (!(f->survival[i] > 0 && f->survival[i] < 1)) {
        return;
    }
    a.there = fmax(a.there, a.all);
    double others = 0, steps = steps_to(&a, &others);
    while (others < others_share * a.all && a.there > a.all) {
        a.there = fmax(slower * a.there, a.all);
        steps = steps_to(&a, &others);
    }
    l->risk[n_cells + i] = others > 0 ? fmin(fmax(a.there / others, least_risk), most_risk) : 1;
    l->up[i] = fmin(fmax(steps, 0), most_steps);
    l->down[i] = fmax(-steps, 0);
}

/* Long stay by the service's rates; *known = 0 where these or the mean stay are not. */
static koh_status make_ladder(const koh_frame *f, size_t service, ladder *l, int *known)
{
    const size_t n_cells = 2 * f->n_age;
    const double stay = f->inputs->stays != NULL ? f->inputs->stays[service].years : (double) NAN;
    double *p = KOH_TAKE(f->result->arena, 7 * n_cells, double), national;
    int own;
    if (p == NULL) {
        return KOH_ENOMEM;
    }
    *l = (ladder){ p + n_cells, p + 3 * n_cells, p + 4 * n_cells, p + 5 * n_cells };
    const koh_status status = koh__service_rates(f, service, p, &own, &national);
    *known = stay > 0;
    for (size_t i = 0; i < n_cells && status == KOH_OK; i++) {
        *known = *known && p[i] >= 0;
        p[i] = fmin(p[i], most_share);
        l->share[i] = 1 - p[i];
        l->share[n_cells + i] = p[i];
        l->risk[i] = l->risk[n_cells + i] = 1;
    }
    for (size_t i = 0; i < n_cells && *known && status == KOH_OK; i++) {
        if (i % f->n_age > 0) {
            put_age(f, i, p, stay, l);
        }
    }
    return status;
}

static double *couples_of(const koh_frame *f)
{
    const koh_household_data *data = &f->inputs->households;
    double *couple = KOH_TAKE(f->result->arena, 2 * f->n_age, double);
    for (size_t i = 0; couple != NULL && i < 2 * f->n_age; i++) {
        couple[i] = data->couple[i] * data->in_private[i];
    }
    return couple;
}

/* Room for a batch of draws, all in the arena. */
static koh_status make_batch(const koh_frame *f, koh_lives_batch *batch, koh_microsim_output *output)
{
    koh_arena *arena = f->result->arena;
    const size_t cells = 2 * f->n_age, states = (f->n_steps + 1) * cells, n_levels = batch->n_levels;
    output->population = KOH_TAKE(arena, BATCH * states, int32_t);
    output->since_start = KOH_TAKE(arena, BATCH * states, int32_t);
    output->widowed = KOH_TAKE(arena, BATCH * f->n_steps * cells, int32_t);
    output->died = KOH_TAKE(arena, BATCH * cells, int32_t);
    output->left = KOH_TAKE(arena, BATCH * cells, int32_t);
    output->ever = KOH_TAKE(arena, BATCH * n_levels * cells, int32_t);
    output->spells = KOH_TAKE(arena, BATCH * n_levels * KOH_MICROSIM_SPELLS, int32_t);
    output->years_in = KOH_TAKE(arena, BATCH * n_levels * cells, double);
    batch->n_age = f->n_age;
    batch->n_steps = f->n_steps;
    batch->population = output->population;
    batch->since_start = output->since_start;
    batch->widowed = output->widowed;
    batch->died = output->died;
    batch->left = output->left;
    batch->ever = output->ever;
    batch->spells = output->spells;
    batch->years_in = output->years_in;
    return output->population == NULL || output->since_start == NULL || output->widowed == NULL ||
                   output->died == NULL || output->left == NULL || output->ever == NULL || output->spells == NULL ||
                   output->years_in == NULL
               ? KOH_ENOMEM
               : KOH_OK;
}

/* All draws, batch by batch, to rows [rows][draws]. */
static koh_status run_batches(const koh_frame *f, const koh_microsim_input *input, const koh_lives_form *form,
                              double *rows)
{
    koh_lives_batch batch = { .n_levels = input->care.n_levels > 1 ? input->care.n_levels : 1 };
    const koh_microsim_size size = { f->n_age, f->n_steps, input->care.n_levels, form->draws.threads };
    koh_microsim_output output = { 0 };
    koh_microsim_workspace *workspace = NULL;
    koh_microsim_options options = koh_microsim_options_defaults();
    options.seed = form->draws.seed;
    options.stop = form->stop;
    options.told = form->told;
    koh_status status = make_batch(f, &batch, &output);
    status = status == KOH_OK ? koh_microsim_workspace_new(&size, &workspace) : status;
    for (size_t first = 0; first < form->draws.n && status >= 0; first += BATCH) {
        options.first_draw = first;
        options.n_draws = form->draws.n - first < BATCH ? form->draws.n - first : BATCH;
        status = koh_microsim_run(input, &options, workspace, f->error, &output);
        for (size_t d = 0; d < options.n_draws && status >= 0; d++) {
            koh__lives_put(&batch, d, form->draws.n, rows + first + d);
        }
    }
    koh_microsim_workspace_free(workspace);
    return status == KOH_WCAPPED ? KOH_OK : status;
}

static int ascending(const void *a, const void *b)
{
    const double p = *(const double *) a, q = *(const double *) b;
    return (p > q) - (p < q);
}

/* Mean and quantiles of n values, which are then in order. */
static void summarise(const koh_lives_form *form, double *value, double *mean, double *quantile)
{
    const size_t n = form->draws.n;
    double sum = 0;
    qsort(value, n, sizeof *value, ascending);
    for (size_t d = 0; d < n; d++) {
        sum += value[d];
    }
    *mean = sum / (double) n;
    for (size_t k = 0; k < form->n_orders; k++) {
        const double h = (double) (n - 1) * form->orders[k];
        const size_t low = (size_t) h, high = low + 1 < n ? low + 1 : low;
        quantile[k] = value[low] + (h - (double) low) * (value[high] - value[low]);
    }
}

/* The years of a plan as the engine reads them. */
static koh_status make_input(const koh_frame *f, koh_microsim_input *input)
{
    koh_proj_year *rates = KOH_TAKE(f->result->arena, f->n_steps, koh_proj_year);
    const koh_proj_year **years = KOH_TAKE(f->result->arena, f->n_steps, const koh_proj_year *);
    input->couple = couples_of(f);
    if (rates == NULL || years == NULL || input->couple == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t t = 0; t < f->n_steps; t++) {
        rates[t] = (koh_proj_year){ .survival = f->survival + 2 * t * f->n_age,
                                    .fertility = f->fertility + t * f->n_age,
                                    .boys_per_girl = f->inputs->nation.boys_per_girl,
                                    .net_count = f->net + 2 * t * f->n_age };
        years[t] = &rates[t];
    }
    input->path = (koh_proj_path_input){ f->n_age, f->n_steps, KOH_TIMING_END, f->persons, years };
    input->region = koh__region_number(f->inputs->region);
    return KOH_OK;
}

koh_status koh__lives_compute(const koh_plan *plan, const koh_inputs *inputs, const koh_lives_form *form,
                              koh_arena *arena, koh_error *error, koh_lives_told *told)
{
    koh_frame f;
    koh_microsim_input input = { 0 };
    ladder care = { NULL, NULL, NULL, NULL };
    double *rows = NULL;
    int known = 0;
    koh_status status = koh__plan_population(plan, inputs, arena, error, &f);
    if (status == KOH_OK && f.gross != NULL) {
        status = koh_error_set(error, KOH_EUNSUPPORTED, "individuals know net migration, the plan has gross migration");
    }
    status = status == KOH_OK ? make_input(&f, &input) : status;
    status = status == KOH_OK ? make_ladder(&f, form->long_stay, &care, &known) : status;
    if (status != KOH_OK) {
        return status == KOH_ENOMEM ? koh_error_set(error, KOH_ENOMEM, "out of memory") : status;
    }
    if (known) {
        input.care = (koh_microsim_care){ LEVELS, care.share, care.up, care.down, care.risk };
    }
    told->n_steps = f.n_steps;
    told->n_orders = form->n_orders;
    (void) koh__planner_groups(&told->n_groups);
    const size_t n_rows = koh__lives_rows(f.n_steps, told->n_groups);
    told->mean = KOH_TAKE(arena, n_rows * (1 + form->n_orders), double);
    rows = KOH_NEW(n_rows * form->draws.n, double);
    if (told->mean == NULL || rows == NULL) {
        status = KOH_ENOMEM;
    } else {
        told->quantile = told->mean + n_rows;
        status = run_batches(&f, &input, form, rows);
    }
    for (size_t i = 0; status == KOH_OK && i < n_rows; i++) {
        summarise(form, rows + i * form->draws.n, &told->mean[i], told->quantile + i * form->n_orders);
    }
    koh__free(rows);
    return status == KOH_ENOMEM ? koh_error_set(error, KOH_ENOMEM, "out of memory") : status;
}
