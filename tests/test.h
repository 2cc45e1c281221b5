/* What every unit test includes: cmocka and its needs, in the order cmocka asks for. */
#ifndef KOH_TEST_H
#define KOH_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define KOH_ASSERT_NEAR(actual, expected, relative)                                                                    \
    do {                                                                                                               \
        double a_ = (actual), e_ = (expected);                                                                         \
        double scale_ = e_ < 0 ? -e_ : e_;                                                                             \
        double gap_ = a_ < e_ ? e_ - a_ : a_ - e_;                                                                     \
        if (!(gap_ <= (relative) * (scale_ > 1e-300 ? scale_ : 1e-300))) {                                             \
            fail_msg("%s = %.17g, expected %.17g (relative gap %.3g)", #actual, a_, e_, gap_ / scale_);                \
        }                                                                                                              \
    } while (0)

#endif
