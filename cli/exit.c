/* From status to exit code, the one place. */
#include "command_priv.h"

enum { DONE = 0, FINDINGS = 1, USAGE = 2, BAD_INPUT = 3, NO_SOLUTION = 4, MACHINE = 5, DEFECT = 70, INTERRUPTED = 130 };

int koh_cli_exit(koh_status status)
{
    if (status >= 0) {
        return status == KOH_WFINDINGS ? FINDINGS : DONE;
    }
    if (status == KOH_ECANCELLED) {
        return INTERRUPTED;
    }
    if (status > -200) {
        return USAGE;
    }
    if (status > -300) {
        return BAD_INPUT;
    }
    if (status > -400) {
        return NO_SOLUTION;
    }
    return status > -500 ? MACHINE : DEFECT;
}
