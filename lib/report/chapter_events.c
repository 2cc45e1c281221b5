/* The chapter's coverage beside peers, prevention, new tasks and need by event: T07b, T08b-T08d. */
#include <math.h>
#include <string.h>

#include "plan/need_priv.h"
#include "report/builder_priv.h"
#include "report/column_priv.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

#define MILLIONTH 1e-6 /* of a krone */
#define THOUSANDTH 1e-3

enum { MOST_PEERS = 8, AREAS = 2 }; /* columns of peers; the municipality and a peer */
enum { COST = 0, SAVING, BALANCE }; /* of economy/prevention */

/* Coverage of service k in the municipality (area 0) or in a peer. */
static koh_chapter_cell coverage_of(const koh_builder *b, size_t peer, size_t k, size_t area)
{
    const koh_cube *cube = koh__cube(b, "demand/coverage_peers");
    const koh_series series = { .path = cube->path,
                                .n_blocks = 1,
                                .offset = { (peer * cube->axes[1].n + k) * AREAS + area },
                                .n = 1,
                                .step = 1,
                                .decimals = 1 };
    return koh__cell_at(b, &series, 0);
}

static const char *ages_of(koh_builder *b, size_t k)
{
    const koh_plan_coverage *coverage = koh__scenario(b)->plan->services[k].coverage;
    const int from = coverage == NULL ? 80 : coverage->age_from, to = coverage == NULL ? -1 : coverage->age_to;
    return from == 0 && to < 0 ? koh__say(b, KOH_LABEL_ALL_AGES_OF) : koh__age_text(b, from, to);
}

/* The lowest and the highest of the peers that have a figure. */
static void say_peers(koh_builder *b, size_t n, size_t k)
{
    koh_chapter_cell low = koh__cell_text(""), high = low, own = low;
    for (size_t i = 0; i < n; i++) {
        const koh_chapter_cell cell = coverage_of(b, i, k, 1);
        if (koh__is_unknown(cell.value)) {
            continue;
        }
        own = coverage_of(b, i, k, 0);
        low = low.kind == KOH_CHAPTER_TEXT || cell.value < low.value ? cell : low;
        high = high.kind == KOH_CHAPTER_TEXT || cell.value > high.value ? cell : high;
    }
    const koh_chapter_gap gaps[] = { { 's', koh__cell_text(b->result->inputs->services[k].name[b->language]) },
                                     { 't', koh__cell_text(ages_of(b, k)) },
                                     { 'a', own },
                                     { 'b', low },
                                     { 'c', high } };
    if (own.kind != KOH_CHAPTER_TEXT && !koh__is_unknown(own.value)) {
        koh__add_sentence(b, KOH_ITEM_BULLET, NULL, koh__say(b, KOH_LABEL_S_PEERS), COUNT(gaps), gaps);
    }
}

/* Is the coverage of service k known for any of the peers? The first of them. */
static size_t peer_with(const koh_builder *b, size_t n, size_t k)
{
    for (size_t i = 0; i < n; i++) {
        if (!koh__is_unknown(coverage_of(b, i, k, 1).value)) {
            return i;
        }
    }
    return n;
}

void koh__add_peers(koh_builder *b)
{
    const koh_cube *cube = koh__cube(b, "demand/coverage_peers");
    const size_t n = cube == NULL ? 0 : cube->axes[0].n, shown = n < MOST_PEERS ? n : MOST_PEERS;
    for (size_t k = 0; n > 0 && k < cube->axes[1].n; k++) {
        say_peers(b, n, k);
    }
    koh_chapter_table *table =
        n == 0 ? NULL
               : koh__table_begin(b, "T07b", koh__form_title(b, "T07b"), koh__say(b, KOH_LABEL_PER_HUNDRED), shown + 1);
    for (size_t k = 0; table != NULL && k < cube->axes[1].n; k++) {
        const size_t known = peer_with(b, n, k);
        koh_chapter_row *row =
            known == n
                ? NULL
                : koh__row_add(
                      b, table,
                      koh__format(b, "%s (%s)", b->result->inputs->services[k].name[b->language], ages_of(b, k)), 0);
        for (size_t i = 0; row != NULL && i < shown; i++) {
            row->cells[0] = coverage_of(b, known, k, 0);
            row->cells[1 + i] = coverage_of(b, i, k, 1);
        }
    }
    for (size_t i = 0; table != NULL && i < shown; i++) {
        table->heads[0].text = koh__say(b, KOH_LABEL_MUNICIPALITY);
        table->heads[1 + i].text = koh__scenario(b)->plan->care->peers[i].label[b->language];
    }
    if (table != NULL) {
        table->stub = koh__say(b, KOH_LABEL_SERVICE);
        memset(table->of, 1, b->result->n_scenarios);
    }
    koh__table_end(b, table);
}

