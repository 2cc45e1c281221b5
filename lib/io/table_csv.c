/* Tables to CSV (RFC 4180). */
#include "io/table_csv_priv.h"

#include <math.h>
#include <string.h>

#include "kohort/cube.h"

typedef struct look {
    char separator, point;
    const char *before, *line_break;
} look;

static look look_of(koh_csv_profile profile)
{
    return profile == KOH_CSV_NORWEGIAN ? (look){ ';', ',', "\xef\xbb\xbf", "\r\n" } : (look){ ',', '.', "", "\n" };
}

/* How far a text goes without a character that needs quotes. */
static size_t plain_length(const char *text, char separator)
{
    size_t n = 0;
    for (char c = text[0]; c != '\0' && c != '"' && c != '\n' && c != '\r' && c != separator; c = text[n]) {
        n++;
    }
    return n;
}

static void write_text(koh_buffer *buffer, const char *text, look l)
{
    const int formula = text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL;
    const size_t length = plain_length(text, l.separator);
    const int quoted = text[length] != '\0';
    if (!quoted && !formula) {
        koh__buffer_bytes(buffer, text, length);
        return;
    }
    if (quoted) {
        koh__buffer_char(buffer, '"');
    }
    if (formula) {
        koh__buffer_char(buffer, '\'');
    }
    for (size_t n = strcspn(text, "\""); text[n] != '\0'; n = strcspn(text, "\"")) {
        koh__buffer_bytes(buffer, text, n + 1);
        koh__buffer_char(buffer, '"');
        text += n + 1;
    }
    koh__buffer_text(buffer, text);
    if (quoted) {
        koh__buffer_char(buffer, '"');
    }
}

static void write_number(koh_buffer *buffer, double value, look l)
{
    if (koh_is_withheld(value)) {
        koh__buffer_char(buffer, ':');
        return;
    }
    char *room = isnan(value) ? NULL : koh__buffer_room(buffer, KOH_NUMBER_SIZE);
    if (room == NULL) {
        return;
    }
    size_t length = koh__number_write(value, room);
    char *point = l.point == '.' ? NULL : memchr(room, '.', length);
    if (point != NULL) {
        *point = l.point;
    }
    buffer->length += length;
}

void koh__table_write_csv(const koh_table *table, koh_csv_profile profile, koh_buffer *buffer)
{
    look l = look_of(profile);
    size_t break_length = strlen(l.line_break);
    koh__buffer_text(buffer, l.before);
    for (size_t j = 0; j < table->n_columns; j++) {
        if (j > 0) {
            koh__buffer_char(buffer, l.separator);
        }
        write_text(buffer, table->columns[j].name, l);
    }
    koh__buffer_bytes(buffer, l.line_break, break_length);
    const koh_cell *cell = table->cells;
    for (size_t i = 0; i < table->n_rows && !buffer->failed; i++) {
        for (size_t j = 0; j < table->n_columns; j++, cell++) {
            if (j > 0) {
                koh__buffer_char(buffer, l.separator);
            }
            if (table->columns[j].kind == KOH_COLUMN_NUMBER) {
                write_number(buffer, cell->number, l);
            } else if (cell->text != NULL) {
                write_text(buffer, cell->text, l);
            }
        }
        koh__buffer_bytes(buffer, l.line_break, break_length);
    }
}
