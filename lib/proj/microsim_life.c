/* Method: next-event sampling. A uniform u is held against the chance that nothing has happened until a state, which is
 * tabulated for every cohort; so quiet years cost nothing, and the year of the next event and what it is come from one
 * inversion. In that year every thing has a latent time of its own: what comes before the person's leaving happens.
 * What was found not to happen, up to the first thing that does, is known; what comes after it in the order of asking
 * is asked anew. Whoever is still here goes on from the next 1 January with a new u. Sources: D. T. Gillespie (1977),
 * Exact stochastic simulation of coupled chemical reactions, Journal of Physical Chemistry 81, 2340-2361 (next event by
 * inversion, events as marks); L. Devroye (1986), Non-Uniform Random Variate Generation, VI.2. Assumptions: see
 * microsim_law.c. A child's number follows that of whoever was born or came before in its part. Limits: times in a year
 * are whole numbers of 2^-24 year. */
#include <math.h>

#include "base/clones_priv.h"
#include "num/elementary_priv.h"
#include "num/philox_priv.h"
#include "num/sample_priv.h"
#include "proj/microsim_life_priv.h"

enum { STARTS_APART = KOH_LIFE_BLOCKS, MOST_AT_ONCE = 1000, SPELL_YEARS = 10 };

static const double underflow = 1e-200; /* quiet chances below this are multiplied anew from where a life stands */

/* The next number's chance. */
static void begin(koh_lives *s, koh_life *p)
{
    koh_life_thread *thread = s->thread;
    const uint32_t at = thread->next % KOH_STREAM_LANES;
    if (at == 0) {
        koh__stream_starts(thread->id, thread->next * KOH_LIFE_BLOCKS, STARTS_APART, &thread->starts);
    }
    if (thread->next + 1 >= KOH_LIFE_PERSONS) {
        thread->status = KOH_ELIMIT;
        return;
    }
    p->number = thread->next++;
    p->block = 1;
    p->u = thread->starts.u[at];
    p->first = thread->starts.first[at];
    p->second = thread->starts.second[at];
    p->highest = p->level = 0;
    p->begun = p->since = KOH_LIFE_UNKNOWN;
    p->origin = KOH_LIFE_CAME;
    p->end = NULL;
}

/* More of the person's own chance. */
static void renew(koh_lives *s, koh_life *p)
{
    uint32_t counter[4], key[2], word[4];
    if (p->block == KOH_LIFE_BLOCKS) {
        s->thread->status = KOH_ELIMIT;
        p->block = 1;
    }
    koh__stream_counter(s->thread->id, p->number * KOH_LIFE_BLOCKS + p->block++, counter);
    koh__stream_key(s->thread->id.seed, key);
    koh__philox(counter, key, word);
    p->u = koh__uniform_of(word[0], word[1]);
    p->first = word[2];
    p->second = word[3];
}

/* A time in (0, 1): the middle of one of 2^32 parts. */
static double time_of(uint32_t word)
{
    return (word + 0.5) * 0x1p-32;
}

static uint32_t whole(double time)
{
    return (uint32_t) (time * KOH_LIFE_YEAR);
}

/* -log(1 - p) for p in [0, 1). */
static double minus_log(double p)
{
    if (p <= 0.5) {
        return koh__minus_log1m(p);
    }
    int exponent;
    const double rest = frexp(1 - p, &exponent);
    return koh__minus_log1m(1 - rest) - exponent * KOH_LOG_TWO;
}

/* The time within the year of a thing that happens in it with a share and hazard. A small share's logarithm is cut
 * where the next term is below 2^-28 of it, less than a time can show. */
static uint32_t time_within(double share, double rate, uint32_t word)
{
    const double few = 0.03, p = time_of(word) * share;
    double time;
    if (!(rate > 0)) {
        time = time_of(word);
    } else if (share < few) {
        time = p * (1 + p * (1.0 / 2 + p * (1.0 / 3 + p * (1.0 / 4 + p * (1.0 / 5))))) / rate;
    } else {
        time = minus_log(p) / rate;
    }
    return time < 1 ? whole(time) : KOH_LIFE_YEAR - 1;
}

