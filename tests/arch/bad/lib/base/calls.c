/* Calls that are not this file's to make; printf( in a comment is nobody's. */
#include "base/guard_priv.h"

int koh_calls_ex(const char *text)
{
    double number = strtod(text, 0);
    int *block = malloc(4);
    free(block);
    koh__free(block);
    printf("getenv(%s)", text);
    uselocale(0);
    setlocale(0, text);
    if (number > 1 && strcmp(text, "a") == 0) {
        exit(1);
    }
    FILE *file = fopen(text, "r");
    return file != 0; // FIXME
}
