/* Questions about plans and data: validate, list, schema; errors as lines. */
#include <string.h>

#include "app/session_priv.h"
#include "core/language_priv.h"
#include "io/file_priv.h"
#include "io/plan_schema_priv.h"
#include "io/table_csv_priv.h"
#include "plan/solve_priv.h"
#include "report/bundle_priv.h"
#include "report/tables_priv.h"

static void write_finding(const koh_error *error, koh_buffer *buffer)
{
    char text[KOH_ERROR_TEXT_SIZE];
    koh_error_format(error, text, sizeof text);
    koh__buffer_format(buffer, "kohort: %s\n", text);
}

koh_status koh_validate(const char *plan, const char *data, koh_error *error, koh_text *findings)
{
    koh_session session;
    koh_buffer buffer = { 0 };
    koh_error here = { 0 };
    koh_status status = koh__session_open(data, &session, error);
    if (status != KOH_OK) {
        koh__session_close(&session);
        return status;
    }
    status = koh__session_read_file(&session, plan, &here);
    if (status == KOH_OK) {
        status = koh__session_bind(&session, &here);
    }
    for (size_t i = 0; status == KOH_OK && i < session.findings.n; i++) {
        koh__finding_error(&session.findings.items[i], plan, &here);
        write_finding(&here, &buffer);
    }
    int found = session.findings.n > 0;
    if (status <= -200 && status > -300) { /* a plan that cannot even be read as one has that one problem */
        write_finding(&here, &buffer);
        found = 1;
        status = KOH_OK;
    }
    if (status == KOH_OK && !found) {
        koh__buffer_format(&buffer, "%s: ok, %zu scenario%s\n", plan, session.set.n, session.set.n == 1 ? "" : "s");
    }
    koh__session_close(&session);
    if (status != KOH_OK) {
        koh__buffer_free(&buffer);
        if (error != NULL) {
            *error = here;
        }
        return status;
    }
    status = koh__text_take(&buffer, error, findings);
    return status == KOH_OK && found ? KOH_WFINDINGS : status;
}

static koh_status list_regions(const koh_data *data, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t i = 0; i < data->n_regions && status == KOH_OK; i++) {
        const koh_region *region = &data->regions[i];
        status = koh_table_add(table, (koh_cell[]){ { .text = region->id },
                                                    { .text = region->name },
                                                    { .text = region->county },
                                                    { .text = region->county_name } });
    }
    return status;
}

enum { MOST_COLUMNS = KOH_LANGUAGES + 5 };

/* A row of texts, filled from the left. */
typedef struct row {
    koh_cell cells[MOST_COLUMNS];
    size_t n;
} row;

static void put(row *to, const char *text)
{
    to->cells[to->n++].text = text;
}

static void put_languages(row *to, const char *const text[KOH_LANGUAGES])
{
    for (size_t i = 0; i < KOH_LANGUAGES; i++) {
        put(to, text[i]);
    }
}

static koh_status list_services(const koh_data *data, koh_table *table)
{
    static const char *const kinds[] = { "users", "place", "dwelling", "hours", "day_place" };
    koh_status status = KOH_OK;
    for (size_t i = 0; i < data->catalogue.n_services && status == KOH_OK; i++) {
        const koh_service *service = &data->catalogue.services[i];
        const char *whole = service->parent == (size_t) -1 ? NULL : data->catalogue.services[service->parent].id;
        row to = { 0 };
        put(&to, service->id);
        put_languages(&to, service->name);
        put(&to, service->area);
        put(&to, service->in_scope ? "yes" : "no");
        put(&to, kinds[service->kind]);
        put(&to, whole);
        status = koh_table_add(table, to.cells);
    }
    return status;
}

static koh_status list_bundles(koh_table *table)
{
    size_t n;
    const koh_bundle *bundles = koh__bundles(&n);
    koh_status status = KOH_OK;
    for (size_t i = 0; i < n && status == KOH_OK; i++) {
        row to = { 0 };
        put(&to, bundles[i].id);
        put_languages(&to, bundles[i].title);
        status = koh_table_add(table, to.cells);
    }
    return status;
}

static koh_status list_tables(koh_table *table)
{
    size_t n;
    const koh_table_form *forms = koh__table_forms(&n);
    koh_status status = KOH_OK;
    for (size_t i = 0; i < n && status == KOH_OK; i++) {
        row to = { 0 };
        put(&to, forms[i].id);
        put(&to, forms[i].name);
        put_languages(&to, forms[i].title);
        status = koh_table_add(table, to.cells);
    }
    return status;
}

