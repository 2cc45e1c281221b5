/* Inner loops built once per width of the processor's vectors, chosen when the library is loaded. The loops hold no
 * sum over lanes that depends on the width and nothing is contracted, so every variant gives the same bits. */
#ifndef KOH_CLONES_PRIV_H
#define KOH_CLONES_PRIV_H

#include <limits.h> /* says which C library this is */

/* The choice is made by the loader before a sanitizer's runtime is ready: sanitized builds have one variant. */
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__) &&                           \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(KOH_ONE_VARIANT)
#define KOH_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#define KOH_CLONES_16                                                                                                  \
    __attribute__((target_clones("arch=x86-64-v4", "avx2", "default"))) /* loops over 16-bit numbers */
#else
#define KOH_CLONES
#define KOH_CLONES_16
#endif

/* Loops written for 512-bit registers by hand, beside a plain form that gives the same bits. gcc's sanitizers get the
 * plain form, so that it is tested too. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) &&     \
    !defined(KOH_ONE_VARIANT)
#define KOH_WIDE 1
#define KOH_WIDE_TARGET __attribute__((target("arch=x86-64-v4")))

static inline int koh__has_wide(void)
{
    return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl");
}
#else
#define KOH_WIDE 0
#endif

#endif
