/* Demand for and supply of staff by profession, the gap between them, and whom it takes to close it.
 *
 * Demand: staff_demand.c. Staff of the base year: the plan's staff file, or the demand of the reference in persons, by
 * age as steady recruitment holds them. An FTE counts as contracted; where absence differs from that of the reference's
 * base year, so does what an FTE gives:
 *   FTE = persons x position share x (1 - absence) / (1 - absence of the base year).
 * Who comes: the plan's graduates and hires; or, where it tells how posts are announced, those of the hires needed whom
 * a year of announcements brings; or else every year as many as hold the reference's base-year staff steady.
 * The recruitment that is needed is that of a path on which demand is met at each 1 January from the next one on. */
#include <math.h>
#include <string.h>

#include "kohort/calibrate.h"
#include "plan/model_priv.h"
#include "plan/workforce_priv.h"

enum { AGES = KOH_STAFF_AGES, FLOWS = 5, PARTS = 7 };

static const char *const flow_names[FLOWS] = { "deaths", "retirements", "turnover", "graduates", "hires" };
static const int flow_signs[FLOWS] = { -1, -1, -1, 1, 1 };
static const char *const part_names[PARTS] = { "gap_at_start", "demand_change", "deaths", "retirements",
                                               "turnover",     "surplus",       "hires" };

/* A gap below this share of the demand is rounding of sums over ages and services, and no gap. */
#define GAP_ROUNDING 1e-9

/* The cubes, and what is alike for all professions. */
typedef struct people {
    koh_frame *f;
    const koh_plan_workforce *plan, *reference;
    double sex_death[2][AGES];
    double *demand, *supply, *unfilled, *persons, *gap; /* [n_steps + 1][n_professions] */
    double *flow, *recruitment;                         /* [n_steps][n_professions][FLOWS or PARTS] */
} people;

/* Rates of one profession in one year. */
typedef struct profile {
    double death[AGES], retire[AGES], leave[AGES], entry[AGES];
    koh_staff_rates rates;
} profile;

static double parameter(const people *p, const koh_plan_workforce *of, size_t j, koh_supply_parameter which, int year)
{
    return koh__supply_at(p->f->inputs, of, j, which, year);
}

/* Contracted FTE of the base year's absence that a person gives in a year. */
static double fte_per_person(const people *p, size_t j, int year)
{
    const double before = parameter(p, p->reference, j, KOH_SUPPLY_ABSENCE, p->f->plan->base_year);
    const double absence = parameter(p, p->plan, j, KOH_SUPPLY_ABSENCE, year);
    return parameter(p, p->plan, j, KOH_SUPPLY_POSITION_SHARE, year) * (1 - absence) / (1 - before);
}

static koh_status make_profile(const people *p, const koh_plan_workforce *of, size_t j, int year, profile *made)
{
    const double women = parameter(p, of, j, KOH_SUPPLY_SHARE_OF_WOMEN, year);
    const double turnover = parameter(p, of, j, KOH_SUPPLY_TURNOVER, year);
    koh_status status =
        koh_staff_retirement(parameter(p, of, j, KOH_SUPPLY_RETIREMENT_AGE, year), p->f->error, made->retire);
    if (status == KOH_OK) {
        status = koh_staff_entry((int) parameter(p, of, j, KOH_SUPPLY_HIRING_AGE, year), p->f->error, made->entry);
    }
    for (int a = 0; a < AGES; a++) {
        made->death[a] = women * p->sex_death[0][a] + (1 - women) * p->sex_death[1][a];
        made->leave[a] = KOH_STAFF_YOUNGEST + a < KOH_STAFF_EXIT_FROM ? turnover : 0;
    }
    made->rates = (koh_staff_rates){ made->death, made->retire, made->leave };
    return status;
}

/* Probabilities of dying at working age, of the base year. */
static koh_status find_deaths(people *p)
{
    const koh_frame *f = p->f;
    double lx[2 * KOH_CALIB_MAX_AGES], Lx[2 * KOH_CALIB_MAX_AGES];
    koh_status status = koh_calib_life_table(&f->inputs->nation, 0, 1, 1, lx, Lx);
    for (size_t sex = 0; sex < 2 && status == KOH_OK; sex++) {
        const double *l = lx + sex * f->n_age + KOH_STAFF_YOUNGEST;
        for (int a = 0; a < AGES; a++) {
            p->sex_death[sex][a] = 1 - l[a + 1] / l[a];
        }
    }
    return status;
}

