/* The chapter: built once, written in every format asked for. */
#include "app/report_priv.h"

#include <stdio.h>

#include "base/memory_priv.h"
#include "report/markup_priv.h"
#include "report/workbook_priv.h"

koh_status koh__report_check(const koh_run_options *options, koh_error *error)
{
    if ((options->formats & KOH_FORMAT_XLSX) && !koh__workbook_is_supported()) {
        return koh_error_set(error, KOH_EUNSUPPORTED, "--format xlsx: this build has no libxlsxwriter");
    }
    return KOH_OK;
}

koh_status koh__store_buffer(koh_store *store, const char *name, koh_buffer *buffer, koh_error *error)
{
    koh_status status = buffer->failed ? koh_error_set(error, KOH_ENOMEM, "out of memory")
                                       : koh__store_write(store, name, buffer->data, buffer->length, error);
    buffer->length = 0;
    return status;
}

static koh_status store_figures(const koh_chapter *chapter, koh_store *store, koh_buffer *buffer, koh_error *error)
{
    koh_status status = KOH_OK;
    const koh_chapter_figure *figure;
    for (size_t i = 0; status == KOH_OK && (figure = koh__chapter_figure(chapter, i)) != NULL; i++) {
        char name[64];
        (void) snprintf(name, sizeof name, "figures/%s.vl.json", figure->id);
        koh__vega_write(chapter, figure, buffer);
        status = koh__store_buffer(store, name, buffer, error);
    }
    return status;
}

static koh_status store_workbook(const koh_chapter *chapter, koh_store *store, koh_error *error)
{
    static const char name[] = "chapter.xlsx";
    char *path = NULL;
    koh_status status = koh__store_place(store, name, &path, error);
    if (status == KOH_OK) {
        status = koh__workbook_write(chapter, path, error);
    }
    koh__free(path);
    return status == KOH_OK ? koh__store_adopt(store, name, error) : status;
}

koh_status koh__report_store(const koh_result *result, const koh_run_options *options, koh_store *store,
                             koh_error *error)
{
    koh_chapter chapter;
    koh_buffer buffer = { 0 };
    if ((options->formats & (KOH_FORMAT_HTML | KOH_FORMAT_MARKDOWN | KOH_FORMAT_XLSX)) == 0) {
        return KOH_OK;
    }
    koh_status status = koh__chapter_new(result, options->language, &chapter);
    if (status != KOH_OK) {
        return koh_error_set(error, status, "out of memory");
    }
    if (options->formats & KOH_FORMAT_HTML) {
        koh__html_write(&chapter, &buffer);
        status = koh__store_buffer(store, "chapter.html", &buffer, error);
    }
    if (status == KOH_OK && (options->formats & KOH_FORMAT_MARKDOWN)) {
        koh__markdown_write(&chapter, &buffer);
        status = koh__store_buffer(store, "chapter.md", &buffer, error);
    }
    if (status == KOH_OK && (options->formats & (KOH_FORMAT_HTML | KOH_FORMAT_MARKDOWN))) {
        status = store_figures(&chapter, store, &buffer, error);
    }
    if (status == KOH_OK && (options->formats & KOH_FORMAT_XLSX)) {
        status = store_workbook(&chapter, store, error);
    }
    koh__buffer_free(&buffer);
    return status;
}
