/* Computing allocates nothing, and what does allocate gives everything back when there is no memory. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "kohort/brass.h"
#include "kohort/coherent.h"
#include "kohort/fertility.h"
#include "kohort/health_expectancy.h"
#include "kohort/migration.h"
#include "kohort/mortality_level.h"
#include "kohort/topals.h"
#include "national.h"

/* The linker sends the library's allocations here first (--wrap). */
static size_t allocations, live, refused_at;
void *__real_calloc(size_t n, size_t size);
void *__real_malloc(size_t size);
void *__real_realloc(void *block, size_t size);
void __real_free(void *block);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_realloc(void *block, size_t size);
void __wrap_free(void *block);

void *__wrap_calloc(size_t n, size_t size)
{
    allocations++;
    void *block = allocations == refused_at ? NULL : __real_calloc(n, size);
    live += block != NULL;
    return block;
}

void *__wrap_malloc(size_t size)
{
    allocations++;
    live++;
    return __real_malloc(size);
}

void *__wrap_realloc(void *block, size_t size)
{
    allocations++;
    return __real_realloc(block, size);
}

void __wrap_free(void *block)
{
    live -= block != NULL;
    __real_free(block);
}

enum { YEARS = 20, AGES = 100 };

static koh_national national;

static koh_vital_register registers(void)
{
    return (koh_vital_register){ .first_year = KOH_NATIONAL_FIRST,
                                 .n_years = KOH_NATIONAL_YEARS,
                                 .n_age = KOH_NATIONAL_AGES,
                                 .exposure = &national.exposure[0][0][0],
                                 .deaths = &national.deaths[0][0][0] };
}

static void forecasts_allocate_nothing(void **state)
{
    (void) state;
    const koh_vital_register deaths = registers();
    const koh_coherent_options options = koh_coherent_options_defaults();
    double mx[KOH_MORTALITY_AGES];
    koh_coherent *model;
    assert_int_equal(koh_coherent_new(YEARS, AGES, &model), KOH_OK);
    const size_t before = allocations;
    assert_int_equal(koh_coherent_fit(&deaths, 1999, &options, NULL, model), KOH_OK);
    koh_coherent_index index = koh_coherent_index_at(model, 20);
    assert_int_equal(koh_coherent_meet(model, KOH_SEXES, 87, NULL, &index), KOH_OK);
    assert_int_equal(koh_coherent_rates(model, KOH_MALE, &index, NULL, mx), KOH_OK);
    assert_int_equal(allocations, before);
    koh_coherent_free(model);
}

static void local_models_and_schedules_allocate_nothing(void **state)
{
    (void) state;
    double standard[AGES], mx[AGES], lx[AGES], Lx[AGES], without[AGES], rate[AGES];
    for (size_t x = 0; x < AGES; x++) {
        standard[x] = 1e-4 * exp(0.08 * (double) x);
        lx[x] = exp(-1e-4 / 0.08 * expm1(0.08 * (double) x));
        Lx[x] = x + 1 < AGES ? (lx[x] + exp(-1e-4 / 0.08 * expm1(0.08 * (double) (x + 1)))) / 2 : lx[x];
        rate[x] = x % 7 == 0 ? 0.03 : 0.02;
    }
    const koh_deaths data = { AGES, national.deaths[50][1], national.exposure[50][1] };
    const koh_topals_options knots = koh_topals_options_defaults();
    const double D[] = { 3, 9, 4, 8 }, E[] = { 5, 5, 7, 6 };
    double weight;
    koh_brass brass;
    koh_topals topals;
    koh_rogers_castro_fit migration;
    koh_health_expectancy health = { .without = without };
    const size_t before = allocations;
    assert_int_equal(koh_brass_fit(&data, standard, 1, NULL, &brass), KOH_OK);
    assert_int_equal(koh_topals_fit(&data, standard, &knots, NULL, &topals), KOH_OK);
    assert_int_equal(koh_level_weight(4, D, E, NULL, NULL, &weight), KOH_OK);
    assert_int_equal(
        koh_health_compute(&(koh_health_input){ .n_age = AGES, .lx = lx, .Lx = Lx, .prevalence = rate }, NULL, &health),
        KOH_OK);
    assert_int_equal(koh_rogers_castro_solve(AGES, rate, NULL, KOH_ROGERS_CASTRO_7, NULL, &migration), KOH_OK);
    assert_int_equal(koh_fertility_hadwiger(&(koh_fertility_totals){ 1.4, 31, 5 }, AGES, NULL, mx), KOH_OK);
    assert_int_equal(allocations, before);
}

static void without_memory_nothing_is_kept(void **state)
{
    (void) state;
    for (size_t k = 1;; k++) {
        koh_coherent *model = NULL;
        const size_t before = live;
        refused_at = allocations + k;
        const koh_status status = koh_coherent_new(YEARS, AGES, &model);
        refused_at = 0;
        if (status == KOH_OK) {
            assert_true(k > 3); /* the model, the workspace and its block, the model's block */
            koh_coherent_free(model);
            assert_int_equal(live, before);
            break;
        }
        assert_int_equal(status, KOH_ENOMEM);
        assert_null(model);
        assert_int_equal(live, before);
    }
}

static int read_registers(void **state)
{
    (void) state;
    koh_national_read(&national);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forecasts_allocate_nothing),
        cmocka_unit_test(local_models_and_schedules_allocate_nothing),
        cmocka_unit_test(without_memory_nothing_is_kept),
    };
    return cmocka_run_group_tests(tests, read_registers, NULL);
}
