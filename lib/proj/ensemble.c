/* Method: draws in blocks of a thousand; a block takes all its steps and is summarised on the way. Blocks are the unit
 * of work of the threads and touch nothing in common: sums and counts are whole numbers, so the order in which blocks
 * are added does not show.
 * Source: chance_rates.c; tally.c for quantiles.
 * Assumptions: the caller's arrays of all draws fit into memory where he asks for them.
 * Limits: as koh_ensemble_check. */
#include <math.h>
#include <string.h>

#include "num/parallel_priv.h"
#include "proj/ensemble_priv.h"

typedef struct run {
    const koh_ensemble_input *input;
    const koh_ensemble_options *options;
    const koh_ensemble_workspace *workspace;
    const koh_ensemble_output *output;
} run;

/* A block and where it stands. */
typedef struct place {
    size_t first, n; /* draws, from the run's first */
    size_t step;     /* state: 0..n_steps */
} place;

static size_t n_cells(const run *r)
{
    return KOH_SEXES * r->input->path.n_age;
}

static size_t quantity_of_band(const run *r, size_t step, size_t band)
{
    const size_t n_steps = r->input->path.n_steps;
    return (n_steps + 1) * n_cells(r) + step * r->options->n_bands + band;
}

/* Uncertain parameters of a step, the spare draws taking the last one's. */
static void put_factors(const run *r, place at, koh_ensemble_thread *thread, koh_chance_factors *factors)
{
    const double *const given[] = { r->input->fertility_factor, r->input->mortality_index, r->input->net_level };
    const double **const to[] = { &factors->fertility, &factors->mortality, &factors->net_level };
    for (size_t i = 0; i < 3; i++) {
        *to[i] = given[i] != NULL ? thread->factor[i] : NULL;
        for (size_t d = 0; given[i] != NULL && d < thread->block.n; d++) {
            const size_t draw = at.first + (d < at.n ? d : at.n - 1);
            const double value = given[i][draw * r->input->path.n_steps + at.step];
            thread->factor[i][d] = i == 1 ? exp(value) : value;
        }
    }
}

/* Persons of a band in every draw, to `sum`. */
static void add_band(const koh_chance_block *block, const koh_ensemble_band *band, int32_t *sum)
{
    memset(sum, 0, block->n * sizeof *sum);
    for (size_t sex = 0; sex < KOH_SEXES; sex++) {
        if (band->sex != KOH_SEXES && band->sex != (int) sex) {
            continue;
        }
        for (size_t x = band->from; x <= band->to; x++) {
            const int32_t *persons = block->persons + (sex * block->n_age + x) * KOH_CHANCE_STRIDE;
            for (size_t d = 0; d < block->n; d++) {
                sum[d] += persons[d];
            }
        }
    }
}

static koh_status keep_bands(const run *r, place at, koh_ensemble_thread *thread)
{
    const size_t n_draws = r->options->n_draws, n_bands = r->options->n_bands;
    koh_status status = KOH_OK;
    for (size_t k = 0; k < n_bands && status == KOH_OK; k++) {
        int32_t *sum = thread->block.count;
        add_band(&thread->block, &r->options->bands[k], sum);
        if (r->output->band != NULL) {
            memcpy(r->output->band + (at.step * n_bands + k) * n_draws + at.first, sum, at.n * sizeof *sum);
        }
        if (r->output->band_quantile != NULL) {
            status = koh__tally_add(thread->tally, quantity_of_band(r, at.step, k), at.n, sum);
        }
    }
    return status;
}

/* Takes what is wanted of the block's present state. */
static koh_status keep_state(const run *r, place at, koh_ensemble_thread *thread)
{
    const size_t n_draws = r->options->n_draws, cells = n_cells(r);
    for (size_t i = 0; i < cells; i++) {
        const int32_t *persons = thread->block.persons + i * KOH_CHANCE_STRIDE;
        const size_t cell = at.step * cells + i;
        if (r->output->population != NULL) {
            memcpy(r->output->population + cell * n_draws + at.first, persons, at.n * sizeof *persons);
        }
        if (r->output->mean != NULL) {
            int64_t sum = 0;
            for (size_t d = 0; d < at.n; d++) {
                sum += persons[d];
            }
            thread->sum[cell] += sum;
        }
        if (r->output->quantile != NULL) {
            koh_status status = koh__tally_add(thread->tally, cell, at.n, persons);
            if (status != KOH_OK) {
                return status;
            }
        }
    }
    return keep_bands(r, at, thread);
}

static void keep_components(const run *r, place at, const koh_chance_block *block)
{
    for (size_t c = 0; r->output->components != NULL && c < KOH_ENSEMBLE_COMPONENTS; c++) {
        const size_t line = at.step * KOH_ENSEMBLE_COMPONENTS + c;
        memcpy(r->output->components + line * r->options->n_draws + at.first, block->totals + c * KOH_CHANCE_STRIDE,
               at.n * sizeof(int32_t));
    }
}

static koh_status run_steps(const run *r, place at, koh_ensemble_thread *thread, size_t *failed_step)
{
    const koh_proj_path_input *path = &r->input->path;
    koh_chance_block *block = &thread->block;
    koh_chance_step step = {
        .n_age = path->n_age, .timing = path->timing, .net_profile = r->input->net_profile, .rates = thread->rates
    };
    block->is_levelled = r->input->net_level != NULL;
    koh__chance_begin(block, path->start);
    koh_status status = keep_state(r, at, thread);
    for (; status == KOH_OK && at.step < path->n_steps;) {
        const double *expected = r->workspace->expected + at.step * n_cells(r);
        *failed_step = at.step;
        koh__chance_rates(expected, expected + n_cells(r), path->years[at.step], &step);
        put_factors(r, at, thread, &step.factors);
        block->id.year = (uint16_t) (r->input->first_year + (int) at.step);
        status = koh__chance_step(block, &step);
        if (status == KOH_OK) {
            keep_components(r, at, block);
            at.step++;
            status = keep_state(r, at, thread);
        }
    }
    return status;
}

