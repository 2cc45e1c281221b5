/* Checking a JSON document against its description. Recursion is bounded by the depth of the description. */
#include "core/language_priv.h"
#include "io/schema_priv.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { POINTER = 512, YEAR_MIN = 1800, YEAR_MAX = 2300 };

/* Where the check stands. */
typedef struct context {
    const koh_node *root;
    const koh_name_list *lists;
    koh_findings *findings;
    int patch; /* inside a merge patch: nothing is required, null removes */
} context;

/* pointer + "/" + key with ~ and / escaped (RFC 6901). */
static void extend(char out[POINTER], const char *pointer, const char *key)
{
    size_t at = (size_t) snprintf(out, POINTER, "%s/", pointer);
    for (; *key != '\0' && at + 3 < POINTER; key++) {
        if (*key == '~' || *key == '/') {
            out[at++] = '~';
            out[at++] = *key == '~' ? '0' : '1';
        } else {
            out[at++] = *key;
        }
    }
    if (at < POINTER) {
        out[at] = '\0';
    }
}

static void unknown_key(const context *c, const char *pointer, const char *key, const char *const *names, size_t n)
{
    const char *nearest = koh__text_nearest(key, names, n);
    char place[POINTER];
    extend(place, pointer, key);
    if (nearest != NULL) {
        koh__findings_add(c->findings, KOH_EUNKNOWN, place, "unknown key '%.60s'; did you mean '%s'?", key, nearest);
    } else {
        koh__findings_add(c->findings, KOH_EUNKNOWN, place, "unknown key '%.60s'", key);
    }
}

static int has(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key) != NULL;
}

int koh__is_quantity(const cJSON *node)
{
    return cJSON_IsObject(node) && (has(node, "value") || has(node, "path") || has(node, "file"));
}

static void check_number(const context *c, const koh_node *node, const cJSON *item, const char *pointer)
{
    if (!cJSON_IsNumber(item)) {
        koh__findings_add(c->findings, KOH_ESCHEMA, pointer, "expected a number");
    } else if ((node->min != 0 || node->max != 0) &&
               !(item->valuedouble >= node->min && item->valuedouble <= node->max)) {
        koh__findings_add(c->findings, KOH_EDOMAIN, pointer, "%g is outside %g to %g", item->valuedouble, node->min,
                          node->max);
    }
}

static int is_year(const char *text, int *year)
{
    return koh__int_read(text, strlen(text), year) == KOH_OK && *year >= YEAR_MIN && *year <= YEAR_MAX;
}

static void check_path(const context *c, const koh_node *node, const cJSON *path, const char *pointer)
{
    if (!cJSON_IsObject(path) || path->child == NULL) {
        koh__findings_add(c->findings, KOH_ESCHEMA, pointer,
                          "expected an object of year: number with at least one year");
        return;
    }
    const cJSON *item;
    cJSON_ArrayForEach(item, path)
    {
        char place[POINTER];
        int year;
        extend(place, pointer, item->string);
        if (!is_year(item->string, &year)) {
            koh__findings_add(c->findings, KOH_ESCHEMA, place, "'%.40s' is not a year", item->string);
        } else {
            check_number(c, node, item, place);
        }
    }
}

static void check_source(const context *c, const cJSON *item, const char *pointer)
{
    static const char *const keys[] = { "source", "assumption" };
    int found = 0;
    for (size_t i = 0; i < 2; i++) {
        const cJSON *text = cJSON_GetObjectItemCaseSensitive(item, keys[i]);
        if (text != NULL && (!cJSON_IsString(text) || text->valuestring[0] == '\0')) {
            koh__findings_add(c->findings, KOH_ESCHEMA, pointer, "'%s' must be a text that says something", keys[i]);
        }
        found |= text != NULL;
    }
    if (!found) {
        koh__findings_add(c->findings, KOH_EMISSING, pointer,
                          "a figure needs its 'source', or an 'assumption' that says why it is believed");
    }
}

