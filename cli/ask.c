/* kohort list, schema, new: commands that ask for one text. */
#include "command_priv.h"
#include "kohort/run.h"

/* What is asked: the library's function for the arguments given. */
typedef koh_status ask(const char **arguments, const char *plan, const char *data, koh_error *error, koh_text *text);

typedef struct question {
    const char *names; /* of the arguments */
    size_t most;
    ask *ask;
    char *plan, *data; /* options as popt leaves them */
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

static koh_status answer(poptContext context, const void *parsed, koh_error *error)
{
    const question *q = parsed;
    const char **arguments;
    koh_text text = { NULL, 0 };
    size_t n;
    koh_status status = koh_cli_parse(context, q->names, 1, q->most, &arguments, &n, error);
    if (status != KOH_OK || arguments == NULL) {
        return status;
    }
    status = q->ask(arguments, q->plan, q->data, error, &text);
    return koh_cli_answer(status, &text, error);
}

static koh_status pose(int argc, const char **argv, question *q, koh_error *error)
{
    const struct poptOption options[] = {
        { "plan", '\0', POPT_ARG_STRING, &q->plan, 0, "Plan whose scenarios are listed", "PLAN" },
        KOH_CLI_DATA_OPTION(q->data),
        KOH_CLI_HELP_OPTION,
        POPT_TABLEEND,
    };
    return koh_cli_begin(argc, argv, q->ask == ask_list ? options : options + 1, answer, q, error);
}

koh_status koh_cli_list(int argc, const char **argv, koh_error *error)
{
    return pose(
        argc, argv,
        &(question){ "regions|services|scenarios|tables|bundles|variables|quantities", 1, ask_list, NULL, NULL },
        error);
}

koh_status koh_cli_schema(int argc, const char **argv, koh_error *error)
{
    return pose(argc, argv, &(question){ "plan|result", 1, ask_schema, NULL, NULL }, error);
}

koh_status koh_cli_new(int argc, const char **argv, koh_error *error)
{
    return pose(argc, argv, &(question){ "REGION [DIR]", 2, ask_new, NULL, NULL }, error);
}
