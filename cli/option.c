/* What all commands do with options. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command_priv.h"

koh_status koh_cli_bad_option(poptContext context, int popt_error, koh_error *error)
{
    return koh_error_set(error, KOH_EUSAGE, "%s: %s", poptBadOption(context, POPT_BADOPTION_NOALIAS),
                         poptStrerror(popt_error));
}

koh_status koh_cli_parse(poptContext context, const char *names, size_t least, size_t most, const char ***arguments,
                         size_t *n, koh_error *error)
{
    int option = poptGetNextOpt(context);
    *arguments = NULL;
    poptSetOtherOptionHelp(context, names);
    if (option == KOH_CLI_HELP) {
        poptPrintHelp(context, stdout, 0);
        return KOH_OK;
    }
    if (option < -1) {
        return koh_cli_bad_option(context, option, error);
    }
    const char **given = poptGetArgs(context);
    for (*n = 0; given != NULL && given[*n] != NULL; ++*n) {
    }
    if (*n < least || *n > most) {
        return koh_error_set(error, KOH_EUSAGE, "too %s arguments, expected %s", *n < least ? "few" : "many", names);
    }
    static const char *none[] = { NULL };
    *arguments = given != NULL ? given : none;
    return KOH_OK;
}

koh_status koh_cli_print(const char *bytes, size_t length, koh_error *error)
{
    if (length > 0 && fwrite(bytes, 1, length, stdout) != length) {
        return koh_error_set(error, KOH_EIO, "standard output cannot be written");
    }
    return KOH_OK;
}

koh_status koh_cli_split(char *text, const char ***list, size_t *n, koh_error *error)
{
    *n = 0;
    *list = NULL;
    if (text == NULL || strcmp(text, "all") == 0) {
        return KOH_OK;
    }
    *list = calloc(strlen(text) + 1, sizeof **list);
    if (*list == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    for (char *item = text, *comma; item != NULL; item = comma) {
        comma = strchr(item, ',');
        if (comma != NULL) {
            *comma++ = '\0';
        }
        (*list)[(*n)++] = item;
    }
    return KOH_OK;
}

koh_status koh_cli_seed(const char *text, unsigned long long *seed, koh_error *error)
{
    const unsigned long long most = 1ULL << 53; /* up to there a number of JSON is exact, and the seed is told in one */
    char *end = NULL;
    *seed = text[0] >= '0' && text[0] <= '9' ? strtoull(text, &end, 10) : 0;
    return end != NULL && *end == '\0' && *seed <= most
               ? KOH_OK
               : koh_error_set(error, KOH_EUSAGE, "--seed %.60s: expected a whole number from 0 to %llu", text, most);
}

koh_status koh_cli_threads(const char *text, size_t *threads, koh_error *error)
{
    enum { MOST = 1024 };
    char *end = NULL;
    *threads = text[0] >= '1' && text[0] <= '9' ? strtoul(text, &end, 10) : 0;
    return end != NULL && *end == '\0' && *threads <= MOST
               ? KOH_OK
               : koh_error_set(error, KOH_EUSAGE, "--threads %.60s: expected 1 to %d", text, MOST);
}

koh_status koh_cli_draws(const char *text, size_t *draws, koh_error *error)
{
    enum { MOST = 100000000 };
    char *end = NULL;
    *draws = text[0] >= '1' && text[0] <= '9' ? strtoul(text, &end, 10) : 0;
    return end != NULL && *end == '\0' && *draws <= MOST
               ? KOH_OK
               : koh_error_set(error, KOH_EUSAGE, "--draws %.60s: expected a whole number from 1 to %d", text, MOST);
}
