/* The residual method over a history of registers.
 *
 * Equation: for every municipality, sex and age at the end of a year, residual = persons at 1 January of the next year
 * - survivors of those a year younger (births at age 0). Death rates of the country, three years ending with the year;
 * births by the country's schedule of the year, from the women registered at its two ends. A year that the schedules do
 * not reach takes the newest, at the level that gives the country's registered number of age 0.
 * Source: residual (survival-ratio) estimation of net migration, J. S. Siegel & D. A. Swanson (eds. 2004), The methods
 * and materials of demography, chapter 19.
 * Assumptions: mortality and fertility are the country's, so the residual also holds what is local in them.
 * Limits: small cells are mostly chance. A year in which a total jumps by more than a fifth is taken for a change of
 * borders: its residuals are set to the mean rates of the municipality's other years. */
#include "calib/residual_priv.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "base/memory_priv.h"
#include "calib/survival_priv.h"

/* Share of the total: 1508 and 1580 jump by 73 % in 2023, where the register begins to tell them apart. One true change
 * is as large, 27 % in a municipality of 1254 in 2025; the next is 11 %. */
#define BORDER_JUMP 0.20

int koh__fertility_before(const koh_fertility_register *fertility, int year, size_t n_age, double *rate)
{
    for (size_t y = fertility->n_years; y-- > 0;) {
        const double *row = fertility->rate + y * fertility->n_age;
        if (fertility->first_year + (int) y >= year || isnan(row[0])) {
            continue;
        }
        memset(rate, 0, n_age * sizeof *rate);
        for (size_t i = 0; i < fertility->n_age && (size_t) fertility->first_age + i < n_age; i++) {
            rate[(size_t) fertility->first_age + i] = row[i];
        }
        return fertility->first_year + (int) y;
    }
    return INT_MIN;
}

static koh_status check_rates(const koh_calib_input *input, int first, koh_error *error)
{
    const koh_vital_register *deaths = &input->deaths;
    const int last = deaths->first_year + (int) deaths->n_years - 1;
    const int newest = last < input->origin - 1 ? last : input->origin - 1;
    const int needed = newest - KOH_TREND_YEARS + 1, history = first - KOH_RATE_YEARS + 1;
    const int from = needed < history ? needed : history;
    if (deaths->first_year > from || newest < first) {
        return koh_error_set(error, KOH_EMISSING, "deaths of %d-%d are needed for a calibration of %d, there are %d-%d",
                             from, newest < first ? first : newest, input->origin, deaths->first_year, last);
    }
    for (int year = first; year < input->origin; year++) {
        double rate[KOH_CALIB_MAX_AGES];
        if (koh__fertility_before(&input->fertility, year + 1, KOH_CALIB_MAX_AGES, rate) == INT_MIN) {
            return koh_error_set(error, KOH_EMISSING, "no fertility schedule of %d or earlier", year);
        }
    }
    return KOH_OK;
}

/* The register at 1 January, or NULL. */
static const double *persons_at(const koh_calib_input *input, size_t region, int year, int first)
{
    const koh_register *r = &input->regions[region];
    const double *persons = koh_register_year(r, year);
    return persons == NULL && year == first ? koh_register_year(r, year + 1) : persons;
}

/* Shapes, and that every year is there; the first year of the history. */
static koh_status check(const koh_calib_input *input, koh_error *error, int *first)
{
    if (input->n_regions == 0 || input->n_steps == 0) {
        return koh_error_set(error, KOH_EDOMAIN, "a calibration needs municipalities and steps");
    }
    const size_t n_age = input->regions[0].n_age;
    *first = input->regions[0].first_year;
    for (size_t r = 0; r < input->n_regions; r++) {
        if (input->regions[r].n_age != n_age || input->county[r] < 0) {
            return koh_error_set(error, KOH_ESHAPE, "register %zu has %zu ages and county %d, the first has %zu ages",
                                 r, input->regions[r].n_age, input->county[r], n_age);
        }
        *first = input->regions[r].first_year < *first ? input->regions[r].first_year : *first;
    }
    if (n_age < KOH_CALIB_MIN_AGES || n_age > KOH_CALIB_MAX_AGES || input->deaths.n_age < n_age) {
        return koh_error_set(error, KOH_EDOMAIN,
                             "%zu ages of persons and %zu of deaths; %d to %d, and as many, are needed", n_age,
                             input->deaths.n_age, KOH_CALIB_MIN_AGES, KOH_CALIB_MAX_AGES);
    }
    *first = input->migration_from > *first ? input->migration_from : *first;
    if (input->origin - *first < KOH_CALIB_MIN_YEARS) {
        return koh_error_set(error, KOH_EMISSING,
                             "registers from %d or earlier are needed for a calibration of %d, they "
                             "begin in %d",
                             input->origin - KOH_CALIB_MIN_YEARS, input->origin, *first);
    }
    return KOH_OK;
}

/* Every municipality has somebody at every 1 January. */
static koh_status check_persons(const koh_calib_input *input, int first, koh_error *error)
{
    for (size_t r = 0; r < input->n_regions; r++) {
        for (int year = first; year <= input->origin; year++) {
            const double *persons = persons_at(input, r, year, first);
            if (persons == NULL) {
                return koh_error_set(error, KOH_EMISSING, "register %zu lacks 1 January %d", r, year);
            }
            double total = 0;
            for (size_t i = 0; i < 2 * input->regions[r].n_age; i++) {
                total += persons[i];
            }
            if (!(total > 0)) {
                return koh_error_set(error, KOH_EDOMAIN, "register %zu has nobody at 1 January %d", r, year);
            }
        }
    }
    return KOH_OK;
}

