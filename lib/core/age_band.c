/* Age bands. Source of the sets: Statistics Norway's tables 11645 and 12209, KOSTRA's income system, planners' use. */
#include "kohort/age_band.h"

static const koh_age_bands sets[] = {
    [KOH_BANDS_PLANNER] = { "planner", 7, (const int[]){ 0, 6, 16, 20, 67, 80, 90 },
                            (const char *const[]){ "0-5", "6-15", "16-19", "20-66", "67-79", "80-89", "90+" } },
    [KOH_BANDS_IPLOS] = { "iplos", 6, (const int[]){ 0, 18, 50, 67, 80, 90 },
                          (const char *const[]){ "0-17", "18-49", "50-66", "67-79", "80-89", "90+" } },
    [KOH_BANDS_SSB] = { "ssb", 5, (const int[]){ 0, 50, 67, 80, 90 },
                        (const char *const[]){ "0-49", "50-66", "67-79", "80-89", "90+" } },
    [KOH_BANDS_KOSTRA] = { "kostra", 3, (const int[]){ 0, 67, 80 }, (const char *const[]){ "0-66", "67-79", "80+" } },
    [KOH_BANDS_COST] = { "cost", 5, (const int[]){ 0, 16, 67, 80, 90 },
                         (const char *const[]){ "0-15", "16-66", "67-79", "80-89", "90+" } },
};

const koh_age_bands *koh_age_bands_get(koh_band_set set)
{
    return &sets[set];
}

size_t koh_age_band_of(const koh_age_bands *bands, int age)
{
    size_t i = bands->n - 1;
    while (i > 0 && bands->from[i] > age) {
        i--;
    }
    return i;
}

double koh_age_sum(size_t n_age, const double *value, int from, int to)
{
    size_t end = to < 0 || (size_t) to >= n_age ? n_age : (size_t) to + 1;
    double sum = 0;
    for (size_t age = (size_t) from; age < end; age++) {
        sum += value[age];
    }
    return sum;
}
