/* Errors for programs. */
#include <stdio.h>
#include <string.h>

#include "base/text_priv.h"
#include "kohort/status.h"

/* Appends `"name": "value"`. The text has room for every byte of an error written as three. */
static char *put_member(char *to, const char *name, const char *value)
{
    to += sprintf(to, ", \"%s\": \"", name);
    for (size_t left = strlen(value); left > 0;) {
        const size_t valid = koh__utf8_valid_length(value, left);
        for (size_t i = 0; i < valid; i++) {
            if (value[i] == '"' || value[i] == '\\') {
                *to++ = '\\';
            }
            *to++ = value[i];
        }
        value += valid;
        left -= valid;
        if (left > 0) {
            memcpy(to, "\xef\xbf\xbd", 3);
            to += 3;
            value++;
            left--;
        }
    }
    *to++ = '"';
    return to;
}

void koh_error_format_json(const koh_error *error, char *text, size_t size)
{
    if (size < KOH_ERROR_TEXT_SIZE) {
        text[0] = '\0';
        return;
    }
    const char *message = error->message[0] != '\0' ? error->message : koh_status_text(error->status);
    char *to = text + sprintf(text, "{\"status\": \"%s\"", koh_status_name(error->status));
    to = put_member(to, "message", message);
    if (error->file[0] != '\0') {
        to = put_member(to, "file", error->file);
    }
    if (error->line != 0) {
        to += sprintf(to, ", \"line\": %zu", error->line);
    }
    if (error->line != 0 && error->column != 0) {
        to += sprintf(to, ", \"column\": %zu", error->column);
    }
    if (error->pointer[0] != '\0') {
        to = put_member(to, "pointer", error->pointer);
    }
    memcpy(to, "}", 2);
}
