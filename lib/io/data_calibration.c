/* The calibration of a municipality at an origin: the folder's, or computed from all municipalities' registers. */
#include <stdio.h>
#include <string.h>

#include "calib/nation_priv.h"
#include "io/calibration_priv.h"
#include "io/data_priv.h"
#include "io/folder_priv.h"
#include "io/registers_priv.h"

enum { PATH_SIZE = 4096 };

/* Takes over a calibration where it is of the origin and reaches far enough; is it? */
static int take_over(const koh_calib_nation *nation, const koh_calib_region *region, koh_wanted want,
                     koh_inputs *inputs)
{
    int fits = nation->origin == want.origin && nation->n_steps >= want.n_steps && nation->n_age == inputs->local.n_age;
    if (fits) {
        inputs->nation = *nation;
        inputs->calibration = *region;
    }
    return fits;
}

static koh_status compute(const koh_data *data, koh_wanted want, koh_inputs *inputs, koh_error *error)
{
    koh_registers registers;
    koh_status status = koh__registers_read(data->folder, data->arena, &registers, error);
    if (status != KOH_OK) {
        return status;
    }
    const size_t found = koh__registers_find(&registers, inputs->region);
    koh_calib_region *regions = KOH_TAKE(data->arena, registers.n, koh_calib_region);
    if (found == (size_t) -1) {
        return koh_error_set(error, KOH_EUNKNOWN, "no register of region '%.40s'", inputs->region);
    }
    if (regions == NULL ||
        koh__nation_take(data->arena, want.n_steps, inputs->local.n_age, &inputs->nation) != KOH_OK) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    koh_calib_input input = koh__registers_input(&registers, want.origin, want.n_steps);
    input.migration_from = want.migration_from;
    status = koh_calibrate(&input, error, &inputs->nation, regions, NULL);
    if (status == KOH_OK) {
        inputs->calibration = regions[found];
    }
    return status;
}

/* The folder of the shipped calibration; 0 where there is none. */
static int shipped(const koh_data *data, char path[PATH_SIZE])
{
    (void) snprintf(path, PATH_SIZE, "%s/calibration", data->folder);
    return koh__folder_is_there(path);
}

koh_status koh__data_share_calibration(koh_data *data, koh_error *error)
{
    char path[PATH_SIZE];
    koh_calibration *calibration = KOH_TAKE(data->arena, 1, koh_calibration);
    const char **id = KOH_TAKE(data->arena, data->n_regions, const char *);
    if (calibration == NULL || id == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    for (size_t i = 0; i < data->n_regions; i++) {
        id[i] = data->regions[i].id;
    }
    if (!shipped(data, path)) {
        return KOH_OK;
    }
    data->calibration = calibration;
    return koh__calibration_read_all(path, data->n_regions, id, data->arena, calibration, error);
}

koh_status koh__data_calibrate(const koh_data *data, koh_wanted want, koh_inputs *inputs, koh_error *error)
{
    char path[PATH_SIZE];
    koh_calib_nation nation;
    koh_calib_region region;
    if (want.migration_from > inputs->local.first_year) {
        return compute(data, want, inputs, error);
    }
    if (data->calibration != NULL) {
        size_t i = (size_t) (koh__data_find(data, inputs->region) - data->regions);
        if (take_over(&data->calibration->nation, &data->calibration->regions[i], want, inputs)) {
            return KOH_OK;
        }
    } else if (shipped(data, path)) {
        koh_status status = koh__calibration_read(path, inputs->region, data->arena, &nation, &region, error);
        if (status != KOH_OK || take_over(&nation, &region, want, inputs)) {
            return status;
        }
    }
    return compute(data, want, inputs, error);
}
