/* Parameters of the supply of staff: the plan's, or the defaults. */
#include "plan/workforce_priv.h"

const char *const koh__supply_names[KOH_SUPPLY_N] = {
    [KOH_SUPPLY_POSITION_SHARE] = "position_share", [KOH_SUPPLY_ABSENCE] = "absence",
    [KOH_SUPPLY_RETIREMENT_AGE] = "retirement_age", [KOH_SUPPLY_TURNOVER] = "turnover",
    [KOH_SUPPLY_HIRING_AGE] = "hiring_age",         [KOH_SUPPLY_SHARE_OF_WOMEN] = "share_of_women",
};

const koh_supply_default *koh__supply_default(const koh_inputs *inputs, koh_supply_parameter parameter,
                                              size_t profession)
{
    const koh_supply_default *of_all = NULL;
    for (size_t i = 0; i < inputs->n_supply; i++) {
        const koh_supply_default *row = &inputs->supply[i];
        if (row->parameter == parameter && row->profession == profession) {
            return row;
        }
        of_all = row->parameter == parameter && row->profession == inputs->n_professions ? row : of_all;
    }
    return of_all;
}

double koh__supply_at(const koh_inputs *inputs, const koh_plan_workforce *workforce, size_t profession,
                      koh_supply_parameter parameter, int year)
{
    const koh_plan_profession *own = &workforce->professions[profession];
    if (own->supply[parameter] != NULL) {
        return koh_quantity_at(own->supply[parameter], year);
    }
    if (parameter == KOH_SUPPLY_POSITION_SHARE && own->ages != NULL) {
        return own->file_share;
    }
    return koh__supply_default(inputs, parameter, profession)->value;
}
