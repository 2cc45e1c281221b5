/* Persons with a condition and persons living alone: shares by sex and age, held constant but for a factor of
 * the plan, times persons. */
#include <math.h>

#include "plan/model_priv.h"
#include "plan/need_priv.h"

static const char *const sexes[] = { "female", "male" };

static double persons_with(const koh_frame *f, const double *share, size_t t, size_t sex, size_t from)
{
    double sum = 0;
    for (size_t age = from; age < f->n_age; age++) {
        sum += share[sex * f->n_age + age] * f->persons[(2 * t + sex) * f->n_age + age];
    }
    return sum;
}

static koh_status add_conditions(koh_frame *f)
{
    size_t n = f->inputs->n_conditions;
    const char **ids = KOH_TAKE(f->result->arena, n, const char *);
    if (ids == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        ids[i] = f->inputs->conditions[i].id;
    }
    koh_cube *cube =
        koh__result_add(f->result, f->scenario,
                        &(koh_cube){ .path = "demand/conditions",
                                     .unit = "persons",
                                     .time = "1 January",
                                     .n_axes = 3,
                                     .basis = "national_rates",
                                     .axes = { f->years, { "condition", n, NULL, ids }, { "sex", 2, NULL, sexes } } });
    if (cube == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t t = 0; t <= f->n_steps; t++) {
        for (size_t i = 0; i < n; i++) {
            const koh_quantity *factor = f->plan->care->prevalence[i];
            const double scale = factor == NULL ? 1 : koh_quantity_at(factor, f->years.numbers[t]);
            for (size_t sex = 0; sex < 2; sex++) {
                const double persons = persons_with(f, f->inputs->conditions[i].share, t, sex, 0);
                cube->value[(t * n + i) * 2 + sex] = scale * persons;
            }
        }
    }
    return KOH_OK;
}

static koh_status add_living_alone(koh_frame *f)
{
    static const char *const groups[] = { "67+", "80+", "90+" };
    static const size_t from[] = { 67, 80, 90 };
    koh_cube *cube = koh__result_add(
        f->result, f->scenario,
        &(koh_cube){ .path = "households/living_alone",
                     .unit = "persons",
                     .time = "1 January",
                     .n_axes = 3,
                     .basis = "national_rates",
                     .axes = { f->years, { "age_group", 3, NULL, groups }, { "sex", 2, NULL, sexes } } });
    if (cube == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t t = 0; t <= f->n_steps; t++) {
        const koh_quantity *factor = f->plan->living_alone_factor;
        double scale = factor == NULL ? 1 : koh_quantity_at(factor, f->years.numbers[t]);
        for (size_t g = 0; g < 3; g++) {
            for (size_t sex = 0; sex < 2; sex++) {
                double alone = persons_with(f, f->inputs->living_alone.share, t, sex, from[g]);
                cube->value[(t * 3 + g) * 2 + sex] = scale * alone;
            }
        }
    }
    return KOH_OK;
}

koh_status koh__model_conditions(koh_frame *f)
{
    koh_status status = add_conditions(f);
    return status == KOH_OK ? add_living_alone(f) : status;
}
