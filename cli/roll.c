/* kohort roll PLAN [--to YEAR] -o DIR */

#include "command_priv.h"
#include "kohort/vintage.h"

/* Options as popt leaves them. */
typedef struct given {
    int to, period;
    char *figures, *output, *data;
} given;

static koh_status roll(poptContext context, const void *parsed, koh_error *error)
{
    const given *g = parsed;
    const char **arguments;
    koh_text text = { NULL, 0 };
    size_t n;
    koh_status status = koh_cli_parse(context, "PLAN", 1, 1, &arguments, &n, error);
    if (status != KOH_OK || arguments == NULL) {
        return status;
    }
    const koh_roll_options options = { .data = g->data,
                                       .plan = arguments[0],
                                       .figures = g->figures,
                                       .output = g->output,
                                       .to = g->to,
                                       .with_period = g->period };
    status = koh_roll(&options, error, &text);
    return koh_cli_answer(status, &text, error);
}

koh_status koh_cli_roll(int argc, const char **argv, koh_error *error)
{
    given g = { 0 };
    const struct poptOption options[] = {
        { "to", '\0', POPT_ARG_INT, &g.to, 0, "New base year (default: the year after the plan's)", "YEAR" },
        { "figures", '\0', POPT_ARG_STRING, &g.figures, 0,
          "Figures registered since: a JSON Merge Patch of the plan, quantities replaced whole", "FILE" },
        { "with-period", '\0', POPT_ARG_NONE, &g.period, 0, "The plan period and the last year move as well", NULL },
        { "output", 'o', POPT_ARG_STRING, &g.output, 0, "Folder of the new plan", "DIR" },
        KOH_CLI_DATA_OPTION(g.data),
        KOH_CLI_HELP_OPTION,
        POPT_TABLEEND,
    };
    return koh_cli_begin(argc, argv, options, roll, &g, error);
}
