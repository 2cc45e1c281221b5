/* JSON Merge Patch.
 *
 * Source: RFC 7396 (Hoffman and Snell, 2014), section 2: a member null removes, an object is merged, anything else
 * replaces. Beyond it: a member that is_leaf knows replaces the target's as a whole. */
#include "io/json_priv.h"

static koh_status put(cJSON *object, const char *name, cJSON *value)
{
    if (value == NULL) {
        return KOH_ENOMEM;
    }
    /* Not cJSON_ReplaceItemInObject, which without memory leaves a member without a name. */
    cJSON_DeleteItemFromObjectCaseSensitive(object, name);
    int done = cJSON_AddItemToObject(object, name, value);
    if (!done) {
        cJSON_Delete(value);
    }
    return done ? KOH_OK : KOH_ENOMEM;
}

/* The object that an object of the patch is merged into: the target's own, or a new one in its place. */
static koh_status object_member(cJSON *target, const char *name, cJSON **member)
{
    *member = cJSON_GetObjectItemCaseSensitive(target, name);
    if (cJSON_IsObject(*member)) {
        return KOH_OK;
    }
    *member = cJSON_CreateObject();
    return put(target, name, *member);
}

static koh_status merge_object(cJSON *target, const cJSON *patch, int (*is_leaf)(const cJSON *))
{
    const cJSON *change;
    cJSON_ArrayForEach(change, patch)
    {
        koh_status status = KOH_OK;
        if (cJSON_IsNull(change)) {
            cJSON_DeleteItemFromObjectCaseSensitive(target, change->string);
        } else if (cJSON_IsObject(change) && (is_leaf == NULL || !is_leaf(change))) {
            cJSON *member;
            status = object_member(target, change->string, &member);
            if (status == KOH_OK) {
                status = merge_object(member, change, is_leaf);
            }
        } else {
            status = put(target, change->string, cJSON_Duplicate(change, 1));
        }
        if (status != KOH_OK) {
            return status;
        }
    }
    return KOH_OK;
}

koh_status koh__json_merge(cJSON **target, const cJSON *patch, int (*is_leaf)(const cJSON *))
{
    if (cJSON_IsObject(patch) && cJSON_IsObject(*target)) {
        return merge_object(*target, patch, is_leaf);
    }
    cJSON *made = cJSON_IsObject(patch) ? cJSON_CreateObject() : cJSON_Duplicate(patch, 1);
    koh_status status = made == NULL ? KOH_ENOMEM : KOH_OK;
    if (status == KOH_OK && cJSON_IsObject(patch)) {
        status = merge_object(made, patch, is_leaf);
    }
    if (status != KOH_OK) {
        cJSON_Delete(made);
        return status;
    }
    cJSON_Delete(*target);
    *target = made;
    return KOH_OK;
}
