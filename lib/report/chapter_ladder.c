/* The chapter's care ladder: T09b, T09c and what is said of them. */
#include <string.h>

#include "plan/need_priv.h"
#include "report/builder_priv.h"
#include "report/column_priv.h"

/* Users at coverage of the service behind a state; of care at home, home services less staffed housing. */
static const char *const services[KOH_CARE_STATES] = { NULL, "home_services", "staffed_housing_24h", "institution" };

static void add_states(koh_builder *b)
{
    koh_chapter_table *table = koh__cube(b, "demand/ladder") == NULL
                                   ? NULL
                                   : koh__form_of_years(b, "T09b", KOH_LABEL_PERSONS, KOH_LABEL_GROUP);
    for (size_t i = 0; table != NULL && i < KOH_CARE_STATES; i++) {
        const char *name = koh__code_text(b, "state", koh__care_ids[i]);
        const koh_series series = koh__series(b, "demand/ladder", koh__care_ids[i], KOH_ALL_ITEMS);
        koh__row_if_known(b, table, name, 0, &series);
        if (services[i] == NULL) {
            continue;
        }
        const char *then = koh__say_with(b, KOH_LABEL_AT_COVERAGE, 's', name);
        const koh_series users = koh__series(b, "demand/users", services[i], 0);
        if (i == KOH_CARE_HOME) {
            const koh_series less = koh__series(b, "demand/users", services[KOH_CARE_HOUSING], 0);
            koh__row_of_differences(b, table, then, 1, &users, &less);
        } else {
            koh__row_if_known(b, table, then, 1, &users);
        }
    }
    koh__table_end(b, table);
}

/* From which state to which in the last year of the period. */
static void add_flows(koh_builder *b)
{
    const koh_cube *cube = koh__cube(b, "demand/ladder_flows");
    koh_chapter_table *table = cube == NULL ? NULL
                                            : koh__table_begin(b, "T09c", koh__form_title(b, "T09c"),
                                                               koh__say(b, KOH_LABEL_PERSONS), KOH_CARE_STATES + 1);
    const size_t t = b->end > 0 ? b->end - 1 : 0;
    for (size_t j = 0; table != NULL && j <= KOH_CARE_STATES; j++) {
        table->heads[j] =
            (koh_chapter_head){ koh__code_text(b, "to", koh__care_ids[j]), koh__format(b, "%d", koh__year(b, t)) };
    }
    for (size_t i = 0; table != NULL && i < KOH_CARE_STATES; i++) {
        koh_chapter_row *row = koh__row_add(b, table, koh__code_text(b, "state", koh__care_ids[i]), 0);
        for (size_t j = 0; row != NULL && j <= KOH_CARE_STATES; j++) {
            koh_series series = koh__series(b, "demand/ladder_flows", koh__care_ids[i], j);
            series.decimals = 1;
            row->cells[j] = koh__cell_at(b, &series, t);
        }
    }
    if (table != NULL) {
        table->stub = koh__say(b, KOH_LABEL_FROM_STATE);
    }
    koh__table_end(b, table);
}

static void say_ladder(koh_builder *b)
{
    if (koh__cube(b, "demand/ladder") == NULL) {
        return;
    }
    const koh_series users = koh__series(b, "demand/users", services[KOH_CARE_INSTITUTION], 0);
    const koh_series persons = koh__series(b, "demand/ladder", koh__care_ids[KOH_CARE_INSTITUTION], KOH_ALL_ITEMS);
    const koh_series flow = koh__series(b, "demand/ladder_flows", koh__care_ids[KOH_CARE_NONE], KOH_CARE_HOME);
    const koh_chapter_cell then = koh__cell_at(b, &users, b->end);
    koh__say_end(b, KOH_ITEM_PARAGRAPH, KOH_LABEL_S_LADDER, &(koh_saying){ .series = &persons, .cell = &then });
    koh__say_end(b, KOH_ITEM_PARAGRAPH, KOH_LABEL_S_LADDER_FLOW, &(koh_saying){ .series = &flow });
}

void koh__add_ladder(koh_builder *b)
{
    koh__each_scenario(b, say_ladder);
    koh__each_scenario(b, add_states);
    koh__each_scenario(b, add_flows);
}
