/* Who asks for a place, is admitted, waits and dies waiting, month by month, and what waiting in hospital costs.
 *
 * Method: capacity/flow.c, on the places of the register and the need of the scenario. Arrivals are those that would
 * fill exactly the occupied places of the need if there were places for all: with the load L going evenly from one
 * 1 January to the next, mu = 1/stay and steps of dt, lambda = mu (L(t+dt) - L(t) e^(-mu dt)) / (1 - e^(-mu dt)), never
 * below 0 (a need that falls faster than stays end leaves places in use longer). A plan may give the arrivals instead.
 * Limits: expected numbers; what chance adds in small units is capacity/wait_chance, Erlang-C on the year's places.
 * Types that the register does not hold against their need (places.c) have no flow, nor those without a known stay. */
#include <math.h>

#include "kohort/capacity.h"
#include "kohort/flow.h"
#include "kohort/queue.h"
#include "plan/waiting_priv.h"

enum { MONTHS = KOH_WAITING_MONTHS, EVENTS = 5 };

static const char *const events[EVENTS] = { "arrivals", "admissions", "discharges", "deaths_waiting", "withdrawn" };

/* What a plan says of a type; all NULL where it says nothing. */
static koh_plan_type said_of(const koh_frame *f, size_t k)
{
    const koh_plan_type nothing = { 0 };
    return f->plan->capacity == NULL ? nothing : f->plan->capacity->types[k];
}

static double at_or(const koh_quantity *quantity, int year, double fallback)
{
    return quantity == NULL ? fallback : koh_quantity_at(quantity, year);
}

static koh_stay stay_of(const koh_frame *f, size_t k)
{
    const koh_stay unknown = { NAN, NAN, NAN, NULL, NULL };
    return f->inputs->stays == NULL ? unknown : f->inputs->stays[k];
}

static double cell_of(const koh_cube *cube, size_t t, size_t i)
{
    return cube->value[t * cube->axes[1].n + i];
}

/* Has type i of the cubes, service k, all that a flow needs? */
static int has_flow(const koh_frame *f, size_t i, size_t k)
{
    const koh_cube *load = koh__result_cube(f->scenario, "capacity/occupied");
    const koh_cube *places = koh__result_cube(f->scenario, "capacity/places");
    const koh_plan_type said = said_of(f, k);
    double sum = at_or(said.stay_years, f->plan->base_year, stay_of(f, k).years) +
                 at_or(said.rate_death, f->plan->base_year, stay_of(f, k).rate_death);
    for (size_t t = 0; t <= f->n_steps; t++) {
        sum += cell_of(load, t, i) + cell_of(places, t, i);
    }
    return koh__is_comparable(f, k) && !isnan(sum);
}

/* Puts types before those that their people go on to; bind_capacity has seen that chains end. */
static void order_types(const koh_frame *f, size_t n, size_t *at, size_t *services, const char **labels)
{
    for (size_t done = 0; done < n; done++) {
        size_t first = done;
        for (size_t i = done; i < n; i++) { /* up the chain, whose start nobody goes on to */
            const koh_plan_type said = said_of(f, services[i]);
            if (said.share_on != NULL && said.on == services[first]) {
                first = i;
                i = done - 1; /* look again from the start */
            }
        }
        const size_t a = at[first], k = services[first];
        const char *label = labels[first];
        for (size_t i = first; i > done; i--) {
            at[i] = at[i - 1];
            services[i] = services[i - 1];
            labels[i] = labels[i - 1];
        }
        at[done] = a;
        services[done] = k;
        labels[done] = label;
    }
}

