/* Words of the columns of the tables on what is aimed at with the staff: degrees, courses, full positions. */
#include "report/column_staff_aims_priv.h"

static const koh_column_word words[] = {
    { "course", { "Kurs", "Kurs", "Course" }, NULL, 0 },
    { "users_moved",
      { "Brukere som flyttes til en annen tjeneste", "Brukarar som blir flytta til ei anna teneste",
        "Users moved to another service" },
      "persons",
      0 },
    { "users_received",
      { "Brukere som kommer fra en annen tjeneste", "Brukarar som kjem frå ei anna teneste",
        "Users who come from another service" },
      "persons",
      0 },
    { "share_supply",
      { "Andel med høyere utdanning", "Del med høgare utdanning", "Share with higher education" },
      "share",
      3 },
    { "share_demand", { "Andel i behovet", "Del i behovet", "Share in the demand" }, "share", 3 },
    { "share_target", { "Mål for andelen", "Mål for delen", "Target share" }, "share", 3 },
    { "fte_to_target", { "Årsverk opp til målet", "Årsverk opp til målet", "FTE up to the target" }, "fte", 1 },
    { "fte_to_hire",
      { "Årsverk som må ansettes i året", "Årsverk som må tilsetjast i året", "FTE to be hired in the year" },
      "fte",
      1 },
    { "share_trained",
      { "Andel som har kurset ved årets slutt", "Del som har kurset ved slutten av året",
        "Share trained at the end of the year" },
      "share",
      3 },
    { "participants", { "Deltakere i året", "Deltakarar i året", "Participants in the year" }, "persons", 1 },
    { "course_hours", { "Kurstimer i året", "Kurstimar i året", "Course hours in the year" }, "hours per year", 0 },
    { "mean_position_aim",
      { "Stilling det siktes mot", "Stilling det blir sikta mot", "Position aimed at" },
      "share",
      2 },
    { "fte_more", { "Flere årsverk", "Fleire årsverk", "More FTE" }, "fte", 1 },
    { "persons_fewer",
      { "Færre ansatte for samme årsverk", "Færre tilsette for same årsverk", "Fewer employees for the same FTE" },
      "persons",
      1 },
    { "cost_nok_thousand", { "Kostnad, kr 1 000", "Kostnad, kr 1 000", "Cost, NOK 1 000" }, "NOK 1 000", 0 },
    { "saved_nok_thousand",
      { "Spart vikar og overtid, kr 1 000", "Spart vikar og overtid, kr 1 000", "Stand-ins saved, NOK 1 000" },
      "NOK 1 000",
      0 },
    { "net_nok_thousand",
      { "Netto kostnad, kr 1 000", "Netto kostnad, kr 1 000", "Net cost, NOK 1 000" },
      "NOK 1 000",
      0 },
};

const koh_column_word *koh__staff_aims_words(size_t *n)
{
    *n = sizeof words / sizeof words[0];
    return words;
}
