/* The population by stratum: persons of every sex and age times the stratum's share of them, held constant.
 *
 * Method: prevalence-ratio (ratio of shares) projection of a characteristic, S. K. Smith, J. Tayman & D. A. Swanson
 * (2013), A Practitioner's Guide to State and Local Population Projections, chapter 8.
 * Assumptions: shares stay as they are at each age. Limits: those who have a characteristic for life (country of birth)
 * carry it on to higher ages, which constant shares do not; then give the shares of a later year. */
#include "num/sum_priv.h"
#include "plan/model_priv.h"

koh_status koh__model_strata(koh_frame *f)
{
    const koh_plan *plan = f->plan;
    const size_t n = plan->n_strata, size = 2 * f->n_age;
    if (n == 0) {
        return KOH_OK;
    }
    const char **ids = KOH_TAKE(f->result->arena, n, const char *);
    if (ids == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t k = 0; k < n; k++) {
        ids[k] = plan->strata[k].id;
    }
    const koh_cube form = { .path = "strata",
                            .unit = "persons",
                            .time = "1 January",
                            .n_axes = 2,
                            .axes = { f->years, { "stratum", n, NULL, ids } } };
    koh_cube *cube = koh__result_add(f->result, f->scenario, &form);
    if (cube == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < (f->n_steps + 1) * n; i++) {
        koh_sum sum = { 0, 0 };
        for (size_t cell = 0; cell < size; cell++) {
            koh__sum_add(&sum, plan->strata[i % n].share[cell] * f->persons[i / n * size + cell]);
        }
        cube->value[i] = koh__sum_value(&sum);
    }
    return KOH_OK;
}