static void run_block(void *context, size_t task, size_t number)
{
    const run *r = context;
    koh_ensemble_thread *thread = &r->workspace->threads[number];
    const size_t first = task * KOH_ENSEMBLE_BLOCK, left = r->options->n_draws - first;
    const place at = { .first = first, .n = left < KOH_ENSEMBLE_BLOCK ? left : KOH_ENSEMBLE_BLOCK };
    size_t step = 0;
    thread->block.n = (at.n + KOH_STREAM_LANES - 1) / KOH_STREAM_LANES * KOH_STREAM_LANES;
    thread->block.id = (koh_stream_id){ .seed = r->options->seed,
                                        .draw = (uint32_t) (r->options->first_draw + first),
                                        .region = r->input->region };
    const int stopped = r->options->stop != NULL && r->options->stop(r->options->told) != 0;
    koh_status status = stopped ? KOH_ECANCELLED : run_steps(r, at, thread, &step);
    if (status != KOH_OK && (thread->status == KOH_OK || task < thread->failed_block)) {
        thread->status = status;
        thread->failed_block = task;
        thread->failed_step = step;
    }
}

/* The status of the first block that failed, whichever thread it was on. */
static koh_status first_failure(const run *r, koh_error *error)
{
    const koh_ensemble_thread *first = NULL;
    for (size_t i = 0; i < r->workspace->size.n_threads; i++) {
        const koh_ensemble_thread *thread = &r->workspace->threads[i];
        if (thread->status != KOH_OK && (first == NULL || thread->failed_block < first->failed_block)) {
            first = thread;
        }
    }
    if (first == NULL) {
        return KOH_OK;
    }
    if (first->status == KOH_ECANCELLED) {
        return koh_error_set(error, KOH_ECANCELLED, "interrupted");
    }
    const char *why = first->status == KOH_ELIMIT    ? "the quantiles need a workspace with more bins"
                      : first->status == KOH_EDOMAIN ? "a draw grew beyond 10^9 persons"
                                                     : "persons were lost or made";
    return koh_error_set(error, first->status, "draws from %zu, step %zu: %s", first->failed_block * KOH_ENSEMBLE_BLOCK,
                         first->failed_step, why);
}

static void put_quantiles(const run *r, const koh_tally *tally)
{
    const size_t states = r->input->path.n_steps + 1, cells = n_cells(r), bands = r->options->n_bands;
    const size_t n = r->options->n_quantiles;
    const double *p = r->options->quantiles;
    for (size_t i = 0; r->output->quantile != NULL && i < states * cells; i++) {
        koh__tally_quantiles(tally, i, n, p, states * cells, r->output->quantile + i);
    }
    for (size_t i = 0; r->output->band_quantile != NULL && i < states * bands; i++) {
        koh__tally_quantiles(tally, states * cells + i, n, p, states * bands, r->output->band_quantile + i);
    }
}

/* Adds the threads' sums and counts to the first's, and writes what is made of them. */
static koh_status finish(const run *r, koh_error *error)
{
    koh_ensemble_thread *first = &r->workspace->threads[0];
    const size_t n = (r->input->path.n_steps + 1) * n_cells(r);
    for (size_t k = 1; k < r->workspace->size.n_threads; k++) {
        const koh_ensemble_thread *thread = &r->workspace->threads[k];
        for (size_t i = 0; i < n; i++) {
            first->sum[i] += thread->sum[i];
        }
        if (first->tally != NULL && koh__tally_merge(first->tally, thread->tally) != KOH_OK) {
            return koh_error_set(error, KOH_ELIMIT, "the quantiles need a workspace with more bins");
        }
    }
    for (size_t i = 0; r->output->mean != NULL && i < n; i++) {
        r->output->mean[i] = (double) first->sum[i] / (double) r->options->n_draws;
    }
    if (first->tally != NULL) {
        put_quantiles(r, first->tally);
    }
    if (r->output->expected != NULL) {
        memcpy(r->output->expected, r->workspace->expected, n * sizeof *r->output->expected);
    }
    return KOH_OK;
}

koh_status koh_ensemble_run(const koh_ensemble_input *input, const koh_ensemble_options *options,
                            koh_ensemble_workspace *workspace, koh_error *error, koh_ensemble_output *output)
{
    koh_status status = koh_ensemble_check(input, options, workspace, error);
    if (status != KOH_OK) {
        return status;
    }
    koh_proj_path_output path = { .population = workspace->expected };
    const koh_status worst = koh_proj_path(&input->path, workspace->path, error, &path);
    if (worst < 0) {
        return worst;
    }
    for (size_t i = 0; i < workspace->size.n_threads; i++) {
        koh_ensemble_thread *thread = &workspace->threads[i];
        thread->status = KOH_OK;
        memset(thread->sum, 0, (input->path.n_steps + 1) * KOH_SEXES * input->path.n_age * sizeof *thread->sum);
        if (thread->tally != NULL) {
            koh__tally_clear(thread->tally);
        }
    }
    run r = { input, options, workspace, output };
    koh__parallel((options->n_draws + KOH_ENSEMBLE_BLOCK - 1) / KOH_ENSEMBLE_BLOCK, workspace->size.n_threads,
                  run_block, &r);
    status = first_failure(&r, error);
    if (status == KOH_OK) {
        status = finish(&r, error);
    }
    return status != KOH_OK ? status : worst;
}
