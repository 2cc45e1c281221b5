/* The calibration that is shipped is what the registers give; files are read back as written; faults are told. */
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text_priv.h"
#include "calibration.h"
#include "io/calibration_priv.h"
#include "io/file_priv.h"
#include "io/folder_priv.h"

enum { ORIGIN = 2026, STEPS = 40 };

#define DIGITS 1e-9 /* relative: files have ten significant digits */

static koh_test_calibration base;

static int calibrate_once(void **state)
{
    (void) state;
    koh_error error;
    koh_test_read(&base, ORIGIN, STEPS);
    base.input = koh__registers_input(&base.registers, ORIGIN, STEPS);
    return koh_test_calibrate(&base, &error) == KOH_OK ? 0 : -1;
}

static int release(void **state)
{
    (void) state;
    koh__arena_free(base.arena);
    return 0;
}

static void compare(const char *what, size_t n, const double *found, const double *expected)
{
    for (size_t i = 0; i < n; i++) {
        if (!(fabs(found[i] - expected[i]) <= DIGITS * fabs(expected[i]))) {
            fail_msg("%s[%zu] is %.12g, the registers give %.12g: kohort calibrate --write data/calibration", what, i,
                     found[i], expected[i]);
        }
    }
}

static void compare_all(const koh_calib_nation *nation, const koh_calib_region *region, size_t r)
{
    const size_t cells = 2 * base.nation.n_age;
    assert_true(nation->origin == ORIGIN && nation->n_steps == STEPS && nation->n_age == base.nation.n_age);
    assert_true(nation->rate_year == base.nation.rate_year && nation->boys_per_girl == base.nation.boys_per_girl);
    compare("death_rate", cells, nation->death_rate, base.nation.death_rate);
    compare("improvement", cells, nation->improvement, base.nation.improvement);
    compare("fertility", nation->n_age, nation->fertility, base.nation.fertility);
    compare("age_profile", cells, nation->age_profile, base.nation.age_profile);
    compare("net_rate", STEPS * cells, nation->net_rate, base.nation.net_rate);
    compare("aged", STEPS * cells, nation->aged, base.nation.aged);
    compare("persons", STEPS, nation->persons, base.nation.persons);
    compare("net_total", STEPS, nation->net_total, base.nation.net_total);
    compare("level_shift", STEPS, nation->level_shift, base.nation.level_shift);
    const koh_calib_region *own = &base.regions[r];
    compare("level_mean", 1, &region->level_mean, &own->level_mean);
    compare("level_now", 1, &region->level_now, &own->level_now);
    compare("level_sd", 1, &region->level_sd, &own->level_sd);
    compare("mean_persons", 1, &region->mean_persons, &own->mean_persons);
    compare("group_mean", KOH_CALIB_GROUPS, region->group_mean, own->group_mean);
    compare("group_now", KOH_CALIB_GROUPS, region->group_now, own->group_now);
    compare("group_sd", KOH_CALIB_GROUPS, region->group_sd, own->group_sd);
    compare("group_persons", KOH_CALIB_GROUPS, region->group_persons, own->group_persons);
}

static void the_shipped_is_what_the_registers_give(void **state)
{
    (void) state;
    koh_error error;
    for (size_t r = 0; r < base.registers.n; r += 51) {
        koh_calib_nation nation;
        koh_calib_region region;
        const koh_status status = koh__calibration_read(KOH_TEST_DATA "/calibration", base.registers.id[r], base.arena,
                                                        &nation, &region, &error);
        if (status != KOH_OK) {
            fail_msg("%s", error.message);
        }
        compare_all(&nation, &region, r);
    }
}

