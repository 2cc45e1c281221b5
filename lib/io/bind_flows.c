/* Registered moves of the plan's region from a CSV file. */
#include <stdio.h>

#include "io/binder_priv.h"
#include "io/flows_priv.h"

static const char pointer[] = "/migration/flows";

static const koh_flow_register *read_flows(koh_binder *b, const cJSON *item)
{
    koh_csv *csv = koh__bind_file(b, item, pointer, KOH_FLOW_COLUMNS, koh__flow_columns);
    koh_flow_register *flows = KOH_TAKE(b->arena, 1, koh_flow_register);
    koh_error error = { 0 };
    b->failed |= flows == NULL;
    if (csv == NULL || b->failed) {
        koh__csv_free(csv);
        return NULL;
    }
    const char *const region = b->source->inputs->region;
    koh_status status = koh__flows_read(csv, 1, &region, b->arena, &error, flows);
    b->failed |= status == KOH_ENOMEM;
    if (status != KOH_OK && !b->failed) {
        koh__findings_add_error(b->findings, &error, pointer);
    }
    koh__csv_free(csv);
    return status == KOH_OK ? flows : NULL;
}

/* A quantity of migration that only the flows know of. */
static const koh_quantity *bind_figure(koh_binder *b, const cJSON *migration, const char *key, const koh_plan *plan)
{
    const koh_quantity *quantity = koh__bind_quantity(b, migration, "/migration", key);
    if (quantity != NULL && plan->migration_method != KOH_MIGRATION_GROSS) {
        char place[KOH_POINTER_SIZE];
        (void) snprintf(place, sizeof place, "/migration/%s", key);
        koh__findings_add(b->findings, KOH_EDOMAIN, place, "is for method 'gross', which knows the flows apart");
    }
    return quantity;
}

void koh__bind_flows(koh_binder *b, const cJSON *migration, koh_plan *plan)
{
    static const char *const factors[KOH_FLOWS] = { "in_factor", "out_factor", "immigration_factor",
                                                    "emigration_factor" };
    const cJSON *item = koh__bind_member(migration, "flows");
    for (size_t flow = 0; flow < KOH_FLOWS; flow++) {
        plan->flow_factor[flow] = bind_figure(b, migration, factors[flow], plan);
    }
    plan->national_flow[KOH_FLOW_IMMIGRATION] = bind_figure(b, migration, "national_immigration", plan);
    plan->national_flow[KOH_FLOW_EMIGRATION] = bind_figure(b, migration, "national_emigration", plan);
    if (plan->migration_method != KOH_MIGRATION_GROSS) {
        return;
    }
    if (item == NULL) {
        koh__findings_add(b->findings, KOH_EMISSING, "/migration", "'flows' is missing: method 'gross' needs moves");
        return;
    }
    plan->flows = read_flows(b, item);
    koh__bind_note_file(b, pointer, item);
    if (plan->alternative != NULL || plan->projection != NULL || plan->migration_national_net != NULL) {
        koh__findings_add(b->findings, KOH_EDOMAIN, "/migration/method",
                          "'gross' does not go with an alternative, a projection or national_net, which are net");
    }
}
