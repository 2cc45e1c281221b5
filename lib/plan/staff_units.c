/* Units of work: target and projected staff by profession, what it takes to recruit, and persons per leader.
 *
 * A unit's target grows with the need of the service it works for, or with the demand for each profession where it
 * names none; where it has a mix of its own, that mix is held on its total. Its staff follows the municipality's supply
 * of the profession. What no unit has is the rest, so that units sum to the municipality by profession and year: sum
 * over units of (target - supply) = gap. Recruitment: those who go, by the unit's part of the demand, the change of the
 * target, and in the first year the gap; what is too many in the municipality is taken off in the same way, so that
 * units sum to hires less surplus. */
#include <math.h>
#include <string.h>

#include "plan/model_priv.h"
#include "plan/workforce_priv.h"

enum { GAP_AT_START, DEMAND_CHANGE, DEATHS, RETIREMENTS, TURNOVER, PARTS = 7 }; /* of workforce/recruitment */

#define GAP_ROUNDING 1e-9 /* of the demand: less is rounding of sums over units */

/* The units of one scenario, the rest last. */
typedef struct units {
    koh_frame *f;
    const koh_plan_workforce *plan;
    size_t n;                                                          /* units and the rest */
    const double *all_demand, *all_supply, *all_persons, *recruitment; /* of the municipality */
    const double *base_demand, *base_supply;                           /* of the reference, from its base year on */
    double *target, *supply, *gap, *hires, *persons, *leaders;
} units;

/* By how much the need of a unit has grown since the reference's base year, by profession. */
static double growth(const units *u, const koh_plan_staff_unit *unit, size_t t, size_t j)
{
    const koh_frame *f = u->f;
    const size_t m = f->professions.n, cells = (f->services.n + 1) * m;
    if (unit->service == f->services.n) {
        return u->all_demand[t * m + j] / u->base_demand[j];
    }
    double now = 0, then = 0;
    for (size_t i = 0; i < m; i++) {
        now += f->staff_needed[t * cells + unit->service * m + i];
        then += f->staff_needed[unit->service * m + i];
    }
    return now / then;
}

/* Target of one unit at t, [n_professions]: as it is, grown; its total by its mix where it has one. */
static void fill_target(const units *u, size_t i, size_t t, double *row)
{
    const koh_plan_staff_unit *unit = &u->plan->units[i];
    const size_t m = u->f->professions.n;
    const int year = u->f->years.numbers[t];
    double total = 0, given = 0;
    for (size_t j = 0; j < m; j++) {
        row[j] =
            unit->fte[j] == NULL ? 0 : koh_quantity_mean(unit->fte[j], u->f->plan->base_year) * growth(u, unit, t, j);
        total += row[j];
        given += unit->target_share[j] == NULL ? 0 : koh_quantity_at(unit->target_share[j], year);
    }
    for (size_t j = 0; j < m && given > 0; j++) {
        row[j] = unit->target_share[j] == NULL ? 0 : total * koh_quantity_at(unit->target_share[j], year);
    }
}

static void fill_year(const units *u, size_t t)
{
    const koh_frame *f = u->f;
    const size_t m = f->professions.n, rest = u->n - 1;
    const double *supply = u->all_supply, *demand = u->all_demand, *base = u->base_supply;
    double *target = u->target + t * u->n * m, *there = u->supply + t * u->n * m;
    memcpy(target + rest * m, demand + t * m, m * sizeof *target);
    memcpy(there + rest * m, supply + t * m, m * sizeof *there);
    for (size_t i = 0; i < rest; i++) {
        const koh_plan_staff_unit *unit = &u->plan->units[i];
        fill_target(u, i, t, target + i * m);
        for (size_t j = 0; j < m; j++) {
            const double fte = unit->fte[j] == NULL ? 0 : koh_quantity_mean(unit->fte[j], f->plan->base_year);
            there[i * m + j] = fte == 0 ? 0 : fte * supply[t * m + j] / base[j];
            target[rest * m + j] -= target[i * m + j];
            there[rest * m + j] -= there[i * m + j];
        }
    }
    for (size_t i = 0; i < u->n; i++) {
        for (size_t j = 0; j < m; j++) {
            const double gap = target[i * m + j] - there[i * m + j];
            const double scale = fmax(fabs(target[i * m + j]), fabs(demand[t * m + j]));
            u->gap[(t * u->n + i) * m + j] = fabs(gap) <= GAP_ROUNDING * scale ? 0 : gap;
        }
    }
}

/* Persons that an FTE of profession j takes at t; 0 where there is nobody. */
static double persons_per_fte(const units *u, size_t t, size_t j)
{
    const size_t at = t * u->f->professions.n + j;
    return u->all_supply[at] > 0 ? u->all_persons[at] / u->all_supply[at] : 0;
}

