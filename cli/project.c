/* kohort project CASE */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command_priv.h"
#include "kohort/case.h"

/* Options as popt leaves them, for us to free. */
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
        (void) fprintf(stderr, "kohort: warning: year %d, %s, age %zu: %.6g persons were to leave who were not there\n",
                       outcome->start_year + (int) cell->step, sexes[cell->sex], cell->age, cell->persons);
    }
    if (outcome->n_capped > KOH_PROJ_CAPPED_KEPT) {
        (void) fprintf(stderr, "kohort: warning: and so in %zu cells more\n", outcome->n_capped - KOH_PROJ_CAPPED_KEPT);
    }
}

static int project(const char *folder, const given *text)
{
    koh_case_options options = koh_case_options_defaults();
    koh_case_outcome outcome;
    koh_error error = { 0 };
    options.population = text->population != NULL ? text->population : "-";
    options.events = text->events;
    options.life_table = text->life_table;
    koh_status status = read_timing(text->timing, &options.timing, &error);
    if (status == KOH_OK) {
        status = read_steps(text->steps, &options.n_steps, &error);
    }
    if (status == KOH_OK) {
        status = koh_project_case_run(folder, &options, &error, &outcome);
    }
    if (status == KOH_WCAPPED) {
        warn_of_capped(&outcome);
    }
    return status < 0 ? koh_fail(&error) : koh_exit_code(status);
}

int koh_command_project(int argc, const char **argv)
{
    const koh_command *command = koh_command_find("project");
    given g = { 0 };
    struct poptOption table[] = {
        { "timing", 0, POPT_ARG_STRING, &g.timing, 0, "when net migrants come (even)", "even|end" },
        { "steps", 0, POPT_ARG_STRING, &g.steps, 0, "years to project (as many as the rates cover)", "N" },
        { "output", 'o', POPT_ARG_STRING, &g.population, 0, "population (standard output)", "OUT.csv" },
        { "events", 0, POPT_ARG_STRING, &g.events, 0, "births and deaths by year", "EV.csv" },
        { "life-table", 0, POPT_ARG_STRING, &g.life_table, 0, "life tables of the rates", "LT.csv" },
        POPT_TABLEEND
    };
    size_t n;
    int code = EXIT_USAGE;
    poptContext context = koh_parse(command, argc, argv, table, &code);
    if (context != NULL) {
        const char **arguments = koh_arguments(context, command, 1, 1, &n);
        code = arguments != NULL ? project(arguments[0], &g) : EXIT_USAGE;
        poptFreeContext(context);
    }
    char *const owned[] = { g.timing, g.steps, g.population, g.events, g.life_table };
    for (size_t i = 0; i < sizeof owned / sizeof owned[0]; i++) {
        free(owned[i]);
    }
    return code;
}
