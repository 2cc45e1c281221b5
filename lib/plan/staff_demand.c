/* Demand for staff by service and profession: what the users take by the norms, the vacant posts of the base year, what
 * technology saves, what informal carers no longer do, and the tasks that move between professions. The cause of every
 * change is kept apart. Only services in scope count; unknown volumes count nothing, as in T10 and T13. */
#include <math.h>
#include <string.h>

#include "plan/model_priv.h"
#include "plan/workforce_priv.h"

static const char *const part_names[KOH_DEMAND_PARTS] = { "services", "vacant", "technology", "informal_care",
                                                          "task_shifts" };
enum { SERVICES, VACANT, TECHNOLOGY, INFORMAL, TASKS };

/* What the parts of the demand of one scenario share. */
typedef struct demand {
    koh_frame *f;
    const koh_plan_workforce *plan;
    const koh_cube *fte;    /* of the scenario, by service and profession */
    double *vacant;         /* [n_professions] factor */
    unsigned char *unknown; /* [n_professions] there is staff that no norm of a service in scope speaks of */
    koh_task_shift *shifts; /* [n_task_shifts] */
    double *parts;          /* [n_steps + 1][n_professions][KOH_DEMAND_PARTS] */
} demand;

/* FTE of profession j in service k at t: 0 where the volume is unknown; withheld where it is so here and not in the
 * reference, since a sum without it would not be held against the reference's. */
static double known_fte(const koh_frame *f, const koh_cube *fte, size_t t, size_t k, size_t j)
{
    const size_t at = (t * fte->axes[1].n + k) * fte->axes[2].n + j;
    const double here = fte->value[at];
    if (!koh_is_withheld(here)) {
        return isnan(here) ? 0 : here;
    }
    const koh_cube *reference = koh__result_cube(f->result->scenarios, "demand/fte");
    return t < reference->axes[0].n && !isnan(reference->value[at]) ? here : 0;
}

double koh__fte_in_scope(const koh_frame *f, const koh_scenario_result *scenario, size_t t, size_t j)
{
    const koh_cube *fte = koh__result_cube(scenario, "demand/fte");
    double sum = 0;
    for (size_t k = 0; k < f->services.n; k++) {
        sum += koh__in_scope(f->result, scenario, k) ? known_fte(f, fte, t, k, j) : 0;
    }
    return sum;
}

static koh_adoption adoption_of(const koh_plan_technology *t, int year)
{
    return (koh_adoption){ .midpoint = t->midpoint,
                           .years = koh_quantity_at(t->years, year),
                           .reach = koh_quantity_at(t->reach, year),
                           .coverage = t->coverage == NULL ? 1 : koh_quantity_at(t->coverage, year) };
}

double koh__technology_saved(const koh_plan_technology *t, int base, int year)
{
    const koh_adoption then = adoption_of(t, base), now = adoption_of(t, year);
    return koh_adoption_saved(koh_quantity_at(t->saved_share, year), koh_adoption_at(&now, year),
                              koh_adoption_at(&then, base));
}

/* What is left of the hours of a service when technology of its own or of its whole has saved its part. */
static double left_of(const demand *d, size_t k, int year)
{
    double left = 1;
    for (size_t i = 0; i < d->plan->n_technologies; i++) {
        const koh_plan_technology *t = &d->plan->technologies[i];
        const koh_service *service = &d->f->inputs->services[k];
        left *= t->service == k || service->parent == t->service
                    ? 1 - koh__technology_saved(t, d->f->plan->base_year, year)
                    : 1;
    }
    return left;
}

/* Vacant posts of the base year raise the demand of their profession in proportion. */
static void find_vacant(const demand *d)
{
    const koh_plan *reference = d->f->result->scenarios[0].plan;
    for (size_t j = 0; j < d->f->professions.n; j++) {
        const double base = koh__fte_in_scope(d->f, d->f->result->scenarios, 0, j);
        const koh_plan_profession *own = &reference->workforce->professions[j];
        const double open = own->vacant == NULL ? 0 : koh_quantity_at(own->vacant, d->f->plan->base_year);
        const int there = reference->profession_fte[j] != NULL || own->vacant != NULL || own->ages != NULL;
        d->vacant[j] = base > 0 ? (base + open) / base : 1;
        d->unknown[j] = there && base == 0;
    }
}

