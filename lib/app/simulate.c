/* kohort simulate: many municipalities, many draws, one file.
 *
 * Method: municipalities are drawn side by side on the threads, or, where there are few of them and many draws, the
 * threads share the draws of one; simulate_flow.c brings them to the file. No flows run between municipalities, and
 * what they have in common (the national error of net migration) is a function of seed, draw and year: so all draws of
 * one municipality are made in one place, and quantiles are exact without merging (docs/decisions/0008-large-runs.md).
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/simulate_priv.h"
#include "kohort/version.h"
#include "num/parallel_priv.h"

const double koh__simulate_orders[KOH_SIMULATE_ORDERS] = { 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95 };

enum { PER_THREAD = 16, MOST_THREADS = 1024, MOST_DRAWS = 100000000, DEFAULT_YEARS = 25, DEFAULT_DRAWS = 1000 };

static const double base_bytes = 48e6; /* registers and catalogues; measured for all municipalities */

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
    if (o->keep == KOH_SIMULATE_DRAWS && (o->engine == KOH_SIMULATE_INDIVIDUALS || !koh__sink_takes_draws(o->output))) {
        return koh_error_set(error, KOH_EUSAGE, "single draws are kept of cells, in a file that ends in .nc");
    }
    return o->engine == KOH_SIMULATE_INDIVIDUALS ? KOH_OK : koh__sink_check(o->output, error);
}

int koh__simulation_leads(const koh_simulation *s)
{
    return s->ranks == NULL || koh__ranks_me(s->ranks) == 0;
}

static int told(const koh_simulation *s, double done)
{
    koh_simulate_state state = s->state;
    state.done = done < 1 ? done : 1;
    return s->options->tell != NULL && s->options->tell(s->options->context, &state) != 0;
}

int koh__simulation_is_stopped(koh_simulation *s)
{
    return told(s, (double) (atomic_load(&s->begun) + 1) / (s->n_blocks + 1));
}

/* Asked by the engine before each block of draws, by any thread. */
static int stop(void *context)
{
    koh_simulation *s = context;
    (void) atomic_fetch_add(&s->begun, 1);
    return koh__simulation_is_stopped(s);
}

static koh_status choose(koh_simulation *s, koh_error *error)
{
    const koh_data *data = &s->session.data;
    const size_t asked = s->options->n_regions;
    s->n = asked == 0 ? data->n_regions : asked;
    s->regions = KOH_TAKE(s->session.arena, s->n, const koh_region *);
    if (s->regions == NULL) {
        return no_memory(error);
    }
    for (size_t i = 0; i < s->n; i++) {
        s->regions[i] = asked == 0 ? &data->regions[i] : koh__data_find(data, s->options->regions[i]);
        if (s->regions[i] == NULL) {
            koh_inputs ignored;
            return koh__data_region(data, s->options->regions[i], &ignored, error); /* tells what is nearest */
        }
        for (size_t k = 0; asked > 0 && k < i; k++) {
            if (s->regions[k] == s->regions[i]) {
                return koh_error_set(error, KOH_EDUPLICATE, "region %s is listed twice", s->regions[i]->id);
            }
        }
    }
    return KOH_OK;
}

/* A calibration that reaches far enough: the shipped one, or one made here for all. */
static koh_status calibrate(koh_simulation *s, koh_error *error)
{
    koh_data *data = &s->session.data;
    koh_status status = koh__data_share_calibration(data, error);
    if (status != KOH_OK || (data->calibration != NULL && data->calibration->nation.n_steps >= s->options->n_years)) {
        return status;
    }
    status =
        koh__estimation_make(s->options->data, 0, s->options->n_years, KOH_CALIB_LEE_CARTER, &s->estimation, error);
    koh_calibration *made = KOH_TAKE(s->session.arena, 1, koh_calibration);
    koh_calib_region *regions = KOH_TAKE(s->session.arena, data->n_regions, koh_calib_region);
    if (status == KOH_OK && (made == NULL || regions == NULL)) {
        return no_memory(error);
    }
    for (size_t i = 0; status == KOH_OK && i < data->n_regions; i++) {
        size_t at;
        status = koh__estimation_find(&s->estimation, data->regions[i].id, &at, error);
        if (status == KOH_OK) {
            regions[i] = s->estimation.regions[at];
        }
    }
    if (status == KOH_OK) {
        *made = (koh_calibration){ s->estimation.nation, data->n_regions, regions };
        data->calibration = made;
    }
    return status;
}

