/* JSON in and out. In: a strict scan of our own (RFC 8259, depth <= 64, no duplicate keys, finite numbers, UTF-8) and
 * then cJSON's tree. Out: a streaming writer of our own numbers. */
#ifndef KOH_JSON_PRIV_H
#define KOH_JSON_PRIV_H

#include <cJSON.h>
#include <stddef.h>

#include "base/text_priv.h"
#include "kohort/status.h"

/* KOH_ESYNTAX, KOH_EENCODING, KOH_ELIMIT, KOH_EDUPLICATE with file:line:column (column in characters from 1).
 * Caller frees with cJSON_Delete. */
koh_status koh__json_read(const char *file, const char *text, size_t length, cJSON **tree,
                          koh_error *error) KOH_NODISCARD;

/* JSON Merge Patch (RFC 7396) of `patch` into *target, in place; *target may become another node. Where is_leaf(node)
 * of a patch member is not 0 the member replaces the target's whole (quantities are leaves); is_leaf NULL = the plain
 * RFC. KOH_ENOMEM. */
koh_status koh__json_merge(cJSON **target, const cJSON *patch, int (*is_leaf)(const cJSON *)) KOH_NODISCARD;

/* The writer. Pretty = a newline and two spaces per level for objects; arrays of numbers stay on one line. Errors are
 * kept in buffer->failed. */
typedef struct koh_json_writer {
    koh_buffer *buffer;
    int depth;
    int first; /* nothing written yet on this level */
} koh_json_writer;

void koh__json_open(koh_json_writer *writer, char bracket);  /* '{' or '[' */
void koh__json_close(koh_json_writer *writer, char bracket); /* '}' or ']' */
void koh__json_key(koh_json_writer *writer, const char *key);
void koh__json_text(koh_json_writer *writer, const char *text); /* NULL = null */
void koh__json_number(koh_json_writer *writer, double value);   /* NaN = null */
void koh__json_bool(koh_json_writer *writer, int value);
void koh__json_numbers(koh_json_writer *writer, size_t n, const double *values);
void koh__json_ints(koh_json_writer *writer, size_t n, const int *values);
void koh__json_texts(koh_json_writer *writer, size_t n, const char *const *texts);
void koh__json_tree(koh_json_writer *writer, const cJSON *tree); /* a tree as koh__json_read gives it: depth <= 64 */

#endif
