/* A sibling that looks sideways, sees GSL, and a header that nobody has. */
#include <gsl/gsl_math.h>

#include "base/guard_priv.h"
#include "nowhere.h"
#include "proj/step_priv.h"
#include "kohort/good.h"