/* What prevention has saved less what it has cost by the end of the period, and when it has paid. */
static void say_prevention(koh_builder *b)
{
    const koh_plan_need *need = koh__scenario(b)->plan->care;
    for (size_t i = 0; koh__cube(b, "demand/users_avoided") != NULL && i < need->n_preventions; i++) {
        const koh_plan_prevention *p = &need->preventions[i];
        koh_series avoided = koh__series(b, "demand/users_avoided", p->id, 0);
        koh_series balance = koh__series(b, "economy/prevention", p->id, BALANCE);
        const koh_series paid = { .path = "economy/prevention_paid",
                                  .n_blocks = 1,
                                  .offset = { i },
                                  .n = 1,
                                  .step = 1,
                                  .decimals = KOH_YEAR_DIGITS };
        avoided.decimals = 1;
        balance.scale = -MILLIONTH;
        balance.decimals = 1;
        const koh_chapter_cell year = koh__cell_at(b, &paid, 0);
        const koh_chapter_cell missing = koh__cell_at(b, &balance, b->end > 0 ? b->end - 1 : 0);
        koh__say_end(b, KOH_ITEM_BULLET, KOH_LABEL_S_PREVENTION,
                     &(koh_saying){ .series = &avoided, .s = p->label[b->language] });
        const int is_paid = !koh__is_unknown(year.value) && year.value < koh__year(b, b->end);
        if (is_paid || missing.value > 0) {
            koh__say_end(b, KOH_ITEM_BULLET, is_paid ? KOH_LABEL_S_PREVENTION_PAID : KOH_LABEL_S_PREVENTION_UNPAID,
                         &(koh_saying){ .cell = is_paid ? &year : &missing, .s = p->label[b->language] });
        }
    }
}

static void add_prevention(koh_builder *b)
{
    static const char *const path = "economy/prevention";
    const koh_grid_column columns[] = {
        { .word = "users_avoided", .path = "demand/users_avoided", .when = KOH_WHEN_END, .decimals = 1 },
        { .word = "users_avoided", .path = "demand/users_avoided", .when = KOH_WHEN_LAST, .decimals = 1 },
        { .word = "cost_1000nok", .path = path, .item = COST, .when = KOH_WHEN_PERIOD, .scale = THOUSANDTH },
        { .word = "saving_1000nok", .path = path, .item = SAVING, .when = KOH_WHEN_PERIOD, .scale = THOUSANDTH },
        { .word = "breakeven_year", .path = "economy/prevention_paid", .decimals = KOH_YEAR_DIGITS }
    };
    const koh_plan_need *need = koh__scenario(b)->plan->care;
    koh_chapter_table *table =
        koh__cube(b, path) == NULL ? NULL : koh__grid(b, "T08b", KOH_LABEL_MEASURE, COUNT(columns), columns);
    for (size_t i = 0; table != NULL && i < need->n_preventions; i++) {
        (void) koh__grid_row(b, table, need->preventions[i].label[b->language], need->preventions[i].id, COUNT(columns),
                             columns);
    }
    koh__table_end(b, table);
}

static void add_tasks(koh_builder *b)
{
    const koh_plan_need *need = koh__scenario(b)->plan->care;
    koh_chapter_table *table = koh__cube(b, "demand/new_tasks") == NULL
                                   ? NULL
                                   : koh__form_of_years(b, "T08c", KOH_LABEL_PERSONS, KOH_LABEL_GROUP);
    for (size_t i = 0; table != NULL && i < need->n_tasks; i++) {
        koh_series series = koh__series(b, "demand/new_tasks", need->tasks[i].id, 0);
        series.decimals = 1;
        koh__say_end(b, KOH_ITEM_BULLET, KOH_LABEL_S_TASK,
                     &(koh_saying){ .series = &series, .s = need->tasks[i].label[b->language] });
        koh__row_if_known(b, table, need->tasks[i].label[b->language], 0, &series);
    }
    koh__table_end(b, table);
}

/* A flow of a group as the table shows it: [year][group][flow], or [year][flow] without a group. */
typedef struct flow {
    const char *name, *unit; /* unit NULL: the name tells it */
    int decimals;
} flow;

/* Where the flows of a group stand, and what it is called. */
typedef struct group {
    const char *path, *id, *name; /* id NULL: the cube is of one group */
} group;

static koh_series flow_of(const koh_builder *b, const group *g, const char *name)
{
    const koh_cube *cube = koh__cube(b, g->path);
    const koh_axis *flows = &cube->axes[cube->n_axes - 1];
    return g->id == NULL ? koh__series(b, g->path, name, 0)
                         : koh__series(b, g->path, g->id, koh_axis_find_label(flows, name));
}

static void add_flows(koh_builder *b, koh_chapter_table *table, const group *g, size_t n, const flow *flows)
{
    for (size_t i = 0; table != NULL && i < n; i++) {
        koh_series series = flow_of(b, g, flows[i].name);
        series.decimals = flows[i].decimals;
        const char *name = koh__lower(b, koh__code_text(b, "flow", flows[i].name));
        koh__row_if_known(b, table,
                          flows[i].unit == NULL
                              ? koh__format(b, "%s: %s", g->name, name)
                              : koh__format(b, "%s: %s (%s)", g->name, name, koh__code_text(b, "unit", flows[i].unit)),
                          0, &series);
    }
}

