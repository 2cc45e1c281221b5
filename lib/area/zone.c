/* Method: iterative proportional fitting in the base year; afterwards shares by cohort. Between two 1 Januaries the
 * zones age by the municipality's rates (the caller's step); the municipality's moves D_c of a cell c are then shared:
 *   D_c < 0:  P_zc <- P_zc N_c / sum_z P_zc            (the same rate of leaving everywhere)
 *   D_c > 0:  P_zc <- P_zc + D_c w_z P_zc / sum_z w_z P_zc,   w the zone's attraction
 * with N_c the municipality's persons. With w = 1 both are the cohort-change ratios of Hamilton & Perry, controlled to
 * the total. Sources: W. E. Deming & F. F. Stephan (1940), Annals of Mathematical Statistics 11, 427-444; C. H.
 * Hamilton & J. Perry (1962), A short method for projecting population by age from one decennial census to another,
 * Social Forces 41, 163-170; D. A. Swanson, A. Schlottmann & B. Schmidt (2010), Forecasting the population of census
 * tracts by age and sex, Population Research and Policy Review 29, 47-63 (controlling small areas to the larger one).
 * Assumptions: mortality, fertility and rates of leaving are the municipality's; who comes settles where his age and
 * sex live, but for attraction. Limits: a zone of students or of a nursing home keeps the people and ages them. */
#include "kohort/zone.h"

#include <math.h>

#include "num/sum_priv.h"

/* Where a round brings the worst count no nearer than this, relative, counts and whole agree as well as they can. */
#define STALLED 1e-6

static int is_count(double value)
{
    return value >= 0 && isfinite(value);
}

/* The sexes of a count. */
static size_t first_sex(const koh_zone_count *count)
{
    return count->sex == 2 ? 0 : (size_t) count->sex;
}

static size_t last_sex(const koh_zone_count *count)
{
    return count->sex == 2 ? 1 : (size_t) count->sex;
}

static double sum_of(const koh_zone_base *base, const koh_zone_count *count, const double *cells)
{
    koh_sum sum = { 0, 0 };
    for (size_t sex = first_sex(count); sex <= last_sex(count); sex++) {
        for (size_t age = count->from; age <= count->to; age++) {
            koh__sum_add(&sum, cells[sex * base->n_age + age]);
        }
    }
    return koh__sum_value(&sum);
}

static void scale(const koh_zone_base *base, const koh_zone_count *count, const double *from, double factor,
                  double *cells)
{
    for (size_t sex = first_sex(count); sex <= last_sex(count); sex++) {
        for (size_t age = count->from; age <= count->to; age++) {
            cells[sex * base->n_age + age] = from[sex * base->n_age + age] * factor;
        }
    }
}

/* All persons whom the counts of zone z know. */
static double counted(const koh_zone_base *base, size_t z)
{
    koh_sum sum = { 0, 0 };
    for (size_t i = 0; i < base->n_counts; i++) {
        koh__sum_add(&sum, base->counts[i].zone == z ? base->counts[i].persons : 0);
    }
    return koh__sum_value(&sum);
}

static koh_status check(const koh_zone_base *base, koh_error *error)
{
    double persons = 0, all = 0;
    for (size_t i = 0; i < 2 * base->n_age; i++) {
        if (!is_count(base->whole[i])) {
            return koh_error_set(error, KOH_EDOMAIN, "%g persons in the municipality at age %zu", base->whole[i],
                                 i % base->n_age);
        }
        persons += base->whole[i];
    }
    for (size_t i = 0; i < base->n_counts; i++) {
        const koh_zone_count *count = &base->counts[i];
        if (!is_count(count->persons) || count->zone >= base->n_zones || count->from > count->to ||
            count->to >= base->n_age || count->sex < 0 || count->sex > 2) {
            return koh_error_set(error, KOH_EDOMAIN, "count %zu: %g persons at ages %zu to %zu", i, count->persons,
                                 count->from, count->to);
        }
        all += count->persons;
    }
    return persons > 0 && !(all > 0) ? koh_error_set(error, KOH_ENOSOLUTION,
                                                     "%g persons in the municipality and nobody in its zones", persons)
                                     : KOH_OK;
}

/* Brings every cell to the whole's. A cell of no zone is shared as the counts are. */
static void meet_whole(const koh_zone_base *base, double *persons)
{
    const size_t size = 2 * base->n_age;
    for (size_t i = 0; i < size; i++) {
        koh_sum sum = { 0, 0 };
        for (size_t z = 0; z < base->n_zones; z++) {
            koh__sum_add(&sum, persons[z * size + i]);
        }
        const double there = koh__sum_value(&sum);
        koh_sum all = { 0, 0 };
        for (size_t z = 0; z < base->n_zones && there == 0 && base->whole[i] > 0; z++) {
            persons[z * size + i] = counted(base, z);
            koh__sum_add(&all, persons[z * size + i]);
        }
        const double divisor = there > 0 ? there : koh__sum_value(&all);
        for (size_t z = 0; z < base->n_zones && divisor > 0; z++) {
            persons[z * size + i] *= base->whole[i] / divisor;
        }
    }
}