/* Keeps a register that a municipality's session has read. */
static koh_status keep_register(koh_simulation *s, size_t i, const koh_register *read, koh_error *error)
{
    const size_t n = read->n_years * 2 * read->n_age;
    double *persons = KOH_TAKE(s->session.arena, n, double);
    if (persons == NULL) {
        return no_memory(error);
    }
    memcpy(persons, read->persons, n * sizeof *persons);
    s->registers[i] = *read;
    s->registers[i].persons = persons;
    s->register_bytes += (double) (n * sizeof *persons);
    return KOH_OK;
}

/* What memory and checkpoint ask for; another rank reads what it draws. */
static int measures_all(const koh_simulation *s)
{
    return koh__simulation_leads(s) || s->options->checkpoint != NULL;
}

koh_status koh__simulation_measure(koh_simulation *s, size_t i, koh_error *error)
{
    koh_session session;
    if (s->registers[i].persons != NULL) {
        return KOH_OK;
    }
    koh_status status = koh__session_share(&s->session, &session, error);
    if (status == KOH_OK) {
        status = koh__data_region(&session.data, s->regions[i]->id, &session.inputs, error);
    }
    const koh_register *local = &session.inputs.local;
    status = status == KOH_OK ? keep_register(s, i, local, error) : status;
    if (status == KOH_OK) {
        const double *persons = koh_register_year(local, local->first_year + (int) local->n_years - 1);
        for (size_t x = 0; persons != NULL && x < 2 * local->n_age; x++) {
            s->persons[i] += persons[x];
            s->largest[i] = persons[x] > s->largest[i] ? persons[x] : s->largest[i];
        }
        size_t *n_age = &s->sink.head.shape.n_age;
        *n_age = *n_age == 0 ? local->n_age : *n_age;
    }
    koh__session_close(&session);
    return status;
}

static int more(const void *a, const void *b)
{
    const double x = *(const double *) a, y = *(const double *) b;
    return (x < y) - (x > y);
}

/* What this process will take: the largest municipalities side by side, some portions of figures, a file in memory. */
static koh_status reckon(koh_simulation *s, koh_error *error)
{
    const koh_drawn *shape = &s->sink.head.shape;
    const koh_data *data = &s->session.data;
    const double portions = 3, compression = 0.5, figures = 8.0 * (double) koh__drawn_size(shape);
    double *bytes = KOH_NEW(s->n, double);
    if (bytes == NULL) {
        return no_memory(error);
    }
    for (size_t i = 0; i < s->n; i++) {
        bytes[i] = koh__drawn_bytes(&s->form, &data->calibration->regions[s->regions[i] - data->regions], shape->n_age,
                                    s->options->n_years, s->persons[i], s->largest[i]);
    }
    qsort(bytes, s->n, sizeof *bytes, more);
    s->state.bytes = base_bytes + s->register_bytes + portions * figures * (double) s->portion;
    s->state.bytes += s->options->output != NULL ? compression * figures * (double) s->n : 0;
    for (size_t i = 0; i < s->outer && i < s->n; i++) {
        s->state.bytes += bytes[i];
    }
    koh__free(bytes);
    const double machine = (double) sysconf(_SC_PHYS_PAGES) * (double) sysconf(_SC_PAGESIZE), unit = 1 << 30;
    if (machine > 0 && s->state.bytes > machine) {
        return koh_error_set(error, KOH_ENOMEM, "it would take about %.1f GiB of memory and the machine has %.1f GiB",
                             s->state.bytes / unit, machine / unit);
    }
    return told(s, 0) ? koh_error_set(error, KOH_ECANCELLED, "interrupted") : KOH_OK;
}

