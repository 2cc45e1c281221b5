/* Named for its age; looks up. */
#include <gsl/gsl_math.h>

#include "kohort/path.h"
