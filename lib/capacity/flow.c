/* Time-varying flow through places with a waiting list.
 *
 * Method: the fluid model of a queue with patience (Mandelbaum, Massey & Reiman 1998, "Strong approximations for
 *   Markovian service networks", Queueing Systems 30; Whitt 2006, "Fluid models for multiserver queues with
 *   abandonments", Operations Research 54). With N in c places, W waiting, lambda arrivals a year, mu = 1/stay and
 *   theta = death + withdrawal rate:
 *     free  (N < c, W = 0):  N' = lambda - mu N
 *     full  (N = c):         W' = lambda - mu c - theta W
 *     above (N > c, places closed): N' = -mu N, W' = lambda - theta W: nobody is moved out, nobody is admitted
 *   lambda, mu and c hold for a step; the pieces are linear and are solved exactly, as are the times where one ends, so
 *   the length of a step brings no error. Steady state: N = min(lambda/mu, c), W = max(0, lambda - mu c)/theta.
 *   prob_wait: the modified offered load (Jagerman 1975; Massey & Whitt 1994, "An analysis of the modified offered-load
 *   approximation for the nonstationary Erlang loss model", Annals of Applied Probability 4): Erlang's formula, with
 * the patience 1/theta, at the load m' = lambda - mu m that there would be with places without end. Assumptions:
 * arrivals evenly within a step; exponential stays and waits; those who go on to another type ask for it evenly over
 * the step in which they leave. Limits: expected numbers. A small unit makes people wait by chance even when N < c:
 * prob_wait says how often, kohort/simulate.h how long. */
#include "kohort/flow.h"

#include <math.h>

#include "kohort/queue.h"

#define BALANCE_RELATIVE 1e-9 /* of the persons in a step: far above rounding, far below a person */
#define SERIES_BELOW 1e-3     /* there the next term of the series below is 1e-16 of the sum */

enum { PIECES = 8 }; /* at most above, full, free, full after an admission: more is a defect */

koh_flow_options koh_flow_options_defaults(void)
{
    return (koh_flow_options){ .years_per_step = 1.0 / 12, .days_per_year = 365.2425 };
}

/* One type within one step. */
typedef struct cell {
    double lambda, mu, theta, c; /* per year; places */
    double N, W;
    double years_in, years_waited; /* integrals of N and W */
    double admitted;
} cell;

/* level' = inflow - rate level over `time`; adds the integral of level to *area. */
static void drain(double rate, double inflow, double time, double *level, double *area)
{
    double x = rate * time, gone = -expm1(-x);
    double phi = x > 0 ? gone / rate : time;
    double psi = x > SERIES_BELOW ? (time - phi) / rate : time * time * (0.5 - x / 6 + x * x / 24 - x * x * x / 120);
    *area += *level * phi + inflow * psi;
    *level = *level * (1 - gone) + inflow * phi;
}

static double run_above(cell *q, double left)
{
    double hit = q->c > 0 ? log(q->N / q->c) / q->mu : (double) INFINITY;
    double time = fmin(hit, left);
    drain(q->mu, 0, time, &q->N, &q->years_in);
    drain(q->theta, q->lambda, time, &q->W, &q->years_waited);
    if (hit <= left) {
        q->N = q->c;
    }
    return time;
}

static double run_full(cell *q, double left)
{
    double net = q->lambda - q->mu * q->c, hit = INFINITY;
    if (net < 0) {
        hit = q->theta > 0 ? log1p(q->theta * q->W / -net) / q->theta : q->W / -net;
    }
    double time = fmin(hit, left);
    q->years_in += q->c * time;
    q->admitted += q->mu * q->c * time;
    drain(q->theta, net, time, &q->W, &q->years_waited);
    if (hit <= left || q->W < 0) { /* below 0 by rounding only: `time` ends before the list is empty */
        q->W = 0;
    }
    return time;
}

static double run_free(cell *q, double left)
{
    double net = q->lambda - q->mu * q->c;
    double hit = net > 0 ? log1p(q->mu * (q->c - q->N) / net) / q->mu : (double) INFINITY;
    double time = fmin(hit, left);
    q->admitted += q->lambda * time;
    drain(q->mu, q->lambda, time, &q->N, &q->years_in);
    if (hit <= left || q->N > q->c) { /* above c by rounding only */
        q->N = q->c;
    }
    return time;
}