/* Which threads do what, and in which room. */
static koh_status share_out(koh_simulation *s, koh_error *error)
{
    const koh_simulate_options *o = s->options;
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    const size_t threads = o->threads != 0 ? o->threads : processors > 0 ? (size_t) processors : 1;
    const size_t blocks = (o->draws + KOH_ENSEMBLE_BLOCK - 1) / KOH_ENSEMBLE_BLOCK;
    const size_t ranks = s->ranks == NULL ? 1 : koh__ranks_count(s->ranks);
    const int few = s->n < 4 * threads * ranks && blocks >= 4 * threads;
    const size_t large = o->keep == KOH_SIMULATE_DRAWS ? threads : PER_THREAD * threads; /* single draws take room */
    const size_t most = few ? 1 : large, even = (s->n + 4 * ranks - 1) / (4 * ranks);
    s->outer = few ? 1 : threads;
    s->portion = ranks > 1 && even < most ? even : most;
    s->portion = s->portion < s->n ? s->portion : s->n;
    s->form = (koh_drawn_form){ .draws = { .n = o->draws, .threads = few ? threads : 1, .seed = o->seed },
                                .n_orders = KOH_SIMULATE_ORDERS,
                                .orders = koh__simulate_orders,
                                .stop = stop,
                                .told = s,
                                .n_kept = o->keep == KOH_SIMULATE_DRAWS ? o->draws : 0 };
    s->state = (koh_simulate_state){ .n_regions = s->n,
                                     .n_ranks = ranks,
                                     .rank = s->ranks == NULL ? 0 : koh__ranks_me(s->ranks) };
    s->n_blocks = (double) s->n * (double) blocks / (double) ranks;
    s->persons = KOH_TAKE(s->session.arena, s->n, double);
    s->largest = KOH_TAKE(s->session.arena, s->n, double);
    s->registers = KOH_TAKE(s->session.arena, s->n, koh_register);
    return s->persons == NULL || s->largest == NULL || s->registers == NULL ? no_memory(error) : KOH_OK;
}

static koh_status make_head(koh_simulation *s, koh_error *error)
{
    koh_arena *arena = s->session.arena;
    const char **ids = KOH_TAKE(arena, s->n, const char *), **names = KOH_TAKE(arena, s->n, const char *);
    koh_drawn_head *head = &s->sink.head;
    if (ids == NULL || names == NULL) {
        return no_memory(error);
    }
    for (size_t i = 0; i < s->n; i++) {
        ids[i] = s->regions[i]->id;
        names[i] = s->regions[i]->name;
    }
    *head = (koh_drawn_head){ .n_regions = s->n,
                              .ids = ids,
                              .names = names,
                              .first_year = s->session.data.calibration->nation.origin,
                              .orders = koh__simulate_orders,
                              .draws = s->form.draws,
                              .version = koh_version() };
    head->shape.n_states = s->options->n_years + 1;
    head->shape.n_orders = KOH_SIMULATE_ORDERS;
    head->shape.n_kept = s->form.n_kept;
    (void) koh__planner_groups(&head->shape.n_groups);
    s->sink.form = s->options->form;
    koh_status status = KOH_OK;
    for (size_t i = 0; i < (measures_all(s) ? s->n : 1) && status == KOH_OK; i++) {
        status = koh__simulation_measure(s, i, error);
    }
    return status;
}

/* A portion goes to rank 0 as one message, whose length MPI tells by an int. */
static koh_status fit_messages(koh_simulation *s, koh_error *error)
{
    const size_t size = koh__drawn_size(&s->sink.head.shape), most = INT_MAX - 1;
    if (s->ranks != NULL && size > most) {
        return koh_error_set(error, KOH_EDOMAIN, "%zu single draws are more than ranks can tell each other",
                             s->options->draws);
    }
    s->portion = s->ranks != NULL && s->portion > most / size ? most / size : s->portion;
    return KOH_OK;
}

