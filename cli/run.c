/* kohort run */
#include <stdio.h>
#include <string.h>

#include "command_priv.h"
#include "kohort/run.h"
#include "progress_priv.h"

#define FORMATS "json,csv,csv-no,jsonstat,html,xlsx,md"

/* Options as they are given. */
typedef struct given {
    char *region, *output, *language, *formats, *seed, *threads, *draws, *data;
    char **scenarios, **bundles;
    int publish;
} given;

static koh_status set_formats(const char *list, unsigned *formats, koh_error *error)
{
    static const struct {
        const char *name;
        koh_format format;
    } known[] = { { "json", KOH_FORMAT_JSON },         { "csv", KOH_FORMAT_CSV },   { "csv-no", KOH_FORMAT_CSV_NO },
                  { "jsonstat", KOH_FORMAT_JSONSTAT }, { "html", KOH_FORMAT_HTML }, { "xlsx", KOH_FORMAT_XLSX },
                  { "md", KOH_FORMAT_MARKDOWN } };
    const size_t n = sizeof known / sizeof known[0];
    *formats = 0;
    while (*list != '\0') {
        size_t length = strcspn(list, ","), i = 0;
        while (i < n && (strlen(known[i].name) != length || strncmp(known[i].name, list, length) != 0)) {
            i++;
        }
        if (i == n) {
            return koh_error_set(error, KOH_EUSAGE, "--format %.60s: expected a list of " FORMATS, list);
        }
        *formats |= known[i].format;
        list += length + (list[length] == ',');
    }
    return *formats != 0 ? KOH_OK : koh_error_set(error, KOH_EUSAGE, "--format: expected a list of " FORMATS);
}

static koh_status apply(const given *g, koh_run_options *options, koh_error *error)
{
    koh_status status = KOH_OK;
    options->data = g->data;
    options->region = g->region;
    options->output = g->output;
    options->publish = g->publish;
    while (g->scenarios != NULL && g->scenarios[options->n_scenarios] != NULL) {
        options->n_scenarios++;
    }
    options->scenarios = (const char *const *) g->scenarios;
    while (g->bundles != NULL && g->bundles[options->n_bundles] != NULL) {
        options->n_bundles++;
    }
    options->bundles = (const char *const *) g->bundles;
    if (g->language != NULL) {
        status = koh_cli_language(g->language, &options->language, error);
    }
    if (status == KOH_OK && g->formats != NULL) {
        status = set_formats(g->formats, &options->formats, error);
    }
    if (status == KOH_OK && g->draws != NULL) {
        status = koh_cli_draws(g->draws, &options->draws, error);
    }
    if (status == KOH_OK && g->threads != NULL) {
        status = koh_cli_threads(g->threads, &options->threads, error);
    }
    return status == KOH_OK && g->seed != NULL ? koh_cli_seed(g->seed, &options->seed, error) : status;
}

static int tell(void *context, double done)
{
    koh_cli_progress_show(context, done);
    return koh_cli_interrupted();
}

static koh_status run_parsed(poptContext context, const void *parsed, koh_error *error)
{
    const given *g = parsed;
    koh_run_options options = koh_run_options_defaults();
    koh_text summary = { NULL, 0 };
    const char **arguments;
    size_t n;
    koh_status status = koh_cli_parse(context, "PLAN | --region NUMBER", 0, 1, &arguments, &n, error);
    if (status != KOH_OK || arguments == NULL) {
        return status;
    }
    options.plan = arguments[0];
    status = apply(g, &options, error);
    koh_cli_progress progress = { 0 };
    if (status == KOH_OK && (options.draws > 0 || options.region != NULL)) { /* what may take long */
        koh_cli_progress_begin(&progress);
        options.tell = tell;
        options.context = &progress;
    }
    if (status == KOH_OK) {
        status = koh_run(&options, error, &summary);
    }
    koh_cli_progress_end(&progress);
    return koh_cli_answer(status, &summary, error);
}

koh_status koh_cli_run(int argc, const char **argv, koh_error *error)
{
    given g = { 0 };
    const struct poptOption options[] = {
        { "region", '\0', POPT_ARG_STRING, &g.region, 0,
          "A municipality with the default plan; several with commas, or all", "NUMBER" },
        { "output", 'o', POPT_ARG_STRING, &g.output, 0, "Result folder (default: only a summary is printed)", "DIR" },
        { "scenario", '\0', POPT_ARG_ARGV, &g.scenarios, 0,
          "Only this scenario of the plan, or standard scenario, beside the reference (repeatable)", "NAME" },
        { "bundle", '\0', POPT_ARG_ARGV, &g.bundles, 0,
          "Evidence for a sister plan too (repeatable; kohort list bundles), or all", "NAME" },
        { "lang", '\0', POPT_ARG_STRING, &g.language, 0, "Language of summary and labels (default: nb)", "nb|nn|en" },
        { "format", '\0', POPT_ARG_STRING, &g.formats, 0, "What the folder holds (default: json,csv)", FORMATS },
        { "seed", '\0', POPT_ARG_STRING, &g.seed, 0, "Seed of random draws (default: 1)", "N" },
        { "draws", '\0', POPT_ARG_STRING, &g.draws, 0, "Random draws: every figure gets its range", "N" },
        { "threads", '\0', POPT_ARG_STRING, &g.threads, 0, "Threads for several municipalities (default: all)", "N" },
        { "publish", '\0', POPT_ARG_NONE, &g.publish, 0,
          "Withhold small counts by the plan's report.disclosure, for publication", NULL },
        KOH_CLI_DATA_OPTION(g.data),
        KOH_CLI_HELP_OPTION,
        POPT_TABLEEND,
    };
    return koh_cli_begin(argc, argv, options, run_parsed, &g, error);
}
