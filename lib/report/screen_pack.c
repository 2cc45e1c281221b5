/* Packing: zlib's form in base 64 (RFC 4648, section 4). */
#include <zlib.h>

#include "report/screen_priv.h"

static void put_base64(const unsigned char *bytes, size_t n, koh_buffer *buffer)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < n; i += 3) {
        const size_t left = n - i;
        const unsigned three =
            (unsigned) bytes[i] << 16 | (left > 1 ? (unsigned) bytes[i + 1] << 8 : 0) | (left > 2 ? bytes[i + 2] : 0);
        const char four[4] = { letters[three >> 18], letters[three >> 12 & 63],
                               left > 1 ? letters[three >> 6 & 63] : '=', left > 2 ? letters[three & 63] : '=' };
        koh__buffer_bytes(buffer, four, sizeof four);
    }
}

void koh__screen_pack(const char *text, size_t n, koh_buffer *buffer)
{
    koh_buffer packed = { 0 };
    uLongf length = compressBound(n);
    char *room = koh__buffer_room(&packed, length);
    if (room == NULL || compress2((Bytef *) room, &length, (const Bytef *) text, n, Z_DEFAULT_COMPRESSION) != Z_OK) {
        buffer->failed = 1;
    } else {
        put_base64((const unsigned char *) room, length, buffer);
    }
    koh__buffer_free(&packed);
}
