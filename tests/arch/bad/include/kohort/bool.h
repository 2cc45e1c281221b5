/* A choice without a name, and a private header in public. */
#ifndef KOH_BOOL_H
#define KOH_BOOL_H
#include "base/guard_priv.h"
#include "kohort/path.h"
void koh_bool_set(int a, bool fast);
#endif
