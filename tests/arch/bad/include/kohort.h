#ifndef KOH_KOHORT_H
#define KOH_KOHORT_H

#include "kohort/good.h"

#endif
