/* kohort simulate: many municipalities, many draws, one file.
 *
 * Method: municipalities are drawn in portions, side by side on the threads; while a portion is drawn, the one before
 * it is written, in the order of the municipalities. So memory holds two portions of figures, and what the threads draw
 * in. Where there are few municipalities and many draws, the threads share the draws of one instead. No flows run
 * between municipalities, and what they have in common (the national error of net migration) is a function of seed,
 * draw and year: all draws of one municipality lie together, so quantiles are exact without merging. */
#include "kohort/draws.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/estimate_priv.h"
#include "app/simulate_priv.h"
#include "kohort/version.h"
#include "num/parallel_priv.h"

const double koh__simulate_orders[KOH_SIMULATE_ORDERS] = { 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95 };

enum { PER_THREAD = 16, MOST_THREADS = 1024, MOST_DRAWS = 100000000, DEFAULT_YEARS = 25, DEFAULT_DRAWS = 1000 };

static const double base_bytes = 48e6; /* registers and catalogues; measured for all municipalities */

/* One municipality of a portion. */
typedef struct share {
    double *figures; /* [size] */
    koh_drawn drawn; /* over the figures */
    koh_status status;
    koh_error error;
} share;

/* What the tasks have in common; each writes to its own share alone. */
typedef struct job {
    const koh_simulate_options *options;
    koh_session session; /* shared catalogues */
    koh_estimation estimation;
    size_t n, portion, outer; /* municipalities; of a portion; drawn side by side */
    const koh_region **regions;
    double *persons, *largest; /* [n] persons in the base year, and in the largest cell */
    size_t *order;             /* [portion] of the present portion, those with most persons first */
    size_t first, here;        /* the present portion */
    share *shares[2];          /* [portion]: the present one's, and that which is written */
    size_t written, to_write;  /* the portion that is written: its first, and how many */
    koh_drawn_form form;
    koh_drawn_sink sink;
    koh_simulate_state state;
    double n_blocks;
    atomic_size_t begun; /* blocks */
    koh_status status;   /* of writing */
    koh_error error;
} job;

koh_simulate_options koh_simulate_options_defaults(void)
{
    return (koh_simulate_options){ .n_years = DEFAULT_YEARS, .draws = DEFAULT_DRAWS, .seed = 1 };
}

static koh_status no_memory(koh_error *error)
{
    return koh_error_set(error, KOH_ENOMEM, "out of memory");
}

static koh_status check(const koh_simulate_options *o, koh_error *error)
{
    if (o->draws < 1 || o->draws > MOST_DRAWS) {
        return koh_error_set(error, KOH_EDOMAIN, "%zu draws, expected 1 to %d", o->draws, MOST_DRAWS);
    }
    if (o->n_years < 1 || o->n_years > KOH_DRAWN_STEPS) {
        return koh_error_set(error, KOH_EDOMAIN, "%zu years, expected 1 to %d", o->n_years, KOH_DRAWN_STEPS);
    }
    if (o->threads > MOST_THREADS) {
        return koh_error_set(error, KOH_EDOMAIN, "%zu threads, expected up to %d", o->threads, MOST_THREADS);
    }
    return koh__sink_check(o->output, error);
}

/* Asked by the engine before each block of draws, by any thread. */
static int stop(void *told)
{
    job *j = told;
    koh_simulate_state state = j->state;
    state.done = (double) (atomic_fetch_add(&j->begun, 1) + 1) / (j->n_blocks + 1);
    return j->options->tell != NULL && j->options->tell(j->options->context, &state) != 0;
}

static koh_status choose(job *j, koh_error *error)
{
    const koh_data *data = &j->session.data;
    const size_t asked = j->options->n_regions;
    j->n = asked == 0 ? data->n_regions : asked;
    j->regions = KOH_TAKE(j->session.arena, j->n, const koh_region *);
    if (j->regions == NULL) {
        return no_memory(error);
    }
    for (size_t i = 0; i < j->n; i++) {
        j->regions[i] = asked == 0 ? &data->regions[i] : koh__data_find(data, j->options->regions[i]);
        if (j->regions[i] == NULL) {
            koh_inputs ignored;
            return koh__data_region(data, j->options->regions[i], &ignored, error); /* tells what is nearest */
        }
        for (size_t k = 0; asked > 0 && k < i; k++) {
            if (j->regions[k] == j->regions[i]) {
                return koh_error_set(error, KOH_EDUPLICATE, "region %s is listed twice", j->regions[i]->id);
            }
        }
    }
    return KOH_OK;
}

