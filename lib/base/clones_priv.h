/* Inner loops built once per width of the processor's vectors, chosen when the library is loaded. The loops hold no
 * sum over lanes that depends on the width and nothing is contracted, so every variant gives the same bits. */
#ifndef KOH_CLONES_PRIV_H
#define KOH_CLONES_PRIV_H

#include <limits.h> /* says which C library this is */

/* The choice is made by the loader before a sanitizer's runtime is ready: sanitized builds have one variant. */
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__) &&                           \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(KOH_ONE_VARIANT)
#define KOH_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define KOH_CLONES
#endif

#endif
