/* Method: the persons of a municipality in parts of some 65 000, each a unit of work. Where there are draws enough the
 * threads take draws, else the parts of one draw; what is counted are whole numbers, so that neither shows.
 * Source: microsim_law.c and microsim_life.c.
 * Assumptions: the caller's arrays of all draws fit into memory where he asks for them.
 * Limits: as koh_microsim_check. */
#include <math.h>
#include <string.h>

#include "num/parallel_priv.h"
#include "proj/microsim_priv.h"

typedef struct run {
    const koh_microsim_input *input;
    const koh_microsim_options *options;
    koh_microsim_workspace *workspace;
    const koh_microsim_output *output;
    size_t n_parts, draw;
} run;

static size_t n_cells(const run *r)
{
    return KOH_SEXES * r->workspace->world.n_age;
}

/* An array of counts, of all threads alike. */
typedef struct counter {
    size_t offset, n, width;
} counter;

enum { COUNTERS = 9 };

static void list_counters(const koh_life_world *w, counter to[COUNTERS])
{
    const size_t cells = KOH_SEXES * w->n_age;
    const counter all[COUNTERS] = {
        { offsetof(koh_life_counts, state), 2 * w->n_levels * KOH_SEXES * w->n_cohorts * (w->n_steps + 1),
          sizeof(int32_t) },
        { offsetof(koh_life_counts, events), w->n_steps * KOH_MICROSIM_EVENTS, sizeof(int64_t) },
        { offsetof(koh_life_counts, extra), w->n_steps, sizeof(int64_t) },
        { offsetof(koh_life_counts, lived), w->n_levels * cells, sizeof(int64_t) },
        { offsetof(koh_life_counts, spells), w->n_levels * KOH_MICROSIM_SPELLS, sizeof(int32_t) },
        { offsetof(koh_life_counts, widowed), w->n_steps * cells, sizeof(int32_t) },
        { offsetof(koh_life_counts, died), cells, sizeof(int32_t) },
        { offsetof(koh_life_counts, left), cells, sizeof(int32_t) },
        { offsetof(koh_life_counts, highest), w->n_levels * cells, sizeof(int32_t) },
    };
    memcpy(to, all, sizeof all);
}

static void *counts_at(const koh_life_counts *counts, const counter *of)
{
    void *array;
    memcpy(&array, (const char *) counts + of->offset, sizeof array);
    return array;
}

static void clear(const koh_life_world *w, koh_life_counts *counts)
{
    counter all[COUNTERS];
    list_counters(w, all);
    for (size_t k = 0; k < COUNTERS; k++) {
        memset(counts_at(counts, &all[k]), 0, all[k].n * all[k].width);
    }
}

static void add(const koh_life_world *w, const koh_life_counts *from, koh_life_counts *to)
{
    counter all[COUNTERS];
    list_counters(w, all);
    for (size_t k = 0; k < COUNTERS; k++) {
        if (all[k].width == sizeof(int32_t)) {
            const int32_t *source = counts_at(from, &all[k]);
            int32_t *target = counts_at(to, &all[k]);
            for (size_t i = 0; i < all[k].n; i++) {
                target[i] += source[i];
            }
        } else {
            const int64_t *source = counts_at(from, &all[k]);
            int64_t *target = counts_at(to, &all[k]);
            for (size_t i = 0; i < all[k].n; i++) {
                target[i] += source[i];
            }
        }
    }
}

/* Adds the persons of a cohort to what is wanted of them. */
static void put_line(const run *r, size_t draw, const int32_t *state, const size_t at[4], int64_t *all)
{
    const koh_life_world *w = &r->workspace->world;
    const size_t came = at[0], level = at[1], sex = at[2], cohort = at[3], states = w->n_steps + 1, cells = n_cells(r);
    int32_t persons = 0;
    for (size_t t = cohort < w->n_steps ? w->n_steps - cohort : 0; t < states; t++) {
        const size_t age = cohort + t - w->n_steps, i = sex * w->n_age + (age < w->n_age ? age : w->n_age - 1);
        persons += state[t];
        all[t] += persons;
        if (r->output->population != NULL) {
            r->output->population[(draw * states + t) * cells + i] += persons;
        }
        if (r->output->since_start != NULL && came == 0) {
            r->output->since_start[(draw * states + t) * cells + i] += persons;
        }
        if (r->output->care != NULL) {
            r->output->care[((draw * states + t) * w->n_levels + level) * cells + i] += persons;
        }
    }
}

static void put_states(const run *r, size_t draw, const koh_life_counts *counts, int64_t *all)
{
    const koh_life_world *w = &r->workspace->world;
    const size_t states = w->n_steps + 1, size = states * n_cells(r);
    int32_t *const arrays[] = { r->output->population, r->output->since_start };
    for (size_t k = 0; k < 2; k++) {
        if (arrays[k] != NULL) {
            memset(arrays[k] + draw * size, 0, size * sizeof(int32_t));
        }
    }
    if (r->output->care != NULL) {
        memset(r->output->care + draw * w->n_levels * size, 0, w->n_levels * size * sizeof(int32_t));
    }
    const size_t n_lines = 2 * w->n_levels * KOH_SEXES * w->n_cohorts;
    for (size_t i = 0; i < n_lines; i++) {
        const size_t group = i / w->n_cohorts, level = group / KOH_SEXES % w->n_levels;
        const size_t at[4] = { group / KOH_SEXES / w->n_levels, level, group % KOH_SEXES, i % w->n_cohorts };
        put_line(r, draw, counts->state + i * states, at, all);
    }
}