koh_status koh__simulation_draw(const koh_simulation *s, size_t i, koh_drawn *drawn, koh_error *error)
{
    koh_session session;
    koh_drawn made;
    if (koh__checkpoint_has(s->checkpoint, i)) {
        return koh__checkpoint_take(s->checkpoint, i, drawn->mean, error);
    }
    koh_status status = koh__session_share(&s->session, &session, error);
    session.inputs.region = s->regions[i]->id;
    session.inputs.region_name = s->regions[i]->name;
    session.inputs.county_name = s->regions[i]->county_name;
    session.inputs.local = s->registers[i];
    status = status == KOH_OK ? koh__session_read_region(&session, s->regions[i]->id, error) : status;
    status = status == KOH_OK ? koh__session_reach(&session, s->options->n_years, error) : status;
    status = status == KOH_OK ? koh__session_bind(&session, error) : status;
    status = status == KOH_OK ? koh__session_first(&session, error) : status;
    if (status == KOH_OK &&
        (session.set.plans[0].base_year != s->sink.head.first_year || session.inputs.local.n_age != drawn->n_age)) {
        status = koh_error_set(error, KOH_ESHAPE, "region %s has a base year or ages of its own", s->regions[i]->id);
    }
    if (status == KOH_OK) {
        status = koh__drawn_compute(&session.set.plans[0], &session.inputs, &s->form, session.arena, error, &made);
    }
    if (status == KOH_OK) {
        memcpy(drawn->mean, made.mean, koh__drawn_size(drawn) * sizeof *made.mean);
        status = s->checkpoint != NULL && koh__simulation_leads(s)
                     ? koh__checkpoint_keep(s->checkpoint, i, drawn->mean, error)
                     : KOH_OK;
    }
    koh__session_close(&session);
    return status;
}

koh_status koh__simulation_choose(koh_simulation *s, koh_error *error)
{
    koh_status status = koh__session_open(s->options->data, &s->session, error);
    status = status == KOH_OK ? choose(s, error) : status;
    return status == KOH_OK ? calibrate(s, error) : status;
}

static koh_status prepare(koh_simulation *s, koh_error *error)
{
    const koh_simulate_options *o = s->options;
    koh_status status = koh__simulation_choose(s, error);
    status = status == KOH_OK ? share_out(s, error) : status;
    status = status == KOH_OK ? make_head(s, error) : status;
    status = status == KOH_OK ? fit_messages(s, error) : status;
    status = status == KOH_OK ? koh__simulation_resume(s, error) : status;
    status = status == KOH_OK && measures_all(s) ? reckon(s, error) : status;
    return status == KOH_OK && koh__simulation_leads(s) ? koh__sink_begin(&s->sink, o->output, error) : status;
}

/* Every rank runs it; what went wrong is told by the one that writes. */
static koh_status run(koh_simulation *s, koh_error *error, koh_text *summary)
{
    koh_status status = prepare(s, error);
    if (status == KOH_OK || s->ranks != NULL) {
        status = koh__simulation_flow(s, status, error);
    }
    if (!koh__simulation_leads(s)) {
        return status == KOH_ECANCELLED ? status : KOH_OK;
    }
    status = status == KOH_OK ? koh__sink_end(&s->sink, error) : status;
    return status == KOH_OK && summary != NULL ? koh__text_take(&s->sink.summary, error, summary) : status;
}

koh_status koh_simulate(const koh_simulate_options *options, koh_error *error, koh_text *summary)
{
    koh_error own = { 0 };
    koh_status status = check(options, error);
    if (status != KOH_OK) {
        return status;
    }
    if (options->engine == KOH_SIMULATE_INDIVIDUALS) {
        return koh__lives_simulate(options, error, summary);
    }
    koh_simulation *s = KOH_NEW(1, koh_simulation);
    if (s == NULL) {
        return no_memory(error);
    }
    s->options = options;
    status = options->ranks == KOH_RANKS_LAUNCHED ? koh__ranks_join(&s->ranks, &own) : KOH_OK;
    status = status == KOH_OK ? run(s, &own, summary) : status;
    if (status != KOH_OK && error != NULL) {
        *error = own;
    }
    koh__checkpoint_close(s->checkpoint, status == KOH_OK ? KOH_CHECKPOINT_DONE : KOH_CHECKPOINT_KEPT);
    koh__sink_free(&s->sink);
    koh__estimation_free(&s->estimation);
    koh__session_close(&s->session);
    koh__ranks_leave(s->ranks, status == KOH_ECANCELLED ? KOH_RANKS_AT_ONCE : KOH_RANKS_TOGETHER);
    koh__free(s);
    return status;
}
