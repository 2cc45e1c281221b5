/* Queues in steady state: Erlang-B, Erlang-C and Erlang-A.
 *
 * Method and equations, a = load, n = places, mu = 1/stay, theta = 1/patience, rho = a/n:
 *   Erlang-B (Erlang 1917) by the recursion of its inverse, 1/B_0 = 1, 1/B_k = 1 + (k/a) 1/B_{k-1}
 *     (Jagerman 1974, "Some properties of the Erlang loss function", Bell System Technical Journal 53).
 *   Erlang-C  C = B / (1 - rho (1 - B)),  P(W > t) = C exp(-(n mu - lambda) t),  E W = C / (n mu - lambda)
 *     (Gross, Shortle, Thompson & Harris 2008, Fundamentals of Queueing Theory, ch. 2).
 *   Erlang-A (Palm 1957; Mandelbaum & Zeltyn 2007, "Service engineering in action: the Palm/Erlang-A queue"):
 *     chance of n + j persons = chance of n x t_j,  t_j = y^j / ((x+1) ... (x+j)),  x = n mu/theta, y = lambda/theta,
 *     A(x, y) = sum t_j,  P(wait) = A / (1/B - 1 + A),  E waiting = sum j t_j / (1/B - 1 + A),
 *     P(abandon) = theta E waiting / lambda, and from the virtual wait's density (Zeltyn & Mandelbaum 2005),
 *     P(W > t) = exp(-theta t) exp(y - z - n mu t) A(x, z) / (1/B - 1 + A(x, y)),  z = y exp(-theta t).
 * All terms of all sums are positive: nothing cancels. The series begins at its largest term, so it cannot overflow.
 * Assumptions: Poisson arrivals at a constant rate, exponential stays and patience, first come, first served.
 * Limits: a steady state. Stays of years do not reach one within a plan; kohort/flow.h follows the queue in time. */
#include "kohort/queue.h"

#include <math.h>

#define PATIENCE_STAYS 1e6  /* longest patience, in mean stays: keeps the series below some 1e7 terms */
#define TERM_RELATIVE 1e-18 /* a term of the series this far below its sum changes no digit of a double */

/* 1/B, infinity where B is below the smallest double. Two steps of the recursion at a time: the chain of dependent
 * operations is halved. */
static double inverse_b(size_t n_places, double load)
{
    double step = 1 / load;
    double inverse = 1;
    size_t k = 1;
    for (; k + 1 <= n_places; k += 2) {
        double low = (double) k * step, high = (double) (k + 1) * step;
        inverse = (1 + high) + high * low * inverse;
    }
    return k == n_places ? 1 + (double) k * step * inverse : inverse;
}

double koh_erlang_b(size_t n_places, double load)
{
    if (n_places == 0 || load == 0) {
        return n_places == 0 ? 1 : 0;
    }
    return 1 / inverse_b(n_places, load);
}

double koh_erlang_c(size_t n_places, double load)
{
    if (load >= (double) n_places) {
        return 1;
    }
    double B = koh_erlang_b(n_places, load);
    return B / (1 - load / (double) n_places * (1 - B));
}

/* The series A(x, y) = exp(log_scale) sum, and exp(log_scale) moment = sum j t_j; first = t_0 exp(-log_scale). */
typedef struct palm_series {
    double log_scale, first, sum, moment;
} palm_series;

/* log t_m: the first factors one by one, the others by Stirling's series for the ratio of two factorials (Abramowitz &
 * Stegun 1964, 6.1.41), whose next term is below 1e-13 from DIRECT on. */
static double log_term(double x, double y, double m)
{
    enum { DIRECT = 32 };
    double sum = 0;
    for (int i = 1; i <= m && i <= DIRECT; i++) {
        sum += log(y / (x + i));
    }
    if (m <= DIRECT) {
        return sum;
    }
    double rest = m - DIRECT, a = x + DIRECT, b = x + m;
    double correction = (1 / b - 1 / a) / 12 - (pow(b, -3) - pow(a, -3)) / 360 + (pow(b, -5) - pow(a, -5)) / 1260;
    return sum + rest * log(y / b) - (a + 0.5) * log(b / a) + rest - correction;
}

static palm_series palm_sum(double x, double y)
{
    double mode = y > x ? floor(y - x) : 0;
    palm_series s = { .first = 1, .sum = 1, .moment = mode };
    double term = 1, j = mode;
    while (term > TERM_RELATIVE * s.sum) {
        j += 1;
        term *= y / (x + j);
        s.sum += term;
        s.moment += j * term;
    }
    s.log_scale = log_term(x, y, mode);
    term = 1;
    j = mode;
    while (j > 0 && term > 0) {
        term = term > TERM_RELATIVE * s.sum ? term * (x + j) / y : 0;
        j -= 1;
        s.sum += term;
        s.moment += j * term;
        s.first = term;
    }
    return s;
}

