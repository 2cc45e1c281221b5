/* What all commands do with options. */
#include "command_priv.h"

koh_status koh_cli_bad_option(poptContext context, int popt_error, koh_error *error)
{
    return koh_error_set(error, KOH_EUSAGE, "%s: %s", poptBadOption(context, POPT_BADOPTION_NOALIAS),
                         poptStrerror(popt_error));
}
