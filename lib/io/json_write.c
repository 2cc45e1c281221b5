/* JSON out. */
#include <math.h>
#include <string.h>

#include "io/json_priv.h"

/* What koh_json_writer.first says about the level. */
enum { BEGUN = 0, EMPTY = 1, AFTER_KEY = 2 };

static void new_line(koh_json_writer *w)
{
    koh__buffer_char(w->buffer, '\n');
    for (int i = 0; i < w->depth; i++) {
        koh__buffer_bytes(w->buffer, "  ", 2);
    }
}

/* What stands before a value: nothing behind a key or as the first of an array, else a comma. */
static void before_value(koh_json_writer *w)
{
    if (w->first == BEGUN && w->depth > 0) {
        koh__buffer_char(w->buffer, ',');
    }
    w->first = BEGUN;
}

void koh__json_open(koh_json_writer *w, char bracket)
{
    if (w->first == BEGUN && w->depth > 0) {
        koh__buffer_bytes(w->buffer, ", ", 2);
    }
    koh__buffer_char(w->buffer, bracket);
    w->depth++;
    w->first = EMPTY;
}

void koh__json_close(koh_json_writer *w, char bracket)
{
    w->depth--;
    if (bracket == '}' && w->first != EMPTY) {
        new_line(w);
    }
    koh__buffer_char(w->buffer, bracket);
    if (w->depth == 0) {
        koh__buffer_char(w->buffer, '\n');
    }
    w->first = BEGUN;
}

void koh__json_key(koh_json_writer *w, const char *key)
{
    if (w->first == BEGUN) {
        koh__buffer_char(w->buffer, ',');
    }
    new_line(w);
    koh__buffer_json(w->buffer, key);
    koh__buffer_bytes(w->buffer, ": ", 2);
    w->first = AFTER_KEY;
}

void koh__json_text(koh_json_writer *w, const char *text)
{
    before_value(w);
    if (text == NULL) {
        koh__buffer_text(w->buffer, "null");
    } else {
        koh__buffer_json(w->buffer, text);
    }
}

static char *put_number(char *at, double value)
{
    if (isnan(value)) {
        memcpy(at, "null", 4);
        return at + 4;
    }
    return at + koh__number_write(value, at);
}

void koh__json_number(koh_json_writer *w, double value)
{
    before_value(w);
    char *room = koh__buffer_room(w->buffer, KOH_NUMBER_SIZE);
    if (room != NULL) {
        w->buffer->length += (size_t) (put_number(room, value) - room);
    }
}

void koh__json_bool(koh_json_writer *w, int value)
{
    before_value(w);
    koh__buffer_text(w->buffer, value ? "true" : "false");
}

void koh__json_numbers(koh_json_writer *w, size_t n, const double *values)
{
    before_value(w);
    koh__buffer_char(w->buffer, '[');
    for (size_t i = 0; i < n; i++) {
        char *room = koh__buffer_room(w->buffer, KOH_NUMBER_SIZE + 1);
        if (room == NULL) {
            return;
        }
        char *at = room;
        if (i > 0) {
            *at++ = ',';
        }
        w->buffer->length += (size_t) (put_number(at, values[i]) - room);
    }
    koh__buffer_char(w->buffer, ']');
}

void koh__json_ints(koh_json_writer *w, size_t n, const int *values)
{
    before_value(w);
    koh__buffer_char(w->buffer, '[');
    for (size_t i = 0; i < n; i++) {
        if (i > 0) {
            koh__buffer_char(w->buffer, ',');
        }
        koh__buffer_number(w->buffer, values[i]);
    }
    koh__buffer_char(w->buffer, ']');
}

void koh__json_texts(koh_json_writer *w, size_t n, const char *const *texts)
{
    before_value(w);
    koh__buffer_char(w->buffer, '[');
    for (size_t i = 0; i < n; i++) {
        if (i > 0) {
            koh__buffer_char(w->buffer, ',');
        }
        if (texts[i] == NULL) {
            koh__buffer_text(w->buffer, "null");
        } else {
            koh__buffer_json(w->buffer, texts[i]);
        }
    }
    koh__buffer_char(w->buffer, ']');
}

void koh__json_tree(koh_json_writer *w, const cJSON *tree)
{
    const cJSON *item;
    if (cJSON_IsObject(tree) || cJSON_IsArray(tree)) {
        koh__json_open(w, cJSON_IsObject(tree) ? '{' : '[');
        cJSON_ArrayForEach(item, tree)
        {
            if (cJSON_IsObject(tree)) {
                koh__json_key(w, item->string);
            }
            koh__json_tree(w, item);
        }
        koh__json_close(w, cJSON_IsObject(tree) ? '}' : ']');
    } else if (cJSON_IsNumber(tree)) {
        koh__json_number(w, tree->valuedouble);
    } else if (cJSON_IsBool(tree)) {
        koh__json_bool(w, cJSON_IsTrue(tree));
    } else {
        koh__json_text(w, cJSON_IsString(tree) ? tree->valuestring : NULL);
    }
}
