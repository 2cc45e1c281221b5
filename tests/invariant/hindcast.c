/* Hindcasts from five origins: our scores and those of the rivals as an independent implementation has them, those of
 * the official projection of 2016 as published with its figures, and the targets that the method was built to reach. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "calib/hindcast_priv.h"
#include "calibration.h"
#include "io/csv_priv.h"
#include "io/official_priv.h"

enum { ORIGINS = 5, ORIGIN = 0, BAND, METHOD, KIND, MAPE, WEIGHTED, COLUMNS };

static const int origins[ORIGINS] = { 2012, 2014, 2016, 2018, 2021 };

typedef struct fixture {
    koh_test_calibration calibration[ORIGINS];
    koh_hindcast hindcast[ORIGINS];
    double work[400];
} fixture;

static int hindcast_once(void **state)
{
    static fixture all;
    koh_error error;
    koh_test_calibration *first = &all.calibration[0];
    koh_official official;
    koh_test_read(first, origins[0], 5);
    int *asked = KOH_TAKE(first->arena, first->registers.n, int);
    assert_int_equal(koh__official_read(KOH_TEST_DATA "/national/official_projection_2016.csv", &first->registers,
                                        first->arena, &official, &error),
                     KOH_OK);
    for (size_t r = 0; r < first->registers.n; r++) {
        asked[r] = 1;
    }
    for (size_t i = 0; i < ORIGINS; i++) {
        koh_test_calibration *c = &all.calibration[i];
        *c = *first;
        c->input = koh__registers_input(&c->registers, origins[i], origins[i] == 2016 ? 10 : 5);
        c->input.mortality = KOH_CALIB_TREND; /* which the check values were made with */
        assert_int_equal(koh_test_calibrate(c, &error), KOH_OK);
        const koh_hindcast_input input = { .calibration = &c->input,
                                           .projected = c->projected,
                                           .official = origins[i] == 2016 ? official.total : NULL,
                                           .scored = official.followed,
                                           .asked = asked };
        assert_int_equal(koh__hindcast_make(&input, c->arena, &all.hindcast[i], &error), KOH_OK);
    }
    *state = &all;
    return 0;
}

static int release(void **state)
{
    fixture *all = *state;
    koh__arena_free(all->calibration[0].arena);
    return 0;
}

static size_t band_of(const char *name)
{
    size_t band = 0;
    while (band < KOH_HINDCAST_BANDS && strcmp(koh__hindcast_band(band), name) != 0) {
        band++;
    }
    return band;
}

static koh_method method_of(const char *name)
{
    return strcmp(name, "kohort") == 0          ? KOH_METHOD_OURS
           : strcmp(name, "no_change") == 0     ? KOH_METHOD_NO_CHANGE
           : strcmp(name, "trend_5_years") == 0 ? KOH_METHOD_TREND
                                                : KOH_METHOD_COHORT;
}

static size_t origin_of(int year)
{
    size_t i = 0;
    while (origins[i] != year) {
        i++;
    }
    return i;
}

static void scores_as_elsewhere(void **state)
{
    fixture *all = *state;
    koh_csv *csv = NULL;
    koh_error error;
    const koh_csv_column columns[COLUMNS] = {
        [ORIGIN] = { .name = "origin", .kind = KOH_CSV_INT, .what = "a year" },
        [BAND] = { .name = "age_band", .what = "a band" },
        [METHOD] = { .name = "method", .what = "a method" },
        [KIND] = { .name = "kind", .what = "raw or share" },
        [MAPE] = { .name = "mape", .kind = KOH_CSV_NUMBER, .what = "percent" },
        [WEIGHTED] = { .name = "weighted_mape", .kind = KOH_CSV_NUMBER, .what = "percent" },
    };
    assert_int_equal(koh__csv_read_file(KOH_TEST_VECTORS "/calibration/scores.csv", COLUMNS, columns, &csv, &error),
                     KOH_OK);
    assert_int_equal(koh__csv_rows(csv), 240);
    for (size_t row = 0; row < koh__csv_rows(csv); row++) {
        const koh_method method = method_of(koh__csv_text(csv, row, METHOD));
        const size_t band = band_of(koh__csv_text(csv, row, BAND));
        const koh_hindcast_score s = koh__hindcast_score(&all->hindcast[origin_of(koh__csv_int(csv, row, ORIGIN))],
                                                         method, 5, band, 0, all->work);
        const koh_score *score = strcmp(koh__csv_text(csv, row, KIND), "raw") == 0 ? &s.raw : &s.share;
        const double tolerance = method == KOH_METHOD_OURS ? 0.12 : 0.00501;
        const double gap = fmax(fabs(score->mape - koh__csv_number(csv, row, MAPE)),
                                fabs(score->weighted - koh__csv_number(csv, row, WEIGHTED)));
        if (!(gap <= tolerance)) {
            fail_msg("line %zu: %.4f %.4f", koh__csv_line(csv, row), score->mape, score->weighted);
        }
    }
    koh__csv_free(csv);
}

