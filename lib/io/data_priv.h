/* The folder of default data: catalogues and registers to the model's inputs. Reading one municipality reads its own
 * register and the country's, and no other municipality's. */
#ifndef KOH_DATA_PRIV_H
#define KOH_DATA_PRIV_H

#include "base/memory_priv.h"
#include "io/calibration_priv.h"
#include "io/csv_priv.h"
#include "io/schema_priv.h"
#include "plan/inputs_priv.h"

/* One municipality of regions.csv. */
typedef struct koh_region {
    const char *id, *name, *county, *county_name;
} koh_region;

typedef struct koh_data {
    const char *folder;
    koh_arena *arena; /* borrows; holds everything */
    size_t n_regions;
    const koh_region *regions;
    const koh_calibration *calibration; /* of all regions in their order, once it is shared; else NULL */
    koh_inputs catalogue;               /* services, professions, norms, conditions: of any municipality */
    koh_name_list lists[KOH_NAMES_N];
} koh_data;

/* Reads the catalogues. KOH_EIO, KOH_ESCHEMA, ... with the place. */
koh_status koh__data_open(const char *folder, koh_arena *arena, koh_data *data, koh_error *error) KOH_NODISCARD;

/* Reads the registers of a municipality beside the catalogues. KOH_EUNKNOWN with the nearest. */
koh_status koh__data_region(const koh_data *data, const char *region, koh_inputs *inputs,
                            koh_error *error) KOH_NODISCARD;

/* What a projection asks a calibration for. */
typedef struct koh_wanted {
    int origin, migration_from; /* as in koh_calib_input */
    size_t n_steps;
} koh_wanted;

/* The calibration that is wanted, for the municipality of the inputs: the shipped one where it will do. */
koh_status koh__data_calibrate(const koh_data *data, koh_wanted want, koh_inputs *inputs,
                               koh_error *error) KOH_NODISCARD;

/* Reads the shipped calibration of all municipalities once, for many runs on the same data. */
koh_status koh__data_share_calibration(koh_data *data, koh_error *error) KOH_NODISCARD;

/* A municipality, or NULL. */
const koh_region *koh__data_find(const koh_data *data, const char *region);

/* Reads one file of the folder. */
koh_status koh__data_read(const koh_data *data, const char *name, size_t n_columns, const koh_csv_column *columns,
                          koh_csv **csv, koh_error *error) KOH_NODISCARD;

/* A cell's text in the arena; NULL = empty or out of memory (*failed). */
const char *koh__data_text(const koh_data *data, const koh_csv *csv, size_t row, size_t column, int *failed);

/* Parts of koh__data_open, one per catalogue. */
koh_status koh__data_services(koh_data *data, koh_error *error) KOH_NODISCARD;
koh_status koh__data_usage(koh_data *data, koh_error *error) KOH_NODISCARD;
koh_status koh__data_levels(koh_data *data, koh_error *error) KOH_NODISCARD;
koh_status koh__data_stays(koh_data *data, koh_error *error) KOH_NODISCARD;
koh_status koh__data_shelf_life(koh_data *data, koh_error *error) KOH_NODISCARD;
koh_status koh__data_staff(koh_data *data, koh_error *error) KOH_NODISCARD;
koh_status koh__data_supply(koh_data *data, koh_error *error) KOH_NODISCARD; /* needs the professions */
koh_status koh__data_alternatives(koh_data *data, koh_error *error) KOH_NODISCARD;
koh_status koh__data_dwellings(koh_data *data, koh_error *error) KOH_NODISCARD;  /* needs the national register */
koh_status koh__data_households(koh_data *data, koh_error *error) KOH_NODISCARD; /* needs the dwellings */
koh_status koh__data_need(koh_data *data, koh_error *error) KOH_NODISCARD;       /* needs the national register */
koh_status koh__data_economy(koh_data *data, koh_error *error) KOH_NODISCARD;
koh_status koh__data_tax_zones(const koh_data *data, koh_economy_data *economy, koh_error *error) KOH_NODISCARD;

/* The zone of the payroll tax that a municipality is in, or NULL: not known. */
const struct koh_region_zone *koh__data_region_zone(const koh_economy_data *economy, const char *region);

#endif
