/* How good would a projection of 2016 have been for 2021? Scored municipality by municipality against what came.
 * Usage: 06_hindcast [DATA]   (about a second) */
#include <stdio.h>

#include "kohort.h"

int main(int argc, char **argv)
{
    static const char *const regions[] = { "3310", "5605", "3301" }; /* Hole, Sør-Varanger, Drammen */
    const koh_backtest_options options = { .data = argc > 1 ? argv[1] : NULL,
                                           .origin = 2016,
                                           .horizon = 5,
                                           .n_regions = sizeof regions / sizeof regions[0],
                                           .regions = regions,
                                           .form = KOH_TEXT_TABLE };
    koh_error error;
    koh_text scores = { NULL, 0 };
    if (koh_backtest(&options, &error, &scores) != KOH_OK) {
        fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    fputs(scores.data, stdout);
    koh_text_free(&scores);
    return 0;
}
