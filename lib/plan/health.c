/* Years of life without and with need of help, by Sullivan's method (demog/health_expectancy.c) on the death rates that
 * the scenario itself has and a prevalence of need by sex and age held constant. It is a diagnostic: what would be
 * lived under the year's mortality. */
#include "kohort/calibrate.h"
#include "kohort/health_expectancy.h"
#include "plan/model_priv.h"

static const int ages[KOH_HEALTH_AGES] = { 0, 65, 80 };

koh_cube *koh__healthy_cube(koh_frame *f)
{
    static const char *const sexes[] = { "female", "male" };
    static const char *const kinds[KOH_HEALTH_KINDS] = { "without_help", "with_help" };
    const koh_cube form = { .path = "indicators/healthy_years",
                            .unit = "years",
                            .time = "year",
                            .basis = f->plan->need != NULL ? "own" : "national_rates",
                            .n_axes = 4,
                            .axes = { f->intervals,
                                      { "sex", 2, NULL, sexes },
                                      { "age", KOH_HEALTH_AGES, ages, NULL },
                                      { "kind", KOH_HEALTH_KINDS, NULL, kinds } } };
    return koh__result_add(f->result, f->scenario, &form);
}

koh_status koh__healthy_years(const koh_frame *f, size_t t, double level, double improvement, double *years)
{
    const koh_prevalence *need = f->plan->need != NULL ? f->plan->need : &f->inputs->need;
    const size_t n_age = f->n_age;
    double lx[2 * KOH_CALIB_MAX_AGES], Lx[2 * KOH_CALIB_MAX_AGES];
    koh_status status = koh_calib_life_table(&f->inputs->nation, t, level, improvement, lx, Lx);
    for (size_t sex = 0; sex < 2 && status == KOH_OK; sex++) {
        double without[KOH_CALIB_MAX_AGES], with[KOH_CALIB_MAX_AGES];
        const koh_health_input input = {
            .n_age = n_age, .lx = lx + sex * n_age, .Lx = Lx + sex * n_age, .prevalence = need->share + sex * n_age
        };
        koh_health_expectancy output = { .without = without, .with = with };
        status = koh_health_compute(&input, f->error, &output);
        for (size_t a = 0; a < KOH_HEALTH_AGES && status == KOH_OK; a++) {
            double *at = years + (sex * KOH_HEALTH_AGES + a) * KOH_HEALTH_KINDS;
            at[0] = without[ages[a]];
            at[1] = with[ages[a]];
        }
    }
    return status;
}
