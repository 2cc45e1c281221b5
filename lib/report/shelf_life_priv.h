/* Until when figures hold, in numbers and words. */
#ifndef KOH_REPORT_SHELF_LIFE_PRIV_H
#define KOH_REPORT_SHELF_LIFE_PRIV_H

#include "plan/result_priv.h"

enum { KOH_SHELF_TEXT = 32 };

/* The last year that a figure of the cube holds for: indicators/shelf_life by age band, demand/shelf_life by service.
 * NaN where nothing is told. */
double koh__holds_until(const koh_scenario_result *scenario, const char *path, const char *label);

/* ... as "2036", or "at least 2040" where no hindcast was long enough to tell; empty where nothing is told. */
void koh__holds_text(const koh_scenario_result *scenario, const char *path, const char *label, size_t language,
                     char text[KOH_SHELF_TEXT]);

#endif
