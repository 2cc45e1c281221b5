/* PX files in (PC-Axis file format 2013). */
#ifndef KOH_PX_PRIV_H
#define KOH_PX_PRIV_H

#include <stddef.h>

#include "io/figures_priv.h"

enum { KOH_PX_SIZE = 32 };

/* The encoding that a PX file says it has: CODEPAGE, else CHARSET when it is not plain "ANSI". 0 when it says none.
 * Looks at bytes in any encoding that has ASCII in its place. */
int koh__px_declared(const char *bytes, size_t length, char name[KOH_PX_SIZE]);

/* Does a text begin as a PX file does: KEYWORD= or KEYWORD("...")=? */
int koh__px_is(const char *text);

/* One KEYWORD[language]("key","key")=values; of a file. Texts are in the arena of the figures. */
typedef struct koh_px_entry {
    const char *name, *language; /* language "" = the file's own */
    const char *key;             /* the first subkey, or "" */
    size_t n_values;
    const char **values;
    const char *bare; /* what stands outside quotes: YES, 2, TLIST(A1) */
    size_t at, data;  /* offsets: of the keyword, behind "=" */
} koh_px_entry;

typedef struct koh_px {
    const char *file, *text; /* borrow */
    size_t length;
    koh_figures *figures;
    size_t n, size;
    koh_px_entry *entries; /* [n], owns */
} koh_px;

/* Takes a text apart into entries; DATA is the last and keeps its cells as text from `data`. KOH_ESYNTAX, KOH_ENOMEM;
 * caller ends it with koh__free(px->entries), also on failure. */
koh_status koh__px_parse(koh_px *px, koh_error *error) KOH_NODISCARD;

/* The entry with a name and key (NULL = any) in the file's own language, or NULL. */
const koh_px_entry *koh__px_find(const koh_px *px, const char *name, const char *key);

/* Its only text, or NULL. */
const char *koh__px_text(const koh_px *px, const char *name, const char *key);

/* Sets an error at an offset and returns its status. */
koh_status koh__px_fail(const koh_px *px, size_t at, koh_status status, koh_error *error, const char *format, ...)
    KOH_PRINTF(5, 6);

/* Reads a whole text (valid UTF-8, ended). KOH_ESYNTAX, KOH_ESCHEMA, KOH_EMISSING, KOH_ESHAPE, KOH_ELIMIT with line and
 * column; KOH_ESCHEMA for KEYS. */
koh_status koh__px_read(const char *file, const char *text, size_t length, koh_figures **figures,
                        koh_error *error) KOH_NODISCARD;

#endif