static void check_members(const context *c, const cJSON *item, const char *const *keys, size_t n, const char *pointer)
{
    const cJSON *member;
    cJSON_ArrayForEach(member, item)
    {
        size_t i = 0;
        while (i < n && strcmp(keys[i], member->string) != 0) {
            i++;
        }
        if (i == n) {
            unknown_key(c, pointer, member->string, keys, n);
        }
    }
}

static void check_text_member(const context *c, const cJSON *item, const char *key, const char *pointer)
{
    const cJSON *text = cJSON_GetObjectItemCaseSensitive(item, key);
    if (text != NULL && (!cJSON_IsString(text) || text->valuestring[0] == '\0')) {
        koh__findings_add(c->findings, KOH_ESCHEMA, pointer, "'%s' must be a text that says something", key);
    }
}

static void check_basis(const context *c, const cJSON *item, const char *pointer)
{
    const cJSON *basis = cJSON_GetObjectItemCaseSensitive(item, "basis");
    if (basis != NULL && (!cJSON_IsString(basis) || (strcmp(basis->valuestring, "stock_31dec") != 0 &&
                                                     strcmp(basis->valuestring, "through_year") != 0 &&
                                                     strcmp(basis->valuestring, "bed_days") != 0))) {
        koh__findings_add(c->findings, KOH_ESCHEMA, pointer,
                          "'basis' must be one of stock_31dec, through_year, bed_days");
    }
}

static void check_quantity(const context *c, const koh_node *node, const cJSON *item, const char *pointer)
{
    static const char *const keys[] = { "value", "path",  "file",   "column",     "unit",
                                        "year",  "basis", "source", "assumption", "range" };
    if (!cJSON_IsObject(item)) {
        koh__findings_add(c->findings, KOH_ESCHEMA, pointer,
                          "expected a quantity: an object with one of 'value', 'path', 'file', and a 'source' or "
                          "'assumption'");
        return;
    }
    check_members(c, item, keys, sizeof keys / sizeof keys[0], pointer);
    if (has(item, "value") + has(item, "path") + has(item, "file") != 1) {
        koh__findings_add(c->findings, KOH_ESCHEMA, pointer, "expected exactly one of 'value', 'path', 'file'");
    } else if (has(item, "value")) {
        char place[POINTER];
        extend(place, pointer, "value");
        check_number(c, node, cJSON_GetObjectItemCaseSensitive(item, "value"), place);
    } else if (has(item, "path")) {
        char place[POINTER];
        extend(place, pointer, "path");
        check_path(c, node, cJSON_GetObjectItemCaseSensitive(item, "path"), place);
    }
    check_text_member(c, item, "file", pointer);
    check_text_member(c, item, "column", pointer);
    const cJSON *unit = cJSON_GetObjectItemCaseSensitive(item, "unit");
    if (unit != NULL && (!cJSON_IsString(unit) || (node->unit != NULL && strcmp(unit->valuestring, node->unit) != 0))) {
        koh__findings_add(c->findings, KOH_EUNIT, pointer, "unit must be '%s'",
                          node->unit != NULL ? node->unit : "text");
    }
    const cJSON *year = cJSON_GetObjectItemCaseSensitive(item, "year");
    if (year != NULL && (!cJSON_IsNumber(year) || year->valuedouble < YEAR_MIN || year->valuedouble > YEAR_MAX ||
                         floor(year->valuedouble) != year->valuedouble)) {
        koh__findings_add(c->findings, KOH_ESCHEMA, pointer, "'year' must be a year");
    }
    check_basis(c, item, pointer);
    check_source(c, item, pointer);
    if (has(item, "range")) {
        char place[POINTER];
        extend(place, pointer, "range");
        koh__schema_check_range(cJSON_GetObjectItemCaseSensitive(item, "range"), place, c->findings);
    }
}

static void check_label(const context *c, const cJSON *item, const char *pointer)
{
    if (cJSON_IsString(item)) {
        return;
    }
    if (!cJSON_IsObject(item) || item->child == NULL) {
        koh__findings_add(c->findings, KOH_ESCHEMA, pointer, "expected a text, or an object with nb, nn, en");
        return;
    }
    check_members(c, item, koh__languages, KOH_LANGUAGES, pointer);
    for (size_t i = 0; i < KOH_LANGUAGES; i++) {
        check_text_member(c, item, koh__languages[i], pointer);
    }
}

