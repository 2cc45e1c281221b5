/* kohort calibrate REGION... */
#include <stdlib.h>

#include "command_priv.h"
#include "kohort/estimate.h"

enum { REGIONS = 100000 };

/* Options as popt leaves them; it owns the texts until the end. */
typedef struct given {
    char *data, *write;
    int origin, json;
} given;

static koh_status calibrate(poptContext context, const given *g, koh_error *error)
{
    koh_estimate_options options = koh_estimate_options_defaults();
    koh_text text = { NULL, 0 };
    const char **arguments;
    koh_status status = koh_cli_parse(context, "REGION...", 0, REGIONS, &arguments, &options.n_regions, error);
    if (status != KOH_OK || arguments == NULL) {
        return status;
    }
    if (options.n_regions == 0 && g->write == NULL) {
        return koh_error_set(error, KOH_EUSAGE, "which municipality? expected REGION... or --write DIR");
    }
    options.regions = arguments;
    options.data = g->data;
    options.origin = g->origin;
    options.write = g->write;
    options.form = g->json ? KOH_TEXT_JSON : KOH_TEXT_TABLE;
    status = koh_estimate(&options, error, &text);
    if (status == KOH_OK && options.n_regions > 0) {
        status = koh_cli_print(text.data, text.length, error);
    }
    koh_text_free(&text);
    return status;
}

koh_status koh_cli_calibrate(int argc, const char **argv, koh_error *error)
{
    given g = { 0 };
    const struct poptOption options[] = {
        { "origin", '\0', POPT_ARG_INT, &g.origin, 0, "1 January from which rates hold (default: the newest)", "YEAR" },
        { "write", '\0', POPT_ARG_STRING, &g.write, 0, "Write the calibration of all municipalities there", "DIR" },
        { "json", '\0', POPT_ARG_NONE, &g.json, 0, "As JSON instead of CSV", NULL },
        KOH_CLI_DATA_OPTION(g.data),
        KOH_CLI_HELP_OPTION,
        POPT_TABLEEND,
    };
    poptContext context = poptGetContext("kohort", argc, argv, options, 0);
    if (context == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    koh_status status = calibrate(context, &g, error);
    poptFreeContext(context);
    free(g.data);
    free(g.write);
    return status;
}
