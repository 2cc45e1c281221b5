/* kohort simulate --engine individuals: the people of municipalities one by one, and what only lives can tell.
 *
 * Method: lib/plan/lives.c, one municipality after another; the threads share its draws, or the parts of a large one.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/lives_priv.h"

/* The service that a long stay is. */
static const char long_stay[] = "long_stay";

static const double base_bytes = 48e6; /* registers and catalogues */

/* One run. */
typedef struct lives_run {
    koh_simulation simulation; /* its municipalities and catalogues */
    koh_lives_sink sink;
    size_t region;
    atomic_size_t asked; /* times in this municipality */
} lives_run;

static int is_csv(const char *output)
{
    const size_t length = strlen(output);
    return strcmp(output, "-") == 0 || (length > 4 && strcmp(output + length - 4, ".csv") == 0);
}

static koh_status check(const koh_simulate_options *o, koh_error *error)
{
    if (o->output != NULL && !is_csv(o->output)) {
        return koh_error_set(error, KOH_EUSAGE, "%.200s: individuals give CSV, expected a name that ends in .csv",
                             o->output);
    }
    if (o->checkpoint != NULL) {
        return koh_error_set(error, KOH_EUSAGE, "individuals keep no checkpoint");
    }
    return o->ranks == KOH_RANKS_LAUNCHED
               ? koh_error_set(error, KOH_EUNSUPPORTED,
                               "individuals are simulated by one process: start it without mpirun")
               : KOH_OK;
}

/* Asked before each draw or part, by any thread. */
static int stop(void *context)
{
    lives_run *r = context;
    const koh_simulate_options *o = r->simulation.options;
    koh_simulate_state state = r->simulation.state;
    const double share = (double) atomic_fetch_add(&r->asked, 1) / (double) o->draws;
    state.done = ((double) r->region + (share < 1 ? share : 1)) / (double) r->simulation.n;
    return o->tell != NULL && state.done > 0 && o->tell(o->context, &state) != 0;
}

/* The bytes of a municipality's draws, told before anything starts. */
static koh_status reckon(lives_run *r, koh_error *error)
{
    const koh_simulate_options *o = r->simulation.options;
    const double machine = (double) sysconf(_SC_PHYS_PAGES) * (double) sysconf(_SC_PAGESIZE), unit = 1 << 30;
    size_t n_groups;
    (void) koh__planner_groups(&n_groups);
    const double rows = (double) koh__lives_rows(o->n_years, n_groups), draws = (double) o->draws;
    r->simulation.state =
        (koh_simulate_state){ .n_regions = r->simulation.n, .n_ranks = 1, .bytes = base_bytes + 8 * rows * draws };
    if (machine > 0 && r->simulation.state.bytes > machine) {
        return koh_error_set(error, KOH_ENOMEM, "it would take about %.1f GiB of memory and the machine has %.1f GiB",
                             r->simulation.state.bytes / unit, machine / unit);
    }
    return o->tell != NULL && o->tell(o->context, &r->simulation.state) != 0
               ? koh_error_set(error, KOH_ECANCELLED, "interrupted")
               : KOH_OK;
}

static koh_status find_long_stay(const koh_inputs *inputs, size_t *service, koh_error *error)
{
    for (*service = 0; *service < inputs->n_services; ++*service) {
        if (strcmp(inputs->services[*service].id, long_stay) == 0) {
            return KOH_OK;
        }
    }
    return koh_error_set(error, KOH_EMISSING, "the catalogue of services has no %s", long_stay);
}

/* One municipality, by its default plan. */
static koh_status live(lives_run *r, koh_error *error)
{
    koh_simulation *s = &r->simulation;
    const koh_simulate_options *o = s->options;
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    koh_lives_form form = { .draws = { .n = o->draws, .threads = o->threads, .seed = o->seed },
                            .n_orders = KOH_SIMULATE_ORDERS,
                            .orders = koh__simulate_orders,
                            .stop = stop,
                            .told = r };
    koh_session session;
    koh_lives_told told;
    form.draws.threads = o->threads != 0 ? o->threads : processors > 0 ? (size_t) processors : 1;
    koh_status status = koh__session_share(&s->session, &session, error);
    status = status == KOH_OK ? koh__session_read_region(&session, s->regions[r->region]->id, error) : status;
    status = status == KOH_OK ? koh__session_reach(&session, o->n_years, error) : status;
    status = status == KOH_OK ? koh__session_bind(&session, error) : status;
    status = status == KOH_OK ? koh__session_first(&session, error) : status;
    status = status == KOH_OK ? find_long_stay(&session.inputs, &form.long_stay, error) : status;
    if (status == KOH_OK) {
        status = koh__lives_compute(&session.set.plans[0], &session.inputs, &form, session.arena, error, &told);
    }
    if (status == KOH_OK) {
        r->sink.first_year = session.set.plans[0].base_year;
        status = koh__lives_sink_put(&r->sink, s->regions[r->region], &told, error);
    }
    koh__session_close(&session);
    return status;
}

static koh_status run(lives_run *r, koh_error *error, koh_text *summary)
{
    koh_simulation *s = &r->simulation;
    koh_status status = koh__simulation_choose(s, error);
    status = status == KOH_OK ? reckon(r, error) : status;
    if (status == KOH_OK) {
        status = koh__lives_sink_begin(&r->sink, s->options, error);
    }
    for (r->region = 0; r->region < s->n && status == KOH_OK; r->region++) {
        atomic_store(&r->asked, 0);
        status = live(r, error);
    }
    status = status == KOH_OK ? koh__lives_sink_end(&r->sink, error) : status;
    return status == KOH_OK && summary != NULL ? koh__text_take(&r->sink.summary, error, summary) : status;
}

koh_status koh__lives_simulate(const koh_simulate_options *options, koh_error *error, koh_text *summary)
{
    koh_status status = check(options, error);
    if (status != KOH_OK) {
        return status;
    }
    lives_run *r = KOH_NEW(1, lives_run);
    if (r == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    r->simulation.options = options;
    status = run(r, error, summary);
    koh__lives_sink_free(&r->sink);
    koh__estimation_free(&r->simulation.estimation);
    koh__session_close(&r->simulation.session);
    koh__free(r);
    return status;
}
