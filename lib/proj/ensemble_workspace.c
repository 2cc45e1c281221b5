/* The room an ensemble works in. */
#include <math.h>
#include <string.h>

#include "base/memory_priv.h"
#include "proj/ensemble_priv.h"

enum { MAX_THREADS = 1024, MAX_STEPS = 1000, MAX_BANDS = 10000, FACTORS = 3 };

/* Rows of 32-bit numbers besides the persons: totals, all, here, other, count. */
enum { ROWS = KOH_ENSEMBLE_COMPONENTS + 4, FIELD_ROWS = KOH_CHANCE_PURPOSES * KOH_STREAM_FIELDS };

/* Rows of doubles besides the expected persons: factors, mothers, own, mean here, other, mothers, owed. */
enum { WIDE_ROWS = FACTORS + 6 };

/* Bins for a cell beside those that follow its spread. */
enum { LEAST_BINS = 64 };

koh_ensemble_options koh_ensemble_options_defaults(void)
{
    return (koh_ensemble_options){ .n_draws = 1000, .seed = 1 };
}

static size_t n_cells(const koh_ensemble_size *size)
{
    return (size->n_steps + 1) * KOH_SEXES * size->n_age;
}

static size_t n_quantities(const koh_ensemble_size *size)
{
    return n_cells(size) + (size->n_steps + 1) * size->n_bands;
}

static int is_allowed(const koh_ensemble_size *size)
{
    return size->n_age >= 2 && size->n_age <= KOH_PROJ_MAX_AGES && size->n_steps <= MAX_STEPS &&
           size->n_bands <= MAX_BANDS && size->n_threads >= 1 && size->n_threads <= MAX_THREADS &&
           size->n_bins <= SIZE_MAX / MAX_THREADS / sizeof(uint64_t);
}

size_t koh_ensemble_bytes(const koh_ensemble_size *size)
{
    const size_t cells = KOH_SEXES * size->n_age, rates = KOH_CHANCE_RATES * cells * sizeof(double);
    const size_t narrow = (cells + ROWS) * KOH_CHANCE_STRIDE * sizeof(int32_t);
    const size_t wide = (cells + WIDE_ROWS) * KOH_CHANCE_STRIDE * sizeof(double);
    const size_t fields = (size_t) FIELD_ROWS * KOH_CHANCE_STRIDE * sizeof(uint16_t);
    const size_t sums = n_cells(size) * sizeof(int64_t);
    const size_t tally = size->n_bins > 0 ? n_quantities(size) * 4 * sizeof(uint64_t) : 0;
    const size_t each = sizeof(koh_ensemble_thread) + sizeof(koh_lanes_room) + rates + narrow + wide + fields + sums +
                        tally + size->n_bins * sizeof(uint32_t);
    return size->n_threads * each + n_cells(size) * sizeof(double) + sizeof(koh_ensemble_workspace);
}

size_t koh_ensemble_bins(size_t n_age, size_t n_steps, size_t n_bands, double persons)
{
    /* A window is twice the range of the first 1000 draws: 13 standard deviations, which chance alone makes about the
     * root of the persons; the rest is for uncertain parameters. A band holds many cells. */
    const double cell = LEAST_BINS + 30 * sqrt(persons);
    const double band = LEAST_BINS + 30 * sqrt(persons * KOH_SEXES * (double) n_age);
    return (n_steps + 1) * (size_t) ceil(KOH_SEXES * (double) n_age * cell + (double) n_bands * band);
}

static int make_rates(koh_chance_rates *rates, size_t cells)
{
    double *block = KOH_NEW(KOH_CHANCE_RATES * cells, double);
    *rates = (koh_chance_rates){ .death = block };
    if (block == NULL) {
        return 0;
    }
    double **const arrays[] = { &rates->log_survival, &rates->out,         &rates->emigration,
                                &rates->in,           &rates->immigration, &rates->early_in,
                                &rates->early_out,    &rates->late_in,     &rates->late_out };
    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++) {
        *arrays[i] = block + (i + 1) * cells;
    }
    return 1;
}

