/* One call of the façade: its memory, its data, its plan. */
#ifndef KOH_SESSION_PRIV_H
#define KOH_SESSION_PRIV_H

#include "io/bind_plan_priv.h"
#include "io/data_priv.h"
#include "kohort/run.h"
#include "plan/result_priv.h"

typedef struct koh_session {
    koh_arena *arena;
    koh_data data;
    koh_inputs inputs;
    cJSON *tree;
    char digest[65];
    const char *file;   /* of the plan, for messages */
    const char *folder; /* of the plan's files, or NULL */
    size_t n_standard;  /* scenarios that koh__standard_add has put after the plan's own */
    koh_findings findings;
    koh_plan_set set;
    koh_name_list lists[KOH_NAMES_N]; /* the names of the catalogues, with those that the plan adds */
} koh_session;

/* Opens the arena and the catalogues. The session is to be closed also after a failure. */
koh_status koh__session_open(const char *data, koh_session *session, koh_error *error) KOH_NODISCARD;
void koh__session_close(koh_session *session);

/* A session with memory of its own over the catalogues of an open one, which must outlive it. */
koh_status koh__session_share(const koh_session *open, koh_session *session, koh_error *error) KOH_NODISCARD;

/* Reads a plan from a file ("-" = standard input, whose files are looked up in the working folder), from a text, or the
 * default plan of a region. */
koh_status koh__session_read_file(koh_session *session, const char *path, koh_error *error) KOH_NODISCARD;
koh_status koh__session_read_text(koh_session *session, const char *text, size_t length,
                                  koh_error *error) KOH_NODISCARD;
koh_status koh__session_read_region(koh_session *session, const char *region, koh_error *error) KOH_NODISCARD;

/* The standard scenarios (data/scenarios.json), which the caller deletes; the scenario of a name in a plan or in them,
 * or NULL; and those of n names that the plan that was read does not have, added to it before it is bound. */
koh_status koh__standard_read(koh_session *session, cJSON **standard, koh_error *error) KOH_NODISCARD;
const cJSON *koh__standard_find(const cJSON *tree, const char *id);
koh_status koh__standard_add(koh_session *session, size_t n, const char *const *names, koh_error *error) KOH_NODISCARD;

/* An error in a standard scenario is told as one of that scenario on this plan, not at a place that no file has. */
void koh__standard_place(const koh_session *session, koh_error *error);

/* Leaves of the plan that was read its reference, to an end `years` after its base year. KOH_ENOMEM. */
koh_status koh__session_reach(koh_session *session, size_t years, koh_error *error) KOH_NODISCARD;

/* Loads the plan's region and binds the plan; findings are kept. KOH_OK also with findings. */
koh_status koh__session_bind(koh_session *session, koh_error *error) KOH_NODISCARD;

/* Binds the plans that the session has, if any has ranges, once more for every thread of the draws. KOH_ENOMEM,
 * KOH_EIO.
 */
koh_status koh__session_copies(koh_session *session, koh_draws *draws, koh_error *error) KOH_NODISCARD;

/* The first finding as an error, or KOH_OK. */
koh_status koh__session_first(const koh_session *session, koh_error *error) KOH_NODISCARD;

/* A buffer handed over as a text; frees the buffer on failure. */
koh_status koh__text_take(koh_buffer *buffer, koh_error *error, koh_text *text) KOH_NODISCARD;

#endif
