/* Commands of `kohort`: what each file of this folder offers to main.c. */
#ifndef KOH_COMMAND_PRIV_H
#define KOH_COMMAND_PRIV_H

#include <popt.h>

#include "kohort/run.h"
#include "kohort/status.h"

/* Runs a command on its arguments; argv[0] is "kohort NAME". What it returns becomes the exit code; a warning must
 * have been told on standard error, an error is told by main from *error. */
typedef koh_status koh_command_run(int argc, const char **argv, koh_error *error);

typedef struct koh_command {
    const char *name, *summary;
    koh_command_run *run;
} koh_command;

koh_command_run koh_cli_run;
koh_command_run koh_cli_new;
koh_command_run koh_cli_validate;
koh_command_run koh_cli_project;
koh_command_run koh_cli_import;
koh_command_run koh_cli_solve;
koh_command_run koh_cli_sensitivity;
koh_command_run koh_cli_compare;
koh_command_run koh_cli_roll;
koh_command_run koh_cli_ledger;
koh_command_run koh_cli_list;
koh_command_run koh_cli_schema;
koh_command_run koh_cli_calibrate;
koh_command_run koh_cli_queue;
koh_command_run koh_cli_backtest;
koh_command_run koh_cli_simulate;

/* The option every command has; its value is KOH_CLI_HELP. */
enum { KOH_CLI_HELP = 'h' };
#define KOH_CLI_HELP_OPTION                                                                                            \
    {                                                                                                                  \
        "help", 'h', POPT_ARG_NONE, NULL, KOH_CLI_HELP, "Show this help", NULL                                         \
    }

/* The option of commands that read the default data. */
#define KOH_CLI_DATA_OPTION(variable)                                                                                  \
    {                                                                                                                  \
        "data", '\0', POPT_ARG_STRING, &(variable), 0, "Folder of default data (default: the installed one)", "DIR"    \
    }

/* What a command does with its options, which popt has not yet filled in; `given` is where they will be. */
typedef koh_status koh_cli_body(poptContext context, const void *given, koh_error *error);

/* Calls the body with the options at hand and frees the texts and lists of texts that they leave. */
koh_status koh_cli_begin(int argc, const char **argv, const struct poptOption *options, koh_cli_body *body,
                         const void *given, koh_error *error);

/* Takes all options and then between least and most arguments, which the context keeps; *n = their number. Help is
 * shown when asked for: then *arguments is NULL. `names` are the arguments as the help shows them. */
koh_status koh_cli_parse(poptContext context, const char *names, size_t least, size_t most, const char ***arguments,
                         size_t *n, koh_error *error);

/* Splits a list at its commas, in place; *list is the caller's to free. No text and "all" are an empty list. */
koh_status koh_cli_split(char *text, const char ***list, size_t *n, koh_error *error);

/* The text of --lang. KOH_EUSAGE. */
koh_status koh_cli_language(const char *text, koh_language *language, koh_error *error);

/* The texts of --seed, --threads and --draws as numbers. KOH_EUSAGE. */
koh_status koh_cli_seed(const char *text, unsigned long long *seed, koh_error *error);
koh_status koh_cli_threads(const char *text, size_t *threads, koh_error *error);
koh_status koh_cli_draws(const char *text, size_t *draws, koh_error *error);

/* Writes bytes to standard output. KOH_EIO. */
koh_status koh_cli_print(const char *bytes, size_t length, koh_error *error);

/* Prints a text unless the status says that there is none to print, and frees it. The status, or KOH_EIO. */
koh_status koh_cli_answer(koh_status status, koh_text *text, koh_error *error);

/* The exit code of a status (docs: contract, "Exit codes"). */
int koh_cli_exit(koh_status status);

#endif
