/* kohort simulate --regions all|LIST --years N --draws N */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command_priv.h"
#include "kohort/draws.h"
#include "progress_priv.h"

/* Options as popt leaves them. */
typedef struct given {
    char *data, *regions, *output, *draws, *seed, *threads, *years, *checkpoint, *engine;
    int json, keep_draws;
} given;

static koh_status set_years(const char *text, size_t *years, koh_error *error)
{
    enum { MOST = 150 };
    char *end = NULL;
    *years = text[0] >= '1' && text[0] <= '9' ? strtoul(text, &end, 10) : 0;
    return end != NULL && *end == '\0' && *years <= MOST
               ? KOH_OK
               : koh_error_set(error, KOH_EUSAGE, "--years %.60s: expected a whole number from 1 to %d", text, MOST);
}

static koh_status set_engine(const char *text, koh_simulate_engine *engine, koh_error *error)
{
    *engine = strcmp(text, "individuals") == 0 ? KOH_SIMULATE_INDIVIDUALS : KOH_SIMULATE_CELLS;
    return *engine == KOH_SIMULATE_INDIVIDUALS || strcmp(text, "cells") == 0
               ? KOH_OK
               : koh_error_set(error, KOH_EUSAGE, "--engine %.60s: expected cells or individuals", text);
}

/* Was this process launched with others, by mpirun or srun? */
static int is_launched(void)
{
    static const char *const sizes[] = { "OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_STEP_NUM_TASKS" };
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        const char *size = getenv(sizes[i]);
        if (size != NULL && strtol(size, NULL, 10) > 1) {
            return 1;
        }
    }
    return 0;
}

/* Says before the first draw what the run will take, then how far it has come. */
static int tell(void *context, const koh_simulate_state *state)
{
    if (state->done == 0 && state->rank == 0) {
        static const double mebibyte = 1 << 20;
        (void) fprintf(stderr, "kohort: %zu %s, up to %.0f MiB of memory", state->n_regions,
                       state->n_regions == 1 ? "municipality" : "municipalities", state->bytes / mebibyte);
        (void) fprintf(stderr, state->n_ranks > 1 ? " in each of %zu ranks\n" : "\n", state->n_ranks);
        if (state->n_kept > 0) {
            (void) fprintf(stderr, "kohort: %zu of them are there from the checkpoint\n", state->n_kept);
        }
    }
    if (state->rank == 0) {
        koh_cli_progress_show(context, state->done);
    }
    return koh_cli_interrupted();
}

static koh_status apply(const given *g, koh_simulate_options *options, koh_error *error)
{
    koh_status status = KOH_OK;
    options->data = g->data;
    options->output = g->output;
    options->checkpoint = g->checkpoint;
    options->ranks = is_launched() ? KOH_RANKS_LAUNCHED : KOH_RANKS_ALONE;
    options->keep = g->keep_draws ? KOH_SIMULATE_DRAWS : KOH_SIMULATE_FIGURES;
    options->form = g->json ? KOH_TEXT_JSON : KOH_TEXT_TABLE;
    if (g->regions == NULL) {
        return koh_error_set(error, KOH_EUSAGE, "expected --regions all, or municipality numbers with commas");
    }
    if (g->output != NULL && strcmp(g->output, "-") == 0 && g->json) {
        return koh_error_set(error, KOH_EUSAGE, "--json and -o -: standard output can take one of them");
    }
    status = g->engine != NULL ? set_engine(g->engine, &options->engine, error) : status;
    status = status == KOH_OK && g->years != NULL ? set_years(g->years, &options->n_years, error) : status;
    if (status == KOH_OK && g->draws != NULL) {
        status = koh_cli_draws(g->draws, &options->draws, error);
    }
    if (status == KOH_OK && g->threads != NULL) {
        status = koh_cli_threads(g->threads, &options->threads, error);
    }
    return status == KOH_OK && g->seed != NULL ? koh_cli_seed(g->seed, &options->seed, error) : status;
}

static koh_status run(const given *g, const koh_simulate_options *asked, koh_error *error)
{
    koh_cli_progress progress = { 0 };
    koh_simulate_options options = *asked;
    koh_text summary = { NULL, 0 };
    const int rows_out = g->output != NULL && strcmp(g->output, "-") == 0;
    koh_cli_progress_begin(&progress);
    options.tell = tell;
    options.context = &progress;
    koh_status status = koh_simulate(&options, error, &summary);
    koh_cli_progress_end(&progress);
    if (summary.data == NULL) {
        return status; /* it failed, or another rank tells */
    }
    if (rows_out) {
        (void) fwrite(summary.data, 1, summary.length, stderr);
    } else {
        status = koh_cli_print(summary.data, summary.length, error);
    }
    koh_text_free(&summary);
    return status;
}

static koh_status simulate(poptContext context, const void *parsed, koh_error *error)
{
    const given *g = parsed;
    koh_simulate_options options = koh_simulate_options_defaults();
    const char **arguments, **regions = NULL;
    size_t n;
    koh_status status = koh_cli_parse(context, "", 0, 0, &arguments, &n, error);
    if (status != KOH_OK || arguments == NULL) {
        return status;
    }
    status = apply(g, &options, error);
    if (status == KOH_OK) {
        status = koh_cli_split(g->regions, &regions, &options.n_regions, error);
    }
    if (status == KOH_OK) {
        options.regions = regions;
        status = run(g, &options, error);
    }
    free(regions);
    return status;
}

koh_status koh_cli_simulate(int argc, const char **argv, koh_error *error)
{
    given g = { 0 };
    const struct poptOption options[] = {
        { "regions", '\0', POPT_ARG_STRING, &g.regions, 0, "Municipalities to draw", "all|LIST" },
        { "years", '\0', POPT_ARG_STRING, &g.years, 0, "Years from the newest register (default: 25)", "N" },
        { "draws", '\0', POPT_ARG_STRING, &g.draws, 0, "Draws of every municipality (default: 1000)", "N" },
        { "seed", '\0', POPT_ARG_STRING, &g.seed, 0, "Seed of the draws (default: 1)", "N" },
        { "threads", '\0', POPT_ARG_STRING, &g.threads, 0, "Threads (default: all processors)", "N" },
        { "engine", '\0', POPT_ARG_STRING, &g.engine, 0,
          "Numbers of persons by sex and age (default), or lives: who stays, who loses a partner, long stays",
          "cells|individuals" },
        { "output", 'o', POPT_ARG_STRING, &g.output, 0, "Mean and quantiles of every cell (default: a summary alone)",
          "OUT.nc|OUT.csv" },
        { "keep-draws", '\0', POPT_ARG_NONE, &g.keep_draws, 0, "Every single draw too; NetCDF alone", NULL },
        { "checkpoint", '\0', POPT_ARG_STRING, &g.checkpoint, 0,
          "Keeps what is drawn, so that a run that was ended goes on; removed when it is done", "FILE" },
        { "json", '\0', POPT_ARG_NONE, &g.json, 0, "The summary as JSON, with the age groups of every year", NULL },
        KOH_CLI_DATA_OPTION(g.data),
        KOH_CLI_HELP_OPTION,
        POPT_TABLEEND,
    };
    return koh_cli_begin(argc, argv, options, simulate, &g, error);
}
