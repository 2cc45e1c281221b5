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

/* The name of a file below the shelf's prefix, for koh__store_write. */
static const char *name_on(const koh_shelf *shelf, const char *folder, const char *name, const char *ending,
                           char text[128])
{
    (void) snprintf(text, 128, "%s%s%s%s", shelf->prefix, folder, name, ending);
    return text;
}

static koh_status store_figures(const koh_shelf *shelf, const koh_chapter *chapter, koh_buffer *buffer,
                                koh_error *error)
{
    koh_status status = KOH_OK;
    const koh_chapter_figure *figure;
    char name[128];
    for (size_t i = 0; status == KOH_OK && (figure = koh__chapter_figure(chapter, i)) != NULL; i++) {
        koh__vega_write(chapter, figure, buffer);
        status =
            koh__store_buffer(shelf->store, name_on(shelf, "figures/", figure->id, ".vl.json", name), buffer, error);
    }
    return status;
}

static koh_status store_workbook(const koh_shelf *shelf, const koh_chapter *chapter, koh_error *error)
{
    char name[128], *path = NULL;
    koh_status status = koh__store_place(shelf->store, name_on(shelf, "", "chapter", ".xlsx", name), &path, error);
    if (status == KOH_OK) {
        status = koh__workbook_write(chapter, path, error);
    }
    koh__free(path);
    return status == KOH_OK ? koh__store_adopt(shelf->store, name, error) : status;
}

koh_status koh__chapter_store(const koh_shelf *shelf, const koh_chapter *chapter, koh_error *error)
{
    const unsigned formats = shelf->options->formats;
    koh_buffer buffer = { 0 };
    koh_status status = KOH_OK;
    char name[128];
    if (formats & KOH_FORMAT_HTML) {
        koh__html_write(chapter, &buffer);
        status = koh__store_buffer(shelf->store, name_on(shelf, "", "chapter", ".html", name), &buffer, error);
    }
    if (status == KOH_OK && (formats & KOH_FORMAT_MARKDOWN)) {
        koh__markdown_write(chapter, &buffer);
        status = koh__store_buffer(shelf->store, name_on(shelf, "", "chapter", ".md", name), &buffer, error);
    }
    if (status == KOH_OK && (formats & (KOH_FORMAT_HTML | KOH_FORMAT_MARKDOWN))) {
        status = store_figures(shelf, chapter, &buffer, error);
    }
    if (status == KOH_OK && (formats & KOH_FORMAT_XLSX)) {
        status = store_workbook(shelf, chapter, error);
    }
    koh__buffer_free(&buffer);
    return status;
}
