/* What draws come to: means, quantiles, and shortage as a chance.
 *
 * Method: type 7 of R. J. Hyndman & Y. Fan (1996), American Statistician 50, for quantiles. Where all draws are equal
 * the mean is that value to the last bit.
 * Limits: a cell that is unknown in one draw is unknown. */
#include <math.h>
#include <stdlib.h>

#include "plan/follow_priv.h"
#include "plan/preparedness_priv.h"

enum { QUANTILES = 7 };

static const double orders[QUANTILES] = { 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95 };

static int ascending(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;
    return (x > y) - (x < y);
}

/* Mean and quantiles of n values, which are put in order; type 7 of Hyndman & Fan 1996. NaN where any is unknown. */
static void summarise(size_t n, double *values, double *mean, double *quantile, size_t stride)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += values[i];
    }
    *mean = sum / (double) n;
    qsort(values, n, sizeof *values, ascending);
    *mean = values[0] == values[n - 1] ? values[0] : *mean;
    for (size_t q = 0; q < QUANTILES; q++) {
        double at = orders[q] * (double) (n - 1);
        size_t below = (size_t) at;
        double above = values[below + 1 < n ? below + 1 : below];
        quantile[q * stride] = isnan(*mean) ? *mean : values[below] + (at - (double) below) * (above - values[below]);
    }
}

static koh_status take_quantiles(koh_frame *f, koh_cube *cube)
{
    cube->n_quantiles = QUANTILES;
    cube->quantile_p = orders;
    cube->quantile = KOH_TAKE(f->result->arena, QUANTILES * koh_cube_size(cube), double);
    return cube->quantile == NULL ? KOH_ENOMEM : KOH_OK;
}

/* A cube that is the same in all draws, but for a factor of its own in each where `factor` [n][size] is there. */
static koh_status summarise_certain(koh_chance *c, koh_cube *cube, const double *factor, double *column)
{
    const size_t n = c->draws->n, size = koh_cube_size(cube);
    koh_status status = take_quantiles(c->frame, cube);
    for (size_t i = 0; status == KOH_OK && i < size; i++) {
        for (size_t d = 0; d < n; d++) {
            column[d] = cube->value[i] * (factor != NULL ? factor[d * size + i] : 1);
        }
        summarise(n, column, &cube->value[i], cube->quantile + i, size);
    }
    return status;
}

/* Whole persons [size][n], or components, of the engine. */
static koh_status summarise_persons(koh_chance *c, koh_cube *cube, double *column)
{
    const size_t n = c->draws->n, size = koh_cube_size(cube);
    koh_status status = take_quantiles(c->frame, cube);
    for (size_t i = 0; status == KOH_OK && i < size; i++) {
        for (size_t d = 0; d < n; d++) {
            column[d] = c->persons[i * n + d];
        }
        summarise(n, column, &cube->value[i], cube->quantile + i, size);
    }
    return status;
}

/* What crises bring less what they take in a step: in every draw the same, and part of the engine's net. */
static double of_crises(const koh_frame *f, size_t t)
{
    const double *change = f->shocks != NULL ? f->shocks->change + t * KOH_SHOCK_COMPONENTS : NULL;
    return change != NULL ? change[1] - change[0] - change[2] : 0;
}

static koh_status summarise_components(koh_chance *c, koh_cube *cube, double *column)
{
    const size_t n = c->draws->n, size = koh_cube_size(cube);
    koh_status status = take_quantiles(c->frame, cube);
    for (size_t i = 0; status == KOH_OK && i < size; i++) {
        const size_t n_labels = cube->axes[1].n, label = i % n_labels, t = i / n_labels;
        const int32_t *step = c->components + t * KOH_ENSEMBLE_COMPONENTS * n;
        const double crisis = of_crises(c->frame, t), own = cube->value[i];
        for (size_t d = 0; d < n; d++) {
            column[d] = label == 0   ? step[KOH_ENSEMBLE_GIRLS * n + d] + step[KOH_ENSEMBLE_BOYS * n + d]
                        : label == 1 ? step[KOH_ENSEMBLE_DEATHS * n + d]
                        : label == 2 ? step[KOH_ENSEMBLE_NET * n + d] - crisis
                                     : own;
        }
        summarise(n, column, &cube->value[i], cube->quantile + i, size);
    }
    return status;
}

