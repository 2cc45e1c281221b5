/* Scenarios: merge patches over the plan or over one another, each bound to a plan of its own. */
#include <string.h>

#include "io/binder_priv.h"
#include "io/json_priv.h"
#include "io/plan_schema_priv.h"

enum { SCENARIOS_MAX = 64 };

typedef struct chain {
    size_t n;
    const cJSON *scenarios[SCENARIOS_MAX]; /* as listed */
    size_t base[SCENARIOS_MAX];            /* index of based_on, or SCENARIOS_MAX = the plan */
} chain;

static const char *id_of(const cJSON *scenario)
{
    return cJSON_GetObjectItemCaseSensitive(scenario, "id")->valuestring;
}

static void pointer_of(char pointer[64], size_t i, const char *key)
{
    koh_buffer buffer = { 0 };
    koh__buffer_format(&buffer, "/scenarios/%zu/%s", i, key);
    koh__buffer_char(&buffer, '\0');
    pointer[0] = '\0';
    if (!buffer.failed) {
        strncpy(pointer, buffer.data, 63);
        pointer[63] = '\0';
    }
    koh__buffer_free(&buffer);
}

/* Finds the scenario that scenario i is based on. */
static void link_base(chain *c, size_t i, koh_findings *findings)
{
    const cJSON *base = cJSON_GetObjectItemCaseSensitive(c->scenarios[i], "based_on");
    const char *names[SCENARIOS_MAX + 1] = { "reference" };
    char pointer[64];
    c->base[i] = SCENARIOS_MAX;
    if (base == NULL || strcmp(base->valuestring, "reference") == 0) {
        return;
    }
    for (size_t j = 0; j < c->n; j++) {
        names[j + 1] = id_of(c->scenarios[j]);
        if (strcmp(names[j + 1], base->valuestring) == 0) {
            c->base[i] = j;
            return;
        }
    }
    const char *nearest = koh__text_nearest(base->valuestring, names, c->n + 1);
    pointer_of(pointer, i, "based_on");
    koh__findings_add(findings, KOH_EUNKNOWN, pointer, "unknown scenario '%.60s'%s%s%s", base->valuestring,
                      nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "",
                      nearest != NULL ? "'?" : "");
}

static void check_ids(const chain *c, koh_findings *findings)
{
    char pointer[64];
    for (size_t i = 0; i < c->n; i++) {
        pointer_of(pointer, i, "id");
        if (strcmp(id_of(c->scenarios[i]), "reference") == 0) {
            koh__findings_add(findings, KOH_EDUPLICATE, pointer, "'reference' is the plan itself; choose another id");
        }
        for (size_t j = 0; j < i; j++) {
            if (strcmp(id_of(c->scenarios[i]), id_of(c->scenarios[j])) == 0) {
                koh__findings_add(findings, KOH_EDUPLICATE, pointer, "scenario '%.60s' is given twice",
                                  id_of(c->scenarios[i]));
            }
        }
        static const char *const fixed[] = { "scenarios", "region", "kohort" };
        const cJSON *changes = cJSON_GetObjectItemCaseSensitive(c->scenarios[i], "changes");
        for (size_t k = 0; k < 3; k++) {
            if (cJSON_GetObjectItemCaseSensitive(changes, fixed[k]) != NULL) {
                pointer_of(pointer, i, "changes");
                koh__findings_add(findings, KOH_EDOMAIN, pointer, "a scenario cannot change '%s'", fixed[k]);
            }
        }
    }
}

static void check_cycles(const chain *c, koh_findings *findings)
{
    for (size_t i = 0; i < c->n; i++) {
        size_t at = c->base[i];
        for (size_t steps = 0; at != SCENARIOS_MAX && steps <= c->n; steps++) {
            if (at == i) {
                char pointer[64];
                pointer_of(pointer, i, "based_on");
                koh__findings_add(findings, KOH_ECYCLE, pointer, "scenario '%.60s' is based on itself",
                                  id_of(c->scenarios[i]));
                break;
            }
            at = c->base[at];
        }
    }
}

