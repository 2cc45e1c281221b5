/* Staff by service area and in all: the sum over services that are in scope. Wholes have no staff beside that of their
 * parts, so nobody is counted twice. Users are never summed: one person may use several services. */
#include <math.h>

#include "plan/model_priv.h"

/* The areas of the catalogue in its order, and "total" after them. */
static koh_status areas_of(koh_frame *f, koh_axis *areas)
{
    const char **labels = KOH_TAKE(f->result->arena, f->services.n + 1, const char *);
    if (labels == NULL) {
        return KOH_ENOMEM;
    }
    *areas = (koh_axis){ "area", 0, NULL, labels };
    for (size_t k = 0; k < f->services.n; k++) {
        if (koh_axis_find_label(areas, f->inputs->services[k].area) == (size_t) -1) {
            labels[areas->n++] = f->inputs->services[k].area;
        }
    }
    labels[areas->n++] = "total";
    return KOH_OK;
}

/* FTE of service k at year index t over professions; NaN where the service is staffed but its users are unknown. */
static double fte_of(const koh_cube *fte, size_t t, size_t k)
{
    size_t m = fte->axes[2].n;
    double sum = 0;
    for (size_t j = 0; j < m; j++) {
        sum += fte->value[(t * fte->axes[1].n + k) * m + j];
    }
    return sum;
}

/* Adds an id to a list of ids with commas. */
static koh_status list(koh_frame *f, const char *id, const char **ids)
{
    *ids = *ids == NULL ? id : koh__arena_format(f->result->arena, "%s, %s", *ids, id);
    return *ids == NULL ? KOH_ENOMEM : KOH_OK;
}

/* Notes what no total holds: once, unless a scenario has it otherwise than the reference. */
static koh_status note(koh_frame *f, const koh_cube *fte)
{
    const char *outside = NULL, *unknown = NULL, *withheld = NULL;
    int differs = f->scenario == f->result->scenarios;
    koh_status status = KOH_OK;
    for (size_t k = 0; k < f->services.n && status == KOH_OK; k++) {
        int in_scope = koh__in_scope(f->result, f->scenario, k);
        differs |= in_scope != koh__in_scope(f->result, f->result->scenarios, k);
        if (!in_scope) {
            status = list(f, f->inputs->services[k].id, &outside);
        } else if (isnan(fte_of(fte, 0, k))) {
            status = list(f, f->inputs->services[k].id, koh_is_withheld(fte_of(fte, 0, k)) ? &withheld : &unknown);
        }
    }
    const char *scenario = f->scenario == f->result->scenarios ? NULL : f->plan->id;
    if (status == KOH_OK && differs && outside != NULL) {
        status = koh__result_warn(f->result, (koh_warning){ "out_of_scope", NULL, scenario, KOH_YEAR_NONE, -1, -1 },
                                  "outside the plan's scope and in no total: %s", outside);
    }
    if (status == KOH_OK && differs && unknown != NULL) {
        status =
            koh__result_warn(f->result, (koh_warning){ "unknown_in_totals", NULL, scenario, KOH_YEAR_NONE, -1, -1 },
                             "volume unknown, so their staff is in no total: %s", unknown);
    }
    if (status == KOH_OK && differs && withheld != NULL) {
        status =
            koh__result_warn(f->result, (koh_warning){ "withheld_in_totals", NULL, scenario, KOH_YEAR_NONE, -1, -1 },
                             "withheld, so their staff is in no total: %s", withheld);
    }
    return status;
}

/* Is the staff of service k withheld in this scenario and not in the reference? A total without it would not be held
 * against the reference's. */
static int is_withheld_here(const koh_frame *f, double here, size_t t, size_t k)
{
    if (!koh_is_withheld(here) || f->scenario == f->result->scenarios) {
        return 0;
    }
    const koh_cube *other = koh__result_cube(f->result->scenarios, "demand/fte");
    return t < other->axes[0].n && !isnan(fte_of(other, t, k));
}

koh_status koh__model_areas(koh_frame *f)
{
    const koh_cube *fte = koh__result_cube(f->scenario, "demand/fte");
    koh_axis areas;
    koh_status status = areas_of(f, &areas);
    if (status != KOH_OK) {
        return status;
    }
    koh_cube *cube = koh__result_add(f->result, f->scenario,
                                     &(koh_cube){ .path = "demand/fte_by_area",
                                                  .unit = "fte",
                                                  .time = "1 January",
                                                  .basis = fte->basis,
                                                  .n_axes = 2,
                                                  .axes = { f->years, areas } });
    double *unknown = KOH_TAKE(f->result->arena, areas.n, double); /* 0, or why the staff of a service is unknown */
    unsigned char *apart = KOH_TAKE(f->result->arena, areas.n, unsigned char); /* no total like the reference's */
    if (cube == NULL || unknown == NULL || apart == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t t = 0; t <= f->n_steps; t++) {
        double *row = cube->value + t * areas.n;
        for (size_t k = 0; k < f->services.n; k++) {
            double here = koh__in_scope(f->result, f->scenario, k) ? fte_of(fte, t, k) : 0;
            size_t area = koh_axis_find_label(&areas, f->inputs->services[k].area);
            unknown[area] = isnan(here) ? here : unknown[area];
            apart[area] = apart[area] || is_withheld_here(f, here, t, k);
            row[area] += isnan(here) ? 0 : here;
            row[areas.n - 1] += isnan(here) ? 0 : here;
        }
        for (size_t a = 0; a < areas.n; a++) {
            row[a] = isnan(unknown[a]) && row[a] == 0 ? unknown[a] : row[a];
            apart[areas.n - 1] = apart[areas.n - 1] || apart[a];
            row[a] = apart[a] ? koh_withheld() : row[a];
            unknown[a] = 0;
        }
    }
    return note(f, fte);
}
