/* kohort list, schema, new: commands that ask for one text. */
#include "cli/command_priv.h"

static int answer(koh_status status, const koh_error *error, koh_text *text)
{
    int code = status == KOH_OK ? koh_print(text->data, text->length) : koh_fail(error);
    koh_text_free(text);
    return code;
}

int koh_command_list(int argc, const char **argv)
{
    const koh_command *command = koh_command_find("list");
    char *plan = NULL;
    struct poptOption table[] = { { "plan", 0, POPT_ARG_STRING, &plan, 0, "plan whose scenarios are listed", "PLAN" },
                                  POPT_TABLEEND };
    koh_error error = { 0 };
    koh_text text = { NULL, 0 };
    size_t n;
    int code = EXIT_USAGE;
    poptContext context = koh_parse(command, argc, argv, table, &code);
    if (context == NULL) {
        return code;
    }
    const char **arguments = koh_arguments(context, command, 1, 1, &n);
    if (arguments != NULL) {
        code = answer(koh_list(arguments[0], plan, koh_option_data, &error, &text), &error, &text);
    }
    poptFreeContext(context);
    return arguments == NULL ? EXIT_USAGE : code;
}

int koh_command_schema(int argc, const char **argv)
{
    const koh_command *command = koh_command_find("schema");
    struct poptOption table[] = { POPT_TABLEEND };
    koh_error error = { 0 };
    koh_text text = { NULL, 0 };
    size_t n;
    int code = EXIT_USAGE;
    poptContext context = koh_parse(command, argc, argv, table, &code);
    if (context == NULL) {
        return code;
    }
    const char **arguments = koh_arguments(context, command, 1, 1, &n);
    if (arguments != NULL) {
        code = answer(koh_schema(arguments[0], koh_option_data, &error, &text), &error, &text);
    }
    poptFreeContext(context);
    return arguments == NULL ? EXIT_USAGE : code;
}

int koh_command_new(int argc, const char **argv)
{
    const koh_command *command = koh_command_find("new");
    struct poptOption table[] = { POPT_TABLEEND };
    koh_error error = { 0 };
    koh_text text = { NULL, 0 };
    size_t n;
    int code = EXIT_USAGE;
    poptContext context = koh_parse(command, argc, argv, table, &code);
    if (context == NULL) {
        return code;
    }
    const char **arguments = koh_arguments(context, command, 1, 2, &n);
    if (arguments != NULL) {
        code =
            answer(koh_new(arguments[0], n == 2 ? arguments[1] : NULL, koh_option_data, &error, &text), &error, &text);
    }
    poptFreeContext(context);
    return arguments == NULL ? EXIT_USAGE : code;
}
