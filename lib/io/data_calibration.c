/* The calibration of a municipality at an origin: the folder's, or computed from all municipalities' registers. */
#include <stdio.h>
#include <string.h>

#include "calib/nation_priv.h"
#include "io/calibration_priv.h"
#include "io/data_priv.h"
#include "io/folder_priv.h"
#include "io/registers_priv.h"

enum { PATH_SIZE = 4096 };

/* What a projection asks for. */
typedef struct wanted {
    int origin;
    size_t n_steps;
} wanted;

/* Reads the calibration of a folder; *found tells whether it is of the origin and reaches far enough. */
static koh_status read_folder(const koh_data *data, const char *path, wanted want, koh_inputs *inputs, int *found,
                              koh_error *error)
{
    koh_calib_nation nation;
    koh_calib_region region;
    koh_status status = koh__calibration_read(path, inputs->region, data->arena, &nation, &region, error);
    *found = status == KOH_OK && nation.origin == want.origin && nation.n_steps >= want.n_steps &&
             nation.n_age == inputs->local.n_age;
    if (*found) {
        inputs->nation = nation;
        inputs->calibration = region;
    }
    return status;
}

static koh_status compute(const koh_data *data, int origin, size_t n_steps, koh_inputs *inputs, koh_error *error)
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
    if (regions == NULL || koh__nation_take(data->arena, n_steps, inputs->local.n_age, &inputs->nation) != KOH_OK) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    const koh_calib_input input = koh__registers_input(&registers, origin, n_steps);
    status = koh_calibrate(&input, error, &inputs->nation, regions, NULL);
    if (status == KOH_OK) {
        inputs->calibration = regions[found];
    }
    return status;
}

koh_status koh__data_calibrate(const koh_data *data, int origin, size_t n_steps, koh_inputs *inputs, koh_error *error)
{
    char path[PATH_SIZE];
    int found = 0;
    (void) snprintf(path, sizeof path, "%s/calibration", data->folder);
    koh_status status = KOH_OK;
    if (koh__folder_is_empty(path) >= 0) {
        status = read_folder(data, path, (wanted){ origin, n_steps }, inputs, &found, error);
    }
    return status != KOH_OK || found ? status : compute(data, origin, n_steps, inputs, error);
}
