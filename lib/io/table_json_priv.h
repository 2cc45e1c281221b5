/* Tables to JSON. */
#ifndef KOH_TABLE_JSON_PRIV_H
#define KOH_TABLE_JSON_PRIV_H

#include "io/json_priv.h"
#include "kohort/table.h"

/* Writes a table as an array of objects, one a row; unknown numbers and empty texts are null. */
void koh__table_write_json(const koh_table *table, koh_json_writer *writer);

#endif
