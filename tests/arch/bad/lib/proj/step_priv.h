/* Fine. */
#ifndef KOH_STEP_PRIV_H
#define KOH_STEP_PRIV_H
#endif
