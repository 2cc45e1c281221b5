/* exp, exp(x) - 1 and -log(1 - x) for inner loops: straight-line arithmetic, so they fit into vectors and give the same
 * bits on every processor, which those of the C library do not promise.
 *
 * Source: the series of M. Abramowitz & I. A. Stegun (1964), Handbook of Mathematical Functions, 4.2.1 (exponential)
 * and 4.1.27 (logarithm), cut where the next term is below half a unit in the last place; exp is brought to |r| <=
 * log(2)/2 by x = k log(2) + r, log(2) in two parts (W. J. Cody & W. Waite 1980). Error: 2 units in the last place. */
#ifndef KOH_ELEMENTARY_PRIV_H
#define KOH_ELEMENTARY_PRIV_H

#include <stdint.h>
#include <string.h>

#define KOH_INLINE static inline __attribute__((always_inline))

#define KOH_LOG_TWO 0.69314718055994530942

/* 1 + r + r^2/2! + ... + r^13/13!, |r| <= log(2)/2. */
KOH_INLINE double koh__exp_series(double r)
{
    double sum = 1.0 / 6227020800;
    sum = sum * r + 1.0 / 479001600;
    sum = sum * r + 1.0 / 39916800;
    sum = sum * r + 1.0 / 3628800;
    sum = sum * r + 1.0 / 362880;
    sum = sum * r + 1.0 / 40320;
    sum = sum * r + 1.0 / 5040;
    sum = sum * r + 1.0 / 720;
    sum = sum * r + 1.0 / 120;
    sum = sum * r + 1.0 / 24;
    sum = sum * r + 1.0 / 6;
    sum = sum * r + 0.5;
    sum = sum * r + 1;
    return sum * r + 1;
}

/* e^x for -700 <= x <= 0; below that e^-700. */
KOH_INLINE double koh__exp_down(double x)
{
    const double log_two_high = 0x1.62e42fefap-1, log_two_low = 0x1.cf79abc9e3b398p-40; /* the first has 36 bits */
    const double to_whole = 0x1.8p52; /* adding it leaves the nearest whole number in the low bits */
    x = x < -700 ? -700 : x;
    const double shifted = x * (1 / KOH_LOG_TWO) + to_whole, k = shifted - to_whole;
    const double e = koh__exp_series((x - k * log_two_high) - k * log_two_low);
    uint64_t bits, exponent;
    double result;
    memcpy(&exponent, &shifted, sizeof exponent);
    memcpy(&bits, &e, sizeof bits);
    bits += exponent << 52;
    memcpy(&result, &bits, sizeof result);
    return result;
}

/* e^y - 1 for 0 <= y <= log(2). */
KOH_INLINE double koh__expm1_up(double y)
{
    double sum = 1.0 / 6402373705728000; /* 18! */
    sum = sum * y + 1.0 / 355687428096000;
    sum = sum * y + 1.0 / 20922789888000;
    sum = sum * y + 1.0 / 1307674368000;
    sum = sum * y + 1.0 / 87178291200;
    sum = sum * y + 1.0 / 6227020800;
    sum = sum * y + 1.0 / 479001600;
    sum = sum * y + 1.0 / 39916800;
    sum = sum * y + 1.0 / 3628800;
    sum = sum * y + 1.0 / 362880;
    sum = sum * y + 1.0 / 40320;
    sum = sum * y + 1.0 / 5040;
    sum = sum * y + 1.0 / 720;
    sum = sum * y + 1.0 / 120;
    sum = sum * y + 1.0 / 24;
    sum = sum * y + 1.0 / 6;
    sum = sum * y + 0.5;
    return (sum * y + 1) * y;
}

/* -log(1 - p) for 0 <= p <= 1/2: 2 (s + s^3/3 + s^5/5 + ...), s = p/(2 - p) <= 1/3. */
KOH_INLINE double koh__minus_log1m(double p)
{
    const double s = p / (2 - p), ss = s * s;
    double sum = 1.0 / 33;
    sum = sum * ss + 1.0 / 31;
    sum = sum * ss + 1.0 / 29;
    sum = sum * ss + 1.0 / 27;
    sum = sum * ss + 1.0 / 25;
    sum = sum * ss + 1.0 / 23;
    sum = sum * ss + 1.0 / 21;
    sum = sum * ss + 1.0 / 19;
    sum = sum * ss + 1.0 / 17;
    sum = sum * ss + 1.0 / 15;
    sum = sum * ss + 1.0 / 13;
    sum = sum * ss + 1.0 / 11;
    sum = sum * ss + 1.0 / 9;
    sum = sum * ss + 1.0 / 7;
    sum = sum * ss + 1.0 / 5;
    sum = sum * ss + 1.0 / 3;
    return 2 * (sum * ss * s + s);
}

/* The same in single precision, for what is decided only where an error does not matter: exp to 6 units of 2^-24
 * besides those of its argument, the logarithm to 8. */

/* e^x for -80 <= x <= 0; below that e^-80. */
KOH_INLINE float koh__exp_down_narrow(float x)
{
    const float log_two_high = 0x1.62e4p-1F, log_two_low = 0x1.7f7d1cp-20F; /* the first has 16 bits */
    const float to_whole = 0x1.8p23F;
    x = x < -80 ? -80 : x;
    const float shifted = x * (float) (1 / KOH_LOG_TWO) + to_whole, k = shifted - to_whole;
    const float r = (x - k * log_two_high) - k * log_two_low;
    float sum = 1.0F / 5040;
    sum = sum * r + 1.0F / 720;
    sum = sum * r + 1.0F / 120;
    sum = sum * r + 1.0F / 24;
    sum = sum * r + 1.0F / 6;
    sum = sum * r + 0.5F;
    sum = sum * r + 1;
    sum = sum * r + 1;
    uint32_t bits, exponent;
    float result;
    memcpy(&exponent, &shifted, sizeof exponent);
    memcpy(&bits, &sum, sizeof bits);
    bits += exponent << 23;
    memcpy(&result, &bits, sizeof result);
    return result;
}

/* e^y - 1 for 0 <= y <= log(2). */
KOH_INLINE float koh__expm1_up_narrow(float y)
{
    float sum = 1.0F / 3628800; /* 10! */
    sum = sum * y + 1.0F / 362880;
    sum = sum * y + 1.0F / 40320;
    sum = sum * y + 1.0F / 5040;
    sum = sum * y + 1.0F / 720;
    sum = sum * y + 1.0F / 120;
    sum = sum * y + 1.0F / 24;
    sum = sum * y + 1.0F / 6;
    sum = sum * y + 0.5F;
    return (sum * y + 1) * y;
}

/* -log(1 - p) for 0 <= p <= 1/2. */
KOH_INLINE float koh__minus_log1m_narrow(float p)
{
    const float s = p / (2 - p), ss = s * s;
    float sum = 1.0F / 15;
    sum = sum * ss + 1.0F / 13;
    sum = sum * ss + 1.0F / 11;
    sum = sum * ss + 1.0F / 9;
    sum = sum * ss + 1.0F / 7;
    sum = sum * ss + 1.0F / 5;
    sum = sum * ss + 1.0F / 3;
    return 2 * (sum * ss * s + s);
}

#endif
