/* Discrete-event simulation of units with places and waiting lists.
 *
 * Method: next event (Law 2015, Simulation Modeling and Analysis, ch. 1): a binary heap holds the next arrival at each
 *   unit and, of each person, the end of the stay or of the patience. Exponential times are -mean log u (inversion).
 *   Persons and lists are linked slots of the workspace. Numbers by period are integrals over time.
 *   Judges: each unit without patience or blocking is M/M/n, whatever stands before it (Burke 1956, "The output of a
 *   queuing system", Operations Research 4), with patience M/M/n+M: kohort/queue.h.
 * Assumptions: Poisson arrivals at a rate that holds for a period; exponential stays and patience; who waits for the
 * next unit in a place leaves the system with the place when patience ends. Limits: one run is one draw of chance;
 * means take many. */
#include "kohort/simulate.h"

#include <math.h>

#include "base/memory_priv.h"
#include "capacity/event_heap_priv.h"

enum { UNIFORMS = 256 }; /* drawn at a time */

#define NOBODY UINT32_MAX
#define NOWHERE UINT32_MAX

/* A slot. unit: whose place the person holds; wants: whose list the person is on; or NOWHERE. */
typedef struct person {
    uint32_t unit, wants;
    uint32_t before, after; /* on the list; `after` also links free slots */
} person;

/* A unit as it stands, and what happened in the period so far. */
typedef struct station {
    size_t n_places, n_occupied, n_blocked, n_waiting;
    uint32_t head, tail;
    double since; /* when the numbers above last changed */
    double arrivals, waited, admissions, abandoned, finished, years_in_place, years_blocked, years_waiting;
} station;

/* Owns its arrays. Owners of events: units first, then slots. */
struct koh_sim_workspace {
    size_t n_units, n_persons;
    person *persons;   /* [n_persons] */
    station *stations; /* [n_units] */
    koh_event_heap heap;
    uint32_t free; /* first free slot */
    const koh_sim_input *in;
    koh_sim_random random;
    size_t n_used;
    double uniform[UNIFORMS];
    double now;
    int is_full; /* a person found no slot */
};

void koh_sim_workspace_free(koh_sim_workspace *w)
{
    if (w) {
        koh__free(w->persons);
        koh__free(w->stations);
        koh__free(w->heap.events);
        koh__free(w->heap.position);
        koh__free(w);
    }
}

koh_status koh_sim_workspace_new(size_t n_units, size_t n_persons, koh_sim_workspace **workspace)
{
    if (n_units < 1 || n_units > KOH_SIM_UNITS || n_persons < 1 || n_persons > KOH_SIM_PERSONS) {
        return KOH_ELIMIT;
    }
    koh_sim_workspace *w = KOH_NEW(1, koh_sim_workspace);
    if (!w) {
        return KOH_ENOMEM;
    }
    w->n_units = n_units;
    w->n_persons = n_persons;
    w->persons = KOH_NEW(n_persons, person);
    w->stations = KOH_NEW(n_units, station);
    w->heap.events = KOH_NEW(n_units + n_persons, koh_event);
    w->heap.position = KOH_NEW(n_units + n_persons, uint32_t);
    if (!w->persons || !w->stations || !w->heap.events || !w->heap.position) {
        koh_sim_workspace_free(w);
        return KOH_ENOMEM;
    }
    *workspace = w;
    return KOH_OK;
}

