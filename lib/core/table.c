/* Tables. */
#include "kohort/table.h"

#include <stdio.h>
#include <string.h>

#include "base/memory_priv.h"

void koh_table_init(koh_table *table, const char *id, const char *name, size_t n_columns, const koh_column *columns)
{
    *table = (koh_table){ .name = name, .n_columns = n_columns, .columns = columns };
    (void) snprintf(table->id, sizeof table->id, "%s", id);
}

void koh_table_free(koh_table *table)
{
    koh__free(table->cells);
    table->cells = NULL;
    table->n_rows = table->size_rows = 0;
}

koh_status koh_table_add(koh_table *table, const koh_cell *cells)
{
    if (table->n_rows == table->size_rows) {
        size_t size = table->size_rows == 0 ? 64 : 2 * table->size_rows;
        koh_cell *grown = koh__grow(table->cells, size, table->n_columns * sizeof *grown);
        if (grown == NULL) {
            return KOH_ENOMEM;
        }
        table->cells = grown;
        table->size_rows = size;
    }
    memcpy(table->cells + table->n_rows * table->n_columns, cells, table->n_columns * sizeof *cells);
    table->n_rows++;
    return KOH_OK;
}
