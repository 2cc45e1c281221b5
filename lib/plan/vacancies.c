/* Posts that wait for someone: chance and time of filling them by what the plan says of applicants, and how many stand
 * empty while the recruitment that is needed goes on. */
#include <math.h>

#include "plan/model_priv.h"
#include "plan/workforce_priv.h"

enum { MONTHS = 12 };

koh_status koh__filling_at(const koh_plan_profession *profession, int year, koh_error *error, koh_filling *filling)
{
    *filling = (koh_filling){ (double) NAN, (double) NAN, (double) NAN };
    if (profession->applicants == NULL) {
        return KOH_OK;
    }
    const koh_announcement announcement = { koh_quantity_at(profession->applicants, year),
                                            koh_quantity_at(profession->acceptance, year),
                                            koh_quantity_at(profession->announcement_months, year) };
    return koh_vacancy_compute(&announcement, error, filling);
}

static double *add_cube(koh_frame *f, const char *path, const char *unit)
{
    const koh_cube form = {
        .path = path, .unit = unit, .time = "year", .n_axes = 2, .axes = { f->intervals, f->professions }
    };
    koh_cube *cube = koh__result_add(f->result, f->scenario, &form);
    return cube == NULL ? NULL : cube->value;
}

koh_status koh__model_vacancies(koh_frame *f)
{
    const koh_plan_profession *professions = f->plan->workforce->professions;
    const koh_cube *recruitment = koh__result_cube(f->scenario, "workforce/recruitment");
    const size_t m = f->professions.n, parts = recruitment->axes[2].n;
    int any = 0;
    for (size_t j = 0; j < m; j++) {
        any |= professions[j].applicants != NULL;
    }
    if (!any) {
        return KOH_OK;
    }
    double *prob = add_cube(f, "workforce/fill_probability", "probability");
    double *months = add_cube(f, "workforce/months_to_fill", "months");
    double *waiting = add_cube(f, "workforce/posts_waiting", "persons");
    koh_status status = prob == NULL || months == NULL || waiting == NULL ? KOH_ENOMEM : KOH_OK;
    for (size_t i = 0; i < f->n_steps * m && status == KOH_OK; i++) {
        koh_filling filling;
        status = koh__filling_at(&professions[i % m], f->years.numbers[i / m], f->error, &filling);
        prob[i] = filling.prob;
        months[i] = filling.months;
        waiting[i] = recruitment->value[i * parts + parts - 1] * filling.months / MONTHS;
    }
    return status;
}
