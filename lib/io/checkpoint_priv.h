/* A file that keeps the parts of a long run as they are made, so that a run which was ended goes on where it was.
 *
 * The parts are arrays of equal length, in any order; each stands with its digest, so that of a part which was being
 * written when the program ended nothing is believed. What comes behind such a part is cut off. */
#ifndef KOH_CHECKPOINT_PRIV_H
#define KOH_CHECKPOINT_PRIV_H

#include <stddef.h>

#include "io/digest_priv.h"
#include "kohort/status.h"

typedef struct koh_checkpoint koh_checkpoint;

/* What the run is: only parts of a run of the same key are taken. */
typedef struct koh_checkpoint_form {
    size_t n_parts, n_figures;
    char key[KOH_DIGEST_SIZE];
} koh_checkpoint_form;

typedef enum koh_checkpoint_use {
    KOH_CHECKPOINT_WRITTEN = 0, /* made where there is none; one run at a time */
    KOH_CHECKPOINT_READ         /* beside the run that writes it; where there is none, no part is there */
} koh_checkpoint_use;

/* What becomes of the file. */
typedef enum koh_checkpoint_end {
    KOH_CHECKPOINT_KEPT = 0, /* unless nothing stands in it */
    KOH_CHECKPOINT_DONE      /* it is removed */
} koh_checkpoint_end;

/* KOH_EREFUSED: the file is no checkpoint, or of another run, or another run writes it; KOH_EIO, KOH_ENOMEM. */
koh_status koh__checkpoint_open(const char *path, koh_checkpoint_use use, const koh_checkpoint_form *form,
                                koh_checkpoint **checkpoint, koh_error *error) KOH_NODISCARD;

/* Was this part there when the file was opened? Takes NULL: no. */
int koh__checkpoint_has(const koh_checkpoint *checkpoint, size_t part);

/* The figures [n_figures] of a part that is there. By any thread. KOH_EIO. */
koh_status koh__checkpoint_take(const koh_checkpoint *checkpoint, size_t part, double *figures,
                                koh_error *error) KOH_NODISCARD;

/* Adds a part. By any thread. KOH_EIO, KOH_ENOMEM. */
koh_status koh__checkpoint_keep(const koh_checkpoint *checkpoint, size_t part, const double *figures,
                                koh_error *error) KOH_NODISCARD;

/* Takes NULL. */
void koh__checkpoint_close(koh_checkpoint *checkpoint, koh_checkpoint_end end);

#endif
