/* Many municipalities' draws in one file, municipality by municipality: what NetCDF and CSV are told alike. */
#ifndef KOH_DRAWN_FILE_PRIV_H
#define KOH_DRAWN_FILE_PRIV_H

#include "base/text_priv.h"
#include "io/replacement_priv.h"
#include "plan/drawn_priv.h"

/* What the file is about. Borrowed for as long as it is written. */
typedef struct koh_drawn_head {
    size_t n_regions;
    const char *const *ids, *const *names; /* [n_regions] */
    int first_year;                        /* of the first state */
    koh_drawn shape;                       /* its sizes: of every municipality */
    const double *orders;                  /* [shape.n_orders] */
    koh_draws draws;
    const char *version;
} koh_drawn_head;

/* Does this build write NetCDF? */
int koh__netcdf_is_supported(void);

typedef struct koh_netcdf koh_netcdf;

/* Begins a NetCDF-4 file by the CF conventions 1.8, in memory, since the HDF5 library does not survive a full disk. It
 * has a state of its own: one thread at a time. `head` must outlive it. KOH_EUNSUPPORTED in a build without it;
 * KOH_ENOMEM for this and the next. */
koh_status koh__netcdf_begin(const koh_drawn_head *head, koh_netcdf **file, koh_error *error) KOH_NODISCARD;

/* Takes in municipality `region`; they come in order, so that the bytes are the same every time. */
koh_status koh__netcdf_put(koh_netcdf *file, size_t region, const koh_drawn *drawn, koh_error *error) KOH_NODISCARD;

/* Gives the file to the replacement, and frees it, also when it fails. KOH_EIO, KOH_ENOMEM. */
koh_status koh__netcdf_end(koh_netcdf *file, koh_replacement *replacement, koh_error *error) KOH_NODISCARD;

/* Gives the file up. Takes NULL. */
void koh__netcdf_abort(koh_netcdf *file);

/* Tidy CSV: region,year,sex,age,age_group,mean and a column for each quantile; either age or age_group is filled. */
void koh__drawn_csv_head(const koh_drawn_head *head, koh_buffer *buffer);
void koh__drawn_csv_rows(const koh_drawn_head *head, size_t region, const koh_drawn *drawn, koh_buffer *buffer);

#endif
