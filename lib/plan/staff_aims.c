/* Aims for the staff, beside what follows from demand and supply: the share with higher education and the hires that
 * reach its target, courses with their hours and cost, and larger positions with theirs. They do not feed into the
 * demand for staff.
 *
 * Higher education: of the FTE that there are by workforce/supply, those of professions whose usual education is
 * higher. The path begins with the share that is there; at every later 1 January it is the target's, or what has stayed
 * where that is more. Those who leave are the deaths, retirements and turnover of the same year. Professions with
 * unknown staff are in neither part of a share. */
#include "plan/staff_aims_priv.h"

#include <math.h>
#include <string.h>

#include "kohort/held_share.h"
#include "plan/prices_priv.h"
#include "plan/workforce_priv.h"

enum { SHARES = 3, DEATHS = 0, TURNOVER = 2, FLOWS = 5, MONEY = 3 };

static const char *const share_names[SHARES] = { "supply", "demand", "target" };
static const char *const money_names[MONEY] = { "cost", "saved", "net" };

typedef struct aims {
    koh_frame *f;
    const koh_plan_staff_aims *plan;
    const double *supply, *demand, *persons, *flow; /* of the run */
    koh_prices prices;
    const char *unit; /* of kroner */
} aims;

static int is_higher(const aims *a, size_t j)
{
    return a->f->inputs->professions[j].is_higher;
}

/* Sum over professions at t of a cube [year][profession], of higher education only or of all; unknown ones left out. */
static double sum_of(const aims *a, const double *cube, size_t t, int higher_only)
{
    double sum = 0;
    for (size_t j = 0; j < a->f->professions.n; j++) {
        const double value = cube[t * a->f->professions.n + j];
        sum += isnan(value) || (higher_only && !is_higher(a, j)) ? 0 : value;
    }
    return sum;
}

/* Share of the persons of t who leave in the year, of profession `only` or, where it is n, of those of higher education
 * (higher = 1) or all. */
static double leaving(const aims *a, size_t t, size_t only, int higher)
{
    const size_t m = a->f->professions.n;
    double left = 0, there = 0;
    for (size_t j = 0; j < m; j++) {
        const double persons = a->persons[t * m + j];
        if (isnan(persons) || (only < m && only != j) || (higher && !is_higher(a, j))) {
            continue;
        }
        there += persons;
        for (int i = DEATHS; i <= TURNOVER; i++) {
            left += a->flow[(t * m + j) * FLOWS + (size_t) i];
        }
    }
    return there > 0 ? fmin(left / there, 1) : 0;
}

static double *add_cube(aims *a, const char *path, const char *unit, const koh_axis *years, const koh_axis *more)
{
    const koh_cube form = { .path = path,
                            .unit = unit,
                            .time = years->n > a->f->n_steps ? "1 January" : "year",
                            .n_axes = more == NULL ? 1 : 2,
                            .axes = { *years, more == NULL ? *years : *more } };
    koh_cube *cube = koh__result_add(a->f->result, a->f->scenario, &form);
    return cube == NULL ? NULL : cube->value;
}

static koh_status fill_education(aims *a)
{
    const koh_frame *f = a->f;
    const koh_axis kinds = { "share", SHARES, NULL, share_names };
    double *share = add_cube(a, "workforce/higher_education", "share", &f->years, &kinds);
    double *hires = add_cube(a, "workforce/higher_education_hires", "fte", &f->intervals, NULL);
    double held = sum_of(a, a->supply, 0, 1);
    koh_status status = share == NULL || hires == NULL ? KOH_ENOMEM : KOH_OK;
    for (size_t t = 0; t <= f->n_steps && status == KOH_OK; t++) {
        const double there = sum_of(a, a->supply, t, 0), needed = sum_of(a, a->demand, t, 0);
        share[t * SHARES] = there > 0 ? sum_of(a, a->supply, t, 1) / there : (double) NAN;
        share[t * SHARES + 1] = needed > 0 ? sum_of(a, a->demand, t, 1) / needed : (double) NAN;
        share[t * SHARES + 2] = koh_quantity_at(a->plan->higher_education, f->years.numbers[t]);
        if (t < f->n_steps) {
            koh_held_share step = { 0 };
            const double target = koh_quantity_at(a->plan->higher_education, f->years.numbers[t + 1]);
            status = koh_held_share_step(held, leaving(a, t, f->professions.n, 1), sum_of(a, a->supply, t + 1, 0),
                                         target, f->error, &step);
            hires[t] = step.joined;
            held = step.held;
        }
    }
    return status;
}

/* Persons whom a course is for. */
static double staff_of(const aims *a, const koh_plan_course *course, size_t t)
{
    const size_t m = a->f->professions.n;
    return course->profession < m ? a->persons[t * m + course->profession] : sum_of(a, a->persons, t, 0);
}

/* Employer's cost of an hour at work of those a course is for, by their FTE; NaN = unknown. */
static double hour_cost(const aims *a, const koh_plan_course *course, size_t t, double hours_per_fte)
{
    const size_t m = a->f->professions.n;
    double cost = 0, fte = 0;
    for (size_t j = 0; j < m; j++) {
        const double there = a->supply[t * m + j];
        if ((course->profession == m || course->profession == j) && there > 0) {
            cost += there * a->prices.staff[t * m + j];
            fte += there;
        }
    }
    return fte > 0 ? cost / fte / hours_per_fte : (double) NAN;
}

/* The cubes of courses. */
typedef struct training {
    double *share, *participants, *hours, *stand_in, *cost;
} training;

