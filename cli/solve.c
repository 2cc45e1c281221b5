/* kohort solve PLAN --for VARIABLE --target QUANTITY=VALUE@YEAR */

#include "command_priv.h"
#include "kohort/run.h"

/* Options as popt leaves them. */
typedef struct given {
    char *variable, *target, *data;
    int json;
} given;

static koh_status solve(poptContext context, const void *parsed, koh_error *error)
{
    const given *g = parsed;
    const char **arguments;
    koh_text text = { NULL, 0 };
    size_t n;
    koh_status status = koh_cli_parse(context, "PLAN", 1, 1, &arguments, &n, error);
    if (status != KOH_OK || arguments == NULL) {
        return status;
    }
    if (g->variable == NULL || g->target == NULL) {
        return koh_error_set(error, KOH_EUSAGE, "expected --for VARIABLE and --target QUANTITY=VALUE@YEAR");
    }
    const koh_solve_options options = { .data = g->data,
                                        .plan = arguments[0],
                                        .variable = g->variable,
                                        .target = g->target,
                                        .form = g->json ? KOH_TEXT_JSON : KOH_TEXT_TABLE };
    status = koh_solve(&options, error, &text);
    if (text.data != NULL) {
        koh_status printed = koh_cli_print(text.data, text.length, error);
        status = printed != KOH_OK ? printed : status;
    }
    koh_text_free(&text);
    return status == KOH_ENOSOLUTION
               ? koh_error_set(error, status, "no value of %s within its range meets %s", g->variable, g->target)
               : status;
}

koh_status koh_cli_solve(int argc, const char **argv, koh_error *error)
{
    given g = { 0 };
    const struct poptOption options[] = {
        { "for", '\0', POPT_ARG_STRING, &g.variable, 0, "Lever that is sought (kohort list variables)", "VARIABLE" },
        { "target", '\0', POPT_ARG_STRING, &g.target, 0, "What is aimed at (kohort list quantities)",
          "QUANTITY=VALUE@YEAR" },
        { "json", '\0', POPT_ARG_NONE, &g.json, 0, "Answer as JSON", NULL },
        KOH_CLI_DATA_OPTION(g.data),
        KOH_CLI_HELP_OPTION,
        POPT_TABLEEND,
    };
    return koh_cli_begin(argc, argv, options, solve, &g, error);
}
