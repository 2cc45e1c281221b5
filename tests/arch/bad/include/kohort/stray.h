/* Installed by nobody. */
#ifndef KOH_STRAY_H
#define KOH_STRAY_H
#endif
