/* kohort sensitivity PLAN */
#include <string.h>

#include "command_priv.h"
#include "kohort/run.h"

/* Options as popt leaves them. */
typedef struct given {
    char *draws, *seed, *threads, *language, *data;
    int json;
} given;

static koh_status decompose(poptContext context, const void *parsed, koh_error *error)
{
    const given *g = parsed;
    const char **arguments;
    koh_text text = { NULL, 0 };
    size_t n;
    koh_sensitivity_options options = koh_sensitivity_options_defaults();
    koh_status status = koh_cli_parse(context, "PLAN", 1, 1, &arguments, &n, error);
    if (status != KOH_OK || arguments == NULL) {
        return status;
    }
    options.plan = arguments[0];
    options.data = g->data;
    options.form = g->json ? KOH_TEXT_JSON : KOH_TEXT_TABLE;
    status = g->draws != NULL ? koh_cli_draws(g->draws, &options.draws, error) : KOH_OK;
    status = status == KOH_OK && g->seed != NULL ? koh_cli_seed(g->seed, &options.seed, error) : status;
    status = status == KOH_OK && g->threads != NULL ? koh_cli_threads(g->threads, &options.threads, error) : status;
    status = status == KOH_OK && g->language != NULL ? koh_cli_language(g->language, &options.language, error) : status;
    status = status == KOH_OK ? koh_sensitivity(&options, error, &text) : status;
    return koh_cli_answer(status, &text, error);
}

koh_status koh_cli_sensitivity(int argc, const char **argv, koh_error *error)
{
    given g = { 0 };
    const struct poptOption options[] = {
        { "draws", '\0', POPT_ARG_STRING, &g.draws, 0, "Points of the quasi-random sequence (default: 1024)", "N" },
        { "seed", '\0', POPT_ARG_STRING, &g.seed, 0, "Seed of the draws (default: 1)", "S" },
        { "threads", '\0', POPT_ARG_STRING, &g.threads, 0, "Threads (default: one per processor)", "N" },
        { "lang", '\0', POPT_ARG_STRING, &g.language, 0, "Language of the sentences: nb, nn or en (default: nb)",
          "LANG" },
        { "json", '\0', POPT_ARG_NONE, &g.json, 0, "Answer as JSON", NULL },
        KOH_CLI_DATA_OPTION(g.data),
        KOH_CLI_HELP_OPTION,
        POPT_TABLEEND,
    };
    return koh_cli_begin(argc, argv, options, decompose, &g, error);
}
