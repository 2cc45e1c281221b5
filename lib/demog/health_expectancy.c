/* Method: Sullivan's, the person-years of a period life table parted by the prevalence of need at each age.
 * Equations, pi the prevalence, p = l_(x+n)/l_x, q = 1 - p, y = L_x/l_x, n the width of the group:
 *   H_x (without) = (1 - pi) y + p H_(x+n),   with need: pi y + p H',   together y + p e = e_x,
 *   Var H_x = p^2 Var H_(x+n) + ((1 - a) n (1 - pi) + H_(x+n))^2 Var q + y^2 Var pi,
 *   Var pi = pi (1 - pi)/N,   Var q = q^2 (1 - q)/D,   (1 - a) n = (n l_x - L_x)/(l_x - l_(x+n)).
 * The recursion is the guide's sum of l^2 (...)^2 Var q and L^2 Var pi over all higher ages, divided by l_x^2. With
 * need: pi for 1 - pi.
 * Sources: D. F. Sullivan (1971), A single index of mortality and morbidity, HSMHA Health Reports 86, 347-354; C.
 * D. Mathers (1991), Health expectancies in Australia 1981 and 1988, Australian Institute of Health (variance); C.
 * Jagger, H. Van Oyen & J.-M. Robine (2014), Health Expectancy Calculation by the Sullivan Method: A Practical
 * Guide, 4th ed., example 4 and appendix 1, paragraph 11.
 * Assumptions: a simple random sample at each age, independent of the deaths; deaths binomial (Chiang). Limits:
 * what people would live under this year's mortality and prevalence, nobody's future; the open group adds no
 * variance of mortality (q = 1), as in the guide. */
#include "kohort/health_expectancy.h"

#include <math.h>

/* lx width and Lx are each rounded once or twice: what is beyond it is a wrong table. */
#define PERSON_YEARS_TOLERANCE 1e-9

static double width_of(const koh_health_input *input, size_t x)
{
    return input->width == NULL ? 1 : input->width[x];
}

static koh_status check_table(const koh_health_input *input, size_t x, koh_error *error)
{
    const double l = input->lx[x], L = input->Lx[x], next = x + 1 < input->n_age ? input->lx[x + 1] : 0;
    if (!(l > 0) || isinf(l) || !(next <= l)) {
        return koh_error_set(error, KOH_EDOMAIN, "age group %zu: survivors are above 0 and do not rise", x);
    }
    if (!(L >= 0) || isinf(L)) {
        return koh_error_set(error, KOH_EDOMAIN, "age group %zu: person-years are a number >= 0", x);
    }
    if (x + 1 < input->n_age) {
        const double n = width_of(input, x), slack = 1 + PERSON_YEARS_TOLERANCE;
        if (!(n > 0) || isinf(n)) {
            return koh_error_set(error, KOH_EDOMAIN, "age group %zu: the width is a number of years above 0", x);
        }
        if (L > n * l * slack || L * slack < n * next) {
            return koh_error_set(error, KOH_EDOMAIN, "age group %zu: person-years lie between %g and %g", x, n * next,
                                 n * l);
        }
    }
    return KOH_OK;
}

static koh_status check_counts(const koh_health_input *input, size_t x, koh_error *error)
{
    if (!(input->prevalence[x] >= 0 && input->prevalence[x] <= 1)) {
        return koh_error_set(error, KOH_EDOMAIN, "age group %zu: a prevalence is from 0 to 1", x);
    }
    if (input->surveyed != NULL && (!(input->surveyed[x] > 0) || isinf(input->surveyed[x]))) {
        return koh_error_set(error, KOH_EDOMAIN, "age group %zu: nobody was surveyed", x);
    }
    if (input->deaths != NULL) {
        const int some = x + 1 < input->n_age && input->lx[x + 1] < input->lx[x];
        if (!(input->deaths[x] >= 0) || isinf(input->deaths[x]) || (some && !(input->deaths[x] > 0))) {
            return koh_error_set(error, KOH_EDOMAIN, "age group %zu: the life table has deaths, none were counted", x);
        }
    }
    return KOH_OK;
}

koh_status koh_health_check(const koh_health_input *input, koh_error *error)
{
    if (input->lx == NULL || input->Lx == NULL || input->prevalence == NULL) {
        return koh_error_set(error, KOH_EMISSING, "health expectancy needs a life table and a prevalence");
    }
    if (input->n_age < 1) {
        return koh_error_set(error, KOH_EDOMAIN, "health expectancy needs an age group");
    }
    koh_status status = KOH_OK;
    for (size_t x = 0; x < input->n_age && status == KOH_OK; x++) {
        status = check_table(input, x, error);
        status = status == KOH_OK ? check_counts(input, x, error) : status;
    }
    return status;
}

/* Years in one state that remain, and their variance. */
typedef struct remaining {
    double years, variance;
} remaining;

/* One age group down: `share` of its person-years are in the state. */
static remaining before(const koh_health_input *input, size_t x, double share, remaining next)
{
    const double l = input->lx[x], y = input->Lx[x] / l;
    const double of_share = input->surveyed == NULL ? 0 : share * (1 - share) / input->surveyed[x];
    remaining now = { .years = share * y, .variance = y * y * of_share };
    if (x + 1 < input->n_age) {
        const double p = input->lx[x + 1] / l, q = 1 - p, d = l - input->lx[x + 1];
        now.years += p * next.years;
        now.variance += p * p * next.variance;
        if (input->deaths != NULL && d > 0) {
            const double lost = (width_of(input, x) * l - input->Lx[x]) / d; /* (1 - a) n */
            const double change = lost * share + next.years;                 /* of the years, by p */
            now.variance += change * change * q * q * p / input->deaths[x];
        }
    }
    return now;
}

static void put(double *column, size_t x, double value)
{
    if (column != NULL) {
        column[x] = value;
    }
}

koh_status koh_health_compute(const koh_health_input *input, koh_error *error, koh_health_expectancy *output)
{
    koh_status status = koh_health_check(input, error);
    if (status != KOH_OK) {
        return status;
    }
    remaining without = { 0, 0 }, with = { 0, 0 };
    for (size_t x = input->n_age; x-- > 0;) {
        without = before(input, x, 1 - input->prevalence[x], without);
        with = before(input, x, input->prevalence[x], with);
        put(output->without, x, without.years);
        put(output->with, x, with.years);
        put(output->se_without, x, sqrt(without.variance));
        put(output->se_with, x, sqrt(with.variance));
    }
    return KOH_OK;
}
