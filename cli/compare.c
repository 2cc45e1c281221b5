/* kohort compare A B... */
#include "command_priv.h"
#include "kohort/run.h"

/* *fail is set while the options are taken. */
static koh_status compare(poptContext context, const int *fail, koh_error *error)
{
    enum { RESULTS = 16 };
    const char **arguments;
    koh_text text = { NULL, 0 };
    size_t n;
    int differs = 0;
    koh_status status = koh_cli_parse(context, "RESULT...", 1, RESULTS, &arguments, &n, error);
    if (status != KOH_OK || arguments == NULL) {
        return status;
    }
    status = koh_compare(n, arguments, &differs, error, &text);
    if (status == KOH_OK) {
        status = koh_cli_print(text.data, text.length, error);
    }
    koh_text_free(&text);
    return status == KOH_OK && *fail && differs ? KOH_WFINDINGS : status;
}

koh_status koh_cli_compare(int argc, const char **argv, koh_error *error)
{
    int fail = 0;
    const struct poptOption options[] = {
        { "fail-if-different", '\0', POPT_ARG_NONE, &fail, 0, "Exit code 1 when any figure differs", NULL },
        KOH_CLI_HELP_OPTION,
        POPT_TABLEEND,
    };
    poptContext context = poptGetContext("kohort", argc, argv, options, 0);
    if (context == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    koh_status status = compare(context, &fail, error);
    poptFreeContext(context);
    return status;
}
