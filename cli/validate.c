/* kohort validate */
#include <stdio.h>

#include "cli/command_priv.h"

enum { PLANS = 10000 };

/* One plan: its findings on standard error, or that it is good on standard output. */
static int validate(const char *plan)
{
    koh_error error = { 0 };
    koh_text text = { NULL, 0 };
    koh_status status = koh_validate(plan, koh_option_data, koh_option_errors(), &error, &text);
    int code = EXIT_DONE;
    if (status == KOH_WFINDINGS) {
        (void) fputs(text.data, stderr);
        code = EXIT_FINDINGS;
    } else if (status != KOH_OK) {
        code = koh_fail(&error);
    } else {
        code = koh_print(text.data, text.length);
    }
    koh_text_free(&text);
    return code;
}

int koh_command_validate(int argc, const char **argv)
{
    const koh_command *command = koh_command_find("validate");
    struct poptOption table[] = { POPT_TABLEEND };
    size_t n;
    int code = EXIT_USAGE, worst = EXIT_DONE;
    poptContext context = koh_parse(command, argc, argv, table, &code);
    if (context == NULL) {
        return code;
    }
    const char **arguments = koh_arguments(context, command, 1, PLANS, &n);
    for (size_t i = 0; arguments != NULL && i < n; i++) {
        code = validate(arguments[i]);
        worst = code > worst ? code : worst;
    }
    poptFreeContext(context);
    return arguments == NULL ? EXIT_USAGE : worst;
}
