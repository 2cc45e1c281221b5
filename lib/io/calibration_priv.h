/* A calibration as files: one folder with all municipalities, of which one is read at a time. */
#ifndef KOH_CALIBRATION_PRIV_H
#define KOH_CALIBRATION_PRIV_H

#include "base/memory_priv.h"
#include "io/csv_priv.h"
#include "kohort/calibrate.h"

enum {
    KOH_CALIBRATION_REGIONS,
    KOH_CALIBRATION_NATION,
    KOH_CALIBRATION_TOTALS,
    KOH_CALIBRATION_MORTALITY,
    KOH_CALIBRATION_FERTILITY,
    KOH_CALIBRATION_PROFILE,
    KOH_CALIBRATION_FILES
};

/* The name of file i below the folder. */
const char *koh__calibration_file(size_t i);

/* The columns of file i. */
const koh_csv_column *koh__calibration_columns(size_t i, size_t *n);

/* Writes all files below `folder`, which must exist. Figures have ten significant digits. id [n_regions]. */
koh_status koh__calibration_write(const char *folder, const koh_calib_nation *nation, size_t n_regions,
                                  const char *const *id, const koh_calib_region *regions,
                                  koh_error *error) KOH_NODISCARD;

/* The country and some municipalities. */
typedef struct koh_calibration {
    koh_calib_nation nation;
    size_t n;
    const koh_calib_region *regions; /* [n] */
} koh_calibration;

/* Reads the nation and n municipalities, in the order of id, into the arena. Statuses as below. */
koh_status koh__calibration_read_all(const char *folder, size_t n, const char *const *id, koh_arena *arena,
                                     koh_calibration *calibration, koh_error *error) KOH_NODISCARD;

/* Reads the nation into the arena, and one municipality. KOH_EUNKNOWN when the folder does not have it; KOH_EIO,
 * KOH_ESCHEMA, KOH_EMISSING and their like with the place. */
koh_status koh__calibration_read(const char *folder, const char *id, koh_arena *arena, koh_calib_nation *nation,
                                 koh_calib_region *region, koh_error *error) KOH_NODISCARD;

#endif
