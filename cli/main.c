/* The command `kohort`: finds the command, runs it, tells its error. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command_priv.h"
#include "kohort/version.h"

static const koh_command commands[] = {
    { "run", "the main job: from a plan, or a municipality's defaults, to result and tables", koh_cli_run },
    { "new", "write an editable plan with all defaults spelled out, and its CSV templates", koh_cli_new },
    { "validate", "every problem of plans in one go; writes nothing", koh_cli_validate },
    { "project", "project a case of CSV files by the cohort-component method", koh_cli_project },
    { "import",
      "tables as they are downloaded (CSV, JSON-stat, PX) to tidy CSV with codes; records of staff and care to counts",
      koh_cli_import },
    { "solve", "goal seek: the value of a lever at which a quantity meets its target", koh_cli_solve },
    { "sensitivity", "how far key figures spread, and which sources the spread comes from", koh_cli_sensitivity },
    { "compare", "scenarios and results side by side on key figures", koh_cli_compare },
    { "roll", "a plan as it stands some years later, with figures registered since", koh_cli_roll },
    { "ledger", "what plans expected is kept, and scored when figures come", koh_cli_ledger },
    { "calibrate", "rates estimated from registers, with their uncertainty", koh_cli_calibrate },
    { "queue", "waiting in steady state from arrivals, stay and places", koh_cli_queue },
    { "backtest", "a hindcast from what was known at an origin, scored against what came", koh_cli_backtest },
    { "simulate", "many draws of many municipalities, with quantiles of every cell", koh_cli_simulate },
    { "list", "what there is: regions, services, scenarios, tables, bundles, variables, quantities", koh_cli_list },
    { "schema", "the JSON Schema of plans or results", koh_cli_schema },
};
enum { N_COMMANDS = sizeof commands / sizeof commands[0] };

typedef enum error_style { ERRORS_TEXT = 0, ERRORS_JSON } error_style;

static const koh_command *find_command(const char *name)
{
    for (size_t i = 0; i < N_COMMANDS; i++) {
        if (strcmp(commands[i].name, name) == 0) {
            return &commands[i];
        }
    }
    return NULL;
}

static void print_version(void)
{
    printf("kohort %s\n", koh_version());
}

static void print_help(FILE *to)
{
    fprintf(to, "Usage: kohort COMMAND [OPTION...]\n\nCommands:\n");
    for (size_t i = 0; i < N_COMMANDS; i++) {
        fprintf(to, "  %-12s %s\n", commands[i].name, commands[i].summary);
    }
    fprintf(to, "\n  kohort help COMMAND shows a command's options.\n"
                "  --errors=json tells an error as one line of JSON. --version, --help.\n");
}

static koh_status run_command(const char *name, int argc, const char **argv, koh_error *error)
{
    const koh_command *command = find_command(name);
    char title[64];
    if (command == NULL) {
        return koh_error_set(error, KOH_EUSAGE, "there is no command \"%s\"; kohort --help lists them", name);
    }
    (void) snprintf(title, sizeof title, "kohort %s", command->name);
    argv[0] = title;
    return command->run(argc, argv, error);
}

static koh_status dispatch(int argc, const char **argv, koh_error *error)
{
    if (argc < 2) {
        return koh_error_set(error, KOH_EUSAGE, "which command? kohort --help lists them");
    }
    if (strcmp(argv[1], "--version") == 0) {
        print_version();
        return KOH_OK;
    }
    const int help = strcmp(argv[1], "help") == 0;
    if (help && argc > 2) {
        const char *arguments[] = { NULL, "--help", NULL };
        return run_command(argv[2], 2, arguments, error);
    }
    if (help || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        print_help(stdout);
        return KOH_OK;
    }
    if (argc == 3 && strcmp(argv[2], "--version") == 0 && find_command(argv[1]) != NULL) {
        print_version();
        return KOH_OK;
    }
    return run_command(argv[1], argc - 1, argv + 1, error);
}

/* Copies the arguments but for --errors=STYLE, wherever that stands before "--"; their number becomes *kept. */
static koh_status take_style(char **argv, const char **copy, int *kept, error_style *style, koh_error *error)
{
    static const char option[] = "--errors=";
    const size_t length = sizeof option - 1;
    int all_are_names = 0;
    for (int i = 0; argv[i] != NULL; i++) {
        all_are_names = all_are_names || strcmp(argv[i], "--") == 0;
        if (all_are_names || strncmp(argv[i], option, length) != 0) {
            copy[(*kept)++] = argv[i];
        } else if (strcmp(argv[i] + length, "json") == 0 || strcmp(argv[i] + length, "text") == 0) {
            *style = argv[i][length] == 'j' ? ERRORS_JSON : ERRORS_TEXT;
        } else {
            return koh_error_set(error, KOH_EUSAGE, "%s: expected --errors=json or --errors=text", argv[i]);
        }
    }
    return KOH_OK;
}

static void tell(const koh_error *error, error_style style)
{
    char text[KOH_ERROR_TEXT_SIZE];
    if (style == ERRORS_JSON) {
        koh_error_format_json(error, text, sizeof text);
        fprintf(stderr, "%s\n", text);
    } else {
        koh_error_format(error, text, sizeof text);
        fprintf(stderr, "kohort: %s\n", text);
    }
}

int main(int argc, char **argv)
{
    koh_error error = { 0 };
    error_style style = ERRORS_TEXT;
    int kept = 0;
    const char **arguments = calloc((size_t) argc + 1, sizeof *arguments);
    koh_status status = arguments != NULL ? take_style(argv, arguments, &kept, &style, &error) : KOH_ENOMEM;
    if (status == KOH_OK) {
        status = dispatch(kept, arguments, &error);
    }
    free(arguments);
    if (status >= 0 && fflush(stdout) != 0) {
        status = koh_error_set(&error, KOH_EIO, "standard output cannot be written");
    }
    if (status < 0) {
        error.status = status;
        tell(&error, style);
    }
    return koh_cli_exit(status);
}
