/* kohort queue --arrivals PER_YEAR --stay YEARS --places N [--patience YEARS] */

#include "command_priv.h"
#include "kohort/run.h"

/* Options as popt leaves them. */
typedef struct given {
    char *arrivals, *stay, *places, *patience;
    int json;
} given;

static koh_status answer(poptContext context, const void *parsed, koh_error *error)
{
    const given *g = parsed;
    const char **arguments;
    koh_text text = { NULL, 0 };
    size_t n;
    koh_status status = koh_cli_parse(context, "", 0, 0, &arguments, &n, error);
    if (status != KOH_OK || arguments == NULL) {
        return status;
    }
    const koh_queue_question question = { .arrivals = g->arrivals,
                                          .stay = g->stay,
                                          .places = g->places,
                                          .patience = g->patience,
                                          .form = g->json ? KOH_TEXT_JSON : KOH_TEXT_TABLE };
    status = koh_queue_answer(&question, error, &text);
    return koh_cli_answer(status, &text, error);
}

koh_status koh_cli_queue(int argc, const char **argv, koh_error *error)
{
    given g = { 0 };
    const struct poptOption options[] = {
        { "arrivals", '\0', POPT_ARG_STRING, &g.arrivals, 0, "Persons who ask for a place", "PER_YEAR" },
        { "stay", '\0', POPT_ARG_STRING, &g.stay, 0, "Mean stay", "YEARS" },
        { "places", '\0', POPT_ARG_STRING, &g.places, 0, "Places", "N" },
        { "patience", '\0', POPT_ARG_STRING, &g.patience, 0,
          "Mean time until someone who waits gives up or dies (default: never)", "YEARS" },
        { "json", '\0', POPT_ARG_NONE, &g.json, 0, "Answer as JSON", NULL },
        KOH_CLI_HELP_OPTION,
        POPT_TABLEEND,
    };
    return koh_cli_begin(argc, argv, options, answer, &g, error);
}
