/* kohort project CASE */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command_priv.h"
#include "kohort/case.h"

/* Options as popt leaves them. */
typedef struct given {
    char *timing, *steps, *population, *events, *life_table;
} given;

static koh_status read_timing(const char *text, koh_timing *timing, koh_error *error)
{
    if (text != NULL && strcmp(text, "end") != 0 && strcmp(text, "even") != 0) {
        return koh_error_set(error, KOH_EUSAGE, "--timing %s: expected even or end", text);
    }
    *timing = text != NULL && strcmp(text, "end") == 0 ? KOH_TIMING_END : KOH_TIMING_EVEN;
    return KOH_OK;
}

static koh_status read_steps(const char *text, size_t *n_steps, koh_error *error)
{
    char *end = NULL;
    const long steps = text != NULL ? strtol(text, &end, 10) : 0;
    if (text != NULL && (*text == '\0' || *end != '\0' || steps < 1 || steps > 9999)) {
        return koh_error_set(error, KOH_EUSAGE, "--steps %s: expected a number of years from 1 on", text);
    }
    *n_steps = (size_t) steps;
    return KOH_OK;
}

static void warn_of_capped(const koh_case_outcome *outcome)
{
    static const char *const sexes[KOH_SEXES] = { "female", "male" };
    for (size_t i = 0; i < outcome->n_capped && i < KOH_PROJ_CAPPED_KEPT; i++) {
        const koh_proj_capped *cell = &outcome->capped[i];
        fprintf(stderr, "kohort: warning: year %d, %s, age %zu: %.6g persons were to leave who were not there\n",
                outcome->start_year + (int) cell->step, sexes[cell->sex], cell->age, cell->persons);
    }
    if (outcome->n_capped > KOH_PROJ_CAPPED_KEPT) {
        fprintf(stderr, "kohort: warning: and so in %zu cells more\n", outcome->n_capped - KOH_PROJ_CAPPED_KEPT);
    }
}

static koh_status run_case(const char *folder, const given *text, koh_error *error)
{
    koh_case_options options = koh_case_options_defaults();
    koh_case_outcome outcome = { 0 };
    options.population = text->population != NULL ? text->population : "-";
    options.events = text->events;
    options.life_table = text->life_table;
    koh_status status = read_timing(text->timing, &options.timing, error);
    if (status == KOH_OK) {
        status = read_steps(text->steps, &options.n_steps, error);
    }
    if (status == KOH_OK) {
        status = koh_project_case_run(folder, &options, error, &outcome);
    }
    if (status == KOH_WCAPPED) {
        warn_of_capped(&outcome);
    }
    return status;
}

static koh_status run_parsed(poptContext context, const void *parsed, koh_error *error)
{
    const given *text = parsed;
    const char **arguments;
    size_t n;
    koh_status status = koh_cli_parse(context, "CASE", 1, 1, &arguments, &n, error);
    return status != KOH_OK || arguments == NULL ? status : run_case(arguments[0], text, error);
}

koh_status koh_cli_project(int argc, const char **argv, koh_error *error)
{
    given text = { 0 };
    const struct poptOption options[] = {
        { "timing", '\0', POPT_ARG_STRING, &text.timing, 0, "When net migrants come: even (default) or end",
          "even|end" },
        { "steps", '\0', POPT_ARG_STRING, &text.steps, 0, "Years to project (default: as many as the rates cover)",
          "N" },
        { "output", 'o', POPT_ARG_STRING, &text.population, 0, "Population (default: standard output)", "OUT.csv" },
        { "events", '\0', POPT_ARG_STRING, &text.events, 0, "Births and deaths by year", "EV.csv" },
        { "life-table", '\0', POPT_ARG_STRING, &text.life_table, 0, "Life tables of the rates", "LT.csv" },
        KOH_CLI_HELP_OPTION,
        POPT_TABLEEND,
    };
    return koh_cli_begin(argc, argv, options, run_parsed, &text, error);
}