void koh__history_free(koh_history *history)
{
    koh__free(history->aged);
    koh__free(history->residual);
    koh__free(history->total);
    koh__free(history->newborn);
    *history = (koh_history){ 0 };
}

static koh_status allocate(koh_history *h)
{
    const size_t rows = h->n_years * h->n_regions;
    h->aged = koh__new(rows, 2 * h->n_age * sizeof *h->aged);
    h->residual = koh__new(rows, 2 * h->n_age * sizeof *h->residual);
    h->total = koh__new(rows + h->n_regions, sizeof *h->total);
    h->newborn = koh__new(h->n_years, 2 * sizeof *h->newborn);
    const int failed = h->aged == NULL || h->residual == NULL || h->total == NULL || h->newborn == NULL;
    return failed ? KOH_ENOMEM : KOH_OK;
}

/* Persons expected at the end of year y, from `rate` the schedule, and those registered of age 0. */
static void expect(const koh_calib_input *input, koh_history *h, size_t y, const double *fertility)
{
    const int year = h->first_year + (int) y;
    const int newest = input->deaths.first_year + (int) input->deaths.n_years - 1;
    const int last = year < newest ? year : newest;
    double rate[2 * KOH_CALIB_MAX_AGES] = { 0 }, survival[2 * KOH_CALIB_MAX_AGES];
    koh__death_rates(&input->deaths, last - KOH_RATE_YEARS + 1, last, h->n_age, rate);
    koh__survival(h->n_age, rate, survival);
    for (size_t r = 0; r < h->n_regions; r++) {
        const double *now = persons_at(input, r, year, h->first_year);
        const double *next = persons_at(input, r, year + 1, h->first_year);
        double *aged = koh__history_at(h, h->aged, y, r);
        koh__survivors(h->n_age, now, survival, aged);
        koh__newborn(h->n_age, now, next, fertility, survival, aged);
        h->newborn[2 * y] += next[0] + next[h->n_age];
        h->newborn[2 * y + 1] += aged[0] + aged[h->n_age];
        for (size_t i = 0; i < 2 * h->n_age; i++) {
            h->total[y * h->n_regions + r] += now[i];
        }
    }
}

/* What is registered beyond what is expected; the newborn of a year without a schedule levelled first. */
static void compare(const koh_calib_input *input, koh_history *h, size_t y)
{
    const int year = h->first_year + (int) y;
    const double level = year > h->fertility_year ? h->newborn[2 * y] / h->newborn[2 * y + 1] : 1;
    for (size_t r = 0; r < h->n_regions; r++) {
        const double *next = persons_at(input, r, year + 1, h->first_year);
        double *aged = koh__history_at(h, h->aged, y, r), *residual = koh__history_at(h, h->residual, y, r);
        aged[0] *= level;
        aged[h->n_age] *= level;
        for (size_t i = 0; i < 2 * h->n_age; i++) {
            residual[i] = next[i] - aged[i];
        }
    }
}

/* Did the borders of a municipality change in year y? */
static int border_year(const koh_history *h, size_t y, size_t region)
{
    const double now = h->total[y * h->n_regions + region], next = h->total[(y + 1) * h->n_regions + region];
    return fabs(next / now - 1) > BORDER_JUMP;
}

/* Residuals of a year of changed borders, at the mean rates of the other years. */
static void bridge(koh_history *h, size_t y, size_t region)
{
    for (size_t i = 0; i < 2 * h->n_age; i++) {
        double residual = 0, aged = 0;
        for (size_t other = 0; other < h->n_years; other++) {
            if (!border_year(h, other, region)) {
                residual += koh__history_at(h, h->residual, other, region)[i];
                aged += koh__history_at(h, h->aged, other, region)[i];
            }
        }
        koh__history_at(h, h->residual, y, region)[i] =
            koh__history_at(h, h->aged, y, region)[i] * residual / fmax(aged, 1);
    }
}

koh_status koh__history_new(const koh_calib_input *input, koh_error *error, koh_history *history)
{
    int first = input->origin;
    koh_status status = check(input, error, &first);
    status = status == KOH_OK ? check_persons(input, first, error) : status;
    status = status == KOH_OK ? check_rates(input, first, error) : status;
    if (status != KOH_OK) {
        return status;
    }
    double fertility[KOH_CALIB_MAX_AGES];
    koh_history h = { .first_year = first, .n_years = (size_t) (input->origin - first) };
    h.n_regions = input->n_regions;
    h.n_age = input->regions[0].n_age;
    h.fertility_year = koh__fertility_before(&input->fertility, input->origin, h.n_age, fertility);
    status = allocate(&h);
    if (status != KOH_OK) {
        koh__history_free(&h);
        return koh_error_set(error, status, "no memory for the history of %zu municipalities", h.n_regions);
    }
    for (size_t y = 0; y < h.n_years; y++) {
        (void) koh__fertility_before(&input->fertility, first + (int) y + 1, h.n_age, fertility);
        expect(input, &h, y, fertility);
        compare(input, &h, y);
    }
    for (size_t r = 0; r < h.n_regions; r++) {
        const double *persons = persons_at(input, r, input->origin, first);
        for (size_t i = 0; i < 2 * h.n_age; i++) {
            h.total[h.n_years * h.n_regions + r] += persons[i];
        }
        for (size_t y = 0; y < h.n_years; y++) {
            if (border_year(&h, y, r)) {
                bridge(&h, y, r);
            }
        }
    }
    *history = h;
    return KOH_OK;
}
