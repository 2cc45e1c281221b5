/* Scenarios: merge patches over the plan or over one another, each bound to a plan of its own. */
#include <string.h>

#include "io/binder_priv.h"
#include "io/json_priv.h"
#include "io/plan_schema_priv.h"
#include "io/pointer_priv.h"

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

/* What is wrong with an effective document is told where it was written: in this scenario, or one it is based on. */
static void place_findings(koh_binder *b, const chain *c, size_t i, size_t before)
{
    size_t n = b->findings->n;
    b->findings->n = before;
    for (size_t j = before; j < n; j++) {
        koh_finding finding = b->findings->items[j];
        for (size_t at = i; finding.file == NULL && at != SCENARIOS_MAX; at = c->base[at]) {
            cJSON *changes = cJSON_GetObjectItemCaseSensitive(c->scenarios[at], "changes");
            if (koh__pointer_find(changes, finding.pointer) != NULL) {
                finding.pointer = koh__arena_format(b->arena, "/scenarios/%zu/changes%s", at, finding.pointer);
                b->failed |= finding.pointer == NULL;
                break;
            }
        }
        if (finding.pointer != NULL) {
            koh__findings_append(b->findings, &finding);
        }
    }
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
    place_findings(b, c, i, before);
    cJSON_Delete(tree);
}

/* Takes out what was found wrong; 0 when there is nothing to take out, or no memory. */
static int take_out(cJSON *tree, const koh_findings *findings)
{
    int taken = 0;
    for (size_t i = findings->n; i > 0; i--) {
        taken |= koh__pointer_remove(tree, findings->items[i - 1].pointer);
    }
    return taken && !findings->failed;
}

/* The document without all that the description does not allow, so that the rest can be bound and every problem told in
 * one go. The caller deletes it; NULL = nothing is left to bind. */
static cJSON *sound_part(const koh_plan_source *source, const koh_findings *findings)
{
    cJSON *tree = cJSON_Duplicate(source->tree, 1);
    koh_findings left = *findings;
    while (tree != NULL && left.n > 0) {
        if (!take_out(tree, &left)) {
            cJSON_Delete(tree);
            return NULL;
        }
        left = (koh_findings){ .arena = findings->arena };
        koh__schema_check(&koh__plan_schema, tree, source->lists, &left);
    }
    return tree;
}

/* Binds a document that is as described: the plan, then each scenario. */
static void bind_all(koh_binder *b)
{
    chain c = { 0 };
    koh_plan_set *set = b->set;
    size_t before = b->findings->n;
    read_chain(b->source->tree, &c, b->findings);
    c.n = b->findings->n > before ? 0 : c.n; /* a broken chain may have no end */
    set->plans = KOH_TAKE(b->arena, c.n + 1, koh_plan);
    if (set->plans == NULL) {
        b->failed = 1;
        return;
    }
    bind_one(b, &c, SCENARIOS_MAX, &set->plans[0]);
    for (size_t i = 0; i < c.n; i++) {
        bind_one(b, &c, i, &set->plans[i + 1]);
    }
    set->n = c.n + 1;
}

koh_status koh__plans_bind(const koh_plan_source *source, koh_arena *arena, koh_findings *findings, koh_plan_set *set)
{
    koh_plan_source sound = *source;
    koh_binder binder = { .source = &sound, .arena = arena, .findings = findings, .set = set };
    *set = (koh_plan_set){ 0 };
    koh__schema_check(&koh__plan_schema, source->tree, source->lists, findings);
    cJSON *part = findings->n == 0 ? NULL : sound_part(source, findings);
    sound.tree = findings->n == 0 ? source->tree : part;
    if (sound.tree != NULL) {
        bind_all(&binder);
    }
    cJSON_Delete(part);
    if (binder.failed || findings->failed) {
        return KOH_ENOMEM;
    }
    return findings->n > 0 ? KOH_ESCHEMA : KOH_OK;
}
