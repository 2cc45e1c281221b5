/* Figures by age band in a plan file. */
#ifndef KOH_IO_AGE_RATES_PRIV_H
#define KOH_IO_AGE_RATES_PRIV_H

#include "io/binder_priv.h"
#include "plan/age_rates_priv.h"

enum { KOH_AGE_BAND_KEYS = 5 };

/* A member of a free map of bands: its ages, and its figure for both sexes or for each. */
#define KOH_AGE_BAND(unit_text, high)                                                                                  \
    {                                                                                                                  \
        { .key = "age_from", .kind = KOH_NODE_INT, .required = 1, .max = 130, .help = "youngest, completed years" },   \
            { .key = "age_to", .kind = KOH_NODE_INT, .max = 130, .help = "oldest; not said: open" },                   \
            KOH_QUANTITY("both", unit_text, 0, high, "of women and men"),                                              \
            KOH_QUANTITY("female", unit_text, 0, high, "of women"), KOH_QUANTITY("male", unit_text, 0, high, "of men") \
    }

/* The bands of a map, in order of age; findings where they do not hold every age once. Without a map n is 0. */
koh_age_rates koh__bind_age_rates(koh_binder *b, const cJSON *map, const char *place);

#endif
