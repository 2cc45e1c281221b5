/* What the tests of the calibration share: the registers of the data folder, and a calibration of them. */
#ifndef KOH_CALIBRATION_H
#define KOH_CALIBRATION_H

#include "calib/nation_priv.h"
#include "io/registers_priv.h"

typedef struct koh_test_calibration {
    koh_arena *arena;
    koh_registers registers;
    koh_calib_input input;
    koh_calib_nation nation;
    koh_calib_region *regions;
    double *projected;
} koh_test_calibration;

/* Reads the registers; input is for an origin and steps without a published path. */
static inline void koh_test_read(koh_test_calibration *c, int origin, size_t n_steps)
{
    koh_error error;
    c->arena = koh__arena_new();
    assert_non_null(c->arena);
    if (koh__registers_read(KOH_TEST_DATA, c->arena, &c->registers, &error) != KOH_OK) {
        fail_msg("%s", error.message);
    }
    c->input = (koh_calib_input){ .origin = origin,
                                  .n_regions = c->registers.n,
                                  .n_steps = n_steps,
                                  .regions = c->registers.population,
                                  .county = c->registers.county_index,
                                  .deaths = c->registers.deaths,
                                  .fertility = c->registers.fertility };
}

/* Calibrates c->input into fresh arrays. */
static inline koh_status koh_test_calibrate(koh_test_calibration *c, koh_error *error)
{
    const size_t n_age = c->input.regions[0].n_age, n = c->input.n_regions;
    assert_int_equal(koh__nation_take(c->arena, c->input.n_steps, n_age, &c->nation), KOH_OK);
    c->regions = KOH_TAKE(c->arena, n, koh_calib_region);
    c->projected = KOH_TAKE(c->arena, (c->input.n_steps + 1) * n * 2 * n_age, double);
    assert_true(c->regions != NULL && c->projected != NULL);
    return koh_calibrate(&c->input, error, &c->nation, c->regions, c->projected);
}

/* The projection [2][n_age] of a municipality after `step` steps. */
static inline const double *koh_test_projected(const koh_test_calibration *c, size_t step, size_t region)
{
    const size_t size = 2 * c->input.regions[0].n_age;
    return c->projected + (step * c->input.n_regions + region) * size;
}

static inline double koh_test_sum(size_t n, const double *x)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += x[i];
    }
    return sum;
}

#endif
