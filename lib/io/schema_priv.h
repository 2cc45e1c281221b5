/* One declarative engine for JSON documents: a tree of descriptions checks a document, gives every problem with its
 * JSON pointer, and prints itself as JSON Schema. */
#ifndef KOH_SCHEMA_PRIV_H
#define KOH_SCHEMA_PRIV_H

#include <cJSON.h>
#include <stddef.h>

#include "base/memory_priv.h"
#include "base/text_priv.h"
#include "kohort/status.h"

typedef enum koh_node_kind {
    KOH_NODE_OBJECT = 0, /* named members */
    KOH_NODE_MAP,        /* members named by a catalogue, all of one form */
    KOH_NODE_LIST,
    KOH_NODE_QUANTITY,
    KOH_NODE_INT,
    KOH_NODE_TEXT,
    KOH_NODE_LABEL, /* {"nb": , "nn": , "en": } with at least one, or one text for all */
    KOH_NODE_CHOICE,
    KOH_NODE_BOOL,
    KOH_NODE_YEARS, /* [from, to] */
    KOH_NODE_FILE,  /* {"file": , "source" or "assumption": } or, where choices are given, one of them */
    KOH_NODE_PATCH  /* a JSON Merge Patch over the root */
} koh_node_kind;

typedef enum koh_node_names {
    KOH_NAMES_NONE = 0,
    KOH_NAMES_SERVICES,
    KOH_NAMES_PROFESSIONS,
    KOH_NAMES_N
} koh_node_names;

typedef struct koh_node koh_node;
struct koh_node {
    const char *key;
    koh_node_kind kind;
    int required;
    const char *help; /* one phrase, for the JSON Schema */
    const char *unit; /* of quantities */
    double min, max;  /* of numbers, both 0 = any */
    size_t n;
    const koh_node *children;   /* OBJECT: [n]; MAP, LIST: [1] */
    const char *const *choices; /* [n] of CHOICE and FILE */
    koh_node_names names;
};

/* The names that the maps of a document may use. */
typedef struct koh_name_list {
    size_t n;
    const char *const *names;
} koh_name_list;

/* One problem: in the document at a pointer, or in a file that it refers to (then file is set). */
typedef struct koh_finding {
    koh_status status;
    const char *pointer, *message, *file;
    size_t line, column;
} koh_finding;

typedef struct koh_findings {
    koh_arena *arena; /* borrows; holds the texts */
    size_t n, size;
    koh_finding *items; /* owned by the arena */
    int failed;         /* out of memory */
} koh_findings;

/* Adds a finding, unless it is known already; beyond KOH_FINDINGS_MAX further ones are dropped. */
enum { KOH_FINDINGS_MAX = 1000 };
void koh__findings_append(koh_findings *findings, const koh_finding *finding);
void koh__findings_add(koh_findings *findings, koh_status status, const char *pointer, const char *format, ...)
    KOH_PRINTF(4, 5);

/* Adds an error that stands in a file of its own; without a file it is one of the document at the pointer. */
void koh__findings_add_error(koh_findings *findings, const koh_error *error, const char *pointer);

/* A finding as an error; `file` is the document's name. */
void koh__finding_error(const koh_finding *finding, const char *file, koh_error *error);

/* Checks a document against a description and adds what is wrong. lists[KOH_NAMES_N]. */
void koh__schema_check(const koh_node *root, const cJSON *tree, const koh_name_list *lists, koh_findings *findings);

/* The form of a quantity's range. Its shapes in the order of koh_shape, its forms in that of koh_range_form. */
enum { KOH_RANGE_SHAPES = 5, KOH_RANGE_FORMS = 3 };
extern const char *const koh__range_shapes[KOH_RANGE_SHAPES], *const koh__range_forms[KOH_RANGE_FORMS];
void koh__schema_check_range(const cJSON *item, const char *pointer, koh_findings *findings);

/* The description of what stands at a pointer of named members, or NULL. */
const koh_node *koh__schema_at(const koh_node *root, const char *pointer);

/* Is this object a quantity (it has a value, a path or a file)? The leaf rule of merge patches. */
int koh__is_quantity(const cJSON *node);

/* Appends a description as JSON Schema (draft 2020-12). */
void koh__schema_write(const koh_node *root, const char *title, const koh_name_list *lists, koh_buffer *buffer);

#endif
