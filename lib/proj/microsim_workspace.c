/* The room a microsimulation works in. */
#include "base/memory_priv.h"
#include "proj/microsim_priv.h"

enum { MAX_THREADS = 1024, LINE = 8 };

koh_microsim_options koh_microsim_options_defaults(void)
{
    return (koh_microsim_options){ .n_draws = 1, .seed = 1 };
}

/* Sizes of the arrays, in elements. */
typedef struct sizes {
    size_t cells, levels, cohorts, stride, ends;
    size_t law, quiet, comes, share, guess, state, rates;
} sizes;

static sizes sizes_of(const koh_microsim_size *s)
{
    sizes z = { .cells = KOH_SEXES * s->n_age,
                .levels = s->n_levels > 1 ? s->n_levels : 1,
                .cohorts = s->n_age + s->n_steps,
                .stride = (s->n_steps + 1 + KOH_LIFE_PAD + LINE - 1) / LINE * LINE,
                .rates = KOH_CHANCE_RATES * KOH_SEXES * s->n_age };
    z.ends = KOH_MICROSIM_PART + z.cells;
    z.law = z.levels * s->n_steps * KOH_SEXES * (s->n_age + 1);
    z.quiet = z.levels * KOH_SEXES * z.cohorts * z.stride;
    z.comes = s->n_steps * z.cells;
    z.share = z.levels > 1 ? (s->n_steps + 1) * z.levels * z.cells : 1;
    z.guess = z.cells + KOH_SEXES;
    z.state = 2 * z.levels * KOH_SEXES * z.cohorts * (s->n_steps + 1);
    return z;
}

static size_t bytes_of_counts(const koh_microsim_size *s, const sizes *z)
{
    return z->state * sizeof(int32_t) + s->n_steps * (KOH_MICROSIM_EVENTS + 1) * sizeof(int64_t) +
           z->levels * z->cells * (sizeof(int64_t) + sizeof(int32_t)) +
           (z->levels * KOH_MICROSIM_SPELLS + (s->n_steps + 2) * z->cells) * sizeof(int32_t);
}

size_t koh_microsim_bytes(const koh_microsim_size *s)
{
    const sizes z = sizes_of(s);
    const size_t each = sizeof(koh_life_thread) + z.ends * sizeof(koh_life_end) + bytes_of_counts(s, &z);
    return sizeof(koh_microsim_workspace) + s->n_threads * each + z.law * sizeof(koh_life_law) +
           z.comes * sizeof(koh_life_arrivals) + s->n_steps * (sizeof(koh_proj_totals) + sizeof(double)) +
           (z.quiet + z.share + z.guess + z.cells + z.rates + (s->n_steps + 1) * z.cells) * sizeof(double);
}

static int make_world(const koh_microsim_size *s, koh_life_world *w)
{
    const sizes z = sizes_of(s);
    double *rates = KOH_NEW(z.rates, double);
    w->rates = (koh_chance_rates){ .death = rates };
    w->law = KOH_NEW(z.law, koh_life_law);
    w->quiet = KOH_NEW(z.quiet, double);
    w->comes = KOH_NEW(z.comes, koh_life_arrivals);
    w->share = KOH_NEW(z.share, double);
    w->guess = KOH_NEW(z.guess, double);
    w->weight = KOH_NEW(z.cells, double);
    w->prob_boy = KOH_NEW(s->n_steps, double);
    if (rates == NULL) {
        return 0;
    }
    double **const arrays[] = { &w->rates.log_survival, &w->rates.out,         &w->rates.emigration,
                                &w->rates.in,           &w->rates.immigration, &w->rates.early_in,
                                &w->rates.early_out,    &w->rates.late_in,     &w->rates.late_out };
    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++) {
        *arrays[i] = rates + (i + 1) * z.cells;
    }
    return w->law != NULL && w->quiet != NULL && w->comes != NULL && w->share != NULL && w->guess != NULL &&
           w->weight != NULL && w->prob_boy != NULL;
}

