/* Users from rates, the fading trend, and persons with dementia in the country.
 *
 * Outside vector: 101 118 persons with dementia in Norway in 2020 (Gjøra et al., Journal of Alzheimer's Disease 79,
 * 2021), from the shipped prevalence and the population of 1 January 2020. */
#include "test.h"

#include <math.h>

#include "io/data_priv.h"
#include "kohort/service.h"
#include "plan/model_priv.h"
#include "plan/need_priv.h"

static void users_are_rates_times_persons(void **state)
{
    (void) state;
    const double rate[] = { 0.13, 0.29, 0.57, 0.11, 0.23, 0.41 }, persons[] = { 17.3, 11.9, 7.1, 19.7, 13.3, 5.9 };
    double by_age[3];
    double women = 0.13 * 17.3 + 0.29 * 11.9 + 0.57 * 7.1, men = 0.11 * 19.7 + 0.23 * 13.3 + 0.41 * 5.9;
    KOH_ASSERT_NEAR(koh_need_users(3, rate, persons, 1.37, 0, by_age), 1.37 * (women + men), 1e-14);
    KOH_ASSERT_NEAR(by_age[1], 1.37 * (0.29 * 11.9 + 0.23 * 13.3), 1e-14);
    KOH_ASSERT_NEAR(koh_need_users(3, rate, persons, 1, 0, NULL), women + men, 1e-14);
}

static void a_shift_reads_a_younger_age(void **state)
{
    (void) state;
    const double rate[] = { 0.13, 0.29, 0.57, 0.11, 0.23, 0.41 }, one[] = { 1, 1, 1, 0, 0, 0 };
    double by_age[3];
    (void) koh_need_users(3, rate, one, 1, 0.25, by_age);
    KOH_ASSERT_NEAR(by_age[0], 0.13, 1e-15);
    KOH_ASSERT_NEAR(by_age[1], 0.25 * 0.13 + 0.75 * 0.29, 1e-15);
    KOH_ASSERT_NEAR(by_age[2], 0.25 * 0.29 + 0.75 * 0.57, 1e-15);
    (void) koh_need_users(3, rate, one, 1, -5, by_age);
    KOH_ASSERT_NEAR(by_age[0], 0.57, 1e-15);
    (void) koh_need_users(3, rate, one, 1, 1e6, by_age);
    KOH_ASSERT_NEAR(by_age[2], 0.13, 1e-15);
}

static void unknown_rates_give_unknown_users(void **state)
{
    (void) state;
    const double rate[] = { NAN, NAN }, nobody[] = { 0, 0 };
    assert_true(isnan(koh_need_users(1, rate, nobody, 1, 0, NULL)));
}

static void a_trend_fades_to_constant(void **state)
{
    (void) state;
    const double same[] = { -0.0266, -0.0266, -0.0266, -0.0266, -0.0266, -0.0266 };
    const double path[] = { -0.03, -0.02, -0.01, 0, 0, 0 };
    assert_true(koh_need_trend(0, same, 4) == 1);
    assert_true(koh_need_trend(6, same, 0) == 1);
    KOH_ASSERT_NEAR(koh_need_trend(6, same, INFINITY), pow(1 - 0.0266, 6), 1e-14);
    double end = (1 - 0.0266) * (1 - 0.0266 * 0.75) * (1 - 0.0266 * 0.5) * (1 - 0.0266 * 0.25);
    KOH_ASSERT_NEAR(koh_need_trend(4, same, 4), end, 1e-14);
    assert_true(koh_need_trend(6, same, 4) == koh_need_trend(4, same, 4));
    KOH_ASSERT_NEAR(koh_need_trend(6, path, INFINITY), 0.97 * 0.98 * 0.99, 1e-14);
    assert_true(koh_need_trend(6, path, INFINITY) == koh_need_trend(3, path, INFINITY));
}

static void the_country_has_the_published_number_with_dementia(void **state)
{
    (void) state;
    koh_arena *arena = koh__arena_new();
    koh_data data;
    koh_error error;
    if (koh__data_open(KOH_TEST_DATA, arena, &data, &error) != KOH_OK) {
        fail_msg("%s", error.message);
    }
    const koh_plan_need care = { .prevalence = KOH_TAKE(arena, data.catalogue.n_conditions, const koh_quantity *) };
    koh_plan plan = { .id = "reference", .care = &care };
    assert_non_null(care.prevalence);
    koh_result result = { .arena = arena, .inputs = &data.catalogue };
    koh_scenario_result scenario = { .plan = &plan };
    koh_frame frame = { .plan = &plan,
                        .inputs = &data.catalogue,
                        .result = &result,
                        .scenario = &scenario,
                        .n_age = data.catalogue.national.n_age,
                        .years = { "year", 1, (const int[]){ 2020 }, NULL },
                        .persons = koh_register_year(&data.catalogue.national, 2020) };
    assert_non_null(frame.persons);
    assert_int_equal(koh__model_conditions(&frame), KOH_OK);
    const koh_cube *cube = koh__result_cube(&scenario, "demand/conditions");
    size_t i = koh_axis_find_label(&cube->axes[1], "dementia");
    assert_true(i != (size_t) -1);
    double persons = cube->value[2 * i] + cube->value[2 * i + 1];
    assert_true(fabs(persons - 101118) < 0.5);
    koh__arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(users_are_rates_times_persons),
        cmocka_unit_test(a_shift_reads_a_younger_age),
        cmocka_unit_test(unknown_rates_give_unknown_users),
        cmocka_unit_test(a_trend_fades_to_constant),
        cmocka_unit_test(the_country_has_the_published_number_with_dementia),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