static koh_status fill_course(const aims *a, size_t i, const training *x)
{
    const koh_frame *f = a->f;
    const koh_plan_course *course = &a->plan->courses[i];
    const size_t n = a->plan->n_courses;
    double held = koh_quantity_at(course->now, f->plan->base_year) * staff_of(a, course, 0);
    koh_status status = KOH_OK;
    x->share[i] = koh_quantity_at(course->now, f->plan->base_year);
    for (size_t t = 0; t < f->n_steps && status == KOH_OK; t++) {
        const int year = f->years.numbers[t];
        const double expire = course->valid_years == NULL ? 0 : 1 / koh_quantity_at(course->valid_years, year);
        const double stay = (1 - leaving(a, t, course->profession, 0)) * (1 - fmin(expire, 1));
        const double per_fte = koh_quantity_at(course->hours_per_fte, year);
        const double stand_in = course->stand_in == NULL ? 1 : koh_quantity_at(course->stand_in, year);
        const double fee = course->fee == NULL ? 0 : koh_quantity_at(course->fee, year);
        const size_t at = t * n + i;
        koh_held_share step = { 0 };
        status = koh_held_share_step(held, 1 - stay, staff_of(a, course, t + 1),
                                     koh_quantity_at(course->target, year + 1), f->error, &step);
        x->participants[at] = step.joined;
        x->hours[at] = step.joined * koh_quantity_at(course->hours, year);
        x->stand_in[at] = x->hours[at] * stand_in / per_fte;
        x->cost[at] = step.joined * fee + x->hours[at] * stand_in * hour_cost(a, course, t, per_fte);
        x->share[(t + 1) * n + i] = step.share;
        held = step.held;
    }
    return status;
}

static koh_status fill_training(aims *a)
{
    const koh_frame *f = a->f;
    const char **ids = KOH_TAKE(f->result->arena, a->plan->n_courses, const char *);
    if (ids == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < a->plan->n_courses; i++) {
        ids[i] = a->plan->courses[i].id;
    }
    const koh_axis courses = { "course", a->plan->n_courses, NULL, ids };
    const training x = { add_cube(a, "workforce/training_share", "share", &f->years, &courses),
                         add_cube(a, "workforce/training_participants", "persons", &f->intervals, &courses),
                         add_cube(a, "workforce/training_hours", "hours per year", &f->intervals, &courses),
                         add_cube(a, "workforce/training_stand_in", "fte", &f->intervals, &courses),
                         add_cube(a, "workforce/training_cost", a->unit, &f->intervals, &courses) };
    koh_status status =
        x.share == NULL || x.participants == NULL || x.hours == NULL || x.stand_in == NULL || x.cost == NULL
            ? KOH_ENOMEM
            : KOH_OK;
    for (size_t i = 0; i < courses.n && status == KOH_OK; i++) {
        status = fill_course(a, i, &x);
    }
    return status;
}

static koh_status fill_full_time(aims *a)
{
    koh_frame *f = a->f;
    const size_t m = f->professions.n;
    const koh_cube form = { .path = "workforce/full_time_cost",
                            .unit = a->unit,
                            .time = "1 January",
                            .n_axes = 3,
                            .axes = { f->years, f->professions, { "money", MONEY, NULL, money_names } } };
    double *fte = add_cube(a, "workforce/full_time_fte", "fte", &f->years, &f->professions);
    double *fewer = add_cube(a, "workforce/full_time_fewer", "persons", &f->years, &f->professions);
    const koh_cube *cost = koh__result_add(f->result, f->scenario, &form);
    koh_status status = fte == NULL || fewer == NULL || cost == NULL ? KOH_ENOMEM : KOH_OK;
    for (size_t i = 0; i < (f->n_steps + 1) * m && status == KOH_OK; i++) {
        const int year = f->years.numbers[i / m];
        const koh_quantity *aim = a->plan->position_share[i % m];
        const double now = koh__supply_at(f->inputs, f->plan->workforce, i % m, KOH_SUPPLY_POSITION_SHARE, year);
        koh_full_time change = { 0 };
        if (!isnan(a->persons[i])) {
            const koh_positions positions = { .persons = a->persons[i],
                                              .now = now,
                                              .aim = aim == NULL ? now : koh_quantity_at(aim, year),
                                              .replaced = koh_quantity_at(a->plan->replaced, year),
                                              .ratio = koh_quantity_at(a->plan->ratio, year),
                                              .cost = a->prices.staff[i] };
            status = koh_full_time_compute(&positions, f->error, &change);
        } else {
            change = (koh_full_time){ NAN, NAN, NAN, NAN, NAN };
        }
        fte[i] = change.fte;
        fewer[i] = change.fewer;
        memcpy(cost->value + i * MONEY, (double[]){ change.cost, change.saved, change.net }, MONEY * sizeof(double));
    }
    return status;
}

koh_status koh__model_staff_aims(koh_frame *f)
{
    aims a = { .f = f, .plan = f->plan->workforce->aims };
    if (a.plan == NULL) {
        return KOH_OK;
    }
    koh_status status = koh__prices(f, &a.prices);
    a.unit = koh__arena_format(f->result->arena, "NOK of %d", a.prices.year);
    if (status != KOH_OK || a.unit == NULL) {
        return status != KOH_OK ? status : KOH_ENOMEM;
    }
    a.supply = koh__result_cube(f->scenario, "workforce/supply")->value;
    a.demand = koh__result_cube(f->scenario, "workforce/demand")->value;
    a.persons = koh__result_cube(f->scenario, "workforce/persons")->value;
    a.flow = koh__result_cube(f->scenario, "workforce/flow")->value;
    if (a.plan->higher_education != NULL) {
        status = fill_education(&a);
    }
    if (status == KOH_OK && a.plan->n_courses > 0) {
        status = fill_training(&a);
    }
    return status == KOH_OK && a.plan->position_share != NULL ? fill_full_time(&a) : status;
}
