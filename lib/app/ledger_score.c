/* kohort ledger --score: what vintages expected against what has been registered since (T25b).
 *
 * Error = expected - registered. Means over the labels of an item: mean absolute error and bias as shares of what was
 * registered, 100 sum |error| / sum registered and 100 sum (expected - registered) / sum registered, which small groups
 * do not upset (S. Kolassa & W. Schuetz 2007, Foresight 6, 40-43). */
#include <math.h>
#include <string.h>

#include "app/session_priv.h"
#include "io/ledger_priv.h"
#include "io/table_csv_priv.h"
#include "kohort/age_band.h"
#include "kohort/table.h"
#include "kohort/vintage.h"

enum { AHEAD_MAX = 151, ITEMS = 4 };

static const char *const items[ITEMS] = { "population", "total_population", "users", "fte" };

static const koh_column columns[] = { { "part", KOH_COLUMN_TEXT },
                                      { "vintage", KOH_COLUMN_NUMBER },
                                      { "made", KOH_COLUMN_TEXT },
                                      { "scenario", KOH_COLUMN_TEXT },
                                      { "item", KOH_COLUMN_TEXT },
                                      { "label", KOH_COLUMN_TEXT },
                                      { "year", KOH_COLUMN_NUMBER },
                                      { "years_ahead", KOH_COLUMN_NUMBER },
                                      { "expected", KOH_COLUMN_NUMBER },
                                      { "registered", KOH_COLUMN_NUMBER },
                                      { "error", KOH_COLUMN_NUMBER },
                                      { "figures", KOH_COLUMN_NUMBER },
                                      { "mean_absolute_error_percent", KOH_COLUMN_NUMBER },
                                      { "bias_percent", KOH_COLUMN_NUMBER } };

/* Sums over figures. */
typedef struct tally {
    size_t n;
    double registered, error, absolute;
} tally;

typedef struct scorer {
    const koh_plan *plan;
    const koh_inputs *inputs;
    const koh_register *known;
    const koh_ledger *ledger;
    koh_table table;
    tally ahead[ITEMS][AHEAD_MAX]; /* of the first scenario of every vintage */
} scorer;

/* Where a figure stands. */
typedef struct place {
    size_t vintage; /* from 0 */
    const cJSON *line, *scenario;
    size_t item;
    int base_year;
} place;

static const char *text_of(const cJSON *object, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsString(item) ? item->valuestring : NULL;
}

/* Persons of a band at 1 January, or all. */
static double persons(const scorer *s, const char *label, int year)
{
    const koh_age_bands *bands = koh_age_bands_get(KOH_BANDS_PLANNER);
    const double *there = koh_register_year(s->known, year);
    int from = 0, to = -1;
    size_t k = 0;
    while (k < bands->n && strcmp(bands->labels[k], label) != 0) {
        k++;
    }
    if (there == NULL || (k == bands->n && strcmp(label, "all") != 0)) {
        return (double) NAN;
    }
    if (k < bands->n) {
        from = bands->from[k];
        to = k + 1 < bands->n ? bands->from[k + 1] - 1 : -1;
    }
    return koh_age_sum(s->known->n_age, there, from, to) +
           koh_age_sum(s->known->n_age, there + s->known->n_age, from, to);
}

/* The figure registered in a year itself, or NaN: what lies between years has not been counted. */
static double registered_in(const koh_quantity *quantity, int year)
{
    for (size_t i = 0; quantity != NULL && i < quantity->n; i++) {
        if (quantity->year[i] == year) {
            return quantity->value[i];
        }
    }
    return (double) NAN;
}

/* What the vintage tells of its own figures of a label. */
static const cJSON *own_figures(const cJSON *line, const char *item, const char *label)
{
    const cJSON *registered = cJSON_GetObjectItemCaseSensitive(line, "registered");
    return cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(registered, item), label);
}

/* Is a year's figure newer than those that the vintage itself rests on? */
static int is_news(const cJSON *own, int year)
{
    const cJSON *to = cJSON_GetObjectItemCaseSensitive(own, "to");
    return cJSON_IsNumber(to) && year > to->valueint;
}

