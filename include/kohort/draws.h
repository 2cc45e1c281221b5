/* Many draws of many municipalities' futures, with exact quantiles of every cell, to one file. */
#ifndef KOH_DRAWS_H
#define KOH_DRAWS_H

#include <stddef.h>

#include "kohort/run.h"
#include "kohort/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How far a run has come. */
typedef struct koh_simulate_state {
    size_t n_regions;     /* of the run */
    size_t n_kept;        /* of them were there from a run that was ended */
    size_t n_ranks, rank; /* that share it, and which one tells: 0 = the one that writes */
    double bytes;         /* of memory that this rank takes at most: about */
    double done;          /* share of the draws, 0..1; 0 = nothing has been drawn yet */
} koh_simulate_state;

typedef enum koh_ranks_use {
    KOH_RANKS_ALONE = 0, /* this process does all */
    KOH_RANKS_LAUNCHED   /* shared with the processes that mpirun has launched with it; all call koh_simulate alike */
} koh_ranks_use;

/* What is drawn. */
typedef enum koh_simulate_engine {
    KOH_SIMULATE_CELLS = 0,  /* numbers of persons by sex and age */
    KOH_SIMULATE_INDIVIDUALS /* lives: who stays, who loses a partner, who comes to long stay and for how long */
} koh_simulate_engine;

/* What a file tells of every cell. */
typedef enum koh_simulate_keep {
    KOH_SIMULATE_FIGURES = 0, /* mean and quantiles */
    KOH_SIMULATE_DRAWS        /* and every single draw; NetCDF alone */
} koh_simulate_keep;

typedef struct koh_simulate_options {
    const char *data; /* folder of default data; NULL = the one that was installed */
    size_t n_regions; /* municipality numbers; 0 = all */
    const char *const *regions;
    size_t n_years;          /* from 1 January of the newest register, 1..150 */
    size_t draws;            /* of every municipality, 1..10^8 */
    unsigned long long seed; /* up to 2^53 */
    size_t threads;          /* 0 = as many as the machine has processors; up to 1024 */
    const char *output;      /* OUT.nc (NetCDF-4) or OUT.csv; "-" = CSV on standard output; NULL = none */
    koh_text_form form;      /* of the summary: lines in bokmål, or JSON with the planners' age groups */
    int (*tell)(void *context, const koh_simulate_state *state); /* told before the first draw and then often, by any
                                                                    thread; not 0 = stop. Or NULL */
    void *context;
    koh_ranks_use ranks;
    const char *checkpoint; /* file that keeps municipalities as they are drawn; NULL = none */
    koh_simulate_engine engine;
    koh_simulate_keep keep;
} koh_simulate_options;

/* 25 years, 1000 draws of seed 1, all municipalities, no file. */
KOH_API koh_simulate_options koh_simulate_options_defaults(void);

/* Of cells: draws every municipality's population by its default plan, as koh_run does with draws, and writes mean and
 * quantiles (orders 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95; exact over all draws) of persons by municipality, year, sex
 * and age, and by the planners' age groups; single draws, where they are kept, as whole numbers, the same draw of all
 * municipalities having the same national error. Municipalities are streamed: memory grows with threads, years and the
 * spread of the draws, and by 8 bytes a year, draw and thread; single draws take some 30 bytes each while they are
 * drawn and up to 4 in the file, which stands in memory until it is whole. The file's bytes depend on neither threads
 * nor ranks. On failure, or when stopped, what stood at `output` stands. With a checkpoint a run that ends before its
 * end, also by a signal that cannot be caught or a machine that fails, goes on where it was when it is called again, on
 * any number of threads and ranks, and gives the same bytes; a municipality is the grain. The file is 8 bytes a figure
 * and is removed when the run is done. KOH_EREFUSED when what stands there is no checkpoint, or one of another run. Of
 * individuals: lives every municipality's people one by one (kohort/microsim.h) and writes mean and quantiles of what
 * only lives can tell, as CSV: persons since the start, the widowed, long stays and how long they last. Chance alone:
 * net migration is not uncertain there. One process, no checkpoint: KOH_EUSAGE for a checkpoint or an output that is
 * not CSV, KOH_EUNSUPPORTED for ranks. *summary (if not NULL) is what a person asks first; other ranks than that which
 * writes get none, and their status is KOH_OK or KOH_ECANCELLED: what went wrong anywhere is told by the one that
 * writes. MPI begins and ends in this call. KOH_EDOMAIN, KOH_EUNKNOWN and KOH_EDUPLICATE for regions, KOH_EUSAGE for
 * the name of the output, also where single draws are to go to another file than NetCDF, KOH_EUNSUPPORTED where the
 * build has no NetCDF or no MPI, KOH_ENOMEM (also before starting, when the machine has not got what it would take),
 * KOH_EIO, KOH_ECANCELLED, and the statuses of koh_run. Not to be called from two threads at once with NetCDF, whose
 * library has a state. */
KOH_API koh_status koh_simulate(const koh_simulate_options *options, koh_error *error, koh_text *summary) KOH_NODISCARD;

#ifdef __cplusplus
}
#endif
#endif
