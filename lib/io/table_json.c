/* Tables to JSON. */
#include "io/table_json_priv.h"

void koh__table_write_json(const koh_table *table, koh_json_writer *writer)
{
    koh__json_open(writer, '[');
    for (size_t i = 0; i < table->n_rows; i++) {
        const koh_cell *cells = table->cells + i * table->n_columns;
        koh__json_open(writer, '{');
        for (size_t j = 0; j < table->n_columns; j++) {
            koh__json_key(writer, table->columns[j].name);
            if (table->columns[j].kind == KOH_COLUMN_TEXT) {
                koh__json_text(writer, cells[j].text);
            } else {
                koh__json_number(writer, cells[j].number);
            }
        }
        koh__json_close(writer, '}');
    }
    koh__json_close(writer, ']');
}
