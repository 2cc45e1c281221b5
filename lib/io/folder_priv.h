/* Folders of the file system: made, looked into, synced, swapped, removed. Functions give 0 or the system's error
 * number. */
#ifndef KOH_FOLDER_PRIV_H
#define KOH_FOLDER_PRIV_H

#include <stddef.h>

/* Makes the folders of `path` up to and without its last component that are not there yet; *n_made counts them.
 * On failure those made are gone again. */
int koh__folder_make_parents(const char *path, size_t *n_made);

/* Removes the n innermost folders above the last component of `path`, as long as they are empty. */
void koh__folder_remove_parents(const char *path, size_t n);

/* Makes a new hidden neighbour of `path`, which need not exist; caller frees *folder with koh__free. */
int koh__folder_make_beside(const char *path, char **folder);

/* Is it there? Yes unless the system says that it is not: what cannot be looked at is an error of who reads it. */
int koh__folder_is_there(const char *path);

/* Nothing inside? Negative when it cannot be read. */
int koh__folder_is_empty(const char *path);

/* The folder's own entries reach the disk. */
int koh__folder_sync(const char *path);

/* All that the file system of the folder holds reaches the disk. */
int koh__folder_sync_system(const char *path);

/* The folder that holds `path` ("." for a bare name); caller frees. NULL when there is no memory. */
char *koh__folder_above(const char *path);

/* Puts `staged` in the place of `path` in one step where the system can swap names, else by renames. What stood at
 * `path` is then at `staged`. */
int koh__folder_swap(const char *staged, const char *path);

/* The same by renames alone: for a moment nothing stands at `path`; the first is undone when the second fails. */
int koh__folder_swap_by_renames(const char *staged, const char *path);

/* Removes a folder and all inside; follows no links. */
int koh__folder_remove(const char *path);

#endif