static int make_thread(const koh_microsim_size *s, koh_life_thread *thread)
{
    const sizes z = sizes_of(s);
    koh_life_counts *c = &thread->counts;
    thread->end = KOH_NEW(z.ends, koh_life_end);
    c->state = KOH_NEW(z.state, int32_t);
    c->events = KOH_NEW(s->n_steps * KOH_MICROSIM_EVENTS, int64_t);
    c->extra = KOH_NEW(s->n_steps, int64_t);
    c->lived = KOH_NEW(z.levels * z.cells, int64_t);
    c->spells = KOH_NEW(z.levels * KOH_MICROSIM_SPELLS, int32_t);
    c->widowed = KOH_NEW(s->n_steps * z.cells, int32_t);
    c->died = KOH_NEW(z.cells, int32_t);
    c->left = KOH_NEW(z.cells, int32_t);
    c->highest = KOH_NEW(z.levels * z.cells, int32_t);
    return thread->end != NULL && c->state != NULL && c->events != NULL && c->extra != NULL && c->lived != NULL &&
           c->spells != NULL && c->widowed != NULL && c->died != NULL && c->left != NULL && c->highest != NULL;
}

koh_status koh_microsim_workspace_new(const koh_microsim_size *size, koh_microsim_workspace **workspace)
{
    if (size->n_age < 2 || size->n_age > KOH_PROJ_MAX_AGES || size->n_steps < 1 || size->n_steps > KOH_MICROSIM_STEPS ||
        size->n_levels > KOH_MICROSIM_LEVELS || size->n_threads < 1 || size->n_threads > MAX_THREADS) {
        return KOH_EDOMAIN;
    }
    koh_microsim_workspace *new = KOH_NEW(1, koh_microsim_workspace);
    if (new == NULL) {
        return KOH_ENOMEM;
    }
    new->size = *size;
    new->totals = KOH_NEW(size->n_steps, koh_proj_totals);
    new->expected = KOH_NEW((size->n_steps + 1) * KOH_SEXES * size->n_age, double);
    new->threads = KOH_NEW(size->n_threads, koh_life_thread);
    koh_status status = koh_proj_workspace_new(size->n_age, &new->path);
    if (status == KOH_OK &&
        (!make_world(size, &new->world) || new->totals == NULL || new->expected == NULL || new->threads == NULL)) {
        status = KOH_ENOMEM;
    }
    for (size_t i = 0; status == KOH_OK && i < size->n_threads; i++) {
        status = make_thread(size, &new->threads[i]) ? KOH_OK : KOH_ENOMEM;
    }
    if (status != KOH_OK) {
        koh_microsim_workspace_free(new);
        return status;
    }
    *workspace = new;
    return KOH_OK;
}

void koh_microsim_workspace_free(koh_microsim_workspace *workspace)
{
    if (workspace == NULL) {
        return;
    }
    for (size_t i = 0; workspace->threads != NULL && i < workspace->size.n_threads; i++) {
        koh_life_thread *thread = &workspace->threads[i];
        void *const blocks[] = {
            thread->end,          thread->counts.state,  thread->counts.events,  thread->counts.extra,
            thread->counts.lived, thread->counts.spells, thread->counts.widowed, thread->counts.died,
            thread->counts.left,  thread->counts.highest
        };
        for (size_t k = 0; k < sizeof blocks / sizeof blocks[0]; k++) {
            koh__free(blocks[k]);
        }
    }
    koh_life_world *w = &workspace->world;
    void *const blocks[] = { w->law,
                             w->quiet,
                             w->comes,
                             w->share,
                             w->guess,
                             w->weight,
                             w->prob_boy,
                             w->rates.death,
                             workspace->totals,
                             workspace->expected,
                             workspace->threads };
    for (size_t k = 0; k < sizeof blocks / sizeof blocks[0]; k++) {
        koh__free(blocks[k]);
    }
    koh_proj_workspace_free(workspace->path);
    koh__free(workspace);
}