static double users(const scorer *s, const cJSON *line, const char *label, int year)
{
    static const char *const names[] = { "stock_31dec", "through_year", "bed_days" };
    const cJSON *own = own_figures(line, "users", label);
    const char *basis = text_of(own, "basis");
    for (size_t k = 0; k < s->inputs->n_services; k++) {
        const koh_quantity *now = s->plan->services[k].users;
        if (strcmp(s->inputs->services[k].id, label) == 0) {
            const int same = now != NULL && basis != NULL && strcmp(names[now->basis], basis) == 0;
            return same && is_news(own, year - 1) ? registered_in(now, year - 1) : (double) NAN;
        }
    }
    return (double) NAN;
}

static double staff(const scorer *s, const cJSON *line, const char *label, int year)
{
    for (size_t j = 0; j < s->inputs->n_professions; j++) {
        if (strcmp(s->inputs->professions[j].id, label) == 0) {
            return is_news(own_figures(line, "fte", label), year - 1)
                       ? registered_in(s->plan->profession_fte[j], year - 1)
                       : (double) NAN;
        }
    }
    return (double) NAN;
}

static double registered(const scorer *s, const place *at, const char *label, int year)
{
    switch (at->item) {
    case 0:
    case 1:
        return persons(s, label, year);
    case 2:
        return users(s, at->line, label, year);
    default:
        return staff(s, at->line, label, year);
    }
}

static void count(tally *sum, double expected, double came)
{
    sum->n++;
    sum->registered += came;
    sum->error += expected - came;
    sum->absolute += fabs(expected - came);
}

/* One row; figures: expected and registered; what does not apply is 0 or NULL. */
typedef struct row {
    const char *part, *label;
    int year, ahead;
    const double *figures;
    const tally *sum;
} row;

static koh_status add_row(scorer *s, const place *at, const row *r)
{
    const double *figures = r->figures;
    const tally *sum = r->sum;
    const int known = sum != NULL && sum->registered > 0;
    return koh_table_add(&s->table,
                         (koh_cell[]){ { .text = r->part },
                                       { .number = at->line != NULL ? (double) at->vintage + 1 : (double) NAN },
                                       { .text = at->line != NULL ? text_of(at->line, "made") : NULL },
                                       { .text = at->scenario != NULL ? text_of(at->scenario, "id") : "reference" },
                                       { .text = items[at->item] },
                                       { .text = r->label },
                                       { .number = r->year > 0 ? r->year : (double) NAN },
                                       { .number = r->ahead > 0 ? r->ahead : (double) NAN },
                                       { .number = figures != NULL ? figures[0] : (double) NAN },
                                       { .number = figures != NULL ? figures[1] : (double) NAN },
                                       { .number = figures != NULL ? figures[0] - figures[1] : (double) NAN },
                                       { .number = sum != NULL ? (double) sum->n : (double) NAN },
                                       { .number = known ? 100 * sum->absolute / sum->registered : (double) NAN },
                                       { .number = known ? 100 * sum->error / sum->registered : (double) NAN } });
}

/* The years of one label. */
static koh_status score_label(scorer *s, const place *at, const cJSON *series, tally *sum)
{
    koh_status status = KOH_OK;
    int year = at->base_year;
    const cJSON *value;
    cJSON_ArrayForEach(value, series)
    {
        year++;
        const double came = registered(s, at, series->string, year);
        const int ahead = year - at->base_year;
        if (!cJSON_IsNumber(value) || isnan(came) || status != KOH_OK) {
            continue;
        }
        count(sum, value->valuedouble, came);
        if (cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(at->line, "scenarios"), 0) == at->scenario &&
            ahead < AHEAD_MAX) {
            count(&s->ahead[at->item][ahead], value->valuedouble, came);
        }
        status = add_row(s, at,
                         &(row){ "figure", series->string, year, ahead, (double[]){ value->valuedouble, came }, NULL });
    }
    return status;
}

