/* How the municipalities of a large run flow from who draws them to who writes them.
 *
 * Method: a portion of municipalities is the grain. A rank takes the next portion, draws its municipalities side by
 * side on its threads, and tells rank 0 the figures; rank 0 writes portions in their order, while it draws one itself.
 * So the order of what is written depends on nothing but the portions, and a file's bytes not even on those. */
#include <string.h>

#include "app/simulate_priv.h"
#include "num/parallel_priv.h"

/* What ranks tell. */
typedef enum news { PORTION = 0, FAILURE, END } news;

enum { HEAD = 1, ERROR_FIGURES = (sizeof(koh_error) + sizeof(double) - 1) / sizeof(double) };

/* The flow through one rank. */
typedef struct flow {
    koh_simulation *s;
    size_t size;                   /* figures of a municipality */
    size_t n_portions, next;       /* next: of a run without ranks */
    double **blocks;               /* [n_portions] HEAD + figures, once drawn or heard; NULL before and when written */
    size_t written, n_ends;        /* portions; ranks that have told their end */
    size_t portion, first, n_here; /* that are drawn at present */
    size_t *order;                 /* [s->portion] those with most persons first */
    koh_status *status;            /* [s->portion] */
    koh_error *errors;             /* [s->portion] */
    koh_status writing;            /* of writing, with its error */
    koh_error writing_error;
} flow;

static void lay_out(const flow *f, double *block, size_t i, koh_drawn *drawn)
{
    *drawn = f->s->sink.head.shape;
    koh__drawn_lay_out(drawn, block + HEAD + i * f->size);
}

static size_t portion_end(const flow *f, size_t portion)
{
    const size_t end = (portion + 1) * f->s->portion;
    return end < f->s->n ? end : f->s->n;
}

/* Writes what is there of the portions whose turn it is; other ranks than the first have nothing to write to. */
static void write_ready(flow *f)
{
    while (koh__simulation_leads(f->s) && f->writing == KOH_OK && f->written < f->n_portions &&
           f->blocks[f->written] != NULL && f->written != f->portion) {
        const size_t first = f->written * f->s->portion, end = portion_end(f, f->written);
        for (size_t i = first; i < end && f->writing == KOH_OK; i++) {
            koh_drawn drawn;
            lay_out(f, f->blocks[f->written], i - first, &drawn);
            f->writing = koh__sink_put(&f->s->sink, i, &drawn, &f->writing_error);
        }
        koh__free(f->blocks[f->written]);
        f->blocks[f->written++] = NULL;
    }
}

/* Task 0 writes, the others draw. */
static void run_task(void *context, size_t task, size_t thread)
{
    flow *f = context;
    koh_drawn drawn;
    if (f->s->ranks != NULL && thread == 0) {
        koh__ranks_carry(f->s->ranks);
    }
    if (task == 0) {
        write_ready(f);
        return;
    }
    const size_t i = f->order[task - 1];
    lay_out(f, f->blocks[f->portion], i, &drawn);
    f->status[i] = koh__simulation_draw(f->s, f->first + i, &drawn, &f->errors[i]);
}

/* Those with most persons first: the last ones to end are then small. */
static void put_in_order(flow *f)
{
    for (size_t i = 0; i < f->n_here; i++) {
        size_t at = i;
        while (at > 0 && f->s->persons[f->first + f->order[at - 1]] < f->s->persons[f->first + i]) {
            f->order[at] = f->order[at - 1];
            at--;
        }
        f->order[at] = i;
    }
}