static void run_cell(cell *q, double years)
{
    for (int piece = 0; piece < PIECES && years > 0; piece++) {
        if (q->N < q->c && q->W > 0) {
            double admitted = fmin(q->W, q->c - q->N);
            q->N = q->W < q->c - q->N ? q->N + admitted : q->c;
            q->W -= admitted;
            q->admitted += admitted;
        }
        if (q->N > q->c) {
            years -= run_above(q, years);
        } else if (q->W > 0 || (q->N == q->c && q->lambda >= q->mu * q->c)) {
            years -= run_full(q, years);
        } else {
            years -= run_free(q, years);
        }
    }
}

static koh_status check_type(const koh_flow_input *input, size_t k, koh_error *error)
{
    const koh_flow_type *t = &input->types[k];
    const double *members[] = { &t->n_occupied, &t->n_waiting, &t->rate_death, &t->rate_withdraw, &t->cost_ready_day };
    static const char *const names[] = { "occupied places", "waiting persons", "death rate", "withdrawal rate",
                                         "price of a day" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!(*members[i] >= 0) || isinf(*members[i])) {
            return koh_error_set(error, KOH_EDOMAIN, "type %zu: %s %g, expected 0 or more", k, names[i], *members[i]);
        }
    }
    if (!(t->share_ready >= 0 && t->share_ready <= 1) || !(t->share_next >= 0 && t->share_next <= 1)) {
        return koh_error_set(error, KOH_EDOMAIN, "type %zu: shares %g in hospital and %g going on, expected 0 to 1", k,
                             t->share_ready, t->share_next);
    }
    if (t->share_next > 0 && (t->next <= k || t->next >= input->n_types)) {
        return koh_error_set(error, KOH_EDOMAIN, "type %zu goes on to type %zu, expected a later one of %zu", k,
                             t->next, input->n_types);
    }
    for (size_t i = 0; i < input->n_steps; i++) {
        size_t at = k * input->n_steps + i;
        double places = input->places[at], arrivals = input->arrivals[at], stay = input->years_stay[at];
        if (!(places >= 0) || isinf(places) || !(arrivals >= 0) || isinf(arrivals)) {
            return koh_error_set(error, KOH_EDOMAIN, "type %zu, step %zu: %g places, %g arrivals, expected 0 or more",
                                 k, i, places, arrivals);
        }
        if (!(stay > 0) || isinf(stay)) {
            return koh_error_set(error, KOH_EDOMAIN,
                                 "type %zu, step %zu: a mean stay of %g years, expected more than 0", k, i, stay);
        }
    }
    return KOH_OK;
}

koh_status koh_flow_check(const koh_flow_input *input, const koh_flow_options *options, koh_error *error)
{
    koh_flow_options o = options ? *options : koh_flow_options_defaults();
    if (!(o.years_per_step > 0 && o.days_per_year > 0) || isinf(o.years_per_step) || isinf(o.days_per_year)) {
        return koh_error_set(error, KOH_EDOMAIN, "%g years a step and %g days a year, expected more than 0",
                             o.years_per_step, o.days_per_year);
    }
    if (input->n_types > KOH_FLOW_TYPES) {
        return koh_error_set(error, KOH_ELIMIT, "%zu types, at most %d", input->n_types, KOH_FLOW_TYPES);
    }
    for (size_t k = 0; k < input->n_types; k++) {
        koh_status status = check_type(input, k, error);
        if (status != KOH_OK) {
            return status;
        }
    }
    return KOH_OK;
}

static void put(double *array, size_t at, double value)
{
    if (array) {
        array[at] = value;
    }
}

