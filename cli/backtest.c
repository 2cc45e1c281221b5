/* kohort backtest --origin YEAR --horizon H */
#include <stdlib.h>
#include <string.h>

#include "command_priv.h"
#include "kohort/backtest.h"

/* Options as popt leaves them. */
typedef struct given {
    char *data, *regions, *official, *predictions, *mortality;
    int origin, horizon, draws, json;
} given;

static koh_status check(const given *g, koh_error *error)
{
    if (g->origin == 0 || g->horizon == 0) {
        return koh_error_set(error, KOH_EUSAGE, "expected --origin YEAR and --horizon H");
    }
    if (g->horizon < 0) {
        return koh_error_set(error, KOH_EUSAGE, "--horizon %d: expected a number of years from 1 on", g->horizon);
    }
    if (g->draws < 0 || (g->draws > 0 && g->predictions == NULL)) {
        return koh_error_set(error, KOH_EUSAGE, "--draws %d: %s", g->draws,
                             g->draws < 0 ? "expected 0 or more" : "goes with --predictions OUT.csv, which it widens");
    }
    if (g->mortality != NULL && strcmp(g->mortality, "trend") != 0 && strcmp(g->mortality, "lee_carter") != 0) {
        return koh_error_set(error, KOH_EUSAGE, "--mortality %.40s: expected lee_carter or trend", g->mortality);
    }
    if (g->predictions != NULL && strcmp(g->predictions, "-") == 0) {
        return koh_error_set(error, KOH_EUSAGE, "--predictions: standard output has the scores, expected a file");
    }
    return KOH_OK;
}

static koh_status backtest(poptContext context, const void *parsed, koh_error *error)
{
    const given *g = parsed;
    koh_backtest_options options = { 0 };
    koh_text text = { NULL, 0 };
    const char **arguments, **regions = NULL;
    size_t n;
    koh_status status = koh_cli_parse(context, "", 0, 0, &arguments, &n, error);
    if (status != KOH_OK || arguments == NULL) {
        return status;
    }
    status = check(g, error);
    if (status == KOH_OK) {
        status = koh_cli_split(g->regions, &regions, &options.n_regions, error);
    }
    if (status == KOH_OK) {
        options.data = g->data;
        options.origin = g->origin;
        options.horizon = (size_t) g->horizon;
        options.mortality =
            g->mortality != NULL && strcmp(g->mortality, "trend") == 0 ? KOH_CALIB_TREND : KOH_CALIB_LEE_CARTER;
        options.regions = regions;
        options.official = g->official;
        options.predictions = g->predictions;
        options.draws = (size_t) g->draws;
        options.form = g->json ? KOH_TEXT_JSON : KOH_TEXT_TABLE;
        status = koh_backtest(&options, error, &text);
    }
    free(regions);
    return koh_cli_answer(status, &text, error);
}

koh_status koh_cli_backtest(int argc, const char **argv, koh_error *error)
{
    given g = { 0 };
    const struct poptOption options[] = {
        { "origin", '\0', POPT_ARG_INT, &g.origin, 0, "1 January whose population is known, nothing later", "YEAR" },
        { "horizon", '\0', POPT_ARG_INT, &g.horizon, 0, "Years to project", "H" },
        { "regions", '\0', POPT_ARG_STRING, &g.regions, 0, "Municipalities to score (default: all)", "all|LIST" },
        { "official", '\0', POPT_ARG_STRING, &g.official, 0, "Totals of an official projection of the origin", "FILE" },
        { "predictions", '\0', POPT_ARG_STRING, &g.predictions, 0, "Write region,year,sex,age,value", "OUT.csv" },
        { "draws", '\0', POPT_ARG_INT, &g.draws, 0, "Predictions with q10,q90 where N > 0 (computed: any N is alike)",
          "N" },
        { "mortality", '\0', POPT_ARG_STRING, &g.mortality, 0, "How death rates go on (default: lee_carter)",
          "lee_carter|trend" },
        { "json", '\0', POPT_ARG_NONE, &g.json, 0, "Every score, as JSON", NULL },
        KOH_CLI_DATA_OPTION(g.data),
        KOH_CLI_HELP_OPTION,
        POPT_TABLEEND,
    };
    return koh_cli_begin(argc, argv, options, backtest, &g, error);
}