/* A calibration that reaches far enough: the shipped one, or one made here for all. */
static koh_status calibrate(job *j, koh_error *error)
{
    koh_data *data = &j->session.data;
    koh_status status = koh__data_share_calibration(data, error);
    if (status != KOH_OK || (data->calibration != NULL && data->calibration->nation.n_steps >= j->options->n_years)) {
        return status;
    }
    status =
        koh__estimation_make(j->options->data, 0, j->options->n_years, KOH_CALIB_LEE_CARTER, &j->estimation, error);
    koh_calibration *made = KOH_TAKE(j->session.arena, 1, koh_calibration);
    koh_calib_region *regions = KOH_TAKE(j->session.arena, data->n_regions, koh_calib_region);
    if (status == KOH_OK && (made == NULL || regions == NULL)) {
        return no_memory(error);
    }
    for (size_t i = 0; status == KOH_OK && i < data->n_regions; i++) {
        size_t at;
        status = koh__estimation_find(&j->estimation, data->regions[i].id, &at, error);
        if (status == KOH_OK) {
            regions[i] = j->estimation.regions[at];
        }
    }
    if (status == KOH_OK) {
        *made = (koh_calibration){ j->estimation.nation, data->n_regions, regions };
        data->calibration = made;
    }
    return status;
}

/* Persons of a municipality, from its register. */
static void size_task(void *context, size_t i, size_t thread)
{
    job *j = context;
    koh_session session;
    (void) thread;
    share *s = &j->shares[0][i];
    s->status = koh__session_share(&j->session, &session, &s->error);
    if (s->status == KOH_OK) {
        s->status = koh__data_region(&session.data, j->regions[i]->id, &session.inputs, &s->error);
    }
    const koh_register *local = &session.inputs.local;
    if (s->status == KOH_OK) {
        const double *persons = koh_register_year(local, local->first_year + (int) local->n_years - 1);
        for (size_t x = 0; persons != NULL && x < 2 * local->n_age; x++) {
            j->persons[i] += persons[x];
            j->largest[i] = persons[x] > j->largest[i] ? persons[x] : j->largest[i];
        }
        s->drawn.n_age = local->n_age;
    }
    koh__session_close(&session);
}

static koh_status first_failure(const job *j, const share *shares, size_t n, koh_error *error)
{
    for (size_t i = 0; i < n; i++) {
        if (shares[i].status != KOH_OK) {
            if (error != NULL) {
                *error = shares[i].error;
            }
            return shares[i].status;
        }
    }
    if (j->status != KOH_OK && error != NULL) {
        *error = j->error;
    }
    return j->status;
}

static int more_persons(const void *a, const void *b)
{
    const double x = *(const double *) a, y = *(const double *) b;
    return (x < y) - (x > y);
}

/* What the run will take: the largest municipalities side by side, and two portions of figures. */
static koh_status reckon(job *j, size_t n_age, koh_error *error)
{
    const size_t steps = j->options->n_years;
    const double shape = (double) koh__drawn_size(&j->sink.head.shape);
    double *bytes = KOH_NEW(j->n, double);
    if (bytes == NULL) {
        return no_memory(error);
    }
    for (size_t i = 0; i < j->n; i++) {
        const koh_data *data = &j->session.data;
        const koh_calib_region *calibration = &data->calibration->regions[j->regions[i] - data->regions];
        bytes[i] = koh__drawn_bytes(&j->form, calibration, n_age, steps, j->persons[i], j->largest[i]);
    }
    qsort(bytes, j->n, sizeof *bytes, more_persons);
    j->state.n_regions = j->n;
    j->state.bytes = base_bytes + 2 * 8.0 * shape * (double) j->portion;
    for (size_t i = 0; i < j->outer && i < j->n; i++) {
        j->state.bytes += bytes[i];
    }
    koh__free(bytes);
    const double machine = (double) sysconf(_SC_PHYS_PAGES) * (double) sysconf(_SC_PAGESIZE), unit = 1 << 30;
    if (machine > 0 && j->state.bytes > machine) {
        return koh_error_set(error, KOH_ENOMEM, "it would take about %.1f GiB of memory and the machine has %.1f GiB",
                             j->state.bytes / unit, machine / unit);
    }
    const size_t blocks = (j->options->draws + KOH_ENSEMBLE_BLOCK - 1) / KOH_ENSEMBLE_BLOCK;
    j->n_blocks = (double) j->n * (double) blocks;
    koh_simulate_state state = j->state;
    return j->options->tell != NULL && j->options->tell(j->options->context, &state) != 0
               ? koh_error_set(error, KOH_ECANCELLED, "interrupted")
               : KOH_OK;
}

