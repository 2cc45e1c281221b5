/* The two sexes the registers know, as they index arrays. */
#ifndef KOH_SEX_H
#define KOH_SEX_H

enum { KOH_FEMALE = 0, KOH_MALE = 1, KOH_SEXES = 2 };

#endif
