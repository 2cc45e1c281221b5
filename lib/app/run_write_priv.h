/* A run as files. */
#ifndef KOH_RUN_WRITE_PRIV_H
#define KOH_RUN_WRITE_PRIV_H

#include "app/session_priv.h"
#include "io/store_priv.h"

/* Writes result and tables of one run below `prefix` ("" or "3310/") of a folder in the making. */
koh_status koh__run_write(const koh_session *session, const koh_result *result, const koh_run_options *options,
                          const char *prefix, koh_store *store, koh_error *error) KOH_NODISCARD;

/* Writes manifest.json: what the folder was made from and what it holds. region: one, or a list as it was asked for. */
koh_status koh__run_manifest(const koh_session *session, const koh_run_options *options, const char *region,
                             koh_store *store, koh_error *error) KOH_NODISCARD;

#endif
