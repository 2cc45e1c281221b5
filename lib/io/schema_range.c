/* The form of a range: how far a quantity may be from its figure. What it means is checked where it is bound. */
#include <stdio.h>
#include <string.h>

#include "io/schema_priv.h"

const char *const koh__range_shapes[KOH_RANGE_SHAPES] = { "normal", "lognormal", "triangular", "uniform", "beta" };
const char *const koh__range_forms[KOH_RANGE_FORMS] = { "value", "ratio", "difference" };

static const char *const keys[] = { "low", "high", "shape", "as", "shared", "source", "assumption" };
enum { KEYS = sizeof keys / sizeof keys[0], POINTER = 512 };

static int is_text(const cJSON *item)
{
    return cJSON_IsString(item) && item->valuestring[0] != '\0';
}

/* Letters, digits and underscores: what may also name a member of a map. */
static int is_id(const cJSON *item)
{
    return is_text(item) && strlen(item->valuestring) <= 64 &&
           strspn(item->valuestring, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(item->valuestring);
}

static int is_of(const cJSON *item, size_t n, const char *const *names)
{
    for (size_t i = 0; cJSON_IsString(item) && i < n; i++) {
        if (strcmp(names[i], item->valuestring) == 0) {
            return 1;
        }
    }
    return 0;
}

static void check_keys(const cJSON *item, const char *pointer, koh_findings *findings)
{
    const cJSON *member;
    cJSON_ArrayForEach(member, item)
    {
        if (!is_of(&(cJSON){ .type = cJSON_String, .valuestring = member->string }, KEYS, keys)) {
            const char *nearest = koh__text_nearest(member->string, keys, KEYS);
            char place[POINTER];
            (void) snprintf(place, sizeof place, "%s/%.60s", pointer, member->string);
            koh__findings_add(findings, KOH_EUNKNOWN, place, "unknown key '%.60s'%s%s%s", member->string,
                              nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "",
                              nearest != NULL ? "'?" : "");
        }
    }
}

void koh__schema_check_range(const cJSON *item, const char *pointer, koh_findings *findings)
{
    const cJSON *part[KEYS];
    if (!cJSON_IsObject(item)) {
        koh__findings_add(findings, KOH_ESCHEMA, pointer, "expected a range: an object with 'low' and 'high'");
        return;
    }
    check_keys(item, pointer, findings);
    for (size_t i = 0; i < KEYS; i++) {
        part[i] = cJSON_GetObjectItemCaseSensitive(item, keys[i]);
    }
    if (!cJSON_IsNumber(part[0]) || !cJSON_IsNumber(part[1])) {
        koh__findings_add(findings, KOH_ESCHEMA, pointer, "a range needs the numbers 'low' and 'high'");
    }
    if (part[2] != NULL && !is_of(part[2], KOH_RANGE_SHAPES, koh__range_shapes)) {
        koh__findings_add(findings, KOH_ESCHEMA, pointer,
                          "'shape' must be one of normal, lognormal, triangular, uniform, beta");
    }
    if (part[3] != NULL && !is_of(part[3], KOH_RANGE_FORMS, koh__range_forms)) {
        koh__findings_add(findings, KOH_ESCHEMA, pointer, "'as' must be one of value, ratio, difference");
    }
    if (part[4] != NULL && !is_id(part[4])) {
        koh__findings_add(findings, KOH_ESCHEMA, pointer,
                          "'shared' must be the short name of a cause: a-z, 0-9 and _, at most 64");
    }
    if (!is_text(part[5]) && !is_text(part[6])) {
        koh__findings_add(findings, KOH_EMISSING, pointer,
                          "a range needs its 'source', or an 'assumption' that says why it is believed");
    }
}