/* Which threads do what, and in which room. */
static koh_status share_out(job *j, koh_error *error)
{
    const koh_simulate_options *o = j->options;
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    const size_t threads = o->threads != 0 ? o->threads : processors > 0 ? (size_t) processors : 1;
    const size_t blocks = (o->draws + KOH_ENSEMBLE_BLOCK - 1) / KOH_ENSEMBLE_BLOCK;
    const int few = j->n < 4 * threads && blocks >= 4 * threads;
    j->outer = few ? 1 : threads;
    j->portion = few ? 1 : PER_THREAD * threads;
    j->portion = j->portion < j->n ? j->portion : j->n;
    j->form = (koh_drawn_form){ .draws = { o->draws, few ? threads : 1, o->seed },
                                .n_orders = KOH_SIMULATE_ORDERS,
                                .orders = koh__simulate_orders,
                                .stop = stop,
                                .told = j };
    koh_arena *arena = j->session.arena;
    j->persons = KOH_TAKE(arena, j->n, double);
    j->largest = KOH_TAKE(arena, j->n, double);
    j->order = KOH_TAKE(arena, j->portion, size_t);
    j->shares[0] = KOH_TAKE(arena, j->n, share);
    j->shares[1] = KOH_TAKE(arena, j->portion, share);
    return j->persons == NULL || j->largest == NULL || j->order == NULL || j->shares[0] == NULL || j->shares[1] == NULL
               ? no_memory(error)
               : KOH_OK;
}

/* Reads how large the municipalities are, and says what the run will take. */
static koh_status measure(job *j, koh_error *error)
{
    koh_arena *arena = j->session.arena;
    koh__parallel(j->n, j->outer > 1 ? j->outer : j->form.draws.threads, size_task, j);
    koh_status status = first_failure(j, j->shares[0], j->n, error);
    if (status != KOH_OK) {
        return status;
    }
    size_t n_groups;
    (void) koh__planner_groups(&n_groups);
    const size_t n_age = j->shares[0][0].drawn.n_age;
    j->sink.head.shape =
        (koh_drawn){ j->options->n_years + 1, n_age, n_groups, KOH_SIMULATE_ORDERS, NULL, NULL, NULL, NULL };
    status = reckon(j, n_age, error);
    const size_t size = koh__drawn_size(&j->sink.head.shape);
    for (size_t i = 0; status == KOH_OK && i < 2 * j->portion; i++) {
        share *s = &j->shares[i / j->portion][i % j->portion];
        s->figures = KOH_TAKE(arena, size, double);
        status = s->figures == NULL ? no_memory(error) : KOH_OK;
        s->drawn = j->sink.head.shape;
        if (status == KOH_OK) {
            koh__drawn_lay_out(&s->drawn, s->figures);
        }
    }
    return status;
}

static koh_status draw(const job *j, koh_session *session, const koh_region *region, share *s)
{
    koh_drawn drawn;
    koh_status status = koh__session_read_region(session, region->id, &s->error);
    status = status == KOH_OK ? koh__session_reach(session, j->options->n_years, &s->error) : status;
    status = status == KOH_OK ? koh__session_bind(session, &s->error) : status;
    status = status == KOH_OK ? koh__session_first(session, &s->error) : status;
    if (status == KOH_OK && session->set.plans[0].base_year != j->sink.head.first_year) {
        return koh_error_set(&s->error, KOH_ESHAPE, "the default plan begins in %d, the registers end in %d",
                             session->set.plans[0].base_year, j->sink.head.first_year);
    }
    if (status == KOH_OK) {
        status =
            koh__drawn_compute(&session->set.plans[0], &session->inputs, &j->form, session->arena, &s->error, &drawn);
    }
    if (status == KOH_OK && koh__drawn_size(&drawn) != koh__drawn_size(&s->drawn)) {
        return koh_error_set(&s->error, KOH_ESHAPE, "region %s has ages or years of its own", region->id);
    }
    if (status == KOH_OK) {
        memcpy(s->figures, drawn.mean, koh__drawn_size(&drawn) * sizeof *s->figures);
    }
    return status;
}

