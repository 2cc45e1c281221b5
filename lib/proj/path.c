/* Many steps, each from where the one before ended. */
#include <string.h>

#include "kohort/projection.h"
#include "proj/workspace_priv.h"

static koh_status check_path(const koh_proj_path_input *input, const koh_proj_workspace *workspace, koh_error *error)
{
    if (workspace->n_age != input->n_age) {
        return koh_error_set(error, KOH_ESHAPE, "%zu ages in a workspace for %zu", input->n_age, workspace->n_age);
    }
    const koh_proj_year *checked = NULL;
    for (size_t t = 0; t < input->n_steps; t++) {
        if (input->years[t] == checked) {
            continue;
        }
        checked = input->years[t];
        koh_error cell = { 0 };
        koh_status status = koh_proj_check(input->n_age, input->start, checked, &cell);
        if (status != KOH_OK) {
            return koh_error_set(error, status, "step %zu: %s", t, cell.message);
        }
    }
    return KOH_OK;
}

static void keep_capped(size_t step, size_t n_age, const double *capped, koh_proj_path_output *output)
{
    for (size_t i = 0; i < KOH_SEXES * n_age; i++) {
        if (capped[i] > 0) {
            if (output->n_capped < KOH_PROJ_CAPPED_KEPT) {
                output->capped[output->n_capped] =
                    (koh_proj_capped){ .step = step, .sex = (int) (i / n_age), .age = i % n_age, .persons = capped[i] };
            }
            output->n_capped++;
        }
    }
}

koh_status koh_proj_path(const koh_proj_path_input *input, koh_proj_workspace *workspace, koh_error *error,
                         koh_proj_path_output *output)
{
    koh_status status = check_path(input, workspace, error);
    if (status != KOH_OK) {
        return status;
    }
    const size_t n = KOH_SEXES * input->n_age;
    koh_status worst = KOH_OK;
    output->n_capped = 0;
    memcpy(output->population, input->start, n * sizeof(double));
    for (size_t t = 0; t < input->n_steps; t++) {
        const double *now = output->population + t * n;
        koh_proj_components flows = { .deaths = output->deaths != NULL ? output->deaths + t * n : NULL };
        status =
            koh_proj_step(now, input->years[t], input->timing, workspace, output->population + (t + 1) * n, &flows);
        if (status < 0) {
            return koh_error_set(error, status, "step %zu: %s", t,
                                 status == KOH_EINTERNAL ? "persons were lost or made" : "persons grew beyond numbers");
        }
        if (status == KOH_WCAPPED) {
            worst = status;
            keep_capped(t, input->n_age, workspace->capped, output);
        }
        if (output->totals != NULL) {
            output->totals[t] = flows.total;
        }
    }
    return worst;
}
