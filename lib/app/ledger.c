/* kohort ledger: what plans expected is kept, one vintage a line. */
#include "io/ledger_priv.h"

#include <math.h>

#include "app/session_priv.h"
#include "io/table_csv_priv.h"
#include "kohort/age_band.h"
#include "kohort/table.h"
#include "kohort/version.h"
#include "kohort/vintage.h"
#include "plan/model_priv.h"

static void put_key(koh_buffer *b, const char *key)
{
    koh__buffer_json(b, key);
    koh__buffer_text(b, ": ");
}

static void put_number(koh_buffer *b, double value)
{
    if (isnan(value)) {
        koh__buffer_text(b, "null");
    } else {
        koh__buffer_number(b, value);
    }
}

/* "label": [values of every year after the base year], of a cube by year and label. */
static void put_series(koh_buffer *b, const koh_cube *cube, const char *label, int *first)
{
    const size_t i = koh_axis_find_label(&cube->axes[1], label);
    if (i == (size_t) -1) {
        return;
    }
    koh__buffer_text(b, *first ? "" : ", ");
    *first = 0;
    put_key(b, label);
    for (size_t t = 1; t < cube->axes[0].n; t++) {
        koh__buffer_text(b, t == 1 ? "[" : ",");
        put_number(b, cube->value[t * cube->axes[1].n + i]);
    }
    koh__buffer_char(b, ']');
}

/* Persons by age band, and all. */
static void put_population(koh_buffer *b, const koh_scenario_result *scenario)
{
    const koh_cube *cube = koh__result_cube(scenario, "population");
    const koh_age_bands *bands = koh_age_bands_get(KOH_BANDS_PLANNER);
    const size_t n_age = cube->axes[2].n;
    for (size_t k = 0; k <= bands->n; k++) {
        const int from = k < bands->n ? bands->from[k] : 0, to = k + 1 < bands->n ? bands->from[k + 1] - 1 : -1;
        koh__buffer_text(b, k > 0 ? ", " : "");
        put_key(b, k < bands->n ? bands->labels[k] : "all");
        for (size_t t = 1; t < cube->axes[0].n; t++) {
            const double *persons = cube->value + 2 * t * n_age;
            koh__buffer_text(b, t == 1 ? "[" : ",");
            put_number(b, koh_age_sum(n_age, persons, from, to) + koh_age_sum(n_age, persons + n_age, from, to));
        }
        koh__buffer_char(b, ']');
    }
}

static void put_scenario(koh_buffer *b, const koh_result *result, const koh_scenario_result *scenario)
{
    const koh_inputs *inputs = result->inputs;
    const koh_plan *plan = scenario->plan, *reference = result->scenarios[0].plan;
    int first = 1;
    koh__buffer_text(b, "{");
    put_key(b, "id");
    koh__buffer_json(b, plan->id);
    koh__buffer_format(b, ", \"base_year\": %d, \"end_year\": %d, \"population\": {", plan->base_year, plan->end_year);
    put_population(b, scenario);
    koh__buffer_text(b, "}, \"users\": {");
    for (size_t k = 0; k < inputs->n_services; k++) {
        if (reference->services[k].users != NULL) {
            put_series(b, koh__result_cube(scenario, "demand/users"), inputs->services[k].id, &first);
        }
    }
    koh__buffer_text(b, "}, \"fte\": {");
    first = 1;
    for (size_t j = 0; j < inputs->n_professions; j++) {
        if (reference->profession_fte[j] != NULL) {
            put_series(b, koh__result_cube(scenario, "workforce/supply"), inputs->professions[j].id, &first);
        }
    }
    koh__buffer_text(b, "}}");
}

/* The newest year that the level of the base year rests on; 0 = none. */
static int known_to(const koh_quantity *quantity, int base_year)
{
    int newest = 0;
    for (size_t i = 0; i < quantity->n; i++) {
        newest = quantity->year[i] <= base_year ? quantity->year[i] : newest;
    }
    return newest;
}

/* What the plan's figures are and how far they reach: later ones of the same kind are held against what it expects. */
static void put_registered(koh_buffer *b, const koh_result *result)
{
    static const char *const names[] = { "stock_31dec", "through_year", "bed_days" };
    const koh_inputs *inputs = result->inputs;
    const koh_plan *plan = result->scenarios[0].plan;
    koh__buffer_text(b, "\"users\": {");
    for (size_t i = 0, first = 1; i < inputs->n_services; i++) {
        const koh_quantity *users = plan->services[i].users;
        if (users != NULL) {
            koh__buffer_text(b, first ? "" : ", ");
            first = 0;
            put_key(b, inputs->services[i].id);
            koh__buffer_format(b, "{\"basis\": \"%s\", \"to\": %d}", names[users->basis],
                               known_to(users, plan->base_year));
        }
    }
    koh__buffer_text(b, "}, \"fte\": {");
    for (size_t j = 0, first = 1; j < inputs->n_professions; j++) {
        const koh_quantity *fte = plan->profession_fte[j];
        if (fte != NULL) {
            koh__buffer_text(b, first ? "" : ", ");
            first = 0;
            put_key(b, inputs->professions[j].id);
            koh__buffer_format(b, "{\"to\": %d}", known_to(fte, plan->base_year));
        }
    }
    koh__buffer_char(b, '}');
}

