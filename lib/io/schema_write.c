/* A description as JSON Schema (draft 2020-12). Recursion is bounded by the depth of the description. */
#include "core/language_priv.h"
#include "io/json_priv.h"
#include "io/schema_priv.h"

static void key_text(koh_json_writer *w, const char *key, const char *text)
{
    koh__json_key(w, key);
    koh__json_text(w, text);
}

static void limits(koh_json_writer *w, const koh_node *node)
{
    if (node->min != 0 || node->max != 0) {
        koh__json_key(w, "minimum");
        koh__json_number(w, node->min);
        koh__json_key(w, "maximum");
        koh__json_number(w, node->max);
    }
}

static void some_text(koh_json_writer *w)
{
    key_text(w, "type", "string");
    koh__json_key(w, "minLength");
    koh__json_number(w, 1);
}

static void one_text(koh_json_writer *w, const char *key)
{
    koh__json_key(w, key);
    koh__json_open(w, '{');
    some_text(w);
    koh__json_close(w, '}');
}

/* "oneOf": [{"required": [a]}, ...] or "anyOf". */
static void requires_of(koh_json_writer *w, const char *how, size_t n, const char *const *keys)
{
    koh__json_key(w, how);
    koh__json_open(w, '[');
    for (size_t i = 0; i < n; i++) {
        koh__json_open(w, '{');
        koh__json_key(w, "required");
        koh__json_texts(w, 1, &keys[i]);
        koh__json_close(w, '}');
    }
    koh__json_close(w, ']');
}

static void write_range(koh_json_writer *w)
{
    static const char *const ends[] = { "low", "high" }, *const reasons[] = { "source", "assumption" };
    key_text(w, "type", "object");
    key_text(w, "description", "how far the figure may be from this: 10th and 90th percentile, or least and most");
    koh__json_key(w, "properties");
    koh__json_open(w, '{');
    for (size_t i = 0; i < 2; i++) {
        koh__json_key(w, ends[i]);
        koh__json_open(w, '{');
        key_text(w, "type", "number");
        koh__json_close(w, '}');
    }
    koh__json_key(w, "shape");
    koh__json_open(w, '{');
    koh__json_key(w, "enum");
    koh__json_texts(w, KOH_RANGE_SHAPES, koh__range_shapes);
    koh__json_close(w, '}');
    koh__json_key(w, "as");
    koh__json_open(w, '{');
    koh__json_key(w, "enum");
    koh__json_texts(w, KOH_RANGE_FORMS, koh__range_forms);
    koh__json_close(w, '}');
    one_text(w, "shared");
    one_text(w, "source");
    one_text(w, "assumption");
    koh__json_close(w, '}');
    koh__json_key(w, "additionalProperties");
    koh__json_bool(w, 0);
    koh__json_key(w, "required");
    koh__json_texts(w, 2, ends);
    requires_of(w, "anyOf", 2, reasons);
}

static void write_quantity(koh_json_writer *w, const koh_node *node)
{
    static const char *const texts[] = { "file", "column", "source", "assumption" };
    static const char *const bases[] = { "stock_31dec", "through_year", "bed_days" };
    static const char *const forms[] = { "value", "path", "file" };
    key_text(w, "type", "object");
    koh__json_key(w, "properties");
    koh__json_open(w, '{');
    koh__json_key(w, "value");
    koh__json_open(w, '{');
    key_text(w, "type", "number");
    limits(w, node);
    koh__json_close(w, '}');
    koh__json_key(w, "path");
    koh__json_open(w, '{');
    key_text(w, "type", "object");
    koh__json_key(w, "minProperties");
    koh__json_number(w, 1);
    koh__json_key(w, "patternProperties");
    koh__json_open(w, '{');
    koh__json_key(w, "^[12][0-9]{3}$");
    koh__json_open(w, '{');
    key_text(w, "type", "number");
    limits(w, node);
    koh__json_close(w, '}');
    koh__json_close(w, '}');
    koh__json_key(w, "additionalProperties");
    koh__json_bool(w, 0);
    koh__json_close(w, '}');
    for (size_t i = 0; i < 4; i++) {
        one_text(w, texts[i]);
    }
    koh__json_key(w, "unit");
    koh__json_open(w, '{');
    if (node->unit != NULL) {
        key_text(w, "const", node->unit);
    } else {
        key_text(w, "type", "string");
    }
    koh__json_close(w, '}');
    koh__json_key(w, "year");
    koh__json_open(w, '{');
    key_text(w, "type", "integer");
    koh__json_close(w, '}');
    koh__json_key(w, "basis");
    koh__json_open(w, '{');
    koh__json_key(w, "enum");
    koh__json_texts(w, 3, bases);
    koh__json_close(w, '}');
    koh__json_key(w, "range");
    koh__json_open(w, '{');
    write_range(w);
    koh__json_close(w, '}');
    koh__json_close(w, '}');
    koh__json_key(w, "additionalProperties");
    koh__json_bool(w, 0);
    requires_of(w, "oneOf", 3, forms);
    requires_of(w, "anyOf", 2, texts + 2);
}

