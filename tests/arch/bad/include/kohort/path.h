/* Fine. */
#ifndef KOH_PATH_H
#define KOH_PATH_H
#endif
