/* A build without libxlsxwriter. */
#include "report/workbook_priv.h"

int koh__workbook_is_supported(void)
{
    return 0;
}

koh_status koh__workbook_write(const koh_chapter *chapter, const char *path, koh_error *error)
{
    (void) chapter;
    (void) path;
    return koh_error_set(error, KOH_EUNSUPPORTED, "this build has no libxlsxwriter");
}