/* Persons of the base year by age, and how many come a year where the plan does not say. */
static koh_status find_staff(const people *p, size_t j, double *stock, double *entrants)
{
    const koh_frame *f = p->f;
    const int base = f->plan->base_year;
    const double *ages = p->reference->professions[j].ages;
    const koh_quantity *registered = f->result->scenarios[0].plan->profession_fte[j];
    double fte = koh__fte_in_scope(f, f->result->scenarios, 0, j);
    if (fte == 0 && registered != NULL) {
        fte = koh_quantity_mean(registered, base);
    }
    const double persons =
        ages != NULL ? koh_staff_total(ages) : fte / parameter(p, p->reference, j, KOH_SUPPLY_POSITION_SHARE, base);
    profile today;
    const koh_status status = make_profile(p, p->reference, j, base, &today);
    if (status == KOH_OK) {
        *entrants = koh_staff_stationary(&today.rates, today.entry, persons, stock);
        if (ages != NULL) {
            memcpy(stock, ages, AGES * sizeof *stock);
        }
    }
    return status;
}

static void put_flow(const people *p, size_t t, size_t j, const koh_staff_flow *flow, double graduates)
{
    const double cells[FLOWS] = { flow->deaths, flow->retirements, flow->leavers, graduates,
                                  flow->entrants - graduates };
    memcpy(p->flow + (t * p->f->professions.n + j) * FLOWS, cells, sizeof cells);
}

static void put_recruitment(const people *p, size_t t, size_t j, const koh_recruitment *r)
{
    const double cells[PARTS] = { r->gap_at_start, r->demand_change, r->deaths, r->retirements,
                                  r->leavers,      r->surplus,       r->hires };
    double *place = p->recruitment + (t * p->f->professions.n + j) * PARTS;
    for (size_t i = 0; i < PARTS; i++) {
        place[i] = isnan(r->demand_change) ? (double) NAN : cells[i];
    }
}

static double at(const koh_quantity *quantity, int year)
{
    return quantity == NULL ? 0 : koh_quantity_at(quantity, year);
}

/* The three stocks of a profession: with those who come, without them, and on the path that meets demand. */
typedef struct stocks {
    double with[2][AGES], without[2][AGES], met[2][AGES];
} stocks;

/* Persons that the demand takes; `there` where the difference is rounding. */
static double persons_needed(const people *p, size_t t, size_t j, double there)
{
    const double needed = p->demand[t * p->f->professions.n + j] / fte_per_person(p, j, p->f->years.numbers[t]);
    return fabs(needed - there) <= GAP_ROUNDING * needed ? there : needed;
}

/* Who comes in a year: the plan's number; or those of the posts which would have to be filled that an announcement
 * fills within the year; or as many as hold the base year's staff. */
static koh_status find_entrants(const people *p, size_t t, size_t j, const profile *made, const double *start,
                                double *entrants)
{
    const koh_plan_profession *own = &p->plan->professions[j];
    const int year = p->f->years.numbers[t];
    double met[AGES];
    koh_filling filling;
    if (own->graduates != NULL || own->hires != NULL) {
        *entrants = at(own->graduates, year) + at(own->hires, year);
        return KOH_OK;
    }
    const koh_status status = koh__filling_at(own, year, p->f->error, &filling);
    if (status == KOH_OK && own->applicants != NULL) {
        const double there = koh_staff_total(start);
        const koh_recruitment r = koh_recruitment_step(start, &made->rates, made->entry, persons_needed(p, t, j, there),
                                                       persons_needed(p, t + 1, j, there), met);
        *entrants = isnan(r.demand_change) ? *entrants : filling.prob_a_year * r.hires;
    }
    return status;
}

static koh_status step_profession(const people *p, size_t t, size_t j, double entrants, stocks *s)
{
    const koh_plan_profession *own = &p->plan->professions[j];
    const size_t now = t % 2, next = 1 - now;
    const int year = p->f->years.numbers[t];
    profile made;
    koh_status status = make_profile(p, p->plan, j, year, &made);
    status = status == KOH_OK ? find_entrants(p, t, j, &made, s->with[now], &entrants) : status;
    if (status != KOH_OK) {
        return status;
    }
    const koh_staff_flow flow = koh_staff_step(s->with[now], &made.rates, entrants, made.entry, s->with[next]);
    (void) koh_staff_step(s->without[now], &made.rates, 0, made.entry, s->without[next]);
    const double there = koh_staff_total(s->met[now]);
    const koh_recruitment r = koh_recruitment_step(s->met[now], &made.rates, made.entry, persons_needed(p, t, j, there),
                                                   persons_needed(p, t + 1, j, there), s->met[next]);
    put_flow(p, t, j, &flow, at(own->graduates, year));
    put_recruitment(p, t, j, &r);
    return KOH_OK;
}

static double gap_of(double demand, double supply)
{
    const double gap = demand - supply;
    return fabs(gap) <= GAP_ROUNDING * demand ? 0 : gap;
}