static int make_block(koh_ensemble_thread *thread, size_t n_age)
{
    koh_chance_block *b = &thread->block;
    const size_t cells = KOH_SEXES * n_age, stride = KOH_CHANCE_STRIDE;
    b->n_age = n_age;
    b->persons = KOH_NEW_UNSET((cells + ROWS) * stride, int32_t);
    b->mothers = KOH_NEW_UNSET((cells + WIDE_ROWS) * stride, double);
    b->field = KOH_NEW_UNSET(FIELD_ROWS * stride, uint16_t);
    b->room = KOH_NEW_UNSET(1, koh_lanes_room);
    if (b->persons == NULL || b->mothers == NULL) {
        return 0;
    }
    b->totals = b->persons + cells * stride;
    b->all = b->totals + KOH_ENSEMBLE_COMPONENTS * stride;
    b->here = b->all + stride;
    b->other = b->here + stride;
    b->count = b->other + stride;
    b->own = b->mothers + stride;
    for (size_t i = 0; i < FACTORS; i++) {
        thread->factor[i] = b->own + (i + 1) * stride;
    }
    b->mean_here = thread->factor[FACTORS - 1] + stride;
    b->mean_other = b->mean_here + stride;
    b->mean_mothers = b->mean_other + stride;
    b->owed = b->mean_mothers + stride;
    b->mean = b->owed + stride;
    return b->field != NULL && b->room != NULL;
}

static koh_status make_thread(koh_ensemble_thread *thread, const koh_ensemble_size *size)
{
    const int made_rates = make_rates(&thread->rates, KOH_SEXES * size->n_age);
    const int made_block = make_block(thread, size->n_age);
    thread->sum = KOH_NEW(n_cells(size), int64_t);
    if (!made_rates || !made_block || thread->sum == NULL) {
        return KOH_ENOMEM;
    }
    return size->n_bins > 0 ? koh__tally_new(n_quantities(size), size->n_bins, &thread->tally) : KOH_OK;
}

koh_status koh_ensemble_workspace_new(const koh_ensemble_size *size, koh_ensemble_workspace **workspace)
{
    if (!is_allowed(size)) {
        return KOH_EDOMAIN;
    }
    koh_ensemble_workspace *new = KOH_NEW(1, koh_ensemble_workspace);
    if (new == NULL) {
        return KOH_ENOMEM;
    }
    new->size = *size;
    new->expected = KOH_NEW(n_cells(size), double);
    new->threads = KOH_NEW(size->n_threads, koh_ensemble_thread);
    koh_status status = koh_proj_workspace_new(size->n_age, &new->path);
    if (status == KOH_OK && (new->expected == NULL || new->threads == NULL)) {
        status = KOH_ENOMEM;
    }
    for (size_t i = 0; status == KOH_OK && i < size->n_threads; i++) {
        status = make_thread(&new->threads[i], size);
    }
    if (status != KOH_OK) {
        koh_ensemble_workspace_free(new);
        return status;
    }
    *workspace = new;
    return KOH_OK;
}

void koh_ensemble_workspace_free(koh_ensemble_workspace *workspace)
{
    if (workspace == NULL) {
        return;
    }
    for (size_t i = 0; workspace->threads != NULL && i < workspace->size.n_threads; i++) {
        koh_ensemble_thread *thread = &workspace->threads[i];
        koh__free(thread->block.persons);
        koh__free(thread->block.mothers);
        koh__free(thread->block.field);
        koh__free(thread->block.room);
        koh__free(thread->rates.death);
        koh__free(thread->sum);
        koh__tally_free(thread->tally);
    }
    koh__free(workspace->threads);
    koh__free(workspace->expected);
    koh_proj_workspace_free(workspace->path);
    koh__free(workspace);
}