static koh_status check_unit(const koh_sim_input *in, size_t u, koh_error *error)
{
    const koh_sim_unit *unit = &in->units[u];
    if (!(unit->years_stay > 0) || isinf(unit->years_stay) || !(unit->years_patience > 0)) {
        return koh_error_set(error, KOH_EDOMAIN, "unit %zu: mean stay %g and patience %g years, expected more than 0",
                             u, unit->years_stay, unit->years_patience);
    }
    if (unit->n_occupied > KOH_SIM_PERSONS || unit->n_waiting > KOH_SIM_PERSONS) {
        return koh_error_set(error, KOH_EDOMAIN, "unit %zu: %zu persons in place and %zu waiting, expected at most %d",
                             u, unit->n_occupied, unit->n_waiting, KOH_SIM_PERSONS);
    }
    if (!(unit->share_next >= 0 && unit->share_next <= 1)) {
        return koh_error_set(error, KOH_EDOMAIN, "unit %zu: a share of %g going on, expected 0 to 1", u,
                             unit->share_next);
    }
    if (unit->share_next > 0 && (unit->next <= u || unit->next >= in->n_units)) {
        return koh_error_set(error, KOH_EDOMAIN, "unit %zu goes on to unit %zu, expected a later one of %zu", u,
                             unit->next, in->n_units);
    }
    if (unit->waiting != KOH_SIM_WAITS_OUTSIDE && unit->waiting != KOH_SIM_WAITS_IN_PLACE) {
        return koh_error_set(error, KOH_EDOMAIN, "unit %zu: no way to wait number %d", u, (int) unit->waiting);
    }
    for (size_t p = 0; p < in->n_periods; p++) {
        double rate = in->rate_arrivals[u * in->n_periods + p];
        if (!(rate >= 0) || isinf(rate)) {
            return koh_error_set(error, KOH_EDOMAIN, "unit %zu, period %zu: %g arrivals a year, expected 0 or more", u,
                                 p, rate);
        }
    }
    return KOH_OK;
}

koh_status koh_sim_check(const koh_sim_input *input, koh_error *error)
{
    if (!(input->years_per_period > 0) || isinf(input->years_per_period)) {
        return koh_error_set(error, KOH_EDOMAIN, "%g years a period, expected more than 0", input->years_per_period);
    }
    for (size_t u = 0; u < input->n_units; u++) {
        koh_status status = check_unit(input, u, error);
        if (status != KOH_OK) {
            return status;
        }
    }
    return KOH_OK;
}

static double draw_uniform(koh_sim_workspace *w)
{
    if (w->n_used == UNIFORMS) {
        w->random.fill(w->random.state, UNIFORMS, w->uniform);
        w->n_used = 0;
    }
    return w->uniform[w->n_used++];
}

static double draw_time(koh_sim_workspace *w, double mean)
{
    return w->now - mean * log(draw_uniform(w));
}

/* Brings a unit's integrals up to now: before each change of its numbers. */
static station *touch(koh_sim_workspace *w, uint32_t unit)
{
    station *s = &w->stations[unit];
    double years = w->now - s->since;
    s->years_in_place += years * (double) s->n_occupied;
    s->years_blocked += years * (double) s->n_blocked;
    s->years_waiting += years * (double) s->n_waiting;
    s->since = w->now;
    return s;
}

static uint32_t take_slot(koh_sim_workspace *w)
{
    uint32_t who = w->free;
    if (who == NOBODY) {
        w->is_full = 1;
        return NOBODY;
    }
    w->free = w->persons[who].after;
    w->persons[who].unit = w->persons[who].wants = NOWHERE;
    return who;
}

static uint32_t event_of(const koh_sim_workspace *w, uint32_t who)
{
    return (uint32_t) w->n_units + who;
}

static void free_slot(koh_sim_workspace *w, uint32_t who)
{
    koh__heap_remove(&w->heap, event_of(w, who));
    w->persons[who].after = w->free;
    w->free = who;
}

static void join_list(koh_sim_workspace *w, uint32_t who, uint32_t unit)
{
    station *s = touch(w, unit);
    person *p = &w->persons[who];
    double patience = w->in->units[unit].years_patience;
    s->n_waiting++;
    p->wants = unit;
    p->before = s->tail;
    p->after = NOBODY;
    *(s->tail == NOBODY ? &s->head : &w->persons[s->tail].after) = who;
    s->tail = who;
    if (p->unit != NOWHERE) {
        touch(w, p->unit)->n_blocked++;
    }
    if (isinf(patience)) {
        koh__heap_remove(&w->heap, event_of(w, who));
    } else {
        koh__heap_set(&w->heap, event_of(w, who), draw_time(w, patience));
    }
}