static uint32_t time_of_leaving(const koh_life_law *law, koh_life_thing by, uint32_t word)
{
    switch (by) {
    case KOH_LIFE_EARLY:
        return 0;
    case KOH_LIFE_DEATH:
        return time_within(law->death, law->rate_death, word);
    case KOH_LIFE_OUT:
    case KOH_LIFE_EMIGRATION:
        return time_within(law->move, law->rate_move, word);
    default:
        return KOH_LIFE_YEAR;
    }
}

static int32_t *states_of(const koh_lives *s, const koh_life *p, size_t level)
{
    const koh_life_world *w = s->world;
    const size_t line = (((size_t) p->origin * w->n_levels + level) * KOH_SEXES + p->sex) * w->n_cohorts + p->cohort;
    return s->counts->state + line * (w->n_steps + 1);
}

static int64_t *events_of(const koh_lives *s, size_t t)
{
    return s->counts->events + t * KOH_MICROSIM_EVENTS;
}

/* Ends the time in a level; a spell counts where its beginning is known and ten years could be seen. */
static void leave_level(const koh_lives *s, koh_life *p, uint32_t time)
{
    const koh_life_world *w = s->world;
    if (p->origin == KOH_LIFE_THERE) {
        s->counts->lived[p->level * KOH_SEXES * w->n_age + p->cell] += time - p->since;
        p->since = time;
    }
    if (p->begun != KOH_LIFE_UNKNOWN &&
        p->begun + SPELL_YEARS * (uint64_t) KOH_LIFE_YEAR <= w->n_steps * (uint64_t) KOH_LIFE_YEAR) {
        const size_t quarter = (time - p->begun) / (KOH_LIFE_YEAR / 4);
        s->counts->spells[p->level * KOH_MICROSIM_SPELLS +
                          (quarter < KOH_MICROSIM_SPELLS ? quarter : KOH_MICROSIM_SPELLS - 1)]++;
    }
}

static void end_life(const koh_lives *s, koh_life *p, uint32_t time, koh_life_thing by)
{
    const size_t n_cells = KOH_SEXES * s->world->n_age;
    if (p->end != NULL) {
        *p->end = (koh_life_end){ by == KOH_LIFE_THINGS ? UINT32_MAX : time, p->cell, (uint8_t) by };
    }
    leave_level(s, p, time);
    if (p->origin == KOH_LIFE_THERE) {
        s->counts->highest[p->highest * n_cells + p->cell]++;
        s->counts->died[p->cell] += by == KOH_LIFE_DEATH;
        s->counts->left[p->cell] += by != KOH_LIFE_DEATH && by != KOH_LIFE_THINGS;
    }
}

/* Leaves in year t, where it was counted at the start of the year at `level`. */
static void leave(const koh_lives *s, koh_life *p, size_t t, size_t level, uint32_t time, koh_life_thing by)
{
    static const uint8_t event[KOH_LIFE_THINGS] = { [KOH_LIFE_EARLY] = KOH_MICROSIM_NET_OUT,
                                                    [KOH_LIFE_DEATH] = KOH_MICROSIM_DEATHS,
                                                    [KOH_LIFE_OUT] = KOH_MICROSIM_OUT,
                                                    [KOH_LIFE_EMIGRATION] = KOH_MICROSIM_EMIGRATION,
                                                    [KOH_LIFE_LATE] = KOH_MICROSIM_NET_OUT };
    events_of(s, t)[event[by]]++;
    s->counts->extra[t] -= KOH_LIFE_YEAR - time;
    states_of(s, p, level)[t + 1]--;
    end_life(s, p, (uint32_t) t * KOH_LIFE_YEAR + time, by);
}

/* Births of a Poisson stream in a year, at least one, at uniform times; those between two times are the woman's. */
static void bear(koh_lives *s, koh_life *p, size_t t, const double law[2], const uint32_t between[2])
{
    koh_life_thread *thread = s->thread;
    const double births = law[0], none = law[1];
    renew(s, p);
    double pmf = births * none, sum = pmf;
    const double at = p->u * (1 - none);
    for (int n = 1; n == 1 || (sum < at && n < MOST_AT_ONCE); n++) {
        if (n > 1) {
            pmf *= births / n;
            sum += pmf;
            renew(s, p);
        }
        const uint32_t time = whole(time_of(p->first));
        const uint32_t boy = time_of(p->second) < s->world->prob_boy[t] ? KOH_LIFE_BOY : 0;
        if (time < between[0] || time >= between[1]) {
            continue;
        }
        if (thread->n_children == KOH_LIFE_FAMILY) {
            thread->status = KOH_ELIMIT;
            return;
        }
        thread->child[thread->n_children++] = (koh_life_child){ (uint32_t) t | boy, time };
        events_of(s, t)[boy ? KOH_MICROSIM_BOYS : KOH_MICROSIM_GIRLS]++;
    }
}

