/* Any bytes as a JSON text: refused with a place inside them, or read; merged with itself and written it reads again.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "io/json_priv.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void write_tree(koh_json_writer *w, const cJSON *node)
{
    const cJSON *member;
    if (cJSON_IsObject(node) || cJSON_IsArray(node)) {
        int is_object = cJSON_IsObject(node);
        koh__json_open(w, is_object ? '{' : '[');
        cJSON_ArrayForEach(member, node)
        {
            if (is_object) {
                koh__json_key(w, member->string);
            }
            write_tree(w, member);
        }
        koh__json_close(w, is_object ? '}' : ']');
    } else if (cJSON_IsString(node)) {
        koh__json_text(w, node->valuestring);
    } else if (cJSON_IsNumber(node)) {
        koh__json_number(w, node->valuedouble);
    } else if (cJSON_IsBool(node)) {
        koh__json_bool(w, cJSON_IsTrue(node));
    } else {
        koh__json_text(w, NULL);
    }
}

static void use(cJSON **tree)
{
    koh_buffer buffer = { 0 };
    koh_json_writer w = { .buffer = &buffer };
    cJSON *again = NULL;
    write_tree(&w, *tree);
    if (koh__json_read("g", buffer.data, buffer.length, &again, NULL) != KOH_OK || !cJSON_Compare(*tree, again, 1)) {
        abort();
    }
    if (koh__json_merge(tree, again, NULL) != KOH_OK) {
        abort();
    }
    cJSON_Delete(again);
    koh__buffer_free(&buffer);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    cJSON *tree = NULL;
    koh_error error = { 0 };
    koh_status status = koh__json_read("f", (const char *) bytes, length, &tree, &error);
    if (status == KOH_OK) {
        use(&tree);
        cJSON_Delete(tree);
    } else if (status == KOH_ENOMEM || tree != NULL || error.line == 0 || error.column > length + 1) {
        abort();
    }
    return 0;
}
