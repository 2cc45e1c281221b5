/* Result folders: written beside, synced, and put in place in one step. */
#ifndef KOH_STORE_PRIV_H
#define KOH_STORE_PRIV_H

#include <stddef.h>

#include "kohort/status.h"

/* A folder in the making. */
typedef struct koh_store koh_store;

/* Begins a folder that will stand at `path`. What stands there must be nothing, an empty folder, or a folder with a
 * kohort manifest.json (an object with a member "kohort"); else KOH_EREFUSED, as for a link. Folders above `path` are
 * made. The staging folder is a hidden neighbour of it, ".NAME.kohort-XXXXXX"; those of killed runs are left alone.
 * KOH_EIO, KOH_ENOMEM. */
koh_status koh__store_begin(const char *path, koh_store **store, koh_error *error) KOH_NODISCARD;

/* Writes one file of the folder (name such as "tables/T02.csv"; folders are made) and remembers its digest.
 * KOH_EREFUSED for a name that leaves the folder or is hidden, KOH_EDUPLICATE, KOH_EIO, KOH_ENOMEM. Threads may write
 * to one store at once. */
koh_status koh__store_write(koh_store *store, const char *name, const char *bytes, size_t length,
                            koh_error *error) KOH_NODISCARD;

/* Orders the files by name: after threads have written at once. */
void koh__store_sort(koh_store *store);

/* For a file that something else writes: *path (caller frees with koh__free) is where in the staging folder; folders
 * are made. Statuses as koh__store_write. */
koh_status koh__store_place(const koh_store *store, const char *name, char **path, koh_error *error) KOH_NODISCARD;

/* Takes such a file in once it is written: its digest remembered. KOH_EDUPLICATE, KOH_ELIMIT, KOH_EIO, KOH_ENOMEM. */
koh_status koh__store_adopt(koh_store *store, const char *name, koh_error *error) KOH_NODISCARD;

/* Number, names and digests of the files written so far, in order of writing: for the manifest. */
size_t koh__store_files(const koh_store *store);
const char *koh__store_name(const koh_store *store, size_t i);
const char *koh__store_digest(const koh_store *store, size_t i);

/* Puts the folder in place: swaps with the old one in one rename step (renameat2 EXCHANGE where there is one) and
 * removes the old. What stands there is looked at again before: KOH_EREFUSED. Frees the store, also when it fails; on
 * failure what stood there stands and the staging folder is gone. */
koh_status koh__store_commit(koh_store *store, koh_error *error) KOH_NODISCARD;

/* Removes the staging folder and frees the store. Takes NULL. */
void koh__store_abort(koh_store *store);

#endif