/* What is told of those who were there at the start. */
static void put_fates(const run *r, size_t draw, const koh_life_counts *counts)
{
    const koh_life_world *w = &r->workspace->world;
    const size_t cells = n_cells(r), n_levels = w->n_levels;
    if (r->output->died != NULL) {
        memcpy(r->output->died + draw * cells, counts->died, cells * sizeof(int32_t));
    }
    if (r->output->left != NULL) {
        memcpy(r->output->left + draw * cells, counts->left, cells * sizeof(int32_t));
    }
    for (size_t i = 0; r->output->ever != NULL && i < cells; i++) {
        int32_t sum = 0;
        for (size_t k = n_levels; k-- > 0;) {
            sum += counts->highest[k * cells + i];
            r->output->ever[(draw * n_levels + k) * cells + i] = sum;
        }
    }
    for (size_t i = 0; r->output->years_in != NULL && i < n_levels * cells; i++) {
        r->output->years_in[draw * n_levels * cells + i] = (double) counts->lived[i] / KOH_LIFE_YEAR;
    }
}

/* Writes a draw out, and holds its persons against its events. */
static koh_status put_draw(const run *r, size_t draw, const koh_life_counts *counts)
{
    static const int sign[KOH_MICROSIM_EVENTS] = { 1, 1, -1, 1, -1, 1, -1, 1, -1 };
    const koh_life_world *w = &r->workspace->world;
    const size_t n_events = w->n_steps * KOH_MICROSIM_EVENTS, n_widowed = w->n_steps * n_cells(r);
    const size_t n_spells = w->n_levels * KOH_MICROSIM_SPELLS;
    int64_t all[KOH_MICROSIM_STEPS + 1] = { 0 };
    put_states(r, draw, counts, all);
    put_fates(r, draw, counts);
    if (r->output->events != NULL) {
        memcpy(r->output->events + draw * n_events, counts->events, n_events * sizeof(int64_t));
    }
    if (r->output->widowed != NULL) {
        memcpy(r->output->widowed + draw * n_widowed, counts->widowed, n_widowed * sizeof(int32_t));
    }
    if (r->output->spells != NULL) {
        memcpy(r->output->spells + draw * n_spells, counts->spells, n_spells * sizeof(int32_t));
    }
    for (size_t t = 0; t < w->n_steps; t++) {
        int64_t balance = all[t + 1] - all[t];
        for (size_t k = 0; k < KOH_MICROSIM_EVENTS; k++) {
            balance -= sign[k] * counts->events[t * KOH_MICROSIM_EVENTS + k];
        }
        if (balance != 0) {
            return KOH_EINTERNAL;
        }
        if (r->output->years != NULL) {
            r->output->years[draw * w->n_steps + t] = (double) all[t] + (double) counts->extra[t] / KOH_LIFE_YEAR;
        }
    }
    return KOH_OK;
}

/* One part of a draw, on one thread. */
static void live_part(const run *r, size_t draw, size_t part, koh_life_thread *thread)
{
    const koh_life_part of = {
        { .seed = r->options->seed, .draw = (uint32_t) (r->options->first_draw + draw), .region = r->input->region },
        part,
        r->n_parts
    };
    if (thread->status == KOH_OK && r->options->stop != NULL && r->options->stop(r->options->told) != 0) {
        thread->status = KOH_ECANCELLED;
    }
    if (thread->status == KOH_OK) {
        thread->status = koh__life_part(&r->workspace->world, &of, thread);
        thread->failed = draw;
    }
}

static void run_part(void *context, size_t task, size_t number)
{
    const run *r = context;
    live_part(r, r->draw, task, &r->workspace->threads[number]);
}

static void run_draw(void *context, size_t task, size_t number)
{
    const run *r = context;
    koh_life_thread *thread = &r->workspace->threads[number];
    clear(&r->workspace->world, &thread->counts);
    for (size_t part = 0; part < r->n_parts && thread->status == KOH_OK; part++) {
        live_part(r, task, part, thread);
    }
    if (thread->status == KOH_OK) {
        thread->status = put_draw(r, task, &thread->counts);
        thread->failed = task;
    }
}

static koh_status worst_of(const run *r, koh_error *error)
{
    const koh_life_thread *first = NULL;
    for (size_t i = 0; i < r->workspace->size.n_threads; i++) {
        const koh_life_thread *thread = &r->workspace->threads[i];
        if (thread->status != KOH_OK && (first == NULL || thread->failed < first->failed)) {
            first = thread;
        }
    }
    if (first == NULL) {
        return KOH_OK;
    }
    return first->status == KOH_ECANCELLED ? koh_error_set(error, KOH_ECANCELLED, "interrupted")
           : first->status == KOH_ELIMIT
               ? koh_error_set(error, KOH_ELIMIT, "draw %zu: a family or a part grew beyond what is kept of it",
                               first->failed)
               : koh_error_set(error, first->status, "draw %zu: persons were lost or made", first->failed);
}