static koh_status find_types(const koh_frame *f, koh_waiting *m, koh_axis *axis)
{
    const koh_cube *load = koh__result_cube(f->scenario, "capacity/occupied");
    size_t n = load->axes[1].n;
    size_t *at = KOH_TAKE(f->result->arena, n, size_t), *services = KOH_TAKE(f->result->arena, n, size_t);
    const char **labels = KOH_TAKE(f->result->arena, n, const char *);
    if (at == NULL || services == NULL || labels == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        size_t k = koh_axis_find_label(&f->services, load->axes[1].labels[i]);
        if (has_flow(f, i, k)) {
            at[m->n_types] = i;
            services[m->n_types] = k;
            labels[m->n_types++] = load->axes[1].labels[i];
        }
    }
    order_types(f, m->n_types, at, services, labels);
    m->at = at;
    m->services = services;
    *axis = (koh_axis){ "type", m->n_types, NULL, labels };
    return KOH_OK;
}

static koh_status take_room(const koh_frame *f, koh_waiting *m)
{
    enum { STATES = 2, SERIES = 12 };
    size_t n = m->n_types * m->n, states = m->n_types * (m->n + 1);
    double *room = KOH_TAKE(f->result->arena, SERIES * n + STATES * states, double);
    m->types = KOH_TAKE(f->result->arena, m->n_types, koh_flow_type);
    if (room == NULL || m->types == NULL) {
        return KOH_ENOMEM;
    }
    double **const series[SERIES] = { &m->places,
                                      &m->arrivals,
                                      &m->stay,
                                      &m->result.arrivals,
                                      &m->result.admissions,
                                      &m->result.discharges,
                                      &m->result.deaths,
                                      &m->result.withdrawn,
                                      &m->result.waiting_days,
                                      &m->result.ready_days,
                                      &m->result.place_days,
                                      &m->result.cost };
    for (size_t i = 0; i < SERIES; i++) {
        *series[i] = room + i * n;
    }
    m->result.occupied = room + SERIES * n;
    m->result.waiting = m->result.occupied + states;
    return KOH_OK;
}

/* Persons who ask for a place in a month, so that a load with room for all goes from one value to the next. */
static double arrivals_for(double from, double to, double stay)
{
    double dt = 1.0 / MONTHS, gone = -expm1(-dt / stay);
    return fmax(0, (to - from * (1 - gone)) / gone / stay * dt);
}

/* The place of the type that people of type j go on to, and what share of them; none where it has no flow. */
static void fill_chain(const koh_frame *f, koh_waiting *m, size_t j)
{
    const koh_plan_type said = said_of(f, m->services[j]);
    for (size_t to = j + 1; said.share_on != NULL && to < m->n_types; to++) {
        if (m->services[to] == said.on) {
            m->types[j].next = to;
            m->types[j].share_next = koh_quantity_at(said.share_on, f->plan->base_year);
        }
    }
}

static void fill_type(const koh_frame *f, koh_waiting *m, size_t j)
{
    const koh_cube *load = koh__result_cube(f->scenario, "capacity/occupied");
    const koh_cube *places = koh__result_cube(f->scenario, "capacity/places");
    const koh_plan_type said = said_of(f, m->services[j]);
    const koh_stay stay = stay_of(f, m->services[j]);
    const koh_quantity *cost = f->plan->capacity == NULL ? NULL : f->plan->capacity->ready_day_cost;
    int base = f->plan->base_year;
    double ready = at_or(said.share_ready, base, stay.share_ready);
    m->types[j] = (koh_flow_type){ .n_occupied = cell_of(load, 0, m->at[j]),
                                   .n_waiting = at_or(said.waiting, base, 0),
                                   .rate_death = at_or(said.rate_death, base, stay.rate_death),
                                   .rate_withdraw = at_or(said.rate_withdraw, base, 0),
                                   .share_ready = isnan(ready) ? 0 : ready,
                                   .cost_ready_day = at_or(cost, base, f->inputs->ready_price.cost) };
    for (size_t i = 0; i < m->n; i++) {
        size_t t = i / MONTHS, cell = j * m->n + i;
        int year = f->years.numbers[t];
        double from = cell_of(load, t, m->at[j]), slope = (cell_of(load, t + 1, m->at[j]) - from) / MONTHS;
        double first = from + slope * (double) (i % MONTHS);
        m->places[cell] = cell_of(places, t, m->at[j]);
        m->stay[cell] = at_or(said.stay_years, year, stay.years);
        m->arrivals[cell] = said.arrivals != NULL ? koh_quantity_at(said.arrivals, year) / MONTHS
                                                  : arrivals_for(first, first + slope, m->stay[cell]);
    }
}