static koh_status fill_profession(const people *p, size_t j)
{
    const koh_frame *f = p->f;
    const size_t m = f->professions.n;
    double entrants = 0;
    stocks s = { 0 };
    koh_status status = find_staff(p, j, s.with[0], &entrants);
    memcpy(s.without[0], s.with[0], sizeof s.with[0]);
    memcpy(s.met[0], s.with[0], sizeof s.with[0]);
    for (size_t t = 0; t <= f->n_steps && status == KOH_OK; t++) {
        const double each = fte_per_person(p, j, f->years.numbers[t]);
        const double persons = koh_staff_total(s.with[t % 2]);
        p->persons[t * m + j] = persons;
        p->supply[t * m + j] = persons * each;
        p->unfilled[t * m + j] = koh_staff_total(s.without[t % 2]) * each;
        p->gap[t * m + j] = gap_of(p->demand[t * m + j], p->supply[t * m + j]);
        if (t < f->n_steps) {
            status = step_profession(p, t, j, entrants, &s);
        }
    }
    return status;
}

static double *add_cube(koh_frame *f, const char *path, const char *unit, const char *const *marks, const char *basis)
{
    const koh_cube form = { .path = path,
                            .unit = unit,
                            .time = "1 January",
                            .basis = basis,
                            .basis_by_label = marks,
                            .n_axes = 2,
                            .axes = { f->years, f->professions } };
    koh_cube *cube = koh__result_add(f->result, f->scenario, &form);
    return cube == NULL ? NULL : cube->value;
}

static double *add_parts(koh_frame *f, const char *path, const char *axis, size_t n, const char *const *names)
{
    const koh_cube form = { .path = path,
                            .unit = "persons",
                            .time = "year",
                            .n_axes = 3,
                            .axes = { f->intervals, f->professions, { axis, n, NULL, names } },
                            .sign = names == flow_names ? flow_signs : NULL };
    koh_cube *cube = koh__result_add(f->result, f->scenario, &form);
    return cube == NULL ? NULL : cube->value;
}

/* Whose figures the staff of the base year is: the plan's, or the norms'. */
static koh_status mark(const people *p, const char **basis, const char *const **by_label)
{
    const koh_frame *f = p->f;
    const char **marks = KOH_TAKE(f->result->arena, f->professions.n, const char *);
    size_t n_own = 0;
    for (size_t j = 0; marks != NULL && j < f->professions.n; j++) {
        const koh_quantity *fte = f->plan->profession_fte[j];
        const int own = (fte != NULL && !koh_is_withheld(fte->value[0])) || p->plan->professions[j].ages != NULL;
        marks[j] = own ? "own" : "national_rates";
        n_own += own != 0;
    }
    *basis = n_own == 0 ? "national_rates" : n_own == f->professions.n ? "own" : "mixed";
    *by_label = n_own > 0 && n_own < f->professions.n ? marks : NULL;
    return marks == NULL ? KOH_ENOMEM : KOH_OK;
}

koh_status koh__model_workforce(koh_frame *f)
{
    people p = { .f = f, .plan = f->plan->workforce, .reference = f->result->scenarios[0].plan->workforce };
    const char *basis = NULL, *const *marks = NULL;
    koh_status status = mark(&p, &basis, &marks);
    if (status == KOH_OK) {
        p.demand = add_cube(f, "workforce/demand", "fte", marks, basis);
        p.supply = add_cube(f, "workforce/supply", "fte", marks, basis);
        p.unfilled = add_cube(f, "workforce/supply_without_hires", "fte", marks, basis);
        p.gap = add_cube(f, "workforce/gap", "fte", marks, basis);
        p.persons = add_cube(f, "workforce/persons", "persons", marks, basis);
        p.flow = add_parts(f, "workforce/flow", "component", FLOWS, flow_names);
        p.recruitment = add_parts(f, "workforce/recruitment", "part", PARTS, part_names);
        status = p.demand == NULL || p.supply == NULL || p.unfilled == NULL || p.gap == NULL || p.persons == NULL ||
                         p.flow == NULL || p.recruitment == NULL
                     ? KOH_ENOMEM
                     : find_deaths(&p);
    }
    status = status == KOH_OK ? koh__staff_demand(f, p.demand) : status;
    for (size_t j = 0; j < f->professions.n && status == KOH_OK; j++) {
        status = fill_profession(&p, j);
    }
    status = status == KOH_OK ? koh__model_vacancies(f) : status;
    status = status == KOH_OK ? koh__model_staff_units(f) : status;
    status = status == KOH_OK ? koh__model_feasible(f) : status;
    return status == KOH_OK ? koh__model_rotas(f) : status;
}