static const char *copy_of(koh_arena *arena, const cJSON *object, const char *member)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, member));
    const char *copy = text == NULL ? NULL : koh__arena_text(arena, text);
    return copy != NULL ? copy : "";
}

/* The standard scenarios that the plan has none of its own in place of: named, they run on any plan. */
static koh_status list_standard(koh_session *session, koh_table *table, koh_error *error)
{
    cJSON *standard = NULL;
    koh_status status = koh__standard_read(session, &standard, error);
    const cJSON *scenario;
    cJSON_ArrayForEach(scenario, cJSON_GetObjectItemCaseSensitive(standard, "scenarios"))
    {
        const cJSON *label = cJSON_GetObjectItemCaseSensitive(scenario, "label");
        row to = { 0 };
        put(&to, copy_of(session->arena, scenario, "id"));
        for (size_t i = 0; i < KOH_LANGUAGES; i++) {
            put(&to, copy_of(session->arena, label, koh__languages[i]));
        }
        put(&to, "reference");
        put(&to, "standard");
        if (status == KOH_OK && koh__standard_find(session->tree, to.cells[0].text) == NULL) {
            status = koh_table_add(table, to.cells);
        }
    }
    cJSON_Delete(standard);
    return status;
}

static koh_status list_scenarios(koh_session *session, const char *plan, koh_table *table, koh_error *error)
{
    koh_status status = plan != NULL ? koh__session_read_file(session, plan, error)
                                     : koh__session_read_region(session, session->data.regions[0].id, error);
    if (status == KOH_OK) {
        status = koh__session_bind(session, error);
    }
    if (status == KOH_OK) {
        status = koh__session_first(session, error);
    }
    for (size_t i = 0; i < session->set.n && status == KOH_OK; i++) {
        const koh_plan *scenario = &session->set.plans[i];
        row to = { 0 };
        put(&to, scenario->id);
        put_languages(&to, scenario->label);
        put(&to, scenario->based_on);
        put(&to, "plan");
        status = koh_table_add(table, to.cells);
    }
    return status == KOH_OK ? list_standard(session, table, error) : status;
}

static koh_status list_variables(koh_table *table)
{
    size_t n;
    const koh_variable *variables = koh__solve_variables(&n);
    koh_status status = KOH_OK;
    for (size_t i = 0; i < n && status == KOH_OK; i++) {
        status = koh_table_add(
            table,
            (koh_cell[]){ { .text = variables[i].id }, { .text = variables[i].unit }, { .text = variables[i].help } });
    }
    return status;
}

/* The fixed quantities, then users and places of every service. */
static koh_status list_quantities(const koh_data *data, koh_table *table)
{
    size_t n;
    const koh_goal *goals = koh__solve_goals(&n);
    koh_status status = KOH_OK;
    for (size_t i = 0; i < n && status == KOH_OK; i++) {
        status = koh_table_add(
            table, (koh_cell[]){ { .text = goals[i].id }, { .text = goals[i].unit }, { .text = goals[i].help } });
    }
    for (size_t k = 0; k < data->catalogue.n_services && status == KOH_OK; k++) {
        const koh_service *service = &data->catalogue.services[k];
        int placed = service->kind == KOH_SERVICE_PLACE || service->kind == KOH_SERVICE_DWELLING;
        const char *users = koh__arena_format(data->arena, "users_%s", service->id);
        const char *places = koh__arena_format(data->arena, "places_%s", service->id);
        status = users == NULL || places == NULL
                     ? KOH_ENOMEM
                     : koh_table_add(table, (koh_cell[]){ { .text = users },
                                                          { .text = "persons" },
                                                          { .text = service->name[KOH_ENGLISH] } });
        if (status == KOH_OK && placed) {
            status = koh_table_add(
                table,
                (koh_cell[]){ { .text = places }, { .text = "places" }, { .text = service->name[KOH_ENGLISH] } });
        }
    }
    return status;
}

#define TEXT(name)                                                                                                     \
    {                                                                                                                  \
        name, KOH_COLUMN_TEXT                                                                                          \
    }

#define TEXTS TEXT("nb"), TEXT("nn"), TEXT("en") /* [KOH_LANGUAGES] */

