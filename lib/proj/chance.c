/* Method: one step of the cohort-component method drawn instead of multiplied, in the order of step.c: net migration at
 * the start, deaths, out-moves, emigration, arrivals, net migration at the end; births by the women of the draw.
 * A cohort moves down a row (from age x - 1 to x), oldest first, so the block is stepped in place.
 * Source: chance_rates.c for the probabilities, lanes.c for the draws.
 * Assumptions: every draw of the block is in the same year with the same rates, but for its factors.
 * Limits: 10^9 persons in a draw. */
#include "proj/chance_priv.h"

#include <math.h>
#include <string.h>

#include "base/clones_priv.h"

/* Beyond this sums of a draw could leave 32 bits. */
static const int32_t most_persons = 1000000000;
static const double most_births = 1e8;

/* Between a block and the step it takes. */
typedef struct state {
    koh_chance_block *b;
    const koh_chance_step *step;
} state;

static int32_t *row(int32_t *rows, size_t i)
{
    return rows + i * KOH_CHANCE_STRIDE;
}

static double *mean_row(const koh_chance_block *b, size_t i)
{
    return b->mean + i * KOH_CHANCE_STRIDE;
}

/* The chance of a purpose and cell. Eight cells are drawn in one go. */
static koh_lanes lanes_of(koh_chance_block *b, koh_purpose purpose, size_t cell)
{
    uint16_t *field = b->field + (size_t) purpose * KOH_STREAM_FIELDS * KOH_CHANCE_STRIDE;
    const uint32_t block = (uint32_t) (cell / KOH_STREAM_FIELDS);
    koh_lanes lanes = {
        .id = b->id, .cell = (uint32_t) cell, .n = b->n, .u = field + cell % KOH_STREAM_FIELDS * KOH_CHANCE_STRIDE
    };
    lanes.id.purpose = (uint16_t) purpose;
    if (b->field_block[purpose] != block) {
        koh__stream_fields(lanes.id, block, b->n, KOH_CHANCE_STRIDE, field);
        b->field_block[purpose] = block;
    }
    return lanes;
}

/* here += sign count, total += counted count. */
KOH_CLONES
static void move(const koh_chance_block *b, int32_t sign, int32_t counted, int32_t *restrict total)
{
    const int32_t *restrict count = b->count;
    int32_t *restrict here = b->here;
    for (size_t d = 0; d < b->n; d++) {
        here[d] += sign * count[d];
        total[d] += counted * count[d];
    }
}

static void leave(const state *s, koh_purpose purpose, size_t i, double prob, koh_ensemble_component to)
{
    if (prob > 0) {
        if (s->b->is_levelled) {
            koh__mean_scale(s->b, 1 - prob);
        }
        const koh_lanes lanes = lanes_of(s->b, purpose, i);
        koh__lanes_binomial(&lanes, s->b->here, prob, s->b->room, s->b->count);
        move(s->b, -1, to == KOH_ENSEMBLE_NET ? -1 : 1, row(s->b->totals, to));
    }
}

static void come(const state *s, koh_purpose purpose, size_t i, double mean, koh_ensemble_component from)
{
    if (mean > 0) {
        if (s->b->is_levelled) {
            koh__mean_add(s->b, mean);
        }
        const koh_lanes lanes = lanes_of(s->b, purpose, i);
        koh__lanes_poisson(&lanes, mean, s->b->room, s->b->count);
        move(s->b, 1, 1, row(s->b->totals, from));
    }
}

static void die(const state *s, size_t i)
{
    const double *factor = s->step->factors.mortality;
    const double log_survival = s->step->rates.log_survival[i];
    if (factor == NULL || !(log_survival < 0) || isinf(log_survival)) {
        leave(s, KOH_PURPOSE_DEATHS, i, s->step->rates.death[i], KOH_ENSEMBLE_DEATHS);
        return;
    }
    if (s->b->is_levelled) {
        koh__mean_survive(s->b, log_survival, factor);
    }
    const koh_lanes lanes = lanes_of(s->b, KOH_PURPOSE_DEATHS, i);
    koh__lanes_binomial_power(&lanes, s->b->here, log_survival, factor, s->b->room, s->b->count);
    move(s->b, -1, 1, row(s->b->totals, KOH_ENSEMBLE_DEATHS));
}

