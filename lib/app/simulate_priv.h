/* A large run and where its figures go. */
#ifndef KOH_SIMULATE_PRIV_H
#define KOH_SIMULATE_PRIV_H

#include <stdatomic.h>

#include "app/estimate_priv.h"
#include "app/session_priv.h"
#include "io/checkpoint_priv.h"
#include "io/drawn_file_priv.h"
#include "io/json_priv.h"
#include "kohort/draws.h"
#include "num/ranks_priv.h"

/* The orders of the quantiles, ascending. */
enum { KOH_SIMULATE_ORDERS = 7, KOH_SIMULATE_LOW = 1, KOH_SIMULATE_HIGH = 5 }; /* of the 80 per cent in the middle */
extern const double koh__simulate_orders[KOH_SIMULATE_ORDERS];

/* One file, and the summary, as they are filled municipality by municipality. */
typedef struct koh_drawn_sink {
    koh_drawn_head head;
    koh_text_form form;
    koh_replacement *replacement; /* NULL = no file */
    koh_netcdf *netcdf;           /* NULL = CSV */
    koh_buffer summary, rows;
    koh_json_writer json;
} koh_drawn_sink;

/* Can a file of this name be written by this build? NULL can. KOH_EUSAGE, KOH_EUNSUPPORTED. */
koh_status koh__sink_check(const char *output, koh_error *error) KOH_NODISCARD;

/* Does a file of this name take single draws? NULL does not. */
int koh__sink_takes_draws(const char *output);

/* Begins it by its head, which is set. To be aborted also when it fails. */
koh_status koh__sink_begin(koh_drawn_sink *sink, const char *output, koh_error *error) KOH_NODISCARD;

/* Takes in municipality `region`; they come in order. */
koh_status koh__sink_put(koh_drawn_sink *sink, size_t region, const koh_drawn *drawn, koh_error *error) KOH_NODISCARD;

/* Puts the file in place; the summary stays in the buffer. */
koh_status koh__sink_end(koh_drawn_sink *sink, koh_error *error) KOH_NODISCARD;

/* Gives up what is not in place, and frees all. */
void koh__sink_free(koh_drawn_sink *sink);

/* A run at hand: of one process, or of one of the ranks that share it. What is drawn is the same on all of them. */
typedef struct koh_simulation {
    const koh_simulate_options *options;
    koh_ranks *ranks;    /* NULL = this process alone */
    koh_session session; /* shared catalogues */
    koh_estimation estimation;
    size_t n, portion, outer; /* municipalities; of a portion; drawn side by side */
    const koh_region **regions;
    double *persons, *largest; /* [n] persons in the base year, and in the largest cell */
    koh_register *registers;   /* [n] as they were read, persons NULL before; the session's arena owns them */
    double register_bytes;
    koh_drawn_form form;
    koh_drawn_sink sink;        /* of rank 0 */
    koh_checkpoint *checkpoint; /* NULL = none; rank 0 writes it, the others read */
    koh_simulate_state state;
    double n_blocks;     /* of draws, for this rank: about */
    atomic_size_t begun; /* of them */
} koh_simulation;

/* Opens the catalogues and finds the municipalities, with a calibration that reaches far enough. */
koh_status koh__simulation_choose(koh_simulation *simulation, koh_error *error) KOH_NODISCARD;

/* The run of individuals: koh_simulate with that engine. */
koh_status koh__lives_simulate(const koh_simulate_options *options, koh_error *error, koh_text *summary) KOH_NODISCARD;

/* Reads the register of municipality i and how large it is, unless that is known. */
koh_status koh__simulation_measure(koh_simulation *simulation, size_t i, koh_error *error) KOH_NODISCARD;

/* Is this the rank that writes? */
int koh__simulation_leads(const koh_simulation *simulation);

/* Has the caller asked to stop? */
int koh__simulation_is_stopped(koh_simulation *simulation);

/* Opens the checkpoint that was asked for and counts what is there. KOH_EREFUSED, KOH_EIO, KOH_ENOMEM. */
koh_status koh__simulation_resume(koh_simulation *simulation, koh_error *error) KOH_NODISCARD;

/* Draws municipality i to *drawn, which is laid out, or takes it from the checkpoint. */
koh_status koh__simulation_draw(const koh_simulation *simulation, size_t i, koh_drawn *drawn,
                                koh_error *error) KOH_NODISCARD;

/* Draws all municipalities, on all ranks, and gives them to the sink in their order. `status`: of what came before, to
 * be told to the other ranks. */
koh_status koh__simulation_flow(koh_simulation *simulation, koh_status status, koh_error *error) KOH_NODISCARD;

#endif