static void write_label(koh_json_writer *w)
{
    static const char *const types[] = { "string", "object" };
    koh__json_key(w, "type");
    koh__json_texts(w, 2, types);
    koh__json_key(w, "properties");
    koh__json_open(w, '{');
    for (size_t i = 0; i < KOH_LANGUAGES; i++) {
        one_text(w, koh__languages[i]);
    }
    koh__json_close(w, '}');
    koh__json_key(w, "additionalProperties");
    koh__json_bool(w, 0);
}

static void write_file(koh_json_writer *w, const koh_node *node)
{
    static const char *const texts[] = { "file", "source", "assumption" };
    koh__json_key(w, "anyOf");
    koh__json_open(w, '[');
    if (node->n > 0) {
        koh__json_open(w, '{');
        koh__json_key(w, "enum");
        koh__json_texts(w, node->n, node->choices);
        koh__json_close(w, '}');
    }
    koh__json_open(w, '{');
    key_text(w, "type", "object");
    koh__json_key(w, "properties");
    koh__json_open(w, '{');
    for (size_t i = 0; i < 3; i++) {
        one_text(w, texts[i]);
    }
    koh__json_close(w, '}');
    koh__json_key(w, "required");
    koh__json_texts(w, 1, texts);
    requires_of(w, "anyOf", 2, texts + 1);
    koh__json_key(w, "additionalProperties");
    koh__json_bool(w, 0);
    koh__json_close(w, '}');
    koh__json_close(w, ']');
}

static void write_node(koh_json_writer *w, const koh_node *node, const koh_name_list *lists);

static void write_members(koh_json_writer *w, const koh_node *node, const koh_name_list *lists)
{
    const koh_name_list *list = &lists[node->names];
    key_text(w, "type", "object");
    koh__json_key(w, "properties");
    koh__json_open(w, '{');
    for (size_t i = 0; node->kind == KOH_NODE_OBJECT && i < node->n; i++) {
        koh__json_key(w, node->children[i].key);
        write_node(w, &node->children[i], lists);
    }
    for (size_t i = 0; node->kind == KOH_NODE_MAP && i < list->n; i++) {
        koh__json_key(w, list->names[i]);
        write_node(w, &node->children[0], lists);
    }
    koh__json_close(w, '}');
    if (node->kind == KOH_NODE_MAP && (node->names == KOH_NAMES_NONE || node->names == KOH_NAMES_SERVICES)) {
        koh__json_key(w, "patternProperties");
        koh__json_open(w, '{');
        koh__json_key(w, node->names == KOH_NAMES_NONE ? "^[a-z0-9_]{1,64}$" : "^own_[a-z0-9_]{1,60}$");
        write_node(w, &node->children[0], lists);
        koh__json_close(w, '}');
    }
    koh__json_key(w, "additionalProperties");
    koh__json_bool(w, 0);
    const char *required[64];
    size_t n = 0;
    for (size_t i = 0; node->kind == KOH_NODE_OBJECT && i < node->n; i++) {
        if (node->children[i].required) {
            required[n++] = node->children[i].key;
        }
    }
    if (n > 0) {
        koh__json_key(w, "required");
        koh__json_texts(w, n, required);
    }
}

static void write_years(koh_json_writer *w)
{
    key_text(w, "type", "array");
    koh__json_key(w, "items");
    koh__json_open(w, '{');
    key_text(w, "type", "integer");
    koh__json_close(w, '}');
    koh__json_key(w, "minItems");
    koh__json_number(w, 2);
    koh__json_key(w, "maxItems");
    koh__json_number(w, 2);
}

static void write_form(koh_json_writer *w, const koh_node *node, const koh_name_list *lists)
{
    switch (node->kind) {
    case KOH_NODE_OBJECT:
    case KOH_NODE_MAP:
        write_members(w, node, lists);
        break;
    case KOH_NODE_LIST:
        key_text(w, "type", "array");
        koh__json_key(w, "items");
        write_node(w, &node->children[0], lists);
        break;
    case KOH_NODE_QUANTITY:
        write_quantity(w, node);
        break;
    case KOH_NODE_INT:
        key_text(w, "type", "integer");
        limits(w, node);
        break;
    case KOH_NODE_TEXT:
        some_text(w);
        break;
    case KOH_NODE_LABEL:
        write_label(w);
        break;
    case KOH_NODE_CHOICE:
        koh__json_key(w, "enum");
        koh__json_texts(w, node->n, node->choices);
        break;
    case KOH_NODE_BOOL:
        key_text(w, "type", "boolean");
        break;
    case KOH_NODE_YEARS:
        write_years(w);
        break;
    case KOH_NODE_FILE:
        write_file(w, node);
        break;
    case KOH_NODE_PATCH:
        key_text(w, "type", "object");
        break;
    }
}

static void write_node(koh_json_writer *w, const koh_node *node, const koh_name_list *lists)
{
    koh__json_open(w, '{');
    if (node->help != NULL) {
        key_text(w, "description", node->help);
    }
    write_form(w, node, lists);
    koh__json_close(w, '}');
}

void koh__schema_write(const koh_node *root, const char *title, const koh_name_list *lists, koh_buffer *buffer)
{
    koh_json_writer w = { .buffer = buffer, .first = 1 };
    koh__json_open(&w, '{');
    key_text(&w, "$schema", "https://json-schema.org/draft/2020-12/schema");
    key_text(&w, "title", title);
    write_form(&w, root, lists);
    koh__json_close(&w, '}');
    koh__buffer_char(buffer, '\n');
}
