/* Dwellings that are sought: projects beside the plan's own, completed evenly from the base year to a year. */
#include <string.h>

#include "plan/model_priv.h"
#include "plan/solve_priv.h"

void koh__dwelling_types(const koh_inputs *inputs, koh_plan_dwelling_type *types)
{
    for (size_t i = 0; i < inputs->n_dwelling_types; i++) {
        const koh_dwelling_type *standard = &inputs->dwelling_types[i];
        types[i] = (koh_plan_dwelling_type){ .id = standard->id,
                                             .name = { standard->name[0], standard->name[1], standard->name[2] },
                                             .standard = standard,
                                             .freed_type = standard->freed_type,
                                             .profile = standard->profile };
    }
}

/* A copy of the plan's housing, or one with the country's types and no projects. */
static koh_plan_housing *housing_of(const koh_plan *plan, const koh_inputs *inputs, koh_arena *arena)
{
    koh_plan_housing *housing = KOH_TAKE(arena, 1, koh_plan_housing);
    koh_plan_dwelling_type *types = KOH_TAKE(arena, inputs->n_dwelling_types, koh_plan_dwelling_type);
    if (housing == NULL || types == NULL) {
        return NULL;
    }
    if (plan->housing != NULL) {
        *housing = *plan->housing;
    } else {
        koh__dwelling_types(inputs, types);
        housing->n_types = inputs->n_dwelling_types;
        housing->types = types;
    }
    return housing;
}

/* A path from `from` to `to`; the same value at both ends is a constant. */
static const koh_quantity *path(koh_arena *arena, const int years[2], double from, double to)
{
    koh_quantity *q = KOH_TAKE(arena, 1, koh_quantity);
    int *year = KOH_TAKE(arena, 2, int);
    double *value = KOH_TAKE(arena, 2, double);
    if (q == NULL || year == NULL || value == NULL) {
        return NULL;
    }
    memcpy(year, years, 2 * sizeof *year);
    value[0] = from;
    value[1] = to;
    *q = (koh_quantity){ .n = 2, .year = year, .value = value, .assumption = "sought" };
    return q;
}

/* Share of a type among what is sought: all of one, or as in the country's stock. */
static double share_of(const koh_inputs *inputs, size_t type, size_t i)
{
    double all = 0;
    for (size_t k = 0; k < inputs->n_dwelling_types; k++) {
        all += inputs->dwelling_types[k].households;
    }
    return type == KOH_ANY_DWELLING ? inputs->dwelling_types[i].households / all : (double) (type == i);
}

koh_status koh__sought_dwellings(const koh_inputs *inputs, size_t type, double dwellings, int year, koh_arena *arena,
                                 koh_plan *plan)
{
    koh_plan_housing *housing = housing_of(plan, inputs, arena);
    const int years[2] = { plan->base_year, year };
    const koh_quantity *none = path(arena, years, 0, 0);
    if (housing == NULL || none == NULL) {
        return KOH_ENOMEM;
    }
    koh_project *projects = KOH_TAKE(arena, housing->n_projects + inputs->n_dwelling_types, koh_project);
    if (projects == NULL) {
        return KOH_ENOMEM;
    }
    if (housing->n_projects > 0) {
        memcpy(projects, housing->projects, housing->n_projects * sizeof *projects);
    }
    for (size_t i = 0; i < inputs->n_dwelling_types; i++) {
        const double share = share_of(inputs, type, i);
        const char *id = inputs->dwelling_types[i].id;
        if (share > 0) {
            const koh_quantity *standing = path(arena, years, 0, share * dwellings);
            if (standing == NULL) {
                return KOH_ENOMEM;
            }
            projects[housing->n_projects++] = (koh_project){
                .id = id, .label = { id, id, id }, .type = i, .dwellings = standing, .slippage = none, .lapse = none
            };
        }
    }
    housing->projects = projects;
    plan->housing = housing;
    return KOH_OK;
}
