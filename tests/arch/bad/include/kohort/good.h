/* Fine. */
#ifndef KOH_GOOD_H
#define KOH_GOOD_H
#include <stddef.h>
#endif
