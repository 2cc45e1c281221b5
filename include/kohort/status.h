/* Result codes, and the place and words of an error.
 *
 * 0 is success; positive codes are warnings (a result exists, but look); negative codes mean that there is no
 * result. A koh_error belongs to the caller, has a fixed size and is never required: every function takes NULL. */
#ifndef KOH_STATUS_H
#define KOH_STATUS_H

#include <stddef.h>

#include "kohort/api.h"

#ifdef __cplusplus
extern "C" {
#endif

/* name, code, text. Hundreds group what a caller does about it: -100 the call, -200 the input, -300 no solution,
 * -400 the machine, -500 this library. */
#define KOH_STATUS_LIST(X)                                                                                             \
    X(KOH_OK, 0, "done")                                                                                               \
    X(KOH_WCAPPED, 1, "an outflow was larger than the people who were there")                                          \
    X(KOH_WEXTRAPOLATED, 2, "used beyond the range it was estimated on")                                               \
    X(KOH_WFINDINGS, 3, "done, with findings")                                                                         \
    X(KOH_EUSAGE, -100, "wrong usage")                                                                                 \
    X(KOH_EREFUSED, -101, "refused")                                                                                   \
    X(KOH_EUNSUPPORTED, -102, "not supported by this build")                                                           \
    X(KOH_ESYNTAX, -200, "not well formed")                                                                            \
    X(KOH_EENCODING, -201, "not valid UTF-8")                                                                          \
    X(KOH_ESCHEMA, -202, "not of the expected form")                                                                   \
    X(KOH_EUNKNOWN, -203, "unknown name")                                                                              \
    X(KOH_EDUPLICATE, -204, "given twice")                                                                             \
    X(KOH_EMISSING, -205, "missing")                                                                                   \
    X(KOH_EDOMAIN, -206, "outside its range")                                                                          \
    X(KOH_ESHAPE, -207, "of the wrong size")                                                                           \
    X(KOH_EUNIT, -208, "of the wrong unit")                                                                            \
    X(KOH_ELIMIT, -209, "too long, too deep or too large")                                                             \
    X(KOH_ECYCLE, -210, "depends on itself")                                                                           \
    X(KOH_EAMBIGUOUS, -211, "can be read in two ways")                                                                 \
    X(KOH_ENOSOLUTION, -300, "no solution exists")                                                                     \
    X(KOH_ENOCONVERGENCE, -301, "did not converge")                                                                    \
    X(KOH_EIO, -400, "reading or writing failed")                                                                      \
    X(KOH_ENOMEM, -401, "out of memory")                                                                               \
    X(KOH_ECANCELLED, -402, "interrupted")                                                                             \
    X(KOH_EINTERNAL, -500, "a defect in kohort")

#define KOH_STATUS_ENUM(name, code, text) name = code,
typedef enum koh_status { KOH_STATUS_LIST(KOH_STATUS_ENUM) } koh_status;
#undef KOH_STATUS_ENUM

enum { KOH_MESSAGE_SIZE = 400, KOH_FILE_SIZE = 512, KOH_POINTER_SIZE = 256, KOH_ERROR_TEXT_SIZE = 4096 };

/* What went wrong and where. Unused places are 0 or "". */
typedef struct koh_error {
    koh_status status;
    char message[KOH_MESSAGE_SIZE]; /* what is wrong and what was expected, UTF-8, one line */
    char file[KOH_FILE_SIZE];
    size_t line, column;            /* of a text file, from 1 */
    char pointer[KOH_POINTER_SIZE]; /* of a JSON value: RFC 6901 */
} koh_error;

/* The text of a status. Never NULL; an unknown code gives "unknown status". */
KOH_API const char *koh_status_text(koh_status status);

/* The name of a status, such as "KOH_EDOMAIN". Never NULL. */
KOH_API const char *koh_status_name(koh_status status);

/* Fills *error (if any) with a status and a formatted message (printf's), clears its place, and returns the status
 * given. */
KOH_API koh_status koh_error_set(koh_error *error, koh_status status, const char *format, ...) KOH_PRINTF(3, 4);

/* Adds a place to an error that has none yet. line and column 0 = not known; pointer NULL = none. */
KOH_API void koh_error_at(koh_error *error, const char *file, size_t line, size_t column, const char *pointer);

/* Writes "FILE:LINE:COL: message" or "FILE: /pointer: message" into text (size bytes, always ended). */
KOH_API void koh_error_format(const koh_error *error, char *text, size_t size);

/* Writes the error as one line of JSON: status (name), message, and file, line, column, pointer where known. Bytes that
 * are not UTF-8 become U+FFFD. KOH_ERROR_TEXT_SIZE is always enough; less than that gives "". */
KOH_API void koh_error_format_json(const koh_error *error, char *text, size_t size);

#ifdef __cplusplus
}
#endif
#endif