static void leave_list(koh_sim_workspace *w, uint32_t who)
{
    person *p = &w->persons[who];
    station *s = touch(w, p->wants);
    s->n_waiting--;
    *(p->before == NOBODY ? &s->head : &w->persons[p->before].after) = p->after;
    *(p->after == NOBODY ? &s->tail : &w->persons[p->after].before) = p->before;
    p->wants = NOWHERE;
    if (p->unit != NOWHERE) {
        touch(w, p->unit)->n_blocked--;
    }
}

static void admit(koh_sim_workspace *w, uint32_t who, uint32_t unit)
{
    station *s = touch(w, unit);
    s->n_occupied++;
    s->admissions++;
    w->persons[who].unit = unit;
    koh__heap_set(&w->heap, event_of(w, who), draw_time(w, w->in->units[unit].years_stay));
}

/* Lets in whom there is room for; each may free a place of an earlier unit. */
static void refill(koh_sim_workspace *w, uint32_t unit)
{
    station *s = &w->stations[unit];
    while (s->n_occupied < s->n_places && s->head != NOBODY) {
        uint32_t who = s->head, held = w->persons[who].unit;
        leave_list(w, who);
        admit(w, who, unit);
        if (held != NOWHERE) {
            touch(w, held)->n_occupied--;
            refill(w, held);
        }
    }
}

static void vacate(koh_sim_workspace *w, uint32_t unit)
{
    touch(w, unit)->n_occupied--;
    refill(w, unit);
}

/* Someone asks for a place: a new person, or one who holds a place of an earlier unit or none. */
static void ask(koh_sim_workspace *w, uint32_t who, uint32_t unit)
{
    station *s = &w->stations[unit];
    s->arrivals++;
    if (s->n_occupied < s->n_places) {
        admit(w, who, unit);
    } else {
        s->waited++;
        join_list(w, who, unit);
    }
}

static void end_stay(koh_sim_workspace *w, uint32_t who)
{
    uint32_t unit = w->persons[who].unit;
    const koh_sim_unit *u = &w->in->units[unit];
    w->stations[unit].finished++;
    if (!(u->share_next > 0 && draw_uniform(w) <= u->share_next)) {
        free_slot(w, who);
        vacate(w, unit);
        return;
    }
    uint32_t next = (uint32_t) u->next;
    int keeps = u->waiting == KOH_SIM_WAITS_IN_PLACE && w->stations[next].n_occupied >= w->stations[next].n_places;
    if (!keeps) {
        w->persons[who].unit = NOWHERE;
    }
    ask(w, who, next);
    if (!keeps) {
        vacate(w, unit);
    }
}

static void end_patience(koh_sim_workspace *w, uint32_t who)
{
    uint32_t held = w->persons[who].unit;
    w->stations[w->persons[who].wants].abandoned++;
    leave_list(w, who);
    free_slot(w, who);
    if (held != NOWHERE) {
        vacate(w, held);
    }
}

static void arrive(koh_sim_workspace *w, uint32_t unit, size_t period)
{
    double rate = w->in->rate_arrivals[unit * w->in->n_periods + period];
    uint32_t who = take_slot(w);
    koh__heap_set(&w->heap, unit, draw_time(w, 1 / rate));
    if (who != NOBODY) {
        ask(w, who, unit);
    }
}

