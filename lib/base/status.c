/* Result codes and errors. */
#include "kohort/status.h"

#include <stdarg.h>
#include <stdio.h>

const char *koh_status_text(koh_status status)
{
    switch (status) {
#define KOH_STATUS_CASE(name, code, text)                                                                              \
    case name:                                                                                                         \
        return text;
        KOH_STATUS_LIST(KOH_STATUS_CASE)
#undef KOH_STATUS_CASE
    }
    return "unknown status";
}

const char *koh_status_name(koh_status status)
{
    switch (status) {
#define KOH_STATUS_CASE(name, code, text)                                                                              \
    case name:                                                                                                         \
        return #name;
        KOH_STATUS_LIST(KOH_STATUS_CASE)
#undef KOH_STATUS_CASE
    }
    return "unknown status";
}

/* Control characters would break the promise of one line. */
static void flatten(char *text)
{
    for (; *text != '\0'; text++) {
        if ((unsigned char) *text < 0x20 || *text == 0x7f) {
            *text = ' ';
        }
    }
}

koh_status koh_error_set(koh_error *error, koh_status status, const char *format, ...)
{
    if (error == NULL) {
        return status;
    }
    *error = (koh_error){ .status = status };
    va_list arguments;
    va_start(arguments, format);
    (void) vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    flatten(error->message);
    return status;
}

void koh_error_at(koh_error *error, const char *file, size_t line, size_t column, const char *pointer)
{
    if (error == NULL) {
        return;
    }
    if (file != NULL && error->file[0] == '\0') {
        (void) snprintf(error->file, sizeof error->file, "%s", file);
        flatten(error->file);
    }
    if (line != 0 && error->line == 0) {
        error->line = line;
        error->column = column;
    }
    if (pointer != NULL && error->pointer[0] == '\0') {
        (void) snprintf(error->pointer, sizeof error->pointer, "%s", pointer);
        flatten(error->pointer);
    }
}

void koh_error_format(const koh_error *error, char *text, size_t size)
{
    const char *message = error->message[0] != '\0' ? error->message : koh_status_text(error->status);
    const char *colon = error->file[0] != '\0' ? ": " : "";
    if (error->line != 0 && error->column != 0) {
        (void) snprintf(text, size, "%s:%zu:%zu: %s", error->file, error->line, error->column, message);
    } else if (error->line != 0) {
        (void) snprintf(text, size, "%s:%zu: %s", error->file, error->line, message);
    } else if (error->pointer[0] != '\0') {
        (void) snprintf(text, size, "%s%s%s: %s", error->file, colon, error->pointer, message);
    } else {
        (void) snprintf(text, size, "%s%s%s", error->file, colon, message);
    }
}