static void fill_persons(const units *u, size_t t)
{
    const size_t m = u->f->professions.n;
    for (size_t i = 0; i < u->n; i++) {
        const koh_quantity *leaders = i + 1 < u->n ? u->plan->units[i].leaders : NULL;
        double sum = 0;
        for (size_t j = 0; j < m; j++) {
            sum += u->supply[(t * u->n + i) * m + j] * persons_per_fte(u, t, j);
        }
        u->persons[t * u->n + i] = sum;
        u->leaders[t * u->n + i] = leaders == NULL ? (double) NAN : koh_quantity_at(leaders, u->f->years.numbers[t]);
    }
}

/* Persons of one unit and profession to be hired in the year from t on; 0 where the demand is unknown. */
static double hires_of(const units *u, size_t t, size_t i, size_t j)
{
    const size_t m = u->f->professions.n, row = u->n * m, at = i * m + j;
    const double *parts = u->recruitment + (t * m + j) * PARTS;
    const double demand = u->all_demand[t * m + j];
    if (isnan(demand) || demand == 0) {
        return 0;
    }
    const double now = persons_per_fte(u, t, j), next = persons_per_fte(u, t + 1, j);
    const double share = u->target[t * row + at] / demand;
    const double gap = t == 0 ? u->gap[at] * now : share * parts[GAP_AT_START];
    return gap + u->target[(t + 1) * row + at] * next - u->target[t * row + at] * now +
           share * (parts[DEATHS] + parts[RETIREMENTS] + parts[TURNOVER]);
}

static void fill_hires(const units *u, size_t t)
{
    const size_t m = u->f->professions.n;
    for (size_t i = 0; i < u->n; i++) {
        double sum = 0;
        for (size_t j = 0; j < m; j++) {
            sum += hires_of(u, t, i, j);
        }
        u->hires[t * u->n + i] = sum;
    }
}

static double *add_cube(units *u, const char *path, const char *unit, const koh_axis *time, const koh_axis *ids,
                        int by_profession)
{
    const koh_cube form = { .path = path,
                            .unit = unit,
                            .time = time->n > u->f->n_steps ? "1 January" : "year",
                            .n_axes = by_profession ? 3 : 2,
                            .axes = { *time, *ids, u->f->professions } };
    koh_cube *cube = koh__result_add(u->f->result, u->f->scenario, &form);
    return cube == NULL ? NULL : cube->value;
}

koh_status koh__model_staff_units(koh_frame *f)
{
    const koh_plan_workforce *plan = f->plan->workforce;
    units u = { .f = f, .plan = plan, .n = plan->n_units + 1 };
    const char **ids = KOH_TAKE(f->result->arena, u.n, const char *);
    if (plan->n_units == 0 || ids == NULL) {
        return ids == NULL ? KOH_ENOMEM : KOH_OK;
    }
    u.all_demand = koh__result_cube(f->scenario, "workforce/demand")->value;
    u.all_supply = koh__result_cube(f->scenario, "workforce/supply")->value;
    u.all_persons = koh__result_cube(f->scenario, "workforce/persons")->value;
    u.recruitment = koh__result_cube(f->scenario, "workforce/recruitment")->value;
    u.base_demand = koh__result_cube(f->result->scenarios, "workforce/demand")->value;
    u.base_supply = koh__result_cube(f->result->scenarios, "workforce/supply")->value;
    for (size_t i = 0; i < plan->n_units; i++) {
        ids[i] = plan->units[i].id;
    }
    ids[plan->n_units] = "rest";
    const koh_axis axis = { "unit_of_work", u.n, NULL, ids };
    u.target = add_cube(&u, "workforce/unit_target", "fte", &f->years, &axis, 1);
    u.supply = add_cube(&u, "workforce/unit_supply", "fte", &f->years, &axis, 1);
    u.gap = add_cube(&u, "workforce/unit_gap", "fte", &f->years, &axis, 1);
    u.hires = add_cube(&u, "workforce/unit_hires", "persons", &f->intervals, &axis, 0);
    u.persons = add_cube(&u, "workforce/unit_persons", "persons", &f->years, &axis, 0);
    u.leaders = add_cube(&u, "workforce/unit_leaders", "persons", &f->years, &axis, 0);
    if (u.target == NULL || u.supply == NULL || u.gap == NULL || u.hires == NULL || u.persons == NULL ||
        u.leaders == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t t = 0; t <= f->n_steps; t++) {
        fill_year(&u, t);
        fill_persons(&u, t);
    }
    for (size_t t = 0; t < f->n_steps; t++) {
        fill_hires(&u, t);
    }
    return KOH_OK;
}
