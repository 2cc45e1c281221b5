/* What this build is. */
#ifndef KOH_VERSION_H
#define KOH_VERSION_H

#include "kohort/api.h"

#ifdef __cplusplus
extern "C" {
#endif

#define KOH_RESULT_VERSION 1 /* of the result format */
#define KOH_PLAN_VERSION 1   /* of the plan format */

/* "0.1.0". Static. */
KOH_API const char *koh_version(void);

#ifdef __cplusplus
}
#endif
#endif
