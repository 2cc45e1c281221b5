/* kohort list, schema, new: commands that ask for one text. */
#include <stdlib.h>

#include "command_priv.h"
#include "kohort/run.h"

/* What is asked: the library's function for the arguments given. */
typedef koh_status ask(const char **arguments, const char *plan, const char *data, koh_error *error, koh_text *text);

typedef struct question {
    const char *names; /* of the arguments */
    size_t most;
    ask *ask;
} question;

static koh_status ask_list(const char **arguments, const char *plan, const char *data, koh_error *error, koh_text *text)
{
    return koh_list(arguments[0], plan, data, error, text);
}

static koh_status ask_schema(const char **arguments, const char *plan, const char *data, koh_error *error,
                             koh_text *text)
{
    (void) plan;
    return koh_schema(arguments[0], data, error, text);
}

static koh_status ask_new(const char **arguments, const char *plan, const char *data, koh_error *error, koh_text *text)
{
    (void) plan;
    return koh_new(arguments[0], arguments[1], data, error, text);
}

static koh_status answer(poptContext context, const question *q, char *const *given, koh_error *error)
{
    const char **arguments;
    koh_text text = { NULL, 0 };
    size_t n;
    koh_status status = koh_cli_parse(context, q->names, 1, q->most, &arguments, &n, error);
    if (status != KOH_OK || arguments == NULL) {
        return status;
    }
    status = q->ask(arguments, given[0], given[1], error, &text);
    if (status == KOH_OK) {
        status = koh_cli_print(text.data, text.length, error);
    }
    koh_text_free(&text);
    return status;
}

static koh_status pose(int argc, const char **argv, const question *q, koh_error *error)
{
    char *given[2] = { NULL, NULL };
    const struct poptOption options[] = {
        { "plan", '\0', POPT_ARG_STRING, &given[0], 0, "Plan whose scenarios are listed", "PLAN" },
        KOH_CLI_DATA_OPTION(given[1]),
        KOH_CLI_HELP_OPTION,
        POPT_TABLEEND,
    };
    poptContext context = poptGetContext("kohort", argc, argv, q->ask == ask_list ? options : options + 1, 0);
    if (context == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    koh_status status = answer(context, q, given, error);
    poptFreeContext(context);
    free(given[0]);
    free(given[1]);
    return status;
}

koh_status koh_cli_list(int argc, const char **argv, koh_error *error)
{
    return pose(argc, argv, &(question){ "regions|services|scenarios|tables|variables|quantities", 1, ask_list },
                error);
}

koh_status koh_cli_schema(int argc, const char **argv, koh_error *error)
{
    return pose(argc, argv, &(question){ "plan|result", 1, ask_schema }, error);
}

koh_status koh_cli_new(int argc, const char **argv, koh_error *error)
{
    return pose(argc, argv, &(question){ "REGION [DIR]", 2, ask_new }, error);
}