static void official_as_published(void **state)
{
    fixture *all = *state;
    const koh_hindcast *h = &all->hindcast[origin_of(2016)];
    const koh_hindcast_score five = koh__hindcast_score(h, KOH_METHOD_OFFICIAL, 5, KOH_HINDCAST_TOTAL, 0, all->work);
    const koh_hindcast_score ten = koh__hindcast_score(h, KOH_METHOD_OFFICIAL, 10, KOH_HINDCAST_TOTAL, 0, all->work);
    assert_int_equal(five.raw.n, 351);
    assert_true(fabs(five.raw.mape - 3.39) < 0.005 && fabs(ten.raw.mape - 4.47) < 0.005);
    assert_true(fabs(five.share.mape - 2.60) < 0.005 && fabs(ten.share.mape - 3.98) < 0.005);
    const koh_hindcast_score none = koh__hindcast_score(h, KOH_METHOD_OFFICIAL, 5, KOH_HINDCAST_80, 0, all->work);
    assert_int_equal(none.raw.n, 0);
}

static void targets_are_reached(void **state)
{
    const koh_hindcast_group ours = { KOH_METHOD_OURS, KOH_HINDCAST_TOTAL, 0 };
    const koh_hindcast_group rival = { KOH_METHOD_NO_CHANGE, KOH_HINDCAST_TOTAL, 1 };
    const koh_hindcast_group young = { KOH_METHOD_OURS, 0, 0 }, old = { KOH_METHOD_OURS, KOH_HINDCAST_80, 0 };
    fixture *all = *state;
    const koh_hindcast *h = &all->hindcast[origin_of(2016)];
    assert_true(koh__hindcast_score(h, KOH_METHOD_OURS, 5, KOH_HINDCAST_TOTAL, 0, all->work).share.mape < 2.3);
    assert_true(koh__hindcast_score(h, KOH_METHOD_OURS, 10, KOH_HINDCAST_TOTAL, 0, all->work).share.mape < 3.7);
    assert_true(koh__hindcast_shelf_life(h, ours, 0, all->work) == 10);
    assert_true(koh__hindcast_shelf_life(h, rival, 1, all->work) < 10);
    assert_true(koh__hindcast_shelf_life(h, young, 0, all->work) < koh__hindcast_shelf_life(h, old, 0, all->work));
}

static void shares_cover_as_promised(void **state)
{
    fixture *all = *state;
    double sum = 0;
    for (size_t i = 0; i < ORIGINS; i++) {
        const koh_hindcast_interval x = koh__hindcast_interval(&all->hindcast[i], all->calibration[i].regions, 5, 0);
        assert_int_equal(x.n, 351);
        assert_true(x.share_coverage > 70 && x.share_coverage < 90 && x.share_crps < 2.5);
        sum += x.share_coverage;
    }
    assert_true(sum / ORIGINS > 76 && sum / ORIGINS < 84);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores_as_elsewhere),
        cmocka_unit_test(official_as_published),
        cmocka_unit_test(targets_are_reached),
        cmocka_unit_test(shares_cover_as_promised),
    };
    return cmocka_run_group_tests(tests, hindcast_once, release);
}
