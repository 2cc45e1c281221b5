/* The chapter's aims for the staff: T13f, T13g, T13h and what is said of them. */
#include "plan/staff_aims_priv.h"
#include "plan/workforce_priv.h"
#include "report/builder_priv.h"
#include "report/column_priv.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

#define MILLIONTH 1e-6 /* of a krone */
#define THOUSANDTH 1e-3
#define PERCENT 100.0

enum { SUPPLY = 0, DEMAND, TARGET, SHARES }; /* of workforce/higher_education */
enum { NET = 2 };                            /* of workforce/full_time_cost */

static koh_series share_of(const koh_builder *b, const char *label)
{
    koh_series series = koh__series(b, "workforce/higher_education", label, 0);
    series.scale = PERCENT;
    series.decimals = 1;
    return series;
}

static void add_education(koh_builder *b)
{
    static const char *const words[SHARES] = { "share_supply", "share_demand", "share_target" };
    const koh_cube *cube = koh__cube(b, "workforce/higher_education");
    if (cube == NULL) {
        return;
    }
    const char *const *labels = cube->axes[1].labels;
    const koh_series supply = share_of(b, labels[SUPPLY]), target = share_of(b, labels[TARGET]);
    const koh_chapter_cell wanted = koh__cell_at(b, &target, b->end);
    koh__say_end(b, KOH_ITEM_PARAGRAPH, KOH_LABEL_S_EDUCATION, &(koh_saying){ .series = &supply, .cell = &wanted });
    koh_chapter_table *table = koh__form_of_years(b, "T13f", KOH_LABEL_PERCENT_THEN_FTE, KOH_LABEL_GROUP);
    if (table == NULL) {
        return;
    }
    table->n_columns = b->n_years; /* a change of a share in per cent says nothing */
    for (size_t i = 0; i < SHARES; i++) {
        const koh_series series = share_of(b, labels[i]);
        koh__row_if_known(b, table, koh__column_label(words[i], b->language), 0, &series);
    }
    const koh_series hires = {
        .path = "workforce/higher_education_hires", .row = 1, .n_blocks = 1, .n = 1, .step = 1, .decimals = 1
    };
    koh__row_if_known(b, table, koh__column_label("fte_to_hire", b->language), 0, &hires);
    koh__table_end(b, table);
}

static void add_training(koh_builder *b)
{
    const koh_grid_column columns[] = {
        { .word = "share_trained", .path = "workforce/training_share", .scale = PERCENT },
        { .word = "share_trained", .path = "workforce/training_share", .when = KOH_WHEN_END, .scale = PERCENT },
        { .word = "participants", .path = "workforce/training_participants", .when = KOH_WHEN_PERIOD },
        { .word = "course_hours", .path = "workforce/training_hours", .when = KOH_WHEN_PERIOD },
        { .word = "cost_nok_thousand", .path = "workforce/training_cost", .when = KOH_WHEN_PERIOD, .scale = THOUSANDTH }
    };
    const koh_cube *cube = koh__cube(b, "workforce/training_cost");
    koh_chapter_table *table = cube == NULL ? NULL : koh__grid(b, "T13g", KOH_LABEL_GROUP, COUNT(columns), columns);
    for (size_t i = 0; table != NULL && i < cube->axes[1].n; i++) {
        const char *id = cube->axes[1].labels[i],
                   *name = koh__scenario(b)->plan->workforce->aims->courses[i].label[b->language];
        koh_series share = koh__series(b, "workforce/training_share", id, 0);
        koh_series cost = koh__series(b, "workforce/training_cost", id, 0);
        share.scale = PERCENT;
        cost.scale = MILLIONTH;
        cost.decimals = 1;
        cost.n = b->end > 0 ? b->end : 1;
        cost.step = cost.row;
        const koh_chapter_cell all = koh__cell_at(b, &cost, 0);
        koh__say_end(b, KOH_ITEM_BULLET, KOH_LABEL_S_TRAINING,
                     &(koh_saying){ .series = &share, .cell = &all, .s = name });
        (void) koh__grid_row(b, table, name, id, COUNT(columns), columns);
    }
    if (table != NULL) { /* who have had it at 1 January, in per cent */
        table->stub = koh__column_label("course", b->language);
        table->heads[0].text = table->heads[1].text =
            koh__format(b, "%s, %s", koh__say(b, KOH_LABEL_TRAINED), koh__say(b, KOH_LABEL_PERCENT));
        table->heads[2].text = koh__say(b, KOH_LABEL_PARTICIPANTS);
        table->heads[3].text = koh__say(b, KOH_LABEL_COURSE_HOURS);
    }
    koh__table_end(b, table);
}

static void add_full_time(koh_builder *b)
{
    static const char *const path = "workforce/full_time_cost";
    const koh_grid_column columns[] = {
        { .word = "persons", .path = "workforce/persons", .when = KOH_WHEN_END },
        { .word = "fte_more", .path = "workforce/full_time_fte", .when = KOH_WHEN_END, .decimals = 1 },
        { .word = "persons_fewer", .path = "workforce/full_time_fewer", .when = KOH_WHEN_END, .decimals = 1 },
        { .word = "cost_nok_thousand", .path = path, .item = 0, .when = KOH_WHEN_END, .scale = THOUSANDTH },
        { .word = "saved_nok_thousand", .path = path, .item = 1, .when = KOH_WHEN_END, .scale = THOUSANDTH },
        { .word = "net_nok_thousand", .path = path, .item = NET, .when = KOH_WHEN_END, .scale = THOUSANDTH }
    };
    const koh_cube *cube = koh__cube(b, path);
    koh_chapter_table *table =
        cube == NULL ? NULL : koh__grid(b, "T13h", KOH_LABEL_PROFESSION, COUNT(columns), columns);
    for (size_t j = 0; table != NULL && j < cube->axes[1].n; j++) {
        if (koh__scenario(b)->plan->workforce->aims->position_share[j] == NULL) {
            continue;
        }
        const char *id = cube->axes[1].labels[j], *name = b->result->inputs->professions[j].name[b->language];
        koh_series more = koh__series(b, "workforce/full_time_fte", id, 0), net = koh__series(b, path, id, NET);
        more.decimals = net.decimals = 1;
        net.scale = MILLIONTH;
        const koh_chapter_cell cost = koh__cell_at(b, &net, b->end);
        koh__say_end(b, KOH_ITEM_BULLET, KOH_LABEL_S_FULL_TIME,
                     &(koh_saying){ .series = &more, .cell = &cost, .s = name });
        (void) koh__grid_row(b, table, name, id, COUNT(columns), columns);
    }
    koh__table_end(b, table);
}

void koh__add_aims(koh_builder *b)
{
    koh__each_scenario(b, add_education);
    koh__each_scenario(b, add_training);
    koh__each_scenario(b, add_full_time);
}