/* Net migration on top, of each draw its own: a draw has either arrivals or departures. */
static void shift_level(const state *s, size_t i)
{
    koh_chance_block *b = s->b;
    const double profile = s->step->net_profile[i];
    if (!(profile > 0)) {
        return;
    }
    const koh_lanes lanes = lanes_of(b, KOH_PURPOSE_NET_LEVEL, i);
    koh__mean_level(b, s->step->factors.net_level, profile);
    koh__lanes_signed(&lanes, b->here, b->own, b->room, b->count);
    move(b, 1, 1, row(b->totals, KOH_ENSEMBLE_NET));
}

/* Moves of the survivors of cell i. */
static void migrate(const state *s, size_t i)
{
    const koh_chance_rates *r = &s->step->rates;
    leave(s, KOH_PURPOSE_OUT, i, r->out[i], KOH_ENSEMBLE_OUT);
    leave(s, KOH_PURPOSE_EMIGRATION, i, r->emigration[i], KOH_ENSEMBLE_EMIGRATION);
    come(s, KOH_PURPOSE_IN, i, r->in[i], KOH_ENSEMBLE_IN);
    come(s, KOH_PURPOSE_IMMIGRATION, i, r->immigration[i], KOH_ENSEMBLE_IMMIGRATION);
    come(s, KOH_PURPOSE_NET_LATE, i, r->late_in[i], KOH_ENSEMBLE_NET);
    leave(s, KOH_PURPOSE_NET_LATE, i, r->late_out[i], KOH_ENSEMBLE_NET);
    if (s->step->factors.net_level != NULL) {
        shift_level(s, i);
    }
}

/* Half of the births that women of age x give while they have it; `here` counts the women. */
KOH_CLONES
static void add_mothers(const koh_chance_block *b, double births_per_woman)
{
    const int32_t *restrict here = b->here;
    double *restrict mothers = b->mothers;
    for (size_t d = 0; d < b->n; d++) {
        mothers[d] += births_per_woman * here[d];
    }
}

static void bear(const state *s, size_t sex, size_t x)
{
    if (sex == KOH_FEMALE && s->step->fertility != NULL && s->step->fertility[x] > 0) {
        add_mothers(s->b, 0.5 * s->step->fertility[x]);
        if (s->b->is_levelled) {
            koh__mean_bear(s->b, 0.5 * s->step->fertility[x]);
        }
    }
}

/* Those of age x at the start of the year, after what net migration does then, to `here`. */
static void start_from(const state *s, size_t sex, size_t x)
{
    const size_t i = sex * s->b->n_age + x;
    memcpy(s->b->here, row(s->b->persons, i), s->b->n * sizeof(int32_t));
    memcpy(s->b->mean_here, mean_row(s->b, i), s->b->is_levelled ? s->b->n * sizeof(double) : 0);
    come(s, KOH_PURPOSE_NET_EARLY, i, s->step->rates.early_in[i], KOH_ENSEMBLE_NET);
    leave(s, KOH_PURPOSE_NET_EARLY, i, s->step->rates.early_out[i], KOH_ENSEMBLE_NET);
    bear(s, sex, x);
}

/* From being at risk of death in `here` to being counted at age x. */
static void arrive(const state *s, size_t sex, size_t x)
{
    const size_t i = sex * s->b->n_age + x;
    die(s, i);
    if (s->step->timing == KOH_TIMING_END) {
        bear(s, sex, x);
    }
    migrate(s, i);
    if (s->step->timing == KOH_TIMING_EVEN) {
        bear(s, sex, x);
    }
    memcpy(row(s->b->persons, i), s->b->here, s->b->n * sizeof(int32_t));
    memcpy(mean_row(s->b, i), s->b->mean_here, s->b->is_levelled ? s->b->n * sizeof(double) : 0);
}

static void step_ages(const state *s, size_t sex)
{
    koh_chance_block *b = s->b;
    const size_t open = b->n_age - 1;
    start_from(s, sex, open);
    memcpy(b->other, b->here, b->n * sizeof(int32_t));
    memcpy(b->mean_other, b->mean_here, b->is_levelled ? b->n * sizeof(double) : 0);
    for (size_t x = open; x > 0; x--) {
        start_from(s, sex, x - 1);
        if (x == open) {
            for (size_t d = 0; d < b->n; d++) {
                b->here[d] += b->other[d];
            }
            for (size_t d = 0; b->is_levelled && d < b->n; d++) {
                b->mean_here[d] += b->mean_other[d];
            }
        }
        arrive(s, sex, x);
    }
}

