/* kohort new: the default plan of a municipality with every default spelled out, and CSV templates. */
#include <math.h>
#include <string.h>

#include "app/session_priv.h"
#include "io/json_priv.h"
#include "io/store_priv.h"
#include "plan/economy_priv.h"
#include "plan/workforce_priv.h"

static int add_text(cJSON *object, const char *key, const char *text)
{
    return text == NULL || cJSON_AddStringToObject(object, key, text) != NULL;
}

/* Adds {"value": , "source" or "assumption": } under a key; 0 = no memory, as also where the object is NULL. */
static int add_quantity(cJSON *object, const char *key, double value, const char *source, const char *assumption)
{
    cJSON *quantity = cJSON_AddObjectToObject(object, key);
    const char *why = assumption == NULL && source == NULL ? "default of the embedded data" : assumption;
    return cJSON_AddNumberToObject(quantity, "value", value) != NULL && add_text(quantity, "source", source) &&
           add_text(quantity, "assumption", why);
}

/* The same, of a default with a year. */
static int add_default(cJSON *object, const char *key, const koh_default *figure)
{
    if (isnan(figure->value)) {
        return 1;
    }
    return add_quantity(object, key, figure->value, figure->source, figure->assumption) &&
           (figure->year == 0 ||
            cJSON_AddNumberToObject(cJSON_GetObjectItemCaseSensitive(object, key), "year", figure->year) != NULL);
}

/* Gives the figure under a key a range of a cause, an assumption; 0 = no memory. */
static int add_range(cJSON *object, const char *key, double below, double above, const char *cause, const char *why)
{
    cJSON *quantity = cJSON_GetObjectItemCaseSensitive(object, key);
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(quantity, "value");
    if (value == NULL) {
        return 1; /* no such default here */
    }
    cJSON *range = cJSON_AddObjectToObject(quantity, "range");
    return cJSON_AddNumberToObject(range, "low", value->valuedouble - below) != NULL &&
           cJSON_AddNumberToObject(range, "high", value->valuedouble + above) != NULL &&
           add_text(range, "shared", cause) && add_text(range, "assumption", why);
}

static cJSON *member_or_new(cJSON *object, const char *key)
{
    cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    return item != NULL ? item : cJSON_AddObjectToObject(object, key);
}

/* Coverage that stays what it is, and may drift as much as the country's has; 0 = no memory. */
static int spell_drift(cJSON *service, double drift)
{
    return add_quantity(service, "trend_per_year", 0, NULL, "the coverage of the base year") &&
           add_range(service, "trend_per_year", drift, drift, "drift",
                     "as much a year as the country's coverage has drifted (embedded data, services/drift.csv), either "
                     "way");
}

/* Hours and norms of every service that has them; 0 = no memory. */
static int spell_services(const koh_inputs *inputs, cJSON *tree)
{
    cJSON *services = member_or_new(tree, "services");
    int good = services != NULL;
    for (size_t k = 0; good && k < inputs->n_services; k++) {
        if (!isnan(inputs->hours_per_week[k])) {
            cJSON *service = member_or_new(services, inputs->services[k].id);
            good = add_quantity(service, "hours_per_week", inputs->hours_per_week[k],
                                "embedded data, services/hours_per_user.csv", NULL) &&
                   add_range(service, "hours_per_week", inputs->hours_per_week[k] / 10, inputs->hours_per_week[k] / 10,
                             "productivity", "a tenth either way, to be replaced by the municipality's own judgement");
        }
    }
    for (size_t k = 0; good && k < inputs->n_services; k++) {
        good = inputs->drift[k] == 0 || isnan(inputs->drift[k]) ||
               spell_drift(member_or_new(services, inputs->services[k].id), fabs(inputs->drift[k]));
    }
    for (size_t i = 0; good && i < inputs->n_norms; i++) {
        const koh_norm *norm = &inputs->norms[i];
        cJSON *service = member_or_new(services, inputs->services[norm->service].id);
        good = add_quantity(member_or_new(service, "fte_per_unit"), inputs->professions[norm->profession].id, norm->fte,
                            norm->source, norm->assumption);
    }
    return good;
}

/* Terms of work by profession; 0 = no memory. */
static int spell_staff(const koh_inputs *inputs, cJSON *tree)
{
    cJSON *professions = member_or_new(member_or_new(tree, "workforce"), "professions");
    int good = professions != NULL;
    for (size_t j = 0; good && j < inputs->n_professions; j++) {
        cJSON *profession = member_or_new(professions, inputs->professions[j].id);
        for (int p = 0; good && p < KOH_SUPPLY_N; p++) {
            const koh_supply_default *d = koh__supply_default(inputs, (koh_supply_parameter) p, j);
            const koh_default figure = { d->value, d->year, d->source, d->assumption };
            good = add_default(profession, koh__supply_names[p], &figure) &&
                   (p != KOH_SUPPLY_ABSENCE ||
                    add_range(profession, koh__supply_names[p], fmin(0.015, d->value), 0.015, "absence",
                              "one and a half percentage points either way, as quarters of the sector differ"));
        }
    }
    return good;
}