/* One service in one year, by profession: `row` after all but informal care; the parts are added up. */
static void add_service(const demand *d, size_t t, size_t k, double *before, double *row)
{
    const size_t m = d->f->professions.n;
    const double left = left_of(d, k, d->f->years.numbers[t]);
    double *parts = d->parts + t * m * KOH_DEMAND_PARTS;
    for (size_t j = 0; j < m; j++) {
        const double known = known_fte(d->f, d->fte, t, k, j);
        const double posts = known * d->vacant[j];
        before[j] = posts * left;
        parts[j * KOH_DEMAND_PARTS + SERVICES] += known;
        parts[j * KOH_DEMAND_PARTS + VACANT] += posts - known;
        parts[j * KOH_DEMAND_PARTS + TECHNOLOGY] += before[j] - posts;
    }
    koh_task_shift_apply(m, before, d->plan->n_task_shifts, d->shifts, row);
    for (size_t j = 0; j < m; j++) {
        parts[j * KOH_DEMAND_PARTS + TASKS] += row[j] - before[j];
    }
}

/* Hours that informal carers do less, in FTE of the profession that steps in. */
static double informal_fte(const koh_plan_informal *informal, int year)
{
    return informal->hours == NULL
               ? 0
               : (0 - koh_quantity_at(informal->change, year)) * koh_quantity_at(informal->hours, year) *
                     koh_quantity_at(informal->substitution, year) / koh_quantity_at(informal->hours_per_fte, year);
}

static void fill_year(const demand *d, size_t t, double *before, double *rows)
{
    const koh_frame *f = d->f;
    const size_t m = f->professions.n;
    const int year = f->years.numbers[t];
    const koh_plan_informal *informal = &d->plan->informal;
    for (size_t i = 0; i < d->plan->n_task_shifts; i++) {
        const koh_plan_task_shift *s = &d->plan->task_shifts[i];
        d->shifts[i] =
            (koh_task_shift){ s->from, s->to, koh_quantity_at(s->share, year), koh_quantity_at(s->efficiency, year) };
    }
    for (size_t k = 0; k < f->services.n; k++) {
        if (koh__in_scope(f->result, f->scenario, k)) {
            add_service(d, t, k, before, rows + k * m);
        }
    }
    if (informal->hours != NULL) {
        const double fte = informal_fte(informal, year);
        d->parts[(t * m + informal->profession) * KOH_DEMAND_PARTS + INFORMAL] = fte;
        rows[f->services.n * m + informal->profession] = fte;
    }
}

static void fill_sums(const demand *d, size_t t, double *sums)
{
    const size_t m = d->f->professions.n;
    for (size_t j = 0; j < m; j++) {
        double *parts = d->parts + (t * m + j) * KOH_DEMAND_PARTS, sum = 0;
        for (size_t i = 0; i < KOH_DEMAND_PARTS; i++) {
            parts[i] = d->unknown[j] ? (double) NAN : parts[i];
            sum += parts[i];
        }
        sums[t * m + j] = sum;
    }
}

/* The parts as a cube where the plan has any that is not plain, else only as long as the run needs them. */
static double *take_parts(koh_frame *f, const koh_plan_workforce *plan)
{
    const koh_cube form = { .path = "workforce/demand_parts",
                            .unit = "fte",
                            .time = "1 January",
                            .n_axes = 3,
                            .axes = { f->years, f->professions, { "part", KOH_DEMAND_PARTS, NULL, part_names } } };
    int vacant = 0;
    for (size_t j = 0; j < f->professions.n; j++) {
        vacant |= f->result->scenarios[0].plan->workforce->professions[j].vacant != NULL;
    }
    if (vacant || plan->n_technologies > 0 || plan->n_task_shifts > 0 || plan->informal.hours != NULL) {
        koh_cube *cube = koh__result_add(f->result, f->scenario, &form);
        return cube == NULL ? NULL : cube->value;
    }
    return KOH_TAKE(f->result->arena, koh_cube_size(&form), double);
}

koh_status koh__staff_demand(koh_frame *f, double *sums)
{
    koh_arena *arena = f->result->arena;
    const size_t m = f->professions.n, cells = (f->services.n + 1) * m;
    demand d = { .f = f, .plan = f->plan->workforce, .vacant = KOH_TAKE(arena, m, double) };
    double *before = KOH_TAKE(arena, m, double);
    d.unknown = KOH_TAKE(arena, m, unsigned char);
    d.fte = koh__result_cube(f->scenario, "demand/fte");
    d.shifts = KOH_TAKE(arena, d.plan->n_task_shifts, koh_task_shift);
    d.parts = take_parts(f, d.plan);
    f->staff_needed = KOH_TAKE(arena, (f->n_steps + 1) * cells, double);
    if (d.vacant == NULL || d.unknown == NULL || d.shifts == NULL || d.parts == NULL || before == NULL ||
        f->staff_needed == NULL) {
        return KOH_ENOMEM;
    }
    find_vacant(&d);
    for (size_t t = 0; t <= f->n_steps; t++) {
        fill_year(&d, t, before, f->staff_needed + t * cells);
        fill_sums(&d, t, sums);
    }
    return KOH_OK;
}