/* {a} and {b} of the first flow, {c} of the second (NULL: none) at the end of the period. */
static void say_flows(koh_builder *b, koh_label_id label, const group *g, const flow *first, const char *second)
{
    koh_series series = flow_of(b, g, first->name);
    koh_chapter_cell cell = koh__cell_text("");
    series.decimals = first->decimals;
    if (second != NULL) {
        koh_series other = flow_of(b, g, second);
        other.decimals = 1;
        cell = koh__cell_at(b, &other, b->end);
    }
    koh__say_end(b, KOH_ITEM_BULLET, label,
                 &(koh_saying){ .series = &series, .cell = second == NULL ? NULL : &cell, .s = g->name });
}

/* Does the plan tell of it, and is it in the result? */
static int is_told(const koh_builder *b, const char *path)
{
    return koh__cube(b, path) != NULL;
}

static group stream_of(const koh_builder *b, size_t i)
{
    const koh_plan_stream *stream = &koh__scenario(b)->plan->care->streams[i];
    return (group){ "demand/hospital", stream->id, stream->label[b->language] };
}

static group day_of(const koh_builder *b, size_t i)
{
    const char *id = b->result->inputs->services[koh__scenario(b)->plan->care->days[i].service].id;
    return (group){ "demand/day_places", id, koh__service_name(b, id) };
}

static void say_events(koh_builder *b)
{
    static const flow stays = { "follow_ups", NULL, 0 }, persons = { "persons", NULL, 0 }, places = { "need", NULL, 1 };
    const koh_plan_need *need = koh__scenario(b)->plan->care;
    const group gp = { "demand/gp", NULL, "" }, palliative = { "demand/palliative", NULL, "" };
    for (size_t i = 0; is_told(b, "demand/hospital") && i < need->n_streams; i++) {
        const group stream = stream_of(b, i);
        say_flows(b, KOH_LABEL_S_HOSPITAL, &stream, &stays, "places");
    }
    if (is_told(b, gp.path)) {
        const koh_series by_use = flow_of(b, &gp, "gps_by_consultations");
        const int is_used = !koh__is_unknown(koh__cell_at(b, &by_use, 0).value);
        const flow doctors = { is_used ? "gps_by_consultations" : "gps_by_lists", NULL, 1 };
        say_flows(b, KOH_LABEL_S_GPS, &gp, &doctors, NULL);
    }
    if (is_told(b, palliative.path)) {
        say_flows(b, KOH_LABEL_S_PALLIATIVE, &palliative, &persons, "places");
    }
    for (size_t i = 0; is_told(b, "demand/day_places") && i < need->n_days; i++) {
        const group day = day_of(b, i);
        say_flows(b, KOH_LABEL_S_DAY_PLACES, &day, &places, NULL);
    }
}

static void add_events(koh_builder *b)
{
    static const flow hospital[] = { { "follow_ups", "stays per year", 0 },
                                     { "places", NULL, 1 },
                                     { "ready_days", "days per year", 0 },
                                     { "ready_cost", "NOK per year", 0 } };
    static const flow doctors[] = { { "gps_by_consultations", NULL, 1 },
                                    { "gps_by_lists", NULL, 1 },
                                    { "gps", NULL, 1 },
                                    { "without_list", "persons", 0 } };
    static const flow dying[] = { { "persons", NULL, 0 }, { "places", NULL, 1 }, { "home_days", "days per year", 0 } };
    static const flow visits[] = {
        { "users", NULL, 1 }, { "need", "places", 1 }, { "places", NULL, 1 }, { "gap", "places", 1 }
    };
    const koh_plan_need *need = koh__scenario(b)->plan->care;
    const group gp = { "demand/gp", NULL, koh__say(b, KOH_LABEL_GPS) };
    const group palliative = { "demand/palliative", NULL, koh__say(b, KOH_LABEL_PALLIATIVE) };
    koh_chapter_table *table = koh__form_of_years(b, "T08d", KOH_LABEL_PERSONS, KOH_LABEL_FIGURE_OF);
    if (table != NULL) {
        table->unit = NULL;
    }
    for (size_t i = 0; is_told(b, "demand/hospital") && i < need->n_streams; i++) {
        const group stream = stream_of(b, i);
        add_flows(b, table, &stream, COUNT(hospital), hospital);
    }
    if (is_told(b, gp.path)) {
        add_flows(b, table, &gp, COUNT(doctors), doctors);
    }
    if (is_told(b, palliative.path)) {
        add_flows(b, table, &palliative, COUNT(dying), dying);
    }
    for (size_t i = 0; is_told(b, "demand/day_places") && i < need->n_days; i++) {
        const group day = day_of(b, i);
        add_flows(b, table, &day, COUNT(visits), visits);
    }
    koh__table_end(b, table);
}

void koh__add_events(koh_builder *b)
{
    koh__each_scenario(b, say_prevention);
    koh__each_scenario(b, add_prevention);
    koh__each_scenario(b, add_tasks);
    koh__each_scenario(b, say_events);
    koh__each_scenario(b, add_events);
}
