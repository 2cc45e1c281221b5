/* Structure alternatives: the places of the register gathered in other units, and the staff by steps of unit size that
 * each way takes. Residents are the occupied places of the kinds that the register has, and go where their units go. */
#include "plan/structures_priv.h"

#include <math.h>

#include "kohort/structure.h"
#include "plan/preparedness_priv.h"

static const char *const paths[KOH_STRUCTURE_FIGURES] = { "capacity/structure_units",     "capacity/structure_places",
                                                          "capacity/structure_residents", "capacity/structure_posts",
                                                          "capacity/structure_fte",       "capacity/structure_cost" };
static const char *const units[KOH_STRUCTURE_FIGURES] = {
    "units", "places", "persons", "posts", "fte", "NOK per year"
};

const koh_cube *koh__structure_cube(const koh_scenario_result *scenario, koh_structure_figure figure)
{
    return koh__result_cube(scenario, paths[figure]);
}

static double at(const koh_quantity *quantity, int year, double fallback)
{
    return quantity != NULL ? koh_quantity_at(quantity, year) : fallback;
}

/* What a structure gathers in a year: units and their residents. */
typedef struct gathered {
    koh_structure sum;
    double residents;
} gathered;

/* Residents of a unit: the occupied places of its kind, spread as the places are. */
static double residents_of(const koh_frame *f, size_t t, size_t unit)
{
    const koh_cube *cube = koh__result_cube(f->scenario, "capacity/occupied");
    const int year = f->years.numbers[t];
    const size_t kind = koh__unit_kind(f, unit);
    const size_t i = koh_axis_find_label(&cube->axes[1], f->inputs->services[kind].id);
    double all = 0;
    for (size_t u = 0; u < f->plan->n_units; u++) {
        all += koh__unit_kind(f, u) == kind ? koh__unit_places(f, u, year) : 0;
    }
    const double occupied = i == (size_t) -1 ? (double) NAN : cube->value[t * cube->axes[1].n + i];
    return all > 0 ? occupied * koh__unit_places(f, unit, year) / all : 0;
}

static int is_grouped(const koh_plan_structure *structure, size_t unit)
{
    int found = 0;
    for (size_t g = 0; g < structure->n_groups; g++) {
        for (size_t i = 0; i < structure->groups[g].n_units; i++) {
            found |= structure->groups[g].units[i] == unit;
        }
    }
    return found;
}

static gathered gather(const koh_frame *f, const koh_plan_structure *structure, const koh_unit_staffing *staffing,
                       size_t t)
{
    gathered made = { { 0 }, 0 };
    const int year = f->years.numbers[t];
    for (size_t u = 0; u < f->plan->n_units; u++) {
        if (!is_grouped(structure, u)) {
            koh_structure_add(staffing, koh__unit_places(f, u, year), 1, &made.sum);
            made.residents += residents_of(f, t, u);
        }
    }
    for (size_t g = 0; g < structure->n_groups; g++) {
        const koh_plan_group *group = &structure->groups[g];
        double places = 0;
        for (size_t i = 0; i < group->n_units; i++) {
            places += koh__unit_places(f, group->units[i], year);
            made.residents += residents_of(f, t, group->units[i]);
        }
        koh_structure_add(staffing, places, group->into, &made.sum);
    }
    return made;
}

static koh_status fill_year(koh_frame *f, size_t t, double *const values[KOH_STRUCTURE_FIGURES])
{
    const koh_plan_structures *s = f->plan->structures;
    const int year = f->years.numbers[t];
    const koh_unit_staffing staffing = { .places_per_post = at(s->places_per_post, year, 1),
                                         .least_posts = at(s->least_posts, year, 1),
                                         .fte_per_post = at(s->fte_per_post, year, 0),
                                         .fte_per_unit = at(s->fte_per_unit, year, 0) };
    const koh_status status = koh_unit_staffing_check(&staffing, f->error);
    for (size_t i = 0; i < s->n && status == KOH_OK; i++) {
        const gathered made = gather(f, &s->structures[i], &staffing, t);
        const double cost = made.sum.fte * at(s->cost_per_fte, year, (double) NAN);
        const double row[KOH_STRUCTURE_FIGURES] = { made.sum.units, made.sum.places, made.residents,
                                                    made.sum.posts, made.sum.fte,    cost };
        for (size_t k = 0; k < KOH_STRUCTURE_FIGURES; k++) {
            values[k][t * s->n + i] = row[k];
        }
    }
    return status;
}

koh_status koh__model_structures(koh_frame *f)
{
    const koh_plan_structures *s = f->plan->structures;
    double *values[KOH_STRUCTURE_FIGURES];
    koh_status status = KOH_OK;
    if (s == NULL) {
        return KOH_OK;
    }
    if (f->plan->n_units == 0) {
        return koh__result_warn(
            f->result, (koh_warning){ "structures_without_register", NULL, f->plan->id, KOH_YEAR_NONE, -1, -1 },
            "structures are of units, and the plan has no register of places");
    }
    const char **ids = KOH_TAKE(f->result->arena, s->n, const char *);
    for (size_t i = 0; ids != NULL && i < s->n; i++) {
        ids[i] = s->structures[i].id;
    }
    for (size_t k = 0; k < KOH_STRUCTURE_FIGURES; k++) {
        const koh_cube form = { .path = paths[k],
                                .unit = units[k],
                                .time = "1 January",
                                .n_axes = 2,
                                .axes = { f->years, { "structure", s->n, NULL, ids } } };
        koh_cube *cube = ids == NULL ? NULL : koh__result_add(f->result, f->scenario, &form);
        if (cube == NULL) {
            return KOH_ENOMEM;
        }
        values[k] = cube->value;
    }
    for (size_t t = 0; t <= f->n_steps && status == KOH_OK; t++) {
        status = fill_year(f, t, values);
    }
    return status;
}
