/* The calibration of a municipality at an origin: the one that is shipped where it serves, else computed from all
 * municipalities' registers. */
#include <string.h>

#include "calib/nation_priv.h"
#include "io/calibration_priv.h"
#include "io/data_priv.h"
#include "io/registers_priv.h"

static koh_status calibrate(const koh_data *data, int origin, size_t n_steps, koh_inputs *inputs, koh_error *error)
{
    enum { FADE_YEARS = 5 };
    koh_registers registers;
    koh_status status = koh__registers_read(data->folder, data->arena, &registers, error);
    if (status != KOH_OK) {
        return status;
    }
    koh_calib_region *regions = KOH_TAKE(data->arena, registers.n, koh_calib_region);
    if (regions == NULL || koh__nation_take(data->arena, n_steps, inputs->local.n_age, &inputs->nation) != KOH_OK) {
        return KOH_ENOMEM;
    }
    inputs->nation.origin = origin;
    int published = registers.n_path > 0 && registers.path_vintage < origin;
    const koh_calib_input input = { .origin = origin,
                                    .n_regions = registers.n,
                                    .n_steps = n_steps,
                                    .regions = registers.population,
                                    .county = registers.county_index,
                                    .deaths = registers.deaths,
                                    .fertility = registers.fertility,
                                    .n_path = published ? registers.n_path : 0,
                                    .path_year = registers.path_year,
                                    .path_net = registers.path_net,
                                    .fade_years = FADE_YEARS };
    status = koh_calibrate(&input, error, &inputs->nation, regions, NULL);
    for (size_t i = 0; i < registers.n && status == KOH_OK; i++) {
        if (strcmp(registers.id[i], inputs->region) == 0) {
            inputs->calibration = regions[i];
        }
    }
    return status;
}

koh_status koh__data_calibrate(const koh_data *data, int origin, size_t n_steps, koh_inputs *inputs, koh_error *error)
{
    const char *folder = koh__arena_format(data->arena, "%s/calibration", data->folder);
    if (folder == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    koh_status status =
        koh__calibration_read(folder, inputs->region, data->arena, &inputs->nation, &inputs->calibration, error);
    if (status == KOH_OK && (inputs->nation.origin != origin || inputs->nation.n_steps < n_steps)) {
        status = calibrate(data, origin, n_steps, inputs, error);
    }
    return status == KOH_ENOMEM ? koh_error_set(error, KOH_ENOMEM, "out of memory") : status;
}
