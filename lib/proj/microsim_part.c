/* A part of a municipality: every cell gives its share of persons, so that a part is a small municipality of its own,
 * and its families and couples stay in it. Parts follow from the rates, not from the threads. */
#include <string.h>

#include "num/sample_priv.h"
#include "proj/microsim_life_priv.h"

/* Persons i..i+1 of n in equal shares, the k-th share of m. */
static size_t share_of(size_t n, size_t k, size_t m)
{
    return n * (k + 1) / m - n * k / m;
}

/* Those of a cell at a level: the ones in couples first. */
static void start_level(koh_lives *s, koh_stream *stream, size_t n, size_t cell, size_t level)
{
    koh_life_thread *thread = s->thread;
    const size_t sex = cell / s->world->n_age;
    const double couple = s->world->couple != NULL ? s->world->couple[cell] : 0;
    const size_t paired = couple > 0 ? (size_t) koh__binomial(stream, (int32_t) n, couple) : 0;
    if (paired > 0) {
        koh_life_end *ends = thread->end + thread->n_end[KOH_FEMALE] + thread->n_end[KOH_MALE];
        thread->n_end[sex] += paired;
        koh__life_start(s, paired, cell, level, ends);
    }
    if (n > paired) {
        koh__life_start(s, n - paired, cell, level, NULL);
    }
}

static void start_cell(koh_lives *s, koh_stream *stream, size_t n, size_t cell)
{
    const koh_life_world *w = s->world;
    int32_t of_level[KOH_MICROSIM_LEVELS] = { (int32_t) n };
    if (w->n_levels > 1) {
        double share[KOH_MICROSIM_LEVELS], rest[KOH_MICROSIM_LEVELS];
        for (size_t k = 0; k < w->n_levels; k++) {
            share[k] = w->share[k * KOH_SEXES * w->n_age + cell];
        }
        koh__multinomial(stream, (int32_t) n, w->n_levels, share, rest, of_level);
    }
    for (size_t k = 0; k < w->n_levels; k++) {
        if (of_level[k] > 0) {
            start_level(s, stream, (size_t) of_level[k], cell, k);
        }
    }
}

/* Those who come in year t, of every cell and kind a Poisson number. */
static void arrive(koh_lives *s, koh_stream *stream, size_t t, size_t n_parts)
{
    const koh_life_world *w = s->world;
    const double part = 1 / (double) n_parts;
    for (size_t i = 0; i < KOH_SEXES * w->n_age; i++) {
        const koh_life_arrivals *comes = &w->comes[t * KOH_SEXES * w->n_age + i];
        const double mean[] = { comes->in, comes->immigration, comes->late };
        static const koh_microsim_event by[] = { KOH_MICROSIM_IN, KOH_MICROSIM_IMMIGRATION, KOH_MICROSIM_NET_IN };
        for (size_t k = 0; k < sizeof by / sizeof by[0]; k++) {
            for (int32_t n = mean[k] > 0 ? koh__poisson(stream, mean[k] * part) : 0;
                 n > 0 && s->thread->status == KOH_OK; n--) {
                koh__life_arrive(s, t, i, by[k]);
            }
        }
        for (int32_t n = comes->early > 0 ? koh__poisson(stream, comes->early * part) : 0;
             n > 0 && s->thread->status == KOH_OK; n--) {
            koh__life_arrive_early(s, t, i);
        }
    }
}

koh_status koh__life_part(const koh_life_world *w, const koh_life_part *part, koh_life_thread *thread)
{
    koh_lives s = { w, thread, &thread->counts };
    thread->id = part->id;
    thread->id.year = (uint16_t) part->part;
    thread->id.purpose = KOH_PURPOSE_ARRIVALS;
    koh_stream stream = koh__stream(thread->id, 0);
    thread->id.purpose = KOH_PURPOSE_LIFE;
    thread->next = 0;
    thread->n_children = 0;
    thread->n_end[KOH_FEMALE] = thread->n_end[KOH_MALE] = 0;
    for (size_t i = 0; i < KOH_SEXES * w->n_age; i++) {
        const size_t n = share_of((size_t) w->start[i], part->part, part->n_parts);
        if (n > 0) {
            start_cell(&s, &stream, n, i);
        }
    }
    if (w->couple != NULL) {
        koh__life_couples(w, thread);
    }
    for (size_t t = 0; t < w->n_steps; t++) {
        arrive(&s, &stream, t, part->n_parts);
    }
    return thread->status;
}