/* Those who go on from other types are part of the arrivals that the need makes, so that fewer come from outside; never
 * below 0. As many leave a type as come to it and its load falls by, were there room for all. */
static void link_types(const koh_frame *f, koh_waiting *m)
{
    const koh_cube *load = koh__result_cube(f->scenario, "capacity/occupied");
    double come[KOH_FLOW_TYPES]; /* to each type in a month, whencever */
    for (size_t i = 0; i < m->n; i++) {
        for (size_t j = 0; j < m->n_types; j++) {
            come[j] = m->arrivals[j * m->n + i];
        }
        for (size_t j = 0; j < m->n_types; j++) {
            const koh_flow_type *type = &m->types[j];
            const size_t t = i / MONTHS, to = type->next;
            if (type->share_next == 0) {
                continue;
            }
            const double change = (cell_of(load, t + 1, m->at[j]) - cell_of(load, t, m->at[j])) / MONTHS;
            if (said_of(f, m->services[to]).arrivals == NULL) {
                double *outside = &m->arrivals[to * m->n + i];
                *outside = fmax(0, *outside - type->share_next * fmax(0, come[j] - change));
            }
        }
    }
}

/* A cube by year of the types that have a flow, marked as their need is. */
static koh_cube *add_cube(koh_frame *f, const koh_axis *years, const koh_axis *types, const koh_waiting *m,
                          koh_cube form)
{
    const koh_cube *need = koh__result_cube(f->scenario, "capacity/need");
    const char **marks = KOH_TAKE(f->result->arena, types->n, const char *);
    for (size_t j = 0; marks != NULL && need->basis_by_label != NULL && j < types->n; j++) {
        marks[j] = need->basis_by_label[m->at[j]];
    }
    form.basis = need->basis;
    form.basis_by_label = need->basis_by_label != NULL ? marks : NULL;
    form.time = years == &f->years ? "1 January" : "year";
    form.axes[0] = *years;
    form.axes[1] = *types;
    form.n_axes += 2;
    return marks == NULL ? NULL : koh__result_add(f->result, f->scenario, &form);
}

/* Chance that someone must wait on the places of a year, whole ones, as if its load lasted. */
static double wait_chance(double load, double places)
{
    const double rounding = 1e-9; /* places, as a sum of whole numbers has none */
    return load > 0 ? koh_erlang_c((size_t) (places + rounding), load) : 0;
}

static koh_status add_states(koh_frame *f, const koh_axis *types, const koh_waiting *m)
{
    static const char *const paths[] = { "capacity/in_place", "capacity/waiting", "capacity/wait_chance" };
    const koh_cube *load = koh__result_cube(f->scenario, "capacity/occupied");
    const koh_cube *places = koh__result_cube(f->scenario, "capacity/places");
    koh_cube *cubes[3];
    for (size_t c = 0; c < 3; c++) {
        cubes[c] =
            add_cube(f, &f->years, types, m, (koh_cube){ .path = paths[c], .unit = c < 2 ? "persons" : "probability" });
        if (cubes[c] == NULL) {
            return KOH_ENOMEM;
        }
    }
    for (size_t t = 0; t <= f->n_steps; t++) {
        for (size_t j = 0; j < m->n_types; j++) {
            size_t cell = t * m->n_types + j, state = j * (m->n + 1) + t * MONTHS;
            cubes[0]->value[cell] = m->result.occupied[state];
            cubes[1]->value[cell] = m->result.waiting[state];
            cubes[2]->value[cell] = wait_chance(cell_of(load, t, m->at[j]), cell_of(places, t, m->at[j]));
        }
    }
    return KOH_OK;
}