static koh_status draw_portion(flow *f, size_t portion, koh_error *error)
{
    f->first = portion * f->s->portion;
    f->n_here = portion_end(f, portion) - f->first;
    for (size_t i = 0; i < f->n_here; i++) {
        const koh_status status = koh__simulation_measure(f->s, f->first + i, error);
        if (status != KOH_OK) {
            return status;
        }
    }
    f->blocks[portion] = KOH_NEW(HEAD + f->n_here * f->size, double);
    if (f->blocks[portion] == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    f->blocks[portion][0] = (double) portion;
    f->portion = portion;
    put_in_order(f);
    koh__parallel(1 + f->n_here, f->s->outer, run_task, f);
    f->portion = f->n_portions;
    for (size_t i = 0; i < f->n_here; i++) {
        if (f->status[i] != KOH_OK) {
            if (error != NULL) {
                *error = f->errors[i];
            }
            return f->status[i];
        }
    }
    return KOH_OK;
}

static size_t next_portion(flow *f)
{
    const size_t next = f->s->ranks != NULL ? koh__ranks_next(f->s->ranks) : f->next++;
    return next < f->n_portions ? next : f->n_portions;
}

/* Puts what another rank has drawn into the checkpoint. */
static koh_status keep_heard(const flow *f, size_t portion, koh_error *error)
{
    const size_t first = portion * f->s->portion, end = portion_end(f, portion);
    koh_status status = KOH_OK;
    for (size_t i = first; i < end && status == KOH_OK && f->s->checkpoint != NULL; i++) {
        if (!koh__checkpoint_has(f->s->checkpoint, i)) {
            const double *figures = f->blocks[portion] + HEAD + (i - first) * f->size;
            status = koh__checkpoint_keep(f->s->checkpoint, i, figures, error);
        }
    }
    return status;
}

/* Takes in what other ranks have told. */
static koh_status hear(flow *f, koh_error *error)
{
    int kind, heard = 1;
    while (f->s->ranks != NULL && heard > 0) {
        double *figures = NULL;
        size_t n;
        heard = koh__ranks_hear(f->s->ranks, &kind, &n, &figures);
        if (heard < 0) {
            return koh_error_set(error, KOH_ENOMEM, "out of memory");
        }
        if (heard > 0 && kind == PORTION && f->blocks != NULL && figures[0] < (double) f->n_portions) {
            const size_t portion = (size_t) figures[0];
            f->blocks[portion] = figures;
            koh_status status = keep_heard(f, portion, error);
            if (status != KOH_OK) {
                return status;
            }
            continue;
        }
        f->n_ends += heard > 0 && kind == END;
        if (heard > 0 && kind == FAILURE) {
            koh_error told = { .status = KOH_ENOMEM, .message = "out of memory" };
            if (n == ERROR_FIGURES) {
                memcpy(&told, figures, sizeof told);
            }
            koh__free(figures);
            if (error != NULL) {
                *error = told;
            }
            return told.status;
        }
        koh__free(figures);
    }
    return KOH_OK;
}

/* Rank 0, or a run without ranks: draws, hears and writes until all is written. */
static koh_status lead(flow *f, koh_error *error)
{
    koh_status status = KOH_OK;
    size_t portion = 0;
    while (status == KOH_OK && f->written < f->n_portions) {
        portion = portion < f->n_portions ? next_portion(f) : portion;
        if (portion < f->n_portions) {
            status = draw_portion(f, portion, error);
        } else if (f->blocks[f->written] == NULL) {
            koh__ranks_rest();
            status = koh__simulation_is_stopped(f->s) ? koh_error_set(error, KOH_ECANCELLED, "interrupted") : KOH_OK;
        }
        status = status == KOH_OK ? hear(f, error) : status;
        if (status == KOH_OK && portion == f->n_portions) {
            write_ready(f);
        }
        if (status == KOH_OK && f->writing != KOH_OK) {
            status = f->writing;
            if (error != NULL) {
                *error = f->writing_error;
            }
        }
    }
    return status;
}

static void free_blocks(flow *f)
{
    for (size_t k = 0; k < f->n_portions && f->blocks != NULL; k++) {
        koh__free(f->blocks[k]);
        f->blocks[k] = NULL;
    }
}

/* Rank 0 waits until nobody draws any more; what is told after a failure is of no use. */
static void wait_for_ends(flow *f)
{
    koh_error ignored;
    koh__ranks_stop(f->s->ranks);
    while (f->n_ends + 1 < koh__ranks_count(f->s->ranks) && !koh__simulation_is_stopped(f->s)) {
        (void) hear(f, &ignored);
        free_blocks(f);
        koh__ranks_rest();
    }
}

/* Any other rank: draws and tells, also what went wrong, here or before. */
static koh_status serve(flow *f, koh_status status, koh_error *error)
{
    for (size_t k = status == KOH_OK ? next_portion(f) : f->n_portions; k < f->n_portions && status == KOH_OK;
         k = next_portion(f)) {
        status = draw_portion(f, k, error);
        if (status == KOH_OK) {
            koh__ranks_tell(f->s->ranks, PORTION, HEAD + f->n_here * f->size, f->blocks[k]);
            f->blocks[k] = NULL;
        }
    }
    if (status == KOH_ECANCELLED) {
        return status;
    }
    if (status != KOH_OK) {
        double *failure = KOH_NEW(ERROR_FIGURES, double);
        if (failure != NULL) {
            error->status = status;
            memcpy(failure, error, sizeof *error);
        }
        koh__ranks_tell(f->s->ranks, FAILURE, failure != NULL ? ERROR_FIGURES : 0, failure);
    }
    koh__ranks_tell(f->s->ranks, END, 0, NULL);
    koh__ranks_wait(f->s->ranks);
    return status;
}

/* Room for the portions. */
static koh_status prepare(flow *f, koh_simulation *s, koh_error *error)
{
    koh_arena *arena = s->session.arena;
    f->size = koh__drawn_size(&s->sink.head.shape);
    f->n_portions = (s->n + s->portion - 1) / s->portion;
    f->portion = f->n_portions;
    f->blocks = KOH_TAKE(arena, f->n_portions, double *);
    f->order = KOH_TAKE(arena, s->portion, size_t);
    f->status = KOH_TAKE(arena, s->portion, koh_status);
    f->errors = KOH_TAKE(arena, s->portion, koh_error);
    return f->blocks == NULL || f->order == NULL || f->status == NULL || f->errors == NULL
               ? koh_error_set(error, KOH_ENOMEM, "out of memory")
               : KOH_OK;
}

koh_status koh__simulation_flow(koh_simulation *s, koh_status status, koh_error *error)
{
    flow f = { .s = s };
    const int leads = koh__simulation_leads(s);
    status = status == KOH_OK ? prepare(&f, s, error) : status;
    if (!leads) {
        status = serve(&f, status, error);
    } else if (status == KOH_OK) {
        status = lead(&f, error);
    }
    if (leads && s->ranks != NULL && status != KOH_ECANCELLED) {
        wait_for_ends(&f);
    }
    free_blocks(&f);
    return status;
}
