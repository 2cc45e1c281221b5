/* The chapter as a workbook. */
#ifndef KOH_WORKBOOK_PRIV_H
#define KOH_WORKBOOK_PRIV_H

#include "report/chapter_priv.h"

/* Has this build libxlsxwriter? */
int koh__workbook_is_supported(void);

/* Writes the chapter to `path`, which lies in a folder where temporary files may be: a sheet per table, its variants by
 * scenario below each other; a sheet per figure with its data and a native chart; a name for the numbers of each table
 * ("kohort_T02"). The creation date is 1 January of the base year. KOH_EUNSUPPORTED, KOH_EIO, KOH_ENOMEM. */
koh_status koh__workbook_write(const koh_chapter *chapter, const char *path, koh_error *error) KOH_NODISCARD;

#endif
