/* Intervals on simulated truth: registers are made by the process that the method assumes, calibrated without knowing
 * its draws, and 80 % intervals of cells cover 76 to 84 % of what the same process does next. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "calib/pattern_priv.h"
#include "calib/spread_priv.h"
#include "calib/survival_priv.h"
#include "calibration.h"
#include "draw.h"

enum { FIRST = 2005, ORIGIN = 2021, STEPS = 8, WORLDS = 6, YEARS = ORIGIN - FIRST + STEPS + 1 };

#define Z_80 1.2815515655446004

/* What a year does to everybody: errors of the country's migration and fertility, and survival. */
typedef struct country {
    double survival[2 * KOH_CALIB_MAX_AGES];
    double more, fertility;
} country;

static koh_test_calibration base; /* of the real registers: rates and variances of the process */
static size_t n, n_age, size;

static int calibrate_once(void **state)
{
    (void) state;
    koh_error error;
    koh_test_read(&base, ORIGIN, STEPS);
    if (koh_test_calibrate(&base, &error) != KOH_OK) {
        return -1;
    }
    n = base.input.n_regions;
    n_age = base.nation.n_age;
    size = 2 * n_age;
    return 0;
}

static int release(void **state)
{
    (void) state;
    koh__arena_free(base.arena);
    return 0;
}

static double normal(uint64_t *seed)
{
    const double radius = sqrt(-2 * log(1 - draw(seed, 0, 1)));
    return radius * cos(2 * 3.14159265358979323846 * draw(seed, 0, 1));
}

/* One year of one municipality; `deviation` moves on. */
static void live(const country *c, const double *now, double *deviation, uint64_t *seed, double *next)
{
    double aged[2 * KOH_CALIB_MAX_AGES], women[KOH_CALIB_MAX_AGES];
    koh__survivors(n_age, now, c->survival, aged);
    for (size_t age = 0; age < n_age; age++) {
        women[age] = base.nation.fertility[age] * c->fertility;
    }
    koh__newborn(n_age, now, aged, women, c->survival, aged);
    for (size_t g = 0; g < KOH_CALIB_GROUPS; g++) {
        const double memory = koh__pattern_memory(g);
        deviation[g] =
            memory * deviation[g] + sqrt(base.nation.group_lasting[g] * (1 - memory * memory)) * normal(seed);
    }
    for (size_t i = 0; i < size; i++) {
        const size_t age = i % n_age;
        const double here = fmax(base.nation.aged[i], 1);
        const double shock = age > 0 ? c->more * base.nation.age_profile[i] * base.nation.persons[0] / here : 0;
        const double rate = base.nation.net_rate[i] + deviation[koh__pattern_group(age)] + shock;
        const double chance = sqrt(base.nation.cell_chance[age] * aged[i]) * normal(seed);
        next[i] = fmax(0, round(aged[i] * (1 + rate) + chance));
    }
}

/* Fills registers of all municipalities by the process; before the origin the country is as it is expected. */
static void make_world(int world, double *persons, koh_register *registers)
{
    static const double quantiles[WORLDS] = { -1.383, -0.674, -0.21, 0.21, 0.674, 1.383 }; /* of six equal parts */
    const double nation = quantiles[world], births = quantiles[(5 * world + 2) % WORLDS];
    uint64_t seed = 77 + (uint64_t) world;
    country c = { .fertility = 1 };
    assert_int_equal(koh_calib_survival(&base.nation, 0, 1, 1, c.survival, NULL), KOH_OK);
    for (size_t r = 0; r < n; r++) {
        double deviation[KOH_CALIB_GROUPS], *own = persons + r * YEARS * size;
        registers[r] = (koh_register){ FIRST, YEARS, n_age, own };
        const double *first = koh_register_year(&base.input.regions[r], FIRST);
        first = first != NULL ? first : koh_register_year(&base.input.regions[r], FIRST + 1);
        assert_non_null(first);
        memcpy(own, first, size * sizeof *own);
        for (size_t g = 0; g < KOH_CALIB_GROUPS; g++) {
            deviation[g] = sqrt(base.nation.group_lasting[g]) * normal(&seed);
        }
        for (int y = 0; y + 1 < YEARS; y++) {
            const double h = y - (ORIGIN - FIRST) + 1;
            c.more = h > 0 ? nation * (0.0011 * pow(h, 1.5) - 0.0011 * pow(h - 1, 1.5)) : 0; /* level.c */
            c.fertility = h > 0 ? exp(births * 0.025 * pow(h, 0.6)) : 1;                     /* spread.c */
            live(&c, own + (size_t) y * size, deviation, &seed, own + (size_t) (y + 1) * size);
        }
    }
}

/* Cells and those covered, by decade of age, of the steps 1, 5 and 8. */
typedef struct tally {
    double cells[3][11], covered[3][11];
} tally;

static void judge(const koh_test_calibration *c, tally *t)
{
    static const size_t steps[] = { 1, 5, STEPS };
    static double low[STEPS * 2 * KOH_CALIB_MAX_AGES], high[STEPS * 2 * KOH_CALIB_MAX_AGES];
    for (size_t r = 0; r < n; r++) {
        const koh_spread_path path = { c->projected + r * size, n * size, STEPS };
        koh__spread_cells(&c->nation, &c->regions[r], &path, Z_80, low, high);
        for (size_t s = 0; s < 3; s++) {
            const double *truth = koh_register_year(&c->input.regions[r], ORIGIN + (int) steps[s]);
            const double *said = koh_test_projected(c, steps[s], r);
            for (size_t i = 0; i < size; i++) {
                const size_t at = (steps[s] - 1) * size + i;
                assert_true(low[at] >= 0 && low[at] <= said[i] + 1e-9 && high[at] >= said[i] - 1e-9);
                if (said[i] >= 5) { /* counts are whole: fewer persons are covered more often */
                    t->cells[s][i % n_age / 10]++;
                    t->covered[s][i % n_age / 10] += truth[i] >= low[at] && truth[i] <= high[at];
                }
            }
        }
    }
}

static void simulated_truth_is_covered(void **state)
{
    (void) state;
    tally t = { 0 };
    koh_error error;
    koh_register *registers = KOH_TAKE(base.arena, n, koh_register);
    double *persons = KOH_TAKE(base.arena, n * YEARS * size, double);
    for (int world = 0; world < WORLDS; world++) {
        koh_test_calibration c = base;
        make_world(world, persons, registers);
        c.input.regions = registers;
        assert_int_equal(koh_test_calibrate(&c, &error), KOH_OK);
        judge(&c, &t);
    }
    for (size_t s = 0; s < 3; s++) {
        double cells = 0, covered = 0;
        for (size_t d = 0; d < 10; d++) {
            const double share = t.covered[s][d] / t.cells[s][d];
            assert_true(share > 0.68 && share < 0.85); /* no age is left to the others */
            cells += t.cells[s][d];
            covered += t.covered[s][d];
        }
        assert_true(covered / cells > 0.76 && covered / cells < 0.84);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(simulated_truth_is_covered) };
    return cmocka_run_group_tests(tests, calibrate_once, release);
}