/* Writes what happened in a step; returns who left a place. */
static double write_step(const koh_flow_type *t, const cell *q, double days, size_t at, const koh_flow_result *r)
{
    double discharges = q->mu * q->years_in, ready = t->share_ready * q->years_waited * days;
    put(r->admissions, at, q->admitted);
    put(r->discharges, at, discharges);
    put(r->deaths, at, t->rate_death * q->years_waited);
    put(r->withdrawn, at, t->rate_withdraw * q->years_waited);
    put(r->place_days, at, q->years_in * days);
    put(r->waiting_days, at, q->years_waited * days);
    put(r->ready_days, at, ready);
    put(r->cost, at, ready * t->cost_ready_day);
    return discharges;
}

/* Erlang's formula at load m on whole places. */
static koh_status prob_wait(const cell *q, double m, koh_error *error, double *prob)
{
    koh_queue queue = { .rate_arrivals = m * q->mu,
                        .years_stay = 1 / q->mu,
                        .n_places = (size_t) fmin(q->c, KOH_QUEUE_PLACES + 1.0) };
    queue.years_patience = q->theta > 0 ? 1 / q->theta : (double) INFINITY;
    if (q->c < 1 || (q->theta == 0 && m >= (double) queue.n_places)) {
        *prob = 1;
        return KOH_OK;
    }
    koh_queue_state state;
    koh_status status = koh_queue_solve(&queue, error, &state);
    *prob = status == KOH_OK ? state.prob_wait : (double) NAN;
    return status;
}

/* The persons of one type as they go from step to step. */
typedef struct persons {
    double N, W, load, from_others;
} persons;

static koh_status run_step(const koh_flow_input *in, const koh_flow_options *o, size_t step, koh_error *error,
                           persons *state, koh_flow_result *r)
{
    for (size_t k = 0; k < in->n_types; k++) {
        const koh_flow_type *t = &in->types[k];
        persons *s = &state[k];
        size_t at = k * in->n_steps + step, start = k * (in->n_steps + 1) + step;
        double arrivals = in->arrivals[at] + s->from_others;
        s->from_others = 0;
        cell q = { .lambda = arrivals / o->years_per_step, .mu = 1 / in->years_stay[at], .c = in->places[at] };
        q.theta = t->rate_death + t->rate_withdraw;
        q.N = s->N;
        q.W = s->W;
        run_cell(&q, o->years_per_step);
        double before = s->N + s->W + arrivals;
        double discharges = write_step(t, &q, o->days_per_year, at, r);
        double gap = before - discharges - q.theta * q.years_waited - q.N - q.W;
        r->residual = fmax(r->residual, before > 0 ? fabs(gap) / before : fabs(gap));
        s->N = q.N;
        s->W = q.W;
        put(r->arrivals, at, arrivals);
        put(r->occupied, start + 1, s->N);
        put(r->waiting, start + 1, s->W);
        if (t->share_next > 0) {
            state[t->next].from_others += t->share_next * discharges;
        }
        if (r->prob_wait) {
            double area = 0;
            drain(q.mu, q.lambda, o->years_per_step, &s->load, &area);
            koh_status status = prob_wait(&q, s->load, error, &r->prob_wait[at]);
            if (status != KOH_OK) {
                return status;
            }
        }
    }
    return KOH_OK;
}

koh_status koh_flow_compute(const koh_flow_input *input, const koh_flow_options *options, koh_error *error,
                            koh_flow_result *result)
{
    koh_status status = koh_flow_check(input, options, error);
    if (status != KOH_OK) {
        return status;
    }
    koh_flow_options o = options ? *options : koh_flow_options_defaults();
    persons state[KOH_FLOW_TYPES];
    result->residual = 0;
    for (size_t k = 0; k < input->n_types; k++) {
        const koh_flow_type *t = &input->types[k];
        state[k] = (persons){ t->n_occupied, t->n_waiting, t->n_occupied + t->n_waiting, 0 };
        put(result->occupied, k * (input->n_steps + 1), t->n_occupied);
        put(result->waiting, k * (input->n_steps + 1), t->n_waiting);
    }
    for (size_t step = 0; step < input->n_steps; step++) {
        status = run_step(input, &o, step, error, state, result);
        if (status != KOH_OK) {
            return status;
        }
    }
    if (!(result->residual <= BALANCE_RELATIVE)) {
        return koh_error_set(error, KOH_EINTERNAL, "persons do not balance: a gap of %g", result->residual);
    }
    return KOH_OK;
}
