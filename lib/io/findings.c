/* Problems found in a document: all of them, in order. */
#include <stdarg.h>
#include <stdio.h>

#include "io/schema_priv.h"

static void append(koh_findings *findings, const koh_finding *finding)
{
    if (findings->failed || findings->n == KOH_FINDINGS_MAX) {
        return;
    }
    if (findings->items == NULL) {
        findings->items = KOH_TAKE(findings->arena, KOH_FINDINGS_MAX, koh_finding);
    }
    koh_finding kept = *finding;
    kept.pointer = koh__arena_text(findings->arena, finding->pointer);
    kept.message = koh__arena_text(findings->arena, finding->message);
    kept.file = finding->file == NULL ? NULL : koh__arena_text(findings->arena, finding->file);
    if (findings->items == NULL || kept.pointer == NULL || kept.message == NULL ||
        (finding->file != NULL && kept.file == NULL)) {
        findings->failed = 1;
        return;
    }
    findings->items[findings->n++] = kept;
}

void koh__findings_add(koh_findings *findings, koh_status status, const char *pointer, const char *format, ...)
{
    char message[KOH_MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    (void) vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    append(findings, &(koh_finding){ .status = status, .pointer = pointer, .message = message });
}

void koh__findings_add_error(koh_findings *findings, const koh_error *error, const char *pointer)
{
    append(findings, &(koh_finding){ .status = error->status,
                                     .pointer = pointer,
                                     .message = error->message,
                                     .file = error->file[0] != '\0' ? error->file : NULL,
                                     .line = error->line,
                                     .column = error->column });
}

void koh__finding_error(const koh_finding *finding, const char *file, koh_error *error)
{
    (void) koh_error_set(error, finding->status, "%s", finding->message);
    if (finding->file != NULL) {
        koh_error_at(error, finding->file, finding->line, finding->column, NULL);
    } else {
        koh_error_at(error, file, 0, 0, finding->pointer[0] != '\0' ? finding->pointer : "/");
    }
}