/* The rate of the payroll tax where the municipality lies; 0 = no memory. */
static int spell_tax(const koh_inputs *inputs, koh_arena *arena, cJSON *economy)
{
    const koh_economy_data *data = inputs->economy;
    const koh_region_zone *known = koh__data_region_zone(data, inputs->region);
    const koh_tax_zone *zone = &data->zones[known == NULL ? 0 : known->zone];
    koh_default rate = zone->rate;
    const char *source = known == NULL || known->source == NULL ? "" : known->source;
    const char *why = known == NULL ? "No zone is known here: the one without reduction." : known->assumption;
    rate.source = koh__arena_format(arena, "rate: %s%s%s", rate.source != NULL ? rate.source : "-",
                                    source[0] != '\0' ? "; zone: " : "", source);
    rate.assumption = koh__arena_format(arena, "Zone %s. %s", zone->id, why != NULL ? why : "");
    return rate.source != NULL && rate.assumption != NULL && add_default(economy, "payroll_tax", &rate);
}

/* Prices; 0 = no memory. */
static int spell_prices(const koh_inputs *inputs, koh_arena *arena, cJSON *tree)
{
    const koh_economy_data *data = inputs->economy;
    cJSON *economy = member_or_new(tree, "economy"), *earnings = member_or_new(economy, "earnings");
    int good =
        earnings != NULL && spell_tax(inputs, arena, economy) && add_default(economy, "pension", &data->pension) &&
        add_default(economy, "other_cost_ratio", &data->other_cost_ratio) &&
        add_range(economy, "other_cost_ratio", data->other_cost_ratio.value / 4, data->other_cost_ratio.value / 4,
                  "unit_costs", "a quarter either way, to be replaced by the municipality's own judgement") &&
        add_default(economy, "discount_rate", &data->discount_rate);
    for (size_t j = 0; good && j < inputs->n_professions; j++) {
        good = add_default(earnings, inputs->professions[j].id, &data->earnings[j]);
    }
    return good;
}

static koh_status spell(koh_session *session, const char *region, koh_error *error)
{
    koh_status status = koh__data_region(&session->data, region, &session->inputs, error);
    if (status == KOH_OK) {
        status = koh__session_read_region(session, region, error);
    }
    if (status != KOH_OK) {
        return status;
    }
    cJSON *tree = session->tree;
    const koh_register *local = &session->inputs.local;
    cJSON *units = cJSON_AddObjectToObject(member_or_new(tree, "capacity"), "register");
    int good = add_text(units, "file", "buildings.csv") &&
               add_text(units, "assumption", "to be filled in by the municipality");
    if (cJSON_GetObjectItemCaseSensitive(tree, "base_year") == NULL) {
        double last = local->first_year + (double) local->n_years - 1;
        good = good && cJSON_AddNumberToObject(tree, "base_year", last) != NULL;
    }
    good = good && spell_services(&session->inputs, tree) && spell_staff(&session->inputs, tree) &&
           spell_prices(&session->inputs, session->arena, tree);
    return good ? KOH_OK : koh_error_set(error, KOH_ENOMEM, "out of memory");
}

static void write_population(const koh_inputs *inputs, koh_buffer *buffer)
{
    const koh_register *local = &inputs->local;
    koh__buffer_text(buffer, "region,year,sex,age,value\n");
    for (size_t i = 0; i < local->n_years * 2 * local->n_age; i++) {
        size_t age = i % local->n_age, sex = i / local->n_age % 2, year = i / local->n_age / 2;
        if (!isnan(local->persons[i])) {
            koh__buffer_format(buffer, "%s,%d,%s,%zu,", inputs->region, local->first_year + (int) year,
                               sex == 0 ? "female" : "male", age);
            koh__buffer_number(buffer, local->persons[i]);
            koh__buffer_char(buffer, '\n');
        }
    }
}

static koh_status put(koh_store *store, const char *name, koh_buffer *buffer, koh_error *error)
{
    koh_status status = buffer->failed ? koh_error_set(error, KOH_ENOMEM, "out of memory")
                                       : koh__store_write(store, name, buffer->data, buffer->length, error);
    buffer->length = 0;
    return status;
}

static koh_status write_files(koh_session *session, koh_store *store, koh_error *error)
{
    koh_buffer buffer = { 0 };
    koh_json_writer writer = { .buffer = &buffer, .first = 1 };
    koh__json_tree(&writer, session->tree);
    koh__buffer_char(&buffer, '\n');
    koh_status status = put(store, "plan.json", &buffer, error);
    if (status == KOH_OK) {
        koh__buffer_text(&buffer, "id,name,type,places,opened,closes,renewal_from,renewal_to,source,assumption\n");
        status = put(store, "buildings.csv", &buffer, error);
    }
    if (status == KOH_OK) {
        write_population(&session->inputs, &buffer);
        status = put(store, "population.csv", &buffer, error);
    }
    koh__buffer_free(&buffer);
    return status;
}

koh_status koh_new(const char *region, const char *folder, const char *data, koh_error *error, koh_text *message)
{
    koh_session session;
    koh_store *store = NULL;
    koh_buffer buffer = { 0 };
    koh_text said = { NULL, 0 };
    const char *target = folder != NULL ? folder : region;
    koh_status status = koh__session_open(data, &session, error);
    if (status == KOH_OK) {
        status = spell(&session, region, error);
    }
    if (status == KOH_OK) {
        status = koh__store_begin(target, &store, error);
    }
    if (status == KOH_OK) {
        status = write_files(&session, store, error);
        if (status == KOH_OK) { /* what is said is ready before the folder stands: nothing may fail after that */
            koh__buffer_format(&buffer, "%s/plan.json\n", target);
            status = koh__text_take(&buffer, error, &said);
        }
        if (status == KOH_OK) {
            status = koh__store_commit(store, error);
        } else {
            koh__store_abort(store);
        }
    }
    if (status == KOH_OK) {
        *message = said;
    } else {
        koh_text_free(&said);
    }
    koh__session_close(&session);
    return status;
}
