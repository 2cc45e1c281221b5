/* The keywords of a PX file. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "io/place_priv.h"
#include "io/px_priv.h"

typedef struct parser {
    koh_px *px;
    koh_error *error;
    size_t at;
    const char **values; /* of the entry that is read, owns */
    size_t n_values, size_values;
    koh_buffer text; /* scratch */
} parser;

koh_status koh__px_fail(const koh_px *px, size_t at, koh_status status, koh_error *error, const char *format, ...)
{
    char message[KOH_MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    (void) vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    (void) koh_error_set(error, status, "%s", message);
    koh__place(error, px->file, px->text, at < px->length ? at : px->length);
    return status;
}

static koh_status no_memory(koh_error *error)
{
    return koh_error_set(error, KOH_ENOMEM, "out of memory");
}

static int is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static int is_keyword(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

static char skip_spaces(parser *p)
{
    while (is_space(p->px->text[p->at])) {
        p->at++;
    }
    return p->px->text[p->at];
}

/* Texts in quotes, also of several lines: "a" "b" is one. Left in p->text. */
static koh_status read_quoted(parser *p)
{
    p->text.length = 0;
    do {
        const char *start = p->px->text + p->at + 1, *end = strchr(start, '"');
        if (end == NULL) {
            return koh__px_fail(p->px, p->at, KOH_ESYNTAX, p->error, "these quotes never close");
        }
        koh__buffer_bytes(&p->text, start, (size_t) (end - start));
        p->at = (size_t) (end + 1 - p->px->text);
    } while (skip_spaces(p) == '"');
    return p->text.failed ? no_memory(p->error) : KOH_OK;
}

static koh_status keep_value(parser *p)
{
    if (p->n_values == p->size_values) {
        size_t size = p->size_values == 0 ? 64 : p->size_values * 2;
        const char **grown = koh__grow(p->values, size, sizeof *grown);
        if (grown == NULL) {
            return no_memory(p->error);
        }
        p->values = grown;
        p->size_values = size;
    }
    const char *copy =
        koh__arena_text_n(p->px->figures->arena, p->text.data == NULL ? "" : p->text.data, p->text.length);
    p->values[p->n_values++] = copy;
    return copy == NULL ? no_memory(p->error) : KOH_OK;
}

/* [no] and ("region","3310") behind a keyword. */
static koh_status read_subkeys(parser *p, koh_px_entry *entry)
{
    koh_arena *arena = p->px->figures->arena;
    if (skip_spaces(p) == '[') {
        const char *start = p->px->text + p->at + 1;
        size_t length = strcspn(start, "]\n");
        if (start[length] != ']') {
            return koh__px_fail(p->px, p->at, KOH_ESYNTAX, p->error, "this bracket never closes");
        }
        entry->language = koh__arena_text_n(arena, start, length);
        p->at += length + 2;
    }
    if (entry->language == NULL) {
        return no_memory(p->error);
    }
    if (skip_spaces(p) != '(') {
        return KOH_OK;
    }
    size_t open = p->at++;
    for (size_t n = 0; skip_spaces(p) != ')'; n++) {
        if (p->px->text[p->at] != '"') {
            return koh__px_fail(p->px, open, KOH_ESYNTAX, p->error, "expected quoted names in parentheses");
        }
        koh_status status = read_quoted(p);
        if (status != KOH_OK) {
            return status;
        }
        if (n == 0) {
            entry->key = koh__arena_text_n(arena, p->text.data == NULL ? "" : p->text.data, p->text.length);
            if (entry->key == NULL) {
                return no_memory(p->error);
            }
        }
        p->at += skip_spaces(p) == ',';
    }
    p->at++;
    return KOH_OK;
}

/* Everything up to the semicolon. */
static koh_status read_values(parser *p, koh_px_entry *entry)
{
    koh_buffer bare = { 0 };
    koh_status status = KOH_OK;
    p->n_values = 0;
    for (char c = skip_spaces(p); c != ';' && status == KOH_OK; c = skip_spaces(p)) {
        if (c == '\0') {
            status = koh__px_fail(p->px, entry->at, KOH_ESYNTAX, p->error, "no semicolon ends this keyword");
        } else if (c == '"') {
            status = read_quoted(p);
            status = status == KOH_OK ? keep_value(p) : status;
        } else {
            koh__buffer_bytes(&bare, &c, c != ',');
            p->at++;
        }
    }
    p->at += status == KOH_OK;
    koh_arena *arena = p->px->figures->arena;
    entry->n_values = p->n_values;
    entry->values = KOH_TAKE(arena, p->n_values, const char *);
    entry->bare = bare.failed ? NULL : koh__arena_text_n(arena, bare.data == NULL ? "" : bare.data, bare.length);
    koh__buffer_free(&bare);
    if (status == KOH_OK && (entry->values == NULL || entry->bare == NULL)) {
        return no_memory(p->error);
    }
    for (size_t i = 0; status == KOH_OK && i < p->n_values; i++) {
        entry->values[i] = p->values[i];
    }
    return status;
}

static koh_status read_entry(parser *p)
{
    koh_px *px = p->px;
    if (px->n == px->size) {
        size_t size = px->size == 0 ? 64 : px->size * 2;
        koh_px_entry *grown = koh__grow(px->entries, size, sizeof *grown);
        if (grown == NULL) {
            return no_memory(p->error);
        }
        px->entries = grown;
        px->size = size;
    }
    koh_px_entry *entry = &px->entries[px->n];
    *entry = (koh_px_entry){ .language = "", .key = "", .bare = "", .at = p->at };
    while (is_keyword(px->text[p->at])) {
        p->at++;
    }
    if (p->at == entry->at) {
        return koh__px_fail(px, p->at, KOH_ESYNTAX, p->error, "expected a keyword in capitals");
    }
    entry->name = koh__arena_text_n(px->figures->arena, px->text + entry->at, p->at - entry->at);
    if (entry->name == NULL) {
        return no_memory(p->error);
    }
    koh_status status = read_subkeys(p, entry);
    if (status != KOH_OK) {
        return status;
    }
    if (skip_spaces(p) != '=') {
        return koh__px_fail(px, p->at, KOH_ESYNTAX, p->error, "expected \"=\" behind %.40s", entry->name);
    }
    entry->data = ++p->at;
    if (strcmp(entry->name, "DATA") != 0) {
        status = read_values(p, entry);
    }
    px->n += status == KOH_OK;
    return status;
}

koh_status koh__px_parse(koh_px *px, koh_error *error)
{
    parser p = { .px = px, .error = error };
    koh_status status = KOH_OK;
    int data = 0;
    while (status == KOH_OK && !data && skip_spaces(&p) != '\0') {
        status = read_entry(&p);
        data = status == KOH_OK && strcmp(px->entries[px->n - 1].name, "DATA") == 0;
    }
    koh__free(p.values);
    koh__buffer_free(&p.text);
    return status == KOH_OK && !data ? koh__px_fail(px, px->length, KOH_EMISSING, error, "no DATA") : status;
}

const koh_px_entry *koh__px_find(const koh_px *px, const char *name, const char *key)
{
    for (size_t i = 0; i < px->n; i++) {
        const koh_px_entry *entry = &px->entries[i];
        if (entry->language[0] == '\0' && strcmp(entry->name, name) == 0 &&
            (key == NULL || strcmp(entry->key, key) == 0)) {
            return entry;
        }
    }
    return NULL;
}

const char *koh__px_text(const koh_px *px, const char *name, const char *key)
{
    const koh_px_entry *entry = koh__px_find(px, name, key);
    return entry != NULL && entry->n_values == 1 ? entry->values[0] : NULL;
}

int koh__px_is(const char *text)
{
    text += strspn(text, " \t\r\n");
    size_t n = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-");
    return n >= 3 && (text[n] == '=' || strncmp(text + n, "(\"", 2) == 0 || text[n] == '[');
}

/* The quoted text of a keyword that starts a line, in bytes of any encoding. */
static int find_quoted(const char *bytes, size_t length, const char *name, char text[KOH_PX_SIZE])
{
    size_t n = strlen(name);
    for (size_t i = 0; i + n < length; i++) {
        if ((i > 0 && bytes[i - 1] != '\n' && bytes[i - 1] != ';') || memcmp(bytes + i, name, n) != 0) {
            continue;
        }
        size_t from = i + n, k = 0;
        while (from < length && (bytes[from] == ' ' || bytes[from] == '"')) {
            from++;
        }
        while (from + k < length && bytes[from + k] != '"' && bytes[from + k] != ';' && k + 1 < KOH_PX_SIZE) {
            text[k] = bytes[from + k];
            k++;
        }
        text[k] = '\0';
        return k > 0;
    }
    return 0;
}

int koh__px_declared(const char *bytes, size_t length, char name[KOH_PX_SIZE])
{
    return find_quoted(bytes, length, "CODEPAGE=", name) ||
           (find_quoted(bytes, length, "CHARSET=", name) && strcmp(name, "ANSI") != 0);
}
