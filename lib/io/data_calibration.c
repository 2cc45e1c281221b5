/* The calibration of a municipality at an origin: computed from all municipalities' registers. */
#include <string.h>

#include "io/data_priv.h"
#include "io/registers_priv.h"

static koh_status take_arrays(koh_arena *arena, koh_calib_nation *nation)
{
    size_t size = 2 * nation->n_age, n = nation->n_steps;
    const struct {
        double **array;
        size_t n;
    } arrays[] = { { &nation->death_rate, size },   { &nation->improvement, size }, { &nation->fertility, size },
                   { &nation->net_rate, n * size }, { &nation->aged, n * size },    { &nation->persons, n },
                   { &nation->age_profile, size },  { &nation->net_total, n },      { &nation->level_shift, n } };
    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++) {
        *arrays[i].array = KOH_TAKE(arena, arrays[i].n, double);
        if (*arrays[i].array == NULL) {
            return KOH_ENOMEM;
        }
    }
    return KOH_OK;
}

koh_status koh__data_calibrate(const koh_data *data, int origin, size_t n_steps, koh_inputs *inputs, koh_error *error)
{
    enum { FADE_YEARS = 5 };
    koh_registers registers;
    koh_status status = koh__registers_read(data->folder, data->arena, &registers, error);
    if (status != KOH_OK) {
        return status;
    }
    koh_calib_region *regions = KOH_TAKE(data->arena, registers.n, koh_calib_region);
    inputs->nation = (koh_calib_nation){ .origin = origin, .n_steps = n_steps, .n_age = inputs->local.n_age };
    if (regions == NULL || take_arrays(data->arena, &inputs->nation) != KOH_OK) {
        return KOH_ENOMEM;
    }
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
