/* The table of commands, and what they share: options, errors, output. */
#ifndef KOH_COMMAND_PRIV_H
#define KOH_COMMAND_PRIV_H

#include <popt.h>

#include "kohort/run.h"
#include "kohort/status.h"

/* Exit codes: what users and scripts rely on. */
enum {
    EXIT_DONE = 0,
    EXIT_FINDINGS = 1,
    EXIT_USAGE = 2,
    EXIT_INPUT = 3,
    EXIT_NO_SOLUTION = 4,
    EXIT_MACHINE = 5,
    EXIT_DEFECT = 70,
    EXIT_INTERRUPTED = 130
};

typedef struct koh_command {
    const char *name, *arguments, *summary;
    int (*run)(int argc, const char **argv); /* argv[0] is the command's name */
} koh_command;

/* All commands in the order of the help. */
extern const koh_command koh_commands[];
extern const size_t koh_n_commands;

/* The exit code of a status: the one place where it is decided. */
int koh_exit_code(koh_status status);

/* Prints an error as one line on standard error, in the form that --errors asked for, and returns its exit code. */
int koh_fail(const koh_error *error);

/* Parses a command's options. Returns a context to take arguments from, or NULL when the command is done (help was
 * asked for: *code 0; wrong usage: *code 2). `options` ends with POPT_TABLEEND; --data, --errors and --help come by
 * themselves. */
poptContext koh_parse(const koh_command *command, int argc, const char **argv, struct poptOption *options, int *code);

/* Arguments: all that are left must be between least and most in number; NULL with a message otherwise. */
const char **koh_arguments(poptContext context, const koh_command *command, size_t least, size_t most, size_t *n);

/* Writes bytes to standard output; a failure (a full disk) is an error like any other. */
int koh_print(const char *bytes, size_t length);

/* --data, or NULL. --errors=json sets the form. */
extern const char *koh_option_data;
koh_error_form koh_option_errors(void);

const koh_command *koh_command_find(const char *name);

int koh_command_run(int argc, const char **argv);
int koh_command_new(int argc, const char **argv);
int koh_command_validate(int argc, const char **argv);
int koh_command_project(int argc, const char **argv);
int koh_command_list(int argc, const char **argv);
int koh_command_schema(int argc, const char **argv);

#endif
