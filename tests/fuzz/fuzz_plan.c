/* Any bytes as a plan: refused as bad input with words about it, or run to a result that reads as JSON. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "io/json_priv.h"
#include "kohort/run.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_result(koh_text *result)
{
    cJSON *tree = NULL;
    if (koh__json_read("result", result->data, result->length, &tree, NULL) != KOH_OK) {
        abort();
    }
    cJSON_Delete(tree);
}

static int is_input_error(koh_status status)
{
    return status <= -200 && status > -300;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    koh_text result = { NULL, 0 };
    koh_error error = { 0 };
    char *plan = calloc(length + 1, 1);
    if (plan == NULL) {
        return 0;
    }
    if (length > 0) {
        memcpy(plan, bytes, length);
    }
    koh_status status = koh_run_json(plan, NULL, NULL, &error, &result);
    if (status >= 0) {
        check_result(&result);
    } else if (!is_input_error(status) || error.status != status || error.message[0] == '\0' || result.data != NULL) {
        abort();
    }
    koh_text_free(&result);
    free(plan);
    return 0;
}