static void written_is_read_back(void **state)
{
    (void) state;
    char folder[] = "/tmp/kohort-calibration-XXXXXX", inner[64];
    koh_error error;
    koh_calib_nation nation;
    koh_calib_region region;
    assert_non_null(mkdtemp(folder));
    (void) snprintf(inner, sizeof inner, "%s/made", folder);
    assert_int_equal(
        koh__calibration_write(inner, &base.nation, base.registers.n, base.registers.id, base.regions, &error), KOH_OK);
    const size_t r = base.registers.n - 1;
    assert_int_equal(koh__calibration_read(inner, base.registers.id[r], base.arena, &nation, &region, &error), KOH_OK);
    compare_all(&nation, &region, r);
    assert_int_equal(koh__folder_remove(folder), 0);
}

/* Writes a calibration of two municipalities, replaces the first `old` in a file by `new` and reads it. */
static koh_status spoiled(size_t file, const char *old, const char *new, const char *id, koh_error *error)
{
    char folder[] = "/tmp/kohort-calibration-XXXXXX", path[128], *bytes = NULL;
    size_t length = 0;
    koh_calib_nation nation = { 0 };
    koh_calib_region region = { 0 };
    koh_buffer text = { 0 };
    assert_non_null(mkdtemp(folder));
    assert_int_equal(koh__calibration_write(folder, &base.nation, 2, base.registers.id, base.regions, error), KOH_OK);
    (void) snprintf(path, sizeof path, "%s/%s", folder, koh__calibration_file(file));
    assert_int_equal(koh__file_read(path, 1 << 24, &bytes, &length, error), KOH_OK);
    const char *at = strstr(bytes, old);
    assert_non_null(at);
    koh__buffer_bytes(&text, bytes, (size_t) (at - bytes));
    koh__buffer_text(&text, new);
    koh__buffer_text(&text, at + strlen(old));
    assert_int_equal(koh__file_write(path, text.data, text.length, error), KOH_OK);
    const koh_status status = koh__calibration_read(folder, id, base.arena, &nation, &region, error);
    assert_true(status == KOH_OK || (nation.n_steps == 0 && region.mean_persons == 0));
    koh__buffer_free(&text);
    koh__free(bytes);
    assert_int_equal(koh__folder_remove(folder), 0);
    return status;
}

static void faults_are_told(void **state)
{
    (void) state;
    koh_error error;
    const struct {
        size_t file;
        const char *old, *new, *id;
        koh_status status;
        const char *says;
    } cases[] = {
        { KOH_CALIBRATION_REGIONS, "region", "region", "0301", KOH_OK, "" },
        { KOH_CALIBRATION_REGIONS, "region", "region", "9999", KOH_EUNKNOWN, "9999" },
        { KOH_CALIBRATION_REGIONS, "0301,13,", "1103,13,", "0301", KOH_EMISSING, "0301" },
        { KOH_CALIBRATION_REGIONS, "0301,13,", "0301,16,", "0301", KOH_EDUPLICATE, "twice" },
        { KOH_CALIBRATION_REGIONS, "0301,13,", "0301,14,", "0301", KOH_EUNKNOWN, "14" },
        { KOH_CALIBRATION_TOTALS, "2031,", "2066,", "0301", KOH_EMISSING, "2031" },
        { KOH_CALIBRATION_MORTALITY, "male,105,", "male,106,", "0301", KOH_EMISSING, "106" },
        { KOH_CALIBRATION_NATION, "net_rate", "rate", "0301", KOH_ESCHEMA, "" },
        { KOH_CALIBRATION_FERTILITY, "2026,30,", "2025,30,", "0301", KOH_EDOMAIN, "2025" },
        { KOH_CALIBRATION_PROFILE, "male,7,", "male,8,", "0301", KOH_EDUPLICATE, "" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        memset(&error, 0, sizeof error);
        const koh_status status = spoiled(cases[i].file, cases[i].old, cases[i].new, cases[i].id, &error);
        if (status != cases[i].status || strstr(error.message, cases[i].says) == NULL) {
            fail_msg("case %zu: %s, %s", i, koh_status_name(status), error.message);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shipped_is_what_the_registers_give),
        cmocka_unit_test(written_is_read_back),
        cmocka_unit_test(faults_are_told),
    };
    return cmocka_run_group_tests(tests, calibrate_once, release);
}