koh_status koh_queue_check(const koh_queue *queue, koh_error *error)
{
    if (!(queue->rate_arrivals >= 0) || isinf(queue->rate_arrivals)) {
        return koh_error_set(error, KOH_EDOMAIN, "%g arrivals a year, expected 0 or more", queue->rate_arrivals);
    }
    if (!(queue->years_stay > 0) || isinf(queue->years_stay)) {
        return koh_error_set(error, KOH_EDOMAIN, "a mean stay of %g years, expected more than 0", queue->years_stay);
    }
    if (!(queue->years_patience >= 0)) {
        return koh_error_set(error, KOH_EDOMAIN, "a mean patience of %g years, expected 0 or more",
                             queue->years_patience);
    }
    if (!isinf(queue->years_patience) && !(queue->years_patience / queue->years_stay <= PATIENCE_STAYS)) {
        return koh_error_set(error, KOH_EDOMAIN, "a mean patience of %g years is more than %g mean stays",
                             queue->years_patience, PATIENCE_STAYS);
    }
    if (queue->n_places < 1 || queue->n_places > KOH_QUEUE_PLACES) {
        return koh_error_set(error, KOH_EDOMAIN, "%zu places, expected 1 to %d", queue->n_places, KOH_QUEUE_PLACES);
    }
    double load = queue->rate_arrivals * queue->years_stay;
    if (!(load <= KOH_QUEUE_PLACES)) {
        return koh_error_set(error, KOH_EDOMAIN, "an offered load of %g places, expected at most %d", load,
                             KOH_QUEUE_PLACES);
    }
    return KOH_OK;
}

static koh_status check_steady(const koh_queue *queue, koh_error *error)
{
    koh_status status = koh_queue_check(queue, error);
    double load = queue->rate_arrivals * queue->years_stay;
    if (status == KOH_OK && isinf(queue->years_patience) && load >= (double) queue->n_places) {
        return koh_error_set(error, KOH_ENOSOLUTION,
                             "no steady state: the offered load of %g is not below the %zu places and nobody gives up",
                             load, queue->n_places);
    }
    return status;
}

/* Erlang-A's state; patience 0 is the loss system. */
static void solve_patient(const koh_queue *queue, koh_queue_state *s)
{
    double stays = queue->years_patience / queue->years_stay; /* mu / theta */
    palm_series A = palm_sum((double) queue->n_places * stays, s->offered_load * stays);
    /* (1/B - 1) exp(-log_scale): all who are in places while one is free. */
    double below = A.first > 0 ? (1 / s->prob_block - 1) * A.first : 0;
    s->prob_wait = A.sum / (below + A.sum);
    s->n_waiting = stays > 0 ? A.moment / (below + A.sum) : 0;
    s->years_wait = s->n_waiting / queue->rate_arrivals;
    s->prob_abandon = stays > 0 ? s->years_wait / queue->years_patience : s->prob_block;
    /* n when all are taken, else sum over k < n of k p_k = load (1 - P(wait)) - n p_n. */
    double n = (double) queue->n_places;
    s->occupancy = (A.sum - A.first + s->offered_load / n * below) / (below + A.sum);
}

static void solve_waiting(const koh_queue *queue, koh_queue_state *s)
{
    double n = (double) queue->n_places;
    s->prob_wait = koh_erlang_c(queue->n_places, s->offered_load);
    s->years_wait = s->prob_wait * queue->years_stay / (n - s->offered_load);
    s->n_waiting = queue->rate_arrivals * s->years_wait;
    s->occupancy = s->offered_load / n;
}

koh_status koh_queue_solve(const koh_queue *queue, koh_error *error, koh_queue_state *state)
{
    koh_status status = check_steady(queue, error);
    if (status != KOH_OK) {
        return status;
    }
    koh_queue_state s = { .offered_load = queue->rate_arrivals * queue->years_stay };
    s.prob_block = koh_erlang_b(queue->n_places, s.offered_load);
    if (isinf(queue->years_patience)) {
        solve_waiting(queue, &s);
    } else if (s.prob_block > 0) {
        solve_patient(queue, &s);
    } else {
        s.occupancy = s.offered_load / (double) queue->n_places;
    }
    *state = s;
    return KOH_OK;
}

koh_status koh_queue_prob_wait_above(const koh_queue *queue, double years, koh_error *error, double *prob)
{
    koh_status status = check_steady(queue, error);
    if (status != KOH_OK) {
        return status;
    }
    if (!(years >= 0)) {
        return koh_error_set(error, KOH_EDOMAIN, "a wait of %g years, expected 0 or more", years);
    }
    double n = (double) queue->n_places, load = queue->rate_arrivals * queue->years_stay;
    double B = koh_erlang_b(queue->n_places, load), stays = years / queue->years_stay;
    if (B == 0 || isinf(years) || (queue->years_patience == 0 && years > 0)) {
        *prob = 0;
        return KOH_OK;
    }
    if (isinf(queue->years_patience)) {
        *prob = koh_erlang_c(queue->n_places, load) * exp(-(n - load) * stays);
        return KOH_OK;
    }
    if (queue->years_patience == 0) {
        *prob = B;
        return KOH_OK;
    }
    double patience = queue->years_patience / queue->years_stay, left = years / queue->years_patience;
    double y = load * patience, x = n * patience;
    palm_series now = palm_sum(x, y), later = palm_sum(x, y * exp(-left));
    double below = now.first > 0 ? (1 / B - 1) * now.first : 0;
    double exponent = -left - y * expm1(-left) - n * stays + later.log_scale - now.log_scale;
    *prob = exp(exponent) * later.sum / (below + now.sum);
    return KOH_OK;
}
