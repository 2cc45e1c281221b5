/* Commands of `kohort`: what each file of this folder offers to main.c. */
#ifndef KOH_COMMAND_PRIV_H
#define KOH_COMMAND_PRIV_H

#include <popt.h>

#include "kohort/status.h"

/* Runs a command on its arguments; argv[0] is "kohort NAME". What it returns becomes the exit code; a warning must
 * have been told on standard error, an error is told by main from *error. */
typedef koh_status koh_command_run(int argc, const char **argv, koh_error *error);

typedef struct koh_command {
    const char *name, *summary;
    koh_command_run *run;
} koh_command;

koh_command_run koh_cli_project;

/* The option every command has; its value is KOH_CLI_HELP. */
enum { KOH_CLI_HELP = 'h' };
#define KOH_CLI_HELP_OPTION                                                                                            \
    {                                                                                                                  \
        "help", 'h', POPT_ARG_NONE, NULL, KOH_CLI_HELP, "Show this help", NULL                                         \
    }

/* The error of an option that popt refused. */
koh_status koh_cli_bad_option(poptContext context, int popt_error, koh_error *error);

/* The exit code of a status (docs: contract, "Exit codes"). */
int koh_cli_exit(koh_status status);

#endif
