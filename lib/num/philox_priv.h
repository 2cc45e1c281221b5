/* The constants of Philox4x32-10 (Salmon et al. 2011), for its plain and its wide form. */
#ifndef KOH_PHILOX_PRIV_H
#define KOH_PHILOX_PRIV_H

#include <stdint.h>

#define KOH_PHILOX_ROUNDS 10
#define KOH_PHILOX_M0 UINT32_C(0xD2511F53)
#define KOH_PHILOX_M1 UINT32_C(0xCD9E8D57)
#define KOH_PHILOX_W0 UINT32_C(0x9E3779B9)
#define KOH_PHILOX_W1 UINT32_C(0xBB67AE85)

#endif