/* The cubes of the projection: persons, components, life expectancy, total fertility, healthy years. What follows from
 * mortality has no quantiles where mortality has a range: it is not reckoned again by draw. */
static koh_status summarise_population(koh_chance *c, double *column)
{
    koh_scenario_result *scenario = c->frame->scenario;
    koh_status status = KOH_OK;
    for (size_t k = 0; status == KOH_OK && k < c->frame->n_population_cubes; k++) {
        koh_cube *cube = &scenario->cubes[k];
        const int is_fertility = cube == koh__result_cube(scenario, "indicators/total_fertility_rate");
        if (c->persons != NULL && k < 2) {
            status = k == 0 ? summarise_persons(c, cube, column) : summarise_components(c, cube, column);
        } else if (k < 2 || is_fertility || c->mortality == NULL) {
            status = summarise_certain(c, cube, is_fertility ? c->fertility : NULL, column);
        }
    }
    return status;
}

static koh_status summarise_rest(koh_chance *c, double *column)
{
    koh_frame *f = c->frame;
    size_t at = 0;
    for (size_t k = f->n_population_cubes; k < f->scenario->n_cubes; k++) {
        koh_cube *cube = &f->scenario->cubes[k];
        size_t size = koh_cube_size(cube);
        if (take_quantiles(f, cube) != KOH_OK) {
            return KOH_ENOMEM;
        }
        for (size_t i = 0; i < size; i++, at++) {
            for (size_t d = 0; d < c->draws->n; d++) {
                column[d] = c->value[d * c->n_cells + at];
            }
            summarise(c->draws->n, column, &cube->value[i], cube->quantile + i, size);
        }
    }
    return KOH_OK;
}

/* What stands in the draws' cells of a cube that follows from the population; NULL = there is none. */
static const double *cells_of(const koh_chance *c, const koh_cube *wanted)
{
    const koh_scenario_result *scenario = c->frame->scenario;
    size_t at = 0;
    for (size_t k = c->frame->n_population_cubes; k < scenario->n_cubes; k++) {
        if (&scenario->cubes[k] == wanted) {
            return c->value + at;
        }
        at += koh_cube_size(&scenario->cubes[k]);
    }
    return NULL;
}

/* Shortage by year and type over the draws: how many have one, how many have had their first by then, how many places
 * are lacking on average. Unknown where the gap is. */
static koh_status add_shortage(koh_chance *c)
{
    static const char *const paths[] = { "capacity/shortage_probability", "capacity/first_shortage_probability",
                                         "capacity/expected_shortfall" };
    koh_frame *f = c->frame;
    const koh_cube *gap = koh__result_cube(f->scenario, "capacity/gap");
    const double *cells = cells_of(c, gap);
    const size_t size = koh_cube_size(gap), n_types = gap->axes[1].n;
    koh_cube *cubes[3];
    for (size_t k = 0; k < 3; k++) {
        koh_cube form = *gap;
        form.path = paths[k];
        form.unit = k < 2 ? "probability" : gap->unit;
        form.n_quantiles = 0;
        form.quantile = NULL;
        cubes[k] = koh__result_add(f->result, f->scenario, &form);
        if (cubes[k] == NULL) {
            return KOH_ENOMEM;
        }
    }
    for (size_t d = 0; d < c->draws->n; d++) {
        for (size_t type = 0; type < n_types; type++) {
            int has_been = 0;
            for (size_t i = type; i < size; i += n_types) {
                const double here = cells[d * c->n_cells + i];
                has_been |= here > 0;
                cubes[0]->value[i] += isnan(here) ? here : here > 0;
                cubes[1]->value[i] += isnan(here) ? here : has_been;
                cubes[2]->value[i] += isnan(here) ? here : fmax(here, 0);
            }
        }
    }
    for (size_t i = 0; i < 3 * size; i++) {
        cubes[i / size]->value[i % size] /= (double) c->draws->n;
    }
    return KOH_OK;
}

koh_status koh__chance_summarise(koh_chance *c)
{
    double *column = KOH_NEW(c->draws->n, double);
    koh_status status = column == NULL ? KOH_ENOMEM : summarise_population(c, column);
    if (status == KOH_OK) {
        status = summarise_rest(c, column);
    }
    if (status == KOH_OK) {
        status = add_shortage(c);
    }
    koh__free(column);
    return status;
}
