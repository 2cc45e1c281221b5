/* Build facts. */
#include "kohort/version.h"

const char *koh_version(void)
{
    return KOH_VERSION_TEXT;
}
