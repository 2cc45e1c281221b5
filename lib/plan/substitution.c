/* The frontier between places and care at home: hours a week of home nursing that cost as much as a user-year of
 * another service. A user who would need fewer is served at less cost at home, as far as running cost goes.
 *
 * Limits: mean costs of the services as they are; whoever moves may need more or less than the mean. */
#include <math.h>

#include "kohort/cost.h"
#include "plan/model_priv.h"

/* Cost of an hour of home nursing in year t, or NaN. */
static double cost_per_hour(const koh_frame *f, const koh_cube *unit, size_t t)
{
    size_t k = koh_axis_find_label(&unit->axes[1], "home_nursing");
    if (k == (size_t) -1) {
        return (double) NAN;
    }
    double hours = koh_cost_breakeven_hours(unit->value[t * unit->axes[1].n + k], 1); /* a week, at a krone an hour */
    return hours / koh__hours_per_week(f, k, unit->axes[0].numbers[t]);
}

koh_status koh__model_substitution(koh_frame *f)
{
    const koh_cube *unit = koh__result_cube(f->scenario, "economy/unit_cost");
    koh_cube form = *unit;
    size_t n = unit->axes[1].n;
    form.path = "economy/breakeven_hours";
    form.unit = "hours of home nursing per week";
    koh_cube *cube = koh__result_add(f->result, f->scenario, &form);
    for (size_t i = 0; cube != NULL && i < koh_cube_size(cube); i++) {
        cube->value[i] = koh_cost_breakeven_hours(unit->value[i], cost_per_hour(f, unit, i / n));
    }
    return cube == NULL ? KOH_ENOMEM : KOH_OK;
}
