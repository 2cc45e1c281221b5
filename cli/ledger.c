/* kohort ledger LEDGER [--add PLAN | --score PLAN] */

#include "command_priv.h"
#include "kohort/vintage.h"

/* Options as popt leaves them. */
typedef struct given {
    char *add, *score, *made, *data;
} given;

static koh_status keep(poptContext context, const void *parsed, koh_error *error)
{
    const given *g = parsed;
    const char **arguments;
    koh_text text = { NULL, 0 };
    size_t n;
    koh_status status = koh_cli_parse(context, "LEDGER", 1, 1, &arguments, &n, error);
    if (status != KOH_OK || arguments == NULL) {
        return status;
    }
    if ((g->add != NULL && g->score != NULL) || (g->made != NULL && g->add == NULL)) {
        return koh_error_set(error, KOH_EUSAGE, "expected --add PLAN [--made DATE], or --score PLAN, or neither");
    }
    koh_ledger_options options = { .data = g->data, .ledger = arguments[0], .made = g->made };
    if (g->add != NULL) {
        options.plan = g->add;
        status = koh_ledger_add(&options, error, &text);
    } else if (g->score != NULL) {
        options.plan = g->score;
        status = koh_ledger_score(&options, error, &text);
    } else {
        status = koh_ledger_list(&options, error, &text);
    }
    return koh_cli_answer(status, &text, error);
}

koh_status koh_cli_ledger(int argc, const char **argv, koh_error *error)
{
    given g = { 0 };
    const struct poptOption options[] = {
        { "add", '\0', POPT_ARG_STRING, &g.add, 0, "Run this plan and keep what it expects", "PLAN" },
        { "made", '\0', POPT_ARG_STRING, &g.made, 0, "When the vintage was made", "DATE" },
        { "score", '\0', POPT_ARG_STRING, &g.score, 0,
          "Hold the vintages against what this plan has registered by now (T25b)", "PLAN" },
        KOH_CLI_DATA_OPTION(g.data),
        KOH_CLI_HELP_OPTION,
        POPT_TABLEEND,
    };
    return koh_cli_begin(argc, argv, options, keep, &g, error);
}
