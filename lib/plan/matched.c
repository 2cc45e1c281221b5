/* Match, then move.
 *
 * Method: between two 1 Januaries of a given projection G the calibrated survival and fertility say who is still there
 * and who is born, A; what is left is net migration, N_x = G_x(t+1) - A_x[G(t)], so that the run meets the projection
 * in every cell as long as nothing is changed. In a run that has moved away, leavers are a share of those who are
 * there:  N_x < 0:  N_x A_x[P(t)] / A_x[G(t)]. Source: residual (survival ratio) estimates of net migration, forward:
 * D. J. Bogue, K. Hinze & M. White (1982), Techniques of Estimating Net Migration, University of Chicago; Statistics
 * Norway publishes the projected persons of a municipality (tables 14288, 13600), not the components. Assumptions: the
 * projection's own deaths and births are near the calibrated ones; what differs stands as migration. Limits: components
 * are therefore ours, not those of whoever made the projection. */
#include "plan/matched_priv.h"

#include <math.h>
#include <string.h>

#include "num/sum_priv.h"

#define SAME 1e-9 /* persons, relative above one: the rounding of one step's additions, far below a person */

static const double *given(const koh_frame *f, size_t t)
{
    return koh_register_year(f->plan->projection, f->years.numbers[t]);
}

koh_status koh__matched_net(const koh_frame *f, size_t t, koh_proj_workspace *workspace, const double *aged,
                            double *scratch, double *net)
{
    const size_t size = 2 * f->n_age;
    const double *now = given(f, t), *next = given(f, t + 1);
    double *survival = scratch, *expected = scratch + size;
    const koh_proj_year rates = { .survival = survival,
                                  .fertility = f->inputs->nation.fertility,
                                  .boys_per_girl = f->inputs->nation.boys_per_girl };
    koh_status status = koh_calib_survival(&f->inputs->nation, t, 1, 1, survival, NULL);
    if (status == KOH_OK) {
        status = koh_proj_check(f->n_age, now, &rates, f->error);
    }
    if (status == KOH_OK) {
        status = koh_proj_step(now, &rates, KOH_TIMING_END, workspace, expected, NULL);
    }
    for (size_t i = 0; status == KOH_OK && i < size; i++) {
        net[i] = next[i] - expected[i];
        if (net[i] < 0 && aged[i] != expected[i]) {
            net[i] *= aged[i] / expected[i];
        }
    }
    return status;
}

void koh__matched_cells(const koh_frame *f, size_t t, double *persons)
{
    const double *wanted = given(f, t);
    for (size_t i = 0; i < 2 * f->n_age; i++) {
        if (fabs(persons[i] - wanted[i]) <= SAME * fmax(1, wanted[i])) {
            persons[i] = wanted[i];
        }
    }
}

koh_status koh__matched_warn(koh_frame *f)
{
    const koh_plan *plan = f->plan;
    const koh_register *registered = plan->registered != NULL ? plan->registered : &f->inputs->local;
    const double *persons = koh_register_year(registered, plan->base_year), *base = given(f, 0);
    if (persons == NULL || memcmp(persons, base, 2 * f->n_age * sizeof *base) == 0) {
        return KOH_OK;
    }
    return koh__result_warn(
        f->result, (koh_warning){ "projection_base_differs", NULL, plan->id, plan->base_year, -1, -1 },
        "the projection has %.6g persons at 1 January %d, the register %.6g: the run starts from the "
        "projection's",
        koh__sum(2 * f->n_age, base), plan->base_year, koh__sum(2 * f->n_age, persons));
}
