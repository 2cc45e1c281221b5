/* Where the default data lie. */
#ifndef KOH_HOME_PRIV_H
#define KOH_HOME_PRIV_H

#include "base/memory_priv.h"

/* The folder of default data: the given one, else the first that is there and not empty of
 *   share/kohort of the tree that this library or program is installed in, wherever that has been moved,
 *   data/ of the source tree, in builds that know it,
 *   share/kohort of the prefix that was configured.
 * In the arena or static; NULL = out of memory. */
const char *koh__home_data(koh_arena *arena, const char *given);

/* The folder share/kohort of an installed tree in which a program or library lies at `path` (bin/x, lib/x, lib/arch/x);
 * NULL = there is none. */
const char *koh__home_beside(koh_arena *arena, const char *path);

#endif