static int is_choice(const koh_node *node, const cJSON *item)
{
    for (size_t i = 0; cJSON_IsString(item) && i < node->n; i++) {
        if (strcmp(node->choices[i], item->valuestring) == 0) {
            return 1;
        }
    }
    return 0;
}

static void check_choice(const context *c, const koh_node *node, const cJSON *item, const char *pointer)
{
    if (is_choice(node, item)) {
        return;
    }
    char all[KOH_MESSAGE_SIZE / 2] = "";
    for (size_t i = 0; i < node->n; i++) {
        size_t length = strlen(all);
        (void) snprintf(all + length, sizeof all - length, "%s%s", i == 0 ? "" : ", ", node->choices[i]);
    }
    koh__findings_add(c->findings, KOH_ESCHEMA, pointer, "expected one of: %s%s", all,
                      node->kind == KOH_NODE_FILE ? ", or an object with a 'file'" : "");
}

static void check_file(const context *c, const koh_node *node, const cJSON *item, const char *pointer)
{
    static const char *const keys[] = { "file", "source", "assumption" };
    if (!cJSON_IsObject(item)) {
        check_choice(c, node, item, pointer);
        return;
    }
    check_members(c, item, keys, 3, pointer);
    if (!cJSON_IsString(cJSON_GetObjectItemCaseSensitive(item, "file"))) {
        koh__findings_add(c->findings, KOH_EMISSING, pointer, "expected 'file': a path beside or below the plan");
    }
    check_source(c, item, pointer);
}

static void check_years(const context *c, const cJSON *item, const char *pointer)
{
    const cJSON *from = cJSON_GetArrayItem(item, 0), *to = cJSON_GetArrayItem(item, 1);
    int good = cJSON_IsArray(item) && cJSON_GetArraySize(item) == 2 && cJSON_IsNumber(from) && cJSON_IsNumber(to) &&
               from->valuedouble == floor(from->valuedouble) && to->valuedouble == floor(to->valuedouble) &&
               from->valuedouble >= YEAR_MIN && to->valuedouble <= YEAR_MAX;
    if (!good) {
        koh__findings_add(c->findings, KOH_ESCHEMA, pointer, "expected two years [from, to]");
    } else if (from->valuedouble >= to->valuedouble) {
        koh__findings_add(c->findings, KOH_EDOMAIN, pointer, "the second year must be later than the first");
    }
}

static void check_int(const context *c, const koh_node *node, const cJSON *item, const char *pointer)
{
    if (cJSON_IsNumber(item) && floor(item->valuedouble) != item->valuedouble) {
        koh__findings_add(c->findings, KOH_ESCHEMA, pointer, "expected a whole number");
    } else {
        check_number(c, node, item, pointer);
    }
}

static int expect(const context *c, int is_form, const char *form, const char *pointer)
{
    if (!is_form) {
        koh__findings_add(c->findings, KOH_ESCHEMA, pointer, "expected %s", form);
    }
    return is_form;
}

static void check_node(const context *c, const koh_node *node, const cJSON *item, const char *pointer);

static void check_object(const context *c, const koh_node *node, const cJSON *item, const char *pointer)
{
    const char *keys[64];
    for (size_t i = 0; i < node->n; i++) {
        keys[i] = node->children[i].key;
    }
    check_members(c, item, keys, node->n, pointer);
    for (size_t i = 0; i < node->n; i++) {
        const cJSON *member = cJSON_GetObjectItemCaseSensitive(item, node->children[i].key);
        char place[POINTER];
        extend(place, pointer, node->children[i].key);
        if (member != NULL) {
            check_node(c, &node->children[i], member, place);
        } else if (node->children[i].required && !c->patch) {
            koh__findings_add(c->findings, KOH_EMISSING, pointer, "'%s' is missing", node->children[i].key);
        }
    }
}

