/* kohort calibrate REGION..., kohort calibrate --project YEARS */
#include <stdio.h>
#include <stdlib.h>

#include "command_priv.h"
#include "kohort/country.h"
#include "kohort/estimate.h"

enum { REGIONS = 100000 };

/* Options as popt leaves them. */
typedef struct given {
    char *data, *write, *output, *regions, *controls, *components, *flows, *path, *deaths;
    int origin, json, project, round;
} given;

/* All municipalities together: figures to files or standard output, what was done to standard error. */
static koh_status project(const given *g, size_t n, const char *const *arguments, koh_error *error)
{
    koh_country_options options = koh_country_options_defaults();
    const char **regions = NULL;
    koh_text summary = { NULL, 0 };
    if (n > 0 || g->write != NULL || g->deaths != NULL || g->json) {
        return koh_error_set(error, KOH_EUSAGE,
                             "%s: --project takes --regions, and neither --write, --deaths nor --json",
                             n > 0               ? arguments[0]
                             : g->write != NULL  ? "--write"
                             : g->deaths != NULL ? "--deaths"
                                                 : "--json");
    }
    if (g->project < 1) {
        return koh_error_set(error, KOH_EUSAGE, "--project %d: expected a number of years from 1 on", g->project);
    }
    koh_status status = koh_cli_split(g->regions, &regions, &options.n_regions, error);
    if (status == KOH_OK) {
        options.data = g->data;
        options.origin = g->origin;
        options.n_steps = (size_t) g->project;
        options.regions = regions;
        options.controls = g->controls;
        options.flows = g->flows;
        options.path = g->path;
        options.rounding = g->round ? KOH_ROUNDING_WHOLE : KOH_ROUNDING_NONE;
        options.population = g->output != NULL ? g->output : "-";
        options.components = g->components;
        status = koh_country_project(&options, error, &summary);
    }
    if (status == KOH_OK) {
        (void) fputs(summary.data, stderr);
    }
    koh_text_free(&summary);
    free(regions);
    return status;
}

static koh_status check_alone(const given *g, koh_error *error)
{
    const char *option = g->output != NULL       ? "-o"
                         : g->regions != NULL    ? "--regions"
                         : g->controls != NULL   ? "--controls"
                         : g->components != NULL ? "--components"
                         : g->flows != NULL      ? "--flows"
                         : g->path != NULL       ? "--path"
                         : g->round              ? "--round"
                                                 : NULL;
    return option == NULL ? KOH_OK : koh_error_set(error, KOH_EUSAGE, "%s goes with --project YEARS", option);
}

static koh_status calibrate(poptContext context, const void *parsed, koh_error *error)
{
    const given *g = parsed;
    koh_estimate_options options = koh_estimate_options_defaults();
    koh_text text = { NULL, 0 };
    const char **arguments;
    koh_status status = koh_cli_parse(context, "REGION...", 0, REGIONS, &arguments, &options.n_regions, error);
    if (status != KOH_OK || arguments == NULL) {
        return status;
    }
    if (g->project != 0) {
        return project(g, options.n_regions, arguments, error);
    }
    status = check_alone(g, error);
    if (status != KOH_OK) {
        return status;
    }
    if (options.n_regions == 0 && g->write == NULL) {
        return koh_error_set(error, KOH_EUSAGE,
                             "which municipality? expected REGION..., --write DIR or --project YEARS");
    }
    options.regions = arguments;
    options.data = g->data;
    options.origin = g->origin;
    options.write = g->write;
    options.deaths = g->deaths;
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
        { "deaths", '\0', POPT_ARG_STRING, &g.deaths, 0, "Registered deaths of municipalities, for levels of mortality",
          "FILE" },
        { "project", '\0', POPT_ARG_INT, &g.project, 0, "Project all municipalities together, as CSV", "YEARS" },
        { "output", 'o', POPT_ARG_STRING, &g.output, 0, "Write the projection there", "OUT.csv" },
        { "components", '\0', POPT_ARG_STRING, &g.components, 0, "Write births, deaths and net migration", "EV.csv" },
        { "regions", '\0', POPT_ARG_STRING, &g.regions, 0,
          "Of the projection: numbers, all, counties, 0 = the country (default: all)", "LIST" },
        { "controls", '\0', POPT_ARG_STRING, &g.controls, 0, "Totals that the projection is to agree with", "FILE" },
        { "flows", '\0', POPT_ARG_STRING, &g.flows, 0,
          "Registered moves of all municipalities: who leaves one arrives in another", "FILE" },
        { "path", '\0', POPT_ARG_STRING, &g.path, 0, "The country's immigration and emigration, for flows", "FILE" },
        { "round", '\0', POPT_ARG_NONE, &g.round, 0, "Whole persons that add up", NULL },
        { "json", '\0', POPT_ARG_NONE, &g.json, 0, "As JSON instead of CSV", NULL },
        KOH_CLI_DATA_OPTION(g.data),
        KOH_CLI_HELP_OPTION,
        POPT_TABLEEND,
    };
    return koh_cli_begin(argc, argv, options, calibrate, &g, error);
}
