/* SHA-256 (FIPS 180-4). */
#ifndef KOH_DIGEST_PRIV_H
#define KOH_DIGEST_PRIV_H

#include <stddef.h>

enum { KOH_DIGEST_SIZE = 65 };

/* The digest of `length` bytes as 64 lower-case hex digits, ended. */
void koh__digest(const void *bytes, size_t length, char hex[KOH_DIGEST_SIZE]);

#endif