static void put_vintage(koh_buffer *b, const koh_session *session, const koh_result *result, const char *made)
{
    put_key(b, "made");
    if (made != NULL) {
        koh__buffer_json(b, made);
    } else {
        koh__buffer_text(b, "null");
    }
    koh__buffer_text(b, ", \"kohort\": ");
    koh__buffer_json(b, koh_version());
    koh__buffer_text(b, ", \"region\": ");
    koh__buffer_json(b, session->inputs.region);
    koh__buffer_format(b, ", \"plan_sha256\": \"%s\", \"registered\": {", session->digest);
    put_registered(b, result);
    koh__buffer_text(b, "}, \"scenarios\": [");
    for (size_t s = 0; s < result->n_scenarios; s++) {
        koh__buffer_text(b, s > 0 ? ", " : "");
        put_scenario(b, result, &result->scenarios[s]);
    }
    koh__buffer_char(b, ']');
}

/* Before the plan is run: a ledger that cannot be added to is told at once. */
static koh_status check_ledger(const char *path, koh_error *error)
{
    koh_ledger ledger = { 0 };
    const koh_status status = koh__ledger_read(path, 1, &ledger, error);
    koh__ledger_free(&ledger);
    return status;
}

koh_status koh_ledger_add(const koh_ledger_options *options, koh_error *error, koh_text *message)
{
    koh_session session = { 0 };
    koh_result result = { 0 };
    koh_buffer members = { 0 }, said = { 0 };
    size_t vintage = 0;
    if (options->ledger == NULL || options->plan == NULL) {
        return koh_error_set(error, KOH_EUSAGE, "expected a ledger and a plan");
    }
    koh_status status = check_ledger(options->ledger, error);
    status = status == KOH_OK ? koh__session_open(options->data, &session, error) : status;
    status = status == KOH_OK ? koh__session_read_file(&session, options->plan, error) : status;
    status = status == KOH_OK ? koh__session_bind(&session, error) : status;
    status = status == KOH_OK ? koh__session_first(&session, error) : status;
    if (status == KOH_OK) {
        status = koh__plans_run(session.set.n, session.set.plans, &session.inputs, session.arena, error, &result);
    }
    if (status == KOH_OK) {
        put_vintage(&members, &session, &result, options->made);
        status = koh__ledger_add(options->ledger, &members, error, &vintage);
    }
    if (status == KOH_OK) {
        koh__buffer_format(&said, "%s: vintage %zu, base year %d\n", options->ledger, vintage,
                           session.set.plans[0].base_year);
        status = koh__text_take(&said, error, message);
    }
    koh__buffer_free(&members);
    koh__session_close(&session);
    return status;
}

static const char *text_of(const cJSON *object, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsString(item) ? item->valuestring : NULL;
}

static double number_of(const cJSON *object, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsNumber(item) ? item->valuedouble : (double) NAN;
}

koh_status koh_ledger_list(const koh_ledger_options *options, koh_error *error, koh_text *text)
{
    static const koh_column columns[] = { { "vintage", KOH_COLUMN_NUMBER },   { "made", KOH_COLUMN_TEXT },
                                          { "region", KOH_COLUMN_TEXT },      { "base_year", KOH_COLUMN_NUMBER },
                                          { "end_year", KOH_COLUMN_NUMBER },  { "scenarios", KOH_COLUMN_NUMBER },
                                          { "plan_sha256", KOH_COLUMN_TEXT }, { "kohort", KOH_COLUMN_TEXT } };
    koh_ledger ledger = { 0 };
    koh_table table;
    koh_buffer buffer = { 0 };
    if (options->ledger == NULL) {
        return koh_error_set(error, KOH_EUSAGE, "expected a ledger");
    }
    koh_table_init(&table, "ledger", "vintages", sizeof columns / sizeof columns[0], columns);
    koh_status status = koh__ledger_read(options->ledger, 0, &ledger, error);
    for (size_t i = 0; i < ledger.n && status == KOH_OK; i++) {
        const cJSON *line = ledger.vintages[i], *scenarios = cJSON_GetObjectItemCaseSensitive(line, "scenarios");
        const cJSON *first = cJSON_GetArrayItem(scenarios, 0);
        status = koh_table_add(&table, (koh_cell[]){ { .number = (double) (i + 1) },
                                                     { .text = text_of(line, "made") },
                                                     { .text = text_of(line, "region") },
                                                     { .number = number_of(first, "base_year") },
                                                     { .number = number_of(first, "end_year") },
                                                     { .number = cJSON_GetArraySize(scenarios) },
                                                     { .text = text_of(line, "plan_sha256") },
                                                     { .text = text_of(line, "kohort") } });
        status = status == KOH_OK ? status : koh_error_set(error, status, "out of memory");
    }
    if (status == KOH_OK) {
        koh__table_write_csv(&table, KOH_CSV_INTERNATIONAL, &buffer);
        status = koh__text_take(&buffer, error, text);
    }
    koh_table_free(&table);
    koh__ledger_free(&ledger);
    return status;
}
