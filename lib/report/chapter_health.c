/* The chapter's public health: T22, T27 and what is said of them. */
#include <math.h>
#include <string.h>

#include "plan/health_priv.h"
#include "report/builder_priv.h"
#include "report/column_priv.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static koh_series measure_of(const koh_builder *b, size_t indicator, size_t area, size_t measure, double scale)
{
    const koh_cube *cube = koh__cube(b, "health/indicators");
    return (koh_series){ .path = "health/indicators",
                         .n_blocks = 1,
                         .offset = { (indicator * cube->axes[1].n + area) * cube->axes[2].n + measure },
                         .n = 1,
                         .step = 1,
                         .scale = scale,
                         .decimals = 1 };
}

/* A row per indicator and area: per cent, or per 1,000 person-years. */
static void add_indicators(koh_builder *b)
{
    static const size_t measures[] = { KOH_MEASURE_CRUDE,        KOH_MEASURE_CRUDE_LOW, KOH_MEASURE_CRUDE_HIGH,
                                       KOH_MEASURE_STANDARDISED, KOH_MEASURE_LOW,       KOH_MEASURE_HIGH };
    static const char *const words[] = { "crude", "crude_low", "crude_high", "standardised", "low", "high" };
    static const char *const areas[] = { "municipality", "county", "country" };
    const koh_plan_health *health = koh__scenario(b)->plan->health;
    const koh_cube *cube = koh__cube(b, "health/indicators");
    koh_chapter_table *table = cube == NULL || b->scenario > 0
                                   ? NULL
                                   : koh__table_begin(b, "T22", koh__form_title(b, "T22"), NULL, COUNT(words) + 1);
    if (table == NULL) {
        return;
    }
    table->stub = koh__column_label("indicator", b->language);
    memset(table->of, 1, b->result->n_scenarios);
    for (size_t c = 0; c < COUNT(words); c++) {
        table->heads[1 + c].text = koh__column_label(words[c], b->language);
    }
    table->heads[0].text = koh__column_label("year", b->language);
    for (size_t i = 0; i < health->n * KOH_HEALTH_AREAS && !b->failed; i++) {
        const koh_plan_indicator *indicator = &health->indicators[i / KOH_HEALTH_AREAS];
        const size_t area = i % KOH_HEALTH_AREAS;
        const char *unit = koh__say(b, indicator->is_rate ? KOH_LABEL_PER_THOUSAND : KOH_LABEL_PERCENT);
        const char *name = koh__format(b, "%s, %s (%s)", indicator->label[b->language],
                                       koh__lower(b, koh__code_text(b, "area", areas[area])), unit);
        koh_chapter_row *row = koh__row_add(b, table, name, area > 0);
        const koh_series year = { .path = "health/year",
                                  .n_blocks = 1,
                                  .offset = { i / KOH_HEALTH_AREAS },
                                  .n = 1,
                                  .step = 1,
                                  .decimals = KOH_YEAR_DIGITS };
        for (size_t c = 0; row != NULL && c < COUNT(words); c++) {
            const koh_series series =
                measure_of(b, i / KOH_HEALTH_AREAS, area, measures[c], indicator->is_rate ? 1000 : 100);
            row->cells[1 + c] = koh__cell_at(b, &series, 0);
        }
        if (row != NULL) {
            row->cells[0] = koh__cell_at(b, &year, 0);
        }
    }
    koh__table_end(b, table);
}

/* Years of life left, without and with need of help. */
static void add_healthy_years(koh_builder *b)
{
    static const char *const words[] = { "without_help", "with_help" };
    const koh_cube *cube = koh__cube(b, "indicators/healthy_years"); /* year, sex, age, kind */
    koh_chapter_table *table =
        cube == NULL ? NULL : koh__form_of_years(b, "T27", KOH_LABEL_YEARS_OF_LIFE, KOH_LABEL_GROUP);
    if (table == NULL) {
        return;
    }
    table->n_columns = b->n_years;
    table->source = koh__say(b, KOH_LABEL_SRC_LIFE);
    const size_t ages = cube->axes[2].n, kinds = cube->axes[3].n;
    for (size_t i = 0; i < 2 * ages * kinds && !b->failed; i++) {
        const size_t sex = i / (ages * kinds), age = i / kinds % ages, kind = i % kinds;
        const char *who = koh__say(b, sex == 0 ? KOH_LABEL_WOMEN : KOH_LABEL_MEN);
        const koh_gap gaps[] = { { 's', who },
                                 { 'a', koh__format(b, "%d", cube->axes[2].numbers[age]) },
                                 { 't', koh__lower(b, koh__column_label(words[kind], b->language)) } };
        const koh_series series = { .path = "indicators/healthy_years",
                                    .row = 2 * ages * kinds,
                                    .n_blocks = 1,
                                    .offset = { i },
                                    .n = 1,
                                    .step = 1,
                                    .decimals = 1 };
        koh__row_of_years(b, table, koh__say_gaps(b, KOH_LABEL_AT_AGE, COUNT(gaps), gaps), (int) kind, &series);
    }
    koh__table_end(b, table);
}

void koh__build_health(koh_builder *b)
{
    koh__begin_section(b, "health", KOH_LABEL_H_HEALTH);
    koh__each_scenario(b, add_indicators);
    koh__add_indicator_years(b);
    koh__add_inequality(b);
    koh__each_scenario(b, add_healthy_years);
    koh__end_section(b, KOH_LABEL_H_HEALTH);
}
