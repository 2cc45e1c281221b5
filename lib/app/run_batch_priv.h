/* Many municipalities with the default plan in one run. */
#ifndef KOH_RUN_BATCH_PRIV_H
#define KOH_RUN_BATCH_PRIV_H

#include "app/session_priv.h"

/* Does the text of --region name more than one? */
int koh__is_batch(const char *region);

/* Runs them all, each into a folder of its own below the output folder. Everything but time is the same for any number
 * of threads. Statuses of koh_run; the first that fails, in the order of the list, is told. */
koh_status koh__run_batch(const koh_run_options *options, koh_error *error, koh_text *summary) KOH_NODISCARD;

/* Threads asked for, or as many as the machine has processors. */
size_t koh__run_threads(const koh_run_options *options);

/* Binds the plan that a session has read, with the scenarios that the options name, and runs it into a result, with the
 * draws and the disclosure control that they ask for. */
koh_status koh__run_session(koh_session *session, const koh_run_options *options, size_t threads, koh_error *error,
                            koh_result *result) KOH_NODISCARD;

#endif
