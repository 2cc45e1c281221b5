/* What all commands do with options. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command_priv.h"

/* Texts that options have left belong to us. */
static void free_texts(const struct poptOption *option)
{
    for (; option->longName != NULL || option->shortName != '\0' || option->arg != NULL; option++) {
        const unsigned kind = option->argInfo & POPT_ARG_MASK;
        if (kind == POPT_ARG_STRING) {
            free(*(char **) option->arg);
        }
        if (kind == POPT_ARG_ARGV) {
            char **list = *(char ***) option->arg;
            for (size_t i = 0; list != NULL && list[i] != NULL; i++) {
                free(list[i]);
            }
            free(list);
        }
    }
}

/* The option that a word of the command line names, NULL if there is none or it takes no argument; *value is what
   stands in the same word (--name=value, -nvalue), NULL if it is the next one. */
static const struct poptOption *option_with_argument(const struct poptOption *option, const char *word,
                                                     const char **value)
{
    const bool longer = strncmp(word, "--", 2) == 0;
    const size_t length = strcspn(word, "=");
    for (; option->longName != NULL || option->shortName != '\0' || option->arg != NULL; option++) {
        if ((option->argInfo & POPT_ARG_MASK) == POPT_ARG_NONE) {
            continue;
        }
        if (longer && option->longName != NULL && strlen(option->longName) == length - 2 &&
            strncmp(word + 2, option->longName, length - 2) == 0) {
            *value = word[length] == '=' ? word + length + 1 : NULL;
            return option;
        }
        if (!longer && word[0] == '-' && word[1] != '\0' && word[1] == option->shortName) {
            *value = word[2] == '\0' ? NULL : word + 2 + (word[2] == '=');
            return option;
        }
    }
    return NULL;
}

/* Takes the texts of options out of the command line; of one given twice the last counts. libpopt would lose the first,
   and where it cannot copy a text, take the option for one that was not given. */
static koh_status take_texts(const struct poptOption *options, int *argc, const char **argv, koh_error *error)
{
    int kept = 1;
    bool open = true; /* up to -- */
    for (int i = 1; i < *argc; i++) {
        const char *value = NULL;
        open = open && strcmp(argv[i], "--") != 0;
        const struct poptOption *option = open ? option_with_argument(options, argv[i], &value) : NULL;
        const int words = option != NULL && value == NULL && i + 1 < *argc ? 2 : 1;
        if (option != NULL && (option->argInfo & POPT_ARG_MASK) == POPT_ARG_STRING && (value != NULL || words == 2)) {
            char **text = option->arg;
            free(*text);
            *text = strdup(value != NULL ? value : argv[i + 1]);
            if (*text == NULL) {
                return koh_error_set(error, KOH_ENOMEM, "out of memory");
            }
        } else {
            for (int k = 0; k < words; k++) {
                argv[kept++] = argv[i + k];
            }
        }
        i += words - 1;
    }
    *argc = kept;
    return KOH_OK;
}

koh_status koh_cli_begin(int argc, const char **argv, const struct poptOption *options, koh_cli_body *body,
                         const void *given, koh_error *error)
{
    koh_status status = KOH_OK;
    poptContext context = NULL;
    const char **words = calloc((size_t) argc + 1, sizeof *words);
    if (words == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    memcpy(words, argv, (size_t) argc * sizeof *words);
    if ((status = take_texts(options, &argc, words, error)) < 0) {
        goto cleanup;
    }
    words[argc] = NULL;
    context = poptGetContext("kohort", argc, words, options, 0);
    if (context == NULL) {
        status = koh_error_set(error, KOH_ENOMEM, "out of memory");
        goto cleanup;
    }
    status = body(context, given, error);
cleanup:
    poptFreeContext(context);
    free_texts(options);
    free(words);
    return status;
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
        return koh_error_set(error, KOH_EUSAGE, "%s: %s", poptBadOption(context, POPT_BADOPTION_NOALIAS),
                             poptStrerror(option));
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

koh_status koh_cli_answer(koh_status status, koh_text *text, koh_error *error)
{
    if (status == KOH_OK) {
        status = koh_cli_print(text->data, text->length, error);
    }
    koh_text_free(text);
    return status;
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

koh_status koh_cli_language(const char *text, koh_language *language, koh_error *error)
{
    char tags[8 * KOH_LANGUAGES] = "";
    for (int i = 0; i < KOH_LANGUAGES; i++) {
        const char *tag = koh_language_tag((koh_language) i);
        if (strcmp(tag, text) == 0) {
            *language = (koh_language) i;
            return KOH_OK;
        }
        (void) snprintf(tags + strlen(tags), sizeof tags - strlen(tags), "%s%s",
                        i == 0                  ? ""
                        : i + 1 < KOH_LANGUAGES ? ", "
                                                : " or ",
                        tag);
    }
    return koh_error_set(error, KOH_EUSAGE, "--lang %.60s: expected %s", text, tags);
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
