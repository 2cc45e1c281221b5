/* kohort compare A B..., of two plans OLD NEW */

#include "command_priv.h"
#include "kohort/run.h"

/* Options as popt leaves them. */
typedef struct given {
    int fail, revision;
    char *data;
} given;

static koh_status compare(poptContext context, const void *parsed, koh_error *error)
{
    const given *g = parsed;
    enum { RESULTS = 16 };
    const char **arguments;
    koh_text text = { NULL, 0 };
    size_t n;
    int differs = 0;
    koh_status status = koh_cli_parse(context, "RESULT...|OLD NEW", 1, RESULTS, &arguments, &n, error);
    if (status != KOH_OK || arguments == NULL) {
        return status;
    }
    if (g->revision && n != 2) {
        return koh_error_set(error, KOH_EUSAGE, "--revision: expected two vintages, OLD and NEW");
    }
    if (g->revision || (n == 2 && koh_is_plan(arguments[0]) && koh_is_plan(arguments[1]))) {
        const koh_revision_options options = { .data = g->data, .old_path = arguments[0], .new_path = arguments[1] };
        status = koh_revision(&options, &differs, error, &text);
    } else {
        status = koh_compare(n, arguments, &differs, error, &text);
    }
    status = koh_cli_answer(status, &text, error);
    return status == KOH_OK && g->fail && differs ? KOH_WFINDINGS : status;
}

koh_status koh_cli_compare(int argc, const char **argv, koh_error *error)
{
    given g = { 0 };
    const struct poptOption options[] = {
        { "fail-if-different", '\0', POPT_ARG_NONE, &g.fail, 0,
          "Exit code 1 when a figure differs between files, or between the scenarios of one", NULL },
        { "revision", '\0', POPT_ARG_NONE, &g.revision, 0, "What a revision has changed (T25); always so for two plans",
          NULL },
        KOH_CLI_DATA_OPTION(g.data),
        KOH_CLI_HELP_OPTION,
        POPT_TABLEEND,
    };
    return koh_cli_begin(argc, argv, options, compare, &g, error);
}