static koh_status score_scenario(scorer *s, place *at)
{
    static const char *const blocks[ITEMS] = { "population", "population", "users", "fte" };
    const cJSON *base = cJSON_GetObjectItemCaseSensitive(at->scenario, "base_year");
    koh_status status = KOH_OK;
    at->base_year = cJSON_IsNumber(base) ? base->valueint : 0;
    for (at->item = 0; at->item < ITEMS && status == KOH_OK; at->item++) {
        tally sum = { 0 };
        const cJSON *series;
        cJSON_ArrayForEach(series, cJSON_GetObjectItemCaseSensitive(at->scenario, blocks[at->item]))
        {
            const int is_total = strcmp(series->string, "all") == 0;
            if (status == KOH_OK && (at->item > 1 || is_total == (at->item == 1))) {
                status = score_label(s, at, series, &sum);
            }
        }
        if (status == KOH_OK && sum.n > 0) {
            status = add_row(s, at, &(row){ .part = "vintage", .sum = &sum });
        }
    }
    return status;
}

static koh_status score_all(scorer *s, koh_error *error)
{
    koh_status status = KOH_OK;
    for (size_t i = 0; i < s->ledger->n && status == KOH_OK; i++) {
        const cJSON *line = s->ledger->vintages[i], *scenario;
        const char *region = text_of(line, "region");
        if (region == NULL || strcmp(region, s->inputs->region) != 0) {
            status = koh_error_set(error, KOH_EDOMAIN, "a vintage of municipality %.20s, expected %.20s",
                                   region != NULL ? region : "?", s->inputs->region);
            koh_error_at(error, s->ledger->path, i + 1, 1, NULL);
            return status;
        }
        cJSON_ArrayForEach(scenario, cJSON_GetObjectItemCaseSensitive(line, "scenarios"))
        {
            place at = { .vintage = i, .line = line, .scenario = scenario };
            status = status == KOH_OK ? score_scenario(s, &at) : status;
        }
    }
    for (size_t i = 0; i < (size_t) ITEMS * AHEAD_MAX && status == KOH_OK; i++) {
        const place at = { .item = i / AHEAD_MAX };
        const tally *sum = &s->ahead[i / AHEAD_MAX][i % AHEAD_MAX];
        if (sum->n > 0) {
            status = add_row(s, &at, &(row){ .part = "years_ahead", .ahead = (int) (i % AHEAD_MAX), .sum = sum });
        }
    }
    return status == KOH_OK ? KOH_OK : koh_error_set(error, status, "out of memory");
}

static koh_status write_score(const koh_session *session, const koh_ledger *ledger, koh_error *error, koh_text *text)
{
    koh_buffer buffer = { 0 };
    scorer *s = KOH_TAKE(session->arena, 1, scorer);
    if (s == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    s->ledger = ledger;
    s->plan = &session->set.plans[0];
    s->inputs = &session->inputs;
    s->known = s->plan->registered != NULL ? s->plan->registered : &session->inputs.local;
    koh_table_init(&s->table, "T25b", "vintages_scored", sizeof columns / sizeof columns[0], columns);
    koh_status status = score_all(s, error);
    if (status == KOH_OK) {
        koh__table_write_csv(&s->table, KOH_CSV_INTERNATIONAL, &buffer);
        status = koh__text_take(&buffer, error, text);
    }
    koh_table_free(&s->table);
    return status;
}

koh_status koh_ledger_score(const koh_ledger_options *options, koh_error *error, koh_text *text)
{
    koh_session session = { 0 };
    koh_ledger ledger = { 0 };
    if (options->ledger == NULL || options->plan == NULL) {
        return koh_error_set(error, KOH_EUSAGE, "expected a ledger and a plan");
    }
    koh_status status = koh__ledger_read(options->ledger, 0, &ledger, error);
    status = status == KOH_OK ? koh__session_open(options->data, &session, error) : status;
    status = status == KOH_OK ? koh__session_read_file(&session, options->plan, error) : status;
    status = status == KOH_OK ? koh__session_bind(&session, error) : status;
    status = status == KOH_OK ? koh__session_first(&session, error) : status;
    status = status == KOH_OK ? write_score(&session, &ledger, error, text) : status;
    koh__ledger_free(&ledger);
    koh__session_close(&session);
    return status;
}
