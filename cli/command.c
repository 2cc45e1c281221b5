/* What the commands share. */
#include "cli/command_priv.h"

#include <stdio.h>
#include <string.h>

const char *koh_option_data = NULL;
static const char *errors = NULL;

int koh_exit_code(koh_status status)
{
    switch (status) {
    case KOH_OK:
    case KOH_WCAPPED:
    case KOH_WEXTRAPOLATED:
        return EXIT_DONE;
    case KOH_WFINDINGS:
        return EXIT_FINDINGS;
    case KOH_ECANCELLED:
        return EXIT_INTERRUPTED;
    default:
        return status > -200   ? EXIT_USAGE
               : status > -300 ? EXIT_INPUT
               : status > -400 ? EXIT_NO_SOLUTION
               : status > -500 ? EXIT_MACHINE
                               : EXIT_DEFECT;
    }
}

koh_error_form koh_option_errors(void)
{
    return errors != NULL && strcmp(errors, "json") == 0 ? KOH_ERROR_JSON : KOH_ERROR_TEXT;
}

int koh_fail(const koh_error *error)
{
    koh_text text = { NULL, 0 };
    if (koh_error_write(error, koh_option_errors(), &text) == KOH_OK) {
        (void) fprintf(stderr, "%s%s\n", koh_option_errors() == KOH_ERROR_TEXT ? "kohort: " : "", text.data);
    } else {
        (void) fprintf(stderr, "kohort: %s\n", error->message);
    }
    koh_text_free(&text);
    return koh_exit_code(error->status);
}

int koh_print(const char *bytes, size_t length)
{
    if ((length > 0 && fwrite(bytes, 1, length, stdout) != length) || fflush(stdout) != 0) {
        koh_error error;
        (void) koh_error_set(&error, KOH_EIO, "writing to standard output failed");
        return koh_fail(&error);
    }
    return EXIT_DONE;
}

static int usage_error(const koh_command *command, const char *option, const char *what)
{
    koh_error error;
    (void) koh_error_set(&error, KOH_EUSAGE, "%s%s%s; `kohort %s --help` says more", option, option[0] ? ": " : "",
                         what, command->name);
    return koh_fail(&error);
}

poptContext koh_parse(const koh_command *command, int argc, const char **argv, struct poptOption *options, int *code)
{
    int help = 0;
    struct poptOption shared[] = { { "data", 0, POPT_ARG_STRING, &koh_option_data, 0, "folder of default data", "DIR" },
                                   { "errors", 0, POPT_ARG_STRING, &errors, 0, "form of error lines", "text|json" },
                                   { "help", 'h', POPT_ARG_NONE, &help, 0, "show this help", NULL },
                                   POPT_TABLEEND };
    struct poptOption table[] = { { NULL, 0, POPT_ARG_INCLUDE_TABLE, options, 0, "Options:", NULL },
                                  { NULL, 0, POPT_ARG_INCLUDE_TABLE, shared, 0, "Common options:", NULL },
                                  POPT_TABLEEND };
    char intro[512];
    poptContext context = poptGetContext("kohort", argc, argv, table, 0);
    int option = poptGetNextOpt(context);
    if (option < -1) {
        *code = usage_error(command, poptBadOption(context, POPT_BADOPTION_NOALIAS), poptStrerror(option));
        poptFreeContext(context);
        return NULL;
    }
    if (help) {
        (void) snprintf(intro, sizeof intro, "%s %s\n\n%s", command->name, command->arguments, command->summary);
        poptSetOtherOptionHelp(context, intro);
        poptPrintHelp(context, stdout, 0);
        *code = fflush(stdout) == 0 ? EXIT_DONE : EXIT_MACHINE;
        poptFreeContext(context);
        return NULL;
    }
    if (errors != NULL && strcmp(errors, "json") != 0 && strcmp(errors, "text") != 0) {
        *code = usage_error(command, "--errors", "expected text or json");
        poptFreeContext(context);
        return NULL;
    }
    return context;
}

const char **koh_arguments(poptContext context, const koh_command *command, size_t least, size_t most, size_t *n)
{
    const char **arguments = poptGetArgs(context);
    static const char *none[] = { NULL };
    arguments = arguments != NULL ? arguments : none;
    for (*n = 0; arguments[*n] != NULL; ++*n) {
    }
    if (*n < least || *n > most) {
        (void) usage_error(command, "", *n < least ? "too few arguments" : "too many arguments");
        return NULL;
    }
    return arguments;
}