static void read_chain(const cJSON *tree, chain *c, koh_findings *findings)
{
    const cJSON *scenario;
    cJSON_ArrayForEach(scenario, cJSON_GetObjectItemCaseSensitive(tree, "scenarios"))
    {
        if (c->n == SCENARIOS_MAX) {
            koh__findings_add(findings, KOH_ELIMIT, "/scenarios", "more than %d scenarios", SCENARIOS_MAX);
            return;
        }
        c->scenarios[c->n++] = scenario;
    }
    check_ids(c, findings);
    for (size_t i = 0; i < c->n; i++) {
        link_base(c, i, findings);
    }
    check_cycles(c, findings);
}

/* The plan with the changes of scenario i, and of those it is based on, in it. The caller deletes it; NULL = memory. */
static cJSON *effective(const cJSON *tree, const chain *c, size_t i)
{
    size_t path[SCENARIOS_MAX], n = 0;
    for (size_t at = i; at != SCENARIOS_MAX; at = c->base[at]) {
        path[n++] = at;
    }
    cJSON *merged = cJSON_Duplicate(tree, 1);
    cJSON_DeleteItemFromObjectCaseSensitive(merged, "scenarios");
    while (merged != NULL && n > 0) {
        const cJSON *changes = cJSON_GetObjectItemCaseSensitive(c->scenarios[path[--n]], "changes");
        if (changes != NULL && koh__json_merge(&merged, changes, koh__is_quantity) != KOH_OK) {
            cJSON_Delete(merged);
            return NULL;
        }
    }
    return merged;
}

/* Binds the reference (i = SCENARIOS_MAX) or a scenario. */
static void bind_one(koh_binder *b, const chain *c, size_t i, koh_plan *plan)
{
    static const char *const reference[KOH_LANGUAGES] = { "Konstant dekningsgrad (nullalternativ)",
                                                          "Konstant dekningsgrad (nullalternativ)",
                                                          "Constant coverage (do-nothing alternative)" };
    cJSON *tree = effective(b->source->tree, c, i);
    size_t before = b->findings->n;
    if (tree == NULL) {
        b->failed = 1;
        return;
    }
    b->n_figures = b->size_figures = 0;
    b->figures = NULL;
    plan->id = "reference";
    memcpy(plan->label, reference, sizeof reference);
    if (i != SCENARIOS_MAX) {
        koh__schema_check(&koh__plan_schema, tree, b->source->lists, b->findings);
        plan->id = koh__arena_text(b->arena, id_of(c->scenarios[i]));
        plan->based_on =
            c->base[i] == SCENARIOS_MAX ? "reference" : koh__arena_text(b->arena, id_of(c->scenarios[c->base[i]]));
        b->failed |= plan->id == NULL || plan->based_on == NULL;
        koh__bind_scenario_label(b, c->scenarios[i], plan);
    }
    if (b->findings->n == before && !b->failed) {
        koh__bind_effective(b, tree, plan);
    }
    cJSON_Delete(tree);
}

koh_status koh__plans_bind(const koh_plan_source *source, koh_arena *arena, koh_findings *findings, koh_plan_set *set)
{
    chain c = { 0 };
    koh_binder binder = { .source = source, .arena = arena, .findings = findings, .set = set };
    *set = (koh_plan_set){ 0 };
    koh__schema_check(&koh__plan_schema, source->tree, source->lists, findings);
    if (findings->n == 0) {
        read_chain(source->tree, &c, findings);
    }
    if (findings->n > 0) {
        return KOH_ESCHEMA;
    }
    set->plans = KOH_TAKE(arena, c.n + 1, koh_plan);
    if (set->plans == NULL) {
        return KOH_ENOMEM;
    }
    bind_one(&binder, &c, SCENARIOS_MAX, &set->plans[0]);
    for (size_t i = 0; i < c.n && findings->n == 0; i++) {
        bind_one(&binder, &c, i, &set->plans[i + 1]);
    }
    set->n = c.n + 1;
    if (binder.failed || findings->failed) {
        return KOH_ENOMEM;
    }
    return findings->n > 0 ? KOH_ESCHEMA : KOH_OK;
}
