/* A plan from text to result: when do places run short? Nothing is written.
 * Usage: 03_plan FOLDER [DATA]   (FOLDER: what the plan's files are looked up in; DATA: default data, if not installed)
 */
#include <stdio.h>
#include <string.h>

#include "kohort.h"

static const char plan[] =
    "{\"kohort\": 1, \"region\": \"3310\", \"end_year\": 2040,"
    " \"capacity\": {\"register\": {\"file\": \"buildings.csv\", \"source\": \"the municipality's register\"},"
    "                \"target_occupancy\": {\"value\": 0.95, \"assumption\": \"room for changes of residents\"}}}";

int main(int argc, char **argv)
{
    koh_error error;
    koh_text result = { NULL, 0 };
    const char *folder = argc > 1 ? argv[1] : NULL; /* NULL: a plan may not name files */
    const char *data = argc > 2 ? argv[2] : NULL;   /* NULL: the installed data */
    if (koh_run_json(plan, folder, data, &error, &result) != KOH_OK) {
        char text[KOH_ERROR_TEXT_SIZE];
        koh_error_format(&error, text, sizeof text);
        fprintf(stderr, "%s\n", text);
        return 1;
    }
    /* JSON of the form that `kohort schema result` describes: a JSON library takes it from here. */
    const char *shortage = strstr(result.data, "\"first_shortage\"");
    int length = shortage == NULL ? 0 : (int) strcspn(shortage, "}") + 1;
    printf("%.*s\n", length, length > 0 ? shortage : "");
    koh_text_free(&result);
    return length == 0;
}
