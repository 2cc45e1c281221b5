/* Writes the words of the random streams to standard output without end, for batteries of tests. Usage:
 * stream_words along    one stream, word by word
 * stream_words across   block after block, the draws of each side by side, as simulations read them */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "num/rng_priv.h"

enum { DRAWS = 1024, WORDS = DRAWS * KOH_STREAM_FIELDS / 2 };

int main(int argc, char **argv)
{
    static uint32_t word[WORDS];
    static uint16_t field[DRAWS * KOH_STREAM_FIELDS];
    const int across = argc == 2 && strcmp(argv[1], "across") == 0;
    if (argc != 2 || (!across && strcmp(argv[1], "along") != 0)) {
        (void) fprintf(stderr, "usage: stream_words along|across\n");
        return 2;
    }
    const koh_stream_id id = { .seed = 1, .region = 3310, .year = 2026, .purpose = KOH_PURPOSE_DEATHS };
    koh_stream stream = koh__stream(id, 0);
    for (uint32_t block = 0;; block++) {
        const void *bytes = word;
        if (across) {
            koh__stream_fields(id, block, DRAWS, DRAWS, field);
            bytes = field;
        } else {
            koh__stream_words(&stream, WORDS, word);
        }
        if (fwrite(bytes, sizeof word, 1, stdout) != 1) {
            return EXIT_SUCCESS;
        }
    }
}
