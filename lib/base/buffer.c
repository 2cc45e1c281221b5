/* A growing buffer of bytes. */
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/memory_priv.h"
#include "base/text_priv.h"

enum { FIRST_SIZE = 256 };

void koh__buffer_free(koh_buffer *buffer)
{
    koh__free(buffer->data);
    *buffer = (koh_buffer){ 0 };
}

char *koh__buffer_room(koh_buffer *buffer, size_t length)
{
    if (buffer->failed) {
        return NULL;
    }
    if (buffer->data == NULL || buffer->size - buffer->length < length) {
        size_t size = buffer->size < FIRST_SIZE ? FIRST_SIZE : buffer->size;
        while (size - buffer->length < length && size <= SIZE_MAX / 2) {
            size *= 2;
        }
        char *grown = size - buffer->length < length ? NULL : koh__grow(buffer->data, size, 1);
        if (grown == NULL) {
            buffer->failed = 1;
            return NULL;
        }
        buffer->data = grown;
        buffer->size = size;
    }
    return buffer->data + buffer->length;
}

void koh__buffer_bytes(koh_buffer *buffer, const char *bytes, size_t length)
{
    char *room = koh__buffer_room(buffer, length);
    if (room != NULL && length > 0) {
        memcpy(room, bytes, length);
        buffer->length += length;
    }
}

void koh__buffer_text(koh_buffer *buffer, const char *text)
{
    koh__buffer_bytes(buffer, text, strlen(text));
}

void koh__buffer_char(koh_buffer *buffer, char c)
{
    char *room = koh__buffer_room(buffer, 1);
    if (room != NULL) {
        *room = c;
        buffer->length++;
    }
}

void koh__buffer_number(koh_buffer *buffer, double value)
{
    char *room = koh__buffer_room(buffer, KOH_NUMBER_SIZE);
    if (room != NULL && !isnan(value)) {
        buffer->length += koh__number_write(value, room);
    }
}

void koh__buffer_int(koh_buffer *buffer, long long value)
{
    koh__buffer_format(buffer, "%lld", value);
}

void koh__buffer_format(koh_buffer *buffer, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *room = length < 0 ? NULL : koh__buffer_room(buffer, (size_t) length + 1);
    if (room != NULL) {
        (void) vsnprintf(room, (size_t) length + 1, format, again);
        buffer->length += (size_t) length;
    } else {
        buffer->failed = 1;
    }
    va_end(again);
}

/* Bytes that may stand in a text as they are. */
static size_t plain_length(const char *text)
{
    size_t n = 0;
    while ((unsigned char) text[n] >= 0x20 && text[n] != '"' && text[n] != '\\' && text[n] != 0x7f) {
        n++;
    }
    return n;
}

void koh__buffer_json(koh_buffer *buffer, const char *text)
{
    static const char letters[] = "btnvfr"; /* from \b = 8; v is not JSON's */
    koh__buffer_char(buffer, '"');
    for (;;) {
        size_t n = plain_length(text);
        koh__buffer_bytes(buffer, text, n);
        text += n;
        unsigned char c = (unsigned char) *text;
        if (c == '\0') {
            break;
        }
        if (c == '"' || c == '\\') {
            koh__buffer_char(buffer, '\\');
            koh__buffer_char(buffer, (char) c);
        } else if (c >= '\b' && c <= '\r' && c != '\v') {
            koh__buffer_char(buffer, '\\');
            koh__buffer_char(buffer, letters[c - '\b']);
        } else {
            koh__buffer_format(buffer, "\\u%04x", c);
        }
        text++;
    }
    koh__buffer_char(buffer, '"');
}
