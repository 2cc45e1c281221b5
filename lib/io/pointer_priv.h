/* JSON pointers (RFC 6901): places in a document. */
#ifndef KOH_POINTER_PRIV_H
#define KOH_POINTER_PRIV_H

#include <cJSON.h>

/* What stands at a pointer, or NULL. "" is the document itself. */
cJSON *koh__pointer_find(cJSON *tree, const char *pointer);

/* Takes away what stands at a pointer; of a list the whole list, so that the places of its other members hold. 1 =
 * taken, 0 = there was nothing, or it is the document itself. */
int koh__pointer_remove(cJSON *tree, const char *pointer);

#endif
