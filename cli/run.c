/* kohort run */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command_priv.h"

enum { SCENARIOS = 64 };

/* Options as they are given. */
typedef struct given {
    char *region, *output, *language, *formats, *seed;
    char **scenarios;
} given;

static int fail_usage(const char *format, const char *value)
{
    koh_error error;
    (void) koh_error_set(&error, KOH_EUSAGE, "%s '%.60s'", format, value);
    return koh_fail(&error);
}

static int set_language(const char *name, koh_language *language)
{
    static const char *const names[] = { "nb", "nn", "en" };
    for (size_t i = 0; i < 3; i++) {
        if (strcmp(names[i], name) == 0) {
            *language = (koh_language) i;
            return EXIT_DONE;
        }
    }
    return fail_usage("--lang: expected nb, nn or en, not", name);
}

static int set_formats(const char *list, unsigned *formats)
{
    static const struct {
        const char *name;
        koh_format format;
    } known[] = { { "json", KOH_FORMAT_JSON }, { "csv", KOH_FORMAT_CSV }, { "csv-no", KOH_FORMAT_CSV_NO } };
    *formats = 0;
    while (*list != '\0') {
        size_t length = strcspn(list, ","), i = 0;
        while (i < 3 && (strlen(known[i].name) != length || strncmp(known[i].name, list, length) != 0)) {
            i++;
        }
        if (i == 3) {
            return fail_usage("--format: expected a list of json, csv, csv-no, not", list);
        }
        *formats |= known[i].format;
        list += length + (list[length] == ',');
    }
    return *formats != 0 ? EXIT_DONE : fail_usage("--format: expected a list of json, csv, csv-no, not", "");
}

static int set_seed(const char *text, unsigned long long *seed)
{
    char *end;
    if (text[0] < '0' || text[0] > '9') {
        return fail_usage("--seed: expected a whole number, not", text);
    }
    *seed = strtoull(text, &end, 10);
    return *end == '\0' ? EXIT_DONE : fail_usage("--seed: expected a whole number, not", text);
}

static int apply(const given *g, koh_run_options *options)
{
    int code = EXIT_DONE;
    options->data = koh_option_data;
    options->region = g->region;
    options->output = g->output;
    if (g->language != NULL) {
        code = set_language(g->language, &options->language);
    }
    if (code == EXIT_DONE && g->formats != NULL) {
        code = set_formats(g->formats, &options->formats);
    }
    if (code == EXIT_DONE && g->seed != NULL) {
        code = set_seed(g->seed, &options->seed);
    }
    return code;
}

static int run(const koh_run_options *options)
{
    koh_error error = { 0 };
    koh_text summary = { NULL, 0 };
    koh_status status = koh_run(options, &error, &summary);
    if (status != KOH_OK) {
        return koh_fail(&error);
    }
    int code = koh_print(summary.data, summary.length);
    koh_text_free(&summary);
    return code;
}

int koh_command_run(int argc, const char **argv)
{
    const koh_command *command = koh_command_find("run");
    given g = { 0 };
    struct poptOption table[] = {
        { "region", 0, POPT_ARG_STRING, &g.region, 0, "a municipality with the default plan", "NUMBER" },
        { "output", 'o', POPT_ARG_STRING, &g.output, 0, "result folder; without it only a summary is printed", "DIR" },
        { "scenario", 0, POPT_ARG_ARGV, &g.scenarios, 0, "only this scenario beside the reference (repeatable)",
          "NAME" },
        { "lang", 0, POPT_ARG_STRING, &g.language, 0, "language of summary and labels (nb)", "nb|nn|en" },
        { "format", 0, POPT_ARG_STRING, &g.formats, 0, "what the folder holds (json,csv)", "LIST" },
        { "seed", 0, POPT_ARG_STRING, &g.seed, 0, "of random draws (1)", "N" },
        POPT_TABLEEND
    };
    koh_run_options options = koh_run_options_defaults();
    const char *names[SCENARIOS];
    size_t n;
    int code = EXIT_USAGE;
    poptContext context = koh_parse(command, argc, argv, table, &code);
    if (context == NULL) {
        return code;
    }
    const char **arguments = koh_arguments(context, command, 0, 1, &n);
    code = arguments == NULL ? EXIT_USAGE : apply(&g, &options);
    if (code == EXIT_DONE) {
        options.plan = n == 1 ? arguments[0] : NULL;
        while (g.scenarios != NULL && g.scenarios[options.n_scenarios] != NULL && options.n_scenarios < SCENARIOS) {
            names[options.n_scenarios] = g.scenarios[options.n_scenarios];
            options.n_scenarios++;
        }
        options.scenarios = names;
        code = run(&options);
    }
    poptFreeContext(context);
    return code;
}