/* One step of care at a time in year t. */
static void step_once(const koh_lives *s, koh_life *p, size_t t, double time, int up)
{
    const uint32_t now = (uint32_t) t * KOH_LIFE_YEAR + whole(time);
    leave_level(s, p, now);
    p->level = up ? p->level + 1 : p->level - 1;
    p->highest = p->level > p->highest ? p->level : p->highest;
    p->begun = p->level > 0 ? now : KOH_LIFE_UNKNOWN;
    events_of(s, t)[up ? KOH_MICROSIM_CARE_UP : KOH_MICROSIM_CARE_DOWN]++;
}

/* Steps of care in year t, the first of which would be in it for certain, and the time of death if that comes in it,
 * else KOH_LIFE_YEAR. Steps before `end` are taken; 0 = they are looked at alone, and the chance is given back. */
static uint32_t step_care(koh_lives *s, koh_life *p, size_t t, size_t row, uint32_t end)
{
    const koh_life_world *w = s->world;
    const size_t n_laws = w->n_steps * KOH_SEXES * (w->n_age + 1);
    const uint32_t block = p->block;
    uint32_t level = p->level;
    double time = 0, death;
    for (int first = 1;; first = 0) {
        const koh_life_law *law = &w->law[level * n_laws + row];
        const double rate = law->up + law->down;
        double step = 1;
        renew(s, p);
        death = law->rate_death > 0 ? time + minus_log(1 - p->u) / law->rate_death : 1;
        if (rate > 0) {
            const double wait = first ? time_of(p->first) * (1 - koh__exp_down(-rate)) : time_of(p->first);
            step = time + minus_log(wait) / rate;
        }
        if (death <= step || !(step < 1)) {
            break;
        }
        const int up = time_of(p->second) * rate < law->up;
        time = step;
        level = up ? level + 1 : level - 1;
        if (time * KOH_LIFE_YEAR < end) {
            step_once(s, p, t, time, up);
        }
    }
    p->block = end == 0 ? block : p->block;
    return death < 1 ? whole(death) : KOH_LIFE_YEAR;
}

/* The first thing from `thing` on that happens when `left` is held against the chances of none, over `here`. */
static koh_life_thing next_thing(const koh_life_law *law, int thing, double here, double left)
{
    while (thing < KOH_LIFE_THINGS && here * law->none[thing] >= left) {
        thing++;
    }
    return (koh_life_thing) thing;
}

/* A year in which there is a birth or a step of care. Whether life goes on here. */
static int eventful(koh_lives *s, koh_life *p, size_t t, koh_life_thing thing)
{
    const koh_life_world *w = s->world;
    const size_t n_laws = w->n_steps * KOH_SEXES * (w->n_age + 1), row = koh__life_row(w, p->sex, p->cohort, t);
    const koh_life_law *law = &w->law[p->level * n_laws + row];
    const size_t level = p->level;
    int births = 0, steps = 0;
    while (thing < KOH_LIFE_EARLY) {
        births |= thing == KOH_LIFE_BIRTH;
        steps |= thing == KOH_LIFE_STEP;
        renew(s, p);
        thing = next_thing(law, (int) thing + 1, 1, p->u * law->none[thing]);
    }
    uint32_t end = thing < KOH_LIFE_THINGS ? time_of_leaving(law, thing, p->first) : KOH_LIFE_YEAR;
    if (steps && thing != KOH_LIFE_EARLY) {
        renew(s, p); /* death follows the steps; who does not die may leave */
        thing = next_thing(law, KOH_LIFE_OUT, 1, p->u * law->none[KOH_LIFE_DEATH]);
        end = thing < KOH_LIFE_THINGS ? time_of_leaving(law, thing, p->first) : KOH_LIFE_YEAR;
        const uint32_t death = step_care(s, p, t, row, 0);
        thing = death < KOH_LIFE_YEAR ? KOH_LIFE_DEATH : thing;
        end = death < KOH_LIFE_YEAR ? death : end;
        (void) step_care(s, p, t, row, end);
    }
    if (births) {
        bear(s, p, t, (double[2]){ law->births, law->none[0] }, (uint32_t[2]){ 0, end });
    }
    const int leaves = thing < KOH_LIFE_THINGS;
    if (leaves) {
        leave(s, p, t, level, end, thing);
        return 0;
    }
    if (p->level != level) {
        states_of(s, p, level)[t + 1]--;
        states_of(s, p, p->level)[t + 1]++;
    }
    renew(s, p);
    return 1;
}

