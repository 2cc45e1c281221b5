/* Goal seek: how many must move in every year for the municipality to have 8,500 inhabitants in 2038?
 * Usage: 04_goal_seek PLAN [DATA] */
#include <stdio.h>

#include "kohort.h"

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: 04_goal_seek PLAN [DATA]\n");
        return 2;
    }
    const koh_solve_options options = { .plan = argv[1],
                                        .data = argc > 2 ? argv[2] : NULL,
                                        .variable = "net_migration",
                                        .target = "population=8500@2038",
                                        .form = KOH_TEXT_TABLE };
    koh_error error;
    koh_text text = { NULL, 0 };
    koh_status status = koh_solve(&options, &error, &text);
    if (text.data != NULL) { /* also when there is no solution: then it tells of the nearest */
        fputs(text.data, stdout);
    } else {
        fprintf(stderr, "%s\n", error.message);
    }
    koh_text_free(&text);
    return status != KOH_OK;
}
