/* The command `kohort`: finds the command that is meant and runs it. */
#include <stdio.h>
#include <string.h>

#include "cli/command_priv.h"
#include "kohort/version.h"

const koh_command koh_commands[] = {
    { "run", "PLAN | --region NUMBER", "the main job: from a plan, or a municipality's defaults, to result and tables",
      koh_command_run },
    { "new", "REGION [DIR]", "write an editable plan with all defaults spelled out, and its CSV templates",
      koh_command_new },
    { "validate", "PLAN...", "every problem of plans in one go; writes nothing", koh_command_validate },
    { "list", "regions|services|scenarios|tables", "what there is, as CSV", koh_command_list },
    { "project", "CASE", "the bare cohort-component engine on a folder of CSV files", koh_command_project },
    { "schema", "plan|result", "the JSON Schemas", koh_command_schema },
};
const size_t koh_n_commands = sizeof koh_commands / sizeof koh_commands[0];

const koh_command *koh_command_find(const char *name)
{
    for (size_t i = 0; i < koh_n_commands; i++) {
        if (strcmp(koh_commands[i].name, name) == 0) {
            return &koh_commands[i];
        }
    }
    return NULL;
}

static int print_help(void)
{
    char text[8192];
    size_t at = 0;
    at += (size_t) snprintf(text, sizeof text,
                            "usage: kohort COMMAND [OPTION...]\n\n"
                            "Projects a municipality's population, its need for care, and the "
                            "places, homes and staff it takes.\n\n");
    for (size_t i = 0; i < koh_n_commands && at < sizeof text; i++) {
        at += (size_t) snprintf(text + at, sizeof text - at, "  %-10s %s\n", koh_commands[i].name,
                                koh_commands[i].summary);
    }
    at += (size_t) snprintf(text + at, sizeof text - at,
                            "\n`kohort COMMAND --help` says more; `kohort --version` says which this is.\n"
                            "Exit codes: 0 done, 1 done with findings, 2 wrong usage, 3 bad input, 4 no solution,\n"
                            "5 reading, writing or memory failed, 70 a defect in kohort, 130 interrupted.\n");
    return koh_print(text, at);
}

static int unknown_command(const char *name)
{
    koh_error error;
    (void) koh_error_set(&error, KOH_EUSAGE, "unknown command '%.60s'; `kohort --help` lists them", name);
    return koh_fail(&error);
}

int main(int argc, const char **argv)
{
    if (argc < 2) {
        koh_error error;
        (void) koh_error_set(&error, KOH_EUSAGE, "expected a command; `kohort --help` lists them");
        return koh_fail(&error);
    }
    if (strcmp(argv[1], "--version") == 0) {
        char text[64];
        return koh_print(text, (size_t) snprintf(text, sizeof text, "kohort %s\n", koh_version()));
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        return print_help();
    }
    if (strcmp(argv[1], "help") == 0) {
        const char *again[] = { argc > 2 ? argv[2] : "", "--help" };
        const koh_command *command = argc > 2 ? koh_command_find(argv[2]) : NULL;
        return command != NULL ? command->run(2, again) : argc > 2 ? unknown_command(argv[2]) : print_help();
    }
    const koh_command *command = koh_command_find(argv[1]);
    return command != NULL ? command->run(argc - 1, argv + 1) : unknown_command(argv[1]);
}