/* The first year from t on in which something happens, n_steps if none does. */
KOH_INLINE size_t next_year(const double *quiet, size_t t, double left)
{
    for (;; t += KOH_LIFE_PAD) {
        int n = 0;
        for (size_t lane = 1; lane <= KOH_LIFE_PAD; lane++) {
            n += quiet[t + lane] >= left;
        }
        if (n < KOH_LIFE_PAD) {
            return t + (size_t) n;
        }
    }
}

/* Where quiet chances have become too small to be told apart: year by year, to *here the chance of quiet before it. */
static size_t next_year_by_year(const koh_lives *s, const koh_life *p, size_t t, double *here)
{
    const koh_life_world *w = s->world;
    for (*here = 1; t < w->n_steps; t++) {
        const size_t row = p->level * w->n_steps * KOH_SEXES * (w->n_age + 1) + koh__life_row(w, p->sex, p->cohort, t);
        const double next = *here * w->law[row].none[KOH_LIFE_THINGS - 1];
        if (next < p->u) {
            break;
        }
        *here = next;
    }
    return t;
}

/* Lives from 1 January of year t on, counted where it is known to be. */
KOH_INLINE void live(koh_lives *s, koh_life *p, size_t t)
{
    const koh_life_world *w = s->world;
    const size_t n_laws = w->n_steps * KOH_SEXES * (w->n_age + 1);
    while (t < w->n_steps) {
        const double *quiet = w->quiet + ((p->level * KOH_SEXES + p->sex) * w->n_cohorts + p->cohort) * w->stride;
        double here = quiet[t], left = p->u * here;
        if (here > underflow) {
            t = next_year(quiet, t, left);
            here = quiet[t];
        } else {
            left = p->u;
            t = next_year_by_year(s, p, t, &here);
        }
        if (t == w->n_steps) {
            break;
        }
        const koh_life_law *law = &w->law[p->level * n_laws + koh__life_row(w, p->sex, p->cohort, t)];
        const koh_life_thing thing = next_thing(law, KOH_LIFE_BIRTH, here, left);
        if (thing >= KOH_LIFE_EARLY) {
            const koh_life_thing by = thing < KOH_LIFE_THINGS ? thing : KOH_LIFE_LATE;
            leave(s, p, t, p->level, time_of_leaving(law, by, p->first), by);
            return;
        }
        if (!eventful(s, p, t, thing)) {
            return;
        }
        t++;
    }
    end_life(s, p, (uint32_t) w->n_steps * KOH_LIFE_YEAR, KOH_LIFE_THINGS);
}

/* The newborn's first year; then its life. */
static void be_born(koh_lives *s, koh_life_child child)
{
    const koh_life_world *w = s->world;
    const size_t t = child.step & ~KOH_LIFE_BOY;
    koh_life p = { .sex = child.step >> 31, .cohort = w->n_steps - t - 1 };
    begin(s, &p);
    const koh_life_law *law = &w->law[koh__life_row(w, p.sex, p.cohort, t)];
    const double quiet = law->none[KOH_LIFE_THINGS - 1];
    const uint32_t rest = KOH_LIFE_YEAR - child.time;
    s->counts->extra[t] += rest;
    states_of(s, &p, 0)[t + 1]++;
    if (p.u > quiet) {
        const koh_life_thing thing = next_thing(law, KOH_LIFE_EARLY, 1, p.u);
        const koh_life_thing by = thing < KOH_LIFE_THINGS ? thing : KOH_LIFE_LATE;
        const uint64_t time = (uint64_t) time_of_leaving(law, by, p.first) * rest / KOH_LIFE_YEAR;
        leave(s, &p, t, 0, child.time + (uint32_t) time, by);
        return;
    }
    p.u /= quiet;
    live(s, &p, t + 1);
}

