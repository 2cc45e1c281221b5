/* Result folders: written beside, synced, and put in place in one step. */
#ifndef KOH_STORE_PRIV_H
#define KOH_STORE_PRIV_H

#include <stddef.h>

#include "kohort/status.h"

/* A folder in the making. */
typedef struct koh_store koh_store;

/* Begins a folder that will stand at `path`. What stands there must be nothing, an empty folder, or a folder with a
 * kohort manifest.json; else KOH_EREFUSED. The staging folder is a hidden neighbour of it. KOH_EIO, KOH_ENOMEM. */
koh_status koh__store_begin(const char *path, koh_store **store, koh_error *error) KOH_NODISCARD;

/* Writes one file of the folder (name such as "tables/T02.csv"; folders are made) and remembers its digest. */
koh_status koh__store_write(koh_store *store, const char *name, const char *bytes, size_t length,
                            koh_error *error) KOH_NODISCARD;

/* Number, names and digests of the files written so far, in order of writing: for the manifest. */
size_t koh__store_files(const koh_store *store);
const char *koh__store_name(const koh_store *store, size_t i);
const char *koh__store_digest(const koh_store *store, size_t i);

/* Puts the folder in place: swaps with the old one in one rename step (renameat2 EXCHANGE where there is one) and
 * removes the old. Frees the store, also when it fails; on failure what stood there stands. */
koh_status koh__store_commit(koh_store *store, koh_error *error) KOH_NODISCARD;

/* Removes the staging folder and frees the store. Takes NULL. */
void koh__store_abort(koh_store *store);

#endif