static void step_newborn(const state *s, size_t sex, koh_ensemble_component born)
{
    memcpy(s->b->here, row(s->b->totals, born), s->b->n * sizeof(int32_t));
    if (s->b->is_levelled) {
        const double share = born == KOH_ENSEMBLE_BOYS ? s->step->prob_boy : 1 - s->step->prob_boy;
        koh__mean_born(s->b, s->step->factors.fertility, share);
    }
    arrive(s, sex, 0);
}

/* Births of all draws, to the totals of boys and girls. */
static koh_status give_birth(const state *s)
{
    koh_chance_block *b = s->b;
    int32_t *girls = row(b->totals, KOH_ENSEMBLE_GIRLS), *boys = row(b->totals, KOH_ENSEMBLE_BOYS);
    const double *factor = s->step->factors.fertility;
    for (size_t d = 0; d < b->n; d++) {
        b->mothers[d] *= factor != NULL ? factor[d] : 1;
        if (b->mothers[d] > most_births) {
            return KOH_EDOMAIN;
        }
    }
    const koh_lanes births = lanes_of(b, KOH_PURPOSE_BIRTHS, 0), sexes = lanes_of(b, KOH_PURPOSE_SEX, 0);
    koh__lanes_poisson_each(&births, b->mothers, b->room, b->count);
    koh__lanes_binomial(&sexes, b->count, s->step->prob_boy, b->room, boys);
    for (size_t d = 0; d < b->n; d++) {
        girls[d] = b->count[d] - boys[d];
    }
    return KOH_OK;
}

/* Persons of each draw by adding up all cells. */
KOH_CLONES
static void add_up(const koh_chance_block *b, int32_t *restrict sum)
{
    memset(sum, 0, b->n * sizeof *sum);
    for (size_t i = 0; i < KOH_SEXES * b->n_age; i++) {
        const int32_t *restrict persons = b->persons + i * KOH_CHANCE_STRIDE;
        for (size_t d = 0; d < b->n; d++) {
            sum[d] += persons[d];
        }
    }
}

/* The balance of every draw, in whole persons; b->all becomes the persons at the end. */
static koh_status account(koh_chance_block *b)
{
    static const int32_t sign[KOH_ENSEMBLE_COMPONENTS] = { 1, 1, -1, 1, -1, 1, -1, 1 };
    int32_t *sum = b->count, most = 0, gap = 0;
    for (size_t c = 0; c < KOH_ENSEMBLE_COMPONENTS; c++) {
        const int32_t *total = row(b->totals, c);
        for (size_t d = 0; d < b->n; d++) {
            b->all[d] += sign[c] * total[d];
        }
    }
    add_up(b, sum);
    for (size_t d = 0; d < b->n; d++) {
        gap |= sum[d] ^ b->all[d];
        most = sum[d] > most ? sum[d] : most;
    }
    if (gap != 0) {
        return KOH_EINTERNAL;
    }
    return most > most_persons ? KOH_EDOMAIN : KOH_OK;
}

void koh__chance_begin(koh_chance_block *block, const double *start)
{
    for (size_t i = 0; i < KOH_SEXES * block->n_age; i++) {
        int32_t *persons = row(block->persons, i);
        for (size_t d = 0; d < block->n; d++) {
            persons[d] = (int32_t) start[i];
        }
        for (size_t d = 0; block->is_levelled && d < block->n; d++) {
            mean_row(block, i)[d] = start[i];
        }
    }
    add_up(block, block->all);
}

koh_status koh__chance_step(koh_chance_block *block, const koh_chance_step *step)
{
    const state s = { block, step };
    memset(block->totals, 0, (size_t) KOH_ENSEMBLE_COMPONENTS * KOH_CHANCE_STRIDE * sizeof *block->totals);
    memset(block->mothers, 0, block->n * sizeof *block->mothers);
    memset(block->mean_mothers, 0, block->n * sizeof *block->mean_mothers);
    memset(block->owed, 0, block->n * sizeof *block->owed);
    for (size_t p = 0; p < KOH_CHANCE_PURPOSES; p++) {
        block->field_block[p] = UINT32_MAX;
    }
    step_ages(&s, KOH_FEMALE);
    koh_status status = step->fertility != NULL ? give_birth(&s) : KOH_OK;
    if (status != KOH_OK) {
        return status;
    }
    step_newborn(&s, KOH_FEMALE, KOH_ENSEMBLE_GIRLS);
    step_ages(&s, KOH_MALE);
    step_newborn(&s, KOH_MALE, KOH_ENSEMBLE_BOYS);
    return account(block);
}
