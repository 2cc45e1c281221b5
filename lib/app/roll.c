/* kohort roll: a plan as it stands some years later.
 *
 * Every rule gives the same whether years pass at once or one by one: years are moved by a difference, or brought to at
 * least the new base year, and what lies before the new base year is left out. */
#include "kohort/vintage.h"

#include <math.h>
#include <string.h>

#include "app/session_priv.h"
#include "io/file_priv.h"
#include "io/json_priv.h"
#include "io/schema_priv.h"
#include "io/store_priv.h"

enum { PATCH_LIMIT = 16 * 1024 * 1024, FILES_LIMIT = 256 * 1024 * 1024 };

typedef struct roller {
    const koh_roll_options *options;
    koh_session before, after;
    int from, to;
    koh_buffer said;
    int failed; /* out of memory */
} roller;

static cJSON *member(cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

/* Replaces a whole number that is there, and says so. */
static void set_year(roller *r, cJSON *item, const char *place, int year)
{
    if (cJSON_IsNumber(item) && item->valueint != year) {
        koh__buffer_format(&r->said, "%s: %d -> %d\n", place, item->valueint, year);
        (void) cJSON_SetNumberValue(item, year);
    }
}

static void move_year(roller *r, cJSON *item, const char *place)
{
    if (cJSON_IsNumber(item)) {
        set_year(r, item, place, item->valueint + r->to - r->from);
    }
}

static const char *place_of(roller *r, const char *at, const char *rest)
{
    const char *place = koh__arena_format(r->before.arena, "%s%s", at, rest);
    r->failed |= place == NULL;
    return place != NULL ? place : "";
}

/* Crises that would lie in the past begin in the new base year. */
static void roll_crises(roller *r, cJSON *section, const char *at)
{
    static const char *const kinds[] = { "pandemic", "arrivals", "war", "disaster" };
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        cJSON *crisis;
        cJSON_ArrayForEach(crisis, member(section, kinds[k]))
        {
            cJSON *year = member(crisis, "year");
            if (cJSON_IsNumber(year) && year->valueint < r->to) {
                const char *rest =
                    koh__arena_format(r->before.arena, "/preparedness/%s/%s/year", kinds[k], crisis->string);
                r->failed |= rest == NULL;
                set_year(r, year, place_of(r, at, rest != NULL ? rest : ""), r->to);
            }
        }
    }
}

/* Is a target of the plan itself still there? Patches of others are left out with it. */
static int is_there(const roller *r, const cJSON *target)
{
    const cJSON *own = cJSON_GetObjectItemCaseSensitive(r->after.tree, "targets");
    return cJSON_GetObjectItemCaseSensitive(own, target->string) != NULL ||
           cJSON_GetObjectItemCaseSensitive(target, "quantity") != NULL;
}

/* Targets whose year has passed are left out. */
static void roll_targets(roller *r, cJSON *targets, const char *at)
{
    cJSON *target = targets != NULL ? targets->child : NULL;
    while (target != NULL) {
        cJSON *next = target->next;
        const cJSON *year = cJSON_GetObjectItemCaseSensitive(target, "year");
        const int passed = cJSON_IsNumber(year) && year->valueint < r->to;
        if (passed || (at[0] != '\0' && !is_there(r, target))) {
            koh__buffer_format(&r->said, "%s/targets/%s: left out, its year has passed\n", at, target->string);
            cJSON_Delete(cJSON_DetachItemViaPointer(targets, target));
        }
        target = next;
    }
}

/* The plan itself, or what a scenario changes in it. */
static void roll_tree(roller *r, cJSON *tree, const char *at)
{
    if (r->options->with_period) {
        move_year(r, member(tree, "end_year"), place_of(r, at, "/end_year"));
        move_year(r, cJSON_GetArrayItem(member(tree, "plan_period"), 0), place_of(r, at, "/plan_period/0"));
        move_year(r, cJSON_GetArrayItem(member(tree, "plan_period"), 1), place_of(r, at, "/plan_period/1"));
    }
    move_year(r, member(member(tree, "economy"), "action_plan_from"), place_of(r, at, "/economy/action_plan_from"));
    roll_crises(r, member(tree, "preparedness"), at);
    roll_targets(r, member(tree, "targets"), at);
}

