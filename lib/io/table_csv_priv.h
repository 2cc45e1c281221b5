/* Tables to CSV. */
#ifndef KOH_TABLE_CSV_PRIV_H
#define KOH_TABLE_CSV_PRIV_H

#include "base/text_priv.h"
#include "kohort/table.h"

typedef enum koh_csv_profile {
    KOH_CSV_INTERNATIONAL = 0, /* UTF-8, comma, decimal point, LF */
    KOH_CSV_NORWEGIAN          /* UTF-8 with BOM, semicolon, decimal comma, CRLF: opens in a Norwegian Excel */
} koh_csv_profile;

/* Appends a whole table with its header row. Texts are quoted where they must be (RFC 4180); a text that a spreadsheet
 * would take for a formula (= + - @ tab CR at its start) gets a leading apostrophe. */
void koh__table_write_csv(const koh_table *table, koh_csv_profile profile, koh_buffer *buffer);

#endif
