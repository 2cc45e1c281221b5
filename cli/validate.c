/* kohort validate PLAN... */
#include <stdio.h>

#include "command_priv.h"
#include "kohort/run.h"

/* One plan: that it is good on standard output, or what is wrong with it on standard error. */
static koh_status validate(const char *plan, const char *data, koh_error *error)
{
    koh_text text = { NULL, 0 };
    koh_status status = koh_validate(plan, data, error, &text);
    if (status == KOH_WFINDINGS) {
        (void) fputs(text.data, stderr);
    } else if (status == KOH_OK) {
        status = koh_cli_print(text.data, text.length, error);
    }
    koh_text_free(&text);
    return status;
}

/* *data is set while the options are taken. */
static koh_status validate_all(poptContext context, const void *parsed, koh_error *error)
{
    char *const *data = parsed;
    enum { PLANS = 100000 };
    const char **arguments;
    size_t n;
    int found = 0;
    koh_status status = koh_cli_parse(context, "PLAN...", 1, PLANS, &arguments, &n, error);
    for (size_t i = 0; status == KOH_OK && arguments != NULL && i < n; i++) {
        status = validate(arguments[i], *data, error);
        found |= status == KOH_WFINDINGS;
        status = status == KOH_WFINDINGS ? KOH_OK : status;
    }
    return status == KOH_OK && found ? KOH_WFINDINGS : status;
}

koh_status koh_cli_validate(int argc, const char **argv, koh_error *error)
{
    char *data = NULL;
    const struct poptOption options[] = { KOH_CLI_DATA_OPTION(data), KOH_CLI_HELP_OPTION, POPT_TABLEEND };
    return koh_cli_begin(argc, argv, options, validate_all, &data, error);
}
