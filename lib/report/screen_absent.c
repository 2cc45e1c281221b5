/* A build without Vega: the page has the drawings that are printed, and no others. */
#include "report/screen_priv.h"

const char *const koh__screen_bundle[] = { NULL };

void koh__screen_pack(const char *text, size_t n, koh_buffer *buffer)
{
    (void) text;
    (void) n;
    (void) buffer;
}