/* Writes the portion before. */
static void write_portion(job *j)
{
    for (size_t i = 0; i < j->to_write && j->status == KOH_OK; i++) {
        j->status = koh__sink_put(&j->sink, j->written + i, &j->shares[1][i].drawn, &j->error);
    }
}

/* Task 0 writes, the others draw. */
static void run_task(void *context, size_t task, size_t thread)
{
    job *j = context;
    koh_session session;
    (void) thread;
    if (task == 0) {
        write_portion(j);
        return;
    }
    const size_t i = j->order[task - 1];
    share *s = &j->shares[0][i];
    s->status = koh__session_share(&j->session, &session, &s->error);
    if (s->status == KOH_OK) {
        s->status = draw(j, &session, j->regions[j->first + i], s);
    }
    koh__session_close(&session);
}

/* The municipalities of a portion, those with most persons first: the last ones to end are then small. */
static void put_in_order(job *j)
{
    for (size_t i = 0; i < j->here; i++) {
        size_t at = i;
        while (at > 0 && j->persons[j->first + j->order[at - 1]] < j->persons[j->first + i]) {
            j->order[at] = j->order[at - 1];
            at--;
        }
        j->order[at] = i;
    }
}

static koh_status run_portions(job *j, koh_error *error)
{
    koh_status status = KOH_OK;
    while (status == KOH_OK && (j->first < j->n || j->to_write > 0)) {
        j->here = j->n - j->first < j->portion ? j->n - j->first : j->portion;
        put_in_order(j);
        koh__parallel(1 + j->here, j->outer, run_task, j);
        status = first_failure(j, j->shares[0], j->here, error);
        share *drawn = j->shares[0];
        j->shares[0] = j->shares[1];
        j->shares[1] = drawn;
        j->written = j->first;
        j->to_write = j->here;
        j->first += j->here;
    }
    return status;
}

static koh_status make_head(job *j, koh_error *error)
{
    koh_arena *arena = j->session.arena;
    const char **ids = KOH_TAKE(arena, j->n, const char *), **names = KOH_TAKE(arena, j->n, const char *);
    if (ids == NULL || names == NULL) {
        return no_memory(error);
    }
    for (size_t i = 0; i < j->n; i++) {
        ids[i] = j->regions[i]->id;
        names[i] = j->regions[i]->name;
    }
    koh_drawn_head *head = &j->sink.head;
    head->n_regions = j->n;
    head->ids = ids;
    head->names = names;
    head->orders = koh__simulate_orders;
    head->draws = j->form.draws;
    head->version = koh_version();
    j->sink.form = j->options->form;
    return KOH_OK;
}

static koh_status run(job *j, koh_error *error)
{
    const koh_simulate_options *o = j->options;
    koh_status status = koh__session_open(o->data, &j->session, error);
    status = status == KOH_OK ? choose(j, error) : status;
    status = status == KOH_OK ? calibrate(j, error) : status;
    status = status == KOH_OK ? share_out(j, error) : status;
    status = status == KOH_OK ? make_head(j, error) : status;
    status = status == KOH_OK ? measure(j, error) : status;
    if (status == KOH_OK) {
        j->sink.head.first_year = j->session.data.calibration->nation.origin;
        status = koh__sink_begin(&j->sink, o->output, error);
    }
    status = status == KOH_OK ? run_portions(j, error) : status;
    return status == KOH_OK ? koh__sink_end(&j->sink, error) : status;
}

koh_status koh_simulate(const koh_simulate_options *options, koh_error *error, koh_text *summary)
{
    koh_status status = check(options, error);
    if (status != KOH_OK) {
        return status;
    }
    job *j = KOH_NEW(1, job);
    if (j == NULL) {
        return no_memory(error);
    }
    j->options = options;
    status = run(j, error);
    if (status == KOH_OK && summary != NULL) {
        status = koh__text_take(&j->sink.summary, error, summary);
    }
    koh__sink_free(&j->sink);
    koh__estimation_free(&j->estimation);
    koh__session_close(&j->session);
    koh__free(j);
    return status;
}
