/* Rotas of the plan by year: FTE, persons, weekends and the chance of the right competence. They do not feed into the
 * demand, which follows from the users; they say what an arrangement of work takes. */
#include <math.h>

#include "kohort/competence.h"
#include "plan/model_priv.h"
#include "plan/workforce_priv.h"

enum { PARTS = 3, SHIFTS_MAX = 64, WEEKDAYS = 5, WEEKEND_DAYS = 2 };

#define WEEKS_PER_YEAR (365.2425 / 7) /* mean Gregorian year */

static const char *const fte_parts[PARTS] = { "on_duty", "stand_in", "fte" };
static const char *const person_parts[PARTS] = { "by_hours", "by_weekends", "persons" };
static const char *const weekend_parts[2] = { "shifts", "short_at_full_time" };

koh_status koh__rota_at(const koh_inputs *inputs, const koh_plan_workforce *workforce, size_t i, int year,
                        koh_error *error, koh_rota *computed)
{
    const koh_plan_rota *rota = &workforce->rotas[i];
    koh_rota_shift shifts[SHIFTS_MAX];
    if (rota->n_shifts > SHIFTS_MAX) {
        return koh_error_set(error, KOH_ELIMIT, "rota: %zu shifts, at most %d", rota->n_shifts, SHIFTS_MAX);
    }
    for (size_t s = 0; s < rota->n_shifts; s++) {
        shifts[s] = (koh_rota_shift){ koh_quantity_at(rota->shifts[s].hours, year),
                                      koh_quantity_at(rota->shifts[s].posts_weekday, year),
                                      koh_quantity_at(rota->shifts[s].posts_weekend, year) };
    }
    const koh_rota_terms terms = {
        .hours_per_week = koh_quantity_at(rota->hours_per_week, year),
        .weekend_every = koh_quantity_at(rota->weekend_every, year),
        .shifts_per_weekend =
            rota->shifts_per_weekend == NULL ? WEEKEND_DAYS : koh_quantity_at(rota->shifts_per_weekend, year),
        .position_share = rota->position_share != NULL
                              ? koh_quantity_at(rota->position_share, year)
                              : koh__supply_at(inputs, workforce, rota->profession, KOH_SUPPLY_POSITION_SHARE, year),
        .holiday_weeks = koh_quantity_at(rota->holiday_weeks, year),
        .absence = rota->absence != NULL
                       ? koh_quantity_at(rota->absence, year)
                       : koh__supply_at(inputs, workforce, rota->profession, KOH_SUPPLY_ABSENCE, year),
        .training_hours = koh_quantity_at(rota->training_hours, year)
    };
    return koh_rota_compute(rota->n_shifts, shifts, &terms, error, computed);
}

/* Coverage of one shift on one kind of day; a part of a post is nobody. */
static koh_status cover(const koh_plan_shift *shift, double posts, double share, int year, koh_error *error,
                        double *prob)
{
    const double asked = koh_quantity_at(shift->skilled, year);
    if (asked != floor(asked)) {
        return koh_error_set(error, KOH_EDOMAIN, "shift '%s': skilled posts are %g, expected a whole number", shift->id,
                             asked);
    }
    *prob = 1;
    return posts == 0 ? KOH_OK : koh_shift_coverage((size_t) posts, (size_t) asked, share, error, prob);
}

koh_status koh__rota_skill(const koh_plan_rota *rota, int year, koh_error *error, double *week, double *lacking)
{
    static const int days[] = { WEEKDAYS, WEEKEND_DAYS };
    double all = 1, without = 0;
    int asked = 0;
    koh_status status = KOH_OK;
    for (size_t s = 0; s < rota->n_shifts; s++) {
        const koh_plan_shift *shift = &rota->shifts[s];
        const koh_quantity *posts[] = { shift->posts_weekday, shift->posts_weekend };
        for (size_t d = 0; d < 2 && shift->skilled != NULL && rota->skilled_share != NULL && status == KOH_OK; d++) {
            double prob = 1;
            status = cover(shift, koh_quantity_at(posts[d], year), koh_quantity_at(rota->skilled_share, year), year,
                           error, &prob);
            all *= pow(prob, days[d]);
            without += days[d] * (1 - prob) * WEEKS_PER_YEAR;
            asked = 1;
        }
    }
    *week = asked ? all : (double) NAN;
    *lacking = asked ? without : (double) NAN;
    return status;
}

/* The cubes of rotas. */
typedef struct cubes {
    koh_axis rotas;
    double *fte, *persons, *weekend, *coverage, *lacking;
} cubes;

static double *add_cube(koh_frame *f, const koh_axis *rotas, const char *path, const char *unit, koh_axis parts)
{
    const koh_cube form = { .path = path,
                            .unit = unit,
                            .time = "year",
                            .n_axes = parts.n > 0 ? 3 : 2,
                            .axes = { f->intervals, *rotas, parts } };
    koh_cube *cube = koh__result_add(f->result, f->scenario, &form);
    return cube == NULL ? NULL : cube->value;
}

static koh_status add_cubes(koh_frame *f, const koh_plan_workforce *workforce, cubes *c)
{
    const char **ids = KOH_TAKE(f->result->arena, workforce->n_rotas, const char *);
    if (ids == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < workforce->n_rotas; i++) {
        ids[i] = workforce->rotas[i].id;
    }
    const koh_axis rotas = { "rota", workforce->n_rotas, NULL, ids }, none = { 0 };
    c->fte = add_cube(f, &rotas, "workforce/rota_fte", "fte", (koh_axis){ "part", PARTS, NULL, fte_parts });
    c->persons =
        add_cube(f, &rotas, "workforce/rota_persons", "persons", (koh_axis){ "part", PARTS, NULL, person_parts });
    c->weekend = add_cube(f, &rotas, "workforce/rota_weekends", "shifts per weekend",
                          (koh_axis){ "part", 2, NULL, weekend_parts });
    c->coverage = add_cube(f, &rotas, "workforce/rota_skilled_week", "probability", none);
    c->lacking = add_cube(f, &rotas, "workforce/rota_without_skill", "shifts per year", none);
    return c->fte == NULL || c->persons == NULL || c->weekend == NULL || c->coverage == NULL || c->lacking == NULL
               ? KOH_ENOMEM
               : KOH_OK;
}

koh_status koh__model_rotas(koh_frame *f)
{
    const koh_plan_workforce *workforce = f->plan->workforce;
    const size_t n = workforce->n_rotas;
    cubes c;
    koh_status status = n == 0 ? KOH_OK : add_cubes(f, workforce, &c);
    for (size_t i = 0; i < n * f->n_steps && status == KOH_OK; i++) {
        const int year = f->years.numbers[i / n];
        koh_rota r = { 0 };
        status = koh__rota_at(f->inputs, workforce, i % n, year, f->error, &r);
        if (status != KOH_OK) {
            break;
        }
        const double fte[PARTS] = { r.fte_on_duty, r.fte - r.fte_on_duty, r.fte };
        const double persons[PARTS] = { r.persons_hours, r.persons_weekends, r.persons };
        for (size_t k = 0; k < PARTS; k++) {
            c.fte[i * PARTS + k] = fte[k];
            c.persons[i * PARTS + k] = persons[k];
        }
        c.weekend[2 * i] = r.weekend_shifts;
        c.weekend[2 * i + 1] = r.weekend_short;
        status = koh__rota_skill(&workforce->rotas[i % n], year, f->error, &c.coverage[i], &c.lacking[i]);
    }
    return status;
}