void koh__life_children(koh_lives *s)
{
    while (s->thread->n_children > 0 && s->thread->status == KOH_OK) {
        be_born(s, s->thread->child[--s->thread->n_children]);
    }
}

/* The level of somebody who comes, by the shares of a cell at state t. */
static uint32_t level_by_share(koh_lives *s, koh_life *p, size_t t, size_t cell)
{
    const koh_life_world *w = s->world;
    const size_t n_cells = KOH_SEXES * w->n_age;
    const double u = p->u;
    uint32_t level = 0;
    double sum = 0;
    for (; level + 1 < w->n_levels; level++) {
        sum += w->share[(t * w->n_levels + level) * n_cells + cell];
        if (u < sum) {
            break;
        }
    }
    renew(s, p);
    return level;
}

void koh__life_arrive(koh_lives *s, size_t t, size_t cell, koh_microsim_event by)
{
    const koh_life_world *w = s->world;
    const koh_life_arrivals *comes = &w->comes[t * KOH_SEXES * w->n_age + cell];
    koh_life p = { .sex = (uint32_t) (cell / w->n_age), .cohort = cell % w->n_age + w->n_steps - t - 1 };
    begin(s, &p);
    const int at_end = w->timing == KOH_TIMING_END && by == KOH_MICROSIM_NET_IN;
    const uint32_t time = at_end ? KOH_LIFE_YEAR : p.second >> 8;
    const int leaves = p.u > comes->stay;
    const uint32_t first = p.first;
    p.u = leaves ? p.u : p.u / comes->stay;
    events_of(s, t)[by]++;
    s->counts->extra[t] += KOH_LIFE_YEAR - time;
    if (w->n_levels > 1) {
        p.level = p.highest = level_by_share(s, &p, t + 1, cell);
    }
    if (p.sex == KOH_FEMALE && comes->births > 0) {
        const double u = p.u;
        renew(s, &p);
        if (p.u > comes->none) {
            bear(s, &p, t, (double[2]){ comes->births, comes->none }, (uint32_t[2]){ time, KOH_LIFE_YEAR });
        }
        p.u = u;
        p.first = first;
    }
    if (leaves) {
        events_of(s, t)[KOH_MICROSIM_NET_OUT]++;
    } else {
        states_of(s, &p, p.level)[t + 1]++;
        live(s, &p, t + 1);
    }
    koh__life_children(s);
}

void koh__life_arrive_early(koh_lives *s, size_t t, size_t cell)
{
    const koh_life_world *w = s->world;
    koh_life p = { .sex = (uint32_t) (cell / w->n_age), .cohort = cell % w->n_age + w->n_steps - t };
    begin(s, &p);
    if (w->n_levels > 1) {
        p.level = p.highest = level_by_share(s, &p, t, cell);
    }
    events_of(s, t)[KOH_MICROSIM_NET_IN]++;
    s->counts->extra[t] += KOH_LIFE_YEAR;
    states_of(s, &p, p.level)[t + 1]++;
    live(s, &p, t);
    koh__life_children(s);
}

KOH_CLONES
static void start(koh_lives *s, size_t n, size_t cell, size_t level, koh_life_end *ends)
{
    const koh_life_world *w = s->world;
    koh_life p = { .sex = (uint32_t) (cell / w->n_age), .cohort = cell % w->n_age + w->n_steps };
    states_of(s, &(koh_life){ .sex = p.sex, .cohort = p.cohort, .origin = KOH_LIFE_THERE }, level)[0] += (int32_t) n;
    for (size_t i = 0; i < n && s->thread->status == KOH_OK; i++) {
        begin(s, &p);
        p.level = p.highest = (uint32_t) level;
        p.origin = KOH_LIFE_THERE;
        p.cell = (uint16_t) cell;
        p.since = 0;
        p.end = ends != NULL ? ends + i : NULL;
        live(s, &p, 0);
        koh__life_children(s);
    }
}

void koh__life_start(koh_lives *s, size_t n, size_t cell, size_t level, koh_life_end *ends)
{
    start(s, n, cell, level, ends);
}
