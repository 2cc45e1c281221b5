/* Problems found in a document: all of them, in order. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "io/schema_priv.h"

static int same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* A file that several scenarios read has its problems once. */
static int is_known(const koh_findings *findings, const koh_finding *finding)
{
    for (size_t i = 0; i < findings->n; i++) {
        const koh_finding *item = &findings->items[i];
        if (item->line == finding->line && item->column == finding->column && same_text(item->file, finding->file) &&
            same_text(item->message, finding->message) &&
            (item->file != NULL || same_text(item->pointer, finding->pointer))) {
            return 1;
        }
    }
    return 0;
}

void koh__findings_append(koh_findings *findings, const koh_finding *finding)
{
    if (findings->failed || findings->n == KOH_FINDINGS_MAX || is_known(findings, finding)) {
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
    koh__findings_append(findings, &(koh_finding){ .status = status, .pointer = pointer, .message = message });
}

void koh__findings_add_error(koh_findings *findings, const koh_error *error, const char *pointer)
{
    if (error->status == KOH_ENOMEM) {
        findings->failed = 1;
        return;
    }
    koh__findings_append(findings, &(koh_finding){ .status = error->status,
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
