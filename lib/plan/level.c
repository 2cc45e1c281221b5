/* The level of a service: single-age national rates from its age pattern, scaled to the municipality's own users or to
 * the newest national number brought up to the base year by its drift. */
#include <math.h>
#include <string.h>

#include "kohort/age_band.h"
#include "kohort/sex.h"
#include "num/graduate_priv.h"
#include "plan/model_priv.h"

/* A relative weight has no unit; brought to this largest rate it stays clear of 1, where a logit ends. */
#define WEIGHT_CEILING 0.5

const double *koh__national_persons(const koh_frame *f, int year)
{
    const koh_register *nation = &f->inputs->national;
    int last = nation->first_year + (int) nation->n_years - 1;
    int wanted = year + 1 > last ? last : year + 1;
    return koh_register_year(nation, wanted < nation->first_year ? nation->first_year : wanted);
}

/* Rates of one sex (0, 1) or of both together (2) from the bands of that sex. */
static koh_status graduate_sex(const koh_frame *f, const koh_age_shape *shape, int sex, double scale, double *rate)
{
    const double *persons = koh__national_persons(f, shape->year);
    double weight[512], count[KOH_GRADUATE_BANDS];
    int from[KOH_GRADUATE_BANDS];
    size_t n = 0;
    if (persons == NULL || f->n_age > 512) {
        return KOH_EMISSING;
    }
    for (size_t age = 0; age < f->n_age; age++) {
        weight[age] = (sex != 1 ? persons[age] : 0) + (sex != 0 ? persons[f->n_age + age] : 0);
    }
    for (size_t b = 0; b < shape->n && n < KOH_GRADUATE_BANDS; b++) {
        const koh_shape_band *band = &shape->bands[b];
        if (band->sex != sex) {
            continue;
        }
        from[n] = band->from;
        count[n] = isnan(band->users) ? scale * band->share * koh_age_sum(f->n_age, weight, band->from, band->to)
                                      : band->users;
        n++;
    }
    return koh__graduate(f->n_age, weight, n, from, count, rate);
}

/* National rates [2][n_age], of the pattern's own level. */
static koh_status pattern(const koh_frame *f, const koh_age_shape *shape, double *rates)
{
    double highest = 0;
    for (size_t b = 0; b < shape->n; b++) {
        highest = fmax(highest, shape->bands[b].share);
    }
    double scale = shape->assumption != NULL && highest > WEIGHT_CEILING ? WEIGHT_CEILING / highest : 1;
    if (shape->bands[0].sex != 2) {
        koh_status status = graduate_sex(f, shape, KOH_FEMALE, scale, rates);
        return status == KOH_OK ? graduate_sex(f, shape, KOH_MALE, scale, rates + f->n_age) : status;
    }
    koh_status status = graduate_sex(f, shape, 2, scale, rates);
    for (size_t age = 0; age < f->n_age; age++) {
        rates[f->n_age + age] = rates[age];
    }
    return status;
}

static koh_status graduate_service(const koh_frame *f, size_t service, double *rates)
{
    koh_status status = pattern(f, &f->inputs->shapes[service], rates);
    return status == KOH_OK
               ? status
               : koh_error_set(f->error, status, "the age pattern of service '%s' cannot be graduated to single years",
                               f->inputs->services[service].id);
}

koh_status koh__service_patterns(koh_frame *f)
{
    size_t size = 2 * f->n_age;
    double *patterns = KOH_TAKE(f->result->arena, f->inputs->n_services * size, double);
    koh_status status = patterns == NULL ? KOH_ENOMEM : KOH_OK;
    for (size_t k = 0; k < f->inputs->n_services && status == KOH_OK; k++) {
        status = f->inputs->shapes[k].n == 0 ? KOH_OK : graduate_service(f, k, patterns + k * size);
    }
    f->patterns = patterns;
    return status;
}

double koh__registered_users(const koh_frame *f, size_t service)
{
    const koh_quantity *users = f->plan->services[service].users;
    return users == NULL ? (double) NAN : koh_quantity_mean(users, f->plan->base_year);
}

/* Factor from the pattern's rates to those of the newest national total, brought up to the base year; NaN = unknown. */
static double national_level(const koh_frame *f, size_t service, const double *rates)
{
    const koh_national_total *total = &f->inputs->totals[service];
    const double *persons = total->year == KOH_YEAR_NONE ? NULL : koh__national_persons(f, total->year);
    if (persons == NULL || isnan(total->users)) {
        return NAN;
    }
    int years = f->plan->base_year - (total->year + 1);
    double drift = pow(1 + f->inputs->drift[service], years > 0 ? years : 0);
    double expected = koh_need_users(f->n_age, rates, persons, 1, 0, NULL);
    return expected > 0 ? drift * total->users / expected : (double) NAN;
}

/* The rates of a service's pattern, from those graduated once where they are. */
static koh_status pattern_of(const koh_frame *f, size_t service, double *rates)
{
    if (f->patterns == NULL) {
        return graduate_service(f, service, rates);
    }
    memcpy(rates, f->patterns + 2 * f->n_age * service, 2 * f->n_age * sizeof *rates);
    return KOH_OK;
}

koh_status koh__country_rates(const koh_frame *f, size_t service, double *rates)
{
    const int known = f->inputs->shapes[service].n > 0;
    const koh_status status = known ? pattern_of(f, service, rates) : KOH_OK;
    const double level = known && status == KOH_OK ? national_level(f, service, rates) : (double) NAN;
    for (size_t i = 0; i < 2 * f->n_age; i++) {
        rates[i] = known ? level * rates[i] : (double) NAN;
    }
    return status;
}

koh_status koh__service_rates(const koh_frame *f, size_t service, double *rates, int *own, double *national)
{
    const koh_age_shape *shape = &f->inputs->shapes[service];
    if (shape->n == 0) {
        for (size_t i = 0; i < 2 * f->n_age; i++) {
            rates[i] = NAN;
        }
        *own = 0;
        *national = NAN;
        return KOH_OK;
    }
    koh_status status = pattern_of(f, service, rates);
    if (status != KOH_OK) {
        return status;
    }
    double users = koh__registered_users(f, service), level = national_level(f, service, rates);
    double expected = koh_need_users(f->n_age, rates, f->persons, 1, 0, NULL);
    *own = !isnan(users) || koh_is_withheld(users);
    *national = level * expected;
    if (*own) {
        level = koh_is_withheld(users) ? users : expected > 0 ? users / expected : users == 0 ? 0 : (double) NAN;
    }
    for (size_t i = 0; i < 2 * f->n_age; i++) {
        rates[i] *= level;
    }
    return KOH_OK;
}