static void roll_plan(roller *r)
{
    cJSON *tree = r->after.tree, *scenario;
    size_t i = 0;
    if (member(tree, "base_year") == NULL && cJSON_AddNumberToObject(tree, "base_year", r->from) == NULL) {
        r->failed = 1;
    }
    set_year(r, member(tree, "base_year"), "/base_year", r->to);
    roll_tree(r, tree, "");
    cJSON_ArrayForEach(scenario, member(tree, "scenarios"))
    {
        const char *at = koh__arena_format(r->before.arena, "/scenarios/%zu/changes", i++);
        r->failed |= at == NULL;
        if (at != NULL) {
            roll_tree(r, member(scenario, "changes"), at);
        }
    }
}

static koh_status merge_figures(roller *r, koh_error *error)
{
    const char *path = r->options->figures;
    char *bytes = NULL;
    size_t length = 0;
    cJSON *patch = NULL;
    if (path == NULL) {
        return KOH_OK;
    }
    koh_status status = koh__file_read(path, PATCH_LIMIT, &bytes, &length, error);
    status = status == KOH_OK ? koh__json_read(path, bytes, length, &patch, error) : status;
    if (status == KOH_OK && !cJSON_IsObject(patch)) {
        status = koh_error_set(error, KOH_ESCHEMA, "expected an object of the plan's own keys");
        koh_error_at(error, path, 1, 1, NULL);
    }
    if (status == KOH_OK && koh__json_merge(&r->after.tree, patch, koh__is_quantity) != KOH_OK) {
        status = koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    if (status == KOH_OK) {
        koh__buffer_format(&r->said, "figures of %s taken in\n", path);
    }
    koh__free(bytes);
    cJSON_Delete(patch);
    return status;
}

static int newest_year(const koh_quantity *quantity)
{
    return quantity == NULL || quantity->n == 0 ? 0 : quantity->year[quantity->n - 1];
}

/* Registered figures that are older than the year before the new base year. */
static void tell_old_figures(roller *r)
{
    const koh_plan *plan = &r->after.set.plans[0];
    const koh_inputs *inputs = &r->after.inputs;
    size_t old = 0;
    for (size_t i = 0; i < inputs->n_services + inputs->n_professions; i++) {
        const int service = i < inputs->n_services;
        const size_t j = service ? i : i - inputs->n_services;
        const int year = newest_year(service ? plan->services[j].users : plan->profession_fte[j]);
        if (year > 0 && year < r->to - 1) {
            koh__buffer_format(&r->said, "%s%s (%d)", old++ == 0 ? "not yet figures of the last year: " : ", ",
                               service ? inputs->services[j].id : inputs->professions[j].id, year);
        }
    }
    koh__buffer_text(&r->said, old > 0 ? "\n" : "");
}

static void tell_lever(roller *r, const koh_plan *plan, const char *service, const char *key, const koh_quantity *q)
{
    if (q != NULL && q->n > 1 && koh_quantity_at(q, r->from) != koh_quantity_at(q, r->to)) {
        koh__buffer_format(&r->said, "to be judged: %s of %s is ", key, service);
        koh__buffer_number(&r->said, koh_quantity_at(q, r->to));
        koh__buffer_format(&r->said,
                           " in %d in scenario %s; it changes what is registered, which may hold it already\n", r->to,
                           plan->id);
    }
}

/* Levers that are relative to the registered figures and have begun to work by the new base year. */
static void tell_levers(roller *r)
{
    for (size_t s = 0; s < r->after.set.n; s++) {
        const koh_plan *plan = &r->after.set.plans[s];
        for (size_t k = 0; k < r->after.inputs.n_services; k++) {
            const koh_plan_service *service = &plan->services[k];
            const char *id = r->after.inputs.services[k].id;
            tell_lever(r, plan, id, "coverage_factor", service->coverage_factor);
            tell_lever(r, plan, id, "age_shift_years", service->age_shift_years);
            tell_lever(r, plan, id, "staff_factor", service->staff_factor);
            for (size_t i = 0; i < service->n_shifts; i++) {
                tell_lever(r, plan, id, "shift_to", service->shifts[i].share);
            }
        }
    }
}

/* The new plan and the files that it refers to, as they are. */
static koh_status write_folder(roller *r, koh_store *store, koh_error *error)
{
    koh_buffer buffer = { 0 };
    koh_json_writer writer = { .buffer = &buffer, .first = 1 };
    koh__json_tree(&writer, r->after.tree);
    koh__buffer_char(&buffer, '\n');
    koh_status status = buffer.failed ? koh_error_set(error, KOH_ENOMEM, "out of memory")
                                      : koh__store_write(store, "plan.json", buffer.data, buffer.length, error);
    koh__buffer_free(&buffer);
    for (size_t i = 0; i < r->after.set.n_files && status == KOH_OK; i++) {
        const char *name = r->after.set.files[i].file;
        const char *path = koh__arena_format(r->before.arena, "%s/%s", r->before.folder, name);
        char *bytes = NULL;
        size_t length = 0;
        status = path == NULL ? koh_error_set(error, KOH_ENOMEM, "out of memory")
                              : koh__file_read(path, FILES_LIMIT, &bytes, &length, error);
        status = status == KOH_OK ? koh__store_write(store, name, bytes, length, error) : status;
        koh__free(bytes);
    }
    return status;
}

/* The base year of the plan; what it is where the plan does not say follows from its register. */
static koh_status find_base(koh_session *before, int *base, koh_error *error)
{
    const cJSON *year = cJSON_GetObjectItemCaseSensitive(before->tree, "base_year");
    if (cJSON_IsNumber(year) && year->valuedouble == year->valueint) {
        *base = year->valueint;
        return KOH_OK;
    }
    koh_status status = koh__session_bind(before, error);
    status = status == KOH_OK ? koh__session_first(before, error) : status;
    *base = status == KOH_OK ? before->set.plans[0].base_year : 0;
    return status;
}

static koh_status open_plan(roller *r, koh_error *error)
{
    koh_session *before = &r->before;
    koh_status status = koh__session_open(r->options->data, before, error);
    status = status == KOH_OK ? koh__session_read_file(before, r->options->plan, error) : status;
    status = status == KOH_OK ? find_base(before, &r->from, error) : status;
    if (status != KOH_OK) {
        return status;
    }
    r->to = r->options->to != 0 ? r->options->to : r->from + 1;
    return r->to >= r->from
               ? KOH_OK
               : koh_error_set(error, KOH_EUSAGE, "--to %d: expected the base year %d or a later one", r->to, r->from);
}

static koh_status roll(roller *r, koh_error *error)
{
    koh_session *after = &r->after;
    koh_status status = koh__session_share(&r->before, after, error);
    if (status != KOH_OK) {
        return status;
    }
    after->file = r->before.file;
    after->folder = r->before.folder;
    after->tree = cJSON_Duplicate(r->before.tree, 1);
    if (after->tree == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    roll_plan(r);
    status = merge_figures(r, error);
    status = status == KOH_OK ? koh__session_bind(after, error) : status;
    status = status == KOH_OK ? koh__session_first(after, error) : status;
    if (status == KOH_OK) {
        tell_old_figures(r);
        tell_levers(r);
        status = r->failed ? koh_error_set(error, KOH_ENOMEM, "out of memory") : KOH_OK;
    }
    return status;
}

koh_status koh_roll(const koh_roll_options *options, koh_error *error, koh_text *message)
{
    roller r = { .options = options };
    koh_store *store = NULL;
    koh_text said = { NULL, 0 };
    if (options->plan == NULL || options->output == NULL) {
        return koh_error_set(error, KOH_EUSAGE, "expected a plan, and a folder for the new one (-o DIR)");
    }
    koh_status status = open_plan(&r, error);
    status = status == KOH_OK ? roll(&r, error) : status;
    status = status == KOH_OK ? koh__store_begin(options->output, &store, error) : status;
    if (status == KOH_OK) {
        status = write_folder(&r, store, error);
        koh__buffer_format(&r.said, "%s/plan.json\n", options->output);
        status = status == KOH_OK ? koh__text_take(&r.said, error, &said) : status; /* ready before the folder stands */
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
    koh__buffer_free(&r.said);
    koh__session_close(&r.after);
    koh__session_close(&r.before);
    return status;
}
