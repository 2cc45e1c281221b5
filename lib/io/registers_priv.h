/* The registers of the data folder as a calibration needs them: all municipalities and the country. */
#ifndef KOH_REGISTERS_PRIV_H
#define KOH_REGISTERS_PRIV_H

#include "base/memory_priv.h"
#include "kohort/calibrate.h"

/* Municipalities in the order of regions.csv. Everything lies in the arena that was given. */
typedef struct koh_registers {
    size_t n;
    const char *const *id;     /* [n] "0301" */
    const char *const *name;   /* [n] */
    const char *const *county; /* [n] "03" */
    const int *county_index;   /* [n] 0.. in order of appearance */
    const koh_register *population;
    koh_vital_register deaths;
    koh_fertility_register fertility;
    size_t n_path; /* the newest official path of net migration, main alternative */
    int path_vintage;
    const int *path_year;
    const double *path_net;
} koh_registers;

/* Reads regions.csv, population/, and of national/ mortality.csv, fertility.csv and projection_assumptions.csv.
 * KOH_EIO, KOH_ESCHEMA and their like with the place; KOH_ENOMEM. */
koh_status koh__registers_read(const char *folder, koh_arena *arena, koh_registers *registers,
                               koh_error *error) KOH_NODISCARD;

/* The input of a calibration at an origin; the official path only where it is older. Borrows from the registers. */
koh_calib_input koh__registers_input(const koh_registers *registers, int origin, size_t n_steps);

/* The position of a municipality, or (size_t) -1. */
size_t koh__registers_find(const koh_registers *registers, const char *id);

#endif