/* The parts of a draw side by side, one draw after another. */
static koh_status run_parts(run *r, koh_error *error)
{
    koh_microsim_workspace *ws = r->workspace;
    koh_status status = KOH_OK;
    for (r->draw = 0; r->draw < r->options->n_draws && status == KOH_OK; r->draw++) {
        for (size_t i = 0; i < ws->size.n_threads; i++) {
            clear(&ws->world, &ws->threads[i].counts);
        }
        koh__parallel(r->n_parts, ws->size.n_threads, run_part, r);
        status = worst_of(r, error);
        for (size_t i = 1; i < ws->size.n_threads; i++) {
            add(&ws->world, &ws->threads[i].counts, &ws->threads[0].counts);
        }
        if (status == KOH_OK && put_draw(r, r->draw, &ws->threads[0].counts) != KOH_OK) {
            status = koh_error_set(error, KOH_EINTERNAL, "draw %zu: persons were lost or made", r->draw);
        }
    }
    return status;
}

/* The world of this run within the room of the workspace. */
static void shape_world(const koh_microsim_input *input, koh_life_world *w)
{
    const koh_proj_path_input *path = &input->path;
    const size_t cells = KOH_SEXES * path->n_age;
    w->n_age = path->n_age;
    w->n_steps = path->n_steps;
    w->n_levels = input->care.n_levels > 1 ? input->care.n_levels : 1;
    w->n_cohorts = path->n_age + path->n_steps;
    w->stride = (path->n_steps + 1 + 2 * KOH_LIFE_PAD - 1) / KOH_LIFE_PAD * KOH_LIFE_PAD;
    w->timing = path->timing;
    w->start = path->start;
    w->couple = input->couple;
    if (w->n_levels > 1) {
        memcpy(w->share, input->care.share, w->n_levels * cells * sizeof *w->share);
        for (size_t i = 0; i < cells + KOH_SEXES; i++) {
            w->guess[i] = 1;
        }
    }
}

/* Everybody who will ever live here, about, in parts. */
static size_t count_parts(const koh_life_world *w, const koh_proj_totals *totals)
{
    double persons = 0;
    for (size_t i = 0; i < KOH_SEXES * w->n_age; i++) {
        persons += w->start[i];
    }
    for (size_t t = 0; t < w->n_steps; t++) {
        persons += totals[t].births[KOH_FEMALE] + totals[t].births[KOH_MALE];
        for (size_t i = 0; i < KOH_SEXES * w->n_age; i++) {
            const koh_life_arrivals *comes = &w->comes[t * KOH_SEXES * w->n_age + i];
            persons += comes->in + comes->immigration + comes->late + comes->early;
        }
    }
    const double parts = ceil(persons / KOH_MICROSIM_PART);
    return parts < 1 ? 1 : parts < UINT16_MAX ? (size_t) parts : UINT16_MAX;
}

static void put_expected(const run *r)
{
    const koh_life_world *w = &r->workspace->world;
    const size_t cells = n_cells(r), states = w->n_steps + 1;
    if (r->output->expected != NULL) {
        memcpy(r->output->expected, r->workspace->expected, states * cells * sizeof(double));
    }
    for (size_t k = 0; r->output->expected_care != NULL && k < states * w->n_levels * cells; k++) {
        const double persons = r->workspace->expected[k / (w->n_levels * cells) * cells + k % cells];
        r->output->expected_care[k] = w->n_levels > 1 ? w->share[k] * persons : persons;
    }
}

koh_status koh_microsim_run(const koh_microsim_input *input, const koh_microsim_options *options,
                            koh_microsim_workspace *ws, koh_error *error, koh_microsim_output *output)
{
    koh_status status = koh_microsim_check(input, options, ws, error);
    if (status != KOH_OK) {
        return status;
    }
    koh_proj_path_output path = { .population = ws->expected, .totals = ws->totals };
    const koh_status worst = koh_proj_path(&input->path, ws->path, error, &path);
    if (worst < 0) {
        return worst;
    }
    shape_world(input, &ws->world);
    koh__life_world(input, ws->expected, &ws->world);
    run r = { input, options, ws, output, count_parts(&ws->world, ws->totals), 0 };
    for (size_t i = 0; i < ws->size.n_threads; i++) {
        ws->threads[i].status = KOH_OK;
    }
    if (r.n_parts > 1 && options->n_draws < 2 * ws->size.n_threads) {
        status = run_parts(&r, error);
    } else {
        koh__parallel(options->n_draws, ws->size.n_threads, run_draw, &r);
        status = worst_of(&r, error);
    }
    if (status == KOH_OK) {
        put_expected(&r);
    }
    return status != KOH_OK ? status : worst;
}
