/* Marks of the public interface: what is exported, and whose result must be looked at. */
#ifndef KOH_API_H
#define KOH_API_H

#if defined(__GNUC__)
#define KOH_API __attribute__((visibility("default")))
#define KOH_NODISCARD __attribute__((warn_unused_result))
#define KOH_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define KOH_API
#define KOH_NODISCARD
#define KOH_PRINTF(text, first)
#endif

#endif
