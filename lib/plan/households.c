/* Private households: how many, how many of one person, how many of people of 67 and 80 years and over.
 *
 * Method: headship by sex and age (kohort/household.h) times persons, on the country's shares; the shares living alone
 * are those of households/living_alone, with the plan's factor. Where the plan registers its households, one factor
 * brings the base year to them and holds for all years. Limits: people in institutions are as many of an age as in the
 * country, whatever the plan's places. */
#include <math.h>

#include "kohort/household.h"
#include "num/sum_priv.h"
#include "plan/model_priv.h"

#define ROUNDING 1e-9 /* of a headship above 1, or of households below none */

/* What the years fill. */
typedef struct sheets {
    koh_cube *total, *persons, *old;
    double *alone, *headship; /* [2][n_age] of one year */
    double factor;            /* from the country's headship to the municipality's */
    int warned;
} sheets;

static const char *const sizes[] = { "one_person", "two_or_more" };
static const char *const living[] = { "in_households", "outside" };
static const char *const groups[] = { "67+", "80+" };
static const size_t from_age[] = { 67, 80 };

static koh_cube *add_cube(koh_frame *f, const char *path, const char *unit, const koh_axis *axis)
{
    return koh__result_add(f->result, f->scenario,
                           &(koh_cube){ .path = path,
                                        .unit = unit,
                                        .time = "1 January",
                                        .basis = "national_rates",
                                        .n_axes = 2,
                                        .axes = { f->years, *axis } });
}

static double weighted(const koh_frame *f, size_t t, const double *share, size_t from)
{
    koh_sum sum = { 0, 0 };
    for (size_t i = 0; i < 2 * f->n_age; i++) {
        if (i % f->n_age >= from) {
            koh__sum_add(&sum, share[i] * f->persons[2 * t * f->n_age + i]);
        }
    }
    return koh__sum_value(&sum);
}

/* Headship of a year, and those living alone as it counts them. */
static koh_status head(koh_frame *f, size_t t, sheets *s)
{
    const koh_household_data *data = &f->inputs->households;
    const koh_quantity *factor = f->plan->living_alone_factor;
    const double scale = factor == NULL ? 1 : koh_quantity_at(factor, f->years.numbers[t]);
    const koh_household_shares shares = { data->in_private, s->alone, data->couple };
    size_t n_over = 0;
    for (size_t i = 0; i < 2 * f->n_age; i++) {
        s->alone[i] = scale * f->inputs->living_alone.share[i];
    }
    koh_status status =
        koh_household_headship(2 * f->n_age, &shares, data->is_adult, data->other, s->headship, &n_over);
    for (size_t i = 0; i < 2 * f->n_age; i++) {
        s->alone[i] = fmin(s->alone[i], data->in_private[i]);
    }
    if (status != KOH_OK) {
        return koh_error_set(f->error, status, "the shares of households make no sense in %d", f->years.numbers[t]);
    }
    if (n_over == 0 || s->warned) {
        return KOH_OK;
    }
    s->warned = 1;
    return koh__result_warn(f->result, (koh_warning){ "living_alone_capped", NULL, f->plan->id, KOH_YEAR_NONE, -1, -1 },
                            "more people of %zu ages would live alone in %d than live in households: the households "
                            "count those who do",
                            n_over, f->years.numbers[t]);
}

/* The factor that brings the base year to the registered households. */
static koh_status level(koh_frame *f, sheets *s)
{
    const koh_quantity *registered = f->plan->households_registered;
    const double estimate = weighted(f, 0, s->headship, 0), alone = weighted(f, 0, s->alone, 0);
    double highest = 0;
    s->factor = 1;
    if (registered == NULL) {
        return KOH_OK;
    }
    const double mean = koh_quantity_mean(registered, f->plan->base_year);
    for (size_t i = 0; i < 2 * f->n_age; i++) {
        highest = fmax(highest, s->headship[i]);
    }
    s->factor = mean / estimate;
    if (!(s->factor * highest <= 1 + ROUNDING) || !(mean >= alone * (1 - ROUNDING))) {
        return koh_error_set(f->error, KOH_EDOMAIN,
                             "%g registered households do not fit the persons: expected between %.0f, those living "
                             "alone, and %.0f",
                             mean, ceil(alone), floor(estimate / highest));
    }
    return KOH_OK;
}

static void fill(const koh_frame *f, size_t t, const sheets *s)
{
    const double all = s->factor * weighted(f, t, s->headship, 0), alone = weighted(f, t, s->alone, 0);
    const double within = weighted(f, t, f->inputs->households.in_private, 0);
    s->total->value[2 * t] = alone;
    s->total->value[2 * t + 1] = all - alone;
    s->persons->value[2 * t] = within;
    s->persons->value[2 * t + 1] = koh__sum(2 * f->n_age, f->persons + 2 * t * f->n_age) - within;
    for (size_t g = 0; g < 2; g++) {
        s->old->value[2 * t + g] = s->factor * weighted(f, t, s->headship, from_age[g]);
    }
}

koh_status koh__model_households(koh_frame *f)
{
    sheets s = { .total = add_cube(f, "households/total", "households", &(koh_axis){ "size", 2, NULL, sizes }),
                 .persons = add_cube(f, "households/persons", "persons", &(koh_axis){ "living", 2, NULL, living }),
                 .old = add_cube(f, "households/old", "households", &(koh_axis){ "age_group", 2, NULL, groups }),
                 .alone = KOH_TAKE(f->result->arena, 2 * f->n_age, double),
                 .headship = KOH_TAKE(f->result->arena, 2 * f->n_age, double) };
    koh_status status = KOH_OK;
    if (s.total == NULL || s.persons == NULL || s.old == NULL || s.alone == NULL || s.headship == NULL) {
        return KOH_ENOMEM;
    }
    const koh_quantity *factor = f->plan->living_alone_factor;
    for (size_t t = 0; t <= f->n_steps && status == KOH_OK; t++) {
        if (t == 0 || (factor != NULL && factor->n > 1)) {
            status = head(f, t, &s); /* else that of the base year */
        }
        if (status == KOH_OK && t == 0) {
            status = level(f, &s);
        }
        if (status == KOH_OK) {
            fill(f, t, &s);
        }
    }
    return status;
}