/* Arrivals have no memory: at the start of a period the next one is drawn anew. */
static void begin_period(koh_sim_workspace *w, size_t period)
{
    for (size_t u = 0; u < w->in->n_units; u++) {
        size_t at = u * w->in->n_periods + period;
        w->stations[u].n_places = w->in->places[at];
        if (period > 0 && w->in->rate_arrivals[at] == w->in->rate_arrivals[at - 1]) {
            continue;
        }
        if (w->in->rate_arrivals[at] > 0) {
            koh__heap_set(&w->heap, (uint32_t) u, draw_time(w, 1 / w->in->rate_arrivals[at]));
        } else {
            koh__heap_remove(&w->heap, (uint32_t) u);
        }
    }
    for (size_t u = 0; u < w->in->n_units; u++) {
        refill(w, (uint32_t) u);
    }
}

static void put(double *array, size_t at, double value)
{
    if (array) {
        array[at] = value;
    }
}

static void end_period(koh_sim_workspace *w, size_t period, koh_sim_result *r)
{
    for (size_t u = 0; u < w->in->n_units; u++) {
        station *s = touch(w, (uint32_t) u);
        size_t at = u * w->in->n_periods + period;
        put(r->arrivals, at, s->arrivals);
        put(r->waited, at, s->waited);
        put(r->admissions, at, s->admissions);
        put(r->abandoned, at, s->abandoned);
        put(r->finished, at, s->finished);
        put(r->years_in_place, at, s->years_in_place);
        put(r->years_blocked, at, s->years_blocked);
        put(r->years_waiting, at, s->years_waiting);
        s->arrivals = s->waited = s->admissions = s->abandoned = s->finished = 0;
        s->years_in_place = s->years_blocked = s->years_waiting = 0;
    }
}

static void begin(koh_sim_workspace *w, const koh_sim_input *in, const koh_sim_random *random)
{
    w->in = in;
    w->random = *random;
    w->n_used = UNIFORMS;
    w->now = 0;
    w->is_full = 0;
    w->free = 0;
    for (size_t i = 0; i < w->n_persons; i++) {
        w->persons[i].after = i + 1 < w->n_persons ? (uint32_t) (i + 1) : NOBODY;
    }
    koh__heap_clear(&w->heap, w->n_units + w->n_persons);
    for (size_t u = 0; u < in->n_units; u++) {
        w->stations[u] = (station){ .head = NOBODY, .tail = NOBODY };
        for (size_t i = 0; i < in->units[u].n_occupied + in->units[u].n_waiting && !w->is_full; i++) {
            uint32_t who = take_slot(w);
            if (who != NOBODY && i < in->units[u].n_occupied) {
                admit(w, who, (uint32_t) u);
            } else if (who != NOBODY) {
                join_list(w, who, (uint32_t) u);
            }
        }
        w->stations[u].admissions = 0;
    }
}

koh_status koh_sim_run(const koh_sim_input *input, const koh_sim_random *random, koh_sim_workspace *w, koh_error *error,
                       koh_sim_result *result)
{
    if (input->n_units > w->n_units) {
        return koh_error_set(error, KOH_ESHAPE, "%zu units, the workspace is for %zu", input->n_units, w->n_units);
    }
    koh_status status = koh_sim_check(input, error);
    if (status != KOH_OK) {
        return status;
    }
    double n_events = 0;
    begin(w, input, random);
    for (size_t period = 0; period < input->n_periods; period++) {
        double end = (double) (period + 1) * input->years_per_period;
        begin_period(w, period);
        for (; !w->is_full && w->heap.n > 0 && w->heap.events[0].time < end; n_events++) {
            uint32_t owner = w->heap.events[0].owner, who = owner - (uint32_t) w->n_units;
            w->now = w->heap.events[0].time;
            if (owner < w->n_units) {
                arrive(w, owner, period);
            } else if (w->persons[who].wants == NOWHERE) {
                end_stay(w, who);
            } else {
                end_patience(w, who);
            }
        }
        if (w->is_full) {
            return koh_error_set(error, KOH_ELIMIT, "more than %zu persons at one time in period %zu", w->n_persons,
                                 period);
        }
        w->now = end;
        end_period(w, period, result);
    }
    result->n_events = n_events;
    return KOH_OK;
}