static const koh_column region_columns[] = { TEXT("region"), TEXT("name"), TEXT("county"), TEXT("county_name") };
static const koh_column service_columns[] = { TEXT("id"),       TEXTS,        TEXT("area"),
                                              TEXT("in_scope"), TEXT("kind"), TEXT("part_of") };
static const koh_column table_columns[] = { TEXT("id"), TEXT("name"), TEXTS };
static const koh_column bundle_columns[] = { TEXT("id"), TEXTS };
static const koh_column scenario_columns[] = { TEXT("id"), TEXTS, TEXT("based_on"), TEXT("origin") };
static const koh_column solve_columns[] = { TEXT("id"), TEXT("unit"), TEXT("en") };

#define LIST(name, columns)                                                                                            \
    {                                                                                                                  \
        name, columns, sizeof(columns) / sizeof(columns)[0]                                                            \
    }

_Static_assert(sizeof service_columns / sizeof *service_columns == MOST_COLUMNS, "the list with most columns");

enum { REGIONS, SERVICES, SCENARIOS, TABLES, BUNDLES, LIST_VARIABLES, QUANTITIES, LISTS };

static koh_status fill_list(int list, koh_session *session, const char *plan, koh_table *table, koh_error *error)
{
    switch (list) {
    case REGIONS:
        return list_regions(&session->data, table);
    case SERVICES:
        return list_services(&session->data, table);
    case SCENARIOS:
        return list_scenarios(session, plan, table, error);
    case TABLES:
        return list_tables(table);
    case BUNDLES:
        return list_bundles(table);
    case LIST_VARIABLES:
        return list_variables(table);
    default:
        return list_quantities(&session->data, table);
    }
}

koh_status koh_list(const char *what, const char *plan, const char *data, koh_error *error, koh_text *text)
{
    static const struct {
        const char *name;
        const koh_column *columns;
        size_t n_columns;
    } lists[LISTS] = { LIST("regions", region_columns),     LIST("services", service_columns),
                       LIST("scenarios", scenario_columns), LIST("tables", table_columns),
                       LIST("bundles", bundle_columns),     LIST("variables", solve_columns),
                       LIST("quantities", solve_columns) };
    int i = 0;
    while (i < LISTS && strcmp(lists[i].name, what) != 0) {
        i++;
    }
    if (i == LISTS) {
        return koh_error_set(
            error, KOH_EUSAGE,
            "expected regions, services, scenarios, tables, bundles, variables or quantities, not '%.40s'", what);
    }
    koh_session session;
    koh_table table;
    koh_buffer buffer = { 0 };
    koh_status status = koh__session_open(data, &session, error);
    koh_table_init(&table, "", what, lists[i].n_columns, lists[i].columns);
    if (status == KOH_OK) {
        status = fill_list(i, &session, plan, &table, error);
    }
    if (status == KOH_OK) {
        koh__table_write_csv(&table, KOH_CSV_INTERNATIONAL, &buffer);
        status = koh__text_take(&buffer, error, text);
    }
    koh_table_free(&table);
    koh__session_close(&session);
    return status == KOH_ENOMEM ? koh_error_set(error, status, "out of memory") : status;
}

static koh_status read_result_schema(const koh_data *data, koh_error *error, koh_text *text)
{
    char *path = koh__arena_format(data->arena, "%s/schemas/result.json", data->folder);
    enum { LIMIT = 1024 * 1024 };
    return path == NULL ? koh_error_set(error, KOH_ENOMEM, "out of memory")
                        : koh__file_read(path, LIMIT, &text->data, &text->length, error);
}

koh_status koh_schema(const char *what, const char *data, koh_error *error, koh_text *text)
{
    int plan = strcmp(what, "plan") == 0;
    if (!plan && strcmp(what, "result") != 0) {
        return koh_error_set(error, KOH_EUSAGE, "expected plan or result, not '%.40s'", what);
    }
    koh_session session;
    koh_buffer buffer = { 0 };
    koh_status status = koh__session_open(data, &session, error);
    if (status == KOH_OK && plan) {
        koh__schema_write(&koh__plan_schema, "A kohort plan", session.data.lists, &buffer);
        status = koh__text_take(&buffer, error, text);
    } else if (status == KOH_OK) {
        status = read_result_schema(&session.data, error, text);
    }
    koh__session_close(&session);
    return status;
}