/* The count that is met worst, into the report. */
static void measure(const koh_zone_base *base, const double *persons, koh_zone_report *report)
{
    report->residual = 0;
    for (size_t i = 0; i < base->n_counts; i++) {
        const koh_zone_count *count = &base->counts[i];
        const double there = sum_of(base, count, persons + count->zone * 2 * base->n_age);
        const double gap = fabs(there - count->persons) / fmax(count->persons, 1);
        if (gap > report->residual) {
            report->residual = gap;
            report->count = i;
        }
    }
}

koh_status koh_zone_spread(const koh_zone_base *base, koh_error *error, koh_zone_report *report, double *persons)
{
    const size_t size = 2 * base->n_age;
    const koh_status status = check(base, error);
    if (status != KOH_OK) {
        return status;
    }
    *report = (koh_zone_report){ 0 };
    for (size_t i = 0; i < base->n_zones * size; i++) {
        persons[i] = 0;
    }
    for (size_t i = 0; i < base->n_counts; i++) { /* as the whole has its ages */
        const koh_zone_count *count = &base->counts[i];
        const double there = sum_of(base, count, base->whole);
        if (there > 0) {
            scale(base, count, base->whole, count->persons / there, persons + count->zone * size);
        }
    }
    meet_whole(base, persons);
    measure(base, persons, report);
    for (double before = INFINITY; report->rounds < KOH_ZONE_ROUNDS && before - report->residual > STALLED;) {
        before = report->residual;
        for (size_t i = 0; i < base->n_counts; i++) {
            const koh_zone_count *count = &base->counts[i];
            double *cells = persons + count->zone * size;
            const double there = sum_of(base, count, cells);
            scale(base, count, cells, there > 0 ? count->persons / there : 0, cells);
        }
        meet_whole(base, persons);
        measure(base, persons, report);
        report->rounds++;
    }
    return KOH_OK;
}

static double cell_sum(size_t n_zones, size_t n_cells, size_t cell, const double *weight, const double *persons)
{
    koh_sum sum = { 0, 0 };
    for (size_t z = 0; z < n_zones; z++) {
        koh__sum_add(&sum, (weight != NULL ? weight[z] : 1) * persons[z * n_cells + cell]);
    }
    return koh__sum_value(&sum);
}

/* Zones without anybody in the cell who attracts: those who come settle as all persons live. */
static koh_status settle(size_t n_zones, size_t n_cells, size_t cell, double coming, const double *weight,
                         double *persons)
{
    koh_sum sum = { 0, 0 };
    for (size_t z = 0; z < n_zones; z++) {
        koh__sum_add(&sum, weight[z]);
    }
    const double weights = koh__sum_value(&sum);
    for (size_t z = 0; z < n_zones && weights > 0; z++) {
        persons[z * n_cells + cell] += coming * (weight[z] / weights);
    }
    return weights > 0 ? KOH_OK : KOH_ENOSOLUTION;
}

koh_status koh_zone_share(size_t n_zones, size_t n_cells, const double *whole, const double *attraction,
                          double *persons)
{
    double weight[KOH_ZONES_MAX] = { 0 }; /* all persons of a zone times its attraction */
    koh_status status = n_zones > KOH_ZONES_MAX ? KOH_EDOMAIN : KOH_OK;
    for (size_t z = 0; z < n_zones && status == KOH_OK; z++) {
        status = is_count(attraction[z]) ? KOH_OK : KOH_EDOMAIN;
        for (size_t i = 0; i < n_cells; i++) {
            status = is_count(persons[z * n_cells + i]) && is_count(whole[i]) ? status : KOH_EDOMAIN;
            weight[z] += attraction[z] * persons[z * n_cells + i];
        }
    }
    for (size_t i = 0; i < n_cells && status == KOH_OK; i++) {
        const double there = cell_sum(n_zones, n_cells, i, NULL, persons);
        const double weights = cell_sum(n_zones, n_cells, i, attraction, persons);
        if (whole[i] > there && !(weights > 0)) {
            status = settle(n_zones, n_cells, i, whole[i] - there, weight, persons);
            continue;
        }
        for (size_t z = 0; z < n_zones && there > 0; z++) {
            double *cell = &persons[z * n_cells + i];
            *cell *= whole[i] > there ? 1 + (whole[i] - there) * attraction[z] / weights : whole[i] / there;
        }
    }
    return status;
}
