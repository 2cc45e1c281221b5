/* The log of disclosure control. */
#ifndef KOH_DISCLOSURE_JSON_PRIV_H
#define KOH_DISCLOSURE_JSON_PRIV_H

#include "base/text_priv.h"
#include "plan/result_priv.h"

/* Appends disclosure_log.json of a published result: the policy, the plan's figures that are withheld, how many cells
 * of each cube are, and the cubes that the country's rates alone stand behind. It does not tell why a cell is withheld:
 * that would tell small counts from those that are withheld for their sake. */
void koh__disclosure_write(const koh_result *result, koh_buffer *buffer);

#endif