static double of_year(const koh_waiting *m, const double *series, size_t j, size_t t)
{
    double sum = 0;
    for (size_t i = 0; i < MONTHS; i++) {
        sum += series[j * m->n + t * MONTHS + i];
    }
    return sum;
}

static koh_status add_flows(koh_frame *f, const koh_axis *types, const koh_waiting *m)
{
    const double *const series[EVENTS] = { m->result.arrivals, m->result.admissions, m->result.discharges,
                                           m->result.deaths, m->result.withdrawn };
    const double days = koh_flow_options_defaults().days_per_year;
    koh_cube *flow = add_cube(f, &f->intervals, types, m,
                              (koh_cube){ .path = "capacity/flow",
                                          .unit = "persons",
                                          .n_axes = 1,
                                          .axes = { [2] = { "event", EVENTS, NULL, events } } });
    koh_cube *wait = add_cube(f, &f->intervals, types, m, (koh_cube){ .path = "capacity/wait_years", .unit = "years" });
    koh_cube *ready = add_cube(f, &f->intervals, types, m, (koh_cube){ .path = "capacity/ready_days", .unit = "days" });
    koh_cube *cost = add_cube(f, &f->intervals, types, m, (koh_cube){ .path = "capacity/ready_cost", .unit = "NOK" });
    if (flow == NULL || wait == NULL || ready == NULL || cost == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < f->n_steps * m->n_types; i++) {
        size_t t = i / m->n_types, j = i % m->n_types, k = m->services[j];
        for (size_t e = 0; e < EVENTS; e++) {
            flow->value[i * EVENTS + e] = of_year(m, series[e], j, t);
        }
        double arrivals = flow->value[i * EVENTS];
        int is_known = !isnan(at_or(said_of(f, k).share_ready, f->plan->base_year, stay_of(f, k).share_ready));
        wait->value[i] = arrivals > 0 ? of_year(m, m->result.waiting_days, j, t) / days / arrivals : (double) NAN;
        ready->value[i] = is_known ? of_year(m, m->result.ready_days, j, t) : (double) NAN;
        cost->value[i] = is_known ? of_year(m, m->result.cost, j, t) : (double) NAN;
    }
    return KOH_OK;
}

koh_status koh__waiting(koh_frame *f, koh_waiting *m, koh_axis *types)
{
    *m = (koh_waiting){ .n = f->n_steps * MONTHS };
    koh_status status = find_types(f, m, types);
    if (status != KOH_OK || m->n_types == 0) {
        return status;
    }
    if (m->n_types > KOH_FLOW_TYPES) {
        return koh_error_set(f->error, KOH_ELIMIT, "%zu types of places with a flow, at most %d", m->n_types,
                             KOH_FLOW_TYPES);
    }
    status = take_room(f, m);
    for (size_t j = 0; status == KOH_OK && j < m->n_types; j++) {
        fill_type(f, m, j);
        fill_chain(f, m, j);
    }
    const koh_flow_input input = { .n_types = m->n_types,
                                   .n_steps = m->n,
                                   .types = m->types,
                                   .places = m->places,
                                   .arrivals = m->arrivals,
                                   .years_stay = m->stay };
    if (status == KOH_OK) {
        link_types(f, m);
        status = koh_flow_compute(&input, NULL, f->error, &m->result);
    }
    return status;
}

koh_status koh__model_waiting(koh_frame *f)
{
    koh_waiting m;
    koh_axis types;
    koh_status status = koh__waiting(f, &m, &types);
    if (status != KOH_OK || m.n_types == 0) {
        return status;
    }
    status = add_states(f, &types, &m);
    return status == KOH_OK ? add_flows(f, &types, &m) : status;
}
