/* Units person by person beside the expected numbers of the waiting lists (waiting.c): the same arrivals from outside,
 * stays, moves and patience, as chance has them. Where there is always room, the means are those of the flow; where
 * there is not, people wait in units that the expected numbers still call large enough.
 *
 * Method: capacity/simulate.c, once a run of the plan's number. Who is there and who waits at the start is a whole
 * number drawn so that its mean is the plan's. Limits: the mean stay is that of the base year; places that the register
 * makes a part of a place are rounded. */
#include <math.h>
#include <stdlib.h>

#include "kohort/simulate.h"
#include "num/rng_priv.h"
#include "plan/waiting_priv.h"

enum { FIGURES = 6 };

static const char *const figures[FIGURES] = { "in_place", "in_place_error", "in_place_expected",
                                              "waiting",  "waiting_error",  "waiting_high" };

/* Share of the runs below waiting_high. */
#define HIGH 0.9

typedef struct simulated {
    koh_frame *f;
    const koh_waiting *m;
    size_t n_runs;
    koh_sim_unit units[KOH_SIM_UNITS];
    size_t *places;          /* [type][month] */
    double *rates;           /* [type][month] */
    double *place, *waiting; /* [type][month] person-years of one run */
    double *there, *queue;   /* [year][type][run] means of the year */
} simulated;

static void fill(void *stream, size_t n, double *uniform)
{
    koh__stream_uniforms(stream, n, uniform);
}

static koh_status take_room(simulated *s)
{
    koh_arena *arena = s->f->result->arena;
    const size_t cells = s->m->n_types * s->m->n, means = s->m->n_types * s->f->n_steps * s->n_runs;
    s->places = KOH_TAKE(arena, cells, size_t);
    s->rates = KOH_TAKE(arena, 3 * cells, double);
    s->there = KOH_TAKE(arena, 2 * means, double);
    if (s->places == NULL || s->rates == NULL || s->there == NULL) {
        return KOH_ENOMEM;
    }
    s->place = s->rates + cells;
    s->waiting = s->place + cells;
    s->queue = s->there + means;
    for (size_t i = 0; i < cells; i++) {
        s->places[i] = (size_t) llround(s->m->places[i]);
        s->rates[i] = s->m->arrivals[i] * KOH_WAITING_MONTHS;
    }
    return KOH_OK;
}

/* The units at the start of a run. */
static void fill_units(simulated *s, koh_stream *stream)
{
    for (size_t j = 0; j < s->m->n_types; j++) {
        const koh_flow_type *type = &s->m->types[j];
        const double rate = type->rate_death + type->rate_withdraw;
        s->units[j] = (koh_sim_unit){ .years_stay = s->m->stay[j * s->m->n],
                                      .years_patience = rate > 0 ? 1 / rate : (double) INFINITY,
                                      .share_next = type->share_next,
                                      .next = type->next,
                                      .n_occupied = (size_t) (type->n_occupied + koh__stream_uniform(stream)),
                                      .n_waiting = (size_t) (type->n_waiting + koh__stream_uniform(stream)) };
    }
}

static koh_status run_once(simulated *s, size_t run, koh_sim_workspace *workspace)
{
    const koh_waiting *m = s->m;
    const koh_stream_id id = { s->f->result->draws.seed, (uint32_t) run, 0, (uint16_t) s->f->plan->base_year,
                               KOH_PURPOSE_UNITS };
    koh_stream stream = koh__stream(id, 0);
    const koh_sim_random random = { fill, &stream };
    fill_units(s, &stream);
    const koh_sim_input input = { .n_units = m->n_types,
                                  .n_periods = m->n,
                                  .years_per_period = 1.0 / KOH_WAITING_MONTHS,
                                  .units = s->units,
                                  .places = s->places,
                                  .rate_arrivals = s->rates };
    koh_sim_result result = { .years_in_place = s->place, .years_waiting = s->waiting };
    const koh_status status = koh_sim_run(&input, &random, workspace, s->f->error, &result);
    for (size_t i = 0; status == KOH_OK && i < s->f->n_steps * m->n_types; i++) {
        const size_t t = i / m->n_types, j = i % m->n_types;
        double there = 0, queue = 0;
        for (size_t month = 0; month < KOH_WAITING_MONTHS; month++) {
            there += s->place[j * m->n + t * KOH_WAITING_MONTHS + month];
            queue += s->waiting[j * m->n + t * KOH_WAITING_MONTHS + month];
        }
        s->there[i * s->n_runs + run] = there; /* person-years of a year: the mean of those who are there */
        s->queue[i * s->n_runs + run] = queue;
    }
    return status;
}