/* A name that a plan gives to one of its own things. */
static int is_id(const char *name)
{
    enum { LONGEST = 64 };
    const size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_");
    return length > 0 && length <= LONGEST && name[length] == '\0';
}

static void check_map(const context *c, const koh_node *node, const cJSON *item, const char *pointer)
{
    const koh_name_list *list = &c->lists[node->names];
    const cJSON *member;
    cJSON_ArrayForEach(member, item)
    {
        char place[POINTER];
        extend(place, pointer, member->string);
        size_t i = 0;
        while (i < list->n && strcmp(list->names[i], member->string) != 0) {
            i++;
        }
        if (node->names == KOH_NAMES_NONE) {
            if (expect(c, is_id(member->string), "an id of a-z, 0-9 and _, at most 64 long", place)) {
                check_node(c, &node->children[0], member, place);
            }
        } else if (i == list->n) {
            unknown_key(c, pointer, member->string, list->names, list->n);
        } else {
            check_node(c, &node->children[0], member, place);
        }
    }
}

static void check_list(const context *c, const koh_node *node, const cJSON *item, const char *pointer)
{
    size_t i = 0;
    const cJSON *member;
    cJSON_ArrayForEach(member, item)
    {
        char key[24], place[POINTER];
        (void) snprintf(key, sizeof key, "%zu", i++);
        extend(place, pointer, key);
        check_node(c, &node->children[0], member, place);
    }
}

static void check_node(const context *c, const koh_node *node, const cJSON *item, const char *pointer)
{
    if (c->patch && cJSON_IsNull(item)) {
        return;
    }
    switch (node->kind) {
    case KOH_NODE_OBJECT:
        if (expect(c, cJSON_IsObject(item), "an object", pointer)) {
            check_object(c, node, item, pointer);
        }
        break;
    case KOH_NODE_MAP:
        if (expect(c, cJSON_IsObject(item), "an object keyed by id", pointer)) {
            check_map(c, node, item, pointer);
        }
        break;
    case KOH_NODE_LIST:
        if (expect(c, cJSON_IsArray(item), "a list", pointer)) {
            check_list(c, node, item, pointer);
        }
        break;
    case KOH_NODE_QUANTITY:
        check_quantity(c, node, item, pointer);
        break;
    case KOH_NODE_INT:
        check_int(c, node, item, pointer);
        break;
    case KOH_NODE_TEXT:
        (void) expect(c, cJSON_IsString(item) && item->valuestring[0] != '\0', "a text", pointer);
        break;
    case KOH_NODE_LABEL:
        check_label(c, item, pointer);
        break;
    case KOH_NODE_CHOICE:
        check_choice(c, node, item, pointer);
        break;
    case KOH_NODE_BOOL:
        (void) expect(c, cJSON_IsBool(item), "true or false", pointer);
        break;
    case KOH_NODE_YEARS:
        check_years(c, item, pointer);
        break;
    case KOH_NODE_FILE:
        check_file(c, node, item, pointer);
        break;
    case KOH_NODE_PATCH: {
        context inside = *c;
        inside.patch = 1;
        check_node(&inside, c->root, item, pointer);
        break;
    }
    }
}

void koh__schema_check(const koh_node *root, const cJSON *tree, const koh_name_list *lists, koh_findings *findings)
{
    const context c = { root, lists, findings, 0 };
    check_node(&c, root, tree, "");
}

const koh_node *koh__schema_at(const koh_node *root, const char *pointer)
{
    const koh_node *node = root;
    while (node != NULL && *pointer == '/') {
        size_t length = strcspn(++pointer, "/");
        const koh_node *below = node->kind == KOH_NODE_MAP ? &node->children[0] : NULL;
        for (size_t i = 0; node->kind == KOH_NODE_OBJECT && i < node->n && below == NULL; i++) {
            const char *key = node->children[i].key;
            below = strlen(key) == length && strncmp(key, pointer, length) == 0 ? &node->children[i] : NULL;
        }
        node = below;
        pointer += length;
    }
    return node;
}