/* More persons than are ever there at once: all who come from outside in a run, ten standard deviations of their
 * Poisson number more, and those of the start. */
static size_t most_persons(const simulated *s)
{
    double sum = 0;
    for (size_t i = 0; i < s->m->n_types * s->m->n; i++) {
        sum += s->m->arrivals[i];
    }
    sum += 10 * sqrt(sum) + 100;
    for (size_t j = 0; j < s->m->n_types; j++) {
        sum += s->m->types[j].n_occupied + s->m->types[j].n_waiting + 2;
    }
    return sum < KOH_SIM_PERSONS ? (size_t) sum : KOH_SIM_PERSONS;
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *) a, y = *(const double *) b;
    return (x > y) - (x < y);
}

static double mean_of(size_t n, const double *value, double *error)
{
    double sum = 0, square = 0;
    for (size_t i = 0; i < n; i++) {
        sum += value[i];
    }
    for (size_t i = 0; i < n; i++) {
        square += (value[i] - sum / (double) n) * (value[i] - sum / (double) n);
    }
    *error = sqrt(square / (double) (n - 1) / (double) n);
    return sum / (double) n;
}

/* What the runs tell of every year and type. */
static void summarize(simulated *s, double *out)
{
    const double days = koh_flow_options_defaults().days_per_year;
    const koh_waiting *m = s->m;
    for (size_t i = 0; i < s->f->n_steps * m->n_types; i++) {
        const size_t t = i / m->n_types, j = i % m->n_types;
        double *row = out + i * FIGURES, *queue = s->queue + i * s->n_runs, expected = 0;
        for (size_t month = 0; month < KOH_WAITING_MONTHS; month++) {
            expected += m->result.place_days[j * m->n + t * KOH_WAITING_MONTHS + month] / days;
        }
        row[0] = mean_of(s->n_runs, s->there + i * s->n_runs, &row[1]);
        row[2] = expected;
        row[3] = mean_of(s->n_runs, queue, &row[4]);
        qsort(queue, s->n_runs, sizeof *queue, ascending);
        row[5] = queue[(size_t) (HIGH * (double) (s->n_runs - 1))];
    }
}

koh_status koh__model_simulated(koh_frame *f)
{
    koh_waiting m;
    koh_axis types;
    if (f->plan->capacity == NULL || f->plan->capacity->n_simulations == 0) {
        return KOH_OK;
    }
    koh_status status = koh__waiting(f, &m, &types);
    if (status != KOH_OK || m.n_types == 0) {
        return status;
    }
    simulated s = { .f = f, .m = &m, .n_runs = (size_t) f->plan->capacity->n_simulations };
    koh_sim_workspace *workspace = NULL;
    const koh_cube *cube =
        koh__result_add(f->result, f->scenario,
                        &(koh_cube){ .path = "capacity/simulated",
                                     .unit = "persons",
                                     .time = "year",
                                     .n_axes = 3,
                                     .axes = { f->intervals, types, { "figure", FIGURES, NULL, figures } } });
    status = cube == NULL ? KOH_ENOMEM : take_room(&s);
    if (status == KOH_OK) {
        status = koh_sim_workspace_new(m.n_types, most_persons(&s), &workspace);
    }
    for (size_t run = 0; run < s.n_runs && status == KOH_OK; run++) {
        status = run_once(&s, run, workspace);
    }
    if (status == KOH_OK) {
        summarize(&s, cube->value);
    }
    koh_sim_workspace_free(workspace);
    return status;
}
